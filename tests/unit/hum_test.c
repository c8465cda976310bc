#include "tests/unit/unit.h"

#include "core/hum.h"

#include <string.h>

static void every_word_is_there_and_unique(void **state)
{
    (void)state;
    for (int a = 0; a < FLAG_COUNT; a++) {
        assert_true(strlen(flag_word((enum flag)a)) > 2);
        assert_true(strlen(flag_phrase((enum flag)a)) > 2);
        assert_true(strlen(flag_advice((enum flag)a)) > 20);
        for (int b = a + 1; b < FLAG_COUNT; b++)
            assert_string_not_equal(flag_word((enum flag)a), flag_word((enum flag)b));
    }
    for (int a = 0; a < STRENGTH_COUNT; a++)
        for (int b = a + 1; b < STRENGTH_COUNT; b++) {
            assert_string_not_equal(strength_word((enum strength)a),
                                    strength_word((enum strength)b));
            assert_string_not_equal(strength_phrase((enum strength)a),
                                    strength_phrase((enum strength)b));
        }
    for (int v = 0; v < HUM_VOID_COUNT; v++)
        assert_int_equal(strlen(hum_void_word((enum hum_void)v)) == 0, v == HUM_VALID);
}

static void silence_never_says_nobody(void **state)
{
    (void)state;
    assert_string_equal(strength_phrase(STRENGTH_SILENCE),
                        "no hum measured above the room's noise");
}

static void what_the_chair_heard_is_read_back_from_its_word(void **state)
{
    (void)state;
    for (int h = 0; h < HEARD_COUNT; h++) {
        enum heard got = HEARD_COUNT;
        assert_int_equal(heard_from_word(heard_word((enum heard)h), &got), STATUS_OK);
        assert_int_equal(got, h);
    }
    enum heard untouched = HEARD_MUTTERING;
    assert_int_equal(heard_from_word("loud", &untouched), REFUSED_BAD_VALUE);
    assert_int_equal(untouched, HEARD_MUTTERING);
}

static void six_and_fifteen_decibels_are_the_borders(void **state)
{
    (void)state;
    assert_int_equal(strength_of_excess(-300), STRENGTH_WEAK);
    assert_int_equal(strength_of_excess(599), STRENGTH_WEAK);
    assert_int_equal(strength_of_excess(600), STRENGTH_SOME);
    assert_int_equal(strength_of_excess(1499), STRENGTH_SOME);
    assert_int_equal(strength_of_excess(1500), STRENGTH_STRONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_there_and_unique),
        cmocka_unit_test(silence_never_says_nobody),
        cmocka_unit_test(what_the_chair_heard_is_read_back_from_its_word),
        cmocka_unit_test(six_and_fifteen_decibels_are_the_borders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
