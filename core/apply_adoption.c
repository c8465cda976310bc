/* Criteria, steps and people who are willing. What is said again takes the place of what was said
 * before; the events keep both. */
#include "core/adoption.h"
#include "core/applying.h"
#include "core/list.h"

#include <string.h>

static struct criterion_note *same_criterion(struct meeting *m, const struct criterion_note *n)
{
    for (uint32_t i = 0; i < m->criteria.count; i++) {
        struct criterion_note *old = &m->criteria.items[i];
        if (old->question == n->question && old->criterion == n->criterion &&
            strcmp(meeting_text(m, old->draft), meeting_text(m, n->draft)) == 0)
            return old;
    }
    return NULL;
}

static struct step_note *same_step(struct meeting *m, const struct step_note *n)
{
    for (uint32_t i = 0; i < m->steps.count; i++)
        if (m->steps.items[i].question == n->question && m->steps.items[i].step == n->step &&
            strcmp(meeting_text(m, m->steps.items[i].draft), meeting_text(m, n->draft)) == 0)
            return &m->steps.items[i];
    return NULL;
}

enum status apply_criterion(struct meeting *m, const struct event *e)
{
    struct criterion_note n = {.question = e->criterion.question,
                               .criterion = (enum criterion)e->criterion.criterion};
    if (meeting_question(m, n.question) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->criteria, 1) || !apply_keep(m, e->criterion.draft, &n.draft) ||
        !apply_keep(m, e->criterion.note, &n.note))
        return FAILED_NO_MEMORY;
    struct criterion_note *old = same_criterion(m, &n);
    *(old != NULL ? old : PUSH(m->criteria)) = n;
    return STATUS_OK;
}

enum status apply_step(struct meeting *m, const struct event *e)
{
    struct step_note n = {.question = e->step.question,
                          .step = (enum draft_step)e->step.step,
                          .state = (enum draft_step_state)e->step.state,
                          .waiver = (enum waiver)e->step.waiver,
                          .editors = (enum editors)e->step.editors,
                          .date_us = e->step.date_us,
                          .until_us = e->step.until_us};
    if (meeting_question(m, n.question) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->steps, 1) || !apply_keep(m, e->step.draft, &n.draft) ||
        !apply_keep(m, e->step.text, &n.text))
        return FAILED_NO_MEMORY;
    struct step_note *old = same_step(m, &n);
    *(old != NULL ? old : PUSH(m->steps)) = n;
    return STATUS_OK;
}

enum status apply_willing(struct meeting *m, const struct event *e)
{
    struct willing_note w = {.question = e->willing.question,
                             .run = e->willing.run,
                             .person = e->willing.person,
                             .willing = e->willing.willing,
                             .entered = e->willing.entered};
    const struct run *r = apply_run(m, w.question, w.run);
    if (r == NULL || (w.person != 0 && meeting_person(m, w.person) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->willing, 1) || !apply_keep(m, e->willing.draft, &w.draft) ||
        !apply_keep_personal(m, &e->willing.name, &w.name))
        return FAILED_NO_MEMORY;
    const char *draft = meeting_text(m, w.draft);
    /* People who are one say it for each other. */
    for (uint32_t i = 0; i < m->willing.count; i++) {
        struct willing_note *other = &m->willing.items[i];
        if (w.person != 0 && other->question == w.question && other->run == w.run &&
            strcmp(meeting_text(m, other->draft), draft) == 0 &&
            meeting_same(m, other->person, w.person))
            other->willing = 0;
    }
    const struct willing_note *old =
        adoption_willing_of(m, r, draft, w.person, meeting_text(m, w.name));
    *(old != NULL ? &m->willing.items[old - m->willing.items] : PUSH(m->willing)) = w;
    apply_named(m, w.person);
    apply_personal_key(m, &e->willing.name);
    return STATUS_OK;
}
