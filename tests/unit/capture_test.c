#include "tests/unit/unit.h"

#include "audio/capture.h"

#include <string.h>

/* What a laptop shows. */
static const struct capture_device laptop[] = {
    {.index = 0, .name = "HDA Intel PCH: ALC257 (hw:0,0)", .channels = 2},
    {.index = 1, .name = "HDA Intel PCH: HDMI 0 (hw:0,3)", .channels = 0},
    {.index = 2, .name = "Blue Yeti: USB Audio (hw:2,0)", .channels = 2},
    {.index = 3, .name = "pulse", .channels = 32},
    {.index = 4, .name = "default", .channels = 32, .is_default = true},
};

enum { LAPTOP_COUNT = sizeof laptop / sizeof laptop[0] };

static void assert_chooses(const char *wanted, size_t expected)
{
    size_t chosen = 99;
    assert_int_equal(capture_choose(laptop, LAPTOP_COUNT, wanted, &chosen), STATUS_OK);
    assert_int_equal(chosen, expected);
}

static void assert_refuses(const char *wanted, enum status expected)
{
    size_t chosen = 99;
    assert_int_equal(capture_choose(laptop, LAPTOP_COUNT, wanted, &chosen), expected);
    assert_int_equal(chosen, 99);
}

static void the_default_is_taken_where_none_is_named(void **state)
{
    (void)state;
    assert_chooses(NULL, 4);
    assert_chooses("", 4);
    size_t chosen;
    assert_int_equal(capture_choose(laptop, 4, NULL, &chosen), REFUSED_NO_DEVICE);
    assert_int_equal(capture_choose(laptop, 0, NULL, &chosen), REFUSED_NO_DEVICE);
}

static void a_name_is_taken_exactly_or_by_a_part_that_only_one_has(void **state)
{
    (void)state;
    assert_chooses("pulse", 3);
    assert_chooses("yeti", 2);
    assert_chooses("ALC257", 0);
    assert_chooses("hda intel", 0); /* the other of that name has no inputs */
    assert_refuses("hw:", REFUSED_NO_DEVICE);
    assert_refuses("Rode", REFUSED_NO_DEVICE);
}

static void an_index_is_the_one_that_is_listed(void **state)
{
    (void)state;
    assert_chooses("2", 2);
    assert_refuses("5", REFUSED_NO_DEVICE);
    assert_refuses("-1", REFUSED_NO_DEVICE);
    assert_refuses("99999999999999999999999", REFUSED_NO_DEVICE);
}

static void an_exact_name_goes_before_an_index(void **state)
{
    (void)state;
    const struct capture_device odd[] = {
        {.index = 0, .name = "one", .channels = 1},
        {.index = 1, .name = "0", .channels = 1},
    };
    size_t chosen = 99;
    assert_int_equal(capture_choose(odd, 2, "0", &chosen), STATUS_OK);
    assert_int_equal(chosen, 1);
}

static void an_output_is_no_microphone(void **state)
{
    (void)state;
    assert_refuses("1", REFUSED_DEVICE_BUSY);
    assert_refuses("HDA Intel PCH: HDMI 0 (hw:0,3)", REFUSED_DEVICE_BUSY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_is_taken_where_none_is_named),
        cmocka_unit_test(a_name_is_taken_exactly_or_by_a_part_that_only_one_has),
        cmocka_unit_test(an_index_is_the_one_that_is_listed),
        cmocka_unit_test(an_exact_name_goes_before_an_index),
        cmocka_unit_test(an_output_is_no_microphone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
