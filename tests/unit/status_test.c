#include "tests/unit/unit.h"

#include "core/status.h"

#include <string.h>

static void every_status_has_a_word_a_sentence_and_an_exit_code(void **state)
{
    (void)state;
    for (int s = 0; s < STATUS_COUNT; s++) {
        const char *sentence = status_sentence((enum status)s);
        assert_true(strlen(sentence) > 3);
        assert_true(sentence[strlen(sentence) - 1] != '.');
        assert_true(strlen(status_word((enum status)s)) > 1);
        int code = status_exit((enum status)s);
        assert_true(s == STATUS_OK ? code == 0 : code >= 64 && code <= 78);
    }
}

/* "why; what to do instead", or what to do at once. */
static void every_refusal_says_what_to_do_instead(void **state)
{
    (void)state;
    static const char *const begins[] = {"acknowledge ", "close ", "give ", "join ",
                                         "name ",        "say ",   "show ", "write "};
    for (int s = STATUS_OK + 1; status_is_refusal((enum status)s); s++) {
        const char *sentence = status_sentence((enum status)s);
        const char *ground_ends = strpbrk(sentence, ";:");
        bool says = ground_ends != NULL && strlen(ground_ends) > strlen("; a b");
        for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
            says = says || strncmp(sentence, begins[i], strlen(begins[i])) == 0;
        if (!says)
            print_message("%s: %s\n", status_word((enum status)s), sentence);
        assert_true(says);
    }
}

static void words_are_unique(void **state)
{
    (void)state;
    for (int a = 0; a < STATUS_COUNT; a++)
        for (int b = a + 1; b < STATUS_COUNT; b++)
            assert_string_not_equal(status_word((enum status)a), status_word((enum status)b));
}

static void refusals_end_where_failures_begin(void **state)
{
    (void)state;
    assert_false(status_is_refusal(STATUS_OK));
    assert_true(status_is_refusal(REFUSED_MALFORMED));
    assert_true(status_is_refusal(REFUSED_ADDRESS));
    assert_false(status_is_refusal(FAILED_NO_MEMORY));
    assert_false(status_is_refusal(FAILED_RANDOM));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_word_a_sentence_and_an_exit_code),
        cmocka_unit_test(every_refusal_says_what_to_do_instead),
        cmocka_unit_test(words_are_unique),
        cmocka_unit_test(refusals_end_where_failures_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
