#include "tests/unit/unit.h"

#include "core/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct draw_why why;

static struct draw draw_of(enum draw_method method, uint32_t pick, const char *names)
{
    struct draw d = {.method = method, .pick = pick};
    assert_int_equal(draw_add_lines(&d, names, strlen(names), &why), STATUS_OK);
    return d;
}

/* Names "1", "2", ... */
static struct draw numbered(enum draw_method method, uint32_t pick, int count)
{
    struct draw d = {.method = method, .pick = pick};
    for (int i = 1; i <= count; i++) {
        char name[16];
        int len = snprintf(name, sizeof name, "%d", i);
        assert_int_equal(draw_add(&d, name, (size_t)len, &why), STATUS_OK);
    }
    return d;
}

static void set_public(struct draw *d, const char *text)
{
    assert_int_equal(draw_set_public(d, text, strlen(text), &why), STATUS_OK);
}

static void seed_from_0_to_31(uint8_t seed[DRAW_SEED_LEN])
{
    for (uint8_t i = 0; i < DRAW_SEED_LEN; i++)
        seed[i] = i;
}

static struct draw drawn(void)
{
    uint8_t seed[DRAW_SEED_LEN];
    seed_from_0_to_31(seed);
    struct draw d = draw_of(DRAW_STRAW, 2, "Ann\nBob\nCy\nDee\n");
    set_public(&d, "42");
    draw_set_seed(&d, seed);
    assert_int_equal(draw_run(&d), STATUS_OK);
    return d;
}

static char *written(const struct draw *d, bool keep_seed)
{
    char *out = NULL;
    size_t len = 0;
    assert_int_equal(draw_write(d, keep_seed, &out, &len), STATUS_OK);
    assert_int_equal(strlen(out), len);
    return out;
}

/* ---- RFC 3797 ---- */

