/* The call for adoption or withdrawal of a draft, in the mail that confirms what the chair stated.
 */
#include "core/mail_part.h"

#include "core/adoption.h"
#include "core/when.h"

#include <inttypes.h>

static const struct question *adoption_of(const struct meeting *m, const struct run *r)
{
    const struct question *q = meeting_question(m, r->question);
    return adoption_is(q) ? q : NULL;
}

/* The drafts with "and" before the last. */
static void add_drafts(const struct meeting *m, const struct question *q, struct text *out)
{
    for (uint32_t i = 0; adoption_draft(m, q, i) != NULL; i++) {
        const bool last = adoption_draft(m, q, i + 1) == NULL;
        text_add(out, i == 0 ? "" : last ? " and " : ", ");
        text_add(out, adoption_draft(m, q, i));
    }
}

static void add_what(const struct meeting *m, const struct question *q, struct text *line)
{
    if (q->kind == QUESTION_WITHDRAW) {
        text_add(line, "This is the call for withdrawal of ");
        add_drafts(m, q, line);
    } else if (adoption_competes(q)) {
        text_add(line, "This is the call for adoption between drafts that compete, ");
        add_drafts(m, q, line);
        if (q->adopted != 0)
            text_addf(line, ", beside %s, which the group has adopted already",
                      meeting_text(m, q->adopted));
    } else if (q->care) {
        text_add(line, "This is the call on taking ");
        add_drafts(m, q, line);
        text_add(line, " into the group's care; it would stay an individual's draft");
    } else {
        text_add(line, "This is the call for adoption of ");
        add_drafts(m, q, line);
    }
    text_add(line, ". ");
}

static void add_bits(const char *lead, uint32_t bits, int count, const char *(*phrase)(int),
                     struct text *line)
{
    const char *before = lead;
    for (int i = 0; i < count; i++)
        if (bits & 1u << i) {
            text_addf(line, "%s%s", before, phrase(i));
            before = ", ";
        }
    text_add(line, before[0] == ',' ? ". " : "");
}

static const char *cause_of(int i)
{
    return cause_phrase((enum cause)i);
}

static const char *tried_of(int i)
{
    return tried_phrase((enum tried)i);
}

/* The events explained. */
static void add_events(const struct meeting *m, const struct question *q, struct text *out)
{
    struct text line = {0};
    text_add(out, "\n");
    add_bits("The cause: ", q->cause, CAUSE_COUNT, cause_of, &line);
    add_bits("Tried before: ", q->tried, TRIED_COUNT, tried_of, &line);
    text_addf(&line, "What happened: %s", meeting_text(m, q->events));
    mail_line(out, "", &line);
}

/* The notes on a criterion: on all drafts first, then on each that competes. */
static void add_notes(const struct meeting *m, const struct run *r, enum criterion c,
                      const char **heading, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    for (uint32_t i = 0; i <= q->draft_count; i++) {
        const char *draft = i > 0 ? adoption_draft(m, q, i - 1) : "";
        const char *note = adoption_note(m, r->question, c, draft);
        struct text line = {0};
        if (note[0] == '\0')
            continue;
        text_add(out, *heading);
        *heading = "";
        text_addf(&line, "%s%s%s: %s", criterion_phrase(c), i > 0 ? ", " : "", draft, note);
        mail_line(out, "    ", &line);
    }
}

void mail_adoption_call(const struct meeting *m, const struct run *r, int64_t deadline_us,
                        struct text *out)
{
    const struct question *q = adoption_of(m, r);
    struct text line = {0};
    char day[WHEN_LEN];
    if (q == NULL)
        return;
    const char *heading = q->kind == QUESTION_WITHDRAW
                              ? "\nThe judgement so far:\n\n"
                              : "\nThe criteria, as they were gone through:\n\n";
    when_date(deadline_us, day);
    text_add(out, "\n");
    add_what(m, q, &line);
    text_addf(&line, "It runs for two weeks at least, until %s.", day);
    if (q->kind == QUESTION_ADOPT && !q->care)
        text_add(&line, " Adoption passes change control from the authors to the group.");
    if (q->kind == QUESTION_WITHDRAW)
        text_add(&line, " A draft that is withdrawn returns to its authors.");
    mail_line(out, "", &line);
    if (q->kind == QUESTION_WITHDRAW)
        add_events(m, q, out);
    for (int c = 0; c < CRITERION_COUNT; c++)
        if (adoption_has_criterion(q, (enum criterion)c))
            add_notes(m, r, (enum criterion)c, &heading, out);
}

static void add_willing(const struct meeting *m, const struct run *r, const char *draft,
                        struct text *out)
{
    struct text line = {0};
    const bool competes = adoption_competes(meeting_question(m, r->question));
    if (draft[0] != '\0')
        text_addf(&line, "For %s, willing", draft);
    else
        text_add(&line, competes ? "Whichever it is, willing" : "Willing");
    text_addf(&line, " to review: %" PRIu32 "; to edit: %" PRIu32 "; to implement: %" PRIu32 ".",
              adoption_willing(m, r, draft, WILLING_REVIEW),
              adoption_willing(m, r, draft, WILLING_EDIT),
              adoption_willing(m, r, draft, WILLING_IMPLEMENT));
    mail_line(out, "    ", &line);
}

void mail_adoption_willing(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = adoption_of(m, r);
    if (q == NULL)
        return;
    add_willing(m, r, "", out);
    for (uint32_t i = 0; i < q->draft_count; i++)
        add_willing(m, r, adoption_draft(m, q, i), out);
}

void mail_adoption_request(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = adoption_of(m, r);
    if (q == NULL)
        return;
    text_add(out, "\n");
    mail_wrapped(out, "",
                 q->kind == QUESTION_WITHDRAW
                     ? "Please say in particular if there is any concrete evidence that completion "
                       "may now be feasible, and if you are willing to review, edit or implement "
                       "it."
                     : "Please say too if you are willing to review, edit or implement it, and if "
                       "you know of IPR that is not disclosed. A concern is recorded as an issue.");
}
