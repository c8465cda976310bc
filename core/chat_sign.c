#include "core/chat_sign.h"

#include "core/fold.h"
#include "core/text.h"

#include <string.h>

static struct chat_signed none(enum chat_result why)
{
    return (struct chat_signed){.sign = CHAT_SIGN_NONE, .why = why, .remark = ""};
}

static enum chat_sign sign_of(uint32_t c)
{
    if (c == '+' || c == 0xff0b || c == 0xfe62)
        return CHAT_SIGN_PLUS;
    if (c == '-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xff0d || c == 0xfe63)
        return CHAT_SIGN_MINUS;
    return CHAT_SIGN_NONE;
}

/* ---- thumbs ---- */

static bool is_thumb(const char *text)
{
    static const char *const thumbs[] = {
        "\U0001f44d", ":+1:", ":thumbs_up:",   ":thumbsup:",   ":thumbs-up:",
        "\U0001f44e", ":-1:", ":thumbs_down:", ":thumbsdown:", ":thumbs-down:"};
    for (size_t i = 0; i < sizeof thumbs / sizeof *thumbs; i++)
        if (strcmp(text, thumbs[i]) == 0)
            return true;
    return false;
}

/* Folding leaves out what chooses between pictures, but not the colours of skin (U+1F3FB to 1F3FF),
 * of 4 bytes. */
static bool is_thumb_alone(const char *line)
{
    struct folded f;
    if (!fold_loosely(line, strlen(line), &f))
        return false;
    const size_t len = strlen(f.text);
    if (len > 4 && memcmp(f.text + len - 4, "\xf0\x9f\x8f", 3) == 0 &&
        (unsigned char)f.text[len - 1] >= 0xbb)
        f.text[len - 4] = '\0';
    return is_thumb(f.text);
}

/* ---- what stands behind the sign ---- */

static bool is_among(const uint32_t *list, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == c)
            return true;
    return false;
}
#define AMONG(list, c) is_among(list, sizeof(list) / sizeof *(list), c)

static bool is_space(uint32_t c)
{
    static const uint32_t spaces[] = {' ',    '\t',   0xa0,   0xad,   0x200b, 0x200c,
                                      0x200d, 0x202f, 0x2060, 0x3000, 0xfe0f};
    return AMONG(spaces, c);
}

static bool is_mark(uint32_t c)
{
    static const uint32_t marks[] = {',',    ';',    ':',    '!',    '.',    ')',    ']',
                                     '-',    '/',    '~',    0x2013, 0x2014, 0x3001, 0x3002,
                                     0xff0c, 0x60c,  0x61b,  0x6d4,  0xff01, 0xff09, 0xff1a,
                                     0xff1b, 0xff5e, 0x2026, 0x964,  0x387};
    return AMONG(marks, c);
}

/* It belongs to the remark. */
static bool is_opening(uint32_t c)
{
    static const uint32_t openings[] = {'(',    '[',    '{',    '"',    0xab,
                                        0x201c, 0x201e, 0xff08, 0x3010, 0x300c};
    return AMONG(openings, c);
}

/* "-10": its sign is no dash. */
static bool is_number(uint32_t sign, const char *rest, size_t len, size_t at)
{
    return sign_of(sign) != CHAT_SIGN_NONE && at < len &&
           fold_digit(text_next(rest, len, &at)) >= 0;
}

/* The remark, behind blanks and punctuation; where these are all there is ("+1 :)") it is what
 * stands behind the blank. false: the line goes on in another way, as "+1st" and "-1.5" do. */
static bool remark_follows(const char *rest, const char **remark)
{
    const size_t len = strlen(rest);
    size_t at = 0, begin = 0, behind_blank = len;
    uint32_t c = 0, before = 0;
    while (at < len) {
        begin = at;
        c = text_next(rest, len, &at);
        if ((!is_space(c) && !is_mark(c)) || is_number(c, rest, len, at))
            break;
        if (is_space(before) && !is_space(c) && behind_blank == len)
            behind_blank = begin;
        before = c;
        begin = at;
    }
    if (begin == len) {
        const size_t left = len - behind_blank;
        *remark = rest + (left > 1 ? behind_blank : len);
        return true;
    }
    *remark = rest + begin;
    return is_opening(c) || (begin > 0 && (is_space(before) || fold_digit(c) < 0));
}

/* ---- what a remark shows ---- */

static bool begins_with(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t len = strlen(words[i]);
        if (strncmp(text, words[i], len) == 0 &&
            (text[len] == '\0' || strchr(" ,;:!.)", text[len]) != NULL))
            return true;
    }
    return false;
}
#define BEGINS(text, words) begins_with(text, words, sizeof(words) / sizeof *(words))

