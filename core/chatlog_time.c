#include "core/chatlog_time.h"

#include "core/when.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BACK_SECONDS = 2 * 3600, NO_TIME = -1 };

void log_clock_init(struct log_clock *c, int64_t day_us, int32_t offset_minutes)
{
    *c = (struct log_clock){.day_us = day_us,
                            .last_s = NO_TIME,
                            .offset_minutes = offset_minutes,
                            .grain_us = SECOND_US};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of two digits, or of one where least is 1; moves *at. -1: none. */
static int number(const char **at, const char *end, int least)
{
    int n = 0, count = 0;
    while (*at < end && is_digit(**at) && count < 2) {
        n = 10 * n + (*(*at)++ - '0');
        count++;
    }
    return count >= least ? n : -1;
}

/* ---- days ---- */

static bool day_of(int64_t year, int month, int day, int64_t *day_us)
{
    char date[WHEN_LEN];
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    snprintf(date, sizeof date, "%04d-%02d-%02d", (int)year, month, day);
    return when_parse(date, day_us) == STATUS_OK;
}

/* "2026-11-22" and a blank or a T behind it. */
static bool read_date(const char **at, const char *end, int64_t *day_us)
{
    enum { DATE_LEN = 10 };
    char date[DATE_LEN + 1] = "";
    if (end - *at <= DATE_LEN || strchr(" \tT", (*at)[DATE_LEN]) == NULL)
        return false;
    memcpy(date, *at, DATE_LEN);
    if (when_parse(date, day_us) != STATUS_OK)
        return false;
    *at += DATE_LEN + 1;
    return true;
}

/* "Nov", in any case; 0: none. */
static int month_at(const char *at, const char *end)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int i = 0; i < 12 && end - at >= 3; i++)
        if (strncasecmp(at, names + (ptrdiff_t)3 * i, 3) == 0)
            return i + 1;
    return 0;
}

/* "Nov 22 " of the year in which it is nearest to the day that it is. */
static bool read_month_and_day(const struct log_clock *c, const char **at, const char *end,
                               int64_t *day_us)
{
    char today[WHEN_LEN];
    const char *p = *at + 4, *year_text = today;
    const int month = month_at(*at, end);
    int64_t nearest = INT64_MAX;
    if (month == 0 || end - *at < 7 || (*at)[3] != ' ')
        return false;
    p += *p == ' ';
    const int day = number(&p, end, 1);
    when_date(c->day_us, today);
    const int64_t year = 1000 * (year_text[0] - '0') + 100 * (year_text[1] - '0') +
                         10 * (year_text[2] - '0') + (year_text[3] - '0');
    for (int64_t y = year - 1; y <= year + 1; y++) {
        int64_t candidate;
        if (!day_of(y, month, day, &candidate))
            continue;
        const int64_t away = candidate > c->day_us ? candidate - c->day_us : c->day_us - candidate;
        if (away < nearest) {
            nearest = away;
            *day_us = candidate;
        }
    }
    if (nearest == INT64_MAX || p == end || *p != ' ')
        return false;
    *at = p + 1;
    return true;
}

/* ---- times ---- */

/* "10:00:01", "10:00", with a fraction behind it. */
static bool read_clock(const char **at, const char *end, int64_t *second, int64_t *grain_us)
{
    int n[3] = {0}, part = 0;
    const char *p = *at;
    for (; part < 3; part++) {
        n[part] = number(&p, end, 2);
        if (n[part] < 0)
            return false;
        if (part == 2 || p == end || *p != ':')
            break;
        p++;
    }
    if (part < 1 || n[0] > 23 || n[1] > 59 || n[2] > 60 || (p < end && is_digit(*p)))
        return false;
    if (p < end && (*p == '.' || *p == ','))
        for (p++; p < end && is_digit(*p);)
            p++;
    *second = 3600 * (int64_t)n[0] + 60 * n[1] + n[2];
    *grain_us = part == 2 ? SECOND_US : 60 * SECOND_US;
    *at = p;
    return true;
}

/* "Z", "+01:00", "-0500"; *minutes stays where there is none. */
static bool read_zone(const char **at, const char *end, int32_t *minutes)
{
    const char *p = *at;
    if (p < end && *p == 'Z') {
        *minutes = 0;
        *at = p + 1;
        return true;
    }
    if (p == end || (*p != '+' && *p != '-'))
        return true;
    const int sign = *p++ == '-' ? -1 : 1, hours = number(&p, end, 2);
    p += p < end && *p == ':';
    const int rest = number(&p, end, 2);
    if (hours < 0 || hours > 14 || rest < 0 || rest > 59)
        return false;
    *minutes = sign * (60 * hours + rest);
    *at = p;
    return true;
}

bool log_clock_read(struct log_clock *c, const char *line, size_t len, size_t *time_len)
{
    const char *at = line, *end = line + len;
    int64_t second, grain_us, day_us = c->day_us;
    int32_t offset_minutes = c->offset_minutes;
    const bool brackets = len > 0 && (*at == '[' || *at == '(');
    const char close = brackets && *at == '(' ? ')' : ']';
    at += brackets;
    const bool dated = read_date(&at, end, &day_us) || read_month_and_day(c, &at, end, &day_us);
    if (!read_clock(&at, end, &second, &grain_us) || !read_zone(&at, end, &offset_minutes) ||
        (brackets && (at == end || *at++ != close)) ||
        (!brackets && at < end && *at != ' ' && *at != '\t'))
        return false;
    if (!dated && c->last_s != NO_TIME && second + BACK_SECONDS < c->last_s)
        day_us += DAY_US;
    c->day_us = day_us;
    c->last_s = second;
    c->grain_us = grain_us;
    c->time_us = day_us + (second - 60 * (int64_t)offset_minutes) * SECOND_US;
    *time_len = (size_t)(at - line);
    return true;
}

/* ---- lines that say which day it is ---- */

/* Month, day and year in this order, whatever stands between. */
static bool find_day(const char *at, const char *end, int64_t *day_us)
{
    int month = 0, day = 0;
    while (at < end) {
        const char *word = at;
        while (at < end && *at != ' ')
            at++;
        const size_t len = (size_t)(at - word);
        const char *p = word;
        at += at < end;
        if (month == 0 && len == 3)
            month = month_at(word, at);
        else if (month != 0 && day == 0 && len <= 2)
            day = number(&p, word + len, 1);
        else if (day > 0 && len == 4 && is_digit(word[0]) && is_digit(word[1])) {
            const int century = number(&p, word + 2, 2), year = number(&p, word + 4, 2);
            return year >= 0 && day_of(100 * century + year, month, day, day_us);
        } else if (len == 10 && end - word >= 10 && is_digit(*word)) {
            char date[11] = "";
            memcpy(date, word, 10);
            return when_parse(date, day_us) == STATUS_OK;
        }
    }
    return false;
}

bool log_clock_day(struct log_clock *c, const char *line, size_t len)
{
    static const char *const words[] = {"Day changed", "Log opened", "LOGGING AT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t count = strlen(words[i]);
        const char *at = memmem(line, len, words[i], count);
        int64_t day_us;
        if (at == NULL || strchr("-*=", *line) == NULL)
            continue;
        if (!find_day(at + count, line + len, &day_us))
            return false;
        c->day_us = day_us;
        c->last_s = NO_TIME;
        return true;
    }
    return false;
}
