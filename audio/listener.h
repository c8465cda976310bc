/* The listener: the thread between the air and the meeting. It owns what is listened to (inputs.h:
 * microphones, which it opens again when they go and come back, or a file); sound commands go in,
 * notices come out.
 *
 * A microphone is gone when it has not called for 400 ms (intake.h): SOUND_LOST, its part of the
 * window that runs is void. It is looked for by the name that it had, so another one is never taken
 * for it.
 */
#ifndef HUMROOM_AUDIO_LISTENER_H
#define HUMROOM_AUDIO_LISTENER_H

#include "core/sound.h"
#include "core/status.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    LISTENER_COMMANDS_MAX = 64, /* that wait to be taken */
    LISTENER_POLL_MS = 5,
    LISTENER_STOP_MS = 2000,
};

struct listener;

struct listener_options {
    enum sound_source source;
    const char *devices[MICROPHONES_MAX]; /* NAME or INDEX as in capture.h; NULL is the default */
    uint32_t microphones;                 /* that many; 0 is 1 */
    const char *file;                     /* file: its path; it plays once */
    uint32_t speed; /* file: how many times faster than it was recorded, for tests; 0 is 1 */
    /* Called on the listener's thread, between start and stop; must not call back, and hold it up
     * for moments only: while it takes, nobody empties the ring (2 s). */
    void (*deliver)(void *context, const struct notice *notice);
    void *context;
};

/* Opens the source before it returns: refused here with its status, as source_open(). Strings are
 * not kept. *refused, where it is not NULL: which of the microphones is refused. Of each microphone
 * come: NOTICE_SOUND at every change of state, the first at once; NOTICE_READING 20 times a second
 * of sound; NOTICE_WINDOW_ENDED; exactly one NOTICE_HUM for each window started. Without sound
 * (SOUND_OFF, SOUND_ENDED) it is void at once; while sound is waited for or lost the window waits
 * for up to 5 s. */
CHECKED enum status listener_start(struct listener **out, const struct listener_options *options,
                                   uint32_t *refused);

/* Any thread; does not wait for the listener. False: LISTENER_COMMANDS_MAX wait already, the
 * command is not taken and no notice will come of it (the listener hangs in a driver).
 * SOUND_CHOOSE_DEVICE is for microphones only: what runs is void
 * ("stopped"); a device that cannot be opened is SOUND_LOST, and looked for. */
bool listener_command(struct listener *l, const struct sound_command *command);

/* Takes the commands that wait, gives every window that was started its hum (void "stopped" where
 * it runs), ends the thread. NULL is fine. A driver that hangs is not waited for longer than
 * LISTENER_STOP_MS: the thread is left to itself, nothing is delivered any more, and a window that
 * was started while it hung gets no hum. */
void listener_stop(struct listener *l);

#endif
