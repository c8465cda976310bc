/* Where an audio callback leaves what it hears, and where the listener notices that nothing comes
 * any more. */
#ifndef HUMROOM_AUDIO_INTAKE_H
#define HUMROOM_AUDIO_INTAKE_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INTAKE_AGE_MAX_US = 400000, /* since the last callback; a loss must be noticed within 500 ms */
    INTAKE_FIRST_MAX_US = 5000000, /* until the first one: sound servers may take 2 s */
};

enum intake_state { INTAKE_WAITING, INTAKE_RUNNING, INTAKE_LOST };

/* What one callback brings. */
enum intake_news {
    INTAKE_FRAMES,     /* frames that follow the last ones */
    INTAKE_AFTER_LOSS, /* frames, and before them some were lost, nobody knows how many: counted as
                          one */
    INTAKE_NO_FRAMES,  /* as much time went by, but what it holds is not what the room sounded like:
                          all lost */
};

struct intake;

/* Room for `frames` frames that the listener has not taken yet. FAILED_NO_MEMORY. */
CHECKED enum status intake_create(int32_t channels, size_t frames, struct intake **out);
void intake_free(struct intake *in);

/* CONTEXT: audio callback. Wait-free: no lock, no allocation, no system call. */
void intake_take(struct intake *in, enum intake_news news, const float *interleaved, size_t frames);

/* CONTEXT: listener. As ring_pop: frames without a gap among them, *lost were lost just before
 * them. */
size_t intake_read(struct intake *in, float *interleaved, size_t frames, uint64_t *lost);

/* CONTEXT: listener, every few milliseconds; now_us never goes back. Waiting until the first
 * callback. Lost is for ever: no callback for longer than the limits above. */
enum intake_state intake_poll(struct intake *in, int64_t now_us);

#endif
