#include "audio/measurement.h"

#include "audio/band.h"
#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const double NORMAL_95 = 1.959964;
static const double DB_PER_NEPER = 4.342944819; /* 10 / ln 10 */

/* The errors of a hum's level that are not noise's, found with rooms whose levels are known
 * (tests/bench): where the stretch begins and ends, by the scatter of the level in it; and a rest.
 */
static const double STRETCH_ERROR = 0.7;
static const double LEAST_ERROR_DB = 0.03;
static const double UNDER = 2;    /* noise wanders: more than independent half seconds would */
static const double BLEND = 0.55; /* of hum and noise: they add in power only on average */

enum { SHORT_BLOCKS = 200, HUMS_ON_BLOCKS = 30 };

static void set_flag(struct hum *hum, enum flag flag)
{
    hum->flags |= 1u << flag;
}

void measurement_void(struct hum *hum, enum hum_void why)
{
    hum->void_reason = why;
    hum->silent = false;
    hum->onset_frame = hum->offset_frame = -1;
    hum->hum_mb = hum->hum_low_mb = hum->hum_high_mb = LEVEL_NONE_MB;
    hum->excess_mb = hum->interval_low_mb = hum->interval_high_mb = LEVEL_NONE_MB;
    hum->limit_mb = hum->scatter_mb = LEVEL_NONE_MB;
    hum->strength = STRENGTH_NONE;
    if (why == HUM_VOID_GAP)
        set_flag(hum, FLAG_GAP);
    if (why == HUM_VOID_NO_NOISE) {
        set_flag(hum, FLAG_NO_NOISE_ESTIMATE);
        hum->noise_mb = LEVEL_NONE_MB;
    }
}

static void make_trace(const struct window_powers *powers, struct hum *hum)
{
    enum { STEP = HUM_TRACE_STEP_MS * BLOCKS_PER_SECOND / 1000 };
    hum->trace_count = 0;
    for (int32_t i = 0; i + STEP <= powers->window_blocks && hum->trace_count < HUM_TRACE_MAX;
         i += STEP) {
        double sum = 0;
        for (int32_t k = 0; k < STEP; k++)
            sum += powers->window[i + k];
        hum->trace_mb[hum->trace_count++] = level_mb(sum / STEP);
    }
}

/* Silence is no plateau of 0.5 s whose power exceeds the noise by that and by 3 sigma. */
static double seen_from(const struct room_noise *noise)
{
    return noise->power * fmax(pow(10, HUM_SEEN_OVER_NOISE_MB / 1000.0), 1 + 3 * noise->scatter) +
           1e-12;
}

/* Bursts are no Gaussian noise: what is as short as they are, and no louder, is one of them. */
static bool is_burst(const struct room_noise *noise, const struct plateau *p)
{
    return p->offset - p->onset < SHORT_BLOCKS && p->power <= noise->power * (noise->loudest - 1);
}

static void make_silent(const struct room_noise *noise, double threshold, struct hum *hum)
{
    hum->silent = true;
    hum->onset_frame = hum->offset_frame = -1;
    hum->hum_mb = hum->hum_low_mb = hum->hum_high_mb = LEVEL_NONE_MB;
    hum->excess_mb = hum->interval_low_mb = hum->scatter_mb = LEVEL_NONE_MB;
    hum->interval_high_mb = level_mb(threshold - noise->power) - hum->noise_mb;
    hum->strength = STRENGTH_SILENCE;
}

/* Relative standard deviations: of the hum's power, and of the excess, in which the noise's error
 * appears twice. */
struct errors {
    double hum;
    double excess;
};

static struct errors find_errors(const struct room_noise *noise, const struct plateau *p)
{
    const double ratio = noise->power / p->power;
    const double seconds = (double)p->used / BLOCKS_PER_SECOND;
    const double under = UNDER * noise->scatter *
                         sqrt(0.5 / seconds); /* the noise during the hum, half seconds apart */
    const double stretch = STRETCH_ERROR * p->scatter * 0.2 / seconds;
    const double blend = BLEND * sqrt(ratio * 0.05 / seconds);
    const double own =
        hypot(hypot(stretch, blend), hypot(under * ratio, LEAST_ERROR_DB / DB_PER_NEPER));
    return (struct errors){
        .hum = hypot(own, noise->error * ratio),
        .excess = hypot(own, noise->error * (1 + ratio)),
    };
}

static int32_t half_width_mb(double relative)
{
    return (int32_t)ceil(100 * NORMAL_95 * DB_PER_NEPER * relative);
}

