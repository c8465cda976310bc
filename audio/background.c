#include "audio/background.h"

#include "audio/band.h"
#include "audio/rank.h"

#include <math.h>

enum {
    SECOND = WIDE_STEPS_PER_SECOND,
    TAIL = 8, /* from the offset until the hum's own tail has gone */
    AFTER_END = 26,
    AFTER_LEAST = 10,
    REST_SKIP = 16,
    PIECE = 14, /* 0.7 s */
    SECONDS_MAX = 2 * WIDE_BEFORE_STEPS / SECOND,
};

static const double LOW = 0.2, USUAL = 0.35, MEDIAN = 0.5, HISS = 0.3;
static const double HISS_LEAST_DB = -100; /* below is what 16 bits leave */
static const double HUM_GOES_ON_DB = 3;

/* Chosen on rooms made from voices and noises, with and without such devices. */
static const double DURING_DROP_DB = 1, DURING_BEYOND_DB = 0.5;
static const double AFTER_DROP_DB = 1, AFTER_BEYOND_DB = 0.4, SWINGS = 2;
/* Then a gain that gives way by 3 dB, and comes back within seconds, would be seen. */
static const double CHECKED_UNSTEADY_DB = 0.5, CHECKED_SWING_DB = 1.4;
static const double FADE_DB = 2, FADE_EACH_DB = 0.5, FADE_HISS_EACH_DB = 0.3,
                    FADE_FASTER_DB = 1; /* in 1.4 s; from one 0.7 s to the next */
static const double ATTACK_HISS_DB = 1, ATTACK_HUM_DB = 1.2, LOWER_DB = 2, GAVE_WAY_UNSTEADY_DB = 1;
static const double SHIFT_WEAK_DB = 6, SHIFT_OF_WEAK_DB = 2, SHIFT_DB = 3, SHIFT_BEYOND_DB = 1.5;

static double level_db(const float *power, int32_t begin, int32_t end)
{
    double sum = 0;
    for (int32_t i = begin; i < end; i++)
        sum += power[i];
    return 10 * log10(fmax(sum / (end - begin), 1e-14));
}

/* Least and most level of a second before, that band alone. */
static double least_second(const struct wide_around *a, int band, double share)
{
    double least = INFINITY;
    for (int32_t i = 0; i + SECOND <= a->before; i += SECOND / 2)
        least = fmin(least, wide_quantile_db(a, i, i + SECOND, band, share));
    return least;
}

static double most_second(const struct wide_around *a, int band, double share)
{
    double most = -INFINITY;
    for (int32_t i = 0; i + SECOND <= a->before; i += SECOND / 4)
        most = fmax(most, wide_quantile_db(a, i, i + SECOND, band, share));
    return most;
}

static double least_of(const double *level_db)
{
    double least = INFINITY;
    for (int band = WIDE_MID; band < WIDE_BANDS; band++)
        least = fmin(least, level_db[band]);
    return least;
}

static double most_of(const double *level_db)
{
    double most = -INFINITY;
    for (int band = 0; band < WIDE_BANDS; band++)
        most = fmax(most, level_db[band]);
    return most;
}

static double mean_of(const double *level_db)
{
    double sum = 0;
    for (int band = 0; band < WIDE_BANDS; band++)
        sum += level_db[band];
    return sum / WIDE_BANDS;
}

/* What the noise does by itself. The last second and a half are the chair's "hum now": a gain may
 * have given way to that already. */
