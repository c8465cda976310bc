#include "audio/checkup.h"

#include "audio/band.h"
#include "audio/level.h"
#include "audio/room_noise.h"
#include "audio/wide.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS_MAX = CHECK_SECONDS_MAX * BLOCKS_PER_SECOND,
    STEP_BLOCKS = 10,
    STEPS_MAX = BLOCKS_MAX / STEP_BLOCKS,
    SETTLE_BLOCKS = 20, /* of the filters */
    CHANNELS_MAX = 8,
    LOUD_STEPS = 5, /* half a second, for one who hums */
    QUIET_STEPS = 5,
    RECOVERED_STEPS = 20,
    AFTER_FROM = 3, /* steps behind the last loud one */
    AFTER_UNTIL = 8,
};

static const double LOUD = 10, QUIET = 2; /* powers over the room's noise */
static const double PILOT_MIN = 1e-10;    /* power of hiss that is more than that of 16 bits */
static const float FULL_SCALE = 0.999f;

struct checkup {
    int32_t rate_hz, channels;
    int32_t blocks; /* wanted */
    int32_t block;  /* being filled */
    size_t filled;  /* frames of it */
    size_t stride;
    float *samples; /* a channel after the other */
    bool clipped_block;
    float peak;
    int32_t clipped_blocks;
    uint64_t lost;
    struct band *band;
    bool has_hiss; /* the rate holds the band */
    struct wide *wide;
    float power[BLOCKS_MAX];
    float noise_scratch[NOISE_SCRATCH];
};

enum status checkup_create(int32_t rate_hz, int32_t channels, int32_t length_ms,
                           struct checkup **out)
{
    assert(channels >= 1 && channels <= CHANNELS_MAX);
    assert(length_ms >= CHECK_SECONDS_MIN * 1000 && length_ms <= CHECK_SECONDS_MAX * 1000);
    struct checkup *c = calloc(1, sizeof *c);
    if (c == NULL)
        return FAILED_NO_MEMORY;
    c->rate_hz = rate_hz;
    c->channels = channels;
    c->blocks = length_ms * BLOCKS_PER_SECOND / 1000;
    c->stride = (size_t)(rate_hz / BLOCKS_PER_SECOND + 1);
    c->samples = calloc(c->stride * (size_t)channels, sizeof *c->samples);
    c->has_hiss = rate_hz >= WIDE_HISS_RATE_HZ;
    enum status s = c->samples == NULL ? FAILED_NO_MEMORY
                                       : band_create(rate_hz, channels, c->stride, 1, &c->band);
    if (s == STATUS_OK)
        s = wide_create(rate_hz, channels, BLOCKS_MAX / WIDE_STEP_BLOCKS, &c->wide);
    if (s != STATUS_OK) {
        checkup_free(c);
        return s;
    }
    *out = c;
    return STATUS_OK;
}

void checkup_free(struct checkup *c)
{
    if (c == NULL)
        return;
    band_free(c->band);
    wide_free(c->wide);
    free(c->samples);
    free(c);
}

bool checkup_is_done(const struct checkup *c)
{
    return c->block == c->blocks;
}

/* ---- samples ---- */

static size_t block_length(const struct checkup *c)
{
    const int64_t from = (int64_t)c->block * c->rate_hz / BLOCKS_PER_SECOND;
    return (size_t)((int64_t)(c->block + 1) * c->rate_hz / BLOCKS_PER_SECOND - from);
}

static void finish_block(struct checkup *c)
{
    wide_push(c->wide, (uint64_t)c->block, true, c->samples, c->stride, c->filled);
    c->power[c->block] = (float)band_push(c->band, c->samples, c->stride, c->filled);
    c->clipped_blocks += c->clipped_block;
    c->clipped_block = false;
    c->filled = 0;
    c->block++;
}

static float take(struct checkup *c, float x)
{
    if (!isfinite(x)) {
        c->clipped_block = true;
        return 0;
    }
    const float size = fabsf(x);
    c->peak = fmaxf(c->peak, size);
    if (size < FULL_SCALE)
        return x;
    c->clipped_block = true;
    return x > 0 ? 1 : -1;
}

void checkup_push(struct checkup *c, const float *interleaved, size_t frames, uint64_t lost)
{
    c->lost += checkup_is_done(c) ? 0 : lost;
    const size_t channels = (size_t)c->channels;
    for (size_t f = 0; f < frames && !checkup_is_done(c); f++) {
        for (size_t i = 0; i < channels; i++)
            c->samples[i * c->stride + c->filled] = take(c, interleaved[f * channels + i]);
        if (++c->filled == block_length(c))
            finish_block(c);
    }
}

/* ---- figures ---- */

static double mean(const float *power, int32_t from, int32_t count)
{
    double sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += power[from + i];
    return count > 0 ? sum / count : 0;
}

static double loudest(const struct checkup *c)
{
    double most = 0;
    for (int32_t i = SETTLE_BLOCKS; i + NOISE_RUN_BLOCKS <= c->blocks; i += STEP_BLOCKS)
        most = fmax(most, mean(c->power, i, NOISE_RUN_BLOCKS));
    return most;
}

/* Of the last ten seconds at most. */
static bool find_noise(struct checkup *c, struct room_noise *out)
{
    const int32_t all = c->blocks - SETTLE_BLOCKS;
    const int32_t count = all < NOISE_BEFORE_BLOCKS ? all : NOISE_BEFORE_BLOCKS;
    const struct noise_part parts[NOISE_PARTS] = {
        [NOISE_BEFORE] = {.power = c->power + c->blocks - count, .blocks = count}};
    return room_noise_estimate(parts, INFINITY, c->noise_scratch, out);
}

