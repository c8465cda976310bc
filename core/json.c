#include <jansson.h>

/* Names that jansson and our contract share; jansson's are wanted nowhere below but here. */
enum { DUMP_COMPACT = JSON_COMPACT };
#undef JSON_COMPACT
#undef json_is_object
#undef json_is_array

#include "core/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A struct json is a json_t under another name: a tree in which nobody shares a value. So the root
 * that somebody holds has exactly one reference, and a second one is free to remember that making
 * it failed (see spoil()). */
static json_t *raw(const struct json *v)
{
    return (json_t *)(uintptr_t)v;
}

static struct json *wrap(json_t *v)
{
    return (struct json *)(void *)v;
}

/* ---- parsing ---- */

/* Depth before parsing: the parser recurses. Exact for what is JSON; what is not fails in the
 * parser. */
static bool within_depth(const char *bytes, size_t len, size_t depth_max, int *line)
{
    size_t nesting = 0;
    bool in_string = false;
    *line = 1;
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        if (c == '\n')
            ++*line;
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
            continue;
        }
        if (c == ']' || c == '}') {
            nesting -= nesting > 0;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':')
            continue;
        if (nesting >= depth_max) /* a value begins here, one level below its container */
            return false;
        in_string = c == '"';
        nesting += c == '[' || c == '{';
    }
    return true;
}

static enum status parse(const char *bytes, size_t len, struct json **out, json_error_t *error)
{
    json_t *v = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, error);
    if (v == NULL) /* jansson leaves the text empty where an allocation failed half way */
        return json_error_code(error) == json_error_out_of_memory || error->text[0] == '\0'
                   ? FAILED_NO_MEMORY
                   : REFUSED_MALFORMED;
    *out = wrap(v);
    return STATUS_OK;
}

enum status json_parse(const char *bytes, size_t len, size_t depth_max, size_t bytes_max,
                       struct json **out)
{
    assert(bytes != NULL || len == 0);
    if (len > bytes_max)
        return REFUSED_TOO_LARGE;
    int line;
    if (len == 0 || !within_depth(bytes, len, depth_max, &line))
        return REFUSED_MALFORMED;
    json_error_t error;
    return parse(bytes, len, out, &error);
}

/* The parser quotes what it met, whatever that is: only printable ASCII goes on to a terminal. */
static void say(char *why, size_t why_size, const char *text)
{
    size_t n = 0;
    for (; n + 1 < why_size && text[n] != '\0'; n++)
        why[n] = text[n] >= ' ' && text[n] <= '~' ? text[n] : '?';
    why[n] = '\0';
}

enum status json_parse_file_text(const char *bytes, size_t len, struct json **out, int *line,
                                 char *why, size_t why_size)
{
    assert(why_size > 0);
    json_error_t error = {.line = 0};
    int depth_line = 0;
    enum status s = STATUS_OK;
    const char *text = error.text;
    if (len > JSON_BYTES_FILE) {
        s = REFUSED_TOO_LARGE;
        text = "the file is larger than 1 MiB";
    } else if (len == 0) {
        s = REFUSED_MALFORMED;
        text = "the file is empty";
    } else if (!within_depth(bytes, len, JSON_DEPTH_FILE, &depth_line)) {
        s = REFUSED_MALFORMED;
        error.line = depth_line;
        text = "nested too deeply";
    } else {
        s = parse(bytes, len, out, &error);
        if (s == FAILED_NO_MEMORY)
            text = "memory has run out";
    }
    if (s != STATUS_OK) {
        *line = error.line > 0 ? error.line : 0;
        say(why, why_size, text);
    }
    return s;
}

/* ---- failures remembered ---- */

static bool is_container(const json_t *v)
{
    return v != NULL && (json_typeof(v) == JSON_OBJECT || json_typeof(v) == JSON_ARRAY);
}

static bool spoilt(const json_t *v)
{
    return is_container(v) && v->refcount > 1;
}

static void spoil(json_t *container)
{
    if (!spoilt(container))
        json_incref(container);
}

void json_free(struct json *v)
{
    json_t *j = raw(v);
    if (spoilt(j))
        json_decref(j);
    json_decref(j);
}

