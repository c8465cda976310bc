/* Text from outside: what is let in, and how it is shown. Pure. */
#ifndef HUMROOM_CORE_TEXT_H
#define HUMROOM_CORE_TEXT_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is this one line that may go on every page, into minutes and into a terminal? Refused: empty or
 * only blanks (REFUSED_EMPTY_TEXT), above max bytes (REFUSED_TEXT_TOO_LONG), not UTF-8
 * (REFUSED_TEXT_NOT_UTF8), and C0 and C1 controls, line and paragraph separators, U+FEFF and the
 * embeddings, overrides and isolates of direction (U+202A..202E, U+2066..2069)
 * (REFUSED_TEXT_CONTROL). */
CHECKED enum status text_check(const char *text, size_t len, size_t max);

/* Decodes one character at *at < len and moves *at behind it; UINT32_MAX where the bytes are not
 * UTF-8 (*at then moves by one byte). Overlong forms, surrogates and what is above U+10FFFF are not
 * UTF-8. */
uint32_t text_next(const char *text, size_t len, size_t *at);

/* The other way: writes a character, up to U+10FFFF, and gives how many bytes it takes. */
size_t text_character(uint32_t character, char out[4]);

/* May this character stand in a line that is shown? Not what text_check() refuses as a control, and
 * not UINT32_MAX. */
bool text_allows(uint32_t character);

/* Are they the same, small and capital letters of ASCII alike? */
bool text_same(const char *a, const char *b);
/* Blanks (spaces of Unicode) at both ends: *text and *len are narrowed. */
void text_trim(const char **text, size_t *len);

/* A growing text. Zeroed is empty. A failed allocation is remembered: text_take() then gives
 * FAILED_NO_MEMORY. */
struct text {
    char *bytes;
    size_t len, capacity;
    bool failed;
};
void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t len);
void text_addf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* *out on the heap, NUL-terminated; the text is empty again. */
CHECKED enum status text_take(struct text *t, char **out, size_t *len);
void text_release(struct text *t);

#endif
