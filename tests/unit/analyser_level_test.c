/* The levels of hums: what moves them, and what must not. */
#include "tests/unit/heard.h"

static void a_hum_has_the_level_of_its_tone(void **state)
{
    (void)state;
    /* a sine of peak 0.1: 20 log10 0.1 - 3.01 = -23.01 dB */
    const struct hum h = measure(RATE, 220, 0.1, -60);
    assert_int_equal(h.void_reason, HUM_VALID);
    assert_false(h.silent);
    assert_int_equal(h.window, 7);
    assert_near(h.hum_mb, -2301, 2);
    /* white to 8 kHz: 900 of 8000 Hz, -60 - 9.49 dB; a mean of 9 s of it (2 * 900 * 9 values) is
     * known to 0.05 dB */
    assert_near(h.noise_mb, -6949, 15);
    assert_int_equal(h.excess_mb, h.hum_mb - h.noise_mb);
    assert_true(h.interval_low_mb < h.excess_mb && h.excess_mb < h.interval_high_mb);
    assert_int_equal(h.strength, STRENGTH_STRONG);
    assert_int_equal(h.strength_high, STRENGTH_STRONG);
    assert_int_equal(h.flags, 1u << FLAG_FEW_VOICES); /* one tone is one voice */
    assert_int_equal(h.not_checked, 0);
    assert_near((int32_t)(h.onset_frame - h.start_frame), RATE / 2 + RATE / 20, RATE / 20);
    assert_near((int32_t)(h.offset_frame - h.start_frame), RATE * 9 / 2 - RATE / 20, RATE / 20);
    assert_int_equal(h.trace_count, 100); /* 5 s of 50 ms */
}

static void the_edges_of_the_band_are_sharp(void **state)
{
    (void)state;
    const int32_t inside[] = {104, 996}, outside[] = {96, 1004};
    for (int i = 0; i < 2; i++) {
        assert_near(measure(RATE, inside[i], 0.1, -60).hum_mb, -2301, 5);
        /* 4 Hz outside the tone itself is gone; its soft start and end are all that can be left of
         * it, far below */
        const struct hum h = measure(RATE, outside[i], 0.1, -60);
        assert_true(h.silent || h.hum_mb < -2301 - 4000);
    }
}

static void every_rate_reads_the_same(void **state)
{
    (void)state;
    const int32_t rates[] = {8000, 11025, 12000, 22050, 32000, 44100, 48000, 96000, 192000};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        assert_near(measure(rates[i], 313, 0.1, -60).hum_mb, -2301, 2);
}

static void every_cut_gives_the_same_bits(void **state)
{
    (void)state;
    const int32_t rates[] = {11025, 48000};
    for (size_t r = 0; r < 2; r++) {
        size_t frames;
        float *x = noise(rates[r], 12, -50, &frames);
        add_tone(x, rates[r], 5.5, 8.5, 150, 0.05);
        struct catch h;
        struct analyser *a = make(rates[r], 1, &h);
        run(a, x, frames, rates[r], 5, 4, 1, 1);
        const struct catch one_by_one = h;
        analyser_free(a);
        assert_int_equal(one_by_one.count, 1);
        const size_t cuts[] = {2, 17, 480, 4097, 65536};
        for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
            a = make(rates[r], 1, &h);
            run(a, x, frames, rates[r], 5, 4, cuts[i], 99 + i);
            analyser_free(a);
            assert_int_equal(h.count, 1);
            assert_memory_equal(&h.hums[0], &one_by_one.hums[0], sizeof h.hums[0]);
            assert_int_equal(h.readings, one_by_one.readings);
            assert_memory_equal(&h.last, &one_by_one.last, sizeof h.last);
        }
        free(x);
    }
}

/* The same room, changed in a way; the levels of the two. */
enum change { DOUBLED, LATER, TWO_CHANNELS };

