/* `humroom import`, in its parts. */
#ifndef HUMROOM_CLIENTS_CLI_IMPORT_H
#define HUMROOM_CLIENTS_CLI_IMPORT_H

#include "core/chatlog.h"
#include "core/decide.h"
#include "core/json.h"
#include "core/text.h"

/* What came of an item of the log. */
struct import_line {
    uint32_t line; /* of the meeting's chat; 0: none (deleted before it came, or left out) */
    int left_out;  /* CHAT_BEFORE, CHAT_AFTER, CHAT_ELSEWHERE; 0: it was not */
    bool is_new;
};

/* A log beside the run that it is imported into. */
struct import_result {
    const struct meeting *meeting;
    const struct chatlog *log;
    uint32_t question, run;
    bool timed;                /* there is a time in which the question was open */
    int64_t offset_us;         /* what the log's clock is behind ours */
    const char *topic;         /* only this; NULL: all */
    struct import_line *lines; /* log->count of them; filled in by import_log() */
    bool another_clock;        /* nothing was said during the meeting: all was taken */
    uint32_t gone;             /* lines imported before that are there no more */
};

/* Decides and folds in, so that the next is decided on what is then. */
CHECKED enum status import_play(struct meeting *m, enum role role, const struct command *c,
                                struct event_list *decided);
/* The whole log. */
CHECKED enum status import_log(struct meeting *m, struct import_result *r,
                               struct event_list *decided);

/* The answer that stands by the item's line; NULL: none does. */
const struct answer *import_vote(const struct import_result *r, uint32_t item);

/* Whose answer stands that came by the log, and who is perhaps somebody else that counts in the run
 * too (names that look alike): a list, and sentences. Nothing is merged by itself. */
struct json *import_twice(const struct import_result *r);
void import_twice_text(const struct import_result *r, struct text *out);

/* JSON as it goes to standard output. */
CHECKED enum status import_json(const struct import_result *r, char **out, size_t *len);
/* The same in a few lines of words. */
CHECKED enum status import_text(const struct import_result *r, bool dry_run, char **out,
                                size_t *len);

#endif
