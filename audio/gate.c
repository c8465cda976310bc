#include "audio/gate.h"

#include <math.h>
#include <string.h>

static const double OFFSET_LU = -0.691; /* BS.1770: L = -0.691 + 10 log10 (mean square) */

void gate_init(struct gate *g)
{
    memset(g, 0, sizeof *g);
}

void gate_block(struct gate *g, double mean_square)
{
    if (!(mean_square > 1e-12))
        return;
    const double above = OFFSET_LU + 10 * log10(mean_square) - GATE_ABSOLUTE_LUFS;
    if (!(above > 0))
        return;
    const double bin = floor(above * GATE_BINS_PER_LU);
    const int at = bin < GATE_BINS - 1 ? (int)bin : GATE_BINS - 1;
    g->blocks[at]++;
    g->power[at] += mean_square;
}

static bool mean_above(const struct gate *g, double threshold, double *mean_square)
{
    uint64_t blocks = 0;
    double sum = 0;
    for (int i = 0; i < GATE_BINS; i++) {
        if (g->blocks[i] == 0 || g->power[i] <= threshold * (double)g->blocks[i])
            continue;
        blocks += g->blocks[i];
        sum += g->power[i];
    }
    if (blocks == 0)
        return false;
    *mean_square = sum / (double)blocks;
    return true;
}

bool gate_mean(const struct gate *g, double *mean_square)
{
    double all;
    return mean_above(g, 0, &all) &&
           mean_above(g, all * pow(10, GATE_RELATIVE_LU / 10.0), mean_square);
}
