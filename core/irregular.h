/* For the chair to know: several who joined from one address within seconds, names that look alike,
 * perhaps of one person who is known twice (here, in another chat, by what was entered for them),
 * the same remark from many, very many changes in a short time; and what the chair learned
 * privately. Never an accusation: nothing follows from it by itself, and it stands in no minutes.
 *
 * Joining late, being many of one organisation, changing one's mind are never it: times of joining
 * count only against each other, affiliations are not looked at, and a mind may be changed
 * CHANGES_MIN times a minute. A room sits behind one address: who said that they are in the room
 * does not count, and an address is one entry, however many sit behind it. Pure. */
#ifndef HUMROOM_CORE_IRREGULAR_H
#define HUMROOM_CORE_IRREGULAR_H

#include "core/meeting.h"

enum irregularity_kind {
    IRREGULAR_ONE_ADDRESS,
    IRREGULAR_PERHAPS_ONE,
    IRREGULAR_LOOK_ALIKE,
    IRREGULAR_SAME_REMARK,
    IRREGULAR_MANY_CHANGES,
    IRREGULAR_TOLD,
    IRREGULAR_KIND_COUNT
};

enum {
    IRREGULAR_JOINS_MIN = 3, /* from one address within: */
    IRREGULAR_JOINS_SECONDS = 10,
    IRREGULAR_REMARK_MIN = 3,   /* people with the same remark (core/look.h) */
    IRREGULAR_CHANGES_MIN = 10, /* answers of one person to one run within: */
    IRREGULAR_CHANGES_SECONDS = 60,
    IRREGULAR_ENTRIES_MAX = 20, /* of each kind; told: the newest */
    IRREGULAR_PEOPLE_MAX = 10,  /* that an entry lists */
};

struct irregularity {
    enum irregularity_kind kind;
    uint32_t count;                        /* people */
    uint32_t people[IRREGULAR_PEOPLE_MAX]; /* the first of them; numbers */
    uint32_t of;   /* one-address: all who joined from there; perhaps-one: of those who look
                    * alike so many count in question and run */
    uint32_t into; /* perhaps-one: into whom the others would be merged; else 0 */
    uint32_t question, run; /* 0: of the meeting */
    text_ref text;          /* told; same-remark: the first of them */
    int64_t time_us;        /* the newest of what it rests on */
};

struct irregularities {
    struct irregularity *items; /* by kind; the newest first */
    uint32_t count;
    uint32_t left_out; /* older ones, beyond those of each kind */
};

/* group: [person - 1], group_count of them: a number for the address that each joined from, which
 * says nothing of the address; 0: not known. Remarks and changes are those of the newest run.
 * FAILED_NO_MEMORY. */
CHECKED enum status irregularities_find(const struct meeting *m, const uint64_t *group,
                                        uint32_t group_count, struct irregularities *out);
void irregularities_release(struct irregularities *i); /* accepts NULL and zeroed */

const char *irregularity_word(enum irregularity_kind kind);

/* {"type":"irregularities","entries":[...]} on the heap, for chairs only. */
CHECKED enum status irregularities_json(const struct meeting *m, const struct irregularities *i,
                                        char **out, size_t *len);

#endif
