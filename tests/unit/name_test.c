#include "tests/unit/unit.h"

#include "audio/name.h"

static void assert_becomes(const char *raw, const char *expected)
{
    char out[32];
    name_clean(out, sizeof out, raw);
    assert_string_equal(out, expected);
}

static void plain_names_stay_as_they_are(void **state)
{
    (void)state;
    assert_becomes("", "");
    assert_becomes("Blue Yeti (hw:1,0)", "Blue Yeti (hw:1,0)");
    assert_becomes("R\xc3\xb8"
                   "de \xe9\xba\xa6 \xf0\x9f\x8e\xa4",
                   "R\xc3\xb8"
                   "de \xe9\xba\xa6 \xf0\x9f\x8e\xa4");
}

static void controls_of_terminals_and_of_direction_are_replaced(void **state)
{
    (void)state;
    assert_becomes("a\x1b[2Jb\n", "a?[2Jb?");
    assert_becomes("a\x7f", "a?");
    assert_becomes("a\xc2\x9b"
                   "2J",
                   "a?2J"); /* U+009B, one-character escape */
    assert_becomes("a\xe2\x80\xae"
                   "b",
                   "a?b"); /* U+202E, right to left */
    assert_becomes("a\xe2\x81\xa6"
                   "b",
                   "a?b"); /* U+2066, isolate */
    assert_becomes("a\xe2\x80\xa9"
                   "b",
                   "a?b"); /* U+2029, paragraph */
}

static void what_is_no_utf8_is_replaced_byte_by_byte(void **state)
{
    (void)state;
    assert_becomes("R\xf8"
                   "de",
                   "R?de");                     /* Latin-1 */
    assert_becomes("\xc0\xaf", "??");           /* overlong */
    assert_becomes("\xe0\x80\xaf", "???");      /* overlong */
    assert_becomes("\xed\xa0\x80", "???");      /* a surrogate */
    assert_becomes("\xf4\x90\x80\x80", "????"); /* above U+10FFFF */
    assert_becomes("\xe9\xba", "??");           /* ends early */
    assert_becomes("\xff\x80", "??");
}

static void long_names_are_cut_between_characters(void **state)
{
    (void)state;
    char out[5];
    name_clean(out, sizeof out, "abcdef");
    assert_string_equal(out, "abcd");
    name_clean(out, sizeof out, "abc\xc3\xb8");
    assert_string_equal(out, "abc");
    name_clean(out, 1, "abc");
    assert_string_equal(out, "");
}

static void a_path_is_shown_by_its_last_part(void **state)
{
    (void)state;
    assert_string_equal(name_base("/home/chair/room.wav"), "room.wav");
    assert_string_equal(name_base("room.wav"), "room.wav");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_names_stay_as_they_are),
        cmocka_unit_test(controls_of_terminals_and_of_direction_are_replaced),
        cmocka_unit_test(what_is_no_utf8_is_replaced_byte_by_byte),
        cmocka_unit_test(long_names_are_cut_between_characters),
        cmocka_unit_test(a_path_is_shown_by_its_last_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
