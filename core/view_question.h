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
/* What the chair may state, each with its sentence and what it needs. */
struct json *view_outcomes(const struct meeting *m, const struct run *r);
/* What changed where a question restates another; NULL where it does not. */
struct json *view_restated(const struct meeting *m, const struct question *q);
/* The runs of a question beside each other, oldest first, that all may see (or staff); empty where
 * there is one only. */
struct json *view_side_by_side(const struct meeting *m, const struct question *q, bool staff);
/* The offers of a run, a list of words. */
struct json *view_offers(const struct meeting *m, const struct run *r);

#endif
