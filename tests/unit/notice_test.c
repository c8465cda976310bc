#include "tests/unit/unit.h"

#include "core/notice.h"
#include "core/when.h"

#include <stdlib.h>
#include <string.h>

static int64_t day(const char *text)
{
    int64_t us;
    assert_int_equal(when_parse(text, &us), STATUS_OK);
    return us;
}

/* A meeting on 22 November 2026 at 10:00 in Berlin, one hour east of UTC. */
static struct meeting_plan plan_of(const char *kind)
{
    struct meeting_plan p;
    plan_default(&p);
    p.kind = kind;
    p.start = "2026-11-22T10:00";
    p.offset_minutes = 60;
    p.notice.length_minutes = 120;
    p.notice.back_channel = "zulip framing";
    return p;
}

static struct meeting_notice checked(const struct meeting_plan *p, const char *now)
{
    struct meeting_notice n;
    const char *why = NULL;
    assert_int_equal(notice_check(p, day("2026-11-22T09:00Z"), day(now), &n, &why), STATUS_OK);
    return n;
}

static void due(const struct meeting_notice *n, enum plan_step step, const char *expected)
{
    assert_int_not_equal(n->steps[step].state, NOTICE_NOT_NEEDED);
    assert_int_equal(n->steps[step].due_us, day(expected) + DAY_US - SECOND_US);
}

/* 22 November - 28 days = 25 October; - 14 = 8 November; - 1 = 21 November; + 10 = 2 December; + 30
 * = 22 December. */
static void a_face_to_face_interim_is_announced_four_weeks_before(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("face-to-face interim");
    struct meeting_notice n = checked(&p, "2026-10-01");
    assert_int_equal(n.approval, APPROVAL_AREA_DIRECTOR);
    due(&n, STEP_APPROVAL, "2026-10-25");
    due(&n, STEP_ANNOUNCEMENT, "2026-10-25");
    due(&n, STEP_AGENDA, "2026-11-08");
    due(&n, STEP_SLIDES, "2026-11-21");
    due(&n, STEP_ATTENDANCE, "2026-12-02");
    due(&n, STEP_MINUTES, "2026-12-02");
    due(&n, STEP_PROCEEDINGS, "2026-12-22");
    assert_int_equal(n.late_count, 0);
}

/* 22 November - 14 days = 8 November; - 7 = 15 November. */
static void what_needs_no_travel_is_announced_two_weeks_before(void **state)
{
    (void)state;
    const char *kinds[] = {"virtual interim", "conference call", "chat session"};
    for (size_t i = 0; i < 3; i++) {
        struct meeting_plan p = plan_of(kinds[i]);
        struct meeting_notice n = checked(&p, "2026-11-01");
        assert_int_equal(n.approval, APPROVAL_CHAIR);
        assert_int_equal(n.steps[STEP_APPROVAL].state, NOTICE_NOT_NEEDED);
        due(&n, STEP_ANNOUNCEMENT, "2026-11-08");
        due(&n, STEP_AGENDA, "2026-11-15");
        assert_true(n.announced_here);
        assert_int_equal(n.finding_count, 0);
    }
}

static void a_session_is_announced_with_its_meeting_and_a_bof_is_approved(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("session");
    struct meeting_notice n = checked(&p, "2026-11-01");
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].state, NOTICE_NOT_NEEDED);
    assert_false(n.announced_here);
    due(&n, STEP_AGENDA, "2026-11-08");
    p = plan_of("BoF");
    n = checked(&p, "2026-10-01");
    due(&n, STEP_APPROVAL, "2026-10-25");
    assert_int_equal(n.finding_count, 1);
    assert_string_equal(n.findings[0].about, "area_director");
}

static void small_rounds_need_nothing_and_claim_nothing(void **state)
{
    (void)state;
    const char *kinds[] = {"design team", "Bar BoF", "list only"};
    const char *notes[] = {"the group decides", "limited to its participants",
                           "on the mailing list"};
    for (size_t i = 0; i < 3; i++) {
        struct meeting_plan p = plan_of(kinds[i]);
        p.notice.length_minutes = 0;
        p.notice.back_channel = "";
        struct meeting_notice n = checked(&p, "2027-11-01");
        for (size_t step = 0; step < STEP_COUNT; step++)
            assert_int_equal(n.steps[step].state, NOTICE_NOT_NEEDED);
        assert_non_null(strstr(n.note, notes[i]));
        assert_int_equal(n.finding_count + n.late_count, 0);
    }
}