/* ---- looking ---- */

bool json_is_object(const struct json *v)
{
    return v != NULL && json_typeof(raw(v)) == JSON_OBJECT;
}

bool json_is_array(const struct json *v)
{
    return v != NULL && json_typeof(raw(v)) == JSON_ARRAY;
}

/* jansson's own getters accept NULL and any type. */
static const json_t *member(const struct json *object, const char *key)
{
    return json_object_get(raw(object), key);
}

const struct json *json_member(const struct json *object, const char *key)
{
    json_t *v = json_object_get(raw(object), key);
    return v == NULL || json_typeof(v) == JSON_NULL ? NULL : wrap(v);
}

static const char *text_of(const json_t *v, size_t *len)
{
    const char *text = json_string_value(v);
    if (text != NULL && len != NULL)
        *len = json_string_length(v);
    return text;
}

static bool integer_of(const json_t *v, int64_t *out)
{
    if (v == NULL || json_typeof(v) != JSON_INTEGER)
        return false;
    *out = json_integer_value(v);
    return true;
}

const char *json_text(const struct json *object, const char *key, size_t *len)
{
    return text_of(member(object, key), len);
}

bool json_int(const struct json *object, const char *key, int64_t *out)
{
    return integer_of(member(object, key), out);
}

bool json_number(const struct json *object, const char *key, double *out)
{
    const json_t *v = member(object, key);
    if (v == NULL || (json_typeof(v) != JSON_INTEGER && json_typeof(v) != JSON_REAL))
        return false;
    *out = json_number_value(v);
    return true;
}

bool json_bool(const struct json *object, const char *key, bool *out)
{
    const json_t *v = member(object, key);
    if (v == NULL || (json_typeof(v) != JSON_TRUE && json_typeof(v) != JSON_FALSE))
        return false;
    *out = json_typeof(v) == JSON_TRUE;
    return true;
}

size_t json_count(const struct json *array)
{
    return json_is_object(array) ? json_object_size(raw(array)) : json_array_size(raw(array));
}

const struct json *json_item(const struct json *array, size_t i)
{
    return wrap(json_array_get(raw(array), i));
}

const char *json_item_text(const struct json *array, size_t i, size_t *len)
{
    return text_of(json_array_get(raw(array), i), len);
}

bool json_item_integer(const struct json *array, size_t i, int64_t *out)
{
    return integer_of(json_array_get(raw(array), i), out);
}

/* The smallest key above the given, NULL for the first; keys hold no NUL, so strcmp() orders them
 * by byte. */
static const char *next_key(json_t *object, const char *above)
{
    const char *best = NULL;
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        const char *key = json_object_iter_key(at);
        if ((above == NULL || strcmp(key, above) > 0) && (best == NULL || strcmp(key, best) < 0))
            best = key;
    }
    return best;
}

const char *json_key(const struct json *object, size_t i)
{
    if (!json_is_object(object) || i >= json_object_size(raw(object)))
        return NULL;
    const char *key = next_key(raw(object), NULL);
    while (i-- > 0)
        key = next_key(raw(object), key);
    return key;
}

bool json_same_keys(const struct json *a, const struct json *b)
{
    if (!json_is_object(a) || !json_is_object(b) || json_count(a) != json_count(b))
        return false;
    const char *key;
    json_t *value;
    json_object_foreach(raw(a), key, value)
    {
        if (json_object_get(raw(b), key) == NULL)
            return false;
    }
    return true;
}

/* ---- making ---- */

struct json *json_object_new(void)
{
    return wrap(json_object());
}

struct json *json_array_new(void)
{
    return wrap(json_array());
}

/* Takes value, also where there is no container; NULL is a value whose allocation failed. */
static void put(struct json *object, const char *key, json_t *value)
{
    if (object == NULL) {
        json_decref(value);
        return;
    }
    assert(json_is_object(object));
    if (json_object_set_new(raw(object), key, value) != 0) /* it has let go of value */
        spoil(raw(object));
}

static void add(struct json *array, json_t *value)
{
    if (array == NULL) {
        json_decref(value);
        return;
    }
    assert(json_is_array(array));
    if (json_array_append_new(raw(array), value) != 0)
        spoil(raw(array));
}

