/* Adopting a draft, and withdrawing one: which criteria and steps belong to which question, who is
 * willing to do what. Two tables and look-ups. Pure.
 *
 * Adoption is not a required step of a draft's way: each step is done, not needed (and why), or
 * open. Nothing here judges: the chairs do. */
#ifndef HUMROOM_CORE_ADOPTION_H
#define HUMROOM_CORE_ADOPTION_H

#include "core/meeting.h"

enum { CALL_LEAST_DAYS = 14 }; /* of a call for adoption or withdrawal */

/* Is it a question of adopting or withdrawing a draft? And one between drafts that compete? */
bool adoption_is(const struct question *q);
bool adoption_competes(const struct question *q);
/* The i-th draft of a question, competing or alone; NULL: it has no more. */
const char *adoption_draft(const struct meeting *m, const struct question *q, uint32_t i);

/* Which of the outcomes of drafts that compete are options of the question, as bits of enum
 * draft_outcome; 0 of others. */
uint32_t adoption_outcomes(const struct meeting *m, const struct question *q);

/* The options of a draft that the group may take into its care, as those of other kinds are
 * kind.h's.
 */
extern const char *const adoption_care_options[2];

/* Does it belong to this question? */
bool adoption_has_criterion(const struct question *q, enum criterion c);
bool adoption_has_step(const struct question *q, enum draft_step s);

/* What pages and minutes say; never NULL. */
const char *criterion_phrase(enum criterion c); /* "the purpose is clear" */
const char *step_phrase(enum draft_step s);     /* "authors asked about IPR" */
const char *waiver_phrase(enum waiver g);       /* "by the charter" */
const char *cause_phrase(enum cause c);         /* "lack of interest" */
const char *tried_phrase(enum tried t);         /* "reviews were asked for" */
/* What the chairs are reminded of while they judge; NULL: no more. */
const char *adoption_reminder(const struct question *q, uint32_t i);

/* The note on a criterion, of a draft by its name ("" of all of them); "": none. */
const char *adoption_note(const struct meeting *m, uint32_t question, enum criterion c,
                          const char *draft);
/* A step as it stands, of a draft alike. A call that was sent to the list from here is done by that
 * for all of them, with its days, unless something else was entered. */
struct step_note adoption_step(const struct meeting *m, uint32_t question, enum draft_step s,
                               const char *draft);
/* "" or what is unusual about a name for a draft of the group (care: of an individual), a clause.
 * names: blanks between. Unusual names are taken all the same. */
const char *adoption_name_hint(const struct meeting *m, const struct question *q,
                               const char *names);

/* What a person or (person 0) a name said last of a draft ("": whichever it is), also where that
 * took it back; NULL: nothing. */
const struct willing_note *adoption_willing_of(const struct meeting *m, const struct run *r,
                                               const char *draft, uint32_t person,
                                               const char *name);
/* Is that note the one that says so of its person? Of people who are one the first. */
bool adoption_is_willing(const struct meeting *m, const struct willing_note *w, enum willing what);
/* How many people are willing to do it, of a draft or whichever it is (""). */
uint32_t adoption_willing(const struct meeting *m, const struct run *r, const char *draft,
                          enum willing what);

#endif
