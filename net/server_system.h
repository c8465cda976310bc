/* What the server asks of the system before it listens. */
#ifndef HUMROOM_NET_SERVER_SYSTEM_H
#define HUMROOM_NET_SERVER_SYSTEM_H

#include "core/status.h"

#include <stdint.h>

/* Sets the process's limit of open files to `wanted`, or as near as it may be; returns how many
 * there may be. Lowered too: the sockets' library makes a table as long as the limit, and in some
 * containers that is a thousand million. */
uint32_t system_set_open_files(uint32_t wanted);

/* Can this be listened on? The sockets' library does not say why it could not. address: numeric.
 * REFUSED_PORT_IN_USE, REFUSED_ADDRESS (not numeric, or not of this machine),
 * REFUSED_NO_PERMISSION, FAILED_NETWORK. */
CHECKED enum status system_try_address(const char *address, uint16_t port);

#endif
