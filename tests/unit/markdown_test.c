#include "tests/unit/unit.h"

#include "core/markdown.h"

#include <stdlib.h>

static void shows(const char *plain, const char *expected)
{
    struct text t = {0};
    char *out = NULL;
    markdown_add(&t, plain);
    assert_int_equal(text_take(&t, &out, NULL), STATUS_OK);
    assert_string_equal(out, expected);
    free(out);
}

static void what_is_no_markup_stays_as_it_is(void **state)
{
    (void)state;
    shows("Which byte order (network, 50 %) - \"big\" or 'little'? 3.5 + 1; a=b ~ c!",
          "Which byte order (network, 50 %) - \"big\" or 'little'? 3.5 + 1; a=b ~ c!");
    shows("Zo\xc3\xab \xe6\x9d\x8e", "Zo\xc3\xab \xe6\x9d\x8e");
}

static void html_is_shown_and_not_run(void **state)
{
    (void)state;
    shows("<script>a&b</script>", "&lt;script&gt;a&amp;b&lt;/script&gt;");
    shows("&lt;", "&amp;lt;");
}

static void emphasis_code_links_cells_and_attributes_are_escaped(void **state)
{
    (void)state;
    shows("*a* __b__ `c`", "\\*a\\* \\_\\_b\\_\\_ \\`c\\`");
    shows("[x](javascript:1) ![y][z]", "\\[x\\](javascript:1) !\\[y\\]\\[z\\]");
    shows("a|b", "a\\|b");
    shows("{: onclick=x}", "\\{: onclick=x\\}");
    shows("~~a~~ ==b==", "&#126;&#126;a&#126;&#126; &#61;&#61;b&#61;&#61;");
}

static void nothing_begins_a_block(void **state)
{
    (void)state;
    shows("# a", "\\# a");
    shows("- a", "\\- a");
    shows("+1 a", "\\+1 a");
    shows("1. a", "1\\. a");
    shows("12) a", "12&#41; a");
    shows(": a", "&#58; a");
    shows("=", "&#61;");
    shows("> a", "&gt; a");
    shows("a 1. b", "a 1. b");
}

static void what_makes_it_another_kind_of_file_is_broken_up(void **state)
{
    (void)state;
    shows("(setq x)", "&#40;setq x)");
    shows("Module.Exports = 1", "&#77;odule.Exports = 1");
    shows("\\section{a}", "&#92;section\\{a\\}");
    shows("%PDF-1.4 %!PS", "&#37;PDF-1.4 &#37;!PS");
}

static void controls_become_blanks(void **state)
{
    (void)state;
    shows("a\nb\x02"
          "c\x7f",
          "a b c ");
}

/* In a block of code: nothing is markup, nothing makes it a file of another kind, and it is the
 * same JSON. */
static void json_keeps_its_value_and_loses_what_it_looks_like(void **state)
{
    (void)state;
    static const struct {
        const char *json, *expected;
    } cases[] = {
        {"{\"a\":\"plain, 1.5\"}", "{\"a\":\"plain, 1.5\"}"},
        {"[\"<b>&\"]", "[\"\\u003cb\\u003e\\u0026\"]"},
        {"[\"LIBHDR\"]", "[\"\\u004cIBHDR\"]"},
        {"[\"(setq a\"]", "[\"\\u0028setq a\"]"},
        {"[\"a \\\"b\\\" \\\\c\"]", "[\"a \\u0022b\\u0022 \\u005cc\"]"},
        {"[\"module.exports\"]", "[\"\\u006dodule.exports\"]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text t = {0};
        markdown_add_json(&t, cases[i].json);
        assert_string_equal(t.bytes, cases[i].expected);
        text_release(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_markup_stays_as_it_is),
        cmocka_unit_test(html_is_shown_and_not_run),
        cmocka_unit_test(emphasis_code_links_cells_and_attributes_are_escaped),
        cmocka_unit_test(nothing_begins_a_block),
        cmocka_unit_test(what_makes_it_another_kind_of_file_is_broken_up),
        cmocka_unit_test(controls_become_blanks),
        cmocka_unit_test(json_keeps_its_value_and_loses_what_it_looks_like),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
