/* Microphones. The only door to PortAudio.
 *
 * PortAudio and what is below it (ALSA, JACK) write their complaints to the terminal whenever they
 * look for devices. So inside capture_list() and capture_open() the process's
 * standard error leads nowhere; what other threads write to it in these moments (a tenth of a
 * second) is lost too. When a device goes away PortAudio may write a line or two from its own
 * thread: these we cannot catch.
 *
 * CONTEXT: one thread, the listener's, for everything here. PortAudio is started by the first
 * capture_open() and ended by the last capture_close(), and only then does it look for devices
 * again. */
#ifndef HUMROOM_AUDIO_CAPTURE_H
#define HUMROOM_AUDIO_CAPTURE_H

#include "audio/intake.h"
#include "core/sound.h"
#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CAPTURE_API_MAX = 32, CAPTURE_DEVICES_MAX = 128, CAPTURE_CHANNELS_MAX = 2 };

struct capture_device {
    int32_t index;              /* PortAudio's; may change when devices come and go */
    char name[DEVICE_NAME_MAX]; /* UTF-8 without controls, cut to fit */
    char api[CAPTURE_API_MAX];  /* "ALSA", "JACK Audio Connection Kit", ... */
    int32_t channels;           /* inputs it has; 0: an output only */
    int32_t rate_hz;            /* that it is opened with */
    bool is_default;            /* the input that is taken where none is named; at most one */
};

/* The inputs of this machine, at most `max`, *count of them; no outputs. FAILED_SOUND where there
 * is no sound system. */
CHECKED enum status capture_list(struct capture_device *out, size_t max, size_t *count);

/* Which of the devices is meant: NULL or "" is the default; then an exact name (the first of
 * several), an index, a part of exactly one input's name, in small or capital letters.
 * REFUSED_NO_DEVICE: none, or more than one has it in its name; REFUSED_DEVICE_BUSY: it is an
 * output only. Pure. */
CHECKED enum status capture_choose(const struct capture_device *devices, size_t count,
                                   const char *wanted, size_t *chosen);

struct capture;

/* Opens and starts the input that capture_choose() chooses, at its own rate, with at most
 * CAPTURE_CHANNELS_MAX channels (a laptop's array gives two; one of many channels gives its first
 * two). Refusals of capture_choose() and: REFUSED_DEVICE_BUSY where it cannot be opened,
 * REFUSED_RATE, FAILED_SOUND, FAILED_NO_MEMORY. */
CHECKED enum status capture_open(const char *wanted, struct capture **out);
void capture_close(struct capture *c);

/* When this machine's list of devices last changed, as far as can be seen without PortAudio: ALSA's
 * devices are files. 0 where there are none. */
int64_t capture_devices_stamp(void);

/* The name of an input that no sound server stands before, "" where there is none. As PortAudio
 * knows them now; for one that has a capture open. */
void capture_raw(char name[DEVICE_NAME_MAX]);

/* What was opened; channels: those that are heard; rate_hz: of the stream. */
const struct capture_device *capture_device(const struct capture *c);

/* As intake_read() and intake_poll(); also lost as soon as PortAudio says that the stream has
 * ended. */
size_t capture_read(struct capture *c, float *interleaved, size_t frames, uint64_t *lost);
enum intake_state capture_poll(struct capture *c, int64_t now_us);

#endif
