/* The same figures by another's hand: libebur128. */
#ifndef HUMROOM_TESTS_BENCH_LOUDNESS_PEER_H
#define HUMROOM_TESTS_BENCH_LOUDNESS_PEER_H

#include <stdbool.h>
#include <stddef.h>

struct loudness_peer {
    double momentary_max;  /* LUFS, looked at every 10 ms; -INFINITY where there is none */
    double short_term_max; /* every 50 ms: it adds up its 3 s anew each time */
    double integrated;
    double true_peak; /* dBTP */
};

/* What costs extra. */
struct peer_wants {
    bool short_term;
    bool true_peak;
};

struct peer_meter;

/* NULL where it refuses. Its own order of channels: L R C Ls Rs; L R C LFE Ls Rs. */
struct peer_meter *peer_open(int rate_hz, int channels, struct peer_wants wants);
void peer_push(struct peer_meter *m, const float *interleaved, size_t frames);
struct loudness_peer peer_close(struct peer_meter *m);

#endif
