#include "tests/unit/unit.h"

#include "audio/listener.h"
#include "tests/unit/fake_analyser.h"
#include "tests/unit/wav.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { RATE_HZ = 8000, SPEED = 40, PATIENCE_S = 30 };

static char path[64];

/* What a test has heard; filled on the listener's thread. */
struct ear {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int readings;
    int hums;
    int ended;
    struct hum hum; /* the last one */
    struct sound_info sound;
    int sounds[SOUND_STATE_COUNT];
};

static void hear(void *context, const struct notice *n)
{
    struct ear *e = context;
    pthread_mutex_lock(&e->lock);
    switch (n->kind) {
    case NOTICE_READING:
        e->readings++;
        break;
    case NOTICE_WINDOW_ENDED:
        e->ended++;
        break;
    case NOTICE_HUM:
        e->hums++;
        e->hum = n->hum;
        break;
    case NOTICE_SOUND:
        e->sound = n->sound;
        e->sounds[n->sound.state]++;
        break;
    }
    pthread_cond_broadcast(&e->more);
    pthread_mutex_unlock(&e->lock);
}

/* Waits until *counter is at least n, which must come. */
static void wait_for(struct ear *e, const int *counter, int n)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&e->lock);
    int waited = 0;
    while (*counter < n && waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&e->more, &e->lock, &until);
    int reached = *counter;
    pthread_mutex_unlock(&e->lock);
    assert_true(reached >= n);
}

static int each_has_a_file(void **state)
{
    struct ear *e = calloc(1, sizeof *e);
    if (e == NULL)
        return -1;
    pthread_mutex_init(&e->lock, NULL);
    pthread_cond_init(&e->more, NULL);
    *state = e;
    char *folder = folder_make();
    snprintf(path, sizeof path, "%s/room.wav", folder);
    free(folder);
    return 0;
}

static int the_file_goes(void **state)
{
    struct ear *e = *state;
    pthread_cond_destroy(&e->more);
    pthread_mutex_destroy(&e->lock);
    free(e);
    (void)remove(path); /* where a test left one */
    *strrchr(path, '/') = '\0';
    return rmdir(path);
}

static struct listener *listen_to_file(struct ear *e, uint32_t seconds, uint32_t speed)
{
    struct wav w = {.rate_hz = RATE_HZ, .channels = 1, .bits = 16, .frames = seconds * RATE_HZ};
    wav_write(path, w, NULL);
    struct listener_options o = {
        .source = SOUND_SOURCE_FILE, .file = path, .speed = speed, .deliver = hear, .context = e};
    struct listener *l = NULL;
    assert_int_equal(listener_start(&l, &o), STATUS_OK);
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
    wait_for(e, &e->readings, 1);
    command(l, SOUND_WINDOW_START, 7);
    wait_for(e, &e->ended, 1);
    wait_for(e, &e->hums, 1);
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
    wait_for(e, &e->sounds[SOUND_ENDED], 1);
    assert_int_equal(e->readings, 40);
    command(l, SOUND_WINDOW_START, 1);
    wait_for(e, &e->hums, 1);
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
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    struct listener *l = listen_to_file(e, 60, 0);
    wait_for(e, &e->readings, 10);
    clock_gettime(CLOCK_MONOTONIC, &after);
    listener_stop(l);
    double elapsed_s =
        (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9;
    assert_true(elapsed_s >= 0.5);
}

static void stopping_voids_the_window_that_runs(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen_to_file(e, 600, 1);
    wait_for(e, &e->readings, 1);
    command(l, SOUND_WINDOW_START, 1);
    listener_stop(l); /* the command was not lost, even if it waited */
    assert_int_equal(e->hums, 1);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    assert_int_equal(e->hum.window, 1);
}

static void without_sound_every_window_is_void(void **state)
{
    struct ear *e = *state;
    struct listener_options o = {.source = SOUND_SOURCE_NONE, .deliver = hear, .context = e};
    struct listener *l = NULL;
    assert_int_equal(listener_start(&l, &o), STATUS_OK);
    wait_for(e, &e->sounds[SOUND_OFF], 1);
    command(l, SOUND_CHOOSE_DEVICE, 0); /* there is no microphone to change */
    command(l, SOUND_WINDOW_START, 1);
    wait_for(e, &e->hums, 1);
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
        .source = SOUND_SOURCE_FILE, .file = path, .deliver = hear, .context = e};
    assert_int_equal(listener_start(&l, &o), REFUSED_NO_FILE);
    o = (struct listener_options){.source = SOUND_SOURCE_MICROPHONE,
                                  .device = "no such microphone",
                                  .deliver = hear,
                                  .context = e};
    assert_int_equal(listener_start(&l, &o), REFUSED_NO_DEVICE);
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
