#include "tests/unit/adoption_play.h"

#include "core/mail.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mail_of_an_adoption_is_a_call_of_two_weeks),
        cmocka_unit_test(the_mail_of_a_withdrawal_explains_the_events),
        cmocka_unit_test(the_mail_names_the_drafts_that_compete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
