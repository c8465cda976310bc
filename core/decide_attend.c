/* Who was there without a device, and who volunteered for what. */
#include "core/decision.h"

#include <stddef.h>
#include <string.h>

static bool is_named(const struct meeting *m, const struct person *p, const char *name,
                     const char *affiliation)
{
    return strcmp(meeting_text(m, p->name), name) == 0 &&
           strcmp(meeting_text(m, p->affiliation), affiliation) == 0;
}

/* Is somebody else of this name and affiliation on the blue sheet? */
static bool on_sheet(const struct meeting *m, uint32_t but, const char *name,
                     const char *affiliation)
{
    for (uint32_t i = 0; i < m->people.count; i++)
        if (i + 1 != but && !m->people.items[i].off &&
            is_named(m, &m->people.items[i], name, affiliation))
            return true;
    return false;
}

static enum status entered(struct decision *d, uint32_t person, const char *name,
                           const char *affiliation)
{
    struct event *e = decision_event(d, EVENT_PERSON_ENTERED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->entered.person = person;
    e->entered.off = d->command->off;
    return decision_personal(d, name, &e->entered.name) &&
                   decision_personal(d, affiliation, &e->entered.affiliation)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* Of somebody who was entered before: corrected, or taken off the blue sheet. */
static enum status correct(struct decision *d)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    const struct person *p = meeting_person(m, c->of_person);
    if (p == NULL)
        return REFUSED_NO_PERSON;
    if (!p->entered)
        return REFUSED_THEIR_OWN;
    if (c->off)
        return p->off ? REFUSED_ALREADY
                      : entered(d, c->of_person, meeting_text(m, p->name),
                                meeting_text(m, p->affiliation));
    if (c->name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (on_sheet(m, c->of_person, c->name, c->affiliation))
        return REFUSED_ON_SHEET;
    return !p->off && is_named(m, p, c->name, c->affiliation)
               ? REFUSED_ALREADY
               : entered(d, c->of_person, c->name, c->affiliation);
}

/* Who is known already by what was entered for them comes onto the sheet, for a chair also who
 * confided in the chairs; else somebody new. */
static uint32_t number_of(const struct decision *d)
{
    const struct meeting *m = d->meeting;
    uint32_t person;
    const bool one =
        meeting_called(m, d->command->name, d->actor->role == ROLE_CHAIR, &person) == CALLED_ONE;
    const struct person *p = meeting_person(m, person);
    const bool known = one && p->entered && p->off && p->into == 0;
    return known ? person : m->people.count + 1;
}

enum status decide_attend(struct decision *d)
{
    const struct command *c = d->command;
    if (c->of_person != 0)
        return correct(d);
    if (c->off)
        return REFUSED_NO_PERSON;
    if (c->name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (on_sheet(d->meeting, 0, c->name, c->affiliation))
        return REFUSED_ON_SHEET;
    return d->meeting->people.count < PEOPLE_MAX ? entered(d, number_of(d), c->name, c->affiliation)
                                                 : REFUSED_TOO_MANY;
}

/* A participant volunteers for themselves; chair and scribe note who did, also somebody who is not
 * on the blue sheet by a name. */
enum status decide_duty(struct decision *d)
{
    const struct command *c = d->command;
    bool own = d->actor->role == ROLE_PARTICIPANT;
    uint32_t person = own ? d->actor->person : decision_called(d);
    const char *name = person == 0 ? c->name : "";
    if (own && meeting_person(d->meeting, person) == NULL)
        return REFUSED_NOT_JOINED;
    if (person != 0 && meeting_person(d->meeting, person) == NULL)
        return REFUSED_NO_PERSON;
    if (c->duty < 0)
        return REFUSED_BAD_VALUE;
    if (person == 0 && name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    const struct helper *has = meeting_helper_of(d->meeting, (enum duty)c->duty, person, name);
    if ((has != NULL) != c->off)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_DUTY_TAKEN);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->duty.entry = (uint32_t)(has != NULL ? has - d->meeting->helpers.items
                                           : (ptrdiff_t)d->meeting->helpers.count) +
                    1;
    e->duty.person = person;
    e->duty.duty = c->duty;
    e->duty.off = c->off;
    return decision_personal(d, c->off ? "" : name, &e->duty.name) ? STATUS_OK : FAILED_NO_MEMORY;
}
