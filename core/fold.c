#include "core/fold.h"

#include "core/text.h"

#include <string.h>
#include <utf8proc.h>

enum { CHARACTERS_MAX = 2048 };

bool fold_text(const char *text, size_t len, struct folded *out)
{
    static const utf8proc_option_t how =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_int32_t characters[CHARACTERS_MAX + 1];
    size_t at = 0;
    out->text[0] = '\0';
    if (len > CHARACTERS_MAX)
        return false;
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, characters, CHARACTERS_MAX, how);
    if (count < 0 || count > CHARACTERS_MAX)
        return false;
    count = utf8proc_normalize_utf32(characters, count, how);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8proc_category_t category = utf8proc_category(characters[i]);
        bool blank = category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CC;
        if (blank && (at == 0 || out->text[at - 1] == ' '))
            continue;
        if (at + 5 > sizeof out->text) {
            out->text[0] = '\0';
            return false;
        }
        at += (size_t)utf8proc_encode_char(blank ? ' ' : characters[i],
                                           (utf8proc_uint8_t *)out->text + at);
    }
    if (at > 0 && out->text[at - 1] == ' ')
        at--;
    out->text[at] = '\0';
    return true;
}

/* What stands for several characters that are easily taken for each other; the character itself
 * where it stands for itself; 0: leave it out. */
static uint32_t loose(uint32_t c, uint32_t before)
{
    if (c == 0x0131) /* dotless i */
        return 'i';
    if (c == 0x0307 && before == 'i') /* the dot that folding leaves of a capital I with one */
        return 0;
    if (c == 0x2018 || c == 0x2019 || c == 0x02bc || c == 0x2032 || c == 0x00b4 || c == '`')
        return '\'';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    return c;
}

bool fold_loosely(const char *text, size_t len, struct folded *out)
{
    struct folded folded;
    bool fits = fold_text(text, len, &folded);
    size_t count = strlen(folded.text), to = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < count;) {
        size_t begin = at;
        uint32_t c = text_next(folded.text, count, &at), as = loose(c, before);
        before = c;
        if (as == c) {
            memcpy(out->text + to, folded.text + begin, at - begin);
            to += at - begin;
        } else if (as != 0) {
            out->text[to++] = (char)as; /* one byte, never more than it stands for */
        }
    }
    out->text[to] = '\0';
    return fits;
}

bool fold_unaccented(const char *text, size_t len, struct folded *out)
{
    struct folded folded;
    utf8proc_int32_t parts[CHARACTERS_MAX];
    size_t to = 0;
    out->text[0] = '\0';
    if (!fold_text(text, len, &folded))
        return false;
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)folded.text, (utf8proc_ssize_t)strlen(folded.text), parts,
        CHARACTERS_MAX, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    if (count < 0 || count > CHARACTERS_MAX)
        return false;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (parts[i] >= 0x0300 && parts[i] <= 0x036f)
            continue;
        if (to + 5 > sizeof out->text) {
            out->text[0] = '\0';
            return false;
        }
        to += (size_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)out->text + to);
    }
    out->text[to] = '\0';
    return true;
}

static bool is_digit(uint32_t character)
{
    return utf8proc_category((utf8proc_int32_t)character) == UTF8PROC_CATEGORY_ND;
}

/* The digits of a script stand in a row that begins with its zero (Unicode, 4.6). */
int fold_digit(uint32_t character)
{
    uint32_t first = character;
    if (character > 0x10ffff || !is_digit(character))
        return -1;
    while (first > 0 && is_digit(first - 1))
        first--;
    return (int)((character - first) % 10);
}
