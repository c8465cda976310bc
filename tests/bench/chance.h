/* Chance from a seed: the same numbers on every machine. */
#ifndef HUMROOM_TESTS_BENCH_CHANCE_H
#define HUMROOM_TESTS_BENCH_CHANCE_H

#include <math.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

/* splitmix64 (Steele, Lea and Flood 2014) */
static inline uint64_t chance_bits(struct chance *c)
{
    uint64_t z = c->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline double chance_between(struct chance *c, double low, double high)
{
    return low + (high - low) * ((double)(chance_bits(c) >> 11) * 0x1p-53);
}

static inline int chance_below(struct chance *c, int count)
{
    return (int)(chance_bits(c) % (uint64_t)count);
}

/* mean 0, standard deviation 1 (Box and Muller 1958) */
static inline double chance_normal(struct chance *c)
{
    const double r = sqrt(-2 * log(1 - chance_between(c, 0, 1)));
    return r * cos(2 * M_PI * chance_between(c, 0, 1));
}

/* A further stream of its own. */
static inline struct chance chance_fork(struct chance *c)
{
    return (struct chance){chance_bits(c)};
}

#endif
