#include "tests/unit/play.h"

#include "core/plan.h"
#include "core/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct plan_mistakes mistakes;

static enum status parse(const char *text)
{
    struct meeting_plan plan = {0};
    enum status s = plan_parse(text, strlen(text), &plan, &mistakes);
    plan_release(&plan);
    return s;
}

/* A file with these members beside the two that it needs. */
static void refuses(const char *members, const char *mistake)
{
    char file[4096];
    snprintf(file, sizeof file, "{\"schema\": \"humroom.meeting/1\", \"title\": \"T\", %s}",
             members);
    assert_int_equal(parse(file), REFUSED_MEETING_FILE);
    assert_int_equal(mistakes.count, 1);
    assert_string_equal(mistakes.text[0], mistake);
}

static void accepts(const char *members)
{
    char file[4096];
    snprintf(file, sizeof file, "{\"schema\": \"humroom.meeting/1\", \"title\": \"T\", %s}",
             members);
    enum status s = parse(file);
    if (s != STATUS_OK)
        print_error("%s\n", mistakes.text[0]);
    assert_int_equal(s, STATUS_OK);
}

static void a_whole_meeting_file_is_read(void **state)
{
    (void)state;
    char bytes[4096];
    FILE *f = fopen(FIXTURES "/meetings/framing.json", "rb");
    assert_non_null(f);
    size_t len = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    struct meeting_plan p;
    assert_int_equal(plan_parse(bytes, len, &p, &mistakes), STATUS_OK);
    assert_string_equal(p.title, "Framing, second interim");
    assert_string_equal(p.group, "framing");
    assert_string_equal(p.kind, "interim");
    assert_string_equal(p.start, "2026-11-22T10:00");
    assert_string_equal(p.zone, "Europe/Berlin");
    assert_string_equal(p.mail_list, "framing@lists.example.org");
    assert_string_equal(p.note_well_url, "https://www.ietf.org/about/note-well/");
    assert_int_equal(p.chair_count, 2);
    assert_string_equal(p.chairs[0].name, "Zo\xc3\xab Marsh");
    assert_string_equal(p.chairs[0].mail, "zoe@example.org");
    assert_string_equal(p.chairs[1].mail, "");
    assert_int_equal(p.scribe_count, 1);
    assert_string_equal(p.scribes[0].name, "Ola Nordmann");
    assert_int_equal(p.question_count, 2);
    assert_int_equal(p.questions[0].kind, QUESTION_FOR_AGAINST);
    assert_int_equal(p.questions[0].option_count, 0);
    assert_int_equal(p.questions[1].kind, QUESTION_OPTIONS);
    assert_int_equal(p.questions[1].option_count, 3);
    assert_string_equal(p.questions[1].options[2], "negotiated");
    plan_release(&p);
}

static void what_is_left_out_is_empty_and_the_zone_is_utc(void **state)
{
    (void)state;
    const char *file = "{\"schema\": \"humroom.meeting/1\", \"title\": \" T \", \"group\": null}";
    struct meeting_plan p;
    assert_int_equal(plan_parse(file, strlen(file), &p, &mistakes), STATUS_OK);
    assert_string_equal(p.title, "T"); /* trimmed */
    assert_string_equal(p.zone, "UTC");
    assert_string_equal(p.group, "");
    assert_string_equal(p.version, "");
    assert_int_equal(p.chair_count + p.scribe_count + p.question_count, 0);
    plan_release(&p);
}

