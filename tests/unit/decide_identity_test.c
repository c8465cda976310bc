#include "tests/unit/play.h"

#include "core/attendance.h"
#include "core/minutes.h"
#include "core/view.h"

/* Who is whom: what is counted follows. Question 1 is for-against: option 0 is for, 1 against. */

#define Q "\"question\":1,\"run\":1"

static enum status answers(struct play *p, uint32_t person, uint32_t link, const char *option)
{
    char json[200];
    struct command c;
    snprintf(json, sizeof json, "{\"id\":\"%032x\",\"command\":\"answer\"," Q ",\"option\":%s}",
             ++p->next_id, option);
    assert_int_equal(command_parse(json, strlen(json), &c), STATUS_OK);
    enum status s = play_command(
        p, (struct actor){.role = ROLE_PARTICIPANT, .person = person, .link = link}, &c);
    command_release(&c);
    return s;
}

/* Ada (person and link 1), her phone (2) and Bo (3); the question is open. */
static void three_have_joined(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "ada_", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
}

static const struct run *the_run(const struct play *p)
{
    return meeting_run(&p->meeting, 1, 1);
}

static uint32_t hands(const struct play *p, int option)
{
    return the_run(p)->counts[option][CHANNEL_HAND][PLACE_REMOTE];
}

#define MERGE "\"command\":\"merge\",\"of_person\":2,\"into\":1,\"reason\":\"her phone\""
#define SPLIT "\"command\":\"split\",\"of_person\":2,\"reason\":\"her sister\""

static void after_a_merge_the_later_answer_stands(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(answers(&p, 2, 2, "1"), STATUS_OK);
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK); /* later */
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(the_run(&p)->answered, 1);
    assert_int_equal(hands(&p, 0), 1);
    assert_int_equal(hands(&p, 1), 0);
    assert_int_equal(meeting_run_present(&p.meeting, the_run(&p)), 2);
    /* whichever link it comes by, it is the same person's */
    assert_int_equal(answers(&p, 1, 2, "1"), STATUS_OK);
    assert_int_equal(the_run(&p)->answered, 1);
    assert_int_equal(hands(&p, 1), 1);
    play_release(&p);
}

static void after_a_split_each_has_its_own_answer(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK);
    assert_int_equal(answers(&p, 1, 2, "1"), STATUS_OK); /* by the phone, as the same person */
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(the_run(&p)->answered, 2);
    assert_int_equal(hands(&p, 0), 1);
    assert_int_equal(hands(&p, 1), 1);
    assert_int_equal(meeting_answer_of(&p.meeting, 2, the_run(&p))->option, 1);
    play_release(&p);
}

