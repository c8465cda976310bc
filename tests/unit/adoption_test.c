#include "tests/unit/adoption_play.h"

#include "core/proposal.h"

static void a_criterion_has_the_newest_note_of_its_draft(void **state)
{
    (void)state;
    struct play p;
    prepared(&p, TWO);
    assert_string_equal(adoption_note(&p.meeting, 2, CRITERION_SCOPE, ""), "");
    assert_int_equal(chair(&p, CRITERION("scope", "no")), STATUS_OK);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, CRITERION("scope", "yes")), STATUS_OK);
    assert_int_equal(chair(&p, CRITERION("scope", "only this") ",\"draft\":\"draft-b-x-00\""),
                     STATUS_OK);
    assert_string_equal(adoption_note(&p.meeting, 2, CRITERION_SCOPE, ""), "yes");
    assert_string_equal(adoption_note(&p.meeting, 2, CRITERION_SCOPE, "draft-b-x-00"), "only this");
    assert_string_equal(adoption_note(&p.meeting, 2, CRITERION_SCOPE, "draft-a-x-00"), "");
    assert_int_equal(chair(&p, CRITERION("scope", "y") ",\"draft\":\"draft-c-x-00\""),
                     REFUSED_DRAFT);
    assert_int_equal(chair(&p, CRITERION("scope", "")), REFUSED_EMPTY_TEXT);
    char members[800];
    snprintf(members, sizeof members, CRITERION("scope", "%0501d"), 0); /* NOTE_BYTES_MAX and one */
    assert_int_equal(chair(&p, members), REFUSED_TEXT_TOO_LONG);
    assert_int_equal(chair(&p, CRITERION("completion", "y")), REFUSED_KIND);
    assert_int_equal(chair(&p, CRITERION("loudness", "y")), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, "\"command\":\"criterion\",\"question\":2,\"text\":\"y\""),
                     REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, "\"command\":\"criterion\",\"question\":1,\"criterion\":\"scope\","
                               "\"text\":\"y\""),
                     REFUSED_KIND);
    play_release(&p);
}

static void twelve_criteria_of_an_adoption_and_the_judgement_of_a_withdrawal(void **state)
{
    (void)state;
    static const struct {
        const char *prepare;
        int criteria, steps;
    } cases[] = {{ADOPT, 12, 7}, {ADOPT ",\"care\":true", 12, 5}, {WITHDRAW WHY, 1, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        int criteria = 0, steps = 0;
        prepared(&p, cases[i].prepare);
        for (int c = 0; c < CRITERION_COUNT; c++)
            criteria += adoption_has_criterion(second(&p), (enum criterion)c);
        for (int s = 0; s < DRAFT_STEP_COUNT; s++)
            steps += adoption_has_step(second(&p), (enum draft_step)s);
        assert_int_equal(criteria, cases[i].criteria);
        assert_int_equal(steps, cases[i].steps);
        play_release(&p);
    }
}

static void a_name_by_convention_has_no_hint(void **state)
{
    (void)state;
    static const struct {
        const char *names;
        bool care, hinted;
    } cases[] = {
        {"draft-ietf-framing-core", false, false},
        {"draft-ietf-framing-core-00", false, false},
        {"draft-ietf-framing-core draft-ietf-framing-registry", false, false},
        {"draft-mona-framing-core", false, true},
        {"draft-ietf-core", false, true},
        {"draft-ietf-framing", false, true},
        {"draft-ietf-framing-core draft-mona-framing-x", false, true},
        {"draft-mona-framing-core", true, false},
        {"draft-ietf-framing-core", true, true},
    };
    struct meeting m = {.group = 1};
    char pool[] = "\0framing";
    m.pool.items = pool;
    m.pool.count = sizeof pool;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct question q = {.kind = QUESTION_ADOPT, .care = cases[i].care};
        assert_int_equal(adoption_name_hint(&m, &q, cases[i].names)[0] != '\0', cases[i].hinted);
    }
}

/* 2026-11-23 and two weeks: until the end of 2026-12-07. */

static uint32_t willing_to(const struct play *p, enum willing what)
{
    return adoption_willing(&p->meeting, meeting_run(&p->meeting, 2, 1), "", what);
}

