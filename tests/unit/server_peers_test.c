#include "tests/unit/unit.h"

#include "net/server_peers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { SECOND = 1000000 };

static struct peer_address four(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    assert_int_equal(inet_pton(AF_INET, text, &in.sin_addr), 1);
    struct peer_address a;
    peer_address_of((const struct sockaddr *)(const void *)&in, &a);
    return a;
}

static struct peer_address six(const char *text)
{
    struct sockaddr_in6 in = {.sin6_family = AF_INET6};
    assert_int_equal(inet_pton(AF_INET6, text, &in.sin6_addr), 1);
    struct peer_address a;
    peer_address_of((const struct sockaddr *)(const void *)&in, &a);
    return a;
}

static void an_address_mapped_into_ipv6_is_the_same_neighbour(void **state)
{
    (void)state;
    struct peer_address plain = four("192.0.2.7"), mapped = six("::ffff:192.0.2.7"),
                        other = four("192.0.2.8");
    assert_memory_equal(&plain, &mapped, sizeof plain);
    assert_memory_not_equal(&plain, &other, sizeof plain);
}

static void one_household_is_a_64_of_ipv6(void **state)
{
    (void)state;
    struct peer_address a = six("2001:db8:1:2::1"), b = six("2001:db8:1:2:ffff::9"),
                        c = six("2001:db8:1:3::1");
    assert_memory_equal(&a, &b, sizeof a);
    assert_memory_not_equal(&a, &c, sizeof a);
}

static void those_who_have_not_joined_are_limited_and_those_who_have_are_not(void **state)
{
    (void)state;
    struct peers *p;
    assert_int_equal(peers_create(&p, 2), STATUS_OK);
    struct peer_address room = four("192.0.2.1"), other = four("192.0.2.2");
    assert_true(peers_come(p, &room, 0));
    assert_true(peers_come(p, &room, 0));
    assert_false(peers_come(p, &room, 0));
    assert_true(peers_come(p, &other, 0)); /* the neighbours are unharmed */
    peers_settle(p, &room, 0);             /* one of the two joins: its place is free */
    assert_true(peers_come(p, &room, 0));
    peers_free(p);
}

static void ten_wrong_codes_a_minute_are_enough(void **state)
{
    (void)state;
    struct peers *p;
    assert_int_equal(peers_create(&p, 10), STATUS_OK);
    struct peer_address a = four("192.0.2.1");
    for (int i = 0; i < PEER_TRIES; i++) {
        assert_false(peers_wary(p, &a, 0));
        peers_wrong(p, &a, 0);
    }
    assert_true(peers_wary(p, &a, 0));
    /* 60 s / 10 tries: the first is forgiven after 6 s, and then there is one more */
    assert_true(peers_wary(p, &a, 5 * SECOND));
    assert_false(peers_wary(p, &a, 6 * SECOND));
    peers_wrong(p, &a, 6 * SECOND);
    assert_true(peers_wary(p, &a, 6 * SECOND));
    for (int i = 0; i < 1000; i++) /* a thousand more do not make it worse than a minute */
        peers_wrong(p, &a, 6 * SECOND);
    assert_false(peers_wary(p, &a, 12 * SECOND));
    peers_free(p);
}

static void who_has_gone_is_forgotten(void **state)
{
    (void)state;
    struct peers *p;
    assert_int_equal(peers_create(&p, 10), STATUS_OK);
    for (int i = 0; i < 100; i++) {
        struct sockaddr_in in = {.sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl(0x0a000000u + (uint32_t)i)};
        struct peer_address a;
        peer_address_of((const struct sockaddr *)(const void *)&in, &a);
        assert_true(peers_come(p, &a, 0));
        assert_int_equal(peers_count(p), 1);
        peers_settle(p, &a, 0);
    }
    assert_int_equal(peers_count(p), 0);
    peers_free(p);
}

static bool forwarded_is(const struct peer_proxies *p, const char *header, struct peer_address want)
{
    struct peer_address got;
    return peer_forwarded(p, header, &got) && memcmp(&got, &want, sizeof got) == 0;
}

