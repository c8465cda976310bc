/* Kills the writer with -9 in the middle of its work, again and again on one record, and reads the
 * record after each: every number that was told is there, once; every batch is there whole or not
 * at all; the chain holds; the lock is free. (kill -9 cannot see a missing sync: what was written
 * is in the kernel's hands. sync_order.sh can.) usage: fault_kill WRITER RUNS [SEED] */
#include "core/record.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what, int run)
{
    fprintf(stderr, "fault_kill: run %d: %s\n", run, what);
    exit(1);
}

static pid_t start_writer(const char *program, const char *record, int *out)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl(program, program, record, "0", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    *out = ends[0];
    return child;
}

/* Reads until `lines` ends of lines have come, or to the end of the pipe; the last whole number in
 * it, else `last`. */
static unsigned long long read_told(int fd, int lines, unsigned long long last)
{
    unsigned long long number = 0;
    char c;
    while (lines > 0 && read(fd, &c, 1) == 1) {
        if (c != '\n') {
            number = number * 10 + (unsigned)(c - '0');
            continue;
        }
        last = number;
        number = 0;
        lines--;
    }
    return last;
}

/* After the told numbers, at any moment of the next appends. A pause, not a wait for a state. */
static void pause_us(unsigned us)
{
    nanosleep(&(struct timespec){.tv_nsec = (long)us * 1000}, NULL);
}

struct found {
    unsigned long long batches; /* whole ones */
    int halves;
    bool wrong;
};

static enum status find(void *context, const struct record_event *e)
{
    struct found *f = context;
    char expected[64];
    snprintf(expected, sizeof expected, "{\"batch\":%llu,\"half\":%d}", f->batches + 1, f->halves);
    if (strcmp(expected, e->body) != 0)
        f->wrong = true;
    if (++f->halves == 2) {
        f->halves = 0;
        f->batches++;
    }
    return STATUS_OK;
}

static unsigned long long check(const char *record, enum record_mode mode, int run)
{
    struct record *r = NULL;
    struct found found = {0};
    enum status s = record_open(record, mode, &r);
    if (s == STATUS_OK)
        s = record_read(r, find, &found);
    if (s != STATUS_OK)
        fail(status_sentence(s), run);
    if (found.wrong || found.halves != 0)
        fail("a batch is torn, doubled or out of order", run);
    struct digest d;
    char *text = NULL;
    char expected[64];
    snprintf(expected, sizeof expected, "{\"batch\":%llu,\"half\":0}", found.batches);
    record_text_digest((const uint8_t[SALT_LEN]){0}, expected, &d);
    if (found.batches > 0 && record_text(r, (int64_t)found.batches, &d, &text) != STATUS_OK)
        fail("the last batch's text is missing", run);
    free(text);
    record_close(r);
    return found.batches;
}

static unsigned long long one_run(const char *writer, const char *record, int run,
                                  unsigned long long told, unsigned *seed)
{
    int out = -1;
    pid_t child = start_writer(writer, record, &out);
    if (child < 0)
        fail("cannot start the writer", run);
    unsigned long long now = read_told(out, 1 + rand_r(seed) % 12, told);
    pause_us((unsigned)rand_r(seed) % 1500);
    kill(child, SIGKILL);
    int end = 0;
    waitpid(child, &end, 0);
    if (!WIFSIGNALED(end) || WTERMSIG(end) != SIGKILL || now == told)
        fail("the writer ended by itself, or told nothing", run);
    now = read_told(out, 1000000, now);
    close(out);
    unsigned long long there =
        check(record, RECORD_READ, run); /* as it lies there after the crash */
    if (run % 2 == 0 && check(record, RECORD_WRITE, run) != there)
        fail("a writer finds something else than a reader", run);
    if (there < now || there > now + 1)
        fail("what was told is not what is there", run);
    return there;
}

int main(int argc, char **argv)
{
    if (argc < 3 || digest_start() != STATUS_OK)
        return 64;
    int runs = (int)strtol(argv[2], NULL, 10);
    unsigned seed = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 1;
    char folder[] = "/tmp/humroom-kill.XXXXXX";
    if (mkdtemp(folder) == NULL)
        return 73;
    char record[64];
    snprintf(record, sizeof record, "%s/a.humroom", folder);
    unsigned long long there = 0;
    for (int run = 1; run <= runs; run++)
        there = one_run(argv[1], record, run, there, &seed);
    printf("%d kills, %llu batches, none lost, none doubled\n", runs, there);
    static const char *const ends[] = {"", ".keys", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", record, ends[i]);
        unlink(path);
    }
    rmdir(folder);
    return there > 0 ? 0 : 1;
}
