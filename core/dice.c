#include "core/dice.h"

#include <assert.h>
#include <math.h>

uint32_t dice_bits(struct dice *d)
{
    const uint64_t old = d->state;
    d->state = old * UINT64_C(6364136223846793005) + d->stream;
    const uint32_t shifted = (uint32_t)(((old >> 18) ^ old) >> 27);
    const uint32_t turn = (uint32_t)(old >> 59);
    return shifted >> turn | shifted << (-turn & 31);
}

struct dice dice_from_seed(uint64_t seed, uint64_t stream)
{
    struct dice d = {.stream = stream << 1 | 1};
    (void)dice_bits(&d);
    d.state += seed;
    (void)dice_bits(&d);
    return d;
}

double dice_uniform(struct dice *d)
{
    const uint64_t high = dice_bits(d) >> 6, low = dice_bits(d) >> 5;
    return (double)(high << 27 | low) * 0x1p-53;
}

double dice_normal(struct dice *d)
{
    const double radius = sqrt(-2 * log(1 - dice_uniform(d)));
    return radius * cos(2 * M_PI * dice_uniform(d));
}

double dice_gamma(struct dice *d, int shape)
{
    assert(shape >= 1);
    double product = 1;
    double sum = 0;
    for (int i = 0; i < shape; i++) {
        product *= 1 - dice_uniform(d);
        if (i % 16 == 15) { /* sixteen factors of 2^-53 are no denormal yet */
            sum -= log(product);
            product = 1;
        }
    }
    return sum - log(product);
}
