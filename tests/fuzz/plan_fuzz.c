/* A meeting file. Refused with at least one mistake that is printable, or whole. */
#include "tests/fuzz/fuzz.h"

#include "core/plan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct meeting_plan plan = {0};
    struct plan_mistakes *mistakes = calloc(1, sizeof *mistakes);
    assert(mistakes != NULL);
    enum status s = plan_parse((const char *)bytes, len, &plan, mistakes);
    if (s == STATUS_OK) {
        assert(plan.title != NULL && plan.zone != NULL && mistakes->count == 0);
    } else {
        assert(s == REFUSED_MEETING_FILE && mistakes->count > 0);
        for (uint32_t i = 0; i < mistakes->count && i < PLAN_MISTAKES_MAX; i++)
            for (const char *c = mistakes->text[i]; *c != '\0'; c++)
                assert((unsigned char)*c >= ' ' && *c != 0x7f);
    }
    plan_release(&plan);
    free(mistakes);
    return 0;
}
