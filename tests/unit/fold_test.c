#include "tests/unit/unit.h"

#include "core/fold.h"

#include <string.h>

static const char *folded(const char *text)
{
    static struct folded f;
    assert_true(fold_text(text, strlen(text), &f));
    return f.text;
}

static const char *loosely(const char *text)
{
    static struct folded f;
    assert_true(fold_loosely(text, strlen(text), &f));
    return f.text;
}

static void case_width_and_composition_are_made_alike(void **state)
{
    (void)state;
    assert_string_equal(folded("JSON Text"), "json text");
    assert_string_equal(folded("\uff2a\uff33\uff2f\uff2e\u3000\uff11"), "json 1"); /* full width */
    assert_string_equal(folded("\u039f\u0394\u039f\u03a3"), "\u03bf\u03b4\u03bf\u03c3");
    assert_string_equal(folded("\u03bf\u03b4\u03bf\u03c2"),
                        "\u03bf\u03b4\u03bf\u03c3");       /* a final sigma, too */
    assert_string_equal(folded("Stra\u00dfe"), "strasse"); /* full folding, not only letters */
    assert_string_equal(folded("e\u0301"), "\u00e9");      /* a combining acute */
    assert_string_equal(folded("a\u200b\u00adb"), "ab");   /* what shows nothing */
    assert_string_equal(folded("  a \t  b "), "a b");
}

static void the_i_of_turkish_is_alike_only_loosely(void **state)
{
    (void)state;
    assert_string_equal(folded("\u0131"), "\u0131");
    assert_string_equal(loosely("ILIK"), "ilik");
    assert_string_equal(loosely("\u0131l\u0131k"), "ilik");
    assert_string_equal(loosely("\u0130zin"), "izin"); /* I with a dot folds to i and a dot */
    assert_string_equal(loosely("don\u2019t \u22121"), "don't -1");
}

static void accents_are_left_out_however_they_are_written(void **state)
{
    (void)state;
    static const char *const texts[] = {"Zo\u00eb", "Zoe\u0308", "zo\u00e9", "ZOE"};
    struct folded f;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(fold_unaccented(texts[i], strlen(texts[i]), &f));
        assert_string_equal(f.text, "zoe");
    }
    assert_true(fold_unaccented("\u0915\u093e", 6, &f)); /* a vowel's sign stays */
    assert_string_equal(f.text, "\u0915\u093e");
    assert_false(fold_unaccented("\xff", 1, &f));
}

static void a_digit_of_any_script_has_its_value(void **state)
{
    (void)state;
    static const struct {
        uint32_t character;
        int value;
    } digits[] = {
        {'0', 0},    {'9', 9},     {0x661, 1},   {0x6f4, 4},     {0x96f, 9},
        {0xff12, 2}, {0x1d7cf, 1}, /* mathematical bold: five sets of ten stand in a row */
        {'a', -1},   {0x2460, -1}, {0x4e00, -1}, {0x110000, -1}, {UINT32_MAX, -1}};
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        assert_int_equal(fold_digit(digits[i].character), digits[i].value);
}

static void what_is_no_text_or_too_long_is_refused_and_empty(void **state)
{
    (void)state;
    static char many[6000];
    struct folded f;
    memset(many, 'x', sizeof many);
    assert_false(fold_text("\xff", 1, &f));
    assert_string_equal(f.text, "");
    assert_false(fold_text(many, sizeof many, &f));
    for (size_t i = 0; i < 500; i++)
        memcpy(many + 3 * i, "\ufdfa", 3); /* one character that unfolds to 18 */
    assert_false(fold_text(many, 1500, &f));
    assert_false(fold_loosely(many, 1500, &f));
    assert_string_equal(f.text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_width_and_composition_are_made_alike),
        cmocka_unit_test(the_i_of_turkish_is_alike_only_loosely),
        cmocka_unit_test(accents_are_left_out_however_they_are_written),
        cmocka_unit_test(a_digit_of_any_script_has_its_value),
        cmocka_unit_test(what_is_no_text_or_too_long_is_refused_and_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
