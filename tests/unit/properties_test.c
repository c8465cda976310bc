#include "tests/unit/play.h"

#include "core/adoption.h"
#include "core/minutes.h"
#include "core/pool.h"
#include "core/view.h"
#include "core/view_changes.h"

/* Random commands of every word by every role, with random members, into two meetings as the loop
 * keeps them: no order of commands breaks a rule. What a command does not know it ignores, so one
 * bag of members is enough for all of them.
 *
 * The long form: properties_test SEEDS [FIRST]. */

enum { STEPS = 20000, SEEDS = 3, PEOPLE = 5 };

struct seeds {
    uint32_t first, count;
};

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

static uint32_t chance(struct loop *l, uint32_t below)
{
    l->seed = l->seed * 1664525u + 1013904223u;
    return (l->seed >> 8) % below;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *random_command(struct loop *l, int kind, char *out, size_t size)
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
static bool needs_chair(const struct event *e)
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
static bool needs_staff(const struct event *e)
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
static uint32_t owner(const struct event *e)
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

static void is_the_senders_to_make(struct actor a, const struct command *c, const struct event *e)
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

static void apply_all(struct meeting *m, const struct event_list *l)
{
    for (size_t i = 0; i < l->count; i++)
        assert_int_equal(meeting_apply(m, &l->items[i]), STATUS_OK);
}

static void decide_one(struct loop *l, struct actor a, const struct command *c)
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
static int random_kind(struct loop *l)
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
static enum role random_role(struct loop *l, int kind)
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
static void choose_run(struct loop *l, struct command *c)
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

static void random_step(struct loop *l)
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
static void system_step(struct loop *l)
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

/* ---- what must hold ---- */

static char *bytes_of(const struct meeting *m, enum audience audience)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(m, audience, &bytes, &len), STATUS_OK);
    return bytes;
}

