#include "core/record.h"

#include "core/record_chain.h"
#include "core/record_file.h"

#include <sqlite3.h>

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    APPLICATION_ID = 0x686d726d, /* "hmrm" */
    FORMAT_VERSION = 1,
    BUSY_MS =
        5000, /* for somebody's sqlite3 shell or backup; our own writers keep off by the lock */
};

struct record {
    char *path;
    enum record_mode mode;
    int lock_fd; /* -1 for readers */
    sqlite3 *db;
    sqlite3_stmt *insert_event; /* writers only */
    sqlite3_stmt *insert_text;
    struct chain chain; /* up to the last event that we know of */
    bool still;         /* read without locks: no writer was there when it was opened */
};

/* As SQLite keeps them, in this order: what is found is compared with it byte by byte, so that a
 * record from somebody else can bring no views, triggers or virtual tables of its own. INSERT OR
 * REPLACE fires no DELETE trigger: the first trigger stands against it. */
static const char *const schema[] = {
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, time_us INTEGER NOT NULL, kind TEXT NOT NULL, "
    "body TEXT NOT NULL, hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT",
    "CREATE TABLE personal(key INTEGER PRIMARY KEY CHECK(key > 0), "
    "salt BLOB NOT NULL CHECK(length(salt) = 16), text TEXT) STRICT",
    "CREATE TRIGGER event_follows BEFORE INSERT ON event "
    "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event) "
    "BEGIN SELECT RAISE(ABORT, 'events follow one another'); END",
    "CREATE TRIGGER event_not_changed BEFORE UPDATE ON event "
    "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    "CREATE TRIGGER event_not_deleted BEFORE DELETE ON event "
    "BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END",
};
enum { SCHEMA_COUNT = sizeof schema / sizeof *schema };

/* What went wrong in the call to SQLite just made. */
static enum status failure(const struct record *r, int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return STATUS_OK;
    case SQLITE_NOMEM:
        return FAILED_NO_MEMORY;
    case SQLITE_FULL:
        return FAILED_DISK_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return REFUSED_RECORD_BUSY;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return REFUSED_NO_PERMISSION;
    case SQLITE_CANTOPEN:
        return record_file_status(sqlite3_system_errno(r->db));
    case SQLITE_IOERR:
        if (rc == SQLITE_IOERR_NOMEM)
            return FAILED_NO_MEMORY;
        if (rc == SQLITE_IOERR_SHORT_READ)
            return REFUSED_RECORD_DAMAGED;
        /* SQLite keeps no errno of a commit, but calls nothing behind the write that failed: a
         * quota and a limit of length are a full disk too */
        return errno == EDQUOT || errno == EFBIG ? FAILED_DISK_FULL : FAILED_DISK;
    case SQLITE_CONSTRAINT:
        return REFUSED_BAD_VALUE;
    case SQLITE_NOTADB:
        return record_file_was_ours(r->path) ? REFUSED_RECORD_DAMAGED : REFUSED_RECORD_NOT_OURS;
    default: /* SQLITE_CORRUPT, and what only a damaged schema can make of our own SQL */
        return REFUSED_RECORD_DAMAGED;
    }
}

static enum status run(struct record *r, const char *sql)
{
    return failure(r, sqlite3_exec(r->db, sql, NULL, NULL, NULL));
}

static enum status prepare(struct record *r, const char *sql, sqlite3_stmt **out)
{
    return failure(r, sqlite3_prepare_v3(r->db, sql, -1, 0, out, NULL));
}

static enum status query_integer(struct record *r, const char *sql, int64_t *out)
{
    sqlite3_stmt *q = NULL;
    enum status s = prepare(r, sql, &q);
    if (s == STATUS_OK) {
        int rc = sqlite3_step(q);
        s = rc == SQLITE_DONE ? REFUSED_RECORD_DAMAGED : failure(r, rc);
        if (rc == SQLITE_ROW)
            *out = sqlite3_column_int64(q, 0);
    }
    sqlite3_finalize(q);
    return s;
}

