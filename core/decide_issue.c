/* Issues and challenges, and runs that are void. An objection changes no state by itself. */
#include "core/decision.h"

#include <string.h>

/* What is said of a run, or of the meeting where neither question nor run is named. */
static enum status place(const struct decision *d)
{
    const struct run *r;
    return d->command->question == 0 && d->command->run == 0 ? STATUS_OK : decision_run(d, &r);
}

enum status decision_issue(struct decision *d, const struct new_issue *i)
{
    struct event *e = decision_event(d, EVENT_ISSUE_RAISED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->issue.issue = d->meeting->issues.count + 1;
    e->issue.question = i->question;
    e->issue.run = i->run;
    e->issue.person = i->person;
    e->issue.by_answer = i->by_answer;
    return decision_personal(d, i->name, &e->issue.name) &&
                   decision_personal(d, i->what, &e->issue.what)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

enum status decision_issue_changed(struct decision *d, uint32_t issue, enum issue_state state,
                                   const char *how, const char *by)
{
    struct event *e = decision_event(d, EVENT_ISSUE_CHANGED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->issue_changed.issue = issue;
    e->issue_changed.state = state;
    e->issue_changed.how = decision_text(d, how);
    e->issue_changed.by = decision_text(d, by);
    return e->issue_changed.how != NULL && e->issue_changed.by != NULL ? STATUS_OK
                                                                       : FAILED_NO_MEMORY;
}

/* A participant speaks for themselves; chair and scribe enter what somebody said. */
enum status decide_issue(struct decision *d)
{
    const struct command *c = d->command;
    bool own = d->actor->role == ROLE_PARTICIPANT;
    uint32_t person = own ? d->actor->person : decision_called(d);
    enum status s = place(d);
    if (own && meeting_person(d->meeting, person) == NULL)
        return REFUSED_NOT_JOINED;
    if (s != STATUS_OK)
        return s;
    if (person != 0 && meeting_person(d->meeting, person) == NULL)
        return REFUSED_NO_PERSON;
    if (c->text[0] == '\0' || (person == 0 && c->name[0] == '\0'))
        return REFUSED_EMPTY_TEXT;
    return decision_issue(d, &(struct new_issue){.question = c->question,
                                                 .run = c->run,
                                                 .person = person,
                                                 .name = person == 0 ? c->name : "",
                                                 .what = c->text});
}

/* How it was addressed, or why it was not accommodated, is always said. */
enum status decide_issue_state(struct decision *d)
{
    static const bool says_how[ISSUE_STATE_COUNT] = {
        [ISSUE_ACCOMMODATED] = true,
        [ISSUE_NOT_ACCOMMODATED] = true,
    };
    const struct command *c = d->command;
    const struct issue *i = meeting_issue(d->meeting, c->issue);
    bool own = d->actor->role == ROLE_PARTICIPANT;
    if (own && meeting_person(d->meeting, d->actor->person) == NULL)
        return REFUSED_NOT_JOINED;
    if (i == NULL)
        return REFUSED_NO_ISSUE;
    if (c->issue_state < 0)
        return REFUSED_BAD_VALUE;
    if (own && (!meeting_same(d->meeting, i->person, d->actor->person) ||
                c->issue_state != ISSUE_WITHDRAWN))
        return REFUSED_NOT_YOURS;
    if (i->state == (enum issue_state)c->issue_state)
        return REFUSED_ALREADY;
    if (says_how[c->issue_state] && c->reason[0] == '\0')
        return REFUSED_REASON;
    const char *by = own ? "" : decision_by(d);
    return by == NULL ? FAILED_NO_MEMORY
                      : decision_issue_changed(d, c->issue, (enum issue_state)c->issue_state,
                                               c->reason, by);
}

/* Polite words for each; a challenge itself says what of: the decision, how it was reached, or
 * both. Nothing on anybody's conduct has a place here. */
enum status decide_challenge(struct decision *d)
{
    const struct command *c = d->command;
    if (meeting_person(d->meeting, d->actor->person) == NULL)
        return REFUSED_NOT_JOINED;
    enum status s = place(d);
    if (s != STATUS_OK)
        return s;
    if (c->challenge_kind < 0)
        return REFUSED_BAD_VALUE;
    if (c->challenge_kind == CHALLENGE_DECISION && c->decision[0] == '\0' && c->process[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (c->challenge_kind != CHALLENGE_DECISION &&
        (c->decision[0] != '\0' || c->process[0] != '\0'))
        return REFUSED_BAD_VALUE;
    struct event *e = decision_event(d, EVENT_CHALLENGE_MADE);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->challenge.challenge = d->meeting->challenges.count + 1;
    e->challenge.question = c->question;
    e->challenge.run = c->run;
    e->challenge.person = d->actor->person;
    e->challenge.kind = c->challenge_kind;
    return decision_personal(d, c->text, &e->challenge.text) &&
                   decision_personal(d, c->decision, &e->challenge.decision) &&
                   decision_personal(d, c->process, &e->challenge.process)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* Answered again it is a change: both events stay in the record, the newest stands. */
enum status decide_challenge_answer(struct decision *d)
{
    const struct command *c = d->command;
    const struct challenge *made = meeting_challenge(d->meeting, c->challenge);
    if (made == NULL)
        return REFUSED_NO_ISSUE;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (made->kind == CHALLENGE_DECISION && c->next[0] == '\0')
        return REFUSED_NEXT_STEP;
    struct event *e = decision_event(d, EVENT_CHALLENGE_ANSWERED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->challenge_answered.challenge = c->challenge;
    e->challenge_answered.words = decision_text(d, c->text);
    e->challenge_answered.next = decision_text(d, c->next);
    e->challenge_answered.by = decision_by(d);
    return e->challenge_answered.words != NULL && e->challenge_answered.next != NULL &&
                   e->challenge_answered.by != NULL
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* Voiding is explicit, with a reason that everybody reads. */
enum status decide_void(struct decision *d)
{
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (r->state == RUN_OPEN)
        return REFUSED_NOT_CLOSED;
    if (r->voided_us != 0)
        return REFUSED_ALREADY;
    if (d->command->reason[0] == '\0')
        return REFUSED_REASON;
    struct event *e = decision_event(d, EVENT_RUN_VOIDED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->voided.question = r->question;
    e->voided.run = r->run;
    e->voided.reason = decision_text(d, d->command->reason);
    e->voided.by = decision_by(d);
    return e->voided.reason != NULL && e->voided.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}
