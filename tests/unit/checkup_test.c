#include "tests/unit/unit.h"

#include "audio/checkup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 48000, SECONDS = 10, FRAMES = SECONDS * RATE_HZ };
enum { HUM_FROM = 4 * RATE_HZ, HUM_TO = 7 * RATE_HZ };

/* A fixed sequence, uniform in -1 .. 1 (Knuth's 64-bit linear congruence, high bits). */
static float noise(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (float)((double)(*seed >> 40) / (double)(1 << 23) - 1.0);
}

/* Noise of peak 0.001 (uniform: power 1e-6/3 over 24 kHz), and from 4 to 7 s two tones of 0.05. In
 * the band of 900 Hz the noise has 1e-6/3 * 900/24000, -79.0 dB, of 3500 Hz -73.1 dB; the tones
 * 2 * 0.05^2/2, -26.0 dB. */
static float *room(int rate_hz, float hum)
{
    const int frames = SECONDS * rate_hz;
    float *x = calloc((size_t)frames, sizeof *x);
    uint64_t seed = 1;
    assert_non_null(x);
    for (int i = 0; i < frames; i++) {
        const double t = (double)i / rate_hz;
        x[i] = 0.001f * noise(&seed);
        if (t >= 4 && t < 7)
            x[i] += hum * (float)(sin(2 * M_PI * 180 * t) + sin(2 * M_PI * 360 * t));
    }
    return x;
}

static struct check check_cut(const float *x, int rate_hz, size_t piece, uint64_t lost)
{
    struct checkup *c = NULL;
    struct check out;
    size_t left = (size_t)(SECONDS * rate_hz);
    assert_int_equal(checkup_create(rate_hz, 1, SECONDS * 1000, &c), STATUS_OK);
    for (; left > 0; left -= piece, x += piece, lost = 0) {
        piece = piece < left ? piece : left;
        assert_false(checkup_is_done(c));
        checkup_push(c, x, piece, lost);
    }
    assert_true(checkup_is_done(c));
    checkup_push(c, x - 1, 1, 5); /* is not heard any more */
    checkup_result(c, &out);
    checkup_free(c);
    return out;
}

static struct check check(const float *x)
{
    return check_cut(x, RATE_HZ, 1000, 0);
}

static void assert_near(int32_t got, int32_t expected, int32_t tolerance)
{
    assert_in_range(got - expected + tolerance, 0, 2 * tolerance);
}

static void levels_are_those_of_the_room(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0.05f);
    const struct check c = check(x);
    free(x);
    assert_int_equal(c.end, CHECK_DONE);
    assert_int_equal(c.length_ms, 10000);
    assert_near(c.noise_mb, -7903, 40);
    assert_near(c.hiss_mb, -7313, 30);
    assert_near(c.loudest_mb, -2602, 10);
    assert_near(c.level_mb, -2602 + (int32_t)lrint(1000 * log10(3 / 9.8)), 15);
    assert_near(c.peak_mb, -2109, 15); /* sin x + sin 2x has its peak at 1.760; and the noise */
    assert_int_equal(c.clipped_ms, 0);
    assert_int_equal(c.lost_frames, 0);
}

static void a_steady_gain_is_steady(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0.05f);
    const struct check c = check(x);
    free(x);
    assert_int_equal(c.gain, GAIN_STEADY);
    assert_near(c.gain_mb, 0, 30);
}

/* Towards -20 dB with an attack of 0.2 s and a release of 3 s: 6 dB and more come off the hum. */
static void a_gain_that_follows_the_hum_is_seen(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0.05f);
    double gain = 1;
    for (int i = 0; i < FRAMES; i++) {
        const bool hum = i >= HUM_FROM && i < HUM_TO;
        const double target = hum ? 0.5 : 1, seconds = hum ? 0.2 : 3;
        gain += (target - gain) / (seconds * RATE_HZ);
        x[i] *= (float)gain;
    }
    const struct check c = check(x);
    free(x);
    assert_int_equal(c.gain, GAIN_MOVES);
    assert_near(c.gain_mb, -602, 60);
}

