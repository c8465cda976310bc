#include "tests/unit/play.h"

#include "core/handover.h"

#define ANSWER(q, option) "\"command\":\"answer\",\"question\":" q ",\"run\":1,\"option\":" option
#define CLOSE(q) "\"command\":\"close\",\"question\":" q ",\"run\":1"
#define ASK(q) "\"command\":\"ask\",\"question\":" q
#define SAY(text) "\"command\":\"say\",\"text\":\"" text "\""

static void polls_are(const struct play *p, const char *expected, uint32_t expected_left)
{
    char *bytes;
    size_t len;
    uint32_t left_out = 99;
    assert_int_equal(handover_polls(&p->meeting, &bytes, &len, &left_out), STATUS_OK);
    assert_string_equal(bytes, expected);
    assert_int_equal(left_out, expected_left);
    free(bytes);
}

static void join_all(struct play *p)
{
    play_open(p); /* second 2 */
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", true), STATUS_OK);
    assert_int_equal(joins(p, "Cy", false), STATUS_OK); /* second 5 */
}

/* One command a second: the question is asked at 10:00:06 and closed at 10:00:10. Bo sits in the
 * room and raises a hand all the same; Cy's position in chat is no raised hand. */
static void a_question_with_two_sides_is_one_poll_of_hands(void **state)
{
    (void)state;
    struct play p;
    join_all(&p);
    polls_are(&p, "[]", 0);
    assert_int_equal(chair(&p, ASK("1")), STATUS_OK);
    polls_are(&p, "[]", 0); /* it is open */
    assert_int_equal(participant(&p, 1, ANSWER("1", "0")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER("1", "1")), STATUS_OK);
    assert_int_equal(participant(&p, 3, SAY("+1")), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE("1")), STATUS_OK);
    polls_are(&p,
              "[{\"start_time\": \"2026-11-22T10:00:06Z\", \"end_time\": \"2026-11-22T10:00:10Z\", "
              "\"text\": \"Shall we adopt it?\", \"raise_hand\": 1, \"do_not_raise_hand\": 1}]",
              0);
    play_release(&p);
}

static void the_side_that_is_asked_second_is_not_raised_for_turned_questions_either(void **state)
{
    (void)state;
    struct play p;
    join_all(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"for-against\",\"text\":\"B?\","
                               "\"sides\":\"turned\""),
                     STATUS_OK); /* 7: against is option 0 */
    assert_int_equal(chair(&p, ASK("2")), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("2", "1")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER("2", "1")), STATUS_OK);
    assert_int_equal(participant(&p, 3, ANSWER("2", "\"no-opinion\"")), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE("2")), STATUS_OK);
    polls_are(&p,
              "[{\"start_time\": \"2026-11-22T10:00:07Z\", \"end_time\": \"2026-11-22T10:00:11Z\", "
              "\"text\": \"B?\", \"raise_hand\": 2, \"do_not_raise_hand\": 0}]",
              0);
    play_release(&p);
}

/* Ada is for both, Bo for the second only, Cy changed to no opinion: of the first one hand is
 * raised and one is not, of the second two and none. */
static void every_option_of_several_is_a_poll_of_its_own(void **state)
{
    (void)state;
    struct play p;
    join_all(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"TLV\",\"JSON\"],\"no_dont_care\":true,"
                               "\"no_something_else\":true,\"several\":true"),
                     STATUS_OK);
    assert_int_equal(chair(&p, ASK("2")), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("2", "0,\"also\":[1]")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER("2", "1")), STATUS_OK);
    assert_int_equal(participant(&p, 3, ANSWER("2", "0")), STATUS_OK);
    assert_int_equal(participant(&p, 3, ANSWER("2", "\"no-opinion\"")), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE("2")), STATUS_OK);
#define TIMES "{\"start_time\": \"2026-11-22T10:00:07Z\", \"end_time\": \"2026-11-22T10:00:12Z\", "
    polls_are(&p,
              "[" TIMES
              "\"text\": \"Which?: TLV\", \"raise_hand\": 1, \"do_not_raise_hand\": 1}, " TIMES
              "\"text\": \"Which?: JSON\", \"raise_hand\": 2, \"do_not_raise_hand\": 0}]",
              0);
    play_release(&p);
}