static void the_one_they_were_merged_into_can_go_out_too(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":3,\"into\":2,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(meeting_one(&p.meeting, 3), 1); /* into whoever stands for 2 */
    assert_int_equal(chair(&p, "\"command\":\"split\",\"of_person\":1,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(meeting_one(&p.meeting, 1), 1);
    assert_int_equal(meeting_one(&p.meeting, 3), 2); /* the rest stay together */
    assert_true(meeting_same(&p.meeting, 2, 3));
    play_release(&p);
}

/* Who joins, and answers by their own link: 1 and 3 for, 2 and 4 against. Max, 5, spoke: for. */
static void five_have_answered(struct play *p)
{
    three_have_joined(p);
    assert_int_equal(joins(p, "Bo's phone", false), STATUS_OK);
    for (uint32_t i = 1; i <= 4; i++)
        assert_int_equal(answers(p, i, i, i % 2 == 1 ? "0" : "1"), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"position\"," Q
                              ",\"option\":0,\"way\":\"microphone\",\"name\":\"Max\""),
                     STATUS_OK);
}

static void merges(struct play *p, int person, int into)
{
    char members[100];
    snprintf(members, sizeof members,
             "\"command\":\"merge\",\"of_person\":%d,\"into\":%d,\"reason\":\"w\"", person, into);
    assert_int_equal(chair(p, members), STATUS_OK);
}

static void splits(struct play *p, int person)
{
    char members[100];
    snprintf(members, sizeof members, "\"command\":\"split\",\"of_person\":%d,\"reason\":\"w\"",
             person);
    assert_int_equal(chair(p, members), STATUS_OK);
}

/* Two pairs first, then the pairs, then who spoke: one person, whose latest own answer, that of 4,
 * stands. */
static void five_are_one(struct play *p)
{
    merges(p, 2, 1);
    merges(p, 4, 3);
    merges(p, 3, 1);
    merges(p, 5, 1);
    assert_int_equal(meeting_person(&p->meeting, 1)->members, 4);
    assert_int_equal(the_run(p)->answered, 1);
    assert_int_equal(hands(p, 1), 1);
    assert_int_equal(the_run(p)->entered[0][WAY_MICROPHONE], 0);
}

static void each_has_their_own(const struct play *p)
{
    assert_int_equal(the_run(p)->answered, 4);
    assert_int_equal(hands(p, 0), 2);
    assert_int_equal(hands(p, 1), 2);
    assert_int_equal(the_run(p)->entered[0][WAY_MICROPHONE], 1);
    for (uint32_t i = 1; i <= 5; i++) {
        assert_int_equal(meeting_one(&p->meeting, i), i);
        assert_int_equal(meeting_person(&p->meeting, i)->members, 0);
    }
    assert_int_equal(the_run(p)->present, 4); /* who spoke has no device */
    assert_int_equal(the_run(p)->no_hand, 0);
}

/* In whatever order they go: also first the one into whom the others were merged. */
static void of_several_who_were_one_each_goes_out_with_their_own_answer(void **state)
{
    static const int orders[][4] = {{5, 4, 3, 2}, {1, 2, 3, 4}, {3, 1, 5, 2}, {2, 5, 1, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct play p;
        five_have_answered(&p);
        five_are_one(&p);
        if (i % 2 == 1)
            assert_int_equal(chair(&p, "\"command\":\"close\"," Q), STATUS_OK);
        for (int k = 0; k < 4; k++)
            splits(&p, orders[i][k]);
        if (i % 2 == 0)
            assert_int_equal(chair(&p, "\"command\":\"close\"," Q), STATUS_OK);
        each_has_their_own(&p);
        assert_int_equal(chair(&p, "\"command\":\"split\",\"of_person\":1,\"reason\":\"w\""),
                         REFUSED_ALREADY);
        play_release(&p);
    }
}

/* One who is out is counted apart at once, the others together: after 3 and 5 have gone, 1, 2 and 4
 * are one, and 4 answered last. */
static void who_is_left_together_is_still_one(void **state)
{
    (void)state;
    struct play p;
    five_have_answered(&p);
    five_are_one(&p);
    splits(&p, 3);
    splits(&p, 5);
    assert_int_equal(the_run(&p)->answered, 2);
    assert_int_equal(hands(&p, 0), 1); /* 3 */
    assert_int_equal(hands(&p, 1), 1); /* 4, for 1 and 2 too */
    assert_int_equal(the_run(&p)->entered[0][WAY_MICROPHONE], 1);
    assert_true(meeting_same(&p.meeting, 4, 2));
    merges(&p, 3, 4); /* and back again, by any of them */
    assert_int_equal(meeting_one(&p.meeting, 3), 1);
    assert_int_equal(the_run(&p)->answered, 1);
    play_release(&p);
}

static void a_split_gives_everybody_their_hats_back(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, "\"command\":\"hats\",\"of_person\":2,\"hats\":[\"author\"]"),
                     STATUS_OK);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(meeting_person(&p.meeting, 1)->hats, 1u << HAT_AUTHOR);
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(meeting_person(&p.meeting, 1)->hats, 0);
    assert_int_equal(meeting_person(&p.meeting, 2)->hats, 1u << HAT_AUTHOR);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    /* what the chair says of the one is of all of them */
    assert_int_equal(chair(&p, "\"command\":\"hats\",\"of_person\":2,\"hats\":[\"delegate\"]"),
                     STATUS_OK);
    assert_int_equal(meeting_person(&p.meeting, 1)->hats, 1u << HAT_DELEGATE);
    play_release(&p);
}

/* A closed question too: present 3 of whom 2 are one; of those two one had answered. */
static void counts_of_a_closed_question_follow(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(answers(&p, 2, 2, "1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," Q), STATUS_OK);
    assert_int_equal(the_run(&p)->no_hand, 2); /* Ada and Bo */
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(the_run(&p)->present, 2);
    assert_int_equal(the_run(&p)->no_hand, 1); /* Bo */
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(the_run(&p)->present, 3);
    assert_int_equal(the_run(&p)->no_hand, 2);
    play_release(&p);
}

