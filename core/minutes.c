#include "core/minutes.h"

#include "core/attendance.h"
#include "core/markdown.h"
#include "core/minutes_part.h"
#include "core/notice.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void minutes_text(const struct meeting *m, struct text *out, text_ref ref)
{
    markdown_add(out, meeting_text(m, ref));
}

void minutes_plain(struct text *out, const char *text)
{
    markdown_add(out, text);
}

void minutes_sentence(struct text *out, const char *text)
{
    const size_t len = strlen(text);
    minutes_plain(out, text);
    text_add(out, len > 0 && strchr(".!?", text[len - 1]) != NULL ? "" : ".");
}

void minutes_line(const struct meeting *m, struct text *out, text_ref ref)
{
    minutes_sentence(out, meeting_text(m, ref));
    text_add(out, "\n");
}

void minutes_time(const struct meeting *m, struct text *out, int64_t us)
{
    char opened[WHEN_LEN];
    char now[WHEN_LEN];
    const size_t date_len = strlen("2026-11-22");
    when_local(m->opened_us, m->offset_minutes, opened);
    when_local(us, m->offset_minutes, now);
    if (strncmp(opened, now, date_len) == 0)
        when_clock(us, m->offset_minutes, now);
    text_add(out, now);
}

void minutes_by(const struct meeting *m, struct text *out, text_ref name)
{
    if (name == 0)
        return;
    text_add(out, " by ");
    minutes_text(m, out, name);
}

/* ---- the head ---- */

static void add_field(const struct meeting *m, struct text *out, const char *label, text_ref ref)
{
    if (ref == 0)
        return;
    text_addf(out, "- %s: ", label);
    minutes_text(m, out, ref);
    text_add(out, "\n");
}

static void add_invited(const struct meeting *m, struct text *out, const char *label, bool chairs)
{
    const char *before = label;
    for (uint32_t i = 0; i < m->invited.count; i++) {
        const struct invited *p = &m->invited.items[i];
        if (p->chair != chairs)
            continue;
        text_add(out, before);
        minutes_text(m, out, p->name);
        before = ", ";
    }
    if (before != label)
        text_add(out, "\n");
}

static void add_planned(const struct meeting *m, struct text *out)
{
    if (m->start == 0)
        return;
    const char *start = meeting_text(m, m->start); /* "2026-11-22T10:00": a day, and a time */
    const size_t day_len = strcspn(start, "T");
    text_add(out, "- Planned start: ");
    text_add_n(out, start, day_len);
    if (start[day_len] == 'T') {
        text_add(out, " ");
        minutes_plain(out, start + day_len + 1);
    }
    if (m->length_minutes > 0)
        text_addf(out, ", for %" PRId32 " minutes", m->length_minutes);
    text_add(out, "\n");
}

static void add_people(const struct meeting *m, struct text *out)
{
    const uint32_t entered = attendance_entered(m);
    text_addf(out, "- People who joined: %" PRIu32 "\n", attendance_joined(m));
    minutes_identities(m, out);
    if (entered > 0)
        text_addf(out,
                  "- People without a device, entered by chair or scribe: %" PRIu32
                  " (on the blue sheet, in no count of hands)\n",
                  entered);
}

/* What was shown to those who joined; nobody joined without acknowledging it. */
static void add_note_well(const struct meeting *m, struct text *out)
{
    const struct person *first = NULL;
    const struct person *last = NULL;
    for (uint32_t i = 0; i < m->people.count; i++)
        if (!m->people.items[i].entered && m->people.items[i].identity == 0) {
            last = &m->people.items[i];
            first = first == NULL ? last : first;
        }
    if (m->note_well_url == 0 && m->note_well_version == 0)
        return;
    text_add(out, "- Note Well: ");
    minutes_text(m, out, m->note_well_url);
    if (m->note_well_version != 0) {
        text_add(out, m->note_well_url != 0 ? " (version " : "(version ");
        minutes_text(m, out, m->note_well_version);
        text_add(out, ")");
    }
    if (first != NULL) {
        text_add(out, ", shown to everybody who joined and acknowledged by each, ");
        text_add(out, first != last ? "from " : "at ");
        minutes_time(m, out, first->joined_us);
    }
    if (first != last) {
        text_add(out, " to ");
        minutes_time(m, out, last->joined_us);
    }
    text_add(out, "\n");
}

/* Volunteers; who did it for a while only, until when. */
static void add_helpers(const struct meeting *m, struct text *out, enum duty duty,
                        const char *label)
{
    const char *before = label;
    for (uint32_t i = 0; i < m->helpers.count; i++) {
        const struct helper *h = &m->helpers.items[i];
        const struct person *p = meeting_person(m, h->person);
        if (h->duty != duty)
            continue;
        text_add(out, before);
        minutes_text(m, out, p != NULL ? p->name : h->name);
        if (h->off) {
            text_add(out, " (until ");
            minutes_time(m, out, h->off_us);
            text_add(out, ")");
        }
        before = ", ";
    }
    text_add(out, before != label ? "\n" : "");
}

