#include "tests/unit/unit.h"

#include "audio/ring.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static struct ring *ring_of(int32_t channels, size_t frames)
{
    struct ring *r = NULL;
    assert_int_equal(ring_create(channels, frames, &r), STATUS_OK);
    return r;
}

/* Frames are numbered; every channel of frame n holds n * 8 + the channel. Floats are exact to
 * 2^24. */
static void fill(float *to, uint64_t first, size_t frames, size_t channels)
{
    for (size_t f = 0; f < frames; f++)
        for (size_t c = 0; c < channels; c++)
            to[f * channels + c] = (float)((first + f) * 8 + c);
}

static size_t push(struct ring *r, uint64_t first, size_t frames)
{
    float samples[64];
    assert_true(frames <= 64);
    fill(samples, first, frames, 1);
    return ring_push(r, samples, frames);
}

static void assert_pops(struct ring *r, uint64_t expected_lost, uint64_t first, size_t frames)
{
    float got[64];
    float expected[64];
    uint64_t lost;
    assert_int_equal(ring_pop(r, got, 64, &lost), frames);
    assert_int_equal(lost, expected_lost);
    fill(expected, first, frames, 1);
    assert_memory_equal(got, expected, frames * sizeof *got);
}

static void frames_come_out_in_order_over_the_end_of_the_ring(void **state)
{
    (void)state;
    struct ring *r = ring_of(3, 8);
    float in[5 * 3];
    float out[5 * 3];
    uint64_t lost;
    for (uint64_t first = 0; first < 100; first += 5) {
        fill(in, first, 5, 3);
        assert_int_equal(ring_push(r, in, 5), 5);
        assert_int_equal(ring_pop(r, out, 2, &lost), 2);
        assert_int_equal(ring_pop(r, out + 2 * 3, 5, &lost), 3);
        assert_memory_equal(in, out, sizeof in);
    }
    assert_int_equal(ring_kept(r), 100);
    assert_int_equal(ring_lost(r), 0);
    ring_free(r);
}

static void nothing_comes_out_of_an_empty_ring(void **state)
{
    (void)state;
    struct ring *r = ring_of(1, 8);
    assert_pops(r, 0, 0, 0);
    ring_free(r);
}

static void the_capacity_is_at_least_what_was_asked_for(void **state)
{
    (void)state;
    struct ring *r = ring_of(1, 5);
    assert_int_equal(push(r, 0, 8), 8); /* rounded up to 8, all of which can be used */
    assert_int_equal(push(r, 8, 1), 0);
    ring_free(r);
}

static void what_does_not_fit_is_lost_and_the_gap_stands_where_it_was(void **state)
{
    (void)state;
    struct ring *r = ring_of(1, 8);
    assert_int_equal(push(r, 0, 6), 6);
    assert_int_equal(push(r, 6, 6), 2); /* 8 to 11 are lost */
    assert_int_equal(ring_lost(r), 4);
    assert_int_equal(push(r, 12, 3), 0); /* 12 to 14 as well */
    assert_int_equal(ring_lost(r), 7);
    assert_pops(r, 0, 0, 8);
    assert_pops(r, 0, 0, 0); /* nobody knows yet how long the gap will be */
    assert_int_equal(push(r, 15, 2), 2);
    assert_pops(r, 7, 15, 2);
    assert_int_equal(push(r, 17, 2), 2);
    assert_pops(r, 0, 17, 2);
    ring_free(r);
}

static void a_pop_never_runs_over_a_gap(void **state)
{
    (void)state;
    struct ring *r = ring_of(1, 32);
    assert_int_equal(push(r, 0, 3), 3);
    ring_gap(r, 10);
    ring_gap(r, 2);
    assert_int_equal(push(r, 15, 4), 4);
    ring_gap(r, 1);
    assert_int_equal(push(r, 20, 5), 5);
    assert_pops(r, 0, 0, 3);
    assert_pops(r, 12, 15, 4);
    assert_pops(r, 1, 20, 5);
    assert_int_equal(ring_lost(r), 13);
    ring_free(r);
}

