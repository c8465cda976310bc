#include "audio/plateau.h"

#include "audio/rank.h"

#include <assert.h>
#include <math.h>

enum {
    SMOOTH = 10,     /* blocks: 100 ms */
    SETTLE = 40,     /* from 0.7 of the plateau to everybody and the room's tail full */
    FIRST_STOP = 20, /* from the first stop to 0.7 of the plateau */
    REGION_PAD = 30,
    SLOPE_MAX = 35,
    JOIN = 70,
    BURSTS_MAX = 2,
};

static const double CROSSING = 0.7;
static const double BURST = 4; /* 6 dB above four fifths of the stretch: a cough, a door */
static const double BURST_SHARE_MAX = 0.25;

struct span {
    int32_t begin;
    int32_t end;
};

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static double mean(const float *power, int32_t begin, int32_t end)
{
    double sum = 0;
    for (int32_t i = begin; i < end; i++)
        sum += power[i];
    return end > begin ? sum / (end - begin) : 0;
}

/* Mean of SMOOTH blocks around each block, fewer at the ends. */
static void smooth(const float *power, int32_t blocks, float *out)
{
    for (int32_t i = 0; i < blocks; i++)
        out[i] = (float)mean(power, most(0, i - SMOOTH / 2), least(blocks, i + SMOOTH / 2));
}

/* Half a second is part of a plateau when its mean and, so that a knock is none, its median exceed
 * the noise. */
static bool is_seen(const float *power, int32_t at, double noise, double seen_from)
{
    enum { PIECE = 5, PIECES = PLATEAU_SEEN_BLOCKS / PIECE };
    if (mean(power, at, at + PLATEAU_SEEN_BLOCKS) <= seen_from)
        return false;
    int32_t above = 0;
    for (int32_t i = 0; i < PIECES; i++)
        above += mean(power, at + i * PIECE, at + (i + 1) * PIECE) > (noise + seen_from) / 2;
    return 2 * above > PIECES;
}

/* The longest run of half seconds above a level; runs that are at most `join` blocks apart are one.
 * *all: blocks in runs. */
static struct span longest_above(const float *power, int32_t blocks, double level, int32_t join,
                                 int32_t *all)
{
    struct span best = {0, 0}, now = {0, 0};
    double sum = 0;
    *all = 0;
    for (int32_t i = 0; i < blocks; i++) {
        sum += power[i];
        if (i >= PLATEAU_SEEN_BLOCKS)
            sum -= power[i - PLATEAU_SEEN_BLOCKS];
        if (i < PLATEAU_SEEN_BLOCKS - 1 || sum <= level * PLATEAU_SEEN_BLOCKS)
            continue;
        const int32_t middle = i - PLATEAU_SEEN_BLOCKS / 2;
        const bool same = *all > 0 && middle - now.end <= join;
        now = (struct span){same ? now.begin : middle, middle + 1};
        *all += 1;
        if (now.end - now.begin > best.end - best.begin)
            best = now;
    }
    return best;
}

static double quantile_of(const float *values, struct span s, double share, float *scratch)
{
    const int32_t count = s.end - s.begin;
    for (int32_t i = 0; i < count; i++)
        scratch[i] = values[s.begin + i];
    return rank_quantile(scratch, (size_t)count, share);
}

/* Where everybody hums: the longest stretch around the median of what is seen at all. */
static struct span find_region(const float *power, int32_t blocks, double noise, double seen_from,
                               float *scratch, double *level)
{
    int32_t seen = 0;
    for (int32_t i = 0; i + PLATEAU_SEEN_BLOCKS <= blocks; i++)
        if (is_seen(power, i, noise, seen_from))
            scratch[seen++] = (float)mean(power, i, i + PLATEAU_SEEN_BLOCKS);
    if (seen == 0)
        return (struct span){0, 0};
    const double usual = rank_quantile(scratch, (size_t)seen, 0.5) - noise;
    *level = usual;
    int32_t all;
    const struct span region = longest_above(power, blocks, noise + usual / 4, 0, &all);
    if (2 * (region.end - region.begin) >= all)
        return region;
    /* one voice that swells and fades, again and again, is one hum */
    return longest_above(power, blocks, noise + usual / 4, JOIN, &all);
}

