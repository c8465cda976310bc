#include "core/mail.h"

#include "core/kind.h"
#include "core/mail_part.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 72 };

/* Characters, not bytes: a mail in Chinese may be as wide as one in English. */
static size_t characters(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len; n++)
        (void)text_next(s, len, &at);
    return n;
}

void mail_wrapped(struct text *out, const char *indent, const char *plain)
{
    size_t column = 0;
    const char *word = plain + strspn(plain, " ");
    while (*word != '\0') {
        size_t len = strcspn(word, " ");
        size_t width = characters(word, len);
        if (column > 0 && column + 1 + width > COLUMNS) {
            text_add(out, "\n");
            column = 0;
        }
        text_add(out, column == 0 ? indent : " ");
        column += column == 0 ? strlen(indent) : 1;
        text_add_n(out, word, len);
        column += width;
        word += len + strspn(word + len, " ");
    }
    text_add(out, "\n");
}

void mail_line(struct text *out, const char *indent, struct text *line)
{
    mail_wrapped(out, indent, line->bytes != NULL ? line->bytes : "");
    out->failed = out->failed || line->failed;
    text_release(line);
}

/* As many words of a text as a subject has room for. */
static void add_short(struct text *out, const char *text)
{
    const size_t len = strlen(text);
    size_t end = len; /* of the words that fit */
    size_t at = 0;
    for (size_t n = 0; at < len && n < MAIL_SUBJECT_QUESTION_MAX; n++)
        (void)text_next(text, len, &at);
    if (at < len) {
        end = at;
        while (end > at / 2 && text[end] != ' ')
            end--;
        end = text[end] == ' ' ? end : at;
    }
    text_add_n(out, text, end);
    text_add(out, end < len ? " ..." : "");
}

static const char *lead_of(const struct question *q)
{
    if (q->kind == QUESTION_WITHDRAW)
        return "Call for withdrawal";
    if (q->kind == QUESTION_ADOPT)
        return q->care ? "Call on care" : "Call for adoption";
    return "Confirming";
}

static enum status write_subject(const struct meeting *m, const struct run *r, uint32_t issue,
                                 char **out)
{
    struct text t = {0};
    if (m->group != 0)
        text_addf(&t, "[%s] ", meeting_text(m, m->group));
    if (issue != 0) {
        text_addf(&t, "Issue %" PRIu32 ": ", issue);
        add_short(&t, meeting_text(m, meeting_issue(m, issue)->what));
    } else {
        const struct question *q = meeting_question(m, r->question);
        text_addf(&t, "%s: ", lead_of(q));
        add_short(&t, meeting_text(m, q->text));
    }
    text_addf(&t, " (question %" PRIu32 ", run %" PRIu32 ")", r->question, r->run);
    return text_take(&t, out, NULL);
}

/* At the meeting "Framing" of framing on 2026-11-22 */
static void add_meeting(const struct meeting *m, const struct run *r, struct text *line)
{
    char day[WHEN_LEN];
    when_local(r->asked_us, m->offset_minutes, day);
    day[strlen("2026-11-22")] = '\0';
    text_addf(line, "At the meeting \"%s\"", meeting_text(m, m->title));
    if (m->group != 0)
        text_addf(line, " of %s", meeting_text(m, m->group));
    text_addf(line, " on %s ", day);
}

/* Runs of the same question that are void count for nothing; that they were is said. */
static void add_void_runs(const struct meeting *m, const struct run *of, struct text *out)
{
    struct text line = {0};
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        if (r->question != of->question || r->voided_us == 0)
            continue;
        text_addf(&line, "Run %" PRIu32 " of this question was declared void", r->run);
        if (r->void_by != 0)
            text_addf(&line, " by %s", meeting_text(m, r->void_by));
        text_addf(&line, ": %s", meeting_text(m, r->void_reason));
        text_add(out, "\n");
        mail_line(out, "", &line);
        mail_wrapped(out, "", "What was said in it does not count.");
    }
}

