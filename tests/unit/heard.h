/* What a test pushes into an analyser, and what came out of it. */
#ifndef HUMROOM_TESTS_HEARD_H
#define HUMROOM_TESTS_HEARD_H

#include "tests/unit/unit.h"

#include "audio/analyser.h"
#include "tests/bench/chance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HUMS_MAX = 8, RATE = 16000 };

/* What came out of an analyser. */
struct catch
{
    struct hum hums[HUMS_MAX];
    int count;
    int ended;
    int readings;
    struct reading last;
    int32_t loudest_mb;
};

static inline void take_hum(void *context, const struct hum *hum)
{
    struct catch *h = context;
    assert_true(h->count < HUMS_MAX);
    memcpy(&h->hums[h->count++], hum, sizeof *hum);
}

static inline void take_end(void *context, uint32_t window, int64_t end_frame)
{
    (void)window;
    (void)end_frame;
    ((struct catch *)context)->ended++;
}

static inline void take_reading(void *context, const struct reading *reading)
{
    struct catch *h = context;
    h->last = *reading;
    h->readings++;
    if (reading->level_mb > h->loudest_mb)
        h->loudest_mb = reading->level_mb;
}

static inline struct analyser *make(int32_t rate_hz, int32_t channels, struct catch *h)
{
    memset(h, 0, sizeof *h);
    h->loudest_mb = LEVEL_SILENT_MB;
    const struct analyser_output output = {h, take_reading, take_end, take_hum};
    struct analyser *a = NULL;
    assert_int_equal(analyser_create(rate_hz, channels, &output, &a), STATUS_OK);
    return a;
}

/* White noise of a level in dB over all frequencies. */
static inline float *noise_of(uint64_t seed, int32_t rate_hz, double seconds, double db,
                              size_t *frames)
{
    struct chance c = {seed};
    *frames = (size_t)(rate_hz * seconds);
    float *x = malloc(*frames * sizeof *x + 1);
    assert_non_null(x);
    for (size_t i = 0; i < *frames; i++)
        x[i] = (float)(pow(10, db / 20) * chance_between(&c, -1.7320508, 1.7320508));
    return x;
}

static inline float *noise(int32_t rate_hz, double seconds, double db, size_t *frames)
{
    return noise_of(42, rate_hz, seconds, db, frames);
}

static inline void add_tone(float *x, int32_t rate_hz, double from_s, double until_s, double hz,
                            double peak)
{
    const double ramp = 0.1 * rate_hz;
    const size_t from = (size_t)(from_s * rate_hz), until = (size_t)(until_s * rate_hz);
    for (size_t i = from; i < until; i++) {
        const double edge = fmin((double)(i - from), (double)(until - i)) / ramp;
        x[i] += (float)(peak * fmin(1, edge) * sin(2 * M_PI * hz * (double)i / rate_hz));
    }
}

/* Pushes x in cuts of 1 .. cut_max frames, with a window of length_s at start_s. */
static inline void run(struct analyser *a, const float *x, size_t frames, int32_t rate_hz,
                       double start_s, double length_s, size_t cut_max, uint64_t seed)
{
    struct chance c = {seed};
    const size_t start = (size_t)(start_s * rate_hz);
    for (size_t at = 0; at < frames;) {
        if (at == start)
            analyser_start(a, 7, (int64_t)(length_s * rate_hz));
        size_t count = cut_max <= 1 ? 1 : 1 + (size_t)chance_below(&c, (int)cut_max);
        if (at < start && count > start - at)
            count = start - at;
        if (count > frames - at)
            count = frames - at;
        analyser_push(a, x + at, count);
        at += count;
    }
}

/* A window of 5 s at 6 s in 14 s of noise at noise_db (of which 900 Hz of the whole band count), a
 * tone inside it. */
static inline struct hum measure(int32_t rate_hz, double hz, double peak, double noise_db)
{
    struct catch h;
    struct analyser *a = make(rate_hz, 1, &h);
    size_t frames;
    float *x = noise(rate_hz, 14, noise_db, &frames);
    if (peak > 0)
        add_tone(x, rate_hz, 6.5, 10.5, hz, peak);
    run(a, x, frames, rate_hz, 6, 5, 4096, 1);
    assert_int_equal(h.count, 1);
    assert_int_equal(h.ended, 1);
    analyser_free(a);
    free(x);
    return h.hums[0];
}

static inline void assert_near(int32_t got, int32_t want, int32_t within)
{
    if (abs(got - want) > within)
        print_message("got %d, want %d +- %d\n", got, want, within);
    assert_true(abs(got - want) <= within);
}

#endif
