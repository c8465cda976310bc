#include "core/look.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* What each character looks like, sorted; made at the build (make_lookalikes.c). */
static const struct lookalike {
    uint32_t character;
    char like[12];
} lookalikes[] = {
#include "core/lookalikes.inc"
};

static int by_character(const void *key, const void *row)
{
    const uint32_t c = *(const uint32_t *)key, other = ((const struct lookalike *)row)->character;
    return c < other ? -1 : c > other;
}

/* Beside the table: digits that are written for letters, and i, which in capitals is an l. */
static char written(char c)
{
    static const char pairs[] = "3e4a5sil";
    for (size_t i = 0; pairs[i] != '\0'; i += 2)
        if (pairs[i] == c)
            return pairs[i + 1];
    return c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_between(char c)
{
    return c == '_' || c == '-' || c == '.' || c == ' ' || c == '`' || c == '[' || c == ']' ||
           c == '(' || c == ')' || c == '\'' || c == '^' || c == '|' || c == '#' || c == '@';
}

/* What stands behind a name: blanks and the like, digits, the word of a device or a program. */
static size_t without_tail(const char *text, size_t len)
{
    static const char *const words[] = {"web",  "phone",  "mobile", "laptop", "tablet", "irc",
                                        "away", "remote", "ipad",   "guest",  "2nd",    "matrix"};
    for (bool again = true; again;) {
        again = false;
        while (len > 1 && (is_between(text[len - 1]) || is_digit(text[len - 1])))
            len--;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            const size_t word = strlen(words[i]);
            if (len > word + 1 && is_between(text[len - word - 1]) &&
                memcmp(text + len - word, words[i], word) == 0) {
                len -= word + 1;
                again = true;
            }
        }
    }
    return len;
}

/* One character, where it is a letter. */
static void add(struct folded *out, size_t *to, const char *bytes, size_t len)
{
    const char c = written(bytes[0]);
    if (len > 1 && *to + len < sizeof out->text) {
        memcpy(out->text + *to, bytes, len);
        *to += len;
    } else if (c == 'v' && *to > 0 && out->text[*to - 1] == 'v') {
        out->text[*to - 1] = 'w';
    } else if (c >= 'a' && c <= 'z' && *to + 1 < sizeof out->text) {
        out->text[(*to)++] = c;
    }
}

bool look_skeleton(const char *name, struct folded *out)
{
    struct folded plain;
    size_t to = 0;
    out->text[0] = '\0';
    if (!fold_unaccented(name, strlen(name), &plain))
        return false;
    const size_t len = without_tail(plain.text, strlen(plain.text));
    for (size_t at = 0; at < len;) {
        const size_t begin = at;
        const uint32_t c = text_next(plain.text, len, &at);
        const struct lookalike *row =
            bsearch(&c, lookalikes, sizeof lookalikes / sizeof *lookalikes, sizeof *lookalikes,
                    by_character);
        const char *bytes = row != NULL ? row->like : plain.text + begin;
        const size_t count = row != NULL ? strlen(row->like) : at - begin;
        for (size_t i = 0, from = 0; i < count; from = i) {
            (void)text_next(bytes, count, &i);
            add(out, &to, bytes + from, i - from);
        }
    }
    out->text[to] = '\0';
    return to > 0;
}

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash != 0 ? hash : 1;
}

uint64_t look_of_name(const char *name)
{
    struct folded skeleton;
    return look_skeleton(name, &skeleton) ? hash_of(skeleton.text) : 0;
}

uint64_t look_of_whole_name(const char *name)
{
    struct folded folded;
    return fold_loosely(name, strlen(name), &folded) && folded.text[0] != '\0'
               ? hash_of(folded.text)
               : 0;
}

uint64_t look_of_remark(const char *remark)
{
    struct folded folded;
    size_t to = 0;
    if (!fold_text(remark, strlen(remark), &folded))
        return 0;
    for (const char *c = folded.text; *c != '\0'; c++)
        if ((unsigned char)*c >= 0x80 || is_digit(*c) || (*c >= 'a' && *c <= 'z'))
            folded.text[to++] = *c;
    folded.text[to] = '\0';
    return to >= LOOK_REMARK_MIN ? hash_of(folded.text) : 0;
}
