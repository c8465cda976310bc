/* `humroom import`, in its parts. */
#ifndef HUMROOM_CLIENTS_CLI_IMPORT_H
#define HUMROOM_CLIENTS_CLI_IMPORT_H

#include "core/chatlog.h"
#include "core/decide.h"

/* What came of an item of the log. */
struct import_line {
    uint32_t line; /* of the meeting's chat; 0: none (deleted there before it came here) */
    bool is_new;
};

struct import_result {
    const struct meeting *meeting;
    const struct run *run;
    const struct chatlog *log;
    const struct import_line *lines; /* log->count of them */
};

/* JSON as it goes to standard output. */
CHECKED enum status import_json(const struct import_result *r, char **out, size_t *len);
/* The same in a few lines of words. */
CHECKED enum status import_text(const struct import_result *r, bool dry_run, char **out,
                                size_t *len);

#endif
