#include "tests/unit/play.h"

#include "core/pool.h"
#include "core/view.h"

#define DRAW "\"command\":\"prepare\",\"kind\":\"draw\",\"text\":\"Which?\""
#define AB ",\"options\":[\"A\",\"B\"]"
#define OF_RUN "\"question\":2,\"run\":1"
#define VOLUNTEER "\"command\":\"volunteer\"," OF_RUN
#define COMMIT "\"command\":\"draw-commit\"," OF_RUN
#define REVEAL "\"command\":\"draw-reveal\"," OF_RUN ",\"value\":\"4711\""
#define STATE(statement)                                                                           \
    "\"command\":\"state\"," OF_RUN ",\"text\":\"so\",\"reason\":\"w\",\"statements\":[{"          \
    "\"kind\":\"draw\"" statement "}]"

static const struct run *run1(const struct play *p)
{
    return meeting_run(&p->meeting, 2, 1);
}

/* Question 2 is a draw that is asked, with Ada and Bo in the meeting. */
static void open_draw(struct play *p, const char *rest)
{
    char members[600];
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", false), STATUS_OK);
    snprintf(members, sizeof members, DRAW "%s", rest);
    assert_int_equal(chair(p, members), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
}

#define STRAW ",\"method\":\"straw\",\"agreement\":\"one of us writes it\""
#define COIN ",\"method\":\"coin\",\"grounds\":\"minor\"" AB

static void a_draw_says_beforehand_why_it_may_be_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        enum status expected;
    } cases[] = {
        {AB, REFUSED_METHOD},
        {",\"method\":\"coin\"" AB, REFUSED_GROUNDS},
        {",\"method\":\"chair\"" AB, REFUSED_GROUNDS},
        {",\"method\":\"coin\",\"grounds\":\"minor\"", REFUSED_POOL},
        {",\"method\":\"coin\",\"grounds\":\"minor\",\"options\":[\"A\",\"B\",\"C\"]",
         REFUSED_POOL},
        {",\"method\":\"coin\",\"grounds\":\"minor\",\"pick\":2" AB, REFUSED_BAD_VALUE},
        {COIN, STATUS_OK},
        {",\"method\":\"chair\",\"grounds\":\"balanced\"" AB, STATUS_OK},
        {",\"method\":\"straw\"", REFUSED_AGREEMENT},
        {",\"method\":\"random\"" AB, REFUSED_AGREEMENT},
        {STRAW AB, REFUSED_BAD_VALUE}, /* a straw is drawn among people */
        {STRAW, STATUS_OK},
        {",\"method\":\"random\",\"agreement\":\"any code point will do\"" AB, STATUS_OK},
        {",\"method\":\"random\",\"agreement\":\"w\",\"pick\":3" AB, REFUSED_POOL},
        {",\"method\":\"rfc3797\"" AB, REFUSED_AGREEMENT},
        {",\"method\":\"rfc3797\",\"agreement\":\"w\"" AB, REFUSED_SOURCES},
        {",\"method\":\"rfc3797\",\"agreement\":\"w\",\"source\":\"s\"" AB, STATUS_OK},
    };
    struct play p;
    play_open(&p);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char members[400];
        snprintf(members, sizeof members, DRAW "%s", cases[i].members);
        assert_int_equal(chair(&p, members), cases[i].expected);
    }
    /* and nothing of it belongs to another kind */
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"ready\",\"text\":\"x\","
                               "\"method\":\"coin\""),
                     REFUSED_KIND);
    play_release(&p);
}

static void the_pool_is_of_volunteers_until_it_is_fixed(void **state)
{
    (void)state;
    struct play p;
    struct pool_entry pool[POOL_MAX];
    open_draw(&p, STRAW);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK); /* a namesake: person 3 */
    assert_int_equal(chair(&p, COMMIT), REFUSED_POOL);    /* nobody to draw from */
    assert_int_equal(participant(&p, 1, VOLUNTEER), STATUS_OK);
    assert_int_equal(participant(&p, 1, VOLUNTEER), REFUSED_ALREADY);
    assert_int_equal(chair(&p, COMMIT), REFUSED_POOL); /* one straw for one */
    assert_int_equal(participant(&p, 3, VOLUNTEER), STATUS_OK);
    assert_int_equal(participant(&p, 2, VOLUNTEER ",\"option\":\"withdraw\""), REFUSED_ALREADY);
    assert_int_equal(participant(&p, 2, VOLUNTEER), STATUS_OK);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, VOLUNTEER ",\"name\":\"Max\""), STATUS_OK);
    assert_int_equal(chair(&p, VOLUNTEER ",\"name\":\"MAX\""), REFUSED_ALREADY);
    assert_int_equal(chair(&p, VOLUNTEER), REFUSED_EMPTY_TEXT);
    assert_int_equal(participant(&p, 2, VOLUNTEER ",\"option\":\"withdraw\""), STATUS_OK);
    assert_int_equal(pool_entries(&p.meeting, run1(&p), pool, POOL_MAX), 3);
    assert_string_equal(pool[0].name, "Ada");
    assert_string_equal(pool[1].name, "Ada (3)");
    assert_string_equal(pool[2].name, "Max");
    assert_int_equal(chair(&p, REVEAL), REFUSED_NOT_COMMITTED);
    assert_int_equal(participant(&p, 1, COMMIT), REFUSED_ROLE);
    assert_int_equal(chair(&p, COMMIT), STATUS_OK);
    assert_int_equal(chair(&p, COMMIT), REFUSED_COMMITTED);
    assert_int_equal(participant(&p, 2, VOLUNTEER), REFUSED_COMMITTED);
    assert_int_equal(participant(&p, 1, VOLUNTEER ",\"option\":\"withdraw\""), REFUSED_COMMITTED);
    play_release(&p);
}

