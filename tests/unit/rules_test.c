#include "tests/unit/play.h"

/* Every cell of roles x commands x states, against a table of its own. */

enum situation { NEVER_ASKED, IS_OPEN, IS_CLOSED, IS_STATED, IS_VOID, HAS_ENDED, SITUATION_COUNT };

#define Q "\"question\":1,\"run\":1"
#define ST ",\"text\":\"so\",\"reason\":\"w\",\"statements\":[{\"kind\":\"no-consensus\"}]"
#define OK STATUS_OK
#define REFUSED_NO REFUSED_NO_QUESTION

/* members, roles as letters (P participant, S scribe, C chair), and what comes of it for these in
 * each situation; every other role is refused everywhere. In "has ended" the run is stated. */
static const struct {
    const char *word, *members, *roles;
    enum status expected[SITUATION_COUNT];
} cells[] = {
    {"join", ",\"name\":\"Al\",\"note_well\":true", "P", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"leave", "", "P", {OK, OK, OK, OK, OK, OK}},
    {"rename", ",\"name\":\"Ada L\"", "P", {OK, OK, OK, OK, OK, OK}},
    {"merge",
     ",\"of_person\":2,\"into\":1,\"reason\":\"w\"",
     "C",
     {REFUSED_NO_PERSON, REFUSED_NO_PERSON, REFUSED_NO_PERSON, REFUSED_NO_PERSON, REFUSED_NO_PERSON,
      REFUSED_NO_PERSON}},
    {"split",
     ",\"of_person\":1,\"reason\":\"w\"",
     "C",
     {REFUSED_ALREADY, REFUSED_ALREADY, REFUSED_ALREADY, REFUSED_ALREADY, REFUSED_ALREADY,
      REFUSED_ALREADY}},
    {"irregularity", ",\"text\":\"w\"", "C", {OK, OK, OK, OK, OK, OK}},
    /* line 1 is no answer */
    {"set-aside",
     "," Q ",\"of_person\":1,\"reason\":\"w\"",
     "C",
     {REFUSED_NO, REFUSED_NO_ANSWER, REFUSED_NO_ANSWER, REFUSED_NO_ANSWER, REFUSED_VOID,
      REFUSED_NO_ANSWER}},
    {"take-back",
     "," Q ",\"of_person\":1,\"reason\":\"w\"",
     "C",
     {REFUSED_NO, REFUSED_ALREADY, REFUSED_ALREADY, REFUSED_ALREADY, REFUSED_VOID,
      REFUSED_ALREADY}},
    {"hand-over", ",\"of_person\":1,\"role\":\"chair\"", "C", {OK, OK, OK, OK, OK, OK}},
    {"renew", ",\"role\":\"screen\"", "C", {OK, OK, OK, OK, OK, OK}},
    {"closing",
     "," Q,
     "C",
     {REFUSED_NO, OK, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"closing-cancel",
     "," Q,
     "C",
     {REFUSED_NO, REFUSED_NOT_CLOSING, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID,
      REFUSED_ENDED}},
    {"answer",
     "," Q ",\"option\":0",
     "P",
     {REFUSED_NO, OK, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"say", ",\"text\":\"hm\"", "PSC", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"edit-line",
     ",\"line\":9,\"text\":\"hm\"",
     "PSC",
     {REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE,
      REFUSED_ENDED}},
    {"delete-line",
     ",\"line\":9",
     "PSC",
     {REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE,
      REFUSED_ENDED}},
    /* line 1 is unsure, said while the question was open */
    {"settle",
     ",\"line\":1,\"option\":\"none\"",
     "SC",
     {REFUSED_NO_LINE, OK, OK, REFUSED_STATED, REFUSED_VOID, REFUSED_STATED}},
    {"queue-join", "", "P", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"queue-leave",
     ",\"entry\":7",
     "PSC",
     {REFUSED_NOT_QUEUED, REFUSED_NOT_QUEUED, REFUSED_NOT_QUEUED, REFUSED_NOT_QUEUED,
      REFUSED_NOT_QUEUED, REFUSED_ENDED}},
    {"queue-add", ",\"name\":\"Max\"", "SC", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"queue-next",
     "",
     "SC",
     {REFUSED_NOT_QUEUED, REFUSED_NOT_QUEUED, REFUSED_NOT_QUEUED, REFUSED_NOT_QUEUED,
      REFUSED_NOT_QUEUED, REFUSED_ENDED}},
    {"read-out",
     ",\"line\":7",
     "SC",
     {REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE, REFUSED_NO_LINE,
      REFUSED_ENDED}},
    {"prepare", ",\"kind\":\"ready\",\"text\":\"x\"", "C", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"edit",
     ",\"question\":1,\"kind\":\"ready\",\"text\":\"x\"",
     "C",
     {OK, REFUSED_ASKED, REFUSED_ASKED, REFUSED_ASKED, REFUSED_ASKED, REFUSED_ENDED}},
    {"move", ",\"question\":1", "C", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"preview",
     ",\"question\":1",
     "C",
     {OK, REFUSED_ASKED, REFUSED_ASKED, REFUSED_ASKED, REFUSED_ASKED, REFUSED_ENDED}},
    {"hats", ",\"of_person\":1,\"hats\":[\"author\"]", "C", {OK, OK, OK, OK, OK, OK}},
    {"attend", ",\"name\":\"Max\"", "SC", {OK, OK, OK, OK, OK, OK}},
    {"duty", ",\"duty\":\"notes\",\"of_person\":1", "PSC", {OK, OK, OK, OK, OK, OK}},
    {"ask", ",\"question\":1", "C", {OK, REFUSED_ANOTHER_OPEN, OK, OK, OK, REFUSED_ENDED}},
    {"volunteer",
     "," Q,
     "PSC",
     {REFUSED_NO, REFUSED_KIND, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"draw-commit",
     "," Q,
     "C",
     {REFUSED_NO, REFUSED_KIND, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"draw-reveal",
     "," Q ",\"value\":\"7\"",
     "C",
     {REFUSED_NO, REFUSED_KIND, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"hum",
     "," Q ",\"option\":0",
     "C",
     {REFUSED_NO, OK, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"hum-end",
     "",
     "C",
     {REFUSED_NO_HUM, REFUSED_NO_HUM, REFUSED_NO_HUM, REFUSED_NO_HUM, REFUSED_NO_HUM,
      REFUSED_ENDED}},
    {"hum-void",
     "",
     "C",
     {REFUSED_NO_HUM, REFUSED_NO_HUM, REFUSED_NO_HUM, REFUSED_NO_HUM, REFUSED_NO_HUM,
      REFUSED_ENDED}},
    {"everyone", "", "C", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"call",
     "," Q ",\"option\":0",
     "C",
     {REFUSED_NO, OK, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"hear",
     "," Q ",\"option\":0,\"heard\":\"weak\"",
     "C",
     {REFUSED_NO, OK, OK, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"people", ",\"count\":9", "C", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"close",
     "," Q,
     "C",
     {REFUSED_NO, OK, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"show", "," Q, "C", {REFUSED_NO, REFUSED_NOT_CLOSED, OK, OK, OK, OK}},
    {"state", "," Q ST, "C", {REFUSED_NO, REFUSED_NOT_CLOSED, OK, OK, OK, OK}},
    {"declare",
     ST ",\"words\":\"so\",\"basis\":\"discussion\"",
     "C",
     {OK, REFUSED_ANOTHER_OPEN, OK, OK, OK, REFUSED_ENDED}},
    {"void",
     "," Q ",\"reason\":\"w\"",
     "C",
     {REFUSED_NO, REFUSED_NOT_CLOSED, OK, OK, REFUSED_ALREADY, OK}},
    {"issue", ",\"text\":\"w\",\"of_person\":1", "PSC", {OK, OK, OK, OK, OK, OK}},
    {"issue-state", ",\"issue\":1,\"issue_state\":\"withdrawn\"", "PC", {OK, OK, OK, OK, OK, OK}},
    {"challenge", ",\"asks\":\"ask-hum\"", "P", {OK, OK, OK, OK, OK, OK}},
    {"challenge-answer", ",\"challenge\":1,\"text\":\"w\"", "C", {OK, OK, OK, OK, OK, OK}},
    {"hands",
     "," Q ",\"option\":0,\"count\":3",
     "C",
     {REFUSED_NO, OK, OK, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"position",
     "," Q ",\"option\":0,\"name\":\"Max\",\"way\":\"microphone\"",
     "SC",
     {REFUSED_NO, OK, OK, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"interrupt",
     "," Q ",\"about\":\"flaw\",\"text\":\"w\"",
     "P",
     {REFUSED_NO, OK, REFUSED_NOT_OPEN, REFUSED_STATED, REFUSED_VOID, REFUSED_ENDED}},
    {"criterion",
     ",\"question\":1,\"criterion\":\"scope\",\"text\":\"w\"",
     "SC",
     {OK, OK, OK, OK, OK, OK}},
    {"step",
     ",\"question\":1,\"step\":\"ipr\",\"step_state\":\"done\"",
     "SC",
     {OK, OK, OK, OK, OK, OK}},
    {"willing",
     "," Q ",\"willing\":[\"review\"],\"of_person\":1",
     "PSC",
     {REFUSED_NO, OK, OK, OK, REFUSED_VOID, REFUSED_ENDED}},
    {"end", "", "C", {OK, OK, OK, OK, OK, REFUSED_ENDED}},
    {"mark",
     "," Q ",\"to_confirm\":true",
     "C",
     {REFUSED_NO, REFUSED_NO_OUTCOME, REFUSED_NO_OUTCOME, OK, REFUSED_VOID, OK}},
    {"sent",
     "," Q ",\"message_id\":\"<a@b>\",\"date\":\"2026-11-23\"",
     "C",
     {REFUSED_NO, REFUSED_NO_OUTCOME, REFUSED_NO_OUTCOME, REFUSED_NOT_TO_CONFIRM, REFUSED_VOID,
      REFUSED_NOT_TO_CONFIRM}},
    {"deadline",
     "," Q ",\"date\":\"2026-12-23\"",
     "C",
     {REFUSED_NO, REFUSED_NO_OUTCOME, REFUSED_NO_OUTCOME, REFUSED_NOT_SENT, REFUSED_VOID,
      REFUSED_NOT_SENT}},
    {"confirm",
     "," Q ",\"as\":\"reopened\",\"reason\":\"w\"",
     "C",
     {REFUSED_NO, REFUSED_NO_OUTCOME, REFUSED_NO_OUTCOME, REFUSED_NOT_SENT, REFUSED_VOID,
      REFUSED_NOT_SENT}},
};

static void bring(struct play *p, enum situation s)
{
    play_open(p);
    assert_int_equal(chair(p, "\"command\":\"edit\",\"question\":1,\"kind\":\"adopt\","
                              "\"text\":\"Adopt it?\",\"draft\":\"draft-a-b-00\""),
                     STATUS_OK);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(p, 1, "\"command\":\"issue\",\"text\":\"w\""), STATUS_OK);
    assert_int_equal(participant(p, 1, "\"command\":\"challenge\",\"asks\":\"ask-reason\""),
                     STATUS_OK);
    if (s >= IS_OPEN)
        assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    if (s >= IS_OPEN)
        assert_int_equal(participant(p, 1, "\"command\":\"say\",\"text\":\"hum\""), STATUS_OK);
    if (s >= IS_CLOSED)
        assert_int_equal(chair(p, "\"command\":\"close\"," Q), STATUS_OK);
    if (s == IS_STATED || s == HAS_ENDED)
        assert_int_equal(chair(p, "\"command\":\"state\"," Q ST), STATUS_OK);
    if (s == IS_VOID)
        assert_int_equal(chair(p, "\"command\":\"void\"," Q ",\"reason\":\"w\""), STATUS_OK);
    if (s == HAS_ENDED)
        assert_int_equal(chair(p, "\"command\":\"end\""), STATUS_OK);
}

/* Everybody else is told who can do it. */
static enum status told(const char *roles)
{
    static const struct {
        const char *roles;
        enum status refusal;
    } refusals[] = {{"C", REFUSED_ROLE},
                    {"SC", REFUSED_ROLE_STAFF},
                    {"PC", REFUSED_NOT_YOURS},
                    {"P", REFUSED_ROLE_PARTICIPANT},
                    {"PSC", REFUSED_ROLE_PARTICIPANT}};
    size_t i = 0;
    while (strcmp(refusals[i].roles, roles) != 0)
        i++;
    return refusals[i].refusal;
}

static bool is_allowed(const char *roles, enum role role)
{
    const char letter = role == ROLE_PARTICIPANT ? 'P'
                        : role == ROLE_SCRIBE    ? 'S'
                        : role == ROLE_CHAIR     ? 'C'
                                                 : '-';
    return strchr(roles, letter) != NULL;
}

static void every_cell_is_done_or_refused_as_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        for (int s = 0; s < SITUATION_COUNT; s++)
            for (int role = 0; role < ROLE_COUNT; role++) {
                struct play p;
                char members[400];
                bring(&p, (enum situation)s);
                bool joining = strcmp(cells[i].word, "join") == 0;
                snprintf(members, sizeof members, "\"command\":\"%s\"%s", cells[i].word,
                         cells[i].members);
                enum status got = play(&p, (enum role)role,
                                       role == ROLE_PARTICIPANT && !joining ? 1 : 0, members);
                enum status expected = is_allowed(cells[i].roles, (enum role)role)
                                           ? cells[i].expected[s]
                                           : told(cells[i].roles);
                if (got != expected)
                    print_message("%s by %s in situation %d: %s, not %s\n", cells[i].word,
                                  role_words[role], s, status_word(got), status_word(expected));
                assert_int_equal(got, expected);
                play_release(&p);
            }
}

/* A command that is added without its row here is found. */
static void every_command_of_the_wire_has_its_cells(void **state)
{
    (void)state;
    for (int kind = 0; kind < COMMAND_WIRE_COUNT; kind++) {
        bool found = false;
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
            found = found || strcmp(cells[i].word, command_word(kind)) == 0;
        if (!found)
            print_message("%s has no row\n", command_word(kind));
        assert_true(found);
    }
}

/* The system's own commands are nobody else's. */
static void nobody_plays_the_system(void **state)
{
    (void)state;
    for (int kind = COMMAND_WIRE_COUNT; kind < COMMAND_KIND_COUNT; kind++)
        for (int role = 0; role < ROLE_COUNT; role++)
            assert_int_equal(role_may((enum role)role, kind), role == ROLE_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_done_or_refused_as_the_table_says),
        cmocka_unit_test(every_command_of_the_wire_has_its_cells),
        cmocka_unit_test(nobody_plays_the_system),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
