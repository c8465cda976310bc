/* What the room does without humming: the power that is expected during a hum, from what was heard
 * around it.
 *
 * Three stretches may be there: before the window, after it, and the quiet that the chair asked
 * for (or the seconds before an earlier window). In each there may be talk, knocks, or the tail of
 * a hum; but the noise itself may be scattered too (a keyboard, paper), and then leaving out what
 * is loud would leave out noise. So what is left out depends on the scatter of what stays: no half
 * second may be above the mean by more than twelve standard deviations of half seconds, at least 4
 * dB and at most 9 dB; the bound rises from a low quantile until it no longer moves. What stays is
 * averaged as power. */
#ifndef HUMROOM_AUDIO_ROOM_NOISE_H
#define HUMROOM_AUDIO_ROOM_NOISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NOISE_BEFORE,
    NOISE_AFTER,
    NOISE_QUIET,
    NOISE_PARTS,

    NOISE_BEFORE_BLOCKS = 1000, /* 10 s */
    NOISE_AFTER_SKIP_BLOCKS = 50,
    NOISE_AFTER_BLOCKS = 200,
    NOISE_QUIET_BLOCKS = 1000,
    NOISE_USABLE_MIN_BLOCKS = 100, /* less than 1 s of usable noise is no estimate */

    NOISE_RUN_BLOCKS = 50, /* half a second */
    NOISE_SCRATCH = NOISE_BEFORE_BLOCKS + NOISE_AFTER_BLOCKS + NOISE_QUIET_BLOCKS
};

/* Power of the band in blocks of 10 ms, in order of time. */
struct noise_part {
    const float *power;
    int32_t blocks;
};

struct room_noise {
    double power;   /* mean; 0 for digital silence */
    double scatter; /* standard deviation of the mean of half a second, relative to power */
    double loudest; /* half second of what stays, relative to power */
    double wander; /* standard deviation of a mean of one second, relative to power, found from such
                      means; a mean of t seconds has wander / sqrt t */
    double freedom;  /* degrees of freedom that it was found with */
    double doubt;    /* in scattered noise, what was left out but may belong to it: log of the power
                        with    it over power, >= 0 */
    double change;   /* half of the log of after over before, >= 0, where it shifted; else 0 */
    double shift_db; /* after minus before, 0 where one is not known */
    bool shifted;    /* and that is more than chance */
    int32_t usable_blocks; /* of NOISE_PARTS together */
};

/* ceiling: powers above it (half the hum's own) are no noise whatever they look like, INFINITY
 * where no hum is known. scratch: NOISE_SCRATCH values. False, and out as it was, with less than
 * NOISE_USABLE_MIN_BLOCKS. */
bool room_noise_estimate(const struct noise_part parts[NOISE_PARTS], double ceiling, float *scratch,
                         struct room_noise *out);

#endif
