#include "net/server_peers.h"

#include "core/digest.h"

#include <arpa/inet.h>
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
    uint8_t secret[16];
};

static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/* All 16 bytes, IPv4 as it is mapped into IPv6. */
static void whole(const struct sockaddr *from, uint8_t out[16])
{
    memset(out, 0, 16);
    if (from->sa_family == AF_INET) {
        memcpy(out, mapped, sizeof mapped);
        memcpy(out + 12, &((const struct sockaddr_in *)(const void *)from)->sin_addr, 4);
    } else if (from->sa_family == AF_INET6) {
        memcpy(out, ((const struct sockaddr_in6 *)(const void *)from)->sin6_addr.s6_addr, 16);
    }
}

static bool read_whole(const char *text, uint8_t out[16])
{
    memcpy(out, mapped, sizeof mapped);
    return inet_pton(AF_INET, text, out + 12) == 1 || inet_pton(AF_INET6, text, out) == 1;
}

static void neighbour(const uint8_t address[16], struct peer_address *out)
{
    *out = (struct peer_address){{0}};
    memcpy(out->bytes, address, memcmp(address, mapped, sizeof mapped) == 0 ? 16 : 8);
}

void peer_address_of(const struct sockaddr *from, struct peer_address *out)
{
    uint8_t address[16];
    whole(from, address);
    neighbour(address, out);
}

static bool is_proxy(const struct peer_proxies *p, const uint8_t address[16])
{
    for (uint32_t i = 0; i < p->count; i++)
        if (memcmp(p->addresses[i], address, 16) == 0)
            return true;
    return false;
}

bool peer_proxies_add(struct peer_proxies *p, const char *text)
{
    if (p->count == PROXIES_MAX || !read_whole(text, p->addresses[p->count]))
        return false;
    p->count++;
    return true;
}

bool peer_is_proxy(const struct peer_proxies *p, const struct sockaddr *from)
{
    uint8_t address[16];
    whole(from, address);
    return is_proxy(p, address);
}

/* One entry of the list: "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711". */
static bool read_entry(const char *entry, size_t len, uint8_t out[16])
{
    char text[INET6_ADDRSTRLEN];
    const char *colon = memchr(entry, ':', len);
    if (len > 0 && entry[0] == '[') {
        const char *end = memchr(entry, ']', len);
        if (end == NULL)
            return false;
        entry++;
        len = (size_t)(end - entry);
    } else if (colon != NULL && memchr(colon + 1, ':', len - (size_t)(colon + 1 - entry)) == NULL) {
        len = (size_t)(colon - entry); /* a port behind IPv4 */
    }
    if (len == 0 || len >= sizeof text)
        return false;
    memcpy(text, entry, len);
    text[len] = '\0';
    return read_whole(text, out);
}

bool peer_forwarded(const struct peer_proxies *p, const char *header, struct peer_address *out)
{
    for (size_t end = strlen(header); end > 0;) {
        size_t begin = end;
        while (begin > 0 && header[begin - 1] != ',')
            begin--;
        size_t first = begin, last = end;
        while (first < last && (header[first] == ' ' || header[first] == '\t'))
            first++;
        while (last > first && (header[last - 1] == ' ' || header[last - 1] == '\t'))
            last--;
        uint8_t address[16];
        if (!read_entry(header + first, last - first, address))
            return false;
        if (!is_proxy(p, address) || begin == 0) {
            neighbour(address, out);
            return true;
        }
        end = begin - 1;
    }
    return false;
}

enum status peers_create(struct peers **out, uint32_t unjoined_max)
{
    struct peers *p = calloc(1, sizeof *p);
    if (p == NULL)
        return FAILED_NO_MEMORY;
    p->unjoined_max = unjoined_max;
    digest_random(p->secret, sizeof p->secret);
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

uint64_t peers_group(const struct peers *p, const struct peer_address *a)
{
    const struct digest_part parts[] = {{p->secret, sizeof p->secret}, {a->bytes, sizeof a->bytes}};
    struct digest d;
    uint64_t group;
    digest_sha256(parts, 2, &d);
    memcpy(&group, d.bytes, sizeof group);
    return group != 0 ? group : 1;
}

size_t peers_count(const struct peers *p)
{
    return p->count;
}