static void picks(const char *sources, int pool, const char *canonical, const uint32_t *expected,
                  uint32_t count)
{
    struct draw d = numbered(DRAW_RFC3797, count, pool);
    set_public(&d, sources);
    assert_string_equal(d.public_value, canonical);
    assert_int_equal(draw_check(&d, &why), STATUS_OK);
    assert_int_equal(draw_run(&d), STATUS_OK);
    assert_int_equal(d.picked_count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(d.picked[i], expected[i]);
    draw_release(&d);
}

/* RFC 3797 section 6: 10 of 25. */
static void the_example_of_rfc_3797_picks_whom_the_rfc_picks(void **state)
{
    (void)state;
    const uint32_t expected[] = {17, 7, 2, 16, 25, 23, 8, 24, 19, 13};
    picks("9319 / 2 5 12 8 10 / 9 18 26 34 41 45", 25, "9319./2.5.8.10.12./9.18.26.34.41.45./",
          expected, 10);
}

/* The committee of 2012, 12 of 134, as published by its chair; the lotteries' numbers come
 * unsorted. */
static void a_committee_that_was_really_drawn_is_drawn_again(void **state)
{
    (void)state;
    const uint32_t expected[] = {90, 25, 92, 126, 24, 31, 122, 96, 81, 132, 2, 41};
    picks("17,20,22,35,38,48,36/90193202/55598744/11,17,21,48,50,9,10", 134,
          "17.20.22.35.36.38.48./90193202./55598744./9.10.11.17.21.48.50./", expected, 12);
}

static void sources_are_kept_in_canonical_form(void **state)
{
    (void)state;
    const char *forms[][2] = {
        {"007 3", "3.7./"},       {" 5 / 4, 3 /", "5./3.4./"},
        {"3.7./", "3.7./"},       {"0", "0./"},
        {"7.3./2./", "3.7./2./"}, {"9223372036854775807", "9223372036854775807./"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct draw d = {.method = DRAW_RFC3797};
        set_public(&d, forms[i][0]);
        assert_string_equal(d.public_value, forms[i][1]);
        draw_release(&d);
    }
    /* 3.14 is no 3 and 14; what has no numbers is no source; 2^63 is too large; 500 times "1/" has
     * 1000 bytes and becomes 500 times "1./" */
    char long_one[1001];
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(long_one + i, "1/", 3);
    const char *bad[] = {"3.14",
                         "3.14 5",
                         "3./4",
                         "3. /",
                         "/",
                         "1//2",
                         "a",
                         "-1",
                         "1e3",
                         ",",
                         "9223372036854775808",
                         long_one};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct draw d = {.method = DRAW_RFC3797};
        assert_int_equal(draw_set_public(&d, bad[i], strlen(bad[i]), &why), REFUSED_BAD_VALUE);
        draw_release(&d);
    }
}

/* ---- our own ---- */

static uint64_t number_at(const struct digest *block, size_t i)
{
    uint64_t n = 0;
    for (size_t k = 0; k < 8; k++)
        n = n * 256 + block->bytes[8 * i + k];
    return n;
}

/* As the header says, with every byte written out. 2^64 mod 4 is 0 and 2^64 mod 3 is 1: only a 0
 * would be left out. */
static void a_draw_can_be_redone_from_what_the_header_says(void **state)
{
    (void)state;
    static const char terms[] = "\0\0\0\5straw"
                                "\0\0\0\2"
                                "\0\0\0\2"
                                "42"
                                "\0\0\0\4"
                                "\0\0\0\3Ann"
                                "\0\0\0\3Bob"
                                "\0\0\0\2Cy"
                                "\0\0\0\3Dee";
    uint8_t seed[DRAW_SEED_LEN];
    struct digest key, block;
    seed_from_0_to_31(seed);
    const struct digest_part parts[] = {
        {"humroom.draw/1", 15}, {seed, sizeof seed}, {terms, sizeof terms - 1}};
    digest_sha256(parts, 3, &key);
    const struct digest_part first[] = {{key.bytes, DIGEST_LEN}, {"\0\0\0\0\0\0\0\0", 8}};
    digest_sha256(first, 2, &block);
    assert_true(number_at(&block, 1) > 0);
    uint32_t a = (uint32_t)(number_at(&block, 0) % 4) + 1;
    uint32_t b = (uint32_t)(number_at(&block, 1) % 3) + 1;
    b += b >= a; /* those behind the first move up by one */
    struct draw d = drawn();
    assert_int_equal(d.picked[0], a);
    assert_int_equal(d.picked[1], b);
    draw_release(&d);
}

static void the_commitment_is_the_sha_256_of_the_seed(void **state)
{
    (void)state;
    struct digest expected;
    struct draw d = drawn();
    digest_sha256(&(struct digest_part){d.seed, DRAW_SEED_LEN}, 1, &expected);
    assert_true(digest_equal(&d.commitment, &expected));
    draw_release(&d);
}

/* Of 3 names each comes first 1000 times in 3000, with a standard deviation of sqrt(3000 * 1/3 *
 * 2/3) = 25.8: within 130, five of them. */
static void no_name_is_favoured(void **state)
{
    (void)state;
    int times[3] = {0};
    for (uint32_t i = 0; i < 3000; i++) {
        uint8_t seed[DRAW_SEED_LEN] = {(uint8_t)i, (uint8_t)(i >> 8)};
        struct draw d = numbered(DRAW_RANDOM, 1, 3);
        set_public(&d, "x");
        draw_set_seed(&d, seed);
        assert_int_equal(draw_run(&d), STATUS_OK);
        times[d.picked[0] - 1]++;
        draw_release(&d);
    }
    for (size_t i = 0; i < 3; i++)
        assert_in_range(times[i], 870, 1130);
}

/* 1000 numbers are 250 blocks; everybody comes once. */
static void a_whole_pool_is_put_in_order(void **state)
{
    (void)state;
    uint8_t seed[DRAW_SEED_LEN] = {1};
    bool there[1001] = {false};
    struct draw d = numbered(DRAW_RANDOM, 1000, 1000);
    set_public(&d, "x");
    draw_set_seed(&d, seed);
    assert_int_equal(draw_run(&d), STATUS_OK);
    for (size_t i = 0; i < 1000; i++) {
        assert_false(there[d.picked[i]]);
        there[d.picked[i]] = true;
    }
    draw_release(&d);
}

/* Each of them goes into the key: 20 public values on 1000 names cannot all pick the same one
 * (1000^-19). */
static void the_public_value_decides_too(void **state)
{
    (void)state;
    uint8_t seed[DRAW_SEED_LEN] = {1};
    bool differs = false;
    uint32_t first = 0;
    for (int i = 0; i < 20; i++) {
        char value[8];
        snprintf(value, sizeof value, "%d", i);
        struct draw d = numbered(DRAW_RANDOM, 1, 1000);
        set_public(&d, value);
        draw_set_seed(&d, seed);
        assert_int_equal(draw_run(&d), STATUS_OK);
        first = i == 0 ? d.picked[0] : first;
        differs = differs || d.picked[0] != first;
        draw_release(&d);
    }
    assert_true(differs);
}

/* ---- what is let in ---- */

static void refuses_pool(const char *lines, const char *sentence)
{
    struct draw d = {.method = DRAW_RANDOM};
    assert_int_equal(draw_add_lines(&d, lines, strlen(lines), &why), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, sentence);
    draw_release(&d);
}

static void a_pool_is_readable_names_each_there_once(void **state)
{
    (void)state;
    struct draw d = draw_of(DRAW_RANDOM, 1,
                            "\xef\xbb\xbf"
                            " Ann \r\n\r\n\tZo\xc3\xab\nBob");
    assert_int_equal(d.count, 3);
    assert_string_equal(d.pool[0], "Ann");
    assert_string_equal(d.pool[1], "Zo\xc3\xab");
    assert_string_equal(d.pool[2], "Bob");
    draw_release(&d);
    refuses_pool("Ann\nBob\nann\n", "name 3 of the pool is the same as name 1");
    refuses_pool("Ann\nB\x1b[2Job\n",
                 "name 2 of the pool holds control or direction-changing characters");
    refuses_pool("Ann\nB\xffob\n", "name 2 of the pool is not valid UTF-8");
    char long_name[203];
    snprintf(long_name, sizeof long_name, "%0201d", 0); /* 200 bytes are a name */
    refuses_pool(long_name, "name 1 of the pool is too long");
    d = numbered(DRAW_RANDOM, 1, 1000);
    assert_int_equal(draw_add(&d, "one more", 8, &why), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "the pool has more than 1000 names");
    draw_release(&d);
}

static void each_method_has_its_pool_and_picks(void **state)
{
    (void)state;
    const struct {
        enum draw_method method;
        int count;
        uint32_t pick;
        enum status expected;
    } cases[] = {{DRAW_COIN, 2, 1, STATUS_OK},           {DRAW_COIN, 3, 1, REFUSED_BAD_VALUE},
                 {DRAW_COIN, 2, 2, REFUSED_BAD_VALUE},   {DRAW_STRAW, 3, 2, STATUS_OK},
                 {DRAW_STRAW, 3, 3, REFUSED_BAD_VALUE},  {DRAW_RANDOM, 3, 3, STATUS_OK},
                 {DRAW_RANDOM, 3, 4, REFUSED_BAD_VALUE}, {DRAW_RANDOM, 3, 0, REFUSED_BAD_VALUE},
                 {DRAW_RANDOM, 1, 1, REFUSED_BAD_VALUE}, {DRAW_RFC3797, 3, 3, STATUS_OK},
                 {DRAW_RFC3797, 3, 4, REFUSED_BAD_VALUE}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct draw d = numbered(cases[i].method, cases[i].pick, cases[i].count);
        assert_int_equal(draw_check(&d, &why), cases[i].expected);
        draw_release(&d);
    }
}

/* ---- transcripts ---- */

static void a_transcript_is_canonical_and_verifies(void **state)
{
    (void)state;
    struct draw d = drawn();
    assert_int_equal(draw_set_source(&d, "the room", 8, &why), STATUS_OK);
    d.committed_first = true;
    char *text = written(&d, true);
    assert_memory_equal(text, "{\"commitment\":\"", 15); /* keys sorted, no blanks */
    assert_null(strchr(text, '\n'));
    struct draw again;
    assert_int_equal(draw_parse(text, strlen(text), &again, &why), STATUS_OK);
    assert_int_equal(draw_verify(&again, &why), STATUS_OK);
    assert_int_equal(draw_is_of(&again, &d, &why), STATUS_OK);
    assert_true(again.committed_first);
    char *same = written(&again, true);
    assert_string_equal(same, text);
    free(same);
    free(text);
    draw_release(&again);
    draw_release(&d);
}

static void what_is_announced_holds_no_seed(void **state)
{
    (void)state;
    uint8_t seed[DRAW_SEED_LEN];
    seed_from_0_to_31(seed);
    struct draw d = draw_of(DRAW_COIN, 1, "heads\ntails\n");
    draw_set_seed(&d, seed);
    char *text = written(&d, false);
    assert_null(strstr(text, "000102"));
    assert_null(strstr(text, "\"seed\""));
    struct draw announced;
    assert_int_equal(draw_parse(text, strlen(text), &announced, &why), STATUS_OK);
    assert_false(announced.has_seed);
    assert_int_equal(draw_verify(&announced, &why), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "nothing was drawn yet: this announces a draw");
    free(text);
    draw_release(&announced);
    draw_release(&d);
}

/* The transcript with one part of it exchanged. */
static enum status verdict(const char *from, const char *to)
{
    struct draw d = drawn();
    char *text = written(&d, true);
    char changed[2000];
    const char *at = strstr(text, from);
    assert_non_null(at);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    draw_release(&d);
    free(text);
    struct draw other = {.pick = 0};
    enum status s = draw_parse(changed, strlen(changed), &other, &why);
    if (s == STATUS_OK)
        s = draw_verify(&other, &why);
    draw_release(&other);
    return s;
}

static void whatever_is_changed_is_found(void **state)
{
    (void)state;
    struct draw d = drawn();
    char first[40];
    char other[40];
    const char *pool[] = {"Ann", "Bob", "Cy", "Dee"};
    uint32_t unpicked = 1;
    while (unpicked == d.picked[0] || unpicked == d.picked[1])
        unpicked++;
    snprintf(first, sizeof first, "\"name\":\"%s\",\"number\":%u", pool[d.picked[0] - 1],
             (unsigned)d.picked[0]);
    snprintf(other, sizeof other, "\"name\":\"%s\",\"number\":%u", pool[unpicked - 1],
             (unsigned)unpicked);
    draw_release(&d);
    assert_int_equal(verdict(first, other), REFUSED_BAD_VALUE);
    assert_non_null(strstr(why.text, "picked: entry 1 says number"));
    snprintf(other, sizeof other, "\"name\":\"Eve\",\"number\":1");
    assert_int_equal(verdict(first, other), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "picked: entry 1 has not the name of its number in the pool");
    assert_int_equal(verdict("\"seed\":\"00", "\"seed\":\"01"), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "the commitment is not the SHA-256 of the seed");
    assert_int_equal(verdict("\"number\":", "\"number\":9"), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "picked: entry 1 has no number of the pool");
    assert_int_equal(verdict("\"method\":\"straw\"", "\"method\":\"rfc3797\""), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "commitment: rfc3797 has none");
    assert_int_equal(verdict("\"pick\":2", "\"pick\":3"), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "picked: is no list of 3 entries");
    assert_int_equal(verdict("\"pool\":[\"Ann\"", "\"pool\":[\" Ann\""), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "pool: name 1 has blanks around it");
    assert_int_equal(verdict("\"pick\":2", "\"pick\":2,\"x\":1"), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "there are more keys than a draw has");
}

static void another_draw_than_the_announced_one_is_named(void **state)
{
    (void)state;
    struct draw d = drawn();
    struct draw other = draw_of(DRAW_STRAW, 2, "Ann\nBob\nDee\nCy\n");
    other.commitment = d.commitment;
    assert_int_equal(draw_is_of(&d, &other, &why), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "name 3 of the pool is not the one that was announced");
    draw_release(&other);
    other = draw_of(DRAW_STRAW, 2, "Ann\nBob\nCy\nDee\n");
    assert_int_equal(draw_is_of(&d, &other, &why), REFUSED_BAD_VALUE);
    assert_string_equal(why.text, "another commitment was announced");
    other.commitment = d.commitment;
    assert_int_equal(draw_is_of(&d, &other, &why), STATUS_OK);
    other.pick = 1;
    assert_int_equal(draw_is_of(&d, &other, &why), REFUSED_BAD_VALUE);
    draw_release(&other);
    draw_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_rfc_3797_picks_whom_the_rfc_picks),
        cmocka_unit_test(a_committee_that_was_really_drawn_is_drawn_again),
        cmocka_unit_test(sources_are_kept_in_canonical_form),
        cmocka_unit_test(a_draw_can_be_redone_from_what_the_header_says),
        cmocka_unit_test(the_commitment_is_the_sha_256_of_the_seed),
        cmocka_unit_test(no_name_is_favoured),
        cmocka_unit_test(a_whole_pool_is_put_in_order),
        cmocka_unit_test(the_public_value_decides_too),
        cmocka_unit_test(a_pool_is_readable_names_each_there_once),
        cmocka_unit_test(each_method_has_its_pool_and_picks),
        cmocka_unit_test(a_transcript_is_canonical_and_verifies),
        cmocka_unit_test(what_is_announced_holds_no_seed),
        cmocka_unit_test(whatever_is_changed_is_found),
        cmocka_unit_test(another_draw_than_the_announced_one_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
