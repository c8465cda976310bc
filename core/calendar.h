/* A calendar file, RFC 5545: lines ended by CR LF and folded at 75 octets between characters, texts
 * escaped, all times in UTC. Pure. */
#ifndef HUMROOM_CORE_CALENDAR_H
#define HUMROOM_CORE_CALENDAR_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { CALENDAR_UID_LEN = 80 };

/* Texts are UTF-8; description may have lines, ended by LF; "" where there is none. */
struct calendar_entry {
    char uid[CALENDAR_UID_LEN];
    int64_t start_us, end_us; /* end 0: a moment */
    bool all_day;             /* the day whose date start_us has in UTC */
    const char *summary, *description, *location, *url;
};

/* A UID that stays the same when the entry is written again, so that a calendar moves it instead of
 * showing it twice: from what the entry is about (not when). */
void calendar_uid(const char *what, const char *part, char out[CALENDAR_UID_LEN]);

/* stamp_us: when this is written. *out on the heap. FAILED_NO_MEMORY. */
CHECKED enum status calendar_write(const struct calendar_entry *entries, size_t count,
                                   int64_t stamp_us, char **out, size_t *len);

#endif
