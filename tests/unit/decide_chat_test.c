#include "tests/unit/play.h"

#include "core/minutes.h"

#define OF1 "\"question\":1,\"run\":1"
#define SAY(text) "\"command\":\"say\",\"text\":\"" text "\""
#define EDIT(line, text) "\"command\":\"edit-line\",\"line\":" #line ",\"text\":\"" text "\""
#define DELETE(line) "\"command\":\"delete-line\",\"line\":" #line
#define SETTLE(line, option) "\"command\":\"settle\",\"line\":" #line ",\"option\":" option

/* Ada and Bo; question 1, for or against, is open. */
static struct play asked(void)
{
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    return p;
}

static uint32_t chat_count(const struct play *p, int slot)
{
    return p->meeting.runs.items[0].counts[slot][CHANNEL_CHAT][PLACE_REMOTE];
}

static void says_minutes(struct play *p, const char *what)
{
    char *text;
    size_t len;
    assert_int_equal(minutes_write(&p->meeting, &text, &len), STATUS_OK);
    if (strstr(text, what) == NULL)
        print_message("%s\n", text);
    assert_non_null(strstr(text, what));
    free(text);
}

static void an_unsure_line_waits_for_chair_or_scribe_and_counts_nothing(void **state)
{
    (void)state;
    struct play p = asked();
    char *before = seen(&p, AUDIENCE_PUBLIC);
    assert_int_equal(participant(&p, 1, SAY("hum")), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].answered, 0);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":1,\"entries\":[{\"line\":1,"));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"why\":\"no option was called\""));
    char *after = seen(&p, AUDIENCE_PUBLIC);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(participant(&p, 2, SETTLE(1, "0")), REFUSED_ROLE_STAFF);
    assert_int_equal(chair(&p, SETTLE(1, "2")), REFUSED_NO_OPTION);
    assert_int_equal(chair(&p, "\"command\":\"settle\",\"line\":1"), REFUSED_BAD_VALUE);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, SETTLE(1, "0") ",\"by\":\"Sue\""), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_false(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":1"));
    says_minutes(&p, "no option was called: settled by the scribe, Sue, as a position for for");
    /* settled again, after a second look */
    assert_int_equal(chair(&p, SETTLE(1, "\"none\"")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 0);
    says_minutes(&p, "settled by the chair, Carla Chair, as no position");
    play_release(&p);
}

static void an_own_answer_goes_before_what_would_be_settled(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("hum")), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":0"));
    assert_int_equal(chair(&p, SETTLE(1, "0")), REFUSED_NOT_UNSURE);
    assert_int_equal(participant(&p, 2, SAY("+1")), STATUS_OK);
    assert_int_equal(chair(&p, SETTLE(2, "0")), REFUSED_NOT_UNSURE); /* it is none */
    assert_int_equal(chair(&p, SETTLE(7, "0")), REFUSED_NO_LINE);
    play_release(&p);
}

/* Ada, Bo: one unsure, one silent. At the close two did not raise a hand; when Ada's line is
 * settled, one; when it is taken back, two. */
static void who_is_settled_after_the_close_has_answered(void **state)
{
    (void)state;
    struct play p = asked();
    const struct run *r = &p.meeting.runs.items[0];
    assert_int_equal(participant(&p, 1, SAY("hum")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(r->no_hand, 2);
    says_minutes(&p, "1 chat line could not be read for certain and was not counted.");
    assert_int_equal(chair(&p, SETTLE(1, "1")), STATUS_OK);
    assert_int_equal(r->no_hand, 1);
    assert_int_equal(r->answered, 1);
    assert_int_equal(chair(&p, SETTLE(1, "\"none\"")), STATUS_OK);
    assert_int_equal(r->no_hand, 2);
    assert_int_equal(r->answered, 0);
    assert_int_equal(chair(&p, "\"command\":\"void\"," OF1 ",\"reason\":\"w\""), STATUS_OK);
    assert_int_equal(chair(&p, SETTLE(1, "1")), REFUSED_VOID);
    play_release(&p);
}

static void nobody_is_asked_about_a_line_that_can_no_more_be_settled(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("hum")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":1"));
    assert_int_equal(chair(&p, "\"command\":\"state\"," OF1 ",\"text\":\"so\",\"reason\":\"w\","
                               "\"statements\":[{\"kind\":\"no-consensus\"}]"),
                     STATUS_OK);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":0"));
    assert_int_equal(chair(&p, SETTLE(1, "0")), REFUSED_STATED);
    play_release(&p);
}