static void void_runs_and_what_was_declared_are_no_polls(void **state)
{
    (void)state;
    struct play p;
    join_all(&p);
    assert_int_equal(chair(&p, ASK("1")), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE("1")), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"void\",\"question\":1,\"run\":1,\"reason\":\"wrong draft\""),
        STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"declare\",\"text\":\"T\",\"words\":\"w\",\"reason\":\"r\","
                  "\"basis\":\"discussion\",\"statements\":[{\"kind\":\"consensus\"}]"),
        STATUS_OK);
    polls_are(&p, "[]", 1);
    play_release(&p);
}

/* What is held back until the results are shown, and never was shown, is nobody else's. */
static void the_chat_is_escaped_and_has_no_line_that_others_did_not_see(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    uint32_t left_out;
    join_all(&p);
    assert_int_equal(participant(&p, 1, SAY("<b>a & b</b> \\\"c\\\"")), STATUS_OK); /* 6 */
    assert_int_equal(chair(&p, SAY("hello")), STATUS_OK);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, SAY("noted")), STATUS_OK);
    assert_int_equal(chair(&p, ASK("1")), STATUS_OK); /* 9 */
    assert_int_equal(participant(&p, 2, SAY("-1")), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE("1")), STATUS_OK);
    assert_int_equal(handover_chat(&p.meeting, &bytes, &len, &left_out), STATUS_OK);
    assert_string_equal(bytes,
                        "[{\"author\": \"Ada\", \"text\": \"<p>&lt;b&gt;a &amp; b&lt;/b&gt; "
                        "&quot;c&quot;</p>\", \"time\": \"2026-11-22T10:00:06Z\"}, "
                        "{\"author\": \"Carla Chair\", \"text\": \"<p>hello</p>\", \"time\": "
                        "\"2026-11-22T10:00:07Z\"}, "
                        "{\"author\": \"scribe\", \"text\": \"<p>noted</p>\", \"time\": "
                        "\"2026-11-22T10:00:08Z\"}]");
    assert_int_equal(left_out, 1);
    free(bytes);
    assert_int_equal(chair(&p, "\"command\":\"show\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(handover_chat(&p.meeting, &bytes, &len, &left_out), STATUS_OK);
    assert_non_null(strstr(bytes, "{\"author\": \"Bo\", \"text\": \"<p>-1</p>\", \"time\": "
                                  "\"2026-11-22T10:00:10Z\"}]"));
    assert_int_equal(left_out, 0);
    free(bytes);
    play_release(&p);
}

static void a_line_is_as_everybody_sees_it_and_a_deleted_one_is_gone(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    uint32_t left_out;
    join_all(&p);
    assert_int_equal(participant(&p, 1, SAY("helo")), STATUS_OK);
    assert_int_equal(participant(&p, 2, SAY("by mistake")), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"edit-line\",\"line\":1,\"text\":\"hello\""),
                     STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"delete-line\",\"line\":2"), STATUS_OK);
    assert_int_equal(handover_chat(&p.meeting, &bytes, &len, &left_out), STATUS_OK);
    assert_string_equal(bytes, "[{\"author\": \"Ada\", \"text\": \"<p>hello</p>\", \"time\": "
                               "\"2026-11-22T10:00:06Z\"}]");
    assert_int_equal(left_out, 0);
    free(bytes);
    play_release(&p);
}

static void the_blue_sheet_is_a_list_of_names_and_affiliations(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada \\\"A\\\"", false), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"attend\",\"name\":\"Max\",\"affiliation\":\"Ohm AG\""), STATUS_OK);
    assert_int_equal(handover_blue_sheet(&p.meeting, &bytes, &len), STATUS_OK);
    assert_string_equal(bytes, "[{\"name\": \"Ada \\\"A\\\"\", \"affiliation\": \"\"}, "
                               "{\"name\": \"Max\", \"affiliation\": \"Ohm AG\"}]");
    free(bytes);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_with_two_sides_is_one_poll_of_hands),
        cmocka_unit_test(the_side_that_is_asked_second_is_not_raised_for_turned_questions_either),
        cmocka_unit_test(every_option_of_several_is_a_poll_of_its_own),
        cmocka_unit_test(void_runs_and_what_was_declared_are_no_polls),
        cmocka_unit_test(the_chat_is_escaped_and_has_no_line_that_others_did_not_see),
        cmocka_unit_test(a_line_is_as_everybody_sees_it_and_a_deleted_one_is_gone),
        cmocka_unit_test(the_blue_sheet_is_a_list_of_names_and_affiliations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