/* What was said beforehand of how it is asked, and of how it is decided. */
static void add_rules(const struct meeting *m, const struct question *q, struct text *out)
{
    struct text line = {0};
    text_add(&line, kind_sides_phrase(q->sides));
    if (q->several)
        text_add(&line, "Humming and answering for several of them was possible.");
    if (q->kind == QUESTION_PLURALITY)
        text_addf(&line,
                  "It was decided by plurality, by rules said beforehand. Votes for each person: "
                  "%" PRIu32 ". Chat was %s. Who counted: %s. ",
                  q->votes, q->chat_counted ? "counted" : "not counted",
                  meeting_text(m, q->who_counts));
    if (q->agreement != 0)
        text_addf(&line, "The minutes note that %s", meeting_text(m, q->agreement));
    if (line.len > 0) {
        text_add(out, "\n");
        mail_line(out, "", &line);
    } else {
        text_release(&line); /* an empty phrase takes room, too */
    }
}

static void add_question(const struct meeting *m, const struct run *r, int64_t deadline_us,
                         struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    struct text line = {0};
    const bool declared = q->kind == QUESTION_DECLARE;
    add_meeting(m, r, &line);
    text_add(&line, declared ? "the outcome below was stated without asking. This mail asks the "
                               "list to confirm it."
                             : "the question below was asked. This mail asks the list to confirm "
                               "what the chair stated about it.");
    mail_line(out, "", &line);
    mail_adoption_call(m, r, deadline_us, out);
    text_addf(out,
              declared ? "\nWhat it is about (question %" PRIu32 ", run %" PRIu32 "):\n\n"
                       : "\nWhat was asked (question %" PRIu32 ", run %" PRIu32
                         "), word for word:\n\n",
              r->question, r->run);
    mail_wrapped(out, "    ", meeting_text(m, q->text));
    add_rules(m, q, out);
    if (q->option_count == 0)
        return;
    text_add(out, "\nThe options, in this order:\n\n");
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_addf(&line, "%" PRIu32 ". %s", i + 1, meeting_text(m, meeting_option(m, q, i)->name));
        mail_line(out, "    ", &line);
    }
}

static void add_reading(const struct meeting *m, const struct outcome *o, struct text *out)
{
    struct text line = {0};
    text_add(&line, "What the chair made of it");
    if (o->by != 0)
        text_addf(&line, ", stated by %s", meeting_text(m, o->by));
    text_add(&line, ":");
    text_add(out, "\n");
    mail_line(out, "", &line);
    text_add(out, "\n");
    mail_wrapped(out, "    ", meeting_text(m, o->words));
    text_add(out, "\nThe reason:\n\n");
    mail_wrapped(out, "    ", meeting_text(m, o->reason));
    if (o->open_issues == 0)
        return;
    text_addf(&line, "When this was stated %" PRIu32 " %s open.", o->open_issues,
              o->open_issues == 1 ? "issue was" : "issues were");
    text_add(out, "\n");
    mail_line(out, "", &line);
}

static void add_deadline(int64_t deadline_us, const char *what, struct text *line)
{
    char day[WHEN_LEN];
    char clock[WHEN_LEN];
    when_date(deadline_us, day);
    when_clock(deadline_us, 0, clock);
    text_addf(line, "%s until %s, %s UTC, please. ", what, day, clock);
}

static void add_request(const struct meeting *m, const struct run *r, int64_t deadline_us,
                        struct text *out)
{
    struct text line = {0};
    text_add(out, "\n");
    mail_wrapped(out, "",
                 "Positions taken in the room and by those who took part remotely stand; there is "
                 "no need to repeat them. Please write only if you object, or if your position is "
                 "new or has changed, and say why: objections are weighed by their reasons and "
                 "never counted.");
    mail_adoption_request(m, r, out);
    text_add(out, "\n");
    add_deadline(deadline_us, "Objections and new positions", &line);
    text_add(&line, "Where no objection is open then, silence is taken as consent.");
    mail_line(out, "", &line);
    text_add(out, "\n");
    text_addf(&line,
              "Please send one mail for each issue, keep \"question %" PRIu32 ", run %" PRIu32
              "\" in the subject, and add the number of the issue where it has one.",
              r->question, r->run);
    mail_line(out, "", &line);
}

