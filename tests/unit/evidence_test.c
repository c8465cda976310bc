#include "tests/unit/play.h"

#include "core/evidence.h"

#define OF1 "\"question\":1,\"run\":1"

static struct play asked(void)
{
    struct play p;
    play_open(&p);
    for (int i = 0; i < 3; i++)
        assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    return p;
}

static void says(struct play *p, const char *expected)
{
    struct text t = {0};
    evidence_sentence(&p->meeting, meeting_run(&p->meeting, 1, 1), &t);
    assert_string_equal(t.bytes != NULL ? t.bytes : "", expected);
    text_release(&t);
}

static void signs_that_point_one_way_say_nothing(void **state)
{
    (void)state;
    struct play p = asked();
    says(&p, "");
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF1 ",\"option\":0,\"heard\":\"some\""),
                     STATUS_OK);
    says(&p, "");
    /* one hand each: hands point nowhere */
    assert_int_equal(participant(&p, 2, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    says(&p, "");
    play_release(&p);
}

static void signs_that_point_different_ways_are_said_in_words(void **state)
{
    (void)state;
    struct play p = asked();
    for (uint32_t window = 1; window <= 2; window++) {
        assert_int_equal(chair(&p, window == 1 ? "\"command\":\"hum\"," OF1 ",\"option\":0"
                                               : "\"command\":\"hum\"," OF1 ",\"option\":1"),
                         STATUS_OK);
        assert_int_equal(measures(&p, window, window == 1 ? 2000 : 700), STATUS_OK);
    }
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    says(&p,
         "The signs point different ways: the hum was clearly louder for \"for\"; more hands were "
         "raised for \"against\".");
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF1 ",\"option\":1,\"heard\":\"strong\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hands\"," OF1 ",\"option\":0,\"count\":9"),
                     STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"say\",\"text\":\"for\""), STATUS_OK);
    says(&p,
         "The signs point different ways: the hum was clearly louder for \"for\"; the chair heard "
         "more for \"against\"; more hands were raised for \"against\"; more positions in chat "
         "were for \"for\"; the chair counted more hands in the room for \"for\".");
    struct text t = {0};
    evidence_facts(&p.meeting, meeting_run(&p.meeting, 1, 1), &t);
    assert_string_equal(t.bytes,
                        "\"for\": strong hum, 9 in the room by the chair's count, 0 hands, 1 "
                        "in chat; \"against\": some hums, heard strong, 1 hand, 0 in chat.");
    text_release(&t);
    play_release(&p);
}

#define CALL(option) "\"command\":\"call\",\"question\":2,\"run\":1,\"option\":" option
#define HEAR(option, heard)                                                                        \
    "\"command\":\"hear\",\"question\":2,\"run\":1,\"option\":" option ",\"heard\":\"" heard "\""

static void turn(struct play *p, const char *call, const char *hear)
{
    assert_int_equal(chair(p, call), STATUS_OK);
    assert_int_equal(chair(p, hear), STATUS_OK);
}

static void orders_that_point_different_ways_are_said_first(void **state)
{
    (void)state;
    struct play p = asked();
    struct text t = {0};
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"for-against\",\"text\":\"Q\","
                               "\"sides\":\"both-ways\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    const struct run *r = meeting_run(&p.meeting, 2, 1);
    turn(&p, CALL("0"), HEAR("0", "strong"));
    turn(&p, CALL("1"), HEAR("1", "some"));
    turn(&p, CALL("1"), HEAR("1", "strong"));
    evidence_sentence(&p.meeting, r, &t);
    assert_int_equal(t.len, 0); /* the other order is not over */
    turn(&p, CALL("0"), HEAR("0", "some"));
    evidence_sentence(&p.meeting, meeting_run(&p.meeting, 2, 1), &t);
    assert_string_equal(t.bytes,
                        "The two orders point different ways: in the first the chair heard "
                        "more for \"for\", in the other for \"against\".");
    text_release(&t);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_that_point_one_way_say_nothing),
        cmocka_unit_test(signs_that_point_different_ways_are_said_in_words),
        cmocka_unit_test(orders_that_point_different_ways_are_said_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
