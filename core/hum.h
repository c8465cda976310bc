/* One measured hum, and how two hums compare. Plain values; made by audio/ (struct hum) and by
 * compare.c (struct pair).
 *
 * Levels are whole millibels (1 mB = 0.01 dB) so that they can go into the record as they are.
 * Unless said otherwise a level is the power between 100 and 1000 Hz, flat, edges sharp, re full
 * scale: a full-scale sine in the band is -301 mB. Several channels: the mean of their powers.
 * Frames count from the stream's first frame. */
#ifndef HUMROOM_CORE_HUM_H
#define HUMROOM_CORE_HUM_H

#include "core/status.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    LEVEL_SILENT_MB = -12000,  /* exactly this at or below -120 dB */
    LEVEL_NONE_MB = INT32_MIN, /* no such figure (JSON null) */

    HUM_TRACE_MAX = 600, /* levels of 50 ms: the longest window, 30 s */
    HUM_TRACE_STEP_MS = 50,
    HUM_SECONDS_DEFAULT = 5,
    HUM_SECONDS_MAX = 30,
    HUM_SEEN_OVER_NOISE_MB =
        100, /* half a second of hum and noise must exceed the noise by this, at least */
    HUM_REACHES_NOTHING_MB =
        1000, /* an interval that reaches so far below its hum reaches no hum at all */
    HUM_PEOPLE_UNKNOWN =
        10, /* the crowd that is assumed where nobody said how many are in the room */

    /* without calibration, "against the room's noise only": excess below which a hum is weak, some;
       else strong */
    STRENGTH_SOME_FROM_MB = 600,
    STRENGTH_STRONG_FROM_MB = 1500,
};

/* A level as one reads it off the meter every 50 ms (20 Hz). The last loudness (BS.1770 momentary)
 * is in LUFS x 100. */
struct reading {
    int64_t frame;        /* first frame of the block */
    int32_t level_mb;     /* of these 50 ms, noise included */
    int32_t noise_mb;     /* room noise as now estimated, LEVEL_NONE_MB where there is none yet */
    int32_t momentary_mb; /* LEVEL_SILENT_MB until 400 ms have been heard */
    bool clipped;
    uint32_t lost_frames; /* since the stream began */
};

/* What the meter says of a hum. Words of pages and minutes: strength_phrase(). */
enum strength {
    STRENGTH_NONE,
    STRENGTH_SILENCE,
    STRENGTH_WEAK,
    STRENGTH_SOME,
    STRENGTH_STRONG,
    STRENGTH_COUNT
};

/* What a strength is measured against: the room's noise only, or a hum of everybody in the room. */
enum scale { SCALE_NOISE, SCALE_EVERYONE, SCALE_COUNT };

/* What the chair's ear says of the same option. */
enum heard {
    HEARD_NOTHING_ENTERED,
    HEARD_SILENCE,
    HEARD_WEAK,
    HEARD_SOME,
    HEARD_STRONG,
    HEARD_APPROVAL,
    HEARD_MUTTERING,
    HEARD_COUNT
};

/* Flags inform. They are bits: flags |= 1u << FLAG_SHORT. Issue one sentence each, with what the
 * chair can do. */
enum flag {
    FLAG_CLIPPED,
    FLAG_GAIN_CHANGE,
    FLAG_SPEECH,
    FLAG_APPLAUSE,
    FLAG_FEW_VOICES,
    FLAG_SHORT,
    FLAG_UNSTEADY,
    FLAG_FLOOR_SHIFT,
    FLAG_GAP,
    FLAG_NO_NOISE_ESTIMATE,
    FLAG_COUNT
};

/* Why a window has no figure. The first two are the meter's; `stopped` is a crash, a stop, a lost
 * or changed microphone; `by-chair` is the chair's key. */
enum hum_void {
    HUM_VALID,
    HUM_VOID_GAP,
    HUM_VOID_NO_NOISE,
    HUM_VOID_STOPPED,
    HUM_VOID_BY_CHAIR,
    HUM_VOID_COUNT
};

