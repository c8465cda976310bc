/* The minimum requirements of EBU Tech 3341, table 1, with its tolerances, and what they leave
 * open. Signals 7 and 8 are real programmes and cannot be made here. */
#include "tests/unit/unit.h"

#include "audio/loudness.h"
#include "core/hum.h"
#include "tests/bench/chance.h"
#include "tests/bench/loudness_peer.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 48000, BLOCK = RATE / 100, TOLERANCE_MB = 10 /* 0.1 LU */ };

static const double NOTHING = -400; /* dBFS */

/* A 1 kHz sine goes on through parts of different levels, the same in both channels; it is heard by
 * ours and by libebur128. */
struct ears {
    struct loudness ours;
    struct peer_meter *peer;
    int channels;
    double sine[BLOCK];
    float last[BLOCK * LOUDNESS_CHANNELS_MAX];
};

static void begin(struct ears *e, int channels)
{
    memset(e, 0, sizeof *e);
    loudness_init(&e->ours, RATE);
    e->channels = channels;
    for (int i = 0; i < BLOCK; i++)
        e->sine[i] = sin(2 * M_PI * 1000 * i / RATE);
    e->peer = peer_open(RATE, channels, (struct peer_wants){.short_term = true});
    assert_non_null(e->peer);
}

/* A block of 10 ms; dbfs: peak of the sine in each channel. */
static void hear_block(struct ears *e, const double *dbfs)
{
    double sum = 0;
    for (int c = 0; c < e->channels; c++) {
        const double peak = pow(10, dbfs[c] / 20);
        float channel[BLOCK];
        for (int i = 0; i < BLOCK; i++) /* ten whole periods */
            e->last[i * e->channels + c] = channel[i] = (float)(peak * e->sine[i]);
        sum += loudness_channel(&e->ours, c, channel, BLOCK);
    }
    loudness_block_done(&e->ours, sum / BLOCK);
    peer_push(e->peer, e->last, BLOCK);
}

static void hear(struct ears *e, double seconds, double dbfs)
{
    double all[LOUDNESS_CHANNELS_MAX];
    for (int c = 0; c < LOUDNESS_CHANNELS_MAX; c++)
        all[c] = dbfs;
    for (int i = 0; i < (int)lrint(seconds * 100); i++)
        hear_block(e, all);
}

static void assert_within(const char *what, double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        print_message("%s: got %.1f, want %.1f +- %.1f\n", what, got, want, tolerance);
    assert_true(fabs(got - want) <= tolerance);
}

/* What a figure should be, in LUFS; NAN: the signal is not about it. Whatever it is, libebur128 has
 * the same. */
static void assert_figures(struct ears *e, double momentary, double short_term, double integrated)
{
    const struct loudness_figures f = loudness_figures(&e->ours);
    const struct loudness_peer p = peer_close(e->peer);
    const struct {
        const char *name;
        int32_t got;
        double want, peer;
    } figures[] = {
        {"momentary", f.momentary_max_mb, momentary, p.momentary_max},
        {"short-term", f.short_term_max_mb, short_term, p.short_term_max},
        {"integrated", f.integrated_mb, integrated, p.integrated},
    };
    for (int i = 0; i < 3; i++) {
        if (!isnan(figures[i].want))
            assert_within(figures[i].name, figures[i].got, 100 * figures[i].want, TOLERANCE_MB);
        if (figures[i].got != LEVEL_NONE_MB)
            assert_within("by libebur128", figures[i].got, 100 * figures[i].peer, TOLERANCE_MB);
    }
}

static void signals_1_and_2_a_steady_tone_is_its_level(void **state)
{
    (void)state;
    for (double dbfs = -23; dbfs >= -33; dbfs -= 10) {
        struct ears e;
        begin(&e, 2);
        hear(&e, 20, dbfs);
        assert_figures(&e, dbfs, dbfs, dbfs);
    }
}

static void signals_3_to_5_what_is_quiet_does_not_count(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 2);
    hear(&e, 10, -36);
    hear(&e, 60, -23);
    hear(&e, 10, -36);
    assert_figures(&e, NAN, NAN, -23);
    begin(&e, 2);
    hear(&e, 10, -72);
    hear(&e, 10, -36);
    hear(&e, 60, -23);
    hear(&e, 10, -36);
    hear(&e, 10, -72);
    assert_figures(&e, NAN, NAN, -23);
    begin(&e, 2);
    hear(&e, 20, -26);
    hear(&e, 20.1, -20);
    hear(&e, 20, -26);
    assert_figures(&e, NAN, NAN, -23);
}

static void signal_6_five_channels_count_by_their_weights(void **state)
{
    (void)state;
    static const double DBFS[] = {-28, -28, -24, -30, -30};
    struct ears e;
    begin(&e, 5);
    e.ours.weight[3] = e.ours.weight[4] = 1.41;
    for (int i = 0; i < 2000; i++)
        hear_block(&e, DBFS);
    assert_figures(&e, NAN, NAN, -23);
}

