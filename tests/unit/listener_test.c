#include "tests/unit/unit.h"

#include "audio/listener.h"
#include "tests/unit/ear.h"
#include "tests/unit/fake_analyser.h"
#include "tests/unit/wav.h"

#include <pthread.h>
#include <sched.h>

enum { RATE_HZ = 8000, SPEED = 40 };

static char path[64];

static int each_has_a_file(void **state)
{
    *state = ear_make();
    char *folder = folder_make();
    snprintf(path, sizeof path, "%s/room.wav", folder);
    free(folder);
    return 0;
}

static int the_file_goes(void **state)
{
    ear_free(*state);
    (void)remove(path); /* where a test left one */
    *strrchr(path, '/') = '\0';
    return rmdir(path);
}

static struct listener *listen_to_file(struct ear *e, uint32_t seconds, uint32_t speed)
{
    struct wav w = {.rate_hz = RATE_HZ, .channels = 1, .bits = 16, .frames = seconds * RATE_HZ};
    wav_write(path, w, NULL);
    struct listener_options o = {.source = SOUND_SOURCE_FILE,
                                 .file = path,
                                 .speed = speed,
                                 .deliver = ear_hear,
                                 .context = e};
    struct listener *l = NULL;
    assert_int_equal(listener_start(&l, &o, NULL), STATUS_OK);
    return l;
}

static void command(struct listener *l, enum sound_command_kind kind, uint32_t window)
{
    struct sound_command c = {.kind = kind, .window = window, .length_ms = 1000};
    assert_true(listener_command(l, &c));
}

static void a_file_is_heard_to_its_end_and_a_window_on_it_gives_one_hum(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen_to_file(e, 600, SPEED);
    ear_wait(e, &e->readings, 1);
    command(l, SOUND_WINDOW_START, 7);
    ear_wait(e, &e->ended, 1);
    ear_wait(e, &e->hums, 1);
    listener_stop(l);
    assert_int_equal(e->hums, 1);
    assert_int_equal(e->hum.window, 7);
    assert_int_equal(e->hum.void_reason, HUM_VALID);
    assert_int_equal(e->hum.end_frame - e->hum.start_frame, RATE_HZ); /* one second */
    assert_true(e->hum.start_frame > 0);
}

static void a_file_ends_and_later_windows_are_void(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen_to_file(e, 2, SPEED);
    ear_wait(e, &e->sounds[SOUND_ENDED], 1);
    assert_int_equal(e->readings, 40);
    command(l, SOUND_WINDOW_START, 1);
    ear_wait(e, &e->hums, 1);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    listener_stop(l);
    assert_int_equal(e->hums, 1);
    assert_int_equal(e->sounds[SOUND_WAITING], 1);
    assert_int_equal(e->sounds[SOUND_RUNNING] + e->sounds[SOUND_ENDED], 2);
    assert_string_equal(e->sound.device, "room.wav");
}

/* Real time, without a look at a clock in the test: 0.5 s of sound cannot have been heard in less.
 */
static void a_file_plays_in_real_time(void **state)
{
    struct ear *e = *state;
    int64_t before_us = ear_now_us();
    struct listener *l = listen_to_file(e, 60, 0);
    ear_wait(e, &e->readings, 10);
    assert_true(ear_now_us() - before_us >= 500000);
    listener_stop(l);
}

static void stopping_voids_the_window_that_runs(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen_to_file(e, 600, 1);
    ear_wait(e, &e->readings, 1);
    command(l, SOUND_WINDOW_START, 1);
    listener_stop(l); /* the command was not lost, even if it waited */
    assert_int_equal(e->hums, 1);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    assert_int_equal(e->hum.window, 1);
}

static void without_sound_every_window_is_void(void **state)
{
    struct ear *e = *state;
    struct listener_options o = {.source = SOUND_SOURCE_NONE, .deliver = ear_hear, .context = e};
    struct listener *l = NULL;
    assert_int_equal(listener_start(&l, &o, NULL), STATUS_OK);
    ear_wait(e, &e->sounds[SOUND_OFF], 1);
    command(l, SOUND_CHOOSE_DEVICE, 0); /* there is no microphone to change */
    command(l, SOUND_WINDOW_START, 1);
    ear_wait(e, &e->hums, 1);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    listener_stop(l);
    assert_int_equal(e->hums, 1);
    assert_int_equal(e->sound.state, SOUND_OFF);
}

static void a_bad_source_is_refused_before_anything_runs(void **state)
{
    struct ear *e = *state;
    struct listener *l = NULL;
    struct listener_options o = {
        .source = SOUND_SOURCE_FILE, .file = path, .deliver = ear_hear, .context = e};
    assert_int_equal(listener_start(&l, &o, NULL), REFUSED_NO_FILE);
    assert_null(l);
}

struct hammer {
    struct listener *listener;
    uint32_t first_window;
};

enum { WINDOWS_EACH = 200 };

static void *start_and_end(void *argument)
{
    const struct hammer *h = argument;
    for (uint32_t i = 0; i < WINDOWS_EACH; i++) {
        struct sound_command c = {
            .kind = SOUND_WINDOW_START, .window = h->first_window + i, .length_ms = 100};
        while (!listener_command(h->listener, &c))
            sched_yield();
    }
    return NULL;
}

static void commands_of_several_threads_give_one_hum_each(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen_to_file(e, 600, SPEED);
    struct hammer hammers[3];
    pthread_t threads[3];
    for (uint32_t i = 0; i < 3; i++) {
        hammers[i] = (struct hammer){.listener = l, .first_window = i * WINDOWS_EACH + 1};
        assert_int_equal(pthread_create(&threads[i], NULL, start_and_end, &hammers[i]), 0);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    listener_stop(l);
    assert_int_equal(e->hums, 3 * WINDOWS_EACH);
}

static void stopping_nothing_is_fine(void **state)
{
    (void)state;
    listener_stop(NULL);
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, each_has_a_file, the_file_goes)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(a_file_is_heard_to_its_end_and_a_window_on_it_gives_one_hum),
        WITH_FILE(a_file_ends_and_later_windows_are_void),
        WITH_FILE(a_file_plays_in_real_time),
        WITH_FILE(stopping_voids_the_window_that_runs),
        WITH_FILE(without_sound_every_window_is_void),
        WITH_FILE(a_bad_source_is_refused_before_anything_runs),
        WITH_FILE(commands_of_several_threads_give_one_hum_each),
        cmocka_unit_test(stopping_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
