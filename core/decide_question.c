/* The meeting and its questions: preparing, asking, closing, showing. */
#include "core/decision.h"
#include "core/plan.h"

#include <string.h>

enum status decision_run(const struct decision *d, const struct run **out)
{
    if (d->command->question == 0 || d->command->run == 0)
        return REFUSED_BAD_VALUE;
    *out = meeting_run(d->meeting, d->command->question, d->command->run);
    return *out != NULL ? STATUS_OK : REFUSED_NO_QUESTION;
}

enum status decision_open_run(const struct decision *d, const struct run **out)
{
    enum status s = decision_run(d, out);
    if (s != STATUS_OK || (*out)->state == RUN_OPEN)
        return s;
    const struct question *q = meeting_question(d->meeting, d->command->question);
    return d->command->run < q->run_count ? REFUSED_WRONG_RUN : REFUSED_NOT_OPEN;
}

enum status decision_option(const struct decision *d, const struct run *r)
{
    const struct question *q = meeting_question(d->meeting, r->question);
    if (d->command->option == INT32_MIN)
        return REFUSED_BAD_VALUE;
    bool there = d->command->option >= 0 &&
                 meeting_option(d->meeting, q, (uint32_t)d->command->option) != NULL;
    return there ? STATUS_OK : REFUSED_NO_OPTION;
}

const char *decision_by(struct decision *d)
{
    const struct meeting *m = d->meeting;
    uint32_t chairs = 0;
    const char *only = "";
    for (uint32_t i = 0; i < m->invited.count; i++)
        if (m->invited.items[i].chair) {
            chairs++;
            only = meeting_text(m, m->invited.items[i].name);
        }
    if (d->command->by[0] != '\0')
        return decision_text(d, d->command->by);
    return decision_text(d, chairs == 1 ? only : "");
}

static bool copy_people(struct decision *d, const struct plan_person *from, uint32_t count,
                        struct named_person **out)
{
    *out = arena_take(&d->out->arena, (count + 1) * sizeof **out);
    if (*out == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!decision_personal(d, from[i].name, &(*out)[i].name) ||
            !decision_personal(d, from[i].mail, &(*out)[i].mail))
            return false;
    return true;
}

struct new_question {
    int kind;
    const char *text, *worded_by;
    const char **options;
    uint32_t option_count;
    bool dont_care, something_else;
    int relation;
    uint32_t of_question, of_run;
};

