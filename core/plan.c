#include "core/plan_reader.h"

#include "core/address.h"
#include "core/event.h"
#include "core/json.h"
#include "core/text.h"
#include "core/when.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char SCHEMA[] = "humroom.meeting/1";
static const char SCHEMA_FAMILY[] = "humroom.meeting/";

enum { ZONE_BYTES_MAX = 64 };

/* ---- forms ---- */

static bool is_zone(const char *zone)
{
    const char *const signs = "_+-";
    size_t parts = 1;
    for (const char *c = zone; *c != '\0'; c++) {
        bool letter = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');
        bool other = (*c >= '0' && *c <= '9') || strchr(signs, *c) != NULL;
        bool begins = c == zone || c[-1] == '/';
        if (*c == '/' && !begins)
            parts++;
        else if (!letter && (begins || !other))
            return false;
    }
    size_t len = strlen(zone);
    return len > 0 && zone[len - 1] != '/' && parts <= 3;
}

/* A date, or a moment with or without its offset; without it is the meeting's zone that counts. */
static bool is_start(const char *start)
{
    char with_zone[WHEN_LEN];
    int64_t us;
    if (when_parse(start, &us) == STATUS_OK)
        return true;
    if (strlen(start) + 2 > sizeof with_zone)
        return false;
    snprintf(with_zone, sizeof with_zone, "%sZ", start);
    return when_parse(with_zone, &us) == STATUS_OK;
}

/* ---- parts ---- */

static struct plan_person *people_of(struct reader *r, const struct json *file, const char *key,
                                     uint32_t *count)
{
    const struct place top = {""};
    struct place list_at = plan_member(&top, key);
    uint32_t n = plan_items(r, file, &list_at, key, CHAIRS_MAX);
    struct plan_person *people = n > 0 ? plan_taken(r, n * sizeof *people) : NULL;
    *count = people != NULL ? n : 0;
    for (uint32_t i = 0; i < *count; i++) {
        struct place at = plan_item(&list_at, i);
        people[i] = plan_person_of(r, json_item(json_member(file, key), i), &at);
    }
    return people;
}

static void check_option(struct reader *r, const struct plan_question *q, uint32_t index,
                         const struct place *at)
{
    const char *name = q->options[index];
    if (*name == '\0')
        return;
    if (text_same(name, "don't care") || text_same(name, "something else"))
        plan_mistake(r, at, "is added by itself; leave it out");
    for (uint32_t k = 0; k < index; k++)
        if (text_same(q->options[k], name)) {
            plan_mistake(r, at, "is the same as options[%u]", (unsigned)k + 1);
            return;
        }
}

static void options_of(struct reader *r, const struct json *question, const struct place *parent,
                       struct plan_question *q)
{
    struct place list_at = plan_member(parent, "options");
    const struct json *list = json_member(question, "options");
    uint32_t least, most;
    plan_rules_options(q, &least, &most);
    if (most == 0) {
        if (list != NULL)
            plan_mistake(r, &list_at,
                         q->kind == QUESTION_DRAW ? "volunteers are drawn; leave this out"
                                                  : "%s has its own; leave this out",
                         question_kind_word(q->kind));
        return;
    }
    uint32_t n = plan_items(r, question, &list_at, "options", most);
    if (list == NULL ? least > 0 : json_is_array(list) && json_count(list) < 2)
        plan_mistake(r, &list_at, "needs at least two options");
    if (n > 0 && n < q->pick)
        plan_mistake(r, &list_at, "are fewer than are to be drawn");
    q->options = n > 0 ? plan_taken(r, n * sizeof *q->options) : NULL;
    q->option_count = q->options != NULL ? n : 0;
    for (uint32_t i = 0; i < q->option_count; i++) {
        struct place at = plan_item(&list_at, i);
        size_t len = 0;
        const char *text = json_item_text(list, i, &len);
        q->options[i] = text != NULL ? plan_line(r, text, len, &at, OPTION_BYTES_MAX) : "";
        if (text == NULL)
            plan_mistake(r, &at, "must be a text");
        check_option(r, q, i, &at);
    }
}

static void question_of(struct reader *r, const struct json *item, const struct place *at,
                        struct plan_question *q)
{
    *q = (struct plan_question){.kind = -1,
                                .text = "",
                                .worded_by = "",
                                .draft = "",
                                .adopted = "",
                                .events = "",
                                .who_counts = "",
                                .agreement = "",
                                .source = ""};
    if (!json_is_object(item)) {
        plan_mistake(r, at, "must be an object with kind, text and options");
        return;
    }
    const char *kind = plan_text(r, item, at, "kind", NAME_BYTES_MAX, true);
    q->kind = word_index(question_kind_words, QUESTION_KIND_COUNT, kind);
    plan_rules_keys(r, item, at, q->kind);
    if (q->kind == QUESTION_DECLARE) /* an outcome: nobody has it beforehand */
        q->kind = -1;
    if (*kind != '\0' && q->kind < 0) {
        struct place kind_at = plan_member(at, "kind");
        plan_mistake(r, &kind_at,
                     "must be for-against, options, objections, live-with, read, ready, plurality, "
                     "draw, adopt or withdraw");
    }
    q->text = plan_text(r, item, at, "text", QUESTION_BYTES_MAX, true);
    if (q->kind >= 0) {
        plan_rules_read(r, item, at, q);
        options_of(r, item, at, q);
    }
    plan_draft_read(r, item, at, q);
}

