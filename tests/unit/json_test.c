#include "tests/unit/unit.h"

#include "core/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* jansson's own seam for allocation, declared here so that its header stays behind its one door. */
void json_set_alloc_funcs(void *(*allocate)(size_t), void (*release)(void *));

static enum status parse(const char *text, struct json **out)
{
    return json_parse(text, strlen(text), JSON_DEPTH_COMMAND, JSON_BYTES_COMMAND, out);
}

static struct json *parsed(const char *text)
{
    struct json *v = NULL;
    assert_int_equal(parse(text, &v), STATUS_OK);
    return v;
}

static void is_refused(const char *bytes, size_t len)
{
    struct json *v = (struct json *)1;
    if (json_parse(bytes, len, JSON_DEPTH_COMMAND, JSON_BYTES_COMMAND, &v) != REFUSED_MALFORMED)
        fail_msg("not refused: %.*s", (int)len, bytes);
    assert_ptr_equal(v, (struct json *)1);
}

/* Frees v. */
static void writes(struct json *v, enum json_form form, const char *expected)
{
    char *text = NULL;
    size_t len = 0;
    assert_int_equal(json_write(v, form, &text, &len), STATUS_OK);
    assert_string_equal(text, expected);
    assert_int_equal(len, strlen(expected));
    free(text);
    json_free(v);
}

static void what_is_not_json_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "nul",
        "'a'",
        "\"a",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "Infinity",
        "-",
        "1e",
        "[1 2]",
        "{\"a\" 1}",
        "\"\t\"",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "/**/1",
        "\xef\xbb\xbf{}",
        "{\"a\":}",
        "]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_refused(texts[i], strlen(texts[i]));
}

static void bytes_behind_the_value_are_refused(void **state)
{
    (void)state;
    is_refused("{} x", 4);
    is_refused("1 2", 3);
    is_refused("{}{}", 4);
    is_refused("{}\0", 3);
    json_free(parsed("{} \r\n\t"));
}

static void a_key_twice_is_refused_however_it_is_written(void **state)
{
    (void)state;
    is_refused("{\"a\":1,\"a\":1}", 13);
    is_refused("{\"a\":1,\"\\u0061\":2}", 18);
    is_refused("[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]", 27);
}

static void nul_in_a_string_or_a_key_is_refused(void **state)
{
    (void)state;
    is_refused("\"a\\u0000b\"", 10);
    is_refused("{\"a\\u0000\":1}", 13);
    is_refused("\"a\0b\"", 5);
}

/* Stray and missing continuation bytes, an overlong slash, a surrogate, above U+10FFFF, bytes that
 * UTF-8 never uses. */
static void what_is_not_utf8_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\"\x80\"",         "\"\xc3\"",         "\"\xe2\x82\"",         "\"\xc0\xaf\"",
        "\"\xe0\x80\xaf\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xff\"",
        "{\"\xc3\":1}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_refused(texts[i], strlen(texts[i]));
}

static void size_is_limited_before_anything_is_read(void **state)
{
    (void)state;
    struct json *v = NULL;
    assert_int_equal(json_parse("[1]", 3, 2, 2, &v), REFUSED_TOO_LARGE);
    assert_int_equal(json_parse("(((", 3, 2, 2, &v), REFUSED_TOO_LARGE);
    assert_null(v);
    assert_int_equal(json_parse("[1]", 3, 2, 3, &v), STATUS_OK);
    json_free(v);
}

static void depth_is_limited(void **state)
{
    (void)state;
    struct json *v = NULL;
    assert_int_equal(json_parse("1", 1, 1, 100, &v), STATUS_OK);
    json_free(v);
    assert_int_equal(json_parse("[]", 2, 1, 100, &v), STATUS_OK);
    json_free(v);
    assert_int_equal(json_parse("[1]", 3, 1, 100, &v), REFUSED_MALFORMED);
    assert_int_equal(json_parse("[1]", 3, 2, 100, &v), STATUS_OK);
    json_free(v);
    assert_int_equal(json_parse("[[],{\"a\":1}]", 12, 2, 100, &v), REFUSED_MALFORMED);
    assert_int_equal(json_parse("[[],{\"a\":1}]", 12, 3, 100, &v), STATUS_OK);
    json_free(v);
}

static void brackets_inside_strings_are_no_depth(void **state)
{
    (void)state;
    struct json *v = NULL;
    const char *text = "[\"[[[[\\\"[[\\\\\"]";
    assert_int_equal(json_parse(text, strlen(text), 2, 100, &v), STATUS_OK);
    assert_string_equal(json_item_text(v, 0, NULL), "[[[[\"[[\\");
    json_free(v);
}

