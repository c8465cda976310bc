#include "core/competing.h"

uint32_t competing_outcomes(uint32_t draft_count, bool adopted)
{
    const uint32_t always =
        1u << DRAFTS_MERGE | 1u << DRAFTS_FOLD_IN | 1u << DRAFTS_WAIT | 1u << DRAFTS_NONE;
    if (draft_count == 0 || (draft_count == 1 && !adopted))
        return 0;
    return always | (adopted ? 1u << DRAFTS_REPLACE | 1u << DRAFTS_SECOND
                             : 1u << DRAFTS_ONE | 1u << DRAFTS_BOTH);
}

bool competing_of_each(enum draft_outcome o)
{
    return o == DRAFTS_ONE || o == DRAFTS_FOLD_IN || o == DRAFTS_REPLACE || o == DRAFTS_SECOND;
}

uint32_t competing_option_count(uint32_t outcomes, uint32_t draft_count)
{
    uint32_t count = 0;
    for (int o = 0; o < DRAFT_OUTCOME_COUNT; o++)
        if (outcomes & 1u << o)
            count += competing_of_each((enum draft_outcome)o) ? draft_count : 1;
    return count;
}

void competing_option(const struct competing *c, enum draft_outcome o, uint32_t draft,
                      struct text *out)
{
    const char *name = c->drafts[draft];
    const bool adopted = c->adopted[0] != '\0', two = c->draft_count == 2;
    switch (o) {
    case DRAFTS_ONE:
        text_addf(out, "adopt %s", name);
        break;
    case DRAFTS_BOTH:
        text_add(out, two ? "adopt both" : "adopt all of them");
        break;
    case DRAFTS_MERGE:
        text_add(out, "merge them into one draft");
        break;
    case DRAFTS_FOLD_IN:
        if (adopted)
            text_addf(out, "keep %s and fold in ideas of %s", c->adopted, name);
        else
            text_addf(out, "adopt %s and fold in ideas of the other%s", name, two ? "" : "s");
        break;
    case DRAFTS_REPLACE:
        text_addf(out, "replace %s by %s", c->adopted, name);
        break;
    case DRAFTS_SECOND:
        text_addf(out, "adopt %s as a second draft, competing with %s", name, c->adopted);
        break;
    case DRAFTS_WAIT:
        text_add(out, "wait");
        break;
    case DRAFTS_NONE:
        text_add(out, "none of them");
        break;
    case DRAFT_OUTCOME_COUNT:
        break;
    }
}
