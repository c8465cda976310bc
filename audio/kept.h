/* What of a stretch of sound is kept as noise. For room_noise.c. */
#ifndef HUMROOM_AUDIO_KEPT_H
#define HUMROOM_AUDIO_KEPT_H

#include "audio/room_noise.h"

/* Blocks in a row whose mean is looked at for how much the noise wanders: what it does within a
 * second is over after it, in most rooms. */
enum { KEPT_ROW_BLOCKS = 100 };

struct kept {
    int32_t blocks;
    double sum;          /* of their powers */
    int32_t means;       /* of every KEPT_ROW_BLOCKS kept in a row */
    double mean_sum;     /* sum of these, */
    double mean_squares; /* and of their squares */
    int32_t doubtful;    /* blocks that were left out but may be noise */
    double doubtful_sum;
};

/* Keeps the blocks that are in no half second above the bound, nor next to one. What is left out
 * and nowhere louder than doubt_until is doubtful. */
struct kept kept_find(const struct noise_part *part, double bound, double doubt_until);

/* Two stretches together. */
struct kept kept_both(struct kept a, struct kept b);

#endif
