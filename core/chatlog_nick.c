#include "core/chatlog_nick.h"

#include "core/event.h"
#include "core/fold.h"
#include "core/list.h"

#include <stdlib.h>
#include <string.h>

struct nick { /* both made alike */
    const char *now, *first;
};

void nicks_release(struct nicks *n)
{
    free(n->items);
    *n = (struct nicks){0};
}

/* A character may fold to eighteen: what would be longer than a nick may be stays as it is. */
static const char *alike(struct arena *a, const char *nick)
{
    struct folded f;
    const bool fits =
        fold_text(nick, strlen(nick), &f) && f.text[0] != '\0' && strlen(f.text) <= NAME_BYTES_MAX;
    const char *text = fits ? f.text : nick;
    return arena_text(a, text, strlen(text));
}

/* The newest goes before. */
static const struct nick *find(const struct nicks *n, const char *now)
{
    for (uint32_t i = n->count; i-- > 0;)
        if (strcmp(n->items[i].now, now) == 0)
            return &n->items[i];
    return NULL;
}

enum status nicks_spoke(struct nicks *n, struct arena *a, const char *nick, const char **own,
                        const char **first)
{
    const char *now = alike(a, nick);
    if (now == NULL || !RESERVE(*n, 1))
        return FAILED_NO_MEMORY;
    const struct nick *known = find(n, now);
    *own = now;
    *first = known != NULL ? known->first : now;
    if (known == NULL)
        *PUSH(*n) = (struct nick){now, now};
    return STATUS_OK;
}

enum status nicks_changed(struct nicks *n, struct arena *a, const char *from, const char *to)
{
    const char *before = alike(a, from), *after = alike(a, to);
    if (before == NULL || after == NULL || !RESERVE(*n, 1))
        return FAILED_NO_MEMORY;
    const struct nick *known = find(n, before);
    if (known != NULL && find(n, after) == NULL) {
        const struct nick as = {after, known->first};
        *PUSH(*n) = as;
    }
    return STATUS_OK;
}
