/* Memory that is given back all at once: what a list of events or a parsed command points to.
 * Pointers stay valid until arena_release(). Zeroed is empty. Pure but for the heap; one thread at
 * a time. */
#ifndef HUMROOM_CORE_ARENA_H
#define HUMROOM_CORE_ARENA_H

#include <stddef.h>

struct arena_chunk;
struct arena {
    struct arena_chunk *newest;
};

void *arena_take(struct arena *a, size_t len); /* zeroed, aligned; NULL: no memory */
const char *arena_text(struct arena *a, const char *text,
                       size_t len);  /* a copy with NUL; NULL: no memory */
void arena_release(struct arena *a); /* accepts NULL */

#endif
