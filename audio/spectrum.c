#include "audio/spectrum.h"

#include "audio/decimate.h"

#include <assert.h>
#include <kiss_fftr.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIZE = 16384,
    BINS = SIZE / 2 + 1
}; /* factors of 2 only: anything above 5 makes KissFFT allocate */

struct spectrum {
    size_t margin;
    size_t plan_bytes;
    kiss_fftr_cfg forward;
    kiss_fftr_cfg backward;
    float response[BINS]; /* real: the filter is symmetric about 0 */
    float signal[SIZE];
    kiss_fft_cpx bins[BINS];
};

static double sinc(double cut_hz, double rate_hz, double n)
{
    return n == 0 ? 2 * cut_hz / rate_hz : sin(2 * M_PI * cut_hz / rate_hz * n) / (M_PI * n);
}

static void design(struct spectrum *s, double rate_hz, double low_hz, double high_hz)
{
    const double beta = 0.1102 * (70 - 8.7);
    memset(s->signal, 0, sizeof s->signal);
    for (size_t n = 0; n <= s->margin; n++) {
        const double x = (double)n;
        const double ideal = sinc(high_hz, rate_hz, x) - sinc(low_hz, rate_hz, x);
        const float tap = (float)(ideal * kaiser(x / (double)(s->margin + 1), beta));
        s->signal[n] = tap;
        s->signal[n == 0 ? 0 : SIZE - n] = tap;
    }
    kiss_fftr(s->forward, s->signal, s->bins);
    for (size_t i = 0; i < BINS; i++)
        s->response[i] = s->bins[i].r;
}

/* Where an ideal edge would have to be to pass the same power of white noise. */
static double edge_hz(const struct spectrum *s, double rate_hz, double middle_hz, bool upper)
{
    const double bin_hz = rate_hz / SIZE;
    const size_t middle = (size_t)(middle_hz / bin_hz);
    double passed = 0;
    for (size_t i = upper ? middle : 0; i < (upper ? BINS : middle); i++)
        passed += (double)s->response[i] * s->response[i];
    const double border =
        ((double)middle - 0.5) * bin_hz; /* a bin reaches half a bin to each side */
    return upper ? border + passed * bin_hz : border - passed * bin_hz;
}

enum status spectrum_create(double rate_hz, double low_hz, double high_hz, struct spectrum **out)
{
    assert(rate_hz > 2 * high_hz && rate_hz <= 6000);
    struct spectrum *s = calloc(1, sizeof *s);
    if (s == NULL)
        return FAILED_NO_MEMORY;
    s->margin = (size_t)(rate_hz / 2);
    kiss_fftr_alloc(SIZE, 0, NULL, &s->plan_bytes);
    s->forward = kiss_fftr_alloc(SIZE, 0, NULL, NULL);
    s->backward = kiss_fftr_alloc(SIZE, 1, NULL, NULL);
    if (s->forward == NULL || s->backward == NULL) {
        spectrum_free(s);
        return FAILED_NO_MEMORY;
    }
    const double middle_hz = sqrt(low_hz * high_hz);
    design(s, rate_hz, low_hz, high_hz);
    const double low_off = edge_hz(s, rate_hz, middle_hz, false) - low_hz;
    const double high_off = edge_hz(s, rate_hz, middle_hz, true) - high_hz;
    design(s, rate_hz, low_hz - low_off, high_hz - high_off);
    for (size_t i = 0; i < BINS; i++)
        s->response[i] /= SIZE; /* KissFFT scales neither way */
    *out = s;
    return STATUS_OK;
}

void spectrum_free(struct spectrum *s)
{
    if (s == NULL)
        return;
    kiss_fftr_free(s->forward);
    kiss_fftr_free(s->backward);
    free(s);
}

size_t spectrum_bytes(const struct spectrum *s)
{
    return sizeof *s + 2 * s->plan_bytes;
}

size_t spectrum_size(const struct spectrum *s)
{
    (void)s;
    return SIZE;
}

size_t spectrum_margin(const struct spectrum *s)
{
    return s->margin;
}

float *spectrum_input(struct spectrum *s)
{
    return s->signal;
}