static bool same_name(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static void add_option(struct event *e, const char *name, enum option_role role)
{
    e->prepared.options[e->prepared.option_count++] =
        (struct new_option){.name = name, .role = role};
}

static const char dont_care[] = "don't care", something_else[] = "something else";

static enum status check_options(const struct new_question *q)
{
    if (q->kind == QUESTION_FOR_AGAINST)
        return q->option_count == 0 ? STATUS_OK : REFUSED_BAD_VALUE;
    if (q->option_count < 2)
        return REFUSED_BAD_VALUE;
    if (q->option_count + (q->dont_care ? 1u : 0u) + (q->something_else ? 1u : 0u) > OPTIONS_MAX)
        return REFUSED_TOO_MANY;
    for (uint32_t i = 0; i < q->option_count; i++) {
        if ((q->dont_care && same_name(q->options[i], dont_care)) ||
            (q->something_else && same_name(q->options[i], something_else)))
            return REFUSED_BAD_VALUE;
        for (uint32_t k = 0; k < i; k++)
            if (same_name(q->options[i], q->options[k]))
                return REFUSED_BAD_VALUE;
    }
    return STATUS_OK;
}

static enum status add_question(struct decision *d, const struct new_question *q, uint32_t number)
{
    enum status s = check_options(q);
    if (s != STATUS_OK)
        return s;
    struct event *e = decision_event(d, EVENT_QUESTION_PREPARED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->prepared.question = number;
    e->prepared.kind = q->kind;
    e->prepared.relation = q->relation;
    e->prepared.of_question = q->of_question;
    e->prepared.of_run = q->of_run;
    e->prepared.text = decision_text(d, q->text);
    e->prepared.worded_by = decision_text(d, q->worded_by);
    e->prepared.options = arena_take(&d->out->arena, OPTIONS_MAX * sizeof *e->prepared.options);
    if (e->prepared.text == NULL || e->prepared.worded_by == NULL || e->prepared.options == NULL)
        return FAILED_NO_MEMORY;
    if (q->kind == QUESTION_FOR_AGAINST) {
        add_option(e, "for", OPTION_NAMED);
        add_option(e, "against", OPTION_NAMED);
        return STATUS_OK;
    }
    for (uint32_t i = 0; i < q->option_count; i++) {
        const char *name = decision_text(d, q->options[i]);
        if (name == NULL)
            return FAILED_NO_MEMORY;
        add_option(e, name, OPTION_NAMED);
    }
    if (q->dont_care)
        add_option(e, dont_care, OPTION_DONT_CARE);
    if (q->something_else)
        add_option(e, something_else, OPTION_SOMETHING_ELSE);
    return STATUS_OK;
}

enum status decide_open(struct decision *d)
{
    const struct meeting_plan *p = d->command->plan;
    if (d->meeting->opened)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_MEETING_OPENED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->opened.title = decision_text(d, p->title);
    e->opened.group = decision_text(d, p->group);
    e->opened.kind = decision_text(d, p->kind);
    e->opened.start = decision_text(d, p->start);
    e->opened.zone = decision_text(d, p->zone);
    e->opened.list = decision_text(d, p->mail_list);
    e->opened.note_well_url = decision_text(d, p->note_well_url);
    e->opened.version = decision_text(d, p->version);
    e->opened.offset_minutes = p->offset_minutes;
    e->opened.chair_count = p->chair_count;
    e->opened.scribe_count = p->scribe_count;
    if (!copy_people(d, p->chairs, p->chair_count, &e->opened.chairs) ||
        !copy_people(d, p->scribes, p->scribe_count, &e->opened.scribes))
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < p->question_count; i++) {
        const struct plan_question *q = &p->questions[i];
        enum status s = add_question(d,
                                     &(struct new_question){.kind = q->kind,
                                                            .text = q->text,
                                                            .worded_by = "",
                                                            .options = q->options,
                                                            .option_count = q->option_count,
                                                            .dont_care = true,
                                                            .something_else = true},
                                     i + 1);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

enum status decide_end(struct decision *d)
{
    if (d->meeting->open_run != 0)
        return REFUSED_ANOTHER_OPEN;
    return decision_event(d, EVENT_MEETING_ENDED) != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status decide_prepare(struct decision *d)
{
    const struct command *c = d->command;
    if (c->question_kind < 0)
        return REFUSED_BAD_VALUE;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (d->meeting->questions.count >= QUESTIONS_MAX)
        return REFUSED_TOO_MANY;
    if (c->relation != RELATION_NONE && meeting_question(d->meeting, c->of_question) == NULL)
        return REFUSED_NO_QUESTION;
    if (c->of_run != 0 && meeting_run(d->meeting, c->of_question, c->of_run) == NULL)
        return REFUSED_NO_QUESTION;
    return add_question(
        d,
        &(struct new_question){.kind = c->question_kind,
                               .text = c->text,
                               .worded_by = c->by,
                               .options = c->options,
                               .option_count = c->option_count,
                               .dont_care = !c->no_dont_care,
                               .something_else = !c->no_something_else,
                               .relation = c->relation,
                               .of_question = c->relation != RELATION_NONE ? c->of_question : 0,
                               .of_run = c->relation != RELATION_NONE ? c->of_run : 0},
        d->meeting->questions.count + 1);
}

static enum status about_run(struct decision *d, enum event_kind kind, uint32_t question,
                             uint32_t run)
{
    struct event *e = decision_event(d, kind);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->asked.question = question;
    e->asked.run = run;
    e->asked.by = decision_by(d);
    return e->asked.by != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Asking a question that was asked before runs it again: a run of its own, the earlier is kept. */
enum status decide_ask(struct decision *d)
{
    const struct question *q = meeting_question(d->meeting, d->command->question);
    if (q == NULL)
        return REFUSED_NO_QUESTION;
    if (d->meeting->open_run != 0)
        return REFUSED_ANOTHER_OPEN;
    return about_run(d, EVENT_QUESTION_ASKED, d->command->question, q->run_count + 1);
}

/* Closing does not wait for the meter: what is still being checked is recorded when it is there. */
enum status decide_close(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct run *r;
    enum status s = decision_open_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (m->open_hum != 0 && m->hums.items[m->open_hum - 1].phase == HUM_RUNNING)
        return REFUSED_HUM_RUNNING;
    return about_run(d, EVENT_QUESTION_CLOSED, r->question, r->run);
}

enum status decide_show(struct decision *d)
{
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s != STATUS_OK)
        return s;
    if (r->state == RUN_OPEN)
        return REFUSED_NOT_CLOSED;
    return r->shown ? REFUSED_ALREADY : about_run(d, EVENT_RESULTS_SHOWN, r->question, r->run);
}
