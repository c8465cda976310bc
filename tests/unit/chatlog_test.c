#include "tests/unit/unit.h"

#include "core/chat.h"
#include "core/chatlog.h"
#include "core/when.h"

#include <stdio.h>
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
                                        "2026-11-22T09:00:01Z <Ada> +1",
                                        "2026-11-22T04:00:01-05:00 <Ada> +1",
                                        "[2026-11-22T09:00:01+0000] <Ada> +1",
                                        "(10:00:01) <Ada> +1",
                                        "[10:00:01]<Ada> +1",
                                        "10:00:01 < Ada> +1",           /* irssi */
                                        "Nov 22 10:00:01 <Ada>\t+1",    /* HexChat */
                                        "2026-11-22 10:00:01\tAda\t+1", /* WeeChat */
                                        "2026-11-22 10:00:01\t@Ada\t+1",
                                        "\xef\xbb\xbf[10:00:01] <Ada> +1\r\n",
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
    assert_int_equal(l.other_count, 1);
    chatlog_release(&l);
}

static void actions_are_read_in_every_layout(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "10:00  * ada hums for JSON", "10:00:00 *\tada hums for JSON",
        "2026-11-22 10:00:01\t *\tada hums for JSON", "[10:00:01] * @ada hums for JSON"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct chatlog l = reads(lines[i]);
        assert_int_equal(l.count, 1);
        assert_string_equal(l.items[0].text, "/me hums for JSON");
        assert_string_equal(l.items[0].name, "ada");
        chatlog_release(&l);
    }
}

static void a_nick_with_blanks_is_known_when_it_came_or_spoke(void **state)
{
    (void)state;
    struct chatlog l = reads("10:00:00 *** Tony Hansen has joined the room\n"
                             "10:00:01 * Tony Hansen hums for JSON\n"
                             "10:00:02 <Ada L.> hello\n"
                             "10:00:03 * Ada L. hums\n"
                             "10:00:04 * Tony also hums\n");
    assert_int_equal(l.count, 4);
    assert_string_equal(l.items[0].name, "Tony Hansen");
    assert_string_equal(l.items[0].text, "/me hums for JSON");
    assert_string_equal(l.items[2].identity, "irc:wg/ada l.");
    assert_string_equal(l.items[3].name, "Tony");
    assert_string_equal(l.items[3].text, "/me also hums");
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
                             "a line that goes on\n"
                             "2026-11-22 10:00:05\t-->\tcy (cy@example.org) has joined #wg\n"
                             "2026-11-22 10:00:06\t--\tMode #wg [+o cy] by x\n");
    assert_int_equal(l.count, 1);
    assert_int_equal(l.other_count, 9); /* all but two blank lines and the hello */
    assert_int_equal(l.items[0].number, 9);
    assert_int_equal(l.others[1].number, 2);
    assert_int_equal(l.others[1].why, CHAT_SERVER);
    assert_int_equal(l.others[6].number, 10);
    assert_int_equal(l.others[6].why, CHAT_NO_LINE);
    chatlog_release(&l);
}

static void check_identities(const struct chatlog *l, const char *const *identities, size_t count)
{
    assert_int_equal(l->count, count);
    for (uint32_t i = 0; i < l->count; i++)
        assert_string_equal(l->items[i].identity, identities[i]);
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
                             "10:00:06 <bo> +1\n"
                             "2026-11-22 10:00:07\t--\tbo is now known as [b|o]^\n"
                             "2026-11-22 10:00:08\t[b|o]^\t-1\n");
    static const char *const all[] = {"irc:wg/ada", "irc:wg/ada",
                                      "irc:wg/ada", "irc:wg/bo", /* people's words rename nobody */
                                      "irc:wg/bo",  "irc:wg/bo"};
    check_identities(&l, all, 6);
    assert_string_equal(l.items[1].name, "ada_away");
    chatlog_release(&l);
}

/* Who lost the connection comes back by another nick and takes the first again; who came as a guest
 * and said nothing is known by the nick they spoke by, and the next guest is somebody else. */
static void who_comes_back_to_a_nick_is_who_had_it(void **state)
{
    (void)state;
    struct chatlog l = reads("10:00:00 <ada> +1\n"
                             "10:00:01 -!- ada_ [a@example.org] has joined #wg\n"
                             "10:00:02 -!- ada [a@example.org] has quit [Ping timeout]\n"
                             "10:00:03 -!- ada_ is now known as ada\n"
                             "10:00:04 <ada> -1\n"
                             "10:00:05 -!- guest is now known as bo\n"
                             "10:00:06 -!- guest is now known as cy\n"
                             "10:00:07 <bo> +1\n"
                             "10:00:08 <cy> -1\n"
                             "10:00:09 -!- bo is now known as cy\n" /* both have spoken */
                             "10:00:10 <cy> 0\n");
    static const char *const all[] = {"irc:wg/ada", "irc:wg/ada", "irc:wg/bo", "irc:wg/cy",
                                      "irc:wg/cy"};
    check_identities(&l, all, 5);
    chatlog_release(&l);
}

