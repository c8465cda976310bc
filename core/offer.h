/* What the pages offer the chair next, from the facts of a run. An offer is a key, never a verdict.
 * Pure. */
#ifndef HUMROOM_CORE_OFFER_H
#define HUMROOM_CORE_OFFER_H

#include "core/meeting.h"

enum offer {
    OFFER_HEAR_OBJECTORS,
    OFFER_NOT_ENOUGH_INTEREST,
    OFFER_RESTATE,
    OFFER_OTHER_SOLUTIONS,
    OFFER_DEFER,
    OFFER_DROP,
    OFFER_COUNT
};
extern const char *const offer_words[OFFER_COUNT];

/* Bits of enum offer: hear the objectors where somebody is against; not enough interest where
 * nobody was measured, heard or answered; restate, other solutions, defer and drop after two hums
 * that are both weak (measured, or to the chair's ear) or not to be told apart; defer where somebody is not ready to decide. */
uint32_t offer_of(const struct meeting *m, const struct run *r);

#endif
