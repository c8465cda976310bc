#include "tests/unit/unit.h"

#include "core/record.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

static int make_folder(void **state)
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

static size_t empty_folder(const struct folder *f, bool remove)
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

static int remove_folder(void **state)
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

static struct digest digest_of(const struct record_text *t)
{
    struct digest d;
    record_text_digest(t->salt, t->text, &d);
    return d;
}

static struct record *opened(const struct folder *f, enum record_mode mode)
{
    struct record *r = NULL;
    assert_int_equal(record_open(f->record, mode, &r), STATUS_OK);
    return r;
}

static void is_refused(const struct folder *f, enum record_mode mode, enum status expected)
{
    struct record *r = NULL;
    assert_string_equal(status_word(record_open(f->record, mode, &r)), status_word(expected));
    assert_null(r);
}

static struct record *with_three_events(const struct folder *f)
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

static enum status see(void *context, const struct record_event *e)
{
    struct seen *seen = context;
    const struct record_event *x = &three[seen->count < 3 ? seen->count : 0];
    if (e->seq != x->seq || e->time_us != x->time_us || strcmp(e->kind, x->kind) != 0 ||
        e->body_len != x->body_len || memcmp(e->body, x->body, x->body_len) != 0)
        seen->same = false;
    seen->count++;
    return STATUS_OK;
}

static void holds_three_events(struct record *r)
{
    struct seen seen = {.same = true};
    assert_int_equal(record_read(r, see, &seen), STATUS_OK);
    assert_int_equal(seen.count, 3);
    assert_true(seen.same);
    assert_int_equal(record_last_seq(r), 3);
}

static void sql(const struct folder *f, const char *text, bool works)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->record, &db), 0);
    int rc = sqlite3_exec(db, text, NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(rc == 0, works);
}

