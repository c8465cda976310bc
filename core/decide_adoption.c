/* Drafts that are to be adopted or withdrawn: their questions, criteria, steps, people who are
 * willing. */
#include "core/adoption.h"
#include "core/competing.h"
#include "core/decision.h"
#include "core/when.h"

#include <string.h>
#include <strings.h>

/* ---- what such a question says beforehand ---- */

/* Drafts that compete have names of their own, and outcomes that they can come to. */
static enum status check_competing(const struct new_question *q)
{
    const bool adopted = q->adopted[0] != '\0';
    const uint32_t can = competing_outcomes(q->draft_count, adopted);
    if (q->draft[0] != '\0' || q->care || can == 0)
        return REFUSED_DRAFT;
    for (uint32_t i = 0; i < q->draft_count; i++) {
        if (adopted && strcasecmp(q->drafts[i], q->adopted) == 0)
            return REFUSED_DRAFT;
        for (uint32_t k = 0; k < i; k++)
            if (strcasecmp(q->drafts[i], q->drafts[k]) == 0)
                return REFUSED_DRAFT;
    }
    if ((q->outcomes & ~can) != 0)
        return REFUSED_KIND;
    uint32_t outcomes = q->outcomes != 0 ? q->outcomes : can;
    return competing_option_count(outcomes, q->draft_count) <= OPTIONS_MAX ? STATUS_OK
                                                                           : REFUSED_TOO_MANY;
}

enum status decision_check_drafts(const struct new_question *q)
{
    if (q->kind == QUESTION_WITHDRAW) {
        if (q->draft_count > 0 || q->draft[0] == '\0')
            return REFUSED_DRAFT;
        return q->cause != 0 && q->events[0] != '\0' ? STATUS_OK : REFUSED_CAUSE;
    }
    if (q->draft_count > 0)
        return check_competing(q);
    return q->draft[0] != '\0' && q->adopted[0] == '\0' ? STATUS_OK : REFUSED_DRAFT;
}

/* What competing drafts can come to, each outcome an option. */
bool decision_competing(struct decision *d, const struct new_question *q, struct event *e)
{
    const struct competing c = {q->drafts, q->draft_count, q->adopted};
    const uint32_t outcomes =
        q->outcomes != 0 ? q->outcomes : competing_outcomes(q->draft_count, q->adopted[0] != '\0');
    for (int o = 0; o < DRAFT_OUTCOME_COUNT; o++) {
        const uint32_t each = competing_of_each((enum draft_outcome)o) ? q->draft_count : 1;
        for (uint32_t i = 0; i < each && outcomes & 1u << o; i++) {
            struct text t = {0};
            competing_option(&c, (enum draft_outcome)o, i, &t);
            const char *name = t.failed ? NULL : decision_text(d, t.bytes);
            text_release(&t);
            if (name == NULL)
                return false;
            e->prepared.options[e->prepared.option_count++] = (struct new_option){
                .name = name, .role = o == DRAFTS_NONE ? OPTION_NONE : OPTION_NAMED};
        }
    }
    return true;
}

/* The drafts of an adoption or a withdrawal, and what goes with them. */
bool decision_drafts(struct decision *d, const struct new_question *q, struct event *e)
{
    const bool adopts = q->kind == QUESTION_ADOPT, withdraws = q->kind == QUESTION_WITHDRAW;
    e->prepared.care = adopts && q->care;
    e->prepared.cause = withdraws ? q->cause : 0;
    e->prepared.tried = withdraws ? q->tried : 0;
    e->prepared.adopted = decision_text(d, adopts ? q->adopted : "");
    e->prepared.events = decision_text(d, withdraws ? q->events : "");
    if (e->prepared.adopted == NULL || e->prepared.events == NULL)
        return false;
    const uint32_t count = adopts ? q->draft_count : 0;
    e->prepared.drafts = arena_take(&d->out->arena, (count + 1) * sizeof *e->prepared.drafts);
    if (e->prepared.drafts == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        e->prepared.drafts[i].name = decision_text(d, q->drafts[i]);
        if (e->prepared.drafts[i].name == NULL)
            return false;
    }
    e->prepared.draft_count = count;
    return true;
}

/* ---- its criteria, steps and people ---- */

static enum status adoption_question(const struct decision *d, const struct question **out)
{
    *out = meeting_question(d->meeting, d->command->question);
    if (*out == NULL)
        return REFUSED_NO_QUESTION;
    return adoption_is(*out) ? STATUS_OK : REFUSED_KIND;
}

static bool is_draft_of(const struct meeting *m, const struct question *q, const char *name)
{
    const char *draft;
    for (uint32_t i = 0; (draft = adoption_draft(m, q, i)) != NULL; i++)
        if (strcmp(draft, name) == 0)
            return true;
    return false;
}

/* The draft that a command names, of several that compete; of one alone it need not be said. */
static const char *of_draft(const struct command *c, const struct question *q)
{
    return adoption_competes(q) ? c->draft : "";
}

