/* The band in which hums are measured, cut out of a signal by Fourier transforms; the only door to
 * KissFFT.
 *
 * A zero-phase band-pass of one second (Kaiser window), applied by overlap-save: 0 dB inside, -70
 * dB outside, its edges 4 Hz wide and placed so that the power of white noise passes as through
 * ideal edges at exactly low_hz and high_hz. */
#ifndef HUMROOM_AUDIO_SPECTRUM_H
#define HUMROOM_AUDIO_SPECTRUM_H

#include "core/status.h"

#include <stddef.h>

struct spectrum;

/* rate_hz: of the signal, above 2 * high_hz; at most 6000. FAILED_NO_MEMORY. */
CHECKED enum status spectrum_create(double rate_hz, double low_hz, double high_hz,
                                    struct spectrum **out);
void spectrum_free(struct spectrum *s);
size_t spectrum_bytes(const struct spectrum *s);

size_t spectrum_size(const struct spectrum *s); /* samples that spectrum_band() takes */
size_t
spectrum_margin(const struct spectrum *s); /* of its result, as many at either end mean nothing */
float *
spectrum_input(struct spectrum *s); /* spectrum_size() samples, to be filled before each call */
const float *
spectrum_band(struct spectrum *s); /* the band of the input; valid until the next call */

/* The power of short stretches by frequency (Hann window). */
struct periodogram;

/* size: samples of a stretch, at least `least`, factors 2, 3 and 5 only. FAILED_NO_MEMORY. */
CHECKED enum status periodogram_create(size_t least, struct periodogram **out);
void periodogram_free(struct periodogram *p);
size_t periodogram_bytes(const struct periodogram *p);
size_t periodogram_size(const struct periodogram *p);
float *periodogram_input(struct periodogram *p); /* periodogram_size() samples, before each call */
/* size / 2 + 1 powers, bin k at k * rate / size; their sum is the stretch's mean square. Valid
 * until the next call. */
const float *periodogram_run(struct periodogram *p);
/* Of powers as above: size lags of the stretch's autocorrelation, the window's own left in it.
 * Valid until the next call. */
const float *periodogram_lags(struct periodogram *p, const float *power);

#endif
