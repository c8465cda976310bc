#include "tests/bench/fault.h"

#include "tests/bench/voice.h"

#include <assert.h>
#include <stdlib.h>

static const double AGC_TARGET_DB = -20, AGC_MOST_DB = 20, AGC_ATTACK_S = 0.2, AGC_RELEASE_S = 3;
static const double AGC_SEEN_DB = 3;
static const double FEW = 1.5, MANY = 4;
static const double SHIFT_LEAST_OVER_DB = 3; /* the hum over the other noise, or it is lost in it */

const char *fault_word(enum fault f)
{
    static const char *const words[FAULT_COUNT] = {
        "clean", "cough",      "door",        "unison", "short",    "clipped",
        "agc",   "suppressor", "floor-shift", "speech", "applause",
    };
    return words[f];
}

static const struct fault_row rows[] = {
    {FAULT_NONE, 1},   {FAULT_NONE, 3},       {FAULT_NONE, 10},       {FAULT_NONE, 30},
    {FAULT_NONE, 100}, {FAULT_COUGH, 30},     {FAULT_DOOR, 30},       {FAULT_UNISON, 30},
    {FAULT_SHORT, 30}, {FAULT_CLIPPED, 1},    {FAULT_CLIPPED, 30},    {FAULT_AGC, 3},
    {FAULT_AGC, 30},   {FAULT_SUPPRESSOR, 3}, {FAULT_SUPPRESSOR, 30}, {FAULT_SHIFT, 10},
    {FAULT_SHIFT, 30}, {FAULT_TALK, 1},       {FAULT_TALK, 3},        {FAULT_TALK, 10},
    {FAULT_CLAPS, 20}, {FAULT_CLAPS, 80},     {FAULT_CLAPS, 300},
};

int fault_rows(void)
{
    return (int)(sizeof rows / sizeof rows[0]);
}

struct fault_row fault_row(int row)
{
    return rows[row];
}

static uint32_t bit(enum flag f)
{
    return 1u << f;
}

/* Everything that may be said of a sound but these. */
static uint32_t all_but(uint32_t flags)
{
    return (bit(FLAG_NO_NOISE_ESTIMATE + 1) - 1) & ~flags;
}

static double power_of(const float *x, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)x[i] * x[i];
    return sum / (double)count;
}

static size_t at(const struct room_plan *plan, double seconds)
{
    return (size_t)((plan->hums[0].start_s + seconds) * plan->rate_hz);
}

/* Within the hum: a burst that rises at once, 15 dB over what is there. */
static void add_burst(struct chance *c, const struct room_plan *plan, double seconds, double cut_hz,
                      float *x)
{
    const size_t from = at(plan, chance_between(c, 1.5, 3.3));
    const size_t count = (size_t)(seconds * plan->rate_hz);
    const double keep = exp(-2 * M_PI * cut_hz / plan->rate_hz);
    const double level =
        sqrt(power_of(x + from, count) * pow(10, 1.5)) / sqrt((1 - keep) / (1 + keep));
    double low = 0;
    for (size_t i = 0; i < count; i++) {
        low = keep * low + (1 - keep) * chance_normal(c);
        x[from + i] += (float)(level * low * exp(-3 * (double)i / (double)count));
    }
}

static void clip(struct chance *c, const struct room_plan *plan, float *x, size_t count)
{
    float peak = 0;
    for (size_t i = at(plan, 0); i < at(plan, 5); i++)
        peak = fmaxf(peak, fabsf(x[i]));
    const float drive = 2 / peak, after = chance_below(c, 2) ? 1 : 0.4f;
    for (size_t i = 0; i < count; i++)
        x[i] = after * fminf(1, fmaxf(-1, drive * x[i]));
}

/* Returns by how much the gain was lower during the hum than before it. */
static double automatic_gain(const struct room_plan *plan, float *x, size_t count)
{
    const size_t block = (size_t)plan->rate_hz / 100;
    double gain_db = AGC_MOST_DB, before = 0, during = 0;
    int blocks_before = 0, blocks_during = 0;
    for (size_t i = 0; i + block <= count; i += block) {
        const double level = 10 * log10(power_of(x + i, block) + 1e-12);
        const double want = fmin(AGC_MOST_DB, fmax(0, AGC_TARGET_DB - level));
        const double time = want < gain_db ? AGC_ATTACK_S : AGC_RELEASE_S;
        gain_db += (want - gain_db) * (1 - exp(-0.01 / time));
        for (size_t k = 0; k < block; k++)
            x[i + k] *= (float)pow(10, gain_db / 20);
        if (i < at(plan, 0)) {
            before += gain_db;
            blocks_before++;
        } else if (i >= at(plan, 1) && i < at(plan, 4)) {
            during += gain_db;
            blocks_during++;
        }
    }
    return before / blocks_before - during / blocks_during;
}

