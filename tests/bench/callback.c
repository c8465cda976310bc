/* What the audio callback costs: the real one, called directly a million times with 128 frames of
 * two channels at 48 kHz. Processor time of the thread, the clock's own call among it; the
 * listener's side empties the ring between the calls. Exit 1 where the 99.9th percentile is 5 % of
 * the period or more. */
#include "audio/capture.c"

#include <stdio.h>
#include <time.h>

enum { CALLS = 1000000, PERIOD_FRAMES = 128, CHANNELS = 2, CALL_RATE_HZ = 48000 };

static int64_t thread_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int compare_ns(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    static const double period_ns = 1e9 * PERIOD_FRAMES / CALL_RATE_HZ, most = 0.05;
    float sound[PERIOD_FRAMES * CHANNELS], taken[PERIOD_FRAMES * CHANNELS];
    int32_t *ns = calloc(CALLS, sizeof *ns);
    struct capture c = {0};
    if (ns == NULL || intake_create(CHANNELS, CALL_RATE_HZ * RING_SECONDS, &c.intake) != STATUS_OK)
        return 71;
    for (size_t i = 0; i < PERIOD_FRAMES * CHANNELS; i++)
        sound[i] = (float)i / (PERIOD_FRAMES * CHANNELS);
    uint64_t lost, lost_all = 0;
    for (int i = 0; i < CALLS; i++) {
        const int64_t before = thread_ns();
        heard(sound, NULL, PERIOD_FRAMES, NULL, 0, &c);
        ns[i] = (int32_t)(thread_ns() - before);
        if (intake_read(c.intake, taken, PERIOD_FRAMES, &lost) != PERIOD_FRAMES)
            return 70;
        lost_all += lost;
    }
    qsort(ns, CALLS, sizeof *ns, compare_ns);
    const double high = ns[CALLS / 1000 * 999] / period_ns;
    printf("callback, %d calls of %d frames: median %d ns, 99.9th percentile %d ns, most %d ns, "
           "%llu frames lost\n"
           "99.9th percentile of the period of %.0f us: %.3f %% (bound %.0f %%)\n",
           CALLS, PERIOD_FRAMES, ns[CALLS / 2], ns[CALLS / 1000 * 999], ns[CALLS - 1],
           (unsigned long long)lost_all, period_ns / 1000, 100 * high, 100 * most);
    intake_free(c.intake);
    free(ns);
    return high < most && lost_all == 0 ? 0 : 1;
}
