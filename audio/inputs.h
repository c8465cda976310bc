/* What a meeting listens to: one microphone or several, or a file, or nothing; each with its source
 * (opened again when it went and comes back), its windows, and its set-up check. Commands of
 * windows go to all of them, and each gives a hum of its own for every window.
 *
 * A microphone that went away does not disturb the others: while a window runs or is checked on one
 * of them, or its set-up is, nothing is looked for, because to look may take a while, and who
 * listens meanwhile loses frames. Between windows it is tried again every LOOK_MS. PortAudio knows
 * only the devices that were there when it started, and starts afresh only after all its streams
 * were closed: that gives the others a gap, so it is done once each time that this machine's list
 * of sound devices has changed (source_devices_stamp). Where none of them is open it costs nobody
 * anything and is done each time.
 *
 * A driver that hangs holds up all of them; each loses frames after the 2 s that its ring holds.
 *
 * Time comes in as an argument (microseconds, never back). CONTEXT: one thread, the listener's;
 * `deliver` is called inside the calls below and must not call back. */
#ifndef HUMROOM_AUDIO_INPUTS_H
#define HUMROOM_AUDIO_INPUTS_H

#include "audio/source.h"
#include "audio/windows.h"

enum {
    INPUTS_LOOK_MS = 500, /* between two attempts to open a microphone that went away */
    INPUTS_LOOKS = 120,
    INPUTS_LOOK_LATER_MS =
        2000, /* after that many: each costs time and some memory that ALSA never gives back */
};

struct inputs;

/* sources: count (1 .. MICROPHONES_MAX), more than one only of microphones. Refusals of
 * source_open(); *refused is then which of them. Notices of the first state come in the first
 * inputs_turn(). */
CHECKED enum status inputs_open(const struct source_options *sources, uint32_t count,
                                windows_deliver *deliver, void *context, struct inputs **out,
                                uint32_t *refused);
/* Everything is over: windows_close() for each. NULL is fine. */
void inputs_close(struct inputs *in);

/* Hears what there is, notices what is lost, looks for what was; to be called every few
 * milliseconds. */
void inputs_turn(struct inputs *in, int64_t now_us);

/* Only what is there is heard, nothing is looked for. */
void inputs_hear(struct inputs *in, int64_t now_us);

void inputs_command(struct inputs *in, const struct sound_command *c, int64_t now_us);

/* Windows that waited too long for sound. */
void inputs_tick(struct inputs *in, int64_t now_us);

#endif