/* Who said by one of their links that they are in the room hums there: not beside the hum. */
static void in_the_room_by_any_link_is_in_the_room(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "ada_", true), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK);
    assert_int_equal(hands(&p, 0), 1);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(hands(&p, 0), 0);
    assert_int_equal(the_run(&p)->counts[0][CHANNEL_HAND][PLACE_ROOM], 1);
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(hands(&p, 0), 1);
    play_release(&p);
}

/* The id is the link's: what was sent before a merge and again behind it is done once. */
static void what_is_sent_again_after_a_merge_is_done_once(void **state)
{
    (void)state;
    struct play p;
    struct command c;
    three_have_joined(&p);
    const char *json = "{\"id\":\"000000000000000000000000000000aa\",\"command\":\"say\","
                       "\"text\":\"hello\"}";
    assert_int_equal(command_parse(json, strlen(json), &c), STATUS_OK);
    struct actor phone = {.role = ROLE_PARTICIPANT, .person = 2, .link = 2};
    assert_int_equal(play_command(&p, phone, &c), STATUS_OK);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    phone.person = 1;
    assert_int_equal(play_command(&p, phone, &c), STATUS_OK);
    assert_true(p.done.again);
    assert_int_equal(p.meeting.lines.count, 1);
    command_release(&c);
    play_release(&p);
}

/* The other chat's line was said first, and came into the record last. */
static void an_imported_line_stands_by_the_time_at_which_it_was_said(void **state)
{
    (void)state;
    struct play p;
    struct command c;
    three_have_joined(&p);
    const int64_t before_us = p.now_us;
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," Q), STATUS_OK);
    command_init(&c, COMMAND_IMPORT);
    c.question = c.run = 1;
    c.log_source = "irc:wg";
    c.source_id = "1";
    c.identity = "irc:wg/ada";
    c.name = "ada";
    c.text = c.own = "-1";
    c.said_us = before_us;
    c.read_as = -1;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    assert_int_equal(the_run(&p)->answered, 2);
    assert_int_equal(
        chair(&p, "\"command\":\"merge\",\"of_person\":4,\"into\":1,\"reason\":\"her nick\""),
        STATUS_OK);
    assert_int_equal(the_run(&p)->answered, 1);
    assert_int_equal(hands(&p, 0), 1);
    assert_int_equal(the_run(&p)->present, 3); /* of another chat is not present here */
    assert_int_equal(attendance_count(&p.meeting), 3);
    /* nobody who joined goes into a name of another chat */
    assert_int_equal(chair(&p, "\"command\":\"split\",\"of_person\":4,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":1,\"into\":4,\"reason\":\"w\""),
                     REFUSED_MERGE);
    play_release(&p);
}

static void who_is_one_stands_on_the_blue_sheet_once(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(attendance_count(&p.meeting), 3);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(attendance_count(&p.meeting), 2);
    assert_false(attendance_has(&p.meeting, 2));
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(attendance_count(&p.meeting), 3);
    play_release(&p);
}

static void merging_has_a_reason_and_keeps_who_joined(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, "\"command\":\"attend\",\"name\":\"Max\""), STATUS_OK); /* 4 */
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":2,\"into\":1"), REFUSED_REASON);
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":2,\"into\":4,\"reason\":\"w\""),
                     REFUSED_MERGE);
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":4,\"into\":3,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":4,\"into\":3,\"reason\":\"w\""),
                     REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"split\",\"of_person\":4"), REFUSED_REASON);
    play_release(&p);
}

static void a_new_name_is_everywhere(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(
        participant(&p, 1, "\"command\":\"rename\",\"name\":\"Ada L\",\"affiliation\":\"Ohm\""),
        STATUS_OK);
    assert_string_equal(meeting_text(&p.meeting, meeting_person(&p.meeting, 1)->name), "Ada L");
    assert_int_equal(
        participant(&p, 1, "\"command\":\"rename\",\"name\":\"Ada L\",\"affiliation\":\"Ohm\""),
        REFUSED_ALREADY);
    assert_int_equal(participant(&p, 1, "\"command\":\"rename\",\"name\":\"\""),
                     REFUSED_EMPTY_TEXT);
    play_release(&p);
}

