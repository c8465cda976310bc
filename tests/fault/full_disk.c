/* A disk that is full in the middle of a batch: the batch is refused and nothing of it is left;
 * when there is room again the same record goes on. Twice: a limit on the length of files, and a
 * small disk of its own (where the system lets us have one). Ends with 1 where the disk never got
 * full: then nothing was tested. */
#include "core/record.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BODY_LEN = 2000, MANY = 100 };

struct disk {
    char record[80];
    void (*fill)(struct disk *d);
    void (*make_room)(struct disk *d);
    int filler;
};

static void expect(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fault_full_disk: %s\n", what);
    _exit(1);
}

static enum status append(struct record *r, size_t count)
{
    static struct record_event events[MANY];
    char body[BODY_LEN + 1];
    memset(body, '1', BODY_LEN);
    body[BODY_LEN] = '\0';
    for (size_t i = 0; i < count; i++) {
        int64_t seq = record_last_seq(r) + 1 + (int64_t)i;
        events[i] = (struct record_event){seq, seq, "chat-said/1", body, BODY_LEN};
    }
    const struct record_batch batch = {.events = events, .event_count = count};
    return record_append(r, &batch);
}

static enum status count_events(void *context, const struct record_event *e)
{
    (void)e;
    ++*(int64_t *)context;
    return STATUS_OK;
}

static int64_t events_in(const struct disk *d, struct record *r)
{
    struct record *reader = NULL;
    int64_t count = 0;
    if (r == NULL)
        expect(record_open(d->record, RECORD_READ, &reader) == STATUS_OK,
               "the record cannot be opened");
    expect(record_read(r != NULL ? r : reader, count_events, &count) == STATUS_OK,
           "the record cannot be read");
    record_close(reader);
    return count;
}

static void run(struct disk *d)
{
    struct record *r = NULL;
    expect(record_open(d->record, RECORD_CREATE, &r) == STATUS_OK, "no record");
    expect(append(r, 3) == STATUS_OK, "no first batch");
    d->fill(d);
    for (int i = 0; i < 3; i++) {
        expect(append(r, MANY) == FAILED_DISK_FULL, "the disk was to be full, and was not");
        expect(record_last_seq(r) == 3 && events_in(d, r) == 3,
               "something of the failed batch is left");
    }
    d->make_room(d);
    expect(events_in(d, r) == 3, "something of the failed batch came back");
    expect(append(r, MANY) == STATUS_OK, "there is room again, and it does not go on");
    expect(events_in(d, r) == 3 + MANY, "the batch after it is not whole");
    record_close(r);
    expect(events_in(d, NULL) == 3 + MANY, "it is not whole after the end");
}

static void limit_files(struct disk *d)
{
    (void)d;
    signal(SIGXFSZ, SIG_IGN); /* then write() says EFBIG */
    struct rlimit limit = {.rlim_cur = 100000,
                           .rlim_max = RLIM_INFINITY}; /* MANY batches are 200000 bytes */
    expect(setrlimit(RLIMIT_FSIZE, &limit) == 0, "no limit");
}

static void lift_limit(struct disk *d)
{
    (void)d;
    struct rlimit none = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    expect(setrlimit(RLIMIT_FSIZE, &none) == 0, "the limit stays");
}

static void fill_disk(struct disk *d)
{
    char name[] = "/tmp/filler";
    char block[4096] = "full";
    d->filler = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    expect(d->filler >= 0, "nothing to fill with");
    while (write(d->filler, block, sizeof block) > 0)
        ;
}

static void empty_disk(struct disk *d)
{
    expect(ftruncate(d->filler, 0) == 0, "no room again");
    close(d->filler);
}

/* A disk of 1 MiB over /tmp that only this process sees and that goes with it. */
static bool mount_small_disk(void)
{
    int spaces = CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER);
    return unshare(spaces) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("small", "/tmp", "tmpfs", 0, "size=1m") == 0;
}

static int on_limited_files(void)
{
    char folder[] = "/tmp/humroom-full.XXXXXX";
    if (mkdtemp(folder) == NULL)
        return 73;
    struct disk d = {.fill = limit_files, .make_room = lift_limit};
    snprintf(d.record, sizeof d.record, "%s/a.humroom", folder);
    run(&d);
    unlink(d.record);
    rmdir(folder);
    return 0;
}

static int on_small_disk(void)
{
    if (!mount_small_disk())
        return 77;
    struct disk d = {.record = "/tmp/a.humroom", .fill = fill_disk, .make_room = empty_disk};
    run(&d);
    return 0;
}

static int in_child(int (*test)(void))
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(test());
    int end = 0;
    if (child < 0 || waitpid(child, &end, 0) != child || !WIFEXITED(end))
        return 1;
    return WEXITSTATUS(end);
}

int main(void)
{
    if (digest_start() != STATUS_OK)
        return 71;
    int limited = in_child(on_limited_files);
    printf("a limit on files: %s\n", limited == 0 ? "ok" : "FAILED");
    int small = in_child(on_small_disk);
    printf("a small disk: %s\n", small == 0    ? "ok"
                                 : small == 77 ? "SKIPPED: no mount here"
                                               : "FAILED");
    return limited != 0 || (small != 0 && small != 77);
}
