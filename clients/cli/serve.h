/* What the files of `humroom serve` share: serve_options.c (the words behind the command),
 * serve_meeting.c (record and meeting file), serve.c (the wiring). */
#ifndef HUMROOM_CLIENTS_CLI_SERVE_H
#define HUMROOM_CLIENTS_CLI_SERVE_H

#include "clients/cli/links.h"
#include "clients/cli/serve_options.h"
#include "core/meeting.h"
#include "core/plan.h"
#include "core/record.h"

/* The meeting file into a plan, with its zone's offset; without a file the defaults. -1 or the exit
 * code. */
int serve_plan_read(const char *path, int64_t now_us, struct meeting_plan *out, int64_t *start_us);

struct serve_meeting {
    char path[SERVE_PATH_MAX];
    struct record *record;
    struct keys *keys;
    struct keys_file *keys_file;
    struct meeting meeting;
    struct links links;
    bool resumed;
};

/* Opens the record, or makes it, and writes that the meeting was opened or resumed. -1 or the exit
 * code. */
int serve_meeting_open(const struct serve_options *o, const struct meeting_plan *plan,
                       int64_t start_us, int64_t now_us, struct serve_meeting *out);
void serve_meeting_release(struct serve_meeting *m); /* what was not taken from it (NULL) */

#endif
