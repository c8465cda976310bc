/* A draft that is to be adopted or withdrawn: what was said beforehand, the criteria with their
 * notes, the steps, and who is willing to do what. Notes are the chairs' words; nothing is added to
 * them. */
#include "core/minutes_part.h"

#include "core/adoption.h"
#include "core/markdown.h"
#include "core/when.h"

#include <inttypes.h>
#include <string.h>

/* ---- beforehand ---- */

static void add_phrases(const char *lead, uint32_t bits, int count, const char *(*phrase)(int),
                        struct text *out)
{
    const char *before = lead;
    for (int i = 0; i < count; i++) {
        if ((bits & 1u << i) == 0)
            continue;
        text_addf(out, "%s%s", before, phrase(i));
        before = ", ";
    }
    text_add(out, before[0] == ',' ? "." : "");
}

static const char *cause_of(int i)
{
    return cause_phrase((enum cause)i);
}

static const char *tried_of(int i)
{
    return tried_phrase((enum tried)i);
}

void minutes_drafts(const struct meeting *m, const struct question *q, struct text *out)
{
    const char *before =
        q->draft_count == 1 ? " The draft that competes: " : " The drafts that compete: ";
    for (uint32_t i = 0; i < q->draft_count; i++) {
        text_add(out, before);
        markdown_add(out, adoption_draft(m, q, i));
        before = ", ";
    }
    text_add(out, q->draft_count > 0 ? "." : "");
    if (q->adopted != 0) {
        text_add(out, " The group has adopted ");
        minutes_text(m, out, q->adopted);
        text_add(out, " already.");
    }
    text_add(out, q->care ? " It would stay an individual's draft." : "");
    if (q->kind != QUESTION_WITHDRAW)
        return;
    add_phrases(" The cause: ", q->cause, CAUSE_COUNT, cause_of, out);
    add_phrases(" Tried before: ", q->tried, TRIED_COUNT, tried_of, out);
    text_add(out, " What happened: ");
    minutes_sentence(out, meeting_text(m, q->events));
}

/* ---- criteria ---- */

static void add_note(const char *note, struct text *out)
{
    if (note[0] == '\0')
        text_add(out, "no note");
    else
        markdown_add(out, note);
    text_add(out, " |");
}

static bool has_notes(const struct meeting *m, uint32_t question, bool of_all)
{
    for (uint32_t i = 0; i < m->criteria.count; i++)
        if (m->criteria.items[i].question == question &&
            (!of_all || m->criteria.items[i].draft == 0))
            return true;
    return false;
}

/* A column for each draft that competes; one for all of them where something was noted so. */
static void add_criteria_head(const struct meeting *m, const struct question *q, bool of_all,
                              struct text *out)
{
    text_add(out, "\nThe criteria, as they were gone through:\n\n| Criterion |");
    if (of_all)
        text_add(out, adoption_competes(q) ? " All of them |" : " Note |");
    for (uint32_t i = 0; i < q->draft_count; i++) {
        text_add(out, " ");
        markdown_add(out, adoption_draft(m, q, i));
        text_add(out, " |");
    }
    text_add(out, of_all ? "\n|---|---|" : "\n|---|");
    for (uint32_t i = 0; i < q->draft_count; i++)
        text_add(out, "---|");
    text_add(out, "\n");
}

/* A withdrawal has one criterion, which is a judgement. */
static void add_judgement(const struct meeting *m, uint32_t question, struct text *out)
{
    const char *note = adoption_note(m, question, CRITERION_COMPLETION, "");
    text_addf(out, "\nThe judgement, %s: ", criterion_phrase(CRITERION_COMPLETION));
    markdown_add(out, note[0] != '\0' ? note : "none was noted");
    text_add(out, "\n");
}

