#include "tests/unit/unit.h"

#include "audio/background.h"
#include "tests/bench/chance.h"

#include <math.h>

/* Seven seconds, a window of five in which people hum from 0.5 to 4.5 s, 2.5 s after it. */
enum {
    BEFORE = 140,
    WINDOW = 100,
    AFTER = 50,
    ALL = BEFORE + WINDOW + AFTER,
    BLOCKS = WINDOW * WIDE_STEP_BLOCKS,
    ONSET = 50,
    OFFSET = 450
};

struct scene {
    struct wide_step step[ALL];
    float power[BLOCKS];
};

static double seconds_of(int step)
{
    return (double)(step - BEFORE) / WIDE_STEPS_PER_SECOND;
}

/* gain_db and noise_db: of a time in seconds, the window begins at 0. Noise of 0 dB in the hum
 * band, -20 dB of hiss, each step within 1 dB; the hum has 20 dB, and 10 dB less than the noise
 * above 1 kHz. */
static void make(struct scene *s, double (*gain_db)(double), double (*noise_db)(double))
{
    struct chance c = {7};
    for (int i = 0; i < ALL; i++) {
        const double t = seconds_of(i), gain = pow(10, gain_db(t) / 10);
        const double noise = pow(10, noise_db(t) / 10) * pow(10, chance_between(&c, -0.1, 0.1));
        const double hum = t >= 0.5 && t < 4.5 ? 100 : 0;
        for (int b = 0; b < WIDE_BANDS; b++)
            s->step[i].power[b] =
                (float)(1e-6 * gain * (b == WIDE_LOW ? noise + hum : 0.01 * noise + hum / 1e5));
        const int block = (i - BEFORE) * WIDE_STEP_BLOCKS;
        for (int k = 0; k < WIDE_STEP_BLOCKS && block >= 0 && block < BLOCKS; k++)
            s->power[block + k] = s->step[i].power[WIDE_LOW];
    }
}

static double none(double t)
{
    (void)t;
    return 0;
}

static struct background find(double (*gain_db)(double), double (*noise_db)(double))
{
    struct scene s;
    make(&s, gain_db, noise_db);
    const struct wide_around around = {s.step, BEFORE, WINDOW, AFTER};
    const struct plateau p = {
        .onset = ONSET, .offset = OFFSET, .begin = ONSET + 20, .end = OFFSET - 20, .power = 1e-4};
    return background_find(s.power, BLOCKS, &p, &around);
}

static void steady_noise_is_the_same_before_and_after(void **state)
{
    (void)state;
    const struct background b = find(none, none);
    assert_true(b.hiss_heard && b.after_heard && b.fade_heard && b.rest_heard);
    assert_true(fabs(b.shift) < 0.5);
    assert_false(background_gain_changed(&b));
    assert_false(background_shifted(&b, 20));
}

/* Down by 12 dB within 0.2 s of the hum's begin, up again within some seconds of its end. */
static double automatic(double t)
{
    if (t < 0.5)
        return 0;
    return t < 4.5 ? -12 * (1 - exp(-(t - 0.5) / 0.2)) : -12 * exp(-(t - 4.5) / 3);
}

static void a_gain_that_gave_way_is_still_lower_after_the_hum(void **state)
{
    (void)state;
    const struct background b = find(automatic, none);
    /* 0.4 to 1.3 s after it: -10.5 to -7.8 dB */
    for (int band = 0; band < WIDE_BANDS; band++)
        assert_true(b.after[band] > -11.5 && b.after[band] < -7.5);
    assert_true(background_gain_changed(&b));
}

/* Down by 4 dB only: 3.5 to 2.6 dB are left from 0.4 to 1.3 s after the hum. */
static double a_little(double t)
{
    return automatic(t) / 3;
}

/* Steps are within 1 dB of each other, so seconds within a fraction of it: 2.6 dB are seen. */
static void a_gain_that_gave_way_by_little_is_seen_where_noise_is_steady(void **state)
{
    (void)state;
    const struct background b = find(a_little, none);
    assert_true(b.swing < 0.3);
    assert_true(background_gain_changed(&b));
}

/* By 6 dB, every second second. */
static double comes_and_goes(double t)
{
    return (int)floor(t + 10) % 2 == 0 ? 0 : -6;
}

static void nothing_is_said_of_the_gain_where_noise_comes_and_goes(void **state)
{
    (void)state;
    const struct background b = find(none, comes_and_goes), gain = find(a_little, comes_and_goes);
    assert_false(background_gain_changed(&b));
    assert_false(background_shows_gain(&b));
    assert_false(background_shows_gain(&gain));
    const struct background calm = find(none, none);
    assert_true(background_shows_gain(&calm));
}

/* From 1 s on ever faster, 18 dB in all: means of 0.7 s from 1.1 s on at -0.3, -1.9, -5.0 dB. */
static double runs_out(double t)
{
    return t < 1 || t > 4.5 ? 0 : -18 * (t - 1) * (t - 1) / 12.25;
}

