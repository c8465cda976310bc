/* People and their answers. One person counts once. */
#include "core/applying.h"
#include "core/list.h"
#include "core/look.h"

#include <string.h>

/* Names that were removed on request look alike to nobody. */
void apply_look(const struct meeting *m, struct person *p)
{
    const char *text = meeting_text(m, p->name);
    const bool removed = strcmp(text, meeting_removed) == 0;
    p->look = removed ? 0 : look_of_name(text);
    p->whole = removed ? 0 : look_of_whole_name(text);
}

void apply_named(struct meeting *m, uint32_t person)
{
    if (person != 0)
        m->people.items[person - 1].spoken = true;
}

static void count_presence(struct meeting *m, const struct person *p, bool present)
{
    uint32_t one = present ? 1 : UINT32_MAX; /* wraps: minus one */
    m->present += one;
    if (p->in_room)
        m->present_in_room += one;
}

enum status apply_joined(struct meeting *m, const struct event *e)
{
    struct person p = {.joined_us = e->time_us,
                       .link = e->joined.link,
                       .in_room = e->joined.in_room,
                       .said_in_room = e->joined.in_room,
                       .present = true};
    if (e->joined.person != m->people.count + 1 || e->joined.link == 0 ||
        meeting_person_of_link(m, e->joined.link) != 0)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->people, 1) || !apply_keep_personal(m, &e->joined.name, &p.name) ||
        !apply_keep_personal(m, &e->joined.affiliation, &p.affiliation) ||
        !apply_keep(m, e->joined.note_well, &p.note_well))
        return FAILED_NO_MEMORY;
    apply_look(m, &p);
    *PUSH(m->people) = p;
    if (e->joined.link > m->link_count)
        m->link_count = e->joined.link;
    apply_personal_key(m, &e->joined.name);
    apply_personal_key(m, &e->joined.affiliation);
    count_presence(m, &p, true);
    return STATUS_OK;
}

/* Somebody of another chat: never present here, known by a link of their own that nobody holds. */
enum status apply_person_imported(struct meeting *m, const struct event *e)
{
    struct person p = {.joined_us = e->time_us, .link = e->person_imported.link};
    if (e->person_imported.person != m->people.count + 1 || p.link != m->link_count + 1)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->people, 1) || !apply_keep_personal(m, &e->person_imported.name, &p.name) ||
        !apply_keep_personal(m, &e->person_imported.identity, &p.identity))
        return FAILED_NO_MEMORY;
    apply_look(m, &p);
    *PUSH(m->people) = p;
    m->link_count = p.link;
    m->imported_count++;
    apply_personal_key(m, &e->person_imported.name);
    apply_personal_key(m, &e->person_imported.identity);
    return STATUS_OK;
}

/* A new number is somebody new; else what was entered is corrected. They are never present. */
enum status apply_person_entered(struct meeting *m, const struct event *e)
{
    const struct person *there = meeting_person(m, e->entered.person);
    struct person p = {.joined_us = e->time_us, .entered = true};
    if (there == NULL ? e->entered.person != m->people.count + 1 : !there->entered)
        return REFUSED_RECORD_DAMAGED;
    if (there != NULL)
        p = *there;
    p.off = e->entered.off;
    if (!RESERVE(m->people, 1) || !apply_keep_personal(m, &e->entered.name, &p.name) ||
        !apply_keep_personal(m, &e->entered.affiliation, &p.affiliation))
        return FAILED_NO_MEMORY;
    apply_look(m, &p);
    if (there == NULL) {
        *PUSH(m->people) = p;
        m->entered_count++;
    } else {
        m->people.items[e->entered.person - 1] = p;
    }
    apply_personal_key(m, &e->entered.name);
    apply_personal_key(m, &e->entered.affiliation);
    return STATUS_OK;
}

