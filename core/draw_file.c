/* The transcript of a draw: written, read, redone. */
#include "core/draw.h"

#include "core/event.h"
#include "core/json.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char SCHEMA[] = "humroom.draw/1";

static enum status __attribute__((format(printf, 2, 3)))
refuse(struct draw_why *why, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(why->text, sizeof why->text, format, args);
    va_end(args);
    return REFUSED_BAD_VALUE;
}

/* ---- writing ---- */

static void put_hex(struct json *file, const char *key, const uint8_t bytes[DIGEST_LEN])
{
    struct digest d;
    char hex[DIGEST_HEX_LEN + 1];
    memcpy(d.bytes, bytes, sizeof d.bytes);
    digest_hex(&d, hex);
    json_put_text(file, key, hex);
}

enum status draw_write(const struct draw *d, bool keep_seed, char **out, size_t *len)
{
    struct json *file = json_object_new();
    struct json *pool = json_array_new();
    struct json *picked = json_array_new();
    json_put_text(file, "schema", SCHEMA);
    json_put_text(file, "method", draw_method_words[d->method]);
    for (uint32_t i = 0; i < d->count; i++)
        json_add_text(pool, d->pool[i]);
    json_put_take(file, "pool", pool);
    json_put_integer(file, "pick", d->pick);
    json_put_text(file, "source", d->source != NULL ? d->source : "");
    if (d->method != DRAW_RFC3797)
        put_hex(file, "commitment", d->commitment.bytes);
    if (d->has_seed && keep_seed)
        put_hex(file, "seed", d->seed);
    for (uint32_t i = 0; i < d->picked_count; i++) {
        struct json *one = json_object_new();
        json_put_integer(one, "number", d->picked[i]);
        json_put_text(one, "name", d->pool[d->picked[i] - 1]);
        json_add_take(picked, one);
    }
    if (d->picked_count > 0) {
        json_put_text(file, "public", d->public_value);
        if (d->method != DRAW_RFC3797)
            json_put_bool(file, "committed_first", d->committed_first);
        json_put_take(file, "picked", picked);
    } else {
        json_free(picked);
    }
    enum status s = json_write(file, JSON_CANONICAL, out, len);
    json_free(file);
    return s;
}

/* ---- reading ---- */

static enum status check_keys(const struct json *file, struct draw_why *why)
{
    static const char *const known[] = {
        "commitment", "committed_first", "method", "pick", "picked",
        "pool",       "public",          "schema", "seed", "source"};
    enum { KNOWN = sizeof known / sizeof known[0], SHOWN_MAX = 60 };
    const size_t count = json_count(file);
    if (count > KNOWN)
        return refuse(why, "there are more keys than a draw has");
    for (size_t i = 0; i < count; i++) {
        const char *key = json_key(file, i);
        size_t k = 0;
        while (k < KNOWN && strcmp(known[k], key) != 0)
            k++;
        if (k == KNOWN && text_check(key, strlen(key), SHOWN_MAX) == STATUS_OK)
            return refuse(why, "there is no key \"%s\"", key);
        if (k == KNOWN)
            return refuse(why, "there is a key that is not known, and not readable");
    }
    return STATUS_OK;
}

static enum status read_terms(const struct json *file, struct draw *d, struct draw_why *why)
{
    const char *schema = json_text(file, "schema", NULL);
    const char *method = json_text(file, "method", NULL);
    int64_t pick = 0;
    size_t m = 0;
    if (schema == NULL || strcmp(schema, SCHEMA) != 0)
        return refuse(why, "schema: is not \"%s\"", SCHEMA);
    while (m < DRAW_METHOD_COUNT && (method == NULL || strcmp(draw_method_words[m], method) != 0))
        m++;
    if (m == DRAW_METHOD_COUNT)
        return refuse(why, "method: is not coin, straw, random or rfc3797");
    d->method = (enum draw_method)m;
    if (!json_int(file, "pick", &pick) || pick < 1 || pick > DRAW_POOL_MAX)
        return refuse(why, "pick: is no number from 1 to 1000");
    d->pick = (uint32_t)pick;
    const struct json *pool = json_member(file, "pool");
    if (!json_is_array(pool))
        return refuse(why, "pool: is no list");
    for (size_t i = 0; i < json_count(pool); i++) {
        size_t len = 0;
        const char *name = json_item_text(pool, i, &len);
        enum status s = name != NULL ? draw_add(d, name, len, why)
                                     : refuse(why, "pool: name %zu is no text", i + 1);
        if (s == STATUS_OK && strcmp(d->pool[i], name) != 0) /* the bytes are what was drawn from */
            s = refuse(why, "pool: name %zu has blanks around it", i + 1);
        if (s != STATUS_OK)
            return s;
    }
    return draw_check(d, why);
}

static bool read_hex(const struct json *file, const char *key, struct digest *out)
{
    const char *hex = json_text(file, key, NULL);
    return hex != NULL && digest_from_hex(hex, out);
}

/* What a draw of ours has and one by RFC 3797 has not. */
static enum status read_chance(const struct json *file, struct draw *d, struct draw_why *why)
{
    static const char *const ours[] = {"commitment", "committed_first", "seed"};
    const bool drawn = json_member(file, "picked") != NULL;
    struct digest seed;
    for (size_t i = 0; d->method == DRAW_RFC3797 && i < sizeof ours / sizeof ours[0]; i++)
        if (json_member(file, ours[i]) != NULL)
            return refuse(why, "%s: rfc3797 has none", ours[i]);
    if (d->method == DRAW_RFC3797)
        return STATUS_OK;
    if (!read_hex(file, "commitment", &d->commitment))
        return refuse(why, "commitment: is not 64 digits 0-9 and a-f");
    d->has_seed = read_hex(file, "seed", &seed);
    if (d->has_seed)
        memcpy(d->seed, seed.bytes, DRAW_SEED_LEN);
    else if (drawn || json_member(file, "seed") != NULL)
        return refuse(why, "seed: is not 64 digits 0-9 and a-f");
    if (drawn && !json_bool(file, "committed_first", &d->committed_first))
        return refuse(why, "committed_first: is not true or false");
    return STATUS_OK;
}

