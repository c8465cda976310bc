#include "tests/unit/play.h"

#include "core/chat.h"
#include "core/minutes.h"
#include "core/view.h"
#include "core/when.h"

#define OF1 "\"question\":1,\"run\":1"

/* A line of another chat, as the reader of logs gives it. */
struct said {
    const char *nick, *text;
    int64_t time_us;
    int64_t posted_us; /* 0: the same */
    bool deleted;
    int read_as; /* 0: read it */
    bool minute; /* the log has no seconds */
};

static enum status imports(struct play *p, const char *id, const struct said *s)
{
    struct command c;
    char identity[80];
    command_init(&c, COMMAND_IMPORT);
    snprintf(identity, sizeof identity, "irc:wg/%s", s->nick);
    c.question = 1;
    c.run = 1;
    c.log_source = "irc:wg";
    c.source_id = id;
    c.identity = identity;
    c.name = s->nick;
    c.text = c.own = s->text;
    c.said_us = s->time_us;
    c.arrived_us = s->posted_us != 0 ? s->posted_us : s->time_us;
    c.said_within_us = (s->minute ? 60 : 1) * SECOND_US;
    c.deleted = s->deleted;
    c.read_as = s->read_as != 0 ? s->read_as : -1;
    return play_command(p, (struct actor){.role = ROLE_SYSTEM}, &c);
}

/* Question 1 was asked, "for" was called, Ada answered by hand; closed. */
static struct play closed(void)
{
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    return p;
}

static uint32_t chat_count(const struct play *p, int slot)
{
    return p->meeting.runs.items[0].counts[slot][CHANNEL_CHAT][PLACE_REMOTE];
}

static void another_chats_people_count_as_the_chats_but_are_not_present(void **state)
{
    (void)state;
    struct play p = closed();
    const struct run *r = &p.meeting.runs.items[0];
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1 good", .time_us = 5}), STATUS_OK);
    assert_int_equal(imports(&p, "b", &(struct said){"cy", "-1", .time_us = 6}), STATUS_OK);
    assert_int_equal(imports(&p, "c", &(struct said){"cy", "why?", .time_us = 7}), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(chat_count(&p, 1), 1);
    assert_int_equal(r->answered, 3);
    assert_int_equal(r->present, 1);
    assert_int_equal(r->no_hand, 0);
    assert_int_equal(p.meeting.present, 1);
    assert_int_equal(p.meeting.people.count, 3);
    assert_string_equal(meeting_text(&p.meeting, p.meeting.people.items[1].identity), "irc:wg/bo");
    char *text;
    size_t len;
    assert_int_equal(minutes_write(&p.meeting, &text, &len), STATUS_OK);
    assert_non_null(strstr(text, "- irc:wg: 3 lines of 2 people, of whom 2 answered"));
    assert_non_null(strstr(text, "People who joined: 1\n"));
    assert_non_null(strstr(text, "- for, bo: good"));
    free(text);
    /* who joins afterwards gets a link that nobody has */
    assert_int_equal(joins(&p, "Di", false), STATUS_OK);
    assert_int_equal(meeting_person_of_link(&p.meeting, p.meeting.people.items[3].link), 4);
    play_release(&p);
}

static void a_line_comes_in_once_however_often_it_is_read(void **state)
{
    (void)state;
    struct play p = closed();
    const struct said line = {"bo", "+1", .time_us = 5};
    assert_int_equal(imports(&p, "a", &line), STATUS_OK);
    size_t events = p.events.count;
    assert_int_equal(imports(&p, "a", &line), STATUS_OK);
    assert_int_equal(p.events.count, events);
    assert_int_equal(imports(&p, "b", &line), STATUS_OK); /* said twice, counted once */
    assert_int_equal(p.meeting.lines.count, 2);
    assert_int_equal(chat_count(&p, 0), 1);
    play_release(&p);
}

static void the_latest_counts_in_whatever_order_logs_come(void **state)
{
    (void)state;
    struct play p = closed();
    assert_int_equal(imports(&p, "b", &(struct said){"bo", "-1", .time_us = 9}), STATUS_OK);
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1", .time_us = 5}), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 0);
    assert_int_equal(chat_count(&p, 1), 1);
    play_release(&p);
}

static void an_edit_moves_the_answer_and_a_deletion_withdraws_it(void **state)
{
    (void)state;
    struct play p = closed();
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1", .time_us = 5}), STATUS_OK);
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "-1", .time_us = 8}), STATUS_OK);
    assert_int_equal(p.meeting.lines.count, 1);
    assert_int_equal(chat_count(&p, 0), 0);
    assert_int_equal(chat_count(&p, 1), 1);
    const struct said gone = {"bo", "", .time_us = 9, .deleted = true};
    assert_int_equal(imports(&p, "a", &gone), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 0);
    assert_true(p.meeting.lines.items[0].deleted);
    assert_int_equal(imports(&p, "a", &gone), STATUS_OK);
    assert_int_equal(imports(&p, "z", &gone), STATUS_OK); /* never seen here */
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1", .time_us = 5}), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 0); /* what was deleted stays so */
    assert_int_equal(p.meeting.lines.count, 1);
    play_release(&p);
}

