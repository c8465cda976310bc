#include "core/notice_mail.h"

#include "core/attendance.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

uint32_t notice_day_count(const struct meeting_plan *p)
{
    return p->notice.day_count > 0 ? p->notice.day_count : 1;
}

bool notice_has_time(const struct meeting_plan *p)
{
    return strchr(p->start, 'T') != NULL;
}

static enum status take_both(struct text *head, struct text *t, char **subject, char **body)
{
    char *first = NULL;
    enum status s = text_take(head, &first, NULL);
    if (s == STATUS_OK)
        s = text_take(t, body, NULL);
    text_release(t);
    if (s != STATUS_OK) {
        free(first);
        return s;
    }
    *subject = first;
    return STATUS_OK;
}

/* "2026-11-22" or "2026-11-22 to 2026-11-24". */
static void add_dates(const struct meeting_notice *n, struct text *out)
{
    char day[WHEN_LEN];
    when_date(n->first_day_us, day);
    text_add(out, day);
    when_date(n->last_day_us, day);
    if (n->last_day_us != n->first_day_us)
        text_addf(out, " to %s", day);
}

static void add_fact(struct text *out, const char *name, const char *value)
{
    if (value[0] != '\0')
        text_addf(out, "%-14s%s\n", name, value);
}

/* "2026-11-22 10:00" -> its clock. */
static const char *clock_of(const char local[WHEN_LEN])
{
    return local + strlen("2026-11-22 ");
}

static void add_day(const struct meeting_plan *p, const struct notice_day *day, bool first,
                    struct text *out)
{
    char local[WHEN_LEN], utc[WHEN_LEN], end[WHEN_LEN], utc_end[WHEN_LEN];
    const int64_t end_us = day->start_us + p->notice.length_minutes * 60 * SECOND_US;
    const bool has_end = p->notice.length_minutes > 0;
    when_local(day->start_us, day->offset_minutes, local);
    when_local(day->start_us, 0, utc);
    when_local(end_us, day->offset_minutes, end);
    when_local(end_us, 0, utc_end);
    text_addf(out, "%-14s", first ? "When:" : "");
    if (!notice_has_time(p))
        text_addf(out, "%.10s\n", local);
    else
        text_addf(out, "%s%s%s (%s); %s%s%s UTC\n", local, has_end ? " to " : "",
                  has_end ? clock_of(end) : "", p->zone, utc, has_end ? " to " : "",
                  has_end ? clock_of(utc_end) : "");
}

static void add_facts(const struct meeting_plan *p, const struct meeting_notice *n,
                      const struct notice_day *days, struct text *out)
{
    add_fact(out, "Meeting:", p->title);
    add_fact(out, "Group:", p->group);
    add_fact(out, "Kind:", meeting_kind_words[n->kind]);
    for (uint32_t i = 0; i < notice_day_count(p); i++)
        add_day(p, &days[i], i == 0, out);
    add_fact(out, "Where:", p->notice.place);
    add_fact(out, "Remote:", p->notice.remote_url);
    add_fact(out, "Back-channel:", p->notice.back_channel);
    add_fact(out, "Agenda:", p->notice.agenda_url);
    for (uint32_t i = 0; i < p->chair_count; i++)
        text_addf(out, "%-14s%s%s%s%s\n", i == 0 ? "Chairs:" : "", p->chairs[i].name,
                  p->chairs[i].mail[0] != '\0' ? " <" : "", p->chairs[i].mail,
                  p->chairs[i].mail[0] != '\0' ? ">" : "");
}

static void add_approval(const struct meeting_plan *p, const struct meeting_notice *n,
                         struct text *out)
{
    const struct plan_notice *given = &p->notice;
    const char *done = given->done[STEP_APPROVAL];
    if (n->approval == APPROVAL_CHAIR)
        text_add(out, "\nThe chairs decided that this meeting takes place.\n");
    if (n->approval != APPROVAL_AREA_DIRECTOR)
        return;
    if (done[0] != '\0')
        text_addf(out, "\nIt was approved by %s on %s.\n",
                  given->approved_by[0] != '\0' ? given->approved_by : given->area_director.name,
                  done);
    else
        text_addf(out,
                  "\n%s, in copy, is asked to approve it; please announce it when\n"
                  "that has happened.\n",
                  given->area_director.name);
}

/* What takes part in a name of a meeting: "framing: Framing, second interim". */
static const char *whose(const struct meeting_plan *p)
{
    return p->group[0] != '\0' ? p->group : p->title;
}

enum status notice_mail_request(const struct meeting_plan *p, const struct meeting_notice *n,
                                const struct notice_day *days, char **subject, char **body)
{
    struct text head = {0};
    struct text t = {0};
    char due[WHEN_LEN];
    text_addf(&head, "Request to announce: %s, %s, ", whose(p), meeting_kind_words[n->kind]);
    add_dates(n, &head);
    text_add(&t, "Please announce this meeting.\n\n");
    add_facts(p, n, days, &t);
    add_approval(p, n, &t);
    if (n->steps[STEP_ANNOUNCEMENT].state != NOTICE_NOT_NEEDED) {
        when_date(n->steps[STEP_ANNOUNCEMENT].due_us, due);
        text_addf(&t, "\nThe announcement is due by %s.\n", due);
    }
    return take_both(&head, &t, subject, body);
}

enum status notice_mail_forward(const struct meeting_plan *p, const struct meeting_notice *n,
                                const struct notice_day *days, char **subject, char **body)
{
    struct text head = {0};
    struct text t = {0};
    char due[WHEN_LEN];
    if (p->group[0] != '\0')
        text_addf(&head, "[%s] ", p->group);
    text_addf(&head, "Meeting: %s, %s, ", p->title, meeting_kind_words[n->kind]);
    add_dates(n, &head);
    text_add(&t, "This meeting is planned:\n\n");
    add_facts(p, n, days, &t);
    if (n->note[0] != '\0')
        text_addf(&t, "\n%s\n", n->note);
    if (p->notice.agenda_url[0] == '\0' && n->steps[STEP_AGENDA].state != NOTICE_NOT_NEEDED) {
        when_date(n->steps[STEP_AGENDA].due_us, due);
        text_addf(&t, "\nThe agenda follows by %s; please tell the chairs what should be on it.\n",
                  due);
    }
    if (n->steps[STEP_MINUTES].state != NOTICE_NOT_NEEDED)
        text_add(&t, "\nOutcomes of the meeting are confirmed on this list.\n");
    if (p->note_well_url[0] != '\0')
        text_addf(&t, "\nThe Note Well applies: %s\n", p->note_well_url);
    return take_both(&head, &t, subject, body);
}

enum status notice_mail_attendees(const struct meeting *m, char **subject, char **body)
{
    struct text head = {0};
    struct text t = {0};
    char day[WHEN_LEN];
    when_local(m->opened_us, m->offset_minutes, day);
    text_addf(&head, "Attendees: %s, %.10s", meeting_text(m, m->group != 0 ? m->group : m->title),
              day);
    attendance_text(m, &t);
    return take_both(&head, &t, subject, body);
}