static void are_the_same(const struct meeting *a, const struct meeting *b)
{
    char *first, *second;
    size_t len;
    for (int audience = 0; audience < AUDIENCE_COUNT; audience++) {
        first = bytes_of(a, (enum audience)audience);
        second = bytes_of(b, (enum audience)audience);
        assert_string_equal(first, second);
        free(first);
        free(second);
    }
    assert_int_equal(minutes_write(a, &first, &len), STATUS_OK);
    assert_int_equal(minutes_write(b, &second, &len), STATUS_OK);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

/* Who has the view before and is told the changes has the view. */
static void changes_make_the_next_view(const char *before, const char *after)
{
    struct json *made, *run, *changes, *none = json_object_new();
    char *bytes, *wanted;
    size_t len;
    assert_int_equal(view_changes(before, strlen(before), after, strlen(after), &bytes, &len),
                     STATUS_OK);
    assert_int_equal(json_parse(bytes, len, JSON_DEPTH_FILE, len, &changes), STATUS_OK);
    free(bytes);
    assert_int_equal(json_parse(before, strlen(before), JSON_DEPTH_FILE, SIZE_MAX, &made),
                     STATUS_OK);
    json_put_changes(made, none, json_member(changes, "view"), NULL);
    if (json_count(json_member(changes, "run")) > 0) {
        assert_int_equal(json_write(json_member(made, "run"), JSON_COMPACT, &bytes, &len),
                         STATUS_OK);
        assert_int_equal(json_parse(bytes, len, JSON_DEPTH_FILE, len, &run), STATUS_OK);
        free(bytes);
        json_put_changes(run, none, json_member(changes, "run"), NULL);
        json_put_take(made, "run", run);
    }
    assert_int_equal(json_write(made, JSON_CANONICAL, &bytes, &len), STATUS_OK);
    json_free(made);
    json_free(changes);
    json_free(none);
    assert_int_equal(json_parse(after, strlen(after), JSON_DEPTH_FILE, SIZE_MAX, &made), STATUS_OK);
    assert_int_equal(json_write(made, JSON_CANONICAL, &wanted, &len), STATUS_OK);
    json_free(made);
    assert_string_equal(bytes, wanted);
    free(bytes);
    free(wanted);
}

static void changes_lead_from_view_to_view(struct loop *l)
{
    for (int audience = 0; audience < AUDIENCE_COUNT; audience++) {
        char *now = bytes_of(&l->tentative, (enum audience)audience);
        if (l->seen[audience] != NULL)
            changes_make_the_next_view(l->seen[audience], now);
        free(l->seen[audience]);
        l->seen[audience] = now;
    }
}

/* Durable, with what is decided and not on disk yet, is the tentative meeting. */
static void tentative_is_durable_and_what_waits(const struct loop *l)
{
    struct meeting ahead;
    meeting_init(&ahead);
    assert_int_equal(meeting_copy(&ahead, &l->durable), STATUS_OK);
    apply_all(&ahead, &l->flight);
    apply_all(&ahead, &l->waiting);
    are_the_same(&ahead, &l->tentative);
    meeting_release(&ahead);
}

/* What was counted as it came is what is counted anew: each human once, by what stands of them. */
static void counts_are_what_stands(const struct meeting *m, const struct run *r)
{
    uint32_t counts[COUNT_SLOTS][CHANNEL_COUNT][PLACE_COUNT] = {0}, answered = 0, aside = 0;
    for (uint32_t i = 1; i <= m->people.count; i++) {
        const struct person *p = meeting_person(m, i);
        const struct answer *a = p->into == 0 ? meeting_answer_of(m, i, r) : NULL;
        const bool counts_not = p->into == 0 && meeting_aside_of(m, i, r) != NULL;
        const bool stands = a != NULL && a->option != ANSWER_WITHDRAWN;
        if (counts_not)
            aside += stands || meeting_position_of(m, r, i, "") != NULL;
        if (!stands || counts_not)
            continue;
        answered++;
        for (int option = 0; option < OPTIONS_MAX; option++)
            counts[option][a->channel][p->in_room] += a->also >> option & 1u;
        counts[a->option < 0 ? SLOT_NO_OPINION : a->option][a->channel][p->in_room]++;
    }
    assert_int_equal(answered, r->answered);
    assert_int_equal(aside, r->set_aside);
    assert_memory_equal(counts, r->counts, sizeof counts);
}

/* A position at the microphone counts where there is no own answer of the same person, and nobody
 * is willing twice. */
static void positions_are_apart(const struct meeting *m, const struct run *r)
{
    uint32_t entered[COUNT_SLOTS][WAY_COUNT] = {0};
    for (uint32_t i = 0; i < m->positions.count; i++) {
        const struct position *p = &m->positions.items[i];
        const uint32_t one = meeting_one(m, p->person);
        const char *name = meeting_text(m, p->name);
        assert_true(p->person != 0); /* a name that is entered has a number, to be merged by */
        if (p->question != r->question || p->run != r->run || p->option == ANSWER_WITHDRAWN ||
            meeting_position_of(m, r, one, name) != p || meeting_aside_of(m, one, r) != NULL)
            continue;
        const struct answer *a = one != 0 ? meeting_answer_of(m, one, r) : NULL;
        if (a == NULL || a->option == ANSWER_WITHDRAWN)
            entered[p->option < 0 ? SLOT_NO_OPINION : p->option][p->way]++;
    }
    assert_memory_equal(entered, r->entered, sizeof entered);
    const struct question *q = meeting_question(m, r->question);
    for (uint32_t d = 0; d <= q->draft_count; d++) {
        const char *draft = d > 0 ? adoption_draft(m, q, d - 1) : "";
        uint32_t willing[WILLING_COUNT] = {0};
        for (uint32_t i = 0; i < m->willing.count; i++) {
            const struct willing_note *w = &m->willing.items[i];
            for (int what = 0; what < WILLING_COUNT; what++)
                if (w->question == r->question && w->run == r->run &&
                    strcmp(meeting_text(m, w->draft), draft) == 0)
                    willing[what] += adoption_is_willing(m, w, (enum willing)what);
        }
        for (int what = 0; what < WILLING_COUNT; what++)
            assert_int_equal(willing[what], adoption_willing(m, r, draft, (enum willing)what));
    }
}

static void nobody_counts_twice(const struct meeting *m)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        open += r->state == RUN_OPEN;
        assert_true(r->state != RUN_OPEN || m->open_run == i + 1);
        assert_true(r->answered <= m->people.count);
        for (int slot = 0; slot < COUNT_SLOTS; slot++) {
            uint32_t sum = 0;
            for (int channel = 0; channel < CHANNEL_COUNT; channel++)
                for (int place = 0; place < PLACE_COUNT; place++)
                    sum += r->counts[slot][channel][place];
            assert_true(sum <= r->answered);
        }
        assert_true(!r->shown || r->state == RUN_CLOSED);
        counts_are_what_stands(m, r);
        positions_are_apart(m, r);
    }
    assert_int_equal(open, m->open_run != 0);
    assert_true(m->present <= m->people.count);
}

