#include "tests/unit/unit.h"

#include "tests/unit/heard.h"

static void what_cannot_be_measured_is_refused(void **state)
{
    (void)state;
    struct analyser *a = NULL;
    const struct analyser_output none = {0};
    assert_int_equal(analyser_create(7999, 1, &none, &a), REFUSED_RATE);
    assert_int_equal(analyser_create(192001, 1, &none, &a), REFUSED_RATE);
    assert_int_equal(analyser_create(48000, 0, &none, &a), REFUSED_CHANNELS);
    assert_int_equal(analyser_create(48000, 9, &none, &a), REFUSED_CHANNELS);
    assert_null(a);
    analyser_free(NULL);
}

static void nobody_hums_and_it_says_what_could_be_hidden(void **state)
{
    (void)state;
    const struct hum h = measure(RATE, 0, 0, -40);
    assert_int_equal(h.void_reason, HUM_VALID);
    assert_true(h.silent);
    assert_int_equal(h.strength, STRENGTH_SILENCE);
    assert_int_equal(h.hum_mb, LEVEL_NONE_MB);
    assert_int_equal(h.onset_frame, -1);
    /* at least 1 dB over the noise: 10^0.1 - 1 of its power, 5.87 dB below it */
    assert_true(h.limit_mb - h.noise_mb >= -587 && h.limit_mb - h.noise_mb < -300);
}

static void a_lost_frame_voids_what_runs_and_what_waits(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    size_t frames;
    float *x = noise(RATE, 4, -50, &frames);
    analyser_push(a, x, frames);
    analyser_start(a, 1, 2 * RATE);
    analyser_push(a, x, RATE);
    analyser_gap(a, 1);
    assert_int_equal(h.count, 1);
    assert_int_equal(h.hums[0].void_reason, HUM_VOID_GAP);
    assert_int_equal(h.hums[0].hum_mb, LEVEL_NONE_MB);
    assert_int_equal(analyser_frames(a), (int64_t)frames + RATE + 1);
    analyser_push(a, x, frames);
    analyser_start(a, 2, RATE);
    analyser_push(a, x, RATE + 100);
    assert_int_equal(h.count, 1); /* it waits for the noise after it */
    analyser_gap(a, 1000);
    assert_int_equal(h.count, 2);
    assert_int_equal(h.hums[1].void_reason, HUM_VOID_GAP);
    analyser_push(a, x, frames);
    assert_int_equal(h.last.lost_frames, 1001);
    assert_int_equal(h.ended, 2);
    analyser_free(a);
    free(x);
}

static void hours_without_sound_are_counted_and_survived(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(44100, 1, &h);
    size_t frames;
    float *x = noise(44100, 12, -60, &frames);
    add_tone(x, 44100, 5.5, 9, 200, 0.1);
    analyser_push(a, x, 12345);
    const uint64_t lost = UINT64_C(10) * 3600 * 44100 + 17;
    analyser_gap(a, lost);
    assert_int_equal(analyser_frames(a), 12345 + (int64_t)lost);
    run(a, x, frames, 44100, 5, 4.5, 4096, 1);
    analyser_finish(a);
    assert_int_equal(h.count, 1);
    assert_near(h.hums[0].hum_mb, -2301, 2);
    assert_int_equal(h.hums[0].start_frame, 12345 + (int64_t)lost + 5 * 44100);
    analyser_free(a);
    free(x);
}

static void each_window_gives_one_hum_whatever_happens(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    size_t frames;
    float *x = noise(RATE, 3, -50, &frames);
    analyser_push(a, x, frames);
    analyser_start(a, 1, 5 * RATE);
    analyser_push(a, x, RATE);
    analyser_start(a, 2, 5 * RATE); /* ends and finishes the first */
    assert_int_equal(h.count, 1);
    assert_int_equal(h.hums[0].window, 1);
    assert_int_equal(h.hums[0].end_frame - h.hums[0].start_frame, RATE);
    analyser_void(a, HUM_VOID_BY_CHAIR);
    assert_int_equal(h.count, 2);
    assert_int_equal(h.hums[1].void_reason, HUM_VOID_BY_CHAIR);
    analyser_void(a, HUM_VOID_BY_CHAIR); /* nothing there */
    analyser_end(a);
    assert_int_equal(h.count, 2);
    analyser_start(a, 3, 5 * RATE);
    analyser_push(a, x, RATE);
    analyser_end(a);
    assert_int_equal(h.ended, 3);
    analyser_push(a, x, 5 * RATE / 2); /* 2.5 s later it is there, not before */
    assert_int_equal(h.count, 2);
    analyser_push(a, x, 2);
    assert_int_equal(h.count, 3);
    analyser_start(a, 4, 5 * RATE);
    analyser_push(a, x, RATE);
    analyser_finish(a);
    assert_int_equal(h.count, 4);
    assert_int_equal(h.ended, 4);
    analyser_free(a);
    free(x);
}

