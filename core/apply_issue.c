/* Issues, challenges, and runs that are void. */
#include "core/applying.h"
#include "core/list.h"

#include <inttypes.h>
#include <stdio.h>

/* What is said of a run, or of the meeting (question 0). */
static bool place_fits(const struct meeting *m, uint32_t question, uint32_t run, uint32_t person)
{
    bool there = question == 0 ? run == 0 : run != 0 && meeting_run(m, question, run) != NULL;
    return there && (person == 0 || meeting_person(m, person) != NULL);
}

enum status apply_issue(struct meeting *m, const struct event *e)
{
    struct issue i = {.question = e->issue.question,
                      .run = e->issue.run,
                      .person = e->issue.person,
                      .by_answer = e->issue.by_answer,
                      .time_us = e->time_us};
    if (e->issue.issue != m->issues.count + 1 || !place_fits(m, i.question, i.run, i.person))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->issues, 1) || !apply_keep_personal(m, &e->issue.name, &i.name) ||
        !apply_keep_personal(m, &e->issue.what, &i.what))
        return FAILED_NO_MEMORY;
    *PUSH(m->issues) = i;
    apply_named(m, i.person);
    apply_personal_key(m, &e->issue.name);
    apply_personal_key(m, &e->issue.what);
    return STATUS_OK;
}

/* No state but the issue's own changes. */
enum status apply_issue_changed(struct meeting *m, const struct event *e)
{
    text_ref how, by;
    if (meeting_issue(m, e->issue_changed.issue) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep(m, e->issue_changed.how, &how) || !apply_keep(m, e->issue_changed.by, &by))
        return FAILED_NO_MEMORY;
    struct issue *i = &m->issues.items[e->issue_changed.issue - 1];
    i->state = (enum issue_state)e->issue_changed.state;
    i->how = how;
    i->by = by;
    i->changed_us = e->time_us;
    return STATUS_OK;
}

enum status apply_challenge(struct meeting *m, const struct event *e)
{
    struct challenge c = {.question = e->challenge.question,
                          .run = e->challenge.run,
                          .person = e->challenge.person,
                          .kind = (enum challenge_kind)e->challenge.kind,
                          .time_us = e->time_us};
    if (e->challenge.challenge != m->challenges.count + 1 ||
        !place_fits(m, c.question, c.run, c.person))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->challenges, 1) || !apply_keep_personal(m, &e->challenge.text, &c.text) ||
        !apply_keep_personal(m, &e->challenge.decision, &c.decision) ||
        !apply_keep_personal(m, &e->challenge.process, &c.process))
        return FAILED_NO_MEMORY;
    *PUSH(m->challenges) = c;
    apply_personal_key(m, &e->challenge.text);
    apply_personal_key(m, &e->challenge.decision);
    apply_personal_key(m, &e->challenge.process);
    return STATUS_OK;
}

enum status apply_challenge_answered(struct meeting *m, const struct event *e)
{
    text_ref words, next, by;
    if (meeting_challenge(m, e->challenge_answered.challenge) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep(m, e->challenge_answered.words, &words) ||
        !apply_keep(m, e->challenge_answered.next, &next) ||
        !apply_keep(m, e->challenge_answered.by, &by))
        return FAILED_NO_MEMORY;
    struct challenge *c = &m->challenges.items[e->challenge_answered.challenge - 1];
    c->words = words;
    c->next = next;
    c->by = by;
    c->answered_us = e->time_us;
    return STATUS_OK;
}

/* Everybody is told, in the chat too. The answers stay in the record. */
enum status apply_voided(struct meeting *m, const struct event *e)
{
    char told[LINE_BYTES_MAX + 200];
    struct run *r = apply_run(m, e->voided.question, e->voided.run);
    text_ref reason, by, line;
    if (r == NULL || r->state != RUN_CLOSED || r->voided_us != 0)
        return REFUSED_RECORD_DAMAGED;
    snprintf(told, sizeof told,
             "Question %" PRIu32 ", run %" PRIu32 " is void: %s. What was said in it does not "
             "count; please speak up again when it is asked anew.",
             r->question, r->run, e->voided.reason);
    if (!RESERVE(m->lines, 1) || !RESERVE(m->published, 1) ||
        !apply_keep(m, e->voided.reason, &reason) || !apply_keep(m, e->voided.by, &by) ||
        !apply_keep(m, told, &line))
        return FAILED_NO_MEMORY;
    r->void_reason = reason;
    r->void_by = by;
    r->voided_us = e->time_us;
    *PUSH(m->lines) = (struct line){.kind = LINE_VOID,
                                    .role = ROLE_CHAIR,
                                    .text = line,
                                    .time_us = e->time_us,
                                    .published = true};
    *PUSH(m->published) = m->lines.count;
    return STATUS_OK;
}
