#include "core/pool.h"
#include "core/view_question.h"

#include <stdlib.h>

static struct json *entries_of(const struct pool_entry *entries, uint32_t count)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < count; i++) {
        struct json *o = json_object_new();
        json_put_integer(o, "number", i + 1);
        json_put_text(o, "name", entries[i].name);
        json_put_integer(o, "person", entries[i].person);
        json_add_take(list, o);
    }
    return list;
}

static struct json *result_of(const struct meeting *m, const struct committed *c,
                              const struct pool_entry *entries)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; c != NULL && i < c->picked_count; i++) {
        const uint32_t number = m->picked.items[c->first_picked + i];
        struct json *o = json_object_new();
        json_put_integer(o, "number", number);
        json_put_text(o, "name", entries[number - 1].name);
        json_put_integer(o, "person", entries[number - 1].person);
        json_add_take(list, o);
    }
    return list;
}

static void put_transcript(struct json *o, const struct meeting *m, const struct run *r)
{
    char *bytes = NULL;
    size_t len = 0;
    const bool written = pool_transcript(m, r, &bytes, &len) == STATUS_OK;
    json_put_text_n(o, "transcript", written ? bytes : "", len);
    free(bytes);
}

struct json *view_draw(const struct meeting *m, const struct run *r)
{
    const struct question *q = meeting_question(m, r->question);
    const struct committed *c = pool_committed(m, r);
    struct pool_entry entries[POOL_MAX];
    if (q->kind != QUESTION_DRAW)
        return NULL;
    const uint32_t count = pool_entries(m, r, entries, POOL_MAX);
    const bool drawn = pool_drawn(m, r);
    struct json *o = json_object_new();
    json_put_text(o, "method", drawing_words[q->drawing]);
    json_put_bool(o, "volunteers", pool_of_people(q));
    json_put_integer(o, "pick", q->pick);
    json_put_take(o, "pool", entries_of(entries, count));
    json_put_bool(o, "fixed", c != NULL);
    json_put_text(o, "commitment", c != NULL ? meeting_text(m, c->commitment) : "");
    json_put_text(o, "value", drawn ? meeting_text(m, c->value) : "");
    json_put_text(o, "seed", drawn ? meeting_text(m, c->seed) : "");
    json_put_take(o, "result", result_of(m, c, entries));
    put_transcript(o, m, r);
    return o;
}
