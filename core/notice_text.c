/* What is due and what is late: in words, and for other programs. */
#include "core/notice.h"

#include "core/json.h"
#include "core/when.h"

#include <inttypes.h>

static const char *days_word(int32_t days)
{
    return days == 1 ? "day" : "days";
}

static void add_step(const struct notice_step *s, enum plan_step step, struct text *out)
{
    char due[WHEN_LEN], done[WHEN_LEN];
    when_date(s->due_us, due);
    when_date(s->done_us, done);
    text_addf(out, "  %-13s", plan_step_words[step]);
    switch (s->state) {
    case NOTICE_NOT_NEEDED:
        text_add(out, "not needed");
        break;
    case NOTICE_TO_DO:
        if (s->days == 0)
            text_addf(out, "due today, %s", due);
        else
            text_addf(out, "due by %s, in %" PRId32 " %s", due, s->days, days_word(s->days));
        break;
    case NOTICE_LATE:
        text_addf(out, "LATE: was due by %s, %" PRId32 " %s ago", due, s->days, days_word(s->days));
        break;
    case NOTICE_DONE:
        text_addf(out, "done on %s (due by %s)", done, due);
        break;
    case NOTICE_DONE_LATE:
        text_addf(out, "done on %s, %" PRId32 " %s after it was due", done, s->days,
                  days_word(s->days));
        break;
    case NOTICE_STATE_COUNT:
        break;
    }
    text_add(out, "\n");
}

static void add_head(const struct meeting_plan *p, const struct meeting_notice *n, struct text *out)
{
    char first[WHEN_LEN], last[WHEN_LEN];
    when_date(n->first_day_us, first);
    when_date(n->last_day_us, last);
    text_addf(out, "%s: %s", p->title, meeting_kind_words[n->kind]);
    if (n->first_day_us != 0)
        text_addf(out, " on %s", first);
    if (n->last_day_us != n->first_day_us)
        text_addf(out, " to %s", last);
    if (p->notice.length_minutes > 0)
        text_addf(out, ", %" PRId32 " minutes%s", p->notice.length_minutes,
                  n->last_day_us != n->first_day_us ? " a day" : "");
    text_add(out, "\n");
    if (n->note[0] != '\0')
        text_addf(out, "%s\n", n->note);
    if (n->approval == APPROVAL_AREA_DIRECTOR)
        text_add(out, "Approved by an area director.\n");
    else if (n->approval == APPROVAL_CHAIR)
        text_add(out, "The chair decides that it takes place; nobody else has to approve.\n");
}

void notice_text(const struct meeting_plan *p, const struct meeting_notice *n, int64_t now_us,
                 struct text *out)
{
    char today[WHEN_LEN];
    when_date(now_us, today);
    add_head(p, n, out);
    text_addf(out, "\nAs of %s:\n", today);
    for (int step = 0; step < STEP_COUNT; step++)
        add_step(&n->steps[step], (enum plan_step)step, out);
    if (n->finding_count > 0)
        text_add(out, "\nTo put right:\n");
    for (uint32_t i = 0; i < n->finding_count; i++)
        text_addf(out, "  %s: %s\n", n->findings[i].about, n->findings[i].sentence);
}

static struct json *step_json(const struct notice_step *s, enum plan_step step)
{
    char date[WHEN_LEN];
    struct json *one = json_object_new();
    json_put_text(one, "step", plan_step_words[step]);
    json_put_text(one, "state", notice_state_words[s->state]);
    if (s->state == NOTICE_NOT_NEEDED)
        return one;
    when_date(s->due_us, date);
    json_put_text(one, "due", date);
    json_put_integer(one, "lead_days", s->lead_days);
    json_put_integer(one, "days", s->days);
    if (s->state == NOTICE_DONE || s->state == NOTICE_DONE_LATE) {
        when_date(s->done_us, date);
        json_put_text(one, "done", date);
    }
    return one;
}

enum status notice_json(const struct meeting_plan *p, const struct meeting_notice *n,
                        int64_t now_us, char **out, size_t *len)
{
    static const char *const approvals[] = {"none", "chair", "area director"};
    char date[WHEN_LEN];
    struct json *file = json_object_new();
    struct json *steps = json_array_new();
    struct json *findings = json_array_new();
    json_put_text(file, "schema", "humroom.notice/1");
    json_put_text(file, "title", p->title);
    json_put_text(file, "kind", meeting_kind_words[n->kind]);
    when_date(now_us, date);
    json_put_text(file, "as_of", date);
    if (n->first_day_us != 0) {
        when_date(n->first_day_us, date);
        json_put_text(file, "first_day", date);
        when_date(n->last_day_us, date);
        json_put_text(file, "last_day", date);
    }
    json_put_integer(file, "length_minutes", p->notice.length_minutes);
    json_put_text(file, "approval", approvals[n->approval]);
    json_put_text(file, "note", n->note);
    for (int step = 0; step < STEP_COUNT; step++)
        json_add_take(steps, step_json(&n->steps[step], (enum plan_step)step));
    json_put_take(file, "steps", steps);
    for (uint32_t i = 0; i < n->finding_count; i++) {
        struct json *one = json_object_new();
        json_put_text(one, "about", n->findings[i].about);
        json_put_text(one, "sentence", n->findings[i].sentence);
        json_add_take(findings, one);
    }
    json_put_take(file, "findings", findings);
    json_put_integer(file, "late", n->late_count);
    enum status s = json_write(file, JSON_PRETTY, out, len);
    json_free(file);
    return s;
}
