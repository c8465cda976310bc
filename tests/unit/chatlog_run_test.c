#include "tests/unit/play.h"

#include "core/chat.h"
#include "core/chatlog_run.h"
#include "core/when.h"

#define OF1 "\"question\":1,\"run\":1"

/* Question 1 was asked and closed ten seconds later, the meeting went on for a minute. */
static struct play closed(void)
{
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    p.now_us += 9 * SECOND_US; /* play adds one to each command */
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    p.now_us += 59 * SECOND_US;
    assert_int_equal(participant(&p, 1, "\"command\":\"say\",\"text\":\"thanks\""), STATUS_OK);
    return p;
}

static struct log_item item_at(int64_t us, int64_t grain_us)
{
    return (struct log_item){
        .id = "a", .place = "", .time_us = us, .posted_us = us, .grain_us = grain_us};
}

static void what_was_said_while_it_was_open_is_told_from_the_rest(void **state)
{
    (void)state;
    struct play p = closed();
    struct run *r = &p.meeting.runs.items[0];
    const int64_t open = r->asked_us;
    const struct {
        int64_t us, grain_us, offset_us;
        int outside;
    } rows[] = {
        {open, SECOND_US, 0, LOG_READ_IT},
        /* a log's second holds all moments until the next one: 0.5 s before may be after */
        {open - SECOND_US / 2, SECOND_US, 0, LOG_READ_IT},
        {open - SECOND_US, SECOND_US, 0, CHAT_BEFORE},
        {open - 59 * SECOND_US, 60 * SECOND_US, 0, LOG_READ_IT},
        {open - 60 * SECOND_US, 60 * SECOND_US, 0, CHAT_BEFORE},
        {open + 10 * SECOND_US, SECOND_US, 0, LOG_READ_IT},
        {open + 11 * SECOND_US, SECOND_US, 0, CHAT_AFTER},
        /* a clock that is 5 s behind, and one that is an hour ahead */
        {open - 5 * SECOND_US, SECOND_US, 5 * SECOND_US, LOG_READ_IT},
        {open + 3600 * SECOND_US, SECOND_US, -3600 * SECOND_US, LOG_READ_IT},
        {open, SECOND_US, 11 * SECOND_US, CHAT_AFTER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct log_item item = item_at(rows[i].us, rows[i].grain_us);
        assert_int_equal(chatlog_outside(&item, r, rows[i].offset_us), rows[i].outside);
    }
    /* it is the saying that counts, not the edit */
    struct log_item edited = item_at(open, SECOND_US);
    edited.time_us = open + 60 * SECOND_US;
    assert_int_equal(chatlog_outside(&edited, r, 0), LOG_READ_IT);
    play_release(&p);
}

static bool fits(const struct play *p, int64_t us, int64_t offset_us)
{
    struct log_item item = item_at(us, SECOND_US);
    const struct chatlog l = {.items = &item, .count = 1};
    return chatlog_fits(&l, &p->meeting, &p->meeting.runs.items[0], offset_us);
}

static void a_log_with_no_line_of_the_meeting_has_another_clock(void **state)
{
    (void)state;
    struct play p = closed();
    const int64_t opened = p.meeting.opened_us;
    assert_true(fits(&p, opened, 0));
    assert_false(fits(&p, opened - SECOND_US, 0));
    assert_true(fits(&p, opened - SECOND_US, SECOND_US));
    assert_true(fits(&p, p.now_us, 0));
    assert_false(fits(&p, p.now_us + SECOND_US, 0));
    /* while a question is open anything later fits */
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1,\"because\":\"crowd\","
                               "\"reason\":\"more came\""),
                     STATUS_OK);
    struct log_item item = item_at(p.now_us + DAY_US, SECOND_US);
    const struct chatlog l = {.items = &item, .count = 1}, empty = {0};
    assert_true(chatlog_fits(&l, &p.meeting, &p.meeting.runs.items[1], 0));
    assert_false(chatlog_fits(&empty, &p.meeting, &p.meeting.runs.items[1], 0));
    /* what was imported does not make the meeting longer */
    struct command c;
    command_init(&c, COMMAND_IMPORT);
    c.question = c.run = 1;
    c.log_source = "irc:wg";
    c.source_id = "a";
    c.identity = "irc:wg/bo";
    c.name = c.text = c.own = "bo";
    const int64_t last = p.now_us;
    c.said_us = p.now_us += DAY_US;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    assert_true(fits(&p, last, 0));
    assert_false(fits(&p, last + SECOND_US, 0));
    play_release(&p);
}

