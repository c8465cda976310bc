#include "tests/unit/play.h"

#include "core/mail.h"

#define OF1 "\"question\":1,\"run\":1"
#define POSITION(way, who, option)                                                                 \
    "\"command\":\"position\"," OF1 ",\"way\":\"" way "\"," who ",\"option\":" option
#define STATE(run)                                                                                 \
    "\"command\":\"state\",\"question\":1,\"run\":" run                                            \
    ",\"text\":\"We adopt it.\",\"reason\":\"Nobody named a flaw.\",\"statements\":[{\"kind\":"    \
    "\"consensus\",\"option\":0}]"

/* The mail as one line, however it is broken; the caller frees it. */
static char *in_a_line(char *body)
{
    char *to = body;
    for (const char *from = body; *from != '\0'; from++) {
        const char c = *from == '\n' ? ' ' : *from;
        if (c != ' ' || (to > body && to[-1] != ' '))
            *to++ = c;
    }
    *to = '\0';
    return body;
}

static char *mail_of(const struct play *p, uint32_t run, uint32_t issue)
{
    char *subject;
    char *body;
    const struct run *r = meeting_run(&p->meeting, 1, run);
    assert_int_equal(issue == 0 ? mail_confirmation(&p->meeting, r, p->now_us, &subject, &body)
                                : mail_issue(&p->meeting, r, issue, p->now_us, &subject, &body),
                     STATUS_OK);
    free(subject);
    return in_a_line(body);
}

static void has(const char *body, const char *what)
{
    if (strstr(body, what) == NULL)
        print_message("not in: %s\n", body);
    assert_non_null(strstr(body, what));
}

static void ask(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
}

static void close_and_state(struct play *p)
{
    assert_int_equal(chair(p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(chair(p, STATE("1")), STATUS_OK);
}

/* Each kind of evidence stands on its own line: nothing adds up to the 12 + 1 + 2 + 1. */
static void what_was_entered_for_people_stands_beside_the_rest_and_is_never_summed(void **state)
{
    (void)state;
    struct play p;
    ask(&p);
    assert_int_equal(chair(&p, "\"command\":\"attend\",\"name\":\"Max Ohm\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hands\"," OF1 ",\"option\":0,\"count\":12"),
                     STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", "\"of_person\":3", "0")), STATUS_OK);
    assert_int_equal(chair(&p, POSITION("microphone", "\"name\":\"Eve\"", "0")), STATUS_OK);
    assert_int_equal(chair(&p, POSITION("private", "\"name\":\"Shy\"", "0")), STATUS_OK);
    close_and_state(&p);
    char *body = mail_of(&p, 1, 0);
    has(body, " for hands: 1; chat: 0 hands in the room, as the chair counted them: 12 at the "
              "microphone: Max Ohm, Eve told to the chair privately: "
              "1 against ");
    assert_null(strstr(body, "Shy")); /* told to the chair, not to the list */
    assert_null(strstr(body, "16"));
    free(body);
    play_release(&p);
}

/* Who spoke and answered on the network, and is one person: by hand alone. Who is set aside: not.
 */
static void who_spoke_and_answered_is_in_the_mail_once(void **state)
{
    (void)state;
    struct play p;
    ask(&p);
    assert_int_equal(chair(&p, POSITION("microphone", "\"name\":\"Max Ohm\"", "0")),
                     STATUS_OK);                                                             /* 3 */
    assert_int_equal(chair(&p, POSITION("microphone", "\"name\":\"Eve\"", "0")), STATUS_OK); /* 4 */
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"merge\",\"of_person\":3,\"into\":1,\"reason\":\"w\""),
                     STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"set-aside\"," OF1 ",\"of_person\":4,\"reason\":\"w\""), STATUS_OK);
    close_and_state(&p);
    char *body = mail_of(&p, 1, 0);
    has(body, "hands: 1; chat: 0");
    assert_null(strstr(body, "at the microphone"));
    free(body);
    play_release(&p);
}

