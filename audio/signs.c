#include "audio/signs.h"

#include <math.h>

enum { PIECE = 6 }; /* blocks */

static const double HIGH_LEAST_DB = -25, HIGH_MOST_DB = 25;

/* Chosen on rooms made from voices, talk and claps; each term pulls by the same measure. */
static const double CLAP_HIGH_DB = -5, CLAP_PERIODICITY = 0.62, CLAP_SURELY_DB = 0;
static const double BRIGHT_WEIGHT = 0.72, BRIGHT_LEAST_DB = -20, BRIGHT_MOST_DB = -5,
                    HIGH_WEIGHT = 0.36;
static const double SCATTER_WEIGHT = 1.7, COMB_WEIGHT = -2.6, SPEECH_FROM = -8.2;
static const double FEW_FROM = 1.25;

static double mean(const float *power, int32_t begin, int32_t end)
{
    double sum = 0;
    for (int32_t i = begin; i < end; i++)
        sum += power[i];
    return end > begin ? sum / (end - begin) : 0;
}

static double scatter_db(const float *power, int32_t begin, int32_t end)
{
    double sum = 0, squares = 0;
    int count = 0;
    for (int32_t i = begin; i + PIECE <= end; i += PIECE, count++) {
        const double level = 10 * log10(fmax(mean(power, i, i + PIECE), 1e-14));
        sum += level;
        squares += level * level;
    }
    return count > 1 ? sqrt(fmax(0, squares / count - (sum / count) * (sum / count))) : 0;
}

static double median_power(const struct wide_around *a, int32_t begin, int32_t end, int band)
{
    return pow(10, wide_quantile_db(a, begin, end, band, 0.5) / 10);
}

struct signs signs_find(const float *power, const struct plateau *p, const struct wide_around *a)
{
    const int32_t begin = a->before + p->begin / WIDE_STEP_BLOCKS;
    const int32_t end = a->before + p->end / WIDE_STEP_BLOCKS;
    /* medians: keys and paper are in the noise, not in the sound */
    const double low =
        median_power(a, begin, end, WIDE_LOW) - median_power(a, 0, a->before, WIDE_LOW);
    const double high =
        median_power(a, begin, end, WIDE_HIGH) - median_power(a, 0, a->before, WIDE_HIGH);
    const double high_db = 10 * log10(fmax(high, 1e-14) / fmax(low, 1e-14));
    return (struct signs){
        .high_db = fmin(HIGH_MOST_DB, fmax(HIGH_LEAST_DB, high_db)),
        .scatter_db = scatter_db(power, p->begin, p->end),
    };
}

bool signs_of_applause(const struct signs *s)
{
    return s->high_db > CLAP_SURELY_DB ||
           (s->high_db > CLAP_HIGH_DB && s->voices.periodicity < CLAP_PERIODICITY);
}

bool signs_of_speech(const struct signs *s)
{
    const double pull =
        BRIGHT_WEIGHT * fmin(BRIGHT_MOST_DB, fmax(BRIGHT_LEAST_DB, s->voices.bright_db)) +
        HIGH_WEIGHT * fmin(0, s->high_db) + SCATTER_WEIGHT * fmin(7, s->scatter_db) +
        COMB_WEIGHT * s->voices.comb;
    return pull > SPEECH_FROM;
}

bool signs_of_few(const struct signs *s)
{
    return s->voices.comb + s->voices.periodicity > FEW_FROM;
}