static void who_is_willing_counts_once(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(participant(&p, 1, WILLING(REVIEW)), STATUS_OK);
    assert_int_equal(participant(&p, 1, WILLING(REVIEW)), REFUSED_ALREADY);
    assert_int_equal(participant(&p, 2, WILLING(REVIEW "," EDIT)), STATUS_OK);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, WILLING(EDIT) ",\"name\":\"Max\""), STATUS_OK);
    assert_int_equal(chair(&p, WILLING(EDIT) ",\"name\":\"Max\""), REFUSED_ALREADY);
    assert_int_equal(willing_to(&p, WILLING_REVIEW), 2);
    assert_int_equal(willing_to(&p, WILLING_EDIT), 2);
    assert_int_equal(willing_to(&p, WILLING_IMPLEMENT), 0);
    assert_int_equal(chair(&p, WILLING(EDIT) ",\"of_person\":1"), STATUS_OK);
    assert_int_equal(willing_to(&p, WILLING_REVIEW), 1);
    assert_int_equal(willing_to(&p, WILLING_EDIT), 3);
    assert_int_equal(participant(&p, 1, WILLING("")), STATUS_OK);
    assert_int_equal(participant(&p, 1, WILLING("")), REFUSED_ALREADY);
    assert_int_equal(willing_to(&p, WILLING_EDIT), 2);
    play_release(&p);
}

static void willing_is_refused_without_a_name_or_a_list(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(chair(&p, WILLING(EDIT)), REFUSED_EMPTY_TEXT);
    assert_int_equal(chair(&p, WILLING(EDIT) ",\"of_person\":9"), REFUSED_NO_PERSON);
    assert_int_equal(participant(&p, 1, "\"command\":\"willing\"," OF2), REFUSED_BAD_VALUE);
    assert_int_equal(participant(&p, 1, WILLING("\"fund\"")), REFUSED_BAD_VALUE);
    assert_int_equal(participant(&p, 0, WILLING(EDIT)), REFUSED_NOT_JOINED);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(participant(&p, 1,
                                 "\"command\":\"willing\",\"question\":1,\"run\":1,\"willing\":["
                                 "\"edit\"]"),
                     REFUSED_KIND);
    play_release(&p);
}

/* So many that the last LIST_PAGE are told to the staff, and those of the newest run only. */
static void the_staff_is_told_the_last_hundred_who_are_willing(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    for (int i = 0; i <= LIST_PAGE; i++) {
        char members[200];
        snprintf(members, sizeof members, WILLING(EDIT) ",\"name\":\"Max %d.\"", i);
        assert_int_equal(chair(&p, members), STATUS_OK);
    }
    assert_int_equal(willing_to(&p, WILLING_EDIT), LIST_PAGE + 1);
    assert_false(sees(&p, AUDIENCE_STAFF, "\"who\":\"Max 0.\""));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"who\":\"Max 1.\""));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"who\":\"Max 100.\""));
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_false(sees(&p, AUDIENCE_STAFF, "\"who\":\"Max 100.\""));
    play_release(&p);
}

/* Of drafts that compete people say it of each, and of whichever it will be. */
static void who_is_willing_says_for_which_of_competing_drafts(void **state)
{
    (void)state;
    struct play p;
    asked(&p, TWO);
    const struct run *r = meeting_run(&p.meeting, 2, 1);
    assert_int_equal(participant(&p, 1, WILLING(REVIEW) OF_A), STATUS_OK);
    assert_int_equal(participant(&p, 1, WILLING(REVIEW) OF_A), REFUSED_ALREADY);
    assert_int_equal(participant(&p, 1, WILLING(EDIT) OF_B), STATUS_OK);
    assert_int_equal(participant(&p, 2, WILLING(REVIEW)), STATUS_OK);
    assert_int_equal(participant(&p, 2, WILLING(REVIEW) ",\"draft\":\"draft-c-x-00\""),
                     REFUSED_DRAFT);
    assert_int_equal(chair(&p, WILLING(REVIEW) OF_A ",\"of_person\":2"), STATUS_OK);
    assert_int_equal(adoption_willing(&p.meeting, r, "draft-a-x-00", WILLING_REVIEW), 2);
    assert_int_equal(adoption_willing(&p.meeting, r, "draft-b-x-00", WILLING_REVIEW), 0);
    assert_int_equal(adoption_willing(&p.meeting, r, "draft-b-x-00", WILLING_EDIT), 1);
    assert_int_equal(adoption_willing(&p.meeting, r, "", WILLING_REVIEW), 1);
    assert_int_equal(participant(&p, 1, WILLING("") OF_A), STATUS_OK);
    assert_int_equal(adoption_willing(&p.meeting, r, "draft-a-x-00", WILLING_REVIEW), 1);
    assert_int_equal(adoption_willing(&p.meeting, r, "draft-b-x-00", WILLING_EDIT), 1);
    assert_true(
        sees(&p, AUDIENCE_STAFF,
             "\"willing\":{\"review\":1,\"edit\":0,\"implement\":0,\"drafts\":[{\"review\":1,"));
    play_release(&p);
}

/* Which outcomes were asked for can be told from the options, so that a question is edited as it
 * is. */