static void signs_that_point_different_ways_are_said_before_the_rest(void **state)
{
    (void)state;
    struct play p;
    ask(&p);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hear\"," OF1 ",\"option\":1,\"heard\":\"strong\""),
                     STATUS_OK);
    close_and_state(&p);
    char *body = mail_of(&p, 1, 0);
    const char *signs = strstr(body, "The signs point different ways: the chair heard more for "
                                     "\"against\"; more hands were raised for \"for\".");
    assert_non_null(signs);
    assert_true(signs < strstr(body, "What was heard and seen."));
    free(body);
    play_release(&p);
}

static void a_void_run_is_named_and_has_no_mail(void **state)
{
    (void)state;
    struct play p;
    char *subject;
    char *body;
    ask(&p);
    close_and_state(&p);
    assert_int_equal(
        chair(&p, "\"command\":\"void\"," OF1 ",\"reason\":\"the wrong draft was shown\""),
        STATUS_OK);
    assert_int_equal(
        mail_confirmation(&p.meeting, meeting_run(&p.meeting, 1, 1), p.now_us, &subject, &body),
        REFUSED_VOID);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":1,\"run\":2"), STATUS_OK);
    assert_int_equal(
        mail_confirmation(&p.meeting, meeting_run(&p.meeting, 1, 2), p.now_us, &subject, &body),
        REFUSED_NO_OUTCOME);
    assert_int_equal(chair(&p, STATE("2")), STATUS_OK);
    body = mail_of(&p, 2, 0);
    has(body, "Run 1 of this question was declared void by Carla Chair: the wrong draft was shown "
              "What was said in it does not count.");
    free(body);
    play_release(&p);
}

static void an_open_issue_has_a_mail_of_its_own_with_its_number_in_the_subject(void **state)
{
    (void)state;
#define ISSUE(text) "\"command\":\"issue\"," OF1 ",\"text\":\"" text "\""
    struct play p;
    char *subject;
    char *body;
    ask(&p);
    assert_int_equal(participant(&p, 1, ISSUE("it leaks")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ISSUE("it is slow")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":\"not-"
                               "accommodated\",\"reason\":\"no leak was shown\""),
                     STATUS_OK);
    close_and_state(&p);
    const struct run *r = meeting_run(&p.meeting, 1, 1);
    body = mail_of(&p, 1, 0);
    has(body, " Issue 1, raised by Ada: it leaks Addressed, not accommodated: no leak was shown "
              "Issue 2, raised by Bo: it is slow Open. Each issue that is open has a mail of its "
              "own; please answer to that. ");
    has(body, "When this was stated 1 issue was open.");
    free(body);
    assert_false(mail_issue_waits(&p.meeting, r, 1));
    assert_true(mail_issue_waits(&p.meeting, r, 2));
    assert_false(mail_issue_waits(&p.meeting, r, 3));
    assert_int_equal(mail_issue(&p.meeting, r, 1, p.now_us, &subject, &body), REFUSED_NO_ISSUE);
    assert_int_equal(mail_issue(&p.meeting, r, 2, p.now_us, &subject, &body), STATUS_OK);
    assert_string_equal(subject, "Issue 2: it is slow (question 1, run 1)");
    in_a_line(body);
    has(body, "Issue 2 is open, raised by Bo: it is slow ");
    has(body, "only if there is something new to say of it or your position has changed");
    has(body, "Please keep \"Issue 2\" in the subject.");
    free(subject);
    free(body);
    play_release(&p);
}

static void what_was_drawn_has_no_hums_and_hands(void **state)
{
    (void)state;
    struct play p;
    char *subject;
    char *body;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"draw\",\"text\":\"Which?\","
                               "\"method\":\"chair\",\"grounds\":\"minor\",\"options\":[\"A\","
                               "\"B\"]"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\",\"question\":2,\"run\":1"), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"state\",\"question\":2,\"run\":1,\"text\":\"A.\",\"reason\":\"It "
                  "does not matter.\",\"statements\":[{\"kind\":\"draw\",\"option\":0,\"text\":"
                  "\"the chair picks\"}]"),
        STATUS_OK);
    assert_int_equal(
        mail_confirmation(&p.meeting, meeting_run(&p.meeting, 2, 1), p.now_us, &subject, &body),
        STATUS_OK);
    in_a_line(body);
    has(body, "1. A 2. B It was left to the chair to pick one. What the chair made of it");
    assert_null(strstr(body, "hum"));
    free(subject);
    free(body);
    play_release(&p);
}

