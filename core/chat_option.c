#include "core/chat_option.h"

#include "core/fold.h"
#include "core/text.h"

#include <string.h>

typedef bool making_alike(const char *text, size_t len, struct folded *out);

/* As it is written. */
static bool as_it_is(const char *text, size_t len, struct folded *out)
{
    bool fits = len < sizeof out->text;
    len = fits ? len : 0;
    memcpy(out->text, text, len);
    out->text[len] = '\0';
    return fits;
}

static enum chat_match named(const struct meeting *m, const struct question *q, making_alike *make,
                             const struct folded *text, int32_t *option)
{
    enum chat_match match = MATCH_NONE;
    for (uint32_t i = 0; i < q->option_count; i++) {
        struct folded name;
        const char *own = meeting_text(m, meeting_option(m, q, i)->name);
        if (!make(own, strlen(own), &name) || strcmp(name.text, text->text) != 0)
            continue;
        if (match != MATCH_NONE)
            return MATCH_SEVERAL;
        match = MATCH_ONE;
        *option = (int32_t)i;
    }
    return match;
}

enum chat_match chat_option_named(const struct meeting *m, const struct question *q,
                                  const char *text, size_t len, int32_t *option)
{
    static making_alike *const ways[] = {as_it_is, fold_loosely};
    enum chat_match match = MATCH_NONE;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && match == MATCH_NONE; i++) {
        struct folded made;
        if (ways[i](text, len, &made) && made.text[0] != '\0')
            match = named(m, q, ways[i], &made, option);
    }
    return match;
}

/* The number of a letter in its alphabet, and that of the Latin letter it looks like (0: none, or
 * the same); small letters, as folding gives them. */
struct letter {
    uint32_t character;
    uint8_t place, looks;
};
static const struct letter letters[] = {
    {0x3b1, 1, 0},  {0x3b2, 2, 0},   {0x3b3, 3, 0},   {0x3b4, 4, 0},  {0x3b5, 5, 0},
    {0x3b6, 6, 0},  {0x3b7, 7, 8},   {0x3b8, 8, 0},   {0x3b9, 9, 0},  {0x3ba, 10, 11},
    {0x3bb, 11, 0}, {0x3bc, 12, 13}, {0x3bd, 13, 14}, {0x3be, 14, 0}, {0x3bf, 15, 0},
    {0x3c0, 16, 0}, {0x3c1, 0, 16},  {0x430, 1, 0},   {0x431, 2, 0},  {0x432, 3, 2},
    {0x433, 4, 0},  {0x434, 5, 0},   {0x435, 6, 5},   {0x436, 7, 0},  {0x437, 8, 0},
    {0x438, 9, 0},  {0x439, 10, 0},  {0x43a, 11, 0},  {0x43b, 12, 0}, {0x43c, 13, 0},
    {0x43d, 14, 8}, {0x43e, 15, 0},  {0x43f, 16, 0},  {0x440, 0, 16}, {0x441, 0, 3},
    {0x456, 0, 9},  {0x458, 0, 10},  {0x5d0, 1, 0},   {0x5d1, 2, 0},  {0x5d2, 3, 0},
    {0x5d3, 4, 0},  {0x5d4, 5, 0},   {0x5d5, 6, 0},   {0x5d6, 7, 0},  {0x5d7, 8, 0},
    {0x5d8, 9, 0},  {0x5d9, 10, 0},  {0x7532, 1, 0},  {0x4e59, 2, 0}, {0x4e19, 3, 0},
    {0x4e01, 4, 0}, {0x620a, 5, 0},  {0x5df1, 6, 0},  {0x5e9a, 7, 0}, {0x8f9b, 8, 0},
    {0x58ec, 9, 0}, {0x7678, 10, 0},
};

static bool is_option(const struct question *q, uint32_t number)
{
    return number >= 1 && number <= q->option_count;
}

static enum chat_match lettered(const struct question *q, uint32_t c, int32_t *option)
{
    uint32_t place = c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0, looks = 0;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].character == c) {
            place = letters[i].place;
            looks = letters[i].looks;
        }
    if (is_option(q, looks) && is_option(q, place))
        return MATCH_SEVERAL;
    if (is_option(q, looks))
        place = looks;
    if (!is_option(q, place))
        return MATCH_NONE;
    *option = (int32_t)place - 1;
    return MATCH_ONE;
}

enum chat_match chat_option_numbered(const struct question *q, const char *text, size_t len,
                                     int32_t *option)
{
    struct folded folded;
    if (!fold_text(text, len, &folded) || folded.text[0] == '\0')
        return MATCH_NONE;
    const size_t count = strlen(folded.text);
    uint32_t number = 0, c = 0;
    for (size_t at = 0; at < count;) {
        const bool first = at == 0;
        c = text_next(folded.text, count, &at);
        int digit = fold_digit(c);
        if (digit < 0 && first && at == count)
            return lettered(q, c, option);
        if (digit < 0 || (first && digit == 0) || number > 99)
            return MATCH_NONE;
        number = 10 * number + (uint32_t)digit;
    }
    if (!is_option(q, number))
        return MATCH_NONE;
    *option = (int32_t)number - 1;
    return MATCH_ONE;
}
