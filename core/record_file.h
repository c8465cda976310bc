/* The record as a file: is it there, whose is it, who writes it. No SQLite here. For record.c;
 * record_file_status() and record_file_sync_folder() serve other files beside it too.
 *
 * The writer's lock is flock() on the record itself: no further file lies about, and it goes with
 * the process however that ends. On a local disk it does not meet the byte-range locks that SQLite
 * takes on the same file. But closing any descriptor of a file drops all byte-range locks of the
 * process on it, SQLite's too: so the descriptor is closed after SQLite's, a reader opens none
 * while a writer may live in its process, and one process does not try to open a record twice for
 * writing. */
#ifndef HUMROOM_CORE_RECORD_FILE_H
#define HUMROOM_CORE_RECORD_FILE_H

#include "core/record.h"

/* What an errno of opening or writing a file means to a person. */
enum status record_file_status(int error);

/* Looks without opening. REFUSED_NO_FILE, REFUSED_NO_PERMISSION, REFUSED_RECORD_NOT_OURS (no file,
 * or an empty one); for RECORD_CREATE REFUSED_ALREADY, except where an empty file waits to become
 * one (a start that was cut off). */
CHECKED enum status record_file_look(const char *path, enum record_mode mode);

/* Opens (creates, 0600) and locks. REFUSED_RECORD_BUSY and what record_file_status() gives. Close
 * it with close(). */
CHECKED enum status record_file_lock(const char *path, enum record_mode mode, int *fd);

/* Makes the file's name in its folder as durable as the file. */
CHECKED enum status record_file_sync_folder(const char *path);

/* Bytes in SQLite's log beside the record, -1 where there is none. */
int64_t record_file_log_len(const char *path);

/* Do the first bytes say that this was one of ours? */
bool record_file_was_ours(const char *path);

/* The path as SQLite wants it with parameters ("" or "immutable=1"); on the heap, NULL without
 * memory. */
char *record_file_uri(const char *path, const char *parameters);

#endif
