#include "core/fields.h"

#include "core/event.h"
#include "core/text.h"

#include <assert.h>
#include <string.h>

struct reader {
    enum fields_from from;
    struct arena *arena;
};

static enum status misfit(const struct reader *r)
{
    return r->from == FIELDS_RECORD ? REFUSED_RECORD_DAMAGED : REFUSED_BAD_VALUE;
}

static enum status read_whole(const struct reader *r, int64_t v, const struct field *f, void *at)
{
    switch (f->type) {
    case FIELD_U32:
        if (v < 0 || v > UINT32_MAX)
            return misfit(r);
        memcpy(at, &(uint32_t){(uint32_t)v}, sizeof(uint32_t));
        return STATUS_OK;
    case FIELD_I32:
    case FIELD_LEVEL:
        if (v <= INT32_MIN || v > INT32_MAX)
            return misfit(r);
        memcpy(at, &(int32_t){(int32_t)v}, sizeof(int32_t));
        return STATUS_OK;
    default:
        memcpy(at, &v, sizeof v);
        return STATUS_OK;
    }
}

static enum status read_word(const struct reader *r, const char *word, const struct field *f,
                             void *at)
{
    for (int i = 0; i < (int)f->max; i++)
        if (strcmp(f->word(i), word) == 0) {
            memcpy(at, &i, sizeof i);
            return STATUS_OK;
        }
    return misfit(r);
}

static enum status read_flags(const struct reader *r, const struct json *list,
                              const struct field *f, void *at)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < json_count(list); i++) {
        int bit = 0;
        const char *word = json_item_text(list, i, NULL);
        if (word == NULL || read_word(r, word, f, &bit) != STATUS_OK)
            return misfit(r);
        bits |= 1u << bit;
    }
    memcpy(at, &bits, sizeof bits);
    return STATUS_OK;
}

static enum status read_text(const struct reader *r, const char *text, size_t len,
                             const struct field *f, void *at)
{
    if (r->from == FIELDS_WIRE) {
        text_trim(&text, &len);
        enum status s = len == 0 ? STATUS_OK : text_check(text, len, (size_t)f->max);
        if (s != STATUS_OK)
            return s;
    }
    const char *copy = arena_text(r->arena, text, len);
    if (copy == NULL)
        return FAILED_NO_MEMORY;
    memcpy(at, &copy, sizeof copy);
    return STATUS_OK;
}

static enum status read_personal(const struct reader *r, const struct json *v, void *at)
{
    struct personal p = {0};
    const char *hex = json_text(v, "digest", NULL);
    if (!json_int(v, "key", &p.key) || p.key < 1 || hex == NULL || !digest_from_hex(hex, &p.digest))
        return misfit(r);
    memcpy(at, &p, sizeof p);
    return STATUS_OK;
}

static enum status read_list(const struct reader *r, const struct json *list, const struct field *f,
                             char *base)
{
    size_t count = json_count(list);
    if (!json_is_array(list) || count > (size_t)f->max)
        return misfit(r);
    char *items = arena_take(r->arena, count * f->item_size);
    if (items == NULL)
        return FAILED_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        enum status s =
            fields_read(json_item(list, i), f->fields, items + i * f->item_size, r->from, r->arena);
        if (s != STATUS_OK)
            return s;
    }
    memcpy(base + f->offset, &items, sizeof items);
    memcpy(base + f->count, &(uint32_t){(uint32_t)count}, sizeof(uint32_t));
    return STATUS_OK;
}

static enum status read_levels(const struct reader *r, const struct json *list,
                               const struct field *f, char *base)
{
    size_t count = json_count(list);
    if (!json_is_array(list) || count > (size_t)f->max)
        return misfit(r);
    for (size_t i = 0; i < count; i++) {
        int64_t v;
        if (!json_item_integer(list, i, &v) || v <= INT32_MIN || v > INT32_MAX)
            return misfit(r);
        memcpy(base + f->offset + i * sizeof(int32_t), &(int32_t){(int32_t)v}, sizeof(int32_t));
    }
    memcpy(base + f->count, &(int32_t){(int32_t)count}, sizeof(int32_t));
    return STATUS_OK;
}

/* What stands for "none" where the member is null in a record. */
static enum status read_null(const struct reader *r, const struct field *f, void *at)
{
    if (f->type == FIELD_LEVEL) {
        memcpy(at, &(int32_t){LEVEL_NONE_MB}, sizeof(int32_t));
        return STATUS_OK;
    }
    return r->from == FIELDS_WIRE || f->type == FIELD_PERSONAL || f->optional || f->sparse
               ? STATUS_OK
               : misfit(r);
}

static enum status read_field(const struct reader *r, const struct json *object,
                              const struct field *f, char *base)
{
    void *at = base + f->offset;
    const struct json *v = json_member(object, f->key);
    if (v == NULL)
        return read_null(r, f, at);
    int64_t whole;
    bool truth;
    size_t len;
    const char *text;
    switch (f->type) {
    case FIELD_U32:
    case FIELD_I32:
    case FIELD_LEVEL:
    case FIELD_I64:
        return json_int(object, f->key, &whole) ? read_whole(r, whole, f, at) : misfit(r);
    case FIELD_BOOL:
        if (!json_bool(object, f->key, &truth))
            return misfit(r);
        memcpy(at, &truth, sizeof truth);
        return STATUS_OK;
    case FIELD_WORD:
        text = json_text(object, f->key, NULL);
        return text != NULL ? read_word(r, text, f, at) : misfit(r);
    case FIELD_TEXT:
        text = json_text(object, f->key, &len);
        return text != NULL ? read_text(r, text, len, f, at) : misfit(r);
    case FIELD_FLAGS:
        return json_is_array(v) ? read_flags(r, v, f, at) : misfit(r);
    case FIELD_PERSONAL:
        return read_personal(r, v, at);
    case FIELD_LIST:
        return read_list(r, v, f, base);
    case FIELD_LEVELS:
        return read_levels(r, v, f, base);
    case FIELD_OBJECT:
        return fields_read(v, f->fields, at, r->from, r->arena);
    }
    assert(!"a field type without reader");
    return misfit(r);
}

