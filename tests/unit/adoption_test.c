#include "tests/unit/play.h"

#include "core/adoption.h"
#include "core/kind.h"
#include "core/mail.h"
#include "core/proposal.h"
#include "core/view.h"

#define PREPARE "\"command\":\"prepare\",\"text\":\"What of it?\",\"kind\":"
#define ADOPT PREPARE "\"adopt\",\"draft\":\"draft-mona-framing-core-02\""
#define WITHDRAW PREPARE "\"withdraw\",\"draft\":\"draft-ietf-framing-old-07\""
#define WHY ",\"cause\":[\"effort\",\"interest\"],\"events\":\"no new version for two years\""
#define DRAFTS(list) PREPARE "\"adopt\",\"drafts\":[" list "]"
#define TWO DRAFTS("\"draft-a-x-00\",\"draft-b-x-00\"")
#define ADOPTED ",\"adopted\":\"draft-ietf-x-old-03\""
#define OF2 "\"question\":2,\"run\":1"
#define ASK2 "\"command\":\"ask\",\"question\":2"
#define STEP(step, state)                                                                          \
    "\"command\":\"step\",\"question\":2,\"step\":\"" step "\",\"step_state\":\"" state "\""
#define CRITERION(word, note)                                                                      \
    "\"command\":\"criterion\",\"question\":2,\"criterion\":\"" word "\",\"text\":\"" note "\""
#define WILLING(list) "\"command\":\"willing\"," OF2 ",\"willing\":[" list "]"
#define REVIEW "\"review\""
#define EDIT "\"edit\""

/* Question 2 of the kind, with two people. */
static void prepared(struct play *p, const char *prepare)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", true), STATUS_OK);
    assert_int_equal(chair(p, prepare), STATUS_OK);
}

static void asked(struct play *p, const char *prepare)
{
    prepared(p, prepare);
    assert_int_equal(chair(p, ASK2), STATUS_OK);
}

static const struct question *second(const struct play *p)
{
    return meeting_question(&p->meeting, 2);
}

static bool sees(const struct play *p, enum audience audience, const char *what)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(&p->meeting, audience, &bytes, &len), STATUS_OK);
    bool found = strstr(bytes, what) != NULL;
    free(bytes);
    return found;
}

static void a_question_names_its_draft_or_those_that_compete(void **state)
{
    (void)state;
    static const struct {
        const char *prepare;
        enum status expected;
    } cases[] = {
        {ADOPT, STATUS_OK},
        {ADOPT ",\"care\":true", STATUS_OK},
        {PREPARE "\"adopt\"", REFUSED_DRAFT},
        {ADOPT ADOPTED, REFUSED_DRAFT},
        {ADOPT ",\"options\":[\"a\",\"b\"]", REFUSED_BAD_VALUE},
        {TWO, STATUS_OK},
        {TWO ADOPTED, STATUS_OK},
        {TWO ",\"draft\":\"draft-c-x-00\"", REFUSED_DRAFT},
        {TWO ",\"care\":true", REFUSED_DRAFT},
        {DRAFTS("\"draft-a-x-00\""), REFUSED_DRAFT},
        {DRAFTS("\"draft-a-x-00\"") ADOPTED, STATUS_OK},
        {DRAFTS("\"a\",\"A\""), REFUSED_DRAFT},
        {DRAFTS("\"a\",\"b\"") ",\"adopted\":\"B\"", REFUSED_DRAFT},
        {DRAFTS("\"a\",\"\""), REFUSED_EMPTY_TEXT},
        {DRAFTS("\"a\",7"), REFUSED_BAD_VALUE},
        /* adopt each, fold into each: 2 x 6; all, merge, wait, none: 16 options and no more */
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\",\"f\""), STATUS_OK},
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\""), REFUSED_TOO_MANY},
        /* fold in, replace by, beside each: 3 x 5; merge, wait, none: 18 */
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\"") ADOPTED, REFUSED_TOO_MANY},
        {DRAFTS("\"a\",\"b\",\"c\",\"d\",\"e\"") ADOPTED ",\"outcomes\":[\"replace\",\"none\"]",
         STATUS_OK},
        {TWO ",\"outcomes\":[\"replace\"]", REFUSED_KIND},
        {TWO ADOPTED ",\"outcomes\":[\"one\"]", REFUSED_KIND},
        {TWO ",\"outcomes\":[\"all\"]", REFUSED_BAD_VALUE},
        {WITHDRAW WHY, STATUS_OK},
        {WITHDRAW WHY ",\"tried\":[\"reviews-asked\"]", STATUS_OK},
        {WITHDRAW ",\"events\":\"e\"", REFUSED_CAUSE},
        {WITHDRAW ",\"cause\":[\"effort\"]", REFUSED_CAUSE},
        {WITHDRAW WHY ",\"drafts\":[\"a\",\"b\"]", REFUSED_DRAFT},
        {PREPARE "\"withdraw\"" WHY, REFUSED_DRAFT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        play_open(&p);
        enum status got = chair(&p, cases[i].prepare);
        if (got != cases[i].expected)
            print_message("%s: %s\n", cases[i].prepare, status_word(got));
        assert_int_equal(got, cases[i].expected);
        play_release(&p);
    }
}

