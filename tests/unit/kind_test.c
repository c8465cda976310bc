#include "tests/unit/play.h"

#include "core/kind.h"
#include "core/offer.h"

#define PREPARE(kind) "\"command\":\"prepare\",\"kind\":\"" kind "\",\"text\":\"Shall we?\""
#define ASK2 "\"command\":\"ask\",\"question\":2"
#define OF2 "\"question\":2,\"run\":1"
#define ANSWER2(option) "\"command\":\"answer\"," OF2 ",\"option\":" option
#define CLOSE2 "\"command\":\"close\"," OF2
#define STATE2(statement)                                                                          \
    "\"command\":\"state\"," OF2 ",\"text\":\"so\",\"reason\":\"why\",\"statements\":[" statement  \
    "]"
#define RULES                                                                                      \
    ",\"options\":[\"A\",\"B\"],\"who_counts\":\"all present\",\"agreement\":\"all agreed\""

static uint32_t offers(const struct play *p)
{
    return offer_of(&p->meeting, meeting_run(&p->meeting, 2, 1));
}

/* Opens question 2 of the kind with two people. */
static void open_second(struct play *p, const char *prepare)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(p, prepare), STATUS_OK);
    assert_int_equal(chair(p, ASK2), STATUS_OK);
}

/* Every kind: its options, and where +1 and -1 of the chat go. */
static void each_kind_brings_its_options(void **state)
{
    (void)state;
    static const struct {
        const char *prepare, *options;
        int32_t plus, minus;
    } cases[] = {
        {PREPARE("for-against"), "for,against,", 0, 1},
        {PREPARE("for-against") ",\"sides\":\"turned\"", "against,for,", 1, 0},
        {PREPARE("for-against") ",\"sides\":\"both-ways\"", "for,against,", 0, 1},
        {PREPARE("for-against") ",\"sides\":\"for-alone\"", "for,", 0, -1},
        {PREPARE("for-against") ",\"sides\":\"against-alone\"", "against,", -1, 0},
        {PREPARE("objections"), "approval,objection,", 0, 1},
        {PREPARE("live-with"), "cannot live with it,", -1, 0},
        {PREPARE("read") ",\"draft\":\"x\"", "have read it,have not read it,", 0, 1},
        {PREPARE("ready"), "ready,not ready,", 0, 1},
        {PREPARE("plurality") RULES ",\"votes\":1,\"chat_counted\":true", "A,B,", -1, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        char names[200] = "";
        play_open(&p);
        assert_int_equal(chair(&p, cases[i].prepare), STATUS_OK);
        const struct question *q = meeting_question(&p.meeting, 2);
        for (uint32_t k = 0; k < q->option_count; k++) {
            size_t len = strlen(names);
            snprintf(names + len, sizeof names - len, "%s,",
                     meeting_text(&p.meeting, meeting_option(&p.meeting, q, k)->name));
        }
        assert_string_equal(names, cases[i].options);
        assert_int_equal(kind_sign(q, true), cases[i].plus);
        assert_int_equal(kind_sign(q, false), cases[i].minus);
        play_release(&p);
    }
}

static void what_does_not_fit_a_kind_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *prepare;
        enum status expected;
    } cases[] = {
        {PREPARE("objections") ",\"options\":[\"A\",\"B\"]", REFUSED_BAD_VALUE},
        {PREPARE("objections") ",\"sides\":\"turned\"", REFUSED_KIND},
        {PREPARE("for-against") ",\"several\":true", REFUSED_KIND},
        {PREPARE("for-against") ",\"votes\":1", REFUSED_KIND},
        {PREPARE("declare"), REFUSED_KIND},
        {PREPARE("read"), REFUSED_EMPTY_TEXT},
        {PREPARE("plurality") RULES ",\"votes\":1", REFUSED_RULES},
        {PREPARE("plurality") RULES ",\"votes\":3,\"chat_counted\":true", REFUSED_RULES},
        {PREPARE("plurality") ",\"options\":[\"A\",\"B\"],\"votes\":1,\"chat_counted\":true",
         REFUSED_RULES},
        {PREPARE("plurality") RULES ",\"votes\":2,\"chat_counted\":false", STATUS_OK},
    };
    struct play p;
    play_open(&p);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(chair(&p, cases[i].prepare), cases[i].expected);
    play_release(&p);
}

