#include "tests/unit/play.h"

#include "core/proposal.h"
#include "core/view.h"

#define OF_RUN "\"question\":2,\"run\":1"

static const struct run *run1(const struct play *p)
{
    return meeting_run(&p->meeting, 2, 1);
}

/* Question 2 of that kind, asked, with Ada in the meeting. */
static void asked(struct play *p, const char *kind_and_rest)
{
    char members[500];
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    snprintf(members, sizeof members, "\"command\":\"prepare\",\"text\":\"Q\",\"kind\":%s",
             kind_and_rest);
    assert_int_equal(chair(p, members), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
}

/* The sentences, one a line. */
static void sentences(const struct play *p, char *out, size_t size)
{
    struct proposal list[PROPOSALS_MAX];
    uint32_t count = proposal_list(&p->meeting, run1(p), list);
    out[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        struct text t = {0};
        proposal_sentence(&p->meeting, run1(p), &list[i], &t);
        snprintf(out + strlen(out), size - strlen(out), "%s\n", t.bytes);
        text_release(&t);
    }
}

#define ALWAYS(issues)                                                                             \
    "There is no consensus on this question" issues                                                \
    ".\nThere is not enough interest to go on with this" issues                                    \
    ".\nThis question is deferred" issues ".\nThis question is referred to a team" issues          \
    ".\nThis question will be reworded and asked again" issues                                     \
    ".\nThis is left to the editor" issues ".\n"

static void every_outcome_has_a_proposal_whatever_was_louder(void **state)
{
    (void)state;
    static const char expected[] =
        "There is rough consensus against.\nThere is rough consensus in favour.\n"
        "There is rough consensus on other words.\n" ALWAYS("");
    struct play p;
    char shown[4000], louder[4000];
    asked(&p, "\"for-against\",\"sides\":\"turned\""); /* against is the first option then */
    sentences(&p, shown, sizeof shown);
    assert_string_equal(shown, expected);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF_RUN ",\"option\":1"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF_RUN ",\"option\":1,\"heard\":\"strong\""),
                     STATUS_OK);
    sentences(&p, louder, sizeof louder);
    assert_string_equal(louder, shown);
    play_release(&p);
}

static void open_issues_are_counted_in_every_one_alike(void **state)
{
    (void)state;
    static const char expected[] =
        "There is rough consensus in favour, with 1 issue open.\n"
        "There is rough consensus against, with 1 issue open.\n" ALWAYS(", with 1 issue open");
    struct play p;
    char shown[4000];
    asked(&p, "\"live-with\"");
    assert_int_equal(
        participant(&p, 1, "\"command\":\"answer\"," OF_RUN ",\"option\":0,\"text\":\"it leaks\""),
        STATUS_OK);
    sentences(&p, shown, sizeof shown);
    /* live-with: consensus against it is the option's, in favour is not */
    assert_string_equal(shown, expected);
    /* an issue of what is restated is open still */
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF_RUN), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"text\":\"Q2\",\"kind\":\"live-with\","
                               "\"relation\":\"restates\",\"of_question\":2"),
                     STATUS_OK);
    assert_int_equal(meeting_open_issues(&p.meeting, 3), 1);
    assert_int_equal(meeting_open_issues(&p.meeting, 1), 0);
    assert_int_equal(meeting_open_issues(&p.meeting, 9), 0);
    play_release(&p);
}

static void each_kind_proposes_what_it_can_come_to(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *first;
    } cases[] = {
        {"\"options\",\"options\":[\"A\",\"B\"]",
         "There is rough consensus for \"A\".\nThere is rough consensus for \"B\".\n"
         "There is rough consensus on other words.\n"},
        {"\"objections\"", "There is rough consensus in favour.\nThere is rough consensus "
                           "against.\nThere is rough consensus on other words.\n"},
        {"\"ready\"", "There is rough consensus that the group is ready to decide.\nThere is rough "
                      "consensus that the group is not ready to decide.\nThere is rough consensus "
                      "on other words.\n"},
        {"\"plurality\",\"options\":[\"A\",\"B\"],\"votes\":1,\"chat_counted\":false,"
         "\"who_counts\":\"all\",\"agreement\":\"w\"",
         ""}, /* a tie: none is chosen */
        {"\"draw\",\"options\":[\"A\",\"B\"],\"method\":\"chair\",\"grounds\":\"minor\"",
         "The chair picks \"A\".\nThe chair picks \"B\".\n"},
        {"\"draw\",\"options\":[\"A\",\"B\"],\"method\":\"coin\",\"grounds\":\"minor\"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        char shown[4000], expected[4000];
        asked(&p, cases[i].kind);
        sentences(&p, shown, sizeof shown);
        snprintf(expected, sizeof expected, "%s%s", cases[i].first, ALWAYS(""));
        assert_string_equal(shown, expected);
        play_release(&p);
    }
}

