/* The view's JSON of questions; for view*.c only. */
#ifndef HUMROOM_CORE_VIEW_QUESTION_H
#define HUMROOM_CORE_VIEW_QUESTION_H

#include "core/json.h"
#include "core/meeting.h"

/* kind, text, options, relation, what belongs to the kind, and `wants`: what an answer needs. */
void view_put_question(struct json *o, const struct meeting *m, const struct question *q);
/* How far a draw has come: pool, commitment, what was drawn; NULL where the question is none. The
 * seed only when it is no secret any more. */
struct json *view_draw(const struct meeting *m, const struct run *r);
/* Neutral sentences from the facts of a run, never a verdict. */
struct json *view_proposals(const struct meeting *m, const struct run *r);
/* The offers of a run, a list of words. */
struct json *view_offers(const struct meeting *m, const struct run *r);

#endif
