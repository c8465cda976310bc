#include "tests/unit/unit.h"

#include "audio/windows.h"
#include "tests/unit/fake_analyser.h"

enum { RATE_HZ = 8000, SECOND_US = 1000000, TOLD_MAX = 16 };

/* What was delivered, readings apart. */
struct told {
    int count;
    struct notice notices[TOLD_MAX];
    int readings;
};

static void hear(void *context, const struct notice *notice)
{
    struct told *h = context;
    assert_int_equal(notice->microphone, 3);
    if (notice->kind == NOTICE_READING) {
        h->readings++;
        return;
    }
    assert_true(h->count < TOLD_MAX);
    h->notices[h->count++] = *notice;
}

static struct windows *windows_of(struct told *h)
{
    struct windows *w = NULL;
    *h = (struct told){0};
    assert_int_equal(windows_create(3, hear, h, &w), STATUS_OK);
    return w;
}

static struct windows *streaming(struct told *h)
{
    struct windows *w = windows_of(h);
    assert_int_equal(windows_stream(w, RATE_HZ, 1, NULL), STATUS_OK);
    return w;
}

static void push(struct windows *w, int frames)
{
    static const float silence[RATE_HZ];
    for (; frames > RATE_HZ; frames -= RATE_HZ)
        windows_push(w, silence, RATE_HZ, 0);
    windows_push(w, silence, (size_t)frames, 0);
}

static void command(struct windows *w, enum sound_command_kind kind, uint32_t window,
                    int64_t now_us)
{
    struct sound_command c = {.kind = kind, .window = window, .length_ms = 2000};
    windows_command(w, &c, now_us);
}

static void assert_ended(const struct told *h, int at, uint32_t window)
{
    assert_true(at < h->count);
    assert_int_equal(h->notices[at].kind, NOTICE_WINDOW_ENDED);
    assert_int_equal(h->notices[at].window, window);
}

/* length: in frames; 0 where the window never heard any. */
static void assert_hum(const struct told *h, int at, uint32_t window, enum hum_void why, int length)
{
    assert_true(at < h->count);
    const struct hum *hum = &h->notices[at].hum;
    assert_int_equal(h->notices[at].kind, NOTICE_HUM);
    assert_int_equal(hum->window, window);
    assert_int_equal(hum->microphone, 3);
    assert_int_equal(hum->void_reason, why);
    assert_int_equal(hum->end_frame - hum->start_frame, length);
}

static void close_and_free(struct windows *w)
{
    windows_close(w);
    windows_free(w);
}

static void a_window_ends_after_its_length_and_gives_its_hum(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    push(w, 100);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 2 * RATE_HZ);
    assert_int_equal(h.count, 0);
    push(w, 1);
    assert_ended(&h, 0, 1);
    push(w, 3 * RATE_HZ);
    assert_hum(&h, 1, 1, HUM_VALID, 2 * RATE_HZ);
    assert_int_equal(h.notices[1].hum.start_frame, 100);
    assert_int_equal(h.readings, 20 * 5); /* 20 a second of 5.01 s */
    close_and_free(w);
    assert_int_equal(h.count, 2);
}

static void the_second_key_ends_a_window(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 500);
    command(w, SOUND_WINDOW_END, 1, 0);
    assert_ended(&h, 0, 1);
    command(w, SOUND_WINDOW_END, 1, 0);
    push(w, 3 * RATE_HZ);
    assert_hum(&h, 1, 1, HUM_VALID, 500);
    close_and_free(w);
    assert_int_equal(h.count, 2);
}

static void the_chair_voids_a_window_that_runs_or_is_checked(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 500);
    command(w, SOUND_WINDOW_VOID, 1, 0);
    assert_hum(&h, 0, 1, HUM_VOID_BY_CHAIR, 0);
    command(w, SOUND_WINDOW_START, 2, 0);
    push(w, 2 * RATE_HZ + 1);
    assert_ended(&h, 1, 2);
    command(w, SOUND_WINDOW_VOID, 2, 0);
    assert_hum(&h, 2, 2, HUM_VOID_BY_CHAIR, 2 * RATE_HZ);
    close_and_free(w);
    assert_int_equal(h.count, 3);
}

static void a_late_key_for_an_earlier_window_changes_nothing(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    command(w, SOUND_WINDOW_START, 2, 0);
    assert_ended(&h, 0, 1);
    assert_hum(&h, 1, 1, HUM_VALID, 0);
    command(w, SOUND_WINDOW_END, 1, 0);
    command(w, SOUND_WINDOW_VOID, 1, 0);
    push(w, 5 * RATE_HZ);
    assert_ended(&h, 2, 2);
    assert_hum(&h, 3, 2, HUM_VALID, 2 * RATE_HZ);
    command(w, SOUND_WINDOW_VOID, 2, 0);
    close_and_free(w);
    assert_int_equal(h.count, 4);
}

static void a_window_waits_for_the_first_sample(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = windows_of(&h);
    command(w, SOUND_WINDOW_START, 1, 10 * SECOND_US);
    windows_tick(w, 12 * SECOND_US);
    assert_int_equal(windows_stream(w, RATE_HZ, 1, NULL), STATUS_OK);
    windows_tick(w, 13 * SECOND_US);
    push(w, 5 * RATE_HZ);
    assert_ended(&h, 0, 1);
    assert_hum(&h, 1, 1, HUM_VALID, 2 * RATE_HZ);
    assert_int_equal(h.notices[1].hum.start_frame, 0);
    close_and_free(w);
    assert_int_equal(h.count, 2);
}

