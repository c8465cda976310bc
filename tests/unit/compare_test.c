#include "tests/unit/unit.h"

#include "core/hum.h"

#include <string.h>

static struct hum heard(int32_t level_mb, int32_t error_mb)
{
    return (struct hum){
        .hum_mb = level_mb,
        .hum_low_mb = level_mb - error_mb,
        .hum_high_mb = level_mb + error_mb,
        .limit_mb = -6000,
        .strength = STRENGTH_STRONG,
    };
}

static struct hum silent(int32_t limit_mb)
{
    return (struct hum){
        .silent = true,
        .hum_mb = LEVEL_NONE_MB,
        .hum_low_mb = LEVEL_NONE_MB,
        .hum_high_mb = LEVEL_NONE_MB,
        .limit_mb = limit_mb,
        .strength = STRENGTH_SILENCE,
    };
}

static void the_errors_of_two_levels_add_in_squares(void **state)
{
    (void)state;
    /* half widths of 30 and 40 mB: 50 mB for the difference of 410 mB */
    const struct hum a = heard(-2870, 30), b = heard(-3280, 40);
    struct pair p;
    assert_true(hum_compare(&a, 0, &b, 1, 10, &p));
    assert_int_equal(p.louder, 0);
    assert_int_equal(p.difference_mb, 410);
    assert_int_equal(p.sound_low_mb, 360);
    assert_int_equal(p.sound_high_mb, 460);
    assert_true(p.sound_distinct);
}

static void ten_people_and_four_decibels_say_little_about_people(void **state)
{
    (void)state;
    const struct hum a = heard(-2870, 30), b = heard(-3280, 40);
    struct pair p;
    assert_true(hum_compare(&a, 0, &b, 1, 10, &p));
    assert_true(p.low_mb < 0);
    assert_true(p.high_mb > 410);
    assert_false(p.distinct);
}

static void a_larger_room_says_more(void **state)
{
    (void)state;
    const struct hum a = heard(-2870, 30), b = heard(-3280, 40);
    struct pair ten, hundred, unknown;
    assert_true(hum_compare(&a, 0, &b, 1, 10, &ten));
    assert_true(hum_compare(&a, 0, &b, 1, 100, &hundred));
    assert_true(hum_compare(&a, 0, &b, 1, 0, &unknown));
    assert_true(hundred.high_mb - hundred.low_mb < ten.high_mb - ten.low_mb);
    assert_true(hundred.distinct);
    assert_int_equal(unknown.low_mb, ten.low_mb);
    assert_int_equal(unknown.high_mb, ten.high_mb);
}

static void swapping_the_sides_changes_only_the_numbers(void **state)
{
    (void)state;
    const struct hum a = heard(-2870, 30), b = heard(-3280, 40);
    struct pair p, q;
    assert_true(hum_compare(&a, 0, &b, 1, 30, &p));
    assert_true(hum_compare(&b, 1, &a, 0, 30, &q));
    assert_int_equal(q.louder, 0);
    assert_int_equal(q.difference_mb, p.difference_mb);
    assert_int_equal(q.low_mb, p.low_mb);
    assert_int_equal(q.high_mb, p.high_mb);
    assert_int_equal(q.sound_low_mb, p.sound_low_mb);
}

static void equal_levels_have_no_louder_side(void **state)
{
    (void)state;
    const struct hum a = heard(-3000, 30);
    struct pair p;
    assert_true(hum_compare(&a, 0, &a, 1, 30, &p));
    assert_int_equal(p.louder, -1);
    assert_int_equal(p.difference_mb, 0);
    assert_false(p.sound_distinct);
    assert_false(p.distinct);
    assert_true(p.low_mb < 0 && p.high_mb > 0);
}

static void a_silent_side_gives_only_a_lower_end(void **state)
{
    (void)state;
    const struct hum a = silent(-5000), b = heard(-2000, 30);
    struct pair p;
    assert_true(hum_compare(&a, 0, &b, 1, 30, &p));
    assert_int_equal(p.louder, 1);
    assert_int_equal(p.difference_mb, LEVEL_NONE_MB);
    assert_int_equal(p.sound_low_mb, 2970); /* -20.30 over a limit of -50 */
    assert_int_equal(p.sound_high_mb, LEVEL_NONE_MB);
    assert_true(p.sound_distinct && p.distinct);
    assert_true(p.low_mb > 0);
    assert_int_equal(p.high_mb, LEVEL_NONE_MB);
}

static void two_silent_sides_say_nothing(void **state)
{
    (void)state;
    const struct hum a = silent(-5000);
    struct pair p;
    assert_true(hum_compare(&a, 0, &a, 1, 30, &p));
    assert_int_equal(p.louder, -1);
    assert_int_equal(p.difference_mb, LEVEL_NONE_MB);
    assert_int_equal(p.low_mb, LEVEL_NONE_MB);
    assert_false(p.distinct || p.sound_distinct);
}

static void a_void_hum_is_in_no_comparison(void **state)
{
    (void)state;
    struct hum a = heard(-2000, 30);
    const struct hum b = a;
    a.void_reason = HUM_VOID_GAP;
    struct pair p = {.first = 77};
    assert_false(hum_compare(&a, 0, &b, 1, 30, &p));
    assert_false(hum_compare(&b, 0, &a, 1, 30, &p));
    assert_int_equal(p.first, 77);
}

static void any_number_of_people_gives_an_ordered_interval(void **state)
{
    (void)state;
    const uint32_t people[] = {1, 2, 3, 7, 10, 99, 2000, 2001, 100000, UINT32_MAX};
    const int32_t differences[] = {1, 100, 1000, 10000};
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        for (size_t k = 0; k < sizeof differences / sizeof differences[0]; k++) {
            const struct hum a = heard(-1000, 10), b = heard(-1000 - differences[k], 10);
            struct pair p;
            assert_true(hum_compare(&a, 0, &b, 1, people[i], &p));
            assert_true(p.low_mb <= p.high_mb);
            assert_true(p.high_mb >= 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_errors_of_two_levels_add_in_squares),
        cmocka_unit_test(ten_people_and_four_decibels_say_little_about_people),
        cmocka_unit_test(a_larger_room_says_more),
        cmocka_unit_test(swapping_the_sides_changes_only_the_numbers),
        cmocka_unit_test(equal_levels_have_no_louder_side),
        cmocka_unit_test(a_silent_side_gives_only_a_lower_end),
        cmocka_unit_test(two_silent_sides_say_nothing),
        cmocka_unit_test(a_void_hum_is_in_no_comparison),
        cmocka_unit_test(any_number_of_people_gives_an_ordered_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
