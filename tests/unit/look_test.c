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

/* What no list by hand would have: Cherokee, Armenian, letters with strokes, mathematical signs,
 * and capitals that look like a Latin letter where the small ones do not. */
static void letters_look_alike_as_unicode_says(void **state)
{
    (void)state;
    look_alike("Alice", "\u13aalice"); /* Cherokee go */
    look_alike("Simon", "\u054fimon"); /* Armenian tiwn */
    look_alike("soren", "s\u00f8ren");
    look_alike("Lukas", "\u0141ukas");
    look_alike("Tom", "\u0422\u041e\u041c"); /* TOM in Cyrillic capitals */
    look_alike("Hans", "\u041d\u0430ns");    /* En and a of Cyrillic */
    look_alike("Max", "\U0001d40cax");       /* a mathematical bold M */
    look_alike("Oskar", "\u2c9eskar");       /* Coptic o */
    look_alike("will", "vvi1l");
}

static void names_of_other_scripts_stay_apart(void **state)
{
    (void)state;
    differ("\u0930\u093e\u092e", "\u0930\u092e"); /* Ram, Rm: signs of vowels are no accents */
    differ("\uc774\uc9c4", "\uc774\uc724");       /* I Jin, I Yun */
    look_alike("\u0410\u041d\u041d\u0410", "\u0410\u043d\u043d\u0430"); /* Anna in any case */
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
        cmocka_unit_test(letters_look_alike_as_unicode_says),
        cmocka_unit_test(names_of_other_scripts_stay_apart),
        cmocka_unit_test(other_names_are_other_names),
        cmocka_unit_test(short_remarks_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
