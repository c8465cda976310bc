/* Rooms without people humming. */
#ifndef HUMROOM_TESTS_BENCH_NOISE_H
#define HUMROOM_TESTS_BENCH_NOISE_H

#include "tests/bench/chance.h"

#include <stddef.h>

/* Steady: pink, an air conditioner (5 dB an octave down), a fan with lines. Scattered: a keyboard,
 * paper, over pink. In between: a corridor, an air conditioner whose level wanders by 0.4 dB within
 * seconds, and now and then a sound from outside; a murmur, two people in the back who talk now and
 * then. */
enum noise_kind {
    NOISE_PINK,
    NOISE_AIR,
    NOISE_FAN,
    NOISE_KEYBOARD,
    NOISE_PAPER,
    NOISE_CORRIDOR,
    NOISE_MURMUR,
    NOISE_KIND_COUNT
};

/* Power between 100 and 1000 Hz 1, over the whole of it. */
void noise_make(struct chance *c, enum noise_kind kind, double rate_hz, double *out, size_t count);
const char *noise_word(enum noise_kind kind);

#endif
