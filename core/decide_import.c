/* Chat of other rooms: a line once, by its source and id, read by the same rules. */
#include "core/chat.h"
#include "core/decision.h"

#include <string.h>

static bool gives_away(const struct run *r, enum chat_result result)
{
    return !r->shown && (result == CHAT_POSITION || result >= CHAT_UNSURE);
}

/* Known by that name already, or somebody new. */
static enum status person(struct decision *d, uint32_t *number, uint32_t *link)
{
    const struct meeting *m = d->meeting;
    const struct command *c = d->command;
    *number = meeting_person_of_identity(m, c->identity);
    if (*number != 0) {
        *link = meeting_person(m, *number)->link;
        return STATUS_OK;
    }
    if (m->people.count >= PEOPLE_MAX)
        return REFUSED_TOO_MANY;
    struct event *e = decision_event(d, EVENT_PERSON_IMPORTED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    *number = e->person_imported.person = m->people.count + 1;
    *link = e->person_imported.link = m->link_count + 1;
    return decision_personal(d, c->name, &e->person_imported.name) &&
                   decision_personal(d, c->identity, &e->person_imported.identity)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* The other chat's clock may be off by minutes and its day not known: what was called then counts
 * only for times that lie within the run. */
static struct chat_reading read_it(const struct decision *d, const struct run *r)
{
    const struct command *c = d->command;
    const struct question *q = meeting_question(d->meeting, r->question);
    struct chat_call call = {.option = -1};
    if (c->read_as >= 0)
        return (struct chat_reading){.result = (enum chat_result)c->read_as, .remark = ""};
    if (c->said_us >= r->asked_us && (r->state == RUN_OPEN || c->said_us <= r->closed_us))
        call = chat_call_at(d->meeting, r, c->said_us);
    return chat_read_lines(d->meeting, q, &call, c->own);
}

/* Has this person answered later than this line was said, by another one? */
static bool is_overtaken(const struct decision *d, const struct run *r, uint32_t number,
                         uint32_t line)
{
    const struct meeting *m = d->meeting;
    const struct answer *a = meeting_answer_of(m, number, r);
    if (a == NULL || a->line == line)
        return false;
    const struct line *by = meeting_line(m, a->line);
    return (by != NULL && by->source != 0 ? by->time_us : a->time_us) > d->command->said_us;
}

static enum status answer(struct decision *d, const struct answer_of *a)
{
    return is_overtaken(d, a->run, a->person, a->line) ? STATUS_OK : decision_answer(d, a);
}

static enum status new_line(struct decision *d, const struct run *r)
{
    const struct command *c = d->command;
    uint32_t number = 0, link = 0;
    enum status s = person(d, &number, &link);
    struct event *e = s == STATUS_OK ? decision_event(d, EVENT_CHAT_IMPORTED) : NULL;
    if (e == NULL)
        return s == STATUS_OK ? FAILED_NO_MEMORY : s;
    const struct chat_reading read = read_it(d, r);
    e->imported.line = d->meeting->lines.count + 1;
    e->imported.person = number;
    e->imported.question = r->question;
    e->imported.run = r->run;
    e->imported.said_us = c->said_us;
    e->imported.held = gives_away(r, read.result);
    e->imported.unsure = read.result >= CHAT_UNSURE ? (int)read.result : 0;
    e->imported.source = decision_text(d, c->log_source);
    if (e->imported.source == NULL || !decision_personal(d, c->source_id, &e->imported.id) ||
        !decision_personal(d, c->text, &e->imported.text))
        return FAILED_NO_MEMORY;
    if (read.result != CHAT_POSITION)
        return STATUS_OK;
    return answer(d, &(struct answer_of){.run = r,
                                         .person = number,
                                         .link = link,
                                         .line = d->meeting->lines.count + 1,
                                         .channel = CHANNEL_CHAT,
                                         .option = read.option,
                                         .remark = read.remark});
}

/* An answer by this line is taken back. */
static enum status withdraw(struct decision *d, const struct line *l, uint32_t number)
{
    const struct run *r = &d->meeting->runs.items[l->run - 1];
    const struct answer *a = meeting_answer_of(d->meeting, l->person, r);
    if (a == NULL || a->line != number || a->option == ANSWER_WITHDRAWN)
        return STATUS_OK;
    return decision_answer(d, &(struct answer_of){.run = r,
                                                  .person = l->person,
                                                  .link = a->link,
                                                  .line = number,
                                                  .channel = CHANNEL_CHAT,
                                                  .option = ANSWER_WITHDRAWN,
                                                  .remark = ""});
}

static enum status gone(struct decision *d, uint32_t number)
{
    struct event *e = decision_event(d, EVENT_LINE_DELETED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->read_out.line = number;
    return withdraw(d, meeting_line(d->meeting, number), number);
}

static enum status edited(struct decision *d, uint32_t number)
{
    const struct command *c = d->command;
    const struct line *l = meeting_line(d->meeting, number);
    const struct run *r = &d->meeting->runs.items[l->run - 1];
    const struct chat_reading read = read_it(d, r);
    struct event *e = decision_event(d, EVENT_LINE_EDITED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->edited.line = number;
    e->edited.held = gives_away(r, read.result);
    e->edited.unsure = read.result >= CHAT_UNSURE ? (int)read.result : 0;
    if (!decision_personal(d, c->text, &e->edited.text))
        return FAILED_NO_MEMORY;
    if (read.result != CHAT_POSITION)
        return withdraw(d, l, number);
    return answer(d, &(struct answer_of){.run = r,
                                         .person = l->person,
                                         .link = meeting_person(d->meeting, l->person)->link,
                                         .line = number,
                                         .channel = CHANNEL_CHAT,
                                         .option = read.option,
                                         .remark = read.remark});
}

/* New, or known: then only what has changed in it since. */
enum status decide_import(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct command *c = d->command;
    const struct run *r = meeting_run(m, c->question, c->run);
    if (r == NULL)
        return REFUSED_NO_QUESTION;
    const uint32_t known = meeting_imported(m, c->log_source, c->source_id);
    const struct line *l = meeting_line(m, known);
    if (l == NULL)
        return c->deleted ? STATUS_OK : new_line(d, r);
    if (l->deleted || strcmp(meeting_text(m, l->text), meeting_removed) == 0)
        return STATUS_OK;
    if (c->deleted)
        return gone(d, known);
    return strcmp(meeting_text(m, l->text), c->text) == 0 ? STATUS_OK : edited(d, known);
}