/* Takes the subject and what was put together. */
static enum status take_both(char *head, struct text *t, char **subject, char **body)
{
    enum status s = text_take(t, body, NULL);
    if (s != STATUS_OK) {
        free(head);
        return s;
    }
    *subject = head;
    return STATUS_OK;
}

/* The outcome that can be confirmed, or why there is none. */
static enum status stated(const struct meeting *m, const struct run *r, const struct outcome **out)
{
    *out = meeting_outcome_of(m, r);
    if (r->voided_us != 0)
        return REFUSED_VOID;
    return *out != NULL ? STATUS_OK : REFUSED_NO_OUTCOME;
}

enum status mail_confirmation(const struct meeting *m, const struct run *r, int64_t deadline_us,
                              char **subject, char **body)
{
    const struct outcome *o;
    char *head = NULL;
    struct text t = {0};
    enum status s = stated(m, r, &o);
    if (s == STATUS_OK)
        s = write_subject(m, r, 0, &head);
    if (s != STATUS_OK)
        return s;
    add_question(m, r, deadline_us, &t);
    add_void_runs(m, r, &t);
    mail_evidence(m, r, &t);
    mail_issues(m, r, &t);
    add_reading(m, o, &t);
    add_request(m, r, deadline_us, &t);
    return take_both(head, &t, subject, body);
}

/* ---- one issue ---- */

bool mail_issue_waits(const struct meeting *m, const struct run *r, uint32_t issue)
{
    const struct issue *i = meeting_issue(m, issue);
    return i != NULL && i->question == r->question && i->run == r->run && i->state == ISSUE_OPEN;
}

static void add_issue(const struct meeting *m, const struct run *r, const struct outcome *o,
                      uint32_t issue, struct text *out)
{
    struct text line = {0};
    add_meeting(m, r, &line);
    text_addf(&line, "the chair stated about question %" PRIu32 ", run %" PRIu32 ":", r->question,
              r->run);
    mail_line(out, "", &line);
    text_add(out, "\n");
    mail_wrapped(out, "    ", meeting_text(m, o->words));
    text_add(out, "\nThe question was:\n\n");
    mail_wrapped(out, "    ", meeting_text(m, meeting_question(m, r->question)->text));
    text_addf(&line, "Issue %" PRIu32 " is open, raised by %s:", issue,
              mail_issue_by(m, meeting_issue(m, issue)));
    text_add(out, "\n");
    mail_line(out, "", &line);
    text_add(out, "\n");
    mail_wrapped(out, "    ", meeting_text(m, meeting_issue(m, issue)->what));
    text_add(out, "\nThe reason for the outcome:\n\n");
    mail_wrapped(out, "    ", meeting_text(m, o->reason));
}

enum status mail_issue(const struct meeting *m, const struct run *r, uint32_t issue,
                       int64_t deadline_us, char **subject, char **body)
{
    const struct outcome *o;
    char *head = NULL;
    struct text t = {0};
    struct text line = {0};
    enum status s = stated(m, r, &o);
    if (s == STATUS_OK && !mail_issue_waits(m, r, issue))
        s = REFUSED_NO_ISSUE;
    if (s == STATUS_OK)
        s = write_subject(m, r, issue, &head);
    if (s != STATUS_OK)
        return s;
    add_issue(m, r, o, issue, &t);
    text_add(&t, "\n");
    mail_wrapped(&t, "",
                 "Please write here about this issue alone, and only if there is something new to "
                 "say of it or your position has changed. It is weighed by its reasons; how many "
                 "write is of no account.");
    text_add(&t, "\n");
    add_deadline(deadline_us, "Answers", &line);
    text_addf(&line, "Please keep \"Issue %" PRIu32 "\" in the subject.", issue);
    mail_line(&t, "", &line);
    return take_both(head, &t, subject, body);
}
