/* The queue of those who want to speak, and lines that were read out. */
#include "core/applying.h"
#include "core/list.h"

enum status apply_queue_joined(struct meeting *m, const struct event *e)
{
    struct queued q = {.person = e->queue_joined.person, .time_us = e->time_us};
    if (e->queue_joined.entry != m->queue.count + 1 ||
        (q.person != 0 && meeting_person(m, q.person) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->queue, 1) || !apply_keep_personal(m, &e->queue_joined.name, &q.name) ||
        !apply_keep_personal(m, &e->queue_joined.about, &q.about))
        return FAILED_NO_MEMORY;
    *PUSH(m->queue) = q;
    apply_named(m, q.person);
    m->waiting++;
    apply_personal_key(m, &e->queue_joined.name);
    apply_personal_key(m, &e->queue_joined.about);
    return STATUS_OK;
}

static struct queued *waiting(struct meeting *m, uint32_t entry)
{
    const bool is =
        meeting_queued(m, entry) != NULL && m->queue.items[entry - 1].state == QUEUE_WAITING;
    return is ? &m->queue.items[entry - 1] : NULL;
}

enum status apply_queue_left(struct meeting *m, const struct event *e)
{
    struct queued *q = waiting(m, e->queue.entry);
    if (q == NULL)
        return REFUSED_RECORD_DAMAGED;
    q->state = QUEUE_LEFT;
    m->waiting--;
    return STATUS_OK;
}

enum status apply_queue_next(struct meeting *m, const struct event *e)
{
    struct queued *q = waiting(m, e->queue.entry);
    if (e->queue.entry != 0 && q == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (m->speaking != 0)
        m->queue.items[m->speaking - 1].state = QUEUE_SPOKEN;
    m->speaking = e->queue.entry;
    if (q != NULL) {
        q->state = QUEUE_SPEAKING;
        m->waiting--;
    }
    return STATUS_OK;
}

enum status apply_read_out(struct meeting *m, const struct event *e)
{
    if (e->read_out.line == 0 || e->read_out.line > m->lines.count)
        return REFUSED_RECORD_DAMAGED;
    m->lines.items[e->read_out.line - 1].read_out = true;
    return STATUS_OK;
}
