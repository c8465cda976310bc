/* The chain of hashes that holds a record together. Pure; formula in record.h. Private to the
 * record and its tests. */
#ifndef HUMROOM_CORE_RECORD_CHAIN_H
#define HUMROOM_CORE_RECORD_CHAIN_H

#include "core/record.h"

/* Where a chain has got to: its last event, or all zeros before the first. */
struct chain {
    int64_t seq;
    int64_t time_us;
    struct digest hash;
};

/* May e come next: seq is one more, time does not go back (nor before 1970), the kind is not empty.
 */
bool chain_may_follow(const struct chain *c, const struct record_event *e);

/* Goes one event on. e must be one that may follow. */
void chain_extend(struct chain *c, const struct record_event *e);

#endif
