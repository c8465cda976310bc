#include "tests/unit/unit.h"

#include "core/address.h"

#include <stdio.h>
#include <string.h>

static void addresses_that_people_use_are_addresses(void **state)
{
    (void)state;
    const char *good[] = {"a@b", "framing@lists.example.org", "o'neil+x.y@a-b.example",
                          "1_2@3.example"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(address_is_mail(good[i]));
}

static void what_could_end_a_header_or_begin_another_is_none(void **state)
{
    (void)state;
    const char *bad[] = {"",
                         "a",
                         "@b",
                         "a@",
                         "a@@b",
                         "a@b@c",
                         "a b@c",
                         ".a@b",
                         "a.@b",
                         "a..b@c",
                         "a@.b",
                         "a@b.",
                         "a@b..c",
                         "a@-b",
                         "a@b-",
                         "a@b\r\nBcc: x@y",
                         "a\n@b",
                         "<a@b>",
                         "a,b@c",
                         "\"a\"@b",
                         "a@[127.0.0.1]",
                         "a@b c",
                         "z\xc3\xab@b"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(address_is_mail(bad[i]));
}

static void lengths_are_those_of_the_standard(void **state)
{
    (void)state;
    char address[400];
    char local[70];
    memset(local, 'a', sizeof local);
    snprintf(address, sizeof address, "%.64s@b", local); /* a local part has at most 64 */
    assert_true(address_is_mail(address));
    snprintf(address, sizeof address, "%.65s@b", local);
    assert_false(address_is_mail(address));
    snprintf(address, sizeof address, "a@%.63s", local); /* and a label 63 */
    assert_true(address_is_mail(address));
    snprintf(address, sizeof address, "a@%.64s", local);
    assert_false(address_is_mail(address));
    /* 2 + 63 + 1 + 63 + 1 + 63 + 1 + 60 = 254 */
    snprintf(address, sizeof address, "a@%.63s.%.63s.%.63s.%.60s", local, local, local, local);
    assert_true(address_is_mail(address));
    snprintf(address, sizeof address, "a@%.63s.%.63s.%.63s.%.61s", local, local, local, local);
    assert_false(address_is_mail(address));
}

static void a_message_id_is_two_parts_without_brackets(void **state)
{
    (void)state;
    assert_true(address_is_message_id("20261122.1a2b@humroom.example"));
    assert_true(address_is_message_id("CAF=x+y$z@mail.example.org"));
    assert_true(address_is_message_id("a@[192.0.2.1]"));
    const char *bad[] = {"",      "a",     "@b",          "a@",        "<a@b>",
                         "a@b@c", "a b@c", "a@b\r\nX: y", "a@\xc3\xab"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(address_is_message_id(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_that_people_use_are_addresses),
        cmocka_unit_test(what_could_end_a_header_or_begin_another_is_none),
        cmocka_unit_test(lengths_are_those_of_the_standard),
        cmocka_unit_test(a_message_id_is_two_parts_without_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
