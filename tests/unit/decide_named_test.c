#include "tests/unit/play.h"

#include "core/attendance.h"
#include "core/irregular.h"
#include "core/kind.h"
#include "core/minutes.h"
#include "core/view.h"

/* A name that chair or scribe type is somebody's: nobody counts twice by name and by number. */

#define OF1 "\"question\":1,\"run\":1"
#define POSITION(way, who, option)                                                                 \
    "\"command\":\"position\"," OF1 ",\"way\":\"" way "\"," who ",\"option\":" option
#define NAME(name) "\"name\":\"" name "\""
#define OF(number) "\"of_person\":" number

static const struct run *open_question(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada Lovelace", false), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    return meeting_run(&p->meeting, 1, 1);
}

static void the_name_and_the_number_of_one_person_count_once(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("microphone", NAME("ada  LOVELACE"), "0")),
                     STATUS_OK);
    assert_int_equal(p.meeting.people.count, 1);
    assert_int_equal(chair(&p, POSITION("microphone", OF("1"), "1")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0);
    assert_int_equal(r->entered[1][WAY_MICROPHONE], 1);
    assert_int_equal(chair(&p, POSITION("private", NAME("Ada Lovelace"), "0")), STATUS_OK);
    assert_int_equal(r->entered[1][WAY_MICROPHONE], 0);
    assert_int_equal(r->entered[0][WAY_PRIVATE], 1);
    play_release(&p);
}

static void who_has_answered_is_not_entered_by_name_either(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Ada Lovelace"), "0")),
                     REFUSED_NAME_ANSWERED);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0);
    /* another of the name, as the refusal says */
    assert_int_equal(
        chair(&p, "\"command\":\"attend\",\"name\":\"Ada Lovelace\",\"affiliation\":\"Ohm\""),
        STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", OF("2"), "0")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 1);
    play_release(&p);
}

static void a_name_that_nobody_has_yet_is_given_a_number_on_no_blue_sheet(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    const uint32_t sheet = attendance_count(&p.meeting);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Max Ohm"), "0")), STATUS_OK);
    assert_int_equal(p.meeting.people.count, 2);
    assert_int_equal(chair(&p, POSITION("microphone", OF("2"), "1")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE] + r->entered[1][WAY_MICROPHONE], 1);
    assert_int_equal(meeting_run_present(&p.meeting, r), 1);
    assert_int_equal(attendance_count(&p.meeting), sheet);
    /* the scribe writes the blue sheet: the same person, not one more */
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, "\"command\":\"attend\",\"name\":\"Max Ohm\""),
                     STATUS_OK);
    assert_int_equal(p.meeting.people.count, 2);
    assert_int_equal(attendance_count(&p.meeting), sheet + 1);
    play_release(&p);
}

/* The name is entered before its owner joins: counted twice until the chair says that it is one. */
static void a_name_entered_first_is_merged_with_who_joins_by_it_later(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Max Ohm"), "0")), STATUS_OK); /* 2 */
    assert_int_equal(joins(&p, "max ohm", false), STATUS_OK);                             /* 3 */
    assert_int_equal(participant(&p, 3, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Max Ohm"), "1")), REFUSED_WHICH);
    assert_int_equal(
        chair(&p, "\"command\":\"merge\",\"of_person\":2,\"into\":3,\"reason\":\"he joined\""),
        STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0); /* the own answer stands */
    assert_int_equal(r->answered, 1);
    assert_int_equal(r->counts[1][CHANNEL_HAND][PLACE_REMOTE], 1);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Max Ohm"), "1")),
                     REFUSED_NAME_ANSWERED);
    assert_int_equal(chair(&p, "\"command\":\"split\",\"of_person\":2,\"reason\":\"another Max\""),
                     STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 1); /* each has its own again */
    assert_int_equal(r->counts[1][CHANNEL_HAND][PLACE_REMOTE], 1);
    play_release(&p);
}

static void several_of_one_name_are_told_apart_by_their_numbers(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(joins(&p, "Ada Lovelace", true), STATUS_OK); /* 2 */
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Ada Lovelace"), "0")), REFUSED_WHICH);
    assert_int_equal(chair(&p, POSITION("microphone", OF("2"), "0")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 1);
    /* one person by two links has one name */
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":2,\"into\":1,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Ada Lovelace"), "1")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0);
    assert_int_equal(r->entered[1][WAY_MICROPHONE], 1);
    play_release(&p);
}