static void signal_9_short_term_is_constant_over_its_own_period(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 2);
    for (int i = 0; i < 5 * 300; i++) {
        hear(&e, 0.01, i % 300 < 134 ? -20 : -30);
        if (i + 1 >= 300)
            assert_within("short-term", loudness_mb(loudness_mean(&e.ours, LOUDNESS_SHORT_TERM)),
                          -2300, TOLERANCE_MB);
    }
    assert_figures(&e, NAN, -23, NAN);
}

static void signal_10_three_seconds_are_found_wherever_they_begin(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct ears e;
        begin(&e, 2);
        hear(&e, 0.15 * i, NOTHING);
        hear(&e, 3, -23);
        hear(&e, 1, NOTHING);
        assert_figures(&e, NAN, -23, NAN);
    }
}

static void signal_11_the_highest_short_term_follows_live(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 2);
    for (int i = 0; i < 20; i++) {
        hear(&e, 0.15 * i, NOTHING);
        hear(&e, 3, -38 + i);
        hear(&e, 3 - 0.15 * i, NOTHING);
        assert_within("short-term", loudness_figures(&e.ours).short_term_max_mb, 100 * (-38 + i),
                      TOLERANCE_MB);
    }
    assert_figures(&e, NAN, -19, NAN);
}

static void signal_12_momentary_is_constant_over_its_own_period(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 2);
    for (int i = 0; i < 25 * 40; i++) {
        hear(&e, 0.01, i % 40 < 18 ? -20 : -30);
        if (i + 1 >= 100)
            assert_within("momentary", loudness_mb(loudness_mean(&e.ours, LOUDNESS_MOMENTARY)),
                          -2300, TOLERANCE_MB);
    }
    assert_figures(&e, -23, NAN, NAN);
}

static void signal_13_four_tenths_are_found_wherever_they_begin(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct ears e;
        begin(&e, 2);
        hear(&e, 0.02 * i, NOTHING);
        hear(&e, 0.4, -23);
        hear(&e, 1, NOTHING);
        assert_figures(&e, -23, NAN, NAN);
    }
}

static void signal_14_the_highest_momentary_follows_live(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 2);
    for (int i = 0; i < 20; i++) {
        hear(&e, 0.02 * i, NOTHING);
        hear(&e, 0.4, -38 + i);
        hear(&e, 0.4 - 0.02 * i, NOTHING);
        assert_within("momentary", loudness_figures(&e.ours).momentary_max_mb, 100 * (-38 + i),
                      TOLERANCE_MB);
    }
    assert_figures(&e, -19, NAN, NAN);
}

static void a_single_channel_counts_once(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 1);
    hear(&e, 20, -23);
    assert_figures(&e, -26.01, -26.01, -26.01); /* half the power of signal 1 */
}

static void the_sixth_channel_of_low_effects_does_not_count(void **state)
{
    (void)state;
    static const double DBFS[] = {-28, -28, -24, 0, -30, -30}; /* signal 6 with a loud fourth */
    struct ears e;
    begin(&e, 6);
    e.ours.weight[3] = 0;
    e.ours.weight[4] = e.ours.weight[5] = 1.41;
    for (int i = 0; i < 2000; i++)
        hear_block(&e, DBFS);
    assert_figures(&e, NAN, NAN, -23);
}

