/* The last seconds of a stream above the hum band: what shows that a sound is no hum, and the hiss
 * that shows that a device changes its gain.
 *
 * Of every 50 ms the first 20 are transformed and their power is kept by bands, the mean over
 * channels; that is enough for means over a second and costs little. */
#ifndef HUMROOM_AUDIO_WIDE_H
#define HUMROOM_AUDIO_WIDE_H

#include "core/hum.h"
#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WIDE_LOW,  /* 100 to 1000 Hz, for comparison */
    WIDE_MID,  /* 1000 to 2000 Hz */
    WIDE_HIGH, /* 2000 to 7000 Hz, or to 0.45 of the rate */
    WIDE_HISS, /* 4000 to 7500 Hz; none at rates below WIDE_HISS_RATE_HZ */
    WIDE_BANDS,

    WIDE_HISS_RATE_HZ = 16000,
    WIDE_STEP_BLOCKS = 5,
    WIDE_STEPS_PER_SECOND = 20,
};

struct wide;

struct wide_step {
    float power[WIDE_BANDS]; /* all 0: not heard */
};

/* Steps around a window: `before` of them end where it begins, `window` lie in it, `after` follow.
 */
struct wide_around {
    const struct wide_step *step;
    int32_t before;
    int32_t window;
    int32_t after;
};

enum {
    WIDE_BEFORE_STEPS = 200, /* 10 s */
    WIDE_AFTER_STEPS = 50,
    WIDE_AROUND_STEPS =
        WIDE_BEFORE_STEPS + HUM_SECONDS_MAX * WIDE_STEPS_PER_SECOND + WIDE_AFTER_STEPS,
};

/* Of what was heard in steps [begin, end), of all that surround a window, the quantile of a band in
 * dB; -140 where nothing was. */
double wide_quantile_db(const struct wide_around *a, int32_t begin, int32_t end, int band,
                        double share);

/* Keeps `steps` steps. */
CHECKED enum status wide_create(int32_t rate_hz, int32_t channels, size_t steps, struct wide **out);
void wide_free(struct wide *w);
size_t wide_bytes(const struct wide *w);

/* One block of 10 ms, whose number since the stream began is given; numbers may skip upwards. Calm:
 * nobody is asked to hum, nor was half a second ago. */
void wide_push(struct wide *w, uint64_t block, bool calm, const float *samples, size_t stride,
               size_t count);

/* Copies steps first .. first + count (step s begins with block s * WIDE_STEP_BLOCKS); what is not
 * kept, or was not heard as a whole, is 0. */
void wide_steps(const struct wide *w, int64_t first, int32_t count, struct wide_step *out);

/* The newest calm steps before a step, in order of time, at most `most`; half seconds of them that
 * are 6 dB louder than most (talk) are left out. Returns how many. */
int32_t wide_calm(const struct wide *w, int64_t before, int32_t most, struct wide_step *out);

#endif