static void all_mistakes_are_listed_at_once_with_their_place(void **state)
{
    (void)state;
    assert_int_equal(
        parse("{\"schema\": \"humroom.meeting/1\", \"titel\": \"T\", \"start\": \"soon\", "
              "\"zone\": \"../x\","
              " \"list\": \"a b@c\", \"chairs\": [{\"mail\": \"@\"}, 7], \"scribes\": {},"
              " \"questions\": [{\"kind\": \"vote\", \"text\": \"Q\"},"
              " {\"kind\": \"options\", \"text\": \"\", \"options\": [\"a\", \" A\", 3]}]}"),
        REFUSED_MEETING_FILE);
    const char *expected[] = {
        "there is no key \"titel\"",
        "title: is missing",
        "start: must be a date or a time like 2026-11-22T10:00",
        "zone: must be the name of a time zone like Europe/Berlin",
        "list: must be a mail address like name@example.org",
        "chairs[1].name: is missing",
        "chairs[1].mail: must be a mail address like name@example.org",
        "chairs[2]: must be an object with name and mail",
        "scribes: must be a list",
        "questions[1].kind: must be for-against, options, objections, live-with, read, ready, "
        "plurality, draw, adopt or withdraw",
        "questions[2].text: is empty",
        "questions[2].options[2]: is the same as options[1]",
        "questions[2].options[3]: must be a text",
    };
    const size_t count = sizeof expected / sizeof expected[0];
    for (size_t i = 0; i < count && i < mistakes.count; i++)
        assert_string_equal(mistakes.text[i], expected[i]);
    assert_int_equal(mistakes.count, count);
}

static void what_is_no_json_is_refused_with_its_line(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"schema\": \"humroom.meeting/1\",\n\n \"title\"; 3}"),
                     REFUSED_MEETING_FILE);
    assert_int_equal(mistakes.count, 1);
    assert_memory_equal(mistakes.text[0], "line 3: ", 8);
    assert_int_equal(parse(""), REFUSED_MEETING_FILE);
    assert_string_equal(mistakes.text[0], "this is not JSON: the file is empty");
    assert_int_equal(parse("[]"), REFUSED_MEETING_FILE);
    assert_string_equal(mistakes.text[0], "the file must hold one object");
}

static void another_schema_is_named_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"wrong\": 1}"), REFUSED_MEETING_FILE);
    assert_int_equal(mistakes.count, 1);
    assert_string_equal(mistakes.text[0],
                        "schema: is missing; a meeting file says \"humroom.meeting/1\"");
    assert_int_equal(parse("{\"schema\": \"humroom.meeting/2\", \"new\": 1}"),
                     REFUSED_MEETING_FILE);
    assert_int_equal(mistakes.count, 1);
    assert_string_equal(mistakes.text[0],
                        "schema: is of another version; this humroom reads \"humroom.meeting/1\"");
    assert_int_equal(parse("{\"schema\": \"humroom.measure/1\"}"), REFUSED_MEETING_FILE);
    assert_string_equal(mistakes.text[0], "schema: is not \"humroom.meeting/1\"");
}

static void texts_that_may_not_be_shown_are_refused_and_never_quoted(void **state)
{
    (void)state;
    refuses("\"group\": \"a\\u001b[2Jb\"", "group: holds control or direction-changing characters");
    refuses("\"group\": \"a\\u202eb\"", "group: holds control or direction-changing characters");
    refuses("\"group\": \" \"", "group: is empty");
    refuses("\"group\": 7", "group: must be a text");
    refuses("\"a\\u001bb\": 1", "there is a key that is not known, and not readable");
    char members[512];
    snprintf(members, sizeof members, "\"group\": \"%0201d\"", 0); /* NAME_BYTES_MAX is 200 */
    refuses(members, "group: is longer than 200 bytes");
}