struct hum {
    uint32_t window;     /* the number that the window was started with; unique in a meeting */
    uint32_t microphone; /* index, 0 is the first */
    int32_t rate_hz;
    int64_t start_frame; /* window */
    int64_t end_frame;
    int64_t onset_frame; /* the stretch in which people hum; -1 where silent or void */
    int64_t offset_frame;
    enum hum_void void_reason;
    bool silent;
    int32_t hum_mb; /* hum alone, noise power subtracted, mean over the stretch; NONE where silent
                       or void */
    int32_t hum_low_mb; /* its 95 % interval at the microphone */
    int32_t hum_high_mb;
    int32_t noise_mb;  /* room noise: power mean expected during the hum; NONE where there is no
                          estimate */
    int32_t excess_mb; /* hum_mb - noise_mb; NONE where silent or void */
    int32_t interval_low_mb; /* 95 % interval of the excess; of a silent hum: low NONE, high the
                                largest hidden (NONE where limit_mb is) */
    int32_t interval_high_mb;
    int32_t limit_mb;    /* the smallest hum that would have been seen; NONE where void */
    int32_t loudness_mb; /* LUFS x 100, highest short-term loudness in the window, one channel once;
                            noise included */
    enum strength strength;      /* STRENGTH_NONE where void */
    enum strength strength_high; /* above strength where the interval crosses a boundary: "some to
                                    strong"; else the same */
    enum scale scale;            /* what strength was measured against */
    uint32_t
        hidden_people;    /* of a silent hum: about so many could hum unheard; 0: cannot be said */
    uint32_t flags;       /* bits of enum flag */
    uint32_t not_checked; /* bits of enum flag that this rate or device cannot show */
    int32_t scatter_mb;   /* standard deviation of the 100 ms levels over the stretch, NONE where
                             silent or void */
    int32_t
        trace_count; /* 0..HUM_TRACE_MAX, from start_frame on, one level each HUM_TRACE_STEP_MS */
    int32_t trace_mb[HUM_TRACE_MAX];
};

/* Two hums compared, a first and a second as the caller numbers them. Two statements that are never
 * mixed: sound: which sounded louder here (error of the microphone); people: for which more people
 * hummed (voices, seats). */
struct pair {
    uint32_t first;
    uint32_t second;
    int32_t
        louder; /* `first` or `second`'s number; -1 where the levels are equal or both are silent */
    int32_t difference_mb; /* louder - quieter, >= 0; NONE where one side is silent */
    int32_t sound_low_mb;  /* 95 % interval of the difference in level; high NONE where one side is
                              silent */
    int32_t sound_high_mb;
    bool sound_distinct; /* the interval excludes 0 */
    int32_t low_mb; /* 95 % interval of 10 log10 (people for louder / people for quieter); high may
                       be NONE */
    int32_t high_mb;
    bool distinct;       /* the interval excludes 0 */
    int32_t microphones; /* of several: how many are compared, where not all that there were
                            measured both; -1: none did, and nothing is compared */
};

/* The words, from tables; never NULL. _word is for JSON and the wire ("gain-change"), _phrase for
 * pages and minutes
 * ("no hum measured above the room's noise"). flag_advice: what the flag means and what the chair
 * can do, a sentence. */
const char *strength_word(enum strength s);
const char *strength_phrase(enum strength s);
const char *heard_word(enum heard h);
const char *flag_word(enum flag f);
const char *flag_phrase(enum flag f);
const char *flag_advice(enum flag f);
const char *hum_void_word(enum hum_void v); /* "" for HUM_VALID */
const char *hum_void_phrase(enum hum_void v);
CHECKED enum status heard_from_word(const char *word, enum heard *out);

const char *scale_word(enum scale s);
const char *scale_phrase(enum scale s); /* "against the room's noise only" */

/* Without calibration: the strength of an excess above the room's noise. */
enum strength strength_of_excess(int32_t excess_mb);

/* With a calibration (everyone: a valid hum of everybody, not silent) the strength of h is its
 * share of the room's power: weak below 20 %, some to 70 %, strong above; an interval across a
 * boundary gives both words. The share itself is kept nowhere. NULL: against the room's noise, as
 * strength_of_excess(). Changes strength, strength_high and scale only. */
void hum_set_scale(struct hum *h, const struct hum *everyone);

/* How many people could hum and stay under the limit of a silent hum, where `people` in all made
 * the reference hum (the calibration, or another option's hum, for which at most that many hummed):
 * their mean power, taken at the lower end of its interval, into the limit's power, rounded up. 0:
 * not silent, or it cannot be said. */
uint32_t hum_hidden_people(const struct hum *silent, const struct hum *reference, uint32_t people);

/* A window that has no figure, for a reason that is not found in its samples. */
struct hum hum_without_figure(uint32_t window, enum hum_void why);

/* Compares two hums. people: all who hum in the room (both camps together), 0 where nobody said;
 * then HUM_PEOPLE_UNKNOWN is assumed. Returns false, and leaves out as it is, where either is void:
 * void hums are in no comparison. The source of the crowd term stands in compare.c. */
bool hum_compare(const struct hum *first, uint32_t first_number, const struct hum *second,
                 uint32_t second_number, uint32_t people, struct pair *out);

#endif
