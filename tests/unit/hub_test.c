#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

/* ---- told when it is on disk ---- */

static void nobody_is_told_before_it_is_on_disk(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, ANSWER("02", "0"));
    fan_out(f);
    assert_int_equal(count_of(f, ADA, ID("02"), ""), 0);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":0"), 0);
    journal(f, STATUS_OK);
    assert_int_equal(count_of(f, ADA, ID("02"), RECORDED), 1);
    /* what is personal comes before the answer: a page that is told finds it in what it has */
    assert_non_null(strstr(f->sockets[ADA].frames[f->sockets[ADA].count - 2], "\"type\":\"mine\""));
    fake_free(f);
}

static void what_comes_while_a_batch_is_written_goes_into_one_next_batch(void **state)
{
    (void)state;
    struct fake *f = open_question();
    int before = f->batches;
    say(f, ADA, ANSWER("02", "0"));
    say(f, ADA, ANSWER("03", "1"));
    say(f, CHAIR_SEAT, DO("a2", "\"say\",\"text\":\"hello\""));
    assert_int_equal(f->batches, before + 1);
    assert_int_equal(f->copy.record.event_count, 1);
    journal(f, STATUS_OK);
    assert_int_equal(count_of(f, ADA, "", RECORDED), 2); /* the join, and 02 */
    assert_int_equal(f->batches, before + 2);
    assert_int_equal(f->copy.record.event_count, 2);
    journal(f, STATUS_OK);
    assert_int_equal(count_of(f, ADA, ID("03"), RECORDED), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, ID("a2"), RECORDED), 1);
    fake_free(f);
}

static void a_journal_that_fails_is_told_to_all_who_wait_and_undone(void **state)
{
    (void)state;
    struct fake *f = open_question();
    int64_t seq = f->hub->durable.seq;
    say(f, ADA, ANSWER("02", "0"));
    say(f, CHAIR_SEAT, DO("a2", "\"close\",\"question\":1,\"run\":1"));
    journal(f, FAILED_DISK_FULL);
    assert_int_equal(count_of(f, ADA, ID("02"), NOT_RECORDED), 1);
    assert_int_equal(count_of(f, ADA, ID("02"), "\"reason\":\"disk-full\""), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, ID("a2"), NOT_RECORDED), 1);
    assert_null(f->batch); /* nothing of the waiting batch is left to be written */
    assert_int_equal(f->hub->durable.seq, seq);
    assert_int_equal(f->hub->tentative.seq, seq);
    assert_int_equal(f->hub->tentative.runs.items[0].state, RUN_OPEN);
    /* the same command, sent again, is done now, for the first time */
    say(f, ADA, ANSWER("02", "0"));
    journal(f, STATUS_OK);
    assert_int_equal(count_of(f, ADA, ID("02"), RECORDED), 1);
    assert_int_equal(f->hub->durable.seq, seq + 1);
    fake_free(f);
}

static void a_command_sent_again_is_answered_as_the_first_time(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, ANSWER("02", "0"));
    settle(f);
    char *first = strdup(last_of(f, ADA, ID("02")));
    int batches = f->batches;
    say(f, ADA, ANSWER("02", "0"));
    assert_string_equal(last_of(f, ADA, ID("02")), first);
    assert_int_equal(count_of(f, ADA, ID("02"), RECORDED), 2);
    assert_int_equal(f->batches, batches);
    say(f, ADA, ANSWER("02", "1")); /* the same id for something else */
    assert_int_equal(count_of(f, ADA, ID("02"), "\"reason\":\"id-reused\""), 1);
    free(first);
    fake_free(f);
}

static void a_command_sent_again_before_it_is_on_disk_waits_for_the_disk(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, DO("a2", "\"say\",\"text\":\"in flight\""));
    say(f, ADA, ANSWER("02", "0")); /* in the waiting batch */
    say(f, ADA, ANSWER("02", "0"));
    assert_int_equal(count_of(f, ADA, ID("02"), ""), 0);
    journal(f, STATUS_OK);
    assert_int_equal(count_of(f, ADA, ID("02"), ""), 0);
    say(f, ADA, ANSWER("02", "0")); /* now it is in flight */
    journal(f, FAILED_DISK);
    assert_int_equal(count_of(f, ADA, ID("02"), NOT_RECORDED), 3);
    fake_free(f);
}