static void without_a_second_of_noise_there_is_no_figure(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    size_t frames;
    float *x = noise(RATE, 5, -50, &frames);
    analyser_push(a, x, RATE * 9 / 10);
    analyser_start(a, 1, 2 * RATE);
    analyser_push(a, x, 2 * RATE);
    analyser_finish(a);
    assert_int_equal(h.count, 1);
    assert_int_equal(h.hums[0].void_reason, HUM_VOID_NO_NOISE);
    assert_int_equal(h.hums[0].noise_mb, LEVEL_NONE_MB);
    assert_int_equal(h.hums[0].strength, STRENGTH_NONE);
    assert_true(h.hums[0].flags & 1u << FLAG_NO_NOISE_ESTIMATE);
    analyser_free(a);
    free(x);
}

static void a_quiet_asked_for_is_noise_for_every_window_after_it(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    size_t frames;
    float *x = noise(RATE, 5, -50, &frames);
    analyser_quiet_start(a);
    analyser_push(a, x, 3 * RATE);
    analyser_quiet_end(a);
    analyser_gap(a, 100); /* what was before it is no noise before the window any more */
    analyser_push(a, x, RATE / 10);
    analyser_start(a, 1, 2 * RATE);
    analyser_push(a, x, 2 * RATE);
    analyser_finish(a);
    assert_int_equal(h.hums[0].void_reason, HUM_VALID);
    assert_true(h.hums[0].silent);
    analyser_free(a);
    free(x);
}

/* Between the windows there is half a second of noise, too little for an estimate. */
static void the_seconds_before_a_window_are_noise_for_the_next_one_too(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    size_t frames;
    float *x = noise(RATE, 5, -50, &frames);
    analyser_push(a, x, frames);
    analyser_start(a, 1, 2 * RATE);
    analyser_push(a, x, 3 * RATE);
    analyser_start(a, 2, 2 * RATE);
    analyser_push(a, x, 2 * RATE);
    analyser_finish(a);
    assert_int_equal(h.count, 2);
    assert_int_equal(h.hums[1].void_reason, HUM_VALID);
    assert_near(h.hums[1].noise_mb, h.hums[0].noise_mb, 30);
    analyser_free(a);
    free(x);
}

static void a_quiet_asked_for_gives_way_to_a_longer_stretch_only_if_it_is_in_it(void **state)
{
    (void)state;
    for (int inside = 0; inside < 2; inside++) {
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        size_t frames;
        float *quiet = noise(RATE, 3, -50, &frames), *rest = noise(RATE, 5, -47, &frames);
        analyser_quiet_start(a);
        analyser_push(a, quiet, 3 * RATE);
        analyser_quiet_end(a);
        if (!inside)
            analyser_gap(a, 100);
        analyser_push(a, rest, 5 * RATE);
        analyser_start(a, 1, RATE);
        analyser_push(a, rest, RATE);
        analyser_start(a, 2, RATE); /* it has nothing but what is remembered */
        analyser_push(a, rest, RATE);
        analyser_finish(a);
        /* 3 s and 5 s twice as strong are (3 + 10) / 8 of the quiet, 2.11 dB over it */
        assert_near(h.hums[1].noise_mb - h.hums[0].noise_mb, inside ? 0 : -211, 30);
        analyser_free(a);
        free(quiet);
        free(rest);
    }
}

static void hums_under_two_seconds_are_short_and_under_half_a_second_none(void **state)
{
    (void)state;
    const double lengths_s[] = {3.5, 1.5, 0.3};
    for (int i = 0; i < 3; i++) {
        size_t frames;
        float *x = noise(RATE, 14, -60, &frames);
        add_tone(x, RATE, 7, 7 + lengths_s[i], 300, 0.1);
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        run(a, x, frames, RATE, 6, 5, 1000, 1);
        const bool is_short = (h.hums[0].flags & 1u << FLAG_SHORT) != 0;
        assert_int_equal(h.hums[0].silent, i == 2);
        if (i < 2)
            assert_int_equal(is_short, i == 1);
        analyser_free(a);
        free(x);
    }
}