static void what_was_entered_by_a_name_goes_with_that_name_when_people_are_split(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(joins(&p, "Countess", true), STATUS_OK); /* 2 */
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":2,\"into\":1,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("countess"), "0")), STATUS_OK);
    assert_non_null(meeting_position_of(&p.meeting, r, 1, "")); /* one person's */
    assert_int_equal(chair(&p, "\"command\":\"split\",\"of_person\":2,\"reason\":\"w\""),
                     STATUS_OK);
    assert_null(meeting_position_of(&p.meeting, r, 1, ""));
    assert_non_null(meeting_position_of(&p.meeting, r, 2, ""));
    play_release(&p);
}

/* Records of before names had numbers hold positions of names alone. */
static void a_position_of_a_name_alone_gives_way_to_the_numbers(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    struct event old = {.kind = EVENT_POSITION_ENTERED,
                        .seq = p.meeting.seq + 1,
                        .time_us = p.now_us,
                        .position = {.question = 1,
                                     .run = 1,
                                     .option = 0,
                                     .way = WAY_MICROPHONE,
                                     .name = {.key = p.meeting.personal_key + 1, .text = "Max"}}};
    assert_int_equal(meeting_apply(&p.meeting, &old), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 1);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Max"), "1")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0);
    assert_int_equal(r->entered[1][WAY_MICROPHONE], 1);
    play_release(&p);
}

/* A pool gives everybody one chance, and who would work is counted by the head. */
static void a_name_is_in_the_pool_once_and_willing_once(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada Lovelace", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"draw\",\"text\":\"Who?\","
                               "\"method\":\"straw\",\"agreement\":\"yes\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
#define POOL "\"command\":\"volunteer\",\"question\":2,\"run\":1"
    assert_int_equal(participant(&p, 1, POOL), STATUS_OK);
    assert_int_equal(chair(&p, POOL "," NAME("ada lovelace")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, POOL "," NAME("Max")), STATUS_OK); /* 2 */
    assert_int_equal(chair(&p, POOL "," OF("2")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":2,\"run\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"adopt\",\"text\":\"Adopt?\","
                               "\"draft\":\"draft-a-one-00\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":3"), STATUS_OK);
#define WILLING "\"command\":\"willing\",\"question\":3,\"run\":1,\"willing\":[\"review\"]"
    assert_int_equal(participant(&p, 1, WILLING), STATUS_OK);
    assert_int_equal(chair(&p, WILLING "," NAME("Ada Lovelace")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, WILLING "," NAME("Max")), STATUS_OK);
    assert_int_equal(chair(&p, WILLING "," OF("2")), REFUSED_ALREADY);
    play_release(&p);
}

static void a_name_in_the_queue_is_the_persons(void **state)
{
    (void)state;
    struct play p;
    (void)open_question(&p);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"queue-add\"," NAME("ADA lovelace")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"queue-add\"," NAME("Max")), STATUS_OK);
    assert_int_equal(p.meeting.people.count, 1); /* to wait is no position */
    /* a first name that only one person has, by two links */
    assert_int_equal(joins(&p, "Bo Olsen", false), STATUS_OK);      /* 2 */
    assert_int_equal(joins(&p, "Bo (my phone)", false), STATUS_OK); /* 3 */
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":3,\"into\":2,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"say\",\"text\":\"q+ bo\""), STATUS_OK);
    assert_int_equal(meeting_queue_place(&p.meeting, 2, ""), 3);
    assert_int_equal(participant(&p, 2, "\"command\":\"say\",\"text\":\"q-\""), STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"say\",\"text\":\"q+ bo (my phone)\""),
                     STATUS_OK); /* their own name */
    assert_int_equal(meeting_queue_place(&p.meeting, 2, ""), 4);
    play_release(&p);
}

/* ---- who sees it ---- */

static void contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        print_message("%s\n", text);
    assert_non_null(strstr(text, part));
}

static void who_was_entered_for_sees_what_and_by_whom(void **state)
{
    (void)state;
    struct play p;
    char *mine;
    size_t len;
    (void)open_question(&p);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Ada Lovelace"),
                                        "0,\"text\":\"it works\",\"by\":\"Dan Deputy\"")),
                     STATUS_OK);
    assert_int_equal(view_mine(&p.meeting, 1, &mine, &len), STATUS_OK);
    contains(mine, "\"entered\":{\"question\":1,\"run\":1,\"option\":0,\"way\":\"microphone\","
                   "\"text\":\"it works\",\"by\":\"Dan Deputy\",\"role\":\"chair\"");
    free(mine);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(view_mine(&p.meeting, 1, &mine, &len), STATUS_OK);
    contains(mine, "\"entered\":null"); /* the own answer is what counts */
    free(mine);
    play_release(&p);
}

