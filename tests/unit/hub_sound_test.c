#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_window_starts_with_the_key_and_not_with_the_disk),
        cmocka_unit_test(a_start_that_could_not_be_recorded_is_void_and_never_was),
        cmocka_unit_test(a_hum_that_could_not_be_recorded_is_not_lost),
        cmocka_unit_test(the_second_key_and_the_void_key_reach_the_listener),
        cmocka_unit_test(several_microphones_give_one_hum),
        cmocka_unit_test(the_set_up_is_checked_for_the_staff_and_not_during_a_hum),
        cmocka_unit_test(without_sound_hums_are_refused),
        cmocka_unit_test(readings_go_to_the_staff_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