static void a_window_of_a_tenth_of_a_second_says_that_it_is_short(void **state)
{
    (void)state;
    size_t frames;
    float *x = noise(RATE, 14, -60, &frames);
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, frames, RATE, 6, 0.1, 1000, 1);
    assert_int_equal(h.count, 1);
    assert_int_equal(h.hums[0].interval_high_mb, LEVEL_NONE_MB); /* nobody knows what it hides */
    assert_true(h.hums[0].silent);
    assert_int_equal(h.hums[0].limit_mb, LEVEL_NONE_MB);
    assert_true(h.hums[0].flags & 1u << FLAG_SHORT);
    analyser_free(a);
    free(x);
}

static void noise_that_rises_is_flagged_and_widens_the_interval(void **state)
{
    (void)state;
    size_t frames;
    float *x = noise(RATE, 14, -60, &frames);
    add_tone(x, RATE, 6.5, 10.5, 220, 0.01); /* -43.01 dB, 26 above -69.5 */
    struct hum hums[2];
    for (int shifted = 0; shifted < 2; shifted++) {
        for (size_t i = 6 * RATE; i < frames && shifted; i++)
            x[i] += (float)(0.0063 * sin(2 * M_PI * 437.3 * (double)i / RATE)) *
                    (float)(1 + 0.01 * sin((double)i)); /* a fan starts at -47 dB */
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        run(a, x, frames, RATE, 6, 5, 1000, 1);
        hums[shifted] = h.hums[0];
        analyser_free(a);
    }
    assert_false(hums[0].flags & 1u << FLAG_FLOOR_SHIFT);
    assert_true(hums[1].flags & 1u << FLAG_FLOOR_SHIFT);
    assert_true(hums[1].interval_high_mb - hums[1].interval_low_mb >
                2 * (hums[0].interval_high_mb - hums[0].interval_low_mb));
    free(x);
}

static uint32_t bit(enum flag flag)
{
    return 1u << flag;
}

static void what_a_rate_cannot_show_is_not_checked(void **state)
{
    (void)state;
    /* no hiss above 4 kHz at 8 kHz; a hum 5.8 dB over the noise (-32.99 - 9.49 + ...) is too weak
     * to tell voices by */
    const struct hum slow = measure(8000, 220, 0.1, -60), weak = measure(RATE, 220, 0.0025, -50);
    assert_int_equal(slow.not_checked, bit(FLAG_GAIN_CHANGE));
    assert_false(weak.silent);
    assert_int_equal(weak.not_checked, bit(FLAG_FEW_VOICES));
    /* nothing stands out of the noise: nothing to be looked at */
    const struct hum silent = measure(RATE, 220, 0, -50);
    assert_true(silent.silent);
    assert_int_equal(silent.not_checked & bit(FLAG_SPEECH), bit(FLAG_SPEECH));
}

static void a_device_that_changes_its_gain_is_flagged(void **state)
{
    (void)state;
    for (int automatic = 0; automatic < 2; automatic++) {
        size_t frames;
        float *x = noise(RATE, 14, -50, &frames);
        add_tone(x, RATE, 6.5, 10.5, 220, 0.1);
        double gain_db = 0; /* down by 12 dB within 0.2 s of the hum's begin, up again in 3 s */
        for (size_t i = 0; i < frames && automatic; i++) {
            const double t = (double)i / RATE;
            const bool loud = t >= 6.5 && t < 10.5;
            gain_db += ((loud ? -12 : 0) - gain_db) / ((loud ? 0.2 : 3) * RATE);
            x[i] *= (float)pow(10, gain_db / 20);
        }
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        run(a, x, frames, RATE, 6, 5, 1000, 1);
        assert_int_equal(h.hums[0].flags & bit(FLAG_GAIN_CHANGE),
                         automatic ? bit(FLAG_GAIN_CHANGE) : 0);
        assert_false(h.hums[0].not_checked & bit(FLAG_GAIN_CHANGE));
        analyser_free(a);
        free(x);
    }
}

