#include "net/server_peers.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024 };
static const int64_t forgive_us = INT64_C(1000000) * PEER_TRIES_SECONDS / PEER_TRIES;

struct peer {
    struct peer *next;
    struct peer_address address;
    uint32_t unjoined;
    int64_t wrong_until_us; /* every wrong try adds forgive_us; at now + PEER_TRIES of them it is
                               enough */
};

struct peers {
    struct peer *buckets[BUCKETS];
    size_t count;
    uint32_t unjoined_max;
};

void peer_address_of(const struct sockaddr *from, struct peer_address *out)
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    *out = (struct peer_address){{0}};
    if (from->sa_family == AF_INET) {
        memcpy(out->bytes, mapped, sizeof mapped);
        memcpy(out->bytes + 12, &((const struct sockaddr_in *)(const void *)from)->sin_addr, 4);
    } else if (from->sa_family == AF_INET6) {
        const uint8_t *six = ((const struct sockaddr_in6 *)(const void *)from)->sin6_addr.s6_addr;
        memcpy(out->bytes, six, memcmp(six, mapped, sizeof mapped) == 0 ? 16 : 8);
    }
}

enum status peers_create(struct peers **out, uint32_t unjoined_max)
{
    struct peers *p = calloc(1, sizeof *p);
    if (p == NULL)
        return FAILED_NO_MEMORY;
    p->unjoined_max = unjoined_max;
    *out = p;
    return STATUS_OK;
}

void peers_free(struct peers *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct peer *peer = p->buckets[i], *next; peer != NULL; peer = next) {
            next = peer->next;
            free(peer);
        }
    free(p);
}

static size_t bucket_of(const struct peer_address *a)
{
    uint32_t hash = 2166136261u; /* FNV-1a: short keys, no order to hide */
    for (size_t i = 0; i < sizeof a->bytes; i++)
        hash = (hash ^ a->bytes[i]) * 16777619u;
    return hash % BUCKETS;
}

static struct peer *find(const struct peers *p, const struct peer_address *a)
{
    for (struct peer *peer = p->buckets[bucket_of(a)]; peer != NULL; peer = peer->next)
        if (memcmp(&peer->address, a, sizeof *a) == 0)
            return peer;
    return NULL;
}

static bool forgotten(const struct peer *peer, int64_t steady_us)
{
    return peer->unjoined == 0 && peer->wrong_until_us <= steady_us;
}

/* Takes those out of a bucket of whom nothing is to be remembered: the table stays as small as what
 * is going on. */
static void sweep(struct peers *p, size_t bucket, int64_t steady_us)
{
    struct peer **at = &p->buckets[bucket];
    while (*at != NULL) {
        struct peer *peer = *at;
        if (forgotten(peer, steady_us)) {
            *at = peer->next;
            free(peer);
            p->count--;
        } else {
            at = &peer->next;
        }
    }
}

static struct peer *find_or_add(struct peers *p, const struct peer_address *a, int64_t steady_us)
{
    struct peer *peer = find(p, a);
    if (peer != NULL)
        return peer;
    sweep(p, bucket_of(a), steady_us);
    peer = calloc(1, sizeof *peer);
    if (peer == NULL)
        return NULL;
    peer->address = *a;
    peer->next = p->buckets[bucket_of(a)];
    p->buckets[bucket_of(a)] = peer;
    p->count++;
    return peer;
}

bool peers_come(struct peers *p, const struct peer_address *a, int64_t steady_us)
{
    struct peer *peer = find_or_add(p, a, steady_us);
    if (peer == NULL || peer->unjoined >= p->unjoined_max)
        return false;
    peer->unjoined++;
    return true;
}

void peers_settle(struct peers *p, const struct peer_address *a, int64_t steady_us)
{
    struct peer *peer = find(p, a);
    if (peer == NULL || peer->unjoined == 0)
        return;
    peer->unjoined--;
    sweep(p, bucket_of(a), steady_us);
}

void peers_wrong(struct peers *p, const struct peer_address *a, int64_t steady_us)
{
    struct peer *peer = find_or_add(p, a, steady_us);
    if (peer == NULL)
        return;
    if (peer->wrong_until_us < steady_us)
        peer->wrong_until_us = steady_us;
    if (!peers_wary(
            p, a, steady_us)) /* held at the limit: who stops trying is forgiven within a minute */
        peer->wrong_until_us += forgive_us;
}

bool peers_wary(const struct peers *p, const struct peer_address *a, int64_t steady_us)
{
    const struct peer *peer = find(p, a);
    return peer != NULL && peer->wrong_until_us - steady_us > (PEER_TRIES - 1) * forgive_us;
}

size_t peers_count(const struct peers *p)
{
    return p->count;
}
