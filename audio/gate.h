/* Integrated loudness after ITU-R BS.1770-5, annex 1: the mean power of all gating blocks (400 ms,
 * a new one every 100 ms) above -70 LUFS and above the relative gate, 10 LU below the mean of
 * those.
 *
 * The blocks are not kept: a histogram of fixed size, 0.1 LU a bin, holds how many fell into each
 * bin and the sum of their powers. So the means are exact; only of the one bin that the relative
 * gate falls into, all blocks count or none, by the bin's own mean. */
#ifndef HUMROOM_AUDIO_GATE_H
#define HUMROOM_AUDIO_GATE_H

#include <stdbool.h>
#include <stdint.h>

enum { GATE_BINS = 1200, GATE_BINS_PER_LU = 10, GATE_ABSOLUTE_LUFS = -70, GATE_RELATIVE_LU = -10 };

struct gate {
    uint64_t blocks[GATE_BINS];
    double power[GATE_BINS];
};

void gate_init(struct gate *g);

/* The weighted mean square of one gating block; finite, >= 0. What is above the last bin (+50 LUFS)
 * counts in it. */
void gate_block(struct gate *g, double mean_square);

/* *mean_square of what passes both gates. False, and it stays, where nothing does. */
bool gate_mean(const struct gate *g, double *mean_square);

#endif