/* What was drawn follows from what is in the record; a seed is a secret until then. */
static void draws_can_be_redone(const struct meeting *m)
{
    char *shown = bytes_of(m, AUDIENCE_STAFF);
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        struct draw draw = {.pick = 0};
        struct draw_why why;
        if (r->draw == 0)
            continue;
        assert_int_equal(pool_draw(m, r, &draw), STATUS_OK);
        if (pool_drawn(m, r))
            assert_int_equal(draw_verify(&draw, &why), STATUS_OK);
        else if (draw.method != DRAW_RFC3797)
            assert_null(strstr(shown, meeting_text(m, pool_committed(m, r)->seed)));
        draw_release(&draw);
    }
    free(shown);
}

/* ---- the loop ---- */

static void move_events(struct event_list *from, struct event_list *to)
{
    event_list_release(to);
    *to = *from;
    *from = (struct event_list){0};
}

/* The journal's word on the batch in flight; then the next goes. */
static void journal_step(struct loop *l, struct meeting *again, bool fails)
{
    if (fails) { /* it failed: both batches are told so */
        event_list_release(&l->flight);
        event_list_release(&l->waiting);
        assert_int_equal(meeting_copy(&l->tentative, &l->durable), STATUS_OK);
        return;
    }
    apply_all(&l->durable, &l->flight);
    /* as a restart reads them: written, read, their personal texts fetched */
    for (size_t i = 0; i < l->flight.count; i++) {
        struct event *e = &l->flight.items[i];
        struct event_list back = {0};
        struct personal *texts[PERSONALS_MAX], *read[PERSONALS_MAX];
        char *body;
        size_t len;
        assert_int_equal(event_encode(e, &body, &len), STATUS_OK);
        assert_int_equal(
            event_decode(&back, e->seq, e->time_us, event_kind_name(e->kind), body, len),
            STATUS_OK);
        const size_t count = event_personals(e, texts, PERSONALS_MAX);
        assert_int_equal(event_personals(&back.items[0], read, PERSONALS_MAX), count);
        for (size_t k = 0; k < count; k++)
            read[k]->text = texts[k]->text;
        assert_int_equal(meeting_apply(again, &back.items[0]), STATUS_OK);
        free(body);
        event_list_release(&back);
    }
    move_events(&l->waiting, &l->flight);
}

static void open_meeting(struct loop *l)
{
    struct meeting_plan plan;
    struct command c;
    play_plan(&plan);
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    decide_one(l, (struct actor){.role = ROLE_SYSTEM}, &c);
    play_plan_release(&plan);
}

