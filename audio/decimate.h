/* Lowers a rate by a whole factor: a linear-phase low-pass, then every factor-th sample.
 *
 * The result is flat within 0.001 dB up to DECIMATE_PASS_HZ and holds nothing above that folds back
 * below it (90 dB); between DECIMATE_PASS_HZ and its half rate it is of no use. Window method with
 * a Kaiser window (Kaiser 1974; Oppenheim and Schafer, Discrete-Time Signal Processing, 7.5.3). The
 * same samples give the same bits however they are cut. */
#ifndef HUMROOM_AUDIO_DECIMATE_H
#define HUMROOM_AUDIO_DECIMATE_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { DECIMATE_PASS_HZ = 1100, DECIMATE_LOW_RATE_HZ = 4000 };

struct decimator;

/* Blocks of at most block_max samples. The factor is the largest that leaves DECIMATE_LOW_RATE_HZ
 * or more; rate_hz is twice that at least. */
CHECKED enum status decimator_create(int32_t rate_hz, size_t block_max, struct decimator **out);
void decimator_free(struct decimator *d);
size_t decimator_bytes(const struct decimator *d);
int32_t decimator_factor(const struct decimator *d);
int32_t
decimator_delay(const struct decimator *d); /* result k belongs to sample k * factor - delay */

/* Writes the results that fall into this block (count / factor + 1 at most); returns how many. */
size_t decimator_run(struct decimator *d, const float *in, size_t count, float *out);

/* Kaiser window, 0..1, at position -1..1 between its ends; beta as in the book. */
double kaiser(double position, double beta);

#endif
