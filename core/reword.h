/* What changed between two wordings, word by word: as few words as possible are changed. A word
 * ends at a blank, and signs around it are words of their own; of scripts without blanks each
 * character is one. Pure. */
#ifndef HUMROOM_CORE_REWORD_H
#define HUMROOM_CORE_REWORD_H

#include "core/status.h"

#include <stddef.h>

enum reword_change { REWORD_SAME, REWORD_REMOVED, REWORD_ADDED, REWORD_CHANGE_COUNT };
extern const char *const reword_words[REWORD_CHANGE_COUNT]; /* "same", "removed", "added" */

/* Part of one of the two texts, with the blank behind it; not NUL-terminated. */
struct reword_piece {
    const char *text;
    size_t len;
    enum reword_change change;
};

/* In the order of reading, what was removed before what was added in its place. The same and the
 * added pieces, one behind the other, are `after`, byte for byte. *out on the heap, count 0 for two
 * empty texts. FAILED_NO_MEMORY. */
CHECKED enum status reword_text(const char *before, const char *after, struct reword_piece **out,
                                size_t *count);

/* The same of two lists of names: one piece a name. */
CHECKED enum status reword_names(const char *const *before, size_t before_count,
                                 const char *const *after, size_t after_count,
                                 struct reword_piece **out, size_t *count);

#endif
