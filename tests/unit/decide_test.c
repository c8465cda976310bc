#include "tests/unit/play.h"

#define ASK "\"command\":\"ask\",\"question\":1"
#define OF_RUN "\"question\":1,\"run\":1"
#define ANSWER(option) "\"command\":\"answer\"," OF_RUN ",\"option\":" option
#define CLOSE "\"command\":\"close\"," OF_RUN

static const struct run *run1(const struct play *p)
{
    return meeting_run(&p->meeting, 1, 1);
}

static void nobody_but_the_chair_asks(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, ASK), REFUSED_ROLE);
    assert_int_equal(play(&p, ROLE_SCREEN, 0, ASK), REFUSED_ROLE);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, ASK), REFUSED_ROLE);
    assert_int_equal(play(&p, ROLE_CHAIR, 0, ANSWER("0")), REFUSED_ROLE_PARTICIPANT);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, ASK), REFUSED_ANOTHER_OPEN);
    play_release(&p);
}

static void joining_needs_a_name_and_the_note_well(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(participant(&p, 0, "\"command\":\"join\",\"name\":\"Ada\""),
                     REFUSED_NOTE_WELL);
    assert_int_equal(participant(&p, 0, "\"command\":\"join\",\"note_well\":true"),
                     REFUSED_EMPTY_TEXT);
    assert_int_equal(p.meeting.people.count, 0);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(p.meeting.present, 1);
    play_release(&p);
}

static void a_changed_mind_counts_once(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("1")), STATUS_OK);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_HAND][PLACE_REMOTE], 0);
    assert_int_equal(run1(&p)->counts[1][CHANNEL_HAND][PLACE_REMOTE], 1);
    assert_int_equal(run1(&p)->answered, 1);
    /* the latest explicit answer stands, whatever its channel */
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1 after all\""),
                     STATUS_OK);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_CHAT][PLACE_REMOTE], 1);
    assert_int_equal(run1(&p)->counts[1][CHANNEL_HAND][PLACE_REMOTE], 0);
    assert_int_equal(run1(&p)->answered, 1);
    assert_int_equal(participant(&p, 1, ANSWER("\"withdraw\"")), STATUS_OK);
    assert_int_equal(run1(&p)->answered, 0);
    assert_int_equal(meeting_run_no_hand(&p.meeting, run1(&p)), 1);
    play_release(&p);
}

static void people_in_the_room_are_listed_apart(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", true), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER("0")), STATUS_OK);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_HAND][PLACE_ROOM], 1);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_HAND][PLACE_REMOTE], 1);
    play_release(&p);
}

static void a_resent_command_is_done_once_and_answered_as_before(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("0")), STATUS_OK);
    struct done first = p.done;
    int64_t seq = p.meeting.seq;
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("0")), STATUS_OK);
    assert_int_equal(p.meeting.seq, seq);
    assert_true(p.done.again);
    assert_int_equal(p.done.seq, first.seq);
    assert_int_equal(p.done.time_us, first.time_us);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("1")), REFUSED_ID_REUSED);
    /* also after the close, and from another person the id is another command */
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("0")), STATUS_OK);
    assert_true(p.done.again);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 2, 777, ANSWER("0")), REFUSED_NOT_OPEN);
    play_release(&p);
}

static void an_answer_is_only_ever_to_the_run_that_was_seen(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), REFUSED_NO_QUESTION);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("2")), REFUSED_NO_OPTION);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\",\"option\":0"), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), REFUSED_NOT_OPEN);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), REFUSED_WRONG_RUN);
    assert_int_equal(meeting_question(&p.meeting, 1)->run_count, 2);
    play_release(&p);
}

static void a_position_in_chat_is_held_until_the_result_is_shown(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"hello\""), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"what about the title?\""),
                     STATUS_OK);
    assert_int_equal(p.meeting.lines.count, 3);
    assert_int_equal(p.meeting.published.count, 2);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(p.meeting.published.count, 2);
    assert_int_equal(chair(&p, "\"command\":\"show\"," OF_RUN), STATUS_OK);
    assert_int_equal(p.meeting.published.count, 3);
    assert_int_equal(p.meeting.published.items[2], 2);
    play_release(&p);
}

static void what_is_asked_again_says_because_of_what(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK ",\"because\":\"crowd\""), REFUSED_NOT_AGAIN);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, ASK ",\"because\":\"boredom\""), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, ASK ",\"because\":\"crowd\",\"reason\":\"lunch\""), STATUS_OK);
    const struct run *r = meeting_run(&p.meeting, 1, 2);
    assert_int_equal(r->because, BECAUSE_CROWD);
    assert_string_equal(meeting_text(&p.meeting, r->why), "lunch");
    assert_int_equal(run1(&p)->because, BECAUSE_NONE);
    play_release(&p);
}

static void options_have_dont_care_and_something_else_unless_taken_away(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"A\",\"B\"]"),
                     STATUS_OK);
    assert_int_equal(meeting_question(&p.meeting, 2)->option_count, 4);
    assert_int_equal(
        chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                  "\"options\":[\"A\",\"B\"],\"no_dont_care\":true,\"no_something_else\":true"),
        STATUS_OK);
    assert_int_equal(meeting_question(&p.meeting, 3)->option_count, 2);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"A\",\"a\"]"),
                     REFUSED_OPTIONS);
    assert_int_equal(
        chair(
            &p,
            "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\",\"options\":[\"A\"]"),
        REFUSED_OPTIONS);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"for-against\",\"text\":\"\""),
                     REFUSED_EMPTY_TEXT);
    play_release(&p);
}

static void who_leaves_and_answers_again_is_back(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"leave\""), STATUS_OK);
    assert_int_equal(p.meeting.present, 0);
    assert_int_equal(participant(&p, 1, ANSWER("0")), STATUS_OK);
    assert_int_equal(p.meeting.present, 1);
    assert_int_equal(run1(&p)->answered, 1);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_but_the_chair_asks),
        cmocka_unit_test(joining_needs_a_name_and_the_note_well),
        cmocka_unit_test(a_changed_mind_counts_once),
        cmocka_unit_test(people_in_the_room_are_listed_apart),
        cmocka_unit_test(a_resent_command_is_done_once_and_answered_as_before),
        cmocka_unit_test(an_answer_is_only_ever_to_the_run_that_was_seen),
        cmocka_unit_test(a_position_in_chat_is_held_until_the_result_is_shown),
        cmocka_unit_test(what_is_asked_again_says_because_of_what),
        cmocka_unit_test(options_have_dont_care_and_something_else_unless_taken_away),
        cmocka_unit_test(who_leaves_and_answers_again_is_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
