#include "tests/bench/convolve.h"

#include <assert.h>
#include <complex.h>
#include <math.h>
#include <stdlib.h>

/* CMPLX is not there with every compiler and C library. */
static double complex complex_of(double real, double imaginary)
{
    return real + imaginary * I;
}

/* Cooley and Tukey 1965, in place, size a power of 2; unscaled. */
static void transform(double complex *x, size_t size, int sign)
{
    for (size_t i = 1, k = 0; i < size; i++) {
        size_t bit = size >> 1;
        for (; k & bit; bit >>= 1)
            k ^= bit;
        k ^= bit;
        if (i < k) {
            const double complex swap = x[i];
            x[i] = x[k];
            x[k] = swap;
        }
    }
    double complex *turn = malloc(size / 2 * sizeof *turn + 1);
    assert(turn != NULL);
    for (size_t i = 0; i < size / 2; i++)
        turn[i] = cexp(sign * 2 * M_PI * I * (double)i / (double)size);
    for (size_t half = 1; half < size; half *= 2)
        for (size_t at = 0; at < size; at += 2 * half)
            for (size_t i = 0; i < half; i++) {
                const double complex a = x[at + i], t = turn[i * (size / 2 / half)];
                const double complex b = x[at + half + i];
                const double real = creal(t) * creal(b) - cimag(t) * cimag(b);
                const double imaginary = creal(t) * cimag(b) + cimag(t) * creal(b);
                x[at + i] = complex_of(creal(a) + real, cimag(a) + imaginary);
                x[at + half + i] = complex_of(creal(a) - real, cimag(a) - imaginary);
            }
    free(turn);
}

static size_t size_for(size_t count)
{
    size_t size = 2;
    while (size < count)
        size *= 2;
    return size;
}

void convolve_add(const double *x, size_t count, const double *filter, size_t taps, double *out)
{
    const size_t size = size_for(count + taps);
    double complex *both = calloc(size, sizeof *both), *product = calloc(size, sizeof *product);
    assert(both != NULL && product != NULL);
    for (size_t i = 0; i < count; i++)
        both[i] = x[i];
    for (size_t i = 0; i < taps; i++) /* two real signals in one transform */
        both[i] = complex_of(creal(both[i]), filter[i]);
    transform(both, size, -1);
    for (size_t i = 0; i < size; i++) {
        const double complex a = both[i], b = conj(both[(size - i) % size]);
        const double complex first = (a + b) / 2, second = (a - b) / (2 * I);
        product[i] = complex_of(creal(first) * creal(second) - cimag(first) * cimag(second),
                                creal(first) * cimag(second) + cimag(first) * creal(second));
    }
    transform(product, size, 1);
    for (size_t i = 0; i < count; i++)
        out[i] += creal(product[i]) / (double)size;
    free(both);
    free(product);
}

void convolve_band(double *x, size_t count, double rate_hz, double low_hz, double high_hz)
{
    const size_t size = size_for(2 * count); /* room for what rings on, and none for what wraps */
    double complex *bins = calloc(size, sizeof *bins);
    assert(bins != NULL);
    for (size_t i = 0; i < count; i++)
        bins[i] = x[i];
    transform(bins, size, -1);
    for (size_t i = 0; i < size; i++) {
        const double hz = (double)(i <= size / 2 ? i : size - i) * rate_hz / (double)size;
        if (hz < low_hz || hz > high_hz)
            bins[i] = 0;
    }
    transform(bins, size, 1);
    for (size_t i = 0; i < count; i++)
        x[i] = creal(bins[i]) / (double)size;
    free(bins);
}