/* As if the line had never been: what was said before it in that chat stands again. */
static void what_was_said_before_a_deleted_line_stands_again(void **state)
{
    (void)state;
    struct play p = closed();
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1 yes", .time_us = 5}), STATUS_OK);
    assert_int_equal(imports(&p, "b", &(struct said){"bo", "0", .time_us = 6}), STATUS_OK);
    assert_int_equal(imports(&p, "c", &(struct said){"bo", "-1", .time_us = 7}), STATUS_OK);
    assert_int_equal(imports(&p, "d", &(struct said){"cy", "-1", .time_us = 8}), STATUS_OK);
    /* edited into talk, as good as gone */
    assert_int_equal(imports(&p, "b", &(struct said){"bo", "hm?", .time_us = 9}), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 2);
    const struct said gone = {"bo", "", .time_us = 7, .deleted = true};
    assert_int_equal(imports(&p, "c", &gone), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(chat_count(&p, 1), 1);
    const struct answer *a = meeting_answer_of(&p.meeting, 2, &p.meeting.runs.items[0]);
    assert_int_equal(a->line, 1);
    assert_string_equal(meeting_text(&p.meeting, a->remark), "yes");
    size_t events = p.events.count;
    assert_int_equal(imports(&p, "c", &gone), STATUS_OK);
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1 yes", .time_us = 5}), STATUS_OK);
    assert_int_equal(p.events.count, events);
    play_release(&p);
}

static void what_was_said_outside_of_its_time_is_left_out_and_taken_out(void **state)
{
    (void)state;
    struct play p = closed();
    const struct said line = {"bo", "+1", .time_us = 5},
                      early = {"bo", "+1", .time_us = 5, .read_as = CHAT_BEFORE};
    assert_int_equal(imports(&p, "a", &early), STATUS_OK);
    assert_int_equal(p.meeting.lines.count, 0);
    assert_int_equal(imports(&p, "a", &line), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    for (int i = 0; i < 2; i++) { /* the log has grown, or its clock was put right */
        assert_int_equal(imports(&p, "a", &early), STATUS_OK);
        assert_int_equal(chat_count(&p, 0), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(imports(&p, "a", &line), STATUS_OK);
        assert_int_equal(chat_count(&p, 0), 1);
    }
    assert_int_equal(p.meeting.lines.count, 1);
    play_release(&p);
}

static void each_run_knows_its_own_lines(void **state)
{
    (void)state;
    struct play p = closed();
    struct command c;
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1,\"because\":\"crowd\","
                               "\"reason\":\"more came\""),
                     STATUS_OK);
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "+1", .time_us = 5}), STATUS_OK);
    command_init(&c, COMMAND_IMPORT);
    c.question = 1;
    c.run = 2;
    c.log_source = "irc:wg";
    c.source_id = "a";
    c.identity = "irc:wg/bo";
    c.name = "bo";
    c.text = c.own = "+1";
    const struct actor system = {.role = ROLE_SYSTEM};
    for (int i = 0; i < 2; i++)
        assert_int_equal(play_command(&p, system, &c), STATUS_OK);
    assert_int_equal(p.meeting.lines.count, 2);
    for (int i = 0; i < 2; i++)
        assert_int_equal(p.meeting.runs.items[i].counts[0][CHANNEL_CHAT][PLACE_REMOTE], 1);
    play_release(&p);
}

/* Messages of one second, in whatever order they come: the greater number is the later one. */
static void of_one_second_the_greater_number_is_later(void **state)
{
    (void)state;
    struct play p = closed();
    assert_int_equal(imports(&p, "100", &(struct said){"bo", "-1", .time_us = 5}), STATUS_OK);
    assert_int_equal(imports(&p, "99", &(struct said){"bo", "+1", .time_us = 5}), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 1);
    assert_int_equal(imports(&p, "101", &(struct said){"bo", "+1", .time_us = 5}), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    play_release(&p);
}

/* Calls for option 0 from 10 s on and for option 1 from 40 s on; the log knows the minute only. */
static void a_line_of_a_minute_is_near_a_change_within_it(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    const int64_t asked = p.meeting.runs.items[0].asked_us;
    p.now_us = asked + 9 * SECOND_US;
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":0"), STATUS_OK);
    p.now_us = asked + 39 * SECOND_US;
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":1"), STATUS_OK);
    const struct said hum = {"bo", "hum", .time_us = asked + 20 * SECOND_US},
                      minute = {"cy", "hum", .time_us = asked + 20 * SECOND_US, .minute = true},
                      later = {"di", "hum", .time_us = asked + 60 * SECOND_US, .minute = true};
    assert_int_equal(imports(&p, "a", &hum), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(imports(&p, "b", &minute), STATUS_OK);
    assert_int_equal(p.meeting.lines.items[1].unsure, CHAT_UNSURE_CHANGE);
    assert_int_equal(imports(&p, "c", &later), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 1);
    /* edited while the second is called, it is still for what was called when it came */
    const struct said edited = {"ed", "hum", .time_us = asked + 60 * SECOND_US,
                                .posted_us = asked + 20 * SECOND_US};
    assert_int_equal(imports(&p, "d", &edited), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 2);
    play_release(&p);
}

