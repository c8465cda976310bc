/* Random commands of every word by every role, with random members, decided as the loop decides
 * them; for property tests. Each event is looked at as it is decided: is it its sender's to make?
 */
#ifndef HUMROOM_TESTS_RANDOM_MEETING_H
#define HUMROOM_TESTS_RANDOM_MEETING_H

#include "tests/unit/play.h"

enum { PEOPLE = 5 }; /* as many as can be looked through */

struct member {
    const char *key, *values[16];
};

static const struct member members[] = {
    {"question", {"1", "1", "2", "3", "4"}},
    {"run", {"1", "1", "1", "2", "0"}},
    {"option", {"0", "1", "0", "2", "\"withdraw\"", "\"no-opinion\""}},
    {"text", {"\"+1\"", "\"-1 it leaks\"", "\"hm\"", "\"+1\"", "\"\"", "\"[[MIC]] why?\""}},
    {"reason", {"\"w\"", "\"w\"", "\"\""}},
    {"by", {"\"\"", "\"Bo\""}},
    {"name", {"\"Max\"", "\"Ada\"", "\"\""}},
    {"in_room", {"true", "false"}},
    {"note_well", {"true"}},
    {"of_person", {"1", "2", "3", "0", "0", "0", "9"}},
    {"into", {"1", "2", "3", "4", "5"}},
    {"role", {"\"chair\"", "\"scribe\"", "\"screen\""}},
    {"criterion", {"\"charter-milestone\"", "\"timely\"", "\"scope\""}},
    {"step", {"\"area-director\"", "\"ipr\"", "\"call\""}},
    {"step_state", {"\"done\"", "\"not-needed\"", "\"open\""}},
    {"draft", {"\"\"", "\"draft-a-b-00\"", "\"draft-a-c-00\"", "\"draft-x-y-00\""}},
    {"waived_by", {"\"charter\"", "\"chairs\""}},
    {"willing", {"[\"review\"]", "[\"edit\",\"implement\"]", "[]"}},
    {"issue", {"1", "2", "3"}},
    {"challenge", {"1", "2"}},
    {"issue_state",
     {"\"open\"", "\"accommodated\"", "\"not-accommodated\"", "\"on-record\"", "\"withdrawn\""}},
    {"asks", {"\"ask-hum\"", "\"ask-list\"", "\"challenge\""}},
    {"decision", {"\"w\"", "\"\""}},
    {"next", {"\"the area director\"", "\"\""}},
    {"about", {"\"wording\"", "\"flaw\""}},
    {"way", {"\"microphone\"", "\"private\""}},
    {"heard", {"\"weak\"", "\"strong\"", "\"approval\""}},
    {"count", {"0", "4", "30", "-1"}},
    {"words", {"\"so\""}},
    {"basis", {"\"discussion\"", "\"silence\""}},
    {"since", {"\"-02\""}},
    {"because", {"\"\"", "\"\"", "\"wording\"", "\"crowd\""}},
    {"value", {"\"4711\"", "\"7\""}},
    {"before", {"1", "2", "0"}},
    {"hats", {"[\"author\"]", "[]"}},
    {"line", {"1", "2", "3"}},
    {"entry", {"1", "2"}},
    {"off", {"true", "false"}},
    {"duty", {"\"notes\"", "\"chat\""}},
    {"to_confirm", {"true", "false"}},
    {"message_id", {"\"<a@b>\""}},
    {"date", {"\"2026-11-23\"", "\"2026-12-24\""}},
    {"as", {"\"confirmed\"", "\"reopened\""}},
    {"statements",
     {"[{\"kind\":\"consensus\",\"option\":0}]", "[{\"kind\":\"no-consensus\"}]",
      "[{\"kind\":\"deferred\",\"to\":\"list\",\"missing\":\"m\"}]", "[{\"kind\":\"deferred\"}]",
      "[{\"kind\":\"referred\",\"team\":\"mixed\",\"who\":\"Bo\",\"date\":\"2026-12-24\"}]",
      "[{\"kind\":\"draw\",\"option\":0}]", "[{\"kind\":\"draw\",\"option\":1}]",
      "[{\"kind\":\"plurality\",\"option\":0}]", "[{\"kind\":\"plurality\",\"option\":1}]",
      "[{\"kind\":\"editor\",\"who\":\"Bo\"}]"}},
};

