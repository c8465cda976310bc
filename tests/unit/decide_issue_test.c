#include "tests/unit/play.h"

#include "core/minutes.h"

#define OF1 "\"question\":1,\"run\":1"
#define ISSUE_STATE(state, more)                                                                   \
    "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":\"" state "\"" more
#define CHALLENGE(asks, more) "\"command\":\"challenge\"," OF1 ",\"asks\":\"" asks "\"" more

static void open_question(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
}

static void close_question(struct play *p)
{
    assert_int_equal(chair(p, "\"command\":\"close\"," OF1), STATUS_OK);
}

static void the_reason_of_who_cannot_live_with_it_is_an_issue_once(void **state)
{
    (void)state;
#define CANNOT(text)                                                                               \
    "\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":0,\"text\":\"" text "\""
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"live-with\",\"text\":\"This?\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    assert_int_equal(participant(&p, 1, CANNOT("it leaks")), STATUS_OK);
    assert_int_equal(participant(&p, 1, CANNOT("it leaks")), STATUS_OK);
    assert_int_equal(p.meeting.issues.count, 1);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"-1 and is slow\""),
                     STATUS_OK);
    assert_int_equal(p.meeting.issues.count, 2);
    /* it would give an answer away */
    assert_false(sees(&p, AUDIENCE_PUBLIC, "it leaks"));
    assert_true(sees(&p, AUDIENCE_STAFF, "it leaks"));
    assert_int_equal(participant(&p, 1,
                                 "\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":"
                                 "\"withdraw\""),
                     STATUS_OK);
    assert_int_equal(meeting_issue(&p.meeting, 1)->state, ISSUE_WITHDRAWN);
    assert_int_equal(meeting_issue(&p.meeting, 2)->state, ISSUE_WITHDRAWN);
    play_release(&p);
}

static void an_issue_goes_through_its_states_and_changes_no_other(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    close_question(&p);
    assert_int_equal(participant(&p, 1, "\"command\":\"issue\"," OF1), REFUSED_EMPTY_TEXT);
    assert_int_equal(
        participant(&p, 1, "\"command\":\"issue\",\"question\":9,\"run\":1,\"text\":\"x\""),
        REFUSED_NO_QUESTION);
    assert_int_equal(participant(&p, 1, "\"command\":\"issue\"," OF1 ",\"text\":\"it leaks\""),
                     STATUS_OK);
    const struct run before = *meeting_run(&p.meeting, 1, 1);
    assert_int_equal(participant(&p, 1, ISSUE_STATE("accommodated", ",\"reason\":\"x\"")),
                     REFUSED_NOT_YOURS);
    assert_int_equal(participant(&p, 2, ISSUE_STATE("withdrawn", "")), REFUSED_NOT_YOURS);
    assert_int_equal(chair(&p, ISSUE_STATE("not-accommodated", "")), REFUSED_REASON);
    assert_int_equal(chair(&p, ISSUE_STATE("accommodated", "")), REFUSED_REASON);
    assert_int_equal(chair(&p, ISSUE_STATE("open", "")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, ISSUE_STATE("not-accommodated", ",\"reason\":\"too late\"")),
                     STATUS_OK);
    assert_int_equal(chair(&p, ISSUE_STATE("on-record", "")), STATUS_OK);
    assert_int_equal(meeting_issue(&p.meeting, 1)->state, ISSUE_ON_RECORD);
    assert_int_equal(participant(&p, 1, ISSUE_STATE("withdrawn", "")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"issue-state\",\"issue\":2,\"issue_state\":\"open\""),
                     REFUSED_NO_ISSUE);
    assert_memory_equal(&before, meeting_run(&p.meeting, 1, 1), sizeof before);
    play_release(&p);
}

static void the_scribe_enters_an_issue_of_somebody_without_a_device(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, "\"command\":\"issue\"," OF1 ",\"text\":\"slow\""),
                     REFUSED_EMPTY_TEXT);
    assert_int_equal(
        play(&p, ROLE_SCRIBE, 0, "\"command\":\"issue\"," OF1 ",\"text\":\"slow\",\"of_person\":9"),
        REFUSED_NO_PERSON);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0,
                          "\"command\":\"issue\"," OF1 ",\"text\":\"slow\",\"name\":\"Max\""),
                     STATUS_OK);
    assert_string_equal(meeting_text(&p.meeting, meeting_issue(&p.meeting, 1)->name), "Max");
    assert_true(sees(&p, AUDIENCE_STAFF, "\"who\":\"Max\""));
    play_release(&p);
}

static void a_challenge_says_of_what_and_its_answer_the_next_step(void **state)
{
    (void)state;
#define ANSWER1 "\"command\":\"challenge-answer\",\"challenge\":1,\"text\":\"it stands\""
    struct play p;
    open_question(&p);
    assert_int_equal(participant(&p, 1, CHALLENGE("challenge", "")), REFUSED_EMPTY_TEXT);
    assert_int_equal(participant(&p, 1, CHALLENGE("ask-hum", ",\"process\":\"x\"")),
                     REFUSED_BAD_VALUE);
    assert_int_equal(participant(&p, 1, CHALLENGE("challenge", ",\"process\":\"too fast\"")),
                     STATUS_OK);
    assert_true(sees(&p, AUDIENCE_STAFF, "too fast"));
    assert_false(sees(&p, AUDIENCE_PUBLIC, "too fast"));
    assert_int_equal(chair(&p, ANSWER1), REFUSED_NEXT_STEP);
    assert_int_equal(chair(&p, ANSWER1 ",\"next\":\"the area director\""), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "too fast"));
    assert_int_equal(participant(&p, 1, CHALLENGE("ask-reason", "")), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"challenge-answer\",\"challenge\":2,\"text\":\"hums\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"challenge-answer\",\"challenge\":3,\"text\":\"x\""),
                     REFUSED_NO_ISSUE);
    play_release(&p);
}

static void a_void_run_is_told_to_everybody_and_gives_no_consensus(void **state)
{
    (void)state;
#define VOID "\"command\":\"void\"," OF1
#define STATE(kind)                                                                                \
    "\"command\":\"state\"," OF1                                                                   \
    ",\"text\":\"so\",\"reason\":\"w\",\"statements\":[{\"kind\":\"" kind "\"}]"
    struct play p;
    open_question(&p);
    assert_int_equal(chair(&p, VOID ",\"reason\":\"the wrong slide\""), REFUSED_NOT_CLOSED);
    close_question(&p);
    assert_int_equal(chair(&p, VOID), REFUSED_REASON);
    assert_int_equal(chair(&p, VOID ",\"reason\":\"the wrong slide\""), STATUS_OK);
    assert_int_equal(chair(&p, VOID ",\"reason\":\"again\""), REFUSED_ALREADY);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"voided\":{\"reason\":\"the wrong slide\""));
    assert_true(sees(&p, AUDIENCE_PUBLIC, "please speak up again"));
    assert_int_equal(chair(&p, STATE("consensus")), REFUSED_VOID);
    assert_int_equal(chair(&p, STATE("void")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(meeting_run(&p.meeting, 1, 2)->voided_us, 0);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_of_who_cannot_live_with_it_is_an_issue_once),
        cmocka_unit_test(an_issue_goes_through_its_states_and_changes_no_other),
        cmocka_unit_test(the_scribe_enters_an_issue_of_somebody_without_a_device),
        cmocka_unit_test(a_challenge_says_of_what_and_its_answer_the_next_step),
        cmocka_unit_test(a_void_run_is_told_to_everybody_and_gives_no_consensus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
