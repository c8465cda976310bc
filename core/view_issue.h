/* The view's JSON of issues and challenges; for view*.c only. */
#ifndef HUMROOM_CORE_VIEW_ISSUE_H
#define HUMROOM_CORE_VIEW_ISSUE_H

#include "core/json.h"
#include "core/view.h"

/* Those that are open and the newest, at most LIST_PAGE, oldest first. The public has no issue of a
 * run that is not shown: it would give an answer away; and of challenges those that the chair has
 * answered. */
struct json *view_issues(const struct meeting *m, enum audience audience);
/* The polite interrupts of a run; staff only. */
struct json *view_interrupts(const struct meeting *m, const struct run *r);
struct json *view_challenges(const struct meeting *m, enum audience audience);

/* All of them, in their order. */
struct json *view_every_issue(const struct meeting *m);
struct json *view_every_challenge(const struct meeting *m);
/* What a person raised, and asked of the chair: the newest VIEW_LINES, oldest first. */
struct json *view_own_issues(const struct meeting *m, uint32_t person);
struct json *view_own_challenges(const struct meeting *m, uint32_t person);

#endif
