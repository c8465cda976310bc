#include "core/when.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1970, LAST_YEAR = 9999 };

struct civil {
    int64_t year;
    int month, day; /* from 1 */
    int hour, minute, second;
    int weekday; /* 0: Sunday */
};

static const char *const weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01 to the first day of a year >= 1. */
static int64_t days_before_year(int64_t year)
{
    int64_t y = year - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 -
           719162; /* 719162 days lie before 1970 since year 1 */
}

static int64_t days_of(int64_t year, int month, int day)
{
    int64_t days = days_before_year(year) + day - 1;
    for (int m = 1; m < month; m++)
        days += days_in_month(year, m);
    return days;
}

/* A moment on the clock of a zone. What lies outside the years that can be written is shown as the
 * nearest that can. */
static struct civil civil_of(int64_t us, int32_t offset_minutes)
{
    int64_t last = (days_before_year(LAST_YEAR + 1)) * 86400 - 1;
    int64_t s = us / SECOND_US - (us % SECOND_US < 0 ? 1 : 0);
    s = s < 0 ? 0 : s > last ? last : s;
    s += (int64_t)offset_minutes * 60;
    s = s < -86400 ? -86400 : s > last ? last : s;
    int64_t days = (s + 86400) / 86400 - 1; /* s is above -86400: floor */
    int64_t rest = s - days * 86400;
    struct civil c = {.year = FIRST_YEAR + days / 366 -
                              1}; /* never too late, six years early at most */
    while (days_before_year(c.year + 1) <= days)
        c.year++;
    int64_t day = days - days_before_year(c.year);
    for (c.month = 1; day >= days_in_month(c.year, c.month); c.month++)
        day -= days_in_month(c.year, c.month);
    c.day = (int)day + 1;
    c.hour = (int)(rest / 3600);
    c.minute = (int)(rest / 60 % 60);
    c.second = (int)(rest % 60);
    c.weekday = (int)((days + 7 + 4) % 7); /* 1970-01-01 was a Thursday */
    return c;
}

void when_stamp(int64_t us, char out[WHEN_LEN])
{
    struct civil c = civil_of(us, 0);
    snprintf(out, WHEN_LEN, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)c.year, c.month, c.day, c.hour,
             c.minute, c.second);
}

void when_date(int64_t us, char out[WHEN_LEN])
{
    struct civil c = civil_of(us, 0);
    snprintf(out, WHEN_LEN, "%04d-%02d-%02d", (int)c.year, c.month, c.day);
}

void when_clock(int64_t us, int32_t offset_minutes, char out[WHEN_LEN])
{
    struct civil c = civil_of(us, offset_minutes);
    snprintf(out, WHEN_LEN, "%02d:%02d:%02d", c.hour, c.minute, c.second);
}

void when_local(int64_t us, int32_t offset_minutes, char out[WHEN_LEN])
{
    struct civil c = civil_of(us, offset_minutes);
    snprintf(out, WHEN_LEN, "%04d-%02d-%02d %02d:%02d", (int)c.year, c.month, c.day, c.hour,
             c.minute);
}

void when_mail(int64_t us, char out[WHEN_LEN + 16])
{
    struct civil c = civil_of(us, 0);
    snprintf(out, WHEN_LEN + 16, "%s, %d %s %04d %02d:%02d:%02d +0000", weekdays[c.weekday], c.day,
             months[c.month - 1], (int)c.year, c.hour, c.minute, c.second);
}

/* ---- parsing ---- */

/* Reads text along a pattern in which 'd' stands for a digit; the numbers between are put into n,
 * one after another. Gives the text behind it, NULL where it does not fit. */
static const char *match(const char *text, const char *pattern, int *n)
{
    bool in_number = false;
    for (; *pattern != '\0'; pattern++, text++) {
        if (*pattern != 'd') {
            if (*text != *pattern)
                return NULL;
            n += in_number;
            in_number = false;
            continue;
        }
        if (*text < '0' || *text > '9')
            return NULL;
        *n = (in_number ? *n * 10 : 0) + (*text - '0');
        in_number = true;
    }
    return text;
}

static bool zone_seconds(const char *text, int64_t *seconds)
{
    if (strcmp(text, "Z") == 0) {
        *seconds = 0;
        return true;
    }
    if (*text != '+' && *text != '-')
        return false;
    int n[2] = {0};
    const char *end = match(text + 1, "dd:dd", n);
    if (end == NULL || *end != '\0' || n[0] > 23 || n[1] > 59)
        return false;
    *seconds = (*text == '-' ? -60 : 60) * (int64_t)(n[0] * 60 + n[1]);
    return true;
}

enum status when_parse(const char *text, int64_t *us)
{
    int date[3] = {0};
    int clock[3] = {0};
    int64_t offset = 0;
    const char *rest = match(text, "dddd-dd-dd", date);
    if (rest == NULL || date[0] < FIRST_YEAR || date[1] < 1 || date[1] > 12 || date[2] < 1 ||
        date[2] > days_in_month(date[0], date[1]))
        return REFUSED_BAD_VALUE;
    if (*rest != '\0') {
        const char *behind = match(rest, "Tdd:dd:dd", clock);
        if (behind == NULL) {
            clock[2] = 0;
            behind = match(rest, "Tdd:dd", clock);
        }
        if (behind == NULL || clock[0] > 23 || clock[1] > 59 || clock[2] > 59 ||
            !zone_seconds(behind, &offset))
            return REFUSED_BAD_VALUE;
    }
    int64_t s = days_of(date[0], date[1], date[2]) * 86400 + clock[0] * 3600 + clock[1] * 60 +
                clock[2] - offset;
    if (s < 0 || s >= days_before_year(LAST_YEAR + 1) * 86400)
        return REFUSED_BAD_VALUE;
    *us = s * SECOND_US;
    return STATUS_OK;
}

int64_t when_end_of_day_after(int64_t us, int days)
{
    int64_t day = us / DAY_US - (us % DAY_US < 0 ? 1 : 0);
    return (day + days + 1) * DAY_US - SECOND_US;
}
