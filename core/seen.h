/* Commands that were done, by sender and id: an open-addressed table inside the meeting, so that it
 * is copied with it. For meeting.c and apply.c. */
#ifndef HUMROOM_CORE_SEEN_H
#define HUMROOM_CORE_SEEN_H

#include "core/meeting.h"

struct seen {
    uint8_t id[COMMAND_ID_LEN];
    uint64_t content;
    int64_t seq; /* 0: the slot is free */
    int64_t time_us;
    uint32_t who;
};

const struct seen *seen_find(const struct meeting *m, uint32_t who,
                             const uint8_t id[COMMAND_ID_LEN]); /* NULL: new */
bool seen_reserve(struct meeting *m);                           /* for one more; false: no memory */
void seen_put(struct meeting *m, const struct event *e);        /* reserve first */

#endif