enum status apply_duty(struct meeting *m, const struct event *e)
{
    struct helper d = {
        .person = e->duty.person, .duty = (enum duty)e->duty.duty, .time_us = e->time_us};
    const bool is_new = e->duty.entry == m->helpers.count + 1;
    if ((d.person != 0 && meeting_person(m, d.person) == NULL) || e->duty.entry == 0 ||
        e->duty.entry > m->helpers.count + 1 || is_new == e->duty.off)
        return REFUSED_RECORD_DAMAGED;
    if (!is_new) {
        m->helpers.items[e->duty.entry - 1].off = true;
        m->helpers.items[e->duty.entry - 1].off_us = e->time_us;
        return STATUS_OK;
    }
    if (!RESERVE(m->helpers, 1) || !apply_keep_personal(m, &e->duty.name, &d.name))
        return FAILED_NO_MEMORY;
    *PUSH(m->helpers) = d;
    apply_named(m, d.person);
    apply_personal_key(m, &e->duty.name);
    return STATUS_OK;
}

enum status apply_presence(struct meeting *m, const struct event *e)
{
    bool back = e->kind == EVENT_PERSON_RETURNED;
    if (meeting_person(m, e->left.person) == NULL)
        return REFUSED_RECORD_DAMAGED;
    struct person *p = &m->people.items[e->left.person - 1];
    if (p->present == back || p->entered || p->into != 0)
        return REFUSED_RECORD_DAMAGED;
    p->present = back;
    count_presence(m, p, back);
    return STATUS_OK;
}

enum status apply_person_marked(struct meeting *m, const struct event *e)
{
    if (meeting_person(m, e->person_marked.person) == NULL)
        return REFUSED_RECORD_DAMAGED;
    /* Of who is one with others: what all of them have is what the chair says now. */
    const uint32_t person = meeting_one(m, e->person_marked.person);
    for (uint32_t i = 1; i <= m->people.count; i++)
        if (meeting_one(m, i) == person)
            m->people.items[i - 1].own_hats &= e->person_marked.hats;
    m->people.items[person - 1].own_hats = e->person_marked.hats;
    m->people.items[person - 1].hats = e->person_marked.hats;
    return STATUS_OK;
}

/* One person counts once: what stood before goes out of the counts, what stands now goes in. An
 * answer belongs to the link it came by, whoever that is. */
enum status apply_answer(struct meeting *m, const struct event *e)
{
    struct answer a = {.question = e->answer.question,
                       .run = e->answer.run,
                       .person = meeting_joined_by(m, e->answer.link),
                       .link = e->answer.link,
                       .line = e->answer.line,
                       .channel = (enum channel)e->answer.channel,
                       .option = e->answer.option,
                       .also = e->answer.also,
                       .seq = e->seq,
                       .time_us = e->time_us};
    struct run *r = apply_run(m, a.question, a.run);
    if (a.person == 0) /* of somebody who has no link */
        a.person = e->answer.person;
    const struct person *p = meeting_person(m, a.person);
    if (r == NULL || (r->state != RUN_OPEN && a.line == 0) || p == NULL ||
        a.line > m->lines.count || a.option < ANSWER_WITHDRAWN ||
        (a.option >= 0 && !apply_option_fits(m, a.question, a.option)) ||
        (a.also != 0 && (a.also >> meeting_question(m, a.question)->option_count != 0 ||
                         a.option < 0 || a.also & 1u << a.option)))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->answers, 1) || !apply_keep_personal(m, &e->answer.remark, &a.remark))
        return FAILED_NO_MEMORY;
    a.look = a.remark != 0 && strcmp(meeting_text(m, a.remark), meeting_removed) != 0
                 ? look_of_remark(meeting_text(m, a.remark))
                 : 0;
    apply_count(m, r, a.person, false);
    *PUSH(m->answers) = a;
    m->people.items[a.person - 1].answer = m->answers.count;
    apply_count(m, r, a.person, true);
    apply_personal_key(m, &e->answer.remark);
    return STATUS_OK;
}