static void a_step_is_in_time_until_the_end_of_its_day(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("virtual interim");
    struct meeting_notice n = checked(&p, "2026-11-06T12:00Z");
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].state, NOTICE_TO_DO);
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].days, 2);
    n = checked(&p, "2026-11-08T23:59:59Z");
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].state, NOTICE_TO_DO);
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].days, 0);
    assert_int_equal(n.late_count, 0);
    n = checked(&p, "2026-11-09T00:00Z");
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].state, NOTICE_LATE);
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].days, 1);
    assert_int_equal(n.late_count, 1);
}

static void what_was_done_is_in_time_or_late_by_its_date(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("virtual interim");
    p.notice.done[STEP_ANNOUNCEMENT] = "2026-11-08";
    p.notice.done[STEP_AGENDA] = "2026-11-18"; /* due on the 15th */
    struct meeting_notice n = checked(&p, "2026-11-20");
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].state, NOTICE_DONE);
    assert_int_equal(n.steps[STEP_AGENDA].state, NOTICE_DONE_LATE);
    assert_int_equal(n.steps[STEP_AGENDA].days, 3);
    assert_int_equal(n.late_count, 0);
    n = checked(&p, "2026-11-17");
    assert_int_equal(n.finding_count, 1); /* the 18th is still to come */
    assert_string_equal(n.findings[0].about, "done");
}

/* 22 November - 21 days = 1 November. */
static void lead_times_of_the_file_come_first(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("face-to-face interim");
    p.notice.lead_days[STEP_ANNOUNCEMENT] = 21;
    p.notice.lead_days[STEP_MINUTES] = 0;
    struct meeting_notice n = checked(&p, "2026-10-01");
    due(&n, STEP_ANNOUNCEMENT, "2026-11-01");
    due(&n, STEP_APPROVAL, "2026-11-01"); /* goes with what it allows */
    due(&n, STEP_MINUTES, "2026-11-22");
    p.notice.lead_days[STEP_APPROVAL] = 28;
    n = checked(&p, "2026-10-01");
    due(&n, STEP_APPROVAL, "2026-10-25");
    p.kind = "Bar BoF";
    n = checked(&p, "2026-10-01");
    assert_int_equal(n.steps[STEP_ANNOUNCEMENT].state, NOTICE_NOT_NEEDED);
}

/* Minutes: 24 November + 10 days = 4 December. */
static void several_days_follow_one_another_and_minutes_count_from_the_last(void **state)
{
    (void)state;
    const char *row[] = {"2026-11-22", "2026-11-23", "2026-11-24"};
    const char *gap[] = {"2026-11-22", "2026-11-24"};
    const char *other[] = {"2026-11-23", "2026-11-24"};
    struct meeting_plan p = plan_of("virtual interim");
    p.notice.days = row;
    p.notice.day_count = 3;
    struct meeting_notice n = checked(&p, "2026-11-01");
    assert_int_equal(n.finding_count, 0);
    due(&n, STEP_AGENDA, "2026-11-15");
    due(&n, STEP_MINUTES, "2026-12-04");
    p.notice.days = gap;
    p.notice.day_count = 2;
    n = checked(&p, "2026-11-01");
    assert_int_equal(n.finding_count, 1);
    assert_non_null(strstr(n.findings[0].sentence, "follow one another"));
    p.notice.days = other;
    n = checked(&p, "2026-11-01");
    assert_int_equal(n.finding_count, 1);
    assert_non_null(strstr(n.findings[0].sentence, "day of the start"));
}

/* 23 November, 08:00 in Tokyo (UTC+9) is 22 November, 23:00 UTC: days count from the 23rd. */
static void days_are_those_of_the_meetings_zone(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("virtual interim");
    struct meeting_notice n;
    const char *why = NULL;
    p.start = "2026-11-23T08:00";
    p.offset_minutes = 540;
    assert_int_equal(notice_check(&p, day("2026-11-22T23:00Z"), day("2026-11-01"), &n, &why),
                     STATUS_OK);
    due(&n, STEP_AGENDA, "2026-11-16");
}

