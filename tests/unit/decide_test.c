#include "tests/unit/play.h"

#define ASK "\"command\":\"ask\",\"question\":1"
#define OF_RUN "\"question\":1,\"run\":1"
#define ANSWER(option) "\"command\":\"answer\"," OF_RUN ",\"option\":" option
#define HUM(option) "\"command\":\"hum\"," OF_RUN ",\"option\":" option
#define CALL_OVER "\"command\":\"call\"," OF_RUN
#define CALL CALL_OVER ",\"option\":"
#define CLOSE "\"command\":\"close\"," OF_RUN
#define STATE                                                                                      \
    "\"command\":\"state\"," OF_RUN ",\"statements\":[{\"kind\":\"consensus\",\"option\":0}],"     \
    "\"text\":\"consensus for, to be confirmed on the list\",\"reason\":\"no objection was "       \
    "raised\""

static const struct run *run1(const struct play *p)
{
    return meeting_run(&p->meeting, 1, 1);
}

static void nobody_but_the_chair_asks(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, ASK), REFUSED_ROLE);
    assert_int_equal(play(&p, ROLE_SCREEN, 0, ASK), REFUSED_ROLE);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, ASK), REFUSED_ROLE);
    assert_int_equal(play(&p, ROLE_CHAIR, 0, ANSWER("0")), REFUSED_ROLE_PARTICIPANT);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, ASK), REFUSED_ANOTHER_OPEN);
    play_release(&p);
}

static void joining_needs_a_name_and_the_note_well(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(participant(&p, 0, "\"command\":\"join\",\"name\":\"Ada\""),
                     REFUSED_NOTE_WELL);
    assert_int_equal(participant(&p, 0, "\"command\":\"join\",\"note_well\":true"),
                     REFUSED_EMPTY_TEXT);
    assert_int_equal(p.meeting.people.count, 0);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(p.meeting.present, 1);
    play_release(&p);
}

static void a_changed_mind_counts_once(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("1")), STATUS_OK);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_HAND][PLACE_REMOTE], 0);
    assert_int_equal(run1(&p)->counts[1][CHANNEL_HAND][PLACE_REMOTE], 1);
    assert_int_equal(run1(&p)->answered, 1);
    /* the latest explicit answer stands, whatever its channel */
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1 after all\""),
                     STATUS_OK);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_CHAT][PLACE_REMOTE], 1);
    assert_int_equal(run1(&p)->counts[1][CHANNEL_HAND][PLACE_REMOTE], 0);
    assert_int_equal(run1(&p)->answered, 1);
    assert_int_equal(participant(&p, 1, ANSWER("\"withdraw\"")), STATUS_OK);
    assert_int_equal(run1(&p)->answered, 0);
    assert_int_equal(meeting_run_no_hand(&p.meeting, run1(&p)), 1);
    play_release(&p);
}

static void people_in_the_room_are_listed_apart(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", true), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), STATUS_OK);
    assert_int_equal(participant(&p, 2, ANSWER("0")), STATUS_OK);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_HAND][PLACE_ROOM], 1);
    assert_int_equal(run1(&p)->counts[0][CHANNEL_HAND][PLACE_REMOTE], 1);
    play_release(&p);
}

static void a_resent_command_is_done_once_and_answered_as_before(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("0")), STATUS_OK);
    struct done first = p.done;
    int64_t seq = p.meeting.seq;
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("0")), STATUS_OK);
    assert_int_equal(p.meeting.seq, seq);
    assert_true(p.done.again);
    assert_int_equal(p.done.seq, first.seq);
    assert_int_equal(p.done.time_us, first.time_us);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("1")), REFUSED_ID_REUSED);
    /* also after the close, and from another person the id is another command */
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 1, 777, ANSWER("0")), STATUS_OK);
    assert_true(p.done.again);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(play_with_id(&p, ROLE_PARTICIPANT, 2, 777, ANSWER("0")), REFUSED_NOT_OPEN);
    play_release(&p);
}

