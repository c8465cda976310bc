/* Two statements about two hums.
 *
 * Sound: the levels differ by d; each has its 95 % interval at the microphone, and independent
 * errors add in squares.
 *
 * People: which ratios of people could have made a difference of d? Voices differ: the level of a
 * person at equal effort has a standard deviation of 5 dB (Pearsons, Bennett and Fidell 1977,
 * EPA-600/1-77-025, by way of Olsen 1998), and one microphone in a room hears each voice with a
 * power that scatters like a Gamma variable of shape 2 (a tone in a diffuse field is exponential,
 * shape 1, Schroeder 1954; two or three partials and vibrato average it). The power of n people is
 * the sum of n such factors; its level has the mean 10 log10 n + mean_db[n] and the standard
 * deviation sd_db[n] of the table below, a Monte Carlo of 400,000 sums a row; beyond the table
 * Fenton and Wilkinson (1960) hold: sd = 10/ln 10 * sqrt(ln(1 + c/n)), c = exp(s^2) (1 + 1/2) - 1,
 * s = 5 ln 10 / 10.
 *
 * Only the number N of people is known, not how they split. So every split k : N - k is tried
 * (Neyman 1937): it stays in the interval where d lies within CENTRAL_Z standard deviations of what
 * that split makes. */
#include "core/hum.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

/* Chosen with tests/bench/crowd.c: where powers are drawn as above it covers 96 % of pairs, in
 * rooms with tails 93.5 %, and a claim that more people hummed is right in 96 %, equal camps, where
 * every claim is wrong, among them. */
static const double CENTRAL_Z = 2.05;
static const double NORMAL_95 = 1.959964;

enum { SPLITS_MAX = 2000 };

static const struct {
    double people, mean_db, sd_db;
} crowd[] = {
    {1, -1.179, 6.090},  {2, 0.425, 4.589},  {3, 1.066, 3.894},  {4, 1.416, 3.466},
    {6, 1.813, 2.948},   {8, 2.036, 2.629},  {10, 2.171, 2.398}, {15, 2.377, 2.034},
    {20, 2.490, 1.798},  {30, 2.602, 1.511}, {50, 2.701, 1.209}, {100, 2.786, 0.886},
    {200, 2.830, 0.639},
};

enum { CROWD_ROWS = sizeof crowd / sizeof crowd[0] };

/* What n people hum: mean and standard deviation of the level in dB, re one person of median level.
 */
static void crowd_level(double n, double *mean_db, double *sd_db)
{
    const double level = 10 * log10(n);
    if (n >= crowd[CROWD_ROWS - 1].people) {
        const double s = 5 * log(10) / 10;
        *mean_db = level + crowd[CROWD_ROWS - 1].mean_db;
        *sd_db = 10 / log(10) * sqrt(log(1 + (exp(s * s) * 1.5 - 1) / n));
        return;
    }
    size_t i = 1;
    while (crowd[i].people < n)
        i++;
    const double at = log(n / crowd[i - 1].people) / log(crowd[i].people / crowd[i - 1].people);
    *mean_db = level + crowd[i - 1].mean_db + at * (crowd[i].mean_db - crowd[i - 1].mean_db);
    *sd_db = exp(log(crowd[i - 1].sd_db) + at * log(crowd[i].sd_db / crowd[i - 1].sd_db));
}

static int32_t to_mb(double rounded)
{
    return (int32_t)fmax(-100000, fmin(100000, rounded));
}

/* The ratios of people, in dB, that may make a difference of d_db measured with an error of
 * error_db (one sd). at_least: the difference is d_db or more, because one side is hidden by the
 * noise; then there is no upper end. */
