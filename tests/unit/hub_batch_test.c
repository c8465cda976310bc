#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
