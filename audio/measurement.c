#include "audio/measurement.h"

#include "audio/band.h"
#include "audio/interval.h"
#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <string.h>

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
    hum->strength = hum->strength_high = STRENGTH_NONE;
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
    hum->interval_high_mb = hum->limit_mb == LEVEL_NONE_MB
                                ? LEVEL_NONE_MB
                                : level_mb(threshold - noise->power) - hum->noise_mb;
    hum->strength = hum->strength_high = STRENGTH_SILENCE;
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
    const struct interval interval = interval_find(noise, p);
    hum->onset_frame = frame_of_block(hum, p->onset);
    hum->offset_frame = frame_of_block(hum, p->offset);
    hum->hum_mb = level_mb(p->power);
    hum->hum_low_mb = hum->hum_mb - (int32_t)ceil(100 * interval.hum.below_db);
    hum->hum_high_mb = hum->hum_mb + (int32_t)ceil(100 * interval.hum.above_db);
    hum->excess_mb = hum->hum_mb - hum->noise_mb;
    hum->interval_low_mb = hum->excess_mb - (int32_t)ceil(100 * interval.excess.below_db);
    hum->interval_high_mb = hum->excess_mb + (int32_t)ceil(100 * interval.excess.above_db);
    hum->scatter_mb = (int32_t)lrint(1000 / log(10) * p->scatter);
    hum->strength = hum->strength_high = strength_of_excess(hum->excess_mb);
    make_flags(p, hum);
}

/* They hum to the window's end, and may hum after it: what is louder than half the hum is no noise.
 * That holds where noise is never so loud; a weaker hum cannot be told from it, and then only what
 * was before counts. */
static bool estimate_while_on(const struct window_powers *powers, const struct noise_part *early,
                              double half, struct measurement_scratch *scratch,
                              struct room_noise *noise)
{
    if (half < 4 * noise->power && room_noise_estimate(early, INFINITY, scratch->noise, noise))
        return true;
    return room_noise_estimate(powers->noise, half, scratch->noise, noise);
}

/* Noise and plateau depend on each other: people may hum on after the window, and what is louder
 * than half the hum would stand out of it. So the plateau is first looked for above the noise
 * before it, and then both again. */
enum found { FOUND_NO_NOISE, FOUND_SILENCE, FOUND_BURST, FOUND_HUM };

static enum found find(const struct window_powers *powers, struct measurement_scratch *scratch,
                       struct room_noise *noise, struct plateau *plateau)
{
    struct noise_part early[NOISE_PARTS];
    memcpy(early, powers->noise, sizeof early);
    early[NOISE_AFTER].blocks = 0;
    bool known = room_noise_estimate(early, INFINITY, scratch->noise, noise) ||
                 room_noise_estimate(powers->noise, INFINITY, scratch->noise, noise);
    if (!known)
        return FOUND_NO_NOISE;
    const bool first = plateau_find(powers->window, powers->window_blocks, noise->power,
                                    seen_from(noise), scratch->plateau, plateau);
    const double half = first ? plateau->power / 2 : INFINITY;
    const bool on = first && plateau->offset + HUMS_ON_BLOCKS > powers->window_blocks;
    known = on ? estimate_while_on(powers, early, half, scratch, noise)
               : room_noise_estimate(powers->noise, INFINITY, scratch->noise, noise);
    struct room_noise under = *noise; /* what can hide under the hum */
    if (known && first && !on)
        (void)room_noise_estimate(powers->noise, half, scratch->noise, &under);
    if (!known)
        return FOUND_NO_NOISE;
    if (!plateau_find(powers->window, powers->window_blocks, under.power, seen_from(&under),
                      scratch->plateau, plateau))
        return FOUND_SILENCE;
    return is_burst(noise, plateau) ? FOUND_BURST : FOUND_HUM;
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
    const enum found found = find(powers, scratch, &noise, &plateau);
    if (found == FOUND_NO_NOISE) {
        measurement_void(hum, HUM_VOID_NO_NOISE);
        return plateau;
    }
    /* a hum as short as the noise's bursts, and no louder, may be one of them */
    if (found == FOUND_BURST)
        hum->not_checked |= 1u << FLAG_SHORT;
    hum->noise_mb = level_mb(noise.power);
    hum->limit_mb = powers->window_blocks < PLATEAU_SEEN_BLOCKS
                        ? LEVEL_NONE_MB
                        : level_mb(seen_from(&noise) - noise.power);
    if (found == FOUND_HUM)
        make_level(&noise, &plateau, hum);
    else
        make_silent(&noise, seen_from(&noise), hum);
    return plateau;
}
