#include "tests/unit/unit.h"

#include "audio/loudness.h"
#include "core/hum.h"

#include <math.h>
#include <stdlib.h>

enum { RATE = 48000, BLOCK = RATE / 100 };

/* A 1 kHz sine in some channels: peak in dB re full scale, the same in each, over blocks of 10 ms.
 */
struct tone {
    struct loudness loudness;
    int32_t channels;
    double phase;
    int32_t momentary_max, short_term_max; /* LUFS x 100 */
    int32_t momentary_min, short_term_min; /* from 1 s, from 3 s on */
};

static struct tone tone_make(int32_t channels)
{
    struct tone t = {.channels = channels, .momentary_max = -12000, .short_term_max = -12000};
    loudness_init(&t.loudness, RATE);
    return t;
}

static void play(struct tone *t, double db, double seconds)
{
    float x[BLOCK];
    const int blocks = (int)lrint(seconds * 100);
    for (int b = 0; b < blocks; b++) {
        for (int i = 0; i < BLOCK; i++, t->phase += 2 * M_PI * 1000 / RATE)
            x[i] = (float)(pow(10, db / 20) * sin(t->phase));
        double sum = 0;
        for (int32_t c = 0; c < t->channels; c++)
            sum += loudness_channel(&t->loudness, c, x, BLOCK);
        loudness_block_done(&t->loudness, sum / BLOCK);
        const uint64_t done = t->loudness.blocks;
        if (done >= LOUDNESS_MOMENTARY) {
            const int32_t m = loudness_mb(loudness_mean(&t->loudness, LOUDNESS_MOMENTARY));
            t->momentary_max = m > t->momentary_max ? m : t->momentary_max;
            if (done >= 100)
                t->momentary_min = m < t->momentary_min ? m : t->momentary_min;
        }
        if (done >= LOUDNESS_SHORT_TERM) {
            const int32_t s = loudness_mb(loudness_mean(&t->loudness, LOUDNESS_SHORT_TERM));
            t->short_term_max = s > t->short_term_max ? s : t->short_term_max;
            t->short_term_min = s < t->short_term_min ? s : t->short_term_min;
        }
    }
}

static void assert_within(int32_t got, int32_t want, int32_t by)
{
    if (abs(got - want) > by)
        print_message("got %d, want %d +- %d\n", got, want, by);
    assert_true(abs(got - want) <= by);
}

static void a_full_scale_sine_on_one_channel_reads_minus_301(void **state)
{
    (void)state;
    /* BS.1770-5 annex 1: the -0.691 cancels the filters' gain at 997 Hz; 1 kHz is within 0.01 dB of
     * it */
    struct tone t = tone_make(1);
    play(&t, 0, 4);
    assert_within(t.momentary_max, -301, 2);
    assert_within(t.short_term_max, -301, 2);
}

static void tech_3341_signals_1_and_2_read_what_they_should(void **state)
{
    (void)state;
    struct tone one = tone_make(2), two = tone_make(2);
    play(&one, -23, 20);
    assert_within(one.momentary_max, -2300, 10);
    assert_within(one.short_term_max, -2300, 10);
    play(&two, -33, 20);
    assert_within(two.momentary_max, -3300, 10);
    assert_within(two.short_term_min, -3300, 10);
}

static void tech_3341_signal_9_has_a_constant_short_term_loudness(void **state)
{
    (void)state;
    struct tone t = tone_make(2);
    for (int i = 0; i < 5; i++) {
        play(&t, -20, 1.34);
        play(&t, -30, 1.66);
    }
    assert_within(t.short_term_min, -2300, 10);
    assert_within(t.short_term_max, -2300, 10);
}

static void tech_3341_signals_10_and_13_find_the_maximum_wherever_it_is(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct tone ten = tone_make(2), thirteen = tone_make(2);
        play(&ten, -400, 0.15 * i);
        play(&ten, -23, 3);
        play(&ten, -400, 1);
        assert_within(ten.short_term_max, -2300, 10);
        play(&thirteen, -400, 0.02 * i);
        play(&thirteen, -23, 0.4);
        play(&thirteen, -400, 1);
        assert_within(thirteen.momentary_max, -2300, 10);
    }
}

static void tech_3341_signal_12_has_a_constant_momentary_loudness(void **state)
{
    (void)state;
    struct tone t = tone_make(2);
    for (int i = 0; i < 25; i++) {
        play(&t, -20, 0.18);
        play(&t, -30, 0.22);
    }
    assert_within(t.momentary_min, -2300, 10);
    assert_within(t.momentary_max, -2300, 10);
}

static void the_filters_are_the_standards_at_48_khz(void **state)
{
    (void)state;
    struct loudness l;
    loudness_init(&l, 48000);
    const double shelf[] = {1.53512485958697, -2.69169618940638, 1.19839281085285,
                            -1.69065929318241, 0.73248077421585};
    const double high_pass[] = {1, -2, 1, -1.99004745483398, 0.99007225036621};
    for (int i = 0; i < 5; i++) {
        assert_true(fabs(l.shelf[i] - shelf[i]) < 1e-13);
        assert_true(fabs(l.high_pass[i] - high_pass[i]) < 1e-13);
    }
}

static void silence_is_silent(void **state)
{
    (void)state;
    assert_int_equal(loudness_mb(0), LEVEL_SILENT_MB);
    struct tone t = tone_make(1);
    play(&t, -10, 1);
    play(&t, -400, 10);
    assert_within(loudness_mb(loudness_mean(&t.loudness, LOUDNESS_MOMENTARY)), LEVEL_SILENT_MB, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_scale_sine_on_one_channel_reads_minus_301),
        cmocka_unit_test(tech_3341_signals_1_and_2_read_what_they_should),
        cmocka_unit_test(tech_3341_signal_9_has_a_constant_short_term_loudness),
        cmocka_unit_test(tech_3341_signals_10_and_13_find_the_maximum_wherever_it_is),
        cmocka_unit_test(tech_3341_signal_12_has_a_constant_momentary_loudness),
        cmocka_unit_test(the_filters_are_the_standards_at_48_khz),
        cmocka_unit_test(silence_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