static void who_cannot_live_with_it_says_why(void **state)
{
    (void)state;
    struct play p;
    open_second(&p, PREPARE("live-with"));
    assert_int_equal(offers(&p), 0);
    assert_int_equal(participant(&p, 1, ANSWER2("0")), REFUSED_REASON);
    assert_int_equal(participant(&p, 1, ANSWER2("\"no-opinion\"")), REFUSED_KIND);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"-1\""), STATUS_OK);
    assert_int_equal(meeting_run(&p.meeting, 2, 1)->answered, 0); /* a line, no position */
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"-1 too slow\""), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER2("0") ",\"text\":\"it leaks\""), STATUS_OK);
    assert_int_equal(meeting_run(&p.meeting, 2, 1)->answered, 2);
    assert_int_equal(offers(&p), 1u << OFFER_HEAR_OBJECTORS);
    play_release(&p);
}

static void who_is_not_ready_makes_the_page_offer_to_defer(void **state)
{
    (void)state;
    struct play p;
    open_second(&p, PREPARE("ready"));
    assert_int_equal(offers(&p), 1u << OFFER_NOT_ENOUGH_INTEREST);
    assert_int_equal(participant(&p, 1, ANSWER2("0")), STATUS_OK);
    assert_int_equal(offers(&p), 0);
    assert_int_equal(participant(&p, 2, ANSWER2("1")), STATUS_OK);
    assert_int_equal(offers(&p), 1u << OFFER_DEFER);
    play_release(&p);
}

static void two_weak_hums_offer_other_ways(void **state)
{
    (void)state;
    const uint32_t ways =
        1u << OFFER_RESTATE | 1u << OFFER_OTHER_SOLUTIONS | 1u << OFFER_DEFER | 1u << OFFER_DROP;
    struct play p;
    open_second(&p, PREPARE("options") ",\"options\":[\"A\",\"B\"]");
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":0"), STATUS_OK);
    assert_int_equal(measures(&p, 1, 300), STATUS_OK);
    assert_int_equal(offers(&p), 0);
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":1"), STATUS_OK);
    assert_int_equal(measures(&p, 2, 550), STATUS_OK);
    assert_int_equal(offers(&p), ways); /* both below 6 dB are weak, however far apart */
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":1"), STATUS_OK);
    assert_int_equal(measures(&p, 3, 1900), STATUS_OK);
    assert_int_equal(offers(&p), 0); /* 16 dB apart, each 1 dB sure */
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":0"), STATUS_OK);
    assert_int_equal(measures(&p, 4, 1890), STATUS_OK);
    assert_int_equal(offers(&p), ways); /* strong both, not to be told apart */
    play_release(&p);
}

static void two_hums_weak_to_the_ear_offer_other_ways(void **state)
{
    (void)state;
    const uint32_t ways =
        1u << OFFER_RESTATE | 1u << OFFER_OTHER_SOLUTIONS | 1u << OFFER_DEFER | 1u << OFFER_DROP;
    struct play p;
    open_second(&p, PREPARE("options") ",\"options\":[\"A\",\"B\"]");
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF2 ",\"option\":0,\"heard\":\"weak\""),
                     STATUS_OK);
    assert_int_equal(offers(&p), 0); /* one alone */
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF2 ",\"option\":1,\"heard\":\"muttering\""),
                     STATUS_OK);
    assert_int_equal(offers(&p), ways);
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":0"), STATUS_OK);
    assert_int_equal(measures(&p, 1, 300), STATUS_OK);
    assert_int_equal(offers(&p), ways); /* weak to both */
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF2 ",\"option\":0,\"heard\":\"strong\""),
                     STATUS_OK);
    assert_int_equal(offers(&p), 0); /* the ear counts most */
    play_release(&p);
}

/* Hums as some records hold them: the strength that the interval reaches to is not said. */
static void hums_that_are_not_weak_offer_no_other_ways(void **state)
{
    (void)state;
    struct play p;
    open_second(&p, PREPARE("options") ",\"options\":[\"A\",\"B\"]");
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":0"), STATUS_OK);
    assert_int_equal(meter(&p, &(struct hum){.window = 1,
                                             .hum_mb = -3000,
                                             .hum_low_mb = -3050,
                                             .hum_high_mb = -2950,
                                             .noise_mb = -5000,
                                             .excess_mb = 2000,
                                             .strength = STRENGTH_STRONG}),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":1"), STATUS_OK);
    assert_int_equal(is_silent(&p, 2), STATUS_OK);
    assert_int_equal(offers(&p), 0);
    play_release(&p);
}