static void what_was_voted_or_drawn_is_proposed_and_who_has_read_decides_nothing(void **state)
{
    (void)state;
    struct play p;
    struct proposal list[PROPOSALS_MAX];
    asked(&p, "\"plurality\",\"options\":[\"A\",\"B\"],\"votes\":1,\"chat_counted\":false,"
              "\"who_counts\":\"all\",\"agreement\":\"w\"");
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF_RUN ",\"option\":1"),
                     STATUS_OK);
    assert_int_equal(proposal_list(&p.meeting, run1(&p), list), 7);
    assert_int_equal(list[0].kind, STATEMENT_PLURALITY);
    assert_int_equal(list[0].option, 1);
    play_release(&p);
    asked(&p, "\"draw\",\"options\":[\"A\",\"B\"],\"method\":\"coin\",\"grounds\":\"minor\"");
    assert_int_equal(chair(&p, "\"command\":\"draw-commit\"," OF_RUN), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"draw-reveal\"," OF_RUN ",\"value\":\"7\""),
                     STATUS_OK);
    assert_int_equal(proposal_list(&p.meeting, run1(&p), list), 7);
    assert_int_equal(list[0].kind, STATEMENT_DRAW);
    assert_int_equal(list[0].option + 1, p.meeting.picked.items[0]);
    play_release(&p);
    asked(&p, "\"read\",\"draft\":\"draft-a-b-00\"");
    assert_int_equal(proposal_list(&p.meeting, run1(&p), list), 0);
    play_release(&p);
}

/* Every one asks for its reason in the same words. */
static void each_asks_for_its_reason_in_the_same_way(void **state)
{
    (void)state;
    struct play p;
    char *bytes;
    size_t len, outcomes = 0, reasons = 0;
    asked(&p, "\"options\",\"options\":[\"A\",\"B\"]");
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_STAFF, &bytes, &len), STATUS_OK);
    const char *at = strstr(bytes, "\"outcomes\":[{");
    assert_non_null(at);
    for (const char *o = at; (o = strstr(o, "\"words\":")) != NULL; o++)
        outcomes++;
    for (const char *o = at; (o = strstr(o, proposal_reason)) != NULL; o++)
        reasons++;
    assert_int_equal(outcomes, 9); /* A, B, other words, and the six of every question */
    assert_int_equal(reasons, 9);
    free(bytes);
    play_release(&p);
}

/* What those at a table agree on is no consensus of the group, and is not proposed as one. */
static void a_bar_bof_speaks_for_its_participants(void **state)
{
    (void)state;
    struct meeting_plan plan;
    struct command c;
    struct play p = {.now_us = PLAY_START};
    char said[4000];
    play_plan(&plan);
    plan.kind = "bar bof"; /* capital letters and hyphens do not matter */
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    play_plan_release(&plan);
    for (int i = 0; i < 2; i++)
        assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"ready\",\"text\":\"Q\""),
                         STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    sentences(&p, said, sizeof said);
    assert_non_null(strstr(
        said,
        "Among the participants there is rough consensus that the group is ready to decide."));
    assert_null(strstr(said, "There is rough consensus"));
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outcome_has_a_proposal_whatever_was_louder),
        cmocka_unit_test(open_issues_are_counted_in_every_one_alike),
        cmocka_unit_test(each_kind_proposes_what_it_can_come_to),
        cmocka_unit_test(what_was_voted_or_drawn_is_proposed_and_who_has_read_decides_nothing),
        cmocka_unit_test(each_asks_for_its_reason_in_the_same_way),
        cmocka_unit_test(a_bar_bof_speaks_for_its_participants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