static void add_head(const struct meeting *m, struct text *out)
{
    char when[WHEN_LEN];
    const int offset = abs(m->offset_minutes);
    text_add(out, "# Minutes: ");
    minutes_text(m, out, m->title);
    text_add(out, "\n\n");
    add_field(m, out, "Group", m->group);
    add_field(m, out, "Kind", m->kind);
    add_planned(m, out);
    when_local(m->opened_us, m->offset_minutes, when);
    text_addf(out, "- Opened: %s\n", when);
    if (m->ended) {
        when_local(m->ended_us, m->offset_minutes, when);
        text_addf(out, "- Ended: %s\n", when);
    }
    text_add(out, "- Times: ");
    minutes_text(m, out, m->zone);
    text_addf(out, " (UTC%c%02d:%02d)\n", m->offset_minutes < 0 ? '-' : '+', offset / 60,
              offset % 60);
    add_invited(m, out, "- Chairs: ", true);
    add_invited(m, out, "- Scribes: ", false);
    add_field(m, out, "Mailing list", m->mail_list);
    add_people(m, out);
    add_note_well(m, out);
    add_helpers(m, out, DUTY_NOTES, "- Taking notes: ");
    add_helpers(m, out, DUTY_CHAT, "- Watching the chat: ");
    const char *note = meeting_kind_note(meeting_text(m, m->kind));
    if (note[0] != '\0')
        text_addf(out, "\n**%s**\n", note);
    if (!m->ended)
        text_add(out, "\nThe meeting has not ended; these minutes say what was recorded so far.\n");
}

/* ---- questions ---- */

/* Where nobody answers there is no table that says who was there. */
static void add_present(const struct meeting *m, const struct run *r, struct text *out)
{
    text_addf(out, "\nPeople present: %" PRIu32, meeting_run_present(m, r));
    if (r->people_told > 0)
        text_addf(out, "; in the room, by the chair's count: %" PRIu32, r->people_told);
    text_add(out, ".\n");
}

static void add_run(const struct meeting *m, const struct run *r, struct text *out)
{
    const enum question_kind kind = meeting_question(m, r->question)->kind;
    if (kind == QUESTION_DECLARE) { /* asked of nobody: there are no runs of it */
        add_present(m, r, out);
        minutes_void(m, r, out);
        minutes_outcome(m, r, out);
        minutes_issues(m, r->question, r->run, out);
        return;
    }
    text_addf(out, "\n### Question %" PRIu32 ", run %" PRIu32 "\n", r->question, r->run);
    text_add(out, "\nAsked");
    minutes_by(m, out, r->asked_by);
    text_add(out, " at ");
    minutes_time(m, out, r->asked_us);
    if (r->state == RUN_CLOSED) {
        text_add(out, ", closed at ");
        minutes_time(m, out, r->closed_us);
        text_add(out, r->shown ? ".\n" : ". The results were not shown to the participants.\n");
    } else {
        text_add(out, ". **The question is still open**; what follows is as it stands now.\n");
    }
    minutes_again(m, r, out);
    minutes_void(m, r, out);
    if (kind == QUESTION_DRAW) {
        add_present(m, r, out);
        minutes_draw(m, r, out);
    } else {
        text_add(out, kind == QUESTION_PLURALITY
                          ? "\n**A vote, because those present agreed to decide so.**\n\n"
                          : "\n**A snapshot of those present, not a vote.**\n\n");
        minutes_evidence(m, r, out);
    }
    minutes_outcome(m, r, out);
    minutes_issues(m, r->question, r->run, out);
}

static void add_questions(const struct meeting *m, struct text *out)
{
    for (uint32_t number = 1; number <= m->questions.count; number++) {
        const struct question *q = meeting_question(m, number);
        if (q->run_count == 0)
            continue;
        text_addf(out, "\n## Question %" PRIu32 "\n\n", number);
        minutes_question(m, q, out);
        minutes_adoption(m, number, out);
        for (uint32_t run = 1; run <= q->run_count; run++)
            add_run(m, meeting_run(m, number, run), out);
        minutes_side_by_side(m, number, out);
    }
}

static void add_not_asked(const struct meeting *m, struct text *out)
{
    const char *heading = "\n## Prepared, not asked\n";
    for (uint32_t number = 1; number <= m->questions.count; number++) {
        const struct question *q = meeting_question(m, number);
        if (q->run_count != 0)
            continue;
        text_addf(out, "%s\nQuestion %" PRIu32 ":\n\n", heading, number);
        minutes_question(m, q, out);
        minutes_adoption(m, number, out);
        heading = "";
    }
}

static void add_of_meeting(const struct meeting *m, struct text *out)
{
    struct text issues = {0};
    minutes_issues(m, 0, 0, &issues);
    if (issues.bytes != NULL && issues.bytes[0] != '\0') {
        text_add(out, "\n## Of the meeting\n");
        text_add(out, issues.bytes);
    }
    out->failed = out->failed || issues.failed;
    text_release(&issues);
}

enum status minutes_write(const struct meeting *m, char **out, size_t *len)
{
    struct text t = {0};
    add_head(m, &t);
    if (m->runs.count == 0)
        text_add(&t, "\nNo question was asked.\n");
    add_questions(m, &t);
    add_of_meeting(m, &t);
    add_not_asked(m, &t);
    return text_take(&t, out, len);
}