static enum status read_values(const struct json *file, struct draw *d, struct draw_why *why)
{
    size_t len = 0;
    const char *source = json_text(file, "source", &len);
    enum status s = STATUS_OK;
    if (source == NULL)
        return refuse(why, "source: is no text");
    if (len > 0)
        s = draw_set_source(d, source, len, why);
    if (s != STATUS_OK || json_member(file, "picked") == NULL)
        return s;
    const char *value = json_text(file, "public", &len);
    if (value == NULL)
        return refuse(why, "public: is no text");
    s = draw_set_public(d, value, len, why);
    if (s == STATUS_OK && strcmp(value, d->public_value) != 0)
        s = refuse(why, "public: is not in its canonical form");
    return s;
}

static enum status read_picked(const struct json *file, struct draw *d, struct draw_why *why)
{
    const struct json *list = json_member(file, "picked");
    if (list == NULL)
        return STATUS_OK;
    if (!json_is_array(list) || json_count(list) != d->pick)
        return refuse(why, "picked: is no list of %" PRIu32 " entries", d->pick);
    d->picked = arena_take(&d->arena, d->pick * sizeof *d->picked);
    if (d->picked == NULL)
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < d->pick; i++) {
        const struct json *one = json_item(list, i);
        const char *name = json_text(one, "name", NULL);
        int64_t number = 0;
        if (!json_is_object(one) || json_count(one) != 2 || !json_int(one, "number", &number) ||
            name == NULL)
            return refuse(why, "picked: entry %" PRIu32 " is no name and number", i + 1);
        if (number < 1 || number > d->count)
            return refuse(why, "picked: entry %" PRIu32 " has no number of the pool", i + 1);
        if (strcmp(name, d->pool[number - 1]) != 0)
            return refuse(
                why, "picked: entry %" PRIu32 " has not the name of its number in the pool", i + 1);
        d->picked[i] = (uint32_t)number;
    }
    d->picked_count = d->pick;
    return STATUS_OK;
}

enum status draw_parse(const char *bytes, size_t len, struct draw *out, struct draw_why *why)
{
    struct json *file = NULL;
    struct draw d = {.pick = 0};
    char reason[120] = "";
    int line = 0;
    enum status s = json_parse_file_text(bytes, len, &file, &line, reason, sizeof reason);
    if (s == FAILED_NO_MEMORY)
        return s;
    if (s != STATUS_OK)
        return refuse(why, "line %d: %s", line, reason);
    s = json_is_object(file) ? check_keys(file, why) : refuse(why, "this is no object");
    if (s == STATUS_OK)
        s = read_terms(file, &d, why);
    if (s == STATUS_OK)
        s = read_chance(file, &d, why);
    if (s == STATUS_OK)
        s = read_values(file, &d, why);
    if (s == STATUS_OK)
        s = read_picked(file, &d, why);
    json_free(file);
    if (s != STATUS_OK) {
        draw_release(&d);
        return s;
    }
    *out = d;
    return STATUS_OK;
}

/* ---- redoing ---- */

static enum status compare(const struct draw *d, const struct draw *again, struct draw_why *why)
{
    for (uint32_t i = 0; i < d->pick; i++)
        if (d->picked[i] != again->picked[i])
            return refuse(why,
                          "picked: entry %" PRIu32 " says number %" PRIu32 ", but number %" PRIu32
                          " follows",
                          i + 1, d->picked[i], again->picked[i]);
    return STATUS_OK;
}

enum status draw_verify(const struct draw *d, struct draw_why *why)
{
    if (d->picked_count == 0)
        return refuse(why, "nothing was drawn yet: this announces a draw");
    struct draw again = *d;
    again.arena = (struct arena){0};
    again.picked = NULL;
    again.picked_count = 0;
    if (d->method != DRAW_RFC3797) {
        draw_set_seed(&again, d->seed);
        if (!digest_equal(&again.commitment, &d->commitment))
            return refuse(why, "the commitment is not the SHA-256 of the seed");
    }
    enum status s = draw_run(&again);
    if (s == STATUS_OK)
        s = compare(d, &again, why);
    arena_release(&again.arena);
    return s;
}

static const char *source_of(const struct draw *d)
{
    return d->source != NULL ? d->source : "";
}

enum status draw_is_of(const struct draw *d, const struct draw *announced, struct draw_why *why)
{
    if (d->method != announced->method)
        return refuse(why, "another method was announced");
    if (d->pick != announced->pick)
        return refuse(why, "another number to pick was announced");
    if (d->count != announced->count)
        return refuse(why, "the pool that was announced has another number of names");
    for (uint32_t i = 0; i < d->count; i++)
        if (strcmp(d->pool[i], announced->pool[i]) != 0)
            return refuse(why, "name %" PRIu32 " of the pool is not the one that was announced",
                          i + 1);
    if (strcmp(source_of(d), source_of(announced)) != 0)
        return refuse(why, "another source of the public value was announced");
    if (!digest_equal(&d->commitment, &announced->commitment))
        return refuse(why, "another commitment was announced");
    return STATUS_OK;
}
