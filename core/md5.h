/* MD5 (RFC 1321), for the draws of RFC 3797 alone: nothing here rests on its being hard to collide.
 * The only door to GLib. Pure but for the heap. */
#ifndef HUMROOM_CORE_MD5_H
#define HUMROOM_CORE_MD5_H

#include <stddef.h>
#include <stdint.h>

enum { MD5_LEN = 16, MD5_BYTES_MAX = 4096 };

/* Of at most MD5_BYTES_MAX bytes. */
void md5_of(const void *bytes, size_t len, uint8_t out[MD5_LEN]);

#endif