static void an_answer_is_only_ever_to_the_run_that_was_seen(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), REFUSED_NO_QUESTION);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("2")), REFUSED_NO_OPTION);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\",\"option\":0"), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), REFUSED_NOT_OPEN);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, ANSWER("0")), REFUSED_WRONG_RUN);
    assert_int_equal(meeting_question(&p.meeting, 1)->run_count, 2);
    play_release(&p);
}

static void a_position_in_chat_is_held_until_the_result_is_shown(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"hello\""), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"+1\""), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"what about the title?\""),
                     STATUS_OK);
    assert_int_equal(p.meeting.lines.count, 3);
    assert_int_equal(p.meeting.published.count, 2);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(p.meeting.published.count, 2);
    assert_int_equal(chair(&p, "\"command\":\"show\"," OF_RUN), STATUS_OK);
    assert_int_equal(p.meeting.published.count, 3);
    assert_int_equal(p.meeting.published.items[2], 2);
    play_release(&p);
}

static void hums_are_compared_as_they_come_and_kept(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    assert_int_equal(chair(&p, HUM("1")), REFUSED_HUM_RUNNING);
    assert_int_equal(chair(&p, CLOSE), REFUSED_HUM_RUNNING);
    assert_int_equal(chair(&p, "\"command\":\"hum-end\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hum-end\""), REFUSED_NO_HUM);
    /* the next hum may start while the first is still being checked */
    assert_int_equal(chair(&p, HUM("1")), STATUS_OK);
    assert_int_equal(measures(&p, 1, 1800), STATUS_OK);
    assert_int_equal(run1(&p)->compared, 0);
    assert_int_equal(measures(&p, 2, 700), STATUS_OK);
    assert_int_equal(run1(&p)->compared, 1);
    const struct pair *pair = &p.meeting.pairs.items[0];
    assert_int_equal(pair->louder, 0);
    assert_int_equal(pair->difference_mb, 1100);
    /* a second hum of the same option: both are kept, the newest counts */
    assert_int_equal(chair(&p, HUM("1")), STATUS_OK);
    assert_int_equal(measures(&p, 3, 2000), STATUS_OK);
    assert_int_equal(p.meeting.hums.count, 3);
    assert_int_equal(p.meeting.hums.items[2].take, 2);
    assert_int_equal(meeting_hum_of(&p.meeting, run1(&p), 1)->take, 2);
    assert_int_equal(p.meeting.comparisons.count, 2);
    assert_int_equal(p.meeting.pairs.items[1].louder, 1);
    play_release(&p);
}

/* 20 and 14 dB above the noise: the mean power is 17.96 dB above it. */
static void several_microphones_give_one_hum_and_each_is_kept(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    const struct hum none = {.window = 1};
    struct hum_part parts[2] = {{.device = "A", .api = "ALSA"}, {.device = "B", .api = "ALSA"}};
    const int32_t excess_mb[2] = {2000, 1400};
    for (int i = 0; i < 2; i++)
        parts[i].hum = (struct hum){.window = 99, /* the listener's own number */
                                    .hum_mb = -5000 + excess_mb[i],
                                    .noise_mb = -5000,
                                    .excess_mb = excess_mb[i],
                                    .strength = STRENGTH_SOME};
    struct command c;
    command_init(&c, COMMAND_MEASURED);
    c.hum = &none;
    c.parts = parts;
    c.part_count = 2;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    const struct meeting_hum *h = &p.meeting.hums.items[0];
    assert_int_equal(h->phase, HUM_FINAL);
    assert_int_equal(h->hum.window, 1);
    assert_int_equal(h->hum.excess_mb, 1796);
    assert_int_equal(h->spread.count, 2);
    assert_int_equal(h->spread.spread_mb, 600);
    assert_true(p.meeting.balance.of[1].known);
    const struct event *e = &p.events.items[p.events.count - 1];
    assert_int_equal(e->kind, EVENT_HUM_MEASURED);
    assert_int_equal(e->hum.part_count, 2);
    assert_int_equal(e->hum.parts[1].hum.excess_mb, 1400);
    assert_int_equal(e->hum.parts[1].hum.microphone, 1);
    assert_int_equal(e->hum.parts[1].hum.window, 1);
    play_release(&p);
}

