/* The chat: what was said, edited, deleted, and what an unsure line was settled as. */
#include "core/applying.h"
#include "core/list.h"

static uint32_t run_reference(const struct meeting *m, const struct run *r)
{
    return (uint32_t)(r - m->runs.items) + 1;
}

enum status apply_said(struct meeting *m, const struct event *e)
{
    struct line l = {.kind = LINE_SAID,
                     .person = e->said.person,
                     .role = (enum role)e->said.role,
                     .time_us = e->time_us,
                     .seq = e->seq,
                     .run = m->open_run,
                     .held_by = e->said.held ? m->open_run : 0,
                     .hat_off = e->said.hat_off,
                     .mic = e->said.mic,
                     .unsure = e->said.unsure,
                     .published = !e->said.held};
    if (e->said.line != m->lines.count + 1 ||
        (l.person != 0 && meeting_person(m, l.person) == NULL) ||
        ((e->said.held || l.unsure != 0) && m->open_run == 0))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->lines, 1) || !RESERVE(m->published, 1) || !RESERVE(m->mic, 1) ||
        !RESERVE(m->unsure, 1) || !apply_keep_personal(m, &e->said.text, &l.text))
        return FAILED_NO_MEMORY;
    l.public_text = l.text;
    *PUSH(m->lines) = l;
    if (l.published)
        *PUSH(m->published) = e->said.line;
    if (l.mic)
        *PUSH(m->mic) = e->said.line;
    if (l.unsure != 0)
        *PUSH(m->unsure) = e->said.line;
    apply_personal_key(m, &e->said.text);
    return STATUS_OK;
}

/* A line of another chat, of the run that it is about. */
enum status apply_imported(struct meeting *m, const struct event *e)
{
    const struct run *r = apply_run(m, e->imported.question, e->imported.run);
    struct line l = {.kind = LINE_SAID,
                     .person = e->imported.person,
                     .role = ROLE_PARTICIPANT,
                     .time_us = e->imported.said_us,
                     .seq = e->seq,
                     .unsure = e->imported.unsure,
                     .published = !e->imported.held};
    if (r == NULL || e->imported.line != m->lines.count + 1 || meeting_person(m, l.person) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->lines, 1) || !RESERVE(m->published, 1) || !RESERVE(m->unsure, 1) ||
        !apply_keep_personal(m, &e->imported.text, &l.text) ||
        !apply_keep_personal(m, &e->imported.id, &l.source_id) ||
        !apply_keep(m, e->imported.source, &l.source) ||
        !apply_keep(m, e->imported.place, &l.place))
        return FAILED_NO_MEMORY;
    l.run = run_reference(m, r);
    l.held_by = e->imported.held ? l.run : 0;
    l.source_hash = meeting_source_hash(meeting_text(m, l.source_id));
    l.public_text = l.text;
    *PUSH(m->lines) = l;
    if (l.published)
        *PUSH(m->published) = e->imported.line;
    if (l.unsure != 0)
        *PUSH(m->unsure) = e->imported.line;
    apply_personal_key(m, &e->imported.id);
    apply_personal_key(m, &e->imported.text);
    return STATUS_OK;
}

/* Everybody sees the line as it is now, for the first time or again. RESERVE first. */
static void publish(struct meeting *m, uint32_t number)
{
    struct line *l = &m->lines.items[number - 1];
    l->public_text = l->text;
    if (l->published)
        *PUSH(m->public_changed) = number;
    else
        *PUSH(m->published) = number;
    l->published = true;
}

bool apply_publish_held(struct meeting *m, uint32_t reference)
{
    uint32_t held = 0;
    for (uint32_t i = 0; i < m->lines.count; i++)
        held += m->lines.items[i].held_by == reference;
    if (!RESERVE(m->published, held) || !RESERVE(m->public_changed, held))
        return false;
    for (uint32_t i = 0; i < m->lines.count; i++) {
        const struct line *l = &m->lines.items[i];
        if (l->held_by == reference && !l->deleted && (!l->published || l->public_text != l->text))
            publish(m, i + 1);
    }
    return true;
}

