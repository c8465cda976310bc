/* From samples to hums: the meter, the same for a microphone and for a file.
 *
 * One stream of samples goes in, in pushes of any size; readings, and one struct hum for each
 * window, come out through struct analyser_output. All memory is taken by analyser_create();
 * nothing is allocated later. The same samples and the same calls at the same frames give the same
 * bits, however the samples were cut into pushes.
 *
 * Frames count from the first frame of the stream; a gap counts as the frames that it swallowed.
 * Levels, loudness and millibels: core/hum.h. What is measured how: core/hum.h, audio/room_noise.h,
 * audio/plateau.h. CONTEXT: one thread at a time; callbacks run inside the calls below, on the same
 * thread, and must not call back. */
#ifndef HUMROOM_AUDIO_ANALYSER_H
#define HUMROOM_AUDIO_ANALYSER_H

#include "audio/loudness.h"
#include "core/hum.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

/* Stands in the record with every hum: to be raised with any change that moves a figure. */
#define ANALYSER_VERSION "analyser/5"

enum {
    ANALYSER_RATE_MIN_HZ = 8000,
    ANALYSER_RATE_MAX_HZ = 192000,
    ANALYSER_CHANNELS_MAX = 8,
};

struct analyser;

/* Where the results go; any of the functions may be NULL. Pointers are valid during the call only.
 */
struct analyser_output {
    void *context;
    void (*reading)(void *context, const struct reading *reading); /* 20 Hz */
    /* The window is over at end_frame (exclusive); its figures follow when the room noise after it
     * is known. */
    void (*window_ended)(void *context, uint32_t window, int64_t end_frame);
    void (*hum)(void *context, const struct hum *hum); /* exactly once for each window started */
};

/* REFUSED_RATE outside 8..192 kHz, REFUSED_CHANNELS outside 1..8, FAILED_NO_MEMORY. */
CHECKED enum status analyser_create(int32_t rate_hz, int32_t channels,
                                    const struct analyser_output *output, struct analyser **out);
void analyser_free(
    struct analyser *a); /* accepts NULL; a window that runs or waits is dropped without a hum */
size_t analyser_bytes(
    const struct analyser *a); /* all the memory it holds, fixed since analyser_create() */

/* What a channel counts in loudness (BS.1770: 1.41 for one at the sides, 0 for the low-frequency
 * one): 0 .. 2, and 1 where nobody says. Before the first push. Levels of hums know no weights. */
void analyser_weigh(struct analyser *a, int32_t channel, double weight);

/* Loudness and true peak of the stream so far. What was lost counts as silence. */
struct loudness_figures analyser_loudness(const struct analyser *a);

/* Interleaved samples, full scale is 1. What is no number counts as 0 and, as what is beyond full
 * scale, as clipped. */
void analyser_push(struct analyser *a, const float *interleaved, size_t frames);

/* Frames were lost here: a window that runs, or waits for its noise after, is void ("gap"). */
void analyser_gap(struct analyser *a, uint64_t lost_frames);

/* Frames so far, lost ones included: the number of the next one. */
int64_t analyser_frames(const struct analyser *a);

/* Starts a window at the next frame, for length_frames (1 .. HUM_SECONDS_MAX seconds; more is cut
 * to that). It ends the window that runs, and a window that waits for its noise after gets no more
 * of it: its hum comes now. */
void analyser_start(struct analyser *a, uint32_t window, int64_t length_frames);
void analyser_end(struct analyser *a); /* ends the running window before the next frame; nothing
                                          where none runs */

/* The window that runs or waits has no figure: its hum, void for that reason, comes now. Nothing
 * where there is none. */
void analyser_void(struct analyser *a, enum hum_void why);

/* The room is asked to be quiet from the next frame on, until before the next frame: this is room
 * noise for every window that is finished after it. A second quiet replaces the first; of a long
 * one the last 10 s count. Without one, or where it is among them, the seconds before the first
 * window, or before a later one with more of them (10 s at most), are noise for the windows after
 * that too. */
void analyser_quiet_start(struct analyser *a);
void analyser_quiet_end(struct analyser *a);

/* The stream is over: ends the window that runs, and what waits is finished with what is there. */
void analyser_finish(struct analyser *a);

#endif