/* Unlimited, the parser would recurse once a bracket. */
static void a_file_of_brackets_is_refused(void **state)
{
    (void)state;
    char *deep = malloc(JSON_BYTES_FILE);
    assert_non_null(deep);
    memset(deep, '[', JSON_BYTES_FILE);
    struct json *v = NULL;
    int line = 0;
    char why[80];
    assert_int_equal(json_parse_file_text(deep, JSON_BYTES_FILE, &v, &line, why, sizeof why),
                     REFUSED_MALFORMED);
    assert_string_equal(why, "nested too deeply");
    assert_int_equal(line, 1);
    free(deep);
}

static void integers_are_whole_and_fit_64_bits(void **state)
{
    (void)state;
    struct json *v = parsed("{\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":1.0,"
                            "\"d\":\"1\",\"e\":null,\"f\":1e3}");
    int64_t n = 5;
    assert_true(json_int(v, "a", &n) && n == INT64_MAX);
    assert_true(json_int(v, "b", &n) && n == INT64_MIN);
    n = 5;
    assert_false(json_int(v, "c", &n));
    assert_false(json_int(v, "d", &n));
    assert_false(json_int(v, "e", &n));
    assert_false(json_int(v, "f", &n));
    assert_false(json_int(v, "missing", &n));
    assert_false(json_int(NULL, "a", &n));
    assert_int_equal(n, 5);
    json_free(v);
    is_refused("9223372036854775808", 19);
    is_refused("-9223372036854775809", 20);
    is_refused("99999999999999999999999999", 26);
    is_refused("1e999", 5);
}

static void numbers_are_read_as_integer_or_real(void **state)
{
    (void)state;
    struct json *v = parsed("{\"a\":2,\"b\":2.5,\"c\":\"2\"}");
    double x = 0;
    assert_true(json_number(v, "a", &x) && x == 2.0);
    assert_true(json_number(v, "b", &x) && x == 2.5);
    assert_false(json_number(v, "c", &x));
    json_free(v);
}

static void members_of_another_type_are_not_seen(void **state)
{
    (void)state;
    struct json *v =
        parsed("{\"n\":null,\"t\":true,\"s\":\"x\",\"o\":{\"k\":1},\"a\":[\"p\",7,null]}");
    bool b = false;
    size_t len = 9;
    int64_t n = 3;
    assert_null(json_member(v, "n"));
    assert_null(json_member(v, "missing"));
    assert_null(json_member(json_member(v, "a"), "k"));
    assert_null(json_text(v, "t", &len));
    assert_int_equal(len, 9);
    assert_string_equal(json_text(v, "s", &len), "x");
    assert_int_equal(len, 1);
    assert_true(json_bool(v, "t", &b) && b);
    assert_false(json_bool(v, "s", &b));
    assert_true(json_is_object(json_member(v, "o")));
    assert_true(json_is_array(json_member(v, "a")));
    assert_false(json_is_object(NULL));
    assert_false(json_is_array(json_member(v, "o")));
    assert_int_equal(json_count(v), 5);
    assert_int_equal(json_count(json_member(v, "a")), 3);
    assert_int_equal(json_count(json_member(v, "s")), 0);
    assert_int_equal(json_count(NULL), 0);
    assert_string_equal(json_item_text(json_member(v, "a"), 0, NULL), "p");
    assert_null(json_item_text(json_member(v, "a"), 1, NULL));
    assert_true(json_item_integer(json_member(v, "a"), 1, &n) && n == 7);
    assert_false(json_item_integer(json_member(v, "a"), 0, &n));
    assert_null(json_item(json_member(v, "a"), 3));
    json_free(v);
}

static void keys_come_in_the_order_of_their_bytes(void **state)
{
    (void)state;
    struct json *v = parsed("{\"b\":1,\"\xc3\xa9\":1,\"a\":1,\"B\":1,\"aa\":1,\"\":1}");
    static const char *const sorted[] = {"", "B", "a", "aa", "b", "\xc3\xa9"};
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(json_key(v, i), sorted[i]);
    assert_null(json_key(v, 6));
    assert_null(json_key(NULL, 0));
    json_free(v);
}

/* Only what JSON must escape is escaped: quote, backslash, controls. Slash, DEL and everything
 * above ASCII stay. */
