/* Writes batches through the journal, one after the other, each of two events and a key line, and
 * prints the number of each when it was told that it is on disk. Goes on from what is there; ends
 * after COUNT, or never where that is 0. usage: fault_writer RECORD COUNT */
#include "net/journal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct told {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t number;
};

static void stop(const char *what, enum status s)
{
    fprintf(stderr, "fault_writer: %s: %s\n", what, status_sentence(s));
    exit(status_exit(s));
}

/* CONTEXT: journal. One write() a number: what the parent has read was told. */
static void done(void *context, uint64_t number, enum status s)
{
    struct told *told = context;
    if (s != STATUS_OK)
        stop("append", s);
    char line[32];
    int n = snprintf(line, sizeof line, "%llu\n", (unsigned long long)number);
    if (write(STDOUT_FILENO, line, (size_t)n) != n)
        exit(74);
    pthread_mutex_lock(&told->lock);
    told->number = number;
    pthread_cond_signal(&told->changed);
    pthread_mutex_unlock(&told->lock);
}

static void wait_told(struct told *told, uint64_t number)
{
    pthread_mutex_lock(&told->lock);
    while (told->number != number)
        pthread_cond_wait(&told->changed, &told->lock);
    pthread_mutex_unlock(&told->lock);
}

static void write_one(struct journal *j, struct told *told, uint64_t number)
{
    char body[2][64];
    struct record_event events[2];
    for (int i = 0; i < 2; i++) {
        int64_t seq = (int64_t)(number * 2) - 1 + i;
        int n = snprintf(body[i], sizeof body[i], "{\"batch\":%llu,\"half\":%d}",
                         (unsigned long long)number, i);
        events[i] = (struct record_event){seq, seq, "answer-given/1", body[i], (size_t)n};
    }
    const struct record_text text = {.key = (int64_t)number, .text = body[0]};
    char secret[32];
    snprintf(secret, sizeof secret, "secret %llu", (unsigned long long)number);
    const struct keys_line link =
        keys_line_secret(KEYS_LINK, (uint32_t)(number % 1000 + 1), secret);
    const struct journal_batch batch = {
        .number = number, .record = {events, 2, &text, 1}, .keys = &link, .key_count = 1};
    journal_submit(j, &batch);
    wait_told(told, number);
}

static enum status ignore(void *context, const struct record_event *e)
{
    (void)context;
    (void)e;
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    if (argc != 3 || digest_start() != STATUS_OK)
        return 64;
    struct record *record = NULL;
    struct keys *keys = NULL;
    struct journal_options options = {.done = done};
    enum status s = record_open(argv[1], RECORD_CREATE, &record);
    bool made = s == STATUS_OK;
    if (s == REFUSED_ALREADY)
        s = record_open(argv[1], RECORD_WRITE, &record);
    if (s == STATUS_OK)
        s = record_read(record, ignore, NULL);
    if (s != STATUS_OK)
        stop("record", s);
    char *path = keys_path(argv[1]);
    s = path != NULL ? keys_open(path, made, &keys, &options.keys) : FAILED_NO_MEMORY;
    free(path);
    if (s != STATUS_OK)
        stop("keys", s);
    struct told told = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    uint64_t number = (uint64_t)record_last_seq(record) / 2;
    uint64_t last = number + strtoull(argv[2], NULL, 10);
    struct journal *journal = NULL;
    options.record = record;
    options.context = &told;
    s = journal_start(&journal, &options);
    if (s != STATUS_OK)
        stop("journal", s);
    for (bool endless = number == last; endless || number < last;)
        write_one(journal, &told, ++number);
    journal_stop(journal);
    keys_free(keys);
    return 0;
}
