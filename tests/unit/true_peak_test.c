/* Signals 15 to 23 of EBU Tech 3341, table 1: +0.2/-0.4 dB; and that leaving out what cannot be
 * higher leaves out nothing. */
#include "tests/unit/unit.h"

#include "audio/true_peak.h"
#include "core/hum.h"
#include "tests/bench/chance.h"
#include "tests/bench/loudness_peer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 48000, SECOND = RATE, BLOCK = RATE / 100 };

static struct true_peak *heard(const float *x, size_t count, size_t block)
{
    struct true_peak *t = malloc(sizeof *t);
    assert_non_null(t);
    true_peak_init(t);
    for (size_t at = 0; at < count; at += block)
        true_peak_block(t, 0, x + at, count - at < block ? count - at : block);
    true_peak_finish(t, 1);
    return t;
}

static int32_t peak_mb(const float *x, size_t count)
{
    struct true_peak *t = heard(x, count, BLOCK);
    const int32_t mb = true_peak_mb(t);
    free(t);
    return mb;
}

static void assert_peak(const float *x, size_t count, double want_db)
{
    const int32_t got = peak_mb(x, count);
    if (got > 100 * want_db + 20 || got < 100 * want_db - 40)
        print_message("got %.2f, want %.2f +0.2/-0.4 dBTP\n", got / 100.0, want_db);
    assert_true(got <= 100 * want_db + 20 && got >= 100 * want_db - 40);
    struct peer_meter *peer = peer_open(RATE, 1, (struct peer_wants){.true_peak = true});
    assert_non_null(peer);
    peer_push(peer, x, count);
    const double other = peer_close(peer).true_peak;
    assert_true(fabs(got / 100.0 - other) <
                0.2); /* each may be 0.17 dB under a tone of a quarter of the rate */
}

/* Soft ends: a tone that begins in its middle has a true peak above its own. */
static float tone(size_t i, double cycles, double degrees, double peak)
{
    const double edge = fmin(1, fmin((double)i, (double)(SECOND - i)) / BLOCK);
    return (float)(edge * peak * sin(2 * M_PI * (cycles * (double)i + degrees / 360)));
}

static void signals_15_to_19_a_tone_between_the_samples(void **state)
{
    (void)state;
    const struct {
        double cycles, degrees, peak, want_db;
    } signals[] = {
        {1 / 4.0, 0, 0.50, -6.0},    {1 / 4.0, 45, 0.50, -6.0}, {1 / 6.0, 60, 0.50, -6.0},
        {1 / 8.0, 67.5, 0.50, -6.0}, {1 / 4.0, 45, 1.41, 3.0},
    };
    float *x = malloc(SECOND * sizeof *x);
    assert_non_null(x);
    for (int s = 0; s < 5; s++) {
        for (size_t i = 0; i < SECOND; i++)
            x[i] = tone(i, signals[s].cycles, signals[s].degrees, signals[s].peak);
        assert_peak(x, SECOND, signals[s].want_db);
    }
    free(x);
}

/* A low-pass at four times the rate: nothing is left at half the lower rate and above. */
enum { WIDE = 4 * SECOND, LOW_PASS_HALF = 512 };

static void low_pass(const double *in, double *out)
{
    static double tap[2 * LOW_PASS_HALF + 1];
    for (int k = -LOW_PASS_HALF; k <= LOW_PASS_HALF; k++) {
        const double x = M_PI * 0.9 * k / 4;
        tap[k + LOW_PASS_HALF] =
            (k == 0 ? 1 : sin(x) / x) * 0.9 / 4 * (0.5 + 0.5 * cos(M_PI * k / (LOW_PASS_HALF + 1)));
    }
    for (int i = 0; i < WIDE; i++) {
        out[i] = 0;
        if (abs(i - WIDE / 2) > 2000)
            continue; /* only the middle is looked at */
        for (int k = -LOW_PASS_HALF; k <= LOW_PASS_HALF; k++)
            out[i] += tap[k + LOW_PASS_HALF] * in[i + k];
    }
}

