/* What the chair may state of a run: one proposal for each outcome that is possible, in an order
 * that does not depend on what was louder, each in a neutral sentence, each asking for its reason
 * in the same way. Never a verdict. Pure. */
#ifndef HUMROOM_CORE_PROPOSAL_H
#define HUMROOM_CORE_PROPOSAL_H

#include "core/meeting.h"
#include "core/text.h"

/* What a statement must say beside its words. */
enum need { NEED_TEXT, NEED_TO, NEED_MISSING, NEED_TEAM, NEED_WHO, NEED_DATE, NEED_COUNT };
extern const char *const need_words[NEED_COUNT]; /* members of a statement: "text", "to", ... */
extern const char proposal_reason[];             /* how every one asks for its reason */

struct proposal {
    enum statement_kind kind;
    int32_t option; /* -1: none */
    uint32_t needs; /* bits of enum need */
};
enum { PROPOSALS_MAX = OPTIONS_MAX + 8 };

/* Consensus for each option in the order asked (and on other words), what was chosen or drawn; then
 * those that every question has. Returns how many; 0 where nothing is asked of anybody. */
uint32_t proposal_list(const struct meeting *m, const struct run *r,
                       struct proposal out[PROPOSALS_MAX]);
/* "There is rough consensus in favour, with 1 issue open." */
void proposal_sentence(const struct meeting *m, const struct run *r, const struct proposal *p,
                       struct text *out);
/* Bits of enum need. option -1: none. */
uint32_t proposal_needs(enum statement_kind kind, int32_t option);

#endif
