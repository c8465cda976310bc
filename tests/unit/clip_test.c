#include "tests/unit/unit.h"

#include "audio/clip.h"
#include "tests/bench/chance.h"

#include <math.h>

enum { RATE = 48000, COUNT = RATE / 2 };

/* A wave of 150 Hz whose top and bottom are cut off at high and low, then scaled, then rounded to
 * so many steps in full scale (0: not at all). */
static bool seen(double peak, double low, double high, double scale, double steps)
{
    struct clip c;
    clip_init(&c);
    for (int i = 0; i < COUNT; i++) {
        const double wave = peak * sin(2 * M_PI * 150 * i / RATE);
        double x = scale * fmin(high, fmax(low, wave));
        if (steps > 0)
            x = round(x * steps) / steps;
        const float sample = (float)x;
        clip_take(&c, &sample, 1);
    }
    return clip_seen(&c);
}

static void a_sample_of_full_scale_is_cut_off(void **state)
{
    (void)state;
    struct clip c;
    clip_init(&c);
    const float quiet[] = {0.1f, -0.2f, 0.998f, -0.998f}, full = -0.9995f;
    clip_take(&c, quiet, 4);
    assert_false(clip_seen(&c));
    clip_take(&c, &full, 1);
    assert_true(clip_seen(&c));
}

static void a_cut_wave_is_seen_after_it_was_made_quieter(void **state)
{
    (void)state;
    assert_true(seen(2, -1, 1, 0.3, 0));
    assert_true(seen(2, -1, 1, 0.3, 32768));
    assert_true(seen(2, -1, 1, 0.05, 32768));
    assert_true(seen(1, -0.5, 2, 0.5, 32768)); /* only the bottom */
    assert_true(seen(1, -2, 0.5, 0.5, 32768)); /* only the top */
}

static void the_flat_top_of_a_slow_wave_in_16_bits_is_not_cut(void **state)
{
    (void)state;
    /* 150 Hz of peak A stays within half a step of its top for 2 sqrt(1 / (A steps)) / (2 pi 150)
     * s: 5 samples at A = 0.1, 3 at 0.3, 52 at 0.001 */
    assert_false(seen(0.3, -1, 1, 1, 32768));
    assert_false(seen(0.1, -1, 1, 1, 32768));
    assert_false(seen(0.001, -1, 1, 1, 32768));
    assert_false(seen(0.5, -1, 1, 1, 0));
}

static void noise_and_silence_are_not_cut(void **state)
{
    (void)state;
    struct chance chance = {3};
    struct clip c;
    for (int steps = 0; steps < 200;
         steps += 40) { /* amplitudes in steps of 16 bits; 0 is silence */
        clip_init(&c);
        for (int i = 0; i < COUNT; i++) {
            const float x = (float)(round(steps * chance_normal(&chance)) / 32768);
            clip_take(&c, &x, 1);
        }
        assert_false(clip_seen(&c));
    }
}

static void once_may_be_chance(void **state)
{
    (void)state;
    const float top[] = {0, 0.1f, 0.2f, 0.2f, 0.2f, 0.1f, 0};
    struct clip c;
    clip_init(&c);
    clip_take(&c, top, 7);
    assert_false(clip_seen(&c));
    clip_take(&c, top, 7);
    assert_true(clip_seen(&c));
    /* what is higher makes the tops below it ordinary */
    const float higher = 0.21f;
    clip_take(&c, &higher, 1);
    assert_false(clip_seen(&c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_of_full_scale_is_cut_off),
        cmocka_unit_test(a_cut_wave_is_seen_after_it_was_made_quieter),
        cmocka_unit_test(the_flat_top_of_a_slow_wave_in_16_bits_is_not_cut),
        cmocka_unit_test(noise_and_silence_are_not_cut),
        cmocka_unit_test(once_may_be_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
