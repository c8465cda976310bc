/* A draw as a question of the meeting. */
#include "core/applying.h"
#include "core/list.h"
#include "core/pool.h"

#include <string.h>

/* The open run of a draw whose pool is fixed, or not yet; NULL: the event does not fit. */
static struct run *draw_of(struct meeting *m, uint32_t question, uint32_t run, bool fixed)
{
    struct run *r = apply_run(m, question, run);
    return r != NULL && r->state == RUN_OPEN &&
                   meeting_question(m, question)->kind == QUESTION_DRAW && (r->draw != 0) == fixed
               ? r
               : NULL;
}

static struct volunteer *volunteer_of(struct meeting *m, const struct volunteer *like)
{
    for (uint32_t i = 0; i < m->volunteers.count; i++) {
        struct volunteer *v = &m->volunteers.items[i];
        if (v->question == like->question && v->run == like->run && !v->out &&
            v->person == like->person &&
            (v->person != 0 || strcmp(meeting_text(m, v->name), meeting_text(m, like->name)) == 0))
            return v;
    }
    return NULL;
}

/* Names may have been removed on request since: of those who are known by a name alone nobody is
 * looked for in vain. */
enum status apply_volunteered(struct meeting *m, const struct event *e)
{
    struct volunteer v = {.question = e->volunteered.question,
                          .run = e->volunteered.run,
                          .person = e->volunteered.person};
    const struct run *r = draw_of(m, v.question, v.run, false);
    if (r == NULL || (v.person != 0 && meeting_person(m, v.person) == NULL) ||
        (!e->volunteered.out && pool_entries(m, r, NULL, 0) >= VOLUNTEERS_MAX))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->volunteers, 1) || !apply_keep_personal(m, &e->volunteered.name, &v.name))
        return FAILED_NO_MEMORY;
    struct volunteer *in = volunteer_of(m, &v);
    if (v.person != 0 && (in != NULL) != e->volunteered.out)
        return REFUSED_RECORD_DAMAGED;
    if (!e->volunteered.out)
        *PUSH(m->volunteers) = v;
    else if (in != NULL)
        in->out = true;
    apply_personal_key(m, &e->volunteered.name);
    return STATUS_OK;
}

enum status apply_draw_committed(struct meeting *m, const struct event *e)
{
    struct run *r = draw_of(m, e->committed.question, e->committed.run, false);
    struct committed c = {.first_picked = 0};
    if (r == NULL || pool_entries(m, r, NULL, 0) < 2)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->draws, 1) || !apply_keep(m, e->committed.commitment, &c.commitment) ||
        !apply_keep_personal(m, &e->committed.seed, &c.seed))
        return FAILED_NO_MEMORY;
    *PUSH(m->draws) = c;
    r->draw = m->draws.count;
    apply_personal_key(m, &e->committed.seed);
    return STATUS_OK;
}

enum status apply_draw_revealed(struct meeting *m, const struct event *e)
{
    const struct run *r = draw_of(m, e->revealed.question, e->revealed.run, true);
    text_ref value, seed;
    if (r == NULL || m->draws.items[r->draw - 1].picked_count != 0 ||
        e->revealed.picked_count == 0 ||
        e->revealed.picked_count != meeting_question(m, r->question)->pick)
        return REFUSED_RECORD_DAMAGED;
    for (uint32_t i = 0; i < e->revealed.picked_count; i++)
        if (e->revealed.picked[i].number < 1 ||
            e->revealed.picked[i].number > pool_entries(m, r, NULL, 0))
            return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->picked, e->revealed.picked_count) ||
        !apply_keep(m, e->revealed.value, &value) || !apply_keep(m, e->revealed.seed, &seed))
        return FAILED_NO_MEMORY;
    struct committed *c = &m->draws.items[r->draw - 1];
    c->value = value;
    c->seed = seed;
    c->first_picked = m->picked.count;
    c->picked_count = e->revealed.picked_count;
    for (uint32_t i = 0; i < c->picked_count; i++)
        *PUSH(m->picked) = e->revealed.picked[i].number;
    return STATUS_OK;
}
