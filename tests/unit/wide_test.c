#include "tests/unit/unit.h"

#include "audio/wide.h"
#include "tests/bench/chance.h"

#include <math.h>
#include <stdlib.h>

enum { KEPT = 60 };

/* White noise of mean square 1 over blocks [from, until), as far as it fits. */
static struct wide *listen(int32_t rate_hz, uint64_t from, uint64_t until)
{
    struct wide *w = NULL;
    assert_int_equal(wide_create(rate_hz, 1, KEPT, &w), STATUS_OK);
    struct chance c = {5};
    const size_t count = (size_t)rate_hz / 100;
    float *block = calloc(count, sizeof *block);
    assert_non_null(block);
    for (uint64_t b = from; b < until; b++) {
        for (size_t i = 0; i < count; i++)
            block[i] = (float)chance_between(&c, -1.7320508, 1.7320508);
        wide_push(w, b, b % 100 < 50, block, count, count);
    }
    free(block);
    return w;
}

static double mean(const struct wide_step *steps, int count, int band)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += steps[i].power[band];
    return sum / count;
}

static void white_noise_has_its_share_in_each_band(void **state)
{
    (void)state;
    struct wide *w = listen(48000, 0, 5 * KEPT);
    struct wide_step steps[KEPT];
    wide_steps(w, 0, KEPT, steps);
    /* of 24 kHz: 900 Hz, 1, 5 and 3.5 kHz. 60 stretches of 20 ms: 60 * 18 values of the narrowest
     * band, at least half of them independent: within 3 * sqrt(2 / 1080) = 13 % */
    assert_true(fabs(mean(steps, KEPT, WIDE_LOW) * 24000 / 900 - 1) < 0.13);
    assert_true(fabs(mean(steps, KEPT, WIDE_MID) * 24000 / 1000 - 1) < 0.13);
    assert_true(fabs(mean(steps, KEPT, WIDE_HIGH) * 24000 / 5000 - 1) < 0.06);
    assert_true(fabs(mean(steps, KEPT, WIDE_HISS) * 24000 / 3500 - 1) < 0.07);
    wide_free(w);
}

static void a_low_rate_has_no_hiss_to_go_by(void **state)
{
    (void)state;
    struct wide *w = listen(8000, 0, 50);
    struct wide_step steps[10];
    wide_steps(w, 0, 10, steps);
    assert_true(mean(steps, 10, WIDE_HIGH) > 0);
    assert_true(mean(steps, 10, WIDE_HISS) == 0);
    wide_free(w);
}

static void what_was_not_heard_is_zero(void **state)
{
    (void)state;
    struct wide *w = listen(16000, 7, 5 * KEPT + 20); /* step 1 begins at block 5, unheard */
    struct wide_step steps[KEPT + 6];
    wide_steps(w, -2, KEPT + 6, steps);
    for (int i = 0; i < KEPT + 6; i++) /* steps -2 .. 63; the first four of 0 .. 63 are forgotten */
        assert_int_equal(steps[i].power[WIDE_LOW] > 0, i >= 6);
    wide_free(w);
}

static void calm_steps_leave_out_hums_and_talk(void **state)
{
    (void)state;
    /* by turns half a second is calm, half is not: of the newest 60 steps, 30 */
    struct wide *w = listen(16000, 0, 5 * KEPT + 100);
    struct wide_step steps[WIDE_BEFORE_STEPS];
    const int32_t count = wide_calm(w, KEPT + 20, WIDE_BEFORE_STEPS, steps);
    assert_int_equal(count, KEPT / 2);
    assert_int_equal(wide_calm(w, KEPT + 20, 20, steps), 20);
    /* a second that is 20 dB louder */
    float loud[160];
    for (int i = 0; i < 160; i++)
        loud[i] = i % 40 < 20 ? 10 : -10; /* 400 Hz */
    for (uint64_t b = 5 * KEPT + 100; b < 5 * KEPT + 200; b++)
        wide_push(w, b, true, loud, 160, 160);
    const int32_t rest = wide_calm(w, KEPT + 40, WIDE_BEFORE_STEPS, steps);
    assert_int_equal(rest,
                     KEPT / 2 - 10); /* twenty steps of the old ones are gone, half were calm */
    for (int32_t i = 0; i < rest; i++)
        assert_true(steps[i].power[WIDE_LOW] < 1);
    wide_free(w);
}

static void a_quantile_is_of_what_was_heard(void **state)
{
    (void)state;
    struct wide_step steps[11] = {{{0}}};
    for (int i = 0; i < 10; i++) /* powers 1 to 10, the eleventh was not heard */
        steps[i] = (struct wide_step){{[WIDE_LOW] = 1, [WIDE_HIGH] = (float)(i + 1)}};
    const struct wide_around around = {steps, 11, 0, 0};
    assert_true(fabs(wide_quantile_db(&around, 0, 11, WIDE_HIGH, 0) - 0) < 1e-6);
    assert_true(fabs(wide_quantile_db(&around, 0, 11, WIDE_HIGH, 1) - 10) < 1e-6);
    assert_true(wide_quantile_db(&around, 10, 11, WIDE_HIGH, 0.5) <= -140);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_noise_has_its_share_in_each_band),
        cmocka_unit_test(a_low_rate_has_no_hiss_to_go_by),
        cmocka_unit_test(what_was_not_heard_is_zero),
        cmocka_unit_test(calm_steps_leave_out_hums_and_talk),
        cmocka_unit_test(a_quantile_is_of_what_was_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
