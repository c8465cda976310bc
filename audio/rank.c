#include "audio/rank.h"

#include <assert.h>

/* Hoare's selection, 1961, the middle element as pivot. */
float rank_quantile(float *values, size_t count, double share)
{
    assert(count > 0 && share >= 0 && share <= 1);
    const size_t want = (size_t)(share * (double)(count - 1));
    size_t low = 0, high = count - 1;
    while (low < high) {
        const float pivot = values[low + (high - low) / 2];
        size_t i = low, k = high;
        for (;;) {
            while (values[i] < pivot)
                i++;
            while (values[k] > pivot)
                k--;
            if (i >= k)
                break;
            const float swap = values[i];
            values[i++] = values[k];
            values[k--] = swap;
        }
        if (want <= k) /* [low, k] <= pivot <= [k + 1, high], and k < high */
            high = k;
        else
            low = k + 1;
    }
    return values[want];
}