static void the_chair_voids_a_hum_and_the_meter_comes_too_late(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"hum-void\""), STATUS_OK);
    assert_int_equal(p.meeting.hums.items[0].hum.void_reason, HUM_VOID_BY_CHAIR);
    int64_t seq = p.meeting.seq;
    assert_int_equal(measures(&p, 1, 1800), STATUS_OK);
    assert_int_equal(p.meeting.seq, seq);
    assert_null(meeting_hum_of(&p.meeting, run1(&p), 0));
    assert_int_equal(chair(&p, CLOSE), STATUS_OK); /* and never stops a call */
    play_release(&p);
}

static void an_option_is_called_by_ear_until_the_next_call_a_hum_or_the_close(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, CALL "0"), REFUSED_NO_QUESTION); /* not asked yet */
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, CALL "0"), REFUSED_ROLE);
    assert_int_equal(chair(&p, CALL "2"), REFUSED_NO_OPTION);
    assert_int_equal(chair(&p, CALL "\"withdraw\""), REFUSED_NO_OPTION);
    assert_int_equal(chair(&p, CALL_OVER), REFUSED_ALREADY); /* nothing is called */
    assert_int_equal(chair(&p, CALL "0"), STATUS_OK);
    assert_int_equal(run1(&p)->called, 1);
    assert_int_equal(chair(&p, CALL "1"), STATUS_OK);
    assert_int_equal(run1(&p)->called, 2);
    assert_int_equal(chair(&p, CALL_OVER), STATUS_OK);
    assert_int_equal(run1(&p)->called, 0);
    assert_int_equal(chair(&p, CALL "1"), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK); /* the microphone is back */
    assert_int_equal(run1(&p)->called, 0);
    assert_int_equal(chair(&p, CALL "1"), REFUSED_HUM_RUNNING);
    assert_int_equal(chair(&p, "\"command\":\"hum-void\""), STATUS_OK);
    assert_int_equal(chair(&p, CALL "1"), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(run1(&p)->called, 0);
    assert_int_equal(chair(&p, CALL "1"), REFUSED_NOT_OPEN);
    play_release(&p);
}

static void everybody_hums_once_and_gives_the_scale(void **state)
{
    (void)state;
    struct play p;
    struct command c;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"everyone\""), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"everyone\""), REFUSED_HUM_RUNNING);
    assert_int_equal(measures(&p, 1, 2000), STATUS_OK);
    assert_non_null(meeting_everyone(&p.meeting));
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    /* 3 dB under everybody is half of the room's power: some, though 17 dB over the noise would be
     * strong */
    assert_int_equal(measures(&p, 2, 1700), STATUS_OK);
    const struct hum *h = &meeting_hum_of(&p.meeting, run1(&p), 0)->hum;
    assert_int_equal(h->strength, STRENGTH_SOME);
    assert_int_equal(h->scale, SCALE_EVERYONE);
    /* another microphone ends it, and the words are against the noise again */
    command_init(&c, COMMAND_SCALE_END);
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    assert_null(meeting_everyone(&p.meeting));
    assert_true(p.meeting.scale_ended);
    int64_t seq = p.meeting.seq;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    assert_int_equal(p.meeting.seq, seq); /* once is enough */
    assert_int_equal(chair(&p, HUM("1")), STATUS_OK);
    assert_int_equal(measures(&p, 3, 1700), STATUS_OK);
    assert_int_equal(meeting_hum_of(&p.meeting, run1(&p), 1)->hum.scale, SCALE_NOISE);
    play_release(&p);
}

static void a_changed_gain_ends_the_scale(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"everyone\""), STATUS_OK);
    assert_int_equal(measures(&p, 1, 2000), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    assert_int_equal(measures_flagged(&p, 2, 1700, 1u << FLAG_GAIN_CHANGE), STATUS_OK);
    assert_null(meeting_everyone(&p.meeting));
    assert_int_equal(p.meeting.scale_end, SCALE_END_GAIN);
    assert_int_equal(meeting_hum_of(&p.meeting, run1(&p), 0)->hum.scale, SCALE_NOISE);
    play_release(&p);
}