static void a_hum_cut_off_before_it_was_made_quieter_is_clipped(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        size_t frames;
        float *x = noise(RATE, 14, -60, &frames);
        add_tone(x, RATE, 6.5, 10.5, 220, 0.4);
        for (size_t i = 0; i < frames && cut; i++)
            x[i] = fminf(0.3f, fmaxf(-0.3f, x[i]));
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        run(a, x, frames, RATE, 6, 5, 1000, 1);
        assert_int_equal(h.hums[0].flags & bit(FLAG_CLIPPED), cut ? bit(FLAG_CLIPPED) : 0);
        analyser_free(a);
        free(x);
    }
}

/* A gain that takes a hum down to where the noise was leaves silence, but not without a word. */
static void a_hum_that_the_device_took_away_is_not_silence_alone(void **state)
{
    (void)state;
    size_t frames;
    float *x = noise(RATE, 14, -50, &frames);
    for (size_t i = (size_t)(6.6 * RATE); i < (size_t)(10.5 * RATE); i++)
        x[i] *= 0.3f; /* -10.5 dB; the hum itself no longer stands out */
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, frames, RATE, 6, 5, 1000, 1);
    assert_true(h.hums[0].silent);
    assert_true(h.hums[0].flags & bit(FLAG_GAIN_CHANGE));
    analyser_free(a);
    free(x);
}

/* Bursts of noise that die away within some milliseconds, so many a second. */
static void add_claps(float *x, double from_s, double until_s, int a_second, double peak)
{
    struct chance c = {8};
    for (int i = 0; i < (int)((until_s - from_s) * a_second); i++) {
        const size_t at = (size_t)(chance_between(&c, from_s, until_s) * RATE);
        for (size_t k = 0; k < RATE / 50; k++)
            x[at + k] += (float)(peak * chance_normal(&c) * exp(-(double)k / (0.003 * RATE)));
    }
}

static void claps_are_applause(void **state)
{
    (void)state;
    const int rates[] = {20, 80, 300};
    for (int i = 0; i < 3; i++) {
        size_t frames;
        float *x = noise(RATE, 14, -60, &frames);
        add_claps(x, 6.5, 10.5, rates[i], 0.1);
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        run(a, x, frames, RATE, 6, 5, 1000, 1);
        assert_int_equal(h.hums[0].flags & (bit(FLAG_APPLAUSE) | bit(FLAG_SPEECH)),
                         bit(FLAG_APPLAUSE));
        analyser_free(a);
        free(x);
    }
}

static void assert_plausible(const struct hum *h)
{
    assert_true(h->hum_mb == LEVEL_NONE_MB || (h->hum_mb >= LEVEL_SILENT_MB && h->hum_mb <= 3000));
    assert_true(h->noise_mb == LEVEL_NONE_MB ||
                (h->noise_mb >= LEVEL_SILENT_MB && h->noise_mb <= 3000));
    assert_true(h->interval_low_mb <= h->interval_high_mb);
    assert_true(h->loudness_mb >= LEVEL_SILENT_MB && h->loudness_mb <= 4000);
}

static void absurd_samples_give_stated_results(void **state)
{
    (void)state;
    enum { SILENCE, CONSTANT, SQUARE, NOTHING_BUT_NAN, INFINITE, TINY, VAST, KINDS };
    for (int kind = 0; kind < KINDS; kind++) {
        size_t frames;
        float *x = noise(RATE, 12, -60, &frames);
        for (size_t i = 0; i < frames; i++)
            x[i] = kind == SILENCE           ? 0
                   : kind == CONSTANT        ? 0.9f
                   : kind == SQUARE          ? (i / 40 % 2 ? 1.0f : -1.0f)
                   : kind == NOTHING_BUT_NAN ? NAN
                   : kind == INFINITE        ? (i % 2 ? INFINITY : -INFINITY)
                   : kind == TINY            ? 1e-42f
                                             : 3e38f;
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        run(a, x, frames, RATE, 5, 4, 3000, 1);
        assert_int_equal(h.count, 1);
        assert_plausible(&h.hums[0]);
        const bool clipped = (h.hums[0].flags & 1u << FLAG_CLIPPED) != 0;
        assert_int_equal(clipped, kind >= SQUARE && kind != TINY);
        assert_int_equal(h.last.clipped, clipped);
        assert_int_equal(h.hums[0].void_reason, HUM_VALID);
        assert_true(h.hums[0].silent); /* nothing changes when the window begins */
        if (kind == SILENCE || kind == CONSTANT || kind == TINY)
            assert_int_equal(h.hums[0].noise_mb, LEVEL_SILENT_MB);
        analyser_free(a);
        free(x);
    }
}

