#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

static void a_reconnect_is_the_same_person(void **state)
{
    (void)state;
    struct fake *f = open_question();
    hub_leave(f->hub, f->seats[ADA]);
    come(f, BEN, PARTICIPANT(PERSON_A));
    assert_int_equal(count_of(f, BEN, "\"type\":\"welcome\"", "\"person\":1,"), 1);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "\"name\":\"Ada\""), 1);
    say(f, BEN, JOIN("05", "Somebody else"));
    assert_int_equal(count_of(f, BEN, ID("05"), "\"reason\":\"already\""), 1);
    assert_int_equal(hub_meeting(f->hub)->people.count, 1);
    fake_free(f);
}

static void two_tabs_see_the_same_answer_and_count_once(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, TAB, PARTICIPANT(PERSON_A));
    say(f, ADA, ANSWER("02", "0"));
    settle(f);
    assert_int_equal(count_of(f, TAB, "\"type\":\"mine\"", "\"option\":0"), 1);
    say(f, TAB, ANSWER("03", "1"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":1"), 1);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].answered, 1);
    fake_free(f);
}

static void two_tabs_that_join_before_either_is_on_disk_are_one_person(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, ADA, PARTICIPANT(PERSON_A));
    come(f, TAB, PARTICIPANT(PERSON_A));
    say(f, ADA, JOIN("01", "Ada"));
    say(f, TAB, JOIN("02", "Ada"));
    assert_int_equal(f->copy.key_count, 1);
    assert_int_equal(f->copy.keys[0].number, 1);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->people.count, 1);
    assert_int_equal(count_of(f, TAB, ID("02"), "\"reason\":\"already\""), 1);
    assert_int_equal(count_of(f, TAB, "\"type\":\"mine\"", "\"person\":1"), 1);
    fake_free(f);
}

static void a_join_that_could_not_be_recorded_can_be_made_by_another(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, ADA, PARTICIPANT(PERSON_A));
    come(f, BEN, PARTICIPANT(PERSON_B));
    say(f, ADA, JOIN("01", "Ada"));
    journal(f, FAILED_DISK);
    say(f, BEN, JOIN("02", "Ben")); /* gets the link that Ada did not get */
    assert_int_equal(f->copy.keys[0].number, 1);
    settle(f);
    say(f, ADA, JOIN("01", "Ada"));
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->people.count, 2);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "\"name\":\"Ben\""), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"name\":\"Ada\""), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "Ben"), 0);
    fake_free(f);
}

static void who_shows_no_secret_looks_and_cannot_join(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, BEN, HELLO(CODE));
    assert_int_equal(count_of(f, BEN, "\"type\":\"view\"", "Adopt it?"), 1);
    say(f, BEN, JOIN("05", "Ben"));
    assert_int_equal(count_of(f, BEN, ID("05"), "\"reason\":\"link\""), 1);
    fake_free(f);
}

static void who_is_away_for_a_minute_has_left_and_is_back_with_a_connection(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, TAB, PARTICIPANT(PERSON_A));
    hub_leave(f->hub, f->seats[ADA]);
    f->steady_us += 120 * SECOND_US;
    fan_out(f);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->present, 1); /* the other tab is still there */
    hub_leave(f->hub, f->seats[TAB]);
    f->steady_us += 57 * SECOND_US;
    fan_out(f); /* 58 s */
    assert_null(f->batch);
    f->steady_us += 1 * SECOND_US;
    fan_out(f); /* 60 s */
    journal(f, STATUS_OK);
    assert_int_equal(hub_meeting(f->hub)->present, 0);
    come(f, TAB, PARTICIPANT(PERSON_A));
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->present, 1);
    fake_free(f);
}

static void a_leaving_that_could_not_be_recorded_is_tried_again(void **state)
{
    (void)state;
    struct fake *f = open_question();
    hub_leave(f->hub, f->seats[ADA]);
    f->steady_us += HUB_AWAY_SECONDS * SECOND_US;
    fan_out(f);
    journal(f, FAILED_DISK);
    fan_out(f);
    journal(f, STATUS_OK);
    assert_int_equal(hub_meeting(f->hub)->present, 0);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reconnect_is_the_same_person),
        cmocka_unit_test(two_tabs_see_the_same_answer_and_count_once),
        cmocka_unit_test(two_tabs_that_join_before_either_is_on_disk_are_one_person),
        cmocka_unit_test(a_join_that_could_not_be_recorded_can_be_made_by_another),
        cmocka_unit_test(who_shows_no_secret_looks_and_cannot_join),
        cmocka_unit_test(who_is_away_for_a_minute_has_left_and_is_back_with_a_connection),
        cmocka_unit_test(a_leaving_that_could_not_be_recorded_is_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
