#include "tests/unit/play.h"

#include "core/view.h"

#define ATTEND(members) "\"command\":\"attend\"," members
#define DUTY(members) "\"command\":\"duty\",\"duty\":" members
#define OF1 "\"question\":1,\"run\":1"

static enum status scribe(struct play *p, const char *members)
{
    return play(p, ROLE_SCRIBE, 0, members);
}

static bool has(const struct play *p, uint32_t person, const char *what)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_mine(&p->meeting, person, &bytes, &len), STATUS_OK);
    bool found = strstr(bytes, what) != NULL;
    free(bytes);
    return found;
}

static void who_has_no_device_is_in_no_count(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", true), STATUS_OK);
    assert_int_equal(
        scribe(&p, ATTEND("\"name\":\"Max\",\"affiliation\":\"Ohm AG\",\"in_room\":true")),
        STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    const struct run *r = meeting_run(&p.meeting, 1, 1);
    assert_int_equal(p.meeting.people.count, 2);
    assert_int_equal(p.meeting.entered_count, 1);
    /* of two people on the sheet only Ada can raise a hand */
    assert_int_equal(meeting_run_present(&p.meeting, r), 1);
    assert_int_equal(meeting_run_in_room(&p.meeting, r), 1);
    assert_int_equal(meeting_run_no_hand(&p.meeting, r), 1);
    assert_true(sees(&p, AUDIENCE_STAFF,
                     "\"name\":\"Max\",\"affiliation\":\"Ohm AG\",\"in_room\":false,\"present\":"
                     "false,\"entered\":true,\"on_sheet\":true"));
    play_release(&p);
}

static void who_has_no_device_is_named_for_a_position_and_an_issue_and_wears_hats(void **state)
{
    (void)state;
#define POSITION                                                                                   \
    "\"command\":\"position\"," OF1 ",\"of_person\":1,\"way\":\"microphone\",\"option\":"
    struct play p;
    play_open(&p);
    assert_int_equal(scribe(&p, ATTEND("\"name\":\"Max\"")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(scribe(&p, POSITION "0"), STATUS_OK);
    assert_int_equal(scribe(&p, POSITION "1,\"text\":\"it leaks\""), STATUS_OK);
    assert_int_equal(scribe(&p, "\"command\":\"issue\"," OF1 ",\"of_person\":1,\"text\":\"slow\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hats\",\"of_person\":1,\"hats\":[\"author\"]"),
                     STATUS_OK);
    const struct run *r = meeting_run(&p.meeting, 1, 1);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0); /* one person counts once */
    assert_int_equal(r->entered[1][WAY_MICROPHONE], 1);
    assert_int_equal(r->answered, 0);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"person\":1,\"who\":\"Max\",\"what\":\"slow\""));
    play_release(&p);
}

