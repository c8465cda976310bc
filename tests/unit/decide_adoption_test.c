#include "tests/unit/adoption_play.h"

#include "core/kind.h"

static void a_question_names_its_draft_or_those_that_compete(void **state)
{
    (void)state;
    static const struct {
        const char *prepare;
        enum status expected;
    } cases[] = {
        {ADOPT, STATUS_OK},
        {ADOPT ",\"care\":true", STATUS_OK},
        {PREPARE "\"adopt\"", REFUSED_DRAFT},
        {ADOPT ADOPTED, REFUSED_DRAFT},
        {ADOPT ",\"options\":[\"a\",\"b\"]", REFUSED_BAD_VALUE},
        {TWO, STATUS_OK},
        {TWO ADOPTED, STATUS_OK},
        {TWO ",\"draft\":\"draft-c-x-00\"", REFUSED_DRAFT},
        {TWO ",\"care\":true", REFUSED_DRAFT},
        {DRAFTS("\"draft-a-x-00\""), REFUSED_DRAFT},
        {DRAFTS("\"draft-a-x-00\"") ADOPTED, STATUS_OK},
        {DRAFTS("\"a\",\"A\""), REFUSED_DRAFT},
        {DRAFTS("\"a\",\"b\"") ",\"adopted\":\"B\"", REFUSED_DRAFT},
        {DRAFTS("\"a\",\"\""), REFUSED_EMPTY_TEXT},
        {DRAFTS("\"a\",7"), REFUSED_BAD_VALUE},
        /* adopt each, fold into each: 2 x 6; all, merge, wait, none: 16 options and no more */
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\",\"f\""), STATUS_OK},
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\""), REFUSED_TOO_MANY},
        /* fold in, replace by, beside each: 3 x 5; merge, wait, none: 18 */
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\"") ADOPTED, REFUSED_TOO_MANY},
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\"") ADOPTED ",\"outcomes\":[\"replace\",\"none\"]",
         STATUS_OK},
        {TWO ",\"outcomes\":[\"replace\"]", REFUSED_KIND},
        {TWO ADOPTED ",\"outcomes\":[\"one\"]", REFUSED_KIND},
        {TWO ",\"outcomes\":[\"all\"]", REFUSED_BAD_VALUE},
        {WITHDRAW WHY, STATUS_OK},
        {WITHDRAW WHY ",\"tried\":[\"reviews-asked\"]", STATUS_OK},
        {WITHDRAW ",\"events\":\"e\"", REFUSED_CAUSE},
        {WITHDRAW ",\"cause\":[\"effort\"]", REFUSED_CAUSE},
        {WITHDRAW WHY ",\"drafts\":[\"a\",\"b\"]", REFUSED_DRAFT},
        {PREPARE "\"withdraw\"" WHY, REFUSED_DRAFT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        play_open(&p);
        enum status got = chair(&p, cases[i].prepare);
        if (got != cases[i].expected)
            print_message("%s: %s\n", cases[i].prepare, status_word(got));
        assert_int_equal(got, cases[i].expected);
        play_release(&p);
    }
}

