/* Tables that say how a struct stands in JSON: one row a member. Events, commands and their parts
 * use the same codec. */
#ifndef HUMROOM_CORE_FIELDS_H
#define HUMROOM_CORE_FIELDS_H

#include "core/arena.h"
#include "core/json.h"

#include <stddef.h>

enum field_type {
    FIELD_U32,      /* uint32_t */
    FIELD_I32,      /* int32_t */
    FIELD_LEVEL,    /* int32_t, LEVEL_NONE_MB as null */
    FIELD_I64,      /* int64_t */
    FIELD_BOOL,     /* bool */
    FIELD_WORD,     /* int (or an enum), as the word of a function */
    FIELD_FLAGS,    /* uint32_t of bits, as a list of words */
    FIELD_TEXT,     /* const char *, never NULL */
    FIELD_PERSONAL, /* struct personal, as {"digest", "key"}, null where there is none */
    FIELD_LIST,     /* uint32_t count at `count`, T * at offset, each an object of `fields` */
    FIELD_LEVELS,   /* int32_t count at `count`, int32_t[] at offset inside the struct */
    FIELD_OBJECT,   /* a struct inside the struct, an object of `fields` */
};

struct field {
    const char *key;
    enum field_type type;
    size_t offset;
    const char *(*word)(int);   /* FIELD_WORD, FIELD_FLAGS */
    int64_t max;                /* words; items of a list; bytes of a text; else 0 */
    size_t count;               /* FIELD_LIST, FIELD_LEVELS: offset of the count */
    const struct field *fields; /* ended by a row without key */
    size_t item_size;
    bool optional; /* may be missing in a record: the kind is older than the field */
    bool sparse; /* optional, and written only where it says something (not 0, false, "" or an empty
                    list) */
};

/* Record: every field must be there and fit, else REFUSED_RECORD_DAMAGED. Wire: fields may be
 * missing (the struct keeps what it has); what is there must fit, else REFUSED_BAD_VALUE, and texts
 * are trimmed and checked (REFUSED_TEXT_*; empty ones are let through). Texts and lists are put
 * into the arena. */
enum fields_from { FIELDS_RECORD, FIELDS_WIRE };
CHECKED enum status fields_read(const struct json *object, const struct field *fields, void *base,
                                enum fields_from from, struct arena *arena);
void fields_write(struct json *object, const struct field *fields, const void *base);

#endif
