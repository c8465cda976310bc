/* Joining, leaving and answers: what participants do. */
#include "core/decision.h"
#include "core/kind.h"

#include <string.h>

enum status decide_join(struct decision *d)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    if (d->actor->person != 0)
        return REFUSED_ALREADY;
    if (!c->note_well)
        return REFUSED_NOTE_WELL;
    if (c->name[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (m->people.count >= PEOPLE_MAX)
        return REFUSED_TOO_MANY;
    struct event *e = decision_event(d, EVENT_PERSON_JOINED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->joined.person = m->people.count + 1;
    e->joined.link = d->actor->link != 0 ? d->actor->link : m->link_count + 1;
    e->joined.in_room = c->in_room;
    e->joined.note_well = decision_text(d, meeting_text(m, m->note_well_url));
    if (e->joined.note_well == NULL || !decision_personal(d, c->name, &e->joined.name) ||
        !decision_personal(d, c->affiliation, &e->joined.affiliation))
        return FAILED_NO_MEMORY;
    return STATUS_OK;
}

static enum status presence(struct decision *d, enum event_kind kind, uint32_t person,
                            enum leaving why)
{
    struct event *e = decision_event(d, kind);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->left.person = person;
    e->left.why = why;
    return STATUS_OK;
}

enum status decision_sender_person(struct decision *d, const struct person **out)
{
    *out = meeting_person(d->meeting, d->actor->person);
    if (*out == NULL)
        return REFUSED_NOT_JOINED;
    return (*out)->present
               ? STATUS_OK
               : presence(d, EVENT_PERSON_RETURNED, d->actor->person, LEAVING_CONNECTION);
}

enum status decide_leave(struct decision *d)
{
    const struct person *p = meeting_person(d->meeting, d->actor->person);
    if (p == NULL)
        return REFUSED_NOT_JOINED;
    return p->present ? presence(d, EVENT_PERSON_LEFT, d->actor->person, LEAVING_LEFT)
                      : REFUSED_ALREADY;
}

enum status decide_gone(struct decision *d)
{
    const struct person *p = meeting_person(d->meeting, d->command->person);
    bool there = p != NULL && p->present;
    return there ? presence(d, EVENT_PERSON_LEFT, d->command->person, LEAVING_CONNECTION)
                 : STATUS_OK;
}

enum status decide_back(struct decision *d)
{
    const struct person *p = meeting_person(d->meeting, d->command->person);
    bool away = p != NULL && !p->present && !p->entered && p->into == 0;
    return away ? presence(d, EVENT_PERSON_RETURNED, d->command->person, LEAVING_CONNECTION)
                : STATUS_OK;
}

/* An own answer takes the place of a position that was entered for the person. Where the kind takes
 * objections as issues, the reason of one is an issue, once; who takes the answer back takes back
 * what came with it, while it is open. */
static enum status follow_answer(struct decision *d, const struct answer_of *a)
{
    const struct meeting *m = d->meeting;
    const struct run *r = a->run;
    const int32_t option = a->option;
    const char *remark = a->remark;
    const struct question *q = meeting_question(m, r->question);
    const struct position *entered = meeting_position_of(m, r, a->person, "");
    bool against = kind_objects(m, q, option);
    bool raised = false;
    if (entered != NULL) {
        enum status s = decision_position(d, &(struct position_of){.run = r,
                                                                   .person = a->person,
                                                                   .name = "",
                                                                   .way = entered->way,
                                                                   .option = ANSWER_WITHDRAWN,
                                                                   .remark = ""});
        if (s != STATUS_OK)
            return s;
    }
    for (uint32_t i = 0; i < m->issues.count; i++) {
        const struct issue *issue = &m->issues.items[i];
        if (!issue->by_answer || !meeting_same(m, issue->person, a->person) ||
            issue->question != r->question || issue->run != r->run || issue->state != ISSUE_OPEN)
            continue;
        raised = raised || strcmp(meeting_text(m, issue->what), remark) == 0;
        enum status s = option == ANSWER_WITHDRAWN
                            ? decision_issue_changed(d, i + 1, ISSUE_WITHDRAWN, "", "")
                            : STATUS_OK;
        if (s != STATUS_OK)
            return s;
    }
    if (!against || raised || remark[0] == '\0')
        return STATUS_OK;
    return decision_issue(d, &(struct new_issue){.question = r->question,
                                                 .run = r->run,
                                                 .person = a->person,
                                                 .name = "",
                                                 .what = remark,
                                                 .by_answer = true});
}

enum status decision_answer(struct decision *d, const struct answer_of *a)
{
    struct event *e = decision_event(d, EVENT_ANSWER_GIVEN);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->answer.question = a->run->question;
    e->answer.run = a->run->run;
    e->answer.person = a->person;
    e->answer.link = a->link;
    e->answer.line = a->line;
    e->answer.channel = a->channel;
    e->answer.option = a->option;
    e->answer.also = a->also;
    if (!decision_personal(d, a->remark, &e->answer.remark))
        return FAILED_NO_MEMORY;
    return follow_answer(d, a);
}

/* What the kind of the question asks of an answer. */
static enum status check_answer(const struct meeting *m, const struct question *q,
                                const struct command *c)
{
    uint32_t further = 0;
    if (kind_rules(q->kind)->drawn)
        return REFUSED_KIND;
    for (int i = 0; i < OPTIONS_MAX; i++)
        further += c->also >> i & 1u;
    if (c->option == ANSWER_NO_OPINION && !kind_rules(q->kind)->no_opinion)
        return REFUSED_KIND;
    if (further > 0 && (c->option < 0 || c->also & 1u << c->option))
        return REFUSED_BAD_VALUE;
    if (c->also >> q->option_count != 0)
        return REFUSED_NO_OPTION;
    if (further > kind_further(q))
        return REFUSED_KIND;
    if (kind_wants(m, q, c->option) == WANTS_REASON && c->text[0] == '\0')
        return REFUSED_REASON;
    return STATUS_OK;
}

/* An answer is only ever to the run that the person saw. */
enum status decide_answer(struct decision *d)
{
    const struct command *c = d->command;
    const struct person *p;
    const struct run *r;
    enum status s = decision_sender_person(d, &p);
    if (s == STATUS_OK)
        s = decision_open_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (c->option == INT32_MIN)
        return REFUSED_BAD_VALUE;
    if (c->option >= 0 && meeting_option(d->meeting, meeting_question(d->meeting, r->question),
                                         (uint32_t)c->option) == NULL)
        return REFUSED_NO_OPTION;
    const struct answer *stands = meeting_answer_of(d->meeting, d->actor->person, r);
    if (c->option == ANSWER_WITHDRAWN && (stands == NULL || stands->option == ANSWER_WITHDRAWN))
        return REFUSED_ALREADY;
    s = check_answer(d->meeting, meeting_question(d->meeting, r->question), c);
    if (s != STATUS_OK)
        return s;
    return decision_answer(d, &(struct answer_of){.run = r,
                                                  .person = d->actor->person,
                                                  .link = d->actor->link,
                                                  .channel = CHANNEL_HAND,
                                                  .option = c->option,
                                                  .also = c->also,
                                                  .remark = c->text});
}

/* What somebody is beside a participant, as the chair says. */
enum status decide_hats(struct decision *d)
{
    const uint32_t person = meeting_one(d->meeting, d->command->of_person);
    const struct person *p = meeting_person(d->meeting, person);
    if (p == NULL)
        return REFUSED_NO_PERSON;
    if (p->hats == d->command->hats)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_PERSON_MARKED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->person_marked.person = person;
    e->person_marked.hats = d->command->hats;
    return STATUS_OK;
}
