/* True peak after ITU-R BS.1770-5, annex 2: the highest magnitude of the sound between the samples
 * as well, found by four-fold oversampling.
 *
 * The values between are only computed where they could be the highest so far: no value of a block
 * can exceed the highest sample that it is made of, times the sum of the filter's magnitudes. */
#ifndef HUMROOM_AUDIO_TRUE_PEAK_H
#define HUMROOM_AUDIO_TRUE_PEAK_H

#include <stddef.h>
#include <stdint.h>

enum {
    TRUE_PEAK_CHANNELS_MAX = 8,
    TRUE_PEAK_TAPS = 24, /* samples that a value between is made of, half of them before it */
    TRUE_PEAK_BETWEEN = 3,
    TRUE_PEAK_BLOCK_MAX = 1921, /* 10 ms at 192 kHz, and one */
    TRUE_PEAK_LANES = 16,       /* values that are computed together */
    TRUE_PEAK_PAST = TRUE_PEAK_TAPS - 1 + TRUE_PEAK_LANES,
};

struct true_peak {
    float filter[TRUE_PEAK_BETWEEN][TRUE_PEAK_TAPS];
    float bound; /* the largest sum of a filter's magnitudes */
    float past[TRUE_PEAK_CHANNELS_MAX][TRUE_PEAK_PAST]; /* the newest samples */
    float highest;                                      /* magnitude so far */
    float work[TRUE_PEAK_PAST + TRUE_PEAK_BLOCK_MAX];
};

void true_peak_init(struct true_peak *t);

/* The newest TRUE_PEAK_TAPS / 2 samples wait for as many to follow; here silence follows. */
void true_peak_finish(struct true_peak *t, int32_t channels);

/* The next 0 .. TRUE_PEAK_BLOCK_MAX samples of one channel; finite. */
void true_peak_block(struct true_peak *t, int32_t channel, const float *samples, size_t count);

/* dB re full scale x 100, of all channels; LEVEL_NONE_MB at or below -120 dB. */
int32_t true_peak_mb(const struct true_peak *t);

#endif
