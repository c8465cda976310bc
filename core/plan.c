#include "core/plan.h"

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

enum {
    PLACE_LEN = 80,
    ZONE_BYTES_MAX = 64,
    URL_BYTES_MAX = 2000,
    KEY_SHOWN_MAX = 60,
    KEYS_LOOKED_AT = 64,
    NAMED_OPTIONS_MAX = OPTIONS_MAX - 2, /* "don't care" and "something else" are added */
};

struct reader {
    struct meeting_plan plan;
    struct plan_mistakes *mistakes;
    bool no_memory;
};

/* Where in the file: "questions[2].kind". */
struct place {
    char text[PLACE_LEN];
};

static struct place member_of(const struct place *parent, const char *key)
{
    struct place p;
    snprintf(p.text, sizeof p.text, "%.40s%s%.30s", parent->text, *parent->text != '\0' ? "." : "",
             key);
    return p;
}

/* Counted from 1, as people count. */
static struct place item_of(const struct place *list, size_t index)
{
    struct place p;
    snprintf(p.text, sizeof p.text, "%.50s[%zu]", list->text, index + 1);
    return p;
}

static void __attribute__((format(printf, 3, 4)))
mistake(struct reader *r, const struct place *at, const char *format, ...)
{
    struct plan_mistakes *m = r->mistakes;
    if (m->count == PLAN_MISTAKES_MAX)
        return;
    char *text = m->text[m->count++];
    int n = snprintf(text, PLAN_MISTAKE_LEN, "%s%s", at->text, *at->text != '\0' ? ": " : "");
    va_list args;
    va_start(args, format);
    vsnprintf(text + n, PLAN_MISTAKE_LEN - (size_t)n, format, args);
    va_end(args);
}

static const char *kept(struct reader *r, const char *text, size_t len)
{
    const char *copy = arena_text(&r->plan.arena, text, len);
    r->no_memory = r->no_memory || copy == NULL;
    return copy != NULL ? copy : "";
}

static void *taken(struct reader *r, size_t len)
{
    void *p = arena_take(&r->plan.arena, len);
    r->no_memory = r->no_memory || p == NULL;
    return p;
}

/* Keys that nobody knows are mistakes: a misspelt key would be dropped in silence. */
static void check_keys(struct reader *r, const struct json *object, const struct place *at,
                       const char *const *known, size_t known_count)
{
    size_t count = json_count(object);
    if (count > KEYS_LOOKED_AT) {
        mistake(r, at, "has %zu keys, far more than are known", count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *key = json_key(object, i);
        size_t k = 0;
        while (k < known_count && strcmp(known[k], key) != 0)
            k++;
        if (k < known_count)
            continue;
        if (text_check(key, strlen(key), KEY_SHOWN_MAX) == STATUS_OK)
            mistake(r, at, "there is no key \"%s\"", key);
        else
            mistake(r, at, "there is a key that is not known, and not readable");
    }
}

/* One line of text, trimmed; "" where it is missing or not usable. */
static const char *line_of(struct reader *r, const char *text, size_t len, const struct place *at,
                           size_t max)
{
    text_trim(&text, &len);
    switch (text_check(text, len, max)) {
    case STATUS_OK:
        return kept(r, text, len);
    case REFUSED_EMPTY_TEXT:
        mistake(r, at, "is empty");
        break;
    case REFUSED_TEXT_TOO_LONG:
        mistake(r, at, "is longer than %zu bytes", max);
        break;
    default:
        mistake(r, at, "holds control or direction-changing characters");
        break;
    }
    return "";
}

static const char *text_of(struct reader *r, const struct json *object, const struct place *parent,
                           const char *key, size_t max, bool required)
{
    struct place at = member_of(parent, key);
    size_t len = 0;
    const char *text = json_text(object, key, &len);
    if (text != NULL)
        return line_of(r, text, len, &at, max);
    if (json_member(object, key) != NULL)
        mistake(r, &at, "must be a text");
    else if (required)
        mistake(r, &at, "is missing");
    return "";
}

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

static bool is_url(const char *url)
{
    const char *rest = strncmp(url, "https://", 8) == 0  ? url + 8
                       : strncmp(url, "http://", 7) == 0 ? url + 7
                                                         : "";
    for (const char *c = rest; *c != '\0'; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"<>\\^`{|}", *c) != NULL)
            return false;
    return *rest != '\0' && *rest != '/';
}