static void the_canonical_form_is_sorted_compact_and_as_it_is(void **state)
{
    (void)state;
    writes(parsed(" { \"b\" : [ 1 , {\"z\":null,\"y\":false} ] ,\n \"a\" : "
                  "\"\\u00e9\\/\\u0001\\n\\\"\\\\\" , "
                  "\"\xc3\xa9\": -0, \"B\": {} , \"aa\": [] }"),
           JSON_CANONICAL,
           "{\"B\":{},\"a\":\"\xc3\xa9/"
           "\\u0001\\n\\\"\\\\\",\"aa\":[],\"b\":[1,{\"y\":false,\"z\":null}],"
           "\"\xc3\xa9\":0}");
}

static void the_canonical_form_is_the_same_after_a_round(void **state)
{
    (void)state;
    const char *text = "{\"a\":\"\\u001F\x7f\xf0\x9f\x8e\xb6\",\"b\":[true,9223372036854775807]}";
    writes(parsed(text), JSON_CANONICAL, text);
}

static void the_canonical_form_holds_integers_only(void **state)
{
    (void)state;
    char *text = NULL;
    struct json *v = parsed("{\"a\":[{\"b\":1.5}]}");
    assert_int_equal(json_write(v, JSON_CANONICAL, &text, NULL), REFUSED_BAD_VALUE);
    assert_null(text);
    json_free(v);
}

static void decimals_are_written_as_a_person_would(void **state)
{
    (void)state;
    struct json *v = json_array_new();
    json_add_decimal(v, 18.4, 1);
    json_add_decimal(v, -28.7, 1);
    json_add_decimal(v, -28.749, 1);
    json_add_decimal(v, 18.0, 1);
    json_add_decimal(v, 31, 3);
    json_add_decimal(v, 7.9004, 3);
    json_add_decimal(v, -0.04, 1);
    json_add_decimal(v, 0.1 + 0.2, 2);
    json_add_decimal(v, NAN, 1);
    json_add_decimal(v, -INFINITY, 1);
    writes(v, JSON_COMPACT, "[18.4,-28.7,-28.7,18.0,31.0,7.9,0.0,0.3,null,null]");
}

static void what_is_put_is_written_in_its_order(void **state)
{
    (void)state;
    struct json *v = json_object_new(), *list = json_array_new(), *inner = json_object_new();
    json_put_text(v, "z", "a");
    json_put_text_n(v, "y", "bcd", 2);
    json_put_text(v, "x", NULL);
    json_put_integer(v, "w", INT64_MIN);
    json_put_bool(v, "v", false);
    json_put_null(v, "u");
    json_put_decimal(v, "t", 1.25, 2);
    json_add_text(list, "e");
    json_add_integer(list, -1);
    json_add_null(list);
    json_add_take(list, inner);
    json_put_take(v, "s", list);
    writes(v, JSON_COMPACT,
           "{\"z\":\"a\",\"y\":\"bc\",\"x\":null,\"w\":-9223372036854775808,\"v\":false,\"u\":null,"
           "\"t\":1.25,\"s\":[\"e\",-1,null,{}]}");
}

static void pretty_is_indented_by_one_space(void **state)
{
    (void)state;
    writes(parsed("{\"b\":[1],\"a\":2.5}"), JSON_PRETTY, "{\n \"b\": [\n  1\n ],\n \"a\": 2.5\n}");
}

static void text_that_no_parser_would_take_spoils_the_value(void **state)
{
    (void)state;
    char *text = NULL;
    struct json *v = json_object_new();
    json_put_text_n(v, "a", "x\0y", 3);
    assert_int_equal(json_write(v, JSON_COMPACT, &text, NULL), FAILED_NO_MEMORY);
    json_free(v);
    v = json_array_new();
    json_add_text(v, "\xff");
    assert_int_equal(json_write(v, JSON_COMPACT, &text, NULL), FAILED_NO_MEMORY);
    json_free(v);
    assert_null(text);
}

static int allocations_left;

static void *scarce(size_t size)
{
    return allocations_left-- > 0 ? malloc(size) : NULL;
}

static enum status make_and_write(char **text)
{
    struct json *v = json_object_new(), *list = json_array_new(), *inner = json_object_new();
    json_put_integer(inner, "n", 1);
    json_put_text(inner, "t", "x");
    for (int i = 0; i < 20; i++) /* the array grows on its way */
        json_add_integer(list, i);
    json_add_take(list, inner);
    json_put_take(v, "list", list);
    json_put_text(v, "word", "y");
    enum status s = json_write(v, JSON_CANONICAL, text, NULL);
    json_free(v);
    return s;
}