static void editing_a_line_moves_the_answer_and_deleting_withdraws_it(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("+1")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(participant(&p, 1, EDIT(1, "-1 breaks clients")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 0);
    assert_int_equal(chat_count(&p, 1), 1);
    assert_string_equal(meeting_text(&p.meeting, p.meeting.answers.items[1].remark),
                        "breaks clients");
    assert_int_equal(participant(&p, 1, EDIT(1, "never mind")), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].answered, 0);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"text\":\"never mind\"")); /* gives nothing away */
    assert_int_equal(participant(&p, 1, EDIT(1, "+1")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(participant(&p, 1, DELETE(1)), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].answered, 0);
    assert_int_equal(participant(&p, 1, DELETE(1)), REFUSED_NO_LINE);
    assert_int_equal(participant(&p, 1, EDIT(1, "+1")), REFUSED_NO_LINE);
    play_release(&p);
}

static void only_the_author_changes_a_line(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("hello")), STATUS_OK);
    assert_int_equal(chair(&p, SAY("welcome")), STATUS_OK);
    assert_int_equal(participant(&p, 2, EDIT(1, "x")), REFUSED_NOT_YOUR_LINE);
    assert_int_equal(chair(&p, DELETE(1)), REFUSED_NOT_YOUR_LINE);
    assert_int_equal(participant(&p, 1, DELETE(2)), REFUSED_NOT_YOUR_LINE);
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, EDIT(2, "x")), REFUSED_NOT_YOUR_LINE);
    assert_int_equal(chair(&p, EDIT(2, "welcome all")), STATUS_OK);
    assert_int_equal(chair(&p, EDIT(2, "welcome all")), REFUSED_ALREADY);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"text\":\"welcome all\",\"time\":"));
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"changed\":{\"cursor\":1,\"entries\":[{\"line\":2"));
    play_release(&p);
}

/* A public line that becomes a position shows its old words until the result is shown. */
static void an_edit_that_gives_a_position_away_is_held(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("hello")), STATUS_OK);
    char *before = seen(&p, AUDIENCE_PUBLIC);
    assert_int_equal(participant(&p, 1, EDIT(1, "+1")), STATUS_OK);
    char *after = seen(&p, AUDIENCE_PUBLIC);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"edited\":true,\"held\":true"));
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"show\"," OF1), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC,
                     "\"changed\":{\"cursor\":1,\"entries\":[{\"line\":1,"
                     "\"person\":1,\"name\":\"Ada\",\"role\":\"participant\",\"kind\":"
                     "\"said\",\"text\":\"+1\""));
    play_release(&p);
}

static void what_was_counted_stands_after_the_close(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("+1")), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("just talk")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"close\"," OF1), STATUS_OK);
    assert_int_equal(participant(&p, 1, EDIT(1, "-1")), REFUSED_LINE_COUNTED);
    assert_int_equal(participant(&p, 1, DELETE(1)), REFUSED_LINE_COUNTED);
    assert_int_equal(participant(&p, 1, EDIT(2, "-1")), STATUS_OK); /* is an answer to nothing */
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(chat_count(&p, 1), 0);
    play_release(&p);
}

static void what_is_said_while_nothing_is_asked_is_no_answer(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("+1")), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "\"text\":\"+1\""));
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(participant(&p, 1, EDIT(1, "-1")), STATUS_OK); /* said before it was asked */
    assert_int_equal(p.meeting.runs.items[0].answered, 0);
    assert_int_equal(p.meeting.unsure.count, 0);
    play_release(&p);
}

