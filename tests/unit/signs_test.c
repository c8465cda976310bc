#include "tests/unit/unit.h"

#include "audio/signs.h"

#include <math.h>
#include <string.h>

/* Figures of sounds as people have measured them: medians over recordings. */
static struct signs sound(double high_db, double syllables, double comb, double period,
                          double bright, double wander)
{
    return (struct signs){
        .high_db = high_db,
        .syllables_db = syllables,
        .voices = {
            .comb = comb, .periodicity = period, .bright_db = bright, .wander_octaves = wander}};
}

static void a_crowd_that_hums_is_neither_talk_nor_claps_nor_few(void **state)
{
    (void)state;
    const struct signs s = sound(-19, 2, 0.2, 0.5, -14, 0.05);
    assert_false(signs_of_applause(&s));
    assert_false(signs_of_speech(&s));
    assert_false(signs_of_few(&s));
}

static void one_voice_is_few_and_no_talk_though_its_level_moves(void **state)
{
    (void)state;
    const struct signs s = sound(-20, 4, 0.6, 0.92, -18, 0.1);
    assert_false(signs_of_speech(&s));
    assert_true(signs_of_few(&s));
}

static void a_tune_hummed_high_is_no_talk(void **state)
{
    (void)state;
    /* notes come and go, and their overtones are above 450 Hz; but each has one pitch */
    const struct signs s = sound(-16, 5, 0.5, 0.88, -8, 0.1);
    assert_false(signs_of_speech(&s));
    /* the same with vowels for a pitch */
    const struct signs talk = sound(-9, 5, 0.25, 0.8, -6, 0.2);
    assert_true(signs_of_speech(&talk));
}

/* Raised voices have more above 450 Hz and 2 kHz than others; what they do not have is syllables.
 */
static void a_crowd_that_hums_loudly_is_no_talk(void **state)
{
    (void)state;
    const struct signs s = sound(-6, 2, 0.2, 0.5, -8, 0.05);
    assert_false(signs_of_speech(&s));
    assert_false(signs_of_applause(&s));
}

static void one_talker_moves_and_is_bright(void **state)
{
    (void)state;
    const struct signs s = sound(-17, 4.5, 0.3, 0.76, -4.5, 0.15);
    assert_true(signs_of_speech(&s));
    assert_false(signs_of_applause(&s));
}

static void ten_talkers_hardly_move_but_hiss(void **state)
{
    (void)state;
    const struct signs s = sound(-11, 2.7, 0.2, 0.5, -4.2, 0.12);
    assert_true(signs_of_speech(&s));
    assert_false(signs_of_applause(&s));
}

/* Several at a time: no pitch is heard for an eighth of a second, but the highs are those of talk.
 */
static void sharp_talkers_do_not_clap(void **state)
{
    (void)state;
    const struct signs s = sound(-3, 4.5, 0.21, 0.57, -3.5, 0.2);
    assert_false(signs_of_applause(&s));
    assert_true(signs_of_speech(&s));
}

static void claps_have_as_much_above_as_below(void **state)
{
    (void)state;
    const struct signs claps = sound(1.6, 2, 0.15, 0.31, -3, 0.1),
                       sibilants = sound(-4, 5, 0.3, 0.8, -4, 0.2);
    assert_true(signs_of_applause(&claps));
    assert_false(signs_of_applause(&sibilants));
}

enum { BEFORE = 40, WINDOW = 60, BLOCKS = WINDOW * WIDE_STEP_BLOCKS };

static void the_high_part_is_that_of_the_sound_alone(void **state)
{
    (void)state;
    struct wide_step step[BEFORE + WINDOW];
    float power[BLOCKS];
    /* noise 1 low and 10 high; the sound adds 100 low and 10 high: -10 dB. A knock now and then, in
     * less than half of the steps, changes nothing. */
    for (int i = 0; i < BEFORE + WINDOW; i++) {
        const bool in = i >= BEFORE, knock = i % 3 == 0;
        step[i] = (struct wide_step){{
            [WIDE_LOW] = (in ? 101.0f : 1.0f) + (knock ? 500.0f : 0.0f),
            [WIDE_HIGH] = (in ? 20.0f : 10.0f) + (knock ? 9000.0f : 0.0f),
        }};
    }
    for (int i = 0; i < BLOCKS; i++)
        power[i] = i / 12 % 2 == 0 ? 10 : 1;
    const struct wide_around around = {step, BEFORE, WINDOW, 0};
    const struct plateau p = {.begin = 0, .end = BLOCKS};
    const struct signs s = signs_find(power, &p, &around);
    assert_true(fabs(s.high_db + 10) < 0.01);
    /* two pieces of 60 ms at 10 dB, two at 0: every one differs from that two later by 10 dB */
    assert_true(fabs(s.syllables_db - 10) < 0.01);
}

/* Noise of 1; talk of 100 in blocks 50 to 110 and 250 to 300, of which the plateau is the first. */
static void talk_goes_on_after_a_pause(void **state)
{
    (void)state;
    float power[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        power[i] = (i >= 50 && i < 110) || (i >= 250 && i < 300) ? 101 : 1;
    const struct plateau word = {.begin = 60, .end = 105, .power = 100};
    const struct plateau all = signs_stretch(power, BLOCKS, 1, &word);
    assert_int_equal(all.begin, 50);
    assert_int_equal(all.end, 300);
    /* what lasts two seconds is looked at as it is */
    const struct plateau hum = {.begin = 20, .end = 220, .power = 100};
    const struct plateau same = signs_stretch(power, BLOCKS, 1, &hum);
    assert_int_equal(same.begin, 20);
    assert_int_equal(same.end, 220);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crowd_that_hums_is_neither_talk_nor_claps_nor_few),
        cmocka_unit_test(one_voice_is_few_and_no_talk_though_its_level_moves),
        cmocka_unit_test(a_tune_hummed_high_is_no_talk),
        cmocka_unit_test(sharp_talkers_do_not_clap),
        cmocka_unit_test(talk_goes_on_after_a_pause),
        cmocka_unit_test(a_crowd_that_hums_loudly_is_no_talk),
        cmocka_unit_test(one_talker_moves_and_is_bright),
        cmocka_unit_test(ten_talkers_hardly_move_but_hiss),
        cmocka_unit_test(claps_have_as_much_above_as_below),
        cmocka_unit_test(the_high_part_is_that_of_the_sound_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