static void a_refusal_waits_for_its_grounds(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, DO("a2", "\"close\",\"question\":1,\"run\":1"));
    say(f, ADA, ANSWER("02", "0"));
    assert_int_equal(count_of(f, ADA, ID("02"), ""), 0);
    journal(f, FAILED_DISK_FULL); /* the question was never closed */
    assert_int_equal(count_of(f, ADA, ID("02"), REFUSED), 0);
    assert_int_equal(count_of(f, ADA, ID("02"), NOT_RECORDED), 1);
    say(f, CHAIR_SEAT, DO("a2", "\"close\",\"question\":1,\"run\":1"));
    say(f, ADA, ANSWER("02", "0"));
    journal(f, STATUS_OK);
    assert_int_equal(count_of(f, ADA, ID("02"), "\"reason\":\"not-open\""), 1);
    fake_free(f);
}

static void a_sender_who_has_gone_harms_nobody(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, BEN, PARTICIPANT(PERSON_B));
    say(f, ADA, ANSWER("02", "0"));
    hub_leave(f->hub, f->seats[ADA]);
    int frames = f->sockets[ADA].count;
    enter(f, WALL); /* takes the place of the one who left */
    journal(f, STATUS_OK);
    assert_int_equal(f->sockets[ADA].count, frames);
    assert_int_equal(f->sockets[WALL].count, 0);
    fake_free(f);
}

static void text_of_people_is_salted_afresh_each_time(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, ADA, PARTICIPANT(PERSON_A));
    say(f, ADA, JOIN("01", "Ada"));
    assert_int_equal(f->copy.record.text_count, 1); /* no affiliation was given */
    assert_string_equal(f->copy.record.texts[0].text, "Ada");
    assert_int_equal(f->copy.record.texts[0].salt[0], 1);
    journal(f, FAILED_DISK);
    say(f, ADA, JOIN("01", "Ada"));
    assert_int_equal(f->copy.record.texts[0].salt[0], 2);
    settle(f);
    fake_free(f);
}

/* ---- one person ---- */

static void a_reconnect_is_the_same_person(void **state)
{
    (void)state;
    struct fake *f = open_question();
    hub_leave(f->hub, f->seats[ADA]);
    come(f, BEN, PARTICIPANT(PERSON_A));
    assert_int_equal(count_of(f, BEN, "\"type\":\"welcome\"", "\"person\":1,"), 1);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "\"name\":\"Ada\""), 1);
    say(f, BEN, JOIN("05", "Somebody else"));
    assert_int_equal(count_of(f, BEN, ID("05"), "\"reason\":\"already\""), 1);
    assert_int_equal(hub_meeting(f->hub)->people.count, 1);
    fake_free(f);
}

static void two_tabs_see_the_same_answer_and_count_once(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, TAB, PARTICIPANT(PERSON_A));
    say(f, ADA, ANSWER("02", "0"));
    settle(f);
    assert_int_equal(count_of(f, TAB, "\"type\":\"mine\"", "\"option\":0"), 1);
    say(f, TAB, ANSWER("03", "1"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":1"), 1);
    assert_int_equal(hub_meeting(f->hub)->runs.items[0].answered, 1);
    fake_free(f);
}

static void two_tabs_that_join_before_either_is_on_disk_are_one_person(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, ADA, PARTICIPANT(PERSON_A));
    come(f, TAB, PARTICIPANT(PERSON_A));
    say(f, ADA, JOIN("01", "Ada"));
    say(f, TAB, JOIN("02", "Ada"));
    assert_int_equal(f->copy.key_count, 1);
    assert_int_equal(f->copy.keys[0].number, 1);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->people.count, 1);
    assert_int_equal(count_of(f, TAB, ID("02"), "\"reason\":\"already\""), 1);
    assert_int_equal(count_of(f, TAB, "\"type\":\"mine\"", "\"person\":1"), 1);
    fake_free(f);
}

static void a_join_that_could_not_be_recorded_can_be_made_by_another(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, ADA, PARTICIPANT(PERSON_A));
    come(f, BEN, PARTICIPANT(PERSON_B));
    say(f, ADA, JOIN("01", "Ada"));
    journal(f, FAILED_DISK);
    say(f, BEN, JOIN("02", "Ben")); /* gets the link that Ada did not get */
    assert_int_equal(f->copy.keys[0].number, 1);
    settle(f);
    say(f, ADA, JOIN("01", "Ada"));
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->people.count, 2);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "\"name\":\"Ben\""), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"name\":\"Ada\""), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "Ben"), 0);
    fake_free(f);
}

static void who_shows_no_secret_looks_and_cannot_join(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, BEN, HELLO(CODE));
    assert_int_equal(count_of(f, BEN, "\"type\":\"view\"", "Adopt it?"), 1);
    say(f, BEN, JOIN("05", "Ben"));
    assert_int_equal(count_of(f, BEN, ID("05"), "\"reason\":\"link\""), 1);
    fake_free(f);
}