/* Their links are counted on their own: whoever joins behind somebody without a device is found. */
static void who_joins_behind_somebody_without_a_device_is_known_by_their_link(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(scribe(&p, ATTEND("\"name\":\"Max\"")), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(scribe(&p, ATTEND("\"name\":\"Eve\"")), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(meeting_person(&p.meeting, 2)->link, 1);
    assert_int_equal(meeting_person_of_link(&p.meeting, 1), 2);
    assert_int_equal(meeting_person_of_link(&p.meeting, 2), 4);
    assert_int_equal(meeting_person_of_link(&p.meeting, 3), 0);
    assert_int_equal(meeting_person_of_link(&p.meeting, 0), 0);
    assert_int_equal(participant(&p, 4, "\"command\":\"say\",\"text\":\"hello\""), STATUS_OK);
    play_release(&p);
}

static void a_mistake_on_the_blue_sheet_is_corrected_or_taken_off(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(scribe(&p, ATTEND("\"affiliation\":\"Ohm AG\"")), REFUSED_EMPTY_TEXT);
    assert_int_equal(scribe(&p, ATTEND("\"name\":\"Ada\"")), REFUSED_ON_SHEET);
    assert_int_equal(scribe(&p, ATTEND("\"name\":\"Ada\",\"affiliation\":\"another\"")), STATUS_OK);
    assert_int_equal(scribe(&p, ATTEND("\"name\":\"Maks\"")), STATUS_OK);
    assert_int_equal(scribe(&p, ATTEND("\"of_person\":1,\"name\":\"Eve\"")), REFUSED_THEIR_OWN);
    assert_int_equal(scribe(&p, ATTEND("\"of_person\":9,\"name\":\"Eve\"")), REFUSED_NO_PERSON);
    assert_int_equal(scribe(&p, ATTEND("\"off\":true")), REFUSED_NO_PERSON);
    assert_int_equal(scribe(&p, ATTEND("\"of_person\":3,\"name\":\"\"")), REFUSED_EMPTY_TEXT);
    assert_int_equal(scribe(&p, ATTEND("\"of_person\":3,\"name\":\"Ada\"")), REFUSED_ON_SHEET);
    assert_int_equal(scribe(&p, ATTEND("\"of_person\":3,\"name\":\"Maks\"")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"end\""), STATUS_OK); /* also afterwards */
    assert_int_equal(chair(&p, ATTEND("\"of_person\":3,\"name\":\"Max\"")), STATUS_OK);
    assert_string_equal(meeting_text(&p.meeting, meeting_person(&p.meeting, 3)->name), "Max");
    assert_int_equal(chair(&p, ATTEND("\"of_person\":3,\"off\":true")), STATUS_OK);
    assert_int_equal(chair(&p, ATTEND("\"of_person\":3,\"off\":true")), REFUSED_ALREADY);
    assert_true(meeting_person(&p.meeting, 3)->off);
    assert_true(sees(&p, AUDIENCE_STAFF,
                     "\"name\":\"Max\",\"affiliation\":\"\",\"in_room\":false,"
                     "\"present\":false,\"entered\":true,\"on_sheet\":false"));
    /* and on it again, under the same number */
    assert_int_equal(chair(&p, ATTEND("\"of_person\":3,\"name\":\"Max\"")), STATUS_OK);
    assert_false(meeting_person(&p.meeting, 3)->off);
    assert_int_equal(p.meeting.people.count, 3);
    play_release(&p);
}

static void volunteers_for_notes_and_chat_are_recorded_and_everybody_sees_them(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(participant(&p, 0, DUTY("\"notes\"")), REFUSED_NOT_JOINED);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    /* a participant speaks for nobody else */
    assert_int_equal(participant(&p, 1, DUTY("\"notes\",\"of_person\":2")), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC,
                     "\"duties\":[{\"duty\":\"notes\",\"person\":1,\"who\":\"Ada\"}]"));
    assert_int_equal(participant(&p, 1, DUTY("\"notes\"")), REFUSED_ALREADY);
    assert_int_equal(scribe(&p, DUTY("\"chat\"")), REFUSED_EMPTY_TEXT);
    assert_int_equal(scribe(&p, DUTY("\"chat\",\"of_person\":9")), REFUSED_NO_PERSON);
    assert_int_equal(scribe(&p, DUTY("\"tea\",\"of_person\":2")), REFUSED_BAD_VALUE);
    assert_int_equal(scribe(&p, "\"command\":\"duty\",\"of_person\":2"), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, DUTY("\"chat\",\"name\":\"Max\"")), STATUS_OK);
    assert_int_equal(chair(&p, DUTY("\"chat\",\"of_person\":2")), STATUS_OK);
    assert_int_equal(chair(&p, DUTY("\"chat\",\"name\":\"Max\",\"off\":true")), STATUS_OK);
    assert_int_equal(chair(&p, DUTY("\"chat\",\"name\":\"Max\",\"off\":true")), REFUSED_ALREADY);
    assert_int_equal(participant(&p, 1, DUTY("\"notes\",\"off\":true")), STATUS_OK);
    assert_true(
        sees(&p, AUDIENCE_PUBLIC, "\"duties\":[{\"duty\":\"chat\",\"person\":2,\"who\":\"Bo\"}]"));
    assert_int_equal(p.meeting.helpers.count, 3); /* all are kept */
    play_release(&p);
}

static void a_person_sees_their_own_issues_and_challenges_with_what_came_of_them(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"issue\",\"text\":\"it leaks\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"challenge\",\"asks\":\"ask-reason\""),
                     STATUS_OK);
    assert_true(has(&p, 1, "\"what\":\"it leaks\",\"state\":\"open\""));
    assert_true(has(&p, 1, "\"asks\":\"ask-reason\""));
    assert_true(has(&p, 1, "\"answered\":0"));
    assert_int_equal(chair(&p, "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":\"not-"
                               "accommodated\",\"reason\":\"too late\""),
                     STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"challenge-answer\",\"challenge\":1,\"text\":\"nobody objected\""),
        STATUS_OK);
    assert_true(has(&p, 1, "\"state\":\"not-accommodated\",\"how\":\"too late\""));
    assert_true(has(&p, 1, "\"answer\":\"nobody objected\""));
    assert_true(has(&p, 2, "\"issues\":[],\"challenges\":[]"));
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_no_device_is_in_no_count),
        cmocka_unit_test(who_has_no_device_is_named_for_a_position_and_an_issue_and_wears_hats),
        cmocka_unit_test(who_joins_behind_somebody_without_a_device_is_known_by_their_link),
        cmocka_unit_test(a_mistake_on_the_blue_sheet_is_corrected_or_taken_off),
        cmocka_unit_test(volunteers_for_notes_and_chat_are_recorded_and_everybody_sees_them),
        cmocka_unit_test(a_person_sees_their_own_issues_and_challenges_with_what_came_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