static void questions_of(struct reader *r, const struct json *file)
{
    struct meeting_plan *p = &r->plan;
    const struct place at = {"questions"};
    uint32_t n = plan_items(r, file, &at, "questions", QUESTIONS_MAX);
    p->questions = n > 0 ? plan_taken(r, n * sizeof *p->questions) : NULL;
    p->question_count = p->questions != NULL ? n : 0;
    for (uint32_t i = 0; i < p->question_count; i++) {
        struct place item_at = plan_item(&at, i);
        question_of(r, json_item(json_member(file, "questions"), i), &item_at, &p->questions[i]);
    }
}

/* A file of another schema is not looked at any further: its keys may mean something else. */
static bool is_our_schema(struct reader *r, const struct json *file)
{
    const struct place at = {"schema"};
    const char *schema = json_text(file, "schema", NULL);
    if (schema != NULL && strcmp(schema, SCHEMA) == 0)
        return true;
    if (schema == NULL)
        plan_mistake(r, &at, "is missing; a meeting file says \"%s\"", SCHEMA);
    else if (strncmp(schema, SCHEMA_FAMILY, strlen(SCHEMA_FAMILY)) == 0)
        plan_mistake(r, &at, "is of another version; this humroom reads \"%s\"", SCHEMA);
    else
        plan_mistake(r, &at, "is not \"%s\"", SCHEMA);
    return false;
}

static void read_file(struct reader *r, const struct json *file)
{
    static const char *const known[] = {"agenda_url",
                                        "approved_by",
                                        "area_director",
                                        "back_channel",
                                        "chairs",
                                        "days",
                                        "done",
                                        "group",
                                        "kind",
                                        "lead_days",
                                        "length_minutes",
                                        "list",
                                        "note_well_url",
                                        "note_well_version",
                                        "place",
                                        "questions",
                                        "remote_url",
                                        "schema",
                                        "scribes",
                                        "secretariat",
                                        "start",
                                        "title",
                                        "zone"};
    const struct place top = {""};
    struct meeting_plan *p = &r->plan;
    if (!json_is_object(file)) {
        plan_mistake(r, &top, "the file must hold one object");
        return;
    }
    if (!is_our_schema(r, file))
        return;
    plan_check_keys(r, file, &top, known, sizeof known / sizeof known[0]);
    p->title = plan_text(r, file, &top, "title", NAME_BYTES_MAX, true);
    p->group = plan_text(r, file, &top, "group", NAME_BYTES_MAX, false);
    p->kind = plan_text(r, file, &top, "kind", NAME_BYTES_MAX, false);
    p->start = plan_formed(r, file, &top, "start", NAME_BYTES_MAX, is_start,
                           "a date or a time like 2026-11-22T10:00");
    const char *zone = plan_formed(r, file, &top, "zone", ZONE_BYTES_MAX, is_zone,
                                   "the name of a time zone like Europe/Berlin");
    p->zone = *zone != '\0' ? zone : p->zone;
    p->mail_list = plan_address(r, file, &top, "list");
    p->note_well_url = plan_url(r, file, &top, "note_well_url");
    p->note_well_version = plan_text(r, file, &top, "note_well_version", NAME_BYTES_MAX, false);
    p->chairs = people_of(r, file, "chairs", &p->chair_count);
    p->scribes = people_of(r, file, "scribes", &p->scribe_count);
    questions_of(r, file);
    plan_notice_read(r, file);
}

void plan_default(struct meeting_plan *p)
{
    *p = (struct meeting_plan){.title = "Meeting",
                               .group = "",
                               .kind = "",
                               .start = "",
                               .zone = "UTC",
                               .mail_list = "",
                               .note_well_url = "",
                               .note_well_version = "",
                               .version = ""};
    plan_notice_default(&p->notice);
}

enum status plan_parse(const char *bytes, size_t len, struct meeting_plan *out,
                       struct plan_mistakes *mistakes)
{
    struct reader r = {.mistakes = mistakes};
    struct json *file = NULL;
    int line = 0;
    char why[120] = "";
    plan_default(&r.plan);
    mistakes->count = 0;
    enum status s = json_parse_file_text(bytes, len, &file, &line, why, sizeof why);
    if (s == FAILED_NO_MEMORY)
        return s;
    if (s != STATUS_OK) {
        struct place at = {"this is not JSON"};
        if (line > 0)
            snprintf(at.text, sizeof at.text, "line %d", line);
        plan_mistake(&r, &at, "%s", why);
        return REFUSED_MEETING_FILE;
    }
    read_file(&r, file);
    json_free(file);
    if (r.no_memory || mistakes->count > 0) {
        plan_release(&r.plan);
        return r.no_memory ? FAILED_NO_MEMORY : REFUSED_MEETING_FILE;
    }
    *out = r.plan;
    return STATUS_OK;
}

void plan_release(struct meeting_plan *p)
{
    if (p == NULL)
        return;
    arena_release(&p->arena);
    *p = (struct meeting_plan){0};
}