static void options_are_two_to_fourteen_different_ones(void **state)
{
    (void)state;
    refuses("\"questions\": [{\"kind\": \"options\", \"text\": \"Q\"}]",
            "questions[1].options: needs at least two options");
    refuses("\"questions\": [{\"kind\": \"options\", \"text\": \"Q\", \"options\": [\"a\"]}]",
            "questions[1].options: needs at least two options");
    refuses("\"questions\": [{\"kind\": \"options\", \"text\": \"Q\", \"options\": [\"a\", \"Don't "
            "care\"]}]",
            "questions[1].options[2]: is added by itself; leave it out");
    refuses("\"questions\": [{\"kind\": \"for-against\", \"text\": \"Q\", \"options\": [\"a\", "
            "\"b\"]}]",
            "questions[1].options: for-against has its own; leave this out");
    /* 16 in all, "don't care" and "something else" among them */
    accepts("\"questions\": [{\"kind\": \"options\", \"text\": \"Q\", \"options\": [\"1\", \"2\", "
            "\"3\","
            " \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", \"11\", \"12\", \"13\", \"14\"]}]");
    refuses("\"questions\": [{\"kind\": \"options\", \"text\": \"Q\", \"options\": [\"1\", \"2\", "
            "\"3\","
            " \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", \"11\", \"12\", \"13\", \"14\", "
            "\"15\"]}]",
            "questions[1].options: has 15 entries, at most 14 are possible");
}

#define ADOPT "\"questions\": [{\"kind\": \"adopt\", \"text\": \"Q\""
#define WITHDRAW "\"questions\": [{\"kind\": \"withdraw\", \"text\": \"Q\", \"draft\": \"d\""
#define EVENTS ", \"events\": \"e\""

static void drafts_are_named_as_their_question_needs_them(void **state)
{
    (void)state;
    accepts(ADOPT ", \"draft\": \"d\"}]");
    accepts(ADOPT ", \"draft\": \"d\", \"care\": true}]");
    accepts(ADOPT ", \"drafts\": [\"a\", \"b\"]}]");
    accepts(ADOPT ", \"drafts\": [\"a\"], \"adopted\": \"b\"}]");
    accepts("\"questions\": [{\"kind\": \"read\", \"text\": \"Q\", \"draft\": \"d\"}]");
    accepts(WITHDRAW EVENTS ", \"cause\": [\"effort\"], \"tried\": [\"reviews-asked\"]}]");
    refuses(ADOPT "}]", "questions[1].draft: is missing");
    refuses(ADOPT ", \"drafts\": [\"a\"]}]",
            "questions[1].drafts: needs two, or one beside the draft in \"adopted\"");
    refuses(ADOPT ", \"drafts\": []}]",
            "questions[1].drafts: needs two, or one beside the draft in \"adopted\"");
    refuses(ADOPT ", \"drafts\": [\"a\", \"A\"]}]", "questions[1].drafts[2]: is there already");
    refuses(ADOPT ", \"drafts\": [\"a\", \"b\"], \"adopted\": \"b\"}]",
            "questions[1].drafts[2]: is there already");
    /* 3 x 5 and merge, wait, none: 18 */
    refuses(ADOPT ", \"drafts\": [\"a\", \"b\", \"c\", \"d\", \"e\"], \"adopted\": \"f\"}]",
            "questions[1].drafts: are too many: at most 16 options can be asked for");
    refuses(ADOPT ", \"drafts\": [\"a\", \"b\"], \"draft\": \"c\"}]",
            "questions[1].draft: is one, \"drafts\" are those that compete; leave one of them out");
    refuses(ADOPT ", \"drafts\": [\"a\", \"b\"], \"care\": true}]",
            "questions[1].care: is for one draft; leave this out");
    refuses(ADOPT ", \"draft\": \"a\", \"care\": 1}]", "questions[1].care: must be true or false");
    refuses(ADOPT ", \"draft\": \"a\", \"adopted\": \"b\"}]",
            "questions[1]: needs \"drafts\" beside \"adopted\"");
    refuses(ADOPT ", \"draft\": \"a\", \"events\": \"b\"}]",
            "questions[1]: there is no key \"events\"");
    refuses(WITHDRAW ", \"cause\": [\"effort\"]}]", "questions[1].events: is missing");
    refuses(WITHDRAW EVENTS "}]",
            "questions[1].cause: is missing: lack of interest, effort or consensus");
    refuses(WITHDRAW EVENTS ", \"cause\": [\"time\"]}]",
            "questions[1].cause[1]: is none of the words that are known here");
}

