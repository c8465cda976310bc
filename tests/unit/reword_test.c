#include "tests/unit/unit.h"

#include "core/reword.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "same -removed- +added+" of two wordings, and that same and added are the new wording. */
static void shows(const char *before, const char *after, const char *expected)
{
    static const char marks[REWORD_CHANGE_COUNT] = {'=', '-', '+'};
    struct reword_piece *pieces;
    size_t count;
    char shown[400] = "", whole[400] = "";
    assert_int_equal(reword_text(before, after, &pieces, &count), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        const struct reword_piece *p = &pieces[i];
        snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%c%.*s|", marks[p->change],
                 (int)p->len, p->text);
        if (p->change != REWORD_REMOVED)
            snprintf(whole + strlen(whole), sizeof whole - strlen(whole), "%.*s", (int)p->len,
                     p->text);
    }
    assert_string_equal(shown, expected);
    assert_string_equal(whole, after);
    free(pieces);
}

static void words_that_stay_are_the_same_and_the_others_stand_in_their_place(void **state)
{
    (void)state;
    shows("Shall we keep the field?", "Shall we drop the field?",
          "=Shall we |-keep |+drop |=the field?|");
    shows("Shall we keep it?", "Shall we really keep it?", "=Shall we |+really |=keep it?|");
    shows("Shall we really keep it?", "Shall we keep it?", "=Shall we |-really |=keep it?|");
    shows("that we must solve?", "that we shall try to solve here?",
          "=that we |-must |+shall try to |=solve |+here|=?|");
    shows("(yes), then", "(no), then", "=(|-yes|+no|=), then|");
    shows("version 1.5 of it", "version 1.6 of it", "=version |-1.5 |+1.6 |=of it|");
    shows("a b c d", "a x c y", "=a |-b |+x |=c |-d|+y|");
    shows("same words", "same words", "=same words|");
    shows("one", "another thing", "-one|+another thing|");
    shows("", "new", "+new|");
    shows("old", "", "-old|");
    shows("", "", "");
}

static void a_word_more_at_the_end_leaves_the_word_before_it_alone(void **state)
{
    (void)state;
    shows("Shall we", "Shall we now", "=Shall we |+now|");
    shows("two  blanks", "two blanks", "=two blanks|"); /* blanks are no words */
}

/* U+9577 U+5EA6 (length) -> U+5927 U+5C0F (size); U+3092 (wo) stays. */
static void scripts_without_blanks_are_compared_by_character(void **state)
{
    (void)state;
    shows("\xe9\x95\xb7\xe5\xba\xa6\xe3\x82\x92", "\xe5\xa4\xa7\xe5\xb0\x8f\xe3\x82\x92",
          "-\xe9\x95\xb7\xe5\xba\xa6|+\xe5\xa4\xa7\xe5\xb0\x8f|=\xe3\x82\x92|");
}

static void names_are_compared_as_wholes(void **state)
{
    (void)state;
    static const char *const before[] = {"two octets", "four octets", "don't care"};
    static const char *const after[] = {"two octets", "a varint", "don't care"};
    static const enum reword_change expected[] = {REWORD_SAME, REWORD_REMOVED, REWORD_ADDED,
                                                  REWORD_SAME};
    struct reword_piece *pieces;
    size_t count;
    assert_int_equal(reword_names(before, 3, after, 3, &pieces, &count), STATUS_OK);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pieces[i].change, expected[i]);
    free(pieces);
}

/* The longest that a question may be, all words changed or all the same. */
static void the_longest_question_is_compared(void **state)
{
    (void)state;
    char a[2001], b[2001];
    struct reword_piece *pieces;
    size_t count;
    for (size_t i = 0; i < 2000; i++) {
        a[i] = i % 2 == 0 ? 'a' : ' ';
        b[i] = i % 2 == 0 ? 'b' : ' ';
    }
    a[1999] = 'a';
    b[1999] = 'b';
    a[2000] = b[2000] = '\0';
    assert_int_equal(reword_text(a, b, &pieces, &count), STATUS_OK);
    assert_int_equal(count, 2);
    free(pieces);
    assert_int_equal(reword_text(a, a, &pieces, &count), STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(pieces[0].len, 2000);
    free(pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_stay_are_the_same_and_the_others_stand_in_their_place),
        cmocka_unit_test(a_word_more_at_the_end_leaves_the_word_before_it_alone),
        cmocka_unit_test(scripts_without_blanks_are_compared_by_character),
        cmocka_unit_test(names_are_compared_as_wholes),
        cmocka_unit_test(the_longest_question_is_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