static void a_gap_before_the_first_frame_is_told(void **state)
{
    (void)state;
    struct ring *r = ring_of(1, 8);
    ring_gap(r, 5);
    assert_int_equal(push(r, 5, 1), 1);
    assert_pops(r, 5, 5, 1);
    ring_free(r);
}

static void more_gaps_than_can_be_noted_become_one_longer_gap(void **state)
{
    (void)state;
    struct ring *r = ring_of(1, 1024);
    uint64_t frame = 0;
    size_t kept = 1;
    while (
        kept ==
        1) { /* frame, gap of one, frame, gap of one ... until there is no place for another gap */
        kept = push(r, frame, 1);
        ring_gap(r, 1);
        frame += 2;
        assert_true(frame < 1024);
    }
    uint64_t last = frame - 2; /* this one was lost for want of a place */
    assert_pops(r, 0, 0, 1);
    for (uint64_t f = 2; f < last; f += 2)
        assert_pops(r, 1, f, 1);
    assert_int_equal(push(r, frame, 1), 1);
    assert_pops(r, frame - last + 1, frame, 1); /* the gap before it, itself, the gap behind it */
    ring_free(r);
}

enum { STREAM_FRAMES = 300000, STREAM_CHANNELS = 2 };

struct stream {
    struct ring *ring;
    atomic_bool over;
};

/* The audio callback of a machine that is too busy: its pushes of 1 to 700 frames often do not fit.
 */
static void *produce(void *argument)
{
    struct stream *s = argument;
    float samples[700 * STREAM_CHANNELS];
    size_t size = 1;
    for (uint64_t at = 0; at < STREAM_FRAMES;) {
        size = size * 7 % 701; /* 701 is prime: never 0 */
        size_t frames = at + size < STREAM_FRAMES ? size : (size_t)(STREAM_FRAMES - at);
        fill(samples, at, frames, STREAM_CHANNELS);
        ring_push(s->ring, samples, frames);
        at += frames;
        if (size % 3 == 0)
            sched_yield();
    }
    atomic_store(&s->over, true);
    return NULL;
}

static void two_threads_lose_nothing_without_saying_where(void **state)
{
    (void)state;
    struct stream s = {.ring = ring_of(STREAM_CHANNELS, 1024)};
    pthread_t producer;
    assert_int_equal(pthread_create(&producer, NULL, produce, &s), 0);
    float got[333 * STREAM_CHANNELS];
    float expected[333 * STREAM_CHANNELS];
    uint64_t at = 0;
    uint64_t told = 0;
    for (bool over = false; !over;) {
        over = atomic_load(&s.over);
        uint64_t lost;
        for (size_t n; (n = ring_pop(s.ring, got, 333, &lost)) > 0; at += n) {
            told += lost;
            at += lost;
            fill(expected, at, n, STREAM_CHANNELS);
            assert_memory_equal(got, expected, n * STREAM_CHANNELS * sizeof *got);
        }
        sched_yield();
    }
    assert_int_equal(pthread_join(producer, NULL), 0);
    assert_int_equal(ring_kept(s.ring), at - told);
    assert_int_equal(ring_kept(s.ring) + ring_lost(s.ring), STREAM_FRAMES);
    ring_free(s.ring);
}

static void freeing_nothing_is_fine(void **state)
{
    (void)state;
    ring_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_out_in_order_over_the_end_of_the_ring),
        cmocka_unit_test(nothing_comes_out_of_an_empty_ring),
        cmocka_unit_test(the_capacity_is_at_least_what_was_asked_for),
        cmocka_unit_test(what_does_not_fit_is_lost_and_the_gap_stands_where_it_was),
        cmocka_unit_test(a_pop_never_runs_over_a_gap),
        cmocka_unit_test(a_gap_before_the_first_frame_is_told),
        cmocka_unit_test(more_gaps_than_can_be_noted_become_one_longer_gap),
        cmocka_unit_test(two_threads_lose_nothing_without_saying_where),
        cmocka_unit_test(freeing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
