/* Real sound through PulseAudio, ALSA and PortAudio into the listener. Runs inside
 * tests/system/with_pulse only. */
#include "tests/unit/unit.h"

#include "audio/analyser.h"
#include "audio/capture.h"
#include "audio/listener.h"
#include "tests/unit/ear.h"
#include "tests/unit/wav.h"

#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

extern char **environ;

enum {
    RATE_HZ = 48000,
    ROOM_SECONDS = 19,
    START_S = 11, /* the chair's key; ten seconds of room noise are before it */
    HUM_FROM_MS = 11500,
    HUM_TO_MS = 14500,
    WINDOW_MS = 4000,
    ROOM_FRAMES = ROOM_SECONDS * RATE_HZ,
    TONES = 4,
    LEVEL_TOLERANCE_MB = 30, /* 0.3 dB */
};

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

static pid_t run(const char *const *argv)
{
    pid_t child;
    assert_int_equal(posix_spawnp(&child, argv[0], NULL, NULL, (char *const *)argv, environ), 0);
    return child;
}

static void assert_ends_well(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void pactl(const char *verb, const char *first, const char *second, const char *third)
{
    const char *argv[] = {"pactl", verb, first, second, third, NULL};
    assert_ends_well(run(argv));
}

static pid_t play(void)
{
    const char *argv[] = {"paplay", "--device=room", "--latency-msec=1000", path, NULL};
    return run(argv);
}

/* --- the room --- */

/* A fixed sequence, uniform in -1 .. 1 (Knuth's 64-bit linear congruence, high bits). */
static float noise(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (float)((double)(*seed >> 40) / (double)(1 << 23) - 1.0);
}

/* Steady noise all along, and four steady tones between HUM_FROM and HUM_TO. In the band:
 * noise: uniform in +-0.02 has power 0.02^2/3 over 0 to 24 kHz, of which 900 Hz are 900/24000:
 * -53.0 dB; tones: 4 * 0.02^2/2: -31.0 dB. */
static const float NOISE_PEAK = 0.02f;
static const float TONE_PEAK = 0.02f;

static int32_t power_mb(double power)
{
    return (int32_t)lround(1000.0 * log10(power));
}

static float *make_room(void)
{
    static const double tones_hz[TONES] = {151.0, 223.0, 347.0, 499.0};
    float *room = calloc(ROOM_FRAMES, sizeof *room);
    assert_non_null(room);
    uint64_t seed = 1;
    for (int i = 0; i < ROOM_FRAMES; i++) {
        room[i] = NOISE_PEAK * noise(&seed);
        if (i < HUM_FROM_MS * (RATE_HZ / 1000) || i >= HUM_TO_MS * (RATE_HZ / 1000))
            continue;
        for (int t = 0; t < TONES; t++)
            room[i] += TONE_PEAK * (float)sin(2.0 * M_PI * tones_hz[t] * i / RATE_HZ);
    }
    wav_write(path,
              (struct wav){.rate_hz = RATE_HZ, .channels = 1, .bits = 16, .frames = ROOM_FRAMES},
              room);
    return room;
}

static void keep_hum(void *context, const struct hum *hum)
{
    *(struct hum *)context = *hum;
}

static struct hum measure_offline(const float *room)
{
    struct hum hum = {.window = 0};
    const struct analyser_output output = {.context = &hum, .hum = keep_hum};
    struct analyser *a = NULL;
    assert_int_equal(analyser_create(RATE_HZ, 1, &output, &a), STATUS_OK);
    analyser_push(a, room, START_S * RATE_HZ);
    analyser_start(a, 1, WINDOW_MS * (RATE_HZ / 1000));
    analyser_push(a, room + START_S * RATE_HZ, (ROOM_SECONDS - START_S) * RATE_HZ);
    analyser_finish(a);
    analyser_free(a);
    return hum;
}

static void print_hum(const char *name, const struct hum *h)
{
    print_message("%s: hum %d noise %d excess %d mB, void %d, stretch %.2f s\n", name, h->hum_mb,
                  h->noise_mb, h->excess_mb, (int)h->void_reason,
                  (double)(h->offset_frame - h->onset_frame) / (double)h->rate_hz);
}

static void assert_near_mb(int32_t got, int32_t expected)
{
    assert_in_range(got - expected + LEVEL_TOLERANCE_MB, 0, 2 * LEVEL_TOLERANCE_MB);
}

static struct listener *listen(struct ear *e)
{
    const struct listener_options o = {
        .source = SOUND_SOURCE_MICROPHONE, .deliver = ear_hear, .context = e};
    struct listener *l = NULL;
    assert_int_equal(listener_start(&l, &o, NULL), STATUS_OK);
    ear_wait(e, &e->readings, 1);
    return l;
}

static void start_window(struct listener *l, uint32_t window)
{
    const struct sound_command c = {
        .kind = SOUND_WINDOW_START, .window = window, .length_ms = WINDOW_MS};
    assert_true(listener_command(l, &c));
}

static void a_hum_that_is_played_is_measured_as_it_was_played(void **state)
{
    struct ear *e = *state;
    float *room = make_room();
    struct hum offline = measure_offline(room);
    free(room);
    struct listener *l = listen(e);
    pid_t player = play();
    ear_wait(e, &e->loud, START_S * 20); /* readings, 20 a second, since the room is heard */
    start_window(l, 1);
    ear_wait(e, &e->hums, 1);
    listener_stop(l);
    uint32_t lost = e->reading.lost_frames;
    assert_ends_well(player);
    print_hum("offline", &offline);
    print_hum("live   ", &e->hum);
    print_message("heard at %d Hz, %d channels; %u frames lost\n", e->sound.rate_hz,
                  e->sound.channels, lost);
    assert_int_equal(lost, 0);
    assert_int_equal(e->hum.void_reason, HUM_VALID);
    assert_near_mb(e->hum.hum_mb, offline.hum_mb);
    assert_near_mb(e->hum.noise_mb, offline.noise_mb);
    assert_near_mb(e->hum.hum_mb, power_mb(TONES * TONE_PEAK * TONE_PEAK / 2.0));
    assert_near_mb(e->hum.noise_mb, power_mb(NOISE_PEAK * NOISE_PEAK / 3.0 * 900.0 / 24000.0));
}

/* --- sample by sample --- */

enum { EXACT_FRAMES = 3 * RATE_HZ };

/* Takes the next frames that come, the first channel; from the first that is not silent on where
 * `silent` is false. */
static void take(struct capture *c, bool silent, float *out, size_t frames)
{
    float piece[512 * CAPTURE_CHANNELS_MAX];
    size_t channels = (size_t)capture_device(c)->channels;
    int64_t until_us = ear_now_us() + PATIENCE_S * INT64_C(1000000);
    size_t at = 0;
    while (at < frames) {
        uint64_t lost;
        size_t n = capture_read(c, piece, 512, &lost);
        assert_int_equal(lost, 0);
        assert_true(ear_now_us() < until_us);
        for (size_t i = 0; i < n && at < frames; i++)
            if (at > 0 || silent || piece[i * channels] != 0.0f)
                out[at++] = piece[i * channels];
        if (n == 0)
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

static bool same(const float *got, const float *room)
{
    return lrintf(*got * 32768.0f) == lrintf(*room * 32768.0f); /* the file has 16 bits */
}

static int count_same(const float *got, const float *room, int frames)
{
    int n = 0;
    while (n < frames && same(got + n, room + n))
        n++;
    return n;
}

/* PulseAudio's monitor leaves out some 20 ms at the start of what is played, which the sink had
 * rendered as silence already. So: where in the room's first second does it begin? From there on
 * nothing may be missing, doubled or changed. */
static void every_sample_arrives_once_and_as_it_was_played(void **state)
{
    (void)state;
    float *room = make_room();
    float *got = calloc(EXACT_FRAMES, sizeof *got);
    assert_non_null(got);
    struct capture *c = NULL;
    assert_int_equal(capture_open(NULL, &c), STATUS_OK);
    take(c, true, got, RATE_HZ / 10); /* the stream runs before anything is played */
    pid_t player = play();
    take(c, false, got, EXACT_FRAMES);
    capture_close(c);
    kill(player, SIGTERM);
    assert_int_equal(waitpid(player, NULL, 0), player);
    int begin = 0;
    while (begin < RATE_HZ && count_same(got, room + begin, 64) < 64)
        begin++;
    int exact = count_same(got, room + begin, EXACT_FRAMES);
    free(room);
    free(got);
    assert_in_range(begin, 0, RATE_HZ - 1);
    assert_int_equal(exact, EXACT_FRAMES);
}

/* --- unplugged --- */

static void unplug(void)
{
    pactl("unload-module", "module-null-sink", NULL, NULL);
}

static void plug_in(void)
{
    pactl("load-module", "module-null-sink", "sink_name=room", "rate=48000");
    pactl("set-default-source", "room.monitor", NULL, NULL);
}

enum {
    NOTICED_WITHIN_US = 500000,
    OPEN_WITHIN_US = 3000000,
    SERVER_US = 2000000, /* PulseAudio's null sink hands out its first sound up to 2 s after it was
                            opened */
    SCHEDULE_US = 1000000, /* for a machine that is busy with other tests */
};

/* The moment of the unplugging lies between the start and the end of pactl: counted from its end,
 * as the return is. */
static void a_microphone_that_is_unplugged_voids_the_window_and_comes_back(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen(e);
    start_window(l, 1);
    ear_wait(e, &e->readings, 10);
    unplug();
    int64_t gone_us = ear_now_us();
    ear_wait(e, &e->sounds[SOUND_LOST], 1);
    ear_wait(e, &e->hums, 1);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    plug_in();
    int64_t back_us = ear_now_us();
    ear_wait(e, &e->sounds[SOUND_RUNNING], 2);
    listener_stop(l);
    assert_int_equal(e->hums, 1);
    int64_t noticed_us = e->sound_us[SOUND_LOST] - gone_us;
    int64_t open_us = e->sound_us[SOUND_WAITING] - back_us;
    int64_t running_us = e->sound_us[SOUND_RUNNING] - back_us;
    print_message("noticed %lld ms after pactl ended; open after %lld ms, running after %lld ms\n",
                  (long long)noticed_us / 1000, (long long)open_us / 1000,
                  (long long)running_us / 1000);
    assert_true(noticed_us <= NOTICED_WITHIN_US);
    assert_true(open_us <= OPEN_WITHIN_US);
    assert_true(running_us <= OPEN_WITHIN_US + SERVER_US + SCHEDULE_US);
}

/* A sound server that hangs says nothing, not even that it is gone. */
static pid_t pulse_pid(void)
{
    const char *pid = getenv("WITH_PULSE_PID");
    assert_non_null(pid);
    pid_t pulse = (pid_t)strtol(pid, NULL, 10);
    assert_true(pulse > 1);
    return pulse;
}

static void a_microphone_that_falls_silent_is_noticed_by_its_silence(void **state)
{
    struct ear *e = *state;
    pid_t pulse = pulse_pid();
    struct listener *l = listen(e);
    start_window(l, 1);
    ear_wait(e, &e->readings, 10);
    assert_int_equal(kill(pulse, SIGSTOP), 0);
    int64_t gone_us = ear_now_us();
    ear_wait(e, &e->sounds[SOUND_LOST], 1);
    ear_wait(e, &e->hums, 1); /* told before anything is asked of the server that hangs */
    assert_int_equal(kill(pulse, SIGCONT), 0);
    int64_t noticed_us = e->sound_us[SOUND_LOST] - gone_us;
    ear_wait(e, &e->sounds[SOUND_RUNNING], 2);
    listener_stop(l);
    print_message("noticed after %lld ms\n", (long long)noticed_us / 1000);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    assert_int_equal(e->hums, 1);
    assert_true(noticed_us <= NOTICED_WITHIN_US + SCHEDULE_US / 10);
}

static void a_device_that_cannot_be_opened_is_refused(void **state)
{
    struct ear *e = *state;
    struct listener *l = NULL;
    const struct listener_options o = {
        .source = SOUND_SOURCE_MICROPHONE, .deliver = ear_hear, .context = e};
    unplug(); /* ALSA still lists its way to the sound server, behind which there is nothing */
    enum status s = listener_start(&l, &o, NULL);
    plug_in();
    assert_int_equal(s, REFUSED_DEVICE_BUSY);
    assert_null(l);
}

static void a_microphone_that_is_not_there_is_refused(void **state)
{
    struct ear *e = *state;
    struct listener *l = NULL;
    const struct listener_options o = {.source = SOUND_SOURCE_MICROPHONE,
                                       .devices[0] = "no such microphone",
                                       .deliver = ear_hear,
                                       .context = e};
    assert_int_equal(listener_start(&l, &o, NULL), REFUSED_NO_DEVICE);
    assert_null(l);
}

static void choose(struct listener *l, const char *device)
{
    struct sound_command c = {.kind = SOUND_CHOOSE_DEVICE};
    snprintf(c.device, sizeof c.device, "%s", device);
    assert_true(listener_command(l, &c));
}

static void another_microphone_is_chosen_while_a_window_runs(void **state)
{
    struct ear *e = *state;
    struct listener *l = listen(e);
    start_window(l, 1);
    choose(l, "PULSE"); /* the other way to the same server */
    ear_wait(e, &e->sounds[SOUND_RUNNING], 2);
    assert_string_equal(e->sound.device, "pulse");
    assert_int_equal(e->hums, 1);
    assert_int_equal(e->hum.void_reason, HUM_VOID_STOPPED);
    choose(l, "no such microphone");
    ear_wait(e, &e->sounds[SOUND_LOST], 1);
    assert_string_equal(e->sound.device, "no such microphone");
    choose(l, "");
    ear_wait(e, &e->sounds[SOUND_RUNNING], 3);
    assert_string_equal(e->sound.device, "default");
    listener_stop(l);
    assert_int_equal(e->hums, 1);
}

/* The last test: the thread that is left behind is still with PortAudio, and the server stays
 * stopped. */
static void a_server_that_hangs_does_not_hold_up_the_stop(void **state)
{
    struct ear *e = *state;
    pid_t pulse = pulse_pid();
    struct listener *l = listen(e);
    start_window(l, 1);
    ear_wait(e, &e->readings, 10);
    assert_int_equal(kill(pulse, SIGSTOP), 0);
    ear_wait(e, &e->sounds[SOUND_LOST], 1);
    ear_wait(e, &e->hums, 1);
    int64_t asked_us = ear_now_us();
    listener_stop(l);
    int64_t took_us = ear_now_us() - asked_us;
    print_message("stopped after %lld ms\n", (long long)took_us / 1000);
    assert_int_equal(e->hums, 1);
    assert_true(took_us <= (LISTENER_STOP_MS + 500) * INT64_C(1000));
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, each_has_a_file, the_file_goes)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(a_hum_that_is_played_is_measured_as_it_was_played),
        WITH_FILE(every_sample_arrives_once_and_as_it_was_played),
        WITH_FILE(a_microphone_that_is_unplugged_voids_the_window_and_comes_back),
        WITH_FILE(a_microphone_that_falls_silent_is_noticed_by_its_silence),
        WITH_FILE(a_device_that_cannot_be_opened_is_refused),
        WITH_FILE(a_microphone_that_is_not_there_is_refused),
        WITH_FILE(another_microphone_is_chosen_while_a_window_runs),
        WITH_FILE(a_server_that_hangs_does_not_hold_up_the_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
