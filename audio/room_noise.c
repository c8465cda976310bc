#include "audio/room_noise.h"

#include "audio/rank.h"

#include <math.h>

enum {
    DILATE_BEFORE =
        10, /* blocks next to what is left out: words begin and end softly, rooms have tails */
    DILATE_AFTER = 25,
    ROUNDS = 12,
    PLENTY = 600, /* blocks */
};

/* Half seconds at this quantile are noise, whatever else there is: the bound starts at FIRST_RATIO
 * times that (6 dB). */
static const double QUANTILE = 0.2;
static const double FIRST_RATIO = 4;
static const double SIGMAS = 12;
static const double RATIO_MIN = 2.5;
static const double RATIO_MAX = 8;
static const double RATIO_MAX_OF_LITTLE =
    6.5; /* with few seconds to go by, a burst is rather talk */
static const double STEADY = 0.3;

/* What is kept of one stretch. */
struct kept {
    int32_t blocks;
    double sum;
};

/* Mean and relative scatter of the half seconds at or below a bound. */
struct runs {
    double mean;
    double scatter;
    double loudest; /* relative, too */
};

static size_t collect_runs(const struct noise_part *part, float *out)
{
    if (part->blocks < NOISE_RUN_BLOCKS)
        return 0;
    double sum = 0;
    size_t made = 0;
    for (int32_t i = 0; i < part->blocks; i++) {
        sum += part->power[i];
        if (i >= NOISE_RUN_BLOCKS)
            sum -= part->power[i - NOISE_RUN_BLOCKS];
        if (i >= NOISE_RUN_BLOCKS - 1)
            out[made++] = (float)fmax(0, sum / NOISE_RUN_BLOCKS);
    }
    return made;
}

static struct runs runs_below(const float *run, size_t count, double bound)
{
    double sum = 0, squares = 0, loudest = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (run[i] <= bound) {
            sum += run[i];
            squares += (double)run[i] * run[i];
            loudest = run[i] > loudest ? run[i] : loudest;
            kept++;
        }
    if (kept == 0 || sum <= 0)
        return (struct runs){0};
    const double mean = sum / (double)kept;
    const double variance = fmax(0, squares / (double)kept - mean * mean);
    return (struct runs){.mean = mean, .scatter = sqrt(variance) / mean, .loudest = loudest / mean};
}

/* The bound that fits the scatter of what it lets through. */
static double find_bound(float *run, size_t count, double ceiling, struct runs *inside)
{
    const double most = count >= PLENTY ? RATIO_MAX : RATIO_MAX_OF_LITTLE;
    double bound = fmin(ceiling, FIRST_RATIO * rank_quantile(run, count, QUANTILE));
    *inside = runs_below(run, count, bound);
    for (int i = 0; i < ROUNDS; i++) {
        const double ratio = fmin(most, fmax(RATIO_MIN, 1 + SIGMAS * inside->scatter));
        const double wider = fmin(ceiling, inside->mean * ratio);
        if (wider <= bound)
            break;
        bound = wider;
        *inside = runs_below(run, count, bound);
    }
    return bound;
}

/* Sums the blocks that are in no half second above the bound, nor next to one. */
static struct kept keep(const struct noise_part *part, double bound)
{
    struct kept kept = {0};
    if (part->blocks < NOISE_RUN_BLOCKS)
        return kept;
    double run = 0;
    int32_t next = 0,
            free_from = 0; /* blocks before next are decided; none before free_from is kept */
    for (int32_t i = 0; i <= part->blocks; i++) {
        const bool end = i == part->blocks;
        if (!end) {
            run += part->power[i];
            if (i >= NOISE_RUN_BLOCKS)
                run -= part->power[i - NOISE_RUN_BLOCKS];
        }
        const bool hot = !end && i >= NOISE_RUN_BLOCKS - 1 && run > bound * NOISE_RUN_BLOCKS;
        /* a block is decided when no later half second can touch it */
        const int32_t safe = end ? part->blocks : i - NOISE_RUN_BLOCKS + 1 - DILATE_BEFORE;
        for (; next < safe; next++)
            if (next >= free_from) {
                kept.blocks++;
                kept.sum += part->power[next];
            }
        if (hot)
            free_from = i + 1 + DILATE_AFTER;
    }
    return kept;
}

struct estimate {
    struct kept part[NOISE_PARTS];
    struct kept all;
    double scatter;
    double loudest;
};