#define DRAW "\"questions\": [{\"kind\": \"draw\", \"text\": \"Q\""
#define VOTE                                                                                       \
    "\"questions\": [{\"kind\": \"plurality\", \"text\": \"Q\", \"options\": [\"a\", \"b\"]"

static void a_draw_and_a_vote_say_their_rules_beforehand(void **state)
{
    (void)state;
    accepts(DRAW ", \"method\": \"coin\", \"grounds\": \"minor\", \"options\": [\"a\", \"b\"],"
                 " \"source\": \"the room\"}]");
    accepts(DRAW
            ", \"method\": \"chair\", \"grounds\": \"balanced\", \"options\": [\"a\", \"b\"]}]");
    accepts(DRAW ", \"method\": \"straw\", \"agreement\": \"w\", \"pick\": 2}]");
    accepts(DRAW ", \"method\": \"random\", \"agreement\": \"w\"}]");
    accepts(VOTE ", \"votes\": 2, \"who_counts\": \"all\", \"agreement\": \"w\"}]");
    refuses(DRAW ", \"options\": [\"a\", \"b\"]}]",
            "questions[1].method: is missing: coin, chair, straw, random or rfc3797");
    refuses(DRAW ", \"method\": \"dice\", \"options\": [\"a\", \"b\"]}]",
            "questions[1].method: must be coin, chair, straw, random or rfc3797");
    refuses(DRAW ", \"method\": \"coin\", \"options\": [\"a\", \"b\"]}]",
            "questions[1].grounds: is missing: minor or balanced");
    refuses(DRAW
            ", \"method\": \"coin\", \"grounds\": \"minor\", \"options\": [\"a\", \"b\", \"c\"]}]",
            "questions[1].options: has 3 entries, at most 2 are possible");
    refuses(DRAW ", \"method\": \"coin\", \"grounds\": \"minor\"}]",
            "questions[1].options: needs at least two options");
    refuses(DRAW ", \"method\": \"straw\"}]", "questions[1].agreement: is missing");
    refuses(DRAW ", \"method\": \"straw\", \"agreement\": \"w\", \"options\": [\"a\", \"b\"]}]",
            "questions[1].options: volunteers are drawn; leave this out");
    refuses(DRAW ", \"method\": \"random\", \"agreement\": \"w\", \"pick\": 3, \"options\": "
                 "[\"a\", \"b\"]}]",
            "questions[1].options: are fewer than are to be drawn");
    refuses(DRAW ", \"method\": \"random\", \"agreement\": \"w\", \"pick\": 0}]",
            "questions[1].pick: must be a number from 1 to 99"); /* VOLUNTEERS_MAX - 1 */
    refuses(VOTE ", \"votes\": 3, \"who_counts\": \"all\", \"agreement\": \"w\"}]",
            "questions[1].votes: must be a number from 1 to 2");
    refuses(VOTE ", \"agreement\": \"w\"}]", "questions[1].who_counts: is missing");
    refuses(VOTE ", \"who_counts\": \"all\", \"agreement\": \"w\", \"chat_counted\": 1}]",
            "questions[1].chat_counted: must be true or false");
    refuses("\"questions\": [{\"kind\": \"for-against\", \"text\": \"Q\", \"sides\": \"\"}]",
            "questions[1].sides: must be both, turned, both-ways, for-alone or against-alone");
    refuses("\"questions\": [{\"kind\": \"ready\", \"text\": \"Q\", \"sides\": \"both\"}]",
            "questions[1]: there is no key \"sides\"");
    refuses(ADOPT ", \"drafts\": [\"a\", \"b\"], \"outcomes\": [\"second\"]}]",
            "questions[1].outcomes: has one that these drafts can not come to");
    refuses(ADOPT ", \"draft\": \"a\", \"outcomes\": [\"one\"]}]",
            "questions[1]: needs \"drafts\" beside \"outcomes\"");
}