/* ---- setting aside ---- */

#define ASIDE "\"command\":\"set-aside\"," Q ",\"of_person\":1,\"reason\":\"told to by a mail\""

static void what_is_set_aside_is_in_no_count_until_it_is_taken_back(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK);
    assert_int_equal(answers(&p, 3, 3, "0"), STATUS_OK);
    assert_int_equal(chair(&p, ASIDE), STATUS_OK);
    assert_int_equal(hands(&p, 0), 1);
    assert_int_equal(the_run(&p)->answered, 1);
    assert_int_equal(the_run(&p)->set_aside, 1);
    assert_int_equal(meeting_run_no_hand(&p.meeting, the_run(&p)), 1); /* the phone alone */
    assert_int_equal(answers(&p, 1, 1, "1"), STATUS_OK); /* another answer changes nothing in it */
    assert_int_equal(hands(&p, 1), 0);
    assert_int_equal(the_run(&p)->set_aside, 1);
    assert_int_equal(chair(&p, "\"command\":\"take-back\"," Q ",\"of_person\":1,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(hands(&p, 1), 1);
    assert_int_equal(the_run(&p)->set_aside, 0);
    play_release(&p);
}

static void setting_aside_needs_its_reason_and_an_answer(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, ASIDE), REFUSED_NO_ANSWER);
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"set-aside\"," Q ",\"of_person\":1"), REFUSED_REASON);
    assert_int_equal(chair(&p, "\"command\":\"take-back\"," Q ",\"of_person\":1,\"reason\":\"w\""),
                     REFUSED_ALREADY);
    play_release(&p);
}

static char *minutes_of(const struct play *p)
{
    char *text;
    size_t len;
    assert_int_equal(minutes_write(&p->meeting, &text, &len), STATUS_OK);
    return text;
}

static void what_the_chair_was_told_is_in_no_minutes_and_no_view(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(
        chair(&p, "\"command\":\"irregularity\"," Q ",\"text\":\"one boss, ten hands\""),
        STATUS_OK);
    assert_int_equal(p.meeting.told.count, 1);
    char *text = minutes_of(&p);
    assert_null(strstr(text, "boss"));
    free(text);
    for (int a = 0; a < AUDIENCE_COUNT; a++) {
        size_t len;
        assert_int_equal(view_meeting(&p.meeting, (enum audience)a, &text, &len), STATUS_OK);
        assert_null(strstr(text, "boss"));
        free(text);
    }
    play_release(&p);
}

/* ---- the countdown ---- */

static enum status due(struct play *p)
{
    struct command c;
    command_init(&c, COMMAND_CLOSE_DUE);
    c.question = c.run = 1;
    return play_command(p, (struct actor){.role = ROLE_SYSTEM}, &c);
}

static void closing_is_announced_ten_seconds_before(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(due(&p), REFUSED_NOT_CLOSING);
    assert_int_equal(chair(&p, "\"command\":\"closing\"," Q), STATUS_OK);
    assert_int_equal(the_run(&p)->closes_us, p.now_us + 10 * 1000000);
    assert_int_equal(chair(&p, "\"command\":\"closing\"," Q), REFUSED_ALREADY);
    assert_int_equal(answers(&p, 1, 1, "0"), STATUS_OK); /* open until then */
    assert_int_equal(chair(&p, "\"command\":\"hum\"," Q ",\"option\":0"), REFUSED_CLOSING);
    assert_int_equal(due(&p), STATUS_OK);
    assert_int_equal(the_run(&p)->state, RUN_CLOSED);
    assert_int_equal(answers(&p, 3, 3, "0"), REFUSED_NOT_OPEN);
    assert_non_null(strstr(status_sentence(REFUSED_NOT_OPEN), "too late"));
    play_release(&p);
}

static void a_cancelled_closing_closes_nothing(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, "\"command\":\"closing\"," Q), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"closing-cancel\"," Q), STATUS_OK);
    assert_int_equal(due(&p), REFUSED_NOT_CLOSING);
    assert_int_equal(the_run(&p)->state, RUN_OPEN);
    assert_int_equal(chair(&p, "\"command\":\"closing-cancel\"," Q), REFUSED_NOT_CLOSING);
    play_release(&p);
}

