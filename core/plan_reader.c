/* What every part of a meeting file is read with. */
#include "core/plan_reader.h"

#include "core/address.h"
#include "core/event.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { KEY_SHOWN_MAX = 60, KEYS_LOOKED_AT = 64, URL_BYTES_MAX = 2000 };

struct place plan_member(const struct place *parent, const char *key)
{
    struct place p;
    snprintf(p.text, sizeof p.text, "%.40s%s%.30s", parent->text, *parent->text != '\0' ? "." : "",
             key);
    return p;
}

/* Counted from 1, as people count. */
struct place plan_item(const struct place *list, size_t index)
{
    struct place p;
    snprintf(p.text, sizeof p.text, "%.50s[%zu]", list->text, index + 1);
    return p;
}

void __attribute__((format(printf, 3, 4)))
plan_mistake(struct reader *r, const struct place *at, const char *format, ...)
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

const char *plan_kept(struct reader *r, const char *text, size_t len)
{
    const char *copy = arena_text(&r->plan.arena, text, len);
    r->no_memory = r->no_memory || copy == NULL;
    return copy != NULL ? copy : "";
}

void *plan_taken(struct reader *r, size_t len)
{
    void *p = arena_take(&r->plan.arena, len);
    r->no_memory = r->no_memory || p == NULL;
    return p;
}

/* Keys that nobody knows are mistakes: a misspelt key would be dropped in silence. */
void plan_check_keys(struct reader *r, const struct json *object, const struct place *at,
                     const char *const *known, size_t known_count)
{
    size_t count = json_count(object);
    if (count > KEYS_LOOKED_AT) {
        plan_mistake(r, at, "has %zu keys, far more than are known", count);
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
            plan_mistake(r, at, "there is no key \"%s\"", key);
        else
            plan_mistake(r, at, "there is a key that is not known, and not readable");
    }
}

/* One line of text, trimmed; "" where it is missing or not usable. */
const char *plan_line(struct reader *r, const char *text, size_t len, const struct place *at,
                      size_t max)
{
    text_trim(&text, &len);
    switch (text_check(text, len, max)) {
    case STATUS_OK:
        return plan_kept(r, text, len);
    case REFUSED_EMPTY_TEXT:
        plan_mistake(r, at, "is empty");
        break;
    case REFUSED_TEXT_TOO_LONG:
        plan_mistake(r, at, "is longer than %zu bytes", max);
        break;
    default:
        plan_mistake(r, at, "holds control or direction-changing characters");
        break;
    }
    return "";
}

const char *plan_text(struct reader *r, const struct json *object, const struct place *parent,
                      const char *key, size_t max, bool required)
{
    struct place at = plan_member(parent, key);
    size_t len = 0;
    const char *text = json_text(object, key, &len);
    if (text != NULL)
        return plan_line(r, text, len, &at, max);
    if (json_member(object, key) != NULL)
        plan_mistake(r, &at, "must be a text");
    else if (required)
        plan_mistake(r, &at, "is missing");
    return "";
}

/* ---- forms ---- */

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

const char *plan_formed(struct reader *r, const struct json *object, const struct place *parent,
                        const char *key, size_t max, bool (*fits)(const char *),
                        const char *expected)
{
    const char *text = plan_text(r, object, parent, key, max, false);
    if (*text == '\0' || fits(text))
        return text;
    struct place at = plan_member(parent, key);
    plan_mistake(r, &at, "must be %s", expected);
    return "";
}

const char *plan_address(struct reader *r, const struct json *object, const struct place *parent,
                         const char *key)
{
    return plan_formed(r, object, parent, key, ADDRESS_MAX, address_is_mail,
                       "a mail address like name@example.org");
}

const char *plan_url(struct reader *r, const struct json *object, const struct place *parent,
                     const char *key)
{
    return plan_formed(r, object, parent, key, URL_BYTES_MAX, is_url,
                       "an address that begins with https:// or http://");
}

/* The items of a list; 0 where it is missing, no list, or too long. */
uint32_t plan_items(struct reader *r, const struct json *object, const struct place *at,
                    const char *key, size_t most)
{
    const struct json *list = json_member(object, key);
    size_t count = json_is_array(list) ? json_count(list) : 0;
    if (list != NULL && !json_is_array(list))
        plan_mistake(r, at, "must be a list");
    else if (count > most)
        plan_mistake(r, at, "has %zu entries, at most %zu are possible", count, most);
    return count > most ? 0 : (uint32_t)count;
}

/* A name, and an address where there is one. */
struct plan_person plan_person_of(struct reader *r, const struct json *item, const struct place *at)
{
    static const char *const known[] = {"mail", "name"};
    struct plan_person person = {"", ""};
    if (!json_is_object(item)) {
        plan_mistake(r, at, "must be an object with name and mail");
        return person;
    }
    plan_check_keys(r, item, at, known, 2);
    person.name = plan_text(r, item, at, "name", NAME_BYTES_MAX, true);
    person.mail = plan_address(r, item, at, "mail");
    return person;
}