static void who_is_away_for_a_minute_has_left_and_is_back_with_a_connection(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, TAB, PARTICIPANT(PERSON_A));
    hub_leave(f->hub, f->seats[ADA]);
    f->steady_us += 120 * SECOND_US;
    fan_out(f);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->present, 1); /* the other tab is still there */
    hub_leave(f->hub, f->seats[TAB]);
    f->steady_us += 57 * SECOND_US;
    fan_out(f); /* 58 s */
    assert_null(f->batch);
    f->steady_us += 1 * SECOND_US;
    fan_out(f); /* 60 s */
    journal(f, STATUS_OK);
    assert_int_equal(hub_meeting(f->hub)->present, 0);
    come(f, TAB, PARTICIPANT(PERSON_A));
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->present, 1);
    fake_free(f);
}

static void a_leaving_that_could_not_be_recorded_is_tried_again(void **state)
{
    (void)state;
    struct fake *f = open_question();
    hub_leave(f->hub, f->seats[ADA]);
    f->steady_us += HUB_AWAY_SECONDS * SECOND_US;
    fan_out(f);
    journal(f, FAILED_DISK);
    fan_out(f);
    journal(f, STATUS_OK);
    assert_int_equal(hub_meeting(f->hub)->present, 0);
    fake_free(f);
}

/* ---- who sees what ---- */

static void hidden_results_change_no_byte_for_the_public(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, WALL, SCREEN);
    int views = count_of(f, WALL, "\"type\":\"view\"", ""),
        staff = count_of(f, CHAIR_SEAT, "\"type\":\"view\"", "");
    say(f, ADA, ANSWER("02", "0"));
    say(f, ADA, DO("03", "\"say\",\"text\":\"-1\"")); /* a position in chat is held back */
    settle(f);
    fan_out(f);
    assert_int_equal(count_of(f, WALL, "\"type\":\"view\"", ""), views);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"view\"", ""), staff + 1);
    assert_int_equal(count_of(f, WALL, "-1", ""), 0);
    /* how many answered is known to all, and small */
    assert_int_equal(count_of(f, WALL, "\"type\":\"live\"", "\"answered\":1"), 1);
    fake_free(f);
}

static void who_wrote_a_held_line_sees_it_until_it_is_everybodys(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, DO("02", "\"say\",\"text\":\"-1\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[{\"line\":1"), 1);
    int none = count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]");
    say(f, CHAIR_SEAT, DO("03", "\"close\",\"question\":1,\"run\":1"));
    say(f, CHAIR_SEAT, DO("04", "\"show\",\"question\":1,\"run\":1"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]"), none + 1);
    fake_free(f);
}

static void who_wrote_a_line_sees_what_becomes_of_it(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, DO("02", "\"say\",\"text\":\"hum\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"unsure\":\"unsure-not-called\""), 1);
    say(f, CHAIR_SEAT, DO("03", "\"settle\",\"line\":1,\"option\":\"none\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"settled\":\"none\""), 1);
    say(f, ADA, DO("04", "\"edit-line\",\"line\":1,\"text\":\"for\""));
    settle(f);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"text\":\"for\",") >= 1);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"option\":0") >= 1);
    int none = count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]");
    say(f, ADA, DO("05", "\"delete-line\",\"line\":1"));
    settle(f);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"held\":[]") > none);
    assert_int_equal(count_of(f, BEN, "\"type\":\"mine\"", "hum"), 0);
    fake_free(f);
}

/* Also what came of it: the chair's word comes to whom it is for. */
static void whoever_raised_an_issue_is_told_what_came_of_it(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, DO("02", "\"issue\",\"text\":\"it leaks\""));
    say(f, ADA, DO("03", "\"challenge\",\"asks\":\"ask-hum\""));
    settle(f);
    assert_true(count_of(f, ADA, "\"type\":\"mine\"", "\"what\":\"it leaks\"") >= 1);
    say(f, CHAIR_SEAT, DO("04", "\"issue-state\",\"issue\":1,\"issue_state\":\"on-record\""));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"state\":\"on-record\""), 1);
    say(f, CHAIR_SEAT, DO("05", "\"challenge-answer\",\"challenge\":1,\"text\":\"we hum now\""));
    /* somebody without a device has no page */
    say(f, CHAIR_SEAT, DO("06", "\"attend\",\"name\":\"Max\""));
    say(f, CHAIR_SEAT, DO("07", "\"issue\",\"text\":\"slow\",\"of_person\":2"));
    settle(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "\"answer\":\"we hum now\""), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"mine\"", "slow"), 0);
    fake_free(f);
}

