#include "core/calendar.h"

#include "core/digest.h"
#include "core/text.h"
#include "core/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_OCTETS = 75 };

void calendar_uid(const char *what, const char *part, char out[CALENDAR_UID_LEN])
{
    struct digest d;
    char hex[DIGEST_HEX_LEN + 1];
    const struct digest_part parts[] = {{"humroom.calendar/1", sizeof "humroom.calendar/1"},
                                        {what, strlen(what) + 1},
                                        {part, strlen(part)}};
    digest_sha256(parts, 3, &d);
    digest_hex(&d, hex);
    snprintf(out, CALENDAR_UID_LEN, "%.32s@humroom", hex); /* half of it is unique enough */
}

/* One line of content; a fold's blank counts into the next line (RFC 5545 3.1). */
static void add_folded(struct text *out, const struct text *line)
{
    size_t octets = 0;
    for (size_t at = 0; at < line->len;) {
        size_t begin = at;
        (void)text_next(line->bytes, line->len, &at);
        if (octets + (at - begin) > LINE_OCTETS) {
            text_add(out, "\r\n ");
            octets = 1;
        }
        text_add_n(out, line->bytes + begin, at - begin);
        octets += at - begin;
    }
    text_add(out, "\r\n");
}

static void add_line(struct text *out, struct text *line)
{
    add_folded(out, line);
    out->failed = out->failed || line->failed;
    text_release(line);
}

/* A TEXT (RFC 5545 3.3.11). */
static void add_text(struct text *out, const char *name, const char *value)
{
    struct text line = {0};
    if (value[0] == '\0')
        return;
    text_addf(&line, "%s:", name);
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '\n')
            text_add(&line, "\\n");
        else if (*c == '\\' || *c == ';' || *c == ',')
            text_addf(&line, "\\%c", *c);
        else
            text_add_n(&line, c, 1);
    }
    add_line(out, &line);
}

static void add_plain(struct text *out, const char *name, const char *value)
{
    struct text line = {0};
    if (value[0] == '\0')
        return;
    text_addf(&line, "%s:%s", name, value);
    add_line(out, &line);
}

/* "2026-11-22T09:00:00Z" -> "20261122T090000Z", or its date alone. */
static void add_time(struct text *out, const char *name, int64_t us, bool date)
{
    char stamp[WHEN_LEN];
    char basic[WHEN_LEN];
    size_t len = 0;
    when_stamp(us, stamp);
    for (const char *c = stamp; *c != '\0' && !(date && *c == 'T'); c++)
        if (*c != '-' && *c != ':')
            basic[len++] = *c;
    basic[len] = '\0';
    text_addf(out, "%s%s:%s\r\n", name, date ? ";VALUE=DATE" : "", basic);
}

static void add_entry(struct text *out, const struct calendar_entry *e, int64_t stamp_us)
{
    text_add(out, "BEGIN:VEVENT\r\n");
    add_plain(out, "UID", e->uid);
    add_time(out, "DTSTAMP", stamp_us, false);
    add_time(out, "DTSTART", e->start_us, e->all_day);
    if (e->end_us > e->start_us && !e->all_day)
        add_time(out, "DTEND", e->end_us, false);
    if (e->all_day) /* the first day that is no part of it */
        add_time(out, "DTEND", e->start_us + DAY_US, true);
    add_text(out, "SUMMARY", e->summary);
    add_text(out, "DESCRIPTION", e->description);
    add_text(out, "LOCATION", e->location);
    add_plain(out, "URL", e->url);
    text_add(out, "END:VEVENT\r\n");
}

enum status calendar_write(const struct calendar_entry *entries, size_t count, int64_t stamp_us,
                           char **out, size_t *len)
{
    struct text t = {0};
    text_add(&t, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//humroom//humroom//EN\r\n");
    for (size_t i = 0; i < count; i++)
        add_entry(&t, &entries[i], stamp_us);
    text_add(&t, "END:VCALENDAR\r\n");
    return text_take(&t, out, len);
}