static void add_criteria(const struct meeting *m, uint32_t question, struct text *out)
{
    const struct question *q = meeting_question(m, question);
    const bool of_all = !adoption_competes(q) || has_notes(m, question, true);
    if (q->kind == QUESTION_WITHDRAW) {
        add_judgement(m, question, out);
        return;
    }
    if (!has_notes(m, question, false)) {
        text_add(out, "\nNo note was made on any criterion.\n");
        return;
    }
    add_criteria_head(m, q, of_all, out);
    for (int c = 0; c < CRITERION_COUNT; c++) {
        if (!adoption_has_criterion(q, (enum criterion)c))
            continue;
        text_addf(out, "| %s |", criterion_phrase((enum criterion)c));
        if (of_all) {
            text_add(out, " ");
            add_note(adoption_note(m, question, (enum criterion)c, ""), out);
        }
        for (uint32_t i = 0; i < q->draft_count; i++) {
            text_add(out, " ");
            add_note(adoption_note(m, question, (enum criterion)c, adoption_draft(m, q, i)), out);
        }
        text_add(out, "\n");
    }
}

/* ---- steps ---- */

static void add_day(const char *lead, int64_t us, struct text *out)
{
    char day[WHEN_LEN];
    if (us == 0)
        return;
    when_date(us, day);
    text_addf(out, "%s%s", lead, day);
}

static void add_done(const struct step_note *s, struct text *out)
{
    static const char *const editors[EDITORS_COUNT] = {
        [EDITORS_NONE] = "", [EDITORS_SAME] = ", the same", [EDITORS_NEW] = ", new ones"};
    if (s->until_us != 0) {
        add_day("done, from ", s->date_us, out);
        add_day(" to ", s->until_us, out);
    } else {
        text_add(out, "done");
        add_day(" on ", s->date_us, out);
    }
    text_add(out, editors[s->editors]);
}

/* What was entered with a step: why it is not needed, a name, people, a note. */
static void add_step_text(const struct meeting *m, const struct step_note *s, struct text *out)
{
    if (s->text == 0)
        return;
    if (s->state == DRAFT_STEP_NOT_NEEDED)
        text_add(out, s->waiver == WAIVER_NONE ? ", because: " : "; ");
    else if (s->step == DRAFT_STEP_NAME)
        text_add(out, ", as ");
    else if (s->step == DRAFT_STEP_REPLACED_BY)
        text_add(out, ", in place of ");
    else
        text_add(out, s->step == DRAFT_STEP_EDITORS ? ": " : "; ");
    minutes_text(m, out, s->text);
}

static void add_state(const struct meeting *m, const struct step_note *s, struct text *out)
{
    switch (s->state) {
    case DRAFT_STEP_OPEN:
        text_add(out, "open");
        break;
    case DRAFT_STEP_DONE:
        add_done(s, out);
        break;
    case DRAFT_STEP_NOT_NEEDED:
        text_addf(out, "not needed%s%s", s->waiver != WAIVER_NONE ? ", " : "",
                  waiver_phrase(s->waiver));
        break;
    case DRAFT_STEP_STATE_COUNT:
        break;
    }
    add_step_text(m, s, out);
    text_add(out, "\n");
}

static bool of_one_draft(const struct meeting *m, uint32_t question, enum draft_step step)
{
    for (uint32_t i = 0; i < m->steps.count; i++)
        if (m->steps.items[i].question == question && m->steps.items[i].step == step &&
            m->steps.items[i].draft != 0)
            return true;
    return false;
}

/* A step as it stands; of drafts that compete also of each, where that was noted of any. */
static void add_step(const struct meeting *m, uint32_t question, enum draft_step step,
                     struct text *out)
{
    const struct question *q = meeting_question(m, question);
    const struct step_note all = adoption_step(m, question, step, "");
    const bool each = of_one_draft(m, question, step);
    text_addf(out, "- %s:%s", step_phrase(step), each ? "\n" : " ");
    if (!each) {
        add_state(m, &all, out);
        return;
    }
    if (all.state != DRAFT_STEP_OPEN) {
        text_add(out, "    - all of them: ");
        add_state(m, &all, out);
    }
    for (uint32_t i = 0; i < q->draft_count; i++) {
        const struct step_note s = adoption_step(m, question, step, adoption_draft(m, q, i));
        if (s.state == DRAFT_STEP_OPEN && all.state != DRAFT_STEP_OPEN)
            continue;
        text_add(out, "    - ");
        markdown_add(out, adoption_draft(m, q, i));
        text_add(out, ": ");
        add_state(m, &s, out);
    }
}

