/* What the files of the mail to the list share; for nobody else. */
#ifndef HUMROOM_CORE_MAIL_PART_H
#define HUMROOM_CORE_MAIL_PART_H

#include "core/mail.h"
#include "core/text.h"

/* A paragraph broken between words, every line behind the indent. A word that is longer than a line
 * stays whole. */
void mail_wrapped(struct text *out, const char *indent, const char *plain);
/* The same with what was put together in `line`, which is empty again afterwards. */
void mail_line(struct text *out, const char *indent, struct text *line);

/* What a question of adopting or withdrawing a draft says more; nothing of other kinds. That it is
 * a call of two weeks, of which draft, with the events explained, and the notes on the criteria; */
void mail_adoption_call(const struct meeting *m, const struct run *r, int64_t deadline_us,
                        struct text *out);
/* how many people are willing to do what; */
void mail_adoption_willing(const struct meeting *m, const struct run *r, struct text *out);
/* what the list is asked for. */
void mail_adoption_request(const struct meeting *m, const struct run *r, struct text *out);

void mail_evidence(const struct meeting *m, const struct run *r, struct text *out);
/* All issues of a run, with what came of them. */
void mail_issues(const struct meeting *m, const struct run *r, struct text *out);
/* Who raised it. */
const char *mail_issue_by(const struct meeting *m, const struct issue *i);

#endif
