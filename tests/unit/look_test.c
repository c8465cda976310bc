#include "tests/unit/unit.h"

#include "core/look.h"

#include <string.h>

static void look_alike(const char *a, const char *b)
{
    struct folded x, y;
    (void)look_skeleton(a, &x);
    (void)look_skeleton(b, &y);
    if (look_of_name(a) != look_of_name(b))
        print_message("%s (%s), %s (%s)\n", a, x.text, b, y.text);
    assert_true(look_of_name(a) != 0);
    assert_true(look_of_name(a) == look_of_name(b));
}

static void differ(const char *a, const char *b)
{
    assert_true(look_of_name(a) != look_of_name(b));
}

static void names_with_something_behind_them_look_alike(void **state)
{
    (void)state;
    look_alike("alice", "alice_");
    look_alike("alice", "Alice");
    look_alike("alice", "Alice_web_831");
    look_alike("alice", "ALICE2");
    look_alike("alice", "alice (phone)");
    look_alike("Ada Lovelace", "ada.lovelace");
}

/* Cyrillic, Greek, and what looks alike within Latin. */
static void letters_of_other_scripts_look_like_latin_ones(void **state)
{
    (void)state;
    look_alike("alice", "\xd0\xb0lice"); /* a of Cyrillic, U+0430 */
    look_alike("Alice", "\xce\x91lice"); /* Alpha, U+0391 */
    look_alike("Bob", "\xd0\x92ob");     /* Ve, U+0412 */
    look_alike("pope", "\xd1\x80\xd0\xbe\xd1\x80\xd0\xb5");
    look_alike("alice", "a1ice");
    look_alike("alice", "aIice");             /* a capital i */
    look_alike("alice", "alic\xc3\xa9");      /* e with an accent */
    look_alike("alice", "alice\xcc\x81");     /* the accent a character of its own */
    look_alike("modern", "modem");            /* r and n */
    look_alike("alice", "\xef\xbd\x81lice");  /* full width */
    look_alike("alice", "al\xe2\x80\x8bice"); /* zero width */
}

static void other_names_are_other_names(void **state)
{
    (void)state;
    differ("Alice", "Alina");
    differ("Ada", "Bo");
    differ("\xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0", "\xd0\x98\xd0\xbd\xd0\xbd\xd0\xb0"); /* Anna, Inna */
    differ("\xe7\x8e\x8b\xe4\xbc\x9f", "\xe7\x8e\x8b\xe8\x8a\xb3"); /* Wang Wei, Wang Fang */
    assert_true(look_of_name("831") == 0);
    assert_true(look_of_name("") == 0);
    assert_true(look_of_name("\xff") == 0);
}

static void short_remarks_say_nothing(void **state)
{
    (void)state;
    assert_true(look_of_remark("ship it") == 0);
    assert_true(look_of_remark("I agree.") == 0);
    assert_true(look_of_remark("the registry leaks, see 4.2") != 0);
    assert_true(look_of_remark("The registry LEAKS - see 4.2!") ==
                look_of_remark("the registry leaks, see 4.2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_with_something_behind_them_look_alike),
        cmocka_unit_test(letters_of_other_scripts_look_like_latin_ones),
        cmocka_unit_test(other_names_are_other_names),
        cmocka_unit_test(short_remarks_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
