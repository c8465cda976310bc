#include "tests/unit/unit.h"

#include "audio/interval.h"
#include "tests/bench/chance.h"

#include <math.h>

/* Noise of which eight seconds were heard: steady as Gaussian noise of 400 Hz bandwidth is. */
static const struct room_noise STEADY = {
    .power = 1, .wander = 0.05, .freedom = 11, .usable_blocks = 800};
static const struct room_noise SCATTERED = {
    .power = 1, .wander = 0.8, .freedom = 11, .usable_blocks = 800};

static struct plateau hum(double power, double scatter, int32_t used)
{
    return (struct plateau){.power = power, .scatter = scatter, .used = used};
}

static void out_of_silence_only_the_hum_itself_is_uncertain(void **state)
{
    (void)state;
    const struct room_noise none = {.usable_blocks = 800, .freedom = 11};
    const struct plateau p = hum(1, 0.3, 300);
    const struct interval i = interval_find(&none, &p);
    /* ends: 0.2 s of 3 s, off by 0.3: 0.02, which is 0.087 dB; with 0.03 dB more, 1.96 of it */
    assert_true(fabs(i.hum.below_db - 0.180) < 0.001);
    assert_true(fabs(i.hum.above_db - 0.180) < 0.001);
}

static void steady_noise_far_below_leaves_the_level_alone(void **state)
{
    (void)state;
    const struct plateau p = hum(1000, 0.2, 300);
    const struct interval i = interval_find(&STEADY, &p);
    assert_true(i.hum.below_db < 0.15 && i.hum.above_db < 0.15);
    /* The excess is less certain by the noise. More of it: what is rare, 0.075 and 1.1 * 0.05 are
     * 0.093, of that 7 / 8, 0.69 dB; and 0.05 / sqrt 8, 0.17 dB: 0.71. Less of it: that 0.17, and
     * what wanders slowly, 0.02 and 0.35 * 0.05 are 0.027, 0.23 dB: 0.28. The hum adds to both. */
    assert_true(i.excess.below_db > 0.71 && i.excess.below_db < 0.75);
    assert_true(i.excess.above_db > 0.28 && i.excess.above_db < 0.34);
}

static void near_the_noise_it_reaches_further_down_than_up(void **state)
{
    (void)state;
    double before = 0;
    for (double power = 100; power > 0.4; power /= 2) {
        const struct plateau p = hum(power, 0.2, 300);
        const struct interval i = interval_find(&STEADY, &p);
        assert_true(i.hum.below_db > i.hum.above_db);
        assert_true(i.excess.below_db > i.hum.below_db);
        assert_true(i.hum.below_db > before);
        before = i.hum.below_db;
    }
}

static void a_hum_that_may_be_nothing_has_an_end_all_the_same(void **state)
{
    (void)state;
    const struct plateau p = hum(0.01, 3, 50);
    const struct interval i = interval_find(&SCATTERED, &p);
    assert_true(isfinite(i.hum.below_db) && isfinite(i.excess.below_db));
    assert_true(isfinite(i.hum.above_db) && isfinite(i.excess.above_db));
    assert_true(i.hum.below_db > 10);
}

static void a_longer_hum_and_more_noise_heard_are_more_certain(void **state)
{
    (void)state;
    const struct plateau brief = hum(4, 0.3, 100), lasting = hum(4, 0.3, 400);
    assert_true(interval_find(&SCATTERED, &lasting).hum.below_db <
                interval_find(&SCATTERED, &brief).hum.below_db);
    struct room_noise little = SCATTERED;
    little.usable_blocks = 200;
    little.freedom = 2;
    assert_true(interval_of_noise(&little).high > interval_of_noise(&SCATTERED).high);
    assert_true(interval_of_noise(&little).low < interval_of_noise(&SCATTERED).low);
}

static void noise_that_changed_may_be_either(void **state)
{
    (void)state;
    struct room_noise changed = STEADY; /* from 1/2 to 3/2 */
    changed.change = log(3) / 2;
    const struct range r = interval_of_noise_during(&changed, 3);
    assert_true(r.low < 1 / sqrt(3) && r.high > sqrt(3));
    assert_true(r.low > 0.5 && r.high < 2);
}

static void what_was_left_out_but_may_be_noise_only_adds(void **state)
{
    (void)state;
    struct room_noise doubted = SCATTERED;
    doubted.doubt = log(2);
    assert_true(interval_of_noise(&doubted).high > 2);
    assert_true(interval_of_noise(&doubted).low == interval_of_noise(&SCATTERED).low);
}