/* A note on a criterion, of one of competing drafts or of all; written again it is another note. */
enum status decide_criterion(struct decision *d)
{
    const struct command *c = d->command;
    const struct question *q;
    enum status s = adoption_question(d, &q);
    if (s != STATUS_OK)
        return s;
    if (c->criterion < 0)
        return REFUSED_BAD_VALUE;
    if (!adoption_has_criterion(q, (enum criterion)c->criterion))
        return REFUSED_KIND;
    if (c->draft[0] != '\0' && !is_draft_of(d->meeting, q, c->draft))
        return REFUSED_DRAFT;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (strlen(c->text) > NOTE_BYTES_MAX)
        return REFUSED_TEXT_TOO_LONG;
    struct event *e = decision_event(d, EVENT_CRITERION_NOTED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->criterion.question = c->question;
    e->criterion.criterion = c->criterion;
    e->criterion.draft = decision_text(d, of_draft(c, q));
    e->criterion.note = decision_text(d, c->text);
    return e->criterion.draft != NULL && e->criterion.note != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* The days of a step; 0 where none is given. A call has both, two weeks apart at least. */
static enum status read_days(const struct command *c, int64_t *date_us, int64_t *until_us)
{
    *date_us = *until_us = 0;
    if (c->date[0] != '\0' && when_parse(c->date, date_us) != STATUS_OK)
        return REFUSED_DATE;
    if (c->step != DRAFT_STEP_CALL)
        return STATUS_OK;
    if (c->until[0] != '\0' && when_parse(c->until, until_us) != STATUS_OK)
        return REFUSED_DATE;
    bool two_weeks = *date_us != 0 && *until_us >= *date_us + CALL_LEAST_DAYS * DAY_US;
    return two_weeks ? STATUS_OK : REFUSED_TWO_WEEKS;
}

/* What a step that is done must say. */
static enum status check_done(const struct command *c)
{
    bool says = c->text[0] != '\0';
    if (c->step == DRAFT_STEP_EDITORS &&
        (c->editors == EDITORS_NONE || (c->editors == EDITORS_NEW && !says)))
        return REFUSED_EDITORS;
    if ((c->step == DRAFT_STEP_NAME || c->step == DRAFT_STEP_REPLACED_BY) && !says)
        return REFUSED_DRAFT;
    return STATUS_OK;
}

static enum status check_step(const struct decision *d, const struct question *q)
{
    const struct command *c = d->command;
    if (c->step < 0 || c->step_state < 0)
        return REFUSED_BAD_VALUE;
    if (!adoption_has_step(q, (enum draft_step)c->step))
        return REFUSED_KIND;
    if (c->draft[0] != '\0' && !is_draft_of(d->meeting, q, c->draft))
        return REFUSED_DRAFT;
    if (strlen(c->text) > NOTE_BYTES_MAX)
        return REFUSED_TEXT_TOO_LONG;
    if (c->step_state == DRAFT_STEP_DONE)
        return check_done(c);
    if (c->step_state == DRAFT_STEP_NOT_NEEDED)
        return c->waived_by != WAIVER_NONE || c->text[0] != '\0' ? STATUS_OK : REFUSED_WAIVER;
    return adoption_step(d->meeting, c->question, (enum draft_step)c->step, of_draft(c, q)).state !=
                   DRAFT_STEP_OPEN
               ? STATUS_OK
               : REFUSED_ALREADY;
}

/* Taken, not needed, or open again. */
enum status decide_step(struct decision *d)
{
    const struct command *c = d->command;
    const struct question *q;
    int64_t date_us = 0, until_us = 0;
    const bool done = c->step_state == DRAFT_STEP_DONE;
    enum status s = adoption_question(d, &q);
    if (s == STATUS_OK)
        s = check_step(d, q);
    if (s == STATUS_OK && done)
        s = read_days(c, &date_us, &until_us);
    if (s != STATUS_OK)
        return s;
    struct event *e = decision_event(d, EVENT_STEP_TAKEN);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->step.question = c->question;
    e->step.step = c->step;
    e->step.state = c->step_state;
    e->step.waiver = c->step_state == DRAFT_STEP_NOT_NEEDED ? c->waived_by : WAIVER_NONE;
    e->step.editors = done && c->step == DRAFT_STEP_EDITORS ? c->editors : EDITORS_NONE;
    e->step.draft = decision_text(d, of_draft(c, q));
    e->step.text = decision_text(d, c->text);
    e->step.date_us = date_us;
    e->step.until_us = until_us;
    return e->step.draft != NULL && e->step.text != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Each person's own; chair and scribe enter what somebody said. Nothing in the list takes it back.
 */
enum status decide_willing(struct decision *d)
{
    const struct command *c = d->command;
    const bool own = d->actor->role == ROLE_PARTICIPANT;
    uint32_t person = d->actor->person;
    const struct run *r;
    const struct question *q;
    if (own && meeting_person(d->meeting, person) == NULL)
        return REFUSED_NOT_JOINED;
    enum status s = decision_run(d, &r);
    if (s == STATUS_OK)
        s = adoption_question(d, &q);
    if (s != STATUS_OK)
        return s;
    if (!c->has_willing)
        return REFUSED_BAD_VALUE;
    if (c->draft[0] != '\0' && !is_draft_of(d->meeting, q, c->draft))
        return REFUSED_DRAFT;
    s = own ? STATUS_OK : decision_named(d, &person);
    if (s != STATUS_OK)
        return s;
    const struct willing_note *stands =
        person != 0 ? adoption_willing_of(d->meeting, r, of_draft(c, q), person, "") : NULL;
    if (c->willing == (stands != NULL ? stands->willing : 0))
        return REFUSED_ALREADY;
    if (person == 0)
        s = decision_new_person(d, &person);
    if (s != STATUS_OK)
        return s;
    struct event *e = decision_event(d, EVENT_WILLING_SAID);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->willing.question = r->question;
    e->willing.run = r->run;
    e->willing.person = person;
    e->willing.willing = c->willing;
    e->willing.entered = !own;
    e->willing.draft = decision_text(d, of_draft(c, q));
    return e->willing.draft != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}
