#include "core/chatlog_nick.h"

#include "core/event.h"
#include "core/fold.h"
#include "core/list.h"

#include <stdlib.h>
#include <string.h>

struct nick {
    const char *written;
    const char *now, *first; /* made alike; first NULL: has not spoken */
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

/* As it is written, and made alike. */
static enum status known_as(struct nicks *n, struct arena *a, const char *nick, struct nick *out)
{
    out->written = arena_text(a, nick, strlen(nick));
    out->now = alike(a, nick);
    out->first = NULL;
    return out->written != NULL && out->now != NULL && RESERVE(*n, 1) ? STATUS_OK
                                                                      : FAILED_NO_MEMORY;
}

enum status nicks_came(struct nicks *n, struct arena *a, const char *nick)
{
    struct nick now;
    enum status s = known_as(n, a, nick, &now);
    if (s == STATUS_OK && find(n, now.now) == NULL)
        *PUSH(*n) = now;
    return s;
}

enum status nicks_spoke(struct nicks *n, struct arena *a, const char *nick, const char **own,
                        const char **first)
{
    struct nick now;
    enum status s = known_as(n, a, nick, &now);
    if (s != STATUS_OK)
        return s;
    const struct nick *known = find(n, now.now);
    const bool spoke = known != NULL && known->first != NULL;
    *own = now.now;
    *first = now.first = spoke ? known->first : now.now;
    if (!spoke)
        *PUSH(*n) = now;
    return STATUS_OK;
}

enum status nicks_changed(struct nicks *n, struct arena *a, const char *from, const char *to)
{
    struct nick before, after;
    enum status s = known_as(n, a, from, &before);
    if (s == STATUS_OK)
        s = known_as(n, a, to, &after);
    if (s != STATUS_OK)
        return s;
    const struct nick *known = find(n, before.now), *other = find(n, after.now);
    if (other != NULL && other->first != NULL)
        return STATUS_OK;
    after.first = known != NULL ? known->first : NULL;
    *PUSH(*n) = after;
    return STATUS_OK;
}

size_t nicks_at(const struct nicks *n, const char *text, size_t len)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        const size_t count = strlen(n->items[i].written);
        if (count > longest && count < len && strncmp(text, n->items[i].written, count) == 0 &&
            (text[count] == ' ' || text[count] == '\t'))
            longest = count;
    }
    return longest;
}