static void staff_gets_links_and_sound_and_others_do_not(void **state)
{
    (void)state;
    struct fake *f = open_question();
    come(f, WALL, SCREEN);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"welcome\"", "http://h/#K7WM3P4"), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"sound\"", ""), 1);
    assert_int_equal(count_of(f, ADA, "K7WM3P4", ""), 0);
    assert_int_equal(count_of(f, WALL, "\"type\":\"welcome\"", "http://h/#K7WM3P4"),
                     1); /* shows how to join */
    assert_int_equal(count_of(f, WALL, "Q9TX4D7", ""), 0);
    assert_int_equal(count_of(f, WALL, "\"type\":\"sound\"", ""), 0);
    say(f, ADA, "{\"get\":\"people\",\"after\":0}");
    say(f, WALL, "{\"get\":\"minutes\"}");
    assert_int_equal(count_of(f, ADA, REFUSED, "\"reason\":\"role-staff\""), 1);
    assert_int_equal(count_of(f, WALL, REFUSED, "\"reason\":\"role-staff\""), 1);
    say(f, CHAIR_SEAT, "{\"get\":\"people\",\"after\":0}");
    say(f, CHAIR_SEAT, "{\"get\":\"minutes\"}");
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"list\":\"people\"", "Ada"), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"minutes\"", "Adopt it?"), 1);
    fake_free(f);
}

static void a_slow_seat_is_skipped_and_gets_only_the_newest(void **state)
{
    (void)state;
    struct fake *f = open_question();
    int before = count_of(f, ADA, "\"type\":\"view\"", "");
    f->sockets[ADA].backed_up = true;
    for (int i = 0; i < 3; i++) {
        char line[160];
        (void)snprintf(line, sizeof line, DO("b%d", "\"say\",\"text\":\"line %d\""), i, i);
        say(f, CHAIR_SEAT, line);
        settle(f);
        fan_out(f);
    }
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", ""), before);
    f->sockets[ADA].backed_up = false;
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", ""), before + 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"view\"", "line 2"), 1);
    fake_free(f);
}

static void a_list_waits_until_the_last_is_taken(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->sockets[ADA].backed_up = true;
    say(f, ADA, "{\"get\":\"chat\",\"after\":0}");
    say(f, ADA, "{\"get\":\"chat\",\"after\":1}"); /* one waits, not two */
    assert_int_equal(count_of(f, ADA, "\"list\":\"chat\"", ""), 0);
    assert_int_equal(count_of(f, ADA, REFUSED, "\"reason\":\"too-often\""), 1);
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"list\":\"chat\"", ""), 0);
    f->sockets[ADA].backed_up = false;
    fan_out(f);
    fan_out(f);
    assert_int_equal(count_of(f, ADA, "\"list\":\"chat\"", "\"after\":0"), 1);
    fake_free(f);
}

static void a_seat_that_takes_nothing_is_closed(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->sockets[ADA].backed_up = true;
    say(f, CHAIR_SEAT, DO("b1", "\"say\",\"text\":\"a line\""));
    settle(f);
    fan_out(f);
    fan_out(f); /* seen to be stuck */
    f->steady_us += (HUB_STUCK_SECONDS - 2) * SECOND_US;
    fan_out(f);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fan_out(f);
    assert_int_equal(f->sockets[ADA].close_code, HUB_CLOSE_SLOW);
    assert_int_equal(f->sockets[CHAIR_SEAT].close_code, 0);
    fake_free(f);
}

static void a_round_goes_in_slices(void **state)
{
    (void)state;
    struct fake *f = open_question();
    enum { FIRST = 10, COUNT = 2 * HUB_SLICE };
    for (int i = 0; i < COUNT; i++)
        come(f, FIRST + i, SCREEN);
    say(f, CHAIR_SEAT, DO("b1", "\"say\",\"text\":\"to all\""));
    settle(f);
    f->steady_us += SECOND_US / 2;
    int with = 0;
    assert_int_equal(hub_tick(f->hub), 0); /* wants to be called again at once */
    for (int i = 0; i < COUNT; i++)
        with += count_of(f, FIRST + i, "\"type\":\"view\"", "to all");
    assert_in_range(with, HUB_SLICE - 2, HUB_SLICE); /* chair and Ada are in the first slice, too */
    assert_int_equal(hub_tick(f->hub), 0);
    assert_true(hub_tick(f->hub) > 0);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(count_of(f, FIRST + i, "\"type\":\"view\"", "to all"), 1);
    fake_free(f);
}

/* ---- coming in ---- */

