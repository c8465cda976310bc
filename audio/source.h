/* Where the sound of a meeting comes from: a microphone, a file that plays as if it were one, or
 * nothing.
 *
 * Time comes in as an argument, in microseconds of a clock that never goes back, so that a file
 * plays at the pace of that clock: the frames that are due are (now - first poll) * rate, which
 * does not drift. CONTEXT: the listener's thread, for everything here. */
#ifndef HUMROOM_AUDIO_SOURCE_H
#define HUMROOM_AUDIO_SOURCE_H

#include "core/sound.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

struct source_options {
    enum sound_source source;
    const char *device; /* a microphone: as in capture.h, NULL the default */
    const char *file;   /* a file: its path */
    uint32_t speed;     /* a file: how many times faster than it was recorded, for tests; 0 is 1 */
};

struct source;

/* Refusals of capture_open() and sound_file_open(). Strings are not kept. */
CHECKED enum status source_open(const struct source_options *options, struct source **out);
void source_close(struct source *s);

/* Changes with this machine's list of sound devices (/dev/snd). What came since the first of the
 * sources that are open was opened can only be opened once all of them are closed. */
int64_t source_devices_stamp(void);

/* As capture_raw(), for one that has a microphone open. */
void source_raw_device(char name[DEVICE_NAME_MAX]);

/* What it is and how it stands as of the last poll. Never SOUND_LOST for a file, never SOUND_ENDED
 * for a microphone. */
const struct sound_info *source_info(const struct source *s);

/* Of each channel of a file, what it counts in loudness, as its map says (audio/file.h); NULL of a
 * microphone: 1 each. */
const double *source_weights(const struct source *s);

/* How it stands now. SOUND_WAITING until the first frame may be there; SOUND_ENDED as soon as all
 * frames of the file were read (also where it ends before its header says: frames that are not
 * there cannot be played). */
enum sound_state source_poll(struct source *s, int64_t now_us);

/* Takes up to `frames` (1 .. 65536) of the frames that are there as of the last poll, and returns
 * how many. They follow each other without a gap; *lost were lost just before the first. */
size_t source_read(struct source *s, float *interleaved, size_t frames, uint64_t *lost);

#endif
