/* What the files of `humroom draw` share. */
#ifndef HUMROOM_CLIENTS_CLI_DRAW_H
#define HUMROOM_CLIENTS_CLI_DRAW_H

#include "core/draw.h"

/* The words of the command line; NULL where not given. */
struct draw_words {
    const char *method, *pool, *pick, *public_value, *source, *out, *verify, *announced;
    const char **names; /* of --option */
    uint32_t name_count;
    bool commit_only;
};

/* Each returns the exit code. */
int draw_announce(const struct draw_words *w);   /* --commit-only */
int draw_now(const struct draw_words *w);        /* with --announced or without */
int draw_check_file(const struct draw_words *w); /* --verify */

#endif
