#include "core/chatlog_map.h"

#include <stdbool.h>
#include <stdlib.h>

struct log_entry {
    uint64_t key;
    uint32_t number;
    bool taken;
};

void log_map_release(struct log_map *m)
{
    free(m->items);
    *m = (struct log_map){0};
}

uint64_t log_map_key(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash;
}

static struct log_entry *place(const struct log_map *m, uint64_t key)
{
    uint32_t at = (uint32_t)(key ^ key >> 32) & (m->capacity - 1);
    while (m->items[at].taken && m->items[at].key != key)
        at = (at + 1) & (m->capacity - 1);
    return &m->items[at];
}

static bool grow(struct log_map *m)
{
    struct log_map wider = {.count = m->count, .capacity = m->capacity > 0 ? 2 * m->capacity : 256};
    wider.items = calloc(wider.capacity, sizeof *wider.items);
    if (wider.items == NULL)
        return false;
    for (uint32_t i = 0; i < m->capacity; i++)
        if (m->items[i].taken)
            *place(&wider, m->items[i].key) = m->items[i];
    free(m->items);
    *m = wider;
    return true;
}

uint32_t *log_map_at(struct log_map *m, uint64_t key)
{
    if (m->count >= m->capacity / 2 && !grow(m))
        return NULL;
    struct log_entry *at = place(m, key);
    m->count += !at->taken;
    at->key = key;
    at->taken = true;
    return &at->number;
}
