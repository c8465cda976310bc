#include "tests/unit/play.h"

#include "core/json.h"
#include "core/view.h"

#include <stdlib.h>

static char *seen_by(const struct play *p, enum audience audience)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(&p->meeting, audience, &bytes, &len), STATUS_OK);
    return bytes;
}

static void open_question(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", true), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
}

/* Everything that could tell something of a hidden result, one after the other: the public's bytes
 * stay the same. */
static void the_public_sees_nothing_of_a_result_before_it_is_shown(void **state)
{
    (void)state;
    static const struct {
        uint32_t person; /* 0: the chair */
        const char *command;
    } steps[] = {
        {1, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":0"},
        {2, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":1"},
        {1, "\"command\":\"say\",\"text\":\"-1\""},
        {1, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":\"withdraw\""},
        {0, "\"command\":\"hear\",\"question\":1,\"run\":1,\"option\":0,\"heard\":\"strong\""},
        {0, "\"command\":\"people\",\"count\":40"},
        {0, "\"command\":\"hands\",\"question\":1,\"run\":1,\"option\":0,\"count\":4"},
        {0, "\"command\":\"position\",\"question\":1,\"run\":1,\"option\":0,\"way\":\"private\","
            "\"name\":\"Max\""},
        {1, "\"command\":\"issue\",\"question\":1,\"run\":1,\"text\":\"it leaks\""},
        {2, "\"command\":\"interrupt\",\"question\":1,\"run\":1,\"about\":\"flaw\",\"text\":\"w\""},
        {2, "\"command\":\"challenge\",\"asks\":\"ask-reason\""},
    };
    struct play p;
    open_question(&p);
    char *before = seen_by(&p, AUDIENCE_PUBLIC);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char *staff = seen_by(&p, AUDIENCE_STAFF);
        assert_int_equal(steps[i].person != 0 ? participant(&p, steps[i].person, steps[i].command)
                                              : chair(&p, steps[i].command),
                         STATUS_OK);
        char *now = seen_by(&p, AUDIENCE_PUBLIC), *staff_now = seen_by(&p, AUDIENCE_STAFF);
        assert_string_equal(now, before);
        assert_string_not_equal(staff_now, staff);
        free(now);
        free(staff);
        free(staff_now);
    }
    free(before);
    /* a measured hum leaves the same bytes as a window that was voided */
    assert_int_equal(chair(&p, "\"command\":\"hum\",\"question\":1,\"run\":1,\"option\":0"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hum-void\""), STATUS_OK);
    char *voided = seen_by(&p, AUDIENCE_PUBLIC);
    assert_int_equal(chair(&p, "\"command\":\"hum\",\"question\":1,\"run\":1,\"option\":0"),
                     STATUS_OK);
    assert_int_equal(measures(&p, 2, 1800), STATUS_OK);
    char *measured = seen_by(&p, AUDIENCE_PUBLIC);
    assert_string_equal(measured, voided);
    free(voided);
    free(measured);
    play_release(&p);
}

static void what_is_shown_is_the_same_for_all(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1\""), STATUS_OK);
    assert_int_equal(
        participant(&p, 2, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":1"),
        STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":1"), STATUS_OK);
    char *hidden = seen_by(&p, AUDIENCE_PUBLIC);
    assert_non_null(strstr(hidden, "\"result\":null"));
    free(hidden);
    assert_int_equal(chair(&p, "\"command\":\"show\",\"question\":1,\"run\":1"), STATUS_OK);
    char *shown = seen_by(&p, AUDIENCE_PUBLIC);
    struct json *v;
    assert_int_equal(json_parse(shown, strlen(shown), 12, 1 << 20, &v), STATUS_OK);
    const struct json *result = json_member(json_member(v, "run"), "result");
    const struct json *options = json_member(result, "options");
    int64_t n = -1;
    assert_int_equal(json_count(options), 2);
    assert_true(json_int(json_item(options, 0), "chat", &n) && n == 1);
    assert_true(json_int(json_item(options, 0), "hands", &n) && n == 0);
    assert_true(json_int(json_item(options, 1), "hands_in_room", &n) && n == 1);
    assert_true(json_int(result, "answered", &n) && n == 2);
    assert_non_null(strstr(shown, "\"text\":\"+1\"")); /* the line that was held is there now */
    json_free(v);
    free(shown);
    play_release(&p);
}

