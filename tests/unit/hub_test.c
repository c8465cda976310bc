#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

/* ---- coming in ---- */

static void a_first_frame_that_is_no_hello_ends_the_connection(void **state)
{
    (void)state;
    static const char *const frames[] = {
        "",
        "nonsense",
        "{}",
        "[]",
        "{\"ping\":1}",
        "{\"hello\":1}",
        "{\"hello\":{}}",
        "{\"hello\":{\"version\":1}}",
        "{\"hello\":{\"version\":\"1\",\"chair\":\"chair-secret\"}}",
        HELLO(CODE ",\"person\":\"short\""),
        HELLO(CODE ",\"person\":\"0123456789abcdef0123456789abcdeg\""),
    };
    struct fake *f = fake_new(true);
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        come(f, (int)i, frames[i]);
        assert_int_equal(f->sockets[i].close_code, HUB_CLOSE_NO_HELLO);
        assert_int_equal(f->sockets[i].count, 0);
    }
    assert_int_equal(hub_seats(f->hub), 0);
    fake_free(f);
}

static void a_wrong_link_and_another_version_have_codes_of_their_own(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, 0, HELLO("\"chair\":\"scribe-secret\""));
    come(f, 1, HELLO("\"code\":\"Q9TX4D7\""));
    come(f, 2, "{\"hello\":{\"version\":2,\"chair\":\"chair-secret\"}}");
    assert_int_equal(f->sockets[0].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[1].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[2].close_code, HUB_CLOSE_VERSION);
    fake_free(f);
}

static void where_many_codes_were_tried_those_who_are_known_still_come_in(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->wary = true;
    come(f, BEN, PARTICIPANT(PERSON_B)); /* the right code, from a stranger */
    come(f, WALL, SCREEN);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_TRIES);
    assert_int_equal(f->sockets[WALL].close_code, HUB_CLOSE_TRIES);
    come(f, TAB, PARTICIPANT(PERSON_A));
    come(f, 9, CHAIR);
    assert_int_equal(f->sockets[TAB].close_code, 0);
    assert_int_equal(f->sockets[9].close_code, 0);
    fake_free(f);
}

static void who_says_nothing_is_closed_after_ten_seconds(void **state)
{
    (void)state;
    struct fake *f = open_question();
    enter(f, BEN);
    f->steady_us += (HUB_HELLO_SECONDS - 2) * SECOND_US;
    fan_out(f); /* 9 s */
    assert_int_equal(f->sockets[BEN].close_code, 0);
    fan_out(f);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_SLOW);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fake_free(f);
}

static void too_many_at_once_are_refused_and_who_goes_on_is_closed(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->steady_us += 10 * SECOND_US;
    for (int i = 0; i < HUB_BURST; i++)
        say(f, ADA, "{\"ping\":1}");
    assert_int_equal(count_of(f, ADA, "pong", ""), HUB_BURST);
    say(f, ADA, ANSWER("02", "0"));
    assert_int_equal(count_of(f, ADA, ID("02"), "\"reason\":\"too-often\""), 1);
    f->steady_us += SECOND_US / HUB_RATE; /* one more */
    say(f, ADA, ANSWER("03", "0"));
    settle(f);
    assert_int_equal(count_of(f, ADA, ID("03"), RECORDED), 1);
    for (int i = 0; i < HUB_PATIENCE; i++)
        say(f, ADA, "{\"ping\":1}");
    assert_int_equal(f->sockets[ADA].close_code, 0);
    say(f, ADA, "{\"ping\":1}");
    assert_int_equal(f->sockets[ADA].close_code, HUB_CLOSE_TRIES);
    fake_free(f);
}

static void what_is_no_command_is_refused_with_its_id_where_it_can_be_read(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, "nonsense");
    say(f, ADA, "{\"id\":\"xyz\",\"command\":\"leave\"}");
    assert_int_equal(count_of(f, ADA, REFUSED, "\"reason\":\"malformed\""), 2);
    assert_int_equal(count_of(f, ADA, REFUSED, "\"id\""), 0);
    say(f, ADA, DO("07", "\"dance\""));
    say(f, ADA, DO("08", "\"open\"")); /* the system's own have no word */
    say(f, ADA, DO("09", "\"ask\",\"question\":1"));
    assert_int_equal(count_of(f, ADA, ID("07"), "\"reason\":\"unknown-command\""), 1);
    assert_int_equal(count_of(f, ADA, ID("08"), "\"reason\":\"unknown-command\""), 1);
    assert_int_equal(count_of(f, ADA, ID("09"), "\"reason\":\"role\""), 1);
    say(f, ADA, "{\"get\":\"secrets\"}");
    say(f, ADA, "{\"get\":7}");
    say(f, ADA, "{\"ping\":\"x\"}");
    assert_int_equal(count_of(f, ADA, REFUSED, ""), 8);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fake_free(f);
}

/* ---- the end ---- */

static void stopping_voids_the_open_window_and_keeps_new_commands_for_later(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, HUM("c1"));
    settle(f);
    say(f, ADA, ANSWER("02", "0"));
    hub_stop(f->hub);
    assert_false(hub_idle(f->hub));
    say(f, ADA, ANSWER("03", "1"));
    assert_int_equal(count_of(f, ADA, ID("03"), NOT_RECORDED), 1);
    settle(f);
    assert_true(hub_idle(f->hub));
    assert_int_equal(count_of(f, ADA, ID("02"), RECORDED), 1);
    assert_int_equal(hum(f, 0)->hum.void_reason, HUM_VOID_STOPPED);
    assert_int_equal(hub_enter(f->hub, &f->sockets[BEN]), 0);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_frame_that_is_no_hello_ends_the_connection),
        cmocka_unit_test(a_wrong_link_and_another_version_have_codes_of_their_own),
        cmocka_unit_test(where_many_codes_were_tried_those_who_are_known_still_come_in),
        cmocka_unit_test(who_says_nothing_is_closed_after_ten_seconds),
        cmocka_unit_test(too_many_at_once_are_refused_and_who_goes_on_is_closed),
        cmocka_unit_test(what_is_no_command_is_refused_with_its_id_where_it_can_be_read),
        cmocka_unit_test(stopping_voids_the_open_window_and_keeps_new_commands_for_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