static void every_rate_weighs_alike(void **state)
{
    (void)state;
    static const int32_t RATES[] = {8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000};
    for (size_t r = 0; r < sizeof RATES / sizeof RATES[0]; r++) {
        struct loudness l;
        loudness_init(&l, RATES[r]);
        int64_t frame = 0;
        for (int block = 1; block <= 200; block++) {
            float x[1921];
            size_t count = 0;
            for (; frame < (int64_t)block * RATES[r] / 100; frame++)
                x[count++] = (float)sin(2 * M_PI * 997 * (double)frame / RATES[r]);
            loudness_block_done(&l, loudness_channel(&l, 0, x, count) / (double)count);
        }
        /* BS.1770: 0 dBFS at 997 Hz on one channel is -3.01. The bilinear form bends the shelf near
         * half the rate. */
        assert_within("997 Hz", loudness_mb(loudness_mean(&l, 100)), -301,
                      RATES[r] < 16000 ? 20 : 5);
    }
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

static void what_was_loud_leaves_silence(void **state)
{
    (void)state;
    assert_int_equal(loudness_mb(0), LEVEL_SILENT_MB);
    struct ears e;
    begin(&e, 1);
    hear(&e, 1, -10);
    hear(&e, 10, NOTHING);
    assert_int_equal(loudness_mb(loudness_mean(&e.ours, LOUDNESS_MOMENTARY)), LEVEL_SILENT_MB);
    (void)peer_close(e.peer);
}

static double power_of(double lufs)
{
    return pow(10, (lufs + 0.691) / 10);
}

static void what_is_below_the_absolute_gate_does_not_move_the_relative_one(void **state)
{
    (void)state;
    struct gate g;
    gate_init(&g);
    double mean = 0;
    for (int i = 0; i < 600; i++)
        gate_block(&g, power_of(i < 100 ? -40 : i < 200 ? -56 : -72));
    /* the mean of the first 200 is -42.9, so -56 is more than 10 below; with the 400 of -72 it
     * would be -47.7 and -56 would pass, to make -42.9 of -40 */
    assert_true(gate_mean(&g, &mean));
    assert_within("gated", loudness_mb(mean), -4000, 0);
}

static void where_nothing_passes_the_gate_there_is_no_figure(void **state)
{
    (void)state;
    struct gate g;
    gate_init(&g);
    double mean = 7;
    for (int i = 0; i < 50; i++)
        gate_block(&g, i % 2 ? power_of(-70.01) : 0);
    assert_false(gate_mean(&g, &mean));
    assert_true(mean == 7);
    struct ears e;
    begin(&e, 1);
    hear(&e, 4, NOTHING);
    const struct loudness_figures f = loudness_figures(&e.ours);
    (void)peer_close(e.peer);
    assert_int_equal(f.momentary_max_mb, LEVEL_NONE_MB);
    assert_int_equal(f.short_term_max_mb, LEVEL_NONE_MB);
    assert_int_equal(f.integrated_mb, LEVEL_NONE_MB);
}

static void too_short_for_a_rectangle_is_no_figure(void **state)
{
    (void)state;
    struct ears e;
    begin(&e, 1);
    hear(&e, 0.39, -20);
    assert_int_equal(loudness_figures(&e.ours).momentary_max_mb, LEVEL_NONE_MB);
    hear(&e, 2.60, -20);
    assert_int_not_equal(loudness_figures(&e.ours).momentary_max_mb, LEVEL_NONE_MB);
    assert_int_equal(loudness_figures(&e.ours).short_term_max_mb, LEVEL_NONE_MB);
    hear(&e, 0.01, -20);
    assert_figures(&e, -23.01, -23.01, -23.01);
}

/* The sums that slide are those that are added anew each time, whatever was loud before. */
static void the_highest_is_the_highest_of_all_sums(void **state)
{
    (void)state;
    struct chance c = {5};
    for (int run = 0; run < 4; run++) {
        struct loudness l;
        loudness_init(&l, RATE);
        double momentary = 0, short_term = 0;
        for (int i = 0; i < 2000; i++) {
            loudness_block_done(&l, pow(10, chance_between(&c, -12, 2 - 14 * i / 2000.0)));
            if (i + 1 >= LOUDNESS_MOMENTARY)
                momentary = fmax(momentary, loudness_mean(&l, LOUDNESS_MOMENTARY));
            if (i + 1 >= LOUDNESS_SHORT_TERM)
                short_term = fmax(short_term, loudness_mean(&l, LOUDNESS_SHORT_TERM));
        }
        assert_true(fabs(l.momentary_max / momentary - 1) < 1e-12);
        assert_true(fabs(l.short_term_max / short_term - 1) < 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_1_and_2_a_steady_tone_is_its_level),
        cmocka_unit_test(signals_3_to_5_what_is_quiet_does_not_count),
        cmocka_unit_test(signal_6_five_channels_count_by_their_weights),
        cmocka_unit_test(signal_9_short_term_is_constant_over_its_own_period),
        cmocka_unit_test(signal_10_three_seconds_are_found_wherever_they_begin),
        cmocka_unit_test(signal_11_the_highest_short_term_follows_live),
        cmocka_unit_test(signal_12_momentary_is_constant_over_its_own_period),
        cmocka_unit_test(signal_13_four_tenths_are_found_wherever_they_begin),
        cmocka_unit_test(signal_14_the_highest_momentary_follows_live),
        cmocka_unit_test(a_single_channel_counts_once),
        cmocka_unit_test(the_sixth_channel_of_low_effects_does_not_count),
        cmocka_unit_test(every_rate_weighs_alike),
        cmocka_unit_test(the_filters_are_the_standards_at_48_khz),
        cmocka_unit_test(what_was_loud_leaves_silence),
        cmocka_unit_test(what_is_below_the_absolute_gate_does_not_move_the_relative_one),
        cmocka_unit_test(where_nothing_passes_the_gate_there_is_no_figure),
        cmocka_unit_test(too_short_for_a_rectangle_is_no_figure),
        cmocka_unit_test(the_highest_is_the_highest_of_all_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
