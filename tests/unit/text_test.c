#include "tests/unit/unit.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static enum status check(const char *text)
{
    return text_check(text, strlen(text), 20);
}

static void a_line_in_any_script_is_let_in(void **state)
{
    (void)state;
    assert_int_equal(check("Zo\xc3\xab \xe6\x9d\x8e"), STATUS_OK);
    assert_int_equal(check("\xf0\x9f\x91\x8d"), STATUS_OK); /* U+1F44D */
    assert_int_equal(check("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"), STATUS_OK);
}

static void what_shows_nothing_is_empty(void **state)
{
    (void)state;
    assert_int_equal(check(""), REFUSED_EMPTY_TEXT);
    assert_int_equal(check("  \xc2\xa0\xe3\x80\x80"), REFUSED_EMPTY_TEXT);   /* U+00A0 U+3000 */
    assert_int_equal(check("\xe2\x80\x8b\xe2\x81\xa0"), REFUSED_EMPTY_TEXT); /* U+200B U+2060 */
    assert_int_equal(check("a\xe2\x80\x8b"), STATUS_OK);
}

static void length_counts_bytes_and_the_limit_itself_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(check("12345678901234567890"), STATUS_OK);
    assert_int_equal(check("123456789012345678901"), REFUSED_TEXT_TOO_LONG);
}

static void what_is_not_utf8_is_refused(void **state)
{
    (void)state;
    const char *bad[] = {"\x80",
                         "a\xc3",
                         "\xc0\xaf",
                         "\xe0\x80\xaf",
                         "\xed\xa0\x80",
                         "\xf4\x90\x80\x80",
                         "\xf8\x88\x80\x80\x80",
                         "\xff",
                         "\xc3(",
                         "\xf0\x80\x80\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(check(bad[i]), REFUSED_TEXT_NOT_UTF8);
}

static void controls_and_turns_of_direction_are_refused(void **state)
{
    (void)state;
    const char *bad[] = {"a\nb",          "a\rb",          "a\tb",          "\x1b[31m",
                         "a\x7f",         "a\xc2\x85",     "a\xc2\x9b",     "a\xe2\x80\xa8",
                         "a\xe2\x80\xa9", "a\xe2\x80\xaa", "a\xe2\x80\xae", "a\xe2\x81\xa6",
                         "a\xe2\x81\xa9", "a\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(check(bad[i]), REFUSED_TEXT_CONTROL);
    assert_int_equal(text_check("a\0b", 3, 20), REFUSED_TEXT_CONTROL);
    /* the neighbours of the refused: U+0020, U+00A0, U+202F, U+2065, U+206A, U+200F */
    assert_int_equal(check("a \xc2\xa0\xe2\x80\xaf"), STATUS_OK);
    assert_int_equal(check("a\xe2\x81\xa5\xe2\x81\xaa\xe2\x80\x8f"), STATUS_OK);
}

static void next_goes_on_one_byte_behind_what_it_cannot_read(void **state)
{
    (void)state;
    const char text[] = "\xe2\x82\xac\xe2x\xc3\xa9"; /* U+20AC, a broken one, x, U+00E9 */
    size_t at = 0;
    assert_int_equal(text_next(text, 7, &at), 0x20ac);
    assert_int_equal(at, 3);
    assert_int_equal(text_next(text, 7, &at), UINT32_MAX);
    assert_int_equal(at, 4);
    assert_int_equal(text_next(text, 7, &at), 'x');
    assert_int_equal(text_next(text, 7, &at), 0xe9);
    assert_int_equal(at, 7);
}

static void trimming_takes_blanks_of_every_width_from_both_ends_only(void **state)
{
    (void)state;
    const char *text = " \xe3\x80\x80\ta b\xc2\xa0 ";
    size_t len = strlen(text);
    text_trim(&text, &len);
    assert_int_equal(len, 3);
    assert_memory_equal(text, "a b", 3);
    text = " \t ";
    len = 3;
    text_trim(&text, &len);
    assert_int_equal(len, 0);
}

static void a_text_grows_over_many_additions(void **state)
{
    (void)state;
    struct text t = {0};
    for (int i = 0; i < 1000; i++)
        text_addf(&t, "%d%s", i % 10, "-");
    text_add_n(&t, "xyz", 1);
    char *out = NULL;
    size_t len = 0;
    assert_int_equal(text_take(&t, &out, &len), STATUS_OK);
    assert_int_equal(len, 2001);
    assert_int_equal(strlen(out), 2001);
    assert_memory_equal(out + 1990, "5-6-7-8-9-x", 11);
    assert_null(t.bytes);
    free(out);
}

static void an_empty_text_can_be_taken(void **state)
{
    (void)state;
    struct text t = {0};
    char *out = NULL;
    assert_int_equal(text_take(&t, &out, NULL), STATUS_OK);
    assert_string_equal(out, "");
    free(out);
}

static void a_failed_allocation_is_remembered(void **state)
{
    (void)state;
    struct text t = {0};
    text_add(&t, "a");
    text_add_n(&t, "b", SIZE_MAX / 2); /* refused before a byte is read */
    text_add(&t, "c");
    char *out = NULL;
    assert_int_equal(text_take(&t, &out, NULL), FAILED_NO_MEMORY);
    assert_null(out);
    text_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_in_any_script_is_let_in),
        cmocka_unit_test(what_shows_nothing_is_empty),
        cmocka_unit_test(length_counts_bytes_and_the_limit_itself_is_allowed),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(controls_and_turns_of_direction_are_refused),
        cmocka_unit_test(next_goes_on_one_byte_behind_what_it_cannot_read),
        cmocka_unit_test(trimming_takes_blanks_of_every_width_from_both_ends_only),
        cmocka_unit_test(a_text_grows_over_many_additions),
        cmocka_unit_test(an_empty_text_can_be_taken),
        cmocka_unit_test(a_failed_allocation_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
