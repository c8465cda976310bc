#include "tests/unit/unit.h"

#include "core/view_changes.h"

#include <stdlib.h>
#include <string.h>

static void are_changes(const char *before, const char *after, const char *expected)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_changes(before, strlen(before), after, strlen(after), &bytes, &len),
                     STATUS_OK);
    assert_string_equal(bytes, expected);
    assert_int_equal(len, strlen(expected));
    free(bytes);
}

static void what_is_the_same_is_not_said_again(void **state)
{
    (void)state;
    are_changes("{\"type\":\"view\",\"chat\":{\"cursor\":1},\"queue\":[1,2],\"run\":null}",
                "{\"type\":\"view\",\"chat\":{\"cursor\":2},\"queue\":[1,2],\"run\":null}",
                "{\"type\":\"changes\",\"view\":{\"chat\":{\"cursor\":2}},\"run\":{}}");
}

static void of_the_same_run_only_the_members_that_are_other(void **state)
{
    (void)state;
    are_changes("{\"past\":[],\"run\":{\"question\":1,\"run\":2,\"text\":\"a\",\"calling\":0}}",
                "{\"past\":[],\"run\":{\"question\":1,\"run\":2,\"text\":\"a\",\"calling\":null}}",
                "{\"type\":\"changes\",\"view\":{},\"run\":{\"calling\":null}}");
}

static void another_run_or_another_shape_comes_whole(void **state)
{
    (void)state;
    static const char before[] = "{\"run\":{\"question\":1,\"run\":1,\"calling\":0}}";
    are_changes(before, "{\"run\":{\"question\":1,\"run\":2,\"calling\":0}}",
                "{\"type\":\"changes\",\"view\":{\"run\":{\"question\":1,\"run\":2,\"calling\":0}},"
                "\"run\":{}}");
    are_changes(before, "{\"run\":{\"question\":1,\"run\":1}}",
                "{\"type\":\"changes\",\"view\":{\"run\":{\"question\":1,\"run\":1}},\"run\":{}}");
    are_changes(before, "{\"run\":null}",
                "{\"type\":\"changes\",\"view\":{\"run\":null},\"run\":{}}");
    are_changes("{\"run\":null}", before,
                "{\"type\":\"changes\",\"view\":{\"run\":{\"question\":1,\"run\":1,\"calling\":0}},"
                "\"run\":{}}");
}

static void what_is_no_view_is_refused(void **state)
{
    (void)state;
    char *bytes;
    size_t len;
    assert_int_equal(view_changes("[]", 2, "{}", 2, &bytes, &len), REFUSED_MALFORMED);
    assert_int_equal(view_changes("{}", 2, "{", 1, &bytes, &len), REFUSED_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_the_same_is_not_said_again),
        cmocka_unit_test(of_the_same_run_only_the_members_that_are_other),
        cmocka_unit_test(another_run_or_another_shape_comes_whole),
        cmocka_unit_test(what_is_no_view_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
