#include "tests/unit/play.h"

#include "core/kind.h"
#include "core/view.h"

#define OF1 "\"question\":1,\"run\":1"
#define POSITION(way, who, option)                                                                 \
    "\"command\":\"position\"," OF1 ",\"way\":\"" way "\"," who ",\"option\":" option
#define MAX "\"name\":\"Max\""
#define ADA "\"of_person\":1"

static const struct run *open_question(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    return meeting_run(&p->meeting, 1, 1);
}

static void a_name_at_the_microphone_counts_once_and_apart(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("microphone", MAX, "0")), STATUS_OK);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("microphone", MAX, "1")), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0);
    assert_int_equal(r->entered[1][WAY_MICROPHONE], 1);
    assert_int_equal(r->answered, 0);
    assert_int_equal(chair(&p, POSITION("microphone", MAX, "\"withdraw\"")), STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", MAX, "\"withdraw\"")), REFUSED_ALREADY);
    assert_int_equal(chair(&p, POSITION("microphone", "\"name\":\"\"", "0")), REFUSED_EMPTY_TEXT);
    assert_int_equal(chair(&p, POSITION("microphone", MAX, "2")), REFUSED_NO_OPTION);
    assert_int_equal(chair(&p, POSITION("microphone", "\"of_person\":9", "0")), REFUSED_NO_PERSON);
    play_release(&p);
}

static void who_answers_takes_the_place_of_what_was_entered(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(chair(&p, POSITION("microphone", ADA, "0")), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(r->entered[0][WAY_MICROPHONE], 0);
    assert_int_equal(r->answered, 1);
    assert_int_equal(chair(&p, POSITION("microphone", ADA, "0")), REFUSED_ANSWERED);
    play_release(&p);
}

static void what_is_told_privately_is_the_chairs_and_no_vote(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, POSITION("private", MAX, "0")), REFUSED_ROLE);
    assert_int_equal(chair(&p, POSITION("private", MAX, "0")), STATUS_OK);
    assert_int_equal(kind_votes(r, 0), 0);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(
        chair(
            &p,
            "\"command\":\"prepare\",\"kind\":\"plurality\",\"text\":\"Q\",\"options\":[\"A\","
            "\"B\"],\"votes\":1,\"chat_counted\":true,\"who_counts\":\"all\",\"agreement\":\"a\""),
        STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"position\",\"question\":2,\"run\":1,\"option\":0,"
                               "\"way\":\"private\"," MAX),
                     REFUSED_KIND);
    assert_int_equal(chair(&p, "\"command\":\"position\",\"question\":2,\"run\":1,\"option\":0,"
                               "\"way\":\"microphone\"," MAX),
                     STATUS_OK);
    assert_int_equal(kind_votes(meeting_run(&p.meeting, 2, 1), 0), 1);
    play_release(&p);
}

static void hands_of_the_room_are_a_field_of_their_own(void **state)
{
    (void)state;
    struct play p;
    const struct run *r = open_question(&p);
    assert_int_equal(chair(&p, "\"command\":\"hands\"," OF1 ",\"option\":1,\"count\":40"),
                     STATUS_OK);
    assert_int_equal(r->room_hands[1], 41); /* counted, and one more for "counted" */
    assert_int_equal(r->room_hands[0], 0);
    assert_int_equal(kind_votes(r, 1), 0);
    assert_int_equal(chair(&p, "\"command\":\"hands\"," OF1 ",\"option\":1"), REFUSED_BAD_VALUE);
    play_release(&p);
}

static void a_polite_interrupt_is_seen_by_staff_only(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len;
    (void)open_question(&p);
    assert_int_equal(participant(&p, 1,
                                 "\"command\":\"interrupt\"," OF1
                                 ",\"about\":\"wording\",\"text\":\"what is it?\""),
                     STATUS_OK);
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_STAFF, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "what is it?"));
    free(bytes);
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_PUBLIC, &bytes, &len), STATUS_OK);
    assert_null(strstr(bytes, "what is it?"));
    free(bytes);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_at_the_microphone_counts_once_and_apart),
        cmocka_unit_test(who_answers_takes_the_place_of_what_was_entered),
        cmocka_unit_test(what_is_told_privately_is_the_chairs_and_no_vote),
        cmocka_unit_test(hands_of_the_room_are_a_field_of_their_own),
        cmocka_unit_test(a_polite_interrupt_is_seen_by_staff_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
