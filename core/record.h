/* The record: one SQLite file a meeting. The only door to SQLite. DESIGN: WAL, synchronous=FULL,
 * secure_delete, own application_id ("hmrm") and user_version; tables event(seq, time_us, kind,
 * body, hash) and personal(key, salt, text); triggers refuse UPDATE and DELETE of event.
 *
 * hash = SHA-256(previous hash (32 bytes, zeros first) || seq as be64 || time_us as be64 || kind, 0
 * byte || body). One writer, by a lock of the operating system held for its life (flock() on the
 * record itself: nothing is left behind by kill -9); reading is always possible. One process opens
 * a record for writing once at a time. CONTEXT: a struct record belongs to one thread at a time
 * (the journal's while serving). */
#ifndef HUMROOM_CORE_RECORD_H
#define HUMROOM_CORE_RECORD_H

#include "core/digest.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

struct record;

/* A row of personal text: names, affiliations, chat, remarks. key: 1.., unique, given by whoever
 * decides. The event's body holds the key and SHA-256(salt || text). text NULL: deleted on request
 * (salt is then zeros). */
struct record_text {
    int64_t key;
    uint8_t salt[SALT_LEN];
    const char *text; /* UTF-8, NUL-terminated */
};

/* An event as stored. body is canonical JSON. seq: 1.. without holes; order of the meeting.
 * time_us: since 1970, UTC, never before the previous event's. */
struct record_event {
    int64_t seq;
    int64_t time_us;
    const char *kind; /* "answer-given/1" */
    const char *body;
    size_t body_len;
};

/* What is written at once, all or nothing. events[i].seq must follow the last one written. */
struct record_batch {
    const struct record_event *events;
    size_t event_count;
    const struct record_text *texts;
    size_t text_count;
};

/* RECORD_CREATE: the file must not be there, or be empty (what a start leaves that was cut off);
 * RECORD_WRITE: must be there; both take the writer's lock. A new record has mode 0600. Whether the
 * record is whole shows in record_read(): a writer reads before it appends. RECORD_READ: no lock,
 * no change to the file or its folder as far as SQLite allows. Beside a writer that lives it sees
 * what is appended; where it found none, the file is taken to stand still until record_close().
 * Refusals: REFUSED_NO_FILE, REFUSED_NO_PERMISSION, REFUSED_RECORD_NOT_OURS (another file, also an
 * empty one), REFUSED_RECORD_NEWER (user_version), REFUSED_RECORD_DAMAGED, REFUSED_RECORD_BUSY
 * (another writer lives), REFUSED_ALREADY (create: there is a file), FAILED_DISK, FAILED_DISK_FULL,
 * FAILED_NO_MEMORY. */
enum record_mode { RECORD_CREATE, RECORD_WRITE, RECORD_READ };
CHECKED enum status record_open(const char *path, enum record_mode mode, struct record **out);

/* Checkpoints and takes the WAL away at a clean end (writers). Accepts NULL. */
void record_close(struct record *r);

/* One transaction, synced to disk when it returns OK. On failure nothing of the batch is in the
 * record and the same record can be tried again. (A sync that fails leaves whole frames in SQLite's
 * log; they are cleaned away at once. Only where that fails too and the process dies before its
 * next append can a crash's recovery bring the batch back.) FAILED_DISK_FULL, FAILED_DISK,
 * REFUSED_BAD_VALUE (seq out of order, time going back). */
CHECKED enum status record_append(struct record *r, const struct record_batch *batch);

/* Calls each() for every event in order; hashes are checked on the way, and the whole chain up to
 * the last event. REFUSED_RECORD_DAMAGED where the chain does not hold, a seq is missing or time
 * goes back; or what each() returned first that is not OK (it is the last call then). The strings
 * live for the call, and each() may not append. */
typedef enum status record_each(void *context, const struct record_event *event);
CHECKED enum status record_read(struct record *r, record_each *each, void *context);

/* The text of a key: *out on the heap (caller frees), NULL where it was deleted. Checked against
 * the digest that the event holds: REFUSED_RECORD_DAMAGED where it does not match, or where the key
 * was never written. */
CHECKED enum status record_text(struct record *r, int64_t key, const struct digest *expected,
                                char **out);
/* Deletes salt and text of a key (writers), from the log beside the record too. The chain stays
 * whole. REFUSED_BAD_VALUE: no such key. */
CHECKED enum status record_forget(struct record *r, int64_t key);

/* SHA-256(salt || text). */
void record_text_digest(const uint8_t salt[SALT_LEN], const char *text, struct digest *out);

/* Of the last event: when it was opened, read or appended to. 0: none yet. */
int64_t record_last_seq(const struct record *r);

#endif
