/* What chair and scribe enter for people, and what people say to the chair of an open question. */
#include "core/applying.h"
#include "core/list.h"

enum status apply_hands(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->hands.question, e->hands.run);
    if (r == NULL || !apply_option_fits(m, r->question, e->hands.option) ||
        e->hands.count > PEOPLE_MAX)
        return REFUSED_RECORD_DAMAGED;
    r->room_hands[e->hands.option] = e->hands.count + 1;
    return STATUS_OK;
}

/* A person or a name counts once: what stood before goes out of the counts. */
enum status apply_position(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->position.question, e->position.run);
    struct position p = {.question = e->position.question,
                         .run = e->position.run,
                         .person = e->position.person,
                         .way = (enum way)e->position.way,
                         .option = e->position.option,
                         .hat_off = e->position.hat_off,
                         .role = (enum role)e->position.role,
                         .time_us = e->time_us};
    if (r == NULL || p.option < ANSWER_WITHDRAWN ||
        (p.option >= 0 && !apply_option_fits(m, p.question, p.option)) ||
        (p.person != 0 && meeting_person(m, p.person) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->positions, 1) || !apply_keep_personal(m, &e->position.name, &p.name) ||
        !apply_keep_personal(m, &e->position.remark, &p.remark) ||
        !apply_keep(m, e->position.by, &p.by))
        return FAILED_NO_MEMORY;
    if (p.person != 0)
        apply_count(m, r, p.person, false);
    else
        apply_count_position(r, meeting_position_of(m, r, 0, meeting_text(m, p.name)), false);
    *PUSH(m->positions) = p;
    if (p.person != 0) {
        if (p.way == WAY_PRIVATE)
            m->people.items[p.person - 1].confided = true;
        else
            apply_named(m, p.person);
        apply_count(m, r, p.person, true);
    } else
        apply_count_position(r, &p, true);
    apply_personal_key(m, &e->position.name);
    apply_personal_key(m, &e->position.remark);
    return STATUS_OK;
}

enum status apply_interrupt(struct meeting *m, const struct event *e)
{
    struct interrupt i = {.question = e->interrupt.question,
                          .run = e->interrupt.run,
                          .person = e->interrupt.person,
                          .kind = (enum interrupt_kind)e->interrupt.kind,
                          .time_us = e->time_us};
    if (apply_run(m, i.question, i.run) == NULL || meeting_person(m, i.person) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->interrupts, 1) || !apply_keep_personal(m, &e->interrupt.text, &i.text))
        return FAILED_NO_MEMORY;
    *PUSH(m->interrupts) = i;
    apply_personal_key(m, &e->interrupt.text);
    return STATUS_OK;
}
