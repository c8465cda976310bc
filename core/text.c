#include "core/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct span {
    uint32_t first, last;
};

/* Unicode's White_Space. */
static const struct span blanks[] = {
    {0x09, 0x0d},     {0x20, 0x20},     {0x85, 0x85},     {0xa0, 0xa0},     {0x1680, 0x1680},
    {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000},
};

/* Characters that show nothing though they are no blanks: a name of these alone is an empty name.
 */
static const struct span unseen[] = {
    {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},     {0x115f, 0x1160}, {0x17b4, 0x17b5},
    {0x180b, 0x180f}, {0x200b, 0x200f}, {0x2060, 0x206f},   {0x2800, 0x2800}, {0x3164, 0x3164},
    {0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xe0000, 0xe0fff},
};

/* What breaks a line, drives a terminal or turns the direction of what stands behind it. */
static const struct span refused[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0x2028, 0x2029},
    {0x202a, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff},
};

#define AMONG(spans, c) among(spans, sizeof(spans) / sizeof(spans)[0], c)

static bool among(const struct span *spans, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= spans[i].first && c <= spans[i].last)
            return true;
    return false;
}

bool text_allows(uint32_t character)
{
    return character != UINT32_MAX && !AMONG(refused, character);
}

/* How many bytes follow a first byte, and the least character that may be written so; -1: no first
 * byte. */
static int following(unsigned char first, uint32_t *bits, uint32_t *least)
{
    static const struct {
        unsigned char mask, lead;
        int count;
        uint32_t least;
    } forms[] = {{0x80, 0x00, 0, 0},
                 {0xe0, 0xc0, 1, 0x80},
                 {0xf0, 0xe0, 2, 0x800},
                 {0xf8, 0xf0, 3, 0x10000}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if ((first & forms[i].mask) == forms[i].lead) {
            *bits = first & (unsigned char)~forms[i].mask;
            *least = forms[i].least;
            return forms[i].count;
        }
    return -1;
}

uint32_t text_next(const char *text, size_t len, size_t *at)
{
    assert(*at < len);
    const unsigned char *bytes = (const unsigned char *)text;
    size_t begin = (*at)++;
    uint32_t c = 0;
    uint32_t least = 0;
    int count = following(bytes[begin], &c, &least);
    if (count < 0 || (size_t)count > len - begin - 1)
        return UINT32_MAX;
    for (int i = 1; i <= count; i++) {
        if ((bytes[begin + (size_t)i] & 0xc0) != 0x80)
            return UINT32_MAX;
        c = c << 6 | (bytes[begin + (size_t)i] & 0x3f);
    }
    if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return UINT32_MAX;
    *at = begin + (size_t)count + 1;
    return c;
}

size_t text_character(uint32_t character, char out[4])
{
    static const unsigned char leads[] = {0x00, 0xc0, 0xe0, 0xf0};
    const size_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    assert(character <= 0x10ffff);
    for (size_t i = more; i > 0; i--, character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3f));
    out[0] = (char)(leads[more] | character);
    return more + 1;
}

enum status text_check(const char *text, size_t len, size_t max)
{
    if (len > max)
        return REFUSED_TEXT_TOO_LONG;
    bool shows = false;
    bool control = false;
    for (size_t at = 0; at < len;) {
        uint32_t c = text_next(text, len, &at);
        if (c == UINT32_MAX)
            return REFUSED_TEXT_NOT_UTF8;
        control = control || AMONG(refused, c);
        shows = shows || !(AMONG(blanks, c) || AMONG(unseen, c));
    }
    if (control)
        return REFUSED_TEXT_CONTROL;
    return shows ? STATUS_OK : REFUSED_EMPTY_TEXT;
}

bool text_same(const char *a, const char *b)
{
    for (; *a != '\0' || *b != '\0'; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
        char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
        if (x != y)
            return false;
    }
    return true;
}

void text_trim(const char **text, size_t *len)
{
    size_t first = *len; /* of what is no blank */
    size_t end = 0;
    for (size_t at = 0; at < *len;) {
        size_t begin = at;
        if (AMONG(blanks, text_next(*text, *len, &at)))
            continue;
        if (first == *len)
            first = begin;
        end = at;
    }
    *text += first == *len ? 0 : first;
    *len = end == 0 ? 0 : end - first;
}

/* ---- growing text ---- */

static bool make_room(struct text *t, size_t more)
{
    if (t->failed || more >= SIZE_MAX / 4 - t->len) {
        t->failed = true;
        return false;
    }
    size_t need = t->len + more + 1;
    if (need <= t->capacity)
        return true;
    size_t capacity = need < 256 ? 256 : 2 * need;
    char *bytes = realloc(t->bytes, capacity);
    if (bytes == NULL) {
        t->failed = true;
        return false;
    }
    t->bytes = bytes;
    t->capacity = capacity;
    return true;
}

void text_add_n(struct text *t, const char *s, size_t len)
{
    if (!make_room(t, len))
        return;
    if (len > 0)
        memcpy(t->bytes + t->len, s, len);
    t->len += len;
    t->bytes[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
    text_add_n(t, s, strlen(s));
}

void text_addf(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int need = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(need >= 0);
    if (!make_room(t, (size_t)need))
        return;
    va_start(args, format);
    vsnprintf(t->bytes + t->len, (size_t)need + 1, format, args);
    va_end(args);
    t->len += (size_t)need;
}

enum status text_take(struct text *t, char **out, size_t *len)
{
    text_add_n(t, "", 0); /* so that an empty text is a text too */
    if (t->failed) {
        text_release(t);
        return FAILED_NO_MEMORY;
    }
    *out = t->bytes;
    if (len != NULL)
        *len = t->len;
    *t = (struct text){0};
    return STATUS_OK;
}

void text_release(struct text *t)
{
    if (t == NULL)
        return;
    free(t->bytes);
    *t = (struct text){0};
}
