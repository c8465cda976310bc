/* Names that chair and scribe type: whose they are, so that nobody counts twice. */
#include "core/decision.h"

/* A scribe does not learn from a refusal who confided in the chair. */
static enum called called(const struct decision *d, uint32_t *person)
{
    return meeting_called(d->meeting, d->command->name, d->actor->role == ROLE_CHAIR, person);
}

enum status decision_named(const struct decision *d, uint32_t *person)
{
    const struct command *c = d->command;
    *person = c->of_person;
    if (c->of_person != 0)
        return meeting_person(d->meeting, c->of_person) != NULL ? STATUS_OK : REFUSED_NO_PERSON;
    if (c->name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    return called(d, person) != CALLED_SEVERAL ? STATUS_OK : REFUSED_WHICH;
}

uint32_t decision_called(const struct decision *d)
{
    uint32_t person = d->command->of_person;
    if (person == 0 && called(d, &person) == CALLED_SEVERAL)
        return 0;
    return person;
}

enum status decision_new_person(struct decision *d, uint32_t *person)
{
    if (d->meeting->people.count >= PEOPLE_MAX)
        return REFUSED_TOO_MANY;
    struct event *e = decision_event(d, EVENT_PERSON_ENTERED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    *person = e->entered.person = d->meeting->people.count + 1;
    e->entered.off = true;
    return decision_personal(d, d->command->name, &e->entered.name) ? STATUS_OK : FAILED_NO_MEMORY;
}
