#include "tests/unit/unit.h"

#include "net/journal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the journal's thread tells, and a gate that holds its disk back. */
struct desk {
    char folder[64];
    char path[96];
    char keys_file_path[112];
    struct record *record;
    struct keys *keys;
    struct keys_file *keys_file;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t told; /* number of the last batch told */
    unsigned told_count;
    enum status status;
    bool gate_shut;
    bool at_the_gate;
    enum status fail_with; /* instead of appending */
    uint32_t link_in_file; /* seen at the append */
};

static int make_desk(void **state)
{
    struct desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    snprintf(d->folder, sizeof d->folder, "/tmp/humroom-journal.XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->path, sizeof d->path, "%s/a.humroom", d->folder);
    snprintf(d->keys_file_path, sizeof d->keys_file_path, "%s.keys", d->path);
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->changed, NULL);
    assert_int_equal(record_open(d->path, RECORD_CREATE, &d->record), STATUS_OK);
    assert_int_equal(keys_open(d->keys_file_path, true, &d->keys, &d->keys_file), STATUS_OK);
    *state = d;
    return 0;
}

static int remove_desk(void **state)
{
    struct desk *d = *state;
    keys_free(d->keys);
    unlink(d->path);
    unlink(d->keys_file_path);
    rmdir(d->folder);
    pthread_cond_destroy(&d->changed);
    pthread_mutex_destroy(&d->lock);
    free(d);
    return 0;
}

static void done(void *context, uint64_t number, enum status s)
{
    struct desk *d = context;
    pthread_mutex_lock(&d->lock);
    d->told = number;
    d->told_count++;
    d->status = s;
    pthread_cond_broadcast(&d->changed);
    pthread_mutex_unlock(&d->lock);
}

static enum status wait_told(struct desk *d, uint64_t number)
{
    pthread_mutex_lock(&d->lock);
    while (d->told != number)
        pthread_cond_wait(&d->changed, &d->lock);
    enum status s = d->status;
    pthread_mutex_unlock(&d->lock);
    return s;
}

static uint32_t link_on_disk(const struct desk *d)
{
    struct keys *k = NULL;
    struct keys_file *f = NULL;
    assert_int_equal(keys_open(d->keys_file_path, false, &k, &f), STATUS_OK);
    uint32_t number = keys_link_of(k, "hers");
    keys_free(k);
    keys_file_close(f);
    return number;
}

static enum status odd_disk(void *context, struct record *r, const struct record_batch *b)
{
    struct desk *d = context;
    uint32_t link = link_on_disk(d);
    pthread_mutex_lock(&d->lock);
    d->link_in_file = link;
    d->at_the_gate = true;
    pthread_cond_broadcast(&d->changed);
    while (d->gate_shut)
        pthread_cond_wait(&d->changed, &d->lock);
    enum status s = d->fail_with;
    pthread_mutex_unlock(&d->lock);
    return s != STATUS_OK ? s : record_append(r, b);
}

static struct journal *started(struct desk *d, bool odd)
{
    struct journal *j = NULL;
    const struct journal_options options = {
        .record = d->record,
        .keys = d->keys_file,
        .done = done,
        .context = d,
        .append = odd ? odd_disk : NULL,
    };
    assert_int_equal(journal_start(&j, &options), STATUS_OK);
    return j;
}

static const struct record_event events[] = {
    {1, 10, "meeting-opened/1", "{}", 2},
    {2, 20, "person-joined/1", "{}", 2},
};

static struct journal_batch batch_of(uint64_t number)
{
    return (struct journal_batch){.number = number,
                                  .record = {.events = &events[number - 1], .event_count = 1}};
}

static enum status nothing(void *context, const struct record_event *e)
{
    (void)context;
    (void)e;
    return STATUS_OK;
}

static int64_t events_on_disk(const struct desk *d)
{
    struct record *r = NULL;
    assert_int_equal(record_open(d->path, RECORD_READ, &r), STATUS_OK);
    assert_int_equal(record_read(r, nothing, NULL), STATUS_OK);
    int64_t last = record_last_seq(r);
    record_close(r);
    return last;
}

