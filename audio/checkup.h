/* Ten seconds of listening to a microphone before the meeting (core/check.h): its levels, and
 * whether the device changes its own gain.
 *
 * The pilot of the gain is the hiss (4 to 7.5 kHz, wide.h) in steps of 100 ms. Loud is a step 10 dB
 * above the room's noise. Against its level while it is quiet (before the first loud step, or two
 * seconds after one) the hiss may not fall by 1.5 dB during what is loud (the median of its steps:
 * a clap or an s may raise it for a moment), nor by 1 dB from 0.3 to 0.8 s after it, where a gain
 * that was turned down has not recovered yet. */
#ifndef HUMROOM_AUDIO_CHECKUP_H
#define HUMROOM_AUDIO_CHECKUP_H

#include "core/check.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

struct checkup;

/* Rates and channels as of the analyser; length_ms: CHECK_SECONDS_MIN .. MAX, in ms.
 * FAILED_NO_MEMORY. */
CHECKED enum status checkup_create(int32_t rate_hz, int32_t channels, int32_t length_ms,
                                   struct checkup **out);
void checkup_free(struct checkup *c); /* accepts NULL */

/* lost: frames just before. What is beyond its length is not heard. */
void checkup_push(struct checkup *c, const float *interleaved, size_t frames, uint64_t lost);
bool checkup_is_done(const struct checkup *c);

/* Once it is done. raw_device is left empty. */
void checkup_result(struct checkup *c, struct check *out);

#endif
