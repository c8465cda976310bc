#include "audio/name.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The character at s and its length in bytes; UINT32_MAX, 1 where it is not UTF-8 (overlong and
 * surrogates too). */
static uint32_t decode(const char *s, size_t *len)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)s[0];
    *len = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint32_t c = *len == 1 ? first : first & (0xffu >> (*len + 1));
    bool good = first < 0x80 || (first >= 0xc2 && first < 0xf5);
    for (size_t i = 1; good && i < *len; i++) {
        good =
            ((unsigned char)s[i] & 0xc0) == 0x80; /* false at the end of s, which is not passed */
        c = c << 6 | ((unsigned char)s[i] & 0x3f);
    }
    if (good && c >= smallest[*len] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff))
        return c;
    *len = 1;
    return UINT32_MAX;
}

static bool harmless(uint32_t c)
{
    return c != UINT32_MAX && c >= 0x20 && !(c >= 0x7f && c < 0xa0) && c != 0x2028 && c != 0x2029 &&
           c != 0xfeff && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

void name_clean(char *out, size_t size, const char *raw)
{
    assert(size >= 1);
    size_t at = 0;
    while (*raw != '\0') {
        size_t len;
        bool kept = harmless(decode(raw, &len));
        size_t needed = kept ? len : 1;
        if (at + needed >= size)
            break;
        memcpy(out + at, kept ? raw : "?", needed);
        at += needed;
        raw += len;
    }
    out[at] = '\0';
}

const char *name_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}
