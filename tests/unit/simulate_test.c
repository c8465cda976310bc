#include "tests/unit/unit.h"

#include "core/simulate.h"

#include <math.h>
#include <string.h>

/* 10 m by 15 m and 3 m high, rc = 0.057 sqrt(450 / 1.462) = 1.000 m. */
static struct simulate_setting hall(double spread_db, double meter_db, int32_t one_point)
{
    return (struct simulate_setting){
        .people = 30,
        .spread_db = spread_db,
        .volume_m3 = 450,
        .t60_s = 1.462,
        .noise_db = -40,
        .voice_db = SIMULATE_VOICE_DB,
        .meter_db = meter_db,
        .one_point = one_point,
    };
}

static struct simulate_setting medium(int32_t people, double noise_db)
{
    struct simulate_setting s = hall(5, SIMULATE_METER_DB, 2);
    s.people = people;
    s.t60_s = 0.8;
    s.noise_db = noise_db;
    return s;
}

/* Both shares have the error of their trials; the table is rounded. Of 56 shares one in 2000 would
 * be off by more than 3.5 standard errors. */
static void check_louder(const struct simulate_setting *s, uint64_t stream, int32_t fewer,
                         int32_t more, double expected)
{
    enum { TRIALS = 2000, THEIRS = 20000 };
    struct dice d = dice_from_seed(1, stream);
    struct simulate_split split;
    simulate_split(s, &d, fewer, more, TRIALS, &split);
    const double p = fmin(expected, 0.9995);
    const double error = sqrt(p * (1 - p) * (1.0 / TRIALS + 1.0 / THEIRS));
    if (fabs(split.larger_louder - expected) > 3.5 * error + 0.0005)
        fail_msg("spread %g, %d against %d: %.3f, not %.3f", s->spread_db, fewer, more,
                 split.larger_louder, expected);
}