static void a_first_frame_that_is_no_hello_ends_the_connection(void **state)
{
    (void)state;
    static const char *const frames[] = {
        "",
        "nonsense",
        "{}",
        "[]",
        "{\"ping\":1}",
        "{\"hello\":1}",
        "{\"hello\":{}}",
        "{\"hello\":{\"version\":1}}",
        "{\"hello\":{\"version\":\"1\",\"chair\":\"chair-secret\"}}",
        HELLO(CODE ",\"person\":\"short\""),
        HELLO(CODE ",\"person\":\"0123456789abcdef0123456789abcdeg\""),
    };
    struct fake *f = fake_new(true);
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        come(f, (int)i, frames[i]);
        assert_int_equal(f->sockets[i].close_code, HUB_CLOSE_NO_HELLO);
        assert_int_equal(f->sockets[i].count, 0);
    }
    assert_int_equal(hub_seats(f->hub), 0);
    fake_free(f);
}

static void a_wrong_link_and_another_version_have_codes_of_their_own(void **state)
{
    (void)state;
    struct fake *f = fake_new(true);
    come(f, 0, HELLO("\"chair\":\"scribe-secret\""));
    come(f, 1, HELLO("\"code\":\"Q9TX4D7\""));
    come(f, 2, "{\"hello\":{\"version\":2,\"chair\":\"chair-secret\"}}");
    assert_int_equal(f->sockets[0].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[1].close_code, HUB_CLOSE_LINK);
    assert_int_equal(f->sockets[2].close_code, HUB_CLOSE_VERSION);
    fake_free(f);
}

static void where_many_codes_were_tried_those_who_are_known_still_come_in(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->wary = true;
    come(f, BEN, PARTICIPANT(PERSON_B)); /* the right code, from a stranger */
    come(f, WALL, SCREEN);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_TRIES);
    assert_int_equal(f->sockets[WALL].close_code, HUB_CLOSE_TRIES);
    come(f, TAB, PARTICIPANT(PERSON_A));
    come(f, 9, CHAIR);
    assert_int_equal(f->sockets[TAB].close_code, 0);
    assert_int_equal(f->sockets[9].close_code, 0);
    fake_free(f);
}

static void who_says_nothing_is_closed_after_ten_seconds(void **state)
{
    (void)state;
    struct fake *f = open_question();
    enter(f, BEN);
    f->steady_us += (HUB_HELLO_SECONDS - 2) * SECOND_US;
    fan_out(f); /* 9 s */
    assert_int_equal(f->sockets[BEN].close_code, 0);
    fan_out(f);
    assert_int_equal(f->sockets[BEN].close_code, HUB_CLOSE_SLOW);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fake_free(f);
}

static void too_many_at_once_are_refused_and_who_goes_on_is_closed(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->steady_us += 10 * SECOND_US;
    for (int i = 0; i < HUB_BURST; i++)
        say(f, ADA, "{\"ping\":1}");
    assert_int_equal(count_of(f, ADA, "pong", ""), HUB_BURST);
    say(f, ADA, ANSWER("02", "0"));
    assert_int_equal(count_of(f, ADA, ID("02"), "\"reason\":\"too-often\""), 1);
    f->steady_us += SECOND_US / HUB_RATE; /* one more */
    say(f, ADA, ANSWER("03", "0"));
    settle(f);
    assert_int_equal(count_of(f, ADA, ID("03"), RECORDED), 1);
    for (int i = 0; i < HUB_PATIENCE; i++)
        say(f, ADA, "{\"ping\":1}");
    assert_int_equal(f->sockets[ADA].close_code, 0);
    say(f, ADA, "{\"ping\":1}");
    assert_int_equal(f->sockets[ADA].close_code, HUB_CLOSE_TRIES);
    fake_free(f);
}

static void what_is_no_command_is_refused_with_its_id_where_it_can_be_read(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, ADA, "nonsense");
    say(f, ADA, "{\"id\":\"xyz\",\"command\":\"leave\"}");
    assert_int_equal(count_of(f, ADA, REFUSED, "\"reason\":\"malformed\""), 2);
    assert_int_equal(count_of(f, ADA, REFUSED, "\"id\""), 0);
    say(f, ADA, DO("07", "\"dance\""));
    say(f, ADA, DO("08", "\"open\"")); /* the system's own have no word */
    say(f, ADA, DO("09", "\"ask\",\"question\":1"));
    assert_int_equal(count_of(f, ADA, ID("07"), "\"reason\":\"unknown-command\""), 1);
    assert_int_equal(count_of(f, ADA, ID("08"), "\"reason\":\"unknown-command\""), 1);
    assert_int_equal(count_of(f, ADA, ID("09"), "\"reason\":\"role\""), 1);
    say(f, ADA, "{\"get\":\"secrets\"}");
    say(f, ADA, "{\"get\":7}");
    say(f, ADA, "{\"ping\":\"x\"}");
    assert_int_equal(count_of(f, ADA, REFUSED, ""), 8);
    assert_int_equal(f->sockets[ADA].close_code, 0);
    fake_free(f);
}

