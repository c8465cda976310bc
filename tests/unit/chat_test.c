#include "tests/unit/play.h"

#include "core/chat.h"

static bool reads(struct play *p, uint32_t question, const char *line, int32_t *option,
                  const char **remark)
{
    return chat_position(&p->meeting, meeting_question(&p->meeting, question), line, option,
                         remark);
}

static void plus_one_is_for_and_minus_one_is_against(void **state)
{
    (void)state;
    struct play p;
    int32_t option;
    const char *remark;
    play_open(&p);
    assert_true(reads(&p, 1, "+1", &option, &remark));
    assert_int_equal(option, 0);
    assert_string_equal(remark, "");
    assert_true(reads(&p, 1, "-1", &option, &remark));
    assert_int_equal(option, 1);
    assert_true(reads(&p, 1, "FOR", &option, &remark));
    assert_int_equal(option, 0);
    assert_true(reads(&p, 1, "0", &option, &remark));
    assert_int_equal(option, ANSWER_NO_OPINION);
    play_release(&p);
}

static void a_remark_behind_a_position_is_kept(void **state)
{
    (void)state;
    struct play p;
    int32_t option;
    const char *remark;
    play_open(&p);
    assert_true(reads(&p, 1, "+1, with the new title", &option, &remark));
    assert_string_equal(remark, "with the new title");
    assert_true(reads(&p, 1, "-1 breaks existing clients", &option, &remark));
    assert_int_equal(option, 1);
    assert_string_equal(remark, "breaks existing clients");
    play_release(&p);
}

static void what_only_looks_like_a_position_is_none(void **state)
{
    (void)state;
    static const char *const lines[] = {"+10",
                                        "-1.5 dB is what I measured",
                                        "0 open issues left",
                                        "> +1",
                                        "`+1`",
                                        "+2",
                                        "I am for it",
                                        "+1st",
                                        "",
                                        "1"};
    struct play p;
    int32_t option;
    const char *remark;
    play_open(&p);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_false(reads(&p, 1, lines[i], &option, &remark));
    play_release(&p);
}

static void an_option_is_named_numbered_or_lettered(void **state)
{
    (void)state;
    struct play p;
    int32_t option;
    const char *remark;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"TLV\",\"JSON text\"]"),
                     STATUS_OK);
    assert_true(reads(&p, 2, "json TEXT", &option, &remark));
    assert_int_equal(option, 1);
    assert_true(reads(&p, 2, "1", &option, &remark));
    assert_int_equal(option, 0);
    assert_true(reads(&p, 2, "B", &option, &remark));
    assert_int_equal(option, 1);
    assert_true(reads(&p, 2, "don't care", &option, &remark));
    assert_int_equal(option, 2);
    assert_true(reads(&p, 2, "4", &option, &remark)); /* something else */
    assert_false(reads(&p, 2, "5", &option, &remark));
    assert_false(reads(&p, 2, "+1", &option, &remark));
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plus_one_is_for_and_minus_one_is_against),
        cmocka_unit_test(a_remark_behind_a_position_is_kept),
        cmocka_unit_test(what_only_looks_like_a_position_is_none),
        cmocka_unit_test(an_option_is_named_numbered_or_lettered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