/* A clap is too short to be listened into, but what comes after it shows. */
static void a_gain_that_recovers_after_a_hum_is_seen(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0.05f);
    uint64_t seed = 7;
    for (int i = HUM_FROM; i < HUM_TO; i++)
        x[i] += 0.01f * noise(&seed); /* breath: the hiss cannot be seen under it */
    for (int i = HUM_TO; i < FRAMES; i++)
        x[i] *= 1 - 0.4f * expf(-(float)(i - HUM_TO) / (2.0f * RATE_HZ));
    const struct check c = check(x);
    free(x);
    assert_int_equal(c.gain, GAIN_MOVES);
}

static void where_nobody_hums_it_is_not_checked(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0);
    const struct check c = check(x);
    free(x);
    assert_int_equal(c.gain, GAIN_NOTHING_LOUD);
    assert_int_equal(c.gain_mb, LEVEL_NONE_MB);
    assert_near(c.hiss_mb, -7313, 30);
}

static void digital_silence_has_no_hiss_and_no_clock(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0.05f);
    for (int i = 0; i < FRAMES; i++)
        if (i < HUM_FROM || i >= HUM_TO)
            x[i] = 0;
    const struct check hum = check(x);
    memset(x, 0, FRAMES * sizeof *x);
    const struct check silent = check(x);
    free(x);
    assert_int_equal(hum.gain, GAIN_NO_HISS);
    assert_int_equal(silent.loudest_mb, LEVEL_SILENT_MB);
    assert_int_equal(silent.peak_mb, LEVEL_SILENT_MB);
    assert_int_equal(silent.gain, GAIN_NOTHING_LOUD);
}

static void a_low_rate_says_so(void **state)
{
    (void)state;
    float *x = room(8000, 0.05f);
    const struct check c = check_cut(x, 8000, 1000, 0);
    free(x);
    assert_int_equal(c.gain, GAIN_RATE);
    assert_int_equal(c.hiss_mb, LEVEL_NONE_MB);
    assert_near(c.loudest_mb, -2602, 10);
}

static void full_scale_and_what_is_no_number_count_as_clipped(void **state)
{
    (void)state;
    float *x = room(RATE_HZ, 0.05f);
    x[RATE_HZ] = 1.5f;
    x[2 * RATE_HZ] = NAN;
    x[3 * RATE_HZ] = -INFINITY;
    const struct check c = check_cut(x, RATE_HZ, 999, 3);
    free(x);
    assert_int_equal(c.clipped_ms, 30); /* three blocks of 10 ms */
    assert_int_equal(c.lost_frames, 3);
    assert_true(c.peak_mb >= 0 && c.peak_mb < 400);
    assert_near(c.noise_mb, -7903, 60);
}

static void cuts_change_nothing(void **state)
{
    (void)state;
    float *x = room(44100, 0.05f);
    struct check a, b;
    memset(&a, 0, sizeof a);
    memset(&b, 0, sizeof b);
    a = check_cut(x, 44100, 7, 0);
    b = check_cut(x, 44100, 44100, 0);
    free(x);
    assert_int_equal(a.noise_mb, b.noise_mb);
    assert_int_equal(a.hiss_mb, b.hiss_mb);
    assert_int_equal(a.level_mb, b.level_mb);
    assert_int_equal(a.gain_mb, b.gain_mb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_are_those_of_the_room),
        cmocka_unit_test(a_steady_gain_is_steady),
        cmocka_unit_test(a_gain_that_follows_the_hum_is_seen),
        cmocka_unit_test(a_gain_that_recovers_after_a_hum_is_seen),
        cmocka_unit_test(where_nobody_hums_it_is_not_checked),
        cmocka_unit_test(digital_silence_has_no_hiss_and_no_clock),
        cmocka_unit_test(a_low_rate_says_so),
        cmocka_unit_test(full_scale_and_what_is_no_number_count_as_clipped),
        cmocka_unit_test(cuts_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
