#include "tests/unit/unit.h"

#include "core/dice.h"

#include <math.h>

static void the_published_numbers_come_out(void **state)
{
    (void)state;
    /* the first six of O'Neill's pcg32-demo: seed 42, stream 54 */
    const uint32_t published[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                  0x83d2f293, 0xbfa4784b, 0xcbed606e};
    struct dice d = dice_from_seed(42, 54);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(dice_bits(&d), published[i]);
}

static void another_stream_of_a_seed_is_another_row(void **state)
{
    (void)state;
    struct dice a = dice_from_seed(1, 0), b = dice_from_seed(1, 1);
    int equal = 0;
    for (int i = 0; i < 1000; i++)
        equal += dice_bits(&a) == dice_bits(&b);
    assert_true(equal <= 1); /* 1000 / 2^32 are expected */
}

enum { COUNT = 100000 };

static void check_moments(const double *x, double mean, double variance, double fourth)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < COUNT; i++)
        sum += x[i];
    for (int i = 0; i < COUNT; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    /* 4.5 standard errors: of a mean sqrt(variance / n), of a variance sqrt((fourth - variance^2) /
     * n) */
    assert_true(fabs(sum / COUNT - mean) < 4.5 * sqrt(variance / COUNT));
    assert_true(fabs(squares / COUNT - variance) <
                4.5 * sqrt((fourth - variance * variance) / COUNT));
}

static void the_moments_are_those_of_the_distributions(void **state)
{
    (void)state;
    static double x[COUNT];
    struct dice d = dice_from_seed(7, 0);
    for (int i = 0; i < COUNT; i++) {
        x[i] = dice_uniform(&d);
        assert_true(x[i] >= 0 && x[i] < 1);
    }
    check_moments(x, 0.5, 1.0 / 12, 1.0 / 80);
    for (int i = 0; i < COUNT; i++)
        x[i] = dice_normal(&d);
    check_moments(x, 0, 1, 3);
    /* a Gamma variable of shape k: variance k, fourth central moment 3 k^2 + 6 k */
    for (int i = 0; i < COUNT; i++)
        x[i] = dice_gamma(&d, 2);
    check_moments(x, 2, 2, 24);
    for (int i = 0; i < COUNT; i++)
        x[i] = dice_gamma(&d, 40);
    check_moments(x, 40, 40, 5040);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_numbers_come_out),
        cmocka_unit_test(another_stream_of_a_seed_is_another_row),
        cmocka_unit_test(the_moments_are_those_of_the_distributions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
