#include "tests/bench/loudness_peer.h"

#include <assert.h>
#include <ebur128.h>
#include <math.h>
#include <stdlib.h>

struct peer_meter {
    ebur128_state *state;
    size_t channels;
    size_t block;  /* frames of 10 ms */
    size_t left;   /* of this block */
    size_t blocks; /* so far */
    struct peer_wants wants;
    struct loudness_peer found;
};

struct peer_meter *peer_open(int rate_hz, int channels, struct peer_wants wants)
{
    struct peer_meter *m = calloc(1, sizeof *m);
    assert(m != NULL);
    const int mode = EBUR128_MODE_M | EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM |
                     (wants.short_term ? EBUR128_MODE_S : 0) |
                     (wants.true_peak ? EBUR128_MODE_TRUE_PEAK : 0);
    m->state = ebur128_init((unsigned)channels, (unsigned long)rate_hz, mode);
    m->channels = (size_t)channels;
    m->block = m->left = (size_t)rate_hz / 100;
    m->wants = wants;
    m->found = (struct loudness_peer){-INFINITY, -INFINITY, -INFINITY, -INFINITY};
    if (m->state != NULL)
        return m;
    free(m);
    return NULL;
}

void peer_push(struct peer_meter *m, const float *interleaved, size_t frames)
{
    while (frames > 0) {
        const size_t count = frames < m->left ? frames : m->left;
        const int added = ebur128_add_frames_float(m->state, interleaved, count);
        assert(added == EBUR128_SUCCESS);
        interleaved += count * m->channels;
        frames -= count;
        m->left -= count;
        if (m->left > 0)
            continue;
        m->left = m->block;
        double momentary = -INFINITY, short_term = -INFINITY;
        ebur128_loudness_momentary(m->state, &momentary);
        m->found.momentary_max = fmax(m->found.momentary_max, momentary);
        if (++m->blocks % 5 != 0 || !m->wants.short_term)
            continue;
        ebur128_loudness_shortterm(m->state, &short_term);
        m->found.short_term_max = fmax(m->found.short_term_max, short_term);
    }
}

struct loudness_peer peer_close(struct peer_meter *m)
{
    ebur128_loudness_global(m->state, &m->found.integrated);
    for (unsigned c = 0; c < m->channels && m->wants.true_peak; c++) {
        double peak = 0;
        ebur128_true_peak(m->state, c, &peak);
        m->found.true_peak = fmax(m->found.true_peak, 20 * log10(peak));
    }
    const struct loudness_peer found = m->found;
    ebur128_destroy(&m->state);
    free(m);
    return found;
}