static void a_silence_says_how_many_people_it_can_hide(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"people\",\"count\":40"), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    assert_int_equal(measures(&p, 1, 1100), STATUS_OK); /* -39 dB, at least -39.5 */
    assert_int_equal(chair(&p, HUM("1")), STATUS_OK);
    assert_int_equal(is_silent(&p, 2), STATUS_OK); /* its limit: -49 dB */
    /* 40 people made -39.5 dB at least: -49 dB are 40 * 10^-0.95 = 4.49, so 5 */
    assert_int_equal(meeting_hum_of(&p.meeting, run1(&p), 1)->hum.hidden_people, 5);
    play_release(&p);
}

static void the_number_of_people_compares_anew(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    assert_int_equal(measures(&p, 1, 1800), STATUS_OK);
    assert_int_equal(chair(&p, HUM("1")), STATUS_OK);
    assert_int_equal(measures(&p, 2, 1400), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"people\",\"count\":200"), STATUS_OK);
    assert_int_equal(p.meeting.comparisons.count, 2);
    const struct pair *before = &p.meeting.pairs.items[0], *after = &p.meeting.pairs.items[1];
    assert_true(after->high_mb - after->low_mb < before->high_mb - before->low_mb);
    assert_int_equal(after->sound_low_mb, before->sound_low_mb);
    assert_int_equal(chair(&p, "\"command\":\"people\",\"count\":-1"), REFUSED_BAD_VALUE);
    play_release(&p);
}

static void after_a_stop_an_open_window_is_void_and_the_question_open(void **state)
{
    (void)state;
    struct play p;
    struct command c;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, HUM("0")), STATUS_OK);
    command_init(&c, COMMAND_RESUME);
    c.text = "0.1.0";
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    assert_int_equal(p.meeting.hums.items[0].hum.void_reason, HUM_VOID_STOPPED);
    assert_int_equal(p.meeting.open_hum, 0);
    assert_int_equal(p.meeting.open_run, 1);
    play_release(&p);
}

static void an_outcome_needs_a_close_a_statement_words_and_a_reason(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, STATE), REFUSED_NOT_CLOSED);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN ",\"text\":\"x\",\"reason\":\"y\""),
                     REFUSED_STATEMENTS);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN
                               ",\"statements\":[{\"kind\":\"no-consensus\"}],\"text\":\"none\""),
                     REFUSED_REASON);
    assert_int_equal(chair(&p, STATE), STATUS_OK);
    assert_int_equal(run1(&p)->confirmation, CONFIRMATION_TO_CONFIRM);
    assert_string_equal(meeting_text(&p.meeting, meeting_outcome_of(&p.meeting, run1(&p))->by),
                        "Carla Chair");
    /* changed later: both are kept */
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF_RUN
                               ",\"statements\":[{\"kind\":\"deferred\",\"to\":\"list\","
                               "\"missing\":\"text\"}],\"text\":\"deferred\",\"reason\":\"time\""),
                     STATUS_OK);
    assert_int_equal(p.meeting.outcomes.count, 2);
    assert_int_equal(meeting_outcome_of(&p.meeting, run1(&p))->earlier, 1);
    assert_int_equal(run1(&p)->confirmation, CONFIRMATION_NOT_NEEDED);
    /* and the words went into the chat */
    assert_int_equal(p.meeting.lines.items[1].kind, LINE_OUTCOME);
    play_release(&p);
}

#define STATE_AS(statement, reason)                                                                \
    "\"command\":\"state\"," OF_RUN ",\"text\":\"so\",\"reason\":\"" reason                        \
    "\",\"statements\":[{" statement "}]"

