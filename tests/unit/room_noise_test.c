#include "tests/unit/unit.h"

#include "audio/room_noise.h"
#include "tests/bench/chance.h"

#include <math.h>
#include <string.h>

/* Blocks of 10 ms: white noise of 900 Hz has 18 independent values in each, a mean of 1 and a
 * deviation of 1/3. */
static void steady(struct chance *c, float *power, int count)
{
    for (int i = 0; i < count; i++)
        power[i] = (float)fmax(0.05, 1 + chance_normal(c) / 3);
}

/* Strokes of keys: short bursts at random, six a second, over a background; the mean is 1 in the
 * long run. */
static void keyboard(struct chance *c, float *power, int count)
{
    for (int i = 0; i < count; i++)
        power[i] = 0.1f;
    for (int i = 0; i + 5 < count; i++)
        if (chance_below(c, 100) < 6)
            for (int k = 0; k < 5; k++) /* 0.06 of blocks, five blocks each: 0.3 * 3 = 0.9 */
                power[i + k] += 3;
}

static struct noise_part part(const float *power, int blocks)
{
    return (struct noise_part){.power = power, .blocks = blocks};
}

static float scratch[NOISE_SCRATCH];

static void steady_noise_has_its_mean(void **state)
{
    (void)state;
    struct chance c = {1};
    float before[300], after[200];
    double worst = 0, sum = 0;
    for (int round = 0; round < 100; round++) {
        steady(&c, before, 300);
        steady(&c, after, 200);
        const struct noise_part parts[NOISE_PARTS] = {part(before, 300), part(after, 200),
                                                      part(NULL, 0)};
        struct room_noise n;
        assert_true(room_noise_estimate(parts, INFINITY, scratch, &n));
        assert_int_equal(n.usable_blocks, 500);
        assert_false(n.shifted);
        worst = fmax(worst, fabs(10 * log10(n.power)));
        sum += n.power / 100;
    }
    assert_true(worst < 0.3); /* 1/3 / sqrt(500): 0.065 dB, four and a half times */
    assert_true(fabs(sum - 1) < 0.01);
}

static void scattered_noise_has_its_mean_too(void **state)
{
    (void)state;
    struct chance c = {2};
    float before[350], after[200], quiet[500];
    double sum = 0;
    enum { ROUNDS = 400 };
    for (int round = 0; round < ROUNDS; round++) {
        keyboard(&c, before, 350);
        keyboard(&c, after, 200);
        keyboard(&c, quiet, 500);
        const struct noise_part parts[NOISE_PARTS] = {part(before, 350), part(after, 200),
                                                      part(quiet, 500)};
        struct room_noise n;
        assert_true(room_noise_estimate(parts, INFINITY, scratch, &n));
        sum += n.power / ROUNDS;
    }
    /* the long run: 0.1 + 0.06 * 5 * 3 = 1; medians or lowest halves would read 0.1 to 0.4; 3 % are
     * 0.13 dB */
    assert_true(fabs(sum - 1) < 0.03);
}

static void talk_before_the_hum_is_left_out(void **state)
{
    (void)state;
    struct chance c = {3};
    for (int kind = 0; kind < 2; kind++) {
        double sum = 0;
        enum { ROUNDS = 200 };
        for (int round = 0; round < ROUNDS; round++) {
            float before[450], after[200];
            (kind == 0 ? steady : keyboard)(&c, before, 450);
            (kind == 0 ? steady : keyboard)(&c, after, 200);
            for (int i = 300; i < 430; i++) /* 1.3 s, 20 dB over the noise, in syllables */
                before[i] += (float)(200 * pow(sin(i * 0.12), 2));
            const struct noise_part parts[NOISE_PARTS] = {part(before, 450), part(after, 200),
                                                          part(NULL, 0)};
            struct room_noise n;
            assert_true(room_noise_estimate(parts, INFINITY, scratch, &n));
            assert_true(n.power < 2);
            sum += n.power / ROUNDS;
        }
        assert_true(fabs(10 * log10(sum)) < 0.2);
    }
}

