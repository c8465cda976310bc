/* Who wants to speak: the queue; and lines of the chat that are read out for those who cannot. */
#include "core/decision.h"
#include "core/decision_chat.h"

enum status decision_queue_join(struct decision *d, uint32_t person, const char *name,
                                const char *about)
{
    const struct meeting *m = d->meeting;
    if (meeting_queue_place(m, person, name) != 0)
        return REFUSED_ALREADY;
    if (m->queue.count >= QUEUE_MAX)
        return REFUSED_TOO_MANY;
    struct event *e = decision_event(d, EVENT_QUEUE_JOINED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->queue_joined.entry = m->queue.count + 1;
    e->queue_joined.person = person;
    return decision_personal(d, name, &e->queue_joined.name) &&
                   decision_personal(d, about, &e->queue_joined.about)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

enum status decision_queue_entry(struct decision *d, enum event_kind kind, uint32_t entry)
{
    struct event *e = decision_event(d, kind);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->queue.entry = entry;
    return STATUS_OK;
}

enum status decide_queue_join(struct decision *d)
{
    const struct person *p;
    enum status s = decision_sender_person(d, &p);
    return s == STATUS_OK ? decision_queue_join(d, d->actor->person, "", d->command->text) : s;
}

/* Chair and scribe add somebody who has joined, or a name. */
enum status decide_queue_add(struct decision *d)
{
    const struct command *c = d->command;
    if (c->of_person == 0 && c->name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (c->of_person != 0 && meeting_person(d->meeting, c->of_person) == NULL)
        return REFUSED_NO_PERSON;
    const uint32_t person = decision_called(d);
    return decision_queue_join(d, person, person != 0 ? "" : c->name, c->text);
}

/* One's own place; of chair and scribe any. */
enum status decide_queue_leave(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct person *p;
    uint32_t entry = d->command->entry;
    enum status s = STATUS_OK;
    if (d->actor->role == ROLE_PARTICIPANT) {
        s = decision_sender_person(d, &p);
        entry = meeting_queue_place(m, d->actor->person, "");
    }
    if (s != STATUS_OK)
        return s;
    const struct queued *q = meeting_queued(m, entry);
    return q != NULL && q->state == QUEUE_WAITING ? decision_queue_entry(d, EVENT_QUEUE_LEFT, entry)
                                                  : REFUSED_NOT_QUEUED;
}

uint32_t decision_queue_first(const struct meeting *m)
{
    for (uint32_t i = 0; m->waiting > 0 && i < m->queue.count; i++)
        if (m->queue.items[i].state == QUEUE_WAITING)
            return i + 1;
    return 0;
}

/* The first in the queue, or the one that is named, has the floor; with nobody left to call the
 * floor is free. */
enum status decide_queue_next(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const bool named = d->command->entry != 0;
    const uint32_t entry = named ? d->command->entry : decision_queue_first(m);
    const struct queued *q = meeting_queued(m, entry);
    if (named ? q == NULL || q->state != QUEUE_WAITING : entry == 0 && m->speaking == 0)
        return REFUSED_NOT_QUEUED;
    return decision_queue_entry(d, EVENT_QUEUE_NEXT, entry);
}

enum status decide_read_out(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const uint32_t line = d->command->line;
    if (line == 0 || line > m->lines.count || !m->lines.items[line - 1].mic)
        return REFUSED_NO_LINE;
    if (m->lines.items[line - 1].read_out)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_LINE_READ_OUT);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->read_out.line = line;
    return STATUS_OK;
}
