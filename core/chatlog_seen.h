/* How often the same was said at the same moment: lines without an id are told apart so; for
 * chatlog*.c only. */
#ifndef HUMROOM_CORE_CHATLOG_SEEN_H
#define HUMROOM_CORE_CHATLOG_SEEN_H

#include "core/status.h"

#include <stdint.h>

struct said_before;
struct said_times { /* zeroed is empty */
    struct said_before *items;
    uint32_t count, capacity; /* capacity: a power of two */
};

/* One more of this key; *times: the how manyth it is, from 1. */
CHECKED enum status said_again(struct said_times *s, uint64_t key, uint32_t *times);
void said_release(struct said_times *s);

#endif
