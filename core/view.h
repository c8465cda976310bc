/* What an audience sees: a function of the meeting, the audience and nothing else, as compact JSON
 * (net/PROTOCOL.md has the shapes). Pure. */
#ifndef HUMROOM_CORE_VIEW_H
#define HUMROOM_CORE_VIEW_H

#include "core/meeting.h"

enum audience { AUDIENCE_PUBLIC, AUDIENCE_STAFF, AUDIENCE_COUNT };

enum { VIEW_LINES = 20, LIST_PAGE = 100 };

/* The audience of a role; participants and room screen are the public. */
enum audience view_audience(enum role role);

/* {"type":"view",...} without a version: the hub adds none, it compares bytes. *out on the heap.
 * For the public the bytes do not change with answers to a question whose results are not shown. */
CHECKED enum status view_meeting(const struct meeting *m, enum audience audience, char **out,
                                 size_t *len);

/* {"schema":"humroom.results/1",...}: every run as the staff sees it, with all issues and
 * challenges and everything that other programs' files have no place for: hums in millibels, who
 * had no opinion, how many were there. Indented. */
CHECKED enum status view_results(const struct meeting *m, char **out, size_t *len);

/* {"type":"mine",...}: what is personal to one participant. */
CHECKED enum status view_mine(const struct meeting *m, uint32_t person, char **out, size_t *len);

/* {"type":"live",...}: how many are present and have answered the open question; small, not part of
 * the view. */
CHECKED enum status view_live(const struct meeting *m, char **out, size_t *len);

/* {"type":"list","list":"chat"|"changed"|"people"|"queue"|"mic",...}: up to LIST_PAGE entries
 * behind cursor `after`. people, mic: staff only (REFUSED_ROLE_STAFF). REFUSED_BAD_VALUE: no such
 * list. */
CHECKED enum status view_list(const struct meeting *m, enum audience audience, const char *list,
                              int64_t after, char **out, size_t *len);

#endif
