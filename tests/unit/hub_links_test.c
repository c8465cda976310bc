#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

/* People who are one or apart, the countdown, roles that are handed over, links that are renewed:
 * what the pages of all of them notice. */

/* ---- one human by several links ---- */

#define MERGE(n) DO(n, "\"merge\",\"of_person\":2,\"into\":1,\"reason\":\"her phone\"")

static struct fake *ada_twice(void)
{
    struct fake *f = open_question();
    come(f, BEN, PARTICIPANT(PERSON_B));
    say(f, BEN, JOIN("b1", "ada_"));
    settle(f);
    say(f, BEN, ANSWER("b2", "1"));
    settle(f);
    return f;
}

static void who_was_merged_is_that_person_on_every_page(void **state)
{
    (void)state;
    struct fake *f = ada_twice();
    say(f, CHAIR_SEAT, MERGE("c1"));
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "\"person\":1,"), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":1"), 1);
    say(f, BEN, ANSWER("b3", "0"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":0"), 1); /* one person's */
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].answered, 1);
    hub_leave(f->hub, f->seats[ADA]); /* here by the other device */
    f->steady_us += HUB_AWAY_SECONDS * SECOND_US;
    fan_out(f);
    assert_null(f->batch);
    fake_free(f);
}

static void who_is_split_off_is_here_by_their_own_page(void **state)
{
    (void)state;
    struct fake *f = ada_twice();
    say(f, CHAIR_SEAT, MERGE("c1"));
    settle(f);
    say(f, CHAIR_SEAT, DO("c2", "\"split\",\"of_person\":2,\"reason\":\"her sister\""));
    settle(f);
    fan_out(f);
    assert_int_equal(hub_meeting(f->hub)->present, 2);
    assert_non_null(strstr(last_of(f, BEN, "\"type\":\"mine\""), "\"person\":2,"));
    fake_free(f);
}

/* Who was merged into somebody without a page leaves with the last connection all the same. */
static void who_stands_for_one_who_is_gone_leaves_after_a_minute(void **state)
{
    (void)state;
    struct fake *f = ada_twice();
    hub_leave(f->hub, f->seats[ADA]);
    f->steady_us += HUB_AWAY_SECONDS * SECOND_US;
    fan_out(f);
    settle(f); /* Ada has left */
    fan_out(f);
    hub_leave(f->hub, f->seats[BEN]);
    say(f, CHAIR_SEAT, MERGE("c1"));
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->present, 1);
    f->steady_us += HUB_AWAY_SECONDS * SECOND_US;
    fan_out(f);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->present, 0);
    fake_free(f);
}

/* ---- the countdown ---- */

static void a_question_closes_ten_seconds_after_it_was_announced(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, DO("c1", "\"closing\",\"question\":1,\"run\":1"));
    settle(f);
    fan_out(f);
    assert_null(strstr(last_of(f, ADA, "\"type\":\"view\""), "\"closes\":null"));
    f->steady_us += 8 * SECOND_US;
    fan_out(f); /* 9 s */
    settle(f);
    say(f, ADA, ANSWER("02", "0"));
    settle(f);
    assert_int_equal(count_of(f, ADA, ID("02"), RECORDED), 1);
    fan_out(f); /* 10 s */
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].state, RUN_CLOSED);
    say(f, ADA, ANSWER("03", "1"));
    assert_int_equal(count_of(f, ADA, ID("03"), "too late"), 1);
    fake_free(f);
}

static void a_closing_that_could_not_be_recorded_is_tried_again(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, DO("c1", "\"closing\",\"question\":1,\"run\":1"));
    settle(f);
    fan_out(f);
    f->steady_us += 10 * SECOND_US;
    fan_out(f);
    journal(f, FAILED_DISK);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].state, RUN_OPEN);
    f->steady_us += 1 * SECOND_US;
    fan_out(f);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].state, RUN_CLOSED);
    fake_free(f);
}

static void a_cancelled_countdown_closes_nothing(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, DO("c1", "\"closing\",\"question\":1,\"run\":1"));
    settle(f);
    fan_out(f);
    say(f, CHAIR_SEAT, DO("c2", "\"closing-cancel\",\"question\":1,\"run\":1"));
    settle(f);
    f->steady_us += 20 * SECOND_US;
    fan_out(f);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].state, RUN_OPEN);
    /* the next countdown is a whole one */
    say(f, CHAIR_SEAT, DO("c3", "\"closing\",\"question\":1,\"run\":1"));
    settle(f);
    fan_out(f);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].state, RUN_OPEN);
    fake_free(f);
}

/* ---- roles and links ---- */

#define AS_CHAIR(secret)                                                                           \
    "{\"hello\":{\"version\":1,\"as\":\"chair\",\"code\":\"K7WM3P4\",\"person\":\"" secret "\"}}"

