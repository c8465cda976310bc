#include "tests/unit/unit.h"

#include "core/hum.h"

/* A hum of that level, 50 mB sure on each side. */
static struct hum level(int32_t hum_mb)
{
    return (struct hum){.hum_mb = hum_mb,
                        .hum_low_mb = hum_mb - 50,
                        .hum_high_mb = hum_mb + 50,
                        .excess_mb = 1000,
                        .limit_mb = -6000,
                        .strength = STRENGTH_SOME,
                        .strength_high = STRENGTH_SOME};
}

static void shares_of_the_room_choose_the_words(void **state)
{
    (void)state;
    /* everybody: -3000. 20 % of the power is 10 log10 0.2 = -6.99 dB below, 70 % is -1.55 dB below;
     * two errors of 0.5 dB make 0.71 dB on each side. */
    static const struct {
        int32_t hum_mb;
        enum strength low, high;
    } cases[] = {
        {-4000, STRENGTH_WEAK, STRENGTH_WEAK},     {-3700, STRENGTH_WEAK, STRENGTH_SOME},
        {-3400, STRENGTH_SOME, STRENGTH_SOME},     {-3160, STRENGTH_SOME, STRENGTH_STRONG},
        {-3000, STRENGTH_STRONG, STRENGTH_STRONG},
    };
    const struct hum everyone = level(-3000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hum h = level(cases[i].hum_mb);
        hum_set_scale(&h, &everyone);
        assert_int_equal(h.strength, cases[i].low);
        assert_int_equal(h.strength_high, cases[i].high);
        assert_int_equal(h.scale, SCALE_EVERYONE);
    }
}

static void without_everybody_words_are_against_the_noise(void **state)
{
    (void)state;
    struct hum h = level(-3000), silent = level(-3000);
    h.excess_mb = 1600;
    silent.silent = true;
    hum_set_scale(&h, NULL);
    assert_int_equal(h.strength, STRENGTH_STRONG);
    assert_int_equal(h.scale, SCALE_NOISE);
    h.scale = SCALE_EVERYONE;
    hum_set_scale(&h, &silent); /* a silence is no scale */
    assert_int_equal(h.scale, SCALE_NOISE);
}

static void a_silence_says_how_many_it_can_hide(void **state)
{
    (void)state;
    struct hum silent = level(0), everyone = level(-5000);
    silent.silent = true;
    silent.hum_mb = LEVEL_NONE_MB;
    /* limit -60.0, everybody at least -50.5: 40 people times 10^-0.95 = 4.49, so 5 */
    assert_int_equal(hum_hidden_people(&silent, &everyone, 40), 5);
    /* never more than there are */
    everyone = level(-7000);
    assert_int_equal(hum_hidden_people(&silent, &everyone, 40), 40);
    assert_int_equal(hum_hidden_people(&silent, &everyone, 0), 0);
    assert_int_equal(hum_hidden_people(&silent, NULL, 40), 0);
    silent.silent = false;
    assert_int_equal(hum_hidden_people(&silent, &everyone, 40), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_the_room_choose_the_words),
        cmocka_unit_test(without_everybody_words_are_against_the_noise),
        cmocka_unit_test(a_silence_says_how_many_it_can_hide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
