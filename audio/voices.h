/* What the sound of a stretch is made of: few voices or many, open mouths or closed.
 *
 * Taken from the low-rate history of band.h once a window, between 100 and 1000 Hz, with the room
 * noise's spectrum subtracted. None of it has a say in the level. */
#ifndef HUMROOM_AUDIO_VOICES_H
#define HUMROOM_AUDIO_VOICES_H

#include "audio/band.h"

#include <stdbool.h>

struct voices;

struct voices_found {
    double comb; /* 0..1: what lies on the harmonics of one pitch, beyond chance, in half seconds */
    double periodicity;    /* 0..1: highest peak of the autocorrelation, in eighths of a second */
    double bright_db;      /* power above 450 Hz over all of it, -60..0, half seconds' median */
    double wander_octaves; /* of the half seconds' centres of gravity: median distance from their
                              median */
};

CHECKED enum status voices_create(double low_rate_hz, int32_t channels, struct voices **out);
void voices_free(struct voices *v);
size_t voices_bytes(const struct voices *v);

/* Frames [begin, end) are the stretch, [noise_begin, noise_end) room noise before it. False where
 * the stretch is shorter than a second. */
bool voices_find(struct voices *v, const struct band *b, int64_t begin, int64_t end,
                 int64_t noise_begin, int64_t noise_end, double frames_per_second,
                 struct voices_found *out);

#endif