static void outcomes_of_competing_drafts_are_those_that_are_options(void **state)
{
    (void)state;
    struct play p;
    prepared(&p, TWO);
    /* one, both, merge, fold in, wait, none: all that two drafts can come to */
    assert_int_equal(adoption_outcomes(&p.meeting, second(&p)),
                     1u << DRAFTS_ONE | 1u << DRAFTS_BOTH | 1u << DRAFTS_MERGE |
                         1u << DRAFTS_FOLD_IN | 1u << DRAFTS_WAIT | 1u << DRAFTS_NONE);
    play_release(&p);
    prepared(&p, TWO ",\"outcomes\":[\"one\",\"none\"]");
    assert_int_equal(adoption_outcomes(&p.meeting, second(&p)),
                     1u << DRAFTS_ONE | 1u << DRAFTS_NONE);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"outcomes\":[\"one\",\"none\"]"));
    play_release(&p);
    prepared(&p, ADOPT);
    assert_int_equal(adoption_outcomes(&p.meeting, second(&p)), 0);
    play_release(&p);
}

/* The public's bytes are the same whoever is willing, until the results are shown; names never. */
static void who_is_willing_is_the_staffs_until_shown(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":null"));
    assert_int_equal(participant(&p, 1, WILLING(REVIEW)), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":null"));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"willing\":{\"review\":1,\"edit\":0,\"implement\":0,"));
    assert_true(
        sees(&p, AUDIENCE_STAFF, "\"who\":\"Ada\",\"draft\":\"\",\"willing\":[\"review\"]"));
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":null"));
    assert_int_equal(chair(&p, "\"command\":\"show\"," OF2), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":{\"review\":1,\"edit\":0,\"implement\":0,"));
    assert_false(sees(&p, AUDIENCE_PUBLIC, "\"who\":\"Ada\""));
    assert_false(sees(&p, AUDIENCE_PUBLIC, "\"people\":["));
    play_release(&p);
}

static void chairs_are_reminded_to_judge_regardless_of_their_opinions(void **state)
{
    (void)state;
    static const char own[] = "regardless of their own opinions";
    struct play p;
    asked(&p, ADOPT);
    assert_true(sees(&p, AUDIENCE_STAFF, own));
    assert_false(sees(&p, AUDIENCE_PUBLIC, own));
    assert_true(sees(&p, AUDIENCE_STAFF, "enough interest that completion is likely?"));
    play_release(&p);
    asked(&p, WITHDRAW WHY);
    assert_true(sees(&p, AUDIENCE_STAFF, own));
    assert_true(sees(&p, AUDIENCE_STAFF, "concrete evidence that completion may now be feasible?"));
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"cause\":[\"interest\",\"effort\"]"));
    play_release(&p);
}

/* An offer of each outcome, in words; the chair picks or says their own. */
static void every_outcome_of_a_draft_is_proposed(void **state)
{
    (void)state;
    static const struct {
        const char *prepare;
        int32_t option;
        const char *words;
    } cases[] = {
        {ADOPT, 0, "to adopt draft-mona-framing-core-02"},
        {ADOPT, 1, "not to adopt draft-mona-framing-core-02"},
        {ADOPT ",\"care\":true", 0, "to take draft-mona-framing-core-02 into the group's care"},
        {WITHDRAW WHY, 0, "to withdraw draft-ietf-framing-old-07"},
        {WITHDRAW WHY, 1, "to keep draft-ietf-framing-old-07"},
        {TWO, 2, "for \"adopt both\""},
        {TWO, 7, "for \"none of them\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        struct proposal list[PROPOSALS_MAX];
        struct text words = {0};
        asked(&p, cases[i].prepare);
        assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
        const struct run *r = meeting_run(&p.meeting, 2, 1);
        uint32_t count = proposal_list(&p.meeting, r, list), at = 0;
        while (at < count &&
               (list[at].kind != STATEMENT_CONSENSUS || list[at].option != cases[i].option))
            at++;
        assert_true(at < count);
        proposal_sentence(&p.meeting, r, &list[at], &words);
        assert_non_null(strstr(words.bytes, cases[i].words));
        text_release(&words);
        play_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_criterion_has_the_newest_note_of_its_draft),
        cmocka_unit_test(twelve_criteria_of_an_adoption_and_the_judgement_of_a_withdrawal),
        cmocka_unit_test(a_name_by_convention_has_no_hint),
        cmocka_unit_test(who_is_willing_counts_once),
        cmocka_unit_test(willing_is_refused_without_a_name_or_a_list),
        cmocka_unit_test(the_staff_is_told_the_last_hundred_who_are_willing),
        cmocka_unit_test(who_is_willing_says_for_which_of_competing_drafts),
        cmocka_unit_test(outcomes_of_competing_drafts_are_those_that_are_options),
        cmocka_unit_test(who_is_willing_is_the_staffs_until_shown),
        cmocka_unit_test(chairs_are_reminded_to_judge_regardless_of_their_opinions),
        cmocka_unit_test(every_outcome_of_a_draft_is_proposed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
