/* From the powers around a window to the figures of its hum. */
#ifndef HUMROOM_AUDIO_MEASUREMENT_H
#define HUMROOM_AUDIO_MEASUREMENT_H

#include "audio/plateau.h"
#include "audio/room_noise.h"
#include "core/hum.h"

/* Power of the band in blocks of 10 ms: noise before the window, the window, noise after it, the
 * quiet asked for. */
struct window_powers {
    const float *window;
    int32_t window_blocks; /* at most PLATEAU_BLOCKS_MAX */
    struct noise_part noise[NOISE_PARTS];
};

struct measurement_scratch {
    float noise[NOISE_SCRATCH];
    float plateau[PLATEAU_SCRATCH];
};

/* Fills the levels, intervals, strength, trace and those flags that powers can show; onset and
 * offset in frames need start_frame and rate_hz of hum, which are there already, as are window,
 * end_frame, loudness and earlier flags. Without an estimate of the noise the hum is void,
 * HUM_VOID_NO_NOISE. Returns
 * where the plateau is; it means nothing where the hum is void or silent. */
struct plateau measurement_make(const struct window_powers *powers,
                                struct measurement_scratch *scratch, struct hum *hum);

/* Everything that a void hum does not have. */
void measurement_void(struct hum *hum, enum hum_void why);

#endif
