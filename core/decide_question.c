/* The meeting and its questions: asking, closing, showing. */
#include "core/decision.h"
#include "core/decision_chat.h"

enum status decision_run(const struct decision *d, const struct run **out)
{
    if (d->command->question == 0 || d->command->run == 0)
        return REFUSED_BAD_VALUE;
    *out = meeting_run(d->meeting, d->command->question, d->command->run);
    return *out != NULL ? STATUS_OK : REFUSED_NO_QUESTION;
}

enum status decision_open_run(const struct decision *d, const struct run **out)
{
    enum status s = decision_run(d, out);
    if (s != STATUS_OK || (*out)->state == RUN_OPEN)
        return s;
    const struct question *q = meeting_question(d->meeting, d->command->question);
    return d->command->run < q->run_count ? REFUSED_WRONG_RUN : REFUSED_NOT_OPEN;
}

enum status decision_option(const struct decision *d, const struct run *r)
{
    const struct question *q = meeting_question(d->meeting, r->question);
    if (d->command->option == INT32_MIN)
        return REFUSED_BAD_VALUE;
    bool there = d->command->option >= 0 &&
                 meeting_option(d->meeting, q, (uint32_t)d->command->option) != NULL;
    return there ? STATUS_OK : REFUSED_NO_OPTION;
}

/* As said; whom the role was handed to; or the only one of it whom the invitation names. */
static const char *by(struct decision *d, bool chair)
{
    const struct meeting *m = d->meeting;
    const struct person *as = meeting_person(m, d->actor->as);
    uint32_t count = 0;
    const char *only = "";
    for (uint32_t i = 0; i < m->invited.count; i++)
        if (m->invited.items[i].chair == chair)
            only = count++ == 0 ? meeting_text(m, m->invited.items[i].name) : "";
    if (as != NULL)
        only = meeting_text(m, as->name);
    return decision_text(d, d->command->by[0] != '\0' ? d->command->by : only);
}

const char *decision_by(struct decision *d)
{
    return by(d, true);
}

const char *decision_by_role(struct decision *d)
{
    return by(d, d->actor->role == ROLE_CHAIR);
}

/* What is still open is closed, and its counts are told. */
enum status decide_end(struct decision *d)
{
    enum status s = d->meeting->open_run != 0 ? decision_close_and_tell(d) : STATUS_OK;
    if (s != STATUS_OK)
        return s;
    return decision_event(d, EVENT_MEETING_ENDED) != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decision_about(struct decision *d, enum event_kind kind, uint32_t question,
                           uint32_t run)
{
    struct event *e = decision_event(d, kind);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->asked.question = question;
    e->asked.run = run;
    e->asked.by = decision_by(d);
    return e->asked.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Asking a question that was asked before runs it again: a run of its own, the earlier is kept. */
enum status decide_ask(struct decision *d)
{
    const struct question *q = meeting_question(d->meeting, d->command->question);
    if (q == NULL)
        return REFUSED_NO_QUESTION;
    if (q->kind == QUESTION_DECLARE)
        return REFUSED_KIND;
    if (d->meeting->open_run != 0)
        return REFUSED_ANOTHER_OPEN;
    if (d->command->because != BECAUSE_NONE && q->run_count == 0)
        return REFUSED_NOT_AGAIN;
    enum status s = decision_about(d, EVENT_QUESTION_ASKED, d->command->question, q->run_count + 1);
    if (s != STATUS_OK || q->run_count == 0)
        return s;
    struct event *e = &d->out->items[d->out->count - 1];
    e->asked.because = d->command->because;
    e->asked.why = decision_text(d, d->command->reason);
    return e->asked.why != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Everybody is told when it closes; answers stay open until then. */
enum status decide_closing(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct run *r;
    enum status s = decision_open_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (r->closes_us != 0)
        return REFUSED_ALREADY;
    if (m->open_hum != 0 && m->hums.items[m->open_hum - 1].phase == HUM_RUNNING)
        return REFUSED_HUM_RUNNING;
    struct event *e = decision_event(d, EVENT_CLOSING_ANNOUNCED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->closing.question = r->question;
    e->closing.run = r->run;
    e->closing.closes_us = d->now_us + CLOSING_SECONDS * INT64_C(1000000);
    e->closing.by = decision_by(d);
    return e->closing.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decision_closing_cancelled(struct decision *d, const struct run *r, bool restart)
{
    struct event *e = decision_event(d, EVENT_CLOSING_CANCELLED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->closing.question = r->question;
    e->closing.run = r->run;
    e->closing.restart = restart;
    e->closing.by = restart ? "" : decision_by(d);
    return e->closing.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decide_closing_cancel(struct decision *d)
{
    const struct run *r;
    enum status s = decision_open_run(d, &r);
    if (s != STATUS_OK)
        return s;
    return r->closes_us != 0 ? decision_closing_cancelled(d, r, false) : REFUSED_NOT_CLOSING;
}

/* The countdown is over; one that was cancelled in the same moment closes nothing. */
enum status decide_close_due(struct decision *d)
{
    const struct run *r;
    enum status s = decision_open_run(d, &r);
    if (s != STATUS_OK)
        return s;
    return r->closes_us != 0 ? decision_about(d, EVENT_QUESTION_CLOSED, r->question, r->run)
                             : REFUSED_NOT_CLOSING;
}

/* Closing does not wait for the meter: what is still being checked is recorded when it is there. */
enum status decide_close(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct run *r;
    enum status s = decision_open_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (m->open_hum != 0 && m->hums.items[m->open_hum - 1].phase == HUM_RUNNING)
        return REFUSED_HUM_RUNNING;
    return decision_about(d, EVENT_QUESTION_CLOSED, r->question, r->run);
}

enum status decide_show(struct decision *d)
{
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (r->state == RUN_OPEN)
        return REFUSED_NOT_CLOSED;
    return r->shown ? REFUSED_ALREADY : decision_about(d, EVENT_RESULTS_SHOWN, r->question, r->run);
}