/* Random commands say little where the ways to come to a decision were not gone to their ends. */
static void says_much(const struct loop *sum)
{
    static const int commands[] = {COMMAND_ASK,         COMMAND_ANSWER,
                                   COMMAND_SAY,         COMMAND_PREPARE,
                                   COMMAND_EDIT,        COMMAND_VOLUNTEER,
                                   COMMAND_DRAW_COMMIT, COMMAND_DRAW_REVEAL,
                                   COMMAND_STATE,       COMMAND_DECLARE,
                                   COMMAND_VOID,        COMMAND_ISSUE,
                                   COMMAND_ISSUE_STATE, COMMAND_CHALLENGE,
                                   COMMAND_HANDS,       COMMAND_CHALLENGE_ANSWER,
                                   COMMAND_MERGE,       COMMAND_SPLIT,
                                   COMMAND_SET_ASIDE,   COMMAND_TAKE_BACK,
                                   COMMAND_RENAME,      COMMAND_HAND_OVER,
                                   COMMAND_RENEW,       COMMAND_IRREGULARITY,
                                   COMMAND_CLOSING,     COMMAND_CLOSING_CANCEL,
                                   COMMAND_POSITION,    COMMAND_INTERRUPT,
                                   COMMAND_SENT,        COMMAND_CONFIRM,
                                   COMMAND_CRITERION,   COMMAND_STEP,
                                   COMMAND_WILLING,     COMMAND_HUM,
                                   COMMAND_HEAR,        COMMAND_CALL};
    static const int statements[] = {
        STATEMENT_CONSENSUS, STATEMENT_NO_CONSENSUS, STATEMENT_DEFERRED, STATEMENT_REFERRED,
        STATEMENT_PLURALITY, STATEMENT_DRAW,         STATEMENT_EDITOR};
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (sum->accepted[commands[i]] == 0)
            print_message("%s was never accepted\n", command_word(commands[i]));
        assert_true(sum->accepted[commands[i]] > 0);
    }
    for (size_t i = 0; i < COUNT(statements); i++) {
        if (sum->stated[statements[i]] == 0)
            print_message("%s was never stated\n", statement_kind_words[statements[i]]);
        assert_true(sum->stated[statements[i]] > 0);
    }
}

static void play_at_random(struct loop *l)
{
    struct meeting again;
    meeting_init(&l->durable);
    meeting_init(&l->tentative);
    meeting_init(&again);
    open_meeting(l);
    journal_step(l, &again, false);
    journal_step(l, &again, false); /* opened, on disk */
    for (int step = 0; step < STEPS; step++) {
        random_step(l);
        if (chance(l, 10) == 0)
            system_step(l);
        if (chance(l, 3) == 0)
            journal_step(l, &again, chance(l, 10) == 0);
        if (step % 1000 < 2) /* also of two that are one command apart */
            changes_lead_from_view_to_view(l);
        if (step % 250 == 0) {
            tentative_is_durable_and_what_waits(l);
            nobody_counts_twice(&l->tentative);
            draws_can_be_redone(&l->tentative);
        }
    }
    while (l->flight.count + l->waiting.count > 0)
        journal_step(l, &again, false);
    are_the_same(&l->durable, &l->tentative);
    are_the_same(&l->durable, &again);
    event_list_release(&l->flight);
    event_list_release(&l->waiting);
    meeting_release(&l->durable);
    meeting_release(&l->tentative);
    meeting_release(&again);
    for (int audience = 0; audience < AUDIENCE_COUNT; audience++)
        free(l->seen[audience]);
}

static void no_order_of_commands_breaks_a_rule(void **state)
{
    const struct seeds *seeds = *state;
    struct loop sum = {.seed = 0};
    for (uint32_t seed = seeds->first; seed < seeds->first + seeds->count; seed++) {
        struct loop l = {.seed = seed, .now_us = PLAY_START};
        if (seeds->count > SEEDS)
            print_message("seed %u\n", seed);
        play_at_random(&l);
        for (int kind = 0; kind < COMMAND_WIRE_COUNT; kind++)
            sum.accepted[kind] += l.accepted[kind];
        for (int kind = 0; kind < STATEMENT_KIND_COUNT; kind++)
            sum.stated[kind] += l.stated[kind];
    }
    says_much(&sum);
}

int main(int argc, char **argv)
{
    struct seeds seeds = {1, SEEDS};
    if (argc > 1 && sscanf(argv[1], "%u", &seeds.count) != 1) {
        (void)fprintf(stderr, "usage: properties_test [SEEDS [FIRST]]\n"
                              "Random commands from as many seeds (3), from FIRST (1) on.\n");
        return 2;
    }
    if (argc > 2 && sscanf(argv[2], "%u", &seeds.first) != 1)
        return 2;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(no_order_of_commands_breaks_a_rule, &seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