static void bots_and_code_are_marked(void **state)
{
    (void)state;
    struct chatlog l = reads("10:00:00 <MeetBot> +1\n10:00:01 <x-bot> +1\n10:00:02 <abbot> +1\n"
                             "10:00:03 <ada>     +1\n10:00:03 <ada> \t+1\n"
                             "10:00:04 <VoteBot> +1\n10:00:05 <Talbot> +1\n"
                             "10:00:06 <TALBOT> +1\n10:00:07 <Vote bot> +1\n");
    assert_int_equal(l.items[0].read_as, CHAT_ECHO);
    assert_int_equal(l.items[1].read_as, CHAT_ECHO);
    assert_int_equal(l.items[2].read_as, LOG_READ_IT);
    assert_int_equal(l.items[3].read_as, CHAT_CODE);
    assert_int_equal(l.items[4].read_as, CHAT_CODE);
    assert_int_equal(l.items[5].read_as, CHAT_ECHO);
    assert_int_equal(l.items[6].read_as, LOG_READ_IT);
    assert_int_equal(l.items[7].read_as, LOG_READ_IT);
    assert_int_equal(l.items[8].read_as, CHAT_ECHO);
    chatlog_release(&l);
}

static void a_time_that_goes_back_is_after_midnight(void **state)
{
    (void)state;
    struct chatlog l = reads("23:59:59 <ada> a\n00:00:01 <ada> b\n[2026-11-22 00:00:02] <ada> c\n");
    assert_int_equal(l.items[1].time_us - l.items[0].time_us, 2 * SECOND_US);
    assert_int_equal(l.items[2].time_us, DAY - 3600 * SECOND_US + 2 * SECOND_US);
    chatlog_release(&l);
    /* nor does a morning after an afternoon lie before it; two lines may have changed places */
    l = reads("13:00 <ada> a\n12:59 <bo> b\n09:00 <ada> c\n");
    assert_int_equal(l.items[0].time_us - l.items[1].time_us, 60 * SECOND_US);
    assert_int_equal(l.items[2].time_us - l.items[0].time_us, (24 - 4) * 3600 * SECOND_US);
    assert_int_equal(l.items[2].grain_us, 60 * SECOND_US);
    chatlog_release(&l);
}

static void a_line_may_say_that_it_is_another_day(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "--- Day changed Wed Nov 25 2026", "--- Day changed 25 Nov 2026", /* none: order */
        "**** BEGIN LOGGING AT Wed Nov 25 10:00:00 2026", "--- Log opened Wed Nov 25 10:00:00 2026",
        "--- Day changed to 2026-11-25"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char text[200];
        snprintf(text, sizeof text, "10:00:00 <ada> a\n%s\n10:00:00 <ada> b\n", changes[i]);
        struct chatlog l = reads(text);
        const int64_t days = i == 1 ? 0 : 3; /* from the 22nd to the 25th */
        assert_int_equal(l.items[1].time_us - l.items[0].time_us, days * DAY_US);
        assert_int_equal(l.others[0].why, i == 1 ? CHAT_NO_LINE : CHAT_SERVER);
        chatlog_release(&l);
    }
    struct chatlog l = reads("Dec 31 23:59:59 <ada> a\nJan  1 00:00:00 <ada> b\n");
    assert_int_equal(l.items[1].time_us - l.items[0].time_us, SECOND_US);
    chatlog_release(&l);
}

static void the_same_line_has_the_same_id_and_the_next_another(void **state)
{
    (void)state;
    static const char first[] = "10:00:00 <ada> +1\n10:00:00 <ada> +1\n10:00:00 <bo> +1\n"
                                "10:00:01 <ada> +1\n10:00:01 <ADA> +1\n"
                                "10:00:02 * ada is now known as di\n10:00:02 <di> +1\n";
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
    l = reads("[10:00:00] *** ada has joined the room\n"); /* where nobody said anything */
    assert_int_equal(l.count, 0);
    chatlog_release(&l);
    l = reads("10:00:00 <a\x1b[31mb> x\xc3\x28 \xe2\x80\xae!\n");
    assert_string_equal(l.items[0].name, "a[31mb");
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

static void a_line_of_one_byte_a_letter_is_read_as_such(void **state)
{
    (void)state;
    struct chatlog l = reads("10:00:00 <Zo\xeb> f\xfcr \x96 \x80\n"
                             "10:00:01 <ada> \xc3\xbc cut \xc3\n");
    assert_string_equal(l.items[0].name, "Zo\u00eb");
    assert_string_equal(l.items[0].text, "f\u00fcr \u2013 \u20ac");
    assert_string_equal(l.items[1].text, "\u00fc cut \ufffd"); /* UTF-8, but for its end */
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
        cmocka_unit_test(actions_are_read_in_every_layout),
        cmocka_unit_test(a_nick_with_blanks_is_known_when_it_came_or_spoke),
        cmocka_unit_test(what_the_server_says_is_nobodys_words),
        cmocka_unit_test(who_takes_another_nick_stays_the_same),
        cmocka_unit_test(who_comes_back_to_a_nick_is_who_had_it),
        cmocka_unit_test(bots_and_code_are_marked),
        cmocka_unit_test(a_time_that_goes_back_is_after_midnight),
        cmocka_unit_test(a_line_may_say_that_it_is_another_day),
        cmocka_unit_test(the_same_line_has_the_same_id_and_the_next_another),
        cmocka_unit_test(what_is_no_log_is_refused_and_bad_bytes_are_made_clean),
        cmocka_unit_test(a_line_of_one_byte_a_letter_is_read_as_such),
        cmocka_unit_test(json_is_told_from_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
