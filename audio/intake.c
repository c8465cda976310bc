#include "audio/intake.h"

#include "audio/ring.h"

#include <stdatomic.h>
#include <stdlib.h>

struct intake {
    struct ring *ring;

    /* audio callback */
    _Atomic uint64_t calls;

    /* listener */
    enum intake_state state;
    bool watched;    /* polled before */
    uint64_t seen;   /* calls at the last poll */
    int64_t seen_us; /* when they last changed */
};

enum status intake_create(int32_t channels, size_t frames, struct intake **out)
{
    struct intake *in = calloc(1, sizeof *in);
    if (in == NULL)
        return FAILED_NO_MEMORY;
    enum status s = ring_create(channels, frames, &in->ring);
    if (s != STATUS_OK) {
        intake_free(in);
        return s;
    }
    *out = in;
    return STATUS_OK;
}

void intake_free(struct intake *in)
{
    if (in == NULL)
        return;
    ring_free(in->ring);
    free(in);
}

void intake_take(struct intake *in, enum intake_news news, const float *interleaved, size_t frames)
{
    switch (news) {
    case INTAKE_AFTER_LOSS:
        ring_gap(in->ring, 1);
        ring_push(in->ring, interleaved, frames);
        break;
    case INTAKE_FRAMES:
        ring_push(in->ring, interleaved, frames);
        break;
    case INTAKE_NO_FRAMES:
        ring_gap(in->ring, frames);
        break;
    }
    atomic_fetch_add_explicit(&in->calls, 1, memory_order_relaxed);
}

size_t intake_read(struct intake *in, float *interleaved, size_t frames, uint64_t *lost)
{
    return ring_pop(in->ring, interleaved, frames, lost);
}

enum intake_state intake_poll(struct intake *in, int64_t now_us)
{
    uint64_t calls = atomic_load_explicit(&in->calls, memory_order_relaxed);
    if (in->state == INTAKE_LOST)
        return INTAKE_LOST;
    if (calls != in->seen) {
        in->state = INTAKE_RUNNING;
        in->seen = calls;
        in->seen_us = now_us;
    } else if (!in->watched) {
        in->seen_us = now_us;
    } else if (now_us - in->seen_us >
               (in->state == INTAKE_RUNNING ? INTAKE_AGE_MAX_US : INTAKE_FIRST_MAX_US)) {
        in->state = INTAKE_LOST;
    }
    in->watched = true;
    return in->state;
}
