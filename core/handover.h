/* Files that the Datatracker shows beside a session, in its own shapes: JSON lists on one line,
 * with
 * ", " and ": " between. Whoever records the session uploads them. Pure; each is on the heap,
 * without an end of line. FAILED_NO_MEMORY. */
#ifndef HUMROOM_CORE_HANDOVER_H
#define HUMROOM_CORE_HANDOVER_H

#include "core/meeting.h"

/* [{"start_time", "end_time", "text", "raise_hand", "do_not_raise_hand"}], whole seconds of UTC:
 * the hands that people raised, in the room or not; no chat, no hums, no positions at the
 * microphone, which have no place there. A question with two sides is one entry; else there is one
 * an option, "question: option", where who raised a hand for others only did not raise one. Runs
 * that are open or void, draws and what was declared are left out; *left_out counts those that are
 * void. */
CHECKED enum status handover_polls(const struct meeting *m, char **out, size_t *len,
                                   uint32_t *left_out);

/* [{"author", "text", "time"}]; text is HTML in <p>, as everybody sees the line. Lines that were
 * deleted are left out, and those that were held back and never became public; *left_out counts the
 * latter. */
CHECKED enum status handover_chat(const struct meeting *m, char **out, size_t *len,
                                  uint32_t *left_out);

/* [{"name", "affiliation"}]: core/attendance.h. */
CHECKED enum status handover_blue_sheet(const struct meeting *m, char **out, size_t *len);

#endif