const float *spectrum_band(struct spectrum *s)
{
    kiss_fftr(s->forward, s->signal, s->bins);
    for (size_t i = 0; i < BINS; i++) {
        s->bins[i].r *= s->response[i];
        s->bins[i].i *= s->response[i];
    }
    kiss_fftri(s->backward, s->bins, s->signal);
    return s->signal;
}

struct periodogram {
    size_t size;
    size_t plan_bytes;
    kiss_fftr_cfg forward;
    kiss_fftr_cfg backward;
    float *window; /* size; its mean square is 1 */
    float *signal; /* size */
    float *power;  /* size / 2 + 1 */
    kiss_fft_cpx *bins;
};

/* Even, and half of it without factors above 5: anything else makes KissFFT allocate. */
static size_t good_size(size_t least)
{
    for (size_t size = (least + 1) / 2;; size++) {
        size_t rest = size;
        for (size_t factor = 2; factor <= 5; factor++)
            while (rest % factor == 0)
                rest /= factor;
        if (rest == 1)
            return 2 * size;
    }
}

static bool periodogram_take_memory(struct periodogram *p)
{
    const size_t bins = p->size / 2 + 1;
    kiss_fftr_alloc((int)p->size, 0, NULL, &p->plan_bytes);
    p->forward = kiss_fftr_alloc((int)p->size, 0, NULL, NULL);
    p->backward = kiss_fftr_alloc((int)p->size, 1, NULL, NULL);
    p->window = calloc(p->size, sizeof *p->window);
    p->signal = calloc(p->size, sizeof *p->signal);
    p->power = calloc(bins, sizeof *p->power);
    p->bins = calloc(bins, sizeof *p->bins);
    return p->forward != NULL && p->backward != NULL && p->window != NULL && p->signal != NULL &&
           p->power != NULL && p->bins != NULL;
}

enum status periodogram_create(size_t least, struct periodogram **out)
{
    assert(least >= 16);
    struct periodogram *p = calloc(1, sizeof *p);
    if (p == NULL)
        return FAILED_NO_MEMORY;
    p->size = good_size(least);
    if (!periodogram_take_memory(p)) {
        periodogram_free(p);
        return FAILED_NO_MEMORY;
    }
    /* mean square of a Hann window: 3 / 8 */
    for (size_t i = 0; i < p->size; i++)
        p->window[i] =
            (float)(sqrt(8.0 / 3) * (0.5 - 0.5 * cos(2 * M_PI * (double)i / (double)p->size)));
    *out = p;
    return STATUS_OK;
}

void periodogram_free(struct periodogram *p)
{
    if (p == NULL)
        return;
    kiss_fftr_free(p->forward);
    kiss_fftr_free(p->backward);
    free(p->window);
    free(p->signal);
    free(p->power);
    free(p->bins);
    free(p);
}

size_t periodogram_bytes(const struct periodogram *p)
{
    return sizeof *p + 2 * p->plan_bytes + 2 * p->size * sizeof(float) +
           (p->size / 2 + 1) * (sizeof(float) + sizeof(kiss_fft_cpx));
}

size_t periodogram_size(const struct periodogram *p)
{
    return p->size;
}

float *periodogram_input(struct periodogram *p)
{
    return p->signal;
}

const float *periodogram_run(struct periodogram *p)
{
    for (size_t i = 0; i < p->size; i++)
        p->signal[i] *= p->window[i];
    kiss_fftr(p->forward, p->signal, p->bins);
    const size_t last = p->size / 2;
    const float scale = 1 / ((float)p->size * (float)p->size);
    for (size_t i = 0; i <= last; i++) {
        const kiss_fft_cpx bin = p->bins[i];
        const float sides = i == 0 || i == last ? 1 : 2;
        p->power[i] = sides * scale * (bin.r * bin.r + bin.i * bin.i);
    }
    return p->power;
}

const float *periodogram_lags(struct periodogram *p, const float *power)
{
    const size_t last = p->size / 2;
    for (size_t i = 0; i <= last; i++)
        p->bins[i] = (kiss_fft_cpx){.r = i == 0 || i == last ? power[i] : power[i] / 2};
    kiss_fftri(p->backward, p->bins, p->signal);
    return p->signal;
}
