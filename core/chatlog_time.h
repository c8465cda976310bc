/* The times at which the lines of a log were said; for chatlog*.c only. Pure.
 *
 * Before a line stands "10:00:01", in brackets or not, without seconds or with a fraction of one;
 * before that may stand a day, "2026-11-22" or "Nov 22", behind it a zone, "Z" or "+01:00". A time
 * that goes back by more than two hours is the next day's (a clock goes back by one in autumn). */
#ifndef HUMROOM_CORE_CHATLOG_TIME_H
#define HUMROOM_CORE_CHATLOG_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct log_clock {
    int64_t day_us;         /* midnight of the day of the line before, on the log's clock */
    int64_t last_s;         /* second of that day of the line before */
    int32_t offset_minutes; /* of the log's clock */
    int64_t time_us;        /* of the newest line */
    int64_t grain_us;       /* it was said within so much from then: a second, or a minute */
};

void log_clock_init(struct log_clock *c, int64_t day_us, int32_t offset_minutes);
/* *time_len: of the time before the line. false: there is none. */
bool log_clock_read(struct log_clock *c, const char *line, size_t len, size_t *time_len);
/* "--- Day changed Mon Nov 23 2026", "**** BEGIN LOGGING AT Sun Nov 22 10:00:00 2026": from now on
 * it is that day. false: another line. */
bool log_clock_day(struct log_clock *c, const char *line, size_t len);

#endif