static void votes_are_as_many_as_was_said(void **state)
{
    (void)state;
    struct play p;
    open_second(&p, PREPARE("plurality") RULES ",\"votes\":2,\"chat_counted\":false");
    const struct run *r = meeting_run(&p.meeting, 2, 1);
    const struct question *q = meeting_question(&p.meeting, 2);
    assert_int_equal(chair(&p, "\"command\":\"hum\"," OF2 ",\"option\":0"), REFUSED_KIND);
    assert_int_equal(participant(&p, 1, ANSWER2("0") ",\"also\":[0]"), REFUSED_BAD_VALUE);
    assert_int_equal(participant(&p, 1, ANSWER2("0") ",\"also\":[2]"), REFUSED_NO_OPTION);
    assert_int_equal(participant(&p, 1, ANSWER2("0") ",\"also\":[1]"), STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"say\",\"text\":\"A\""), STATUS_OK);
    assert_int_equal(r->answered, 1); /* chat is not counted */
    assert_int_equal(chair(&p, CLOSE2), STATUS_OK);
    /* one vote each: a tie, of which nothing is chosen */
    assert_false(kind_has_most(q, r, 0));
    assert_int_equal(chair(&p, STATE2("{\"kind\":\"plurality\",\"option\":0}")), REFUSED_TIE);
    assert_int_equal(chair(&p, STATE2("{\"kind\":\"draw\"}")), REFUSED_METHOD);
    assert_int_equal(chair(&p, STATE2("{\"kind\":\"draw\",\"text\":\"a coin\"}")), STATUS_OK);
    play_release(&p);
}

static void a_changed_vote_leaves_both_counts(void **state)
{
    (void)state;
    struct play p;
    open_second(&p, PREPARE("plurality") RULES ",\"votes\":2,\"chat_counted\":true");
    const struct run *r = meeting_run(&p.meeting, 2, 1);
    assert_int_equal(participant(&p, 1, ANSWER2("0") ",\"also\":[1]"), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER2("1")), STATUS_OK);
    assert_int_equal(participant(&p, 2, "\"command\":\"say\",\"text\":\"b\""), STATUS_OK);
    assert_int_equal(kind_votes(r, 0), 0);
    assert_int_equal(kind_votes(r, 1), 2);
    assert_int_equal(r->answered, 2);
    assert_int_equal(chair(&p, CLOSE2), STATUS_OK);
    assert_int_equal(chair(&p, STATE2("{\"kind\":\"plurality\",\"option\":1}")), STATUS_OK);
    /* a vote cannot be read into a question that was no vote */
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"state\",\"question\":1,\"run\":1,\"text\":\"so\","
                               "\"reason\":\"w\",\"statements\":[{\"kind\":\"plurality\"}]"),
                     REFUSED_KIND);
    play_release(&p);
}

static void those_who_have_read_it_are_shown_apart(void **state)
{
    (void)state;
    struct play p;
    uint32_t readers[OPTIONS_MAX];
    open_second(&p, PREPARE("read") ",\"draft\":\"draft-field-framing-03\"");
    assert_int_equal(participant(&p, 1, ANSWER2("0")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER2("1")), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE2), STATUS_OK);
    assert_false(kind_readers(&p.meeting, meeting_run(&p.meeting, 2, 1), readers));
    assert_int_equal(
        chair(&p, PREPARE("for-against") ",\"relation\":\"follows\",\"of_question\":2"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":3"), STATUS_OK);
    for (uint32_t person = 1; person <= 2; person++)
        assert_int_equal(
            participant(&p, person, "\"command\":\"answer\",\"question\":3,\"run\":1,\"option\":0"),
            STATUS_OK);
    assert_true(kind_readers(&p.meeting, meeting_run(&p.meeting, 3, 1), readers));
    assert_int_equal(readers[0], 1);
    assert_int_equal(readers[1], 0);
    play_release(&p);
}