static void a_settled_line_that_is_edited_or_deleted_takes_its_answer_along(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("hum")), STATUS_OK);
    assert_int_equal(chair(&p, SETTLE(1, "0")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(participant(&p, 1, EDIT(1, "hums!")), STATUS_OK); /* unsure again */
    assert_int_equal(chat_count(&p, 0), 0);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":1"));
    assert_int_equal(chair(&p, SETTLE(1, "0")), STATUS_OK);
    assert_int_equal(participant(&p, 1, EDIT(1, "hum for against")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 0);
    assert_int_equal(chat_count(&p, 1), 1);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":0"));
    assert_int_equal(participant(&p, 2, SAY("hum")), STATUS_OK);
    assert_int_equal(chair(&p, SETTLE(2, "1")), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 2);
    assert_int_equal(participant(&p, 2, DELETE(2)), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 1);
    play_release(&p);
}

/* "+1" in chat, then a hand against: an edit of the line does not move the hand's answer. */
static void an_edit_does_not_move_a_later_answer(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("+1")), STATUS_OK);
    assert_int_equal(participant(&p, 1, "\"command\":\"answer\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(participant(&p, 1, EDIT(1, "+1 with a typo mended")), STATUS_OK);
    assert_int_equal(participant(&p, 1, DELETE(1)), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].counts[1][CHANNEL_HAND][PLACE_REMOTE], 1);
    assert_int_equal(p.meeting.runs.items[0].answered, 1);
    play_release(&p);
}

static void hum_is_for_the_option_that_is_called(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("hum")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(participant(&p, 2, SAY("/me hums")), STATUS_OK); /* a second later */
    assert_int_equal(p.meeting.runs.items[0].answered, 1);
    p.now_us += 10 * INT64_C(1000000);
    assert_int_equal(participant(&p, 2, SAY("hum")), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 1);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"unsure\":{\"open\":0"));
    play_release(&p);
}

static void an_edited_hum_is_for_what_was_called_when_it_came(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":0"), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("humm")), STATUS_OK);
    assert_int_equal(participant(&p, 1, EDIT(1, "hum")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    p.now_us += 60 * INT64_C(1000000);
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":1"), STATUS_OK);
    p.now_us += 60 * INT64_C(1000000);
    assert_int_equal(participant(&p, 1, EDIT(1, "hum!")), STATUS_OK); /* for which of them? */
    assert_int_equal(p.meeting.runs.items[0].answered, 0);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"why\":\"near a change of option\""));
    assert_int_equal(participant(&p, 1, EDIT(1, "hum for for")), STATUS_OK);
    assert_int_equal(chat_count(&p, 0), 1);
    play_release(&p);
}

/* "+1" is for "for": near a change, or while another is called, it may be for that. */
static void plus_one_while_another_is_called_is_put_to_the_chair(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":0"), STATUS_OK);
    p.now_us += 60 * INT64_C(1000000);
    assert_int_equal(chair(&p, "\"command\":\"call\"," OF1 ",\"option\":1"), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("+1")), STATUS_OK); /* a second later */
    p.now_us += 60 * INT64_C(1000000);
    assert_int_equal(participant(&p, 2, SAY("+1")), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].answered, 0);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"why\":\"near a change of option\""));
    assert_true(sees(&p, AUDIENCE_STAFF, "\"why\":\"another option was called\""));
    assert_int_equal(participant(&p, 2, SAY("-1")), STATUS_OK);
    assert_int_equal(chat_count(&p, 1), 1);
    play_release(&p);
}

/* ---- votes by MeetBot's words ---- */