/* ---- opening ---- */

static enum status check_identity(struct record *r)
{
    int64_t id = 0;
    int64_t version = 0;
    enum status s = query_integer(r, "PRAGMA application_id", &id);
    if (s == STATUS_OK && id != APPLICATION_ID) /* cut off inside its first page it looks empty */
        return record_file_was_ours(r->path) ? REFUSED_RECORD_DAMAGED : REFUSED_RECORD_NOT_OURS;
    if (s == STATUS_OK)
        s = query_integer(r, "PRAGMA user_version", &version);
    if (s == STATUS_OK && version > FORMAT_VERSION)
        return REFUSED_RECORD_NEWER;
    return s == STATUS_OK && version != FORMAT_VERSION ? REFUSED_RECORD_DAMAGED : s;
}

static enum status check_schema(struct record *r)
{
    sqlite3_stmt *q = NULL;
    enum status s = prepare(r, "SELECT sql FROM sqlite_schema ORDER BY rowid", &q);
    size_t i = 0;
    int rc = SQLITE_DONE;
    while (s == STATUS_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(q, 0);
        if (i == SCHEMA_COUNT || sql == NULL || strcmp(sql, schema[i++]) != 0)
            s = REFUSED_RECORD_DAMAGED;
    }
    if (s == STATUS_OK)
        s = failure(r, rc);
    sqlite3_finalize(q);
    return s == STATUS_OK && i != SCHEMA_COUNT ? REFUSED_RECORD_DAMAGED : s;
}

/* Where the last writer stopped; record_read() then shows whether everything before it is whole. */
static enum status find_end(struct record *r)
{
    sqlite3_stmt *q = NULL;
    enum status s =
        prepare(r, "SELECT seq, time_us, hash FROM event ORDER BY seq DESC LIMIT 1", &q);
    int rc = s == STATUS_OK ? sqlite3_step(q) : SQLITE_DONE;
    if (rc == SQLITE_ROW) {
        const void *hash = sqlite3_column_blob(q, 2);
        if (hash == NULL || sqlite3_column_bytes(q, 2) != DIGEST_LEN) {
            s = REFUSED_RECORD_DAMAGED;
        } else {
            r->chain.seq = sqlite3_column_int64(q, 0);
            r->chain.time_us = sqlite3_column_int64(q, 1);
            memcpy(r->chain.hash.bytes, hash, DIGEST_LEN);
        }
    } else if (s == STATUS_OK) {
        s = failure(r, rc);
    }
    sqlite3_finalize(q);
    return s;
}

static enum status check(struct record *r)
{
    enum status s = check_identity(r);
    if (s == STATUS_OK)
        s = check_schema(r);
    return s == STATUS_OK ? find_end(r) : s;
}

