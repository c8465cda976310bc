/* The four links of a meeting: who may come in, and where. */
#ifndef HUMROOM_CLIENTS_CLI_LINKS_H
#define HUMROOM_CLIENTS_CLI_LINKS_H

#include "core/status.h"
#include "net/keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LINK_SECRET_LEN = 32, /* hex digits: 128 bits */
    LINK_CODE_LEN = KEYS_CODE_LEN,
    LINK_URL_MAX = 2048,
};

/* The secrets of this start; "" where that of an earlier start stays valid, of which only the hash
 * is kept. */
struct links {
    char chair[LINK_SECRET_LEN + 1];
    char scribe[LINK_SECRET_LEN + 1];
    char participant[KEYS_CODE_MAX + 1];
    char screen[KEYS_CODE_MAX + 1];
};

/* Draws what the keys do not have yet (anew: all four) and writes it to the keys' file. Draws
 * randomness. */
CHECKED enum status links_make(struct keys *keys, struct keys_file *file, bool anew,
                               struct links *out);

/* "http://ADDRESS:PORT" for pages ("https:" with tls), without a slash at its end: public_url where
 * it is not "", brackets around IPv6, and for all addresses the first of this machine that is not
 * loopback. */
void links_base(const char *public_url, bool tls, const char *address, uint16_t port,
                char out[LINK_URL_MAX]);

/* base "/path#secret"; secret "" leaves "#" away. */
void links_url(const char *base, const char *path, const char *secret, char out[LINK_URL_MAX]);

#endif