/* ---- sound ---- */

#define HUM(n) DO(n, "\"hum\",\"question\":1,\"run\":1,\"option\":0")

static struct notice measured(uint32_t window)
{
    return (struct notice){
        .kind = NOTICE_HUM,
        .hum = {.window = window,
                .hum_mb = -3000,
                .noise_mb = -5000,
                .excess_mb = 2000,
                .strength = STRENGTH_STRONG,
                .interval_low_mb = 1900,
                .interval_high_mb = 2100,
                .rate_hz = 48000},
    };
}

static const struct meeting_hum *hum(const struct fake *f, uint32_t i)
{
    const struct meeting *m = hub_meeting(f->hub);
    return i < m->hums.count ? &m->hums.items[i] : NULL;
}

static void the_window_starts_with_the_key_and_not_with_the_disk(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, HUM("c1"));
    assert_int_equal(f->command_count, 1);
    assert_int_equal(f->commands[0].kind, SOUND_WINDOW_START);
    assert_int_equal(f->commands[0].length_ms, 5000);
    settle(f);
    hub_notice(f->hub,
               &(struct notice){.kind = NOTICE_WINDOW_ENDED, .window = f->commands[0].window});
    settle(f);
    assert_int_equal(hum(f, 0)->phase, HUM_CHECKING);
    const struct notice n = measured(f->commands[0].window);
    hub_notice(f->hub, &n);
    settle(f);
    assert_int_equal(hum(f, 0)->phase, HUM_FINAL);
    assert_int_equal(hum(f, 0)->hum.excess_mb, 2000);
    fake_free(f);
}

static void a_start_that_could_not_be_recorded_is_void_and_never_was(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, HUM("c1"));
    journal(f, FAILED_DISK);
    assert_int_equal(f->command_count, 2);
    assert_int_equal(f->commands[1].kind, SOUND_WINDOW_VOID);
    assert_int_equal(f->commands[1].window, f->commands[0].window);
    say(f, CHAIR_SEAT, HUM("c2"));
    settle(f);
    /* what the listener still says of the first is not taken for the second, though the meeting
     * gave the number twice */
    assert_true(f->commands[2].window != f->commands[0].window);
    const struct notice late = measured(f->commands[0].window);
    hub_notice(f->hub, &late);
    assert_null(f->batch);
    assert_int_equal(hum(f, 0)->phase, HUM_RUNNING);
    fake_free(f);
}

static void a_hum_that_could_not_be_recorded_is_not_lost(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, HUM("c1"));
    settle(f);
    const struct notice n = measured(f->commands[0].window);
    hub_notice(f->hub, &n);
    journal(f, FAILED_DISK_FULL);
    fan_out(f); /* a second later it is tried again */
    journal(f, FAILED_DISK_FULL);
    fan_out(f);
    journal(f, STATUS_OK);
    assert_int_equal(hum(f, 0)->phase, HUM_FINAL);
    assert_int_equal(hum(f, 0)->hum.excess_mb, 2000);
    fan_out(f);
    assert_null(f->batch); /* once */
    fake_free(f);
}

static void the_second_key_and_the_void_key_reach_the_listener(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, HUM("c1"));
    settle(f);
    say(f, CHAIR_SEAT, DO("c2", "\"hum-end\""));
    settle(f);
    assert_int_equal(f->commands[1].kind, SOUND_WINDOW_END);
    say(f, CHAIR_SEAT, HUM("c3"));
    settle(f);
    say(f, CHAIR_SEAT, DO("c4", "\"hum-void\""));
    settle(f);
    assert_int_equal(f->commands[3].kind, SOUND_WINDOW_VOID);
    assert_int_equal(f->commands[3].window, f->commands[2].window);
    assert_int_equal(hum(f, 1)->hum.void_reason, HUM_VOID_BY_CHAIR);
    fake_free(f);
}

