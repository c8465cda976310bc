/* Cues: where on a recording the chair asked for what. */
#ifndef HUMROOM_CLIENTS_CLI_CUES_H
#define HUMROOM_CLIENTS_CLI_CUES_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { CUE_LABEL_MAX = 256, CUE_WHY_SIZE = 256 };

struct cue {
    char label[CUE_LABEL_MAX];
    double start_s;
    double end_s;
    int64_t start_frame;
    int64_t end_frame; /* exclusive, after start_frame */
};

struct cues {
    bool has_quiet;
    bool has_everyone;
    struct cue quiet;
    struct cue everyone;
    struct cue *hums;
    size_t count;
};

/* Reads {"quiet": {"start_s", "end_s"}?, "everyone": {...}?, "hums": [{"label", "start_s",
 * "end_s"}, ...]}. Hums in order of time; nothing overlaps; windows of HUM_SECONDS_MAX at most; all
 * inside frames (INT64_MAX: not known yet). REFUSED_CUES, and why in a sentence; FAILED_NO_MEMORY.
 */
CHECKED enum status cues_parse(const char *bytes, size_t len, int32_t rate_hz, int64_t frames,
                               struct cues *out, char why[CUE_WHY_SIZE]);
void cues_release(struct cues *c); /* accepts what is zeroed */

#endif