static json_t *text_new(const char *text)
{
    return text == NULL ? json_null() : json_string(text);
}

static json_t *text_n_new(const char *text, size_t len)
{
    return memchr(text, '\0', len) != NULL ? NULL : json_stringn(text, len);
}

static json_t *decimal_new(double value, int decimals)
{
    assert(decimals >= 0 && decimals <= 9);
    if (!isfinite(value))
        return json_null();
    char digits[400]; /* a double has up to 309 digits before the point */
    snprintf(digits, sizeof digits, "%.*f", decimals, value);
    double rounded = strtod(digits, NULL);
    return json_real(rounded == 0.0 ? 0.0 : rounded); /* -0.04 is 0.0, not -0.0 */
}

/* What the parent is given of a value that somebody made: NULL where it was spoilt, so that the
 * parent is too. */
static json_t *sound_or_null(struct json *value)
{
    if (!spoilt(raw(value)))
        return raw(value);
    json_free(value);
    return NULL;
}

void json_put_text(struct json *object, const char *key, const char *text)
{
    put(object, key, text_new(text));
}

void json_put_text_n(struct json *object, const char *key, const char *text, size_t len)
{
    put(object, key, text_n_new(text, len));
}

void json_put_integer(struct json *object, const char *key, int64_t value)
{
    put(object, key, json_integer(value));
}

void json_put_decimal(struct json *object, const char *key, double value, int decimals)
{
    put(object, key, decimal_new(value, decimals));
}

void json_put_bool(struct json *object, const char *key, bool value)
{
    put(object, key, json_boolean(value));
}

void json_put_null(struct json *object, const char *key)
{
    put(object, key, json_null());
}

void json_put_take(struct json *object, const char *key, struct json *value)
{
    put(object, key, sound_or_null(value));
}

void json_put_changes(struct json *object, const struct json *before, const struct json *after,
                      const char *but)
{
    const char *key;
    json_t *value;
    json_object_foreach(raw(after), key, value)
    {
        const json_t *was = json_object_get(raw(before), key);
        const bool same = was != NULL && json_equal(was, value);
        if (!same && (but == NULL || strcmp(key, but) != 0))
            put(object, key, json_deep_copy(value));
    }
}

void json_add_text(struct json *array, const char *text)
{
    add(array, text_new(text));
}

void json_add_integer(struct json *array, int64_t value)
{
    add(array, json_integer(value));
}

void json_add_decimal(struct json *array, double value, int decimals)
{
    add(array, decimal_new(value, decimals));
}

void json_add_null(struct json *array)
{
    add(array, json_null());
}

void json_add_take(struct json *array, struct json *value)
{
    add(array, sound_or_null(value));
}

/* ---- writing ---- */

/* Recursion is bounded: what was parsed by its depth, what we made by the code that made it. */
static bool integers_only(json_t *v)
{
    if (json_typeof(v) == JSON_REAL)
        return false;
    for (size_t i = 0; i < json_array_size(v); i++)
        if (!integers_only(json_array_get(v, i)))
            return false;
    for (void *at = json_object_iter(v); at != NULL; at = json_object_iter_next(v, at))
        if (!integers_only(json_object_iter_value(at)))
            return false;
    return true;
}

enum status json_write(const struct json *v, enum json_form form, char **out, size_t *len)
{
    static const size_t flags[] = {
        [JSON_CANONICAL] = DUMP_COMPACT | JSON_SORT_KEYS,
        [JSON_COMPACT] = DUMP_COMPACT,
        [JSON_PRETTY] = JSON_INDENT(1),
        [JSON_SPACED] = 0,
    };
    if (v == NULL || spoilt(raw(v)))
        return FAILED_NO_MEMORY;
    if (form == JSON_CANONICAL && !integers_only(raw(v)))
        return REFUSED_BAD_VALUE;
    /* 15 digits are what a double keeps of every decimal: 18.4 stays 18.4 */
    char *text = json_dumps(raw(v), flags[form] | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    if (text == NULL)
        return FAILED_NO_MEMORY;
    *out = text;
    if (len != NULL)
        *len = strlen(text);
    return STATUS_OK;
}
