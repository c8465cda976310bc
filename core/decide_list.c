/* Outcomes, and their confirmation on the list. */
#include "core/adoption.h"
#include "core/decision.h"
#include "core/kind.h"
#include "core/when.h"

#include <string.h>

/* Which outcomes are confirmed on the list unless the chair says otherwise. */
static bool confirmed_by_default(const struct command *c)
{
    for (uint32_t i = 0; i < c->statement_count; i++)
        switch (c->statements[i].kind) {
        case STATEMENT_CONSENSUS:
        case STATEMENT_PLURALITY:
        case STATEMENT_DRAW:
            return true;
        default:
            break;
        }
    return false;
}

static enum status copy_statements(struct decision *d, struct event *e)
{
    const struct command *c = d->command;
    e->outcome.statement_count = c->statement_count;
    e->outcome.statements =
        arena_take(&d->out->arena, c->statement_count * sizeof *e->outcome.statements);
    if (e->outcome.statements == NULL)
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < c->statement_count; i++) {
        e->outcome.statements[i] = c->statements[i];
        e->outcome.statements[i].text = decision_text(d, c->statements[i].text);
        e->outcome.statements[i].who = decision_text(d, c->statements[i].who);
        e->outcome.statements[i].date = decision_text(d, c->statements[i].date);
        e->outcome.statements[i].missing = decision_text(d, c->statements[i].missing);
        if (e->outcome.statements[i].text == NULL || e->outcome.statements[i].who == NULL ||
            e->outcome.statements[i].date == NULL || e->outcome.statements[i].missing == NULL)
            return FAILED_NO_MEMORY;
    }
    return STATUS_OK;
}

/* Who hears that it is deferred or referred can tell what happens next. */
static enum status check_next(const struct statement *s)
{
    if ((s->to != LATER_NONE && s->kind != STATEMENT_DEFERRED) ||
        (s->team != TEAM_NONE && s->kind != STATEMENT_REFERRED))
        return REFUSED_KIND;
    if (s->kind == STATEMENT_DEFERRED && (s->to == LATER_NONE || s->missing[0] == '\0'))
        return REFUSED_DEFERRED;
    if (s->kind == STATEMENT_REFERRED &&
        (s->team == TEAM_NONE || s->who[0] == '\0' || s->date[0] == '\0'))
        return REFUSED_REFERRED;
    return STATUS_OK;
}

/* A plurality is chosen by most votes, under rules that were said; a draw and an editor are named.
 */
static enum status check_method(const struct decision *d, const struct statement *s,
                                const struct question *q, const struct run *r)
{
    int64_t day_us;
    bool named = s->text[0] != '\0' || s->who[0] != '\0';
    bool of_draw = s->kind == STATEMENT_DRAW && q != NULL && q->kind == QUESTION_DRAW;
    if (of_draw)
        return decision_drawn(d, r, s);
    if ((s->kind == STATEMENT_DRAW || s->kind == STATEMENT_EDITOR) && !named)
        return REFUSED_METHOD;
    if (s->kind == STATEMENT_PLURALITY && (q == NULL || q->kind != QUESTION_PLURALITY))
        return REFUSED_KIND;
    if (s->kind == STATEMENT_PLURALITY && s->option >= 0 &&
        !kind_has_most(q, r, (uint32_t)s->option))
        return REFUSED_TIE;
    return s->date[0] == '\0' || when_parse(s->date, &day_us) == STATUS_OK ? STATUS_OK
                                                                           : REFUSED_DATE;
}