/* Questions that fit together, and some that do not. */
static const char *const questions[] = {
    "\"kind\":\"for-against\",\"text\":\"Shall we?\"",
    "\"kind\":\"for-against\",\"text\":\"Shall we "
    "now?\",\"relation\":\"restates\",\"of_question\":1",
    "\"kind\":\"options\",\"text\":\"Which?\",\"options\":[\"A\",\"B\"],\"several\":true",
    "\"kind\":\"objections\",\"text\":\"Shall we go on?\"",
    "\"kind\":\"live-with\",\"text\":\"This?\"",
    "\"kind\":\"read\",\"text\":\"Who has?\",\"draft\":\"draft-a-b-00\"",
    "\"kind\":\"plurality\",\"text\":\"A name?\",\"options\":[\"A\",\"B\"],\"votes\":2,"
    "\"chat_counted\":true,\"who_counts\":\"all\",\"agreement\":\"w\"",
    "\"kind\":\"draw\",\"text\":\"Who?\",\"method\":\"straw\",\"agreement\":\"w\"",
    "\"kind\":\"draw\",\"text\":\"Who?\",\"method\":\"random\",\"agreement\":\"w\",\"pick\":2",
    "\"kind\":\"draw\",\"text\":\"Which?\",\"method\":\"coin\",\"grounds\":\"minor\","
    "\"options\":[\"A\",\"B\"]",
    "\"kind\":\"draw\",\"text\":\"Who?\",\"method\":\"rfc3797\",\"agreement\":\"w\",\"source\":"
    "\"s\"",
    "\"kind\":\"draw\",\"text\":\"Which?\",\"method\":\"chair\",\"grounds\":\"balanced\","
    "\"options\":[\"A\",\"B\"]",
    "\"kind\":\"draw\",\"text\":\"Which?\",\"method\":\"coin\",\"options\":[\"A\",\"B\"]",
    "\"kind\":\"adopt\",\"text\":\"Adopt it?\",\"draft\":\"draft-a-b-00\"",
    "\"kind\":\"adopt\",\"text\":\"Which?\",\"drafts\":[\"draft-a-b-00\",\"draft-a-c-00\"]",
    "\"kind\":\"adopt\",\"text\":\"And this?\",\"drafts\":[\"draft-a-c-00\"],"
    "\"adopted\":\"draft-ietf-b-00\",\"outcomes\":[\"replace\",\"second\",\"none\"]",
    "\"kind\":\"adopt\",\"text\":\"Into our care?\",\"draft\":\"draft-a-b-00\",\"care\":true",
    "\"kind\":\"withdraw\",\"text\":\"Withdraw "
    "it?\",\"draft\":\"draft-a-b-00\",\"cause\":[\"interest\"],"
    "\"tried\":[\"reviews-asked\"],\"events\":\"w\"",
};

/* The two meetings, and what is decided and not on disk yet. */
struct loop {
    struct meeting durable, tentative;
    struct event_list flight, waiting;
    uint32_t seed;
    int64_t now_us;
    unsigned next_id;
    uint32_t accepted[COMMAND_WIRE_COUNT], stated[STATEMENT_KIND_COUNT];
    char *seen[AUDIENCE_COUNT]; /* the view that was looked at last */
};

