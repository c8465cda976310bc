#include "clients/cli/zone.h"

#include "core/when.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char database[] = "/usr/share/zoneinfo/";

/* An unknown zone is not told from UTC by the C library: asked of the database itself. */
static bool is_known(const char *zone)
{
    char path[256];
    if (strstr(zone, "..") != NULL || zone[0] == '/')
        return false;
    int len = snprintf(path, sizeof path, "%s%s", database, zone);
    return len > 0 && (size_t)len < sizeof path && access(path, R_OK) == 0;
}

enum status zone_offset(const char *zone, int64_t at_us, int32_t *minutes)
{
    if (strcmp(zone, "UTC") == 0) {
        *minutes = 0;
        return STATUS_OK;
    }
    if (!is_known(zone))
        return REFUSED_BAD_VALUE;
    const char *set = getenv("TZ");
    char *before = set != NULL ? strdup(set) : NULL;
    struct tm there;
    time_t at = (time_t)(at_us / SECOND_US);
    (void)setenv("TZ", zone, 1);
    tzset();
    bool ok = localtime_r(&at, &there) != NULL;
    if (before != NULL)
        (void)setenv("TZ", before, 1);
    else
        (void)unsetenv("TZ");
    tzset();
    free(before);
    if (!ok)
        return REFUSED_BAD_VALUE;
    *minutes = (int32_t)(there.tm_gmtoff / 60);
    return STATUS_OK;
}

enum status zone_start(const char *start, const char *zone, int64_t now_us, int64_t *start_us,
                       int32_t *minutes)
{
    char with_z[WHEN_LEN + 2];
    int64_t at_us = now_us;
    bool local = false;
    if (start[0] != '\0' &&
        (strchr(start, 'T') == NULL || when_parse(start, &at_us) != STATUS_OK)) {
        local = true; /* a date, or a moment by the clock of the zone */
        (void)snprintf(with_z, sizeof with_z, "%s%s", start, strchr(start, 'T') != NULL ? "Z" : "");
        if (when_parse(with_z, &at_us) != STATUS_OK)
            return REFUSED_BAD_VALUE;
    }
    enum status s = zone_offset(zone, at_us, minutes);
    if (s != STATUS_OK)
        return s;
    /* Read as UTC at first: near a change of the clocks the offset may be another at the moment
     * that is meant. */
    if (local)
        s = zone_offset(zone, at_us - *minutes * 60 * SECOND_US, minutes);
    if (s == STATUS_OK)
        *start_us = local ? at_us - *minutes * 60 * SECOND_US : at_us;
    return s;
}
