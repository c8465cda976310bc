#include "core/view_adoption.h"

#include "core/adoption.h"
#include "core/kind.h"
#include "core/when.h"

static struct json *words_of(uint32_t bits, const char *const *words, int count)
{
    struct json *list = json_array_new();
    for (int i = 0; i < count; i++)
        if (bits & 1u << i)
            json_add_text(list, words[i]);
    return list;
}

void view_put_drafts(struct json *o, const struct meeting *m, const struct question *q)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < q->draft_count; i++) {
        const char *name = adoption_draft(m, q, i);
        struct json *draft = json_object_new();
        json_put_text(draft, "name", name);
        json_put_text(draft, "hint", kind_draft_hint(name));
        json_add_take(list, draft);
    }
    json_put_take(o, "drafts", list);
    json_put_take(o, "outcomes",
                  words_of(adoption_outcomes(m, q), draft_outcome_words, DRAFT_OUTCOME_COUNT));
    json_put_text(o, "adopted", meeting_text(m, q->adopted));
    json_put_bool(o, "care", q->care);
    json_put_take(o, "cause", words_of(q->cause, cause_words, CAUSE_COUNT));
    json_put_take(o, "tried", words_of(q->tried, tried_words, TRIED_COUNT));
    json_put_text(o, "events", meeting_text(m, q->events));
}

/* The note on all drafts, and those on each that competes. */
static struct json *criterion_of(const struct meeting *m, uint32_t question, enum criterion c)
{
    const struct question *q = meeting_question(m, question);
    struct json *o = json_object_new(), *notes = json_array_new();
    json_put_text(o, "criterion", criterion_words[c]);
    json_put_text(o, "phrase", criterion_phrase(c));
    json_put_text(o, "note", adoption_note(m, question, c, ""));
    for (uint32_t i = 0; i < q->draft_count; i++)
        json_add_text(notes, adoption_note(m, question, c, adoption_draft(m, q, i)));
    json_put_take(o, "notes", notes);
    return o;
}

static void put_day(struct json *o, const char *key, int64_t us)
{
    char day[WHEN_LEN] = "";
    if (us != 0)
        when_date(us, day);
    json_put_text(o, key, day);
}

static void put_step(struct json *o, const struct meeting *m, uint32_t question,
                     enum draft_step step, const char *draft)
{
    const struct step_note s = adoption_step(m, question, step, draft);
    const char *text = meeting_text(m, s.text);
    bool named = step == DRAFT_STEP_NAME && s.state == DRAFT_STEP_DONE;
    json_put_text(o, "state", draft_step_state_words[s.state]);
    json_put_text(o, "waived_by", waiver_words[s.waiver]);
    json_put_text(o, "editors", editors_words[s.editors]);
    json_put_text(o, "text", text);
    json_put_text(o, "hint",
                  named ? adoption_name_hint(m, meeting_question(m, question), text) : "");
    put_day(o, "date", s.date_us);
    put_day(o, "until", s.until_us);
}

/* The step as it stands of all drafts, and of each that competes. */
static struct json *step_of(const struct meeting *m, uint32_t question, enum draft_step step)
{
    const struct question *q = meeting_question(m, question);
    struct json *o = json_object_new(), *drafts = json_array_new();
    json_put_text(o, "step", draft_step_words[step]);
    json_put_text(o, "phrase", step_phrase(step));
    put_step(o, m, question, step, "");
    for (uint32_t i = 0; i < q->draft_count; i++) {
        struct json *one = json_object_new();
        put_step(one, m, question, step, adoption_draft(m, q, i));
        json_add_take(drafts, one);
    }
    json_put_take(o, "drafts", drafts);
    return o;
}

