/* `humroom notice calendar`: the meeting and its deadlines for a calendar program. */
#include "clients/cli/notice.h"

#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "clients/cli/zone.h"
#include "core/adoption.h"
#include "core/calendar.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Entries and the texts they point to. */
struct calendar {
    struct arena arena;
    struct calendar_entry *entries;
    size_t count;
    bool no_memory;
};

static bool calendar_init(struct calendar *c, size_t most)
{
    *c = (struct calendar){.entries = calloc(most, sizeof *c->entries)};
    return c->entries != NULL;
}

static void calendar_release(struct calendar *c)
{
    arena_release(&c->arena);
    free(c->entries);
}

static const char *kept(struct calendar *c, struct text *t)
{
    char *text = NULL;
    size_t len = 0;
    const char *copy =
        text_take(t, &text, &len) == STATUS_OK ? arena_text(&c->arena, text, len) : NULL;
    free(text);
    c->no_memory = c->no_memory || copy == NULL;
    return copy != NULL ? copy : "";
}

static struct calendar_entry *add(struct calendar *c, const char *what, const char *part)
{
    struct calendar_entry *e = &c->entries[c->count++];
    *e = (struct calendar_entry){.summary = "", .description = "", .location = "", .url = ""};
    calendar_uid(what, part, e->uid);
    return e;
}

static int write_calendar(const struct notice_words *w, const struct calendar *c)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status s = c->no_memory ? FAILED_NO_MEMORY
                                 : calendar_write(c->entries, c->count, w->now_us, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("notice", NULL, s);
    int code = file_write_new("notice", w->out, bytes, len, 0644);
    free(bytes);
    return code;
}

/* ---- of a meeting file ---- */

static void add_day(const struct notice_meeting *m, uint32_t i, const char *what,
                    struct calendar *c)
{
    const struct meeting_plan *p = &m->plan;
    const struct notice_day *day = &m->days[i];
    char part[32];
    struct text t = {0};
    snprintf(part, sizeof part, "day %" PRIu32, i + 1);
    struct calendar_entry *e = add(c, what, part);
    e->all_day = !notice_has_time(p);
    e->start_us = day->start_us + (e->all_day ? day->offset_minutes * 60 * SECOND_US : 0);
    e->end_us =
        p->notice.length_minutes > 0 ? e->start_us + p->notice.length_minutes * 60 * SECOND_US : 0;
    e->summary = p->title;
    e->location = p->notice.place[0] != '\0' ? p->notice.place : p->notice.remote_url;
    e->url = p->notice.agenda_url;
    if (p->group[0] != '\0')
        text_addf(&t, "Group: %s\n", p->group);
    if (p->notice.remote_url[0] != '\0')
        text_addf(&t, "Remote: %s\n", p->notice.remote_url);
    if (p->notice.back_channel[0] != '\0')
        text_addf(&t, "Back-channel: %s\n", p->notice.back_channel);
    e->description = kept(c, &t);
}

static void add_step(const struct meeting_plan *p, const struct meeting_notice *n, int step,
                     const char *what, struct calendar *c)
{
    const struct notice_step *s = &n->steps[step];
    struct text t = {0};
    if (s->state != NOTICE_TO_DO && s->state != NOTICE_LATE)
        return;
    struct calendar_entry *e = add(c, what, plan_step_words[step]);
    e->all_day = true;
    e->start_us = s->due_us;
    text_addf(&t, "Due: %s, %s", plan_step_words[step], p->title);
    e->summary = kept(c, &t);
}

static int of_plan(const struct notice_words *w)
{
    struct notice_meeting m = {.plan = {.title = ""}};
    struct meeting_notice n;
    struct calendar c;
    const char *why = "";
    char what[512];
    int code = notice_read_plan(w, &m);
    if (code != 0)
        return code;
    if (notice_check(&m.plan, m.days[0].start_us, w->now_us, &n, &why) != STATUS_OK)
        code = notice_complain(w->file, why);
    else if (n.first_day_us == 0)
        code = notice_complain(w->file, "start: is missing; there is nothing for a calendar");
    else if (!calendar_init(&c, PLAN_DAYS_MAX + STEP_COUNT))
        code = cli_fail("notice", NULL, FAILED_NO_MEMORY);
    if (code == 0) {
        snprintf(what, sizeof what, "%s\n%s", m.plan.group, m.plan.title);
        for (uint32_t i = 0; i < notice_day_count(&m.plan); i++)
            add_day(&m, i, what, &c);
        for (int step = 0; step < STEP_COUNT; step++)
            add_step(&m.plan, &n, step, what, &c);
        code = write_calendar(w, &c);
        calendar_release(&c);
    }
    plan_release(&m.plan);
    return code;
}

/* ---- of a record ---- */

static void add_deadline(const struct meeting *m, const struct run *r, const char *what,
                         struct calendar *c)
{
    char part[64];
    struct text t = {0};
    snprintf(part, sizeof part, "question %" PRIu32 ".%" PRIu32, r->question, r->run);
    struct calendar_entry *e = add(c, what, part);
    e->start_us = r->deadline_us;
    text_addf(&t, "Last day for objections: question %" PRIu32 ", run %" PRIu32 ", %s", r->question,
              r->run, meeting_text(m, m->title));
    e->summary = kept(c, &t);
    text_addf(&t, "%s\nSent as %s\n", meeting_text(m, meeting_question(m, r->question)->text),
              meeting_text(m, r->message_id));
    e->description = kept(c, &t);
}

