#include "tests/unit/unit.h"

#include "core/record_chain.h"

#include <string.h>

/* The hashes were computed apart from this program, by
 *     import hashlib, struct
 *     h = bytes(32)
 *     for seq, time_us, kind, body in events:
 *         h = hashlib.sha256(h + struct.pack(">QQ", seq, time_us) + kind + b"\0" + body).digest()
 */
static const struct {
    struct record_event event;
    const char *hash;
} golden[] = {
    {{1, 1700000000000000, "meeting-opened/1", "{\"title\":\"Humming caf\xc3\xa9\"}", 25},
     "0ff939f8934a152c7e54f5a692b9ef6cf6300e93e74621ad35c675196da065d8"},
    {{2, 1700000000000000, "question-asked/1", "{\"options\":[\"for\",\"against\"],\"text\":\"?\"}",
      40},
     "8fefb15a54891e88bb1165b87177783bb3041af1928f86b29e73a1220303b620"},
    {{3, 1700000003500000, "answer-given/1", "{}", 2},
     "e84d95ccefc86ff00525b67eb4173df0efedd3a89ac72754b6e2bc765e4e31ae"},
};

static void the_chain_has_the_hashes_that_were_computed_apart(void **state)
{
    (void)state;
    struct chain c = {0};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(golden[i].event.body_len, strlen(golden[i].event.body));
        assert_true(chain_may_follow(&c, &golden[i].event));
        chain_extend(&c, &golden[i].event);
        char hex[DIGEST_HEX_LEN + 1];
        digest_hex(&c.hash, hex);
        assert_string_equal(hex, golden[i].hash);
        assert_int_equal(c.seq, i + 1);
    }
}

/* hashlib.sha256(bytes(range(16)) + "Zo\u00eb".encode()) */
static void a_text_has_the_digest_that_was_computed_apart(void **state)
{
    (void)state;
    uint8_t salt[SALT_LEN];
    for (size_t i = 0; i < SALT_LEN; i++)
        salt[i] = (uint8_t)i;
    struct digest d;
    char hex[DIGEST_HEX_LEN + 1];
    record_text_digest(salt, "Zo\xc3\xab", &d);
    digest_hex(&d, hex);
    assert_string_equal(hex, "f44e7e93ce7a1c83bc6436e59e47dd578c9db00867095b3212e22db00e4be45b");
}

static void only_the_next_event_may_follow(void **state)
{
    (void)state;
    const struct chain c = {.seq = 4, .time_us = 100};
    assert_true(chain_may_follow(&c, &(struct record_event){5, 100, "k/1", "{}", 2}));
    assert_false(chain_may_follow(&c, &(struct record_event){4, 100, "k/1", "{}", 2}));
    assert_false(chain_may_follow(&c, &(struct record_event){6, 100, "k/1", "{}", 2}));
    assert_false(chain_may_follow(&c, &(struct record_event){5, 99, "k/1", "{}", 2}));
    assert_false(chain_may_follow(&c, &(struct record_event){5, 100, "", "{}", 2}));
    assert_false(chain_may_follow(&c, &(struct record_event){5, 100, NULL, "{}", 2}));
    assert_false(chain_may_follow(&c, &(struct record_event){5, 100, "k/1", NULL, 0}));
    assert_false(chain_may_follow(&(struct chain){0}, &(struct record_event){1, -1, "k/1", "", 0}));
    assert_false(chain_may_follow(&(struct chain){.seq = INT64_MAX},
                                  &(struct record_event){INT64_MIN, 1, "k/1", "", 0}));
}

static void what_moves_from_kind_to_body_changes_the_hash(void **state)
{
    (void)state;
    struct chain a = {0}, b = {0};
    chain_extend(&a, &(struct record_event){1, 1, "kx", "y", 1});
    chain_extend(&b, &(struct record_event){1, 1, "k", "xy", 2});
    assert_false(digest_equal(&a.hash, &b.hash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chain_has_the_hashes_that_were_computed_apart),
        cmocka_unit_test(a_text_has_the_digest_that_was_computed_apart),
        cmocka_unit_test(only_the_next_event_may_follow),
        cmocka_unit_test(what_moves_from_kind_to_body_changes_the_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
