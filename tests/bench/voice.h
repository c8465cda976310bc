/* Voices, made: hums with a closed mouth, and a chair who talks. Everything follows from chance. */
#ifndef HUMROOM_TESTS_BENCH_VOICE_H
#define HUMROOM_TESTS_BENCH_VOICE_H

#include "tests/bench/chance.h"

#include <stddef.h>

/* A hum of `count` samples, mean square 1: pitch 80-320 Hz with vibrato, jitter and a slow drift;
 * harmonics that fall as a glottal pulse's, through the nasal resonance of /m/ near 280 Hz and its
 * antiresonance near 1 kHz; soft start, soft end. Every draw is another voice. */
void voice_hum(struct chance *c, double rate_hz, double *out, size_t count);
void voice_hum_at(struct chance *c, double rate_hz, double pitch_hz, double *out, size_t count);

/* Applause, mean square 1: claps at random, so many a second, each a burst of noise of some
 * milliseconds that falls off above 1.5 to 3.5 kHz: about as much above 2 kHz as below 1. */
void voice_claps(struct chance *c, double rate_hz, double a_second, double *out, size_t count);

/* Breath and teeth, mean square 1: noise above 2 kHz. */
void voice_breath(struct chance *c, double *out, size_t count);

/* Talk, mean square 1: syllables of vowels and hisses, about four a second, with short pauses. */
void voice_talk(struct chance *c, double rate_hz, double *out, size_t count);

#endif
