#include "tests/unit/record_folder.h"

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
    const struct CMUnitTest tests[] = {
        RECORD_TEST(nobody_changes_or_deletes_an_event),
        RECORD_TEST(a_changed_event_is_found_though_the_triggers_are_back),
        RECORD_TEST(a_record_with_other_tables_is_damaged),
        RECORD_TEST(any_turned_bit_is_refused_or_changes_nothing),
        RECORD_TEST(a_record_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
