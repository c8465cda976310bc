#include "net/journal.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct journal {
    struct journal_options options;
    pthread_t thread;
    pthread_mutex_t lock; /* the three below */
    pthread_cond_t changed;
    bool in_flight;
    bool stopping;
    struct journal_batch batch;
};

/* CONTEXT: journal. Keys first: a person in the record whose link was lost could never come back as
 * themselves; a link that the record does not know is only a link of nobody. */
static enum status write_batch(const struct journal_options *o, const struct journal_batch *b)
{
    enum status s = STATUS_OK;
    if (b->key_count > 0)
        s = keys_file_append(o->keys, b->keys, b->key_count);
    if (s != STATUS_OK)
        return s;
    return o->append != NULL ? o->append(o->context, o->record, &b->record)
                             : record_append(o->record, &b->record);
}

/* The next batch; false: none will come. */
static bool wait_for_batch(struct journal *j, struct journal_batch *out)
{
    pthread_mutex_lock(&j->lock);
    while (!j->in_flight && !j->stopping)
        pthread_cond_wait(&j->changed, &j->lock);
    bool got = j->in_flight;
    if (got)
        *out = j->batch;
    pthread_mutex_unlock(&j->lock);
    return got;
}

static void *run(void *context)
{
    struct journal *j = context;
    struct journal_batch batch;
    while (wait_for_batch(j, &batch)) {
        enum status s = write_batch(&j->options, &batch);
        pthread_mutex_lock(&j->lock);
        j->in_flight = false; /* before done(): it may lead to the next submit at once */
        pthread_mutex_unlock(&j->lock);
        j->options.done(j->options.context, batch.number, s);
    }
    return NULL;
}

/* Signals are the loop's: a thread inherits the mask that it is started under. */
static int start_thread(struct journal *j)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(&j->thread, NULL, run, j);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc;
}

enum status journal_start(struct journal **out, const struct journal_options *options)
{
    assert(options->record != NULL && options->done != NULL);
    struct journal *j = calloc(1, sizeof *j);
    if (j == NULL)
        return FAILED_NO_MEMORY;
    j->options = *options;
    pthread_mutex_init(&j->lock, NULL); /* these two cannot fail on Linux */
    pthread_cond_init(&j->changed, NULL);
    if (start_thread(j) != 0) {
        pthread_cond_destroy(&j->changed);
        pthread_mutex_destroy(&j->lock);
        free(j);
        return FAILED_NO_MEMORY;
    }
    *out = j;
    return STATUS_OK;
}

void journal_submit(struct journal *j, const struct journal_batch *batch)
{
    assert(batch->key_count == 0 || j->options.keys != NULL);
    pthread_mutex_lock(&j->lock);
    assert(!j->in_flight && !j->stopping);
    j->batch = *batch;
    j->in_flight = true;
    pthread_cond_signal(&j->changed);
    pthread_mutex_unlock(&j->lock);
}

void journal_stop(struct journal *j)
{
    if (j == NULL)
        return;
    pthread_mutex_lock(&j->lock);
    j->stopping = true;
    pthread_cond_signal(&j->changed);
    pthread_mutex_unlock(&j->lock);
    pthread_join(j->thread, NULL);
    record_close(j->options.record);
    keys_file_close(j->options.keys);
    pthread_cond_destroy(&j->changed);
    pthread_mutex_destroy(&j->lock);
    free(j);
}
