#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

static void hidden_results_change_no_byte_for_the_public(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, WALL, SCREEN);
    int views = count_of(f, WALL, "\"type\":\"view\"", ""),
        staff = count_of(f, CHAIR_SEAT, "\"type\":\"view\"", "");
    say(f, ADA, ANSWER("02", "0"));
    say(f, ADA, DO("03", "\"say\",\"text\":\"-1\"")); /* a position in chat is held back */
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, WALL, "\"type\":\"view\"", ""), views);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"view\"", ""), staff + 1);
    assert_int_equal(count_of(f, WALL, "-1", ""), 0);
    /* how many answered is known to all, and small */
    assert_int_equal(count_of(f, WALL, "\"type\":\"live\"", "\"answered\":1"), 1);
    fake_free(f);
}

static void who_wrote_a_held_line_sees_it_until_it_is_everybodys(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, DO("02", "\"say\",\"text\":\"-1\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[{\"line\":1"), 1);
    int none = count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]");
    say(f, CHAIR_SEAT, DO("03", "\"close\",\"question\":1,\"run\":1"));
    say(f, CHAIR_SEAT, DO("04", "\"show\",\"question\":1,\"run\":1"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]"), none + 1);
    fake_free(f);
}

static void who_wrote_a_line_sees_what_becomes_of_it(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, DO("02", "\"say\",\"text\":\"hum\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"unsure\":\"unsure-not-called\""), 1);
    say(f, CHAIR_SEAT, DO("03", "\"settle\",\"line\":1,\"option\":\"none\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"settled\":\"none\""), 1);
    say(f, ADA, DO("04", "\"edit-line\",\"line\":1,\"text\":\"for\""));
    settle(f);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"text\":\"for\",") >= 1);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":0") >= 1);
    int none = count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]");
    say(f, ADA, DO("05", "\"delete-line\",\"line\":1"));
    settle(f);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]") > none);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "hum"), 0);
    fake_free(f);
}

/* Also what came of it: the chair's word comes to whom it is for. */
static void whoever_raised_an_issue_is_told_what_came_of_it(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, DO("02", "\"issue\",\"text\":\"it leaks\""));
    say(f, ADA, DO("03", "\"challenge\",\"asks\":\"ask-hum\""));
    settle(f);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"what\":\"it leaks\"") >= 1);
    say(f, CHAIR_SEAT, DO("04", "\"issue-state\",\"issue\":1,\"issue_state\":\"on-record\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"state\":\"on-record\""), 1);
    say(f, CHAIR_SEAT, DO("05", "\"challenge-answer\",\"challenge\":1,\"text\":\"we hum now\""));
    /* somebody without a device has no page */
    say(f, CHAIR_SEAT, DO("06", "\"attend\",\"name\":\"Max\""));
    say(f, CHAIR_SEAT, DO("07", "\"issue\",\"text\":\"slow\",\"of_person\":2"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"answer\":\"we hum now\""), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "slow"), 0);
    fake_free(f);
}

static void staff_gets_links_and_sound_and_others_do_not(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, WALL, SCREEN);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"welcome\"", "http://h/#K7WM3P4"), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"sound\"", ""), 1);
    assert_int_equal(count_of(f, ADA, "K7WM3P4", ""), 0);
    assert_int_equal(count_of(f, WALL, "\"type\":\"welcome\"", "http://h/#K7WM3P4"),
                     1); /* shows how to join */
    assert_int_equal(count_of(f, WALL, "Q9TX4D7", ""), 0);
    assert_int_equal(count_of(f, WALL, "\"type\":\"sound\"", ""), 0);
    say(f, ADA, "{\"get\":\"people\",\"after\":0}");
    say(f, WALL, "{\"get\":\"minutes\"}");
    assert_int_equal(count_of(f, ADA, REFUSED, "\"reason\":\"role-staff\""), 1);
    assert_int_equal(count_of(f, WALL, REFUSED, "\"reason\":\"role-staff\""), 1);
    say(f, CHAIR_SEAT, "{\"get\":\"people\",\"after\":0}");
    say(f, CHAIR_SEAT, "{\"get\":\"minutes\"}");
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"list\":\"people\"", "Ada"), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"minutes\"", "Adopt it?"), 1);
    fake_free(f);
}

static void a_slow_seat_is_skipped_and_gets_only_the_newest(void **state)
{
    (void)state;
    struct fake *f = open_question();
    int before = count_of(f, ADA, "\"type\":\"view\"", "");
    f->sockets[ADA].backed_up = true;
    for (int i = 0; i < 3; i++) {
        char line[160];
        (void)snprintf(line, sizeof line, DO("b%d", "\"say\",\"text\":\"line %d\""), i, i);
        say(f, CHAIR_SEAT, line);
        settle(f);
        fan_out(f);
    }
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", ""), before);
    f->sockets[ADA].backed_up = false;
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", ""), before + 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", "line 2"), 1);
    fake_free(f);
}