static void find_before(const struct wide_around *a, struct background *b)
{
    const int32_t last = a->before >= 5 * SECOND   ? a->before - 3 * SECOND / 2
                         : a->before >= 3 * SECOND ? a->before - SECOND / 2
                                                   : a->before;
    double usual[WIDE_BANDS], sum = 0, squares = 0, below = 0;
    float means[SECONDS_MAX];
    size_t count = 0;
    for (int band = 0; band < WIDE_BANDS; band++)
        usual[band] = wide_quantile_db(a, 0, a->before, band, LOW);
    for (int32_t i = 0; i + SECOND <= last && count < SECONDS_MAX; i += SECOND / 2, count++) {
        double level[WIDE_BANDS];
        for (int band = 0; band < WIDE_BANDS; band++)
            level[band] = wide_quantile_db(a, i, i + SECOND, band, LOW) - usual[band];
        const double most = most_of(level);
        b->fell = fmin(b->fell, least_of(level));
        b->fell_all = fmin(b->fell_all, most);
        sum += most;
        squares += most * most;
        means[count] = (float)mean_of(level);
    }
    if (count == 0)
        return;
    const double n = (double)count, median = rank_quantile(means, count, 0.5);
    b->swing = sqrt(fmax(0, squares / n - sum / n * (sum / n)));
    for (size_t i = 0; i < count; i++)
        below += means[i] < median ? (means[i] - median) * (means[i] - median) : 0;
    b->unsteady = sqrt(below / n);
}

static void find_after(const struct wide_around *a, int32_t offset, struct background *b)
{
    const int32_t all = a->before + a->window + a->after, begin = offset + TAIL;
    const int32_t end = offset + AFTER_END < all ? offset + AFTER_END : all;
    b->after_heard = end - begin >= AFTER_LEAST && a->before >= SECOND;
    for (int band = 0; band < WIDE_BANDS && b->after_heard; band++) {
        const double before = wide_quantile_db(a, 0, a->before, band, LOW);
        b->after[band] = wide_quantile_db(a, begin, end, band, LOW) - before;
        b->after_median[band] = wide_quantile_db(a, begin, end, band, MEDIAN) -
                                wide_quantile_db(a, 0, a->before, band, MEDIAN);
    }
}

static void find_during(const struct plateau *p, const struct wide_around *a, struct background *b)
{
    const int32_t begin = a->before + p->begin / WIDE_STEP_BLOCKS;
    const int32_t end = a->before + p->end / WIDE_STEP_BLOCKS;
    b->during_heard = end - begin >= AFTER_LEAST && a->before >= SECOND;
    for (int band = 0; band < WIDE_BANDS && b->during_heard; band++)
        b->during[band] = wide_quantile_db(a, begin, end, band, LOW) -
                          wide_quantile_db(a, 0, a->before, band, LOW);
}

static void find_fade(const float *power, int32_t blocks, const struct plateau *p,
                      const struct wide_around *a, struct background *b)
{
    enum { BLOCKS = PIECE * WIDE_STEP_BLOCKS };
    b->fade_heard = p->begin + FADE_PIECES * BLOCKS <= blocks;
    if (!b->fade_heard)
        return;
    double hiss[FADE_PIECES], hum[FADE_PIECES];
    for (int i = 0; i < FADE_PIECES; i++) {
        const int32_t block = p->begin + i * BLOCKS;
        const int32_t step = a->before + p->begin / WIDE_STEP_BLOCKS + i * PIECE;
        hiss[i] = wide_quantile_db(a, step, step + PIECE, WIDE_HISS, HISS);
        hum[i] = level_db(power, block, block + BLOCKS);
    }
    for (int i = 0; i + 1 < FADE_PIECES; i++) {
        b->hiss_fade[i] = hiss[i + 1] - hiss[i];
        b->hum_fade[i] = hum[i + 1] - hum[i];
    }
}

static void find_shift(const struct plateau *p, const struct wide_around *a, int32_t offset,
                       struct background *b)
{
    const int32_t all = a->before + a->window + a->after;
    const int32_t over = a->before + a->window + TAIL;
    const int32_t begin = offset + REST_SKIP > over ? offset + REST_SKIP : over;
    if (all - begin < SECOND || a->before < SECOND)
        return;
    const double before = wide_quantile_db(a, 0, a->before, WIDE_LOW, USUAL);
    /* in either half: the chair may talk again in one of them */
    const int32_t middle = (begin + all) / 2;
    const double first = wide_quantile_db(a, begin, middle, WIDE_LOW, USUAL);
    const double second = wide_quantile_db(a, middle, all, WIDE_LOW, USUAL);
    const double lower = fmin(first, second), higher = fmax(first, second);
    const double rest = lower > before ? lower : higher < before ? higher : before;
    const bool on = offset + TAIL >= a->before + a->window; /* it hums to the window's end */
    if (on && rest > 10 * log10(fmax(p->power, 1e-14)) - HUM_GOES_ON_DB)
        return;
    b->rest_heard = true;
    b->shift = rest - before;
    b->shift_low = least_second(a, WIDE_LOW, USUAL) - before;
    b->shift_high = most_second(a, WIDE_LOW, USUAL) - before;
}