static inline uint32_t chance(struct loop *l, uint32_t below)
{
    l->seed = l->seed * 1664525u + 1013904223u;
    return (l->seed >> 8) % below;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static inline const char *random_command(struct loop *l, int kind, char *out, size_t size)
{
    size_t len = (size_t)snprintf(out, size, "{\"id\":\"%032x\",\"command\":\"%s\"", ++l->next_id,
                                  command_word(kind));
    if (kind == COMMAND_PREPARE || kind == COMMAND_EDIT)
        len += (size_t)snprintf(out + len, size - len, ",\"question\":%u,%s", 1 + chance(l, 4),
                                questions[chance(l, COUNT(questions))]);
    for (size_t i = 0; kind != COMMAND_PREPARE && kind != COMMAND_EDIT && i < COUNT(members); i++) {
        uint32_t values = 0;
        while (values < COUNT(members[i].values) && members[i].values[values] != NULL)
            values++;
        if (chance(l, 8) != 0) /* seven of eight are there */
            len += (size_t)snprintf(out + len, size - len, ",\"%s\":%s", members[i].key,
                                    members[i].values[chance(l, values)]);
    }
    snprintf(out + len, size - len, "}");
    return out;
}

/* What is decided is decided by the chair. */
static inline bool needs_chair(const struct event *e)
{
    switch (e->kind) {
    case EVENT_QUESTION_PREPARED:
    case EVENT_QUESTION_EDITED:
    case EVENT_QUESTION_MOVED:
    case EVENT_QUESTION_PREVIEWED:
    case EVENT_QUESTION_ASKED:
    case EVENT_CLOSING_ANNOUNCED:
    case EVENT_CLOSING_CANCELLED:
    case EVENT_PEOPLE_MERGED:
    case EVENT_PERSON_SPLIT:
    case EVENT_POSITION_SET_ASIDE:
    case EVENT_IRREGULARITY_TOLD:
    case EVENT_ROLE_GIVEN:
    case EVENT_LINK_RENEWED:
    case EVENT_QUESTION_CLOSED:
    case EVENT_RESULTS_SHOWN:
    case EVENT_DRAW_COMMITTED:
    case EVENT_DRAW_REVEALED:
    case EVENT_HUM_STARTED:
    case EVENT_HEARD_ENTERED:
    case EVENT_HANDS_COUNTED:
    case EVENT_PEOPLE_TOLD:
    case EVENT_OUTCOME_STATED:
    case EVENT_RUN_VOIDED:
    case EVENT_CHALLENGE_ANSWERED:
    case EVENT_CONFIRMATION_MARKED:
    case EVENT_CONFIRMATION_SENT:
    case EVENT_DEADLINE_CHANGED:
    case EVENT_CONFIRMATION_CLOSED:
    case EVENT_PERSON_MARKED:
    case EVENT_MEETING_ENDED:
        return true;
    case EVENT_ISSUE_CHANGED:
        return e->issue_changed.state != ISSUE_WITHDRAWN;
    default:
        return false;
    }
}

/* What is noted of others, or for the meeting, is noted by chair or scribe. */
static inline bool needs_staff(const struct event *e)
{
    switch (e->kind) {
    case EVENT_CRITERION_NOTED:
    case EVENT_STEP_TAKEN:
    case EVENT_POSITION_ENTERED:
    case EVENT_LINE_SETTLED:
    case EVENT_LINE_READ_OUT:
    case EVENT_QUEUE_NEXT:
    case EVENT_PERSON_ENTERED:
        return true;
    case EVENT_WILLING_SAID:
        return e->willing.entered;
    default:
        return false;
    }
}

/* Whose is it? 0: nobody's in particular. */
static inline uint32_t owner(const struct event *e)
{
    switch (e->kind) {
    case EVENT_ANSWER_GIVEN:
        return e->answer.channel == CHANNEL_HAND ? e->answer.person : 0;
    case EVENT_WILLING_SAID:
        return e->willing.entered ? 0 : e->willing.person;
    case EVENT_INTERRUPTED:
        return e->interrupt.person;
    case EVENT_CHALLENGE_MADE:
        return e->challenge.person;
    default:
        return 0;
    }
}

static inline void is_the_senders_to_make(struct actor a, const struct command *c,
                                          const struct event *e)
{
    const bool due = c->kind == COMMAND_CLOSE_DUE && e->kind == EVENT_QUESTION_CLOSED;
    /* an answer takes the place of what was entered of the same person at the microphone */
    const bool answered = c->kind == COMMAND_ANSWER || c->kind == COMMAND_SAY;
    const bool replaced =
        e->kind == EVENT_POSITION_ENTERED && answered && e->position.option == ANSWER_WITHDRAWN;
    assert_true(a.role == ROLE_CHAIR || due || !needs_chair(e));
    assert_true(a.role == ROLE_CHAIR || a.role == ROLE_SCRIBE || replaced || !needs_staff(e));
    assert_true(owner(e) == 0 || (a.role == ROLE_PARTICIPANT && owner(e) == a.person));
}

static inline void apply_all(struct meeting *m, const struct event_list *l)
{
    for (size_t i = 0; i < l->count; i++)
        assert_int_equal(meeting_apply(m, &l->items[i]), STATUS_OK);
}

static inline void decide_one(struct loop *l, struct actor a, const struct command *c)
{
    const size_t before = l->waiting.count;
    struct done done;
    l->now_us += 1000000;
    enum status s = decide(&l->tentative, &a, c, l->now_us, &l->waiting, &done);
    assert_true(s == STATUS_OK || status_is_refusal(s));
    assert_true(s == STATUS_OK || l->waiting.count == before);
    if (s == STATUS_OK && c->kind < COMMAND_WIRE_COUNT)
        l->accepted[c->kind]++;
    for (size_t i = before; i < l->waiting.count; i++) {
        const struct event *e = &l->waiting.items[i];
        is_the_senders_to_make(a, c, e);
        for (uint32_t k = 0; e->kind == EVENT_OUTCOME_STATED && k < e->outcome.statement_count; k++)
            l->stated[e->outcome.statements[k].kind]++;
        s = meeting_apply(&l->tentative, e);
        if (s != STATUS_OK)
            print_message("%s, event %s: %s\n",
                          c->kind < COMMAND_WIRE_COUNT ? command_word(c->kind) : "(system)",
                          event_kind_name(e->kind), status_word(s));
        assert_int_equal(s, STATUS_OK); /* what is decided fits */
    }
}

/* What moves a meeting on comes oftener, or few questions are asked and answered in all the noise.
 */
static inline int random_kind(struct loop *l)
{
    static const int moves[] = {COMMAND_ASK,      COMMAND_ANSWER, COMMAND_ANSWER,  COMMAND_ANSWER,
                                COMMAND_SAY,      COMMAND_CLOSE,  COMMAND_SHOW,    COMMAND_STATE,
                                COMMAND_POSITION, COMMAND_HUM,    COMMAND_WILLING, COMMAND_ISSUE};
    const struct meeting *m = &l->tentative;
    int kind =
        chance(l, 2) == 0 ? moves[chance(l, COUNT(moves))] : (int)chance(l, COMMAND_WIRE_COUNT);
    if (kind == COMMAND_END || (kind == COMMAND_JOIN && m->people.count >= PEOPLE))
        kind = COMMAND_ANSWER; /* it goes on, with as many people as can be looked through */
    if (kind == COMMAND_PREPARE && m->questions.count >= 200)
        kind = COMMAND_ASK;
    if (m->open_run != 0 && chance(l, 3) == 0) {
        const struct run *r = &m->runs.items[m->open_run - 1];
        if (meeting_question(m, r->question)->kind == QUESTION_DRAW)
            kind = (int)(COMMAND_VOLUNTEER + chance(l, 3)); /* else few draws come to their end */
    }
    return kind;
}

/* Mostly one that may; now and then one that may not. */
static inline enum role random_role(struct loop *l, int kind)
{
    static const enum role roles[] = {ROLE_CHAIR,       ROLE_CHAIR,       ROLE_CHAIR,
                                      ROLE_PARTICIPANT, ROLE_PARTICIPANT, ROLE_PARTICIPANT,
                                      ROLE_SCRIBE,      ROLE_SCREEN};
    const bool may = chance(l, 4) != 0;
    enum role role = roles[chance(l, COUNT(roles))];
    while (may && !role_may(role, kind))
        role = roles[chance(l, COUNT(roles))];
    return role;
}

/* Most commands are about the question that is open, or the newest. */
static inline void choose_run(struct loop *l, struct command *c)
{
    const struct meeting *m = &l->tentative;
    const struct run *newest = m->newest_run != 0 ? &m->runs.items[m->newest_run - 1] : NULL;
    if (newest != NULL && chance(l, 4) != 0 && c->kind != COMMAND_ASK) {
        c->question = newest->question;
        c->run = newest->run;
    } else if (c->kind == COMMAND_ASK && m->questions.count > 0) {
        c->question = 1 + chance(l, m->questions.count);
    }
    if (c->kind == COMMAND_TAKE_BACK && m->aside.count > 0) {
        const struct set_aside *a = &m->aside.items[chance(l, m->aside.count)];
        c->question = a->question;
        c->run = a->run;
        c->of_person = a->person;
    }
    c->line = m->lines.count > 0 ? 1 + chance(l, m->lines.count) : 0;
}

static inline void random_step(struct loop *l)
{
    char json[4000];
    struct command c;
    const uint8_t chance_of_seed[DRAW_SEED_LEN] = {(uint8_t)l->next_id, (uint8_t)(l->next_id >> 8),
                                                   (uint8_t)(l->next_id >> 16)};
    const int kind = random_kind(l);
    const enum role role = random_role(l, kind);
    random_command(l, kind, json, sizeof json);
    assert_int_equal(command_parse(json, strlen(json), &c), STATUS_OK);
    c.seed = chance_of_seed;
    choose_run(l, &c);
    const uint32_t people = l->tentative.people.count;
    const bool joining = kind == COMMAND_JOIN || people == 0;
    uint32_t person = role == ROLE_PARTICIPANT && !joining ? 1 + chance(l, people) : 0;
    const struct person *p = meeting_person(&l->tentative, person);
    if (p != NULL && p->link == 0)
        person = 0; /* who has no device sends nothing */
    const uint32_t link = person != 0 ? p->link : 0;
    person = meeting_one(&l->tentative, person);
    decide_one(l, (struct actor){.role = role, .person = person, .link = link}, &c);
    command_release(&c);
}

/* The meter's word on the window that is open, and people who come and go. */
static inline void system_step(struct loop *l)
{
    const struct meeting *m = &l->tentative;
    const struct actor system = {.role = ROLE_SYSTEM};
    struct command c;
    if (m->open_hum != 0) {
        const uint32_t window = m->hums.items[m->open_hum - 1].hum.window;
        const int32_t excess_mb = (int32_t)chance(l, 2500);
        const struct hum hum = hum_of_excess(window, excess_mb);
        command_init(&c, COMMAND_MEASURED);
        c.hum = &hum;
        decide_one(l, system, &c);
    }
    if (m->open_run != 0) {
        command_init(&c, COMMAND_CLOSE_DUE);
        c.question = m->runs.items[m->open_run - 1].question;
        c.run = m->runs.items[m->open_run - 1].run;
        decide_one(l, system, &c);
    }
    if (m->people.count > 0) {
        command_init(&c, chance(l, 2) == 0 ? COMMAND_GONE : COMMAND_BACK);
        c.person = 1 + chance(l, m->people.count);
        decide_one(l, system, &c);
    }
}

#endif
