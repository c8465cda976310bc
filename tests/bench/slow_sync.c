/* LD_PRELOAD: every sync takes HUMROOM_SYNC_MS longer (20), as on a slow disk. */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void wait_for_the_disk(void)
{
    const char *said = getenv("HUMROOM_SYNC_MS");
    long ms = said != NULL ? strtol(said, NULL, 10) : 20;
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

/* A function and an object pointer are the same size wherever there is dlsym(). */
static int sync_really(const char *name, int fd)
{
    union {
        void *found;
        int (*call)(int fd);
    } next = {.found = dlsym(RTLD_NEXT, name)};
    wait_for_the_disk();
    return next.call(fd);
}

int fsync(int fd)
{
    return sync_really("fsync", fd);
}

int fdatasync(int fd)
{
    return sync_really("fdatasync", fd);
}
