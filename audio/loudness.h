/* Loudness after ITU-R BS.1770-5, annex 1: K-weighting (a shelf and a high-pass), mean square, sum
 * over channels by their weights. EBU Tech 3341: momentary is a rectangle of 400 ms, short-term of
 * 3 s; both refreshed every 10 ms here (every 100 ms would read up to 0.6 LU too little of a sound
 * of 400 ms); integrated is gated, audio/gate.h. A single channel counts once: the same sound on
 * two channels reads 3.01 LU more. Blocks are of 10 ms, the caller's. */
#ifndef HUMROOM_AUDIO_LOUDNESS_H
#define HUMROOM_AUDIO_LOUDNESS_H

#include "audio/gate.h"

#include <stddef.h>
#include <stdint.h>

enum {
    LOUDNESS_CHANNELS_MAX = 8,
    LOUDNESS_MOMENTARY = 40,
    LOUDNESS_SHORT_TERM = 300,
    LOUDNESS_GATE_STEP = 10,
}; /* blocks of 10 ms */

/* Sums over the newest `length` values without ever subtracting one: nothing is left of what was
 * loud. */
struct sliding_sum {
    size_t length;
    size_t at;                        /* of the newest value among `kept` */
    double newest;                    /* sum of kept[0 .. at] */
    double kept[LOUDNESS_SHORT_TERM]; /* after `at`: the sum of the earlier values from there on */
};

struct loudness {
    double shelf[5], high_pass[5];          /* b0 b1 b2 a1 a2 */
    double weight[LOUDNESS_CHANNELS_MAX];   /* 1 each, where nobody says otherwise */
    double state[LOUDNESS_CHANNELS_MAX][4]; /* of the two sections */
    double power[LOUDNESS_SHORT_TERM];      /* weighted mean square of the newest blocks, a ring */
    uint64_t blocks;                        /* so far */
    struct sliding_sum momentary, short_term;
    double momentary_max, short_term_max; /* mean squares; 0 until there is one */
    struct gate gate;
};

/* What stands beside the hums, LUFS x 100 of the whole stream so far. LEVEL_NONE_MB where there is
 * none: the stream is shorter than the rectangle, or silent (-120 LUFS or less), or nothing passed
 * the gate. */
struct loudness_figures {
    int32_t momentary_max_mb;
    int32_t short_term_max_mb;
    int32_t integrated_mb;
    int32_t true_peak_mb; /* dB re full scale x 100, audio/true_peak.h */
};

void loudness_init(struct loudness *l, int32_t rate_hz); /* 8..192 kHz */

/* One block: the sum of its weighted squares of one channel. Each channel once, then
 * loudness_block_done(). */
double loudness_channel(struct loudness *l, int32_t channel, const float *samples, size_t count);
void loudness_block_done(struct loudness *l, double mean_square);

/* Mean square of the newest `blocks` blocks (1 .. LOUDNESS_SHORT_TERM, and no more than there are).
 */
double loudness_mean(const struct loudness *l, size_t blocks);

/* -0.691 + 10 log10 of it, in LUFS x 100; LEVEL_SILENT_MB at or below -120. */
int32_t loudness_mb(double mean_square);

/* All but the true peak, which is LEVEL_NONE_MB. */
struct loudness_figures loudness_figures(const struct loudness *l);

#endif
