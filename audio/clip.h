/* Whether a signal was cut off at the top or at the bottom, also where it was made quieter later.
 *
 * A sample of full scale is cut off. So are two peaks of one height whose three highest samples or
 * more are equal while the second one before them is far below: rounding to 16 bits makes the top
 * of a slow wave flat, too, but then its sides rise by a step or two only; once it may be chance.
 */
#ifndef HUMROOM_AUDIO_CLIP_H
#define HUMROOM_AUDIO_CLIP_H

#include <stdbool.h>

struct clip_side {
    float extreme; /* the farthest sample so far, upwards */
    int run;       /* equal samples at it, now */
    bool steep;    /* this run began far above the second sample before it */
    int cuts;      /* such runs that were long enough, at this extreme */
};

/* One channel, since clip_init(). */
struct clip {
    bool full;
    float before[2]; /* the two samples before the next, the newest first */
    struct clip_side top, bottom;
};

void clip_init(struct clip *c);
void clip_take(struct clip *c, const float *samples, int count);
bool clip_seen(const struct clip *c);

#endif
