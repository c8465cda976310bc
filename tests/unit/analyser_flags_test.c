/* Each flag on two sounds made here: one that must have it, and the nearest without. A room of
 * white noise, -60 dB in all, so -69.5 dB in the band and about that much in the hiss; people hum
 * from 6.5 s to 10.5 s of 14 s; the window is 6 to 11 s. */
#include "tests/unit/heard.h"

enum { FRAMES = 14 * RATE };

static const double HUM_FROM = 6.5, HUM_UNTIL = 10.5;

static float *room(void)
{
    size_t frames;
    float *x = noise(RATE, 14, -60, &frames);
    assert_int_equal(frames, FRAMES);
    return x;
}

/* One closed mouth: harmonics that fall by the square of their number. */
static void add_voice(float *x, double from_s, double until_s, double hz, double peak)
{
    for (int h = 1; h <= 4; h++)
        add_tone(x, RATE, from_s, until_s, hz * h, peak / (h * h));
}

/* Twelve, pitches a fixed ratio apart that no two harmonics share: 105 to 233 Hz. */
static void add_crowd(float *x, double from_s, double until_s, double peak)
{
    for (int i = 0; i < 12; i++)
        add_voice(x, from_s, until_s, 105 * pow(1.0751, i), peak);
}

static struct hum hear(float *x)
{
    struct catch h;
    struct analyser *a = make(RATE, 1, &h);
    run(a, x, FRAMES, RATE, 6, 5, 4096, 1);
    analyser_finish(a);
    analyser_free(a);
    free(x);
    assert_int_equal(h.count, 1);
    return h.hums[0];
}

static bool has(const struct hum *h, enum flag flag)
{
    if (h->not_checked & 1u << flag)
        print_message("%s was not checked\n", flag_word(flag));
    assert_false(h->not_checked & 1u << flag);
    return h->flags & 1u << flag;
}

/* Twelve voices of 0.01 * (1 + 1/16 + 1/81 + 1/256) / 2 each are -29 dB: 40 over the noise. */
static void a_crowd_that_hums_has_no_flag(void **state)
{
    (void)state;
    float *x = room();
    add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
    const struct hum h = hear(x);
    assert_int_equal(h.flags, 0);
    assert_int_equal(h.not_checked, 0);
}

static void gain(float *x, double (*db_at)(double))
{
    for (size_t i = 0; i < FRAMES; i++)
        x[i] *= (float)pow(10, db_at((double)i / RATE) / 20);
}

/* Peaks of 1.2 are cut at 1; peaks of 0.95 are not. */
static void clipped(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        float *x = room(), most = 0;
        add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        for (size_t i = 0; i < FRAMES; i++)
            most = fmaxf(most, fabsf(x[i]));
        for (size_t i = 0; i < FRAMES; i++)
            x[i] = fmaxf(-1, fminf(1, x[i] * (cut ? 1.2f : 0.95f) / most));
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_CLIPPED), cut);
    }
}

/* Down by 6 dB in 0.2 s, back in 3 s: 0.4 s after the hum 5.2 dB are missing, 1.3 s after it 3.9.
 */
static double automatic(double t)
{
    if (t < HUM_FROM)
        return 0;
    return t < HUM_UNTIL ? -6 * (1 - exp(-(t - HUM_FROM) / 0.2)) : -6 * exp(-(t - HUM_UNTIL) / 3);
}

static double turned_down_by_hand(double t)
{
    (void)t;
    return -6;
}

static void gain_change(void **state)
{
    (void)state;
    for (int moves = 0; moves < 2; moves++) {
        float *x = room();
        add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        gain(x, moves ? automatic : turned_down_by_hand);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_GAIN_CHANGE), moves);
    }
}

/* Where noise comes and goes by 5 dB, a second each, what is lower afterwards may be the noise. */
static double comes_and_goes(double t)
{
    return (int)t % 2 == 0 ? 0 : -5;
}

static void gain_change_is_not_checked_where_noise_comes_and_goes(void **state)
{
    (void)state;
    float *x = room();
    gain(x, comes_and_goes);
    add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
    const struct hum h = hear(x);
    assert_true(h.not_checked & 1u << FLAG_GAIN_CHANGE);
    assert_false(h.flags & 1u << FLAG_GAIN_CHANGE);
}

/* Four syllables a second, 0.2 s each, of a voice that glides from 140 Hz by a fifth to either
 * side. Open: ten harmonics, of which those near a vowel's first resonance, at 500 and 800 Hz by
 * turns, are loud, and a hiss before each. Closed: the same notes and the same gaps, hummed. */
static void add_syllables(float *x, bool open)
{
    struct chance c = {5};
    double phase = 0;
    for (size_t i = (size_t)(HUM_FROM * RATE); i < (size_t)(HUM_UNTIL * RATE); i++) {
        const double t = (double)i / RATE, at = fmod(t, 0.25) / 0.2;
        const double bow = at < 1 ? sin(M_PI * at) : 0;
        phase += 2 * M_PI * 140 * pow(1.5, sin(2 * M_PI * 0.7 * t)) / RATE;
        const double vowel = (int)(t * 4) % 2 == 0 ? 3.5 : 5.5; /* times the pitch */
        for (int h = 1; h <= 10; h++)
            x[i] += (float)(0.03 * bow * sin(h * phase) *
                            (open ? 1 / (0.3 + fabs(h - vowel)) : 1.0 / (h * h)));
        if (open && at < 0.3)
            x[i] += (float)(0.02 * chance_between(&c, -1, 1));
    }
}

static void speech(void **state)
{
    (void)state;
    for (int open = 0; open < 2; open++) {
        float *x = room();
        add_syllables(x, open);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_SPEECH), open);
        assert_false(has(&h, FLAG_APPLAUSE));
    }
}