/* q, r: NULL where nothing is asked. */
static enum status check_statements(const struct decision *d, const struct question *q,
                                    const struct run *r)
{
    const struct command *c = d->command;
    if (c->statement_count == 0)
        return REFUSED_STATEMENTS;
    for (uint32_t i = 0; i < c->statement_count; i++) {
        const struct statement *one = &c->statements[i];
        if (one->option >= 0 &&
            (q == NULL || meeting_option(d->meeting, q, (uint32_t)one->option) == NULL))
            return REFUSED_NO_OPTION;
        enum status s = check_next(one);
        if (s == STATUS_OK)
            s = check_method(d, one, q, r);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

static enum status add_outcome(struct decision *d, uint32_t question, uint32_t run,
                               const char *words)
{
    const struct command *c = d->command;
    struct event *e = decision_event(d, EVENT_OUTCOME_STATED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->outcome.question = question;
    e->outcome.run = run;
    e->outcome.words = decision_text(d, words);
    e->outcome.reason = decision_text(d, c->reason);
    e->outcome.by = decision_by(d);
    e->outcome.open_issues = meeting_open_issues(d->meeting, question);
    e->outcome.to_confirm = c->has_to_confirm ? c->to_confirm : confirmed_by_default(c);
    if (e->outcome.words == NULL || e->outcome.reason == NULL || e->outcome.by == NULL)
        return FAILED_NO_MEMORY;
    return copy_statements(d, e);
}

/* Consensus over an open issue owes it a reason more than any other outcome does. */
static enum status check_reason(const struct decision *d, uint32_t question)
{
    const struct command *c = d->command;
    if (c->reason[0] != '\0')
        return STATUS_OK;
    for (uint32_t i = 0; i < c->statement_count; i++)
        if (c->statements[i].kind == STATEMENT_CONSENSUS &&
            meeting_open_issues(d->meeting, question) > 0)
            return REFUSED_OPEN_ISSUES;
    return REFUSED_REASON;
}

/* Does the outcome take something from the run's answers and hums? */
static bool chooses(const struct command *c)
{
    for (uint32_t i = 0; i < c->statement_count; i++)
        if (c->statements[i].kind == STATEMENT_CONSENSUS ||
            c->statements[i].kind == STATEMENT_PLURALITY)
            return true;
    return false;
}

/* Stated again it is a change: both are kept. */
enum status decide_state(struct decision *d)
{
    const struct command *c = d->command;
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s == STATUS_OK)
        s = check_statements(d, meeting_question(d->meeting, r->question), r);
    if (s != STATUS_OK)
        return s;
    if (r->state == RUN_OPEN)
        return REFUSED_NOT_CLOSED;
    if (r->voided_us != 0 && chooses(c))
        return REFUSED_VOID;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    s = check_reason(d, r->question);
    if (s != STATUS_OK)
        return s;
    return add_outcome(d, r->question, r->run, c->text);
}

/* An outcome without asking: a question with one run that was open for no time. What it rests on is
 * named. */
enum status decide_declare(struct decision *d)
{
    const struct command *c = d->command;
    const uint32_t number = d->meeting->questions.count + 1;
    if (c->text[0] == '\0' || c->words[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (c->reason[0] == '\0')
        return REFUSED_REASON;
    if (c->basis == BASIS_NONE || (c->basis == BASIS_SILENCE && c->since[0] == '\0'))
        return REFUSED_BASIS;
    if (d->meeting->open_run != 0)
        return REFUSED_ANOTHER_OPEN;
    if (d->meeting->questions.count >= QUESTIONS_MAX)
        return REFUSED_TOO_MANY;
    enum status s = check_statements(d, NULL, NULL);
    if (s == STATUS_OK)
        s = decision_question(d,
                              &(struct new_question){.kind = QUESTION_DECLARE,
                                                     .text = c->text,
                                                     .worded_by = "",
                                                     .draft = "",
                                                     .who_counts = "",
                                                     .agreement = "",
                                                     .on_list = "",
                                                     .links = "",
                                                     .source = "",
                                                     .since = c->since,
                                                     .basis = (enum basis)c->basis},
                              number);
    if (s == STATUS_OK)
        s = decision_about(d, EVENT_QUESTION_ASKED, number, 1);
    if (s == STATUS_OK)
        s = decision_about(d, EVENT_QUESTION_CLOSED, number, 1);
    return s == STATUS_OK ? add_outcome(d, number, 1, c->words) : s;
}

/* The run of a command about confirmation: its outcome must have been stated. */
static enum status stated_run(const struct decision *d, const struct run **out)
{
    enum status s = decision_run(d, out);
    if (s != STATUS_OK || (*out)->outcome != 0)
        return s;
    return (*out)->voided_us != 0 ? REFUSED_VOID : REFUSED_NO_OUTCOME;
}

enum status decide_mark(struct decision *d)
{
    const struct run *r;
    enum status s = stated_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (!d->command->has_to_confirm)
        return REFUSED_BAD_VALUE;
    enum confirmation wanted =
        d->command->to_confirm ? CONFIRMATION_TO_CONFIRM : CONFIRMATION_NOT_NEEDED;
    if (r->confirmation > CONFIRMATION_TO_CONFIRM || r->confirmation == wanted)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_CONFIRMATION_MARKED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->marked.question = r->question;
    e->marked.run = r->run;
    e->marked.to_confirm = d->command->to_confirm;
    return STATUS_OK;
}

enum status decide_sent(struct decision *d)
{
    const struct run *r;
    int64_t sent_us;
    enum status s = stated_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (r->confirmation == CONFIRMATION_NOT_NEEDED)
        return REFUSED_NOT_TO_CONFIRM;
    if (r->confirmation != CONFIRMATION_TO_CONFIRM)
        return REFUSED_ALREADY;
    if (d->command->message_id[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (when_parse(d->command->date, &sent_us) != STATUS_OK)
        return REFUSED_DATE;
    struct event *e = decision_event(d, EVENT_CONFIRMATION_SENT);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->sent.question = r->question;
    e->sent.run = r->run;
    e->sent.message_id = decision_text(d, d->command->message_id);
    e->sent.sent_us = sent_us;
    e->sent.deadline_us = when_end_of_day_after(sent_us, CALL_DAYS);
    return e->sent.message_id != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* The run of a command after sending, while the call is open. */
static enum status sent_run(const struct decision *d, const struct run **out)
{
    enum status s = stated_run(d, out);
    if (s != STATUS_OK)
        return s;
    if ((*out)->confirmation < CONFIRMATION_SENT)
        return (*out)->voided_us != 0 ? REFUSED_VOID : REFUSED_NOT_SENT;
    return (*out)->confirmation == CONFIRMATION_SENT ? STATUS_OK : REFUSED_ALREADY;
}

enum status decide_deadline(struct decision *d)
{
    const struct run *r;
    int64_t day_us;
    enum status s = sent_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (when_parse(d->command->date, &day_us) != STATUS_OK || day_us < r->sent_us - DAY_US)
        return REFUSED_DATE;
    if (adoption_is(meeting_question(d->meeting, r->question)) &&
        when_end_of_day_after(day_us, 0) < when_end_of_day_after(r->sent_us, CALL_LEAST_DAYS))
        return REFUSED_TWO_WEEKS;
    struct event *e = decision_event(d, EVENT_DEADLINE_CHANGED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->sent.question = r->question;
    e->sent.run = r->run;
    e->sent.deadline_us = when_end_of_day_after(day_us, 0);
    e->sent.why = decision_text(d, d->command->reason);
    return e->sent.why != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decide_confirm(struct decision *d)
{
    const struct run *r;
    enum status s = sent_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (d->command->as <= (int)CONFIRMATION_SENT)
        return REFUSED_BAD_VALUE;
    if (d->command->reason[0] == '\0')
        return REFUSED_REASON;
    struct event *e = decision_event(d, EVENT_CONFIRMATION_CLOSED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->confirmed.question = r->question;
    e->confirmed.run = r->run;
    e->confirmed.as = d->command->as;
    e->confirmed.why = decision_text(d, d->command->reason);
    e->confirmed.by = decision_by(d);
    return e->confirmed.why != NULL && e->confirmed.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}
