/* Order statistics without allocation. */
#ifndef HUMROOM_AUDIO_RANK_H
#define HUMROOM_AUDIO_RANK_H

#include <stddef.h>

/* The value that has share (0..1) of the others below it; reorders values; count > 0. No NaN. */
float rank_quantile(float *values, size_t count, double share);

#endif
