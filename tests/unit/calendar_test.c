#include "tests/unit/unit.h"

#include "core/calendar.h"
#include "core/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct calendar_entry plain(void)
{
    struct calendar_entry e = {.start_us =
                                   INT64_C(1795338000) * SECOND_US, /* 22 Nov 2026 09:00 UTC */
                               .end_us = INT64_C(1795345200) * SECOND_US, /* two hours later */
                               .summary = "Framing",
                               .description = "",
                               .location = "",
                               .url = ""};
    calendar_uid("framing", "day 1", e.uid);
    return e;
}

static char *written(const struct calendar_entry *e)
{
    char *out = NULL;
    size_t len = 0;
    assert_int_equal(calendar_write(e, 1, INT64_C(1795341600) * SECOND_US, &out, &len), STATUS_OK);
    assert_int_equal(strlen(out), len);
    return out;
}

static void a_meeting_has_its_times_in_utc(void **state)
{
    (void)state;
    struct calendar_entry e = plain();
    char expected[400];
    char *out = written(&e);
    snprintf(expected, sizeof expected,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//humroom//humroom//EN\r\nBEGIN:VEVENT\r\n"
             "UID:%s\r\nDTSTAMP:20261122T100000Z\r\nDTSTART:20261122T090000Z\r\n"
             "DTEND:20261122T110000Z\r\nSUMMARY:Framing\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
             e.uid);
    assert_string_equal(out, expected);
    free(out);
}

static void a_whole_day_ends_with_the_next(void **state)
{
    (void)state;
    struct calendar_entry e = plain();
    e.all_day = true;
    char *out = written(&e);
    assert_non_null(strstr(out, "DTSTART;VALUE=DATE:20261122\r\nDTEND;VALUE=DATE:20261123\r\n"));
    free(out);
}

static void a_moment_has_no_end(void **state)
{
    (void)state;
    struct calendar_entry e = plain();
    e.end_us = 0;
    char *out = written(&e);
    assert_null(strstr(out, "DTEND"));
    free(out);
}

static void what_means_something_in_a_calendar_is_escaped(void **state)
{
    (void)state;
    struct calendar_entry e = plain();
    e.summary = "a,b;c\\d";
    e.description = "x\nEND:VEVENT";
    char *out = written(&e);
    assert_non_null(strstr(out, "SUMMARY:a\\,b\\;c\\\\d\r\n"));
    assert_non_null(strstr(out, "DESCRIPTION:x\\nEND:VEVENT\r\n"));
    free(out);
}

/* "SUMMARY:" and 67 letters are 75 octets: one line. One more folds; so does a character of two
 * octets that would end at 76. */
static void lines_fold_at_75_octets_and_never_in_a_character(void **state)
{
    (void)state;
    struct calendar_entry e = plain();
    char summary[200];
    memset(summary, 'x', 67);
    summary[67] = '\0';
    e.summary = summary;
    char *out = written(&e);
    assert_null(strstr(out, "\r\n "));
    free(out);
    memcpy(summary + 66,
           "\xc3\xab"
           "end",
           6);
    out = written(&e);
    assert_non_null(strstr(out, "x\r\n \xc3\xab"
                                "end\r\n"));
    free(out);
    memset(summary, 'y', 190); /* 75, then 74 behind each blank: 67 + 74 + 49 */
    summary[190] = '\0';
    out = written(&e);
    const char *line = strstr(out, "SUMMARY:");
    assert_int_equal(strcspn(line, "\r"), 75);
    line += 77;
    assert_int_equal(strcspn(line, "\r"), 75);
    line += 77;
    assert_int_equal(strcspn(line, "\r"), 50);
    free(out);
}

static void a_uid_stays_and_parts_differ(void **state)
{
    (void)state;
    char a[CALENDAR_UID_LEN], b[CALENDAR_UID_LEN], c[CALENDAR_UID_LEN];
    calendar_uid("framing", "1", a);
    calendar_uid("framing", "1", b);
    calendar_uid("framing1", "", c);
    assert_string_equal(a, b);
    assert_string_not_equal(a, c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_meeting_has_its_times_in_utc),
        cmocka_unit_test(a_whole_day_ends_with_the_next),
        cmocka_unit_test(a_moment_has_no_end),
        cmocka_unit_test(what_means_something_in_a_calendar_is_escaped),
        cmocka_unit_test(lines_fold_at_75_octets_and_never_in_a_character),
        cmocka_unit_test(a_uid_stays_and_parts_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