static void what_is_deferred_or_referred_says_what_happens_next(void **state)
{
    (void)state;
    static const struct {
        const char *command;
        enum status expected;
    } cases[] = {
        {STATE_AS("\"kind\":\"deferred\"", "w"), REFUSED_DEFERRED},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"list\"", "w"), REFUSED_DEFERRED},
        {STATE_AS("\"kind\":\"deferred\",\"missing\":\"figures\"", "w"), REFUSED_DEFERRED},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"list\",\"missing\":\"figures\"", "w"), STATUS_OK},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"meeting\",\"text\":\"the next interim\","
                  "\"date\":\"2026-12-10\",\"missing\":\"figures\"",
                  "w"),
         STATUS_OK},
        {STATE_AS("\"kind\":\"referred\",\"team\":\"design\",\"who\":\"Ann\"", "w"),
         REFUSED_REFERRED},
        {STATE_AS("\"kind\":\"referred\",\"team\":\"mixed\",\"date\":\"2026-12-10\"", "w"),
         REFUSED_REFERRED},
        {STATE_AS("\"kind\":\"referred\",\"who\":\"Ann\",\"date\":\"2026-12-10\"", "w"),
         REFUSED_REFERRED},
        {STATE_AS("\"kind\":\"referred\",\"team\":\"external\",\"who\":\"Ann\","
                  "\"date\":\"2026-12-10\"",
                  "w"),
         STATUS_OK},
        {STATE_AS("\"kind\":\"no-consensus\",\"to\":\"list\"", "w"), REFUSED_KIND},
        {STATE_AS("\"kind\":\"deferred\",\"to\":\"list\",\"missing\":\"x\",\"team\":\"mixed\"",
                  "w"),
         REFUSED_KIND},
    };
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(chair(&p, cases[i].command), cases[i].expected);
    const struct outcome *o = meeting_outcome_of(&p.meeting, run1(&p));
    assert_int_equal(p.meeting.stated.items[o->first_statement].team, TEAM_EXTERNAL);
    play_release(&p);
}

static void with_an_issue_open_consensus_is_stated_with_its_reason(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "")),
                     REFUSED_REASON);
    assert_int_equal(participant(&p, 1, "\"command\":\"issue\"," OF_RUN ",\"text\":\"it leaks\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "")),
                     REFUSED_OPEN_ISSUES);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"no-consensus\"", "")), REFUSED_REASON);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "it is answered")),
                     STATUS_OK);
    assert_int_equal(meeting_outcome_of(&p.meeting, run1(&p))->open_issues, 1);
    /* what was open then stays said; what is stated later counts anew */
    assert_int_equal(chair(&p, "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":"
                               "\"on-record\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, STATE_AS("\"kind\":\"consensus\",\"option\":0", "w")), STATUS_OK);
    assert_int_equal(meeting_outcome_of(&p.meeting, run1(&p))->open_issues, 0);
    assert_int_equal(p.meeting.outcomes.items[0].open_issues, 1);
    play_release(&p);
}

static void what_is_asked_again_says_because_of_what(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK ",\"because\":\"crowd\""), REFUSED_NOT_AGAIN);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, ASK ",\"because\":\"boredom\""), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, ASK ",\"because\":\"crowd\",\"reason\":\"lunch\""), STATUS_OK);
    const struct run *r = meeting_run(&p.meeting, 1, 2);
    assert_int_equal(r->because, BECAUSE_CROWD);
    assert_string_equal(meeting_text(&p.meeting, r->why), "lunch");
    assert_int_equal(run1(&p)->because, BECAUSE_NONE);
    play_release(&p);
}

