/* Which option of a question a few words mean: its name, its number, its letter. Pure. */
#ifndef HUMROOM_CORE_CHAT_OPTION_H
#define HUMROOM_CORE_CHAT_OPTION_H

#include "core/meeting.h"

enum chat_match { MATCH_NONE, MATCH_ONE, MATCH_SEVERAL };

/* By name: as it is written, else in any case and width, with the i of Turkish, apostrophes and
 * hyphens taken loosely, else without the accents on letters. MATCH_SEVERAL: it fits more than one
 * so ("KIR" is the capitals of two words in Turkish). */
enum chat_match chat_option_named(const struct meeting *m, const struct question *q,
                                  const char *text, size_t len, int32_t *option);

/* By its number from 1, in the digits of any script, or its letter, in the alphabets by which lists
 * are numbered. MATCH_SEVERAL: a letter that looks like that of another
 * option in another script (a Cyrillic "В" is the third there, and looks like the Latin second). */
enum chat_match chat_option_numbered(const struct question *q, const char *text, size_t len,
                                     int32_t *option);

#endif
