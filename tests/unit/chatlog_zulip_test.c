#include "tests/unit/unit.h"

#include "core/chat.h"
#include "core/chatlog.h"
#include "core/when.h"

#include <stdio.h>
#include <string.h>

static struct chatlog reads(const char *json)
{
    struct chatlog l;
    assert_int_equal(chatlog_read_zulip(json, strlen(json), "wg", &l), STATUS_OK);
    return l;
}

#define HEAD "\"sender_id\":7,\"sender_full_name\":\"Ada\",\"timestamp\":1795341600,"

static void messages_are_read_in_all_their_wrappings(void **state)
{
    (void)state;
    static const char *const roots[] = {
        "{\"messages\":[{\"id\":11," HEAD "\"content\":\"+1\"}]}",
        "[{\"id\":11," HEAD "\"content\":\"<p>+1</p>\"}]",
        "{\"events\":[{\"type\":\"message\",\"message\":{\"id\":11," HEAD "\"content\":\"+1\"}}]}",
        "{\"result\":\"success\",\"message\":{\"id\":11," HEAD "\"content\":\"+1\"}}"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct chatlog l = reads(roots[i]);
        assert_int_equal(l.count, 1);
        assert_string_equal(l.source, "zulip:wg");
        assert_string_equal(l.items[0].id, "11");
        assert_string_equal(l.items[0].identity, "zulip:wg/7");
        assert_string_equal(l.items[0].name, "Ada");
        assert_string_equal(l.items[0].own, "+1");
        assert_int_equal(l.items[0].time_us, INT64_C(1795341600) * SECOND_US);
        chatlog_release(&l);
    }
}

/* content in JSON, the author's own lines, how it is read without reading */
static void a_message_has_its_stream_and_topic(void **state)
{
    (void)state;
    struct chatlog l = reads("[{\"id\":11," HEAD "\"content\":\"a\",\"stream_id\":5,"
                             "\"subject\":\"Shall we?\",\"reactions\":[{\"emoji_name\":\"+1\","
                             "\"user_id\":9}]},{\"id\":12," HEAD "\"content\":\"b\"}]");
    assert_string_equal(l.items[0].place, "5/Shall we?");
    assert_string_equal(l.items[1].place, "5/Shall we?"); /* the reaction */
    assert_string_equal(l.items[2].place, "");
    chatlog_release(&l);
}

static void quotes_and_code_are_not_the_authors_own(void **state)
{
    (void)state;
    static const struct {
        const char *content, *own;
        int read_as;
    } rows[] = {
        {"+1", "+1", LOG_READ_IT},
        {"> +1\\n-1", "-1", LOG_READ_IT},
        {"@_**Ada|7** [said](https://x):\\n```quote\\n+1\\n```\\nabstain",
         "@_**Ada|7** [said](https://x):\nabstain", LOG_READ_IT},
        {"```\\n+1\\n```", "", CHAT_CODE},
        {"````quote\\n```\\n+1\\n```\\n+1\\n````\\n-1", "-1", LOG_READ_IT}, /* a block in a quote */
        {"~~~\\n```\\n+1\\n~~~\\nyes", "yes", LOG_READ_IT},
        {"```\\n+1\\n``` x\\n+1", "", CHAT_CODE}, /* not closed */
        {"```+1```", "```+1```", LOG_READ_IT},    /* a line's own */
        {"/poll Shall we?\\nfor\\nagainst", "/poll Shall we?\nfor\nagainst", CHAT_CODE},
        {"<ul>\\n<li>1</li>\\n</ul>", "* 1", LOG_READ_IT},
        {"<p><del>+1</del></p>", "~~+1~~", LOG_READ_IT},
        {"<p><strong>+1</strong></p>", "+1", LOG_READ_IT},
        {"<p>&#8722;1 &#x1f44d; &#xd800;</p>", "\u22121 \U0001f44d &#xd800;", LOG_READ_IT},
        {"<p><span aria-label=\\\"+1\\\" class=\\\"emoji emoji-1f44d\\\">:+1:</span></p>",
         ":+1:", LOG_READ_IT},
        {"> +1", "", CHAT_QUOTED},
        {"    +1", "", CHAT_CODE},
        {"<p>+1 &amp; more</p>", "+1 & more", LOG_READ_IT},
        {"<p>a &#62; b &lt;c&gt;</p>", "a > b <c>", LOG_READ_IT},
        {"<blockquote>\\n<p>+1</p>\\n</blockquote>\\n<p>-1</p>", "-1", LOG_READ_IT},
        {"<blockquote><p>+1</p></blockquote>", "", CHAT_QUOTED},
        {"<p><code>+1</code></p>", "`+1`", LOG_READ_IT},
        {"<div class=\\\"codehilite\\\"><pre><code>+1\\n</code></pre></div>", "", CHAT_CODE},
        {"<p>one<br>\\ntwo</p>", "one\ntwo", LOG_READ_IT},
        {"<p>a < b</p>", "a", LOG_READ_IT}, /* what is no HTML loses its end, no more */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[600];
        snprintf(json, sizeof json, "[{\"id\":11," HEAD "\"content\":\"%s\"}]", rows[i].content);
        struct chatlog l = reads(json);
        assert_string_equal(l.items[0].own, rows[i].own);
        assert_int_equal(l.items[0].read_as, rows[i].read_as);
        chatlog_release(&l);
    }
}

