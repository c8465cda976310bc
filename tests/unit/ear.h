/* What a test hears of a listener: notices are counted on the listener's thread, and a test waits
 * for a count. */
#ifndef HUMROOM_TESTS_EAR_H
#define HUMROOM_TESTS_EAR_H

#include "tests/unit/unit.h"

#include "core/sound.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { PATIENCE_S = 30, SILENT_BELOW_MB = -8000 };

/* Everything is under the lock; a test may look without at what no longer changes: after it stopped
 * its listener, or at the last hum or state of sound where none can follow. */
struct ear {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int readings;
    int loud; /* readings since the first that was not digital silence, that one included */
    int hums;
    int ended;
    int checks;
    struct check check;
    struct reading reading; /* the last one of each */
    struct hum hum;
    struct sound_info sound;
    int sounds[SOUND_STATE_COUNT];
    int64_t sound_us[SOUND_STATE_COUNT]; /* when it was last told */
};

static inline int64_t ear_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static inline struct ear *ear_make(void)
{
    struct ear *e = calloc(1, sizeof *e);
    assert_non_null(e);
    pthread_mutex_init(&e->lock, NULL);
    pthread_cond_init(&e->more, NULL);
    return e;
}

static inline void ear_free(struct ear *e)
{
    pthread_cond_destroy(&e->more);
    pthread_mutex_destroy(&e->lock);
    free(e);
}

/* To be given to a listener as `deliver`, with the ear as its context. */
static inline void ear_hear(void *context, const struct notice *n)
{
    struct ear *e = context;
    pthread_mutex_lock(&e->lock);
    switch (n->kind) {
    case NOTICE_READING:
        e->readings++;
        e->loud += e->loud > 0 || n->reading.level_mb > SILENT_BELOW_MB;
        e->reading = n->reading;
        break;
    case NOTICE_WINDOW_ENDED:
        e->ended++;
        break;
    case NOTICE_HUM:
        e->hums++;
        e->hum = n->hum;
        break;
    case NOTICE_CHECK:
        e->checks++;
        e->check = n->check;
        break;
    case NOTICE_SOUND:
        e->sound = n->sound;
        e->sounds[n->sound.state]++;
        e->sound_us[n->sound.state] = ear_now_us();
        break;
    }
    pthread_cond_broadcast(&e->more);
    pthread_mutex_unlock(&e->lock);
}

/* Waits until *counter is at least n, which must come. */
static inline void ear_wait(struct ear *e, const int *counter, int n)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&e->lock);
    int waited = 0;
    while (*counter < n && waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&e->more, &e->lock, &until);
    int reached = *counter;
    pthread_mutex_unlock(&e->lock);
    assert_in_range(reached, n, INT32_MAX);
}

#endif
