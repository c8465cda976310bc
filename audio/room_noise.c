#include "audio/room_noise.h"

#include "audio/kept.h"
#include "audio/rank.h"

#include <math.h>

enum {
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

/* In noise that scatters by this much, what is louder than the bound but not so many times as loud
 * as the mean (14 dB; talk to the room is more) may have been noise after all. */
static const double SCATTERED = 0.2;
static const double DOUBT_RATIO = 25;

/* No noise is steadier than Gaussian noise with the whole band's bandwidth, 900 Hz. */
static const double WANDER_MIN = 1 / 30.0;

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
    const double doubt_until =
        inside.scatter > SCATTERED ? fmin(ceiling, DOUBT_RATIO * inside.mean) : 0;
    out->scatter = inside.scatter;
    out->loudest = inside.loudest;
    for (int p = 0; p < NOISE_PARTS; p++)
        if (which & 1u << p) {
            out->part[p] = kept_find(&parts[p], bound, doubt_until);
            out->all = kept_both(out->all, out->part[p]);
        }
    return out->all.blocks >= NOISE_USABLE_MIN_BLOCKS;
}

/* Relative standard deviation of a mean over so many blocks, were half seconds independent. */
static double mean_error(double scatter, int32_t blocks)
{
    return scatter * sqrt((double)NOISE_RUN_BLOCKS / fmax(blocks, NOISE_RUN_BLOCKS));
}

static double mean_power(struct kept k)
{
    return k.blocks > 0 ? k.sum / k.blocks : 0;
}

/* Seconds are taken as independent of each other (means of batches: Conway 1963). That they
 * deviate from their own mean takes one of n away; that they overlap gives half as many again. */
static double wander(const struct kept *k, double half_seconds, double *freedom)
{
    const double power = mean_power(*k), count = (double)k->blocks / KEPT_ROW_BLOCKS;
    *freedom = fmax(2, 1.5 * count - 1);
    if (power <= 0)
        return 0;
    double variance = half_seconds * half_seconds / 2; /* nowhere a whole second of it in a row */
    if (k->means > KEPT_ROW_BLOCKS) {
        const double square = k->mean_squares / k->means - 2 * power * k->mean_sum / k->means;
        variance = fmax(0, square / (power * power) + 1) / fmax(1 - 1 / count, 0.2);
    }
    return fmax(WANDER_MIN, sqrt(variance));
}

static double doubt(const struct kept *k)
{
    if (k->sum <= 0 || k->doubtful == 0)
        return 0;
    const double with = (k->sum + k->doubtful_sum) / (k->blocks + k->doubtful);
    return fmax(0, log(with / mean_power(*k)));
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
        .doubt = doubt(&e->all),
        .usable_blocks = e->all.blocks,
    };
    out->wander = wander(&e->all, e->scatter, &out->freedom);
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
        out->wander = fmax(wander(before, e->scatter, &out->freedom),
                           wander(after, e->scatter, &out->freedom));
        out->change = fabs(log(a / b)) / 2;
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
        chosen.all = kept_both(before.all, after.all);
        chosen.scatter = fmax(before.scatter, after.scatter);
        chosen.loudest = fmax(before.loudest, after.loudest);
    } else if (!any && !some_near) {
        return false;
    }
    finish(&chosen, out);
    return true;
}
