#include "tests/unit/unit.h"

#include "net/mail.h"

#include <stdlib.h>
#include <string.h>

static struct mail plain(void)
{
    return (struct mail){.from_name = "Ann Example",
                         .from = "ann@example.org",
                         .to = "framing@lists.example.org",
                         .subject = "A short subject",
                         .message_id = "0a1b@example.org",
                         .date_us =
                             INT64_C(1795341600) * 1000000, /* Sun, 22 Nov 2026 10:00:00 UTC */
                         .body = "One line.\nFrom here on another.\n"};
}

static char *written(const struct mail *m)
{
    char *out = NULL;
    size_t len = 0;
    assert_int_equal(mail_write(m, &out, &len), STATUS_OK);
    assert_int_equal(strlen(out), len);
    return out;
}

static void every_header_stands_there_once(void **state)
{
    (void)state;
    struct mail m = plain();
    char *out = written(&m);
    const char *headers[] = {
        "From: Ann Example <ann@example.org>\r\n",    "To: framing@lists.example.org\r\n",
        "Date: Sun, 22 Nov 2026 10:00:00 +0000\r\n",  "Subject: A short subject\r\n",
        "Message-Id: <0a1b@example.org>\r\n",         "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n"};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        const char *at = strcasestr(out, headers[i]);
        assert_non_null(at);
        assert_null(strcasestr(at + 1, headers[i]));
    }
    free(out);
}

static void somebody_in_copy_is_one_address(void **state)
{
    (void)state;
    struct mail m = plain();
    char *out = written(&m);
    assert_null(strcasestr(out, "Cc:"));
    free(out);
    m.cc = "ada@example.org";
    out = written(&m);
    assert_non_null(strstr(out, "\r\nCc: ada@example.org\r\n"));
    free(out);
    size_t len;
    m.cc = "ada@example.org\r\nBcc: x@example.org";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_BAD_VALUE);
    m.cc = "";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_BAD_VALUE);
}

static void no_line_is_longer_than_a_mail_may_have_and_all_is_ascii(void **state)
{
    (void)state;
    struct mail m = plain();
    char body[5001];
    memset(body, 'x', 5000); /* a word without end */
    memcpy(body, "\xc3\xab", 2);
    body[5000] = '\0';
    m.body = body;
    m.subject = "\xe6\x9d\x8e\xe5\xa8\x9c \xe6\x9d\x8e\xe5\xa8\x9c \xe6\x9d\x8e\xe5\xa8\x9c "
                "\xe6\x9d\x8e\xe5\xa8\x9c "
                "and a subject that goes on over the end of the line that it stands in, "
                "\xc3\xa9ven further";
    char *out = written(&m);
    for (const char *line = out; *line != '\0';) {
        size_t len = strcspn(line, "\r");
        assert_true(len <= 78);
        assert_memory_equal(line + len, "\r\n", 2);
        for (size_t i = 0; i < len; i++)
            assert_true(line[i] >= ' ' || line[i] == '\t');
        line += len + 2;
    }
    free(out);
}

static void nothing_in_a_header_begins_another(void **state)
{
    (void)state;
    char *out = NULL;
    size_t len;
    struct mail m = plain();
    m.subject = "x\r\nBcc: evil@example.com";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_TEXT_CONTROL);
    m = plain();
    m.from_name = "x\nBcc: evil@example.com";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_TEXT_CONTROL);
    m = plain();
    m.to = "a@b, evil@example.com";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_BAD_VALUE);
    m = plain();
    m.from = "a@b>\r\nBcc: evil@example.com";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_BAD_VALUE);
    m = plain();
    m.message_id = "a@b>\r\nBcc: evil";
    assert_int_equal(mail_write(&m, &out, &len), REFUSED_BAD_VALUE);
    assert_null(out);
}

static void a_name_like_an_address_stays_a_name(void **state)
{
    (void)state;
    struct mail m = plain();
    m.from_name = "Evil\" <evil@example.com>, \"";
    char *out = written(&m);
    assert_non_null(strstr(out, "From: \"Evil\\\" <evil@example.com>, \\\"\" <ann@example.org>"));
    free(out);
}

/* U+00EB is C3 AB in UTF-8; no other charset is named anywhere. */
static void every_charset_is_utf8_also_where_a_narrower_one_would_do(void **state)
{
    (void)state;
    struct mail m = plain();
    m.body = "This was stated by Zo\xc3\xab\n";
    m.from_name = "Zo\xc3\xab";
    char *out = written(&m);
    assert_non_null(strstr(out, "by Zo=C3=AB\r\n"));
    assert_non_null(strcasestr(out, "From: =?utf-8?"));
    assert_null(strcasestr(out, "iso-8859"));
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_header_stands_there_once),
        cmocka_unit_test(somebody_in_copy_is_one_address),
        cmocka_unit_test(no_line_is_longer_than_a_mail_may_have_and_all_is_ascii),
        cmocka_unit_test(nothing_in_a_header_begins_another),
        cmocka_unit_test(every_charset_is_utf8_also_where_a_narrower_one_would_do),
        cmocka_unit_test(a_name_like_an_address_stays_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
