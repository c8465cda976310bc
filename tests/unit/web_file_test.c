#include "tests/unit/unit.h"

#include "net/web_file.h"

#include <string.h>

static const unsigned char page[] = "<!doctype html>";
static const struct web_file files[] = {
    {"/", "text/html; charset=utf-8", "\"a1\"", page, page + sizeof page - 1, false},
    {"/wire.js", "text/javascript; charset=utf-8", "\"b2\"", page, page + sizeof page - 1, false},
};

static const struct web_file *find(const char *path)
{
    return web_file_find(files, sizeof files / sizeof files[0], path);
}

static void only_the_exact_path_is_found(void **state)
{
    (void)state;
    assert_ptr_equal(find("/"), &files[0]);
    assert_ptr_equal(find("/wire.js"), &files[1]);
    assert_null(find(""));
    assert_null(find("/wire.js/"));
    assert_null(find("/WIRE.js"));
    assert_null(find("/../wire.js"));
    assert_null(find("//wire.js"));
}

static void a_page_of_the_same_host_may_open_the_socket(void **state)
{
    (void)state;
    assert_true(web_origin_ok("http://127.0.0.1:7282", "127.0.0.1:7282", ""));
    assert_true(web_origin_ok("https://Meet.example", "meet.example", ""));
    assert_true(web_origin_ok(NULL, "127.0.0.1:7282", ""));
}

static void a_page_from_elsewhere_may_not(void **state)
{
    (void)state;
    assert_false(web_origin_ok("http://evil.example", "127.0.0.1:7282", ""));
    assert_false(web_origin_ok("http://127.0.0.1:7283", "127.0.0.1:7282", ""));
    assert_false(web_origin_ok("http://127.0.0.1:7282.evil.example", "127.0.0.1:7282", ""));
    assert_false(web_origin_ok("http://127.0.0.1:7282/", "127.0.0.1:7282",
                               "")); /* no browser sends a path */
    assert_false(web_origin_ok("null", "127.0.0.1:7282", ""));
    assert_false(web_origin_ok("", "", ""));
    assert_false(web_origin_ok("http://", "", ""));
    assert_false(web_origin_ok("http://a", NULL, ""));
}

static void the_public_address_may_differ_from_the_host_behind_a_proxy(void **state)
{
    (void)state;
    const char *url = "https://hum.example:8443/room/";
    assert_true(web_origin_ok("https://hum.example:8443", "127.0.0.1:7282", url));
    assert_false(
        web_origin_ok("http://hum.example:8443", "127.0.0.1:7282", url)); /* another scheme */
    assert_false(web_origin_ok("https://hum.example", "127.0.0.1:7282", url));
    assert_false(web_origin_ok("https://hum.example:84430", "127.0.0.1:7282", url));
}

static void a_tag_matches_itself_also_weak_and_in_a_list(void **state)
{
    (void)state;
    assert_true(web_etag_matches("\"a1\"", "\"a1\""));
    assert_true(web_etag_matches("\"x\", W/\"a1\"", "\"a1\""));
    assert_true(web_etag_matches("*", "\"a1\""));
    assert_false(web_etag_matches("\"a11\"", "\"a1\""));
    assert_false(web_etag_matches("", "\"a1\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_exact_path_is_found),
        cmocka_unit_test(a_page_of_the_same_host_may_open_the_socket),
        cmocka_unit_test(a_page_from_elsewhere_may_not),
        cmocka_unit_test(the_public_address_may_differ_from_the_host_behind_a_proxy),
        cmocka_unit_test(a_tag_matches_itself_also_weak_and_in_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
