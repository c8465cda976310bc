/* A record of three events in a folder of its own, for tests; and somebody else's hand in its file.
 */
#ifndef HUMROOM_TESTS_RECORD_FOLDER_H
#define HUMROOM_TESTS_RECORD_FOLDER_H

#include "tests/unit/unit.h"

#include "core/record.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Somebody else's hand in the file. Declared here, so that SQLite's header stays behind its one
 * door. */
typedef struct sqlite3 sqlite3;
int sqlite3_open(const char *path, sqlite3 **out);
int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                 void *context, char **error);
int sqlite3_close(sqlite3 *db);

struct folder {
    char path[64];
    char record[96];
};

static inline int make_folder(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    assert_non_null(f);
    snprintf(f->path, sizeof f->path, "/tmp/humroom-record.XXXXXX");
    assert_non_null(mkdtemp(f->path));
    snprintf(f->record, sizeof f->record, "%s/a %%41?b#.humroom",
             f->path); /* a name that a URI would cut */
    *state = f;
    return 0;
}

static inline size_t empty_folder(const struct folder *f, bool remove)
{
    size_t count = 0;
    DIR *dir = opendir(f->path);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        count++;
        if (remove)
            unlinkat(dirfd(dir), e->d_name, 0);
    }
    closedir(dir);
    return count;
}

static inline int remove_folder(void **state)
{
    struct folder *f = *state;
    chmod(f->path, 0700);
    empty_folder(f, true);
    rmdir(f->path);
    free(f);
    return 0;
}

static const struct record_event three[] = {
    {1, 1700000000000000, "meeting-opened/1", "{\"title\":\"Humming caf\xc3\xa9\"}", 25},
    {2, 1700000000000000, "question-asked/1", "{\"options\":[\"for\",\"against\"],\"text\":\"?\"}",
     40},
    {3, 1700000003500000, "answer-given/1", "{}", 2},
};
static const struct record_text two[] = {
    {1, {1, 2, 3}, "Zo\xc3\xab of the unmistakable name"},
    {2, {4, 5, 6}, NULL},
};

static inline struct digest digest_of(const struct record_text *t)
{
    struct digest d;
    record_text_digest(t->salt, t->text, &d);
    return d;
}

static inline struct record *opened(const struct folder *f, enum record_mode mode)
{
    struct record *r = NULL;
    assert_int_equal(record_open(f->record, mode, &r), STATUS_OK);
    return r;
}

static inline void is_refused(const struct folder *f, enum record_mode mode, enum status expected)
{
    struct record *r = NULL;
    assert_string_equal(status_word(record_open(f->record, mode, &r)), status_word(expected));
    assert_null(r);
}

static inline struct record *with_three_events(const struct folder *f)
{
    struct record *r = opened(f, RECORD_CREATE);
    const struct record_batch batch = {three, 3, two, 2};
    assert_int_equal(record_append(r, &batch), STATUS_OK);
    return r;
}

struct seen {
    size_t count;
    bool same; /* as three[] */
};

static inline enum status see(void *context, const struct record_event *e)
{
    struct seen *seen = context;
    const struct record_event *x = &three[seen->count < 3 ? seen->count : 0];
    if (e->seq != x->seq || e->time_us != x->time_us || strcmp(e->kind, x->kind) != 0 ||
        e->body_len != x->body_len || memcmp(e->body, x->body, x->body_len) != 0)
        seen->same = false;
    seen->count++;
    return STATUS_OK;
}

static inline void holds_three_events(struct record *r)
{
    struct seen seen = {.same = true};
    assert_int_equal(record_read(r, see, &seen), STATUS_OK);
    assert_int_equal(seen.count, 3);
    assert_true(seen.same);
    assert_int_equal(record_last_seq(r), 3);
}

static inline void sql(const struct folder *f, const char *text, bool works)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->record, &db), 0);
    int rc = sqlite3_exec(db, text, NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(rc == 0, works);
}

static inline void write_file(const struct folder *f, const void *bytes, size_t len)
{
    FILE *file = fopen(f->record, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline uint8_t *read_file(const struct folder *f, size_t *len)
{
    FILE *file = fopen(f->record, "rb");
    assert_non_null(file);
    uint8_t *bytes = malloc(1 << 20);
    assert_non_null(bytes);
    *len = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

#define RECORD_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

#endif