static void competing_drafts_have_every_outcome_as_an_option(void **state)
{
    (void)state;
    static const struct {
        const char *prepare, *options;
    } cases[] = {
        {ADOPT, "adopt|do not adopt|"},
        {ADOPT ",\"care\":true", "take it into the group's care|leave it to its authors|"},
        {WITHDRAW WHY, "withdraw|keep|"},
        {TWO, "adopt draft-a-x-00|adopt draft-b-x-00|adopt both|merge them into one draft|"
              "adopt draft-a-x-00 and fold in ideas of the other|"
              "adopt draft-b-x-00 and fold in ideas of the other|wait|none of them|"},
        {DRAFTS("\"a\",\"b\",\"c\"") ",\"outcomes\":[\"both\",\"fold-in\"]",
         "adopt all of them|adopt a and fold in ideas of the others|"
         "adopt b and fold in ideas of the others|adopt c and fold in ideas of the others|"},
        {DRAFTS("\"a\"") ADOPTED,
         "merge them into one draft|keep draft-ietf-x-old-03 and fold in ideas of a|"
         "replace draft-ietf-x-old-03 by a|"
         "adopt a as a second draft, competing with draft-ietf-x-old-03|wait|none of them|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        char names[1000] = "";
        prepared(&p, cases[i].prepare);
        for (uint32_t k = 0; k < second(&p)->option_count; k++) {
            strncat(names,
                    meeting_text(&p.meeting, meeting_option(&p.meeting, second(&p), k)->name),
                    sizeof names - strlen(names) - 1);
            strncat(names, "|", sizeof names - strlen(names) - 1);
        }
        assert_string_equal(names, cases[i].options);
        play_release(&p);
    }
}

static uint32_t issues_of(const char *prepare, const char *answer)
{
    struct play p;
    asked(&p, prepare);
    assert_int_equal(participant(&p, 1, answer), STATUS_OK);
    uint32_t issues = p.meeting.issues.count;
    play_release(&p);
    return issues;
}

#define SAYS(option) "\"command\":\"answer\"," OF2 ",\"option\":" option ",\"text\":\"because\""

#define AT_MICROPHONE(name, option)                                                                \
    "\"command\":\"position\"," OF2 ",\"way\":\"microphone\",\"name\":\"" name                     \
    "\",\"option\":" option ",\"text\":\"because\""

static void a_concern_at_adoption_is_an_issue_and_support_is_none(void **state)
{
    (void)state;
    assert_int_equal(issues_of(ADOPT, SAYS("0")), 0);
    assert_int_equal(issues_of(ADOPT, SAYS("1")), 1);
    assert_int_equal(issues_of(WITHDRAW WHY, SAYS("0")), 0);
    assert_int_equal(issues_of(WITHDRAW WHY, SAYS("1")), 1);
    assert_int_equal(issues_of(TWO, SAYS("1")), 0); /* adopt b */
    assert_int_equal(issues_of(TWO, SAYS("7")), 1); /* none of them */
    assert_int_equal(issues_of(ADOPT, "\"command\":\"say\",\"text\":\"-1 no milestone\""), 1);
    assert_int_equal(issues_of(ADOPT, "\"command\":\"say\",\"text\":\"+1 it is useful\""), 0);
    assert_int_equal(issues_of(ADOPT, "\"command\":\"issue\"," OF2 ",\"text\":\"no IANA part\""),
                     1);
}

static void a_concern_at_the_microphone_is_an_issue_too(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, AT_MICROPHONE("Max", "0")), STATUS_OK);
    assert_int_equal(p.meeting.issues.count, 0);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, AT_MICROPHONE("Moe", "1")), STATUS_OK);
    assert_int_equal(p.meeting.issues.count, 1);
    play_release(&p);
}

static void supporters_and_detractors_are_asked_why(void **state)
{
    (void)state;
    static const char *const all[] = {ADOPT, WITHDRAW WHY, TWO};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct play p;
        prepared(&p, all[i]);
        for (uint32_t k = 0; k < second(&p)->option_count; k++)
            assert_int_equal(kind_wants(&p.meeting, second(&p), (int32_t)k), WANTS_REASON_OFFERED);
        play_release(&p);
    }
}

static void a_position_in_chat_names_one_of_competing_drafts(void **state)
{
    (void)state;
    struct play p;
    asked(&p, TWO);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1\""), STATUS_OK);
    assert_int_equal(p.meeting.answers.count, 0); /* for what? */
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"adopt both\""), STATUS_OK);
    assert_int_equal(p.meeting.answers.items[0].option, 2);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"8\""), STATUS_OK);
    assert_int_equal(p.meeting.answers.items[1].option, 7); /* the eighth: none */
    play_release(&p);
}

static void a_step_says_what_it_must(void **state)
{
    (void)state;
    static const struct {
        const char *step;
        enum status expected;
    } cases[] = {
        {STEP("ipr", "open"), REFUSED_ALREADY},
        {STEP("ipr", "done"), STATUS_OK},
        {STEP("ipr", "done") ",\"date\":\"2026-11-20\",\"text\":\"none is known\"", STATUS_OK},
        {STEP("ipr", "done") ",\"date\":\"yesterday\"", REFUSED_DATE},
        {STEP("ipr", "open"), STATUS_OK},
        {STEP("ipr", "not-needed"), REFUSED_WAIVER},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"charter\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"split\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"merge\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"chairs\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"time\"", REFUSED_BAD_VALUE},
        {STEP("ipr", "not-needed") ",\"text\":\"asked last year\"", STATUS_OK},
        {STEP("call", "done"), REFUSED_TWO_WEEKS},
        {STEP("call", "done") ",\"date\":\"2026-11-01\",\"until\":\"2026-11-14\"",
         REFUSED_TWO_WEEKS},
        {STEP("call", "done") ",\"date\":\"2026-11-01\",\"until\":\"2026-11-15\"", STATUS_OK},
        {STEP("editors", "done") ",\"text\":\"Mona\"", REFUSED_EDITORS},
        {STEP("editors", "done") ",\"editors\":\"new\"", REFUSED_EDITORS},
        {STEP("editors", "done") ",\"editors\":\"new\",\"text\":\"Mona\"", STATUS_OK},
        {STEP("editors", "done") ",\"editors\":\"same\"", STATUS_OK},
        {STEP("name", "done"), REFUSED_DRAFT},
        {STEP("replaced-by", "done"), REFUSED_DRAFT},
        {STEP("area-director", "done"), REFUSED_KIND}, /* of a draft under the group's care */
        {STEP("returned", "done"), REFUSED_KIND},      /* of a withdrawal */
        {STEP("hum", "done"), REFUSED_BAD_VALUE},
        {STEP("ipr", "begun"), REFUSED_BAD_VALUE},
    };
    struct play p;
    prepared(&p, ADOPT);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status got = chair(&p, cases[i].step);
        if (got != cases[i].expected)
            print_message("%s: %s\n", cases[i].step, status_word(got));
        assert_int_equal(got, cases[i].expected);
    }
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR, "").state, DRAFT_STEP_NOT_NEEDED);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_EDITORS, "").editors, EDITORS_SAME);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_RESULT, "").state, DRAFT_STEP_OPEN);
    play_release(&p);
}