static void a_window_that_waits_in_vain_is_void(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = windows_of(&h);
    command(w, SOUND_WINDOW_START, 1, 10 * SECOND_US);
    windows_tick(w, 10 * SECOND_US + WINDOWS_WAIT_MAX_US);
    assert_int_equal(h.count, 0);
    windows_tick(w, 10 * SECOND_US + WINDOWS_WAIT_MAX_US + 1);
    assert_hum(&h, 0, 1, HUM_VOID_STOPPED, 0);
    assert_int_equal(h.notices[0].hum.hum_mb, LEVEL_NONE_MB); /* no figure of any kind */
    assert_int_equal(h.notices[0].hum.loudness_mb, LEVEL_NONE_MB);
    assert_int_equal(h.notices[0].hum.onset_frame, -1);
    assert_int_equal(h.notices[0].hum.strength, STRENGTH_NONE);
    windows_tick(w, 99 * SECOND_US);
    close_and_free(w);
    assert_int_equal(h.count, 1);
}

static void keys_reach_a_window_that_waits(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = windows_of(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    command(w, SOUND_WINDOW_END, 1, 0);
    assert_hum(&h, 0, 1, HUM_VOID_STOPPED, 0);
    command(w, SOUND_WINDOW_START, 2, 0);
    command(w, SOUND_WINDOW_VOID, 2, 0);
    assert_hum(&h, 1, 2, HUM_VOID_BY_CHAIR, 0);
    command(w, SOUND_WINDOW_START, 3, 0);
    command(w, SOUND_WINDOW_START, 4, 0);
    assert_hum(&h, 2, 3, HUM_VOID_STOPPED, 0);
    close_and_free(w);
    assert_hum(&h, 3, 4, HUM_VOID_STOPPED, 0);
    assert_int_equal(h.count, 4);
}

static void where_no_sound_will_come_a_window_is_void_at_once(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = windows_of(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    windows_no_stream(w);
    assert_hum(&h, 0, 1, HUM_VOID_STOPPED, 0);
    command(w, SOUND_WINDOW_START, 2, 0);
    assert_hum(&h, 1, 2, HUM_VOID_STOPPED, 0);
    close_and_free(w);
    assert_int_equal(h.count, 2);
}

static void a_gap_voids_the_window_around_it_only(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    const float sample = 0;
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 100);
    windows_push(w, &sample, 1, 7);
    assert_hum(&h, 0, 1, HUM_VOID_GAP, 0);
    command(w, SOUND_WINDOW_START, 2, 0);
    push(w, 5 * RATE_HZ);
    assert_ended(&h, 1, 2);
    assert_hum(&h, 2, 2, HUM_VALID, 2 * RATE_HZ);
    assert_int_equal(h.notices[2].hum.start_frame, 108); /* what was lost is time that went by */
    close_and_free(w);
}

static void a_stream_that_breaks_off_voids_the_running_window(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 100);
    windows_broke_off(w);
    assert_hum(&h, 0, 1, HUM_VOID_STOPPED, 0);
    command(w, SOUND_WINDOW_START, 2, 0); /* waits for the next stream, which may be another kind */
    const double weights[] = {1, 1.41};
    assert_int_equal(windows_stream(w, 2 * RATE_HZ, 2, weights), STATUS_OK);
    static const float silence[2 * 100];
    windows_push(w, silence, 100, 0);
    command(w, SOUND_WINDOW_END, 2, 0);
    assert_ended(&h, 1, 2);
    close_and_free(w);
    assert_hum(&h, 2, 2, HUM_VALID, 100);
    assert_int_equal(h.notices[2].hum.rate_hz, 2 * RATE_HZ);
    assert_int_equal(h.notices[2].hum.scatter_mb, 241); /* its loudness is that of its channels */
    assert_int_equal(h.count, 3);
}

static void a_window_that_had_ended_survives_the_end_of_its_stream(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 2 * RATE_HZ + 1);
    assert_ended(&h, 0, 1);
    windows_broke_off(w);
    assert_hum(&h, 1, 1, HUM_VALID, 2 * RATE_HZ);
    close_and_free(w);
    assert_int_equal(h.count, 2);
}

static void a_file_that_ends_in_a_window_ends_the_window(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 300);
    windows_ended(w);
    assert_ended(&h, 0, 1);
    assert_hum(&h, 1, 1, HUM_VALID, 300);
    close_and_free(w);
    assert_int_equal(h.count, 2);
}

static void at_the_close_a_running_window_is_void(void **state)
{
    (void)state;
    struct told h;
    struct windows *w = streaming(&h);
    command(w, SOUND_WINDOW_START, 1, 0);
    push(w, 300);
    close_and_free(w);
    assert_hum(&h, 0, 1, HUM_VOID_STOPPED, 0);
    assert_int_equal(h.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_ends_after_its_length_and_gives_its_hum),
        cmocka_unit_test(the_second_key_ends_a_window),
        cmocka_unit_test(the_chair_voids_a_window_that_runs_or_is_checked),
        cmocka_unit_test(a_late_key_for_an_earlier_window_changes_nothing),
        cmocka_unit_test(a_window_waits_for_the_first_sample),
        cmocka_unit_test(a_window_that_waits_in_vain_is_void),
        cmocka_unit_test(keys_reach_a_window_that_waits),
        cmocka_unit_test(where_no_sound_will_come_a_window_is_void_at_once),
        cmocka_unit_test(a_gap_voids_the_window_around_it_only),
        cmocka_unit_test(a_stream_that_breaks_off_voids_the_running_window),
        cmocka_unit_test(a_window_that_had_ended_survives_the_end_of_its_stream),
        cmocka_unit_test(a_file_that_ends_in_a_window_ends_the_window),
        cmocka_unit_test(at_the_close_a_running_window_is_void),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
