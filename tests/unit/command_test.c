#include "tests/unit/unit.h"

#include "core/command.h"

#include <string.h>

#define ID "\"id\":\"000102030405060708090a0b0c0d0e0f\""

static enum status parse(const char *json, struct command *c)
{
    return command_parse(json, strlen(json), c);
}

static void an_answer_is_read_with_its_option(void **state)
{
    (void)state;
    struct command c;
    assert_int_equal(
        parse("{" ID
              ",\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":3,\"text\":\" why \"}",
              &c),
        STATUS_OK);
    assert_int_equal(c.kind, COMMAND_ANSWER);
    assert_int_equal(c.question, 2);
    assert_int_equal(c.run, 1);
    assert_int_equal(c.option, 3);
    assert_string_equal(c.text, "why"); /* blanks at the ends are no text */
    assert_int_equal(c.id[15], 0x0f);
    command_release(&c);
    assert_int_equal(parse("{" ID ",\"command\":\"answer\",\"option\":\"withdraw\"}", &c),
                     STATUS_OK);
    assert_int_equal(c.option, ANSWER_WITHDRAWN);
    command_release(&c);
}

static void the_order_of_keys_makes_no_other_command(void **state)
{
    (void)state;
    struct command a, b, c;
    assert_int_equal(parse("{" ID ",\"command\":\"ask\",\"question\":1}", &a), STATUS_OK);
    assert_int_equal(parse("{\"question\":1,\"command\":\"ask\"," ID "}", &b), STATUS_OK);
    assert_int_equal(parse("{\"question\":2,\"command\":\"ask\"," ID "}", &c), STATUS_OK);
    assert_true(a.content == b.content);
    assert_true(a.content != c.content);
    command_release(&a);
    command_release(&b);
    command_release(&c);
}

static void what_is_no_command_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum status expected;
    } cases[] = {
        {"", REFUSED_MALFORMED},
        {"[]", REFUSED_MALFORMED},
        {"{}", REFUSED_MALFORMED},
        {"{\"id\":\"0\",\"command\":\"ask\"}", REFUSED_MALFORMED},
        {"{" ID "}", REFUSED_MALFORMED},
        {"{" ID ",\"command\":\"dance\"}", REFUSED_UNKNOWN_COMMAND},
        {"{" ID ",\"command\":\"open\"}", REFUSED_UNKNOWN_COMMAND}, /* the system's own */
        {"{" ID ",\"command\":\"ask\",\"question\":-1}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"ask\",\"question\":1.5}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"ask\",\"question\":4294967296}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"answer\",\"option\":16}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"answer\",\"option\":\"maybe\"}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"hear\",\"heard\":\"roaring\"}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"say\",\"text\":7}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"say\",\"text\":\"a\\u001bb\"}", REFUSED_TEXT_CONTROL},
        {"{" ID ",\"command\":\"say\",\"text\":\"\\u202eabc\"}", REFUSED_TEXT_CONTROL},
        {"{" ID ",\"command\":\"prepare\",\"options\":[1]}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"prepare\",\"options\":[\"a\",\" \"]}", REFUSED_EMPTY_TEXT},
        {"{" ID ",\"command\":\"state\",\"statements\":[{\"text\":\"x\"}]}", REFUSED_BAD_VALUE},
        {"{" ID ",\"command\":\"state\",\"statements\":[{\"kind\":\"maybe\"}]}", REFUSED_BAD_VALUE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct command c;
        enum status s = parse(cases[i].json, &c);
        if (s != cases[i].expected)
            fail_msg("%s: %s", cases[i].json, status_word(s));
        command_release(&c);
    }
}

static void a_refused_command_still_has_its_id(void **state)
{
    (void)state;
    struct command c;
    assert_int_equal(parse("{" ID ",\"command\":\"dance\"}", &c), REFUSED_UNKNOWN_COMMAND);
    assert_true(c.has_id);
    command_release(&c);
}

static void a_statement_without_option_names_none(void **state)
{
    (void)state;
    struct command c;
    assert_int_equal(
        parse("{" ID ",\"command\":\"state\",\"statements\":[{\"kind\":\"consensus\",\"option\":0},"
              "{\"kind\":\"deferred\",\"text\":\"to Friday\"}]}",
              &c),
        STATUS_OK);
    assert_int_equal(c.statement_count, 2);
    assert_int_equal(c.statements[0].option, 0);
    assert_int_equal(c.statements[1].option, -1);
    assert_string_equal(c.statements[1].text, "to Friday");
    command_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_read_with_its_option),
        cmocka_unit_test(the_order_of_keys_makes_no_other_command),
        cmocka_unit_test(what_is_no_command_is_refused),
        cmocka_unit_test(a_refused_command_still_has_its_id),
        cmocka_unit_test(a_statement_without_option_names_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