static void a_vote_is_started_shown_and_ended_from_the_chat(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", true), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("#startvote Which? a, b")), REFUSED_ROLE);
    assert_int_equal(participant(&p, 1, SAY("#vote a")), REFUSED_NOT_OPEN);
    assert_int_equal(chair(&p, SAY("#startvote")), REFUSED_EMPTY_TEXT);
    assert_int_equal(chair(&p, SAY("#startvote Which? one")), REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, SAY("#startvote Which coding? TLV, JSON text\u3001\u8cdb\u6210")),
                     STATUS_OK);
    const struct question *q = meeting_question(&p.meeting, 2);
    assert_string_equal(meeting_text(&p.meeting, q->text), "Which coding?");
    assert_int_equal(q->option_count, 3);
    assert_string_equal(meeting_text(&p.meeting, meeting_option(&p.meeting, q, 1)->name),
                        "JSON text");
    assert_int_equal(chair(&p, SAY("#startvote Again? a, b")), REFUSED_ANOTHER_OPEN);
    assert_int_equal(participant(&p, 1, SAY("#vote json TEXT")), STATUS_OK);
    assert_int_equal(participant(&p, 2, SAY("#vote 3")), STATUS_OK);
    assert_int_equal(participant(&p, 2, SAY("#vote nonsense")), REFUSED_NO_OPTION);
    assert_int_equal(chair(&p, SAY("#vote TLV")), REFUSED_NOT_JOINED);
    assert_int_equal(participant(&p, 1, SAY("#showvote")), REFUSED_ROLE);
    assert_int_equal(chair(&p, SAY("#showvote")), STATUS_OK);
    static const char so_far[] = "Question 2, so far. TLV: hands 0, chat 0; JSON text: hands 0, "
                                 "chat 1; \u8cdb\u6210: hands 0, chat 0 (in the room: hands 0, "
                                 "chat 1); no opinion: hands 0, chat 0.";
    assert_true(sees(&p, AUDIENCE_STAFF, so_far));
    assert_false(sees(&p, AUDIENCE_PUBLIC, so_far));
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, SAY("#endvote")), REFUSED_ROLE);
    assert_int_equal(chair(&p, SAY("#endvote")), STATUS_OK);
    assert_true(p.meeting.runs.items[0].shown);
    assert_true(sees(&p, AUDIENCE_PUBLIC, "Question 2. TLV: hands 0, chat 0; JSON text: hands 0"));
    assert_int_equal(participant(&p, 1, SAY("#showvote")), STATUS_OK);
    assert_int_equal(chair(&p, SAY("#endvote")), REFUSED_NOT_OPEN);
    play_release(&p);
}

static void without_options_a_vote_is_for_or_against(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    assert_int_equal(chair(&p, SAY("#startVote Shall we ask \\\"why?\\\" and go on\uff1f")),
                     STATUS_OK);
    assert_int_equal(meeting_question(&p.meeting, 2)->kind, QUESTION_FOR_AGAINST);
    assert_string_equal(meeting_text(&p.meeting, meeting_question(&p.meeting, 2)->text),
                        "Shall we ask \"why?\" and go on\uff1f");
    assert_int_equal(participant(&p, 1, SAY("#vote yes")), STATUS_OK);
    assert_int_equal(p.meeting.runs.items[0].counts[0][CHANNEL_CHAT][PLACE_REMOTE], 1);
    play_release(&p);
}

static void what_is_open_at_the_end_is_closed_and_told(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("+1")), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"end\""), STATUS_OK);
    assert_true(p.meeting.ended);
    assert_int_equal(p.meeting.runs.items[0].state, RUN_CLOSED);
    assert_true(sees(&p, AUDIENCE_PUBLIC,
                     "Question 1. for: hands 0, chat 1; against: hands 0, "
                     "chat 0; no opinion: hands 0, chat 0."));
    play_release(&p);
}

/* ---- the queue ---- */

