#include "tests/unit/unit.h"

#include "tests/unit/hub_fake.h"

#include "core/minutes.h"

/* A room behind one address: what the chair is told of it, how often, and what nobody is told. */

#define ADDRESS 7172737475767778u /* a number that is nothing else's */
#define DIGITS "7172737475767778"

static uint64_t one_address(void *context, void *socket)
{
    (void)context;
    (void)socket;
    return ADDRESS;
}

/* Whoever is the k-th joins by a page that is closed at once: three letters that look like no
 * other name. */
static void comes(struct fake *f, int k)
{
    static const char letters[] = "abcdefgh";
    const int place = TAB + 1 + k % 8;
    char hello[200], join[200];
    if (k >= 8)
        hub_leave(f->hub, f->seats[place]);
    snprintf(hello, sizeof hello, PARTICIPANT("%032x"), k + 1);
    snprintf(join, sizeof join, JOIN("01", "%c%c%cx"), letters[k / 64], letters[k / 8 % 8],
             letters[k % 8]);
    come(f, place, hello);
    say(f, place, join);
    settle(f);
}

/* 300 within a minute, one every 200 ms, ticks once a second. */
static struct fake *a_full_room(void)
{
    struct fake *f = fake_new(true);
    f->hub->ports.group = one_address;
    come(f, CHAIR_SEAT, CHAIR);
    come(f, WALL, SCREEN);
    come(f, TAB, HELLO("\"scribe\":\"scribe-secret\""));
    for (int k = 0; k < 300; k++) {
        f->now_us += SECOND_US / 5;
        comes(f, k);
        if (k % 5 == 4)
            fan_out(f);
    }
    assert_int_equal(hub_meeting(f->hub)->people.count, 300);
    return f;
}

static int times(const char *text, const char *part)
{
    int n = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        n++;
    return n;
}

/* Within any 10 s there are 51 of them, ends counted. */
static void three_hundred_behind_one_address_are_one_entry(void **state)
{
    (void)state;
    struct fake *f = a_full_room();
    const char *last = last_of(f, CHAIR_SEAT, "\"type\":\"irregularities\"");
    assert_int_equal(times(last, "\"kind\":"), 1);
    assert_int_equal(times(last, "\"kind\":\"one-address\""), 1);
    assert_non_null(strstr(last, "51 people joined from one address within 10 seconds (300 from "
                                 "there in all)"));
    assert_true(strlen(last) < 1000); /* ten names of them */
    /* once a second at most, and when the chair came */
    assert_true(count_of(f, CHAIR_SEAT, "\"type\":\"irregularities\"", "") <= 61);
    fake_free(f);
}

static void nobody_but_the_chairs_is_told_and_nobody_of_the_address(void **state)
{
    (void)state;
    struct fake *f = a_full_room();
    char *minutes;
    size_t len;
    for (int place = 0; place < FAKE_SOCKETS; place++) {
        assert_int_equal(count_of(f, place, DIGITS, ""), 0);
        if (place != CHAIR_SEAT)
            assert_int_equal(count_of(f, place, "one address", ""), 0);
    }
    assert_int_equal(minutes_write(hub_meeting(f->hub), &minutes, &len), STATUS_OK);
    assert_null(strstr(minutes, DIGITS));
    assert_null(strstr(minutes, "address"));
    free(minutes);
    fake_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_hundred_behind_one_address_are_one_entry),
        cmocka_unit_test(nobody_but_the_chairs_is_told_and_nobody_of_the_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
