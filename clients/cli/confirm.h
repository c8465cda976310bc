/* What the files of `humroom confirm` share. */
#ifndef HUMROOM_CLIENTS_CONFIRM_H
#define HUMROOM_CLIENTS_CONFIRM_H

#include "core/meeting.h"

/* The words of the command line; NULL where not given. */
struct confirm_words {
    const char *verb, *record, *which;
    const char *out, *from, *to, *date, *message_id, *as, *why, *by;
    bool all;
    uint32_t question, run; /* of `which` or --question; 0: none, and the newest run */
    int64_t date_us;        /* of --date, else now */
    int64_t now_us;
};

/* One line on standard error about the question that was named. Returns the exit code. */
int confirm_fail(const struct confirm_words *w, enum status s);
/* Writes the mails of the outcomes that wait for one. Returns the exit code. */
int confirm_draft(const struct confirm_words *w);
/* Notes in the record what was sent, changed, closed or marked. Returns the exit code. */
int confirm_record(const struct confirm_words *w);

#endif
