#include "tests/unit/unit.h"

#include "audio/spectrum.h"
#include "tests/bench/chance.h"

#include <math.h>

static const double RATE = 4000;

/* Power of the middle of the band of what was put in. */
static double band_power(struct spectrum *s)
{
    const float *band = spectrum_band(s);
    const size_t margin = spectrum_margin(s), end = spectrum_size(s) - margin;
    double sum = 0;
    for (size_t i = margin; i < end; i++)
        sum += (double)band[i] * band[i];
    return sum / (double)(end - margin);
}

static double tone_db(struct spectrum *s, double hz)
{
    float *x = spectrum_input(s);
    for (size_t i = 0; i < spectrum_size(s); i++)
        x[i] = (float)sin(2 * M_PI * hz * (double)i / RATE);
    return 10 * log10(2 * band_power(s) + 1e-20); /* re what was put in, 1/2 */
}

static struct spectrum *make(void)
{
    struct spectrum *s = NULL;
    assert_int_equal(spectrum_create(RATE, 100, 1000, &s), STATUS_OK);
    return s;
}

static void the_band_passes_unchanged_and_the_rest_not_at_all(void **state)
{
    (void)state;
    struct spectrum *s = make();
    const double inside[] = {103, 110, 200, 500, 900, 997};
    for (int i = 0; i < 6; i++)
        assert_true(fabs(tone_db(s, inside[i])) < 0.02);
    const double outside[] = {50, 90, 97, 1003, 1010, 1500};
    for (int i = 0; i < 6; i++)
        assert_true(tone_db(s, outside[i]) < -60);
    spectrum_free(s);
}

static void the_edges_pass_the_power_that_ideal_edges_pass(void **state)
{
    (void)state;
    /* A tone moved in steps over an edge: the mean of the powers is what an ideal edge at 100 or
     * 1000 Hz passes, half. */
    struct spectrum *s = make();
    for (int upper = 0; upper < 2; upper++) {
        double sum = 0;
        for (int i = 0; i < 160; i++)
            sum += pow(10, tone_db(s, (upper ? 996 : 96) + (i + 0.5) * 0.05) / 10);
        assert_true(fabs(sum / 160 - 0.5) < 0.01);
    }
    spectrum_free(s);
}

static void white_noise_keeps_its_share(void **state)
{
    (void)state;
    struct spectrum *s = make();
    struct chance c = {3};
    double sum = 0;
    for (int round = 0; round < 40; round++) {
        for (size_t i = 0; i < spectrum_size(s); i++)
            spectrum_input(s)[i] = (float)chance_normal(&c);
        sum += band_power(s) / 40;
    }
    /* 900 of 2000 Hz; 40 * 12384 samples of it, 220,000 independent: 0.3 % */
    assert_true(fabs(sum - 0.45) < 0.45 * 0.012);
    spectrum_free(s);
}

static void nothing_moves_in_time(void **state)
{
    (void)state;
    struct spectrum *s = make();
    float *x = spectrum_input(s);
    const size_t middle = spectrum_size(s) / 2;
    for (size_t i = 0; i < spectrum_size(s); i++)
        x[i] = i == middle;
    const float *band = spectrum_band(s);
    /* symmetric about the pulse, and 900 Hz of 2000 of it at the pulse itself */
    assert_true(fabs(band[middle] - 0.45) < 0.005);
    for (size_t i = 1; i < 1000; i++)
        assert_true(fabs(band[middle + i] - band[middle - i]) < 1e-6);
    spectrum_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_band_passes_unchanged_and_the_rest_not_at_all),
        cmocka_unit_test(the_edges_pass_the_power_that_ideal_edges_pass),
        cmocka_unit_test(white_noise_keeps_its_share),
        cmocka_unit_test(nothing_moves_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
