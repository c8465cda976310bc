/* What the files of the minutes share; for nobody else. */
#ifndef HUMROOM_CORE_MINUTES_PART_H
#define HUMROOM_CORE_MINUTES_PART_H

#include "core/meeting.h"
#include "core/text.h"

/* Text of people, escaped. */
void minutes_text(const struct meeting *m, struct text *out, text_ref ref);
void minutes_plain(struct text *out, const char *text); /* the same of a text */
/* A sentence that ends its line, with a full stop where its author wrote none. */
void minutes_line(const struct meeting *m, struct text *out, text_ref ref);
void minutes_sentence(struct text *out, const char *text); /* the same, and the line goes on */
/* "10:05:12" on the meeting's clock; with its date where that is not the day on which the meeting
 * was opened. */
void minutes_time(const struct meeting *m, struct text *out, int64_t us);
/* " by NAME", or nothing where nobody is named. */
void minutes_by(const struct meeting *m, struct text *out, text_ref name);

void minutes_question(const struct meeting *m, const struct question *q,
                      struct text *out); /* word for word, rules */
void minutes_kind(const struct meeting *m, const struct run *r,
                  struct text *out); /* what its kind says of a run */
/* Where a question restates another: what changed in wording and options. */
void minutes_restated(const struct meeting *m, const struct question *q, struct text *out);
/* Why a run was asked again; nothing where that was not said. */
void minutes_again(const struct meeting *m, const struct run *r, struct text *out);
/* A table of the runs of a question; nothing where there is one only. */
void minutes_side_by_side(const struct meeting *m, uint32_t question, struct text *out);
/* Of a draw: how it is settled, a sentence each; and the pool, what was drawn, how to check it. */
void minutes_draw_rules(const struct meeting *m, const struct question *q, struct text *out);
/* ", NAME" for each that was drawn; nothing of a question that is no draw. */
void minutes_drawn(const struct meeting *m, const struct run *r, struct text *out);
void minutes_draw(const struct meeting *m, const struct run *r, struct text *out);
/* Drafts, cause, what was tried: of adopt and withdraw, behind the other rules. */
void minutes_drafts(const struct meeting *m, const struct question *q, struct text *out);
/* Criteria and steps; nothing for other kinds. */
void minutes_adoption(const struct meeting *m, uint32_t question, struct text *out);
void minutes_willing(const struct meeting *m, const struct run *r, struct text *out);
void minutes_void(const struct meeting *m, const struct run *r, struct text *out);
/* Issues and challenges of a run; 0, 0: of the meeting. */
void minutes_issues(const struct meeting *m, uint32_t question, uint32_t run, struct text *out);
/* What somebody answered: "limit and cap", "no opinion". */
void minutes_answer(const struct meeting *m, const struct question *q, const struct answer *a,
                    struct text *out);
/* A person's name, with what they are beside a participant: "Rui Costa (author)". */
void minutes_person(const struct meeting *m, const struct person *p, struct text *out);
void minutes_identities(const struct meeting *m, struct text *out);
void minutes_entered(const struct meeting *m, const struct run *r,
                     struct text *out); /* by chair or scribe */
/* Unsure chat lines, and how they were settled. */
/* Chat of other rooms in this run: from where, how much. */
void minutes_imported(const struct meeting *m, const struct run *r, struct text *out);
void minutes_unsure(const struct meeting *m, const struct run *r, struct text *out);
void minutes_evidence(const struct meeting *m, const struct run *r,
                      struct text *out); /* hums, hands, chat, people */
void minutes_outcome(const struct meeting *m, const struct run *r,
                     struct text *out); /* and its confirmation */

#endif