static bool has_unsure(const struct meeting *m, uint32_t number)
{
    for (uint32_t i = 0; i < m->unsure.count; i++)
        if (m->unsure.items[i] == number)
            return true;
    return false;
}

static struct line *line_that_stands(struct meeting *m, uint32_t number)
{
    const struct line *l = meeting_line(m, number);
    return l != NULL && l->kind == LINE_SAID && !l->deleted ? &m->lines.items[number - 1] : NULL;
}

enum status apply_line_edited(struct meeting *m, const struct event *e)
{
    const uint32_t number = e->edited.line;
    struct line *l = line_that_stands(m, number);
    text_ref text;
    if (l == NULL || ((e->edited.held || e->edited.unsure != 0) && l->run == 0))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->published, 1) || !RESERVE(m->public_changed, 1) || !RESERVE(m->changed, 1) ||
        !RESERVE(m->mic, 1) || !RESERVE(m->unsure, 1) ||
        !apply_keep_personal(m, &e->edited.text, &text))
        return FAILED_NO_MEMORY;
    if (e->edited.mic && !l->mic)
        *PUSH(m->mic) = number;
    if (e->edited.unsure != 0 && !has_unsure(m, number))
        *PUSH(m->unsure) = number;
    l->mic = e->edited.mic;
    l->unsure = e->edited.unsure;
    l->settled = 0;
    l->text = text;
    l->seq = e->seq;
    l->edited = true;
    l->held_by = e->edited.held ? l->run : 0;
    *PUSH(m->changed) = number;
    if (!e->edited.held)
        publish(m, number);
    apply_personal_key(m, &e->edited.text);
    return STATUS_OK;
}

enum status apply_line_deleted(struct meeting *m, const struct event *e)
{
    struct line *l = line_that_stands(m, e->read_out.line);
    if (l == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->public_changed, 1) || !RESERVE(m->changed, 1))
        return FAILED_NO_MEMORY;
    l->deleted = true;
    l->text = l->public_text = 0;
    *PUSH(m->changed) = e->read_out.line;
    if (l->published)
        *PUSH(m->public_changed) = e->read_out.line;
    return STATUS_OK;
}

enum status apply_settled(struct meeting *m, const struct event *e)
{
    struct line *l = line_that_stands(m, e->settled.line);
    struct settlement s = {.line = e->settled.line,
                           .option = e->settled.option,
                           .role = (enum role)e->settled.role,
                           .time_us = e->time_us};
    if (l == NULL || l->unsure == 0 || l->run == 0 || s.option < ANSWER_WITHDRAWN ||
        (s.option >= 0 && !apply_option_fits(m, m->runs.items[l->run - 1].question, s.option)))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->settlements, 1) || !apply_keep(m, e->settled.by, &s.by))
        return FAILED_NO_MEMORY;
    *PUSH(m->settlements) = s;
    l->settled = m->settlements.count;
    return STATUS_OK;
}

void apply_close_unsure(struct meeting *m, const struct run *r)
{
    const uint32_t reference = run_reference(m, r);
    for (uint32_t i = 0; i < m->unsure.count; i++) {
        struct line *l = &m->lines.items[m->unsure.items[i] - 1];
        const struct person *p = meeting_person(m, l->person);
        const struct answer *a = meeting_answer_of(m, l->person, r);
        if (l->run == reference && p != NULL)
            l->not_counted = p->present && (a == NULL || a->option == ANSWER_WITHDRAWN);
    }
}

/* The counts as they were told, to everybody or to the staff. */
enum status apply_tally(struct meeting *m, const struct event *e)
{
    struct line l = {.kind = LINE_TALLY,
                     .role = ROLE_SYSTEM,
                     .time_us = e->time_us,
                     .seq = e->seq,
                     .published = e->tally.shown};
    if (apply_run(m, e->tally.question, e->tally.run) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->lines, 1) || !RESERVE(m->published, 1) ||
        !apply_keep(m, e->tally.words, &l.text))
        return FAILED_NO_MEMORY;
    l.public_text = l.text;
    *PUSH(m->lines) = l;
    if (l.published)
        *PUSH(m->published) = m->lines.count;
    return STATUS_OK;
}
