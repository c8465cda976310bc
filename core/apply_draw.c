/* A draw as a question of the meeting. */
#include "core/applying.h"
#include "core/list.h"
#include "core/pool.h"

/* The open run of a draw whose pool is fixed, or not yet; NULL: the event does not fit. */
static struct run *draw_of(struct meeting *m, uint32_t question, uint32_t run, bool fixed)
{
    struct run *r = apply_run(m, question, run);
    return r != NULL && r->state == RUN_OPEN &&
                   meeting_question(m, question)->kind == QUESTION_DRAW && (r->draw != 0) == fixed
               ? r
               : NULL;
}

/* Is somebody who joined in the pool already? Names are not looked at: they may have been removed
 * on request since. */
static bool is_in(const struct meeting *m, const struct volunteer *like)
{
    for (uint32_t i = 0; i < m->volunteers.count; i++) {
        const struct volunteer *v = &m->volunteers.items[i];
        if (v->question == like->question && v->run == like->run && !v->out && v->person != 0 &&
            meeting_same(m, v->person, like->person))
            return true;
    }
    return false;
}

static enum status take_back(struct meeting *m, const struct event *e)
{
    const uint32_t number = e->volunteered.out;
    struct volunteer *v = number <= m->volunteers.count ? &m->volunteers.items[number - 1] : NULL;
    if (v == NULL || v->out || v->question != e->volunteered.question ||
        v->run != e->volunteered.run || !meeting_same(m, v->person, e->volunteered.person))
        return REFUSED_RECORD_DAMAGED;
    v->out = true;
    return STATUS_OK;
}

enum status apply_volunteered(struct meeting *m, const struct event *e)
{
    struct volunteer v = {.question = e->volunteered.question,
                          .run = e->volunteered.run,
                          .person = e->volunteered.person};
    const struct run *r = draw_of(m, v.question, v.run, false);
    if (r == NULL || (v.person != 0 && meeting_person(m, v.person) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (e->volunteered.out != 0)
        return take_back(m, e);
    if (is_in(m, &v) || pool_entries(m, r, NULL, 0) >= VOLUNTEERS_MAX)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->volunteers, 1) || !apply_keep_personal(m, &e->volunteered.name, &v.name))
        return FAILED_NO_MEMORY;
    *PUSH(m->volunteers) = v;
    apply_named(m, v.person);
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