/* What a file says of its kinds is what is prepared, as by the command. */
static void a_meeting_opens_with_the_rules_of_its_questions(void **state)
{
    (void)state;
    static const char file[] =
        "{\"schema\": \"humroom.meeting/1\", \"title\": \"T\", \"questions\": ["
        "{\"kind\": \"for-against\", \"text\": \"A\", \"sides\": \"both-ways\", \"by\": \"Rui\"},"
        "{\"kind\": \"options\", \"text\": \"B\", \"options\": [\"a\", \"b\"], \"several\": true,"
        " \"no_dont_care\": true},"
        "{\"kind\": \"plurality\", \"text\": \"C\", \"options\": [\"a\", \"b\"], \"votes\": 2,"
        " \"who_counts\": \"all\", \"agreement\": \"we count.\"},"
        "{\"kind\": \"draw\", \"text\": \"D\", \"method\": \"straw\", \"agreement\": \"we draw.\","
        " \"pick\": 2, \"source\": \"the room\"},"
        "{\"kind\": \"draw\", \"text\": \"E\", \"method\": \"coin\", \"grounds\": \"minor\","
        " \"options\": [\"a\", \"b\"]},"
        "{\"kind\": \"adopt\", \"text\": \"F\", \"drafts\": [\"a\", \"b\"], \"outcomes\": "
        "[\"one\", \"none\"]}]}";
    struct meeting_plan plan;
    struct play p = {.now_us = PLAY_START};
    struct command c;
    assert_int_equal(plan_parse(file, strlen(file), &plan, &mistakes), STATUS_OK);
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    const struct question *q = p.meeting.questions.items;
    assert_int_equal(q[0].sides, SIDES_BOTH_WAYS);
    assert_string_equal(meeting_text(&p.meeting, q[0].worded_by), "Rui");
    assert_true(q[1].several);
    assert_int_equal(q[1].option_count, 3); /* and something else */
    assert_int_equal(q[2].votes, 2);
    assert_false(q[2].chat_counted);
    assert_string_equal(meeting_text(&p.meeting, q[2].agreement), "we count.");
    assert_int_equal(q[3].drawing, DRAWING_STRAW);
    assert_int_equal(q[3].pick, 2);
    assert_string_equal(meeting_text(&p.meeting, q[3].source), "the room");
    assert_int_equal(q[4].grounds, GROUNDS_MINOR);
    assert_int_equal(q[4].pick, 1);
    assert_int_equal(q[5].option_count, 3); /* a, b, none */
    play_release(&p);
    plan_release(&plan);
}

