/* A transcript of a draw from anybody: refused with a sentence that can be shown, or it survives
 * being written and read again, and redoing it ends. */
#include "tests/fuzz/fuzz.h"

#include "core/draw.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void shown(const struct draw_why *why)
{
    assert(why->text[0] != '\0');
    for (const char *c = why->text; *c != '\0'; c++)
        assert((unsigned char)*c >= ' ' && *c != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct draw_why why = {""};
    struct draw d;
    enum status s = draw_parse((const char *)bytes, len, &d, &why);
    if (s != STATUS_OK) {
        assert(s == REFUSED_BAD_VALUE);
        shown(&why);
        return 0;
    }
    char *out = NULL;
    size_t out_len = 0;
    struct draw again;
    s = draw_write(&d, true, &out, &out_len);
    assert(s == STATUS_OK);
    s = draw_parse(out, out_len, &again, &why);
    assert(s == STATUS_OK && again.count == d.count && again.picked_count == d.picked_count);
    if (draw_verify(&d, &why) != STATUS_OK)
        shown(&why);
    free(out);
    draw_release(&again);
    draw_release(&d);
    return 0;
}
