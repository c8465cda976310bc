#include "tests/unit/play.h"

#include "core/attendance.h"
#include "core/minutes.h"

#define ATTEND(members) "\"command\":\"attend\"," members
#define RULE "========================================================================"

static void sheet_is(const struct play *p, const char *expected)
{
    struct text t = {0};
    attendance_text(&p->meeting, &t);
    assert_string_equal(t.bytes, expected);
    text_release(&t);
}

static void the_blue_sheet_has_who_joined_and_who_was_entered(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    sheet_is(&p, "Bluesheet for Session one\n" RULE "\n\n0 attendees.\n\n");
    assert_int_equal(chair(&p, ATTEND("\"name\":\"Max Ohm\",\"affiliation\":\"Ohm AG\"")),
                     STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"leave\""), STATUS_OK); /* was there */
    sheet_is(&p, "Bluesheet for Session one\n" RULE "\n\n2 attendees.\n\nMax Ohm\tOhm AG\nAda\t\n");
    assert_int_equal(attendance_entered(&p.meeting), 1);
    play_release(&p);
}

static void who_was_entered_and_then_joins_is_on_it_once(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ATTEND("\"name\":\"Ada\"")), STATUS_OK);
    assert_int_equal(chair(&p, ATTEND("\"name\":\"Max\"")), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK); /* another of the same name */
    assert_int_equal(chair(&p, ATTEND("\"of_person\":2,\"off\":true")), STATUS_OK);
    assert_int_equal(attendance_count(&p.meeting), 2);
    sheet_is(&p, "Bluesheet for Session one\n" RULE "\n\n2 attendees.\n\nAda\t\nAda\t\n");
    assert_false(attendance_has(&p.meeting, 1));
    assert_false(attendance_has(&p.meeting, 2));
    assert_false(attendance_has(&p.meeting, 5));
    play_release(&p);
}

static void the_minutes_keep_the_two_apart_and_name_the_volunteers(void **state)
{
    (void)state;
    struct play p;
    char *text;
    size_t len;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ATTEND("\"name\":\"Max\"")), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"duty\",\"duty\":\"notes\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"duty\",\"duty\":\"chat\",\"of_person\":2"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"duty\",\"duty\":\"chat\",\"of_person\":2,"
                               "\"off\":true"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"duty\",\"duty\":\"chat\",\"name\":\"Eve\""),
                     STATUS_OK);
    assert_int_equal(minutes_write(&p.meeting, &text, &len), STATUS_OK);
    assert_non_null(strstr(text, "- People who joined: 1\n- People without a device, entered by "
                                 "chair or scribe: 1 "));
    assert_non_null(strstr(text, "- Taking notes: Ada\n"));
    /* the seventh command, one a second from 10:00:00 on; opening and preparing are the first */
    assert_non_null(strstr(text, "- Watching the chat: Max (until 10:00:07), Eve\n"));
    assert_null(strstr(text, "Note Well")); /* none was given */
    free(text);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_blue_sheet_has_who_joined_and_who_was_entered),
        cmocka_unit_test(who_was_entered_and_then_joins_is_on_it_once),
        cmocka_unit_test(the_minutes_keep_the_two_apart_and_name_the_volunteers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
