/* Names that come from devices and files, made fit for a terminal, a page and minutes. */
#ifndef HUMROOM_AUDIO_NAME_H
#define HUMROOM_AUDIO_NAME_H

#include <stddef.h>

/* Copies raw into out[size] (size >= 1), always NUL-terminated: what is no UTF-8 and what controls
 * a terminal or the direction of writing becomes '?'; what does not fit is cut off between
 * characters. */
void name_clean(char *out, size_t size, const char *raw);

/* The part of a path behind its last '/'. */
const char *name_base(const char *path);

#endif
