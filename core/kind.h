/* What each kind of question is: its options, whether it is hummed for, what an answer needs. One
 * table. Pure. */
#ifndef HUMROOM_CORE_KIND_H
#define HUMROOM_CORE_KIND_H

#include "core/meeting.h"

enum { KIND_OPTIONS_MAX = 2 }; /* options that a kind brings itself */

struct kind_rules {
    const char *options[KIND_OPTIONS_MAX]; /* NULL: none */
    enum wants wants[KIND_OPTIONS_MAX];    /* what an answer for each needs */
    int32_t plus, minus; /* the options that "+1" and "-1" in chat are for; -1: no position */
    bool own_options;    /* two options or more are named with the question; of draw: see
                            decide_prepare.c */
    bool others;         /* "don't care" and "something else" unless taken away */
    bool hummed;         /* may be hummed for */
    bool no_opinion;     /* "no opinion" is an answer */
    bool drawn;          /* nobody answers: it is drawn, or the chair picks */
    bool issues;         /* an answer with a reason against it is an issue */
};
const struct kind_rules *kind_rules(enum question_kind kind);

/* The option for which "+1" (plus) or "-1" stands, with the order of the sides; -1: none. */
int32_t kind_sign(const struct question *q, bool plus);
/* How the sides are asked, a sentence; "" for both, for first. */
const char *kind_sides_phrase(enum sides s);
/* "It rests on the discussion", without its full stop: what an outcome that nobody was asked for
 * rests on. */
const char *kind_basis_phrase(enum basis b);
/* What an answer for that option needs. */
enum wants kind_wants(const struct meeting *m, const struct question *q, int32_t option);
/* Is an answer for that option, with its reason, an objection? */
bool kind_objects(const struct meeting *m, const struct question *q, int32_t option);
/* How many further options an answer may be for. */
uint32_t kind_further(const struct question *q);

/* Do two questions ask in the same form, so that their options can be put side by side? */
bool kind_same_form(const struct question *a, const struct question *b);

/* Votes of an option, of every channel that is counted, and at the microphone; and is it ahead of
 * all others, alone? */
uint32_t kind_votes(const struct run *r, uint32_t option);
bool kind_has_most(const struct question *q, const struct run *r, uint32_t option);

/* Of those who answered for each option how many had said, in the question before this one, that
 * they have read the draft. false: this question follows none that asked so (or no memory): then
 * readers is untouched. */
bool kind_readers(const struct meeting *m, const struct run *r, uint32_t readers[OPTIONS_MAX]);

/* "" for the usual form of a draft's name with its version, "draft-ietf-group-topic-03"; else what
 * is unusual about it, a clause. Unusual names are taken all the same. */
const char *kind_draft_hint(const char *name);

#endif