static void what_is_unsure_is_settled_also_after_the_outcome(void **state)
{
    (void)state;
    struct play p = closed();
    const struct run *r = &p.meeting.runs.items[0];
    const struct said sign = {"cy", "(+1)", .read_as = CHAT_UNSURE_REACTION};
    /* "hum" in the run's time is for what was called, at another time nobody knows for what */
    assert_int_equal(imports(&p, "a", &(struct said){"bo", "hum", .time_us = r->closed_us}),
                     STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(imports(&p, "b", &(struct said){"di", "hum", .time_us = 5}), STATUS_OK);
    assert_int_equal(imports(&p, "c", &sign), STATUS_OK);
    assert_int_equal(r->answered, 2);
    /* a sign goes behind any word of its author, whichever came first */
    const struct said after = {"bo", "(-1)", .time_us = r->closed_us,
                               .read_as = CHAT_UNSURE_REACTION};
    assert_int_equal(imports(&p, "d", &after), STATUS_OK);
    assert_true(meeting_to_settle(&p.meeting, 3));
    assert_false(meeting_to_settle(&p.meeting, 4));
    assert_int_equal(chair(&p, "\"command\":\"settle\",\"line\":4,\"option\":1"),
                     REFUSED_NOT_UNSURE);
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF1 ",\"text\":\"so\",\"reason\":\"w\","
                               "\"statements\":[{\"kind\":\"no-consensus\"}]"),
                     STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"settle\",\"line\":3,\"option\":1"), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 1);
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(&p.meeting, AUDIENCE_PUBLIC, &bytes, &len), STATUS_OK);
    assert_null(strstr(bytes, "\"hum\",\"time\"")); /* held until the result is shown */
    free(bytes);
    play_release(&p);
}

static void quotes_code_and_bots_answer_nothing(void **state)
{
    (void)state;
    struct play p = closed();
    const struct said bot = {"meetbot", "+1", .read_as = CHAT_ECHO};
    assert_int_equal(imports(&p, "a", &bot), STATUS_OK);
    assert_int_equal(imports(&p, "b", &(struct said){"bo", "> +1", .time_us = 5}), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].answered, 1);
    struct command c;
    command_init(&c, COMMAND_IMPORT);
    c.question = 2;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c),
                     REFUSED_NO_QUESTION);
    play_release(&p);
}

static void a_message_of_several_lines_is_one_position_at_most(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        enum chat_result result;
        int32_t option;
    } rows[] = {{"+1\nbecause it is time", CHAT_POSITION, 0},
                {"Ada said:\n-1 breaks clients", CHAT_POSITION, 1},
                {"+1\n+1 really", CHAT_POSITION, 0},
                {"+1\n-1", CHAT_UNSURE_SEVERAL, 0},
                {"well\nhum", CHAT_UNSURE_NOT_CALLED, 0},
                {"hum\nfor", CHAT_POSITION, 0},
                {"one\n+10", CHAT_TALK, 0},
                {"\n \n", CHAT_TALK, 0},
                {"\n +10", CHAT_NUMBER, 0}};
    struct play p = closed();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct chat_reading read =
            chat_read_lines(&p.meeting, meeting_question(&p.meeting, 1),
                            &(struct chat_call){.option = -1}, rows[i].lines);
        assert_int_equal(read.result, rows[i].result);
        if (read.result == CHAT_POSITION)
            assert_int_equal(read.option, rows[i].option);
    }
    const struct chat_reading read =
        chat_read_lines(&p.meeting, meeting_question(&p.meeting, 1),
                        &(struct chat_call){.option = -1}, "Ada said:\n-1 breaks clients");
    assert_string_equal(read.remark, "breaks clients");
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_chats_people_count_as_the_chats_but_are_not_present),
        cmocka_unit_test(a_line_comes_in_once_however_often_it_is_read),
        cmocka_unit_test(the_latest_counts_in_whatever_order_logs_come),
        cmocka_unit_test(an_edit_moves_the_answer_and_a_deletion_withdraws_it),
        cmocka_unit_test(what_was_said_before_a_deleted_line_stands_again),
        cmocka_unit_test(what_was_said_outside_of_its_time_is_left_out_and_taken_out),
        cmocka_unit_test(each_run_knows_its_own_lines),
        cmocka_unit_test(of_one_second_the_greater_number_is_later),
        cmocka_unit_test(a_line_of_a_minute_is_near_a_change_within_it),
        cmocka_unit_test(what_is_unsure_is_settled_also_after_the_outcome),
        cmocka_unit_test(quotes_code_and_bots_answer_nothing),
        cmocka_unit_test(a_message_of_several_lines_is_one_position_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
