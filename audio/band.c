#include "audio/band.h"

#include "audio/decimate.h"
#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SECTIONS = 8, CHANNELS_MAX = 8 }; /* four high-pass, four low-pass */

struct section {
    double b0, b1, b2, a1, a2;
};

struct band {
    int32_t rate_hz;
    int32_t channels;
    int64_t length; /* samples that a ring holds */
    int64_t made;   /* low-rate samples so far: sample k is made[k % length] */
    size_t newest_max;
    float *newest; /* the low-rate samples of one block */
    float *ring[CHANNELS_MAX];
    struct decimator *decimator[CHANNELS_MAX];
    struct spectrum *spectrum;
    struct section section[SECTIONS];
    double state[CHANNELS_MAX][SECTIONS][2];
};

/* Butterworth of eighth order as four sections; bilinear transform, cut prewarped (Oppenheim and
 * Schafer, 7.2). */
static void butterworth(struct section *out, double cut_hz, double rate_hz, bool high)
{
    const double k = tan(M_PI * cut_hz / rate_hz);
    for (int i = 0; i < SECTIONS / 2; i++) {
        const double q = 1 / (2 * cos(M_PI * (2 * i + 1) / (4.0 * SECTIONS / 2)));
        const double a0 = 1 + k / q + k * k, gain = (high ? 1 : k * k) / a0;
        out[i] = (struct section){
            .b0 = gain,
            .b1 = (high ? -2 : 2) * gain,
            .b2 = gain,
            .a1 = 2 * (k * k - 1) / a0,
            .a2 = (1 - k / q + k * k) / a0,
        };
    }
}

enum status band_create(int32_t rate_hz, int32_t channels, size_t block_max, int32_t seconds,
                        struct band **out)
{
    assert(channels >= 1 && channels <= CHANNELS_MAX);
    struct band *b = calloc(1, sizeof *b);
    if (b == NULL)
        return FAILED_NO_MEMORY;
    b->rate_hz = rate_hz;
    b->channels = channels;
    enum status s = STATUS_OK;
    for (int32_t c = 0; c < channels && s == STATUS_OK; c++)
        s = decimator_create(rate_hz, block_max, &b->decimator[c]);
    if (s == STATUS_OK) {
        const double low_rate = (double)rate_hz / decimator_factor(b->decimator[0]);
        b->length = (int64_t)ceil(low_rate * seconds);
        b->newest_max = block_max / (size_t)decimator_factor(b->decimator[0]) + 1;
        b->newest = calloc(b->newest_max, sizeof *b->newest);
        for (int32_t c = 0; c < channels; c++)
            b->ring[c] = calloc((size_t)b->length, sizeof *b->ring[c]);
        for (int32_t c = 0; c < channels; c++)
            if (b->newest == NULL || b->ring[c] == NULL)
                s = FAILED_NO_MEMORY;
        butterworth(b->section, BAND_LOW_HZ, low_rate, true);
        butterworth(b->section + SECTIONS / 2, BAND_HIGH_HZ, low_rate, false);
        if (s == STATUS_OK)
            s = spectrum_create(low_rate, BAND_LOW_HZ, BAND_HIGH_HZ, &b->spectrum);
    }
    if (s != STATUS_OK) {
        band_free(b);
        return s;
    }
    *out = b;
    return STATUS_OK;
}

void band_free(struct band *b)
{
    if (b == NULL)
        return;
    for (int32_t c = 0; c < b->channels; c++) {
        decimator_free(b->decimator[c]);
        free(b->ring[c]);
    }
    spectrum_free(b->spectrum);
    free(b->newest);
    free(b);
}

size_t band_bytes(const struct band *b)
{
    const size_t each = (size_t)b->length * sizeof(float) + decimator_bytes(b->decimator[0]);
    return sizeof *b + b->newest_max * sizeof(float) + spectrum_bytes(b->spectrum) +
           (size_t)b->channels * each;
}

