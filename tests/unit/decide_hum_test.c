#include "tests/unit/play.h"

#include "core/sentence.h"

#define ASK "\"command\":\"ask\",\"question\":1"
#define OF_RUN "\"question\":1,\"run\":1"
#define HUM(option) "\"command\":\"hum\"," OF_RUN ",\"option\":" option
#define CALL_OVER "\"command\":\"call\"," OF_RUN
#define CALL CALL_OVER ",\"option\":"
#define HEAR(option, heard)                                                                        \
    "\"command\":\"hear\"," OF_RUN ",\"option\":" option ",\"heard\":\"" heard "\""
#define CLOSE "\"command\":\"close\"," OF_RUN

static const struct run *run1(const struct play *p)
{
    return meeting_run(&p->meeting, 1, 1);
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

/* Asked both ways: each turn keeps what was heard of it, and one that is corrected is no other. */
static void what_is_heard_belongs_to_the_turn_that_the_option_had(void **state)
{
    (void)state;
    struct play p;
    struct text words = {0};
    play_open(&p);
    assert_int_equal(chair(&p, ASK), STATUS_OK);
    assert_int_equal(chair(&p, CALL "0"), STATUS_OK);
    assert_int_equal(chair(&p, HEAR("0", "strong")), STATUS_OK);
    assert_int_equal(chair(&p, CALL "1"), STATUS_OK);
    assert_int_equal(chair(&p, HEAR("1", "some")), STATUS_OK);
    assert_int_equal(chair(&p, HEAR("1", "weak")), STATUS_OK);
    assert_int_equal(meeting_turns(&p.meeting, run1(&p), 1), 1);
    sentence_heard(&p.meeting, run1(&p), 1, &words);
    assert_string_equal(words.bytes, "weak");
    text_release(&words);
    assert_int_equal(chair(&p, HUM("1")), STATUS_OK); /* the meter is back */
    assert_int_equal(measures(&p, 1, 1000), STATUS_OK);
    assert_int_equal(chair(&p, CALL "0"), STATUS_OK);
    assert_int_equal(chair(&p, HEAR("0", "some")), STATUS_OK);
    assert_int_equal(meeting_turns(&p.meeting, run1(&p), 0), 2);
    assert_int_equal(meeting_turns(&p.meeting, run1(&p), 1), 2);
    sentence_heard(&p.meeting, run1(&p), 0, &words);
    assert_string_equal(words.bytes, "strong, then some");
    text_release(&words);
    sentence_heard(&p.meeting, run1(&p), 1, &words);
    assert_string_equal(words.bytes, "weak, then nothing entered");
    text_release(&words);
    assert_int_equal(run1(&p)->heard[0], HEARD_SOME); /* the newest */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hums_are_compared_as_they_come_and_kept),
        cmocka_unit_test(several_microphones_give_one_hum_and_each_is_kept),
        cmocka_unit_test(the_chair_voids_a_hum_and_the_meter_comes_too_late),
        cmocka_unit_test(an_option_is_called_by_ear_until_the_next_call_a_hum_or_the_close),
        cmocka_unit_test(what_is_heard_belongs_to_the_turn_that_the_option_had),
        cmocka_unit_test(everybody_hums_once_and_gives_the_scale),
        cmocka_unit_test(a_changed_gain_ends_the_scale),
        cmocka_unit_test(a_silence_says_how_many_people_it_can_hide),
        cmocka_unit_test(the_number_of_people_compares_anew),
        cmocka_unit_test(after_a_stop_an_open_window_is_void_and_the_question_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