struct level {
    double sum;
    double squares;
    int32_t used;
    int32_t bursts;
};

/* Sums what is at or below a bound, and counts how often it is passed. */
static struct level sum_below(const float *power, const float *smoothed, struct span s,
                              double noise, double bound)
{
    struct level l = {0};
    bool above = false;
    for (int32_t i = s.begin; i < s.end; i++) {
        const bool was = above;
        above = smoothed[i] > bound;
        l.bursts += above && !was;
        if (above)
            continue;
        l.sum += power[i];
        l.squares += (smoothed[i] - noise) * (smoothed[i] - noise);
        l.used++;
    }
    return l;
}

static double mean_below(const float *power, const float *smoothed, struct span s, double bound)
{
    const struct level l = sum_below(power, smoothed, s, 0, bound);
    return l.used > 0 ? l.sum / l.used : 0;
}

/* A cough or a door is left out of the mean; what comes again and again, or takes long, is how they
 * hum. */
static void take_level(const float *power, const float *smoothed, double noise, float *scratch,
                       struct plateau *p)
{
    const struct span s = {p->begin, p->end};
    const double bound = noise + BURST * fmax(0, quantile_of(smoothed, s, 0.8, scratch) - noise);
    struct level l = sum_below(power, smoothed, s, noise, bound);
    const bool all = l.bursts > BURSTS_MAX || l.used < (1 - BURST_SHARE_MAX) * (s.end - s.begin);
    const double kept = all ? INFINITY : bound;
    if (all)
        l = sum_below(power, smoothed, s, noise, kept);
    p->used = l.used;
    p->power = l.sum / l.used - noise;
    p->scatter = sqrt(fmax(0, l.squares / l.used - p->power * p->power)) / fmax(p->power, 1e-30);
    const int32_t middle = (s.begin + s.end) / 2;
    const double first = mean_below(power, smoothed, (struct span){s.begin, middle}, kept) - noise;
    const double second = mean_below(power, smoothed, (struct span){middle, s.end}, kept) - noise;
    p->drift_db = first > 0 && second > 0 ? 10 * log10(second / first) : 0;
}

bool plateau_find(const float *power, int32_t blocks, double noise, double seen_from,
                  float *scratch, struct plateau *out)
{
    assert(blocks <= PLATEAU_BLOCKS_MAX);
    double level = 0;
    const struct span region = find_region(power, blocks, noise, seen_from, scratch, &level);
    if (region.end <= region.begin)
        return false;
    float smoothed[PLATEAU_BLOCKS_MAX];
    smooth(power, blocks, smoothed);
    const int32_t quarter = (region.end - region.begin) / 4;
    const struct span core = {region.begin + quarter, region.end - quarter};
    level = fmax(quantile_of(smoothed, core, 0.5, scratch) - noise, level / 4);

    const struct span wide = {most(0, region.begin - REGION_PAD),
                              least(blocks, region.end + REGION_PAD)};
    struct plateau p = {
        .onset = wide.begin, .offset = wide.end, .begin = wide.begin, .end = wide.end};
    while (p.onset < wide.end && smoothed[p.onset] - noise < level / 2)
        p.onset++;
    while (p.offset > wide.begin && smoothed[p.offset - 1] - noise < level / 2)
        p.offset--;
    while (p.begin < wide.end && smoothed[p.begin] - noise < CROSSING * level)
        p.begin++;
    while (p.end > wide.begin && smoothed[p.end - 1] - noise < CROSSING * level)
        p.end--;
    if (p.end <= p.begin || p.offset - p.onset < PLATEAU_SEEN_BLOCKS)
        return false;
    /* a voice that starts softly, or swells late, hums all the same */
    p.begin = least(p.begin, p.onset + SLOPE_MAX);
    p.end = most(p.end, p.offset - SLOPE_MAX);
    const int32_t whole = p.end - p.begin;
    p.begin += least(SETTLE, whole / 5);
    p.end -= least(FIRST_STOP, whole / 10);
    take_level(power, smoothed, noise, scratch, &p);
    if (p.power <= 0)
        return false;
    *out = p;
    return true;
}
