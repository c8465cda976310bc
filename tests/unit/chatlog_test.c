#include "tests/unit/unit.h"

#include "core/chat.h"
#include "core/chatlog.h"
#include "core/when.h"

#include <string.h>

/* 2026-11-22, an hour before UTC. */
#define DAY INT64_C(1795305600000000)

static struct chatlog reads(const char *text)
{
    struct chatlog l;
    assert_int_equal(chatlog_read_text(text, strlen(text), "wg", DAY, 60, &l), STATUS_OK);
    return l;
}

static void jabber_and_irc_are_read_alike(void **state)
{
    (void)state;
    static const char *const lines[] = {"[10:00:01] <Ada> +1",
                                        "10:00:01 <Ada> +1",
                                        "[10:00:01] <@Ada> +1",
                                        "10:00:01 <Ada> +1\r",
                                        "[2026-11-22 10:00:01] <Ada> +1",
                                        "2026-11-22T10:00:01Z <Ada> +1",
                                        "10:00:01.250 <Ada> +1",
                                        "10:00:01 <Ada> \x02+1\x0f",
                                        "10:00:01 <Ada> \x03"
                                        "04,01+1"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct chatlog l = reads(lines[i]);
        assert_int_equal(l.count, 1);
        assert_string_equal(l.source, "irc:wg");
        assert_string_equal(l.items[0].identity, "irc:wg/ada");
        assert_string_equal(l.items[0].name, "Ada");
        assert_string_equal(l.items[0].text, "+1");
        assert_int_equal(l.items[0].number, 1);
        assert_int_equal(l.items[0].read_as, LOG_READ_IT);
        /* 10:00:01 on a clock that is an hour ahead of UTC */
        assert_int_equal(l.items[0].time_us, DAY + (9 * 3600 + 1) * SECOND_US);
        chatlog_release(&l);
    }
}

static void actions_are_words_of_their_author(void **state)
{
    (void)state;
    struct chatlog l = reads("[10:00] * ada hums for JSON\n10:01 * bo has joined #x\n");
    assert_int_equal(l.count, 1);
    assert_string_equal(l.items[0].text, "/me hums for JSON");
    assert_int_equal(l.others, 1);
    chatlog_release(&l);
}

static void what_the_server_says_is_nobodys_words(void **state)
{
    (void)state;
    struct chatlog l = reads("--- Log opened\n"
                             "[10:00:00] *** ada has joined the room\n"
                             "10:00:01 -!- bo [bo@example.org] has joined #wg\n"
                             "10:00:01 -!- bo [bo@example.org] has quit [gone: +1]\n"
                             "[10:00:02] ada left the room.\n"
                             "\n"
                             "   \n"
                             "10:00:03 <ada> \n"
                             "10:00:04 <ada> hello\n"
                             "a line that goes on\n");
    assert_int_equal(l.count, 1);
    assert_int_equal(l.others, 7); /* all but two blank lines and the hello */
    assert_int_equal(l.items[0].number, 9);
    chatlog_release(&l);
}

static void who_takes_another_nick_stays_the_same(void **state)
{
    (void)state;
    struct chatlog l = reads("10:00:00 <ada> +1\n"
                             "10:00:01 -!- ada is now known as Ada_away\n"
                             "10:00:02 <ada_away> -1\n"
                             "10:00:03 * ada_away is now known as zed\n"
                             "10:00:04 <ZED> 0\n"
                             "10:00:05 <bo> zed is now known as bo\n"
                             "10:00:06 <bo> +1\n");
    assert_int_equal(l.count, 5);
    assert_string_equal(l.items[1].identity, "irc:wg/ada");
    assert_string_equal(l.items[1].name, "ada_away");
    assert_string_equal(l.items[2].identity, "irc:wg/ada");
    assert_string_equal(l.items[4].identity, "irc:wg/bo"); /* people's words rename nobody */
    chatlog_release(&l);
}

