/* Outcomes, and their confirmation on the list. */
#include "core/applying.h"
#include "core/list.h"

static bool keep_statements(struct meeting *m, const struct event *e)
{
    uint32_t before = m->stated.count;
    for (uint32_t i = 0; i < e->outcome.statement_count; i++) {
        const struct statement *s = &e->outcome.statements[i];
        struct stated kept = {.kind = (enum statement_kind)s->kind,
                              .option = s->option,
                              .to = (enum later)s->to,
                              .team = (enum team)s->team};
        if (!apply_keep(m, s->text, &kept.text) || !apply_keep(m, s->who, &kept.who) ||
            !apply_keep(m, s->date, &kept.date) || !apply_keep(m, s->missing, &kept.missing)) {
            m->stated.count = before;
            return false;
        }
        *PUSH(m->stated) = kept;
    }
    return true;
}

/* The words go into the chat at once. */
static void publish_outcome(struct meeting *m, const struct outcome *o)
{
    *PUSH(m->lines) = (struct line){.kind = LINE_OUTCOME,
                                    .role = ROLE_CHAIR,
                                    .text = o->words,
                                    .time_us = o->time_us,
                                    .published = true};
    *PUSH(m->published) = m->lines.count;
}

enum status apply_outcome(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->outcome.question, e->outcome.run);
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    for (uint32_t i = 0; i < e->outcome.statement_count; i++)
        if (e->outcome.statements[i].option != -1 &&
            !apply_option_fits(m, r->question, e->outcome.statements[i].option))
            return REFUSED_RECORD_DAMAGED;
    struct outcome o = {.question = r->question,
                        .run = r->run,
                        .first_statement = m->stated.count,
                        .statement_count = e->outcome.statement_count,
                        .time_us = e->time_us,
                        .seq = e->seq,
                        .to_confirm = e->outcome.to_confirm,
                        .open_issues = e->outcome.open_issues,
                        .earlier = r->outcome};
    if (!RESERVE(m->outcomes, 1) || !RESERVE(m->stated, o.statement_count) ||
        !RESERVE(m->lines, 1) || !RESERVE(m->published, 1) ||
        !apply_keep(m, e->outcome.words, &o.words) ||
        !apply_keep(m, e->outcome.reason, &o.reason) || !apply_keep(m, e->outcome.by, &o.by) ||
        !keep_statements(m, e))
        return FAILED_NO_MEMORY;
    *PUSH(m->outcomes) = o;
    publish_outcome(m, &o);
    r->outcome = m->outcomes.count;
    if (r->confirmation == CONFIRMATION_NOT_NEEDED || r->confirmation == CONFIRMATION_TO_CONFIRM)
        r->confirmation = o.to_confirm ? CONFIRMATION_TO_CONFIRM : CONFIRMATION_NOT_NEEDED;
    return STATUS_OK;
}

enum status apply_marked(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->marked.question, e->marked.run);
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    r->confirmation = e->marked.to_confirm ? CONFIRMATION_TO_CONFIRM : CONFIRMATION_NOT_NEEDED;
    return STATUS_OK;
}

enum status apply_sent(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->sent.question, e->sent.run);
    text_ref id;
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep(m, e->sent.message_id, &id))
        return FAILED_NO_MEMORY;
    r->confirmation = CONFIRMATION_SENT;
    r->message_id = id;
    r->sent_us = e->sent.sent_us;
    r->deadline_us = e->sent.deadline_us;
    return STATUS_OK;
}

enum status apply_deadline(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->sent.question, e->sent.run);
    text_ref why;
    if (r == NULL || r->confirmation != CONFIRMATION_SENT)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep(m, e->sent.why, &why))
        return FAILED_NO_MEMORY;
    r->deadline_us = e->sent.deadline_us;
    r->deadline_why = why;
    return STATUS_OK;
}

enum status apply_confirmed(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->confirmed.question, e->confirmed.run);
    text_ref why, by;
    if (r == NULL || r->confirmation != CONFIRMATION_SENT)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep(m, e->confirmed.why, &why) || !apply_keep(m, e->confirmed.by, &by))
        return FAILED_NO_MEMORY;
    r->confirmation = (enum confirmation)e->confirmed.as;
    r->confirm_why = why;
    r->confirm_by = by;
    r->confirmed_us = e->time_us;
    return STATUS_OK;
}
