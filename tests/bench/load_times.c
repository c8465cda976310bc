#include "tests/bench/load_times.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void times_add(struct times *t, int64_t us)
{
    if (t->count == t->capacity) {
        t->capacity = t->capacity * 2 + 1024;
        t->us = realloc(t->us, t->capacity * sizeof *t->us);
        if (t->us == NULL) {
            fputs("load: no memory\n", stderr);
            exit(71);
        }
    }
    t->us[t->count++] = us;
}

static int by_length(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

double times_ms(struct times *t, double percent)
{
    if (t->count == 0)
        return -1;
    qsort(t->us, t->count, sizeof *t->us, by_length);
    double rank = ceil(percent / 100 * (double)t->count);
    return (double)t->us[rank < 1 ? 0 : (size_t)rank - 1] / 1000;
}

void times_release(struct times *t)
{
    free(t->us);
    *t = (struct times){0};
}
