/* Who is whom, and who may do what: renaming, merging, splitting, roles that are handed over, links
 * that are renewed; what is for the chair to know, and what the chair does about it. */
#include "core/decision.h"

#include <string.h>

enum status decide_rename(struct decision *d)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    const struct person *p;
    enum status s = decision_sender_person(d, &p);
    if (s != STATUS_OK)
        return s;
    if (c->name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (strcmp(c->name, meeting_text(m, p->name)) == 0 &&
        strcmp(c->affiliation, meeting_text(m, p->affiliation)) == 0)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_PERSON_RENAMED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->renamed.person = d->actor->person;
    return decision_personal(d, c->name, &e->renamed.name) &&
                   decision_personal(d, c->affiliation, &e->renamed.affiliation)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

enum status decide_merge(struct decision *d)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    const uint32_t person = meeting_one(m, c->of_person), into = meeting_one(m, c->into);
    const struct person *from = meeting_person(m, person), *to = meeting_person(m, into);
    if (from == NULL || to == NULL)
        return REFUSED_NO_PERSON;
    if (person == into)
        return REFUSED_ALREADY;
    if (meeting_rank(from) > meeting_rank(to))
        return REFUSED_MERGE;
    if (c->reason[0] == '\0')
        return REFUSED_REASON;
    struct event *e = decision_event(d, EVENT_PEOPLE_MERGED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->merged.person = person;
    e->merged.into = into;
    e->merged.reason = decision_text(d, c->reason);
    e->merged.by = decision_by(d);
    return e->merged.reason != NULL && e->merged.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decide_split(struct decision *d)
{
    const struct command *c = d->command;
    const struct person *p = meeting_person(d->meeting, c->of_person);
    if (p == NULL)
        return REFUSED_NO_PERSON;
    if (p->into == 0 && p->members == 0)
        return REFUSED_ALREADY;
    if (c->reason[0] == '\0')
        return REFUSED_REASON;
    struct event *e = decision_event(d, EVENT_PERSON_SPLIT);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->split.person = c->of_person;
    e->split.reason = decision_text(d, c->reason);
    e->split.by = decision_by(d);
    return e->split.reason != NULL && e->split.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* ---- for the chair to know ---- */

enum status decide_irregularity(struct decision *d)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (c->question != 0 && (c->run == 0 || meeting_run(m, c->question, c->run) == NULL))
        return REFUSED_NO_QUESTION;
    struct event *e = decision_event(d, EVENT_IRREGULARITY_TOLD);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->told.entry = m->told.count + 1;
    e->told.question = c->question;
    e->told.run = c->question != 0 ? c->run : 0;
    return decision_personal(d, c->text, &e->told.text) ? STATUS_OK : FAILED_NO_MEMORY;
}

static enum status set_aside(struct decision *d, bool off)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s != STATUS_OK)
        return s;
    const uint32_t person = meeting_one(m, c->of_person);
    if (meeting_person(m, person) == NULL)
        return REFUSED_NO_PERSON;
    if ((meeting_aside_of(m, person, r) != NULL) != off)
        return REFUSED_ALREADY;
    const struct answer *a = meeting_answer_of(m, person, r);
    if (!off && (a == NULL || a->option == ANSWER_WITHDRAWN) &&
        meeting_position_of(m, r, person, "") == NULL)
        return REFUSED_NO_ANSWER;
    if (c->reason[0] == '\0')
        return REFUSED_REASON;
    struct event *e = decision_event(d, EVENT_POSITION_SET_ASIDE);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->set_aside.question = r->question;
    e->set_aside.run = r->run;
    e->set_aside.person = person;
    e->set_aside.off = off;
    e->set_aside.reason = decision_text(d, c->reason);
    e->set_aside.by = decision_by(d);
    return e->set_aside.reason != NULL && e->set_aside.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decide_set_aside(struct decision *d)
{
    return set_aside(d, false);
}

enum status decide_take_back(struct decision *d)
{
    return set_aside(d, true);
}

/* ---- roles ---- */

static enum status role_given(struct decision *d, uint32_t person, bool off)
{
    struct event *e = decision_event(d, EVENT_ROLE_GIVEN);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->role_given.person = person;
    e->role_given.role = d->command->role;
    e->role_given.off = off;
    e->role_given.by = decision_by(d);
    return e->role_given.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* From whichever of their links has it. */
static enum status take_role_back(struct decision *d)
{
    const struct meeting *m = d->meeting;
    enum status s = STATUS_OK;
    for (uint32_t i = 1; i <= m->people.count && s == STATUS_OK; i++)
        if (meeting_same(m, i, d->command->of_person) &&
            meeting_person(m, i)->roles >> d->command->role & 1u)
            s = role_given(d, i, true);
    return s;
}

/* To who joined by that link, also where they are one with others, who have it then: who splits off
 * takes none along. */
enum status decide_hand_over(struct decision *d)
{
    const struct command *c = d->command;
    const struct person *p = meeting_person(d->meeting, c->of_person);
    if (p == NULL)
        return REFUSED_NO_PERSON;
    if (c->role != ROLE_CHAIR && c->role != ROLE_SCRIBE)
        return REFUSED_BAD_VALUE;
    if (!c->off && (p->link == 0 || p->identity != 0))
        return REFUSED_NO_DEVICE_OF_THEIRS;
    const bool has = meeting_roles(d->meeting, c->of_person) >> c->role & 1u;
    if (has != c->off)
        return REFUSED_ALREADY;
    return c->off ? take_role_back(d) : role_given(d, c->of_person, false);
}

/* The secret itself is the server's business. */
enum status decide_renew(struct decision *d)
{
    const int role = d->command->role;
    if (role != ROLE_CHAIR && role != ROLE_SCRIBE && role != ROLE_PARTICIPANT &&
        role != ROLE_SCREEN)
        return REFUSED_BAD_VALUE;
    struct event *e = decision_event(d, EVENT_LINK_RENEWED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->renewed.role = role;
    e->renewed.by = decision_by(d);
    return e->renewed.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}
