/* Chance from a seed: the same numbers on every machine and in every run. Not for secrets. Pure.
 *
 * PCG32 (XSH-RR, 64 bits of state; O'Neill 2014, HMC-CS-2014-0905). */
#ifndef HUMROOM_CORE_DICE_H
#define HUMROOM_CORE_DICE_H

#include <stdint.h>

struct dice {
    uint64_t state;
    uint64_t stream; /* odd */
};

/* Streams of one seed are independent of each other. */
struct dice dice_from_seed(uint64_t seed, uint64_t stream);

uint32_t dice_bits(struct dice *d);
double dice_uniform(struct dice *d); /* in [0, 1) */
double dice_normal(struct dice *d);  /* mean 0, standard deviation 1 (Box and Muller 1958) */
double dice_gamma(struct dice *d, int shape); /* shape >= 1: mean and variance are the shape */

#endif