static void competing_drafts_have_every_outcome_as_an_option(void **state)
{
    (void)state;
    static const struct {
        const char *prepare, *options;
    } cases[] = {
        {ADOPT, "adopt|do not adopt|"},
        {ADOPT ",\"care\":true", "take it into the group's care|leave it to its authors|"},
        {WITHDRAW WHY, "withdraw|keep|"},
        {TWO, "adopt draft-a-x-00|adopt draft-b-x-00|adopt both|merge them into one draft|"
              "adopt draft-a-x-00 and fold in ideas of the other|"
              "adopt draft-b-x-00 and fold in ideas of the other|wait|none of them|"},
        {DRAFTS("\"a\",\"b\",\"c\"") ",\"outcomes\":[\"both\",\"fold-in\"]",
         "adopt all of them|adopt a and fold in ideas of the others|"
         "adopt b and fold in ideas of the others|adopt c and fold in ideas of the others|"},
        {DRAFTS("\"a\"") ADOPTED,
         "merge them into one draft|keep draft-ietf-x-old-03 and fold in ideas of a|"
         "replace draft-ietf-x-old-03 by a|"
         "adopt a as a second draft, competing with draft-ietf-x-old-03|wait|none of them|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        char names[1000] = "";
        prepared(&p, cases[i].prepare);
        for (uint32_t k = 0; k < second(&p)->option_count; k++) {
            strncat(names,
                    meeting_text(&p.meeting, meeting_option(&p.meeting, second(&p), k)->name),
                    sizeof names - strlen(names) - 1);
            strncat(names, "|", sizeof names - strlen(names) - 1);
        }
        assert_string_equal(names, cases[i].options);
        play_release(&p);
    }
}

static uint32_t issues_of(const char *prepare, const char *answer)
{
    struct play p;
    asked(&p, prepare);
    assert_int_equal(participant(&p, 1, answer), STATUS_OK);
    uint32_t issues = p.meeting.issues.count;
    play_release(&p);
    return issues;
}

#define SAYS(option) "\"command\":\"answer\"," OF2 ",\"option\":" option ",\"text\":\"because\""

#define AT_MICROPHONE(name, option)                                                                \
    "\"command\":\"position\"," OF2 ",\"way\":\"microphone\",\"name\":\"" name                     \
    "\",\"option\":" option ",\"text\":\"because\""

static void a_concern_at_adoption_is_an_issue_and_support_is_none(void **state)
{
    (void)state;
    assert_int_equal(issues_of(ADOPT, SAYS("0")), 0);
    assert_int_equal(issues_of(ADOPT, SAYS("1")), 1);
    assert_int_equal(issues_of(WITHDRAW WHY, SAYS("0")), 0);
    assert_int_equal(issues_of(WITHDRAW WHY, SAYS("1")), 1);
    assert_int_equal(issues_of(TWO, SAYS("1")), 0); /* adopt b */
    assert_int_equal(issues_of(TWO, SAYS("7")), 1); /* none of them */
    assert_int_equal(issues_of(ADOPT, "\"command\":\"say\",\"text\":\"-1 no milestone\""), 1);
    assert_int_equal(issues_of(ADOPT, "\"command\":\"say\",\"text\":\"+1 it is useful\""), 0);
    assert_int_equal(issues_of(ADOPT, "\"command\":\"issue\"," OF2 ",\"text\":\"no IANA part\""),
                     1);
}

static void a_concern_at_the_microphone_is_an_issue_too(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, AT_MICROPHONE("Max", "0")), STATUS_OK);
    assert_int_equal(p.meeting.issues.count, 0);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, AT_MICROPHONE("Moe", "1")), STATUS_OK);
    assert_int_equal(p.meeting.issues.count, 1);
    play_release(&p);
}

