#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

/* Whose role or link is no more learns it in words; so does the staff. */

#define AS_CHAIR(secret)                                                                           \
    "{\"hello\":{\"version\":1,\"as\":\"chair\",\"code\":\"K7WM3P4\",\"person\":\"" secret "\"}}"
#define GIVE(n) DO(n, "\"hand-over\",\"of_person\":1,\"role\":\"chair\",\"by\":\"Carla\"")
#define BACK(n)                                                                                    \
    DO(n, "\"hand-over\",\"of_person\":1,\"role\":\"chair\",\"off\":true,\"by\":\"Dan\"")
#define ROLE "\"type\":\"role\""

/* Ada is a chair, by a page of the chair's on TAB; a scribe looks on WALL. */
static struct fake *ada_is_chair(void)
{
    struct fake *f = open_question();
    come(f, WALL, "{\"hello\":{\"version\":1,\"scribe\":\"scribe-secret\"}}");
    say(f, CHAIR_SEAT, GIVE("c1"));
    settle(f);
    come(f, TAB, AS_CHAIR(PERSON_A));
    return f;
}

static void who_is_given_a_role_and_the_staff_are_told(void **state)
{
    (void)state;
    struct fake *f = ada_is_chair();
    assert_int_equal(count_of(f, ADA, ROLE, "The role of chair was handed to you by Carla; open"),
                     1);
    assert_int_equal(count_of(f, ADA, ROLE, "\"holds\":true,\"person\":1,\"name\":\"Ada\""), 1);
    assert_int_equal(
        count_of(f, CHAIR_SEAT, ROLE, "The role of chair was handed to Ada by Carla.\""), 1);
    assert_int_equal(count_of(f, WALL, ROLE, "handed to Ada"), 1);
    fake_free(f);
}

static void whose_role_is_taken_back_learns_by_whom_before_the_close(void **state)
{
    (void)state;
    struct fake *f = ada_is_chair();
    say(f, CHAIR_SEAT, BACK("c2"));
    assert_int_equal(count_of(f, TAB, ROLE, ""), 0); /* not before it is on disk */
    settle(f);
    assert_int_equal(count_of(f, TAB, ROLE, "taken back from you by Dan; you are"), 1);
    assert_int_equal(count_of(f, TAB, ROLE, "\"holds\":false,\"person\":1"), 1);
    assert_int_equal(f->sockets[TAB].close_code, HUB_CLOSE_LINK);
    assert_int_equal(count_of(f, ADA, ROLE, "taken back from you by Dan"), 1);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    assert_int_equal(count_of(f, CHAIR_SEAT, ROLE, "taken back from Ada by Dan.\""), 1);
    assert_int_equal(f->sockets[CHAIR_SEAT].close_code, 0);
    fake_free(f);
}

/* The chairs' own link ends too, where one to whom the role was handed over renews it. */
static void who_came_by_a_link_that_is_no_more_is_told_who_renewed_it(void **state)
{
    (void)state;
    struct fake *f = ada_is_chair();
    say(f, TAB,
        DO("c2", "\"renew\",\"role\":\"chair\",\"secret\":\"00112233445566778899aabbccddeeff\""));
    settle(f);
    assert_int_equal(count_of(f, CHAIR_SEAT, ROLE,
                              "The link of the chair was renewed by Ada; ask for the new one."),
                     1);
    assert_int_equal(f->sockets[CHAIR_SEAT].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[TAB].close_code, 0);
    assert_int_equal(count_of(f, TAB, ROLE, "renewed"), 0);
    fake_free(f);
}

/* Merged with somebody of the role one has it; split off no more. */
static void whose_role_went_with_another_person_is_told_so(void **state)
{
    (void)state;
    struct fake *f = ada_is_chair();
    come(f, BEN, PARTICIPANT(PERSON_B));
    say(f, BEN, JOIN("b1", "ada_"));
    settle(f);
    say(f, CHAIR_SEAT, DO("c2", "\"merge\",\"of_person\":2,\"into\":1,\"reason\":\"her phone\""));
    settle(f);
    hub_leave(f->hub, f->seats[BEN]);
    come(f, BEN, AS_CHAIR(PERSON_B));
    assert_int_equal(f->sockets[BEN].close_code, 0);
    say(f, CHAIR_SEAT, DO("c3", "\"split\",\"of_person\":2,\"reason\":\"her sister\""));
    settle(f);
    assert_int_equal(count_of(f, BEN, ROLE, "went with somebody"), 1);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[TAB].close_code, 0);
    fake_free(f);
}

static void what_was_entered_is_on_the_page_of_whom_it_was_entered_for(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT,
        DO("c1", "\"position\",\"question\":1,\"run\":1,\"option\":0,\"way\":\"microphone\","
                 "\"name\":\"Ada\",\"by\":\"Carla\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"by\":\"Carla\",\"role\":\"chair\""),
                     1);
    say(f, CHAIR_SEAT, DO("c2", "\"hats\",\"of_person\":1,\"hats\":[\"author\"]"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"hats\":[\"author\"]"), 1);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_given_a_role_and_the_staff_are_told),
        cmocka_unit_test(whose_role_is_taken_back_learns_by_whom_before_the_close),
        cmocka_unit_test(who_came_by_a_link_that_is_no_more_is_told_who_renewed_it),
        cmocka_unit_test(whose_role_went_with_another_person_is_told_so),
        cmocka_unit_test(what_was_entered_is_on_the_page_of_whom_it_was_entered_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
