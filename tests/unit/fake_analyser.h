/* Stands in for audio/analyser.c: it keeps the contract of windows and frames, and measures
 * nothing. A hum is given 2.5 s after its window's end; its trace_count is 0, its loudness_mb is
 * the window's length in frames, and its scatter_mb a hundred times the sum of the weights that
 * were told, so that a test can see what it was made of. Include it in one
 * test; the linker then leaves the real one out. */
#ifndef HUMROOM_TESTS_FAKE_ANALYSER_H
#define HUMROOM_TESTS_FAKE_ANALYSER_H

#include "tests/unit/unit.h"

#include "audio/analyser.h"

#include <stdbool.h>
#include <stdlib.h>

enum fake_phase { FAKE_NONE, FAKE_RUNNING, FAKE_CHECKING };

struct analyser {
    struct analyser_output output;
    int32_t rate_hz;
    int64_t frames;
    uint32_t lost;
    double weights;
    enum fake_phase phase;
    struct hum hum;
    int64_t until; /* the phase is over at this frame */
};

enum status analyser_create(int32_t rate_hz, int32_t channels, const struct analyser_output *output,
                            struct analyser **out)
{
    assert_in_range(channels, 1, ANALYSER_CHANNELS_MAX);
    struct analyser *a = calloc(1, sizeof *a);
    assert_non_null(a);
    a->output = *output;
    a->rate_hz = rate_hz;
    *out = a;
    return STATUS_OK;
}

void analyser_weigh(struct analyser *a, int32_t channel, double weight)
{
    assert_int_equal(a->frames, 0);
    (void)channel;
    a->weights += weight;
}

void analyser_free(struct analyser *a)
{
    free(a);
}

static void fake_hum(struct analyser *a, enum hum_void why)
{
    a->phase = FAKE_NONE;
    a->hum.void_reason = why;
    a->output.hum(a->output.context, &a->hum);
}

void analyser_end(struct analyser *a)
{
    if (a->phase != FAKE_RUNNING)
        return;
    a->phase = FAKE_CHECKING;
    a->until = a->frames + a->rate_hz * 5 / 2;
    a->hum.end_frame = a->frames;
    a->hum.loudness_mb = (int32_t)(a->hum.end_frame - a->hum.start_frame);
    a->hum.scatter_mb = (int32_t)(100 * a->weights + 0.5);
    a->output.window_ended(a->output.context, a->hum.window, a->frames);
}

void analyser_start(struct analyser *a, uint32_t window, int64_t length_frames)
{
    analyser_end(a);
    if (a->phase == FAKE_CHECKING)
        fake_hum(a, HUM_VALID);
    a->hum = (struct hum){.window = window, .rate_hz = a->rate_hz, .start_frame = a->frames};
    a->phase = FAKE_RUNNING;
    a->until = a->frames + length_frames;
}

void analyser_void(struct analyser *a, enum hum_void why)
{
    if (a->phase != FAKE_NONE)
        fake_hum(a, why);
}

void analyser_push(struct analyser *a, const float *interleaved, size_t frames)
{
    (void)interleaved;
    for (; frames > 0; frames--) {
        if (a->phase == FAKE_RUNNING && a->frames == a->until)
            analyser_end(a);
        if (a->phase == FAKE_CHECKING && a->frames == a->until)
            fake_hum(a, HUM_VALID);
        a->frames++;
        struct reading r = {.frame = a->frames - a->rate_hz / 20, .lost_frames = a->lost};
        if (a->frames % (a->rate_hz / 20) == 0)
            a->output.reading(a->output.context, &r);
    }
}

void analyser_gap(struct analyser *a, uint64_t lost_frames)
{
    a->frames += (int64_t)lost_frames;
    a->lost += (uint32_t)lost_frames;
    analyser_void(a, HUM_VOID_GAP);
}

void analyser_finish(struct analyser *a)
{
    analyser_end(a);
    if (a->phase == FAKE_CHECKING)
        fake_hum(a, HUM_VALID);
}

#endif
