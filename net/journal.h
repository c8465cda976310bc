/* The thread that writes: one batch in flight, key lines first, then one transaction of the record,
 * each on disk before the next. A failure is told and not tried again here: who decided the batch
 * decides anew. */
#ifndef HUMROOM_NET_JOURNAL_H
#define HUMROOM_NET_JOURNAL_H

#include "core/record.h"
#include "net/keys.h"

#include <stdint.h>

struct journal;

/* What it points to must stay as it is until done() was called for its number. */
struct journal_batch {
    uint64_t number;
    struct record_batch record;
    const struct keys_line *keys;
    size_t key_count;
};

struct journal_options {
    struct record *record;  /* open for writing; the journal's from a successful start on */
    struct keys_file *keys; /* the same; NULL where no batch will have key lines */
    /* CONTEXT: journal. Called once for every batch; the next may be submitted from then on. */
    void (*done)(void *context, uint64_t number, enum status s);
    void *context;
    /* NULL: record_append(). For tests: a disk that is slow or fails. CONTEXT: journal. */
    enum status (*append)(void *context, struct record *r, const struct record_batch *b);
};

/* FAILED_NO_MEMORY: also where no thread can be had. */
CHECKED enum status journal_start(struct journal **out, const struct journal_options *options);

/* CONTEXT: loop. Never waits for the disk. One in flight: a bug otherwise. The struct itself is
 * copied. */
void journal_submit(struct journal *j, const struct journal_batch *batch);

/* CONTEXT: loop. Waits until what is in flight is written and told, ends the thread, closes record
 * and keys. Accepts NULL. */
void journal_stop(struct journal *j);

#endif
