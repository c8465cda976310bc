#include "audio/loudness.h"

#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* The two sections for any rate: the bilinear form that gives the standard's table at 48 kHz to 14
 * digits. */
void loudness_init(struct loudness *l, int32_t rate_hz)
{
    memset(l, 0, sizeof *l);
    const double k1 = tan(M_PI * 1681.974450955533 / rate_hz), q1 = 0.7071752369554196;
    const double gain = pow(10, 3.999843853973347 / 20), middle = pow(gain, 0.4996667741545416);
    const double a0 = 1 + k1 / q1 + k1 * k1;
    l->shelf[0] = (gain + middle * k1 / q1 + k1 * k1) / a0;
    l->shelf[1] = 2 * (k1 * k1 - gain) / a0;
    l->shelf[2] = (gain - middle * k1 / q1 + k1 * k1) / a0;
    l->shelf[3] = 2 * (k1 * k1 - 1) / a0;
    l->shelf[4] = (1 - k1 / q1 + k1 * k1) / a0;
    const double k2 = tan(M_PI * 38.13547087602444 / rate_hz), q2 = 0.5003270373238773;
    const double c0 = 1 + k2 / q2 + k2 * k2;
    l->high_pass[0] = 1;
    l->high_pass[1] = -2;
    l->high_pass[2] = 1;
    l->high_pass[3] = 2 * (k2 * k2 - 1) / c0;
    l->high_pass[4] = (1 - k2 / q2 + k2 * k2) / c0;
}

double loudness_channel(struct loudness *l, int32_t channel, const float *samples, size_t count)
{
    assert(channel >= 0 && channel < LOUDNESS_CHANNELS_MAX);
    const double *b = l->shelf, *c = l->high_pass;
    double *state = l->state[channel];
    double s0 = state[0], s1 = state[1], t0 = state[2], t1 = state[3], sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double x = samples[i];
        const double y = b[0] * x + s0; /* transposed direct form II */
        s0 = b[1] * x - b[3] * y + s1;
        s1 = b[2] * x - b[4] * y;
        const double z = y + t0; /* c is 1 -2 1 */
        t0 = -2 * y - c[3] * z + t1;
        t1 = y - c[4] * z;
        sum += z * z;
    }
    state[0] = level_flush(s0);
    state[1] = level_flush(s1);
    state[2] = level_flush(t0);
    state[3] = level_flush(t1);
    return sum;
}

void loudness_block_done(struct loudness *l, double mean_square)
{
    l->power[l->blocks % LOUDNESS_SHORT_TERM] = mean_square;
    l->blocks++;
}

double loudness_mean(const struct loudness *l, size_t blocks)
{
    assert(blocks >= 1 && blocks <= LOUDNESS_SHORT_TERM && blocks <= l->blocks);
    double sum = 0;
    for (uint64_t i = l->blocks - blocks; i < l->blocks; i++)
        sum += l->power[i % LOUDNESS_SHORT_TERM];
    return sum / (double)blocks;
}

int32_t loudness_mb(double mean_square)
{
    return level_mb(mean_square * pow(10, -0.0691));
}