/* A message or reaction of Zulip into question 1. */
static void imports(struct play *p, const char *id, const char *place)
{
    struct command c;
    command_init(&c, COMMAND_IMPORT);
    c.question = c.run = 1;
    c.log_source = "zulip:wg";
    c.log_place = place;
    c.source_id = id;
    c.identity = "zulip:wg/7";
    c.name = "Ada";
    c.text = c.own = "+1";
    assert_int_equal(play_command(p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
}

/* The line that was imported as id: is it gone from a log of these items? */
static bool is_gone(const char *id, const char *place, struct log_item *items, uint32_t count)
{
    struct play p = closed();
    const struct chatlog l = {.items = items, .count = count, .source = "zulip:wg"};
    uint32_t *lines, gone;
    imports(&p, id, place);
    assert_int_equal(chatlog_gone(&l, &p.meeting, &p.meeting.runs.items[0], &lines, &gone),
                     STATUS_OK);
    assert_true(gone <= 1);
    if (gone == 1)
        assert_int_equal(lines[0], p.meeting.lines.count);
    free(lines);
    play_release(&p);
    return gone == 1;
}

static void what_lies_between_others_of_its_topic_and_is_there_no_more_is_gone(void **state)
{
    (void)state;
    struct log_item items[] = {
        {.id = "100", .place = "5/framing"},
        {.id = "9", .place = "5/framing"},
        {.id = "50", .place = "5/lunch"},
    };
    assert_true(is_gone("10", "5/framing", items, 3));
    assert_true(is_gone("99", "5/framing", items, 3));
    assert_false(is_gone("100", "5/framing", items, 3));
    assert_false(is_gone("101", "5/framing", items, 3)); /* the log may end before it */
    assert_false(is_gone("8", "5/framing", items, 3));
    assert_false(is_gone("10", "5/lunch", items, 3)); /* of which the log has one message */
    assert_false(is_gone("10", "", items, 3));
    assert_false(is_gone("10x", "5/framing", items, 3)); /* no message's number */
}

static void a_reaction_is_gone_where_its_message_has_it_no_more(void **state)
{
    (void)state;
    struct log_item items[] = {
        {.id = "9", .place = "5/framing", .whole_reactions = true},
        {.id = "9 +1 zulip:wg/8", .place = "5/framing"},
        {.id = "20", .place = "5/framing"},
    };
    assert_false(is_gone("9 +1 zulip:wg/8", "5/framing", items, 3));
    assert_true(is_gone("9 +1 zulip:wg/7", "5/framing", items, 3));
    assert_false(is_gone("20 +1 zulip:wg/7", "5/framing", items, 3)); /* it says nothing of them */
    assert_true(is_gone("10 +1 zulip:wg/7", "5/framing", items, 3));  /* gone with its message */
    assert_false(is_gone("30 +1 zulip:wg/7", "5/framing", items, 3));
}

static void a_topic_is_known_in_any_case(void **state)
{
    (void)state;
    const struct log_item item = {.place = "5/Stra\u00dfe/1"}, none = {.place = ""};
    assert_true(chatlog_is_of(&item, "STRASSE/1"));
    assert_false(chatlog_is_of(&item, "1"));
    assert_false(chatlog_is_of(&none, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_said_while_it_was_open_is_told_from_the_rest),
        cmocka_unit_test(a_log_with_no_line_of_the_meeting_has_another_clock),
        cmocka_unit_test(what_lies_between_others_of_its_topic_and_is_there_no_more_is_gone),
        cmocka_unit_test(a_reaction_is_gone_where_its_message_has_it_no_more),
        cmocka_unit_test(a_topic_is_known_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
