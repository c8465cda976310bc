#include "tests/unit/unit.h"

#include "audio/plateau.h"

#include <math.h>

enum { BLOCKS = 500 };
static float scratch[PLATEAU_SCRATCH];

static void fill(float *power, double level)
{
    for (int i = 0; i < BLOCKS; i++)
        power[i] = (float)level;
}

/* A crowd: rises over 0.5 s from `from` on, holds `level`, falls over 0.4 s to `until`. */
static void add_hum(float *power, int from, int until, double level)
{
    for (int i = from; i < until; i++)
        power[i] += (float)(level * fmin(1, fmin((i - from) / 50.0, (until - i) / 40.0)));
}

static void a_hum_is_found_where_everybody_hums(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1);
    add_hum(power, 40, 450, 10);
    struct plateau p;
    assert_true(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
    assert_true(fabs(p.power - 10) < 0.02);
    /* half the level is passed in the middle of the slopes */
    assert_in_range(p.onset, 60, 70);
    assert_in_range(p.offset, 425, 435);
    /* everybody: past the rise, before the fall, but not much of it given away */
    assert_in_range(p.begin, 90, 120);
    assert_in_range(p.end, 395, 425);
}

static void noise_alone_is_silence(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1.2);
    struct plateau p = {.onset = 77};
    assert_false(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
    assert_int_equal(p.onset, 77);
}

static void half_a_second_just_above_the_border_is_seen(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1);
    for (int i = 200; i < 270; i++)
        power[i] = 1.5;
    struct plateau p;
    assert_true(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
    assert_false(plateau_find(power, BLOCKS, 1, 1.6, scratch, &p));
}

static void a_knock_is_no_plateau(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1);
    for (int i = 200; i < 215; i++)
        power[i] = 1000; /* its half second is far above the border, but it is over in 0.15 s */
    struct plateau p;
    assert_false(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
}

static void a_cough_is_left_out_of_the_mean(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1);
    add_hum(power, 40, 450, 10);
    for (int i = 250; i < 270; i++)
        power[i] += 300;
    struct plateau p;
    assert_true(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
    assert_true(fabs(p.power - 10) < 0.5);
    assert_true(p.used < p.end - p.begin);
    assert_true(fabs(p.drift_db) < 0.5); /* nor does it make the hum unsteady */
}

static void a_voice_that_swells_and_fades_counts_with_its_swells(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 0.01);
    double sum = 0;
    for (int i = 40; i < 450; i++) {
        const double swell = pow(0.5 + 0.5 * sin(2 * M_PI * i / 80.0), 4) * 10;
        power[i] += (float)swell;
        sum += swell / 410;
    }
    struct plateau p;
    assert_true(plateau_find(power, BLOCKS, 0.01, 0.02, scratch, &p));
    assert_true(fabs(10 * log10(p.power / sum)) < 1);
    assert_true(p.scatter > 0.5);
}

static void a_word_before_the_hum_does_not_begin_it(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1);
    for (int i = 0; i < 40; i++)
        power[i] = 200; /* "hum now" */
    add_hum(power, 120, 480, 10);
    struct plateau p;
    assert_true(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
    assert_true(fabs(p.power - 10) < 0.1);
    assert_in_range(p.onset, 135, 155);
}

static void a_hum_that_goes_on_ends_with_the_window(void **state)
{
    (void)state;
    float power[BLOCKS];
    fill(power, 1);
    add_hum(power, 100, BLOCKS, 10);
    for (int i = 150; i < BLOCKS; i++)
        power[i] = 11;
    struct plateau p;
    assert_true(plateau_find(power, BLOCKS, 1, 1.3, scratch, &p));
    assert_int_equal(p.offset, BLOCKS);
    assert_true(fabs(p.power - 10) < 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hum_is_found_where_everybody_hums),
        cmocka_unit_test(noise_alone_is_silence),
        cmocka_unit_test(half_a_second_just_above_the_border_is_seen),
        cmocka_unit_test(a_knock_is_no_plateau),
        cmocka_unit_test(a_cough_is_left_out_of_the_mean),
        cmocka_unit_test(a_voice_that_swells_and_fades_counts_with_its_swells),
        cmocka_unit_test(a_word_before_the_hum_does_not_begin_it),
        cmocka_unit_test(a_hum_that_goes_on_ends_with_the_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
