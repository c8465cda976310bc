#include "audio/true_peak.h"

#include "audio/decimate.h"
#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { HALF = TRUE_PEAK_TAPS / 2, REACH = TRUE_PEAK_TAPS - 1 + TRUE_PEAK_LANES };

/* The interpolator is the ideal one, sin(pi t) / (pi t), under a Kaiser window of 24 samples. At
 * 60 dB (beta = 0.1102 (60 - 8.7)) its transition is (60 - 8) / (2.285 * 96 taps) rad of the
 * four-fold rate = 0.15 of the rate, half of it below the half rate: flat within 0.01 dB to 0.425
 * of the rate (20.4 kHz at 48 kHz). What remains is the grid of a quarter of a sample: a tone of
 * frequency f is read at least cos(pi f / 4 rate) of its peak, -0.17 dB at a quarter of the rate
 * (Tech 3341 allows -0.4). At the samples themselves the window leaves them as they are. */
static double tap(double t)
{
    static const double BETA = 0.1102 * (60 - 8.7);
    return (t == 0 ? 1 : sin(M_PI * t) / (M_PI * t)) * kaiser(t / HALF, BETA);
}

void true_peak_init(struct true_peak *t)
{
    memset(t, 0, sizeof *t);
    for (int p = 0; p < TRUE_PEAK_BETWEEN; p++) {
        const double between = (p + 1.0) / (TRUE_PEAK_BETWEEN + 1);
        double sum = 0, magnitudes = 0;
        for (int k = 0; k < TRUE_PEAK_TAPS; k++)
            sum += tap(k - (HALF - 1) - between);
        for (int k = 0; k < TRUE_PEAK_TAPS; k++) {
            t->filter[p][k] = (float)(tap(k - (HALF - 1) - between) / sum);
            magnitudes += fabsf(t->filter[p][k]);
        }
        /* rounded up: the sums below are of floats, in another order */
        t->bound = fmaxf(t->bound, (float)(magnitudes * 1.00001));
    }
}

/* Four at a time, so that the compiler may keep them side by side: the largest is the same in every
 * order. */
static float highest_of(const float *x, size_t count)
{
    enum { LANES = 4 };
    float lanes[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++) {
            const float magnitude = fabsf(x[i + lane]);
            lanes[lane] = magnitude > lanes[lane] ? magnitude : lanes[lane];
        }
    float highest = 0;
    for (; i < count; i++)
        highest = fmaxf(highest, fabsf(x[i]));
    for (size_t lane = 0; lane < LANES; lane++)
        highest = fmaxf(highest, lanes[lane]);
    return highest;
}

/* The values between, of TRUE_PEAK_LANES samples from x on. */
static float highest_between(const struct true_peak *t, const float *x)
{
    float highest = 0;
    for (int p = 0; p < TRUE_PEAK_BETWEEN; p++) {
        float sums[TRUE_PEAK_LANES] = {0};
        for (size_t k = 0; k < TRUE_PEAK_TAPS; k++)
            for (size_t lane = 0; lane < TRUE_PEAK_LANES; lane++)
                sums[lane] += t->filter[p][k] * x[k + lane];
        highest = fmaxf(highest, highest_of(sums, TRUE_PEAK_LANES));
    }
    return highest;
}

void true_peak_block(struct true_peak *t, int32_t channel, const float *samples, size_t count)
{
    assert(channel >= 0 && channel < TRUE_PEAK_CHANNELS_MAX && count <= TRUE_PEAK_BLOCK_MAX);
    float *past = t->past[channel];
    const float here = highest_of(samples, count);
    t->highest = fmaxf(t->highest, here);
    memcpy(t->work, past, TRUE_PEAK_PAST * sizeof *past);
    memcpy(t->work + TRUE_PEAK_PAST, samples, count * sizeof *samples);
    /* From the end of the block on in whole groups; the first may reach back into what was looked
     * at before, which does no harm. */
    if (t->bound * fmaxf(here, highest_of(past, TRUE_PEAK_PAST)) > t->highest)
        for (size_t left = count; left > 0; left -= left < TRUE_PEAK_LANES ? left : TRUE_PEAK_LANES)
            if (t->bound * highest_of(t->work + left, REACH) > t->highest)
                t->highest = fmaxf(t->highest, highest_between(t, t->work + left));
    memcpy(past, t->work + count, TRUE_PEAK_PAST * sizeof *past);
}

void true_peak_finish(struct true_peak *t, int32_t channels)
{
    const float silence[HALF] = {0};
    for (int32_t c = 0; c < channels; c++)
        true_peak_block(t, c, silence, HALF);
}

int32_t true_peak_mb(const struct true_peak *t)
{
    const int32_t mb = level_mb((double)t->highest * t->highest);
    return mb == LEVEL_SILENT_MB ? LEVEL_NONE_MB : mb;
}
