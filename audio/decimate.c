#include "audio/decimate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LANES = 8
}; /* sums kept side by side, so that the order of additions is fixed and still fast */

struct decimator {
    int32_t factor;
    size_t taps; /* a multiple of LANES; the first few are 0 to make it one */
    size_t delay;
    size_t block_max;
    size_t phase;  /* samples until the next result */
    float *filter; /* taps */
    float *past;   /* taps - 1 samples before the block, then the block */
};

static const double STOP_DB = 90;

static double bessel_i0(double x)
{
    double sum = 1, term = 1;
    for (int k = 1; k < 60; k++) {
        term *= (x / 2 / k) * (x / 2 / k);
        sum += term;
    }
    return sum;
}

double kaiser(double position, double beta)
{
    const double inside = 1 - position * position;
    return inside <= 0 ? 0 : bessel_i0(beta * sqrt(inside)) / bessel_i0(beta);
}

static void design(struct decimator *d, double rate_hz, double cut_hz, size_t half)
{
    const double beta = 0.1102 * (STOP_DB - 8.7);
    const size_t first = d->taps - (2 * half + 1);
    double sum = 0;
    for (size_t i = 0; i <= 2 * half; i++) {
        const double n = (double)i - (double)half, x = 2 * M_PI * cut_hz / rate_hz * n;
        const double ideal = i == half ? 1 : sin(x) / x;
        const double tap = ideal * kaiser(n / (double)(half + 1), beta);
        d->filter[first + i] = (float)tap;
        sum += tap;
    }
    for (size_t i = 0; i < d->taps; i++)
        d->filter[i] = (float)(d->filter[i] / sum);
}

enum status decimator_create(int32_t rate_hz, size_t block_max, struct decimator **out)
{
    assert(rate_hz >= 2 * DECIMATE_LOW_RATE_HZ);
    struct decimator *d = calloc(1, sizeof *d);
    if (d == NULL)
        return FAILED_NO_MEMORY;
    d->factor = rate_hz / DECIMATE_LOW_RATE_HZ;
    d->block_max = block_max;
    const double stop_hz = (double)rate_hz / d->factor - DECIMATE_PASS_HZ;
    const double width = 2 * M_PI * (stop_hz - DECIMATE_PASS_HZ) / rate_hz;
    const size_t half = (size_t)ceil((STOP_DB - 8) / (2.285 * width) / 2);
    d->taps = (2 * half + LANES) / LANES * LANES;
    d->delay = half;
    d->filter = calloc(d->taps, sizeof *d->filter);
    d->past = calloc(d->taps - 1 + block_max, sizeof *d->past);
    if (d->filter == NULL || d->past == NULL) {
        decimator_free(d);
        return FAILED_NO_MEMORY;
    }
    design(d, rate_hz, (stop_hz + DECIMATE_PASS_HZ) / 2, half);
    *out = d;
    return STATUS_OK;
}

void decimator_free(struct decimator *d)
{
    if (d == NULL)
        return;
    free(d->filter);
    free(d->past);
    free(d);
}

size_t decimator_bytes(const struct decimator *d)
{
    return sizeof *d + (2 * d->taps - 1 + d->block_max) * sizeof(float);
}

int32_t decimator_factor(const struct decimator *d)
{
    return d->factor;
}

int32_t decimator_delay(const struct decimator *d)
{
    return (int32_t)d->delay;
}

static float dot(const float *a, const float *b, size_t count)
{
    float sums[LANES] = {0};
    for (size_t i = 0; i < count; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++)
            sums[lane] += a[i + lane] * b[i + lane];
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) +
           ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

size_t decimator_run(struct decimator *d, const float *in, size_t count, float *out)
{
    assert(count <= d->block_max);
    memcpy(d->past + d->taps - 1, in, count * sizeof *in);
    size_t made = 0, at = d->phase;
    for (; at < count; at += (size_t)d->factor)
        out[made++] = dot(d->filter, d->past + at, d->taps); /* symmetric: no need to reverse it */
    d->phase = at - count;
    memmove(d->past, d->past + count, (d->taps - 1) * sizeof *d->past);
    return made;
}