static bool estimate(const struct noise_part *parts, unsigned which, double ceiling, float *scratch,
                     struct estimate *out)
{
    size_t count = 0;
    for (int p = 0; p < NOISE_PARTS; p++)
        if (which & 1u << p)
            count += collect_runs(&parts[p], scratch + count);
    *out = (struct estimate){0};
    if (count == 0)
        return false;
    struct runs inside;
    const double bound = find_bound(scratch, count, ceiling, &inside);
    out->scatter = inside.scatter;
    out->loudest = inside.loudest;
    for (int p = 0; p < NOISE_PARTS; p++)
        if (which & 1u << p) {
            out->part[p] = keep(&parts[p], bound);
            out->all.blocks += out->part[p].blocks;
            out->all.sum += out->part[p].sum;
        }
    return out->all.blocks >= NOISE_USABLE_MIN_BLOCKS;
}

/* Relative standard deviation of a mean over so many blocks, were half seconds independent. */
static double mean_error(double scatter, int32_t blocks)
{
    return scatter * sqrt((double)NOISE_RUN_BLOCKS / fmax(blocks, NOISE_RUN_BLOCKS));
}

/* They are not: noise wanders over seconds, so a mean misses the one over minutes by more, and
 * bursts, once there are many, by less. The three figures fit what was seen on rooms whose noise is
 * known. */
static double forecast_error(double scatter, int32_t blocks)
{
    return hypot(0.11, 1.6 * mean_error(fmin(scatter, 0.6), blocks));
}

static double mean_power(struct kept k)
{
    return k.blocks > 0 ? k.sum / k.blocks : 0;
}

/* The noise may have changed: then one stretch, taken alone, keeps what the others' bound throws
 * away. */
static bool disagree(const struct kept *together, const struct estimate *alone)
{
    return alone->all.blocks >= NOISE_USABLE_MIN_BLOCKS && alone->scatter < STEADY &&
           together->blocks < alone->all.blocks / 2;
}

static void finish(const struct estimate *e, struct room_noise *out)
{
    *out = (struct room_noise){
        .power = mean_power(e->all),
        .scatter = e->scatter,
        .loudest = e->loudest,
        .error = forecast_error(e->scatter, e->all.blocks),
        .usable_blocks = e->all.blocks,
    };
    const struct kept *before = &e->part[NOISE_BEFORE], *after = &e->part[NOISE_AFTER];
    if (before->blocks < NOISE_USABLE_MIN_BLOCKS / 2 || after->blocks < NOISE_USABLE_MIN_BLOCKS / 2)
        return;
    const double b = mean_power(*before), a = mean_power(*after);
    if (a <= 0 || b <= 0)
        return;
    out->shift_db = 10 * log10(a / b);
    const double chance =
        hypot(mean_error(e->scatter, before->blocks), mean_error(e->scatter, after->blocks));
    out->shifted = fabs(log(a / b)) > 2.5 * hypot(chance, 0.1);
    if (out->shifted) { /* during the hum it was somewhere between the two */
        out->power = (a + b) / 2;
        out->error = hypot(out->error, fabs(a - b) / 2 / out->power);
    }
}

bool room_noise_estimate(const struct noise_part parts[NOISE_PARTS], double ceiling, float *scratch,
                         struct room_noise *out)
{
    enum { BEFORE = 1u << NOISE_BEFORE, AFTER = 1u << NOISE_AFTER, QUIET = 1u << NOISE_QUIET };
    struct estimate all, near, before, after;
    const bool any = estimate(parts, BEFORE | AFTER | QUIET, ceiling, scratch, &all);
    /* live there is only what was before: the same sum need not be done three times */
    bool some_near = any, some_before, some_after = false;
    near = all;
    if (parts[NOISE_QUIET].blocks > 0)
        some_near = estimate(parts, BEFORE | AFTER, ceiling, scratch, &near);
    before = near;
    some_before = some_near;
    if (parts[NOISE_AFTER].blocks > 0) {
        some_before = estimate(parts, BEFORE, ceiling, scratch, &before);
        some_after = estimate(parts, AFTER, ceiling, scratch, &after);
    }
    struct estimate chosen = all;
    const struct kept near_in_all = {
        .blocks = all.part[NOISE_BEFORE].blocks + all.part[NOISE_AFTER].blocks,
    };
    if (some_near && (!any || disagree(&near_in_all, &near)))
        chosen = near; /* the quiet was another noise */
    if (some_before && some_after &&
        (disagree(&chosen.part[NOISE_AFTER], &after) ||
         disagree(&chosen.part[NOISE_BEFORE], &before))) {
        chosen.part[NOISE_BEFORE] = before.all;
        chosen.part[NOISE_AFTER] = after.all;
        chosen.part[NOISE_QUIET] = (struct kept){0};
        chosen.all.blocks = before.all.blocks + after.all.blocks;
        chosen.all.sum = before.all.sum + after.all.sum;
        chosen.scatter = fmax(before.scatter, after.scatter);
        chosen.loudest = fmax(before.loudest, after.loudest);
    } else if (!any && !some_near) {
        return false;
    }
    finish(&chosen, out);
    return true;
}
