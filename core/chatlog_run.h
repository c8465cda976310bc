/* A log beside the run that it is imported into: what was said while the question was open, and
 * what was imported before and is there no more. Pure but for the heap. */
#ifndef HUMROOM_CORE_CHATLOG_RUN_H
#define HUMROOM_CORE_CHATLOG_RUN_H

#include "core/chatlog.h"
#include "core/command.h"
#include "core/meeting.h"

/* What of a command that imports is the item's: everything but run and source. Texts stay the
 * item's. offset_us as below. */
void chatlog_command(const struct log_item *item, int64_t offset_us, struct command *c);

/* CHAT_BEFORE, CHAT_AFTER: said before the question was opened, after it closed; else
 * LOG_READ_IT. It is the saying that counts: who edits a line later moves its answer.
 * offset_us: what the log's clock is behind ours. */
int chatlog_outside(const struct log_item *item, const struct run *r, int64_t offset_us);

/* Is it of this topic of Zulip, in any case? */
bool chatlog_is_of(const struct log_item *item, const char *topic);

/* Was any of it said during the meeting? Where nothing was, the log has another clock or day, and
 * its times do not say what came before the question and what after. */
bool chatlog_fits(const struct chatlog *l, const struct meeting *m, const struct run *r,
                  int64_t offset_us);

/* Lines of the run that were imported from there before and are in the log no more, ascending, on
 * the heap: reactions that were taken back (the log has their message, with its reactions), and
 * messages between others of the same topic that it has. */
CHECKED enum status chatlog_gone(const struct chatlog *l, const struct meeting *m,
                                 const struct run *r, uint32_t **lines, uint32_t *count);

#endif
