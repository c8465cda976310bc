/* Criteria, steps and people who are willing. */
#include "core/applying.h"
#include "core/list.h"

enum status apply_criterion(struct meeting *m, const struct event *e)
{
    struct criterion_note n = {.question = e->criterion.question,
                               .criterion = (enum criterion)e->criterion.criterion};
    if (meeting_question(m, n.question) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->criteria, 1) || !apply_keep(m, e->criterion.draft, &n.draft) ||
        !apply_keep(m, e->criterion.note, &n.note))
        return FAILED_NO_MEMORY;
    *PUSH(m->criteria) = n;
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
    if (!RESERVE(m->steps, 1) || !apply_keep(m, e->step.text, &n.text))
        return FAILED_NO_MEMORY;
    *PUSH(m->steps) = n;
    return STATUS_OK;
}

enum status apply_willing(struct meeting *m, const struct event *e)
{
    struct willing_note w = {.question = e->willing.question,
                             .run = e->willing.run,
                             .person = e->willing.person,
                             .willing = e->willing.willing,
                             .entered = e->willing.entered};
    if (apply_run(m, w.question, w.run) == NULL ||
        (w.person != 0 && meeting_person(m, w.person) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->willing, 1) || !apply_keep_personal(m, &e->willing.name, &w.name))
        return FAILED_NO_MEMORY;
    *PUSH(m->willing) = w;
    apply_personal_key(m, &e->willing.name);
    return STATUS_OK;
}
