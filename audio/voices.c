#include "audio/voices.h"

#include "audio/rank.h"
#include "audio/spectrum.h"
#include "core/hum.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONG_BINS = 1537,
    NOISE_STRETCHES = 20,
    STRETCHES_MAX = 4 * HUM_SECONDS_MAX
}; /* half a second at 6 kHz */

static const double LONG_S = 0.5, SHORT_S = 0.125;
static const double PITCH_LOW_HZ = 75, PITCH_HIGH_HZ = 400, PITCH_STEP = 1.006;
static const double LOUD = 4, LOUD_QUANTILE = 0.4;
static const double BRIGHT_HZ = 450;
static const double COMB_WIDTH = 0.012; /* of a harmonic's frequency, to either side: vibrato */

struct resolution {
    struct periodogram *periodogram;
    double bin_hz;
    size_t low, high; /* bins of the hum band, inclusive */
    float noise[LONG_BINS];
    float power[LONG_BINS];
};

struct voices {
    double rate_hz;
    int32_t channels;
    struct resolution fine, quick;
    double sum[LONG_BINS + 1]; /* running sums of the powers */
};

static enum status create_resolution(double rate_hz, double seconds, struct resolution *r)
{
    const enum status s = periodogram_create((size_t)(rate_hz * seconds), &r->periodogram);
    if (s != STATUS_OK)
        return s;
    const size_t size = periodogram_size(r->periodogram);
    assert(size / 2 < LONG_BINS);
    r->bin_hz = rate_hz / (double)size;
    r->low = (size_t)ceil(BAND_LOW_HZ / r->bin_hz);
    r->high = (size_t)(BAND_HIGH_HZ / r->bin_hz);
    return STATUS_OK;
}

enum status voices_create(double low_rate_hz, int32_t channels, struct voices **out)
{
    struct voices *v = calloc(1, sizeof *v);
    if (v == NULL)
        return FAILED_NO_MEMORY;
    v->rate_hz = low_rate_hz;
    v->channels = channels;
    enum status s = create_resolution(low_rate_hz, LONG_S, &v->fine);
    if (s == STATUS_OK)
        s = create_resolution(low_rate_hz, SHORT_S, &v->quick);
    if (s != STATUS_OK) {
        voices_free(v);
        return s;
    }
    *out = v;
    return STATUS_OK;
}

void voices_free(struct voices *v)
{
    if (v == NULL)
        return;
    periodogram_free(v->fine.periodogram);
    periodogram_free(v->quick.periodogram);
    free(v);
}

size_t voices_bytes(const struct voices *v)
{
    return sizeof *v + periodogram_bytes(v->fine.periodogram) +
           periodogram_bytes(v->quick.periodogram);
}

/* Powers of the stretch that begins at a frame, all channels together, into r->power. */
static void transform(const struct voices *v, struct resolution *r, const struct band *b,
                      int64_t frame)
{
    const size_t size = periodogram_size(r->periodogram);
    memset(r->power, 0, (size / 2 + 1) * sizeof *r->power);
    for (int32_t c = 0; c < v->channels; c++) {
        band_samples(b, c, frame, size, periodogram_input(r->periodogram));
        const float *power = periodogram_run(r->periodogram);
        for (size_t k = r->low; k <= r->high; k++)
            r->power[k] += power[k];
    }
}

static double sum_of(const struct resolution *r, const float *power)
{
    double sum = 0;
    for (size_t k = r->low; k <= r->high; k++)
        sum += power[k];
    return sum;
}

/* Of stretches before the window all but those that are 6 dB louder than most: the chair may have
 * talked in them. */
static void find_noise(const struct voices *v, struct resolution *r, const struct band *b,
                       int64_t begin, int64_t end, double frames_per_second)
{
    memset(r->noise, 0, sizeof r->noise);
    const int64_t length = (int64_t)(LONG_S * frames_per_second);
    const int64_t step = (end - begin - length) / NOISE_STRETCHES;
    if (step <= 0)
        return;
    float sums[NOISE_STRETCHES], sorted[NOISE_STRETCHES];
    for (int i = 0; i < NOISE_STRETCHES; i++) {
        transform(v, r, b, begin + i * step);
        sums[i] = sorted[i] = (float)sum_of(r, r->power);
    }
    const double bound = LOUD * rank_quantile(sorted, NOISE_STRETCHES, LOUD_QUANTILE);
    int kept = 0;
    for (int i = 0; i < NOISE_STRETCHES; i++) {
        if (sums[i] > bound)
            continue;
        transform(v, r, b, begin + i * step);
        for (size_t k = r->low; k <= r->high; k++)
            r->noise[k] += r->power[k];
        kept++;
    }
    for (size_t k = r->low; k <= r->high && kept > 0; k++)
        r->noise[k] /= (float)kept;
}

/* Subtracts the noise; returns what is left. */
static double subtract(struct resolution *r)
{
    double sum = 0;
    for (size_t k = r->low; k <= r->high; k++) {
        r->power[k] = fmaxf(0, r->power[k] - r->noise[k]);
        sum += r->power[k];
    }
    return sum;
}