static void an_outcome_can_be_declared_on_a_named_basis(void **state)
{
    (void)state;
#define DECLARE                                                                                    \
    "\"command\":\"declare\",\"text\":\"The name\",\"words\":\"It stays.\",\"reason\":\"nobody "   \
    "spoke\",\"statements\":[{\"kind\":\"consensus\",\"text\":\"the name\"}]"
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, DECLARE), REFUSED_BASIS);
    assert_int_equal(chair(&p, DECLARE ",\"basis\":\"silence\""), REFUSED_BASIS);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, DECLARE ",\"basis\":\"discussion\""), REFUSED_ANOTHER_OPEN);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":1"), STATUS_OK);
    assert_int_equal(chair(&p, DECLARE ",\"basis\":\"silence\",\"since\":\"draft -02\""),
                     STATUS_OK);
    const struct run *r = meeting_run(&p.meeting, 2, 1);
    assert_int_equal(r->state, RUN_CLOSED);
    assert_int_equal(r->confirmation, CONFIRMATION_TO_CONFIRM);
    assert_int_equal(p.meeting.open_run, 0);
    assert_int_equal(chair(&p, ASK2), REFUSED_KIND);
    play_release(&p);
}

static void the_form_of_a_drafts_name_is_looked_at(void **state)
{
    (void)state;
    static const char *const usual[] = {"draft-ietf-group-topic-03", "draft-field-framing-00"};
    static const char *const unusual[] = {"rfc7282",        "draft-Field-framing-00",
                                          "draft-a--b-00",  "draft-field-x",
                                          "draft-field-00", "draft-",
                                          "draft-ietf-x-3", "d"};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        assert_string_equal(kind_draft_hint(usual[i]), "");
    for (size_t i = 0; i < sizeof unusual / sizeof *unusual; i++)
        assert_string_not_equal(kind_draft_hint(unusual[i]), "");
}

/* One line "why?" is offered after an answer against or between options, is needed where only those
 * against are asked, and is not asked for after "+1". */
static void why_is_offered_after_an_answer_against_or_between_options(void **state)
{
    (void)state;
    static const struct {
        const char *prepare;
        enum wants wants[4];
    } cases[] = {
        {"\"for-against\"", {WANTS_NOTHING, WANTS_REASON_OFFERED}},
        {"\"for-against\",\"sides\":\"turned\"", {WANTS_REASON_OFFERED, WANTS_NOTHING}},
        {"\"for-against\",\"sides\":\"against-alone\"", {WANTS_REASON_OFFERED}},
        {"\"for-against\",\"sides\":\"for-alone\"", {WANTS_NOTHING}},
        {"\"options\",\"options\":[\"A\",\"B\"]",
         {WANTS_REASON_OFFERED, WANTS_REASON_OFFERED, WANTS_NOTHING, WANTS_REASON_OFFERED}},
        {"\"objections\"", {WANTS_NOTHING, WANTS_REASON_OFFERED}},
        {"\"live-with\"", {WANTS_REASON}},
        {"\"ready\"", {WANTS_NOTHING, WANTS_REASON_OFFERED}},
        {"\"read\",\"draft\":\"draft-a-b-00\"", {WANTS_NOTHING, WANTS_NOTHING}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p;
        char members[300];
        play_open(&p);
        snprintf(members, sizeof members, "\"command\":\"prepare\",\"text\":\"Q\",\"kind\":%s",
                 cases[i].prepare);
        assert_int_equal(chair(&p, members), STATUS_OK);
        const struct question *q = meeting_question(&p.meeting, 2);
        for (uint32_t k = 0; k < q->option_count; k++)
            assert_int_equal(kind_wants(&p.meeting, q, (int32_t)k), cases[i].wants[k]);
        assert_int_equal(kind_wants(&p.meeting, q, ANSWER_NO_OPINION), WANTS_NOTHING);
        play_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_brings_its_options),
        cmocka_unit_test(what_does_not_fit_a_kind_is_refused),
        cmocka_unit_test(who_cannot_live_with_it_says_why),
        cmocka_unit_test(who_is_not_ready_makes_the_page_offer_to_defer),
        cmocka_unit_test(why_is_offered_after_an_answer_against_or_between_options),
        cmocka_unit_test(two_weak_hums_offer_other_ways),
        cmocka_unit_test(two_hums_weak_to_the_ear_offer_other_ways),
        cmocka_unit_test(hums_that_are_not_weak_offer_no_other_ways),
        cmocka_unit_test(votes_are_as_many_as_was_said),
        cmocka_unit_test(a_changed_vote_leaves_both_counts),
        cmocka_unit_test(those_who_have_read_it_are_shown_apart),
        cmocka_unit_test(an_outcome_can_be_declared_on_a_named_basis),
        cmocka_unit_test(the_form_of_a_drafts_name_is_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