static void confirmation_goes_step_by_step(void **state)
{
    (void)state;
    static const char sent[] =
        "\"command\":\"sent\"," OF_RUN ",\"message_id\":\"<a@b>\",\"date\":\"2026-11-23\"";
    static const char confirm[] =
        "\"command\":\"confirm\"," OF_RUN ",\"as\":\"confirmed\",\"reason\":\"no objection\"";
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CLOSE), STATUS_OK);
    assert_int_equal(chair(&p, sent), REFUSED_NO_OUTCOME);
    assert_int_equal(chair(&p, STATE), STATUS_OK);
    assert_int_equal(chair(&p, confirm), REFUSED_NOT_SENT);
    assert_int_equal(chair(&p, "\"command\":\"mark\"," OF_RUN ",\"to_confirm\":false"), STATUS_OK);
    assert_int_equal(chair(&p, sent), REFUSED_NOT_TO_CONFIRM);
    assert_int_equal(chair(&p, "\"command\":\"mark\"," OF_RUN ",\"to_confirm\":true"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"end\""), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), REFUSED_ENDED);
    /* also after the meeting: two weeks of silence run on */
    assert_int_equal(chair(&p, sent), STATUS_OK);
    /* 2026-11-23 + 14 days, 23:59:59 UTC: 2026-11-23T00:00Z is PLAY_START + 14 h */
    int64_t expected =
        PLAY_START + INT64_C(14) * 3600 * 1000000 + (INT64_C(15) * 86400 - 1) * 1000000;
    assert_int_equal(run1(&p)->deadline_us, expected);
    assert_int_equal(chair(&p, sent), REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"deadline\"," OF_RUN
                               ",\"date\":\"2026-12-14\",\"reason\":\"holiday\""),
                     STATUS_OK);
    assert_int_equal(run1(&p)->deadline_us, expected + INT64_C(7) * 86400 * 1000000);
    assert_int_equal(
        chair(&p, "\"command\":\"confirm\"," OF_RUN ",\"as\":\"sent\",\"reason\":\"x\""),
        REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, confirm), STATUS_OK);
    assert_int_equal(run1(&p)->confirmation, CONFIRMATION_CONFIRMED);
    assert_int_equal(chair(&p, confirm), REFUSED_ALREADY);
    play_release(&p);
}

static void options_have_dont_care_and_something_else_unless_taken_away(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"A\",\"B\"]"),
                     STATUS_OK);
    assert_int_equal(meeting_question(&p.meeting, 2)->option_count, 4);
    assert_int_equal(
        chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                  "\"options\":[\"A\",\"B\"],\"no_dont_care\":true,\"no_something_else\":true"),
        STATUS_OK);
    assert_int_equal(meeting_question(&p.meeting, 3)->option_count, 2);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"A\",\"a\"]"),
                     REFUSED_OPTIONS);
    assert_int_equal(
        chair(
            &p,
            "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\",\"options\":[\"A\"]"),
        REFUSED_OPTIONS);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"for-against\",\"text\":\"\""),
                     REFUSED_EMPTY_TEXT);
    play_release(&p);
}

static void who_leaves_and_answers_again_is_back(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"leave\""), STATUS_OK);
    assert_int_equal(p.meeting.present, 0);
    assert_int_equal(participant(&p, 1, ANSWER("0")), STATUS_OK);
    assert_int_equal(p.meeting.present, 1);
    assert_int_equal(run1(&p)->answered, 1);
    play_release(&p);
}

/* Random commands of every kind by every role, three thousand of them: no order breaks a rule that
 * is checked here, and folding the events anew gives the same counts. */