static void a_role_that_was_handed_over_opens_the_chairs_page_until_it_is_taken_back(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, BEN, AS_CHAIR(PERSON_A));
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_LINK);
    say(f, CHAIR_SEAT, DO("c1", "\"hand-over\",\"of_person\":1,\"role\":\"chair\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"roles\":[\"chair\"]"), 1);
    come(f, TAB, AS_CHAIR(PERSON_A));
    assert_int_equal(count_of(f, TAB, "\"type\":\"welcome\"", "\"role\":\"chair\""), 1);
    say(f, TAB, DO("c2", "\"close\",\"question\":1,\"run\":1"));
    settle(f);
    assert_int_equal(count_of(f, TAB, ID("c2"), RECORDED), 1);
    say(f, CHAIR_SEAT, DO("c3", "\"hand-over\",\"of_person\":1,\"role\":\"chair\",\"off\":true"));
    say(f, TAB, DO("c4", "\"people\",\"count\":9")); /* in the moment before it is on disk */
    settle(f);
    assert_int_equal(count_of(f, TAB, ID("c4"), REFUSED), 1);
    assert_int_equal(f->sockets[TAB].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fake_free(f);
}

#define NEW_SECRET "00112233445566778899aabbccddeeff"

static void a_renewed_link_ends_the_old_one(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, TAB, CHAIR);
    say(f, CHAIR_SEAT, DO("c1", "\"renew\",\"role\":\"chair\",\"secret\":\"short\""));
    assert_int_equal(count_of(f, CHAIR_SEAT, ID("c1"), REFUSED), 1);
    say(f, CHAIR_SEAT, DO("c2", "\"renew\",\"role\":\"chair\",\"secret\":\"" NEW_SECRET "\""));
    assert_int_equal(f->copy.key_count, 1);
    assert_int_equal(f->sockets[TAB].close_code, 0); /* not before it is on disk */
    settle(f);
    assert_int_equal(count_of(f, CHAIR_SEAT, ID("c2"), RECORDED), 1);
    assert_int_equal(f->sockets[CHAIR_SEAT].close_code, 0);
    assert_int_equal(f->sockets[TAB].close_code, HUB_CLOSE_LINK);
    come(f, BEN, CHAIR);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_LINK);
    come(f, WALL, "{\"hello\":{\"version\":1,\"chair\":\"" NEW_SECRET "\"}}");
    assert_int_equal(count_of(f, WALL, "\"type\":\"welcome\"", "\"role\":\"chair\""), 1);
    fake_free(f);
}

static void a_link_that_could_not_be_renewed_is_the_old_one(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, DO("c2", "\"renew\",\"role\":\"chair\",\"secret\":\"" NEW_SECRET "\""));
    journal(f, FAILED_DISK);
    come(f, TAB, CHAIR);
    assert_int_equal(count_of(f, TAB, "\"type\":\"welcome\"", "\"role\":\"chair\""), 1);
    fake_free(f);
}

static void a_renewed_code_keeps_who_has_joined(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, BEN, PARTICIPANT(PERSON_B)); /* looks in */
    say(f, CHAIR_SEAT, DO("c1", "\"renew\",\"role\":\"participant\""));
    settle(f);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"links\"", "\"participant\":"), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"links\"", "K7WM3P4"), 0);
    come(f, TAB, PARTICIPANT(PERSON_A)); /* with the old code, and her own secret */
    assert_int_equal(count_of(f, TAB, "\"type\":\"welcome\"", "\"person\":1,"), 1);
    fake_free(f);
}

/* ---- for the chairs to know ---- */

static void what_is_for_the_chairs_to_know_goes_to_chairs_alone(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, WALL, "{\"hello\":{\"version\":1,\"scribe\":\"scribe-secret\"}}");
    assert_int_equal(count_of(f, WALL, "\"type\":\"welcome\"", "scribe"), 1);
    come(f, BEN, PARTICIPANT(PERSON_B));
    say(f, BEN, JOIN("b1", "ada_"));
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"irregularities\"", "Ada, ada_"), 1);
    for (int seat = ADA; seat <= WALL; seat++)
        assert_int_equal(count_of(f, seat, "irregularities", ""), 0);
    fan_out(f); /* nothing new is not said again */
    say(f, ADA, ANSWER("02", "0"));
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"irregularities\"", "Ada"), 1);
    come(f, TAB, CHAIR); /* who comes later is told with the rest */
    assert_int_equal(count_of(f, TAB, "\"type\":\"irregularities\"", "Ada, ada_"), 1);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_was_merged_is_that_person_on_every_page),
        cmocka_unit_test(who_is_split_off_is_here_by_their_own_page),
        cmocka_unit_test(who_stands_for_one_who_is_gone_leaves_after_a_minute),
        cmocka_unit_test(a_question_closes_ten_seconds_after_it_was_announced),
        cmocka_unit_test(a_closing_that_could_not_be_recorded_is_tried_again),
        cmocka_unit_test(a_cancelled_countdown_closes_nothing),
        cmocka_unit_test(a_role_that_was_handed_over_opens_the_chairs_page_until_it_is_taken_back),
        cmocka_unit_test(a_renewed_link_ends_the_old_one),
        cmocka_unit_test(a_link_that_could_not_be_renewed_is_the_old_one),
        cmocka_unit_test(a_renewed_code_keeps_who_has_joined),
        cmocka_unit_test(what_is_for_the_chairs_to_know_goes_to_chairs_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