static void supporters_and_detractors_are_asked_why(void **state)
{
    (void)state;
    static const char *const all[] = {ADOPT, WITHDRAW WHY, TWO};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct play p;
        prepared(&p, all[i]);
        for (uint32_t k = 0; k < second(&p)->option_count; k++)
            assert_int_equal(kind_wants(&p.meeting, second(&p), (int32_t)k), WANTS_REASON_OFFERED);
        play_release(&p);
    }
}

static void a_position_in_chat_names_one_of_competing_drafts(void **state)
{
    (void)state;
    struct play p;
    asked(&p, TWO);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1\""), STATUS_OK);
    assert_int_equal(p.meeting.answers.count, 0); /* for what? */
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"adopt both\""), STATUS_OK);
    assert_int_equal(p.meeting.answers.items[0].option, 2);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"8\""), STATUS_OK);
    assert_int_equal(p.meeting.answers.items[1].option, 7); /* the eighth: none */
    play_release(&p);
}

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

static void a_step_says_what_it_must(void **state)
{
    (void)state;
    static const struct {
        const char *step;
        enum status expected;
    } cases[] = {
        {STEP("ipr", "open"), REFUSED_ALREADY},
        {STEP("ipr", "done"), STATUS_OK},
        {STEP("ipr", "done") ",\"date\":\"2026-11-20\",\"text\":\"none is known\"", STATUS_OK},
        {STEP("ipr", "done") ",\"date\":\"yesterday\"", REFUSED_DATE},
        {STEP("ipr", "open"), STATUS_OK},
        {STEP("ipr", "not-needed"), REFUSED_WAIVER},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"charter\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"split\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"merge\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"chairs\"", STATUS_OK},
        {STEP("ipr", "not-needed") ",\"waived_by\":\"time\"", REFUSED_BAD_VALUE},
        {STEP("ipr", "not-needed") ",\"text\":\"asked last year\"", STATUS_OK},
        {STEP("call", "done"), REFUSED_TWO_WEEKS},
        {STEP("call", "done") ",\"date\":\"2026-11-01\",\"until\":\"2026-11-14\"",
         REFUSED_TWO_WEEKS},
        {STEP("call", "done") ",\"date\":\"2026-11-01\",\"until\":\"2026-11-15\"", STATUS_OK},
        {STEP("editors", "done") ",\"text\":\"Mona\"", REFUSED_EDITORS},
        {STEP("editors", "done") ",\"editors\":\"new\"", REFUSED_EDITORS},
        {STEP("editors", "done") ",\"editors\":\"new\",\"text\":\"Mona\"", STATUS_OK},
        {STEP("editors", "done") ",\"editors\":\"same\"", STATUS_OK},
        {STEP("name", "done"), REFUSED_DRAFT},
        {STEP("replaced-by", "done"), REFUSED_DRAFT},
        {STEP("area-director", "done"), REFUSED_KIND}, /* of a draft under the group's care */
        {STEP("returned", "done"), REFUSED_KIND},      /* of a withdrawal */
        {STEP("hum", "done"), REFUSED_BAD_VALUE},
        {STEP("ipr", "begun"), REFUSED_BAD_VALUE},
    };
    struct play p;
    prepared(&p, ADOPT);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status got = chair(&p, cases[i].step);
        if (got != cases[i].expected)
            print_message("%s: %s\n", cases[i].step, status_word(got));
        assert_int_equal(got, cases[i].expected);
    }
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_IPR).state, DRAFT_STEP_NOT_NEEDED);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_EDITORS).editors, EDITORS_SAME);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_RESULT).state, DRAFT_STEP_OPEN);
    play_release(&p);
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
static void a_call_sent_from_here_is_that_step(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF2 ",\"text\":\"so\",\"reason\":\"w\","
                               "\"statements\":[{\"kind\":\"consensus\",\"option\":0}]"),
                     STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL).state, DRAFT_STEP_OPEN);
    assert_int_equal(chair(&p, "\"command\":\"sent\"," OF2 ",\"message_id\":\"<a@b>\","
                               "\"date\":\"2026-11-23\""),
                     STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL).state, DRAFT_STEP_DONE);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"date\":\"2026-11-23\",\"until\":\"2026-12-07\""));
    assert_int_equal(chair(&p, "\"command\":\"deadline\"," OF2 ",\"date\":\"2026-12-06\""),
                     REFUSED_TWO_WEEKS);
    assert_int_equal(chair(&p, "\"command\":\"deadline\"," OF2 ",\"date\":\"2026-12-07\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"void\"," OF2 ",\"reason\":\"w\""), STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL).state, DRAFT_STEP_OPEN);
    assert_int_equal(chair(&p, STEP("call", "not-needed") ",\"waived_by\":\"charter\""), STATUS_OK);
    assert_int_equal(adoption_step(&p.meeting, 2, DRAFT_STEP_CALL).state, DRAFT_STEP_NOT_NEEDED);
    play_release(&p);
}

