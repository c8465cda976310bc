#include "tests/unit/play.h"

#include "core/history.h"

#include <unistd.h>

static void a_full_meeting(struct play *p)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", true), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"hum\",\"question\":1,\"run\":1,\"option\":0"),
                     STATUS_OK);
    assert_int_equal(measures(p, 1, 1800), STATUS_OK);
    assert_int_equal(chair(p, "\"command\":\"hum\",\"question\":1,\"run\":1,\"option\":1"),
                     STATUS_OK);
    assert_int_equal(measures(p, 2, 700), STATUS_OK);
    assert_int_equal(participant(p, 1, "\"command\":\"say\",\"text\":\"-1 too early\""), STATUS_OK);
    assert_int_equal(
        participant(p, 2, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":0"),
        STATUS_OK);
}

static void a_copy_lives_on_its_own(void **state)
{
    (void)state;
    struct play p;
    struct meeting copy;
    a_full_meeting(&p);
    meeting_init(&copy);
    assert_int_equal(meeting_copy(&copy, &p.meeting), STATUS_OK);
    int64_t seq = copy.seq;
    assert_int_equal(
        participant(&p, 2, "\"command\":\"answer\",\"question\":1,\"run\":1,\"option\":1"),
        STATUS_OK);
    assert_int_equal(joins(&p, "Cy", false), STATUS_OK);
    assert_int_equal(copy.seq, seq);
    assert_int_equal(copy.people.count, 2);
    assert_int_equal(meeting_run(&copy, 1, 1)->counts[0][CHANNEL_HAND][PLACE_ROOM], 1);
    assert_int_equal(meeting_run(&p.meeting, 1, 1)->counts[0][CHANNEL_HAND][PLACE_ROOM], 0);
    assert_string_equal(meeting_text(&copy, copy.people.items[1].name), "Bo");
    /* and goes on by itself from where it was */
    for (size_t i = (size_t)seq; i < p.events.count; i++)
        assert_int_equal(meeting_apply(&copy, &p.events.items[i]), STATUS_OK);
    assert_int_equal(copy.people.count, 3);
    meeting_release(&copy);
    play_release(&p);
}

static void what_does_not_fit_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct play p;
    a_full_meeting(&p);
    struct event wrong = {
        .seq = p.meeting.seq + 1, .time_us = p.now_us, .kind = EVENT_ANSWER_GIVEN};
    struct meeting before;
    meeting_init(&before);
    assert_int_equal(meeting_copy(&before, &p.meeting), STATUS_OK);
    wrong.answer.question = 9;
    assert_int_equal(meeting_apply(&p.meeting, &wrong),
                     REFUSED_RECORD_DAMAGED); /* no such question */
    wrong.answer.question = 1;
    wrong.answer.run = 1;
    wrong.answer.person = 1;
    wrong.answer.option = 2;
    assert_int_equal(meeting_apply(&p.meeting, &wrong),
                     REFUSED_RECORD_DAMAGED); /* no such option */
    wrong.answer.option = 0;
    wrong.seq++;
    assert_int_equal(meeting_apply(&p.meeting, &wrong),
                     REFUSED_RECORD_DAMAGED); /* a hole in the seqs */
    wrong.seq--;
    wrong.time_us = 0;
    assert_int_equal(meeting_apply(&p.meeting, &wrong),
                     REFUSED_RECORD_DAMAGED); /* time goes back */
    wrong = (struct event){
        .seq = p.meeting.seq + 1, .time_us = p.now_us, .kind = EVENT_PERSON_RETURNED};
    wrong.left.person = 1;
    assert_int_equal(meeting_apply(&p.meeting, &wrong), REFUSED_RECORD_DAMAGED); /* never left */
    assert_int_equal(p.meeting.seq, before.seq);
    assert_int_equal(p.meeting.answers.count, before.answers.count);
    assert_memory_equal(p.meeting.runs.items, before.runs.items,
                        before.runs.count * sizeof *before.runs.items);
    meeting_release(&before);
    play_release(&p);
}

/* Decided, sealed, written, read and folded again it is the same meeting, texts and all. */
static void a_meeting_comes_back_from_its_record(void **state)
{
    (void)state;
    char folder[] = "/tmp/humroom-meeting-XXXXXX", path[64];
    uint8_t salts[64 * SALT_LEN];
    struct play p;
    struct sealed sealed;
    struct record *record;
    struct meeting again;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.humroom", folder);
    a_full_meeting(&p);
    memset(salts, 7, sizeof salts);
    assert_true(history_personal_count(&p.events, 0) < 64);
    assert_int_equal(history_seal(&p.events, 0, salts, &sealed), STATUS_OK);
    assert_int_equal(record_open(path, RECORD_CREATE, &record), STATUS_OK);
    assert_int_equal(record_append(record, &(struct record_batch){.events = sealed.events,
                                                                  .event_count = sealed.event_count,
                                                                  .texts = sealed.texts,
                                                                  .text_count = sealed.text_count}),
                     STATUS_OK);
    meeting_init(&again);
    assert_int_equal(history_read(record, &again), STATUS_OK);
    assert_int_equal(again.seq, p.meeting.seq);
    assert_string_equal(meeting_text(&again, again.people.items[0].name), "Ada");
    assert_string_equal(meeting_text(&again, again.answers.items[0].remark), "too early");
    assert_memory_equal(again.runs.items, p.meeting.runs.items,
                        again.runs.count * sizeof *again.runs.items);
    assert_memory_equal(again.pairs.items, p.meeting.pairs.items,
                        again.pairs.count * sizeof *again.pairs.items);
    /* a command of before the stop is still known */
    assert_int_equal(again.seen_used, p.meeting.seen_used);
    meeting_release(&again);
    /* a text that was taken out is shown as such; the chain holds */
    assert_int_equal(record_forget(record, 3), STATUS_OK); /* keys: 1, 2 the chair; 3 Ada */
    meeting_init(&again);
    assert_int_equal(history_read(record, &again), STATUS_OK);
    assert_string_equal(meeting_text(&again, again.people.items[0].name), "(removed on request)");
    meeting_release(&again);
    record_close(record);
    sealed_release(&sealed);
    play_release(&p);
    unlink(path);
    rmdir(folder);
}

