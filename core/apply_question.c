/* The meeting and its questions. */
#include "core/applying.h"
#include "core/list.h"

#include <string.h>

static bool invite(struct meeting *m, const struct named_person *people, uint32_t count, bool chair)
{
    for (uint32_t i = 0; i < count; i++) {
        text_ref name, mail;
        if (!apply_keep_personal(m, &people[i].name, &name) ||
            !apply_keep_personal(m, &people[i].mail, &mail))
            return false;
        *PUSH(m->invited) = (struct invited){.name = name, .mail = mail, .chair = chair};
        apply_personal_key(m, &people[i].name);
        apply_personal_key(m, &people[i].mail);
    }
    return true;
}

enum status apply_opened(struct meeting *m, const struct event *e)
{
    text_ref title, group, kind, start, zone, list, note_well, version;
    uint32_t before = m->invited.count;
    if (m->opened)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->invited, e->opened.chair_count + e->opened.scribe_count) ||
        !apply_keep(m, e->opened.title, &title) || !apply_keep(m, e->opened.group, &group) ||
        !apply_keep(m, e->opened.kind, &kind) || !apply_keep(m, e->opened.start, &start) ||
        !apply_keep(m, e->opened.zone, &zone) || !apply_keep(m, e->opened.list, &list) ||
        !apply_keep(m, e->opened.note_well_url, &note_well) ||
        !apply_keep(m, e->opened.note_well_version, &version) ||
        !invite(m, e->opened.chairs, e->opened.chair_count, true) ||
        !invite(m, e->opened.scribes, e->opened.scribe_count, false)) {
        m->invited.count = before;
        return FAILED_NO_MEMORY;
    }
    m->opened = true;
    m->opened_us = e->time_us;
    m->title = title;
    m->group = group;
    m->kind = kind;
    m->start = start;
    m->zone = zone;
    m->mail_list = list;
    m->note_well_url = note_well;
    m->note_well_version = version;
    m->length_minutes = e->opened.length_minutes;
    m->offset_minutes = e->opened.offset_minutes;
    return STATUS_OK;
}

enum status apply_ended(struct meeting *m, const struct event *e)
{
    m->ended = true;
    m->ended_us = e->time_us;
    return STATUS_OK;
}

/* Options and drafts of a question, at the end of their lists; reserved before. */
static bool keep_options(struct meeting *m, const struct event *e, const struct question *q)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < q->option_count; i++) {
        struct option o = {.role = (enum option_role)e->prepared.options[i].role};
        ok = apply_keep(m, e->prepared.options[i].name, &o.name);
        *PUSH(m->options) = o;
    }
    for (uint32_t i = 0; ok && i < q->draft_count; i++) {
        text_ref name;
        ok = apply_keep(m, e->prepared.drafts[i].name, &name);
        *PUSH(m->drafts) = name;
    }
    if (!ok) {
        m->options.count = q->first_option;
        m->drafts.count = q->first_draft;
    }
    return ok;
}

/* The question of an event, with its options at the end of the list. */
static enum status keep_question(struct meeting *m, const struct event *e, struct question *q)
{
    *q = (struct question){
        .kind = (enum question_kind)e->prepared.kind,
        .first_option = m->options.count,
        .option_count = e->prepared.option_count,
        .relation = (enum relation)e->prepared.relation,
        .of_question = e->prepared.of_question,
        .of_run = e->prepared.of_run,
        .prepared_us = e->time_us,
        .sides = (enum sides)e->prepared.sides,
        .several = e->prepared.several,
        .chat_counted = e->prepared.chat_counted,
        .votes = e->prepared.votes,
        .drawing = (enum drawing)e->prepared.drawing,
        .grounds = (enum grounds)e->prepared.grounds,
        .pick = e->prepared.pick,
        .basis = (enum basis)e->prepared.basis,
        .first_draft = m->drafts.count,
        .draft_count = e->prepared.draft_count,
        .care = e->prepared.care,
        .cause = e->prepared.cause,
        .tried = e->prepared.tried,
    };
    bool without = q->kind == QUESTION_DECLARE || q->kind == QUESTION_DRAW;
    if ((q->option_count < 1 && !without) || q->option_count > OPTIONS_MAX ||
        (q->of_question != 0 && meeting_question(m, q->of_question) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->options, q->option_count) || !RESERVE(m->drafts, q->draft_count) ||
        !apply_keep(m, e->prepared.adopted, &q->adopted) ||
        !apply_keep(m, e->prepared.events, &q->events) ||
        !apply_keep(m, e->prepared.text, &q->text) ||
        !apply_keep(m, e->prepared.worded_by, &q->worded_by) ||
        !apply_keep(m, e->prepared.draft, &q->draft) ||
        !apply_keep(m, e->prepared.who_counts, &q->who_counts) ||
        !apply_keep(m, e->prepared.agreement, &q->agreement) ||
        !apply_keep(m, e->prepared.on_list, &q->on_list) ||
        !apply_keep(m, e->prepared.links, &q->links) ||
        !apply_keep(m, e->prepared.source, &q->source) ||
        !apply_keep(m, e->prepared.since, &q->since))
        return FAILED_NO_MEMORY;
    return keep_options(m, e, q) ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status apply_prepared(struct meeting *m, const struct event *e)
{
    struct question q;
    if (e->prepared.question != m->questions.count + 1)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->questions, 1) || !RESERVE(m->order, 1))
        return FAILED_NO_MEMORY;
    enum status s = keep_question(m, e, &q);
    if (s != STATUS_OK)
        return s;
    *PUSH(m->questions) = q;
    *PUSH(m->order) = m->questions.count;
    return STATUS_OK;
}