static void add_date(const struct meeting *m, const struct run *r, const char *lead,
                     const char *part, int64_t day_us, const char *what, struct calendar *c)
{
    struct text t = {0};
    struct calendar_entry *e = add(c, what, part);
    e->all_day = true;
    e->start_us = day_us;
    text_addf(&t, "%s: question %" PRIu32 ", run %" PRIu32 ", %s", lead, r->question, r->run,
              meeting_text(m, m->title));
    e->summary = kept(c, &t);
    e->description = meeting_text(m, meeting_question(m, r->question)->text);
}

/* Days that the outcome names: until when it is deferred, when a report is due. */
static void add_stated(const struct meeting *m, const struct run *r, const char *what,
                       struct calendar *c)
{
    const struct outcome *o = meeting_outcome_of(m, r);
    for (uint32_t i = 0; o != NULL && i < o->statement_count; i++) {
        const struct stated *s = &m->stated.items[o->first_statement + i];
        char part[80];
        int64_t day_us;
        if (s->date == 0 || when_parse(meeting_text(m, s->date), &day_us) != STATUS_OK)
            continue;
        snprintf(part, sizeof part, "statement %" PRIu32 ".%" PRIu32 ".%" PRIu32, r->question,
                 r->run, i);
        add_date(m, r, s->kind == STATEMENT_REFERRED ? "Report due" : "Deferred until", part,
                 day_us, what, c);
    }
}

/* A call for adoption or withdrawal that was sent by other ways than from here. */
static void add_call(const struct meeting *m, const struct run *r, const char *what,
                     struct calendar *c)
{
    const struct question *q = meeting_question(m, r->question);
    char part[64];
    if (!adoption_is(q) || r->run != q->run_count || r->confirmation >= CONFIRMATION_SENT)
        return;
    for (uint32_t i = 0; i <= q->draft_count; i++) { /* of all of them, and of each that competes */
        const char *draft = i > 0 ? adoption_draft(m, q, i - 1) : "";
        const struct step_note s = adoption_step(m, r->question, DRAFT_STEP_CALL, draft);
        if (s.state != DRAFT_STEP_DONE || s.until_us == 0)
            continue;
        if (i == 0)
            snprintf(part, sizeof part, "call %" PRIu32, r->question);
        else
            snprintf(part, sizeof part, "call %" PRIu32 ", draft %" PRIu32, r->question, i);
        add_date(m, r, "Call ends", part, s.until_us, what, c);
    }
}

/* What was is as it was; what is not over ends as planned. */
static void add_meeting(const struct meeting *m, const char *what, struct calendar *c)
{
    struct calendar_entry *e = add(c, what, "meeting");
    const char *start = meeting_text(m, m->start);
    int32_t offset_minutes = 0;
    e->start_us = m->opened_us;
    e->end_us = m->ended ? m->ended_us : 0;
    e->summary = meeting_text(m, m->title);
    if (m->ended || m->length_minutes == 0)
        return;
    if (strchr(start, 'T') != NULL && zone_start(start, meeting_text(m, m->zone), m->opened_us,
                                                 &e->start_us, &offset_minutes) != STATUS_OK)
        e->start_us = m->opened_us;
    e->end_us = e->start_us + m->length_minutes * 60 * SECOND_US;
}

static int of_record(const struct notice_words *w)
{
    struct meeting m;
    struct calendar c;
    char what[512];
    meeting_init(&m);
    int code = notice_read_record(w->file, &m);
    if (code == 0 &&
        !calendar_init(&c, 1u + 2 * (size_t)m.runs.count + m.steps.count + m.stated.count))
        code = cli_fail("notice", NULL, FAILED_NO_MEMORY);
    if (code == 0) {
        snprintf(what, sizeof what, "%s\n%" PRId64, meeting_text(&m, m.title), m.opened_us);
        add_meeting(&m, what, &c);
        for (uint32_t i = 0; i < m.runs.count; i++) {
            const struct run *r = &m.runs.items[i];
            if (r->voided_us != 0)
                continue;
            if (r->confirmation == CONFIRMATION_SENT)
                add_deadline(&m, r, what, &c);
            add_call(&m, r, what, &c);
            add_stated(&m, r, what, &c);
        }
        code = write_calendar(w, &c);
        calendar_release(&c);
    }
    meeting_release(&m);
    return code;
}

int notice_calendar(const struct notice_words *w)
{
    static const char sqlite[] = "SQLite format 3"; /* its 0 byte too */
    char *bytes = NULL;
    size_t len = 0;
    enum status s = file_read(w->file, sizeof sqlite, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("notice", w->file, s);
    bool record = len >= sizeof sqlite && memcmp(bytes, sqlite, sizeof sqlite) == 0;
    free(bytes);
    return record ? of_record(w) : of_plan(w);
}
