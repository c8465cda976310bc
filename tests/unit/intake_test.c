#include "tests/unit/unit.h"

#include "audio/intake.h"

static struct intake *intake_of(size_t frames)
{
    struct intake *in = NULL;
    assert_int_equal(intake_create(1, frames, &in), STATUS_OK);
    return in;
}

static void take(struct intake *in, enum intake_news news, float first, size_t frames)
{
    float samples[16];
    assert_true(frames <= 16);
    for (size_t i = 0; i < frames; i++)
        samples[i] = first + (float)i;
    intake_take(in, news, samples, frames);
}

static void assert_reads(struct intake *in, uint64_t expected_lost, float first, size_t frames)
{
    float got[16];
    uint64_t lost;
    assert_int_equal(intake_read(in, got, 16, &lost), frames);
    assert_int_equal(lost, expected_lost);
    for (size_t i = 0; i < frames; i++)
        assert_true(got[i] == first + (float)i);
}

static void a_stream_waits_for_its_first_sound_then_runs(void **state)
{
    (void)state;
    struct intake *in = intake_of(64);
    assert_int_equal(intake_poll(in, 1000000), INTAKE_WAITING);
    assert_int_equal(intake_poll(in, 3000000),
                     INTAKE_WAITING); /* 2 s: a sound server that wakes up */
    take(in, INTAKE_FRAMES, 0, 4);
    assert_int_equal(intake_poll(in, 3005000), INTAKE_RUNNING);
    intake_free(in);
}

static void silence_of_the_callback_for_half_a_second_is_a_loss(void **state)
{
    (void)state;
    struct intake *in = intake_of(64);
    take(in, INTAKE_FRAMES, 0, 4);
    int64_t now_us = 7000000;
    assert_int_equal(intake_poll(in, now_us), INTAKE_RUNNING);
    int64_t last_us = now_us + 250000; /* a slow period, and still the stream runs */
    while (now_us < last_us) {
        now_us += 5000;
        assert_int_equal(intake_poll(in, now_us), INTAKE_RUNNING);
    }
    take(in, INTAKE_FRAMES, 4, 4);
    while (intake_poll(in, now_us) == INTAKE_RUNNING) {
        assert_true(now_us < last_us + 495000); /* the poll after this would see it within 500 ms */
        now_us += 5000;
    }
    take(in, INTAKE_FRAMES, 8, 4);
    assert_int_equal(intake_poll(in, now_us),
                     INTAKE_LOST); /* a stream that comes back is another stream */
    intake_free(in);
}

static void a_stream_that_never_begins_is_lost_after_seconds(void **state)
{
    (void)state;
    struct intake *in = intake_of(64);
    assert_int_equal(intake_poll(in, 0), INTAKE_WAITING);
    assert_int_equal(intake_poll(in, INTAKE_FIRST_MAX_US), INTAKE_WAITING);
    assert_int_equal(intake_poll(in, INTAKE_FIRST_MAX_US + 1), INTAKE_LOST);
    intake_free(in);
}

static void an_overflow_of_the_device_is_a_gap_before_its_frames(void **state)
{
    (void)state;
    struct intake *in = intake_of(64);
    take(in, INTAKE_FRAMES, 0, 4);
    take(in, INTAKE_AFTER_LOSS, 9, 4);
    assert_reads(in, 0, 0, 4);
    assert_reads(in, 1, 9, 4);
    intake_free(in);
}

static void frames_made_up_by_the_system_are_lost_ones(void **state)
{
    (void)state;
    struct intake *in = intake_of(64);
    take(in, INTAKE_FRAMES, 0, 4);
    intake_take(in, INTAKE_NO_FRAMES, NULL, 6);
    take(in, INTAKE_FRAMES, 10, 4);
    assert_reads(in, 0, 0, 4);
    assert_reads(in, 6, 10, 4);
    intake_free(in);
}

static void what_the_listener_left_too_long_is_lost(void **state)
{
    (void)state;
    struct intake *in = intake_of(16);
    take(in, INTAKE_FRAMES, 0, 12);
    take(in, INTAKE_FRAMES, 12, 12);
    assert_reads(in, 0, 0, 16);
    take(in, INTAKE_FRAMES, 24, 1);
    assert_reads(in, 8, 24, 1);
    intake_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_waits_for_its_first_sound_then_runs),
        cmocka_unit_test(silence_of_the_callback_for_half_a_second_is_a_loss),
        cmocka_unit_test(a_stream_that_never_begins_is_lost_after_seconds),
        cmocka_unit_test(an_overflow_of_the_device_is_a_gap_before_its_frames),
        cmocka_unit_test(frames_made_up_by_the_system_are_lost_ones),
        cmocka_unit_test(what_the_listener_left_too_long_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