static void a_knock_in_steady_noise_is_left_out(void **state)
{
    (void)state;
    struct chance c = {4};
    float before[500];
    steady(&c, before, 500);
    for (int i = 200; i < 230; i++)
        before[i] += 100 * expf(-(float)(i - 200) / 6);
    const struct noise_part parts[NOISE_PARTS] = {part(before, 500), part(NULL, 0), part(NULL, 0)};
    struct room_noise n;
    assert_true(room_noise_estimate(parts, INFINITY, scratch, &n));
    assert_true(fabs(10 * log10(n.power)) < 0.3);
    assert_true(n.usable_blocks < 500 && n.usable_blocks > 250);
}

static void less_than_a_second_is_no_estimate(void **state)
{
    (void)state;
    struct chance c = {5};
    float before[99], untouched = 7;
    steady(&c, before, 99);
    struct room_noise n = {.power = untouched};
    const struct noise_part parts[NOISE_PARTS] = {part(before, 99), part(NULL, 0), part(NULL, 0)};
    assert_false(room_noise_estimate(parts, INFINITY, scratch, &n));
    assert_true(n.power == untouched);
    const struct noise_part none[NOISE_PARTS] = {{0}};
    assert_false(room_noise_estimate(none, INFINITY, scratch, &n));
}

static void a_noise_that_changed_is_between_the_two_and_less_certain(void **state)
{
    (void)state;
    struct chance c = {6};
    float before[400], after[200];
    steady(&c, before, 400);
    steady(&c, after, 200);
    const struct noise_part same[NOISE_PARTS] = {part(before, 400), part(after, 200),
                                                 part(NULL, 0)};
    struct room_noise steady_noise, changed;
    assert_true(room_noise_estimate(same, INFINITY, scratch, &steady_noise));
    for (int i = 0; i < 200; i++)
        after[i] *= 8; /* 9 dB */
    assert_true(room_noise_estimate(same, INFINITY, scratch, &changed));
    assert_true(changed.shifted);
    assert_true(fabs(changed.shift_db - 9.03) < 0.3);
    assert_true(fabs(changed.power - 4.5) < 0.3); /* (1 + 8) / 2 */
    assert_true(steady_noise.change == 0);
    assert_true(fabs(changed.change - log(8) / 2) < 0.04);
    assert_true(changed.wander < 2 * steady_noise.wander); /* each for itself is steady */
}

static void above_the_ceiling_there_is_no_noise(void **state)
{
    (void)state;
    struct chance c = {7};
    float before[400], after[200];
    steady(&c, before, 400);
    steady(&c, after, 200);
    for (int i = 0; i < 200; i++)
        after[i] *= 100; /* people hum on */
    const struct noise_part parts[NOISE_PARTS] = {part(before, 400), part(after, 200),
                                                  part(NULL, 0)};
    struct room_noise n;
    assert_true(room_noise_estimate(parts, 50, scratch, &n));
    assert_false(n.shifted);
    assert_true(fabs(10 * log10(n.power)) < 0.3);
    assert_int_equal(n.usable_blocks, 400);
}

static void digital_silence_is_a_noise_of_nothing(void **state)
{
    (void)state;
    static const float nothing[400];
    const struct noise_part parts[NOISE_PARTS] = {part(nothing, 400), part(nothing, 200),
                                                  part(NULL, 0)};
    struct room_noise n;
    assert_true(room_noise_estimate(parts, INFINITY, scratch, &n));
    assert_true(n.power == 0 && n.scatter == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady_noise_has_its_mean),
        cmocka_unit_test(scattered_noise_has_its_mean_too),
        cmocka_unit_test(talk_before_the_hum_is_left_out),
        cmocka_unit_test(a_knock_in_steady_noise_is_left_out),
        cmocka_unit_test(less_than_a_second_is_no_estimate),
        cmocka_unit_test(a_noise_that_changed_is_between_the_two_and_less_certain),
        cmocka_unit_test(above_the_ceiling_there_is_no_noise),
        cmocka_unit_test(digital_silence_is_a_noise_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
