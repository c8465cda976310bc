/* The stretch of a window in which people hum, and the level that it has there.
 *
 * A crowd starts one by one, fills the room within some tenths of a second, holds, and stops one by
 * one. The level is that of everybody: a power mean from shortly after the last start to the first
 * stop. Noise power is subtracted throughout. */
#ifndef HUMROOM_AUDIO_PLATEAU_H
#define HUMROOM_AUDIO_PLATEAU_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PLATEAU_BLOCKS_MAX = 3000, /* 30 s */
    PLATEAU_SEEN_BLOCKS = 50,  /* a plateau shorter than half a second is none */
    PLATEAU_SCRATCH = PLATEAU_BLOCKS_MAX,
};

/* Blocks count from the window's start. */
struct plateau {
    int32_t onset;   /* the level passes half of the plateau's, upwards */
    int32_t offset;  /* and downwards; exclusive */
    int32_t begin;   /* the stretch in which all hum */
    int32_t end;     /* exclusive */
    int32_t used;    /* blocks of it in the mean: a cough or a door is left out */
    double power;    /* of the hum alone, over those */
    double scatter;  /* standard deviation of 100 ms powers over the stretch, relative to power */
    double drift_db; /* level of the stretch's second half minus its first */
};

/* seen_from: power, noise included, that half a second must exceed. False where there is no
 * plateau: silence. power: blocks of 10 ms; scratch: PLATEAU_SCRATCH values. */
bool plateau_find(const float *power, int32_t blocks, double noise, double seen_from,
                  float *scratch, struct plateau *out);

#endif
