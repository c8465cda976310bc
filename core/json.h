/* JSON in and out, the only door to jansson. Values are opaque; numbers are integers except
 * json_put_decimal().
 *
 * Canonical form (record): keys sorted by byte, no spaces, integers only, UTF-8 as it is except
 * what JSON must escape. Parsing takes bytes that may come from anybody: json_parse() refuses
 * duplicate keys, what is not UTF-8, NUL inside strings, depth above the given, bytes above the
 * given, and anything behind the value. Every function here is pure but for the heap; a struct json
 * belongs to one thread at a time. */
#ifndef HUMROOM_CORE_JSON_H
#define HUMROOM_CORE_JSON_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

struct json; /* a value of any type */

enum {
    JSON_DEPTH_COMMAND = 6,
    JSON_BYTES_COMMAND = 8192,
    JSON_DEPTH_FILE = 32,
    JSON_BYTES_FILE = 1 << 20
};

/* REFUSED_MALFORMED, REFUSED_TOO_LARGE (bytes) or FAILED_NO_MEMORY. The depth of `1` and `[]` is 1,
 * of `[1]` 2. Integers outside int64_t and reals outside double are refused. */
CHECKED enum status json_parse(const char *bytes, size_t len, size_t depth_max, size_t bytes_max,
                               struct json **out);
/* The same with JSON_BYTES_FILE and JSON_DEPTH_FILE, for files written by hand. On failure *line
 * (from 1; 0 where no line is to blame) and a short reason in printable ASCII. */
CHECKED enum status json_parse_file_text(const char *bytes, size_t len, struct json **out,
                                         int *line, char *why, size_t why_size);
void json_free(
    struct json *v); /* accepts NULL; only for what was made or parsed, not for members looked at */

/* Looking. A member that is missing, null or of another type: NULL, or false with *out untouched.
 */
const struct json *json_member(const struct json *object, const char *key); /* any type but null */
bool json_is_object(const struct json *v);
bool json_is_array(const struct json *v);
const char *json_text(const struct json *object, const char *key,
                      size_t *len); /* len may be NULL; no NUL inside */
bool json_int(const struct json *object, const char *key,
              int64_t *out); /* no real; json_integer() is jansson's own */
bool json_number(const struct json *object, const char *key,
                 double *out); /* integer or real, finite */
bool json_bool(const struct json *object, const char *key, bool *out);
size_t json_count(const struct json *array); /* 0 for NULL and for what is no array or object */
const struct json *json_item(const struct json *array, size_t i);
const char *json_item_text(const struct json *array, size_t i, size_t *len);
bool json_item_integer(const struct json *array, size_t i, int64_t *out);
/* The i-th key of an object in sorted order, NULL past the end. Costs i times the members: ask
 * json_count() first and refuse what has more members than are known. */
const char *json_key(const struct json *object, size_t i);

/* Two objects with the same keys, in whatever order. */
bool json_same_keys(const struct json *a, const struct json *b);

/* Making. A failed allocation is remembered in the value: json_write of it then gives
 * FAILED_NO_MEMORY, so calls need not be checked one by one; a text that is not UTF-8 or holds NUL
 * counts as one. NULL as container is allowed and does nothing. _take: the value is yours no more.
 * A key put again replaces. Only what was made or parsed whole is put into, never a member looked
 * at. Decimals are rounded and written with at least one digit behind the point: 18.0. */
struct json *json_object_new(void);
struct json *json_array_new(void);
void json_put_text(struct json *object, const char *key,
                   const char *text); /* NULL text puts null */
void json_put_text_n(struct json *object, const char *key, const char *text, size_t len);
void json_put_integer(struct json *object, const char *key, int64_t value);
void json_put_decimal(struct json *object, const char *key, double value,
                      int decimals); /* not finite: null */
void json_put_bool(struct json *object, const char *key, bool value);
void json_put_null(struct json *object, const char *key);
void json_put_take(struct json *object, const char *key, struct json *value);
/* Copies of those members of object `after` that object `before` has not or has with another value,
 * but for the key `but` (NULL: none). */
void json_put_changes(struct json *object, const struct json *before, const struct json *after,
                      const char *but);
void json_add_text(struct json *array, const char *text);
void json_add_integer(struct json *array, int64_t value);
void json_add_decimal(struct json *array, double value, int decimals);
void json_add_null(struct json *array);
void json_add_take(struct json *array, struct json *value);

/* Writing; *out is on the heap, NUL-terminated, the caller frees it. canonical: as above. pretty:
 * indented by one space, keys as put, for people and other programs. compact: keys as put, for the
 * wire. spaced: on one line, keys as put, ", " and ": " between, as many other programs write it.
 * FAILED_NO_MEMORY; REFUSED_BAD_VALUE where the canonical form of a real is asked for. */
enum json_form { JSON_CANONICAL, JSON_COMPACT, JSON_PRETTY, JSON_SPACED };
CHECKED enum status json_write(const struct json *v, enum json_form form, char **out, size_t *len);

#endif