static enum status connect(struct record *r, int flags, const char *parameters)
{
    char *uri = record_file_uri(r->path, parameters);
    if (uri == NULL)
        return FAILED_NO_MEMORY;
    int rc = sqlite3_open_v2(uri, &r->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    free(uri);
    if (r->db == NULL)
        return FAILED_NO_MEMORY;
    sqlite3_extended_result_codes(r->db, 1);
    if (rc != SQLITE_OK)
        return failure(r, sqlite3_extended_errcode(r->db));
    sqlite3_busy_timeout(r->db, BUSY_MS);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return run(r, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON");
}

/* The schema goes in by one transaction of the old kind (a journal, no WAL): after a crash the file
 * is empty or whole, and its first page always says whose it is. */
static enum status create_tables(struct record *r)
{
    enum status s = run(r, "PRAGMA synchronous = FULL; BEGIN");
    for (size_t i = 0; s == STATUS_OK && i < SCHEMA_COUNT; i++)
        s = run(r, schema[i]);
    if (s == STATUS_OK)
        s = run(r, "PRAGMA application_id = 0x686d726d; PRAGMA user_version = 1; COMMIT");
    return s == STATUS_OK ? record_file_sync_folder(r->path) : s;
}

/* On a file system that has no WAL a writer and its readers would not see each other. */
static enum status set_wal(struct record *r)
{
    sqlite3_stmt *q = NULL;
    enum status s = prepare(r, "PRAGMA journal_mode = WAL", &q);
    if (s == STATUS_OK) {
        int rc = sqlite3_step(q);
        s = failure(r, rc);
        if (rc == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "wal") != 0)
            s = FAILED_DISK;
    }
    sqlite3_finalize(q);
    return s;
}

static enum status open_writer(struct record *r)
{
    enum status s = connect(r, SQLITE_OPEN_READWRITE, "");
    if (s == STATUS_OK && r->mode == RECORD_CREATE)
        s = create_tables(r);
    if (s == STATUS_OK)
        s = check_identity(r); /* before anything is changed in a file that may not be ours */
    if (s == STATUS_OK)
        s = set_wal(r);
    if (s == STATUS_OK)
        s = run(r, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
    if (s == STATUS_OK)
        s = check(r);
    if (s == STATUS_OK)
        s = prepare(r, "INSERT INTO event VALUES(?, ?, ?, ?, ?)", &r->insert_event);
    if (s == STATUS_OK)
        s = prepare(r, "INSERT INTO personal VALUES(?, ?, ?)", &r->insert_text);
    return s;
}

/* A record that nobody has open has no log beside it. It is read as a file that stands still:
 * without locks, without making a log, also from a folder that may not be written. */
static enum status open_reader(struct record *r)
{
    int64_t log_len = record_file_log_len(r->path);
    enum status s = REFUSED_NO_PERMISSION;
    if (log_len >= 0) {
        s = connect(r, SQLITE_OPEN_READONLY, "");
        if (s == STATUS_OK)
            s = check(r);
    }
    if (s == STATUS_OK || log_len > 0)
        return s;
    sqlite3_close(r->db);
    r->db = NULL;
    r->still = true;
    s = connect(r, SQLITE_OPEN_READONLY, "immutable=1");
    return s == STATUS_OK ? check(r) : s;
}

enum status record_open(const char *path, enum record_mode mode, struct record **out)
{
    enum status s = record_file_look(path, mode);
    if (s != STATUS_OK)
        return s;
    struct record *r = calloc(1, sizeof *r);
    if (r == NULL)
        return FAILED_NO_MEMORY;
    *r = (struct record){.mode = mode, .lock_fd = -1, .path = strdup(path)};
    if (r->path == NULL)
        s = FAILED_NO_MEMORY;
    if (s == STATUS_OK && mode != RECORD_READ)
        s = record_file_lock(path, mode, &r->lock_fd);
    if (s == STATUS_OK &&
        mode == RECORD_CREATE) /* somebody may have filled it before we had the lock */
        s = record_file_look(path, mode);
    bool made = s == STATUS_OK && mode == RECORD_CREATE;
    if (s == STATUS_OK)
        s = mode == RECORD_READ ? open_reader(r) : open_writer(r);
    if (s != STATUS_OK) {
        if (made) /* it was empty, and is ours by the lock until record_close() */
            unlink(path);
        record_close(r);
        return s;
    }
    *out = r;
    return STATUS_OK;
}

void record_close(struct record *r)
{
    if (r == NULL)
        return;
    sqlite3_finalize(r->insert_event);
    sqlite3_finalize(r->insert_text);
    /* The last to close takes the log away. Where a reader is there still, at least nothing shall
     * be left in it. */
    if (r->insert_text != NULL)
        sqlite3_wal_checkpoint_v2(r->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    int rc = sqlite3_close(r->db);
    assert(rc == SQLITE_OK); /* else a statement was left open */
    (void)rc;
    if (r->lock_fd >= 0)
        close(r->lock_fd);
    free(r->path);
    free(r);
}

/* ---- writing ---- */

static enum status step_once(struct record *r, sqlite3_stmt *q)
{
    int rc = sqlite3_step(q);
    enum status s = failure(r, rc);
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return s;
}

static enum status insert_event(struct record *r, const struct record_event *e,
                                const struct digest *hash)
{
    sqlite3_stmt *q = r->insert_event;
    sqlite3_bind_int64(q, 1, e->seq);
    sqlite3_bind_int64(q, 2, e->time_us);
    sqlite3_bind_text(q, 3, e->kind, -1, SQLITE_STATIC);
    sqlite3_bind_text64(q, 4, e->body, e->body_len, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_blob(q, 5, hash->bytes, DIGEST_LEN, SQLITE_STATIC);
    return step_once(r, q);
}

static enum status insert_text(struct record *r, const struct record_text *t)
{
    static const uint8_t zeros[SALT_LEN];
    sqlite3_stmt *q = r->insert_text;
    sqlite3_bind_int64(q, 1, t->key);
    sqlite3_bind_blob(q, 2, t->text != NULL ? t->salt : zeros, SALT_LEN, SQLITE_STATIC);
    sqlite3_bind_text(q, 3, t->text, -1, SQLITE_STATIC); /* NULL binds NULL */
    return step_once(r, q);
}

/* Leaves no transaction behind, and (as far as the disk lets us) no frames in the log that a crash
 * could bring back. */
static void undo(struct record *r)
{
    if (!sqlite3_get_autocommit(r->db))
        sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_wal_checkpoint_v2(r->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

enum status record_append(struct record *r, const struct record_batch *batch)
{
    assert(r->mode != RECORD_READ);
    struct chain end = r->chain;
    enum status s = run(r, "BEGIN IMMEDIATE");
    for (size_t i = 0; s == STATUS_OK && i < batch->event_count; i++) {
        if (!chain_may_follow(&end, &batch->events[i])) {
            s = REFUSED_BAD_VALUE;
            break;
        }
        chain_extend(&end, &batch->events[i]);
        s = insert_event(r, &batch->events[i], &end.hash);
    }
    for (size_t i = 0; s == STATUS_OK && i < batch->text_count; i++)
        s = insert_text(r, &batch->texts[i]);
    if (s == STATUS_OK)
        s = run(r, "COMMIT");
    if (s != STATUS_OK) {
        undo(r);
        return s == REFUSED_RECORD_BUSY || s == REFUSED_NO_PERMISSION ? FAILED_DISK : s;
    }
    r->chain = end;
    return STATUS_OK;
}

enum status record_forget(struct record *r, int64_t key)
{
    assert(r->mode != RECORD_READ);
    sqlite3_stmt *q = NULL;
    enum status s =
        prepare(r, "UPDATE personal SET salt = zeroblob(16), text = NULL WHERE key = ?", &q);
    if (s == STATUS_OK) {
        sqlite3_bind_int64(q, 1, key);
        s = step_once(r, q);
    }
    sqlite3_finalize(q);
    if (s == STATUS_OK && sqlite3_changes(r->db) == 0)
        return REFUSED_BAD_VALUE;
    if (s == STATUS_OK) /* or the text would live on in the log */
        sqlite3_wal_checkpoint_v2(r->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return s;
}

/* ---- reading ---- */

/* SQLite's own look at its pages: the chain cannot see that its last links are missing. */
static enum status check_pages(struct record *r)
{
    sqlite3_stmt *q = NULL;
    enum status s = prepare(r, "PRAGMA quick_check(1)", &q);
    if (s == STATUS_OK) {
        int rc = sqlite3_step(q);
        s = failure(r, rc);
        if (rc == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") != 0)
            s = REFUSED_RECORD_DAMAGED;
    }
    sqlite3_finalize(q);
    return s;
}

/* A column's text, NULL where it is no text or holds NUL. */
static const char *text_column(sqlite3_stmt *q, int column, size_t *len)
{
    if (sqlite3_column_type(q, column) != SQLITE_TEXT)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(q, column);
    *len = (size_t)sqlite3_column_bytes(q, column);
    return text != NULL && strlen(text) == *len ? text : NULL;
}

static enum status take_row(sqlite3_stmt *q, struct chain *chain, record_each *each, void *context)
{
    size_t kind_len = 0;
    struct record_event e = {
        .seq = sqlite3_column_int64(q, 0),
        .time_us = sqlite3_column_int64(q, 1),
        .kind = text_column(q, 2, &kind_len),
    };
    e.body = text_column(q, 3, &e.body_len);
    const void *hash = sqlite3_column_blob(q, 4);
    if (hash == NULL || sqlite3_column_bytes(q, 4) != DIGEST_LEN || !chain_may_follow(chain, &e))
        return REFUSED_RECORD_DAMAGED;
    chain_extend(chain, &e);
    if (memcmp(hash, chain->hash.bytes, DIGEST_LEN) != 0)
        return REFUSED_RECORD_DAMAGED;
    return each(context, &e);
}

static enum status read_rows(struct record *r, struct chain *end, record_each *each, void *context)
{
    sqlite3_stmt *q = NULL;
    enum status s = prepare(r, "SELECT seq, time_us, kind, body, hash FROM event ORDER BY seq", &q);
    int rc = SQLITE_DONE;
    while (s == STATUS_OK && (rc = sqlite3_step(q)) == SQLITE_ROW)
        s = take_row(q, end, each, context);
    if (s == STATUS_OK)
        s = failure(r, rc);
    sqlite3_finalize(q);
    return s;
}

enum status record_read(struct record *r, record_each *each, void *context)
{
    struct chain end = {0};
    enum status s = run(r, "BEGIN"); /* pages and rows of one moment */
    if (s == STATUS_OK)
        s = check_pages(r);
    if (s == STATUS_OK)
        s = read_rows(r, &end, each, context);
    if (!sqlite3_get_autocommit(r->db))
        sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL);
    if (s == REFUSED_RECORD_DAMAGED && r->still && record_file_log_len(r->path) >= 0)
        return REFUSED_RECORD_BUSY; /* a writer has come since: the file did not stand still */
    if (s != STATUS_OK)
        return s;
    if (end.seq < r->chain.seq || (r->mode != RECORD_READ && end.seq != r->chain.seq))
        return REFUSED_RECORD_DAMAGED;
    r->chain = end;
    return STATUS_OK;
}

enum status record_text(struct record *r, int64_t key, const struct digest *expected, char **out)
{
    static const uint8_t zeros[SALT_LEN];
    sqlite3_stmt *q = NULL;
    enum status s = prepare(r, "SELECT salt, text FROM personal WHERE key = ?", &q);
    if (s != STATUS_OK)
        return s;
    sqlite3_bind_int64(q, 1, key);
    int rc = sqlite3_step(q);
    s = rc == SQLITE_ROW ? STATUS_OK : rc == SQLITE_DONE ? REFUSED_RECORD_DAMAGED : failure(r, rc);
    const uint8_t *salt = s == STATUS_OK ? sqlite3_column_blob(q, 0) : NULL;
    char *copy = NULL;
    if (s == STATUS_OK && (salt == NULL || sqlite3_column_bytes(q, 0) != SALT_LEN)) {
        s = REFUSED_RECORD_DAMAGED;
    } else if (s == STATUS_OK && sqlite3_column_type(q, 1) == SQLITE_NULL) {
        s = memcmp(salt, zeros, SALT_LEN) == 0 ? STATUS_OK : REFUSED_RECORD_DAMAGED;
    } else if (s == STATUS_OK) {
        size_t len;
        struct digest found;
        const char *text = text_column(q, 1, &len);
        if (text != NULL)
            record_text_digest(salt, text, &found);
        if (text == NULL || !digest_equal(&found, expected))
            s = REFUSED_RECORD_DAMAGED;
        else if ((copy = strdup(text)) == NULL)
            s = FAILED_NO_MEMORY;
    }
    sqlite3_finalize(q);
    if (s == STATUS_OK)
        *out = copy;
    return s;
}

int64_t record_last_seq(const struct record *r)
{
    return r->chain.seq;
}
