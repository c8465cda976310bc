/* A meeting opens as it was planned: who chairs it, and the questions of its file. */
#include "core/decision.h"
#include "core/kind.h"
#include "core/plan.h"

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

static enum status prepare(struct decision *d, const struct plan_question *q, uint32_t number)
{
    const bool others = kind_rules((enum question_kind)q->kind)->others;
    return decision_question(
        d,
        &(struct new_question){.kind = (enum question_kind)q->kind,
                               .text = q->text,
                               .worded_by = q->worded_by,
                               .draft = q->draft,
                               .drafts = q->drafts,
                               .draft_count = q->draft_count,
                               .adopted = q->adopted,
                               .care = q->care,
                               .cause = q->cause,
                               .tried = q->tried,
                               .events = q->events,
                               .outcomes = q->outcomes,
                               .sides = (enum sides)q->sides,
                               .several = q->several,
                               .votes = q->votes,
                               .chat_counted = q->chat_counted,
                               .chat_said = true,
                               .who_counts = q->who_counts,
                               .agreement = q->agreement,
                               .drawing = (enum drawing)q->drawing,
                               .grounds = (enum grounds)q->grounds,
                               .pick = q->pick,
                               .source = q->source,
                               .on_list = "",
                               .links = "",
                               .since = "",
                               .options = q->options,
                               .option_count = q->option_count,
                               .dont_care = others && !q->no_dont_care,
                               .something_else = others && !q->no_something_else},
        number);
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
    e->opened.note_well_version = decision_text(d, p->note_well_version);
    e->opened.version = decision_text(d, p->version);
    e->opened.offset_minutes = p->offset_minutes;
    e->opened.length_minutes = p->notice.length_minutes;
    e->opened.chair_count = p->chair_count;
    e->opened.scribe_count = p->scribe_count;
    if (!copy_people(d, p->chairs, p->chair_count, &e->opened.chairs) ||
        !copy_people(d, p->scribes, p->scribe_count, &e->opened.scribes))
        return FAILED_NO_MEMORY;
    enum status s = STATUS_OK;
    for (uint32_t i = 0; s == STATUS_OK && i < p->question_count; i++)
        s = prepare(d, &p->questions[i], i + 1);
    return s;
}