static void what_is_drawn_follows_from_seed_value_and_pool(void **state)
{
    (void)state;
    struct play p;
    struct draw draw = {.pick = 0};
    struct draw_why why;
    open_draw(&p, COIN);
    assert_int_equal(participant(&p, 1, VOLUNTEER), REFUSED_KIND); /* a coin is between options */
    assert_int_equal(chair(&p, COMMIT), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"draw-reveal\"," OF_RUN), REFUSED_EMPTY_TEXT);
    assert_int_equal(chair(&p, REVEAL), STATUS_OK);
    assert_true(pool_drawn(&p.meeting, run1(&p)));
    assert_int_equal(pool_draw(&p.meeting, run1(&p), &draw), STATUS_OK);
    assert_int_equal(draw_verify(&draw, &why), STATUS_OK);
    assert_string_equal(draw.public_value, "4711");
    assert_true(draw.committed_first);
    /* it is closed and shown at once */
    assert_int_equal(run1(&p)->state, RUN_CLOSED);
    assert_true(run1(&p)->shown);
    assert_int_equal(chair(&p, REVEAL), REFUSED_NOT_OPEN);
    /* another result would not pass */
    draw.picked[0] = 3 - draw.picked[0];
    assert_int_equal(draw_verify(&draw, &why), REFUSED_BAD_VALUE);
    draw_release(&draw);
    play_release(&p);
}

static void the_chair_states_what_was_drawn_or_something_else(void **state)
{
    (void)state;
    struct play p;
    open_draw(&p, COIN);
    assert_int_equal(chair(&p, COMMIT), STATUS_OK);
    assert_int_equal(chair(&p, REVEAL), STATUS_OK);
    const bool first = p.meeting.picked.items[0] == 1;
    assert_int_equal(chair(&p, first ? STATE(",\"option\":1") : STATE(",\"option\":0")),
                     REFUSED_DRAWN);
    assert_int_equal(chair(&p, first ? STATE(",\"option\":0") : STATE(",\"option\":1")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN ",\"text\":\"so\",\"reason\":\"w\","
                               "\"statements\":[{\"kind\":\"no-consensus\"}]"),
                     STATUS_OK);
    play_release(&p);
    /* nothing was drawn: nothing can be stated as drawn */
    open_draw(&p, COIN);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF_RUN), STATUS_OK);
    assert_int_equal(chair(&p, STATE(",\"option\":0")), REFUSED_DRAWN);
    play_release(&p);
    /* the chair's own choice */
    open_draw(&p, ",\"method\":\"chair\",\"grounds\":\"balanced\"" AB);
    assert_int_equal(chair(&p, COMMIT), REFUSED_KIND);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF_RUN), STATUS_OK);
    assert_int_equal(chair(&p, STATE("")), REFUSED_NO_OPTION);
    assert_int_equal(chair(&p, STATE(",\"option\":1")), STATUS_OK);
    play_release(&p);
}

static void nobody_answers_a_draw(void **state)
{
    (void)state;
    struct play p;
    open_draw(&p, COIN);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF_RUN ",\"option\":0"),
                     REFUSED_KIND);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"A\""), STATUS_OK);
    assert_int_equal(run1(&p)->answered, 0);
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF_RUN ",\"option\":0"), REFUSED_KIND);
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF_RUN ",\"option\":0,\"heard\":\"strong\""),
                     REFUSED_KIND);
    assert_int_equal(chair(&p, "\"command\":\"hands\"," OF_RUN ",\"option\":0,\"count\":2"),
                     REFUSED_KIND);
    assert_int_equal(chair(&p, "\"command\":\"position\"," OF_RUN
                               ",\"option\":0,\"way\":\"microphone\",\"name\":\"Max\""),
                     REFUSED_KIND);
    /* and another question is no draw */
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF_RUN), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"draw-commit\",\"question\":1,\"run\":1"),
                     REFUSED_KIND);
    play_release(&p);
}

