/* Who is who in a log: people take other nicks and stay the same; for chatlog*.c only. */
#ifndef HUMROOM_CORE_CHATLOG_NICK_H
#define HUMROOM_CORE_CHATLOG_NICK_H

#include "core/arena.h"
#include "core/status.h"

#include <stdint.h>

struct nick;
struct nicks {
    struct nick *items;
    uint32_t count, capacity;
};

/* Somebody came: their nick is known from now on, should it hold blanks. */
CHECKED enum status nicks_came(struct nicks *n, struct arena *a, const char *nick);
/* Somebody speaks: *own is the nick made alike (in any case), *first the one by which they spoke
 * first. Both are the arena's. */
CHECKED enum status nicks_spoke(struct nicks *n, struct arena *a, const char *nick,
                                const char **own, const char **first);
/* Who has spoken stays the same; who has not is known by the nick they speak by, and who comes back
 * to a nick that has spoken is who that was. Only what was said before counts: a log that has grown
 * says the same of its beginning. */
CHECKED enum status nicks_changed(struct nicks *n, struct arena *a, const char *from,
                                  const char *to);
/* The length of the longest nick that is known, as it was written, which the text begins with and a
 * blank follows; 0: none. */
size_t nicks_at(const struct nicks *n, const char *text, size_t len);
void nicks_release(struct nicks *n);

#endif