static struct hum measure_changed(enum change change, bool changed)
{
    size_t frames;
    float *x = noise(RATE, 13, -60, &frames);
    add_tone(x, RATE, 6.5, 10.5, 171, 0.05);
    struct catch h;
    struct analyser *a = make(RATE, changed && change == TWO_CHANNELS ? 2 : 1, &h);
    if (changed && change == LATER) { /* not a whole block, nor a whole low-rate sample */
        analyser_push(a, x, 12345);
    }
    float *pushed = x;
    if (changed && change == DOUBLED)
        for (size_t i = 0; i < frames; i++)
            x[i] *= 2;
    if (changed && change == TWO_CHANNELS) {
        pushed = malloc(2 * frames * sizeof *pushed);
        assert_non_null(pushed);
        for (size_t i = 0; i < 2 * frames; i++)
            pushed[i] = x[i / 2];
    }
    const size_t start = 6 * RATE, stride = pushed == x ? 1 : 2;
    analyser_push(a, pushed, start);
    analyser_start(a, 1, 5 * RATE);
    analyser_push(a, pushed + start * stride, frames - start);
    analyser_finish(a);
    analyser_free(a);
    assert_int_equal(h.count, 1);
    if (pushed != x)
        free(pushed);
    free(x);
    return h.hums[0];
}

static void twice_the_gain_moves_every_level_by_602(void **state)
{
    (void)state;
    const struct hum once = measure_changed(DOUBLED, false), twice = measure_changed(DOUBLED, true);
    assert_near(twice.hum_mb - once.hum_mb, 602, 1);
    assert_near(twice.noise_mb - once.noise_mb, 602, 1);
    assert_near(twice.limit_mb - once.limit_mb, 602, 1);
    assert_near(twice.loudness_mb - once.loudness_mb, 602, 1);
    assert_near(twice.hum_low_mb - once.hum_low_mb, 602, 1);
    assert_near(twice.hum_high_mb - once.hum_high_mb, 602, 1);
    assert_near(twice.excess_mb, once.excess_mb, 1);
    assert_near(twice.interval_low_mb, once.interval_low_mb, 1);
    assert_near(twice.interval_high_mb, once.interval_high_mb, 1);
    assert_near(twice.scatter_mb, once.scatter_mb, 1);
    assert_int_equal(twice.flags, once.flags);
    assert_int_equal(twice.not_checked, once.not_checked);
    for (int i = 0; i < once.trace_count; i++)
        assert_near(twice.trace_mb[i] - once.trace_mb[i], 602, 1);
}

static void a_shift_in_time_changes_no_level(void **state)
{
    (void)state;
    const struct hum now = measure_changed(LATER, false), later = measure_changed(LATER, true);
    assert_near(later.hum_mb, now.hum_mb, 1);
    assert_near(later.noise_mb, now.noise_mb,
                20); /* the silence before is a little of the noise before */
    assert_near((int32_t)(later.onset_frame - now.onset_frame), 12345, RATE / 100);
}

static void a_second_channel_alike_changes_no_level(void **state)
{
    (void)state;
    const struct hum one = measure_changed(TWO_CHANNELS, false);
    const struct hum two = measure_changed(TWO_CHANNELS, true);
    assert_near(two.hum_mb, one.hum_mb, 1);
    assert_near(two.noise_mb, one.noise_mb, 1);
    assert_near(two.loudness_mb - one.loudness_mb, 301, 1); /* loudness sums channels */
}

/* Three microphones hear different noise and the hum at different levels. */
static struct hum measure_three(const int order[3])
{
    static const double peaks[3] = {0.05, 0.02, 0.01};
    enum { FRAMES = 13 * RATE, START = 6 * RATE };
    float *all = malloc(sizeof *all * 3 * FRAMES);
    assert_non_null(all);
    for (int k = 0; k < 3; k++) {
        size_t frames;
        float *x = noise_of(100 + (uint64_t)order[k], RATE, 13, -60 + 3 * order[k], &frames);
        assert_int_equal(frames, FRAMES);
        add_tone(x, RATE, 6.5, 10.5, 171, peaks[order[k]]);
        for (size_t i = 0; i < FRAMES; i++)
            all[3 * i + (size_t)k] = x[i];
        free(x);
    }
    struct catch h;
    struct analyser *a = make(RATE, 3, &h);
    analyser_push(a, all, START);
    analyser_start(a, 1, 5 * RATE);
    analyser_push(a, all + 3 * START, FRAMES - START);
    analyser_finish(a);
    analyser_free(a);
    free(all);
    assert_int_equal(h.count, 1);
    return h.hums[0];
}

