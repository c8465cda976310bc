#include "core/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_LEN = 4096 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t used;
    size_t len;
    alignas(max_align_t) unsigned char bytes[];
};

static struct arena_chunk *chunk_create(struct arena *a, size_t least)
{
    size_t len = least > CHUNK_LEN ? least : CHUNK_LEN;
    if (len > SIZE_MAX - sizeof(struct arena_chunk))
        return NULL;
    struct arena_chunk *c = calloc(1, sizeof *c + len);
    if (c == NULL)
        return NULL;
    c->len = len;
    c->older = a->newest;
    a->newest = c;
    return c;
}

void *arena_take(struct arena *a, size_t len)
{
    const size_t align = alignof(max_align_t);
    assert(a != NULL);
    if (len > SIZE_MAX - align)
        return NULL;
    size_t rounded = (len + align - 1) / align * align;
    struct arena_chunk *c = a->newest;
    if (c == NULL || c->len - c->used < rounded)
        c = chunk_create(a, rounded);
    if (c == NULL)
        return NULL;
    void *p = c->bytes + c->used;
    c->used += rounded;
    return p;
}

const char *arena_text(struct arena *a, const char *text, size_t len)
{
    char *copy = arena_take(a, len + 1);
    if (copy != NULL)
        memcpy(copy, text, len);
    return copy;
}

void arena_release(struct arena *a)
{
    if (a == NULL)
        return;
    while (a->newest != NULL) {
        struct arena_chunk *c = a->newest;
        a->newest = c->older;
        free(c);
    }
}