static void make_flags(const struct plateau *p, struct hum *hum)
{
    if (p->offset - p->onset < SHORT_BLOCKS)
        set_flag(hum, FLAG_SHORT);
    if (fabs(p->drift_db) > 3 || p->scatter > 1)
        set_flag(hum, FLAG_UNSTEADY);
}

static int64_t frame_of_block(const struct hum *hum, int32_t block)
{
    const int64_t at = hum->start_frame + (int64_t)block * hum->rate_hz / BLOCKS_PER_SECOND;
    return at < hum->end_frame ? at : hum->end_frame;
}

static void make_level(const struct room_noise *noise, const struct plateau *p, struct hum *hum)
{
    const struct errors errors = find_errors(noise, p);
    const int32_t width = half_width_mb(errors.hum), excess_width = half_width_mb(errors.excess);
    hum->onset_frame = frame_of_block(hum, p->onset);
    hum->offset_frame = frame_of_block(hum, p->offset);
    hum->hum_mb = level_mb(p->power);
    hum->hum_low_mb = hum->hum_mb - width;
    hum->hum_high_mb = hum->hum_mb + width;
    hum->excess_mb = hum->hum_mb - hum->noise_mb;
    hum->interval_low_mb = hum->excess_mb - excess_width;
    hum->interval_high_mb = hum->excess_mb + excess_width;
    hum->scatter_mb = (int32_t)lrint(100 * DB_PER_NEPER * p->scatter);
    hum->strength = strength_of_excess(hum->excess_mb);
    make_flags(p, hum);
}

/* Noise and plateau depend on each other: people may hum on after the window, and what is louder
 * than half the hum would stand out of it. So the plateau is first looked for above the noise
 * before it, and then both again. */
static bool find(const struct window_powers *powers, struct measurement_scratch *scratch,
                 struct room_noise *noise, struct plateau *plateau, bool *heard)
{
    struct noise_part early[NOISE_PARTS];
    memcpy(early, powers->noise, sizeof early);
    early[NOISE_AFTER].blocks = 0;
    bool known = room_noise_estimate(early, INFINITY, scratch->noise, noise) ||
                 room_noise_estimate(powers->noise, INFINITY, scratch->noise, noise);
    if (!known)
        return false;
    const bool first = plateau_find(powers->window, powers->window_blocks, noise->power,
                                    seen_from(noise), scratch->plateau, plateau);
    const double half = first ? plateau->power / 2 : INFINITY;
    const bool on = first && plateau->offset + HUMS_ON_BLOCKS > powers->window_blocks;
    known = room_noise_estimate(powers->noise, on ? half : INFINITY, scratch->noise, noise);
    struct room_noise under = *noise; /* what can hide under the hum */
    if (known && first && !on)
        (void)room_noise_estimate(powers->noise, half, scratch->noise, &under);
    *heard = known &&
             plateau_find(powers->window, powers->window_blocks, under.power, seen_from(&under),
                          scratch->plateau, plateau) &&
             !is_burst(noise, plateau);
    return known;
}

struct plateau measurement_make(const struct window_powers *powers,
                                struct measurement_scratch *scratch, struct hum *hum)
{
    assert(powers->window_blocks <= PLATEAU_BLOCKS_MAX);
    make_trace(powers, hum);
    hum->void_reason = HUM_VALID;
    /* whoever can check one of these takes it away again */
    hum->not_checked |= 1u << FLAG_GAIN_CHANGE | 1u << FLAG_SPEECH | 1u << FLAG_APPLAUSE |
                        1u << FLAG_FEW_VOICES | 1u << FLAG_FLOOR_SHIFT;
    if (powers->window_blocks < PLATEAU_SEEN_BLOCKS)
        set_flag(hum, FLAG_SHORT);
    struct room_noise noise;
    struct plateau plateau = {0};
    bool heard = false;
    const bool known = find(powers, scratch, &noise, &plateau, &heard);
    if (!known) {
        measurement_void(hum, HUM_VOID_NO_NOISE);
        return plateau;
    }
    hum->noise_mb = level_mb(noise.power);
    hum->limit_mb = powers->window_blocks < PLATEAU_SEEN_BLOCKS
                        ? LEVEL_NONE_MB
                        : level_mb(seen_from(&noise) - noise.power);
    if (heard)
        make_level(&noise, &plateau, hum);
    else
        make_silent(&noise, seen_from(&noise), hum);
    return plateau;
}
