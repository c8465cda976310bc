/* Whole files, small ones. */
#ifndef HUMROOM_CLIENTS_CLI_FILE_H
#define HUMROOM_CLIENTS_CLI_FILE_H

#include "core/status.h"

#include <stddef.h>

/* *out on the heap, at most max + 1 bytes: one more than max says that it is longer.
 * REFUSED_NO_FILE, REFUSED_NO_PERMISSION, FAILED_NO_MEMORY. */
CHECKED enum status file_read(const char *path, size_t max, char **out, size_t *len);

/* Is there something under this name? Then one line on standard error and 73, else 0. */
int file_check_new(const char *command, const char *path);
/* A file that was not there before, synced; one that cannot be written whole is taken away again.
 * 0, or the exit code (73, 74) after one line on standard error. */
int file_write_new(const char *command, const char *path, const char *bytes, size_t len,
                   unsigned mode);

#endif
