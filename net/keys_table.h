/* What keys.c (memory) and keys_file.c (disk) share. Private to them and their tests. */
#ifndef HUMROOM_NET_KEYS_TABLE_H
#define HUMROOM_NET_KEYS_TABLE_H

#include "net/keys.h"

CHECKED enum status keys_create(struct keys **out);

enum { KEYS_LINE_MAX = 128 }; /* bytes of a line in the file, its end among them */

/* A line's text with its end; returns its length, below KEYS_LINE_MAX. */
size_t keys_line_write(const struct keys_line *line, char out[KEYS_LINE_MAX]);
/* The text of one line, without its end. false: not exactly one of ours. */
bool keys_line_read(const char *text, size_t len, struct keys_line *out);

#endif
