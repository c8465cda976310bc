/* What a sound is like that stands out of the room's noise: signs of speech, applause, few voices.
 *
 * A closed mouth lets little pass above 450 Hz and next to nothing above 2 kHz, and holds its
 * level; talk has open vowels and gaps; claps have as much above 2 kHz as below 1. Few
 * voices have harmonics of one pitch. A crowd of thirty looks like noise, so none of this has a say
 * in the level. */
#ifndef HUMROOM_AUDIO_SIGNS_H
#define HUMROOM_AUDIO_SIGNS_H

#include "audio/plateau.h"
#include "audio/voices.h"
#include "audio/wide.h"

#include <stdint.h>

struct signs {
    double high_db;      /* power of the sound alone, 2 to 7 kHz over 0.1 to 1 kHz; -25..25 */
    double syllables_db; /* how its levels of 60 ms differ from those two before, noise included:
                            root mean square, each held to 15 dB */
    struct voices_found voices;
};

/* Talk stops and goes on: where the plateau is short, the stretch to look at is all of the window
 * that is as loud, from its first to its last tenth of a second. power, noise: as signs_find(). */
struct plateau signs_stretch(const float *power, int32_t blocks, double noise,
                             const struct plateau *p);

/* Without .voices. power: of the hum band in blocks of 10 ms from the window's begin on. */
struct signs signs_find(const float *power, const struct plateau *p,
                        const struct wide_around *around);

bool signs_of_applause(const struct signs *s);
bool signs_of_speech(const struct signs *s); /* where there is no applause */
bool signs_of_few(const struct signs *s);

#endif
