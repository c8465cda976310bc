#include "audio/wide.h"

#include "audio/rank.h"
#include "audio/spectrum.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STRETCHES_PER_SECOND = 50, NONE = -1, RUN = 10 };

static const double LOUD = 4, LOUD_QUANTILE = 0.4; /* 6 dB over */

struct range {
    size_t first;
    size_t end; /* exclusive */
};

struct kept {
    int64_t step; /* NONE: empty */
    bool calm;
    struct wide_step value;
};

struct wide {
    int32_t channels;
    size_t size;    /* samples of a stretch */
    float *stretch; /* channels of them */
    size_t at;      /* samples gathered of this step's */
    bool calm;      /* so far */
    uint64_t next;  /* the block that continues them */
    struct range band[WIDE_BANDS];
    struct periodogram *periodogram;
    size_t kept_max;
    struct kept *kept; /* a ring: step s is kept[s % kept_max] */
};

static void choose_bins(struct wide *w, double rate_hz)
{
    const double top = 0.45 * rate_hz;
    const double edges[WIDE_BANDS][2] = {
        [WIDE_LOW] = {100, 1000},
        [WIDE_MID] = {1000, 2000},
        [WIDE_HIGH] = {2000, fmin(7000, top)},
        [WIDE_HISS] = {4000, rate_hz >= WIDE_HISS_RATE_HZ ? 7500 : 4000},
    };
    const double bins_per_hz = (double)w->size / rate_hz;
    for (int b = 0; b < WIDE_BANDS; b++)
        w->band[b] = (struct range){
            .first = (size_t)lrint(edges[b][0] * bins_per_hz),
            .end = (size_t)lrint(edges[b][1] * bins_per_hz),
        };
}

enum status wide_create(int32_t rate_hz, int32_t channels, size_t steps, struct wide **out)
{
    struct wide *w = calloc(1, sizeof *w);
    if (w == NULL)
        return FAILED_NO_MEMORY;
    const enum status s =
        periodogram_create((size_t)(rate_hz / STRETCHES_PER_SECOND), &w->periodogram);
    if (s != STATUS_OK) {
        wide_free(w);
        return s;
    }
    w->channels = channels;
    w->size = periodogram_size(w->periodogram);
    w->kept_max = steps;
    w->at = w->size; /* nothing is gathered before a step begins */
    w->stretch = calloc(w->size * (size_t)channels, sizeof *w->stretch);
    w->kept = calloc(steps, sizeof *w->kept);
    if (w->stretch == NULL || w->kept == NULL) {
        wide_free(w);
        return FAILED_NO_MEMORY;
    }
    for (size_t i = 0; i < steps; i++)
        w->kept[i].step = NONE;
    choose_bins(w, rate_hz);
    *out = w;
    return STATUS_OK;
}

void wide_free(struct wide *w)
{
    if (w == NULL)
        return;
    periodogram_free(w->periodogram);
    free(w->stretch);
    free(w->kept);
    free(w);
}

size_t wide_bytes(const struct wide *w)
{
    return sizeof *w + periodogram_bytes(w->periodogram) +
           w->size * (size_t)w->channels * sizeof(float) + w->kept_max * sizeof *w->kept;
}

static struct wide_step transform(struct wide *w)
{
    struct wide_step step = {{0}};
    for (int32_t c = 0; c < w->channels; c++) {
        memcpy(periodogram_input(w->periodogram), w->stretch + (size_t)c * w->size,
               w->size * sizeof *w->stretch);
        const float *power = periodogram_run(w->periodogram);
        for (int b = 0; b < WIDE_BANDS; b++)
            for (size_t k = w->band[b].first; k < w->band[b].end; k++)
                step.power[b] += power[k] / (float)w->channels;
    }
    return step;
}

void wide_push(struct wide *w, uint64_t block, bool calm, const float *samples, size_t stride,
               size_t count)
{
    if (block % WIDE_STEP_BLOCKS == 0) {
        w->at = 0;
        w->calm = true;
    } else if (block != w->next)
        w->at = w->size;
    w->calm = w->calm && calm;
    w->next = block + 1;
    if (w->at == w->size)
        return;
    const size_t rest = w->size - w->at, taken = count < rest ? count : rest;
    for (int32_t c = 0; c < w->channels; c++)
        memcpy(w->stretch + (size_t)c * w->size + w->at, samples + (size_t)c * stride,
               taken * sizeof *samples);
    w->at += taken;
    if (w->at < w->size)
        return;
    const int64_t step = (int64_t)(block / WIDE_STEP_BLOCKS);
    w->kept[(size_t)step % w->kept_max] = (struct kept){step, w->calm, transform(w)};
}

void wide_steps(const struct wide *w, int64_t first, int32_t count, struct wide_step *out)
{
    for (int32_t i = 0; i < count; i++) {
        const int64_t step = first + i;
        const struct kept *k = &w->kept[(size_t)(step < 0 ? 0 : step) % w->kept_max];
        out[i] = step >= 0 && k->step == step ? k->value : (struct wide_step){{0}};
    }
}

static float run_mean(const struct wide_step *steps, int32_t count)
{
    float sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += steps[i].power[WIDE_LOW];
    return sum / (float)count;
}

static int32_t leave_out_loud(struct wide_step *steps, int32_t count)
{
    float runs[WIDE_BEFORE_STEPS / RUN];
    const int32_t whole = count / RUN;
    for (int32_t r = 0; r < whole; r++)
        runs[r] = run_mean(steps + r * RUN, RUN);
    if (whole == 0)
        return count;
    const double bound = LOUD * rank_quantile(runs, (size_t)whole, LOUD_QUANTILE);
    int32_t kept = 0;
    for (int32_t from = 0; from < count; from += RUN) {
        const int32_t in_run = count - from < RUN ? count - from : RUN;
        if (run_mean(steps + from, in_run) > bound)
            continue;
        memmove(steps + kept, steps + from, (size_t)in_run * sizeof *steps);
        kept += in_run;
    }
    return kept;
}

int32_t wide_calm(const struct wide *w, int64_t before, int32_t most, struct wide_step *out)
{
    assert(most <= WIDE_BEFORE_STEPS);
    int32_t count = 0;
    const int64_t oldest = before > (int64_t)w->kept_max ? before - (int64_t)w->kept_max : 0;
    for (int64_t step = before - 1; step >= oldest && count < most; step--) {
        const struct kept *k = &w->kept[(size_t)step % w->kept_max];
        if (k->step == step && k->calm)
            out[most - ++count] = k->value;
    }
    memmove(out, out + most - count, (size_t)count * sizeof *out);
    return leave_out_loud(out, count);
}

double wide_quantile_db(const struct wide_around *a, int32_t begin, int32_t end, int band,
                        double share)
{
    float values[WIDE_AROUND_STEPS];
    size_t count = 0;
    for (int32_t i = begin < 0 ? 0 : begin; i < end && i < a->before + a->window + a->after; i++)
        if (a->step[i].power[WIDE_LOW] > 0)
            values[count++] = a->step[i].power[band];
    const double power = count > 0 ? rank_quantile(values, count, share) : 0;
    return 10 * log10(fmax(power, 1e-14));
}