/* Question 2 of that kind, closed and stated. */
static char *mail_of_second(struct play *p, const char *prepare)
{
    ask(p);
    assert_int_equal(chair(p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(chair(p, prepare), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":2"), STATUS_OK);
    assert_int_equal(
        participant(p, 1, "\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":0"),
        STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"close\",\"question\":2,\"run\":1"), STATUS_OK);
    assert_int_equal(
        chair(p, "\"command\":\"state\",\"question\":2,\"run\":1,\"text\":\"A.\",\"reason\":\"w\","
                 "\"statements\":[{\"kind\":\"no-consensus\"}]"),
        STATUS_OK);
    char *subject, *body;
    assert_int_equal(
        mail_confirmation(&p->meeting, meeting_run(&p->meeting, 2, 1), p->now_us, &subject, &body),
        STATUS_OK);
    free(subject);
    return in_a_line(body);
}

/* A vote is one only where the group agreed to it; the rules it was told beforehand go along. */
static void a_vote_says_its_rules_and_counts_votes(void **state)
{
    (void)state;
    struct play p;
    char *body = mail_of_second(
        &p, "\"command\":\"prepare\",\"kind\":\"plurality\",\"text\":\"Which?\",\"options\":[\"A\","
            "\"B\"],\"votes\":1,\"chat_counted\":false,\"who_counts\":\"all\",\"agreement\":\"one "
            "will do.\"");
    has(body, "Votes for each person: 1. Chat was not counted. Who counted: all. The minutes note "
              "that one will do. ");
    has(body, " A votes: 1 B votes: 0 People present");
    assert_null(strstr(body, "hands"));
    assert_null(strstr(body, "no opinion"));
    free(body);
    play_release(&p);
}

static void that_one_side_alone_was_asked_is_said_to_the_list(void **state)
{
    (void)state;
    struct play p;
    char *body = mail_of_second(&p, "\"command\":\"prepare\",\"kind\":\"for-against\",\"text\":"
                                    "\"Who wants it?\",\"sides\":\"for-alone\"");
    has(body, "Who wants it? Only one side is asked: those for it. The options");
    has(body, " not added up. No hum was measured. for hands: 1; chat: 0 ");
    assert_null(strstr(body, "heard by the chair"));
    free(body);
    play_release(&p);
}

static void what_nobody_was_asked_says_what_it_rests_on(void **state)
{
    (void)state;
    struct play p;
    char *subject, *body;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(
        chair(&p, "\"command\":\"declare\",\"text\":\"The policy\",\"words\":\"None.\",\"reason\":"
                  "\"w\",\"basis\":\"silence\",\"since\":\"-02\",\"statements\":[{\"kind\":"
                  "\"consensus\"}]"),
        STATUS_OK);
    assert_int_equal(
        mail_confirmation(&p.meeting, meeting_run(&p.meeting, 2, 1), p.now_us, &subject, &body),
        STATUS_OK);
    in_a_line(body);
    has(body, "the outcome below was stated without asking. This mail asks the list to confirm it. "
              "What it is about (question 2, run 1): The policy No hum was taken and no hands were "
              "asked for. It rests on there being no additional discussion since -02. People "
              "present: 1. What the chair made of it");
    assert_null(strstr(body, "word for word"));
    free(subject);
    free(body);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_entered_for_people_stands_beside_the_rest_and_is_never_summed),
        cmocka_unit_test(who_spoke_and_answered_is_in_the_mail_once),
        cmocka_unit_test(signs_that_point_different_ways_are_said_before_the_rest),
        cmocka_unit_test(a_void_run_is_named_and_has_no_mail),
        cmocka_unit_test(an_open_issue_has_a_mail_of_its_own_with_its_number_in_the_subject),
        cmocka_unit_test(what_was_drawn_has_no_hums_and_hands),
        cmocka_unit_test(a_vote_says_its_rules_and_counts_votes),
        cmocka_unit_test(that_one_side_alone_was_asked_is_said_to_the_list),
        cmocka_unit_test(what_nobody_was_asked_says_what_it_rests_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
