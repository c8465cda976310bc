#include "tests/unit/play.h"

#include "core/view.h"

#define READY "\"kind\":\"ready\",\"text\":\"Ready?\""
#define EDIT "\"command\":\"edit\",\"question\":1,"

static bool public_sees(const struct play *p, const char *what)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(&p->meeting, AUDIENCE_PUBLIC, &bytes, &len), STATUS_OK);
    bool found = strstr(bytes, what) != NULL;
    free(bytes);
    return found;
}

static void a_question_is_edited_until_it_is_asked(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"edit\",\"question\":9," READY), REFUSED_NO_QUESTION);
    assert_int_equal(chair(&p, EDIT "\"kind\":\"options\",\"text\":\"Which?\",\"options\":[\"A\"]"),
                     REFUSED_OPTIONS);
    assert_int_equal(chair(&p, EDIT READY ",\"relation\":\"follows\",\"of_question\":1"),
                     REFUSED_BAD_VALUE);
    assert_int_equal(chair(&p, EDIT READY), STATUS_OK);
    const struct question *q = meeting_question(&p.meeting, 1);
    assert_int_equal(p.meeting.questions.count, 1);
    assert_int_equal(q->kind, QUESTION_READY);
    assert_string_equal(meeting_text(&p.meeting, meeting_option(&p.meeting, q, 0)->name), "ready");
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, EDIT READY), REFUSED_ASKED);
    play_release(&p);
}

/* Questions 1, 2, 3 as steps move them. */
static void questions_stand_in_the_chairs_order(void **state)
{
    (void)state;
    static const struct {
        const char *move;
        uint32_t order[3];
    } steps[] = {
        {"\"command\":\"move\",\"question\":3,\"before\":1", {3, 1, 2}},
        {"\"command\":\"move\",\"question\":3,\"before\":2", {1, 3, 2}},
        {"\"command\":\"move\",\"question\":1", {3, 2, 1}},
        {"\"command\":\"move\",\"question\":1", {3, 2, 1}},
    };
    struct play p;
    play_open(&p);
    for (int i = 0; i < 2; i++)
        assert_int_equal(chair(&p, "\"command\":\"prepare\"," READY), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"move\",\"question\":3,\"before\":3"),
                     REFUSED_ALREADY);
    assert_int_equal(chair(&p, "\"command\":\"move\",\"question\":3,\"before\":4"),
                     REFUSED_NO_QUESTION);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        assert_int_equal(chair(&p, steps[i].move), STATUS_OK);
        assert_int_equal(p.meeting.order.count, 3);
        assert_memory_equal(p.meeting.order.items, steps[i].order, sizeof steps[i].order);
    }
    play_release(&p);
}

static void a_preview_is_everybodys_until_it_is_asked(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_false(public_sees(&p, "Shall we adopt it?"));
    assert_int_equal(chair(&p, "\"command\":\"preview\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"preview\",\"question\":1"), REFUSED_ALREADY);
    assert_true(public_sees(&p, "\"preview\":{\"question\":1,"));
    assert_int_equal(chair(&p, "\"command\":\"preview\""), STATUS_OK);
    assert_true(public_sees(&p, "\"preview\":null"));
    assert_int_equal(chair(&p, "\"command\":\"preview\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_true(public_sees(&p, "\"preview\":null"));
    play_release(&p);
}

static void links_of_the_list_are_links(void **state)
{
    (void)state;
    static const struct {
        const char *links;
        enum status expected;
    } cases[] = {
        {"https://a.org/1", STATUS_OK},         {"https://a.org/1 http://b.org/?x=1", STATUS_OK},
        {"javascript:alert(1)", REFUSED_LINKS}, {"https://", REFUSED_LINKS},
        {"https://a.org see b", REFUSED_LINKS}, {"https://a.org/<b>", REFUSED_LINKS},
        {"ftp://a.org", REFUSED_LINKS},
    };
    struct play p;
    play_open(&p);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char members[300];
        snprintf(members, sizeof members, "\"command\":\"prepare\"," READY ",\"links\":\"%s\"",
                 cases[i].links);
        assert_int_equal(chair(&p, members), cases[i].expected);
    }
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_is_edited_until_it_is_asked),
        cmocka_unit_test(questions_stand_in_the_chairs_order),
        cmocka_unit_test(a_preview_is_everybodys_until_it_is_asked),
        cmocka_unit_test(links_of_the_list_are_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
