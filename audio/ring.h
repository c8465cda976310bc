/* A ring of frames between the audio callback and the listener: one producer, one consumer, no
 * lock.
 *
 * What does not fit is lost, newest first: a push keeps as much of its beginning as there is room
 * for. Lost frames are counted and never hidden: the consumer is told of a gap exactly between the
 * frames around it, as soon as there is a frame after it. ring_lost() tells the sum at once. */
#ifndef HUMROOM_AUDIO_RING_H
#define HUMROOM_AUDIO_RING_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

struct ring;

/* Room for at least `frames` frames (1 .. 2^24; rounded up to a power of two) of `channels` (>= 1)
 * floats. FAILED_NO_MEMORY. */
CHECKED enum status ring_create(int32_t channels, size_t frames, struct ring **out);
void ring_free(struct ring *r); /* neither side uses it any more */

/* CONTEXT: producer. Wait-free: no lock, no allocation, no system call. Returns how many frames
 * were kept. */
size_t ring_push(struct ring *r, const float *interleaved, size_t frames);

/* CONTEXT: producer. Wait-free. `lost` frames never came: the next ones that are pushed stand
 * behind a gap. */
void ring_gap(struct ring *r, uint64_t lost);

/* CONTEXT: consumer. Takes up to `frames` (>= 1) frames and returns how many; 0: nothing is there.
 * They follow each other without a gap; *lost: how many were lost just before the first of them (0
 * where none are returned). */
size_t ring_pop(struct ring *r, float *interleaved, size_t frames, uint64_t *lost);

/* Any thread. Frames that were kept, and frames that were lost, since the ring was made. */
uint64_t ring_kept(const struct ring *r);
uint64_t ring_lost(const struct ring *r);

#endif