static void the_newest_content_counts_from_its_edit_on(void **state)
{
    (void)state;
    struct chatlog l =
        reads("[{\"id\":11," HEAD "\"content\":\"-1\",\"last_edit_timestamp\":1795341700,"
              "\"edit_history\":[{\"prev_content\":\"+1\"}]},"
              "{\"id\":12," HEAD "\"content\":\"-1\",\"last_edit_timestamp\":1795341700,"
              "\"edit_history\":[{\"prev_subject\":\"x\"}]}]");
    assert_int_equal(l.items[0].time_us, INT64_C(1795341700) * SECOND_US);
    assert_int_equal(l.items[1].time_us, INT64_C(1795341600) * SECOND_US);
    assert_int_equal(l.items[0].posted_us, INT64_C(1795341600) * SECOND_US);
    chatlog_release(&l);
    l = reads("[{\"id\":1,\"content\":\"a\",\"timestamp\":1795341600.75},"
              "{\"id\":2,\"content\":\"b\",\"timestamp\":-5},"
              "{\"id\":3,\"content\":\"c\",\"timestamp\":1e300}]");
    assert_int_equal(l.items[0].time_us, INT64_C(1795341600) * SECOND_US);
    assert_int_equal(l.items[1].time_us, 0);
    assert_int_equal(l.items[2].time_us, 0);
    chatlog_release(&l);
    l = reads("{\"events\":[{\"type\":\"message\",\"message\":{\"id\":11," HEAD
              "\"content\":\"+1\"}},{\"type\":\"update_message\",\"message_id\":11,"
              "\"content\":\"-1\",\"edit_timestamp\":1795341800}]}");
    assert_int_equal(l.count, 1);
    assert_string_equal(l.items[0].text, "-1");
    assert_int_equal(l.items[0].time_us, INT64_C(1795341800) * SECOND_US);
    chatlog_release(&l);
}

static void deleted_messages_are_known_as_such(void **state)
{
    (void)state;
    struct chatlog l = reads("[{\"id\":11," HEAD "\"content\":\"(deleted)\"}]");
    assert_true(l.items[0].deleted);
    chatlog_release(&l);
    l = reads("{\"events\":[{\"type\":\"message\",\"message\":{\"id\":11," HEAD
              "\"content\":\"+1\"}},{\"type\":\"message\",\"message\":{\"id\":12," HEAD
              "\"content\":\"+1\"}},{\"type\":\"delete_message\",\"message_ids\":[11]},"
              "{\"type\":\"delete_message\",\"message_id\":99}]}");
    assert_true(l.items[0].deleted);
    assert_false(l.items[1].deleted);
    chatlog_release(&l);
}