/* Share of the power near harmonics of a pitch, beyond the share of bins there. */
static double comb_of(const struct voices *v, double pitch_hz)
{
    const struct resolution *r = &v->fine;
    double inside = 0, covered = 0;
    size_t free_from = r->low;
    for (double hz = pitch_hz; hz < BAND_HIGH_HZ; hz += pitch_hz) {
        const double half = fmax(1.5, hz * COMB_WIDTH / r->bin_hz), at = hz / r->bin_hz;
        size_t first = (size_t)fmax((double)free_from, ceil(at - half));
        const size_t last = (size_t)fmin((double)r->high, floor(at + half));
        if (last < first)
            continue;
        inside += v->sum[last + 1] - v->sum[first];
        covered += (double)(last + 1 - first);
        free_from = last + 1;
    }
    const double all = v->sum[r->high + 1], bins = (double)(r->high + 1 - r->low);
    return (inside / all - covered / bins) / (1 - covered / bins);
}

static double best_comb(struct voices *v)
{
    const struct resolution *r = &v->fine;
    for (size_t k = 0; k <= r->high; k++)
        v->sum[k + 1] = k < r->low ? 0 : v->sum[k] + r->power[k];
    double best = 0;
    for (double hz = PITCH_LOW_HZ; hz <= PITCH_HIGH_HZ; hz *= PITCH_STEP)
        best = fmax(best, comb_of(v, hz));
    return best;
}

static double best_lag(struct resolution *r, double rate_hz)
{
    const size_t size = periodogram_size(r->periodogram);
    const float *lags = periodogram_lags(r->periodogram, r->power);
    double best = 0;
    for (size_t n = (size_t)(rate_hz / PITCH_HIGH_HZ); (double)n <= rate_hz / PITCH_LOW_HZ; n++) {
        /* the autocorrelation of a Hann window (circular aliasing is small at these lags) */
        const double x = (double)n / (double)size;
        const double window =
            (1 - x) * (2.0 / 3 + cos(2 * M_PI * x) / 3) + sin(2 * M_PI * x) / (2 * M_PI);
        best = fmax(best, lags[n] / (lags[0] * window));
    }
    return best;
}

static double above(const struct resolution *r, double hz)
{
    double sum = 0;
    for (size_t k = (size_t)ceil(hz / r->bin_hz); k <= r->high; k++)
        sum += r->power[k];
    return sum;
}

static double centre_octaves(const struct resolution *r, double all)
{
    double sum = 0;
    for (size_t k = r->low; k <= r->high; k++)
        sum += r->power[k] * (double)k;
    return log2(sum / all * r->bin_hz);
}

/* From their median, the median of what they are off: a burst of the noise's is in few of them. */
static double usual_distance(float *values, size_t count)
{
    const float middle = rank_quantile(values, count, 0.5);
    for (size_t i = 0; i < count; i++)
        values[i] = fabsf(values[i] - middle);
    return rank_quantile(values, count, 0.5);
}

/* Half seconds, each half over the last. */
static void look_fine(struct voices *v, const struct band *b, int64_t begin, int64_t end,
                      int64_t length, struct voices_found *out)
{
    float bright_db[STRETCHES_MAX];
    float centres[STRETCHES_MAX];
    size_t count = 0;
    for (int64_t at = begin; at + length <= end && count < STRETCHES_MAX; at += length / 2) {
        transform(v, &v->fine, b, at);
        const double sum = subtract(&v->fine);
        if (sum <= 0)
            continue;
        out->comb += best_comb(v);
        centres[count] = (float)centre_octaves(&v->fine, sum);
        bright_db[count++] = (float)(10 * log10(fmax(1e-6, above(&v->fine, BRIGHT_HZ) / sum)));
    }
    if (count > 0) {
        out->comb /= (double)count;
        out->wander_octaves = usual_distance(centres, count);
    }
    /* a median: a cough or a door is bright, too */
    out->bright_db = count > 0 ? rank_quantile(bright_db, count, 0.5) : -60;
}

static void look_quick(struct voices *v, const struct band *b, int64_t begin, int64_t end,
                       int64_t length, struct voices_found *out)
{
    int count = 0;
    for (int64_t at = begin; at + length <= end; at += length / 2) {
        transform(v, &v->quick, b, at);
        if (subtract(&v->quick) <= 0)
            continue;
        out->periodicity += fmin(1, best_lag(&v->quick, v->rate_hz));
        count++;
    }
    if (count > 0)
        out->periodicity /= count;
}

bool voices_find(struct voices *v, const struct band *b, int64_t begin, int64_t end,
                 int64_t noise_begin, int64_t noise_end, double frames_per_second,
                 struct voices_found *out)
{
    if ((double)(end - begin) < frames_per_second)
        return false;
    find_noise(v, &v->fine, b, noise_begin, noise_end, frames_per_second);
    find_noise(v, &v->quick, b, noise_begin, noise_end, frames_per_second);
    *out = (struct voices_found){0};
    look_fine(v, b, begin, end, (int64_t)(LONG_S * frames_per_second), out);
    look_quick(v, b, begin, end, (int64_t)(SHORT_S * frames_per_second), out);
    return true;
}
