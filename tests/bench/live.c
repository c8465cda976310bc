/* live SECONDS: listens to the default microphone that long while every core is loaded, and counts
 * the frames that were lost. Exit 1 where any was, or where hardly anything was heard; how often
 * the sound server fell silent is printed. Inside tests/system/with_pulse. */
#include "audio/listener.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { CORES_MAX = 64, READINGS_PER_SECOND = 20, FIRST_SECONDS = 10 };

struct run {
    atomic_bool over;
    atomic_uint readings, lost_frames, lost;
    atomic_llong frame; /* that the newest reading begins with */
};

/* CONTEXT: listener. */
static void on_notice(void *context, const struct notice *n)
{
    struct run *r = context;
    if (n->kind == NOTICE_READING) {
        atomic_store(&r->lost_frames, n->reading.lost_frames);
        atomic_store(&r->frame, n->reading.frame);
        atomic_fetch_add(&r->readings, 1);
    }
    if (n->kind == NOTICE_SOUND && n->sound.state == SOUND_LOST)
        atomic_fetch_add(&r->lost, 1);
}

static void *burn(void *argument)
{
    const struct run *r = argument;
    while (!atomic_load_explicit(&r->over, memory_order_relaxed))
        ;
    return NULL;
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* The first sound may take seconds. */
static bool runs(struct run *r)
{
    for (int i = 0; i < FIRST_SECONDS * 20 && atomic_load(&r->readings) == 0; i++)
        pause_ms(50);
    return atomic_load(&r->readings) > 0;
}

int main(int argc, char **argv)
{
    const long seconds = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    if (seconds < 1 || seconds > 36000) {
        fputs("usage: live SECONDS\n", stderr);
        return 64;
    }
    static struct run run;
    struct listener *l = NULL;
    const struct listener_options o = {
        .source = SOUND_SOURCE_MICROPHONE, .deliver = on_notice, .context = &run};
    const enum status s = listener_start(&l, &o, NULL);
    if (s != STATUS_OK || !runs(&run)) {
        fprintf(stderr, "live: %s\n", s != STATUS_OK ? status_sentence(s) : "no sound comes");
        listener_stop(l);
        return 69;
    }
    pthread_t threads[CORES_MAX];
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    const int cores = online < 1 ? 1 : online > CORES_MAX ? CORES_MAX : (int)online;
    for (int i = 0; i < cores; i++)
        if (pthread_create(&threads[i], NULL, burn, &run) != 0)
            return 71;
    const unsigned before = atomic_load(&run.readings);
    pause_ms(seconds * 1000);
    const unsigned heard = atomic_load(&run.readings) - before;
    atomic_store(&run.over, true);
    for (int i = 0; i < cores; i++)
        pthread_join(threads[i], NULL);
    listener_stop(l);
    const unsigned expected = (unsigned)seconds * READINGS_PER_SECOND;
    /* A sound server that starves for 400 ms is a microphone lost, told and reopened; frames that
     * came are ours to keep. */
    const bool good = atomic_load(&run.lost_frames) == 0 && heard >= expected / 4;
    printf("live, %ld s with %d cores loaded: %u of %u readings, %u frames lost, microphone lost "
           "%u times\n",
           seconds, cores, heard, expected, atomic_load(&run.lost_frames), atomic_load(&run.lost));
    return good ? 0 : 1;
}
