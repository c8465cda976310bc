/* A frame from a browser. Nothing of a refused command is left; a command that is read is one of
 * the wire's. */
#include "tests/fuzz/fuzz.h"

#include "core/command.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct command c = {0};
    enum status s = command_parse((const char *)bytes, len, &c);
    assert(s == STATUS_OK || status_is_refusal(s));
    if (s == STATUS_OK)
        assert(c.has_id && c.kind >= 0 && c.kind < COMMAND_WIRE_COUNT &&
               command_word(c.kind) != NULL);
    command_release(&c);
    return 0;
}
