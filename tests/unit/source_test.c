#include "tests/unit/unit.h"

#include "audio/source.h"
#include "tests/unit/wav.h"

static char path[64];

static int each_has_a_file(void **state)
{
    (void)state;
    char *folder = folder_make();
    snprintf(path, sizeof path, "%s/room.wav", folder);
    free(folder);
    return 0;
}

static int the_file_goes(void **state)
{
    (void)state;
    (void)remove(path); /* where a test left one */
    *strrchr(path, '/') = '\0';
    return rmdir(path);
}

enum { RATE_HZ = 44100, FRAMES = RATE_HZ };

/* One second; frame n is n / 65536, which floats hold exactly. */
static struct source *play_second(uint32_t speed)
{
    float *samples = calloc(FRAMES, sizeof *samples);
    assert_non_null(samples);
    for (int i = 0; i < FRAMES; i++)
        samples[i] = (float)i / 65536;
    wav_write(path, (struct wav){.rate_hz = RATE_HZ, .channels = 1, .bits = 32, .frames = FRAMES},
              samples);
    free(samples);
    struct source *s = NULL;
    const struct source_options options = {
        .source = SOUND_SOURCE_FILE, .file = path, .speed = speed};
    assert_int_equal(source_open(&options, &s), STATUS_OK);
    return s;
}

/* Reads all that is there, in pieces of `piece`, and checks that it goes on at frame `from`.
 * Returns where it ends. */
static size_t read_on(struct source *s, size_t from, size_t piece)
{
    float got[1000];
    uint64_t lost;
    for (size_t n; (n = source_read(s, got, piece, &lost)) > 0; from += n) {
        assert_int_equal(lost, 0);
        for (size_t i = 0; i < n; i++)
            assert_true(got[i] == (float)(from + i) / 65536);
    }
    return from;
}

static void a_file_plays_at_the_pace_of_the_clock(void **state)
{
    (void)state;
    struct source *s = play_second(0);
    assert_int_equal(source_info(s)->state, SOUND_WAITING);
    assert_int_equal(source_poll(s, 500),
                     SOUND_WAITING); /* time starts now, whatever the clock says */
    assert_int_equal(read_on(s, 0, 1000), 0);
    assert_int_equal(source_poll(s, 10500), SOUND_RUNNING);
    assert_int_equal(read_on(s, 0, 100), 441); /* 10 ms */
    /* Turns that are no whole number of frames apart: the error of each does not add up. 13 ms are
     * 573.3 frames. */
    size_t at = 441;
    for (int64_t us = 13000; us < 990000; us += 13000) {
        source_poll(s, 10500 + us);
        at = read_on(s, at, 1000);
        assert_int_equal(at, (10000 + us) * RATE_HZ / 1000000);
    }
    source_close(s);
}

static void a_late_turn_catches_up(void **state)
{
    (void)state;
    struct source *s = play_second(0);
    source_poll(s, 0);
    source_poll(s, 700000);
    assert_int_equal(read_on(s, 0, 1000), 30870); /* 0.7 s */
    source_close(s);
}

static void a_file_ends_with_its_last_frame(void **state)
{
    (void)state;
    struct source *s = play_second(0);
    source_poll(s, 0);
    assert_int_equal(source_poll(s, 5000000), SOUND_RUNNING);
    assert_int_equal(read_on(s, 0, 1000), FRAMES);
    assert_int_equal(source_info(s)->state, SOUND_ENDED);
    assert_int_equal(source_poll(s, 6000000), SOUND_ENDED);
    assert_int_equal(read_on(s, FRAMES, 1000), FRAMES);
    source_close(s);
}

static void speed_is_how_many_times_faster(void **state)
{
    (void)state;
    struct source *s = play_second(10);
    source_poll(s, 0);
    source_poll(s, 50000);
    assert_int_equal(read_on(s, 0, 1000), 22050);
    source_close(s);
}

static void a_day_at_any_speed_does_not_overflow(void **state)
{
    (void)state;
    struct source *s = play_second(1000);
    source_poll(s, 0);
    assert_int_equal(source_poll(s, INT64_C(86400) * 1000000 * 10), SOUND_RUNNING);
    assert_int_equal(read_on(s, 0, 1000), FRAMES);
    source_close(s);
}

static void a_file_says_what_it_is(void **state)
{
    (void)state;
    struct source *s = play_second(0);
    const struct sound_info *info = source_info(s);
    assert_int_equal(info->source, SOUND_SOURCE_FILE);
    assert_int_equal(info->rate_hz, RATE_HZ);
    assert_int_equal(info->channels, 1);
    assert_string_equal(info->device,
                        "room.wav"); /* without the folders, which are nobody's business */
    assert_string_equal(info->api, "");
    source_close(s);
}

static void a_file_says_what_its_channels_count(void **state)
{
    (void)state;
    wav_write(path, (struct wav){.rate_hz = 48000, .channels = 6, .bits = 16, .frames = 4}, NULL);
    struct source *s = NULL;
    const struct source_options options = {.source = SOUND_SOURCE_FILE, .file = path};
    assert_int_equal(source_open(&options, &s), STATUS_OK);
    /* BS.1770-5, table 4, in the usual order: L R C LFE Ls Rs */
    const double want[] = {1, 1, 1, 0, 1.41, 1.41};
    for (int c = 0; c < 6; c++)
        assert_true(source_weights(s)[c] == want[c]);
    source_close(s);
}

static void a_bad_file_is_refused(void **state)
{
    (void)state;
    struct source *s = NULL;
    const struct source_options options = {.source = SOUND_SOURCE_FILE, .file = path};
    assert_int_equal(source_open(&options, &s), REFUSED_NO_FILE);
    wav_write(path,
              (struct wav){.rate_hz = 48000, .channels = 1, .bits = 16, .frames = 9, .holds = 8},
              NULL);
    assert_int_equal(source_open(&options, &s), REFUSED_SOUND_TRUNCATED);
    assert_null(s);
}

static void no_sound_is_off_and_stays_so(void **state)
{
    (void)state;
    struct source *s = NULL;
    const struct source_options options = {.source = SOUND_SOURCE_NONE};
    assert_int_equal(source_open(&options, &s), STATUS_OK);
    assert_int_equal(source_info(s)->state, SOUND_OFF);
    assert_int_equal(source_poll(s, 1), SOUND_OFF);
    assert_int_equal(read_on(s, 0, 1000), 0);
    source_close(s);
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, each_has_a_file, the_file_goes)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(a_file_plays_at_the_pace_of_the_clock), WITH_FILE(a_late_turn_catches_up),
        WITH_FILE(a_file_ends_with_its_last_frame),       WITH_FILE(speed_is_how_many_times_faster),
        WITH_FILE(a_day_at_any_speed_does_not_overflow),  WITH_FILE(a_file_says_what_it_is),
        WITH_FILE(a_file_says_what_its_channels_count),   WITH_FILE(a_bad_file_is_refused),
        cmocka_unit_test(no_sound_is_off_and_stays_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