/* What a file may say the meeting takes. */
static void a_meeting_opens_with_questions_about_drafts(void **state)
{
    (void)state;
    static const char file[] =
        "{\"schema\": \"humroom.meeting/1\", \"title\": \"T\", \"questions\": ["
        "{\"kind\": \"adopt\", \"text\": \"A\", \"draft\": \"draft-a\", \"care\": true},"
        "{\"kind\": \"adopt\", \"text\": \"B\", \"drafts\": [\"draft-b\"], \"adopted\": "
        "\"draft-c\"},"
        "{\"kind\": \"read\", \"text\": \"C\", \"draft\": \"draft-d\"},"
        "{\"kind\": \"withdraw\", \"text\": \"D\", \"draft\": \"draft-e\", \"events\": \"e\","
        " \"cause\": [\"consensus\"], \"tried\": [\"editors-added\"]}]}";
    struct meeting_plan plan;
    struct play p = {.now_us = PLAY_START};
    struct command c;
    assert_int_equal(plan_parse(file, strlen(file), &plan, &mistakes), STATUS_OK);
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    assert_int_equal(play_command(&p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    const struct question *q = p.meeting.questions.items;
    assert_int_equal(p.meeting.questions.count, 4);
    assert_true(q[0].care);
    assert_string_equal(meeting_text(&p.meeting, q[0].draft), "draft-a");
    assert_string_equal(meeting_text(&p.meeting, q[1].adopted), "draft-c");
    assert_int_equal(q[1].draft_count, 1);
    assert_string_equal(meeting_text(&p.meeting, q[2].draft), "draft-d");
    assert_string_equal(meeting_text(&p.meeting, q[3].events), "e");
    assert_int_equal(q[3].cause, 1u << CAUSE_CONSENSUS);
    assert_int_equal(q[3].tried, 1u << TRIED_EDITORS_ADDED);
    play_release(&p);
    plan_release(&plan);
}

static void a_start_is_a_date_or_a_time_with_or_without_its_offset(void **state)
{
    (void)state;
    accepts("\"start\": \"2026-11-22\"");
    accepts("\"start\": \"2026-11-22T10:00:00\"");
    accepts("\"start\": \"2026-11-22T10:00Z\"");
    accepts("\"start\": \"2026-11-22T10:00+01:00\"");
    refuses("\"start\": \"2026-11-31\"", "start: must be a date or a time like 2026-11-22T10:00");
    refuses("\"start\": \"2026-11-22T10:00:00+01:00 or a little later, when everybody is back\"",
            "start: must be a date or a time like 2026-11-22T10:00");
}

static void a_zone_has_the_form_of_its_name_and_is_no_path(void **state)
{
    (void)state;
    accepts("\"zone\": \"America/Argentina/Buenos_Aires\"");
    accepts("\"zone\": \"Etc/GMT+5\"");
    accepts("\"zone\": \"UTC\"");
    const char *bad[] = {"/etc/passwd", "Europe/", "Europe//Berlin", "../../x",
                         "a/b/c/d",     "5",       "Europe/Ber lin"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char members[64];
        snprintf(members, sizeof members, "\"zone\": \"%s\"", bad[i]);
        refuses(members, "zone: must be the name of a time zone like Europe/Berlin");
    }
}

static void a_link_is_of_the_web(void **state)
{
    (void)state;
    accepts("\"note_well_url\": \"http://localhost/x?y#z\"");
    const char *bad[] = {"javascript:alert(1)", "https://",     "https:///x",
                         "https://a b",         "https://a<b>", "note well"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char members[64];
        snprintf(members, sizeof members, "\"note_well_url\": \"%s\"", bad[i]);
        refuses(members, "note_well_url: must be an address that begins with https:// or http://");
    }
}

static void what_a_notice_says_is_read(void **state)
{
    (void)state;
    const char *file =
        "{\"schema\": \"humroom.meeting/1\", \"title\": \"T\", \"length_minutes\": 120,"
        " \"days\": [\"2026-11-22\", \"2026-11-23\"], \"back_channel\": \"zulip framing\","
        " \"place\": \"Berlin\", \"remote_url\": \"https://meet.example.org/f\","
        " \"agenda_url\": \"https://example.org/agenda\", \"secretariat\": \"s@example.org\","
        " \"area_director\": {\"name\": \"Ada\", \"mail\": \"ada@example.org\"},"
        " \"approved_by\": \"Ada\", \"lead_days\": {\"announcement\": 21, \"minutes\": 0},"
        " \"done\": {\"agenda\": \"2026-11-01\"}}";
    struct meeting_plan p;
    assert_int_equal(plan_parse(file, strlen(file), &p, &mistakes), STATUS_OK);
    assert_int_equal(p.notice.length_minutes, 120);
    assert_int_equal(p.notice.day_count, 2);
    assert_string_equal(p.notice.days[1], "2026-11-23");
    assert_string_equal(p.notice.back_channel, "zulip framing");
    assert_string_equal(p.notice.place, "Berlin");
    assert_string_equal(p.notice.remote_url, "https://meet.example.org/f");
    assert_string_equal(p.notice.agenda_url, "https://example.org/agenda");
    assert_string_equal(p.notice.secretariat, "s@example.org");
    assert_string_equal(p.notice.area_director.mail, "ada@example.org");
    assert_string_equal(p.notice.approved_by, "Ada");
    assert_int_equal(p.notice.lead_days[STEP_ANNOUNCEMENT], 21);
    assert_int_equal(p.notice.lead_days[STEP_MINUTES], 0);
    assert_int_equal(p.notice.lead_days[STEP_AGENDA], -1);
    assert_string_equal(p.notice.done[STEP_AGENDA], "2026-11-01");
    assert_string_equal(p.notice.done[STEP_SLIDES], "");
    plan_release(&p);
}

static void mistakes_in_a_notice_have_their_place(void **state)
{
    (void)state;
    refuses("\"length_minutes\": 0", "length_minutes: must be a whole number from 1 to 1440");
    refuses("\"length_minutes\": \"2 h\"", "length_minutes: must be a whole number from 1 to 1440");
    refuses("\"days\": \"2026-11-22\"", "days: must be a list");
    refuses("\"days\": [\"2026-11-22\", \"2026-11-31\"]",
            "days[2]: must be a date like 2026-11-22");
    refuses("\"days\": [\"2026-11-22T10:00Z\"]", "days[1]: must be a date like 2026-11-22");
    refuses("\"days\": [7]", "days[1]: must be a date like 2026-11-22");
    refuses("\"back_channel\": [\"a\", \"b\"]", "back_channel: must be a text");
    refuses("\"secretariat\": \"x\"", "secretariat: must be a mail address like name@example.org");
    refuses("\"agenda_url\": \"javascript:x\"",
            "agenda_url: must be an address that begins with https:// or http://");
    refuses("\"area_director\": \"Ada\"", "area_director: must be an object with name and mail");
    refuses("\"area_director\": {\"name\": \"Ada\", \"male\": \"x\"}",
            "area_director: there is no key \"male\"");
    refuses("\"lead_days\": 14", "lead_days: must be an object");
    refuses("\"lead_days\": {\"agenda\": 366}",
            "lead_days.agenda: must be a whole number from 0 to 365");
    refuses("\"lead_days\": {\"agend\": 3}", "lead_days: there is no key \"agend\"");
    refuses("\"done\": {\"agenda\": true}", "done.agenda: must be a text");
    refuses("\"done\": {\"agenda\": \"yesterday\"}", "done.agenda: must be a date like 2026-11-22");
}

static void mistakes_without_end_are_cut_at_the_limit(void **state)
{
    (void)state;
    char file[2000];
    size_t len = (size_t)snprintf(file, sizeof file,
                                  "{\"schema\": \"humroom.meeting/1\", \"title\": "
                                  "\"T\", \"questions\": [0");
    for (int i = 0; i < 99; i++)
        len += (size_t)snprintf(file + len, sizeof file - len, ", 0");
    snprintf(file + len, sizeof file - len, "]}");
    assert_int_equal(parse(file), REFUSED_MEETING_FILE);
    assert_int_equal(mistakes.count, PLAN_MISTAKES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_meeting_file_is_read),
        cmocka_unit_test(what_is_left_out_is_empty_and_the_zone_is_utc),
        cmocka_unit_test(all_mistakes_are_listed_at_once_with_their_place),
        cmocka_unit_test(what_is_no_json_is_refused_with_its_line),
        cmocka_unit_test(another_schema_is_named_and_nothing_else),
        cmocka_unit_test(texts_that_may_not_be_shown_are_refused_and_never_quoted),
        cmocka_unit_test(options_are_two_to_fourteen_different_ones),
        cmocka_unit_test(drafts_are_named_as_their_question_needs_them),
        cmocka_unit_test(a_draw_and_a_vote_say_their_rules_beforehand),
        cmocka_unit_test(a_meeting_opens_with_the_rules_of_its_questions),
        cmocka_unit_test(a_meeting_opens_with_questions_about_drafts),
        cmocka_unit_test(a_start_is_a_date_or_a_time_with_or_without_its_offset),
        cmocka_unit_test(a_zone_has_the_form_of_its_name_and_is_no_path),
        cmocka_unit_test(a_link_is_of_the_web),
        cmocka_unit_test(what_a_notice_says_is_read),
        cmocka_unit_test(mistakes_in_a_notice_have_their_place),
        cmocka_unit_test(mistakes_without_end_are_cut_at_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
