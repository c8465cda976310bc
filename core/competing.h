/* What can become of drafts that compete for adoption, and how it is put as options. Pure. */
#ifndef HUMROOM_CORE_COMPETING_H
#define HUMROOM_CORE_COMPETING_H

#include "core/text.h"
#include "core/words.h"

/* Those outcomes that there can be, as bits of enum draft_outcome, without and with a draft that
 * the group has already; 0: these do not compete. */
uint32_t competing_outcomes(uint32_t draft_count, bool adopted);
/* Is it an option for each draft, or one for all? How many options all of them are. */
bool competing_of_each(enum draft_outcome o);
uint32_t competing_option_count(uint32_t outcomes, uint32_t draft_count);

struct competing {
    const char *const *drafts;
    uint32_t draft_count;
    const char *adopted; /* "": none */
};
/* An option in words: "adopt A and fold in ideas of the other". draft: the one that it is for, of
 * those outcomes that are for each; else any. */
void competing_option(const struct competing *c, enum draft_outcome o, uint32_t draft,
                      struct text *out);

#endif
