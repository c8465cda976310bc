#include "core/seen.h"

#include <stdlib.h>
#include <string.h>

/* Ids are random on honest pages; a dishonest one can only slow down the search for its own, and
 * each seat is limited in rate. FNV-1a over sender and id. */
static uint32_t slot_of(uint32_t who, const uint8_t id[COMMAND_ID_LEN])
{
    uint32_t h = 2166136261u ^ who;
    for (int i = 0; i < COMMAND_ID_LEN; i++)
        h = (h ^ id[i]) * 16777619u;
    return h ^ h >> 15;
}

static struct seen *slot_for(struct seen *table, uint32_t size, uint32_t who,
                             const uint8_t id[COMMAND_ID_LEN])
{
    uint32_t i = slot_of(who, id) & (size - 1);
    while (table[i].seq != 0 &&
           (table[i].who != who || memcmp(table[i].id, id, COMMAND_ID_LEN) != 0))
        i = (i + 1) & (size - 1);
    return &table[i];
}

const struct seen *seen_find(const struct meeting *m, uint32_t who,
                             const uint8_t id[COMMAND_ID_LEN])
{
    if (m->seen.count == 0)
        return NULL;
    const struct seen *s = slot_for(m->seen.items, m->seen.count, who, id);
    return s->seq != 0 ? s : NULL;
}

/* The list's count is the size of the table, a power of two, at most three quarters full. */
bool seen_reserve(struct meeting *m)
{
    if (m->seen.count != 0 && m->seen_used + 1 <= m->seen.count / 4 * 3)
        return true;
    uint32_t size = m->seen.count == 0 ? 64 : 2 * m->seen.count;
    struct seen *table = calloc(size, sizeof *table);
    if (table == NULL)
        return false;
    for (uint32_t i = 0; i < m->seen.count; i++)
        if (m->seen.items[i].seq != 0)
            *slot_for(table, size, m->seen.items[i].who, m->seen.items[i].id) = m->seen.items[i];
    free(m->seen.items);
    m->seen.items = table;
    m->seen.count = m->seen.capacity = size;
    return true;
}

void seen_put(struct meeting *m, const struct event *e)
{
    struct seen *s = slot_for(m->seen.items, m->seen.count, e->command_who, e->command_id);
    if (s->seq != 0)
        return;
    memcpy(s->id, e->command_id, COMMAND_ID_LEN);
    s->who = e->command_who;
    s->content = e->command_content;
    s->seq = e->seq;
    s->time_us = e->time_us;
    m->seen_used++;
}
