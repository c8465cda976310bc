#include "core/md5.h"

#include <glib.h>

#include <assert.h>

void md5_of(const void *bytes, size_t len, uint8_t out[MD5_LEN])
{
    gsize got = MD5_LEN;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_MD5);
    assert(len <= MD5_BYTES_MAX);
    g_checksum_update(sum, bytes, (gssize)len);
    g_checksum_get_digest(sum, out, &got);
    g_checksum_free(sum);
    assert(got == MD5_LEN);
}