static void the_rightmost_address_that_is_no_proxy_of_ours_counts(void **state)
{
    (void)state;
    struct peer_proxies p = {.count = 0};
    assert_true(peer_proxies_add(&p, "192.0.2.1"));
    assert_true(peer_proxies_add(&p, "2001:db8::1"));
    assert_true(forwarded_is(&p, "198.51.100.7", four("198.51.100.7")));
    /* what somebody wrote himself stands to the left of what the proxy added */
    assert_true(forwarded_is(&p, "203.0.113.9, 198.51.100.7", four("198.51.100.7")));
    assert_true(forwarded_is(&p, "198.51.100.7,192.0.2.1 ,\t2001:db8::1", four("198.51.100.7")));
    assert_true(forwarded_is(&p, "198.51.100.7:4711", four("198.51.100.7")));
    /* on the proxy's own machine */
    assert_true(forwarded_is(&p, "192.0.2.1", four("192.0.2.1")));
    assert_true(forwarded_is(&p, "[2001:db8:5::7]:4711", six("2001:db8:5::7")));
    assert_true(forwarded_is(&p, "2001:db8:5::7", six("2001:db8:5::7")));
    assert_true(forwarded_is(&p, "not an address, 198.51.100.7", four("198.51.100.7")));
}

static void a_header_without_such_an_address_says_nothing(void **state)
{
    (void)state;
    struct peer_proxies p = {.count = 0};
    struct peer_address a;
    assert_true(peer_proxies_add(&p, "192.0.2.1"));
    static const char *const bad[] = {
        "",
        " , ",
        ", 192.0.2.1",
        "unknown",
        "198.51.100.7, unknown",
        "198.51.100.7,",
        "[2001:db8::7",
        ":",
        "[]",
        "198.51.100.7777777777777777777777777777777777777777777777777777777777"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (peer_forwarded(&p, bad[i], &a))
            fail_msg("\"%s\" was read", bad[i]);
}

static void a_proxy_is_one_address_not_its_neighbours(void **state)
{
    (void)state;
    struct peer_proxies p = {.count = 0};
    assert_true(peer_proxies_add(&p, "2001:db8::1"));
    assert_true(peer_proxies_add(&p, "127.0.0.1"));
    assert_false(peer_proxies_add(&p, "proxy.example"));
    struct sockaddr_in6 in = {.sin6_family = AF_INET6};
    assert_int_equal(inet_pton(AF_INET6, "2001:db8::1", &in.sin6_addr), 1);
    assert_true(peer_is_proxy(&p, (const struct sockaddr *)(const void *)&in));
    assert_int_equal(inet_pton(AF_INET6, "2001:db8::2", &in.sin6_addr), 1);
    assert_false(peer_is_proxy(&p, (const struct sockaddr *)(const void *)&in));
    assert_int_equal(inet_pton(AF_INET6, "::ffff:127.0.0.1", &in.sin6_addr), 1);
    assert_true(peer_is_proxy(&p, (const struct sockaddr *)(const void *)&in));
    while (p.count < PROXIES_MAX)
        assert_true(peer_proxies_add(&p, "192.0.2.9"));
    assert_false(peer_proxies_add(&p, "192.0.2.9"));
}

/* Two tables, as of two starts, have other numbers for the same address. */
static void a_group_is_the_same_for_one_address_and_says_nothing_of_it(void **state)
{
    (void)state;
    struct peers *p, *other;
    struct peer_address a = four("192.0.2.7"), b = four("192.0.2.8");
    assert_int_equal(peers_create(&p, 2), STATUS_OK);
    assert_int_equal(peers_create(&other, 2), STATUS_OK);
    assert_true(peers_group(p, &a) == peers_group(p, &a));
    assert_true(peers_group(p, &a) != peers_group(p, &b));
    assert_true(peers_group(p, &a) != peers_group(other, &a));
    peers_free(p);
    peers_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_mapped_into_ipv6_is_the_same_neighbour),
        cmocka_unit_test(one_household_is_a_64_of_ipv6),
        cmocka_unit_test(those_who_have_not_joined_are_limited_and_those_who_have_are_not),
        cmocka_unit_test(ten_wrong_codes_a_minute_are_enough),
        cmocka_unit_test(who_has_gone_is_forgotten),
        cmocka_unit_test(the_rightmost_address_that_is_no_proxy_of_ours_counts),
        cmocka_unit_test(a_header_without_such_an_address_says_nothing),
        cmocka_unit_test(a_proxy_is_one_address_not_its_neighbours),
        cmocka_unit_test(a_group_is_the_same_for_one_address_and_says_nothing_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
