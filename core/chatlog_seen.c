#include "core/chatlog_seen.h"

#include <stdbool.h>
#include <stdlib.h>

struct said_before {
    uint64_t key;
    uint32_t times; /* 0: free */
};

void said_release(struct said_times *s)
{
    free(s->items);
    *s = (struct said_times){0};
}

static struct said_before *place(const struct said_times *s, uint64_t key)
{
    uint32_t at = (uint32_t)key & (s->capacity - 1);
    while (s->items[at].times != 0 && s->items[at].key != key)
        at = (at + 1) & (s->capacity - 1);
    return &s->items[at];
}

static bool grow(struct said_times *s)
{
    struct said_times wider = {.capacity = s->capacity > 0 ? 2 * s->capacity : 256};
    wider.items = calloc(wider.capacity, sizeof *wider.items);
    if (wider.items == NULL)
        return false;
    for (uint32_t i = 0; i < s->capacity; i++)
        if (s->items[i].times != 0)
            *place(&wider, s->items[i].key) = s->items[i];
    wider.count = s->count;
    free(s->items);
    *s = wider;
    return true;
}

enum status said_again(struct said_times *s, uint64_t key, uint32_t *times)
{
    if (s->count >= s->capacity / 2 && !grow(s))
        return FAILED_NO_MEMORY;
    struct said_before *at = place(s, key);
    s->count += at->times == 0;
    at->key = key;
    *times = ++at->times;
    return STATUS_OK;
}
