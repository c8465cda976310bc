/* What is known of the addresses that sockets come from: how many have not joined, how many wrong
 * codes were tried. A whole room sits behind one address, so nothing here touches a socket that has
 * joined. CONTEXT: loop. */
#ifndef HUMROOM_NET_SERVER_PEERS_H
#define HUMROOM_NET_SERVER_PEERS_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr;

enum { PEER_TRIES = 10, PEER_TRIES_SECONDS = 60 };

/* An address as a neighbour sees it: IPv4 whole (also when it came mapped into IPv6), IPv6 up to
 * the /64 that one household gets. */
struct peer_address {
    uint8_t bytes[16];
};
void peer_address_of(const struct sockaddr *from, struct peer_address *out);

/* Proxies of ours, whole addresses. What one of them says of where a connection came from is
 * believed; nobody else is. Zeroed is none. */
enum { PROXIES_MAX = 8 };
struct peer_proxies {
    uint8_t addresses[PROXIES_MAX][16];
    uint32_t count;
};
/* text: numeric, IPv4 or IPv6. false: it is not, or there are PROXIES_MAX already. */
CHECKED bool peer_proxies_add(struct peer_proxies *p, const char *text);
bool peer_is_proxy(const struct peer_proxies *p, const struct sockaddr *from);
/* The header X-Forwarded-For, "client, proxy, proxy": each proxy adds on the right whom it was
 * called by, and what stands left of that anybody may have written. So the rightmost address that
 * is no proxy of ours counts, and where all are, the leftmost: somebody on the proxy's own machine.
 * false: what stands there is no address. */
CHECKED bool peer_forwarded(const struct peer_proxies *p, const char *header,
                            struct peer_address *out);

struct peers;
CHECKED enum status peers_create(struct peers **out, uint32_t unjoined_max);
void peers_free(struct peers *p); /* accepts NULL */

/* A socket that has not joined: false where its address has too many of them already (or no
 * memory). */
CHECKED bool peers_come(struct peers *p, const struct peer_address *a, int64_t steady_us);
/* It has joined, or gone. */
void peers_settle(struct peers *p, const struct peer_address *a, int64_t steady_us);

/* A wrong link or code. */
void peers_wrong(struct peers *p, const struct peer_address *a, int64_t steady_us);
/* PEER_TRIES wrong ones within PEER_TRIES_SECONDS: one more is forgiven every PEER_TRIES_SECONDS /
 * PEER_TRIES. */
bool peers_wary(const struct peers *p, const struct peer_address *a, int64_t steady_us);

/* A number for the address that carries nothing of it: of a secret of this table, drawn when it was
 * made, and the address. Never 0. */
uint64_t peers_group(const struct peers *p, const struct peer_address *a);

size_t peers_count(const struct peers *p); /* addresses remembered */

#endif
