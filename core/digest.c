#include "core/digest.h"

#include <sodium.h>

#include <assert.h>
#include <string.h>

enum status digest_start(void)
{
    return sodium_init() < 0 ? FAILED_RANDOM : STATUS_OK;
}

void digest_sha256(const struct digest_part *parts, size_t count, struct digest *out)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < count; i++)
        if (parts[i].len > 0)
            crypto_hash_sha256_update(&state, parts[i].bytes, parts[i].len);
    crypto_hash_sha256_final(&state, out->bytes);
}

void digest_hex(const struct digest *d, char out[DIGEST_HEX_LEN + 1])
{
    sodium_bin2hex(out, DIGEST_HEX_LEN + 1, d->bytes, DIGEST_LEN);
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_from_hex(const char *hex, struct digest *out)
{
    struct digest d;
    for (size_t i = 0; i < DIGEST_LEN; i++) {
        int high = nibble(hex[2 * i]);
        int low = high < 0 ? -1 : nibble(hex[2 * i + 1]);
        if (low < 0)
            return false;
        d.bytes[i] = (uint8_t)(high * 16 + low);
    }
    if (hex[DIGEST_HEX_LEN] != '\0')
        return false;
    *out = d;
    return true;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return sodium_memcmp(a->bytes, b->bytes, DIGEST_LEN) == 0;
}

void digest_random(void *out, size_t len)
{
    randombytes_buf(out, len);
}
