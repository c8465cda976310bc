#include "tests/unit/unit.h"

#include "audio/voices.h"
#include "tests/bench/chance.h"

#include <math.h>
#include <stdlib.h>

enum { RATE = 16000, SECONDS = 8, HUM_FROM = 4 * RATE, ALL = SECONDS * RATE, BLOCK = RATE / 100 };

/* Of a second half that follows a first of noise. */
static struct voices_found look_at(const float *x)
{
    struct band *b = NULL;
    assert_int_equal(band_create(RATE, 1, BLOCK, SECONDS + 1, &b), STATUS_OK);
    for (int i = 0; i < ALL; i += BLOCK)
        (void)band_push(b, x + i, BLOCK, BLOCK);
    struct voices *s = NULL;
    assert_int_equal(voices_create(band_rate_hz(b), 1, &s), STATUS_OK);
    struct voices_found found;
    assert_false(voices_find(s, b, HUM_FROM, HUM_FROM + RATE / 2, 0, HUM_FROM, RATE, &found));
    assert_true(voices_find(s, b, HUM_FROM + RATE / 4, ALL - RATE / 4, 0, HUM_FROM, RATE, &found));
    voices_free(s);
    band_free(b);
    return found;
}

/* Four seconds of noise, then `voices` of eight harmonics each, pitches between low and high. */
static struct voices_found look(int count, double low_hz, double high_hz, double slope)
{
    float *x = calloc(ALL, sizeof *x);
    assert_non_null(x);
    struct chance c = {11};
    for (int i = 0; i < ALL; i++)
        x[i] = (float)(0.003 * chance_normal(&c));
    for (int v = 0; v < count; v++) {
        const double pitch = chance_between(&c, low_hz, high_hz);
        for (int h = 1; h <= 8; h++) {
            const double at = chance_between(&c, 0, 2 * M_PI),
                         level = 0.1 * pow(h, slope) / sqrt(count);
            for (int i = HUM_FROM; i < ALL; i++)
                x[i] += (float)(level * sin(at + 2 * M_PI * pitch * h * i / RATE));
        }
    }
    const struct voices_found found = look_at(x);
    free(x);
    return found;
}

static void one_voice_is_all_on_its_harmonics(void **state)
{
    (void)state;
    const struct voices_found one = look(1, 140, 141, -1);
    assert_true(one.comb > 0.9);
    assert_true(one.periodicity > 0.95);
}

static void many_in_unison_are_like_one(void **state)
{
    (void)state;
    const struct voices_found many = look(20, 139.5, 140.5, -1);
    assert_true(many.comb > 0.8);
    assert_true(many.periodicity > 0.9);
}

static void a_crowd_has_no_pitch(void **state)
{
    (void)state;
    const struct voices_found crowd = look(40, 90, 280, -1);
    assert_true(crowd.comb < 0.35);
    assert_true(crowd.periodicity < 0.75);
}

static void open_mouths_are_bright(void **state)
{
    (void)state;
    /* harmonics of 140 Hz; above 450 Hz the fourth (560) to the seventh (980) in the band.
     * Amplitudes 1 / h^2: 1/256 + 1/625 + 1/1296 + 1/2401 of that and 1 + 1/16 + 1/81: 10 log10
     * (0.0067 / 1.0816) = -22.1 dB. All alike: 4 of 7, -2.4 dB. */
    const double closed = look(1, 140, 140.01, -2).bright_db,
                 open = look(1, 140, 140.01, 0).bright_db;
    assert_true(fabs(closed + 22.1) < 0.5);
    assert_true(fabs(open + 2.4) < 0.3);
}

/* By turns of a second harmonics 1 and 2, and 4 and 5, of 140 Hz, all alike: their centres of
 * gravity are at 210 and 630 Hz, that of both together at 420: 1 octave over the one, 0.585 under
 * the other. From 0.25 s on, each a quarter later, of 13 half seconds 5 hold the first, 3 both, 5
 * the second: the median is that of both, and of the distances 0.585. */
static void vowels_that_change_wander(void **state)
{
    (void)state;
    assert_true(look(1, 140, 140.01, -1).wander_octaves < 0.01);
    float *x = calloc(ALL, sizeof *x);
    assert_non_null(x);
    struct chance c = {12};
    for (int i = 0; i < ALL; i++) {
        x[i] = (float)(0.003 * chance_normal(&c));
        const int h = i / RATE % 2 == 0 ? 1 : 4;
        for (int k = h; k < h + 2 && i >= HUM_FROM; k++)
            x[i] += (float)(0.1 * sin(2 * M_PI * 140 * k * i / RATE));
    }
    assert_true(fabs(look_at(x).wander_octaves - 0.585) < 0.05);
    free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_voice_is_all_on_its_harmonics),
        cmocka_unit_test(many_in_unison_are_like_one),
        cmocka_unit_test(a_crowd_has_no_pitch),
        cmocka_unit_test(open_mouths_are_bright),
        cmocka_unit_test(vowels_that_change_wander),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