/* Pages were away: who could not see the countdown is not shut out by it. */
static void a_restart_ends_the_countdown_and_leaves_the_question_open(void **state)
{
    (void)state;
    struct play p;
    struct command c;
    three_have_joined(&p);
    assert_int_equal(chair(&p, "\"command\":\"closing\"," Q), STATUS_OK);
    command_init(&c, COMMAND_RESUME);
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    assert_int_equal(the_run(&p)->state, RUN_OPEN);
    assert_int_equal(the_run(&p)->closes_us, 0);
    play_release(&p);
}

/* ---- roles ---- */

static void a_role_is_handed_over_and_taken_back(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":3,\"role\":\"chair\""),
                     STATUS_OK);
    assert_int_equal(meeting_person(&p.meeting, 3)->roles, 1u << ROLE_CHAIR);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":3,\"role\":\"chair\""),
                     REFUSED_ALREADY);
    assert_int_equal(
        chair(&p, "\"command\":\"hand-over\",\"of_person\":3,\"role\":\"chair\",\"off\":true"),
        STATUS_OK);
    assert_int_equal(meeting_person(&p.meeting, 3)->roles, 0);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":3,\"role\":\"screen\""),
                     REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, "\"command\":\"attend\",\"name\":\"Max\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":4,\"role\":\"scribe\""),
                     REFUSED_NO_DEVICE_OF_THEIRS);
    play_release(&p);
}

/* One human, one role, whichever of their links it was handed to; a split leaves it there. */
static void a_role_is_all_of_ones_and_taken_back_from_whichever_has_it(void **state)
{
    (void)state;
    struct play p;
    three_have_joined(&p);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":2,\"role\":\"chair\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(meeting_roles(&p.meeting, 1), 1u << ROLE_CHAIR);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":1,\"role\":\"chair\""),
                     REFUSED_ALREADY);
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(meeting_roles(&p.meeting, 1), 0);
    assert_int_equal(meeting_roles(&p.meeting, 2), 1u << ROLE_CHAIR);
    assert_int_equal(chair(&p, "\"command\":\"hand-over\",\"of_person\":1,\"role\":\"chair\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, MERGE), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"hand-over\",\"of_person\":1,\"role\":\"chair\",\"off\":true"),
        STATUS_OK); /* from both */
    assert_int_equal(meeting_roles(&p.meeting, 1), 0);
    assert_int_equal(chair(&p, SPLIT), STATUS_OK);
    assert_int_equal(meeting_roles(&p.meeting, 2), 0);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_a_merge_the_later_answer_stands),
        cmocka_unit_test(after_a_split_each_has_its_own_answer),
        cmocka_unit_test(the_one_they_were_merged_into_can_go_out_too),
        cmocka_unit_test(of_several_who_were_one_each_goes_out_with_their_own_answer),
        cmocka_unit_test(who_is_left_together_is_still_one),
        cmocka_unit_test(a_split_gives_everybody_their_hats_back),
        cmocka_unit_test(counts_of_a_closed_question_follow),
        cmocka_unit_test(in_the_room_by_any_link_is_in_the_room),
        cmocka_unit_test(what_is_sent_again_after_a_merge_is_done_once),
        cmocka_unit_test(an_imported_line_stands_by_the_time_at_which_it_was_said),
        cmocka_unit_test(who_is_one_stands_on_the_blue_sheet_once),
        cmocka_unit_test(merging_has_a_reason_and_keeps_who_joined),
        cmocka_unit_test(a_new_name_is_everywhere),
        cmocka_unit_test(what_is_set_aside_is_in_no_count_until_it_is_taken_back),
        cmocka_unit_test(setting_aside_needs_its_reason_and_an_answer),
        cmocka_unit_test(what_the_chair_was_told_is_in_no_minutes_and_no_view),
        cmocka_unit_test(closing_is_announced_ten_seconds_before),
        cmocka_unit_test(a_cancelled_closing_closes_nothing),
        cmocka_unit_test(a_restart_ends_the_countdown_and_leaves_the_question_open),
        cmocka_unit_test(a_role_is_handed_over_and_taken_back),
        cmocka_unit_test(a_role_is_all_of_ones_and_taken_back_from_whichever_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