static void the_larger_side_is_louder_as_often_as_another_program_found(void **state)
{
    (void)state;
    /* A program of its own, written in another language, 20,000 trials a cell: uniform seats in
     * that hall, levels normal with the spread; first a perfect meter, then one with an independent
     * error of 1 dB a reading; ratios 1:1.25, 1:1.5, 1:2. */
    static const struct {
        double spread_db;
        int32_t fewer, more;
        double perfect, one_db;
    } cells[] = {
        {3, 10, 12, 0.715, 0.656},   {3, 10, 15, 0.908, 0.822},   {3, 10, 20, 0.991, 0.947},
        {3, 30, 38, 0.893, 0.741},   {3, 30, 45, 0.987, 0.861},   {3, 30, 60, 1.000, 0.971},
        {3, 100, 125, 0.983, 0.744}, {3, 100, 150, 1.000, 0.885}, {3, 100, 200, 1.000, 0.980},
        {5, 10, 12, 0.627, 0.616},   {5, 10, 15, 0.777, 0.745},   {5, 10, 20, 0.905, 0.875},
        {5, 30, 38, 0.743, 0.680},   {5, 30, 45, 0.878, 0.809},   {5, 30, 60, 0.978, 0.933},
        {5, 100, 125, 0.853, 0.720}, {5, 100, 150, 0.974, 0.852}, {5, 100, 200, 0.999, 0.968},
        {6, 10, 12, 0.609, 0.597},   {6, 10, 15, 0.725, 0.717},   {6, 10, 20, 0.862, 0.838},
        {6, 30, 38, 0.701, 0.667},   {6, 30, 45, 0.813, 0.767},   {6, 30, 60, 0.943, 0.903},
        {6, 100, 125, 0.782, 0.704}, {6, 100, 150, 0.932, 0.829}, {6, 100, 200, 0.991, 0.951},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        for (int k = 0; k < 2; k++) {
            const struct simulate_setting s = hall(cells[i].spread_db, k, 0);
            check_louder(&s, 2 * i + (size_t)k, cells[i].fewer, cells[i].more,
                         k == 0 ? cells[i].perfect : cells[i].one_db);
        }
    /* the same program, each person's power times a Gamma variable of shape 2 */
    const struct simulate_setting one_point = hall(5, 0, 2);
    check_louder(&one_point, 60, 30, 45, 0.829);
    check_louder(&one_point, 61, 100, 125, 0.800);
}

static void an_even_split_is_claimed_as_seldom_as_the_comparison_promises(void **state)
{
    (void)state;
    /* compare.c: beyond 2.05 standard deviations, 4.0 % of a normal variable; sums of voices are
     * a little wider than normal */
    const struct simulate_setting s = medium(30, -40);
    struct dice d = dice_from_seed(3, 0);
    struct simulate_split even;
    simulate_split(&s, &d, 15, 15, 4000, &even);
    const double error = sqrt(0.04 * 0.96 / 4000);
    assert_true(fabs(even.said_wrongly - 0.04) < 4 * error + 0.005);
    assert_true(even.said == 0 && even.larger_louder == 0);
    assert_true(even.smaller_clearly > 0.5); /* voices differ by far more than the meter errs */
}

static void claims_are_seldom_wrong_and_come_with_distance(void **state)
{
    (void)state;
    const struct simulate_setting s = medium(30, 38);
    struct simulation sim;
    simulate_run(&s, 1, &sim);
    assert_int_equal(sim.split_count, SIMULATE_SPLITS_MAX);
    for (int32_t i = 0; i < sim.split_count; i++) {
        assert_true(sim.splits[i].said_wrongly < 0.05);
        assert_true(i == 0 || sim.splits[i].said > sim.splits[i - 1].said);
        assert_true(i == 0 || sim.splits[i].larger_louder > sim.splits[i - 1].larger_louder);
    }
    assert_true(sim.splits[0].said < 0.3 && sim.splits[4].said > 0.7);
}

static void splits_differ_and_are_of_all_people(void **state)
{
    (void)state;
    for (int32_t people = SIMULATE_PEOPLE_MIN; people <= 40; people += people < 12 ? 1 : 7) {
        const struct simulate_setting s = medium(people, 38);
        struct simulation sim;
        simulate_run(&s, 1, &sim);
        assert_true(sim.split_count >= 1);
        for (int32_t i = 0; i < sim.split_count; i++) {
            assert_int_equal(sim.splits[i].fewer + sim.splits[i].more, people);
            assert_true(sim.splits[i].fewer >= 1 && sim.splits[i].fewer < sim.splits[i].more);
            assert_true(i == 0 || sim.splits[i].fewer < sim.splits[i - 1].fewer);
        }
        assert_int_equal(sim.even.fewer, people / 2);
    }
}

static void a_lone_hum_at_the_limit_is_heard_every_other_time(void **state)
{
    (void)state;
    /* rc = 0.057 sqrt(100000 / 10) = 5.7 m, and seats are far beyond: 55 - 20 lg 5.7 = 39.9 dB. One
     * dB over the noise is a hum of -5.9 dB re noise. Seats add 0.2 dB at most on average, 0.02. */
    struct simulate_setting s = medium(30, 39.9 + 5.9);
    s.volume_m3 = 100000;
    s.t60_s = 10;
    s.one_point = 0;
    struct dice d = dice_from_seed(5, 0);
    const double heard = simulate_heard(&s, &d, 1, 4000);
    assert_true(fabs(heard - 0.5) < 4 * sqrt(0.25 / 4000) + 0.02);
}

static void noise_hides_people(void **state)
{
    (void)state;
    const double noises_db[] = {0, 52, 60, 90};
    int32_t before = -1;
    for (size_t i = 0; i < 4; i++) {
        const struct simulate_setting s = medium(30, noises_db[i]);
        struct simulation sim;
        simulate_run(&s, 1, &sim);
        assert_true(sim.hidden_max > before);
        before = sim.hidden_max;
        if (i == 0) {
            assert_int_equal(sim.hidden_max, 0);
            assert_true(sim.lone_heard == 1);
        }
    }
    assert_int_equal(before, 30); /* 90 dB: nobody is heard */
}

static void the_seed_alone_decides(void **state)
{
    (void)state;
    const struct simulate_setting s = medium(12, 38);
    struct simulation a, b, c;
    memset(&a, 0, sizeof a);
    memset(&b, 0, sizeof b);
    simulate_run(&s, 9, &a);
    simulate_run(&s, 9, &b);
    simulate_run(&s, 10, &c);
    assert_true(a.lone_heard == b.lone_heard && a.even.said_wrongly == b.even.said_wrongly);
    assert_memory_equal(a.splits, b.splits, sizeof a.splits[0] * (size_t)a.split_count);
    assert_memory_not_equal(a.splits, c.splits, sizeof a.splits[0] * (size_t)a.split_count);
}

static void a_crowd_needs_a_floor(void **state)
{
    (void)state;
    /* 150 m2 / 0.6 m2 = 250 */
    struct simulate_setting s = medium(250, 38);
    assert_true(simulate_fits(&s));
    s.people = 251;
    assert_false(simulate_fits(&s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_larger_side_is_louder_as_often_as_another_program_found),
        cmocka_unit_test(an_even_split_is_claimed_as_seldom_as_the_comparison_promises),
        cmocka_unit_test(claims_are_seldom_wrong_and_come_with_distance),
        cmocka_unit_test(splits_differ_and_are_of_all_people),
        cmocka_unit_test(a_lone_hum_at_the_limit_is_heard_every_other_time),
        cmocka_unit_test(noise_hides_people),
        cmocka_unit_test(the_seed_alone_decides),
        cmocka_unit_test(a_crowd_needs_a_floor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
