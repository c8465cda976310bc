/* What chat lines do beside answering; for decide*.c only. */
#ifndef HUMROOM_CORE_DECISION_CHAT_H
#define HUMROOM_CORE_DECISION_CHAT_H

#include "core/decision.h"

/* Does what the word asks for with which a line begins that was just said; STATUS_OK where it
 * begins with none. A refusal takes the line back, so that its author knows. */
CHECKED enum status decision_chat_word(struct decision *d, const char *text);

/* Somebody joins the queue; name "" where person says who. */
CHECKED enum status decision_queue_join(struct decision *d, uint32_t person, const char *name,
                                        const char *about);
CHECKED enum status decision_queue_entry(struct decision *d, enum event_kind kind, uint32_t entry);
uint32_t decision_queue_first(const struct meeting *m); /* who waits longest; 0: nobody waits */

/* The counts of a run, hands and chat beside each other, in the order of its options, as a line of
 * the chat: for everybody, or for chair and scribe only. */
CHECKED enum status decision_tally(struct decision *d, const struct run *r, bool shown);
/* Closes the open run, shows its result and tells the counts. REFUSED_HUM_RUNNING. */
CHECKED enum status decision_close_and_tell(struct decision *d);

#endif