static void another_order_of_channels_changes_nothing(void **state)
{
    (void)state;
    const int order[3] = {0, 1, 2}, others[2][3] = {{2, 0, 1}, {1, 0, 2}};
    const struct hum one = measure_three(order);
    /* the mean of the powers: 0.05, 0.02, 0.01: 10 log10 (0.0030 / 6) = -33.01 dB */
    assert_near(one.hum_mb, -3301, 5);
    for (int i = 0; i < 2; i++) {
        const struct hum other = measure_three(others[i]);
        assert_near(other.hum_mb, one.hum_mb, 1);
        assert_near(other.noise_mb, one.noise_mb, 1);
        assert_near(other.loudness_mb, one.loudness_mb, 1);
        assert_near(other.interval_low_mb, one.interval_low_mb, 1);
        assert_near(other.interval_high_mb, one.interval_high_mb, 1);
        assert_int_equal(other.onset_frame, one.onset_frame);
        assert_int_equal(other.flags, one.flags);
        assert_int_equal(other.not_checked, one.not_checked);
    }
}

/* ---- noise that is added, and noise that comes in bursts ---- */

/* Twelve voices, partials and all, from the first start at 6.3 s to the last stop at 10.5 s; each
 * -40 dB, so all together -29.2 dB. */
static void add_voices(float *x, uint64_t seed)
{
    struct chance c = {seed};
    for (int i = 0; i < 12; i++) {
        const double hz = chance_between(&c, 105, 240), from = chance_between(&c, 6.3, 6.7);
        const double until = chance_between(&c, 10.2, 10.5);
        add_tone(x, RATE, from, until, hz, 0.01 * sqrt(2 * 0.8));
        add_tone(x, RATE, from, until, 2 * hz, 0.01 * sqrt(2 * 0.2));
    }
}

static struct hum measure_voices(const float *x, size_t frames)
{
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, frames, RATE, 6, 5, 4096, 1);
    analyser_finish(a);
    analyser_free(a);
    assert_int_equal(h.count, 1);
    return h.hums[0];
}

static void more_steady_noise_moves_a_hum_less_than_its_interval(void **state)
{
    (void)state;
    /* in the band 9.49 dB less: from 37 dB below the voices to 3.7 dB below */
    for (uint64_t seed = 1; seed <= 5; seed++) {
        size_t frames;
        float *x = noise_of(seed, RATE, 14, -57, &frames);
        add_voices(x, seed);
        const struct hum quiet = measure_voices(x, frames);
        const int32_t width = quiet.hum_high_mb - quiet.hum_low_mb;
        for (int more_db = -40; more_db <= -24; more_db += 4) {
            float *y = noise_of(seed + 50, RATE, 14, more_db, &frames);
            for (size_t i = 0; i < frames; i++)
                y[i] += x[i];
            const struct hum h = measure_voices(y, frames);
            free(y);
            assert_true(h.noise_mb > quiet.noise_mb + 1500);
            assert_in_range(quiet.hum_mb + 20000, h.hum_low_mb + 20000, h.hum_high_mb + 20000);
            if (more_db == -24) /* and the interval says how much noise there is */
                assert_true(h.hum_high_mb - h.hum_low_mb > width);
        }
        free(x);
    }
}

/* Noise of the same power from five bursts a second, of 60 ms. */
static void scatter(float *x, size_t frames, uint64_t seed)
{
    struct chance c = {seed};
    const size_t slot = RATE / 5;
    for (size_t at = 0; at < frames; at += slot) {
        const size_t from = at + (size_t)chance_below(&c, RATE / 5 - RATE * 6 / 100);
        for (size_t i = at; i < at + slot && i < frames; i++) {
            const bool burst = i >= from && i < from + RATE * 6 / 100;
            x[i] *= burst ? sqrtf(3) : sqrtf(0.1f / 0.7f); /* 0.3 * 3 + 0.7 * 0.1 / 0.7 = 1 */
        }
    }
}

