#include "tests/unit/record_folder.h"

#include <grp.h>
#include <sys/wait.h>

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

int main(void)
{
    if (digest_start() != STATUS_OK)
        return 1;
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
        RECORD_TEST(a_text_comes_back_only_with_its_digest),
        RECORD_TEST(what_is_forgotten_is_in_no_byte_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