/* ---- noise that is drawn: blocks of 10 ms whose mean is 1 in the long run ---- */

typedef void draw(struct chance *c, float *power, int count);

/* Gaussian noise of 400 Hz: 8 independent values a block, a deviation of 1 / sqrt(4). */
static void draw_steady(struct chance *c, float *power, int count)
{
    for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int k = 0; k < 4; k++)
            sum -= log(1 - chance_between(c, 0, 1)) / 4;
        power[i] = (float)sum;
    }
}

/* Bursts of 0.1 s, two a second, of very different strength: exponential, mean 4; and a background
 * of 0.2: 0.2 + 2 * 0.1 * 4 = 1. */
static void draw_bursts(struct chance *c, float *power, int count)
{
    for (int i = 0; i < count; i++)
        power[i] = 0.2f;
    for (int i = -10; i < count; i++)
        if (chance_below(c, 100) < 2) {
            const double level = -4 * log(1 - chance_between(c, 0, 1));
            for (int k = i < 0 ? 0 : i; k < i + 10 && k < count; k++)
                power[k] += (float)level;
        }
}

struct shares {
    double minutes; /* of rounds in which the truth is in the interval */
    double during;
    double width_db; /* of the interval over minutes, mean */
};

static struct shares cover(draw *noise, uint64_t seed)
{
    enum { ROUNDS = 600, HEARD = 700, STRETCH = 300 };
    struct chance c = {seed};
    float power[HEARD + STRETCH];
    static float scratch[NOISE_SCRATCH];
    struct shares s = {0};
    for (int round = 0; round < ROUNDS; round++) {
        noise(&c, power, HEARD + STRETCH);
        const struct noise_part parts[NOISE_PARTS] = {
            [NOISE_BEFORE] = {power, 500}, [NOISE_AFTER] = {power + 500, 200}};
        struct room_noise n;
        assert_true(room_noise_estimate(parts, INFINITY, scratch, &n));
        const struct range minutes = interval_of_noise(&n);
        const struct range during = interval_of_noise_during(&n, 3);
        double sum = 0;
        for (int i = HEARD; i < HEARD + STRETCH; i++)
            sum += power[i] / STRETCH;
        s.minutes += (minutes.low * n.power <= 1 && 1 <= minutes.high * n.power) / (double)ROUNDS;
        s.width_db += 10 * log10(minutes.high / minutes.low) / ROUNDS;
        /* during a stretch both are in error: what was heard, and what is there; each interval is
         * one of the two, so squares add */
        const double off = log(sum / n.power);
        const double bound = off > 0 ? hypot(log(during.high), log(minutes.high))
                                     : hypot(log(during.low), log(minutes.low));
        s.during += (fabs(off) <= bound) / (double)ROUNDS;
    }
    return s;
}

static void drawn_noise_is_in_its_interval(void **state)
{
    (void)state;
    /* of 600 rounds a share of 0.95 has a standard deviation of 0.009; steady noise here is
     * steadier than a room's, for which 0.2 dB are allowed, so more of it is inside */
    const struct shares still = cover(draw_steady, 5), bursts = cover(draw_bursts, 6);
    assert_true(still.minutes > 0.95 && still.during > 0.95);
    /* 14 bursts or so are a skewed sample, and of the loudest some were taken for talk */
    assert_true(bursts.minutes > 0.90 && bursts.minutes < 0.985);
    assert_true(bursts.during > 0.90);
    /* and it follows the noise: 0.7 and 0.3 dB beside 4 of bursts: 0.8 power in 14 bursts of
     * deviation sqrt 2: 0.8 sqrt(2 / 14) = 0.30, 1.3 dB, 2.2 times to either side */
    assert_true(still.width_db < 1.5);
    assert_true(bursts.width_db > 4 && bursts.width_db < 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(out_of_silence_only_the_hum_itself_is_uncertain),
        cmocka_unit_test(steady_noise_far_below_leaves_the_level_alone),
        cmocka_unit_test(near_the_noise_it_reaches_further_down_than_up),
        cmocka_unit_test(a_hum_that_may_be_nothing_has_an_end_all_the_same),
        cmocka_unit_test(a_longer_hum_and_more_noise_heard_are_more_certain),
        cmocka_unit_test(noise_that_changed_may_be_either),
        cmocka_unit_test(what_was_left_out_but_may_be_noise_only_adds),
        cmocka_unit_test(drawn_noise_is_in_its_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
