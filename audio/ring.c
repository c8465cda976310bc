#include "audio/ring.h"

#include <assert.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "the audio callback may not meet a lock");

enum {
    GAPS_MAX = 64, /* gaps that can wait to be popped; while they do, further frames are lost */
    FRAMES_MAX = 1 << 24,
    CACHE_LINE = 64, /* what each side writes stands on a line of its own */
};

struct gap {
    uint64_t at; /* frame, as the ring counts kept ones, that stands behind it */
    uint64_t lost;
};

/* Positions count up for ever; a position modulo the capacity is a place. Each is written by one
 * side alone. */
struct ring {
    /* fixed */
    size_t channels;
    size_t capacity; /* frames, a power of two */
    float *samples;

    /* producer */
    alignas(CACHE_LINE) _Atomic uint64_t pushed;
    _Atomic uint64_t gaps_pushed;
    _Atomic uint64_t lost;
    uint64_t pending; /* frames lost since the last one that was kept */

    /* consumer */
    alignas(CACHE_LINE) _Atomic uint64_t popped;
    _Atomic uint64_t gaps_popped;

    /* a slot belongs to the producer until gaps_pushed passes it, and again from when gaps_popped
     * does */
    alignas(CACHE_LINE) struct gap gaps[GAPS_MAX];
};

enum status ring_create(int32_t channels, size_t frames, struct ring **out)
{
    assert(channels >= 1 && frames >= 1 && frames <= FRAMES_MAX);
    size_t capacity = 1;
    while (capacity < frames)
        capacity *= 2;
    struct ring *r = aligned_alloc(CACHE_LINE, sizeof *r);
    if (r == NULL)
        return FAILED_NO_MEMORY;
    memset(r, 0, sizeof *r);
    r->channels = (size_t)channels;
    r->capacity = capacity;
    r->samples = calloc(capacity * r->channels, sizeof *r->samples);
    if (r->samples == NULL) {
        ring_free(r);
        return FAILED_NO_MEMORY;
    }
    *out = r;
    return STATUS_OK;
}

void ring_free(struct ring *r)
{
    if (r == NULL)
        return;
    free(r->samples);
    free(r);
}

void ring_gap(struct ring *r, uint64_t lost)
{
    r->pending += lost;
    atomic_fetch_add_explicit(&r->lost, lost, memory_order_relaxed);
}

/* The gap must be there before the frames behind it are: pushed is released after this. */
static bool announce_gap(struct ring *r, uint64_t at)
{
    uint64_t n = atomic_load_explicit(&r->gaps_pushed, memory_order_relaxed);
    if (n - atomic_load_explicit(&r->gaps_popped, memory_order_acquire) == GAPS_MAX)
        return false;
    r->gaps[n % GAPS_MAX] = (struct gap){.at = at, .lost = r->pending};
    atomic_store_explicit(&r->gaps_pushed, n + 1, memory_order_release);
    r->pending = 0;
    return true;
}

/* The ring's end may lie within the frames: two pieces. */
static void copy_in(struct ring *r, uint64_t at, const float *from, size_t frames)
{
    size_t place = (size_t)(at & (r->capacity - 1));
    size_t first = frames < r->capacity - place ? frames : r->capacity - place;
    memcpy(r->samples + place * r->channels, from, first * r->channels * sizeof *from);
    memcpy(r->samples, from + first * r->channels, (frames - first) * r->channels * sizeof *from);
}

static void copy_out(const struct ring *r, uint64_t at, float *to, size_t frames)
{
    size_t place = (size_t)(at & (r->capacity - 1));
    size_t first = frames < r->capacity - place ? frames : r->capacity - place;
    memcpy(to, r->samples + place * r->channels, first * r->channels * sizeof *to);
    memcpy(to + first * r->channels, r->samples, (frames - first) * r->channels * sizeof *to);
}

size_t ring_push(struct ring *r, const float *interleaved, size_t frames)
{
    uint64_t at = atomic_load_explicit(&r->pushed, memory_order_relaxed);
    uint64_t popped = atomic_load_explicit(&r->popped, memory_order_acquire);
    size_t room = r->capacity - (size_t)(at - popped);
    size_t kept = frames < room ? frames : room;
    if (kept > 0 && r->pending > 0 && !announce_gap(r, at))
        kept = 0;
    copy_in(r, at, interleaved, kept);
    atomic_store_explicit(&r->pushed, at + kept, memory_order_release);
    if (kept < frames)
        ring_gap(r, frames - kept);
    return kept;
}

size_t ring_pop(struct ring *r, float *interleaved, size_t frames, uint64_t *lost)
{
    assert(frames >= 1);
    *lost = 0;
    uint64_t at = atomic_load_explicit(&r->popped, memory_order_relaxed);
    uint64_t there = atomic_load_explicit(&r->pushed, memory_order_acquire) - at;
    if (there == 0)
        return 0;
    uint64_t n = atomic_load_explicit(&r->gaps_popped, memory_order_relaxed);
    uint64_t gaps = atomic_load_explicit(&r->gaps_pushed, memory_order_acquire);
    if (n != gaps && r->gaps[n % GAPS_MAX].at == at) {
        *lost = r->gaps[n % GAPS_MAX].lost;
        atomic_store_explicit(&r->gaps_popped, ++n, memory_order_release);
    }
    if (n != gaps && r->gaps[n % GAPS_MAX].at - at < there)
        there = r->gaps[n % GAPS_MAX].at - at;
    size_t taken = there < frames ? (size_t)there : frames;
    copy_out(r, at, interleaved, taken);
    atomic_store_explicit(&r->popped, at + taken, memory_order_release);
    return taken;
}

uint64_t ring_kept(const struct ring *r)
{
    return atomic_load_explicit(&r->pushed, memory_order_relaxed);
}

uint64_t ring_lost(const struct ring *r)
{
    return atomic_load_explicit(&r->lost, memory_order_relaxed);
}
