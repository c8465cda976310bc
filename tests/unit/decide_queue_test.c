#include "tests/unit/play.h"

#include "core/view.h"

static void who_joins_the_queue_waits_once(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(participant(&p, 0, "\"command\":\"queue-join\""), REFUSED_NOT_JOINED);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\",\"text\":\"the title\""),
                     STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\""), REFUSED_ALREADY);
    assert_int_equal(p.meeting.waiting, 1);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"name\":\"Ada\",\"about\":\"the title\""));
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-leave\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-leave\""), REFUSED_NOT_QUEUED);
    assert_int_equal(p.meeting.waiting, 0);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\""), STATUS_OK);
    play_release(&p);
}

static void next_gives_the_floor_in_order_or_to_whom_the_chair_names(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"queue-add\",\"name\":\"Max\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"queue-add\",\"name\":\"Max\""), REFUSED_ALREADY);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, "\"command\":\"queue-add\",\"of_person\":2"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"queue-next\",\"entry\":3"), STATUS_OK);
    assert_int_equal(p.meeting.speaking, 3);
    assert_int_equal(chair(&p, "\"command\":\"queue-next\",\"entry\":3"), REFUSED_NOT_QUEUED);
    assert_int_equal(chair(&p, "\"command\":\"queue-next\""), STATUS_OK);
    assert_int_equal(p.meeting.speaking, 1);
    assert_int_equal(p.meeting.queue.items[2].state, QUEUE_SPOKEN);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"speaking\":{\"entry\":1,"));
    assert_int_equal(chair(&p, "\"command\":\"queue-next\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"queue-next\""), STATUS_OK); /* the floor is free */
    assert_int_equal(p.meeting.speaking, 0);
    assert_int_equal(chair(&p, "\"command\":\"queue-next\""), REFUSED_NOT_QUEUED);
    play_release(&p);
}

static void a_participant_leaves_only_their_own_place(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"queue-join\""), STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"queue-leave\",\"entry\":1"),
                     REFUSED_NOT_QUEUED);
    assert_int_equal(chair(&p, "\"command\":\"queue-leave\",\"entry\":1"), STATUS_OK);
    assert_int_equal(p.meeting.waiting, 0);
    play_release(&p);
}

static void those_who_wait_are_listed_by_place(void **state)
{
    (void)state;
    struct play p;
    char members[80], *bytes;
    size_t len;
    play_open(&p);
    for (int i = 1; i <= 120; i++) {
        snprintf(members, sizeof members, "\"command\":\"queue-add\",\"name\":\"N%d\"", i);
        assert_int_equal(chair(&p, members), STATUS_OK);
    }
    assert_int_equal(chair(&p, "\"command\":\"queue-next\""), STATUS_OK); /* N1: 119 wait */
    assert_int_equal(view_list(&p.meeting, AUDIENCE_PUBLIC, "queue", 100, &bytes, &len), STATUS_OK);
    assert_non_null(strstr(bytes, "\"cursor\":119"));
    assert_non_null(strstr(bytes, "\"name\":\"N102\"")); /* the first behind the 101st of all */
    assert_null(strstr(bytes, "\"name\":\"N101\""));
    free(bytes);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_joins_the_queue_waits_once),
        cmocka_unit_test(next_gives_the_floor_in_order_or_to_whom_the_chair_names),
        cmocka_unit_test(a_participant_leaves_only_their_own_place),
        cmocka_unit_test(those_who_wait_are_listed_by_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
