/* The event loop under the server's sockets; the only door to libev. One alarm beside what the
 * sockets' library adds. CONTEXT: loop. */
#ifndef HUMROOM_NET_LOOP_H
#define HUMROOM_NET_LOOP_H

#include "core/status.h"

#include <stdint.h>

struct loop;

/* FAILED_NO_MEMORY: no memory, or no way to watch sockets. */
CHECKED enum status loop_open(struct loop **out);
void loop_close(struct loop *l); /* accepts NULL */

/* The library's own loop, for a library that runs its sockets on a foreign one. */
void *loop_foreign(struct loop *l);

/* The next turn ends after wait_us at the latest. Replaces the one set before. */
void loop_alarm(struct loop *l, int64_t wait_us);

/* Waits for sockets or the alarm and serves them once. */
void loop_turn(struct loop *l);

#endif