static void lists_are_given_in_pages_behind_a_cursor(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    for (int i = 0; i < LIST_PAGE + 5; i++)
        assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"line\""), STATUS_OK);
    assert_int_equal(view_list(&p.meeting, AUDIENCE_PUBLIC, "chat", 0, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"cursor\":100"));
    free(bytes);
    assert_int_equal(view_list(&p.meeting, AUDIENCE_PUBLIC, "chat", 100, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"cursor\":105"));
    free(bytes);
    assert_int_equal(view_list(&p.meeting, AUDIENCE_PUBLIC, "chat", 106, &bytes, &len),
                     REFUSED_BAD_VALUE);
    assert_int_equal(view_list(&p.meeting, AUDIENCE_PUBLIC, "people", 0, &bytes, &len),
                     REFUSED_ROLE_STAFF);
    assert_int_equal(view_list(&p.meeting, AUDIENCE_STAFF, "votes", 0, &bytes, &len),
                     REFUSED_BAD_VALUE);
    assert_int_equal(view_list(&p.meeting, AUDIENCE_STAFF, "people", 0, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "Ada"));
    free(bytes);
    play_release(&p);
}

static void mine_tells_a_person_their_answer(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    open_question(&p);
    assert_int_equal(view_mine(&p.meeting, 1, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"answer\":null"));
    free(bytes);
    assert_int_equal(
        participant(&p, 1,
                    "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":\"no-opinion\""),
        STATUS_OK);
    assert_int_equal(view_mine(&p.meeting, 1, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"option\":\"no-opinion\""));
    free(bytes);
    assert_int_equal(view_mine(&p.meeting, 9, &bytes, &len), REFUSED_NOT_JOINED);
    play_release(&p);
}

static void mine_tells_every_option_of_an_answer_for_several(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"a\",\"b\",\"c\"],\"several\":true"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    assert_int_equal(participant(&p, 1,
                                 "\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":1,"
                                 "\"also\":[0,2]"),
                     STATUS_OK);
    assert_int_equal(view_mine(&p.meeting, 1, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"option\":1,\"also\":[0,2]"));
    free(bytes);
    play_release(&p);
}

/* Without a meter the pages are told what is called all the same. */
static void an_option_called_by_ear_is_on_every_page(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    assert_int_equal(chair(&p, "\"command\":\"call\",\"question\":1,\"run\":1,\"option\":1"),
                     STATUS_OK);
    for (int a = 0; a < AUDIENCE_COUNT; a++) {
        char *seen = seen_by(&p, (enum audience)a);
        assert_non_null(strstr(seen, "\"calling\":1,\"phase\":\"by-ear\""));
        free(seen);
    }
    assert_int_equal(chair(&p, "\"command\":\"call\",\"question\":1,\"run\":1"), STATUS_OK);
    char *staff = seen_by(&p, AUDIENCE_STAFF);
    assert_non_null(strstr(staff, "\"hums\":[],\"called\":false"));
    assert_non_null(strstr(staff, "\"hums\":[],\"called\":true")); /* it stays known */
    free(staff);
    char *over = seen_by(&p, AUDIENCE_PUBLIC);
    assert_non_null(strstr(over, "\"calling\":null,\"phase\":null"));
    free(over);
    play_release(&p);
}

static void a_held_line_is_its_authors_until_it_is_everybodys(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    open_question(&p);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"hello\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"-1\""), STATUS_OK);
    assert_int_equal(view_mine(&p.meeting, 1, &bytes, &len), STATUS_OK);
    const char *held = strstr(bytes, "\"held\":[{\"line\":2");
    assert_non_null(held);
    assert_null(strstr(bytes, "hello"));
    assert_true(strstr(held, "+1") < strstr(held, "-1")); /* oldest first */
    free(bytes);
    assert_int_equal(view_mine(&p.meeting, 2, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"held\":[]"));
    free(bytes);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"show\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(view_mine(&p.meeting, 1, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"held\":[]"));
    free(bytes);
    play_release(&p);
}

/* A run that is no longer the newest: the chair changes its outcome from what it says. */
static void the_staff_has_the_statements_of_every_run(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"state\",\"question\":1,\"run\":1,\"text\":\"adopted\",\"reason\":"
                  "\"hums\","
                  "\"statements\":[{\"kind\":\"consensus\",\"option\":0},{\"kind\":\"deferred\","
                  "\"to\":\"list\",\"missing\":\"text\"}]"),
        STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    char *seen = seen_by(&p, AUDIENCE_STAFF);
    const char *runs = strstr(seen, "\"runs\":[{");
    assert_non_null(runs);
    assert_non_null(strstr(runs,
                           "\"statements\":[{\"kind\":\"consensus\",\"option\":0,\"text\":\"\"},"
                           "{\"kind\":\"deferred\",\"option\":null,\"text\":\"\",\"missing\":"
                           "\"text\",\"to\":\"list\"}]"));
    assert_non_null(strstr(runs, "\"statements\":[],"));
    free(seen);
    play_release(&p);
}

