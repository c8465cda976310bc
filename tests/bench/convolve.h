/* Long filters by double-precision transforms of our own, so that what tests call true comes from
 * other code than what they test. */
#ifndef HUMROOM_TESTS_BENCH_CONVOLVE_H
#define HUMROOM_TESTS_BENCH_CONVOLVE_H

#include <stddef.h>

/* x (count) convolved with filter (taps), cut to count, added to out. */
void convolve_add(const double *x, size_t count, const double *filter, size_t taps, double *out);

/* x with all but low_hz..high_hz removed, edges as sharp as the length allows. */
void convolve_band(double *x, size_t count, double rate_hz, double low_hz, double high_hz);

#endif