/* A scribe sees the staff's view. */
static void who_confided_in_the_chair_is_named_to_nobody_else(void **state)
{
    (void)state;
    struct play p;
    char *text;
    size_t len;
    (void)open_question(&p);
    assert_int_equal(chair(&p, POSITION("private", NAME("Eve Shy"), "0")), STATUS_OK);
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_STAFF, &text, &len), STATUS_OK);
    assert_null(strstr(text, "Eve"));
    contains(text, "\"private\":true");
    free(text);
    assert_int_equal(minutes_write(&p.meeting, &text, &len), STATUS_OK);
    assert_null(strstr(text, "Eve"));
    free(text);
    /* not by being one with somebody either */
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":2,\"into\":1,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_STAFF, &text, &len), STATUS_OK);
    assert_null(strstr(text, "\"links\":["));
    assert_null(strstr(text, "\"into\""));
    free(text);
    struct irregularities i;
    assert_int_equal(irregularities_find(&p.meeting, NULL, 0, &i), STATUS_OK);
    assert_int_equal(irregularities_json(&p.meeting, &i, &text, &len), STATUS_OK);
    contains(text,
             "\"private\":[{\"person\":2,\"name\":\"Eve Shy\",\"into\":1}]"); /* the chairs' */
    free(text);
    irregularities_release(&i);
    /* nor by what becomes of the name: for a scribe it is a new one, which the chair can merge */
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"q+ Eve Shy\""), STATUS_OK);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("microphone", NAME("Eve Shy"), "1")),
                     STATUS_OK);
    assert_int_equal(p.meeting.people.count, 3);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("microphone", NAME("Eve Shy"), "0")),
                     STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", NAME("Eve Shy"), "0")), REFUSED_WHICH);
    /* nor by entering something for the number */
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, "\"command\":\"queue-add\"," OF("2")),
                     REFUSED_NO_PERSON);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("microphone", OF("2"), "0")),
                     REFUSED_NO_PERSON);
    /* at the microphone it is everybody's */
    assert_int_equal(chair(&p, POSITION("microphone", OF("2"), "0")), STATUS_OK);
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_STAFF, &text, &len), STATUS_OK);
    contains(text, "Eve Shy");
    free(text);
    play_release(&p);
}

static void hats_are_seen_beside_the_name_by_all(void **state)
{
    (void)state;
    struct play p;
    char *text;
    size_t len;
    (void)open_question(&p);
    assert_int_equal(chair(&p, "\"command\":\"hats\",\"of_person\":1,\"hats\":[\"author\"]"),
                     STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"I wrote it\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\""), STATUS_OK);
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_PUBLIC, &text, &len), STATUS_OK);
    const char *line = strstr(text, "I wrote it");
    assert_non_null(line);
    contains(line, "\"hats\":[\"author\"]");                       /* of the line */
    contains(strstr(text, "\"queue\":"), "\"hats\":[\"author\"]"); /* and in the queue */
    free(text);
    assert_int_equal(view_mine(&p.meeting, 1, &text, &len), STATUS_OK);
    contains(text, "\"hats\":[\"author\"]");
    free(text);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_and_the_number_of_one_person_count_once),
        cmocka_unit_test(who_has_answered_is_not_entered_by_name_either),
        cmocka_unit_test(a_name_that_nobody_has_yet_is_given_a_number_on_no_blue_sheet),
        cmocka_unit_test(a_name_entered_first_is_merged_with_who_joins_by_it_later),
        cmocka_unit_test(several_of_one_name_are_told_apart_by_their_numbers),
        cmocka_unit_test(what_was_entered_by_a_name_goes_with_that_name_when_people_are_split),
        cmocka_unit_test(a_position_of_a_name_alone_gives_way_to_the_numbers),
        cmocka_unit_test(a_name_is_in_the_pool_once_and_willing_once),
        cmocka_unit_test(a_name_in_the_queue_is_the_persons),
        cmocka_unit_test(who_was_entered_for_sees_what_and_by_whom),
        cmocka_unit_test(who_confided_in_the_chair_is_named_to_nobody_else),
        cmocka_unit_test(hats_are_seen_beside_the_name_by_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