static void length_and_back_channel_have_their_rules(void **state)
{
    (void)state;
    const struct {
        int32_t minutes;
        uint32_t findings;
    } cases[] = {{0, 1}, {29, 1}, {30, 0}, {300, 0}, {301, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct meeting_plan p = plan_of("session");
        p.notice.length_minutes = cases[i].minutes;
        struct meeting_notice n = checked(&p, "2026-11-01");
        assert_int_equal(n.finding_count, cases[i].findings);
    }
    struct meeting_plan p = plan_of("session");
    p.notice.back_channel = "";
    struct meeting_notice n = checked(&p, "2026-11-01");
    assert_int_equal(n.finding_count, 1);
    assert_string_equal(n.findings[0].about, "back_channel");
}

static void kinds_are_known_by_their_words(void **state)
{
    (void)state;
    for (int k = 0; k < MEETING_KIND_COUNT; k++)
        assert_int_equal(meeting_kind_of(meeting_kind_words[k]), k);
    assert_int_equal(meeting_kind_of("Face to Face Interim"), MEETING_FACE_TO_FACE);
    assert_int_equal(meeting_kind_of("bar-bof"), MEETING_BAR_BOF);
    assert_int_equal(meeting_kind_of("bof"), MEETING_BOF);
    const char *none[] = {"", "interim", "bofs", "sessio", "list"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(meeting_kind_of(none[i]), -1);
}

static void without_kind_or_start_nothing_is_said(void **state)
{
    (void)state;
    struct meeting_notice n;
    const char *why = NULL;
    struct meeting_plan p = plan_of("interim");
    assert_int_equal(notice_check(&p, 0, 0, &n, &why), REFUSED_BAD_VALUE);
    assert_non_null(strstr(why, "virtual interim"));
    p = plan_of("");
    assert_int_equal(notice_check(&p, 0, 0, &n, &why), REFUSED_BAD_VALUE);
    p = plan_of("session");
    p.start = "";
    assert_int_equal(notice_check(&p, 0, 0, &n, &why), REFUSED_BAD_VALUE);
    assert_non_null(strstr(why, "start"));
    p.kind = "list only";
    assert_int_equal(notice_check(&p, 0, 0, &n, &why), STATUS_OK);
    assert_int_equal(n.first_day_us, 0);
}

static void words_name_what_is_late_and_what_is_due(void **state)
{
    (void)state;
    struct meeting_plan p = plan_of("virtual interim");
    p.notice.length_minutes = 20;
    p.notice.done[STEP_ANNOUNCEMENT] = "2026-11-09";
    struct meeting_notice n = checked(&p, "2026-11-16");
    struct text t = {0};
    char *words = NULL;
    notice_text(&p, &n, day("2026-11-16"), &t);
    assert_int_equal(text_take(&t, &words, NULL), STATUS_OK);
    const char *parts[] = {"virtual interim on 2026-11-22, 20 minutes",
                           "approval     not needed",
                           "announcement done on 2026-11-09, 1 day after it was due",
                           "agenda       LATE: was due by 2026-11-15, 1 day ago",
                           "slides       due by 2026-11-21, in 5 days",
                           "length_minutes: a session lasts 30 to 300 minutes"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_non_null(strstr(words, parts[i]));
    free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_face_to_face_interim_is_announced_four_weeks_before),
        cmocka_unit_test(what_needs_no_travel_is_announced_two_weeks_before),
        cmocka_unit_test(a_session_is_announced_with_its_meeting_and_a_bof_is_approved),
        cmocka_unit_test(small_rounds_need_nothing_and_claim_nothing),
        cmocka_unit_test(a_step_is_in_time_until_the_end_of_its_day),
        cmocka_unit_test(what_was_done_is_in_time_or_late_by_its_date),
        cmocka_unit_test(lead_times_of_the_file_come_first),
        cmocka_unit_test(several_days_follow_one_another_and_minutes_count_from_the_last),
        cmocka_unit_test(days_are_those_of_the_meetings_zone),
        cmocka_unit_test(length_and_back_channel_have_their_rules),
        cmocka_unit_test(kinds_are_known_by_their_words),
        cmocka_unit_test(without_kind_or_start_nothing_is_said),
        cmocka_unit_test(words_name_what_is_late_and_what_is_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
