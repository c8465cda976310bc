#include "tests/unit/unit.h"

#include "core/digest.h"

#include <string.h>

static void hash_is(const struct digest_part *parts, size_t count, const char *hex)
{
    struct digest d;
    char got[DIGEST_HEX_LEN + 1];
    digest_sha256(parts, count, &d);
    digest_hex(&d, got);
    assert_string_equal(got, hex);
}

/* FIPS 180-2, appendix B.1 and B.2; the empty message from the NIST test vectors. */
static void sha256_gives_the_published_vectors(void **state)
{
    (void)state;
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    hash_is(&(struct digest_part){"abc", 3}, 1,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_is(&(struct digest_part){two_blocks, 56}, 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    hash_is(NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void parts_are_hashed_as_if_written_in_one_piece(void **state)
{
    (void)state;
    const struct digest_part parts[] = {{"a", 1}, {NULL, 0}, {"bc", 2}};
    hash_is(parts, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void hex_comes_back_as_the_same_digest(void **state)
{
    (void)state;
    struct digest d, back;
    char hex[DIGEST_HEX_LEN + 1];
    for (size_t i = 0; i < DIGEST_LEN; i++)
        d.bytes[i] = (uint8_t)(i * 9 + 3);
    digest_hex(&d, hex);
    assert_true(digest_from_hex(hex, &back));
    assert_memory_equal(&d, &back, sizeof d);
}

static void only_64_lower_case_digits_are_a_digest(void **state)
{
    (void)state;
    struct digest d, before;
    memset(&d, 7, sizeof d);
    before = d;
    char hex[DIGEST_HEX_LEN + 2];
    memset(hex, 'a', sizeof hex);
    hex[DIGEST_HEX_LEN + 1] = '\0';
    assert_false(digest_from_hex(hex, &d)); /* 65 */
    hex[DIGEST_HEX_LEN] = '\0';
    hex[DIGEST_HEX_LEN - 1] = '\0';
    assert_false(digest_from_hex(hex, &d)); /* 63 */
    assert_false(digest_from_hex("", &d));
    const char wrong[] = {'A', 'g', ' ', '/', ':', '`', '@'};
    for (size_t i = 0; i < sizeof wrong; i++) {
        hex[DIGEST_HEX_LEN - 1] = wrong[i];
        assert_false(digest_from_hex(hex, &d));
    }
    assert_memory_equal(&d, &before, sizeof d);
}

static void any_differing_bit_makes_two_digests_unequal(void **state)
{
    (void)state;
    struct digest a, b;
    memset(&a, 0x5a, sizeof a);
    b = a;
    assert_true(digest_equal(&a, &b));
    for (size_t bit = 0; bit < DIGEST_LEN * 8; bit++) {
        b.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(digest_equal(&a, &b));
        b = a;
    }
}

/* Two draws of 16 bytes agree once in 2^128. */
static void random_bytes_differ_from_draw_to_draw(void **state)
{
    (void)state;
    uint8_t a[16] = {0}, b[16] = {0};
    digest_random(a, sizeof a);
    digest_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

int main(void)
{
    if (digest_start() != STATUS_OK)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_published_vectors),
        cmocka_unit_test(parts_are_hashed_as_if_written_in_one_piece),
        cmocka_unit_test(hex_comes_back_as_the_same_digest),
        cmocka_unit_test(only_64_lower_case_digits_are_a_digest),
        cmocka_unit_test(any_differing_bit_makes_two_digests_unequal),
        cmocka_unit_test(random_bytes_differ_from_draw_to_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
