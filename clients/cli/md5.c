#include "clients/cli/md5.h"

#include <glib.h>

#include <assert.h>

void md5_of(const void *bytes, size_t len, uint8_t out[16])
{
    gsize got = 16;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_MD5);
    g_checksum_update(sum, bytes, (gssize)len);
    g_checksum_get_digest(sum, out, &got);
    g_checksum_free(sum);
    assert(got == 16);
}
