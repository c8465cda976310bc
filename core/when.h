/* Moments in UTC as people write them. Microseconds since 1970; years 1970 to 9999. Pure. */
#ifndef HUMROOM_CORE_WHEN_H
#define HUMROOM_CORE_WHEN_H

#include "core/status.h"

#include <stdint.h>

enum { WHEN_LEN = 32 };
#define SECOND_US INT64_C(1000000)
#define DAY_US (INT64_C(86400) * SECOND_US)

void when_stamp(int64_t us, char out[WHEN_LEN]); /* "2026-11-22T10:00:00Z" */
void when_date(int64_t us, char out[WHEN_LEN]);  /* "2026-11-22" */
void when_clock(int64_t us, int32_t offset_minutes,
                char out[WHEN_LEN]); /* "10:00:00" in that zone */
void when_local(int64_t us, int32_t offset_minutes,
                char out[WHEN_LEN]); /* "2026-11-22 10:00" in that zone */
void when_mail(int64_t us,
               char out[WHEN_LEN + 16]); /* RFC 5322: "Sun, 22 Nov 2026 10:00:00 +0000" */
/* "2026-11-22" (midnight UTC), "2026-11-22T10:00Z", "2026-11-22T10:00:00Z", and with +01:00 for Z.
 * REFUSED_BAD_VALUE */
CHECKED enum status when_parse(const char *text, int64_t *us);
/* 23:59:59 UTC of the day `days` after the day of us. */
int64_t when_end_of_day_after(int64_t us, int days);

#endif
