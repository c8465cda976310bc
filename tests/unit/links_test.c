#include "tests/unit/unit.h"

#include "clients/cli/links.h"
#include "clients/cli/zone.h"
#include "core/when.h"

#include <string.h>

static void no_letter_of_a_code_is_mistaken_for_another(void **state)
{
    (void)state;
    assert_int_equal(strlen(keys_letters), 22);
    for (const char *c = "0O1IL2Z5S6G8BV"; *c != '\0'; c++)
        assert_null(strchr(keys_letters, *c));
    for (const char *c = keys_letters; *c != '\0'; c++)
        assert_null(strchr(c + 1, *c)); /* none twice */
}

static void every_letter_has_the_same_chance(void **state)
{
    (void)state;
    int counts[128] = {0};
    for (int byte = 0; byte < 256; byte++) {
        uint8_t chance[LINK_CODE_LEN];
        char code[LINK_CODE_LEN + 1];
        memset(chance, byte, sizeof chance);
        if (keys_code_of(chance, sizeof chance, code))
            counts[(int)code[0]]++;
    }
    for (const char *c = keys_letters; *c != '\0'; c++)
        assert_int_equal(counts[(int)*c], 256 / 22); /* 11 of the 242 bytes that are taken */
}

static void too_little_chance_gives_no_code(void **state)
{
    (void)state;
    const uint8_t chance[LINK_CODE_LEN] = {1, 2, 3, 4, 5, 6, 255}; /* 255 is not taken */
    char code[LINK_CODE_LEN + 1];
    assert_false(keys_code_of(chance, sizeof chance, code));
}

static void links_begin_with_what_others_can_reach(void **state)
{
    (void)state;
    char base[LINK_URL_MAX], url[LINK_URL_MAX];
    links_base("", false, "127.0.0.1", 7282, base);
    assert_string_equal(base, "http://127.0.0.1:7282");
    links_base("", false, "::1", 80, base);
    assert_string_equal(base, "http://[::1]:80");
    links_base("https://hum.example/room//", false, "127.0.0.1", 7282, base);
    assert_string_equal(base, "https://hum.example/room");
    links_base("", true, "192.0.2.1", 443, base);
    assert_string_equal(base, "https://192.0.2.1:443");
    links_base("", false, "0.0.0.0", 7282, base);
    assert_null(strstr(base, "0.0.0.0"));
    links_url("http://h", "/chair", "5ec2e7", url);
    assert_string_equal(url, "http://h/chair#5ec2e7");
    links_url("http://h", "/chair", "", url);
    assert_string_equal(url, "http://h/chair");
}

/* 2026: summer time in Berlin from 29 March, 01:00 UTC. */
static void the_offset_is_that_of_the_day(void **state)
{
    (void)state;
    int64_t at;
    int32_t minutes;
    assert_int_equal(zone_start("2026-11-22T10:00", "Europe/Berlin", 0, &at, &minutes), STATUS_OK);
    assert_int_equal(minutes, 60);
    int64_t nine;
    assert_int_equal(when_parse("2026-11-22T09:00:00Z", &nine), STATUS_OK);
    assert_int_equal(at, nine);
    assert_int_equal(zone_start("2026-07-01", "Europe/Berlin", 0, &at, &minutes), STATUS_OK);
    assert_int_equal(minutes, 120);
    assert_int_equal(zone_start("2026-03-29T03:30", "Europe/Berlin", 0, &at, &minutes), STATUS_OK);
    assert_int_equal(minutes, 120); /* 01:30 UTC; read as UTC, 03:30, too */
    assert_int_equal(zone_start("2026-03-29T01:30", "Europe/Berlin", 0, &at, &minutes), STATUS_OK);
    assert_int_equal(minutes, 60); /* 00:30 UTC; read as UTC it would be summer already */
    assert_int_equal(zone_start("2026-11-22T10:00:00+02:00", "Asia/Kolkata", 0, &at, &minutes),
                     STATUS_OK);
    assert_int_equal(minutes, 330);
    assert_int_equal(at, nine - 3600 * SECOND_US);
    assert_int_equal(zone_start("", "UTC", 42, &at, &minutes), STATUS_OK);
    assert_int_equal(at, 42);
    assert_int_equal(minutes, 0);
}

static void a_zone_that_is_not_known_is_not_utc(void **state)
{
    (void)state;
    int32_t minutes = 7;
    assert_int_equal(zone_offset("Europe/Atlantis", 0, &minutes), REFUSED_BAD_VALUE);
    assert_int_equal(zone_offset("../../../etc/passwd", 0, &minutes), REFUSED_BAD_VALUE);
    assert_int_equal(zone_offset("/etc/localtime", 0, &minutes), REFUSED_BAD_VALUE);
    assert_int_equal(minutes, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_letter_of_a_code_is_mistaken_for_another),
        cmocka_unit_test(every_letter_has_the_same_chance),
        cmocka_unit_test(too_little_chance_gives_no_code),
        cmocka_unit_test(links_begin_with_what_others_can_reach),
        cmocka_unit_test(the_offset_is_that_of_the_day),
        cmocka_unit_test(a_zone_that_is_not_known_is_not_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