/* Other words for a question that nobody has been asked yet; its number stays. */
enum status apply_edited(struct meeting *m, const struct event *e)
{
    const struct question *old = meeting_question(m, e->prepared.question);
    struct question q;
    if (old == NULL || old->run_count != 0 || e->prepared.of_question == e->prepared.question)
        return REFUSED_RECORD_DAMAGED;
    enum status s = keep_question(m, e, &q);
    if (s == STATUS_OK)
        m->questions.items[e->prepared.question - 1] = q;
    return s;
}

static void take_out(struct meeting *m, uint32_t question)
{
    uint32_t to = 0;
    for (uint32_t i = 0; i < m->order.count; i++)
        if (m->order.items[i] != question)
            m->order.items[to++] = m->order.items[i];
    m->order.count = to;
}

/* The chair's own order; numbers stay. */
enum status apply_moved(struct meeting *m, const struct event *e)
{
    const uint32_t question = e->moved.question, before = e->moved.before;
    if (meeting_question(m, question) == NULL || question == before ||
        (before != 0 && meeting_question(m, before) == NULL))
        return REFUSED_RECORD_DAMAGED;
    take_out(m, question);
    uint32_t at = 0;
    while (at < m->order.count && m->order.items[at] != before)
        at++;
    memmove(&m->order.items[at + 1], &m->order.items[at],
            (m->order.count - at) * sizeof *m->order.items);
    m->order.items[at] = question;
    m->order.count++;
    return STATUS_OK;
}

enum status apply_previewed(struct meeting *m, const struct event *e)
{
    if (e->moved.question != 0 && meeting_question(m, e->moved.question) == NULL)
        return REFUSED_RECORD_DAMAGED;
    m->preview = e->moved.question;
    return STATUS_OK;
}

enum status apply_asked(struct meeting *m, const struct event *e)
{
    struct run r = {.question = e->asked.question,
                    .run = e->asked.run,
                    .asked_us = e->time_us,
                    .because = (enum because)e->asked.because,
                    .first_answer = m->answers.count,
                    .people_told = m->people_told};
    const struct question *q = meeting_question(m, r.question);
    if (q == NULL || m->open_run != 0 || r.run != q->run_count + 1)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->runs, 1) || !apply_keep(m, e->asked.by, &r.asked_by) ||
        !apply_keep(m, e->asked.why, &r.why))
        return FAILED_NO_MEMORY;
    *PUSH(m->runs) = r;
    m->questions.items[r.question - 1].run_count = r.run;
    m->questions.items[r.question - 1].newest_run = m->runs.count;
    m->open_run = m->newest_run = m->runs.count;
    m->preview = 0;
    return STATUS_OK;
}

/* Announced, or cancelled. */
enum status apply_closing(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->closing.question, e->closing.run);
    const bool announced = e->kind == EVENT_CLOSING_ANNOUNCED;
    if (r == NULL || r->state != RUN_OPEN || (r->closes_us == 0) != announced ||
        (announced && e->closing.closes_us < e->time_us))
        return REFUSED_RECORD_DAMAGED;
    r->closes_us = announced ? e->closing.closes_us : 0;
    return STATUS_OK;
}

enum status apply_closed(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->asked.question, e->asked.run);
    if (r == NULL || r->state != RUN_OPEN)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep_present(m, r))
        return FAILED_NO_MEMORY;
    r->present = m->present;
    r->in_room = m->present_in_room;
    r->no_hand = meeting_run_no_hand(m, r);
    apply_close_unsure(m, r);
    r->state = RUN_CLOSED;
    r->called = 0;
    r->closes_us = 0;
    r->closed_us = e->time_us;
    m->open_run = 0;
    return STATUS_OK;
}

static uint32_t run_reference(const struct meeting *m, const struct run *r)
{
    return (uint32_t)(r - m->runs.items) + 1;
}

/* Shows a run's result, and with it the chat lines that would have given it away. */
enum status apply_shown(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->asked.question, e->asked.run);
    if (r == NULL || r->state != RUN_CLOSED || r->shown)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_publish_held(m, run_reference(m, r)))
        return FAILED_NO_MEMORY;
    r->shown = true;
    r->shown_us = e->time_us;
    return STATUS_OK;
}
