/* What chair and scribe enter for people, and what people say to the chair of an open question. */
#include "core/decision.h"
#include "core/kind.h"

enum status decide_hands(struct decision *d)
{
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s == STATUS_OK)
        s = decision_option(d, r);
    if (s != STATUS_OK)
        return s;
    if (d->command->count < 0 || d->command->count > PEOPLE_MAX)
        return REFUSED_BAD_VALUE;
    if (kind_rules(meeting_question(d->meeting, r->question)->kind)->drawn)
        return REFUSED_KIND;
    struct event *e = decision_event(d, EVENT_HANDS_COUNTED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->hands.question = r->question;
    e->hands.run = r->run;
    e->hands.option = (uint32_t)d->command->option;
    e->hands.count = (uint32_t)d->command->count;
    return STATUS_OK;
}

enum status decision_position(struct decision *d, const struct position_of *p)
{
    struct event *e = decision_event(d, EVENT_POSITION_ENTERED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->position.question = p->run->question;
    e->position.run = p->run->run;
    e->position.person = p->person;
    e->position.option = p->option;
    e->position.way = p->way;
    e->position.hat_off = p->hat_off;
    e->position.role = p->entered_by != NULL ? (int)d->actor->role : ROLE_NOBODY;
    e->position.by = p->entered_by != NULL ? p->entered_by : "";
    return decision_personal(d, p->name, &e->position.name) &&
                   decision_personal(d, p->remark, &e->position.remark)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* The position itself: of a kind that has it, with the reason that it needs. What was told
 * privately is nobody's vote. */
static enum status check_position(const struct decision *d, const struct question *q)
{
    const struct command *c = d->command;
    if (c->option == INT32_MIN || c->way < 0)
        return REFUSED_BAD_VALUE;
    if (kind_rules(q->kind)->drawn)
        return REFUSED_KIND;
    if (c->way == WAY_PRIVATE && d->actor->role != ROLE_CHAIR)
        return REFUSED_ROLE;
    if (c->way == WAY_PRIVATE && q->kind == QUESTION_PLURALITY)
        return REFUSED_KIND;
    if (c->option >= 0 && (uint32_t)c->option >= q->option_count)
        return REFUSED_NO_OPTION;
    if (c->option == ANSWER_NO_OPINION && !kind_rules(q->kind)->no_opinion)
        return REFUSED_KIND;
    return kind_wants(d->meeting, q, c->option) == WANTS_REASON && c->text[0] == '\0'
               ? REFUSED_REASON
               : STATUS_OK;
}

static enum status enter(struct decision *d, const struct run *r, uint32_t person, const char *name,
                         int32_t option)
{
    const struct command *c = d->command;
    const char *by = decision_by_role(d);
    if (by == NULL)
        return FAILED_NO_MEMORY;
    return decision_position(d, &(struct position_of){.run = r,
                                                      .person = person,
                                                      .name = name,
                                                      .way = (enum way)c->way,
                                                      .option = option,
                                                      .hat_off = c->hat_off,
                                                      .remark = person != 0 ? c->text : "",
                                                      .entered_by = by});
}

/* By a number, which somebody who is not known yet is given. What a record has by the name alone
 * gives way. */
static enum status enter_of(struct decision *d, const struct run *r, uint32_t person)
{
    const struct command *c = d->command;
    const bool named = c->of_person == 0 && meeting_position_of(d->meeting, r, 0, c->name) != NULL;
    const bool withdrawn = c->option == ANSWER_WITHDRAWN;
    const bool stands = person != 0 && meeting_position_of(d->meeting, r, person, "") != NULL;
    if (withdrawn && !stands && !named)
        return REFUSED_ALREADY;
    enum status s = named ? enter(d, r, 0, c->name, ANSWER_WITHDRAWN) : STATUS_OK;
    if (s != STATUS_OK || (withdrawn && !stands))
        return s;
    if (person == 0)
        s = decision_new_person(d, &person);
    if (s == STATUS_OK)
        s = enter(d, r, person, "", c->option);
    const struct question *q = meeting_question(d->meeting, r->question);
    if (s != STATUS_OK || c->way == WAY_PRIVATE || c->text[0] == '\0' ||
        !kind_objects(d->meeting, q, c->option))
        return s;
    return decision_issue(
        d,
        &(struct new_issue){
            .question = r->question, .run = r->run, .person = person, .name = "", .what = c->text});
}

/* Whoever has answered by hand or in chat is not counted a second time, also by their name. */
enum status decide_position(struct decision *d)
{
    const struct run *r;
    uint32_t person;
    enum status s = decision_run(d, &r);
    if (s == STATUS_OK)
        s = check_position(d, meeting_question(d->meeting, r->question));
    if (s == STATUS_OK)
        s = decision_named(d, &person);
    if (s != STATUS_OK)
        return s;
    const struct answer *a = meeting_answer_of(d->meeting, person, r);
    if (a != NULL && a->option != ANSWER_WITHDRAWN)
        return d->command->of_person != 0 ? REFUSED_ANSWERED : REFUSED_NAME_ANSWERED;
    return enter_of(d, r, person);
}

/* The polite interrupt: one line, while the question is open. */
enum status decide_interrupt(struct decision *d)
{
    const struct command *c = d->command;
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (meeting_person(d->meeting, d->actor->person) == NULL)
        return REFUSED_NOT_JOINED;
    if (s != STATUS_OK)
        return s;
    if (c->interrupt < 0)
        return REFUSED_BAD_VALUE;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    struct event *e = decision_event(d, EVENT_INTERRUPTED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->interrupt.question = r->question;
    e->interrupt.run = r->run;
    e->interrupt.person = d->actor->person;
    e->interrupt.kind = c->interrupt;
    return decision_personal(d, c->text, &e->interrupt.text) ? STATUS_OK : FAILED_NO_MEMORY;
}