/* A hundred bursts a second, of 5 ms. Hands: white, so 5 kHz of it above 2 kHz for 0.9 below 1, +7
 * dB. Feet: low-passed twice at 300 Hz, 33 dB down at 2 kHz. */
static void add_claps(float *x, bool hands)
{
    struct chance c = {9};
    const double keep = hands ? 0 : exp(-2 * M_PI * 300 / RATE);
    double low = 0, lower = 0, envelope = 0;
    for (size_t i = (size_t)(HUM_FROM * RATE); i < (size_t)(HUM_UNTIL * RATE); i++) {
        if (chance_below(&c, RATE / 100) == 0)
            envelope = chance_between(&c, 0.02, 0.06);
        envelope *= exp(-1 / (0.005 * RATE));
        low = keep * low + (1 - keep) * envelope * chance_between(&c, -1, 1);
        lower = keep * lower + (1 - keep) * low;
        x[i] += (float)lower * (hands ? 1 : 4);
    }
}

static void applause(void **state)
{
    (void)state;
    for (int hands = 0; hands < 2; hands++) {
        float *x = room();
        add_claps(x, hands);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_APPLAUSE), hands);
    }
}

/* All power on the harmonics of one pitch, or on those of twelve. */
static void few_voices(void **state)
{
    (void)state;
    for (int one = 0; one < 2; one++) {
        float *x = room();
        if (one)
            add_voice(x, HUM_FROM, HUM_UNTIL, 140, 0.05);
        else
            add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_FEW_VOICES), one);
    }
}

/* 1.8 s and 2.2 s: at half of its power a hum is 0.07 s after its start and before its end, so 1.66
 * and 2.06 s from onset to offset; short is under 2. */
static void too_short(void **state)
{
    (void)state;
    for (int brief = 0; brief < 2; brief++) {
        float *x = room();
        add_crowd(x, HUM_FROM, HUM_FROM + (brief ? 1.8 : 2.2), 0.014);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_SHORT), brief);
    }
}

static double sinks(double t)
{
    return -4 * (t - HUM_FROM);
}

static double sags(double t)
{
    return -0.5 * (t - HUM_FROM);
}

/* By 4 dB a second: what is heard as one hum lasts for some 2 s, whose halves are 4 dB apart; or by
 * 0.5, whose halves of 2 s are 1 dB apart. Unsteady is more than 3. */
static void unsteady(void **state)
{
    (void)state;
    for (int far = 0; far < 2; far++) {
        float *x = calloc(FRAMES, sizeof *x), *air = room();
        assert_non_null(x);
        add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        gain(x, far ? sinks : sags);
        for (size_t i = 0; i < FRAMES; i++)
            x[i] += air[i];
        free(air);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_UNSTEADY), far);
    }
}

static double fan(double t)
{
    return t < 9 ? 0 : 6;
}

static double draught(double t)
{
    return t < 9 ? 0 : 1;
}

/* A fan starts while they hum: 6 dB more noise after it than before, or 1; it shifts from 3 on. */
static void floor_shift(void **state)
{
    (void)state;
    for (int far = 0; far < 2; far++) {
        float *x = room();
        gain(x, far ? fan : draught);
        add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        const struct hum h = hear(x);
        assert_int_equal(has(&h, FLAG_FLOOR_SHIFT), far);
    }
}

/* A hundred frames lost within the window, or a second before it. */
static void gap(void **state)
{
    (void)state;
    for (int inside = 0; inside < 2; inside++) {
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        float *x = room();
        add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        const size_t start = (size_t)6 * RATE, lost = inside ? 8 * RATE : 5 * RATE;
        for (size_t at = 0; at < FRAMES; at += RATE) {
            if (at == start)
                analyser_start(a, 7, (int64_t)5 * RATE);
            if (at == lost)
                analyser_gap(a, 100);
            analyser_push(a, x + at, RATE);
        }
        analyser_finish(a);
        analyser_free(a);
        free(x);
        assert_int_equal(h.count, 1);
        assert_int_equal((h.hums[0].flags & 1u << FLAG_GAP) != 0, inside);
        assert_int_equal(h.hums[0].void_reason, inside ? HUM_VOID_GAP : HUM_VALID);
    }
}

/* A window over all that was heard has no noise before or after it; one that begins 6 s in has. */
static void no_noise_estimate(void **state)
{
    (void)state;
    for (int all = 0; all < 2; all++) {
        struct catch h;
        struct analyser *a = make(RATE, 1, &h);
        float *x = room();
        add_crowd(x, HUM_FROM, HUM_UNTIL, 0.014);
        run(a, x, FRAMES, RATE, all ? 0 : 6, all ? 14 : 5, 4096, 1);
        analyser_finish(a);
        analyser_free(a);
        free(x);
        assert_int_equal(h.count, 1);
        assert_int_equal((h.hums[0].flags & 1u << FLAG_NO_NOISE_ESTIMATE) != 0, all);
        assert_int_equal(h.hums[0].void_reason, all ? HUM_VOID_NO_NOISE : HUM_VALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crowd_that_hums_has_no_flag),
        cmocka_unit_test(clipped),
        cmocka_unit_test(gain_change),
        cmocka_unit_test(gain_change_is_not_checked_where_noise_comes_and_goes),
        cmocka_unit_test(speech),
        cmocka_unit_test(applause),
        cmocka_unit_test(few_voices),
        cmocka_unit_test(too_short),
        cmocka_unit_test(unsteady),
        cmocka_unit_test(floor_shift),
        cmocka_unit_test(gap),
        cmocka_unit_test(no_noise_estimate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