/* A meeting with a text of every kind that people may ask to have removed. */
static void play_texts(struct play *p)
{
#define DO(role, person, members)                                                                  \
    assert_int_equal(play(p, role, person, "\"command\":" members), STATUS_OK)
#define STRAW "\"question\":2,\"run\":1"
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    DO(ROLE_SCRIBE, 0, "\"attend\",\"name\":\"Max\",\"affiliation\":\"Ohm AG\"");
    DO(ROLE_SCRIBE, 0, "\"attend\",\"of_person\":2,\"name\":\"Maks\"");
    DO(ROLE_SCRIBE, 0, "\"duty\",\"duty\":\"notes\",\"name\":\"Kim\"");
    DO(ROLE_SCRIBE, 0, "\"duty\",\"duty\":\"notes\",\"name\":\"Lee\"");
    DO(ROLE_SCRIBE, 0, "\"duty\",\"duty\":\"notes\",\"name\":\"Kim\",\"off\":true");
    DO(ROLE_SCRIBE, 0, "\"queue-add\",\"name\":\"Kim\",\"text\":\"the header\"");
    DO(ROLE_CHAIR, 0, "\"ask\",\"question\":1");
    DO(ROLE_PARTICIPANT, 1, "\"say\",\"text\":\"-1 it leaks\"");
    DO(ROLE_PARTICIPANT, 1,
       "\"interrupt\",\"question\":1,\"run\":1,\"about\":\"flaw\",\"text\":\"x\"");
    DO(ROLE_SCRIBE, 0,
       "\"position\",\"question\":1,\"run\":1,\"name\":\"Kim\",\"way\":\"microphone\",\"option\":"
       "0");
    DO(ROLE_SCRIBE, 0,
       "\"position\",\"question\":1,\"run\":1,\"name\":\"Lee\",\"way\":\"microphone\",\"option\":"
       "0");
    DO(ROLE_SCRIBE, 0,
       "\"position\",\"question\":1,\"run\":1,\"name\":\"Kim\",\"way\":\"microphone\",\"option\":"
       "\"withdraw\"");
    DO(ROLE_CHAIR, 0, "\"close\",\"question\":1,\"run\":1");
    DO(ROLE_PARTICIPANT, 1, "\"issue\",\"text\":\"slow\"");
    DO(ROLE_PARTICIPANT, 1, "\"challenge\",\"asks\":\"challenge\",\"process\":\"fast\"");
    DO(ROLE_CHAIR, 0,
       "\"prepare\",\"kind\":\"draw\",\"text\":\"Who?\",\"method\":\"straw\",\"agreement\":"
       "\"one\"");
    DO(ROLE_CHAIR, 0, "\"ask\",\"question\":2");
    DO(ROLE_SCRIBE, 0, "\"volunteer\"," STRAW ",\"name\":\"Kim\"");
    DO(ROLE_SCRIBE, 0, "\"volunteer\"," STRAW ",\"name\":\"Lee\"");
    DO(ROLE_SCRIBE, 0, "\"volunteer\"," STRAW ",\"name\":\"Ida\"");
    DO(ROLE_SCRIBE, 0, "\"volunteer\"," STRAW ",\"name\":\"Lee\",\"option\":\"withdraw\"");
}

static enum status fold_again(const struct play *p)
{
    struct meeting m;
    enum status s = STATUS_OK;
    meeting_init(&m);
    for (size_t i = 0; s == STATUS_OK && i < p->events.count; i++)
        s = meeting_apply(&m, &p->events.items[i]);
    meeting_release(&m);
    return s;
}

/* Whichever text is taken out of the record, alone or with all others, the rest can be read. */
static void texts_that_were_removed_on_request_leave_a_meeting_that_can_be_read(void **state)
{
    (void)state;
    struct play p;
    struct personal *texts[PERSONALS_MAX];
    size_t removed = 0;
    play_texts(&p);
    for (int all = 0; all < 2; all++)
        for (size_t i = 0; i < p.events.count; i++) {
            size_t count = event_personals(&p.events.items[i], texts, PERSONALS_MAX);
            for (size_t k = 0; k < count; k++) {
                const char *text = texts[k]->text;
                texts[k]->text = NULL;
                enum status s = fold_again(&p);
                if (s != STATUS_OK)
                    print_message("without %s of %s\n", text,
                                  event_kind_name(p.events.items[i].kind));
                assert_int_equal(s, STATUS_OK);
                texts[k]->text = all ? NULL : text;
                removed++;
            }
        }
    assert_true(removed > 40);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_lives_on_its_own),
        cmocka_unit_test(what_does_not_fit_is_refused_and_changes_nothing),
        cmocka_unit_test(a_meeting_comes_back_from_its_record),
        cmocka_unit_test(texts_that_were_removed_on_request_leave_a_meeting_that_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
