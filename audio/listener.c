#include "audio/listener.h"

#include "audio/file.h"
#include "audio/source.h"
#include "audio/windows.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READ_FRAMES = 4096 };

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
    struct source_options options; /* device and file point to the two below, or are NULL */
    char device[DEVICE_NAME_MAX];
    struct source *source;  /* NULL: lost */
    struct sound_info info; /* as last told */
    struct windows *windows;
    bool streaming;   /* the windows know of the stream */
    int64_t retry_us; /* when to look for it again */
    int tries;        /* since it was lost */
    uint32_t microphone;
    void (*deliver)(void *context, const struct notice *notice);
    void *context;
    float samples[READ_FRAMES * SOUND_CHANNELS_MAX];
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

static void tell(struct listener *l, enum sound_state state)
{
    if (l->info.state == state)
        return;
    l->info.state = state;
    struct notice n = {.kind = NOTICE_SOUND, .microphone = l->microphone, .sound = l->info};
    give(l, &n);
}

/* A microphone is looked for by the name it had when it was first opened: never another one. */
static void adopt(struct listener *l, struct source *source)
{
    l->source = source;
    l->info = *source_info(source);
    l->info.state = SOUND_STATE_COUNT; /* as nobody was told yet */
    tell(l, source_info(source)->state);
    if (l->info.source != SOUND_SOURCE_MICROPHONE)
        return;
    memcpy(l->device, l->info.device, sizeof l->device);
    l->options.device = l->device;
}

static void reopen(struct listener *l)
{
    struct source *source;
    if (source_open(&l->options, &source) == STATUS_OK) {
        adopt(l, source);
        return;
    }
    int64_t wait_ms = l->tries++ < LISTENER_RETRIES ? LISTENER_RETRY_MS : LISTENER_RETRY_LATER_MS;
    l->retry_us = monotonic_us() + wait_ms * 1000;
    tell(l, SOUND_LOST);
}

static void let_go(struct listener *l)
{
    windows_broke_off(l->windows);
    l->streaming = false;
    source_close(l->source);
    l->source = NULL;
    l->retry_us = 0;
    l->tries = 0;
}

static void hear_frames(struct listener *l)
{
    uint64_t lost;
    size_t frames;
    while ((frames = source_read(l->source, l->samples, READ_FRAMES, &lost)) > 0) {
        if (!l->streaming &&
            windows_stream(l->windows, l->info.rate_hz, l->info.channels) != STATUS_OK)
            return; /* no memory now; the next frames try again, and a window waits */
        l->streaming = true;
        windows_push(l->windows, l->samples, frames, lost);
    }
}

static void hear(struct listener *l, int64_t now_us)
{
    if (l->source == NULL) {
        if (now_us >= l->retry_us)
            reopen(l);
        return;
    }
    source_poll(l->source, now_us);
    hear_frames(l);
    enum sound_state state = source_info(l->source)->state;
    if (state == SOUND_ENDED && l->streaming) {
        windows_ended(l->windows);
        l->streaming = false;
    }
    if (state == SOUND_ENDED || state == SOUND_OFF)
        windows_no_stream(l->windows);
    tell(l, state);
    if (state == SOUND_LOST)
        let_go(l);
}

static void choose_device(struct listener *l, const struct sound_command *c)
{
    if (l->info.source != SOUND_SOURCE_MICROPHONE)
        return;
    let_go(l);
    memcpy(l->device, c->device, sizeof l->device);
    l->device[sizeof l->device - 1] = '\0';
    l->options.device = l->device;
    memcpy(l->info.device, l->device, sizeof l->info.device);
    reopen(l);
}

static void obey(struct listener *l, const struct sound_command *commands, size_t count,
                 int64_t now_us)
{
    for (size_t i = 0; i < count; i++)
        if (commands[i].kind == SOUND_CHOOSE_DEVICE)
            choose_device(l, &commands[i]);
        else
            windows_command(l->windows, &commands[i], now_us);
    windows_tick(l->windows, now_us);
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
    windows_free(l->windows);
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
    struct source *source = NULL;
    enum status s = source_open(&l->options, &source);
    answer_start(l, s);
    if (s != STATUS_OK)
        return NULL;
    adopt(l, source);
    bool more = true;
    while (more) {
        struct sound_command commands[LISTENER_COMMANDS_MAX];
        size_t count;
        more = wait_for_turn(l, commands, &count);
        int64_t now_us = monotonic_us();
        if (more || l->source != NULL)
            hear(l, now_us); /* before the commands: a window starts at the newest frame */
        obey(l, commands, count, now_us);
    }
    windows_close(l->windows);
    source_close(l->source);
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

enum status listener_start(struct listener **out, const struct listener_options *options)
{
    struct listener *l = calloc(1, sizeof *l);
    if (l == NULL)
        return FAILED_NO_MEMORY;
    init_lock(l);
    l->options = (struct source_options){.source = options->source,
                                         .device = options->device,
                                         .file = options->file,
                                         .speed = options->speed};
    l->microphone = options->microphone;
    l->deliver = options->deliver;
    l->context = options->context;
    enum status s = windows_create(options->microphone, give, l, &l->windows);
    if (s == STATUS_OK && !start_thread(l))
        s = FAILED_NO_MEMORY;
    else if (s == STATUS_OK && (s = wait_for_start(l)) != STATUS_OK)
        pthread_join(l->thread, NULL);
    if (s != STATUS_OK) {
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