static void bots_and_code_are_marked(void **state)
{
    (void)state;
    struct chatlog l = reads("10:00:00 <MeetBot> +1\n10:00:01 <x-bot> +1\n10:00:02 <abbot> +1\n"
                             "10:00:03 <ada>     +1\n10:00:03 <ada> \t+1\n");
    assert_int_equal(l.items[0].read_as, CHAT_ECHO);
    assert_int_equal(l.items[1].read_as, CHAT_ECHO);
    assert_int_equal(l.items[2].read_as, LOG_READ_IT);
    assert_int_equal(l.items[3].read_as, CHAT_CODE);
    assert_int_equal(l.items[4].read_as, CHAT_CODE);
    chatlog_release(&l);
}

static void a_time_that_goes_back_is_after_midnight(void **state)
{
    (void)state;
    struct chatlog l = reads("23:59:59 <ada> a\n00:00:01 <ada> b\n[2026-11-22 00:00:02] <ada> c\n");
    assert_int_equal(l.items[1].time_us - l.items[0].time_us, 2 * SECOND_US);
    assert_int_equal(l.items[2].time_us, DAY - 3600 * SECOND_US + 2 * SECOND_US);
    chatlog_release(&l);
}

static void the_same_line_has_the_same_id_and_the_next_another(void **state)
{
    (void)state;
    static const char first[] = "10:00:00 <ada> +1\n10:00:00 <ada> +1\n10:00:00 <bo> +1\n"
                                "10:00:01 <ada> +1\n";
    struct chatlog a = reads(first), b = reads("10:00:00 <ada> +1\n10:00:00 <ada> +1\n");
    for (uint32_t i = 0; i < a.count; i++) {
        assert_int_equal(strlen(a.items[i].id), 32);
        for (uint32_t k = 0; k < i; k++)
            assert_string_not_equal(a.items[i].id, a.items[k].id);
    }
    assert_string_equal(a.items[0].id, b.items[0].id);
    assert_string_equal(a.items[1].id, b.items[1].id); /* the second of its kind */
    chatlog_release(&a);
    chatlog_release(&b);
}

static void what_is_no_log_is_refused_and_bad_bytes_are_made_clean(void **state)
{
    (void)state;
    struct chatlog l;
    assert_int_equal(chatlog_read_text("hello\n", 6, "wg", DAY, 0, &l), REFUSED_NO_LOG);
    chatlog_release(&l);
    assert_int_equal(chatlog_read_text("", 0, "wg", DAY, 0, &l), STATUS_OK);
    chatlog_release(&l);
    l = reads("10:00:00 <a\xff\x1b[31mb> x\xc3\x28 \xe2\x80\xae!\n");
    assert_string_equal(l.items[0].name, "a\xef\xbf\xbd[31mb");
    assert_string_equal(l.items[0].text, "x\xef\xbf\xbd( !");
    chatlog_release(&l);
    char big[9000] = "10:00:00 <ada> ";
    memset(big + 15, 0xc3, 8000);
    for (size_t i = 16; i < 8015; i += 2)
        big[i] = (char)0xa9; /* é, 2 bytes each */
    l = reads(big);
    assert_int_equal(strlen(l.items[0].text), 2000);
    chatlog_release(&l);
}

static void json_is_told_from_text(void **state)
{
    (void)state;
    assert_true(chatlog_is_json("\xef\xbb\xbf {\"a\":1}", 11));
    assert_true(chatlog_is_json("[{}]", 4));
    assert_true(chatlog_is_json("[]", 2));
    assert_false(chatlog_is_json("[10:00:01] <a> b", 16));
    assert_false(chatlog_is_json("10:00", 5));
    assert_false(chatlog_is_json("", 0));
}

int main(void)
{
    assert_int_equal(digest_start(), STATUS_OK);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jabber_and_irc_are_read_alike),
        cmocka_unit_test(actions_are_words_of_their_author),
        cmocka_unit_test(what_the_server_says_is_nobodys_words),
        cmocka_unit_test(who_takes_another_nick_stays_the_same),
        cmocka_unit_test(bots_and_code_are_marked),
        cmocka_unit_test(a_time_that_goes_back_is_after_midnight),
        cmocka_unit_test(the_same_line_has_the_same_id_and_the_next_another),
        cmocka_unit_test(what_is_no_log_is_refused_and_bad_bytes_are_made_clean),
        cmocka_unit_test(json_is_told_from_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