static void a_reaction_is_somebodys_sign_and_unsure(void **state)
{
    (void)state;
    struct chatlog l =
        reads("[{\"id\":11," HEAD "\"content\":\"+1\",\"sender_realm_str\":\"ietf\",\"reactions\":["
              "{\"emoji_name\":\"thumbs_up\",\"user_id\":9,\"user\":{\"full_name\":\"Cy\"}},"
              "{\"emoji_name\":\"tada\",\"user_id\":9}]}]");
    assert_true(l.items[0].whole_reactions);
    assert_int_equal(l.count, 2);
    assert_string_equal(l.source, "zulip:ietf");
    assert_int_equal(l.items[1].read_as, CHAT_UNSURE_REACTION);
    assert_string_equal(l.items[1].identity, "zulip:ietf/9");
    assert_string_equal(l.items[1].name, "Cy");
    assert_string_equal(l.items[1].text, "(+1 under message 11)");
    chatlog_release(&l);
    /* by its code, where a realm has another name for it */
    l = reads("[{\"id\":11," HEAD "\"content\":\"x\",\"reactions\":[{\"emoji_name\":\"daumen\","
              "\"emoji_code\":\"1f44e\",\"user_id\":9}]},{\"id\":12," HEAD "\"content\":\"x\"}]");
    assert_int_equal(l.count, 3);
    assert_string_equal(l.items[1].text, "(-1 under message 11)");
    assert_false(l.items[2].whole_reactions);
    chatlog_release(&l);
    /* and taken back */
    l = reads("{\"events\":[{\"type\":\"message\",\"message\":{\"id\":11," HEAD
              "\"content\":\"+1\"}},{\"type\":\"reaction\",\"op\":\"add\",\"message_id\":11,"
              "\"emoji_name\":\"-1\",\"user_id\":9},{\"type\":\"reaction\",\"op\":\"remove\","
              "\"message_id\":11,\"emoji_name\":\"-1\",\"user_id\":9}]}");
    assert_int_equal(l.count, 2);
    assert_true(l.items[1].deleted);
    chatlog_release(&l);
}

/* Two pages of one list overlap, or a list was fetched twice: the last word counts, once. */
static void a_message_that_is_there_twice_is_one(void **state)
{
    (void)state;
    struct chatlog l =
        reads("[{\"id\":11," HEAD
              "\"content\":\"+1\",\"reactions\":[{\"emoji_name\":\"+1\",\"user_id\":8},"
              "{\"emoji_name\":\"+1\",\"user_id\":9}]},{\"id\":12," HEAD "\"content\":\"hi\"},"
              "{\"id\":11," HEAD
              "\"content\":\"-1\",\"reactions\":[{\"emoji_name\":\"+1\",\"user_id\":9}]}]");
    assert_int_equal(l.count, 4);
    assert_string_equal(l.items[0].text, "-1");
    assert_int_equal(l.items[0].number, 3);
    assert_string_equal(l.items[1].id, "11 +1 zulip:wg/8");
    assert_true(l.items[1].deleted);
    assert_false(l.items[2].deleted);
    chatlog_release(&l);
}

static void bots_of_zulip_are_marked(void **state)
{
    (void)state;
    struct chatlog l =
        reads("[{\"id\":1," HEAD "\"content\":\"+1\",\"sender_email\":\"vote-bot@x.org\"},"
              "{\"id\":2," HEAD "\"content\":\"+1\",\"sender_is_bot\":true},"
              "{\"id\":3," HEAD "\"content\":\"+1\",\"sender_email\":\"abbot@x.org\"}]");
    assert_int_equal(l.items[0].read_as, CHAT_ECHO);
    assert_int_equal(l.items[1].read_as, CHAT_ECHO);
    assert_int_equal(l.items[2].read_as, LOG_READ_IT);
    chatlog_release(&l);
}

static void what_is_no_list_of_messages_is_refused(void **state)
{
    (void)state;
    static const char *const roots[] = {"{}", "{\"messages\":7}", "7", "[", "{\"a\":1,\"a\":2}"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct chatlog l;
        assert_int_equal(chatlog_read_zulip(roots[i], strlen(roots[i]), "wg", &l), REFUSED_NO_LOG);
        chatlog_release(&l);
    }
    struct chatlog l = reads("[{\"id\":1},7,null,{\"content\":\"+1\"},{\"id\":\"x\","
                             "\"content\":\"+1\"}]");
    assert_int_equal(l.count, 0);
    assert_int_equal(l.other_count, 5);
    chatlog_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_read_in_all_their_wrappings),
        cmocka_unit_test(a_message_has_its_stream_and_topic),
        cmocka_unit_test(quotes_and_code_are_not_the_authors_own),
        cmocka_unit_test(the_newest_content_counts_from_its_edit_on),
        cmocka_unit_test(deleted_messages_are_known_as_such),
        cmocka_unit_test(a_reaction_is_somebodys_sign_and_unsure),
        cmocka_unit_test(a_message_that_is_there_twice_is_one),
        cmocka_unit_test(bots_of_zulip_are_marked),
        cmocka_unit_test(what_is_no_list_of_messages_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