/* ---- the gain ---- */

struct steps {
    int32_t count;
    bool loud[STEPS_MAX];
    bool quiet[STEPS_MAX];
    float pilot[STEPS_MAX];
};

static float pilot(const struct checkup *c, int32_t block)
{
    enum { PARTS = STEP_BLOCKS / WIDE_STEP_BLOCKS };
    struct wide_step parts[PARTS];
    wide_steps(c->wide, block / WIDE_STEP_BLOCKS, PARTS, parts);
    float sum = 0;
    for (int i = 0; i < PARTS; i++)
        sum += parts[i].power[WIDE_HISS];
    return sum / PARTS;
}

static void make_steps(const struct checkup *c, double noise, struct steps *s)
{
    const int32_t first = SETTLE_BLOCKS / STEP_BLOCKS;
    s->count = c->blocks / STEP_BLOCKS - first;
    for (int32_t k = 0; k < s->count; k++) {
        const double power = mean(c->power, (first + k) * STEP_BLOCKS, STEP_BLOCKS);
        s->pilot[k] = pilot(c, (first + k) * STEP_BLOCKS);
        s->loud[k] = power > LOUD * noise;
        s->quiet[k] = power < QUIET * noise;
    }
}

static int compare_floats(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* The median of the pilot over the steps that are chosen; how many these are. */
static double median(const struct steps *s, const bool *chosen, int32_t *count)
{
    float of[STEPS_MAX];
    *count = 0;
    for (int32_t k = 0; k < s->count; k++)
        if (chosen[k])
            of[(*count)++] = s->pilot[k];
    qsort(of, (size_t)*count, sizeof of[0], compare_floats);
    return *count > 0 ? of[*count / 2] : 0;
}

/* Steps since the last loud one; STEPS_MAX before the first. */
static int32_t since_loud(const struct steps *s, int32_t k)
{
    for (int32_t n = 0; n <= k; n++)
        if (s->loud[k - n])
            return n;
    return STEPS_MAX;
}

static double quiet_pilot(const struct steps *s, int32_t *count)
{
    bool before[STEPS_MAX] = {false}, later[STEPS_MAX] = {false};
    for (int32_t k = 0; k < s->count; k++) {
        before[k] = s->quiet[k] && since_loud(s, k) == STEPS_MAX;
        later[k] = s->quiet[k] && since_loud(s, k) > RECOVERED_STEPS;
    }
    const double pilot = median(s, before, count);
    return *count >= QUIET_STEPS ? pilot : median(s, later, count);
}

static double change_db(const struct steps *s, const bool *chosen, int32_t least, double quiet)
{
    int32_t count;
    const double pilot = median(s, chosen, &count);
    return count >= least && pilot > 0 ? 10 * log10(pilot / quiet) : 0;
}

static enum check_gain find_gain(const struct checkup *c, double noise, struct check *out)
{
    struct steps s;
    bool after[STEPS_MAX] = {false};
    int32_t quiet_count, loud = 0;
    if (!c->has_hiss)
        return GAIN_RATE;
    make_steps(c, noise, &s);
    for (int32_t k = 0; k < s.count; k++) {
        loud += s.loud[k];
        after[k] = since_loud(&s, k) >= AFTER_FROM && since_loud(&s, k) <= AFTER_UNTIL;
    }
    const double quiet = quiet_pilot(&s, &quiet_count);
    out->hiss_mb = quiet_count >= QUIET_STEPS ? level_mb(quiet) : LEVEL_NONE_MB;
    if (loud < LOUD_STEPS)
        return GAIN_NOTHING_LOUD;
    if (quiet_count < QUIET_STEPS)
        return GAIN_NOTHING_QUIET;
    if (quiet < PILOT_MIN)
        return GAIN_NO_HISS;
    const double during_db = change_db(&s, s.loud, LOUD_STEPS, quiet);
    const double after_db = change_db(&s, after, AFTER_UNTIL - AFTER_FROM, quiet);
    out->gain_mb = (int32_t)lrint(100 * fmin(during_db, after_db));
    return during_db <= -1.5 || after_db <= -1 ? GAIN_MOVES : GAIN_STEADY;
}

void checkup_result(struct checkup *c, struct check *out)
{
    assert(checkup_is_done(c));
    struct room_noise noise;
    *out = (struct check){
        .end = CHECK_DONE,
        .length_ms = c->blocks * 1000 / BLOCKS_PER_SECOND,
        .level_mb = level_mb(mean(c->power, SETTLE_BLOCKS, c->blocks - SETTLE_BLOCKS)),
        .loudest_mb = level_mb(loudest(c)),
        .peak_mb = level_mb((double)c->peak * c->peak),
        .noise_mb = LEVEL_NONE_MB,
        .hiss_mb = LEVEL_NONE_MB,
        .gain = c->has_hiss ? GAIN_NOTHING_QUIET : GAIN_RATE,
        .gain_mb = LEVEL_NONE_MB,
        .clipped_ms = c->clipped_blocks * 1000 / BLOCKS_PER_SECOND,
        .lost_frames = c->lost,
    };
    if (!find_noise(c, &noise))
        return;
    out->noise_mb = level_mb(noise.power);
    out->gain = find_gain(c, fmax(noise.power, 1e-12), out);
}