/* Those who are willing in the newest run, the staff's: the last LIST_PAGE who said so first. */
static struct json *people_of(const struct meeting *m, const struct run *r)
{
    uint32_t found[LIST_PAGE], count = 0;
    const bool newest = r != NULL && m->newest_run == (uint32_t)(r - m->runs.items) + 1;
    for (uint32_t i = m->willing.count; newest && i-- > 0 && count < LIST_PAGE;) {
        const struct willing_note *w = &m->willing.items[i];
        if (w->question == r->question && w->run == r->run && w->willing != 0)
            found[count++] = i;
    }
    struct json *list = json_array_new();
    while (count > 0) {
        const struct willing_note *w = &m->willing.items[found[--count]];
        const struct person *p = meeting_person(m, w->person);
        struct json *o = json_object_new();
        json_put_integer(o, "person", w->person);
        json_put_text(o, "who", meeting_text(m, p != NULL ? p->name : w->name));
        json_put_text(o, "draft", meeting_text(m, w->draft));
        json_put_take(o, "willing", words_of(w->willing, willing_words, WILLING_COUNT));
        json_put_bool(o, "entered", w->entered);
        json_add_take(list, o);
    }
    return list;
}

static struct json *counts_of(const struct meeting *m, const struct run *r, const char *draft)
{
    struct json *o = json_object_new();
    for (int i = 0; i < WILLING_COUNT; i++)
        json_put_integer(o, willing_words[i], adoption_willing(m, r, draft, (enum willing)i));
    return o;
}

/* How many are willing, whichever draft it is; and for each that competes. */
static struct json *willing_in(const struct meeting *m, const struct run *r)
{
    const struct question *q = meeting_question(m, r->question);
    struct json *o = counts_of(m, r, ""), *drafts = json_array_new();
    for (uint32_t i = 0; i < q->draft_count; i++)
        json_add_take(drafts, counts_of(m, r, adoption_draft(m, q, i)));
    json_put_take(o, "drafts", drafts);
    return o;
}

struct json *view_adoption(const struct meeting *m, uint32_t question, const struct run *r,
                           enum audience audience)
{
    const struct question *q = meeting_question(m, question);
    const bool staff = audience == AUDIENCE_STAFF;
    if (!adoption_is(q))
        return NULL;
    struct json *o = json_object_new(), *criteria = json_array_new(), *steps = json_array_new();
    for (int i = 0; i < CRITERION_COUNT; i++)
        if (adoption_has_criterion(q, (enum criterion)i))
            json_add_take(criteria, criterion_of(m, question, (enum criterion)i));
    for (int i = 0; i < DRAFT_STEP_COUNT; i++)
        if (adoption_has_step(q, (enum draft_step)i))
            json_add_take(steps, step_of(m, question, (enum draft_step)i));
    json_put_take(o, "criteria", criteria);
    json_put_take(o, "steps", steps);
    if (r != NULL && (staff || r->shown))
        json_put_take(o, "willing", willing_in(m, r));
    else
        json_put_null(o, "willing");
    if (!staff)
        return o;
    struct json *reminders = json_array_new();
    for (uint32_t i = 0; adoption_reminder(q, i) != NULL; i++)
        json_add_text(reminders, adoption_reminder(q, i));
    json_put_take(o, "reminders", reminders);
    json_put_take(o, "people", people_of(m, r));
    return o;
}

static struct json *willing_of(const struct meeting *m, const struct run *r, uint32_t person,
                               const char *draft)
{
    const struct willing_note *w = r != NULL ? adoption_willing_of(m, r, draft, person, "") : NULL;
    return words_of(w != NULL ? w->willing : 0, willing_words, WILLING_COUNT);
}

void view_put_willing(struct json *o, const struct meeting *m, uint32_t person)
{
    const struct run *r = m->newest_run != 0 ? &m->runs.items[m->newest_run - 1] : NULL;
    const struct question *q = r != NULL ? meeting_question(m, r->question) : NULL;
    struct json *drafts = json_array_new();
    json_put_take(o, "willing", willing_of(m, r, person, ""));
    for (uint32_t i = 0; q != NULL && i < q->draft_count; i++)
        json_add_take(drafts, willing_of(m, r, person, adoption_draft(m, q, i)));
    json_put_take(o, "willing_drafts", drafts);
}
