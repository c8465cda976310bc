/* The last seconds of a stream, at a low rate: what a window is measured from once it is over, and
 * the fast meter.
 *
 * Every channel is decimated to about 4 kHz and kept in a ring; band_powers() cuts the hum band
 * out of any stretch of it and gives its power in blocks of 10 ms. The meter is a Butterworth
 * band-pass (100-1000 Hz, eighth order each side) over the same low-rate samples: good for a live
 * display, not for figures. */
#ifndef HUMROOM_AUDIO_BAND_H
#define HUMROOM_AUDIO_BAND_H

#include "audio/spectrum.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { BAND_LOW_HZ = 100, BAND_HIGH_HZ = 1000, BLOCKS_PER_SECOND = 100 };

struct band;

/* Keeps `seconds` of sound; takes blocks of at most block_max frames. */
CHECKED enum status band_create(int32_t rate_hz, int32_t channels, size_t block_max,
                                int32_t seconds, struct band **out);
void band_free(struct band *b);
size_t band_bytes(const struct band *b);

/* One block of frames, a channel after the other: samples + channel * stride. Returns the mean
 * power of the band over the block, as the fast meter has it; 0 where no low-rate sample falls into
 * the block. */
double band_push(struct band *b, const float *samples, size_t stride, size_t count);

/* Skips frames unheard: a multiple of the decimation factor, so that the phase stays. The ring is
 * not cleared. */
void band_skip(struct band *b, int64_t frames);
int32_t band_factor(const struct band *b);

/* Power of the band, mean over channels, in `count` blocks of 10 ms; block i starts at frame origin
 * + (first + i) * rate / 100. What lies outside of what is kept counts as silence. */
void band_powers(struct band *b, int64_t origin, int32_t first, int32_t count, float *power);

/* Samples per second of what is kept; not whole. */
double band_rate_hz(const struct band *b);

/* `count` samples of one channel as they are kept, from a frame on, less their mean; what lies
 * outside of what is kept is 0. */
void band_samples(const struct band *b, int32_t channel, int64_t frame, size_t count, float *out);

#endif
