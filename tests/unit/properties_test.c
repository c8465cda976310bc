#include "tests/unit/random_meeting.h"

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

enum { STEPS = 20000, SEEDS = 3 };

struct seeds {
    uint32_t first, count;
};

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
