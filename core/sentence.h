/* What pages and minutes say of two hums, in the same words everywhere. Plain text: whoever shows
 * it escapes it. Pure.
 *
 * Two statements about a pair that are never mixed: which sounded louder at this microphone, and
 * whether sound alone shows for which more people hummed. Words first, whole decibels. */
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

/* some to strong hum; no hum measured above the room's noise (up to about 3 people could be hidden)
 */
void sentence_strength(const struct hum *h, struct text *out);
/* ", about 18 dB above the room's noise"; ", at most 3 dB ..." where its interval reaches no hum at
 * all, for of a difference of powers that may be nothing only the upper end says something. Nothing
 * of a hum without a figure. */
void sentence_excess(const struct hum *h, struct text *out);
/* strong hum, about 18 dB above the room's noise (a short hum) */
void sentence_hum(const struct meeting_hum *h, struct text *out);
/* mean of 2 microphones, which differ by 4 dB; nothing for a hum of one microphone. */
void sentence_microphones(const struct microphone_spread *s, struct text *out);
/* The hum of an option that counts; where none does, why not. */
void sentence_hum_of(const struct meeting *m, const struct run *r, uint32_t option,
                     struct text *out);
/* What the strengths of a run are measured against: "against the room's noise only". Where its hums
 * differ in it that is said instead. */
const char *sentence_scale(const struct meeting *m, const struct run *r);
/* Addressed, not accommodated */
const char *sentence_issue_state(enum issue_state s);
/* What the chair's ear says of an option, of each turn that it had: "strong, then some"; or
 * "nothing entered". */
void sentence_heard(const struct meeting *m, const struct run *r, uint32_t option,
                    struct text *out);
/* Is an option clearly louder here than every other that was compared with it? */
bool hum_stands_out(const struct meeting *m, const struct run *r, uint32_t option);
/* |mb| in whole decibels, halves away from zero. */
int32_t whole_db(int32_t mb);

#endif