enum status fields_read(const struct json *object, const struct field *fields, void *base,
                        enum fields_from from, struct arena *arena)
{
    struct reader r = {.from = from, .arena = arena};
    if (!json_is_object(object))
        return misfit(&r);
    for (const struct field *f = fields; f->key != NULL; f++) {
        enum status s = read_field(&r, object, f, base);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

static void write_personal(struct json *object, const char *key, const struct personal *p)
{
    if (p->key == 0) {
        json_put_null(object, key);
        return;
    }
    char hex[DIGEST_HEX_LEN + 1];
    digest_hex(&p->digest, hex);
    struct json *v = json_object_new();
    json_put_integer(v, "key", p->key);
    json_put_text(v, "digest", hex);
    json_put_take(object, key, v);
}

static void write_flags(struct json *object, const struct field *f, uint32_t bits)
{
    struct json *list = json_array_new();
    for (int i = 0; i < (int)f->max; i++)
        if (bits & 1u << i)
            json_add_text(list, f->word(i));
    json_put_take(object, f->key, list);
}

static void write_list(struct json *object, const struct field *f, const char *base)
{
    uint32_t count;
    const char *items;
    memcpy(&count, base + f->count, sizeof count);
    memcpy(&items, base + f->offset, sizeof items);
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < count; i++) {
        struct json *item = json_object_new();
        fields_write(item, f->fields, items + i * f->item_size);
        json_add_take(list, item);
    }
    json_put_take(object, f->key, list);
}

static void write_levels(struct json *object, const struct field *f, const char *base)
{
    int32_t count, level;
    memcpy(&count, base + f->count, sizeof count);
    struct json *list = json_array_new();
    for (int32_t i = 0; i < count; i++) {
        memcpy(&level, base + f->offset + (size_t)i * sizeof level, sizeof level);
        json_add_integer(list, level);
    }
    json_put_take(object, f->key, list);
}

static void write_number(struct json *object, const struct field *f, const void *at)
{
    uint32_t u;
    int32_t i;
    int64_t l;
    if (f->type == FIELD_U32) {
        memcpy(&u, at, sizeof u);
        json_put_integer(object, f->key, u);
    } else if (f->type == FIELD_I64) {
        memcpy(&l, at, sizeof l);
        json_put_integer(object, f->key, l);
    } else {
        memcpy(&i, at, sizeof i);
        if (f->type == FIELD_LEVEL && i == LEVEL_NONE_MB)
            json_put_null(object, f->key);
        else
            json_put_integer(object, f->key, i);
    }
}

static void write_text(struct json *object, const struct field *f, const void *at)
{
    const char *text;
    memcpy(&text, at, sizeof text);
    json_put_text(object, f->key, text != NULL ? text : "");
}

static void write_field(struct json *object, const struct field *f, const char *base)
{
    const char *at = base + f->offset;
    int word;
    uint32_t bits;
    struct personal personal;
    struct json *inner;
    switch (f->type) {
    case FIELD_U32:
    case FIELD_I32:
    case FIELD_LEVEL:
    case FIELD_I64:
        write_number(object, f, at);
        return;
    case FIELD_BOOL:
        json_put_bool(object, f->key, *at != 0);
        return;
    case FIELD_WORD:
        memcpy(&word, at, sizeof word);
        assert(word >= 0 && word < f->max);
        json_put_text(object, f->key, f->word(word));
        return;
    case FIELD_FLAGS:
        memcpy(&bits, at, sizeof bits);
        write_flags(object, f, bits);
        return;
    case FIELD_TEXT:
        write_text(object, f, at);
        return;
    case FIELD_PERSONAL:
        memcpy(&personal, at, sizeof personal);
        write_personal(object, f->key, &personal);
        return;
    case FIELD_LIST:
        write_list(object, f, base);
        return;
    case FIELD_LEVELS:
        write_levels(object, f, base);
        return;
    case FIELD_OBJECT:
        inner = json_object_new();
        fields_write(inner, f->fields, at);
        json_put_take(object, f->key, inner);
        return;
    }
}

/* Is the member 0, false, an empty list or text, or without personal text? */
static bool says_nothing(const struct field *f, const char *base)
{
    static const char zero[sizeof(int64_t)];
    const char *at = base + f->offset;
    const char *text;
    switch (f->type) {
    case FIELD_BOOL:
        return *at == 0;
    case FIELD_I64:
    case FIELD_PERSONAL: /* the key stands first */
        return memcmp(at, zero, sizeof(int64_t)) == 0;
    case FIELD_U32:
    case FIELD_I32:
    case FIELD_LEVEL:
    case FIELD_WORD:
    case FIELD_FLAGS:
        return memcmp(at, zero, sizeof(int32_t)) == 0;
    case FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        return text == NULL || text[0] == '\0';
    case FIELD_LIST:
    case FIELD_LEVELS:
        return memcmp(base + f->count, zero, sizeof(uint32_t)) == 0;
    case FIELD_OBJECT:
        return false;
    }
    return false;
}

void fields_write(struct json *object, const struct field *fields, const void *base)
{
    for (const struct field *f = fields; f->key != NULL; f++)
        if (!f->sparse || !says_nothing(f, base))
            write_field(object, f, base);
}