/* Each has its own end and its own hum; one that has a gap early does not end the window. */
static void several_microphones_give_one_hum(void **state)
{
    (void)state;
    struct fake *f = open_question();
    f->hub->microphones = 2;
    const struct notice sounds[] = {
        {.kind = NOTICE_SOUND,
         .microphone = 1,
         .sound = {.source = SOUND_SOURCE_MICROPHONE, .state = SOUND_RUNNING, .device = "B"}},
        {.kind = NOTICE_SOUND,
         .microphone = 0,
         .sound = {.source = SOUND_SOURCE_MICROPHONE, .state = SOUND_LOST, .device = "A"}},
    };
    hub_notice(f->hub, &sounds[0]);
    hub_notice(f->hub, &sounds[1]);
    /* what is heard stands for all */
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"state\":\"running\",\"device\":\"B\"",
                              "\"microphones\":[{\"state\":\"lost\",\"device\":\"A\""),
                     1);
    say(f, CHAIR_SEAT, HUM("c1"));
    settle(f);
    const uint32_t window = f->commands[0].window;
    struct notice n = {.kind = NOTICE_HUM, .hum = hum_without_figure(window, HUM_VOID_GAP)};
    hub_notice(f->hub, &n);
    settle(f);
    assert_int_equal(hum(f, 0)->phase, HUM_RUNNING);
    hub_notice(f->hub,
               &(struct notice){.kind = NOTICE_WINDOW_ENDED, .microphone = 1, .window = window});
    settle(f);
    assert_int_equal(hum(f, 0)->phase, HUM_CHECKING);
    n = measured(window);
    n.microphone = 1;
    hub_notice(f->hub, &n);
    settle(f);
    assert_int_equal(hum(f, 0)->phase, HUM_FINAL);
    assert_int_equal(hum(f, 0)->hum.void_reason, HUM_VALID);
    assert_int_equal(hum(f, 0)->hum.excess_mb, 2000);
    assert_int_equal(hum(f, 0)->spread.count, 2);
    assert_int_equal(hum(f, 0)->spread.measured, 1);
    fake_free(f);
}

static void the_set_up_is_checked_for_the_staff_and_not_during_a_hum(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, "{\"get\":\"check\"}");
    assert_int_equal(f->command_count, 1);
    assert_int_equal(f->commands[0].kind, SOUND_CHECK);
    assert_int_equal(f->commands[0].length_ms, 10000);
    say(f, CHAIR_SEAT, "{\"get\":\"check\"}"); /* it runs already */
    assert_int_equal(f->command_count, 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"check\"", "\"state\":\"running\""), 2);
    const struct notice n = {.kind = NOTICE_CHECK,
                             .check = {.end = CHECK_DONE,
                                       .noise_mb = -6000,
                                       .hiss_mb = LEVEL_NONE_MB,
                                       .gain = GAIN_MOVES,
                                       .gain_mb = -600}};
    const int64_t seq = hub_meeting(f->hub)->seq;
    hub_notice(f->hub, &n);
    settle(f);
    assert_int_equal(hub_meeting(f->hub)->seq, seq); /* nothing for the record */
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"state\":\"done\"", "\"gain\":\"moves\""), 1);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"hiss\":null", "cannot be compared"), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"check\"", ""), 0);
    say(f, ADA, "{\"get\":\"check\"}");
    assert_int_equal(count_of(f, ADA, "\"reason\":\"role-staff\"", ""), 1);
    say(f, CHAIR_SEAT, HUM("c1"));
    settle(f);
    say(f, CHAIR_SEAT, "{\"get\":\"check\"}");
    assert_int_equal(f->command_count, 2); /* the check and the hum */
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"reason\":\"hum-running\"", ""), 1);
    fake_free(f);
}

static void without_sound_hums_are_refused(void **state)
{
    (void)state;
    struct fake *f = fake_new(false);
    come(f, CHAIR_SEAT, CHAIR);
    ask(f, CHAIR_SEAT);
    say(f, CHAIR_SEAT, HUM("c1"));
    assert_int_equal(count_of(f, CHAIR_SEAT, ID("c1"), "\"reason\":\"no-sound\""), 1);
    assert_int_equal(f->command_count, 0);
    fake_free(f);
}

static void readings_go_to_the_staff_alone(void **state)
{
    (void)state;
    struct fake *f = open_question();
    const struct notice n = {
        .kind = NOTICE_READING,
        .reading = {.frame = 72000, .level_mb = -4512, .noise_mb = LEVEL_NONE_MB}};
    const struct notice sound = {
        .kind = NOTICE_SOUND,
        .sound = {.source = SOUND_SOURCE_MICROPHONE, .state = SOUND_RUNNING, .rate_hz = 48000}};
    hub_notice(f->hub, &sound);
    hub_notice(f->hub, &n);
    /* 72000 frames of 48 kHz are 1.5 s */
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"meter\"", "\"at\":1500"), 1);
    assert_int_equal(
        count_of(f, CHAIR_SEAT, "\"type\":\"meter\"", "\"level\":-4512,\"noise\":null"), 1);
    assert_int_equal(count_of(f, ADA, "\"type\":\"meter\"", ""), 0);
    f->sockets[CHAIR_SEAT].backed_up = true;
    hub_notice(f->hub, &n);
    assert_int_equal(count_of(f, CHAIR_SEAT, "\"type\":\"meter\"", ""), 1);
    fake_free(f);
}

