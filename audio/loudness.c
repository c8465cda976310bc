#include "audio/loudness.h"

#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static void sliding_init(struct sliding_sum *s, size_t length)
{
    memset(s, 0, sizeof *s);
    s->length = length;
    s->at = length - 1;
}

/* Each time round, the values become the sums from each of them to the last: what is still inside
 * of the earlier round is then one addition away. Returns the sum of the newest `length`. */
static double sliding_add(struct sliding_sum *s, double value)
{
    if (++s->at == s->length) {
        for (size_t i = s->length - 1; i > 0; i--)
            s->kept[i - 1] += s->kept[i];
        s->at = 0;
        s->newest = 0;
    }
    s->kept[s->at] = value;
    s->newest += value;
    return s->newest + (s->at + 1 < s->length ? s->kept[s->at + 1] : 0);
}

/* The two sections for any rate: the bilinear form that gives the standard's table at 48 kHz to 14
 * digits. */
void loudness_init(struct loudness *l, int32_t rate_hz)
{
    memset(l, 0, sizeof *l);
    for (int c = 0; c < LOUDNESS_CHANNELS_MAX; c++)
        l->weight[c] = 1;
    sliding_init(&l->momentary, LOUDNESS_MOMENTARY);
    sliding_init(&l->short_term, LOUDNESS_SHORT_TERM);
    gate_init(&l->gate);
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
    if (l->weight[channel] == 0)
        return 0;
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
    return l->weight[channel] * sum;
}

void loudness_block_done(struct loudness *l, double mean_square)
{
    l->power[l->blocks % LOUDNESS_SHORT_TERM] = mean_square;
    l->blocks++;
    const double momentary = sliding_add(&l->momentary, mean_square) / LOUDNESS_MOMENTARY;
    const double short_term = sliding_add(&l->short_term, mean_square) / LOUDNESS_SHORT_TERM;
    if (l->blocks >= LOUDNESS_MOMENTARY && momentary > l->momentary_max)
        l->momentary_max = momentary;
    if (l->blocks >= LOUDNESS_SHORT_TERM && short_term > l->short_term_max)
        l->short_term_max = short_term;
    if (l->blocks >= LOUDNESS_MOMENTARY && l->blocks % LOUDNESS_GATE_STEP == 0)
        gate_block(&l->gate, momentary);
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

static int32_t figure(double mean_square)
{
    const int32_t mb = loudness_mb(mean_square);
    return mb == LEVEL_SILENT_MB ? LEVEL_NONE_MB : mb;
}

struct loudness_figures loudness_figures(const struct loudness *l)
{
    double gated = 0;
    (void)gate_mean(&l->gate, &gated);
    return (struct loudness_figures){
        .momentary_max_mb = figure(l->momentary_max),
        .short_term_max_mb = figure(l->short_term_max),
        .integrated_mb = figure(gated),
        .true_peak_mb = LEVEL_NONE_MB,
    };
}
