/* MD5 for the draws of RFC 3797; the only door to GLib. Nothing here rests on MD5 being hard to
 * collide. */
#ifndef HUMROOM_CLIENTS_CLI_MD5_H
#define HUMROOM_CLIENTS_CLI_MD5_H

#include <stddef.h>
#include <stdint.h>

void md5_of(const void *bytes, size_t len, uint8_t out[16]);

#endif