static bool has_steps(const struct meeting *m, uint32_t question)
{
    for (uint32_t i = 0; i < m->steps.count; i++)
        if (m->steps.items[i].question == question)
            return true;
    return adoption_step(m, question, DRAFT_STEP_CALL, "").state != DRAFT_STEP_OPEN;
}

void minutes_adoption(const struct meeting *m, uint32_t question, struct text *out)
{
    const struct question *q = meeting_question(m, question);
    if (!adoption_is(q))
        return;
    add_criteria(m, question, out);
    if (!has_steps(m, question)) {
        text_add(out, "\nNo step around it was noted.\n");
        return;
    }
    text_add(out, q->kind == QUESTION_ADOPT
                      ? "\nThe steps around it; adoption is not a required step, and each of these "
                        "may be not needed:\n\n"
                      : "\nThe steps around it:\n\n");
    for (int s = 0; s < DRAFT_STEP_COUNT; s++)
        if (adoption_has_step(q, (enum draft_step)s))
            add_step(m, question, (enum draft_step)s, out);
}

/* ---- people ---- */

static bool is_of(const struct meeting *m, const struct willing_note *w, const struct run *r,
                  const char *draft)
{
    return w->question == r->question && w->run == r->run &&
           strcmp(meeting_text(m, w->draft), draft) == 0;
}

static void add_willing_people(const struct meeting *m, const struct run *r, const char *draft,
                               enum willing what, struct text *out)
{
    const char *before = " (";
    for (uint32_t i = 0; i < m->willing.count; i++) {
        const struct willing_note *w = &m->willing.items[i];
        const struct person *p = meeting_person(m, w->person);
        if (!is_of(m, w, r, draft) || !adoption_is_willing(m, w, what))
            continue;
        text_add(out, before);
        if (p != NULL)
            minutes_person(m, p, out);
        else
            minutes_text(m, out, w->name);
        text_add(out, w->entered ? ", at the microphone" : "");
        before = "; ";
    }
    text_add(out, before[0] == ';' ? ")" : "");
}

static uint32_t willing_said(const struct meeting *m, const struct run *r, const char *draft)
{
    uint32_t said = 0;
    for (int i = 0; i < WILLING_COUNT; i++)
        said += adoption_willing(m, r, draft, (enum willing)i);
    return said;
}

/* Who is willing to work on a draft; "": on the one that is asked about, or on any. */
static void add_willing(const struct meeting *m, const struct run *r, const char *draft,
                        struct text *out)
{
    static const char *const leads[WILLING_COUNT] = {
        [WILLING_REVIEW] = "to review: ",
        [WILLING_EDIT] = "; to edit: ",
        [WILLING_IMPLEMENT] = "; to implement: ",
    };
    const bool competes = adoption_competes(meeting_question(m, r->question));
    if (draft[0] != '\0') {
        text_add(out, "\nFor ");
        markdown_add(out, draft);
        text_add(out, ", willing ");
    } else {
        text_add(out, competes ? "\nWhichever it is, willing " : "\nWilling ");
    }
    for (int i = 0; i < WILLING_COUNT; i++) {
        const uint32_t count = adoption_willing(m, r, draft, (enum willing)i);
        text_add(out, leads[i]);
        if (count == 0)
            text_add(out, "nobody said so");
        else
            text_addf(out, "%" PRIu32, count);
        add_willing_people(m, r, draft, (enum willing)i, out);
    }
    text_add(out, ".\n");
}

void minutes_willing(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    uint32_t said = willing_said(m, r, "");
    if (said > 0)
        add_willing(m, r, "", out);
    for (uint32_t i = 0; i < q->draft_count; i++) {
        if (willing_said(m, r, adoption_draft(m, q, i)) == 0)
            continue;
        add_willing(m, r, adoption_draft(m, q, i), out);
        said++;
    }
    if (said == 0)
        text_addf(out, "\nNobody said that they are willing to review, edit or implement %s.\n",
                  q->draft_count > 1 ? "any of them" : "it");
}
