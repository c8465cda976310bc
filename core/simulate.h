/* What a hum can and cannot settle, before the meeting: rooms full of people are drawn by chance,
 * and what the meter would make of them is compared by hum_compare(). Pure; chance is an argument.
 *
 * A person hums with a level that is normal in dB around the median; sits anywhere on a floor of
 * 2 : 3, not within 1 m of the microphone, which stands 1 m before the middle of the shorter wall;
 * and is heard directly (1/r^2) and by way of the room (1/rc^2, rc = 0.057 sqrt(V/T60), Kuttruff,
 * Room Acoustics, 5.6, for a source without direction). One microphone hears the latter with a
 * power that scatters as a Gamma variable of shape 2, see compare.c. Voices add in power. */
#ifndef HUMROOM_CORE_SIMULATE_H
#define HUMROOM_CORE_SIMULATE_H

#include "core/dice.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SIMULATE_PEOPLE_MIN = 3,
    SIMULATE_PEOPLE_MAX = 2000,
    SIMULATE_SPLITS_MAX = 5,
};

/* The median hum, 1 m from the mouth, as in ordinary talk (Pearsons, Bennett and Fidell 1977), and
 * the meter's own error of one hum; dB. */
#define SIMULATE_VOICE_DB 55.0
#define SIMULATE_METER_DB 0.2

struct simulate_setting {
    int32_t people;    /* all of them, SIMULATE_PEOPLE_MIN .. SIMULATE_PEOPLE_MAX */
    double spread_db;  /* standard deviation of voices, 0 .. 12 */
    double volume_m3;  /* 20 .. 100,000 */
    double t60_s;      /* 0.1 .. 10 */
    double noise_db;   /* of the room, re the same as voice_db */
    double voice_db;   /* SIMULATE_VOICE_DB */
    double meter_db;   /* SIMULATE_METER_DB */
    int32_t one_point; /* shape of the Gamma variable, 2; 0 for a microphone that is everywhere */
};

/* All shares are of the trials, 0 .. 1. */
struct simulate_split {
    int32_t fewer; /* people */
    int32_t more;  /* where equal, a claim of any side counts as wrong */
    int32_t trials;
    double larger_louder;   /* the larger side sounded louder */
    double smaller_clearly; /* the smaller sounded clearly louder: sound_distinct */
    double said;            /* distinct, and rightly */
    double said_wrongly;
};

struct simulation {
    double rc_m;
    int32_t split_count;
    struct simulate_split splits[SIMULATE_SPLITS_MAX]; /* from close to far apart */
    struct simulate_split even;
    double lone_heard;  /* how often one person's hum is no silence */
    int32_t hidden_max; /* a hum of so many is silence in 1 of 20 or more; 0: even one is heard */
};

/* Do so many people fit in (0.6 m2 each)? */
bool simulate_fits(const struct simulate_setting *s);

/* fewer, more: both at least 1. */
void simulate_split(const struct simulate_setting *s, struct dice *d, int32_t fewer, int32_t more,
                    int32_t trials, struct simulate_split *out);

/* How often a hum of so many people is no silence. */
double simulate_heard(const struct simulate_setting *s, struct dice *d, int32_t people,
                      int32_t trials);

/* 4:6, 1:2, 1:3, 1:4 and 1:9 of the people, as far as these differ, and an even split. */
void simulate_run(const struct simulate_setting *s, uint64_t seed, struct simulation *out);

#endif