/* "from Ada", but not "from me". */
static bool is_relayed(const char *text)
{
    static const char *const from[] = {"from", "on behalf"}, *const own[] = {
                                                                 "from me",  "from us",
                                                                 "from the", "from my",
                                                                 "from our", "from here",
                                                                 "from both"};
    return BEGINS(text, from) && !BEGINS(text, own);
}

/* "+1 for yes, -1 for no", "+1 or -1?": the other sign stands in it by itself. */
static bool has_other(const char *text, enum chat_sign sign)
{
    const char other = sign == CHAT_SIGN_PLUS ? '-' : '+';
    for (const char *at = text; (at = strchr(at, other)) != NULL; at++) {
        const bool begins = at == text || strchr(" ,;:/(|\"'", at[-1]) != NULL;
        const char *end = at + 2;
        if (begins && at[1] == '1' && (*end < '0' || *end > '9') &&
            !((*end == '.' || *end == ',') && end[1] >= '0' && end[1] <= '9'))
            return true;
    }
    return false;
}

/* A remark may show that the line is no position of who wrote it. */
static enum chat_result of_remark(const char *remark, enum chat_sign sign)
{
    static const char *const echoes[] = {"received", "recorded", "registered", "counted",
                                         "noted",    "logged",   "added for"};
    static const char *const units[] = {
        "db",      "dba",     "dbm",  "dbfs",   "db(a)",  "lufs",   "lu",      "hz",     "khz",
        "mhz",     "ghz",     "ms",   "us",     "s",      "sec",    "secs",    "min",    "mins",
        "minute",  "minutes", "hr",   "hrs",    "hour",   "hours",  "day",     "days",   "week",
        "weeks",   "month",   "year", "months", "years",  "%",      "percent", "kb",     "mb",
        "gb",      "kib",     "mib",  "gib",    "bit",    "bits",   "byte",    "bytes",  "octet",
        "octets",  "kbps",    "mbps", "gbps",   "kbit/s", "mbit/s", "gbit/s",  "\u00b0", "\u00b0c",
        "\u00b0f", "m",       "cm",   "mm",     "km",     "ppm",    "utc",     "gmt",    "px"};
    struct folded f;
    if (!fold_loosely(remark, strlen(remark), &f))
        return CHAT_POSITION;
    if (f.text[0] == '?')
        return CHAT_TALK; /* somebody asks */
    if (BEGINS(f.text, echoes))
        return CHAT_ECHO;
    if (BEGINS(f.text, units))
        return CHAT_UNSURE_NUMBER;
    if (has_other(f.text, sign))
        return CHAT_UNSURE_SEVERAL;
    return is_relayed(f.text) ? CHAT_UNSURE_RELAYED : CHAT_POSITION;
}

/* ---- the line ---- */

/* "**+1**", "_-1_": stars and underscores around the sign are nothing. */
static size_t emphasis(const char *line)
{
    const size_t count =
        line[0] == '*' || line[0] == '_' ? strspn(line, (char[]){line[0], '\0'}) : 0;
    return count <= 3 ? count : 0;
}

struct chat_signed chat_signed(const char *line)
{
    const size_t stars = emphasis(line), len = strlen(line);
    size_t at = stars;
    if (is_thumb_alone(line))
        return none(CHAT_UNSURE_SIGN);
    if (at == len)
        return none(CHAT_TALK);
    uint32_t c = text_next(line, len, &at);
    const enum chat_sign sign = sign_of(c);
    if (sign != CHAT_SIGN_NONE && at == len)
        return none(CHAT_TALK);
    if (sign != CHAT_SIGN_NONE)
        c = text_next(line, len, &at);
    const int digit = fold_digit(c);
    if (digit < 0)
        return none(CHAT_TALK);
    if (stars > 0 && strncmp(line + at, line, stars) == 0)
        at += stars;
    const char *remark, *rest = line + at;
    if (digit > 1 || (digit == 1 && sign == CHAT_SIGN_NONE) || !remark_follows(rest, &remark))
        return none(rest[0] == '?' && sign != CHAT_SIGN_NONE ? CHAT_TALK : CHAT_NUMBER);
    if (stars > 0 && strspn(remark, "*_") == strlen(remark))
        remark = "";
    if (digit == 0 && remark[0] == '\0')
        return (struct chat_signed){.sign = CHAT_SIGN_ZERO, .remark = ""};
    if (digit == 0)
        return none(sign != CHAT_SIGN_NONE ? CHAT_UNSURE_NUMBER : CHAT_NUMBER);
    const enum chat_result why = of_remark(remark, sign);
    return why != CHAT_POSITION ? none(why) : (struct chat_signed){.sign = sign, .remark = remark};
}
