/* What pages and minutes say of two hums, in the same words everywhere. Plain text: whoever shows it escapes it. Pure.
 *
 * Two statements about a pair that are never mixed: which sounded louder at this microphone, and whether sound alone
 * shows for which more people hummed. Words first, whole decibels. */
#ifndef HUMROOM_CORE_SENTENCE_H
#define HUMROOM_CORE_SENTENCE_H

#include "core/meeting.h"
#include "core/text.h"

/* "for" sounded clearly louder than "against" here, by about 4 dB. */
void sentence_pair_sound(const struct meeting *m, const struct run *r, const struct pair *p,
                         struct text *out);
/* Sound alone does not show that more people hummed "for" than "against". */
void sentence_pair_people(const struct meeting *m, const struct run *r, const struct pair *p,
                          struct text *out);
/* How many people the second statement reckons with; 0: nobody said how many are in the room. */
void sentence_crowd(uint32_t people, struct text *out);

/* |mb| in whole decibels, halves away from zero. */
int32_t whole_db(int32_t mb);

#endif
