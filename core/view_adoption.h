/* The view's JSON of a draft that is to be adopted or withdrawn; for view*.c only. */
#ifndef HUMROOM_CORE_VIEW_ADOPTION_H
#define HUMROOM_CORE_VIEW_ADOPTION_H

#include "core/json.h"
#include "core/view.h"

/* Criteria with their notes, steps as they stand, how many people are willing to do what, and for
 * the staff who, with what the chairs are reminded of. r: the run whose people are meant, NULL:
 * none. Of a run that is not shown the public has no number. NULL: not such a question. */
struct json *view_adoption(const struct meeting *m, uint32_t question, const struct run *r,
                           enum audience audience);
/* What was said beforehand: drafts, cause, what was tried. Every kind has these members. */
void view_put_drafts(struct json *o, const struct meeting *m, const struct question *q);
/* What a person is willing to do in the newest run, lists of words: "willing" whichever draft it
 * is, "willing_drafts" for each that competes. */
void view_put_willing(struct json *o, const struct meeting *m, uint32_t person);

#endif