static void write_file(const struct folder *f, const void *bytes, size_t len)
{
    FILE *file = fopen(f->record, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static uint8_t *read_file(const struct folder *f, size_t *len)
{
    FILE *file = fopen(f->record, "rb");
    assert_non_null(file);
    uint8_t *bytes = malloc(1 << 20);
    assert_non_null(bytes);
    *len = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

/* Runs test() in a process of its own, as nobody where we are root (root may do anything); its exit
 * code. */
static int in_child(int (*test)(const struct folder *), const struct folder *f, bool as_nobody)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (as_nobody && geteuid() == 0 &&
            (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        _exit(test(f));
    }
    int end = 0;
    assert_int_equal(waitpid(child, &end, 0), child);
    assert_true(WIFEXITED(end));
    return WEXITSTATUS(end);
}

static int try_write(const struct folder *f)
{
    struct record *r = NULL;
    enum status s = record_open(f->record, RECORD_WRITE, &r);
    record_close(r);
    return (int)s;
}

static int try_read(const struct folder *f)
{
    struct record *r = NULL;
    struct seen seen = {.same = true};
    enum status s = record_open(f->record, RECORD_READ, &r);
    if (s == STATUS_OK)
        s = record_read(r, see, &seen);
    record_close(r);
    return s == STATUS_OK && (seen.count != 3 || !seen.same) ? 98 : (int)s;
}

static void what_was_appended_is_read_again(void **state)
{
    struct record *r = with_three_events(*state);
    holds_three_events(r);
    record_close(r);
    r = opened(*state, RECORD_WRITE);
    holds_three_events(r);
    record_close(r);
    r = opened(*state, RECORD_READ);
    holds_three_events(r);
    record_close(r);
}

/* The hash of the third event as computed apart (see record_chain_test.c), and the identity that
 * the format names. */
static void the_file_holds_the_bytes_that_the_format_names(void **state)
{
    record_close(with_three_events(*state));
    sql(*state,
        "CREATE TEMP TABLE t(x CHECK(x)); INSERT INTO t SELECT "
        "hash = x'e84d95ccefc86ff00525b67eb4173df0efedd3a89ac72754b6e2bc765e4e31ae' AND body = "
        "'{}' "
        "FROM event WHERE seq = 3; INSERT INTO t SELECT application_id = 1752003181 FROM "
        "pragma_application_id; INSERT INTO t SELECT user_version = 1 FROM pragma_user_version;"
        "INSERT INTO t SELECT journal_mode = 'wal' FROM pragma_journal_mode",
        true);
}

static void a_clean_end_leaves_one_file(void **state)
{
    record_close(with_three_events(*state));
    assert_int_equal(empty_folder(*state, false), 1);
    record_close(opened(*state, RECORD_READ));
    assert_int_equal(empty_folder(*state, false), 1);
}

static void the_record_is_the_owners_alone(void **state)
{
    const struct folder *f = *state;
    record_close(with_three_events(f));
    struct stat st;
    assert_int_equal(stat(f->record, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void create_does_not_touch_a_file_that_is_there(void **state)
{
    record_close(with_three_events(*state));
    is_refused(*state, RECORD_CREATE, REFUSED_ALREADY);
    struct record *r = opened(*state, RECORD_READ);
    holds_three_events(r);
    record_close(r);
}

/* What a start leaves that was cut off before its first transaction. */
static void create_fills_an_empty_file(void **state)
{
    write_file(*state, "", 0);
    is_refused(*state, RECORD_WRITE, REFUSED_RECORD_NOT_OURS);
    is_refused(*state, RECORD_READ, REFUSED_RECORD_NOT_OURS);
    record_close(with_three_events(*state));
}

static void what_is_not_there_is_said_so(void **state)
{
    struct folder *f = *state;
    is_refused(f, RECORD_WRITE, REFUSED_NO_FILE);
    is_refused(f, RECORD_READ, REFUSED_NO_FILE);
    assert_int_equal(empty_folder(f, false), 0);
    struct folder nowhere = *f;
    snprintf(nowhere.record, sizeof nowhere.record, "%s/none/a.humroom", f->path);
    is_refused(&nowhere, RECORD_CREATE, REFUSED_NO_FILE);
}

static void other_files_are_not_ours_and_stay_as_they_are(void **state)
{
    struct folder *f = *state;
    const char *text =
        "Dear chair,\nthis is a letter that is longer than a hundred bytes, which is the length of "
        "the head of a file of SQLite, and it is no record at all.\n";
    write_file(f, text, strlen(text));
    is_refused(f, RECORD_WRITE, REFUSED_RECORD_NOT_OURS);
    is_refused(f, RECORD_READ, REFUSED_RECORD_NOT_OURS);
    size_t len;
    uint8_t *bytes = read_file(f, &len);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(bytes, text, len);
    free(bytes);
    unlink(f->record);
    sql(f, "CREATE TABLE event(seq)", true);
    bytes = read_file(f, &len);
    is_refused(f, RECORD_WRITE, REFUSED_RECORD_NOT_OURS);
    is_refused(f, RECORD_READ, REFUSED_RECORD_NOT_OURS);
    size_t len_after;
    uint8_t *after = read_file(f, &len_after);
    assert_int_equal(len, len_after);
    assert_memory_equal(bytes, after, len);
    free(bytes);
    free(after);
    struct folder itself = *f;
    snprintf(itself.record, sizeof itself.record, "%s", f->path);
    is_refused(&itself, RECORD_WRITE, REFUSED_RECORD_NOT_OURS);
    is_refused(&itself, RECORD_READ, REFUSED_RECORD_NOT_OURS);
    is_refused(&itself, RECORD_CREATE, REFUSED_ALREADY);
}

static void a_newer_record_is_refused(void **state)
{
    record_close(with_three_events(*state));
    sql(*state, "PRAGMA user_version = 2", true);
    is_refused(*state, RECORD_WRITE, REFUSED_RECORD_NEWER);
    is_refused(*state, RECORD_READ, REFUSED_RECORD_NEWER);
}

static void a_second_writer_is_told_and_a_reader_is_not_disturbed(void **state)
{
    struct record *r = with_three_events(*state);
    assert_int_equal(in_child(try_write, *state, false), REFUSED_RECORD_BUSY);
    assert_int_equal(in_child(try_read, *state, false), STATUS_OK);
    struct record *reader = opened(*state, RECORD_READ); /* in the writer's own process too */
    holds_three_events(reader);
    record_close(reader);
    assert_int_equal(in_child(try_write, *state, false), REFUSED_RECORD_BUSY);
    record_close(r);
    assert_int_equal(in_child(try_write, *state, false), STATUS_OK);
}

static void a_reader_sees_what_is_appended_while_it_reads(void **state)
{
    struct record *r = opened(*state, RECORD_CREATE);
    struct record *reader = opened(*state, RECORD_READ);
    assert_int_equal(record_last_seq(reader), 0);
    const struct record_batch batch = {three, 3, NULL, 0};
    assert_int_equal(record_append(r, &batch), STATUS_OK);
    holds_three_events(reader);
    record_close(r);
    holds_three_events(reader);
    record_close(reader);
}

static void a_record_on_a_shelf_that_may_not_be_written_can_be_read(void **state)
{
    const struct folder *f = *state;
    record_close(with_three_events(f));
    chmod(f->record, 0444);
    chmod(f->path, 0555);
    assert_int_equal(in_child(try_read, f, true), STATUS_OK);
    assert_int_equal(in_child(try_write, f, true), REFUSED_NO_PERMISSION);
    chmod(f->record, 0000);
    assert_int_equal(in_child(try_read, f, true), REFUSED_NO_PERMISSION);
    chmod(f->path, 0000);
    assert_int_equal(in_child(try_read, f, true), REFUSED_NO_PERMISSION);
}

static void a_batch_out_of_order_leaves_nothing(void **state)
{
    struct record *r = with_three_events(*state);
    const struct record_text text = {3, {0}, "x"};
    const struct record_event wrong[][2] = {
        {{4, 1700000003500000, "k/1", "{}", 2}, {6, 1700000003500000, "k/1", "{}", 2}},
        {{4, 1700000003500000, "k/1", "{}", 2}, {5, 1700000003499999, "k/1", "{}", 2}},
        {{3, 1700000003500000, "k/1", "{}", 2}, {4, 1700000003500000, "k/1", "{}", 2}},
    };
    for (size_t i = 0; i < 3; i++) {
        const struct record_batch batch = {wrong[i], 2, &text, 1};
        assert_int_equal(record_append(r, &batch), REFUSED_BAD_VALUE);
        holds_three_events(r);
    }
    const struct record_event next = {4, 1700000003500000, "k/1", "{}", 2};
    const struct record_batch taken = {&next, 1, two, 1}; /* key 1 is there already */
    assert_int_equal(record_append(r, &taken), REFUSED_BAD_VALUE);
    holds_three_events(r);
    const struct record_batch good = {&next, 1, &text, 1};
    assert_int_equal(record_append(r, &good), STATUS_OK);
    assert_int_equal(record_last_seq(r), 4);
    record_close(r);
}

static enum status stop_at_two(void *context, const struct record_event *e)
{
    *(int *)context += 1;
    return e->seq == 2 ? REFUSED_ENDED : STATUS_OK;
}

static void reading_stops_at_the_first_that_is_refused(void **state)
{
    struct record *r = with_three_events(*state);
    int calls = 0;
    assert_int_equal(record_read(r, stop_at_two, &calls), REFUSED_ENDED);
    assert_int_equal(calls, 2);
    holds_three_events(r);
    record_close(r);
}

static void nobody_changes_or_deletes_an_event(void **state)
{
    record_close(with_three_events(*state));
    sql(*state, "UPDATE event SET body = '[]' WHERE seq = 3", false);
    sql(*state, "DELETE FROM event WHERE seq = 3", false);
    sql(*state, "DELETE FROM event", false);
    sql(*state,
        "INSERT OR REPLACE INTO event SELECT seq, time_us, kind, '[]', hash FROM event WHERE seq = "
        "3",
        false);
    sql(*state, "INSERT INTO event SELECT 5, time_us, kind, body, hash FROM event WHERE seq = 3",
        false);
    struct record *r = opened(*state, RECORD_READ);
    holds_three_events(r);
    record_close(r);
}

static void a_changed_event_is_found_though_the_triggers_are_back(void **state)
{
    static const char *const changes[] = {
        "UPDATE event SET body = '[]' WHERE seq = 3",
        "UPDATE event SET kind = 'answer-given/2' WHERE seq = 3",
        "UPDATE event SET time_us = time_us + 1 WHERE seq = 3",
        "UPDATE event SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE event SET seq = 4 WHERE seq = 3",
        "DELETE FROM event WHERE seq = 1",
        "DELETE FROM event WHERE seq = 2",
        "INSERT INTO event SELECT 4, time_us, kind, body, hash FROM event WHERE seq = 3",
        "UPDATE event SET body = body || char(0) WHERE seq = 3",
    };
    struct folder *f = *state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        record_close(with_three_events(f));
        char script[1200];
        snprintf(
            script, sizeof script,
            "DROP TRIGGER event_not_changed; DROP TRIGGER event_not_deleted; %s;"
            "CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, "
            "'events are never changed'); END; CREATE TRIGGER event_not_deleted BEFORE DELETE ON "
            "event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;",
            changes[i]);
        sql(f, script, true);
        struct record *r = opened(f, RECORD_READ);
        struct seen seen = {0};
        assert_int_equal(record_read(r, see, &seen), REFUSED_RECORD_DAMAGED);
        record_close(r);
        empty_folder(f, true);
    }
}

static void a_record_with_other_tables_is_damaged(void **state)
{
    record_close(with_three_events(*state));
    sql(*state, "DROP TRIGGER event_not_changed", true);
    is_refused(*state, RECORD_WRITE, REFUSED_RECORD_DAMAGED);
    is_refused(*state, RECORD_READ, REFUSED_RECORD_DAMAGED);
    empty_folder(*state, true);
    record_close(with_three_events(*state));
    sql(*state, "CREATE VIEW v AS SELECT 1", true);
    is_refused(*state, RECORD_READ, REFUSED_RECORD_DAMAGED);
}

static void a_text_comes_back_only_with_its_digest(void **state)
{
    struct record *r = with_three_events(*state);
    struct digest d = digest_of(&two[0]);
    char *text = NULL;
    assert_int_equal(record_text(r, 1, &d, &text), STATUS_OK);
    assert_string_equal(text, two[0].text);
    free(text);
    text = NULL;
    assert_int_equal(record_text(r, 3, &d, &text), REFUSED_RECORD_DAMAGED);
    d.bytes[31] ^= 1;
    assert_int_equal(record_text(r, 1, &d, &text), REFUSED_RECORD_DAMAGED);
    assert_null(text);
    record_close(r);
}

static bool file_holds(const struct folder *f, const char *text)
{
    size_t len;
    uint8_t *bytes = read_file(f, &len);
    bool found = memmem(bytes, len, text, strlen(text)) != NULL;
    free(bytes);
    return found;
}

static void what_is_forgotten_is_in_no_byte_of_the_file(void **state)
{
    const struct folder *f = *state;
    record_close(with_three_events(f));
    assert_true(file_holds(f, "unmistakable"));
    struct record *r = opened(f, RECORD_WRITE);
    assert_int_equal(record_forget(r, 9), REFUSED_BAD_VALUE);
    assert_int_equal(record_forget(r, 1), STATUS_OK);
    struct digest d = digest_of(&two[0]);
    char *text = (char *)1;
    assert_int_equal(record_text(r, 1, &d, &text), STATUS_OK);
    assert_null(text);
    holds_three_events(r);
    assert_false(file_holds(f, "unmistakable")); /* while it is still open, too */
    record_close(r);
    assert_false(file_holds(f, "unmistakable"));
    assert_false(file_holds(f, (const char[]){1, 2, 3, 0}));
}

/* A copy, one bit of one byte turned at a time: refused, or exactly what was written (not every
 * byte of a page is in use). 17 is a bit here and another there; every byte has its turn. */
static void any_turned_bit_is_refused_or_changes_nothing(void **state)
{
    const struct folder *f = *state;
    record_close(with_three_events(f));
    size_t len;
    uint8_t *bytes = read_file(f, &len);
    int fd = open(f->record, O_WRONLY | O_CLOEXEC);
    struct digest d = digest_of(&two[0]);
    size_t refused = 0;
    for (size_t i = 0; i < len; i++) {
        uint8_t turned = bytes[i] ^ (uint8_t)(1u << i * 17 % 8);
        assert_int_equal(pwrite(fd, &turned, 1, (off_t)i), 1);
        struct record *r = NULL;
        struct seen seen = {.same = true};
        char *text = NULL;
        enum status s = record_open(f->record, RECORD_READ, &r);
        if (s == STATUS_OK)
            s = record_read(r, see, &seen);
        if (s == STATUS_OK)
            s = record_text(r, 1, &d, &text);
        record_close(r);
        if (s == STATUS_OK &&
            (seen.count != 3 || !seen.same || text == NULL || strcmp(text, two[0].text) != 0))
            fail_msg("byte %zu: other content, and nobody was told", i);
        refused += s != STATUS_OK;
        free(text);
        assert_int_equal(pwrite(fd, &bytes[i], 1, (off_t)i), 1);
    }
    close(fd);
    free(bytes);
    assert_true(
        refused >
        300); /* three rows of 32 hash bytes, kinds, bodies, and the schema's text at least */
}

static enum status open_and_read(const struct folder *f, enum record_mode mode)
{
    struct record *r = NULL;
    struct seen seen = {0};
    enum status s = record_open(f->record, mode, &r);
    if (s == STATUS_OK)
        s = record_read(r, see, &seen);
    record_close(r);
    return s;
}

static void a_record_cut_short_is_refused(void **state)
{
    const struct folder *f = *state;
    record_close(with_three_events(f));
    size_t len;
    uint8_t *bytes = read_file(f, &len);
    for (size_t cut = 128; cut < len; cut += 512) {
        write_file(f, bytes, cut);
        assert_int_equal(open_and_read(f, RECORD_READ), REFUSED_RECORD_DAMAGED);
        assert_int_equal(open_and_read(f, RECORD_WRITE), REFUSED_RECORD_DAMAGED);
    }
    free(bytes);
}

int main(void)
{
    if (digest_start() != STATUS_OK)
        return 1;
#define RECORD_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        RECORD_TEST(what_was_appended_is_read_again),
        RECORD_TEST(the_file_holds_the_bytes_that_the_format_names),
        RECORD_TEST(a_clean_end_leaves_one_file),
        RECORD_TEST(the_record_is_the_owners_alone),
        RECORD_TEST(create_does_not_touch_a_file_that_is_there),
        RECORD_TEST(create_fills_an_empty_file),
        RECORD_TEST(what_is_not_there_is_said_so),
        RECORD_TEST(other_files_are_not_ours_and_stay_as_they_are),
        RECORD_TEST(a_newer_record_is_refused),
        RECORD_TEST(a_second_writer_is_told_and_a_reader_is_not_disturbed),
        RECORD_TEST(a_reader_sees_what_is_appended_while_it_reads),
        RECORD_TEST(a_record_on_a_shelf_that_may_not_be_written_can_be_read),
        RECORD_TEST(a_batch_out_of_order_leaves_nothing),
        RECORD_TEST(reading_stops_at_the_first_that_is_refused),
        RECORD_TEST(nobody_changes_or_deletes_an_event),
        RECORD_TEST(a_changed_event_is_found_though_the_triggers_are_back),
        RECORD_TEST(a_record_with_other_tables_is_damaged),
        RECORD_TEST(a_text_comes_back_only_with_its_digest),
        RECORD_TEST(what_is_forgotten_is_in_no_byte_of_the_file),
        RECORD_TEST(any_turned_bit_is_refused_or_changes_nothing),
        RECORD_TEST(a_record_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
