#include "tests/unit/unit.h"

#include "core/md5.h"

#include <stdio.h>
#include <string.h>

static void is_sum(const void *bytes, size_t len, const char *expected)
{
    uint8_t sum[MD5_LEN];
    char hex[2 * MD5_LEN + 1];
    md5_of(bytes, len, sum);
    for (size_t k = 0; k < MD5_LEN; k++)
        (void)snprintf(hex + 2 * k, 3, "%02x", sum[k]);
    assert_string_equal(hex, expected);
}

/* The test suite of RFC 1321, A.5. */
static void the_suite_of_the_rfc_has_its_sums(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sum;
    } suite[] = {
        {"", "d41d8cd98f00b204e9800998ecf8427e"},
        {"a", "0cc175b9c0f1b6a831c399e269772661"},
        {"abc", "900150983cd24fb0d6963f7d28e17f72"},
        {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
        {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
         "d174ab98d277d9f5a5611c2c9f419d9f"},
        {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
         "57edf4a22be3c955ac49da2e2107b67a"},
    };
    for (size_t i = 0; i < sizeof suite / sizeof *suite; i++)
        is_sum(suite[i].text, strlen(suite[i].text), suite[i].sum);
}

/* Where the length just fits into the last block, and just not: as many "a", as md5sum has them. */
static void the_length_goes_into_a_block_of_its_own_where_it_must(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        const char *sum;
    } cases[] = {
        {55, "ef1772b6dff9a122358552954ad0df65"},   {56, "3b0c8ac703f828b04c6c197006d17218"},
        {63, "b06521f39153d618550606be297466d5"},   {64, "014842d480b571495a4a0363793f7367"},
        {119, "8a7bd0732ed6a28ce75f6dabc90e1613"},  {120, "5f61c0ccad4cac44c75ff505e1f1e537"},
        {4096, "21a199c53f422a380e20b162fb6ebe9c"},
    };
    char bytes[MD5_BYTES_MAX];
    memset(bytes, 'a', sizeof bytes);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        is_sum(bytes, cases[i].len, cases[i].sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_suite_of_the_rfc_has_its_sums),
        cmocka_unit_test(the_length_goes_into_a_block_of_its_own_where_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
