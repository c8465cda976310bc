#include "tests/unit/unit.h"

#include "core/when.h"

#include <string.h>

/* 2026-11-22T10:00:00Z: 56 years of 365 days and 14 leap days (1972..2024) are 20454 days to
 * 2026-01-01; 325 more to 22 November: 20779 days, and 36000 s. */
#define NOVEMBER_US ((INT64_C(20779) * 86400 + 36000) * SECOND_US)

static int64_t parsed(const char *text)
{
    int64_t us = -1;
    assert_int_equal(when_parse(text, &us), STATUS_OK);
    return us;
}

static void a_moment_is_written_in_each_form(void **state)
{
    (void)state;
    char out[WHEN_LEN + 16];
    when_stamp(NOVEMBER_US + 999999, out); /* a begun second is not yet the next */
    assert_string_equal(out, "2026-11-22T10:00:00Z");
    when_date(NOVEMBER_US, out);
    assert_string_equal(out, "2026-11-22");
    when_mail(NOVEMBER_US, out);
    assert_string_equal(out, "Sun, 22 Nov 2026 10:00:00 +0000");
}

static void a_zone_moves_the_clock_and_the_day(void **state)
{
    (void)state;
    char out[WHEN_LEN];
    when_clock(NOVEMBER_US, 330, out);
    assert_string_equal(out, "15:30:00");
    when_local(NOVEMBER_US, 14 * 60, out);
    assert_string_equal(out, "2026-11-23 00:00");
    when_local(NOVEMBER_US, -11 * 60, out);
    assert_string_equal(out, "2026-11-21 23:00");
    when_local(0, -60, out);
    assert_string_equal(out, "1969-12-31 23:00");
}

static void what_cannot_be_written_is_shown_as_the_nearest_that_can(void **state)
{
    (void)state;
    char out[WHEN_LEN];
    when_stamp(INT64_MIN, out);
    assert_string_equal(out, "1970-01-01T00:00:00Z");
    when_stamp(INT64_MAX, out);
    assert_string_equal(out, "9999-12-31T23:59:59Z");
}

static void leap_days_and_ends_of_years_are_where_the_calendar_has_them(void **state)
{
    (void)state;
    assert_true(parsed("1970-01-01") == 0);
    assert_true(parsed("2000-03-01") - parsed("2000-02-28") ==
                2 * DAY_US);                                            /* 2000 was a leap year */
    assert_true(parsed("2100-03-01") - parsed("2100-02-28") == DAY_US); /* 2100 is none */
    assert_true(parsed("9999-12-31T23:59:59Z") == INT64_C(253402300799) * SECOND_US);
    char out[WHEN_LEN];
    for (int64_t day = 0; day < 2932897;
         day += 59) { /* every day is what it was read from, up to year 9999 */
        when_date(day * DAY_US, out);
        assert_true(parsed(out) == day * DAY_US);
    }
}

static void dates_and_moments_are_read(void **state)
{
    (void)state;
    assert_true(parsed("2026-11-22") == NOVEMBER_US - 36000 * SECOND_US);
    assert_true(parsed("2026-11-22T10:00Z") == NOVEMBER_US);
    assert_true(parsed("2026-11-22T10:00:00Z") == NOVEMBER_US);
    assert_true(parsed("2026-11-22T11:00+01:00") == NOVEMBER_US);
    assert_true(parsed("2026-11-22T04:30:00-05:30") == NOVEMBER_US);
}

static void what_is_no_date_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    const char *bad[] = {"",
                         "tomorrow",
                         "2026-11-31",
                         "2026-02-29",
                         "2026-13-01",
                         "2026-00-10",
                         "2026-11-00",
                         "1969-12-31",
                         "2026-11-22 ",
                         " 2026-11-22",
                         "2026-11-22T",
                         "2026-11-22T10:00",
                         "2026-11-22T24:00Z",
                         "2026-11-22T10:60Z",
                         "2026-11-22T10:00:60Z",
                         "2026-11-22T10:00:5Z",
                         "2026-11-22T10:00z",
                         "2026-11-22T10:00+0100",
                         "2026-11-22T10:00+24:00",
                         "2026-11-22T10:00Zx",
                         "26-11-22",
                         "2026-1-2",
                         "1970-01-01T00:00+01:00",
                         "12026-11-22",
                         "9999-12-31T23:59-01:00",
                         "22.11.2026"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t us = 7;
        assert_int_equal(when_parse(bad[i], &us), REFUSED_BAD_VALUE);
        assert_true(us == 7);
    }
}

static void a_deadline_is_the_last_second_of_its_day(void **state)
{
    (void)state;
    char out[WHEN_LEN];
    when_stamp(when_end_of_day_after(NOVEMBER_US, 14), out);
    assert_string_equal(out, "2026-12-06T23:59:59Z");
    when_stamp(when_end_of_day_after(parsed("2026-11-22"), 14), out);
    assert_string_equal(out, "2026-12-06T23:59:59Z");
    when_stamp(when_end_of_day_after(parsed("2026-11-22T23:59:59Z"), 0), out);
    assert_string_equal(out, "2026-11-22T23:59:59Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_is_written_in_each_form),
        cmocka_unit_test(a_zone_moves_the_clock_and_the_day),
        cmocka_unit_test(what_cannot_be_written_is_shown_as_the_nearest_that_can),
        cmocka_unit_test(leap_days_and_ends_of_years_are_where_the_calendar_has_them),
        cmocka_unit_test(dates_and_moments_are_read),
        cmocka_unit_test(what_is_no_date_is_refused_and_changes_nothing),
        cmocka_unit_test(a_deadline_is_the_last_second_of_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
