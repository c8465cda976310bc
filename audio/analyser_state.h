/* What an analyser holds. For analyser.c, through which samples come in and results go out, and
 * analyser_hum.c, which measures a window that is over; everybody else knows analyser.h. */
#ifndef HUMROOM_AUDIO_ANALYSER_STATE_H
#define HUMROOM_AUDIO_ANALYSER_STATE_H

#include "audio/analyser.h"
#include "audio/band.h"
#include "audio/clip.h"
#include "audio/loudness.h"
#include "audio/measurement.h"
#include "audio/true_peak.h"
#include "audio/voices.h"
#include "audio/wide.h"

#include <stdbool.h>

enum {
    AFTER_BLOCKS = NOISE_AFTER_SKIP_BLOCKS + NOISE_AFTER_BLOCKS,
    POWERS_MAX = NOISE_BEFORE_BLOCKS + PLATEAU_BLOCKS_MAX + AFTER_BLOCKS,
    HISTORY_SECONDS =
        POWERS_MAX / BLOCKS_PER_SECOND + 2, /* and the filter's half second at both ends */
};

enum window_state { WINDOW_NONE, WINDOW_RUNNING, WINDOW_WAITING };

struct window {
    enum window_state state;
    int64_t length;
    int64_t noise_from;   /* room noise before it is looked for from here on */
    uint64_t first_block; /* the first block of 10 ms that lies in it as a whole */
    double loudest;       /* mean square of the loudest 3 s, or of all of it */
    struct hum hum;
};

struct analyser {
    struct analyser_output output;
    int32_t rate_hz;
    int32_t channels;

    int64_t frames; /* pushed, or lost */
    uint64_t lost;
    int64_t noise_from; /* the last window's end, or the last gap's */

    uint64_t block;     /* of 10 ms, the one being filled */
    int64_t block_from; /* its first frame */
    int64_t block_until;
    size_t stride;  /* frames that a block holds at most */
    float *samples; /* a channel after the other */
    bool block_gap; /* no sample of it was heard */

    double level; /* sum of the powers of the blocks of this reading */
    int32_t level_blocks;
    int64_t reading_from;
    bool reading_clipped;
    bool reading_heard;
    float live[NOISE_BEFORE_BLOCKS]; /* powers of the newest blocks heard outside of windows, a ring
                                      */
    uint64_t live_blocks;
    int32_t live_noise_mb;

    int64_t quiet_from; /* -1 where none was begun */
    float quiet[NOISE_QUIET_BLOCKS];
    int32_t quiet_blocks;
    int64_t quiet_until; /* frame at which the blocks of quiet end */
    bool quiet_asked;    /* by the chair; else they are the seconds before an earlier window */

    struct window window;
    struct band *band;
    struct wide *wide;
    struct voices *voices;
    struct clip clip[ANALYSER_CHANNELS_MAX]; /* of the window that runs */
    struct wide_step steps[WIDE_AROUND_STEPS];
    struct loudness loudness;
    struct true_peak true_peak;
    struct measurement_scratch scratch;
    float powers[POWERS_MAX];
};

static inline int32_t blocks_in(const struct analyser *a, int64_t frames)
{
    return (int32_t)(frames * BLOCKS_PER_SECOND / a->rate_hz);
}

static inline int32_t least(int32_t x, int32_t y)
{
    return x < y ? x : y;
}

/* The window is over: the figures and flags of its hum, from what is kept of the sound around it.
 */
void analyser_make_hum(struct analyser *a);

#endif
