#include "tests/unit/unit.h"

#include "audio/rank.h"
#include "tests/bench/chance.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void a_quantile_is_what_sorting_gives(void **state)
{
    (void)state;
    struct chance c = {5};
    float values[200], sorted[200];
    for (int round = 0; round < 2000; round++) {
        const int count = 1 + chance_below(&c, 200), kinds = 1 + chance_below(&c, 300);
        for (int i = 0; i < count; i++)
            values[i] = sorted[i] = (float)chance_below(&c, kinds); /* with many equals */
        qsort(sorted, (size_t)count, sizeof *sorted, compare);
        const double share = round % 7 == 0 ? 1 : chance_between(&c, 0, 1);
        const size_t at = (size_t)(share * (count - 1));
        assert_true(rank_quantile(values, (size_t)count, share) == sorted[at]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantile_is_what_sorting_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
