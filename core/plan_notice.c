/* The part of a meeting file that says when and where, and what was done for it. */
#include "core/plan_reader.h"

#include "core/event.h"
#include "core/when.h"

#include <inttypes.h>
#include <string.h>

const char *const plan_step_words[STEP_COUNT] = {
    "approval", "announcement", "agenda", "slides", "attendance", "minutes", "proceedings"};

static const char A_DATE[] = "a date like 2026-11-22";

static bool is_date(const char *text)
{
    int64_t us;
    return strchr(text, 'T') == NULL && when_parse(text, &us) == STATUS_OK;
}

void plan_notice_default(struct plan_notice *n)
{
    *n = (struct plan_notice){.back_channel = "",
                              .place = "",
                              .remote_url = "",
                              .agenda_url = "",
                              .secretariat = "",
                              .approved_by = "",
                              .area_director = {"", ""}};
    for (size_t i = 0; i < STEP_COUNT; i++) {
        n->lead_days[i] = -1;
        n->done[i] = "";
    }
}

/* An object whose keys are the steps; NULL where there is none. */
static const struct json *steps_of(struct reader *r, const struct json *file,
                                   const struct place *at, const char *key)
{
    const struct json *object = json_member(file, key);
    if (object != NULL && !json_is_object(object)) {
        plan_mistake(r, at, "must be an object");
        return NULL;
    }
    if (object != NULL)
        plan_check_keys(r, object, at, plan_step_words, STEP_COUNT);
    return object;
}

/* A whole number, or fallback where it is missing or not usable. */
static int32_t number_of(struct reader *r, const struct json *object, const struct place *parent,
                         const char *key, int32_t least, int32_t most, int32_t fallback)
{
    int64_t n = 0;
    struct place at = plan_member(parent, key);
    if (json_member(object, key) == NULL)
        return fallback;
    if (json_int(object, key, &n) && n >= least && n <= most)
        return (int32_t)n;
    plan_mistake(r, &at, "must be a whole number from %" PRId32 " to %" PRId32, least, most);
    return fallback;
}

static void read_days(struct reader *r, const struct json *file, struct plan_notice *n)
{
    const struct place at = {"days"};
    uint32_t count = plan_items(r, file, &at, "days", PLAN_DAYS_MAX);
    n->days = count > 0 ? plan_taken(r, count * sizeof *n->days) : NULL;
    n->day_count = n->days != NULL ? count : 0;
    for (uint32_t i = 0; i < n->day_count; i++) {
        struct place item = plan_item(&at, i);
        size_t len = 0;
        const char *day = json_item_text(json_member(file, "days"), i, &len);
        n->days[i] = day != NULL ? plan_kept(r, day, len) : "";
        if (!is_date(n->days[i]))
            plan_mistake(r, &item, "must be %s", A_DATE);
    }
}

void plan_notice_read(struct reader *r, const struct json *file)
{
    const struct place top = {""};
    const struct place lead_at = {"lead_days"};
    const struct place done_at = {"done"};
    const struct place director_at = {"area_director"};
    struct plan_notice *n = &r->plan.notice;
    n->length_minutes = number_of(r, file, &top, "length_minutes", 1, PLAN_MINUTES_MAX, 0);
    read_days(r, file, n);
    n->back_channel = plan_text(r, file, &top, "back_channel", NAME_BYTES_MAX, false);
    n->place = plan_text(r, file, &top, "place", NAME_BYTES_MAX, false);
    n->remote_url = plan_url(r, file, &top, "remote_url");
    n->agenda_url = plan_url(r, file, &top, "agenda_url");
    n->secretariat = plan_address(r, file, &top, "secretariat");
    n->approved_by = plan_text(r, file, &top, "approved_by", NAME_BYTES_MAX, false);
    if (json_member(file, "area_director") != NULL)
        n->area_director = plan_person_of(r, json_member(file, "area_director"), &director_at);
    const struct json *lead = steps_of(r, file, &lead_at, "lead_days");
    const struct json *done = steps_of(r, file, &done_at, "done");
    for (size_t i = 0; i < STEP_COUNT; i++) {
        if (lead != NULL)
            n->lead_days[i] =
                number_of(r, lead, &lead_at, plan_step_words[i], 0, PLAN_LEAD_DAYS_MAX, -1);
        if (done != NULL)
            n->done[i] =
                plan_formed(r, done, &done_at, plan_step_words[i], NAME_BYTES_MAX, is_date, A_DATE);
    }
}
