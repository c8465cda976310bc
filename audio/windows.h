/* The windows of one microphone: what the loop commands meets what the source gives, and each
 * window that was started ends in exactly one hum, whatever happens to the sound. Owns the analyser
 * of the stream that runs; there is none while no sound comes.
 *
 * Time comes in as an argument (microseconds, never back). CONTEXT: one thread; `deliver` is called
 * inside the calls below and must not call back. */
#ifndef HUMROOM_AUDIO_WINDOWS_H
#define HUMROOM_AUDIO_WINDOWS_H

#include "core/sound.h"
#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WINDOWS_WAIT_MAX_US = 5000000
}; /* a window that was started waits so long for its first sample */

struct windows;

typedef void windows_deliver(void *context, const struct notice *notice);

/* microphone: its index, put into every notice. FAILED_NO_MEMORY. */
CHECKED enum status windows_create(uint32_t microphone, windows_deliver *deliver, void *context,
                                   struct windows **out);
void windows_free(
    struct windows *w); /* after windows_close, or with a window that is then never told */

/* A stream begins, or none will: no sound here, or its file is over. Before the first call there
 * may be one. weights: of each channel in loudness, as analyser_weigh(); NULL: 1 each. */
CHECKED enum status windows_stream(struct windows *w, int32_t rate_hz, int32_t channels,
                                   const double *weights);
void windows_no_stream(struct windows *w);

/* The stream goes on. A window that waited for it starts with the first of these frames. lost:
 * frames just before. */
void windows_push(struct windows *w, const float *interleaved, size_t frames, uint64_t lost);

/* The stream ended as it should: the window that runs ends here, and is measured. */
void windows_ended(struct windows *w);

/* The stream broke off: the window that runs is void ("stopped"); one that had ended is measured
 * with what is there. A window may wait for the next stream. */
void windows_broke_off(struct windows *w);

/* SOUND_WINDOW_START, _END, _VOID; the last two mean the window of that number, and nothing where
 * its hum was given. */
void windows_command(struct windows *w, const struct sound_command *c, int64_t now_us);

/* Gives up the window that waited too long for sound: void ("stopped"). */
void windows_tick(struct windows *w, int64_t now_us);

/* A window waits, runs or is checked. */
bool windows_busy(const struct windows *w);

/* Everything is over: as windows_broke_off, and what waits for sound is void ("stopped"). */
void windows_close(struct windows *w);

#endif
