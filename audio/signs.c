#include "audio/signs.h"

#include <math.h>

enum { PIECE = 6, TENTH = 10, STRETCH_BLOCKS = 200, APART = 2 /* pieces */ };

static const double HIGH_LEAST_DB = -25, HIGH_MOST_DB = 25, CHANGE_MOST_DB = 15;

/* Chosen on rooms made from voices, talk and claps. */
static const double CLAP_HIGH_DB = -5, CLAP_PERIODICITY = 0.45;
static const double CLAP_SURELY_DB = 0, CLAP_SURELY_PERIODICITY = 0.55; /* not teeth alone */
static const double BRIGHT_WEIGHT = 0.5, BRIGHT_LEAST_DB = -20, BRIGHT_MOST_DB = -5;
static const double SYLLABLES_WEIGHT = 0.85, SYLLABLES_LEAST_DB = 1, SYLLABLES_MOST_DB = 6;
static const double WANDER_WEIGHT = 5, WANDER_MOST_OCTAVES = 0.3;
static const double COMB_WEIGHT = -8, SPEECH_FROM = -2.5;
static const double FEW_FROM = 1.25;

static double mean(const float *power, int32_t begin, int32_t end)
{
    double sum = 0;
    for (int32_t i = begin; i < end; i++)
        sum += power[i];
    return end > begin ? sum / (end - begin) : 0;
}

static double within(double low, double x, double high)
{
    return fmin(high, fmax(low, x));
}

static double piece_db(const float *power, int32_t at)
{
    return 10 * log10(fmax(mean(power, at, at + PIECE), 1e-14));
}

static double syllables_db(const float *power, int32_t begin, int32_t end)
{
    double squares = 0;
    int count = 0;
    for (int32_t i = begin; i + (APART + 1) * PIECE <= end; i += PIECE, count++) {
        const double change = piece_db(power, i + APART * PIECE) - piece_db(power, i);
        squares += fmin(change * change, CHANGE_MOST_DB * CHANGE_MOST_DB);
    }
    return count > 0 ? sqrt(squares / count) : 0;
}

static double median_power(const struct wide_around *a, int32_t begin, int32_t end, int band)
{
    return pow(10, wide_quantile_db(a, begin, end, band, 0.5) / 10);
}

struct plateau signs_stretch(const float *power, int32_t blocks, double noise,
                             const struct plateau *p)
{
    struct plateau out = *p;
    if (p->end - p->begin >= STRETCH_BLOCKS)
        return out;
    const double level = noise + p->power / 4;
    for (int32_t i = 0; i + TENTH <= p->begin && out.begin == p->begin; i += TENTH)
        if (mean(power, i, i + TENTH) > level)
            out.begin = i;
    for (int32_t i = blocks - TENTH; i >= p->end && out.end == p->end; i -= TENTH)
        if (mean(power, i, i + TENTH) > level)
            out.end = i + TENTH;
    return out;
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
        .high_db = within(HIGH_LEAST_DB, high_db, HIGH_MOST_DB),
        .syllables_db = syllables_db(power, p->begin, p->end),
    };
}

bool signs_of_applause(const struct signs *s)
{
    return (s->high_db > CLAP_SURELY_DB && s->voices.periodicity < CLAP_SURELY_PERIODICITY) ||
           (s->high_db > CLAP_HIGH_DB && s->voices.periodicity < CLAP_PERIODICITY);
}

/* A voice that hums a tune moves its pitch, and its level with it; so level is not enough: open
 * vowels, vowels that change, and syllables pull to one side, one pitch to the other. What is above
 * 2 kHz does not tell: voices that hum loudly have as much of it as talk. */
bool signs_of_speech(const struct signs *s)
{
    const double pull =
        BRIGHT_WEIGHT * within(BRIGHT_LEAST_DB, s->voices.bright_db, BRIGHT_MOST_DB) +
        SYLLABLES_WEIGHT * within(SYLLABLES_LEAST_DB, s->syllables_db, SYLLABLES_MOST_DB) +
        WANDER_WEIGHT * fmin(s->voices.wander_octaves, WANDER_MOST_OCTAVES) +
        COMB_WEIGHT * s->voices.comb;
    return pull > SPEECH_FROM;
}

bool signs_of_few(const struct signs *s)
{
    return s->voices.comb + s->voices.periodicity > FEW_FROM;
}