static void a_list_waits_until_the_last_is_taken(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->sockets[ADA].backed_up = true;
    say(f, ADA, "{\"get\":\"chat\",\"after\":0}");
    say(f, ADA, "{\"get\":\"chat\",\"after\":1}"); /* one waits, not two */
    assert_int_equal(count_of(f, ADA, "\"list\":\"chat\"", ""), 0);
    assert_int_equal(count_of(f, ADA, REFUSED, "\"reason\":\"too-often\""), 1);
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"list\":\"chat\"", ""), 0);
    f->sockets[ADA].backed_up = false;
    fan_out(f);
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"list\":\"chat\"", "\"after\":0"), 1);
    fake_free(f);
}

static void a_seat_that_takes_nothing_is_closed(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->sockets[ADA].backed_up = true;
    say(f, CHAIR_SEAT, DO("b1", "\"say\",\"text\":\"a line\""));
    settle(f);
    fan_out(f);
    fan_out(f); /* seen to be stuck */
    f->steady_us += (HUB_STUCK_SECONDS - 2) * SECOND_US;
    fan_out(f);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fan_out(f);
    assert_int_equal(f->sockets[ADA].close_code, HUB_CLOSE_SLOW);
    assert_int_equal(f->sockets[CHAIR_SEAT].close_code, 0);
    fake_free(f);
}

static void a_round_goes_in_slices(void **state)
{
    (void)state;
    struct fake *f = open_question();
    enum { FIRST = 10, COUNT = 2 * HUB_SLICE };
    for (int i = 0; i < COUNT; i++)
        come(f, FIRST + i, SCREEN);
    say(f, CHAIR_SEAT, DO("b1", "\"say\",\"text\":\"to all\""));
    settle(f);
    f->steady_us += SECOND_US / 2;
    int with = 0;
    assert_int_equal(hub_tick(f->hub), 0); /* wants to be called again at once */
    for (int i = 0; i < COUNT; i++)
        with += count_of(f, FIRST + i, "\"type\":\"view\"", "to all");
    assert_in_range(with, HUB_SLICE - 2, HUB_SLICE); /* chair and Ada are in the first slice, too */
    assert_int_equal(hub_tick(f->hub), 0);
    assert_true(hub_tick(f->hub) > 0);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(count_of(f, FIRST + i, "\"type\":\"view\"", "to all"), 1);
    fake_free(f);
}

/* What is other is enough for who has the view before; who was skipped gets all of it. */
static void who_puts_views_together_gets_the_changes(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, BEN, HELLO(CODE ",\"changes\":true"));
    assert_int_equal(count_of(f, BEN, "\"type\":\"view\"", "Adopt it?"), 1);
    const int views = count_of(f, ADA, "\"type\":\"view\"", "");
    say(f, CHAIR_SEAT, DO("b1", "\"call\",\"question\":1,\"run\":1,\"option\":1"));
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", ""), views + 1);
    assert_int_equal(count_of(f, BEN, "\"type\":\"view\"", ""), 1);
    assert_int_equal(count_of(f, BEN, "\"type\":\"changes\"", "\"calling\":1"), 1);
    assert_null(strstr(last_of(f, BEN, "\"type\":\"changes\""), "Adopt it?"));

    f->sockets[BEN].backed_up = true;
    say(f, CHAIR_SEAT, DO("b2", "\"call\",\"question\":1,\"run\":1,\"option\":0"));
    settle(f);
    fan_out(f);
    f->sockets[BEN].backed_up = false;
    say(f, CHAIR_SEAT, DO("b3", "\"say\",\"text\":\"to all\""));
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, BEN, "\"type\":\"changes\"", ""), 1);
    assert_int_equal(count_of(f, BEN, "\"type\":\"view\"", "to all"), 1);
    assert_int_equal(count_of(f, BEN, "\"type\":\"view\"", "\"calling\":0"), 1);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_results_change_no_byte_for_the_public),
        cmocka_unit_test(who_wrote_a_held_line_sees_it_until_it_is_everybodys),
        cmocka_unit_test(who_wrote_a_line_sees_what_becomes_of_it),
        cmocka_unit_test(whoever_raised_an_issue_is_told_what_came_of_it),
        cmocka_unit_test(staff_gets_links_and_sound_and_others_do_not),
        cmocka_unit_test(a_slow_seat_is_skipped_and_gets_only_the_newest),
        cmocka_unit_test(a_list_waits_until_the_last_is_taken),
        cmocka_unit_test(a_seat_that_takes_nothing_is_closed),
        cmocka_unit_test(a_round_goes_in_slices),
        cmocka_unit_test(who_puts_views_together_gets_the_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