static void suppress(struct chance *c, const struct room_plan *plan, float *x, size_t count)
{
    const double depth_db = chance_between(c, 10, 18), time_s = chance_between(c, 1, 2);
    const double from = plan->hums[0].start_s + 0.8, until = plan->hums[0].start_s + 4.4;
    for (size_t i = 0; i < count; i++) {
        const double t = (double)i / plan->rate_hz;
        const double fade = t < from ? 0 : 1 - exp(-(fmin(t, until) - from) / time_s);
        const double back = t < until ? 1 : exp(-(t - until) / 0.3);
        x[i] *= (float)pow(10, -depth_db * fade * back / 20);
    }
}

static void shift_noise(struct chance *c, struct room_plan *plan, float *x, size_t count)
{
    const size_t from = at(plan, 0);
    double *more = calloc(count - from, sizeof *more);
    assert(more != NULL);
    noise_make(c, (enum noise_kind)chance_below(c, NOISE_FAN + 1), plan->rate_hz, more,
               count - from);
    const double rise_db = chance_between(c, 6, 9);
    const double level = pow(10, plan->hums[0].noise_db / 20) * sqrt(pow(10, rise_db / 10) - 1);
    if (plan->hums[0].excess_db < rise_db + SHIFT_LEAST_OVER_DB)
        plan->must = 0;
    for (size_t i = from; i < count; i++)
        x[i] += (float)(level * more[i - from]);
    free(more);
}

/* What is wrong with the samples, and what must be said. */
static void apply(struct chance *c, enum fault f, struct room_plan *plan, float *x, size_t count)
{
    switch (f) {
    case FAULT_NONE:
    case FAULT_UNISON:
    case FAULT_SHORT:
    case FAULT_TALK:
    case FAULT_CLAPS:
    case FAULT_COUNT:
        return;
    case FAULT_COUGH:
        add_burst(c, plan, 0.25, 1500, x);
        return;
    case FAULT_DOOR:
        add_burst(c, plan, 0.3, 300, x);
        return;
    case FAULT_CLIPPED:
        clip(c, plan, x, count);
        return;
    case FAULT_AGC:
        if (automatic_gain(plan, x, count) < AGC_SEEN_DB)
            plan->must = 0;
        return;
    case FAULT_SUPPRESSOR:
        suppress(c, plan, x, count);
        return;
    case FAULT_SHIFT:
        shift_noise(c, plan, x, count);
        return;
    }
}

static void say(enum fault f, int people, struct room_plan *plan)
{
    /* one loud voice may be all that is heard of ten; and it swells and fades by itself */
    const double voices = plan->hums[0].voices;
    const uint32_t few = voices < FEW ? bit(FLAG_FEW_VOICES) : 0;
    const uint32_t may =
        (voices < MANY ? bit(FLAG_FEW_VOICES) : 0) | (people == 1 ? bit(FLAG_UNSTEADY) : 0);
    const uint32_t must[FAULT_COUNT] = {
        [FAULT_NONE] = few,
        [FAULT_COUGH] = few,
        [FAULT_DOOR] = few,
        [FAULT_UNISON] = bit(FLAG_FEW_VOICES),
        [FAULT_SHORT] = bit(FLAG_SHORT),
        [FAULT_CLIPPED] = bit(FLAG_CLIPPED),
        [FAULT_AGC] = bit(FLAG_GAIN_CHANGE),
        [FAULT_SUPPRESSOR] = bit(FLAG_GAIN_CHANGE),
        [FAULT_SHIFT] = bit(FLAG_FLOOR_SHIFT),
        [FAULT_TALK] = bit(FLAG_SPEECH),
        [FAULT_CLAPS] = bit(FLAG_APPLAUSE),
    };
    plan->levels_unknown = f >= FAULT_CLIPPED;
    plan->name = fault_word(f);
    plan->must = must[f];
    plan->must_not = f <= FAULT_DOOR    ? all_but(may)
                     : f == FAULT_TALK  ? bit(FLAG_APPLAUSE)
                     : f == FAULT_CLAPS ? bit(FLAG_SPEECH)
                                        : 0;
}

float *fault_make(struct chance *c, enum fault f, int people, double excess_db, int32_t rate_hz,
                  struct room_plan *plan, size_t *frames)
{
    *plan = (struct room_plan){
        .seed = chance_bits(c),
        .rate_hz = rate_hz,
        .noise = (enum noise_kind)chance_below(c, NOISE_PAPER + 1),
        /* a device's gain has something to do in a room that is not too quiet */
        .noise_dbfs = f == FAULT_AGC ? -45 : chance_between(c, -65, -45),
        .count = 1,
        .hums = {{
            .label = "for",
            .people = people,
            .sound = f == FAULT_UNISON  ? ROOM_UNISON
                     : f == FAULT_TALK  ? ROOM_TALK
                     : f == FAULT_CLAPS ? ROOM_CLAPS
                                        : ROOM_HUM,
            .hum_s = f == FAULT_SHORT ? 1.3 : 0,
            .levelled = true,
            .excess_db = excess_db,
        }},
    };
    float *x = room_make(plan, frames);
    say(f, people, plan);
    apply(c, f, plan, x, *frames);
    return x;
}
