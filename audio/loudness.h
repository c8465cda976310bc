/* Loudness after ITU-R BS.1770-5, annex 1: K-weighting (a shelf and a high-pass), mean square, sum
 * over channels. EBU Tech 3341: momentary is a rectangle of 400 ms, short-term of 3 s; both
 * refreshed every 10 ms here. Every channel has weight 1, and a single one counts once. Blocks are
 * of 10 ms, the caller's. */
#ifndef HUMROOM_AUDIO_LOUDNESS_H
#define HUMROOM_AUDIO_LOUDNESS_H

#include <stddef.h>
#include <stdint.h>

enum {
    LOUDNESS_CHANNELS_MAX = 8,
    LOUDNESS_MOMENTARY = 40,
    LOUDNESS_SHORT_TERM = 300
}; /* blocks of 10 ms */

struct loudness {
    double shelf[5], high_pass[5];          /* b0 b1 b2 a1 a2 */
    double state[LOUDNESS_CHANNELS_MAX][4]; /* of the two sections */
    double power[LOUDNESS_SHORT_TERM];      /* weighted mean square of the newest blocks, a ring */
    uint64_t blocks;                        /* so far */
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

#endif
