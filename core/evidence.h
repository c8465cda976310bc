/* Hum, the chair's ear, hands and chat are signs that stand side by side. Where they point
 * different ways that is said first, in words. Plain text; pure. */
#ifndef HUMROOM_CORE_EVIDENCE_H
#define HUMROOM_CORE_EVIDENCE_H

#include "core/meeting.h"
#include "core/text.h"

enum sign { SIGN_HUM, SIGN_EAR, SIGN_HANDS, SIGN_CHAT, SIGN_ROOM_HANDS, SIGN_COUNT };

/* The option to which a sign points: clearly the loudest hum, the most that was heard, the most
 * hands (of people who joined), chat positions, hands that the chair counted. -1: to none alone. */
int32_t evidence_option(const struct meeting *m, const struct run *r, enum sign sign);
/* Was a hum taken for any option, did the chair enter what was heard of any? */
bool evidence_has_hums(const struct meeting *m, const struct run *r);
bool evidence_has_heard(const struct meeting *m, const struct run *r);
bool evidence_differs(const struct meeting *m, const struct run *r);

/* "The signs point different ways: the hum was clearly louder for "A"; more hands were raised for
 * "B"." Where it was asked both ways and the two orders point different ways, that too, before it.
 * Nothing where they do not. out is empty before. */
void evidence_sentence(const struct meeting *m, const struct run *r, struct text *out);
/* strong hum, heard strong, 3 hands, 1 in chat. */
void evidence_of_option(const struct meeting *m, const struct run *r, uint32_t i, struct text *out);
/* The facts in one sentence to build an outcome on, no verdict: "for": strong hum, heard strong, 3
 * hands, 1 in chat; "against": ...; 1 issue is open. */
void evidence_facts(const struct meeting *m, const struct run *r, struct text *out);

#endif