static void a_batch_is_in_the_record_when_it_is_told(void **state)
{
    struct desk *d = *state;
    struct journal *j = started(d, false);
    for (uint64_t n = 1; n <= 2; n++) {
        struct journal_batch b = batch_of(n);
        journal_submit(j, &b);
        assert_int_equal(wait_told(d, n), STATUS_OK);
        assert_int_equal(events_on_disk(d), n);
    }
    journal_stop(j);
    assert_int_equal(d->told_count, 2);
}

static void a_failure_is_told_and_not_tried_again(void **state)
{
    struct desk *d = *state;
    d->fail_with = FAILED_DISK_FULL;
    struct journal *j = started(d, true);
    struct journal_batch b = batch_of(1);
    journal_submit(j, &b);
    assert_int_equal(wait_told(d, 1), FAILED_DISK_FULL);
    pthread_mutex_lock(&d->lock);
    d->fail_with = STATUS_OK;
    pthread_mutex_unlock(&d->lock);
    b.number = 7; /* decided anew */
    journal_submit(j, &b);
    assert_int_equal(wait_told(d, 7), STATUS_OK);
    journal_stop(j);
    assert_int_equal(d->told_count, 2);
    assert_int_equal(events_on_disk(d), 1);
}

static void key_lines_are_on_disk_before_the_record_is_touched(void **state)
{
    struct desk *d = *state;
    struct journal *j = started(d, true);
    const struct keys_line line = keys_line_secret(KEYS_LINK, 4, "hers");
    struct journal_batch b = batch_of(1);
    b.keys = &line;
    b.key_count = 1;
    journal_submit(j, &b);
    assert_int_equal(wait_told(d, 1), STATUS_OK);
    journal_stop(j);
    assert_int_equal(d->link_in_file, 4);
}

/* The disk still hangs when the loop decides to stop. */
static void stopping_writes_what_is_in_flight_and_closes_the_record(void **state)
{
    struct desk *d = *state;
    d->gate_shut = true;
    struct journal *j = started(d, true);
    struct journal_batch b = batch_of(1);
    journal_submit(j, &b);
    pthread_mutex_lock(&d->lock);
    while (!d->at_the_gate)
        pthread_cond_wait(&d->changed, &d->lock);
    assert_int_equal(d->told_count, 0);
    d->gate_shut = false;
    pthread_cond_broadcast(&d->changed);
    pthread_mutex_unlock(&d->lock);
    journal_stop(j);
    assert_int_equal(d->told_count, 1);
    assert_int_equal(d->status, STATUS_OK);
    char log[112];
    snprintf(log, sizeof log, "%s-wal", d->path);
    assert_int_not_equal(access(log, F_OK), 0); /* a clean end */
    assert_int_equal(record_open(d->path, RECORD_WRITE, &d->record),
                     STATUS_OK); /* and its lock is free */
    assert_int_equal(record_last_seq(d->record), 1);
    record_close(d->record);
}

static void stopping_with_nothing_to_do_ends(void **state)
{
    struct desk *d = *state;
    journal_stop(started(d, false));
    journal_stop(NULL);
    assert_int_equal(d->told_count, 0);
}

int main(void)
{
    if (digest_start() != STATUS_OK)
        return 1;
#define JOURNAL_TEST(name) cmocka_unit_test_setup_teardown(name, make_desk, remove_desk)
    const struct CMUnitTest tests[] = {
        JOURNAL_TEST(a_batch_is_in_the_record_when_it_is_told),
        JOURNAL_TEST(a_failure_is_told_and_not_tried_again),
        JOURNAL_TEST(key_lines_are_on_disk_before_the_record_is_touched),
        JOURNAL_TEST(stopping_writes_what_is_in_flight_and_closes_the_record),
        JOURNAL_TEST(stopping_with_nothing_to_do_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
