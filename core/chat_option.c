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
    static making_alike *const ways[] = {as_it_is, fold_loosely, fold_unaccented};
    enum chat_match match = MATCH_NONE;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && match == MATCH_NONE; i++) {
        struct folded made;
        if (ways[i](text, len, &made) && made.text[0] != '\0')
            match = named(m, q, ways[i], &made, option);
    }
    return match;
}

/* Letters by which lists are numbered, small ones, as folding gives them. */
static const char *const alphabets[] = {
    "abcdefghijklmnopqrstuvwxyz",
    ("\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6\u03b7\u03b8\u03b9\u03ba"
     "\u03bb\u03bc\u03bd\u03be\u03bf\u03c0"), /* Greek */
    ("\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437\u0438\u0439"
     "\u043a\u043b\u043c\u043d\u043e\u043f"),                       /* Cyrillic */
    "\u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u05d7\u05d8\u05d9", /* Hebrew */
    "\u0623\u0628\u062c\u062f\u0647\u0648\u0632\u062d\u0637\u064a", /* Arabic, as in lists */
    "\u0627\u0628\u062c\u062f",                                     /* without its hamza */
    "\u0561\u0562\u0563\u0564\u0565\u0566\u0567\u0568\u0569\u056a", /* Armenian */
    "\u10d0\u10d1\u10d2\u10d3\u10d4\u10d5\u10d6\u10d7\u10d8\u10d9", /* Georgian */
    "\u0915\u0916\u0917\u0918\u0919\u091a\u091b\u091c\u091d\u091e", /* Devanagari */
    "\u0e01\u0e02\u0e04\u0e07\u0e08\u0e09",                         /* Thai, as in lists */
    "\u30a2\u30a4\u30a6\u30a8\u30aa\u30ab\u30ad\u30af\u30b1\u30b3", /* Katakana */
    "\uac00\ub098\ub2e4\ub77c\ub9c8\ubc14\uc0ac",                   /* Hangul */
    "\u7532\u4e59\u4e19\u4e01\u620a\u5df1\u5e9a\u8f9b\u58ec\u7678", /* heavenly stems */
};

/* The number of the Latin letter that another one looks like. */
static const struct {
    uint32_t character, place;
} looks_like[] = {
    {0x3b7, 8}, {0x3ba, 11}, {0x3bc, 13}, {0x3bd, 14}, {0x3c1, 16}, /* capital H K M N P */
    {0x432, 2}, {0x435, 5},  {0x43d, 8},  {0x440, 16},              /* B E H P */
    {0x441, 3}, {0x456, 9},  {0x458, 10},                           /* C I J */
};

/* From 1; 0: it is none. */
static uint32_t place_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
        const size_t len = strlen(alphabets[i]);
        uint32_t place = 1;
        for (size_t at = 0; at < len; place++)
            if (text_next(alphabets[i], len, &at) == c)
                return place;
    }
    return 0;
}

static bool is_option(const struct question *q, uint32_t number)
{
    return number >= 1 && number <= q->option_count;
}

static enum chat_match lettered(const struct question *q, uint32_t c, int32_t *option)
{
    uint32_t place = place_of(c), looks = 0;
    for (size_t i = 0; i < sizeof looks_like / sizeof *looks_like; i++)
        if (looks_like[i].character == c)
            looks = looks_like[i].place;
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