/* Each allocation on the way fails once; a whole value or none comes out, and (under ASan) nothing
 * leaks. */
static void a_failed_allocation_is_remembered_to_the_end(void **state)
{
    (void)state;
    allocations_left = 100000;
    json_set_alloc_funcs(scarce, free);
    char *whole = NULL;
    assert_int_equal(make_and_write(&whole), STATUS_OK);
    int needed = 100000 - allocations_left;
    assert_true(needed > 20);
    for (int allowed = 0; allowed < needed; allowed++) {
        char *text = NULL;
        allocations_left = allowed;
        enum status s = make_and_write(&text);
        assert_int_equal(s, FAILED_NO_MEMORY);
        assert_null(text);
    }
    json_set_alloc_funcs(malloc, free);
    free(whole);
}

static void a_parse_without_memory_says_so(void **state)
{
    (void)state;
    const char *text = "{\"a\":[1,\"two\",{\"b\":3}]}";
    allocations_left = 0;
    json_set_alloc_funcs(scarce, free);
    struct json *v = NULL;
    assert_int_equal(parse(text, &v), FAILED_NO_MEMORY);
    json_set_alloc_funcs(malloc, free);
    assert_null(v);
}

static void nothing_is_put_into_nothing(void **state)
{
    (void)state;
    char *text = NULL;
    json_put_integer(NULL, "a", 1);
    json_put_take(NULL, "a", json_object_new());
    json_add_take(NULL, json_array_new());
    json_free(NULL);
    assert_int_equal(json_write(NULL, JSON_COMPACT, &text, NULL), FAILED_NO_MEMORY);
}

static void a_file_says_where_it_is_wrong(void **state)
{
    (void)state;
    struct json *v = NULL;
    int line = -1;
    char why[200];
    const char *text = "{\n \"a\": 1,\n \"b\" 2\n}";
    assert_int_equal(json_parse_file_text(text, strlen(text), &v, &line, why, sizeof why),
                     REFUSED_MALFORMED);
    assert_int_equal(line, 3);
    assert_true(strlen(why) > 5);
    assert_int_equal(json_parse_file_text("", 0, &v, &line, why, sizeof why), REFUSED_MALFORMED);
    assert_int_equal(line, 0);
    assert_string_equal(why, "the file is empty");
    text = "\"\x1b[31m";
    assert_int_equal(json_parse_file_text(text, strlen(text), &v, &line, why, sizeof why),
                     REFUSED_MALFORMED);
    assert_null(strchr(why, '\x1b'));
    char *large = calloc(1, JSON_BYTES_FILE + 1);
    assert_non_null(large);
    assert_int_equal(json_parse_file_text(large, JSON_BYTES_FILE + 1, &v, &line, why, sizeof why),
                     REFUSED_TOO_LARGE);
    free(large);
    assert_null(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(bytes_behind_the_value_are_refused),
        cmocka_unit_test(a_key_twice_is_refused_however_it_is_written),
        cmocka_unit_test(nul_in_a_string_or_a_key_is_refused),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(size_is_limited_before_anything_is_read),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(brackets_inside_strings_are_no_depth),
        cmocka_unit_test(a_file_of_brackets_is_refused),
        cmocka_unit_test(integers_are_whole_and_fit_64_bits),
        cmocka_unit_test(numbers_are_read_as_integer_or_real),
        cmocka_unit_test(members_of_another_type_are_not_seen),
        cmocka_unit_test(keys_come_in_the_order_of_their_bytes),
        cmocka_unit_test(the_canonical_form_is_sorted_compact_and_as_it_is),
        cmocka_unit_test(the_canonical_form_is_the_same_after_a_round),
        cmocka_unit_test(the_canonical_form_holds_integers_only),
        cmocka_unit_test(decimals_are_written_as_a_person_would),
        cmocka_unit_test(what_is_put_is_written_in_its_order),
        cmocka_unit_test(pretty_is_indented_by_one_space),
        cmocka_unit_test(text_that_no_parser_would_take_spoils_the_value),
        cmocka_unit_test(a_failed_allocation_is_remembered_to_the_end),
        cmocka_unit_test(a_parse_without_memory_says_so),
        cmocka_unit_test(nothing_is_put_into_nothing),
        cmocka_unit_test(a_file_says_where_it_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
