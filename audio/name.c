#include "audio/name.h"

#include "core/text.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* As text_check() has it. */
static bool harmless(uint32_t c)
{
    return c != UINT32_MAX && c >= 0x20 && !(c >= 0x7f && c < 0xa0) && c != 0x2028 && c != 0x2029 &&
           c != 0xfeff && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

void name_clean(char *out, size_t size, const char *raw)
{
    assert(size >= 1);
    size_t len = strlen(raw);
    size_t filled = 0;
    for (size_t at = 0; at < len;) {
        size_t first = at;
        bool kept = harmless(text_next(raw, len, &at));
        size_t needed = kept ? at - first : 1;
        if (filled + needed >= size)
            break;
        memcpy(out + filled, kept ? raw + first : "?", needed);
        filled += needed;
    }
    out[filled] = '\0';
}

const char *name_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}