/* The trace of the page marks what the meter found: in its own time. */
static void a_hum_says_when_it_was_in_the_time_of_the_meter(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    assert_int_equal(chair(&p, "\"command\":\"hum\",\"question\":1,\"run\":1,\"option\":0"),
                     STATUS_OK);
    struct hum hum = hum_without_figure(1, HUM_VALID);
    hum.silent = true;
    hum.rate_hz = 48000;
    hum.start_frame = 96000;
    hum.end_frame = 336000;
    assert_int_equal(meter(&p, &hum), STATUS_OK);
    char *seen = seen_by(&p, AUDIENCE_STAFF);
    /* 96000 / 48000 Hz are 2 s, 336000 are 7 s; a silence has no onset */
    assert_non_null(strstr(seen, "\"start\":2000,\"end\":7000,\"onset\":null,\"offset\":null"));
    free(seen);
    play_release(&p);
}

/* Everybody hummed, and there is no scale: the chair is told what was measured. */
static void the_last_hum_of_everybody_says_why_it_gave_no_scale(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    char *before = seen_by(&p, AUDIENCE_STAFF);
    assert_non_null(
        strstr(before, "\"scale\":{\"holds\":false,\"time\":0,\"ended\":\"\",\"hum\":null}"));
    free(before);
    assert_int_equal(chair(&p, "\"command\":\"everyone\""), STATUS_OK);
    char *humming = seen_by(&p, AUDIENCE_PUBLIC);
    assert_non_null(strstr(humming, "\"everyone\":\"humming\""));
    free(humming);
    assert_int_equal(is_silent(&p, 1), STATUS_OK);
    char *seen = seen_by(&p, AUDIENCE_STAFF);
    const char *scale = strstr(seen, "\"scale\":{\"holds\":false");
    assert_non_null(scale);
    assert_non_null(strstr(scale, "\"phrase\":\"no hum measured above the room's noise\""));
    free(seen);
    play_release(&p);
}

/* A question that runs again, and one that restates it. */
static void runs_stand_side_by_side_and_a_restatement_says_what_changed(void **state)
{
    (void)state;
    struct play p;
    open_question(&p);
    assert_int_equal(
        participant(&p, 1, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":0"),
        STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1,\"because\":\"order\""),
                     STATUS_OK);
    assert_int_equal(
        participant(&p, 2, "\"command\":\"answer\",\"question\":1,\"run\":2,\"option\":1"),
        STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":2"), STATUS_OK);
    char *staff = seen_by(&p, AUDIENCE_STAFF), *hidden = seen_by(&p, AUDIENCE_PUBLIC);
    assert_non_null(strstr(staff, "\"run\":2,\"asked\""));
    assert_non_null(strstr(staff, "\"because\":\"order\",\"why\":\"\",\"void\":false"));
    assert_non_null(strstr(hidden, "\"side_by_side\":[]")); /* nothing of what is not shown */
    assert_int_equal(chair(&p, "\"command\":\"show\",\"question\":1,\"run\":1"), STATUS_OK);
    char *shown = seen_by(&p, AUDIENCE_PUBLIC);
    assert_non_null(strstr(shown, "\"side_by_side\":[{\"run\":1,"));
    assert_null(strstr(shown, "\"run\":2,\"asked\""));
    assert_int_equal(chair(&p,
                           "\"command\":\"prepare\",\"kind\":\"ready\",\"relation\":\"restates\","
                           "\"of_question\":1,\"text\":\"Shall we drop it?\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"preview\",\"question\":2"), STATUS_OK);
    char *preview = seen_by(&p, AUDIENCE_PUBLIC);
    assert_non_null(strstr(
        preview, "\"restated\":{\"text\":[{\"text\":\"Shall we \",\"change\":\"same\"},{\"text\":"
                 "\"adopt \",\"change\":\"removed\"},{\"text\":\"drop \",\"change\":\"added\"},{"
                 "\"text\":\"it?\",\"change\":\"same\"}],\"options\":[]"));
    free(staff);
    free(hidden);
    free(shown);
    free(preview);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_public_sees_nothing_of_a_result_before_it_is_shown),
        cmocka_unit_test(what_is_shown_is_the_same_for_all),
        cmocka_unit_test(lists_are_given_in_pages_behind_a_cursor),
        cmocka_unit_test(mine_tells_a_person_their_answer),
        cmocka_unit_test(mine_tells_every_option_of_an_answer_for_several),
        cmocka_unit_test(an_option_called_by_ear_is_on_every_page),
        cmocka_unit_test(a_hum_says_when_it_was_in_the_time_of_the_meter),
        cmocka_unit_test(the_last_hum_of_everybody_says_why_it_gave_no_scale),
        cmocka_unit_test(a_held_line_is_its_authors_until_it_is_everybodys),
        cmocka_unit_test(runs_stand_side_by_side_and_a_restatement_says_what_changed),
        cmocka_unit_test(the_staff_has_the_statements_of_every_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