/* A cycle of a quarter of the rate inside a tone of a sixth of it at 0.50, made at four times the
 * rate, without what the lower rate cannot hold, its highest value made 1; then every fourth
 * sample, from the first, second, third and fourth on: the peak lies elsewhere between the samples
 * each time. */
static void signals_20_to_23_a_burst_between_the_samples(void **state)
{
    (void)state;
    double *wide = malloc(WIDE * sizeof *wide), *limited = malloc(WIDE * sizeof *limited);
    float *x = malloc(1000 * sizeof *x);
    assert_true(wide != NULL && limited != NULL && x != NULL);
    for (int i = 0; i < WIDE; i++) {
        const int k = i - WIDE / 2;
        const bool burst = k >= 0 && k < 16;
        wide[i] = burst ? sin(2 * M_PI * k / 16) : 0.5 * sin(2 * M_PI * (k < 0 ? k : k - 16) / 24);
    }
    low_pass(wide, limited);
    double highest = 0;
    for (int i = 0; i < WIDE; i++)
        highest = fmax(highest, fabs(limited[i]));
    for (int offset = 0; offset < 4; offset++) {
        for (int i = 0; i < 1000; i++) {
            const double edge = fmin(1, fmin(i, 1000 - i) / 100.0); /* soft ends */
            x[i] = (float)(edge * limited[WIDE / 2 + 4 * (i - 500) + offset] / highest);
        }
        assert_peak(x, 1000, 0);
    }
    free(wide);
    free(limited);
    free(x);
}

/* All values between, computed plainly. */
static float plainly(const struct true_peak *t, const float *x, size_t count)
{
    float highest = 0;
    for (size_t i = 0; i < count + TRUE_PEAK_TAPS / 2; i++)
        for (int p = 0; p < TRUE_PEAK_BETWEEN; p++) {
            float sum = 0;
            for (size_t k = 0; k < TRUE_PEAK_TAPS; k++) {
                const size_t at = i + k + 1;
                const bool there = at >= TRUE_PEAK_TAPS && at - TRUE_PEAK_TAPS < count;
                sum += t->filter[p][k] * (there ? x[at - TRUE_PEAK_TAPS] : 0);
            }
            highest = fmaxf(highest, fabsf(sum));
        }
    for (size_t i = 0; i < count; i++)
        highest = fmaxf(highest, fabsf(x[i]));
    return highest;
}

static void what_is_left_out_is_never_the_highest(void **state)
{
    (void)state;
    struct chance c = {3};
    float *x = malloc(3000 * sizeof *x);
    assert_non_null(x);
    for (int run = 0; run < 60; run++) {
        for (int i = 0; i < 3000; i++)
            x[i] = (float)(chance_normal(&c) *
                           (run % 3 == 0 ? 1 : pow(10, chance_between(&c, -2, 0))));
        const size_t count = 1 + (size_t)chance_below(&c, 3000),
                     block = 1 + (size_t)chance_below(&c, 700);
        struct true_peak *t = heard(x, count, block);
        const float want = plainly(t, x, count);
        assert_true(t->highest == want); /* the same additions in the same order */
        free(t);
    }
    free(x);
}

static void silence_has_no_peak(void **state)
{
    (void)state;
    const float x[1000] = {0};
    assert_int_equal(peak_mb(x, 1000), LEVEL_NONE_MB);
}

static void the_loudest_channel_is_the_peak(void **state)
{
    (void)state;
    const float low[] = {0.1f, -0.1f}, high[] = {0.1f, -1};
    struct true_peak t;
    true_peak_init(&t);
    true_peak_block(&t, 0, low, 2);
    true_peak_block(&t, 1, high, 2);
    true_peak_block(&t, 2, low, 2);
    assert_true(true_peak_mb(&t) >= 0);
    true_peak_finish(&t, 3);
    assert_true(true_peak_mb(&t) >= 0 && true_peak_mb(&t) < 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_15_to_19_a_tone_between_the_samples),
        cmocka_unit_test(signals_20_to_23_a_burst_between_the_samples),
        cmocka_unit_test(what_is_left_out_is_never_the_highest),
        cmocka_unit_test(silence_has_no_peak),
        cmocka_unit_test(the_loudest_channel_is_the_peak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
