#include "tests/unit/unit.h"

#include "net/keys.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* SHA-256("abc"), FIPS 180-2, B.1 */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

struct place {
    char folder[64];
    char path[96];
    struct keys *keys;
    struct keys_file *file;
};

static int make_place(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    snprintf(p->folder, sizeof p->folder, "/tmp/humroom-keys.XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/a.humroom.keys", p->folder);
    *state = p;
    return 0;
}

static void close_keys(struct place *p)
{
    keys_free(p->keys);
    keys_file_close(p->file);
    p->keys = NULL;
    p->file = NULL;
}

static int remove_place(void **state)
{
    struct place *p = *state;
    close_keys(p);
    unlink(p->path);
    rmdir(p->folder);
    free(p);
    return 0;
}

static void open_keys(struct place *p, bool anew)
{
    close_keys(p);
    assert_int_equal(keys_open(p->path, anew, &p->keys, &p->file), STATUS_OK);
}

static void append(struct place *p, struct keys_line line)
{
    assert_int_equal(keys_file_append(p->file, &line, 1), STATUS_OK);
    assert_int_equal(keys_add(p->keys, &line), STATUS_OK);
}

static void file_is(const struct place *p, const char *expected)
{
    char text[1000] = "";
    FILE *f = fopen(p->path, "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    assert_string_equal(text, expected);
}

static void write_file(const struct place *p, const char *text)
{
    FILE *f = fopen(p->path, "wb");
    assert_non_null(f);
    assert_int_equal(fputs(text, f) >= 0, 1);
    assert_int_equal(fclose(f), 0);
}

static void the_file_beside_the_record_is_named_after_it(void **state)
{
    (void)state;
    char *path = keys_path("/x/monday.humroom");
    assert_string_equal(path, "/x/monday.humroom.keys");
    free(path);
}

static void the_file_holds_hashes_and_the_codes_of_the_wall(void **state)
{
    struct place *p = *state;
    open_keys(p, true);
    append(p, keys_line_secret(KEYS_CHAIR, 0, "abc"));
    append(p, keys_line_code(KEYS_SCREEN_CODE, "Q9TX4D"));
    append(p, keys_line_secret(KEYS_LINK, 17, "abc"));
    file_is(p, "humroom.keys/1\nchair " ABC "\nscreen-code Q9TX4D\nlink 17 " ABC "\n");
    struct stat st;
    assert_int_equal(stat(p->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void links_survive_a_restart(void **state)
{
    struct place *p = *state;
    open_keys(p, true);
    assert_false(keys_has(p->keys, KEYS_CHAIR));
    append(p, keys_line_secret(KEYS_CHAIR, 0, "chair's"));
    append(p, keys_line_secret(KEYS_SCRIBE, 0, "scribe's"));
    append(p, keys_line_code(KEYS_PARTICIPANT_CODE, "K7WM3P"));
    append(p, keys_line_secret(KEYS_LINK, 1, "one's"));
    append(p, keys_line_secret(KEYS_LINK, 2, "two's"));
    open_keys(p, false);
    assert_true(keys_has(p->keys, KEYS_CHAIR));
    assert_true(keys_check(p->keys, KEYS_CHAIR, "chair's"));
    assert_false(keys_check(p->keys, KEYS_CHAIR, "scribe's"));
    assert_false(keys_check(p->keys, KEYS_CHAIR, "CHAIR'S"));
    assert_false(keys_check(p->keys, KEYS_CHAIR, ""));
    assert_true(keys_check(p->keys, KEYS_SCRIBE, "scribe's"));
    assert_true(keys_check(p->keys, KEYS_PARTICIPANT_CODE, "k7wm3P"));
    assert_false(keys_check(p->keys, KEYS_PARTICIPANT_CODE, "K7WM3PX"));
    assert_false(
        keys_check(p->keys, KEYS_PARTICIPANT_CODE, "K7WM3PK7WM3PK7WM3PK7WM3PK7WM3PK7WM3P"));
    assert_string_equal(keys_code(p->keys, KEYS_PARTICIPANT_CODE), "K7WM3P");
    assert_null(keys_code(p->keys, KEYS_CHAIR));
    assert_int_equal(keys_link_of(p->keys, "one's"), 1);
    assert_int_equal(keys_link_of(p->keys, "two's"), 2);
    assert_int_equal(keys_link_of(p->keys, "chair's"), 0);
}

static void what_was_never_set_lets_nobody_in(void **state)
{
    struct place *p = *state;
    open_keys(p, true);
    assert_false(keys_check(p->keys, KEYS_CHAIR, ""));
    assert_false(keys_check(p->keys, KEYS_SCREEN_CODE, ""));
    assert_null(keys_code(p->keys, KEYS_SCREEN_CODE));
    assert_int_equal(keys_link_of(p->keys, ""), 0);
}

static void a_renewed_link_takes_the_place_of_the_old_one(void **state)
{
    struct place *p = *state;
    open_keys(p, true);
    append(p, keys_line_secret(KEYS_CHAIR, 0, "old"));
    append(p, keys_line_secret(KEYS_CHAIR, 0, "new"));
    append(p, keys_line_secret(KEYS_LINK, 5, "x"));
    append(p, keys_line_secret(KEYS_LINK, 5, "y"));
    append(p, keys_line_secret(KEYS_LINK, 6, "y"));
    for (int restarted = 0; restarted < 2; restarted++) {
        assert_true(keys_check(p->keys, KEYS_CHAIR, "new"));
        assert_false(keys_check(p->keys, KEYS_CHAIR, "old"));
        assert_int_equal(keys_link_of(p->keys, "x"), 0);
        assert_int_equal(keys_link_of(p->keys, "y"), 6);
        open_keys(p, false);
    }
}

static void ten_thousand_links_are_found(void **state)
{
    struct place *p = *state;
    open_keys(p, true);
    char secret[32];
    for (uint32_t n = 10000; n > 0; n--) {
        snprintf(secret, sizeof secret, "secret %u", n);
        struct keys_line line = keys_line_secret(KEYS_LINK, n, secret);
        assert_int_equal(keys_add(p->keys, &line), STATUS_OK);
    }
    for (uint32_t n = 1; n <= 10000; n++) {
        snprintf(secret, sizeof secret, "secret %u", n);
        assert_int_equal(keys_link_of(p->keys, secret), n);
    }
    assert_int_equal(keys_link_of(p->keys, "secret 10001"), 0);
}

static void a_torn_line_is_ignored_and_cut_off_by_the_next(void **state)
{
    struct place *p = *state;
    write_file(p, "humroom.keys/1\nchair " ABC "\nscribe ba7816bf");
    open_keys(p, false);
    assert_true(keys_check(p->keys, KEYS_CHAIR, "abc"));
    assert_false(keys_has(p->keys, KEYS_SCRIBE));
    append(p, keys_line_code(KEYS_SCREEN_CODE, "A"));
    file_is(p, "humroom.keys/1\nchair " ABC "\nscreen-code A\n");
    write_file(p, "humroom.k");
    open_keys(p, false);
    append(p, keys_line_code(KEYS_SCREEN_CODE, "B"));
    file_is(p, "humroom.keys/1\nscreen-code B\n");
}

static void keys_of_another_record_are_replaced_for_a_new_one(void **state)
{
    struct place *p = *state;
    write_file(p, "humroom.keys/1\nchair " ABC "\n");
    open_keys(p, true);
    assert_false(keys_has(p->keys, KEYS_CHAIR));
    append(p, keys_line_code(KEYS_SCREEN_CODE, "A"));
    file_is(p, "humroom.keys/1\nscreen-code A\n");
}

static void opens_as(struct place *p, const char *text, enum status expected)
{
    struct keys *k = NULL;
    struct keys_file *f = NULL;
    write_file(p, text);
    assert_string_equal(status_word(keys_open(p->path, false, &k, &f)), status_word(expected));
    assert_null(k);
    assert_null(f);
    file_is(p, text);
}

static void a_file_that_is_not_ours_is_refused_and_stays(void **state)
{
    struct place *p = *state;
    opens_as(p, "Dear chair,\n", REFUSED_RECORD_NOT_OURS);
    opens_as(p, "humroom.keys/2\n", REFUSED_RECORD_NEWER);
    static const char *const wrong[] = {
        "",
        "chair",
        "chair ",
        "chair " ABC "a",
        "chair  " ABC,
        "Chair " ABC,
        "link " ABC,
        "link 0 " ABC,
        "link 017 " ABC,
        "link 1048577 " ABC,
        "link -1 " ABC,
        "link 1 ",
        "link 1  " ABC,
        "link 99999999999999999999 " ABC,
        "screen-code a",
        "screen-code ",
        "screen-code A B",
        "screen-code ABCDEFGHIJKLMNOPQRSTUVWXYZ012345",
        "nonsense 1",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[300];
        snprintf(text, sizeof text, "humroom.keys/1\n%s\nscreen-code A\n", wrong[i]);
        opens_as(p, text, REFUSED_RECORD_DAMAGED);
    }
}

static int append_beyond_the_limit(struct place *p)
{
    signal(SIGXFSZ, SIG_IGN);
    struct stat st;
    if (stat(p->path, &st) != 0)
        return 1;
    struct rlimit limit = {.rlim_cur = (rlim_t)st.st_size + 100, .rlim_max = RLIM_INFINITY};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 2;
    struct keys_line two[] = {keys_line_secret(KEYS_LINK, 1, "a"),
                              keys_line_secret(KEYS_LINK, 2, "b")};
    if (keys_file_append(p->file, two, 2) !=
        FAILED_DISK_FULL) /* 72 bytes a line: the second is torn */
        return 3;
    struct stat after;
    if (stat(p->path, &after) != 0 || after.st_size != st.st_size)
        return 4;
    limit.rlim_cur = RLIM_INFINITY;
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 5;
    return keys_file_append(p->file, two + 1, 1) == STATUS_OK ? 0 : 6;
}

static void a_full_disk_takes_all_lines_or_none(void **state)
{
    struct place *p = *state;
    open_keys(p, true);
    append(p, keys_line_secret(KEYS_CHAIR, 0, "abc"));
    pid_t child = fork();
    if (child == 0)
        _exit(append_beyond_the_limit(p));
    int end = 0;
    assert_int_equal(waitpid(child, &end, 0), child);
    assert_true(WIFEXITED(end));
    assert_int_equal(WEXITSTATUS(end), 0);
    open_keys(p, false);
    assert_int_equal(keys_link_of(p->keys, "a"), 0);
    assert_int_equal(keys_link_of(p->keys, "b"), 2);
}

int main(void)
{
    if (digest_start() != STATUS_OK)
        return 1;
#define KEYS_TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_beside_the_record_is_named_after_it),
        KEYS_TEST(the_file_holds_hashes_and_the_codes_of_the_wall),
        KEYS_TEST(links_survive_a_restart),
        KEYS_TEST(what_was_never_set_lets_nobody_in),
        KEYS_TEST(a_renewed_link_takes_the_place_of_the_old_one),
        KEYS_TEST(ten_thousand_links_are_found),
        KEYS_TEST(a_torn_line_is_ignored_and_cut_off_by_the_next),
        KEYS_TEST(keys_of_another_record_are_replaced_for_a_new_one),
        KEYS_TEST(a_file_that_is_not_ours_is_refused_and_stays),
        KEYS_TEST(a_full_disk_takes_all_lines_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
