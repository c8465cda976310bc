/* A sound file, read from its start to its end: WAV, FLAC and whatever else libsndfile knows. The
 * only door to libsndfile. One thread at a time for each struct sound_file. */
#ifndef HUMROOM_AUDIO_FILE_H
#define HUMROOM_AUDIO_FILE_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { SOUND_RATE_MIN_HZ = 8000, SOUND_RATE_MAX_HZ = 192000, SOUND_CHANNELS_MAX = 8 };

struct sound_file;

struct sound_file_info {
    int32_t rate_hz;  /* SOUND_RATE_MIN_HZ .. SOUND_RATE_MAX_HZ */
    int32_t channels; /* 1 .. SOUND_CHANNELS_MAX */
    int64_t
        frames; /* as the header says, > 0; INT64_MAX where it does not say (FLAC from a pipe) */
    /* of each channel in loudness (ITU-R BS.1770-5, table 4): 1, 1.41 at the sides, 0 for
     * low-frequency effects. By the file's own map; where it has none by the usual order of 5 (L R
     * C Ls Rs) and 6 (L R C LFE Ls Rs) channels; of any other count, 1 each. */
    double weight[SOUND_CHANNELS_MAX];
};

/* Refusals: REFUSED_NO_FILE; REFUSED_NO_PERMISSION; REFUSED_NOT_SOUND (also a folder, a pipe, a
 * device); REFUSED_EMPTY_SOUND (no frames); REFUSED_RATE; REFUSED_CHANNELS; REFUSED_SOUND_TRUNCATED
 * where the header promises more bytes than the file has (RIFF, RIFX, AIFF; what other formats
 * lack, sound_file_read finds). A size of 0 or from 2 GB - 64 KB on is how programs that wrote into
 * a pipe say "unknown", and is no promise. FAILED_NO_MEMORY. */
CHECKED enum status sound_file_open(const char *path, struct sound_file **out);

const struct sound_file_info *sound_file_info(const struct sound_file *f);

/* Reads up to `frames` frames, channels interleaved, full scale is 1.0; a file of floats gives what
 * it holds, NaN too. *got: frames read, 0 at the end. REFUSED_SOUND_TRUNCATED where the frames end
 * before the header says (then, at the call after the last good frames, and ever after), or where
 * they cannot be decoded. */
CHECKED enum status sound_file_read(struct sound_file *f, float *interleaved, size_t frames,
                                    size_t *got);

void sound_file_close(struct sound_file *f);

#endif
