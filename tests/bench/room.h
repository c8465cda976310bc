/* A room that hums, made from a seed: sound, cues and the truth about it.
 *
 * Eight seats, each with a tail of its own (Gaussian, decaying by 60 dB in 0.4 to 0.9 s, behind a
 * direct sound); voices of voice.h with levels of standard deviation 5 dB that start within half a
 * second of each other and stop within 0.4 s; a chair who talks for 1.3 s before each hum, 20 dB
 * over the noise; one kind of noise throughout. Time: 6 s of quiet, then for each hum 1.5 s for the
 * chair, 5 s of window, 2 s of rest. */
#ifndef HUMROOM_TESTS_BENCH_ROOM_H
#define HUMROOM_TESTS_BENCH_ROOM_H

#include "core/hum.h"
#include "tests/bench/noise.h"

#include <stdbool.h>
#include <stdint.h>

enum { ROOM_HUMS_MAX = 64, ROOM_SEATS = 8, ROOM_LABEL_MAX = 32 };

/* What people do in the window. In unison: one pitch within a hundredth. */
enum room_sound { ROOM_HUM, ROOM_UNISON, ROOM_TALK, ROOM_CLAPS };

struct room_hum {
    char label[ROOM_LABEL_MAX];
    int people; /* 0: nobody hums; of claps: so many a second */
    enum room_sound sound;
    double hum_s;     /* from the first start to the last stop; 0: 4.2 */
    bool levelled;    /* then not by one_voice_db, but: */
    double excess_db; /* the sound over the noise, 100-1000 Hz; and with some breath above 2 kHz */
    double voices;  /* (sum p)^2 / sum p^2 of their powers: as many alike would sound so; filled in,
                       as are the following */
    double start_s; /* of the window */
    double end_s;
    double hum_db; /* of the clean hum at the microphone while all hum, 100-1000 Hz, power mean; NAN
                      where nobody hums */
    double noise_db; /* of the noise over the whole recording, same band */
};

struct room_plan {
    uint64_t seed;
    int32_t rate_hz;
    enum noise_kind noise;
    double noise_dbfs;   /* in the band */
    double one_voice_db; /* a median voice over the noise in the band */
    int count;
    struct room_hum hums[ROOM_HUMS_MAX];
    bool levels_unknown; /* something changed the sound: its truth has no levels */
    const char *name;    /* of what is wrong with it; NULL: nothing is said */
    uint32_t must;       /* bits of enum flag that its last hum must have, and must not */
    uint32_t must_not;
};

/* The sound: mono, full scale 1, scaled down where it would clip. On the heap; *frames of it. Fills
 * in plan->hums. */
float *room_make(struct room_plan *plan, size_t *frames);

/* A room that somebody described, in JSON:
 * {"seed": 41, "noise": "air", "voice_db": 6, "hums": [{"label": "for", "people": 25}, ...]}
 * voice_db: one voice over the noise, the mean of the powers of those who hum; so 25 people are
 * 10 log10 25 = 14 dB above that. people: 0 is nobody. Other members are for readers. Fills in all
 * of *plan but rate_hz; false where the file is no such description. */
bool room_read(const char *path, struct room_plan *plan);

/* 16 bit mono; false where it could not be written. */
bool room_write_wav(const char *path, const float *samples, size_t frames, int32_t rate_hz);
bool room_write_cues(const char *path, const struct room_plan *plan);
bool room_write_truth(const char *path, const struct room_plan *plan);

#endif
