/* Numbers by key: how often a line was said, where a message stands; for chatlog*.c only. */
#ifndef HUMROOM_CORE_CHATLOG_MAP_H
#define HUMROOM_CORE_CHATLOG_MAP_H

#include <stdint.h>

struct log_entry;
struct log_map { /* zeroed is empty */
    struct log_entry *items;
    uint32_t count, capacity; /* capacity: a power of two */
};

/* The number of the key, to be read and changed until the next call; 0 at first. NULL: no
 * memory. */
uint32_t *log_map_at(struct log_map *m, uint64_t key);
/* A key of a text: two texts have the same by an accident that nobody will see. */
uint64_t log_map_key(const char *text);
void log_map_release(struct log_map *m);

#endif
