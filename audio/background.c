#include "audio/background.h"

#include "audio/band.h"

#include <math.h>

enum {
    SECOND = WIDE_STEPS_PER_SECOND,
    TAIL = 8, /* from the offset until the hum's own tail has gone */
    AFTER_END = 26,
    AFTER_LEAST = 10,
    REST_SKIP = 16,
    PIECE = 14, /* 0.7 s */
};

static const double LOW = 0.2, USUAL = 0.35, MEDIAN = 0.5, HISS = 0.3;
static const double HISS_LEAST_DB = -100; /* below is what 16 bits leave */
static const double HUM_GOES_ON_DB = 3;

/* Chosen on rooms made from voices and noises, with and without such devices. */
static const double GAIN_DROP_DB = 2, GAIN_BEYOND_DB = 0.5;
static const double FADE_DB = 2, FADE_EACH_DB = 0.5; /* in 1.4 s; from one 0.7 s to the next */
static const double ATTACK_HISS_DB = 1, ATTACK_HUM_DB = 1.2;
static const double SHIFT_WEAK_DB = 6, SHIFT_OF_WEAK_DB = 2, SHIFT_DB = 3, SHIFT_BEYOND_DB = 0.5;

static double level_db(const float *power, int32_t begin, int32_t end)
{
    double sum = 0;
    for (int32_t i = begin; i < end; i++)
        sum += power[i];
    return 10 * log10(fmax(sum / (end - begin), 1e-14));
}

static double least_second(const struct wide_around *a, int32_t end, int band, double share)
{
    double least = INFINITY;
    for (int32_t i = 0; i + SECOND <= end; i += SECOND / 2)
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

static void find_after(const struct wide_around *a, int32_t offset, struct background *b)
{
    const int32_t all = a->before + a->window + a->after, begin = offset + TAIL;
    const int32_t end = offset + AFTER_END < all ? offset + AFTER_END : all;
    b->after_heard = end - begin >= AFTER_LEAST && a->before >= SECOND;
    /* a gain is still low after the chair's talk just before the window */
    const int32_t calm = a->before >= 3 * SECOND ? a->before - SECOND / 2 : a->before;
    for (int band = 0; band < WIDE_BANDS; band++) {
        const double before = wide_quantile_db(a, 0, a->before, band, LOW);
        b->lowest[band] = least_second(a, calm, band, LOW) - before;
        if (!b->after_heard)
            continue;
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
    b->shift_low = least_second(a, a->before, WIDE_LOW, USUAL) - before;
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
    find_during(p, a, &b);
    find_after(a, offset, &b);
    find_fade(power, blocks, p, a, &b);
    find_shift(p, a, offset, &b);
    return b;
}

/* All bands from one on are lower than before, and than in any second before. */
static bool drops(const struct background *b, const double *level_db, int from)
{
    for (int band = from; band < WIDE_BANDS; band++)
        if (level_db[band] > -GAIN_DROP_DB || level_db[band] > b->lowest[band] - GAIN_BEYOND_DB)
            return false;
    return true;
}

static double sum_of(const double *change)
{
    double sum = 0;
    for (int i = 0; i + 1 < FADE_PIECES; i++)
        sum += change[i];
    return sum;
}

/* The hum falls all the time, and its hiss as well. */
static bool fades(const struct background *b)
{
    for (int i = 0; i + 1 < FADE_PIECES; i++)
        if (b->hum_fade[i] > -FADE_EACH_DB)
            return false;
    return sum_of(b->hum_fade) < -FADE_DB && sum_of(b->hiss_fade) < -FADE_DB;
}

/* The hum began louder, its hiss too, and afterwards most bands are lower than before. */
static bool gave_way(const struct background *b)
{
    int lower = 0;
    for (int band = 0; band < WIDE_BANDS; band++)
        lower += b->after_median[band] < -GAIN_DROP_DB;
    return sum_of(b->hiss_fade) < -ATTACK_HISS_DB && sum_of(b->hum_fade) < -ATTACK_HUM_DB &&
           lower >= WIDE_BANDS - 1;
}

bool background_gain_changed(const struct background *b)
{
    if (!b->hiss_heard)
        return false;
    /* the hum itself is in the lowest band */
    const bool lower = (b->during_heard && drops(b, b->during, WIDE_MID)) ||
                       (b->after_heard && drops(b, b->after, WIDE_LOW));
    return lower || (b->fade_heard && (fades(b) || (b->after_heard && gave_way(b))));
}

bool background_shifted(const struct background *b, double excess_db)
{
    const double least = excess_db < SHIFT_WEAK_DB ? SHIFT_OF_WEAK_DB : SHIFT_DB;
    return b->rest_heard && (b->shift > fmax(least, b->shift_high + SHIFT_BEYOND_DB) ||
                             b->shift < fmin(-least, b->shift_low - SHIFT_BEYOND_DB));
}
