/* Chat of other rooms: a line once, by its source and id, read by the same rules. */
#include "core/chat.h"
#include "core/decision.h"
#include "core/when.h"

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

/* What was called when the line arrived. The log may know that to the minute only: then it is near
 * a change where any moment of it is. */
static struct chat_call called(const struct decision *d, const struct run *r)
{
    const struct command *c = d->command;
    struct chat_call call = chat_call_at(d->meeting, r, c->arrived_us);
    for (int64_t us = 0; us < c->said_within_us; us += CHAT_NEAR_SECONDS * SECOND_US / 2) {
        const struct chat_call then = chat_call_at(d->meeting, r, c->arrived_us + us);
        call.near_change = call.near_change || then.near_change || then.option != call.option;
    }
    return call;
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
    if (c->arrived_us + c->said_within_us > r->asked_us &&
        (r->state == RUN_OPEN || c->arrived_us <= r->closed_us))
        call = called(d, r);
    return chat_read_lines(d->meeting, q, &call, c->own);
}

/* Of two lines that were said in the same second the one with the greater number is later; ids that
 * are no numbers say nothing. */
static bool is_later_id(const char *id, const char *than)
{
    static const char digits[] = "0123456789";
    const size_t len = strlen(id), than_len = strlen(than);
    if (strspn(id, digits) != len || strspn(than, digits) != than_len)
        return false;
    return len != than_len ? len > than_len : strcmp(id, than) > 0;
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
    if (by == NULL || by->source == 0)
        return a->time_us > d->command->said_us;
    return by->time_us > d->command->said_us ||
           (by->time_us == d->command->said_us &&
            is_later_id(meeting_text(m, by->source_id), d->command->source_id));
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
    e->imported.place = decision_text(d, c->log_place);
    if (e->imported.source == NULL || e->imported.place == NULL ||
        !decision_personal(d, c->source_id, &e->imported.id) ||
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

/* The newest answer by a line; NULL: none. */
static const struct answer *answer_by(const struct meeting *m, uint32_t line)
{
    for (uint32_t i = m->answers.count; i-- > 0;)
        if (m->answers.items[i].line == line)
            return &m->answers.items[i];
    return NULL;
}

/* What the author of a line had said before in the same chat and has not taken back; NULL:
 * nothing. */
static const struct answer *said_before(const struct meeting *m, uint32_t number)
{
    const struct line *l = meeting_line(m, number), *latest = NULL;
    const struct answer *found = NULL;
    for (uint32_t i = 1; i <= m->lines.count; i++) {
        const struct line *other = meeting_line(m, i);
        if (i == number || other->person != l->person || other->run != l->run ||
            other->source == 0 || other->deleted ||
            (latest != NULL && other->time_us < latest->time_us))
            continue;
        const struct answer *a = answer_by(m, i);
        if (a == NULL || a->option == ANSWER_WITHDRAWN || a->seq < other->seq) /* edited since */
            continue;
        latest = other;
        found = a;
    }
    return found;
}

/* An answer by this line is taken back: what its author had said before stands again, as if the
 * line had never been. */
static enum status withdraw(struct decision *d, const struct line *l, uint32_t number)
{
    const struct meeting *m = d->meeting;
    const struct run *r = &m->runs.items[l->run - 1];
    const struct answer *a = meeting_answer_of(m, l->person, r);
    if (a == NULL || a->line != number || a->option == ANSWER_WITHDRAWN)
        return STATUS_OK;
    const struct answer *before = said_before(m, number);
    struct answer_of answer = {.run = r,
                               .person = l->person,
                               .link = a->link,
                               .line = number,
                               .channel = CHANNEL_CHAT,
                               .option = ANSWER_WITHDRAWN,
                               .remark = ""};
    if (before != NULL) {
        answer.line = before->line;
        answer.option = before->option;
        answer.remark = meeting_text(m, before->remark);
        if (strcmp(answer.remark, meeting_removed) == 0)
            answer.remark = "";
    }
    return decision_answer(d, &answer);
}

/* It was withdrawn because it lay outside of the question's time, by another offset or when no more
 * of the log was there; now it lies in it. */
static enum status again(struct decision *d, const struct line *l, uint32_t number)
{
    const struct meeting *m = d->meeting;
    const struct run *r = &m->runs.items[l->run - 1];
    const struct answer *a = answer_by(m, number);
    if (l->unsure != 0 || a == NULL || a->option != ANSWER_WITHDRAWN)
        return STATUS_OK;
    const struct chat_reading read = read_it(d, r);
    if (read.result != CHAT_POSITION)
        return STATUS_OK;
    return answer(d, &(struct answer_of){.run = r,
                                         .person = l->person,
                                         .link = a->link,
                                         .line = number,
                                         .channel = CHANNEL_CHAT,
                                         .option = read.option,
                                         .remark = read.remark});
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

/* New, or known: then only what has changed in it since. What was said outside of the question's
 * time is not taken in. */
enum status decide_import(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct command *c = d->command;
    const struct run *r = meeting_run(m, c->question, c->run);
    if (r == NULL)
        return REFUSED_NO_QUESTION;
    const uint32_t known = meeting_imported(m, r, c->log_source, c->source_id);
    const struct line *l = meeting_line(m, known);
    const bool outside = c->read_as == CHAT_BEFORE || c->read_as == CHAT_AFTER;
    if (l == NULL)
        return c->deleted || outside ? STATUS_OK : new_line(d, r);
    if (l->deleted || strcmp(meeting_text(m, l->text), meeting_removed) == 0)
        return STATUS_OK;
    if (c->deleted)
        return gone(d, known);
    if (outside)
        return withdraw(d, l, known);
    return strcmp(meeting_text(m, l->text), c->text) == 0 ? again(d, l, known) : edited(d, known);
}
