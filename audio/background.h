/* What the room's noise did around a hum: whether it was another one afterwards, and whether a
 * device changed its gain.
 *
 * A gain is seen where nothing else changes: in what is heard between words and knocks, a low
 * quantile, in all bands alike. During a hum no band can be lower than before unless a gain is: the
 * hum only adds. An automatic gain that gave way to a hum is still lower shortly after it, noise
 * and all. Noise suppression that takes a steady hum for noise lets it fade, and
 * the hiss above it too. */
#ifndef HUMROOM_AUDIO_BACKGROUND_H
#define HUMROOM_AUDIO_BACKGROUND_H

#include "audio/plateau.h"
#include "audio/wide.h"

#include <stdbool.h>

enum { FADE_PIECES = 3 };

/* In dB. A second's level is its low quantile, less that of all seconds before. */
struct background {
    bool hiss_heard;                 /* before the window, enough of it to go by */
    bool during_heard;               /* half a second of the hum, and a second before the window */
    double during[WIDE_BANDS];       /* low quantile then, less that before */
    bool after_heard;                /* at least half a second, 0.4 to 1.3 s after the hum */
    double after[WIDE_BANDS];        /* low quantile then, less that before */
    double after_median[WIDE_BANDS]; /* medians alike */
    double fell;     /* of seconds before: least level of the band above 1 kHz that fell most */
    double fell_all; /* of seconds before: least level of the band that fell least */
    double swing;    /* standard deviation of that band's levels */
    double unsteady; /* how far below their median the means of all bands were, root mean square */
    bool fade_heard; /* of hums of 2.1 s and more: */
    double hiss_fade[FADE_PIECES - 1]; /* change from one 0.7 s to the next from the start on */
    double hum_fade[FADE_PIECES - 1];
    bool rest_heard;              /* a second of noise after window and hum */
    double shift;                 /* of the noise there */
    double shift_low, shift_high; /* what seconds before the window did */
};

/* What a window looks like in which no hum was found: there may be one that the device took away.
 */
struct plateau background_of_silence(int32_t window_blocks);

/* power: of the hum band in blocks of 10 ms from the window's begin on. */
struct background background_find(const float *power, int32_t blocks, const struct plateau *p,
                                  const struct wide_around *around);

bool background_gain_changed(const struct background *b);
/* Where the noise comes and goes by itself, one that is lower afterwards shows no gain; nor does a
 * gain show where nothing is heard after the hum. */
bool background_shows_gain(const struct background *b);
/* By 3 dB, of a hum of less than 6 dB by 2; and by more than seconds differed before. */
bool background_shifted(const struct background *b, double excess_db);

#endif
