/* The mail that asks the list to confirm what the chair stated about one run: its subject and text.
 * Pure; headers and encoding are net/mail.h. Plain text, UTF-8, lines of at most 72 characters
 * where words allow, ends of lines LF. */
#ifndef HUMROOM_CORE_MAIL_H
#define HUMROOM_CORE_MAIL_H

#include "core/meeting.h"

/* Days from posting to the last day for objections. */
enum { MAIL_SUBJECT_QUESTION_MAX = 60 };

/* "[framing] Confirming: Should the length ... (question 1, run 1)"; of a draft "Call for adoption:
 * " or "Call for withdrawal: ". Both texts on the heap. deadline_us: the last moment for
 * objections. REFUSED_NO_OUTCOME: nothing was stated that could be confirmed. REFUSED_VOID: the run
 * is void. */
CHECKED enum status mail_confirmation(const struct meeting *m, const struct run *r,
                                      int64_t deadline_us, char **subject, char **body);

/* An issue that was open when the outcome was written about has a mail of its own, its number in
 * the subject: "[framing] Issue 3: it leaks (question 1, run 1)". The same refusals;
 * REFUSED_NO_ISSUE: none of this run that is open. */
CHECKED enum status mail_issue(const struct meeting *m, const struct run *r, uint32_t issue,
                               int64_t deadline_us, char **subject, char **body);
bool mail_issue_waits(const struct meeting *m, const struct run *r, uint32_t issue);

#endif
