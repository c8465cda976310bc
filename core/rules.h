/* Who may do what, in which state: one table. For decide.c. */
#ifndef HUMROOM_CORE_RULES_H
#define HUMROOM_CORE_RULES_H

#include "core/decision.h"

typedef enum status decider(struct decision *d);
decider *rules_decider(int command_kind);

/* The meeting's and the run's state only; the role is role_may()'s. Refusals say what to do
 * instead: REFUSED_ENDED, REFUSED_BAD_VALUE (no run is named), REFUSED_NO_QUESTION,
 * REFUSED_NOT_OPEN, REFUSED_WRONG_RUN, REFUSED_NOT_CLOSED, REFUSED_NO_OUTCOME, REFUSED_STATED,
 * REFUSED_VOID. */
CHECKED enum status rules_check(const struct meeting *m, const struct command *c);

#endif
