#include "tests/unit/play.h"

#define ASK "\"command\":\"ask\",\"question\":1"
#define OF_RUN "\"question\":1,\"run\":1"
#define CLOSE "\"command\":\"close\"," OF_RUN
#define STATE                                                                                      \
    "\"command\":\"state\"," OF_RUN ",\"statements\":[{\"kind\":\"consensus\",\"option\":0}],"     \
    "\"text\":\"consensus for, to be confirmed on the list\",\"reason\":\"no objection was "       \
    "raised\""

static const struct run *run1(const struct play *p)
{
    return meeting_run(&p->meeting, 1, 1);
}

static void an_outcome_needs_a_close_a_statement_words_and_a_reason(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, STATE), REFUSED_NOT_CLOSED);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN ",\"text\":\"x\",\"reason\":\"y\""),
                     REFUSED_STATEMENTS);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN
                               ",\"statements\":[{\"kind\":\"no-consensus\"}],\"text\":\"none\""),
                     REFUSED_REASON);
    assert_int_equal(chair(&p, STATE), STATUS_OK);
    assert_int_equal(run1(&p)->confirmation, CONFIRMATION_TO_CONFIRM);
    assert_string_equal(meeting_text(&p.meeting, meeting_outcome_of(&p.meeting, run1(&p))->by),
                        "Carla Chair");
    /* changed later: both are kept */
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN
                               ",\"statements\":[{\"kind\":\"deferred\",\"to\":\"list\","
                               "\"missing\":\"text\"}],\"text\":\"deferred\",\"reason\":\"time\""),
                     STATUS_OK);
    assert_int_equal(p.meeting.outcomes.count, 2);
    assert_int_equal(meeting_outcome_of(&p.meeting, run1(&p))->earlier, 1);
    assert_int_equal(run1(&p)->confirmation, CONFIRMATION_NOT_NEEDED);
    /* and the words went into the chat */
    assert_int_equal(p.meeting.lines.items[1].kind, LINE_OUTCOME);
    play_release(&p);
}

#define STATE_AS(statement, reason)                                                                \
    "\"command\":\"state\"," OF_RUN ",\"text\":\"so\",\"reason\":\"" reason                        \
    "\",\"statements\":[{" statement "}]"

static void what_is_deferred_or_referred_says_what_happens_next(void **state)
{
    (void)state;
    static const struct {
        const char *command;
        enum status expected;
    } cases[] = {
        {STATE_AS("\"kind\":\"deferred\"", "w"), REFUSED_DEFERRED},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"list\"", "w"), REFUSED_DEFERRED},
        {STATE_AS("\"kind\":\"deferred\",\"missing\":\"figures\"", "w"), REFUSED_DEFERRED},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"list\",\"missing\":\"figures\"", "w"), STATUS_OK},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"meeting\",\"text\":\"the next interim\","
                  "\"date\":\"2026-12-10\",\"missing\":\"figures\"",
                  "w"),
         STATUS_OK},
        {STATE_AS("\"kind\":\"referred\",\"team\":\"design\",\"who\":\"Ann\"", "w"),
         REFUSED_REFERRED},
        {STATE_AS("\"kind\":\"referred\",\"team\":\"mixed\",\"date\":\"2026-12-10\"", "w"),
         REFUSED_REFERRED},
        {STATE_AS("\"kind\":\"referred\",\"who\":\"Ann\",\"date\":\"2026-12-10\"", "w"),
         REFUSED_REFERRED},
        {STATE_AS("\"kind\":\"referred\",\"team\":\"external\",\"who\":\"Ann\","
                  "\"date\":\"2026-12-10\"",
                  "w"),
         STATUS_OK},
        {STATE_AS("\"kind\":\"no-consensus\",\"to\":\"list\"", "w"), REFUSED_KIND},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"list\",\"missing\":\"x\",\"team\":\"mixed\"",
                  "w"),
         REFUSED_KIND},
    };
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(chair(&p, cases[i].command), cases[i].expected);
    const struct outcome *o = meeting_outcome_of(&p.meeting, run1(&p));
    assert_int_equal(p.meeting.stated.items[o->first_statement].team, TEAM_EXTERNAL);
    play_release(&p);
}

static void with_an_issue_open_consensus_is_stated_with_its_reason(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "")),
                     REFUSED_REASON);
    assert_int_equal(participant(&p, 1, "\"command\":\"issue\"," OF_RUN ",\"text\":\"it leaks\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "")),
                     REFUSED_OPEN_ISSUES);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"no-consensus\"", "")), REFUSED_REASON);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "it is answered")),
                     STATUS_OK);
    assert_int_equal(meeting_outcome_of(&p.meeting, run1(&p))->open_issues, 1);
    /* what was open then stays said; what is stated later counts anew */
    assert_int_equal(chair(&p, "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":"
                               "\"on-record\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "w")), STATUS_OK);
    assert_int_equal(meeting_outcome_of(&p.meeting, run1(&p))->open_issues, 0);
    assert_int_equal(p.meeting.outcomes.items[0].open_issues, 1);
    play_release(&p);
}

static void confirmation_goes_step_by_step(void **state)
{
    (void)state;
    static const char sent[] =
        "\"command\":\"sent\"," OF_RUN ",\"message_id\":\"<a@b>\",\"date\":\"2026-11-23\"";
    static const char confirm[] =
        "\"command\":\"confirm\"," OF_RUN ",\"as\":\"confirmed\",\"reason\":\"no objection\"";
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, sent), REFUSED_NO_OUTCOME);
    assert_int_equal(chair(&p, STATE), STATUS_OK);
    assert_int_equal(chair(&p, confirm), REFUSED_NOT_SENT);
    assert_int_equal(chair(&p, "\"command\":\"mark\"," OF_RUN ",\"to_confirm\":false"), STATUS_OK);
    assert_int_equal(chair(&p, sent), REFUSED_NOT_TO_CONFIRM);
    assert_int_equal(chair(&p, "\"command\":\"mark\"," OF_RUN ",\"to_confirm\":true"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"end\""), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), REFUSED_ENDED);
    /* also after the meeting: two weeks of silence run on */
    assert_int_equal(chair(&p, sent), STATUS_OK);
    /* 2026-11-23 + 14 days, 23:59:59 UTC: 2026-11-23T00:00Z is PLAY_START + 14 h */
    int64_t expected =
        PLAY_START + INT64_C(14) * 3600 * 1000000 + (INT64_C(15) * 86400 - 1) * 1000000;
    assert_int_equal(run1(&p)->deadline_us, expected);
    assert_int_equal(chair(&p, sent), REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"deadline\"," OF_RUN
                               ",\"date\":\"2026-12-14\",\"reason\":\"holiday\""),
                     STATUS_OK);
    assert_int_equal(run1(&p)->deadline_us, expected + INT64_C(7) * 86400 * 1000000);
    assert_int_equal(
        chair(&p, "\"command\":\"confirm\"," OF_RUN ",\"as\":\"sent\",\"reason\":\"x\""),
        REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, confirm), STATUS_OK);
    assert_int_equal(run1(&p)->confirmation, CONFIRMATION_CONFIRMED);
    assert_int_equal(chair(&p, confirm), REFUSED_ALREADY);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outcome_needs_a_close_a_statement_words_and_a_reason),
        cmocka_unit_test(what_is_deferred_or_referred_says_what_happens_next),
        cmocka_unit_test(with_an_issue_open_consensus_is_stated_with_its_reason),
        cmocka_unit_test(confirmation_goes_step_by_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