static bool view_has(const struct play *p, enum audience audience, const char *text)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(&p->meeting, audience, &bytes, &len), STATUS_OK);
    bool has = strstr(bytes, text) != NULL;
    free(bytes);
    return has;
}

static void nobody_sees_the_seed_before_the_value_is_there(void **state)
{
    (void)state;
    struct play p;
    open_draw(&p, COIN);
    assert_int_equal(chair(&p, COMMIT), STATUS_OK);
    const struct committed *c = pool_committed(&p.meeting, run1(&p));
    char seed[DIGEST_HEX_LEN + 1];
    snprintf(seed, sizeof seed, "%s", meeting_text(&p.meeting, c->seed));
    assert_int_equal(strlen(seed), DIGEST_HEX_LEN);
    assert_false(view_has(&p, AUDIENCE_PUBLIC, seed));
    assert_false(view_has(&p, AUDIENCE_STAFF, seed));
    assert_true(view_has(&p, AUDIENCE_PUBLIC, meeting_text(&p.meeting, c->commitment)));
    assert_int_equal(chair(&p, REVEAL), STATUS_OK);
    assert_true(view_has(&p, AUDIENCE_PUBLIC, seed));
    play_release(&p);
}

/* Restarts, copies and batches: the draw goes on from its events alone. */
static void a_fold_of_its_events_is_the_same_draw(void **state)
{
    (void)state;
    struct play p;
    struct meeting again;
    open_draw(&p, STRAW);
    assert_int_equal(participant(&p, 1, VOLUNTEER), STATUS_OK);
    assert_int_equal(participant(&p, 2, VOLUNTEER), STATUS_OK);
    assert_int_equal(chair(&p, COMMIT), STATUS_OK);
    assert_int_equal(chair(&p, REVEAL), STATUS_OK);
    meeting_init(&again);
    for (size_t i = 0; i < p.events.count; i++)
        assert_int_equal(meeting_apply(&again, &p.events.items[i]), STATUS_OK);
    assert_int_equal(again.picked.count, 1);
    assert_int_equal(again.picked.items[0], p.meeting.picked.items[0]);
    meeting_release(&again);
    play_release(&p);
}

/* Names of the pool are removed: the draw can not be redone, and that is said; a name that was
 * taken back does not come back. */
static void a_draw_whose_names_were_removed_is_not_said_to_be_checkable(void **state)
{
    (void)state;
    struct play p;
    struct meeting again;
    char *bytes;
    size_t len;
    open_draw(&p, STRAW);
    assert_int_equal(chair(&p, VOLUNTEER ",\"name\":\"Kim\""), STATUS_OK);
    assert_int_equal(chair(&p, VOLUNTEER ",\"name\":\"Lee\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, VOLUNTEER), STATUS_OK);
    assert_int_equal(chair(&p, VOLUNTEER ",\"name\":\"Kim\",\"option\":\"withdraw\""), STATUS_OK);
    assert_int_equal(chair(&p, COMMIT), STATUS_OK);
    assert_int_equal(pool_transcript(&p.meeting, run1(&p), &bytes, &len), REFUSED_POOL);
    assert_int_equal(chair(&p, REVEAL), STATUS_OK);
    assert_int_equal(pool_transcript(&p.meeting, run1(&p), &bytes, &len), STATUS_OK);
    free(bytes);
    meeting_init(&again);
    for (size_t i = 0; i < p.events.count; i++) {
        if (p.events.items[i].kind == EVENT_VOLUNTEERED)
            p.events.items[i].volunteered.name.text = NULL;
        assert_int_equal(meeting_apply(&again, &p.events.items[i]), STATUS_OK);
    }
    assert_int_equal(pool_entries(&again, meeting_run(&again, 2, 1), NULL, 0), 2);
    assert_int_equal(again.picked.items[0], p.meeting.picked.items[0]);
    assert_int_equal(pool_transcript(&again, meeting_run(&again, 2, 1), &bytes, &len),
                     REFUSED_POOL);
    meeting_release(&again);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draw_says_beforehand_why_it_may_be_drawn),
        cmocka_unit_test(the_pool_is_of_volunteers_until_it_is_fixed),
        cmocka_unit_test(what_is_drawn_follows_from_seed_value_and_pool),
        cmocka_unit_test(the_chair_states_what_was_drawn_or_something_else),
        cmocka_unit_test(nobody_answers_a_draw),
        cmocka_unit_test(nobody_sees_the_seed_before_the_value_is_there),
        cmocka_unit_test(a_draw_whose_names_were_removed_is_not_said_to_be_checkable),
        cmocka_unit_test(a_fold_of_its_events_is_the_same_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
