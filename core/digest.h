/* SHA-256, random bytes and comparison in constant time; the only door to libsodium. Pure, except
 * digest_random(). */
#ifndef HUMROOM_CORE_DIGEST_H
#define HUMROOM_CORE_DIGEST_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_LEN = 32, DIGEST_HEX_LEN = 64, SALT_LEN = 16 };

struct digest {
    uint8_t bytes[DIGEST_LEN];
};

/* Once per process, before anything else here; FAILED_RANDOM where the system gives no random
 * numbers. */
CHECKED enum status digest_start(void);

/* SHA-256 of up to n parts, one after the other. */
struct digest_part {
    const void *bytes;
    size_t len;
};
void digest_sha256(const struct digest_part *parts, size_t count, struct digest *out);
void digest_hex(const struct digest *d, char out[DIGEST_HEX_LEN + 1]);
bool digest_from_hex(const char *hex, struct digest *out); /* false: not 64 lower-case hex digits */
bool digest_equal(const struct digest *a, const struct digest *b); /* constant time */
void digest_random(void *out,
                   size_t len); /* only clients/ calls it: chance is an argument everywhere else */

#endif