static void the_meter_reads_twenty_times_a_second(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(48000, 1, &h);
    size_t frames;
    float *x = noise(48000, 4, -60, &frames);
    for (size_t i = 0; i < frames; i++)
        x[i] = (float)sin(2 * M_PI * 400 * (double)i / 48000) * 0.5f;
    analyser_push(a, x, frames);
    assert_int_equal(h.readings, 80);
    assert_near(h.last.level_mb, -903, 3); /* peak 0.5: -6.02 - 3.01 dB */
    assert_int_equal(h.last.frame, 48000 * 4 - 2400);
    assert_false(h.last.clipped);
    /* K-weighting passes 400 Hz at about 0 dB: -9.03 - 0.69 LUFS */
    assert_near(h.last.momentary_mb, -972, 15);
    analyser_free(a);
    free(x);
}

/* Loudness and true peak beside the hums: the same bits however the samples were cut. */
static void the_standard_figures_stand_beside_the_hums(void **state)
{
    (void)state;
    struct loudness_figures first = {0};
    const size_t cuts[] = {1, 479, 4096};
    for (size_t i = 0; i < 3; i++) {
        struct catch h;
        struct analyser *a = make(48000, 2, &h);
        analyser_weigh(a, 1, 0);
        for (size_t at = 0, frames = 48000 * 4 + 100; at < frames;) {
            float x[2 * 4096];
            size_t count = 0;
            /* 1 kHz at -20 dBFS, and one sample that is higher, in what fills no block of 10 ms */
            for (; count < cuts[i] && at < frames; count++, at++) {
                x[2 * count] = (float)(0.1 * sin(2 * M_PI * 1000 * (double)at / 48000));
                x[2 * count + 1] = at == 48000 * 4 + 99 ? -0.5f : 0.1f;
            }
            analyser_push(a, x, count);
        }
        analyser_finish(a);
        const struct loudness_figures f = analyser_loudness(a);
        analyser_free(a);
        if (i == 0)
            first = f;
        assert_memory_equal(&f, &first, sizeof f);
    }
    /* one channel of weight 1: -20 - 3.01, K-weighting +0.70 - 0.69 at 1 kHz */
    assert_near(first.momentary_max_mb, -2300, 10);
    assert_near(first.short_term_max_mb, -2300, 10);
    assert_near(first.integrated_mb, -2300, 10);
    assert_int_equal(first.true_peak_mb, -602);
}

static void its_memory_is_told_and_stays_in_bounds(void **state)
{
    (void)state;
    struct catch h;
    struct analyser *a = make(48000, 1, &h);
    assert_true(analyser_bytes(a) > 600000 && analyser_bytes(a) < 2000000);
    analyser_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_measured_is_refused),
        cmocka_unit_test(nobody_hums_and_it_says_what_could_be_hidden),
        cmocka_unit_test(a_lost_frame_voids_what_runs_and_what_waits),
        cmocka_unit_test(hours_without_sound_are_counted_and_survived),
        cmocka_unit_test(each_window_gives_one_hum_whatever_happens),
        cmocka_unit_test(without_a_second_of_noise_there_is_no_figure),
        cmocka_unit_test(a_quiet_asked_for_is_noise_for_every_window_after_it),
        cmocka_unit_test(the_seconds_before_a_window_are_noise_for_the_next_one_too),
        cmocka_unit_test(a_quiet_asked_for_gives_way_to_a_longer_stretch_only_if_it_is_in_it),
        cmocka_unit_test(hums_under_two_seconds_are_short_and_under_half_a_second_none),
        cmocka_unit_test(a_window_of_a_tenth_of_a_second_says_that_it_is_short),
        cmocka_unit_test(noise_that_rises_is_flagged_and_widens_the_interval),
        cmocka_unit_test(what_a_rate_cannot_show_is_not_checked),
        cmocka_unit_test(a_device_that_changes_its_gain_is_flagged),
        cmocka_unit_test(a_hum_that_the_device_took_away_is_not_silence_alone),
        cmocka_unit_test(a_hum_cut_off_before_it_was_made_quieter_is_clipped),
        cmocka_unit_test(claps_are_applause),
        cmocka_unit_test(absurd_samples_give_stated_results),
        cmocka_unit_test(the_meter_reads_twenty_times_a_second),
        cmocka_unit_test(the_standard_figures_stand_beside_the_hums),
        cmocka_unit_test(its_memory_is_told_and_stays_in_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