static void people_interval(uint32_t people, double d_db, double error_db, bool at_least,
                            int32_t *low_mb, int32_t *high_mb)
{
    const double total = people < 2 ? 2 : people;
    const int splits = (int)fmin(total, SPLITS_MAX);
    double low = 10 * log10(splits - 1), high = -low;
    for (int k = 1; k < splits; k++) {
        const double more = total * k / splits, fewer = total - more;
        double mean_more, sd_more, mean_fewer, sd_fewer;
        crowd_level(more, &mean_more, &sd_more);
        crowd_level(fewer, &mean_fewer, &sd_fewer);
        const double off = (d_db - (mean_more - mean_fewer)) /
                           sqrt(sd_more * sd_more + sd_fewer * sd_fewer + error_db * error_db);
        if (off > CENTRAL_Z || (!at_least && off < -CENTRAL_Z))
            continue;
        const double ratio = 10 * log10(more / fewer);
        low = fmin(low, ratio);
        high = fmax(high, ratio);
    }
    if (high < low) /* further apart than any split explains */
        low = high = d_db > 0 ? 10 * log10(splits - 1) : -10 * log10(splits - 1);
    /* outwards, so that a split on the edge stays inside */
    *low_mb = to_mb(floor(100 * low));
    *high_mb = at_least ? LEVEL_NONE_MB : to_mb(ceil(100 * high));
}

static double square(double x)
{
    return x * x;
}

static void compare_heard(const struct hum *louder, const struct hum *quieter, uint32_t people,
                          struct pair *out)
{
    const double d = louder->hum_mb - quieter->hum_mb;
    const double below = sqrt(square(louder->hum_mb - louder->hum_low_mb) +
                              square(quieter->hum_high_mb - quieter->hum_mb));
    const double above = sqrt(square(louder->hum_high_mb - louder->hum_mb) +
                              square(quieter->hum_mb - quieter->hum_low_mb));
    out->difference_mb = (int32_t)d;
    out->sound_low_mb = to_mb(floor(d - below));
    out->sound_high_mb = to_mb(ceil(d + above));
    out->sound_distinct = out->sound_low_mb > 0;
    people_interval(people, d / 100, (below + above) / 2 / 100 / NORMAL_95, false, &out->low_mb,
                    &out->high_mb);
    out->distinct = out->low_mb > 0;
}

/* One side is silent: its hum is at most what would just have been seen. */
static void compare_with_silence(const struct hum *louder, const struct hum *silent,
                                 uint32_t people, struct pair *out)
{
    if (silent->limit_mb == LEVEL_NONE_MB)
        return; /* too short to say what it could have hidden */
    const double low = louder->hum_low_mb - silent->limit_mb;
    const double error_db = (louder->hum_mb - louder->hum_low_mb) / 100.0 / NORMAL_95;
    out->sound_low_mb = to_mb(low);
    out->sound_distinct = out->sound_low_mb > 0;
    people_interval(people, (louder->hum_mb - silent->limit_mb) / 100.0, error_db, true,
                    &out->low_mb, &out->high_mb);
    out->distinct = out->low_mb > 0;
}

bool hum_compare(const struct hum *first, uint32_t first_number, const struct hum *second,
                 uint32_t second_number, uint32_t people, struct pair *out)
{
    if (first->void_reason != HUM_VALID || second->void_reason != HUM_VALID)
        return false;
    const uint32_t crowd_size = people > 0 ? people : HUM_PEOPLE_UNKNOWN;
    struct pair pair = {
        .first = first_number,
        .second = second_number,
        .louder = -1,
        .difference_mb = LEVEL_NONE_MB,
        .sound_low_mb = LEVEL_NONE_MB,
        .sound_high_mb = LEVEL_NONE_MB,
        .low_mb = LEVEL_NONE_MB,
        .high_mb = LEVEL_NONE_MB,
    };
    const bool second_louder = first->silent || (!second->silent && second->hum_mb > first->hum_mb);
    const struct hum *louder = second_louder ? second : first;
    const struct hum *quieter = second_louder ? first : second;
    if (!louder->silent && !quieter->silent)
        compare_heard(louder, quieter, crowd_size, &pair);
    else if (!louder->silent)
        compare_with_silence(louder, quieter, crowd_size, &pair);
    const bool equal = !louder->silent && !quieter->silent && pair.difference_mb == 0;
    if (!louder->silent && !equal)
        pair.louder = (int32_t)(second_louder ? second_number : first_number);
    *out = pair;
    return true;
}
