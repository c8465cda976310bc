/* Time zones, by the database of the system. */
#ifndef HUMROOM_CLIENTS_CLI_ZONE_H
#define HUMROOM_CLIENTS_CLI_ZONE_H

#include "core/status.h"

#include <stdint.h>

/* Minutes east of UTC that an IANA zone has at a moment; "UTC" is known without the database.
 * REFUSED_BAD_VALUE: the zone is not known on this machine. Changes the process's environment for
 * the length of the call: only before the first thread is started. */
CHECKED enum status zone_offset(const char *zone, int64_t at_us, int32_t *minutes);

/* The start of a meeting as it stands in a plan ("2026-11-22", "2026-11-22T10:00", or with an
 * offset or Z), and its zone's offset then. start "": now_us. REFUSED_BAD_VALUE as above. */
CHECKED enum status zone_start(const char *start, const char *zone, int64_t now_us,
                               int64_t *start_us, int32_t *minutes);

#endif
