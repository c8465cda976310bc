/* What is other in a view than in the one before it, for whoever has that one: a call of the next
 * option is a hundred bytes then, however long the chat and the list of issues are. Pure. */
#ifndef HUMROOM_CORE_VIEW_CHANGES_H
#define HUMROOM_CORE_VIEW_CHANGES_H

#include "core/status.h"

#include <stddef.h>

/* before, after: two views of one audience, as view_meeting() writes them. {"type":"changes",
 * "view":{...},"run":{...}}: members of the view that are other, whole; and where both show the
 * same run of the same question, members of `run` that are. *out on the heap.
 * REFUSED_MALFORMED: one of them is no view. */
CHECKED enum status view_changes(const char *before, size_t before_len, const char *after,
                                 size_t after_len, char **out, size_t *len);

#endif