struct plateau background_of_silence(int32_t blocks)
{
    return (struct plateau){
        .offset = blocks - TAIL * WIDE_STEP_BLOCKS,
        .begin = blocks / 5,
        .end = blocks - blocks / 5,
        .power = INFINITY,
    };
}

struct background background_find(const float *power, int32_t blocks, const struct plateau *p,
                                  const struct wide_around *a)
{
    struct background b = {0};
    const int32_t offset = a->before + p->offset / WIDE_STEP_BLOCKS;
    b.hiss_heard =
        a->before >= SECOND && wide_quantile_db(a, 0, a->before, WIDE_HISS, HISS) > HISS_LEAST_DB;
    find_before(a, &b);
    find_during(p, a, &b);
    find_after(a, offset, &b);
    find_fade(power, blocks, p, a, &b);
    find_shift(p, a, offset, &b);
    return b;
}

/* A band is lower than before, and than in any second before; the hum itself is in the lowest. */
static bool fell_during(const struct background *b)
{
    return b->during_heard &&
           least_of(b->during) < fmin(-DURING_DROP_DB, b->fell - DURING_BEYOND_DB);
}

/* All bands are, by more than they swing by themselves and than in any second before. */
static bool fell_after(const struct background *b)
{
    const double drop = most_of(b->after);
    return b->after_heard && drop < -fmax(AFTER_DROP_DB, SWINGS * b->swing) &&
           drop < b->fell_all - AFTER_BEYOND_DB;
}

static double sum_of(const double *change)
{
    double sum = 0;
    for (int i = 0; i + 1 < FADE_PIECES; i++)
        sum += change[i];
    return sum;
}

/* The hum falls all the time, and its hiss with it: a gain moves both at once, voices that get
 * softer do not. And more slowly in the end, as an estimate that settles: a breath that runs out
 * falls faster and faster. */
static bool fades(const struct background *b)
{
    for (int i = 0; i + 1 < FADE_PIECES; i++)
        if (b->hum_fade[i] > -FADE_EACH_DB || b->hiss_fade[i] > -FADE_HISS_EACH_DB)
            return false;
    return sum_of(b->hum_fade) < -FADE_DB && sum_of(b->hiss_fade) < -FADE_DB &&
           b->hum_fade[FADE_PIECES - 2] > b->hum_fade[0] - FADE_FASTER_DB;
}

/* The hum began louder, its hiss too, and afterwards most bands are lower than before. */
static bool gave_way(const struct background *b)
{
    int lower = 0;
    for (int band = 0; band < WIDE_BANDS; band++)
        lower += b->after_median[band] < -fmax(LOWER_DB, SWINGS * b->swing);
    return b->unsteady <= GAVE_WAY_UNSTEADY_DB && sum_of(b->hiss_fade) < -ATTACK_HISS_DB &&
           sum_of(b->hum_fade) < -ATTACK_HUM_DB && lower >= WIDE_BANDS - 1;
}

bool background_gain_changed(const struct background *b)
{
    if (!b->hiss_heard)
        return false;
    return fell_during(b) || fell_after(b) ||
           (b->fade_heard && (fades(b) || (b->after_heard && gave_way(b))));
}

bool background_shows_gain(const struct background *b)
{
    return b->hiss_heard && b->during_heard && b->after_heard &&
           b->unsteady <= CHECKED_UNSTEADY_DB && b->swing <= CHECKED_SWING_DB;
}

bool background_shifted(const struct background *b, double excess_db)
{
    const double least = excess_db < SHIFT_WEAK_DB ? SHIFT_OF_WEAK_DB : SHIFT_DB;
    return b->rest_heard && (b->shift > fmax(least, b->shift_high + SHIFT_BEYOND_DB) ||
                             b->shift < fmin(-least, b->shift_low - SHIFT_BEYOND_DB));
}
