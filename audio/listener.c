#include "audio/listener.h"

#include "audio/inputs.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum start { START_PENDING, START_REFUSED, START_DONE };

struct listener {
    pthread_t thread;

    /* under the lock: both sides */
    pthread_mutex_t lock;
    pthread_cond_t changed; /* on the monotonic clock */
    enum start start;
    enum status refusal;
    bool stopping;
    bool over;                                            /* the thread is about to end */
    struct sound_command commands[LISTENER_COMMANDS_MAX]; /* the oldest first */
    size_t command_count;

    pthread_mutex_t delivering; /* held while deliver runs */
    bool abandoned; /* under both locks: nobody waits for the thread, and nobody listens */

    /* the listener's thread */
    struct source_options sources[MICROPHONES_MAX];
    uint32_t source_count;
    uint32_t refused;
    struct inputs *inputs;
    void (*deliver)(void *context, const struct notice *notice);
    void *context;
};

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* A moment of the monotonic clock. */
static struct timespec in_ms(int64_t ms)
{
    int64_t us = monotonic_us() + ms * 1000;
    return (struct timespec){.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
}

/* --- the listener's thread --- */

static void give(void *context, const struct notice *notice)
{
    struct listener *l = context;
    pthread_mutex_lock(&l->delivering);
    if (!l->abandoned)
        l->deliver(l->context, notice);
    pthread_mutex_unlock(&l->delivering);
}

/* Waits for the next turn, for a command or for the stop; takes what there is of them. */
static bool wait_for_turn(struct listener *l, struct sound_command *commands, size_t *count)
{
    struct timespec until = in_ms(LISTENER_POLL_MS);
    pthread_mutex_lock(&l->lock);
    while (l->command_count == 0 && !l->stopping)
        if (pthread_cond_timedwait(&l->changed, &l->lock, &until) == ETIMEDOUT)
            break;
    *count = l->command_count;
    memcpy(commands, l->commands, *count * sizeof *commands);
    l->command_count = 0;
    bool stopping = l->stopping;
    pthread_mutex_unlock(&l->lock);
    return !stopping;
}

static void answer_start(struct listener *l, enum status s)
{
    pthread_mutex_lock(&l->lock);
    l->start = s == STATUS_OK ? START_DONE : START_REFUSED;
    l->refusal = s;
    pthread_cond_broadcast(&l->changed);
    pthread_mutex_unlock(&l->lock);
}

static void listener_free(struct listener *l)
{
    pthread_cond_destroy(&l->changed);
    pthread_mutex_destroy(&l->delivering);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

static void take_leave(struct listener *l)
{
    pthread_mutex_lock(&l->lock);
    l->over = true;
    bool abandoned = l->abandoned;
    pthread_cond_broadcast(&l->changed);
    pthread_mutex_unlock(&l->lock);
    if (abandoned)
        listener_free(l);
}

static void *listen_until_stopped(void *argument)
{
    struct listener *l = argument;
    enum status s = inputs_open(l->sources, l->source_count, give, l, &l->inputs, &l->refused);
    answer_start(l, s);
    if (s != STATUS_OK)
        return NULL;
    bool more = true;
    while (more) {
        struct sound_command commands[LISTENER_COMMANDS_MAX];
        size_t count;
        more = wait_for_turn(l, commands, &count);
        const int64_t now_us = monotonic_us();
        if (more) /* before the commands: a window starts at the newest frame */
            inputs_turn(l->inputs, now_us);
        else
            inputs_hear(l->inputs, now_us);
        for (size_t i = 0; i < count; i++)
            inputs_command(l->inputs, &commands[i], now_us);
        inputs_tick(l->inputs, now_us);
    }
    inputs_close(l->inputs);
    take_leave(l);
    return NULL;
}

/* --- any thread --- */

static void init_lock(struct listener *l)
{
    pthread_mutex_init(&l->lock, NULL);
    pthread_mutex_init(&l->delivering, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&l->changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* Signals are for the thread that waits for them: ours, and PortAudio's that are born of it, take
 * none. */
static bool start_thread(struct listener *l)
{
    sigset_t all, kept;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &kept);
    bool started = pthread_create(&l->thread, NULL, listen_until_stopped, l) == 0;
    pthread_sigmask(SIG_SETMASK, &kept, NULL);
    return started;
}

static enum status wait_for_start(struct listener *l)
{
    pthread_mutex_lock(&l->lock);
    while (l->start == START_PENDING)
        pthread_cond_wait(&l->changed, &l->lock);
    enum status s = l->refusal;
    pthread_mutex_unlock(&l->lock);
    return s;
}

static void take_options(struct listener *l, const struct listener_options *o)
{
    l->source_count = o->microphones > 0 ? o->microphones : 1;
    for (uint32_t i = 0; i < l->source_count; i++)
        l->sources[i] = (struct source_options){
            .source = o->source, .device = o->devices[i], .file = o->file, .speed = o->speed};
    l->deliver = o->deliver;
    l->context = o->context;
}

enum status listener_start(struct listener **out, const struct listener_options *options,
                           uint32_t *refused)
{
    assert(options->microphones <= 1 ||
           (options->source == SOUND_SOURCE_MICROPHONE && options->microphones <= MICROPHONES_MAX));
    struct listener *l = calloc(1, sizeof *l);
    if (l == NULL)
        return FAILED_NO_MEMORY;
    init_lock(l);
    take_options(l, options);
    enum status s = start_thread(l) ? STATUS_OK : FAILED_NO_MEMORY;
    if (s == STATUS_OK && (s = wait_for_start(l)) != STATUS_OK)
        pthread_join(l->thread, NULL);
    if (s != STATUS_OK) {
        if (refused != NULL)
            *refused = l->refused;
        listener_free(l);
        return s;
    }
    *out = l;
    return STATUS_OK;
}

bool listener_command(struct listener *l, const struct sound_command *command)
{
    pthread_mutex_lock(&l->lock);
    bool taken = l->command_count < LISTENER_COMMANDS_MAX;
    if (taken)
        l->commands[l->command_count++] = *command;
    pthread_cond_broadcast(&l->changed);
    pthread_mutex_unlock(&l->lock);
    return taken;
}

void listener_stop(struct listener *l)
{
    if (l == NULL)
        return;
    pthread_t thread = l->thread;
    struct timespec until = in_ms(LISTENER_STOP_MS);
    pthread_mutex_lock(&l->lock);
    l->stopping = true;
    pthread_cond_broadcast(&l->changed);
    while (!l->over)
        if (pthread_cond_timedwait(&l->changed, &l->lock, &until) == ETIMEDOUT)
            break;
    bool over = l->over;
    pthread_mutex_lock(&l->delivering);
    l->abandoned = !over;
    pthread_mutex_unlock(&l->delivering);
    pthread_mutex_unlock(&l->lock);
    if (!over) {
        pthread_detach(thread); /* it frees itself, should the driver ever come back */
        return;
    }
    pthread_join(thread, NULL);
    listener_free(l);
}
