#include "core/chatlog.h"

#include "core/fold.h"
#include "core/list.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

void chatlog_release(struct chatlog *l)
{
    if (l == NULL)
        return;
    free(l->items);
    free(l->others);
    arena_release(&l->arena);
    *l = (struct chatlog){0};
}

struct log_item *chatlog_add(struct chatlog *l)
{
    if (l->count >= LOG_ITEMS_MAX || !list_reserve(&l->items, sizeof *l->items, 1))
        return NULL;
    struct log_item *i = &l->items[l->count++];
    *i = (struct log_item){.grain_us = 1,
                           .id = "",
                           .identity = "",
                           .name = "",
                           .text = "",
                           .own = "",
                           .place = "",
                           .read_as = LOG_READ_IT};
    return i;
}

bool chatlog_is_json(const char *bytes, size_t len)
{
    size_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < len && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    if (at == len || (bytes[at] != '{' && bytes[at] != '['))
        return false;
    /* "[10:00:01]" begins like a list, and is none */
    return bytes[at] == '{' || at + 1 == len || bytes[at + 1] < '0' || bytes[at + 1] > '9';
}

/* Behind a colour of IRC stand up to two numbers of up to two digits. */
static size_t colour_len(const char *text, size_t len)
{
    size_t at = 1;
    for (int part = 0; part < 2; part++) {
        if (part == 1 &&
            (at + 1 >= len || text[at] != ',' || fold_digit((unsigned char)text[at + 1]) < 0))
            break;
        at += part == 1;
        for (int i = 0; i < 2 && at < len && text[at] >= '0' && text[at] <= '9'; i++)
            at++;
    }
    return at;
}

const char *chatlog_clean(struct chatlog *l, const char *text, size_t len, size_t max,
                          char line_end)
{
    struct text out = {0};
    for (size_t at = 0; at < len && out.len < max;) {
        const size_t begin = at;
        const uint32_t c = text_next(text, len, &at);
        if (c == 0x03)
            at = begin + colour_len(text + begin, len - begin);
        else if (c == UINT32_MAX)
            text_add(&out, "\xef\xbf\xbd");
        else if (c == '\n' || c == '\t')
            text_add_n(&out, c == '\n' ? &line_end : " ", 1);
        else if (text_allows(c))
            text_add_n(&out, text + begin, at - begin);
    }
    while (out.len > max) { /* the last character goes over the end: as a whole */
        do
            out.len--;
        while (out.len > 0 && ((unsigned char)out.bytes[out.len] & 0xc0) == 0x80);
    }
    const char *trimmed = out.bytes != NULL ? out.bytes : "";
    size_t count = out.len;
    text_trim(&trimmed, &count);
    const char *kept = out.failed ? NULL : arena_text(&l->arena, trimmed, count);
    text_release(&out);
    return kept;
}

enum status chatlog_other(struct chatlog *l, uint32_t number, int why)
{
    if (l->other_count >= LOG_ITEMS_MAX)
        return REFUSED_TOO_MANY;
    if (l->other_count == l->other_capacity) {
        const uint32_t capacity = l->other_capacity > 0 ? 2 * l->other_capacity : 64;
        struct log_other *others = realloc(l->others, capacity * sizeof *others);
        if (others == NULL)
            return FAILED_NO_MEMORY;
        l->others = others;
        l->other_capacity = capacity;
    }
    l->others[l->other_count++] = (struct log_other){number, why};
    return STATUS_OK;
}
