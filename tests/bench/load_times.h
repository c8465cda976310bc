/* Durations that are collected and then asked for percentiles. */
#ifndef HUMROOM_TESTS_BENCH_LOAD_TIMES_H
#define HUMROOM_TESTS_BENCH_LOAD_TIMES_H

#include <stddef.h>
#include <stdint.h>

struct times {
    int64_t *us;
    size_t count, capacity;
};

int64_t now_us(void); /* steady */
void times_add(struct times *t, int64_t us);
/* percent 0..100, nearest rank; in milliseconds, -1 of none. Sorts. */
double times_ms(struct times *t, double percent);
void times_release(struct times *t);

#endif