static const char *formed(struct reader *r, const struct json *object, const struct place *parent,
                          const char *key, size_t max, bool (*fits)(const char *),
                          const char *expected)
{
    const char *text = text_of(r, object, parent, key, max, false);
    if (*text == '\0' || fits(text))
        return text;
    struct place at = member_of(parent, key);
    mistake(r, &at, "must be %s", expected);
    return "";
}

static const char *address_of(struct reader *r, const struct json *object,
                              const struct place *parent, const char *key)
{
    return formed(r, object, parent, key, ADDRESS_MAX, address_is_mail,
                  "a mail address like name@example.org");
}

/* ---- parts ---- */

/* The items of a list; 0 where it is missing, no list, or too long. */
static uint32_t items_of(struct reader *r, const struct json *object, const struct place *at,
                         const char *key, size_t most)
{
    const struct json *list = json_member(object, key);
    size_t count = json_is_array(list) ? json_count(list) : 0;
    if (list != NULL && !json_is_array(list))
        mistake(r, at, "must be a list");
    else if (count > most)
        mistake(r, at, "has %zu entries, at most %zu are possible", count, most);
    return count > most ? 0 : (uint32_t)count;
}

static struct plan_person *people_of(struct reader *r, const struct json *file, const char *key,
                                     uint32_t *count)
{
    static const char *const known[] = {"mail", "name"};
    const struct place top = {""};
    struct place list_at = member_of(&top, key);
    uint32_t n = items_of(r, file, &list_at, key, CHAIRS_MAX);
    struct plan_person *people = n > 0 ? taken(r, n * sizeof *people) : NULL;
    *count = people != NULL ? n : 0;
    for (uint32_t i = 0; i < *count; i++) {
        const struct json *item = json_item(json_member(file, key), i);
        struct place at = item_of(&list_at, i);
        people[i] = (struct plan_person){"", ""};
        if (!json_is_object(item)) {
            mistake(r, &at, "must be an object with name and mail");
            continue;
        }
        check_keys(r, item, &at, known, 2);
        people[i].name = text_of(r, item, &at, "name", NAME_BYTES_MAX, true);
        people[i].mail = address_of(r, item, &at, "mail");
    }
    return people;
}

static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' || *b != '\0'; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
        char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
        if (x != y)
            return false;
    }
    return true;
}

static void check_option(struct reader *r, const struct plan_question *q, uint32_t index,
                         const struct place *at)
{
    const char *name = q->options[index];
    if (*name == '\0')
        return;
    if (same_name(name, "don't care") || same_name(name, "something else"))
        mistake(r, at, "is added by itself; leave it out");
    for (uint32_t k = 0; k < index; k++)
        if (same_name(q->options[k], name)) {
            mistake(r, at, "is the same as options[%u]", (unsigned)k + 1);
            return;
        }
}

static void options_of(struct reader *r, const struct json *question, const struct place *parent,
                       struct plan_question *q)
{
    struct place list_at = member_of(parent, "options");
    uint32_t n = items_of(r, question, &list_at, "options", NAMED_OPTIONS_MAX);
    const struct json *list = json_member(question, "options");
    if (q->kind == QUESTION_FOR_AGAINST) {
        if (list != NULL)
            mistake(r, &list_at, "for-against has its two; leave this out");
        return;
    }
    if (list == NULL || (json_is_array(list) && json_count(list) < 2))
        mistake(r, &list_at, "needs at least two options");
    q->options = n > 0 ? taken(r, n * sizeof *q->options) : NULL;
    q->option_count = q->options != NULL ? n : 0;
    for (uint32_t i = 0; i < q->option_count; i++) {
        struct place at = item_of(&list_at, i);
        size_t len = 0;
        const char *text = json_item_text(list, i, &len);
        q->options[i] = text != NULL ? line_of(r, text, len, &at, OPTION_BYTES_MAX) : "";
        if (text == NULL)
            mistake(r, &at, "must be a text");
        check_option(r, q, i, &at);
    }
}

