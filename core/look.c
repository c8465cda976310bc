#include "core/look.h"

#include <string.h>

/* Characters (folded) and the Latin letters that they look like; sorted by nothing. */
static const struct {
    uint32_t character;
    char like;
} confusable[] = {
    {'0', 'o'},    {'1', 'l'},    {'i', 'l'},    {'|', 'l'},    {'5', 's'},    {'3', 'e'},
    {'4', 'a'},    {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x0451, 'e'}, {0x043a, 'k'},
    {0x043c, 'm'}, {0x043d, 'h'}, {0x043e, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'},
    {0x0443, 'y'}, {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'l'}, {0x0457, 'l'}, {0x0458, 'j'},
    {0x04bb, 'h'}, {0x04cf, 'l'}, {0x0501, 'd'}, {0x051b, 'q'}, {0x051d, 'w'}, {0x03b1, 'a'},
    {0x03b2, 'b'}, {0x03b5, 'e'}, {0x03b6, 'z'}, {0x03b7, 'n'}, {0x03b9, 'l'}, {0x03ba, 'k'},
    {0x03bc, 'm'}, {0x03bd, 'v'}, {0x03bf, 'o'}, {0x03c1, 'p'}, {0x03c4, 't'}, {0x03c5, 'y'},
    {0x03c7, 'x'}, {0x03ac, 'a'}, {0x03ad, 'e'}, {0x03af, 'l'}, {0x03cc, 'o'}, {0x03cd, 'y'},
    {0x0131, 'l'}, {0x0142, 'l'}, {0x00f8, 'o'}, {0x0111, 'd'}, {0x00e7, 'c'}, {0x00f1, 'n'},
    {0x00fd, 'y'}, {0x00ff, 'y'}, {0x0161, 's'}, {0x017e, 'z'}, {0x010d, 'c'}, {0x0107, 'c'},
    {0x0144, 'n'}, {0x015b, 's'}, {0x011f, 'g'}, {0x015f, 's'},
};

/* Composed Latin letters that differ by an accent alone. */
static const struct {
    uint32_t from, to;
    char like;
} accents[] = {{0x00e0, 0x00e5, 'a'}, {0x00e8, 0x00eb, 'e'}, {0x00ec, 0x00ef, 'l'},
               {0x00f2, 0x00f6, 'o'}, {0x00f9, 0x00fc, 'u'}, {0x0101, 0x0105, 'a'},
               {0x0113, 0x011b, 'e'}, {0x0129, 0x012f, 'l'}, {0x014d, 0x0151, 'o'},
               {0x0169, 0x0173, 'u'}, {0x0300, 0x036f, 0}};

static uint32_t like(uint32_t c)
{
    for (size_t i = 0; i < sizeof confusable / sizeof *confusable; i++)
        if (confusable[i].character == c)
            return (unsigned char)confusable[i].like;
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++)
        if (c >= accents[i].from && c <= accents[i].to)
            return (unsigned char)accents[i].like;
    return c;
}

static bool is_letter(uint32_t c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z');
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

/* One character of valid UTF-8; *at moves behind it. */
static uint32_t next(const char *text, size_t len, size_t *at)
{
    const unsigned char first = (unsigned char)text[(*at)++];
    if (first < 0x80)
        return first;
    uint32_t c = first < 0xe0 ? first & 0x1fu : first < 0xf0 ? first & 0x0fu : first & 0x07u;
    while (*at < len && ((unsigned char)text[*at] & 0xc0u) == 0x80u)
        c = c << 6 | ((unsigned char)text[(*at)++] & 0x3fu);
    return c;
}

bool look_skeleton(const char *name, struct folded *out)
{
    struct folded folded;
    size_t to = 0;
    out->text[0] = '\0';
    if (!fold_text(name, strlen(name), &folded))
        return false;
    const size_t len = without_tail(folded.text, strlen(folded.text));
    for (size_t at = 0; at < len;) {
        const size_t begin = at;
        const uint32_t c = like(next(folded.text, len, &at));
        if (c == 0 || !is_letter(c))
            continue;
        if (c >= 0x80) {
            memcpy(out->text + to, folded.text + begin, at - begin);
            to += at - begin;
        } else if (c == 'n' && to > 0 && out->text[to - 1] == 'r') {
            out->text[to - 1] = 'm'; /* rn */
        } else if (c == 'v' && to > 0 && out->text[to - 1] == 'v') {
            out->text[to - 1] = 'w'; /* vv */
        } else {
            out->text[to++] = (char)c;
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