static void the_queue_is_joined_and_called_from_the_chat(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(joins(&p, "Zo\u00eb Marsh", false), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("q+ the second option")), STATUS_OK);
    assert_string_equal(meeting_text(&p.meeting, p.meeting.queue.items[0].about),
                        "the second option");
    assert_int_equal(participant(&p, 1, SAY("q+")), REFUSED_ALREADY);
    assert_int_equal(participant(&p, 2, SAY("q+ ada")), REFUSED_ROLE_STAFF);
    assert_int_equal(participant(&p, 2, SAY("Q+ bo")), STATUS_OK); /* one's own name */
    assert_int_equal(chair(&p, SAY("q+ ZO\u00cb")), STATUS_OK);    /* a first name, folded */
    assert_int_equal(p.meeting.queue.items[2].person, 3);
    assert_int_equal(chair(&p, SAY("q+ Max")), STATUS_OK); /* has not joined */
    assert_int_equal(p.meeting.queue.items[3].person, 0);
    assert_int_equal(p.meeting.waiting, 4);
    assert_int_equal(chair(&p, SAY("ack nobody")), REFUSED_NOT_QUEUED);
    assert_int_equal(chair(&p, SAY("ack max")), STATUS_OK);
    assert_int_equal(p.meeting.speaking, 4);
    assert_int_equal(chair(&p, SAY("ack")), STATUS_OK);
    assert_int_equal(p.meeting.speaking, 1);
    assert_int_equal(participant(&p, 2, SAY("q-")), STATUS_OK);
    assert_int_equal(participant(&p, 2, SAY("q-")), REFUSED_NOT_QUEUED);
    assert_int_equal(chair(&p, SAY("q- zo\u00eb marsh")), STATUS_OK);
    assert_int_equal(p.meeting.waiting, 0);
    assert_int_equal(participant(&p, 2, SAY("ack ada")), STATUS_OK); /* talk */
    assert_int_equal(participant(&p, 2, SAY("q+a is at five")), STATUS_OK);
    assert_int_equal(p.meeting.waiting, 0);
    play_release(&p);
}

static void lines_for_the_microphone_are_ticked_when_read(void **state)
{
    (void)state;
    struct play p = asked();
    assert_int_equal(participant(&p, 1, SAY("MIC: why now?")), STATUS_OK);
    assert_int_equal(participant(&p, 1, SAY("mic check")), STATUS_OK);
    assert_int_equal(participant(&p, 2, SAY("mic:who?")), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"mic\":{\"cursor\":2,\"unread\":2"));
    assert_int_equal(play(&p, ROLE_SCRIBE, 0, "\"command\":\"read-out\",\"line\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"read-out\",\"line\":1"), REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"read-out\",\"line\":2"), REFUSED_NO_LINE);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"mic\":{\"cursor\":2,\"unread\":1"));
    assert_int_equal(participant(&p, 2, DELETE(3)), STATUS_OK);
    assert_true(sees(&p, AUDIENCE_STAFF, "\"mic\":{\"cursor\":2,\"unread\":0"));
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unsure_line_waits_for_chair_or_scribe_and_counts_nothing),
        cmocka_unit_test(an_own_answer_goes_before_what_would_be_settled),
        cmocka_unit_test(who_is_settled_after_the_close_has_answered),
        cmocka_unit_test(nobody_is_asked_about_a_line_that_can_no_more_be_settled),
        cmocka_unit_test(editing_a_line_moves_the_answer_and_deleting_withdraws_it),
        cmocka_unit_test(only_the_author_changes_a_line),
        cmocka_unit_test(an_edit_that_gives_a_position_away_is_held),
        cmocka_unit_test(what_was_counted_stands_after_the_close),
        cmocka_unit_test(what_is_said_while_nothing_is_asked_is_no_answer),
        cmocka_unit_test(a_settled_line_that_is_edited_or_deleted_takes_its_answer_along),
        cmocka_unit_test(an_edited_hum_is_for_what_was_called_when_it_came),
        cmocka_unit_test(plus_one_while_another_is_called_is_put_to_the_chair),
        cmocka_unit_test(an_edit_does_not_move_a_later_answer),
        cmocka_unit_test(hum_is_for_the_option_that_is_called),
        cmocka_unit_test(a_vote_is_started_shown_and_ended_from_the_chat),
        cmocka_unit_test(without_options_a_vote_is_for_or_against),
        cmocka_unit_test(what_is_open_at_the_end_is_closed_and_told),
        cmocka_unit_test(the_queue_is_joined_and_called_from_the_chat),
        cmocka_unit_test(lines_for_the_microphone_are_ticked_when_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