/* ---- the end ---- */

static void stopping_voids_the_open_window_and_keeps_new_commands_for_later(void **state)
{
    (void)state;
    struct fake *f = open_question();
    say(f, CHAIR_SEAT, HUM("c1"));
    settle(f);
    say(f, ADA, ANSWER("02", "0"));
    hub_stop(f->hub);
    assert_false(hub_idle(f->hub));
    say(f, ADA, ANSWER("03", "1"));
    assert_int_equal(count_of(f, ADA, ID("03"), NOT_RECORDED), 1);
    settle(f);
    assert_true(hub_idle(f->hub));
    assert_int_equal(count_of(f, ADA, ID("02"), RECORDED), 1);
    assert_int_equal(hum(f, 0)->hum.void_reason, HUM_VOID_STOPPED);
    assert_int_equal(hub_enter(f->hub, &f->sockets[BEN]), 0);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_told_before_it_is_on_disk),
        cmocka_unit_test(what_comes_while_a_batch_is_written_goes_into_one_next_batch),
        cmocka_unit_test(a_journal_that_fails_is_told_to_all_who_wait_and_undone),
        cmocka_unit_test(a_command_sent_again_is_answered_as_the_first_time),
        cmocka_unit_test(a_command_sent_again_before_it_is_on_disk_waits_for_the_disk),
        cmocka_unit_test(a_refusal_waits_for_its_grounds),
        cmocka_unit_test(a_sender_who_has_gone_harms_nobody),
        cmocka_unit_test(text_of_people_is_salted_afresh_each_time),
        cmocka_unit_test(a_reconnect_is_the_same_person),
        cmocka_unit_test(two_tabs_see_the_same_answer_and_count_once),
        cmocka_unit_test(two_tabs_that_join_before_either_is_on_disk_are_one_person),
        cmocka_unit_test(a_join_that_could_not_be_recorded_can_be_made_by_another),
        cmocka_unit_test(who_shows_no_secret_looks_and_cannot_join),
        cmocka_unit_test(who_is_away_for_a_minute_has_left_and_is_back_with_a_connection),
        cmocka_unit_test(a_leaving_that_could_not_be_recorded_is_tried_again),
        cmocka_unit_test(hidden_results_change_no_byte_for_the_public),
        cmocka_unit_test(who_wrote_a_held_line_sees_it_until_it_is_everybodys),
        cmocka_unit_test(who_wrote_a_line_sees_what_becomes_of_it),
        cmocka_unit_test(whoever_raised_an_issue_is_told_what_came_of_it),
        cmocka_unit_test(staff_gets_links_and_sound_and_others_do_not),
        cmocka_unit_test(a_slow_seat_is_skipped_and_gets_only_the_newest),
        cmocka_unit_test(a_list_waits_until_the_last_is_taken),
        cmocka_unit_test(a_seat_that_takes_nothing_is_closed),
        cmocka_unit_test(a_round_goes_in_slices),
        cmocka_unit_test(a_first_frame_that_is_no_hello_ends_the_connection),
        cmocka_unit_test(a_wrong_link_and_another_version_have_codes_of_their_own),
        cmocka_unit_test(where_many_codes_were_tried_those_who_are_known_still_come_in),
        cmocka_unit_test(who_says_nothing_is_closed_after_ten_seconds),
        cmocka_unit_test(too_many_at_once_are_refused_and_who_goes_on_is_closed),
        cmocka_unit_test(what_is_no_command_is_refused_with_its_id_where_it_can_be_read),
        cmocka_unit_test(the_window_starts_with_the_key_and_not_with_the_disk),
        cmocka_unit_test(a_start_that_could_not_be_recorded_is_void_and_never_was),
        cmocka_unit_test(a_hum_that_could_not_be_recorded_is_not_lost),
        cmocka_unit_test(the_second_key_and_the_void_key_reach_the_listener),
        cmocka_unit_test(several_microphones_give_one_hum),
        cmocka_unit_test(the_set_up_is_checked_for_the_staff_and_not_during_a_hum),
        cmocka_unit_test(without_sound_hums_are_refused),
        cmocka_unit_test(readings_go_to_the_staff_alone),
        cmocka_unit_test(stopping_voids_the_open_window_and_keeps_new_commands_for_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