static void a_breath_that_runs_out_is_no_suppression(void **state)
{
    (void)state;
    struct scene s;
    make(&s, none, none);
    for (int k = BEFORE; k < ALL; k++) { /* the hum and its breath fall, the noise does not */
        const double t = seconds_of(k), gain = pow(10, runs_out(t) / 10);
        const double hum = t >= 0.5 && t < 4.5 ? 1e-4 * gain : 0;
        for (int b = 0; b < WIDE_BANDS; b++)
            s.step[k].power[b] = (float)(b == WIDE_LOW ? 1e-6 + hum : 1e-8 + hum / 100);
        const int block = (k - BEFORE) * WIDE_STEP_BLOCKS;
        for (int i = 0; i < WIDE_STEP_BLOCKS && block < BLOCKS; i++)
            s.power[block + i] = s.step[k].power[WIDE_LOW];
    }
    const struct wide_around around = {s.step, BEFORE, WINDOW, AFTER};
    const struct plateau p = {
        .onset = ONSET, .offset = OFFSET, .begin = ONSET + 60, .end = OFFSET - 20, .power = 1e-4};
    const struct background b = background_find(s.power, BLOCKS, &p, &around);
    assert_true(b.fade_heard && b.hum_fade[1] < b.hum_fade[0] - 1 && b.hiss_fade[1] < -2);
    assert_false(background_gain_changed(&b));
}

/* A gain moves hum and hiss together; whose breath falls in the end only has another reason. */
static void a_hum_that_gets_softer_without_its_hiss_is_no_suppression(void **state)
{
    (void)state;
    struct background b = {
        .hiss_heard = true, .fade_heard = true, .hum_fade = {-3, -2}, .hiss_fade = {0, -5}};
    assert_false(background_gain_changed(&b));
    b.hiss_fade[0] = -3;
    assert_true(background_gain_changed(&b));
}

static void noise_that_is_lower_by_less_than_it_swings_twice_shows_no_gain(void **state)
{
    (void)state;
    struct background b = {.hiss_heard = true, .after_heard = true, .swing = 1.3};
    for (int band = 0; band < WIDE_BANDS; band++)
        b.after[band] = -2.4;
    assert_false(background_gain_changed(&b));
    b.swing = 1.1;
    assert_true(background_gain_changed(&b));
}

static double suppressed(double t)
{
    return t < 0.7 || t > 4.5 ? 0 : -15 * (1 - exp(-(t - 0.7) / 1.5));
}

static void a_hum_that_fades_with_its_hiss_was_suppressed(void **state)
{
    (void)state;
    const struct background b = find(suppressed, none);
    /* 15 dB with 1.5 s: means of 0.7 s are apart by 4.4 and 2.8 dB */
    assert_true(b.hiss_fade[0] < -3 && b.hum_fade[0] < -3 && b.hiss_fade[1] < -2);
    assert_true(background_gain_changed(&b));
}

static void a_fan_that_starts_or_stops_is_another_noise(void **state)
{
    (void)state;
    struct scene s;
    const double changes[] = {4, -4};
    for (int i = 0; i < 2; i++) {
        make(&s, none, none);
        for (int k = BEFORE; k < ALL; k++) /* in the hum band alone: no gain did that */
            if (seconds_of(k) > 4.5)
                s.step[k].power[WIDE_LOW] *= (float)pow(10, changes[i] / 10);
        const struct wide_around around = {s.step, BEFORE, WINDOW, AFTER};
        const struct plateau p = {.onset = ONSET,
                                  .offset = OFFSET,
                                  .begin = ONSET + 20,
                                  .end = OFFSET - 20,
                                  .power = 1e-4};
        const struct background b = background_find(s.power, BLOCKS, &p, &around);
        assert_true(fabs(b.shift - changes[i]) < 0.5);
        assert_true(background_shifted(&b, 20));
        assert_false(background_gain_changed(&b));
    }
}

static void who_hums_on_is_no_other_noise(void **state)
{
    (void)state;
    struct scene s;
    make(&s, none, none);
    for (int k = BEFORE + WINDOW - 20; k < ALL; k++)
        s.step[k].power[WIDE_LOW] = 1e-4f;
    const struct wide_around around = {s.step, BEFORE, WINDOW, AFTER};
    const struct plateau p = {
        .onset = ONSET, .offset = BLOCKS, .begin = ONSET + 20, .end = BLOCKS, .power = 1e-4};
    assert_false(background_find(s.power, BLOCKS, &p, &around).rest_heard);
}

static void without_hiss_nothing_is_said_of_the_gain(void **state)
{
    (void)state;
    struct scene s;
    make(&s, automatic, none);
    for (int k = 0; k < ALL; k++)
        s.step[k].power[WIDE_HISS] = 0; /* a rate of 8 kHz, a telephone's band */
    const struct wide_around around = {s.step, BEFORE, WINDOW, AFTER};
    const struct plateau p = {
        .onset = ONSET, .offset = OFFSET, .begin = ONSET + 20, .end = OFFSET - 20, .power = 1e-4};
    const struct background b = background_find(s.power, BLOCKS, &p, &around);
    assert_false(b.hiss_heard);
    assert_false(background_gain_changed(&b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady_noise_is_the_same_before_and_after),
        cmocka_unit_test(a_gain_that_gave_way_is_still_lower_after_the_hum),
        cmocka_unit_test(a_gain_that_gave_way_by_little_is_seen_where_noise_is_steady),
        cmocka_unit_test(nothing_is_said_of_the_gain_where_noise_comes_and_goes),
        cmocka_unit_test(a_breath_that_runs_out_is_no_suppression),
        cmocka_unit_test(a_hum_that_gets_softer_without_its_hiss_is_no_suppression),
        cmocka_unit_test(noise_that_is_lower_by_less_than_it_swings_twice_shows_no_gain),
        cmocka_unit_test(a_hum_that_fades_with_its_hiss_was_suppressed),
        cmocka_unit_test(a_fan_that_starts_or_stops_is_another_noise),
        cmocka_unit_test(who_hums_on_is_no_other_noise),
        cmocka_unit_test(without_hiss_nothing_is_said_of_the_gain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