/* Drafts that compete have steps of their own, and those of all of them. */
static void a_step_is_of_one_of_competing_drafts_or_of_all(void **state)
{
    (void)state;
    struct play p;
    prepared(&p, TWO);
    assert_int_equal(chair(&p, STEP("ipr", "done") OF_A), STATUS_OK);
    assert_int_equal(chair(&p, STEP("ipr", "open") OF_B), REFUSED_ALREADY);
    assert_int_equal(chair(&p, STEP("ipr", "done") ",\"draft\":\"draft-c-x-00\""), REFUSED_DRAFT);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR, "draft-a-x-00").state,
                     DRAFT_STEP_DONE);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR, "draft-b-x-00").state,
                     DRAFT_STEP_OPEN);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR, "").state, DRAFT_STEP_OPEN);
    assert_int_equal(chair(&p, STEP("ipr", "not-needed") ",\"waived_by\":\"chairs\""), STATUS_OK);
    assert_int_equal(chair(&p, STEP("ipr", "open") OF_A), STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR, "").state, DRAFT_STEP_NOT_NEEDED);
    assert_int_equal(p.meeting.steps.count, 2); /* of A, and of all */
    play_release(&p);
}

/* Of one draft alone it need not be said, and may be. */
static void a_step_may_name_the_only_draft(void **state)
{
    (void)state;
    struct play p;
    prepared(&p, ADOPT);
    assert_int_equal(chair(&p, STEP("ipr", "done") ",\"draft\":\"draft-mona-framing-core-02\""),
                     STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR, "").state, DRAFT_STEP_DONE);
    play_release(&p);
}

static void a_call_sent_from_here_is_that_step(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF2 ",\"text\":\"so\",\"reason\":\"w\","
                               "\"statements\":[{\"kind\":\"consensus\",\"option\":0}]"),
                     STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL, "").state, DRAFT_STEP_OPEN);
    assert_int_equal(chair(&p, "\"command\":\"sent\"," OF2 ",\"message_id\":\"<a@b>\","
                               "\"date\":\"2026-11-23\""),
                     STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL, "").state, DRAFT_STEP_DONE);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"date\":\"2026-11-23\",\"until\":\"2026-12-07\""));
    assert_int_equal(chair(&p, "\"command\":\"deadline\"," OF2 ",\"date\":\"2026-12-06\""),
                     REFUSED_TWO_WEEKS);
    assert_int_equal(chair(&p, "\"command\":\"deadline\"," OF2 ",\"date\":\"2026-12-07\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"void\"," OF2 ",\"reason\":\"w\""), STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL, "").state, DRAFT_STEP_OPEN);
    assert_int_equal(chair(&p, STEP("call", "not-needed") ",\"waived_by\":\"charter\""), STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL, "").state,
                     DRAFT_STEP_NOT_NEEDED);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_names_its_draft_or_those_that_compete),
        cmocka_unit_test(competing_drafts_have_every_outcome_as_an_option),
        cmocka_unit_test(a_concern_at_adoption_is_an_issue_and_support_is_none),
        cmocka_unit_test(a_concern_at_the_microphone_is_an_issue_too),
        cmocka_unit_test(supporters_and_detractors_are_asked_why),
        cmocka_unit_test(a_position_in_chat_names_one_of_competing_drafts),
        cmocka_unit_test(a_step_says_what_it_must),
        cmocka_unit_test(a_step_is_of_one_of_competing_drafts_or_of_all),
        cmocka_unit_test(a_step_may_name_the_only_draft),
        cmocka_unit_test(a_call_sent_from_here_is_that_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
