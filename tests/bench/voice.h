/* Voices, made: hums with a closed mouth, and a chair who talks. Everything follows from chance. */
#ifndef HUMROOM_TESTS_BENCH_VOICE_H
#define HUMROOM_TESTS_BENCH_VOICE_H

#include "tests/bench/chance.h"

#include <stddef.h>

/* A hum of `count` samples, mean square 1: pitch 80-320 Hz with vibrato, jitter and a slow drift;
 * harmonics that fall as a glottal pulse's, through the nasal resonance of /m/ near 280 Hz and its
 * antiresonance near 1 kHz; soft start, soft end. Every draw is another voice. */
void voice_hum(struct chance *c, double rate_hz, double *out, size_t count);

/* Talk, mean square 1: syllables of vowels and hisses, about four a second, with short pauses. */
void voice_talk(struct chance *c, double rate_hz, double *out, size_t count);

#endif
