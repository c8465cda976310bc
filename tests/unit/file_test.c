#include "tests/unit/unit.h"

#include "audio/file.h"
#include "tests/unit/wav.h"

#include <sys/stat.h>

static char path[64];

static int each_has_a_file(void **state)
{
    (void)state;
    char *folder = folder_make();
    snprintf(path, sizeof path, "%s/sound", folder);
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

static void write_bytes(const void *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void assert_opens_as(enum status expected)
{
    struct sound_file *f = NULL;
    assert_int_equal(sound_file_open(path, &f), expected);
    if (expected != STATUS_OK)
        assert_null(f);
    sound_file_close(f);
}

static struct sound_file *opened(int32_t rate_hz, int32_t channels, int64_t frames)
{
    struct sound_file *f = NULL;
    assert_int_equal(sound_file_open(path, &f), STATUS_OK);
    assert_int_equal(sound_file_info(f)->rate_hz, rate_hz);
    assert_int_equal(sound_file_info(f)->channels, channels);
    assert_int_equal(sound_file_info(f)->frames, frames);
    return f;
}

static void assert_holds(struct sound_file *f, const float *samples, size_t count, int32_t channels)
{
    float got[64];
    size_t frames;
    assert_int_equal(sound_file_read(f, got, 64 / (size_t)channels, &frames), STATUS_OK);
    assert_int_equal(frames, count / (size_t)channels);
    for (size_t i = 0; i < count; i++)
        assert_true(got[i] == samples[i]);
    assert_int_equal(sound_file_read(f, got, 1, &frames), STATUS_OK);
    assert_int_equal(frames, 0);
    sound_file_close(f);
}

/* Multiples of 1/32768: each format holds them exactly. */
static const float six[] = {0.0f, 0.5f, -0.5f, -1.0f, 0.25f, -1.0f / 32768};

static void a_wav_of_16_bits_is_read_as_it_is(void **state)
{
    (void)state;
    wav_write(path, (struct wav){.rate_hz = 44100, .channels = 2, .bits = 16, .frames = 3}, six);
    assert_holds(opened(44100, 2, 3), six, 6, 2);
}

static void a_wav_of_24_bits_is_read_as_it_is(void **state)
{
    (void)state;
    wav_write(path, (struct wav){.rate_hz = 192000, .channels = 1, .bits = 24, .frames = 6}, six);
    assert_holds(opened(192000, 1, 6), six, 6, 1);
}

static void a_wav_of_floats_is_read_as_it_is_also_beyond_full_scale(void **state)
{
    (void)state;
    const float loud[] = {0.1f, 3.0f, -7.5f};
    wav_write(path, (struct wav){.rate_hz = 8000, .channels = 3, .bits = 32, .frames = 1}, loud);
    assert_holds(opened(8000, 3, 1), loud, 3, 3);
}

/* CRCs of FLAC, most significant bit first, start at 0: polynomials x^8+x^2+x+1 and
 * x^16+x^15+x^2+1. */
static unsigned crc(const unsigned char *bytes, size_t len, unsigned polynomial, int bits)
{
    unsigned c = 0;
    for (size_t i = 0; i < len; i++) {
        c ^= (unsigned)bytes[i] << (bits - 8);
        for (int b = 0; b < 8; b++)
            c = (c & 1u << (bits - 1) ? c << 1 ^ polynomial : c << 1) & ((1u << bits) - 1);
    }
    return c;
}

enum { FLAC_BLOCK = 4096 };

/* A FLAC, 48 kHz, one channel, 16 bits, each frame a block whose samples are all 0x2000, which is
 * 0.25. */
static void write_flac(unsigned promised_blocks, unsigned blocks)
{
    unsigned char bytes[42 + 16 * 11] = {'f', 'L', 'a', 'C', 0x80, 0, 0, 34, 0x10, 0, 0x10, 0};
    unsigned promised = promised_blocks * FLAC_BLOCK;
    memcpy(bytes + 18, (unsigned char[]){0x0b, 0xb8, 0x00, 0xf0},
           4); /* 48000 << 12 | 0 << 9 | 15 << 4 */
    for (int i = 0; i < 4; i++)
        bytes[22 + i] = (unsigned char)(promised >> (24 - 8 * i));
    size_t len = 42;
    for (unsigned n = 0; n < blocks; n++) {
        unsigned char *frame = bytes + len;
        memcpy(frame, (unsigned char[]){0xff, 0xf8, 0xca, 0x08, (unsigned char)n}, 5);
        frame[5] = (unsigned char)crc(frame, 5, 0x07, 8);
        memcpy(frame + 6, (unsigned char[]){0x00, 0x20, 0x00}, 3); /* a constant, 0x2000 */
        unsigned check = crc(frame, 9, 0x8005, 16);
        frame[9] = (unsigned char)(check >> 8);
        frame[10] = (unsigned char)check;
        len += 11;
    }
    write_bytes(bytes, len);
}

static enum status read_all(struct sound_file *f, int64_t *frames)
{
    float got[1000];
    size_t n = 1;
    enum status s = STATUS_OK;
    for (*frames = 0; s == STATUS_OK && n > 0; *frames += s == STATUS_OK ? (int64_t)n : 0) {
        s = sound_file_read(f, got, 1000, &n);
        for (size_t i = 0; s == STATUS_OK && i < n; i++)
            assert_true(got[i] == 0.25f);
    }
    return s;
}

static void a_flac_is_read_as_it_is(void **state)
{
    (void)state;
    write_flac(3, 3);
    struct sound_file *f = opened(48000, 1, 3 * FLAC_BLOCK);
    int64_t frames;
    assert_int_equal(read_all(f, &frames), STATUS_OK);
    assert_int_equal(frames, 3 * FLAC_BLOCK);
    sound_file_close(f);
}

static void a_flac_that_ends_early_gives_what_it_has_and_says_so(void **state)
{
    (void)state;
    write_flac(3, 2);
    struct sound_file *f = opened(48000, 1, 3 * FLAC_BLOCK);
    int64_t frames;
    assert_int_equal(read_all(f, &frames), REFUSED_SOUND_TRUNCATED);
    assert_int_equal(frames, 2 * FLAC_BLOCK);
    assert_int_equal(read_all(f, &frames), REFUSED_SOUND_TRUNCATED);
    sound_file_close(f);
}

static void a_flac_from_a_pipe_has_no_length_and_an_end(void **state)
{
    (void)state;
    write_flac(0, 2);
    struct sound_file *f = opened(48000, 1, INT64_MAX);
    int64_t frames;
    assert_int_equal(read_all(f, &frames), STATUS_OK);
    assert_int_equal(frames, 2 * FLAC_BLOCK);
    sound_file_close(f);
}

static const struct wav second = {.rate_hz = 48000, .channels = 1, .bits = 16, .frames = 48000};

static void a_wav_that_ends_early_is_refused(void **state)
{
    (void)state;
    struct wav w = second;
    w.holds = 47999;
    wav_write(path, w, NULL);
    assert_opens_as(REFUSED_SOUND_TRUNCATED);
}

static void a_length_that_a_pipe_could_not_enter_is_no_promise(void **state)
{
    (void)state;
    struct wav w = second;
    const uint32_t unknown[] = {0x7ffff000, 0x80000000, 0xffffffff};
    for (int i = 0; i < 3; i++) {
        w.data_size = unknown[i];
        wav_write(path, w, NULL);
        sound_file_close(opened(48000, 1, 48000));
    }
}

static void a_file_of_0_seconds_is_refused(void **state)
{
    (void)state;
    struct wav w = second;
    w.frames = 0;
    wav_write(path, w, NULL);
    assert_opens_as(REFUSED_EMPTY_SOUND);
}

static void what_is_no_sound_is_refused(void **state)
{
    (void)state;
    write_bytes("", 0);
    assert_opens_as(REFUSED_NOT_SOUND);
    write_bytes("RIFF", 4);
    assert_opens_as(REFUSED_NOT_SOUND);
    const char text[] = "Dear chair, this is no sound at all, whatever its name says.\n";
    write_bytes(text, sizeof text);
    assert_opens_as(REFUSED_NOT_SOUND);
}

static void rates_and_channels_beyond_the_analyser_are_refused(void **state)
{
    (void)state;
    struct wav w = second;
    w.rate_hz = 7999;
    wav_write(path, w, NULL);
    assert_opens_as(REFUSED_RATE);
    w.rate_hz = 192001;
    wav_write(path, w, NULL);
    assert_opens_as(REFUSED_RATE);
    w = second;
    w.channels = 9;
    wav_write(path, w, NULL);
    assert_opens_as(REFUSED_CHANNELS);
}

static void a_missing_file_is_refused(void **state)
{
    (void)state;
    assert_opens_as(REFUSED_NO_FILE);
}

static void folders_and_pipes_are_no_sound_and_do_not_hang(void **state)
{
    (void)state;
    assert_int_equal(mkdir(path, 0700), 0);
    assert_opens_as(REFUSED_NOT_SOUND);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_opens_as(REFUSED_NOT_SOUND);
}

static void a_file_that_may_not_be_read_is_refused(void **state)
{
    (void)state;
    wav_write(path, second, NULL);
    assert_int_equal(chmod(path, 0000), 0);
    bool root = geteuid() == 0; /* who may read everything, and therefore steps aside */
    if (root) {
        char folder[64];
        memcpy(folder, path, sizeof folder);
        *strrchr(folder, '/') = '\0';
        assert_int_equal(chmod(folder, 0755), 0);
        assert_int_equal(seteuid(65534), 0);
    }
    assert_opens_as(REFUSED_NO_PERMISSION);
    if (root)
        assert_int_equal(seteuid(0), 0);
}

static void closing_nothing_is_fine(void **state)
{
    (void)state;
    sound_file_close(NULL);
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, each_has_a_file, the_file_goes)

/* A header that says where each channel is (WAVE_FORMAT_EXTENSIBLE): bits of the mask, in order. */
static void write_places(uint16_t channels, uint32_t mask)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    const uint32_t size = channels * 2u;
    fputs("RIFF", f);
    wav_number(f, 60 + size, 4);
    fputs("WAVEfmt ", f);
    wav_number(f, 40, 4);
    wav_number(f, 0xfffe, 2);
    wav_number(f, channels, 2);
    wav_number(f, 48000, 4);
    wav_number(f, 48000 * size, 4);
    wav_number(f, size, 2);
    wav_number(f, 16, 2);
    wav_number(f, 22, 2);
    wav_number(f, 16, 2);
    wav_number(f, mask, 4);
    static const uint8_t PCM[] = {1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71};
    assert_int_equal(fwrite(PCM, 1, sizeof PCM, f), sizeof PCM);
    fputs("data", f);
    wav_number(f, size, 4);
    for (int i = 0; i < channels; i++)
        wav_number(f, 0, 2);
    assert_int_equal(fclose(f), 0);
}

static void assert_weights(int32_t channels, const double *want)
{
    struct sound_file *f = opened(48000, channels, 1);
    for (int32_t c = 0; c < channels; c++)
        assert_true(sound_file_info(f)->weight[c] == want[c]);
    sound_file_close(f);
}

static void channels_weigh_by_the_place_that_the_file_gives_them(void **state)
{
    (void)state;
    /* left, right, centre, low effects, rear pair: the usual six */
    write_places(6, 0x3f);
    assert_weights(6, (double[]){1, 1, 1, 0, 1.41, 1.41});
    /* left, right, centre, rear pair, side pair: those at the sides count more, those behind do not
     */
    write_places(7, 0x637);
    assert_weights(7, (double[]){1, 1, 1, 1, 1, 1.41, 1.41});
    /* left, right, low effects */
    write_places(3, 0xb);
    assert_weights(3, (double[]){1, 1, 0});
}

static void channels_without_a_place_weigh_by_their_usual_order(void **state)
{
    (void)state;
    static const double WEIGHTS[][8] = {
        [1] = {1},
        [2] = {1, 1},
        [5] = {1, 1, 1, 1.41, 1.41},
        [6] = {1, 1, 1, 0, 1.41, 1.41},
        [8] = {1, 1, 1, 1, 1, 1, 1, 1},
    };
    static const uint16_t COUNTS[] = {1, 2, 5, 6, 8};
    for (int i = 0; i < 5; i++) {
        wav_write(path,
                  (struct wav){.rate_hz = 48000, .channels = COUNTS[i], .bits = 16, .frames = 1},
                  NULL);
        assert_weights(COUNTS[i], WEIGHTS[COUNTS[i]]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(a_wav_of_16_bits_is_read_as_it_is),
        WITH_FILE(a_wav_of_24_bits_is_read_as_it_is),
        WITH_FILE(a_wav_of_floats_is_read_as_it_is_also_beyond_full_scale),
        WITH_FILE(a_flac_is_read_as_it_is),
        WITH_FILE(a_flac_that_ends_early_gives_what_it_has_and_says_so),
        WITH_FILE(a_flac_from_a_pipe_has_no_length_and_an_end),
        WITH_FILE(a_wav_that_ends_early_is_refused),
        WITH_FILE(a_length_that_a_pipe_could_not_enter_is_no_promise),
        WITH_FILE(a_file_of_0_seconds_is_refused),
        WITH_FILE(what_is_no_sound_is_refused),
        WITH_FILE(rates_and_channels_beyond_the_analyser_are_refused),
        WITH_FILE(a_missing_file_is_refused),
        WITH_FILE(folders_and_pipes_are_no_sound_and_do_not_hang),
        WITH_FILE(a_file_that_may_not_be_read_is_refused),
        WITH_FILE(channels_weigh_by_the_place_that_the_file_gives_them),
        WITH_FILE(channels_without_a_place_weigh_by_their_usual_order),
        cmocka_unit_test(closing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
