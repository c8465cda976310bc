/* What humroom measure found, and its two forms. */
#ifndef HUMROOM_CLIENTS_CLI_MEASURE_H
#define HUMROOM_CLIENTS_CLI_MEASURE_H

#include "audio/loudness.h"
#include "clients/cli/cues.h"
#include "core/hum.h"

struct measured {
    int32_t rate_hz;
    double duration_s;
    uint32_t people; /* 0 where nobody said */
    const struct cues *cues;
    const struct hum *hums; /* one a cue, then everyone's */
    struct loudness_figures loudness;
};

/* {"schema": "humroom.measure/1", ...} on stdout: seconds to 0.001, dB to 0.01. Keys may be added,
 * never changed. */
CHECKED enum status measured_print_json(const struct measured *m);
void measured_print_text(const struct measured *m);

#endif