static double meter(struct band *b, int32_t channel, const float *samples, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double x = samples[i];
        for (int k = 0; k < SECTIONS; k++) {
            const struct section *f = &b->section[k];
            double *z = b->state[channel][k];
            const double y = f->b0 * x + z[0];
            z[0] = f->b1 * x - f->a1 * y + z[1];
            z[1] = f->b2 * x - f->a2 * y;
            x = y;
        }
        sum += x * x;
    }
    for (int k = 0; k < SECTIONS; k++)
        for (int i = 0; i < 2; i++)
            b->state[channel][k][i] = level_flush(b->state[channel][k][i]);
    return sum;
}

double band_push(struct band *b, const float *samples, size_t stride, size_t count)
{
    size_t made = 0;
    double sum = 0;
    for (int32_t c = 0; c < b->channels; c++) {
        made = decimator_run(b->decimator[c], samples + (size_t)c * stride, count, b->newest);
        assert(made <= b->newest_max);
        for (size_t i = 0; i < made; i++)
            b->ring[c][(b->made + (int64_t)i) % b->length] = b->newest[i];
        sum += meter(b, c, b->newest, made);
    }
    b->made += (int64_t)made;
    return made == 0 ? 0 : sum / (double)made / b->channels;
}

void band_skip(struct band *b, int64_t frames)
{
    assert(frames % band_factor(b) == 0);
    b->made += frames / band_factor(b);
}

int32_t band_factor(const struct band *b)
{
    return decimator_factor(b->decimator[0]);
}

/* The first low-rate sample whose middle is not before a frame (a block's edge, which may fall
 * between frames). */
static int64_t sample_from(const struct band *b, double frame)
{
    return (int64_t)ceil((frame + decimator_delay(b->decimator[0])) / band_factor(b) - 1e-9);
}

/* Copies samples [from, from + count) less their mean: a constant would ring where the stream
 * begins. */
static void copy_stretch(const struct band *b, int32_t channel, int64_t from, size_t count,
                         float *out)
{
    const int64_t oldest = b->made > b->length ? b->made - b->length : 0;
    double sum = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const int64_t k = from + (int64_t)i;
        const bool there = k >= oldest && k < b->made;
        out[i] = there ? b->ring[channel][k % b->length] : 0;
        sum += out[i];
        kept += there;
    }
    const float mean = kept > 0 ? (float)(sum / (double)kept) : 0;
    for (size_t i = 0; i < count; i++) {
        const int64_t k = from + (int64_t)i;
        if (k >= oldest && k < b->made)
            out[i] -= mean;
    }
}

double band_rate_hz(const struct band *b)
{
    return (double)b->rate_hz / band_factor(b);
}

void band_samples(const struct band *b, int32_t channel, int64_t frame, size_t count, float *out)
{
    copy_stretch(b, channel, sample_from(b, (double)frame), count, out);
}

void band_powers(struct band *b, int64_t origin, int32_t first, int32_t count, float *power)
{
    if (count <= 0)
        return;
    memset(power, 0, (size_t)count * sizeof *power);
    const double block = (double)b->rate_hz / BLOCKS_PER_SECOND;
    const int64_t margin = (int64_t)spectrum_margin(b->spectrum);
    const int64_t valid = (int64_t)spectrum_size(b->spectrum) - 2 * margin;
    const int64_t end = sample_from(b, (double)origin + (first + count) * block);
    for (int32_t c = 0; c < b->channels; c++) {
        int32_t at = 0;
        int64_t k = sample_from(b, (double)origin + first * block);
        int64_t next = sample_from(b, (double)origin + (first + 1) * block);
        for (int64_t chunk = k; chunk < end; chunk += valid) {
            copy_stretch(b, c, chunk - margin, spectrum_size(b->spectrum),
                         spectrum_input(b->spectrum));
            const float *band = spectrum_band(b->spectrum) + margin;
            for (; k < end && k < chunk + valid; k++) {
                while (k >= next)
                    next = sample_from(b, (double)origin + (first + ++at + 1) * block);
                power[at] += band[k - chunk] * band[k - chunk];
            }
        }
    }
    for (int32_t i = 0; i < count; i++) {
        const int64_t samples = sample_from(b, (double)origin + (first + i + 1) * block) -
                                sample_from(b, (double)origin + (first + i) * block);
        power[i] /= (float)(samples * b->channels);
    }
}