#define OF_DRAFT "\"question\":3,\"run\":1"
static void no_order_of_commands_breaks_a_rule(void **state)
{
    (void)state;
    static const char *const commands[] = {
        ASK,
        CLOSE,
        STATE,
        HUM("0"),
        HUM("1"),
        "\"command\":\"hum-end\"",
        "\"command\":\"hum-void\"",
        ANSWER("0"),
        ANSWER("1"),
        ANSWER("\"withdraw\""),
        ANSWER("\"no-opinion\""),
        "\"command\":\"say\",\"text\":\"+1\"",
        "\"command\":\"say\",\"text\":\"hm\"",
        "\"command\":\"leave\"",
        "\"command\":\"show\"," OF_RUN,
        "\"command\":\"people\",\"count\":30",
        "\"command\":\"hear\"," OF_RUN ",\"option\":0,\"heard\":\"strong\"",
        "\"command\":\"mark\"," OF_RUN ",\"to_confirm\":true",
        "\"command\":\"answer\",\"question\":1,\"run\":2,\"option\":1",
        "\"command\":\"close\",\"question\":1,\"run\":2",
        "\"command\":\"ask\",\"question\":2",
        "\"command\":\"close\",\"question\":2,\"run\":1",
        "\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":0,\"text\":\"why\"",
        "\"command\":\"answer\",\"question\":2,\"run\":1,\"option\":\"withdraw\"",
        "\"command\":\"say\",\"text\":\"-1 it leaks\"",
        "\"command\":\"issue\"," OF_RUN ",\"text\":\"w\",\"of_person\":2",
        "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":\"withdrawn\"",
        "\"command\":\"issue-state\",\"issue\":1,\"issue_state\":\"on-record\"",
        "\"command\":\"challenge\",\"asks\":\"challenge\",\"decision\":\"w\"",
        "\"command\":\"challenge-answer\",\"challenge\":1,\"text\":\"w\",\"next\":\"AD\"",
        "\"command\":\"position\"," OF_RUN ",\"option\":0,\"of_person\":3,\"way\":\"microphone\"",
        "\"command\":\"position\"," OF_RUN ",\"option\":1,\"name\":\"Max\",\"way\":\"private\"",
        "\"command\":\"position\"," OF_RUN
        ",\"option\":\"withdraw\",\"name\":\"Max\",\"way\":\"private\"",
        "\"command\":\"hands\"," OF_RUN ",\"option\":1,\"count\":4",
        "\"command\":\"interrupt\"," OF_RUN ",\"about\":\"flaw\",\"text\":\"w\"",
        "\"command\":\"edit\",\"question\":2,\"kind\":\"live-with\",\"text\":\"That?\"",
        "\"command\":\"move\",\"question\":2,\"before\":1",
        "\"command\":\"move\",\"question\":2",
        "\"command\":\"preview\",\"question\":2",
        "\"command\":\"hats\",\"of_person\":1,\"hats\":[\"author\"]",
        "\"command\":\"ask\",\"question\":3",
        "\"command\":\"close\"," OF_DRAFT,
        "\"command\":\"answer\"," OF_DRAFT ",\"option\":1,\"text\":\"why\"",
        "\"command\":\"willing\"," OF_DRAFT ",\"willing\":[\"review\"],\"of_person\":1",
        "\"command\":\"willing\"," OF_DRAFT ",\"willing\":[\"edit\",\"review\"],\"name\":\"Max\"",
        "\"command\":\"willing\"," OF_DRAFT ",\"willing\":[],\"name\":\"Max\"",
        "\"command\":\"criterion\",\"question\":3,\"criterion\":\"scope\",\"text\":\"yes\"",
        "\"command\":\"step\",\"question\":3,\"step\":\"ipr\",\"step_state\":\"done\"",
        "\"command\":\"step\",\"question\":3,\"step\":\"ipr\",\"step_state\":\"open\"",
        "\"command\":\"void\"," OF_RUN ",\"reason\":\"w\"",
        "\"command\":\"declare\",\"text\":\"t\",\"words\":\"w\",\"reason\":\"r\",\"basis\":"
        "\"discussion\",\"statements\":[{\"kind\":\"consensus\"}]"};
    struct play p;
    struct meeting again;
    uint32_t seed = 1;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"live-with\",\"text\":\"This?\""),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"adopt\",\"text\":\"It?\","
                               "\"draft\":\"draft-a-b-00\""),
                     STATUS_OK);
    for (int i = 0; i < 5; i++)
        assert_int_equal(joins(&p, "Ada", i % 2 == 0), STATUS_OK);
    for (int i = 0; i < 3000; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t pick = seed >> 8;
        enum role role = pick % 3 == 0 ? ROLE_CHAIR : ROLE_PARTICIPANT;
        const char *command = commands[(pick / 3) % (sizeof commands / sizeof *commands)];
        size_t before = p.events.count;
        (void)!play(&p, role, role == ROLE_CHAIR ? 0 : 1 + pick % 5, command);
        /* nothing is decided without a chair */
        for (size_t e = before; role != ROLE_CHAIR && e < p.events.count; e++) {
            const struct event *made = &p.events.items[e];
            assert_true(made->kind != EVENT_OUTCOME_STATED && made->kind != EVENT_RUN_VOIDED &&
                        made->kind != EVENT_CHALLENGE_ANSWERED &&
                        made->kind != EVENT_QUESTION_CLOSED && made->kind != EVENT_RESULTS_SHOWN);
            assert_true(made->kind != EVENT_CRITERION_NOTED && made->kind != EVENT_STEP_TAKEN);
            assert_true(made->kind != EVENT_WILLING_SAID || /* each for themselves */
                        (made->willing.person == 1 + pick % 5 && !made->willing.entered));
            assert_true(made->kind != EVENT_ISSUE_CHANGED ||
                        made->issue_changed.state == ISSUE_WITHDRAWN);
        }
        for (uint32_t r = 0; r < p.meeting.runs.count; r++) {
            uint32_t sum = 0;
            for (int slot = 0; slot < COUNT_SLOTS; slot++)
                for (int channel = 0; channel < CHANNEL_COUNT; channel++)
                    for (int place = 0; place < PLACE_COUNT; place++)
                        sum += p.meeting.runs.items[r].counts[slot][channel][place];
            assert_int_equal(sum, p.meeting.runs.items[r].answered);
            assert_true(sum <= 5);
            uint32_t entered = 0;
            for (int slot = 0; slot < COUNT_SLOTS; slot++)
                for (int way = 0; way < WAY_COUNT; way++)
                    entered += p.meeting.runs.items[r].entered[slot][way];
            assert_true(entered <= 2);       /* person 3 and Max, once each */
            assert_true(sum + entered <= 6); /* person 3 by hand or at the microphone, not both */
        }
        assert_true(p.meeting.present <= 5);
        assert_true(p.meeting.criteria.count <= 1 && p.meeting.steps.count <= 1);
        assert_true(p.meeting.willing.count <= 6); /* five and Max, once each */
    }
    assert_int_equal(p.meeting.willing.count, 6);
    meeting_init(&again);
    for (size_t i = 0; i < p.events.count; i++)
        assert_int_equal(meeting_apply(&again, &p.events.items[i]), STATUS_OK);
    assert_int_equal(again.seq, p.meeting.seq);
    assert_int_equal(again.runs.count, p.meeting.runs.count);
    assert_memory_equal(again.runs.items, p.meeting.runs.items,
                        again.runs.count * sizeof *again.runs.items);
    assert_int_equal(again.issues.count, p.meeting.issues.count);
    assert_memory_equal(again.issues.items, p.meeting.issues.items,
                        again.issues.count * sizeof *again.issues.items);
    assert_memory_equal(again.willing.items, p.meeting.willing.items,
                        6 * sizeof *again.willing.items);
    assert_true(again.issues.count > 0 && again.challenges.count > 0);
    meeting_release(&again);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_but_the_chair_asks),
        cmocka_unit_test(joining_needs_a_name_and_the_note_well),
        cmocka_unit_test(a_changed_mind_counts_once),
        cmocka_unit_test(people_in_the_room_are_listed_apart),
        cmocka_unit_test(a_resent_command_is_done_once_and_answered_as_before),
        cmocka_unit_test(an_answer_is_only_ever_to_the_run_that_was_seen),
        cmocka_unit_test(a_position_in_chat_is_held_until_the_result_is_shown),
        cmocka_unit_test(hums_are_compared_as_they_come_and_kept),
        cmocka_unit_test(several_microphones_give_one_hum_and_each_is_kept),
        cmocka_unit_test(the_chair_voids_a_hum_and_the_meter_comes_too_late),
        cmocka_unit_test(an_option_is_called_by_ear_until_the_next_call_a_hum_or_the_close),
        cmocka_unit_test(everybody_hums_once_and_gives_the_scale),
        cmocka_unit_test(a_changed_gain_ends_the_scale),
        cmocka_unit_test(a_silence_says_how_many_people_it_can_hide),
        cmocka_unit_test(the_number_of_people_compares_anew),
        cmocka_unit_test(after_a_stop_an_open_window_is_void_and_the_question_open),
        cmocka_unit_test(an_outcome_needs_a_close_a_statement_words_and_a_reason),
        cmocka_unit_test(what_is_deferred_or_referred_says_what_happens_next),
        cmocka_unit_test(with_an_issue_open_consensus_is_stated_with_its_reason),
        cmocka_unit_test(what_is_asked_again_says_because_of_what),
        cmocka_unit_test(confirmation_goes_step_by_step),
        cmocka_unit_test(options_have_dont_care_and_something_else_unless_taken_away),
        cmocka_unit_test(who_leaves_and_answers_again_is_back),
        cmocka_unit_test(no_order_of_commands_breaks_a_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