static uint32_t willing_to(const struct play *p, enum willing what)
{
    return adoption_willing(&p->meeting, meeting_run(&p->meeting, 2, 1), what);
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

/* The public's bytes are the same whoever is willing, until the results are shown; names never. */
static void who_is_willing_is_the_staffs_until_shown(void **state)
{
    (void)state;
    struct play p;
    asked(&p, ADOPT);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":null"));
    assert_int_equal(participant(&p, 1, WILLING(REVIEW)), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":null"));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"willing\":{\"review\":1,\"edit\":0,\"implement\":0}"));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"who\":\"Ada\",\"willing\":[\"review\"]"));
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":null"));
    assert_int_equal(chair(&p, "\"command\":\"show\"," OF2), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"willing\":{\"review\":1,\"edit\":0,\"implement\":0}"));
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

/* The mail of an outcome of question 2, with its blanks as the lines break: one text of it. */
static void is_mailed(struct play *p, const char *subject, const char *const *says, size_t count)
{
    char *head, *body;
    assert_int_equal(chair(p, "\"command\":\"close\"," OF2), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"state\"," OF2 ",\"text\":\"so\",\"reason\":\"w\","
                              "\"statements\":[{\"kind\":\"consensus\",\"option\":0}]"),
                     STATUS_OK);
    /* 2026-12-09T23:59:59Z, the end of the fourteenth day behind 2026-11-25 */
    const int64_t deadline_us = PLAY_START + (INT64_C(17) * 86400 + 14 * 3600 - 1) * 1000000;
    assert_int_equal(
        mail_confirmation(&p->meeting, meeting_run(&p->meeting, 2, 1), deadline_us, &head, &body),
        STATUS_OK);
    assert_string_equal(head, subject);
    for (char *at = body; (at = strchr(at, '\n')) != NULL;)
        *at = ' ';
    for (size_t i = 0; i < count; i++) {
        if (strstr(body, says[i]) == NULL)
            print_message("%s\nis not in:\n%s\n", says[i], body);
        assert_non_null(strstr(body, says[i]));
    }
    free(head);
    free(body);
    play_release(p);
}