static void question_of(struct reader *r, const struct json *item, const struct place *at,
                        struct plan_question *q)
{
    static const char *const known[] = {"kind", "options", "text"};
    *q = (struct plan_question){.kind = -1, .text = ""};
    if (!json_is_object(item)) {
        mistake(r, at, "must be an object with kind, text and options");
        return;
    }
    check_keys(r, item, at, known, 3);
    const char *kind = text_of(r, item, at, "kind", NAME_BYTES_MAX, true);
    q->kind = word_index(question_kind_words, QUESTION_KIND_COUNT, kind);
    if (*kind != '\0' && q->kind < 0) {
        struct place kind_at = member_of(at, "kind");
        mistake(r, &kind_at, "must be for-against or options");
    }
    q->text = text_of(r, item, at, "text", QUESTION_BYTES_MAX, true);
    if (q->kind >= 0)
        options_of(r, item, at, q);
}

static void questions_of(struct reader *r, const struct json *file)
{
    struct meeting_plan *p = &r->plan;
    const struct place at = {"questions"};
    uint32_t n = items_of(r, file, &at, "questions", QUESTIONS_MAX);
    p->questions = n > 0 ? taken(r, n * sizeof *p->questions) : NULL;
    p->question_count = p->questions != NULL ? n : 0;
    for (uint32_t i = 0; i < p->question_count; i++) {
        struct place item_at = item_of(&at, i);
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
        mistake(r, &at, "is missing; a meeting file says \"%s\"", SCHEMA);
    else if (strncmp(schema, SCHEMA_FAMILY, strlen(SCHEMA_FAMILY)) == 0)
        mistake(r, &at, "is of another version; this humroom reads \"%s\"", SCHEMA);
    else
        mistake(r, &at, "is not \"%s\"", SCHEMA);
    return false;
}

static void read_file(struct reader *r, const struct json *file)
{
    static const char *const known[] = {"chairs",        "group",     "kind",   "list",
                                        "note_well_url", "questions", "schema", "scribes",
                                        "start",         "title",     "zone"};
    const struct place top = {""};
    struct meeting_plan *p = &r->plan;
    if (!json_is_object(file)) {
        mistake(r, &top, "the file must hold one object");
        return;
    }
    if (!is_our_schema(r, file))
        return;
    check_keys(r, file, &top, known, sizeof known / sizeof known[0]);
    p->title = text_of(r, file, &top, "title", NAME_BYTES_MAX, true);
    p->group = text_of(r, file, &top, "group", NAME_BYTES_MAX, false);
    p->kind = text_of(r, file, &top, "kind", NAME_BYTES_MAX, false);
    p->start = formed(r, file, &top, "start", NAME_BYTES_MAX, is_start,
                      "a date or a time like 2026-11-22T10:00");
    const char *zone = formed(r, file, &top, "zone", ZONE_BYTES_MAX, is_zone,
                              "the name of a time zone like Europe/Berlin");
    p->zone = *zone != '\0' ? zone : p->zone;
    p->mail_list = address_of(r, file, &top, "list");
    p->note_well_url = formed(r, file, &top, "note_well_url", URL_BYTES_MAX, is_url,
                              "an address that begins with https:// or http://");
    p->chairs = people_of(r, file, "chairs", &p->chair_count);
    p->scribes = people_of(r, file, "scribes", &p->scribe_count);
    questions_of(r, file);
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
                               .version = ""};
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
        mistake(&r, &at, "%s", why);
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