static void steady_and_scattered_noise_are_both_without_bias(void **state)
{
    (void)state;
    enum { ROUNDS = 24 };
    for (int scattered = 0; scattered < 2; scattered++) {
        double hum = 0, noise_mean = 0;
        for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
            size_t frames;
            float *x = noise_of(seed, RATE, 14, -33, &frames);
            if (scattered)
                scatter(x, frames, seed);
            add_tone(x, RATE, 6.5, 10.5, 171, 0.05 / sqrt(5)); /* -36.02 dB */
            const struct hum h = measure_voices(x, frames);
            hum += h.hum_mb / (double)ROUNDS;
            noise_mean += h.noise_mb / (double)ROUNDS;
            free(x);
        }
        /* -33 - 9.49 dB, 6.5 dB under the hum. Its mean over 8 s has a standard deviation of 0.05
         * dB, of the bursts 0.13 (the band smears each; 40 of them), of 24 rounds a fifth of that;
         * a median would read 0.1 dB, of bursts 7 dB, too little */
        assert_near((int32_t)lrint(noise_mean), -4249, scattered ? 10 : 4);
        assert_near((int32_t)lrint(hum), -3602, scattered ? 8 : 4);
    }
}

static void a_window_right_after_another_has_its_own_level(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    size_t frames;
    float *x = noise(RATE, 12, -60, &frames);
    add_tone(x, RATE, 5, 8, 220, 0.1);
    add_tone(x, RATE, 8, 11, 220, 0.05);
    analyser_quiet_start(a);
    analyser_push(a, x, 5 * RATE);
    analyser_quiet_end(a);
    analyser_start(a, 1, 3 * RATE);
    analyser_push(a, x + 5 * RATE, 3 * RATE);
    analyser_start(a, 2, 3 * RATE); /* there is no noise between the two */
    analyser_push(a, x + 8 * RATE, frames - 8 * RATE);
    analyser_finish(a);
    assert_int_equal(h.count, 2);
    assert_near(h.hums[0].hum_mb, -2301, 5); /* peak 0.1: -20 - 3.01 */
    assert_near(h.hums[1].hum_mb, -2903, 5); /* half of it */
    assert_int_equal(h.hums[1].trace_count, 60);
    assert_near(h.hums[1].trace_mb[0], h.hums[1].trace_mb[59], 100);
    analyser_free(a);
    free(x);
}

static void a_door_in_the_middle_is_not_the_hum(void **state)
{
    (void)state;
    size_t frames;
    float *x = noise(RATE, 14, -60, &frames);
    add_tone(x, RATE, 6.5, 10.5, 220, 0.05);
    add_tone(x, RATE, 8, 8.3, 170, 0.5); /* 20 dB over the hum */
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, frames, RATE, 6, 5, 1000, 1);
    assert_near(h.hums[0].hum_mb, -2903, 15);
    analyser_free(a);
    free(x);
}

static void who_hums_on_is_no_room_noise(void **state)
{
    (void)state;
    size_t frames;
    float *x = noise(RATE, 14, -60, &frames);
    add_tone(x, RATE, 6.5, 13.9, 220, 0.05);
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, frames, RATE, 6, 4, 1000, 1);
    assert_near(h.hums[0].hum_mb, -2903, 2);
    assert_near(h.hums[0].noise_mb, -6949, 20);
    analyser_free(a);
    free(x);
}

static void a_hum_out_of_digital_silence_is_heard(void **state)
{
    (void)state;
    size_t frames;
    float *x = noise(RATE, 12, -400, &frames);
    memset(x, 0, frames * sizeof *x);
    add_tone(x, RATE, 5.5, 8.5, 300, 0.1);
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, frames, RATE, 5, 4, 3000, 1);
    assert_near(h.hums[0].hum_mb, -2301, 2);
    assert_int_equal(h.hums[0].noise_mb, LEVEL_SILENT_MB);
    analyser_free(a);
    free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hum_has_the_level_of_its_tone),
        cmocka_unit_test(the_edges_of_the_band_are_sharp),
        cmocka_unit_test(every_rate_reads_the_same),
        cmocka_unit_test(every_cut_gives_the_same_bits),
        cmocka_unit_test(twice_the_gain_moves_every_level_by_602),
        cmocka_unit_test(a_shift_in_time_changes_no_level),
        cmocka_unit_test(a_second_channel_alike_changes_no_level),
        cmocka_unit_test(another_order_of_channels_changes_nothing),
        cmocka_unit_test(more_steady_noise_moves_a_hum_less_than_its_interval),
        cmocka_unit_test(steady_and_scattered_noise_are_both_without_bias),
        cmocka_unit_test(a_window_right_after_another_has_its_own_level),
        cmocka_unit_test(a_door_in_the_middle_is_not_the_hum),
        cmocka_unit_test(who_hums_on_is_no_room_noise),
        cmocka_unit_test(a_hum_out_of_digital_silence_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
