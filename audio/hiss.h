/* The hiss of a microphone, 4 to 7.5 kHz: hums have no energy there, so it is a pilot of the gain.
 * A device that turns its gain down while the room hums turns its hiss down with it. */
#ifndef HUMROOM_AUDIO_HISS_H
#define HUMROOM_AUDIO_HISS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HISS_LOW_HZ = 4000, HISS_HIGH_HZ = 7500, HISS_RATE_MIN_HZ = 16000, HISS_SECTIONS = 4 };

/* One channel's filter: Butterworth, fourth order each side, bilinear with prewarped cuts. */
struct hiss {
    struct {
        double b0, b1, b2, a1, a2, z[2];
    } section[HISS_SECTIONS];
};

/* False: a rate below HISS_RATE_MIN_HZ does not hold the band. */
bool hiss_init(struct hiss *h, int32_t rate_hz);

/* The sum of squares of the band over count samples. */
double hiss_push(struct hiss *h, const float *samples, size_t count, size_t stride);

#endif