static void the_mail_of_an_adoption_is_a_call_of_two_weeks(void **state)
{
    (void)state;
    static const char *const says[] = {
        "This is the call for adoption of draft-mona-framing-core-02. It runs for two weeks at "
        "least, until 2026-12-09.",
        "Adoption passes change control from the authors to the group.",
        "    in scope, or an easy change of the charter: yes ",
        "    Willing to review: 1; to edit: 0; to implement: 0. ",
        "if you are willing to review, edit or implement it"};
    struct play p;
    asked(&p, ADOPT);
    assert_int_equal(chair(&p, CRITERION("scope", "yes")), STATUS_OK);
    assert_int_equal(participant(&p, 1, WILLING(REVIEW)), STATUS_OK);
    is_mailed(&p, "Call for adoption: What of it? (question 2, run 1)", says,
              sizeof says / sizeof *says);
}

static void the_mail_of_a_withdrawal_explains_the_events(void **state)
{
    (void)state;
    static const char *const says[] = {
        "This is the call for withdrawal of draft-ietf-framing-old-07. It runs for two weeks at "
        "least, until 2026-12-09.",
        "A draft that is withdrawn returns to its authors.",
        "The cause: lack of interest, lack of effort. Tried before: editors were added. What "
        "happened: no new version for two years",
        "if there is any concrete evidence that completion may now be feasible"};
    struct play p;
    asked(&p, WITHDRAW WHY ",\"tried\":[\"editors-added\"]");
    is_mailed(&p, "Call for withdrawal: What of it? (question 2, run 1)", says,
              sizeof says / sizeof *says);
}

static void the_mail_names_the_drafts_that_compete(void **state)
{
    (void)state;
    static const char *const says[] = {
        "drafts that compete, draft-a-x-00 and draft-b-x-00, beside draft-ietf-x-old-03, which "
        "the group has adopted already."};
    struct play p;
    asked(&p, TWO ADOPTED);
    is_mailed(&p, "Call for adoption: What of it? (question 2, run 1)", says, 1);
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
        cmocka_unit_test(a_question_names_its_draft_or_those_that_compete),
        cmocka_unit_test(competing_drafts_have_every_outcome_as_an_option),
        cmocka_unit_test(a_concern_at_adoption_is_an_issue_and_support_is_none),
        cmocka_unit_test(a_concern_at_the_microphone_is_an_issue_too),
        cmocka_unit_test(supporters_and_detractors_are_asked_why),
        cmocka_unit_test(a_position_in_chat_names_one_of_competing_drafts),
        cmocka_unit_test(a_criterion_has_the_newest_note_of_its_draft),
        cmocka_unit_test(twelve_criteria_of_an_adoption_and_the_judgement_of_a_withdrawal),
        cmocka_unit_test(a_step_says_what_it_must),
        cmocka_unit_test(a_name_by_convention_has_no_hint),
        cmocka_unit_test(a_call_sent_from_here_is_that_step),
        cmocka_unit_test(who_is_willing_counts_once),
        cmocka_unit_test(willing_is_refused_without_a_name_or_a_list),
        cmocka_unit_test(the_staff_is_told_the_last_hundred_who_are_willing),
        cmocka_unit_test(who_is_willing_is_the_staffs_until_shown),
        cmocka_unit_test(the_mail_of_an_adoption_is_a_call_of_two_weeks),
        cmocka_unit_test(the_mail_of_a_withdrawal_explains_the_events),
        cmocka_unit_test(the_mail_names_the_drafts_that_compete),
        cmocka_unit_test(every_outcome_of_a_draft_is_proposed),
        cmocka_unit_test(chairs_are_reminded_to_judge_regardless_of_their_opinions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
