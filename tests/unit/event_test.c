#include "tests/unit/play.h"

#include <stdlib.h>

/* One event of each kind, every text and list filled. */
static void fill(struct event *e, struct event_list *l)
{
    static struct named_person person = {.name = {.key = 1, .text = "Ada"},
                                         .mail = {.key = 2, .text = "ada@b.org"}};
    static struct new_option options[] = {{"for", OPTION_NAMED}, {"don't care", OPTION_DONT_CARE}};
    static struct statement statements[] = {
        {.kind = STATEMENT_CONSENSUS, .option = 0, .text = ""},
        {.kind = STATEMENT_DEFERRED, .option = -1, .text = "to Friday", .missing = "text"}};
    static struct pair pairs[] = {{.first = 0,
                                   .second = 1,
                                   .louder = -1,
                                   .difference_mb = LEVEL_NONE_MB,
                                   .sound_low_mb = -5,
                                   .sound_high_mb = LEVEL_NONE_MB,
                                   .low_mb = 1,
                                   .high_mb = 2}};
    struct hum *hum;

    switch (e->kind) {
    case EVENT_MEETING_OPENED:
        e->opened.title = "T \"quoted\" \xc3\xa9";
        e->opened.chairs = &person;
        e->opened.chair_count = 1;
        e->opened.offset_minutes = -90;
        break;
    case EVENT_PERSON_JOINED:
        e->joined.person = 7;
        e->joined.link = 8;
        e->joined.name = (struct personal){.key = 9, .text = "Bo"};
        e->joined.in_room = true;
        break;
    case EVENT_PERSON_ENTERED:
        e->entered.name = (struct personal){.key = 5, .text = "Max"};
        e->entered.affiliation = (struct personal){.key = 6, .text = "Ohm"};
        break;
    case EVENT_DUTY_TAKEN:
        e->duty.name = (struct personal){.key = 5, .text = "Max"};
        e->duty.duty = DUTY_CHAT;
        break;
    case EVENT_QUESTION_PREPARED:
        e->prepared.kind = QUESTION_OPTIONS;
        e->prepared.text = "Which?";
        e->prepared.options = options;
        e->prepared.option_count = 2;
        e->prepared.relation = RELATION_RESTATES;
        e->prepared.of_question = 1;
        break;
    case EVENT_HUM_MEASURED:
        hum = arena_take(&l->arena, sizeof *hum);
        assert_non_null(hum);
        hum->window = 3;
        hum->hum_mb = -2870;
        hum->noise_mb = LEVEL_NONE_MB;
        hum->flags = 1u << FLAG_CLIPPED | 1u << FLAG_GAP;
        hum->not_checked = 1u << FLAG_SPEECH;
        hum->strength = STRENGTH_STRONG;
        hum->trace_count = 2;
        hum->trace_mb[0] = -100;
        hum->trace_mb[1] = LEVEL_SILENT_MB;
        e->hum.hum = hum;
        e->hum.source = SOUND_SOURCE_MICROPHONE;
        break;
    case EVENT_HUMS_COMPARED:
        e->compared.pairs = pairs;
        e->compared.pair_count = 1;
        break;
    case EVENT_OPTION_CALLED:
        e->called.question = 1;
        e->called.run = 2;
        e->called.option = -1;
        break;
    case EVENT_ANSWER_GIVEN:
        e->answer.option = ANSWER_WITHDRAWN;
        e->answer.channel = CHANNEL_CHAT;
        e->answer.remark = (struct personal){.key = 4, .text = "why"};
        break;
    case EVENT_OUTCOME_STATED:
        e->outcome.statements = statements;
        e->outcome.statement_count = 2;
        e->outcome.words = "consensus";
        e->outcome.to_confirm = true;
        break;
    case EVENT_ISSUE_RAISED:
        e->issue.name = (struct personal){.key = 5, .text = "Max"};
        e->issue.what = (struct personal){.key = 6, .text = "slow"};
        break;
    case EVENT_POSITION_ENTERED:
        e->position.name = (struct personal){.key = 5, .text = "Max"};
        e->position.remark = (struct personal){.key = 6, .text = "slow"};
        break;
    case EVENT_WILLING_SAID:
        e->willing.name = (struct personal){.key = 5, .text = "Max"};
        break;
    case EVENT_CHALLENGE_MADE:
        e->challenge.process = (struct personal){.key = 7, .text = "too fast"};
        break;
    case EVENT_CONFIRMATION_CLOSED:
        e->confirmed.as = CONFIRMATION_OVER_OBJECTIONS;
        break;
    default:
        break;
    }
}

/* What is decoded from an encoded event encodes to the same bytes, for every kind, with and without
 * a command. */
static void every_kind_comes_back_as_it_was_written(void **state)
{
    (void)state;
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        for (int signed_by = 0; signed_by < 2; signed_by++) {
            struct event_list l = {0}, back = {0};
            struct event *e = event_add(&l, (enum event_kind)kind);
            char *first, *second;
            size_t len;
            fill(e, &l);
            e->has_command = signed_by == 1;
            e->command_content = 0xfedcba9876543210u;
            e->command_who = SENDER_CHAIR;
            assert_int_equal(event_encode(e, &first, &len), STATUS_OK);
            assert_int_equal(event_decode(&back, 5, 6, event_kind_name(kind), first, len),
                             STATUS_OK);
            assert_int_equal(back.items[0].seq, 5);
            assert_int_equal(back.items[0].has_command, signed_by);
            assert_int_equal(event_encode(&back.items[0], &second, &len), STATUS_OK);
            assert_string_equal(first, second);
            free(first);
            free(second);
            event_list_release(&l);
            event_list_release(&back);
        }
}

/* The bytes of the record are for ever: keys sorted, no blanks, integers only. */
static void an_answer_stands_in_the_record_as_these_bytes(void **state)
{
    (void)state;
    struct event_list l = {0};
    struct event *e = event_add(&l, EVENT_ANSWER_GIVEN);
    char *body;
    size_t len;
    e->answer.question = 2;
    e->answer.run = 1;
    e->answer.person = 17;
    e->answer.link = 18;
    e->answer.option = 1;
    e->answer.channel = CHANNEL_HAND;
    e->has_command = true;
    e->command_id[0] = 0xab;
    e->command_content = 1;
    e->command_who = 17;
    assert_int_equal(event_encode(e, &body, &len), STATUS_OK);
    assert_string_equal(
        body, "{\"channel\":\"hand\",\"command\":\"ab000000000000000000000000000000\","
              "\"content\":\"0000000000000001\",\"line\":0,\"link\":18,\"option\":1,\"person\":17,"
              "\"question\":2,\"remark\":null,\"run\":1,\"sender\":17}");
    free(body);
    event_list_release(&l);
}

/* A hum of one microphone, and of several: a list more. */
#define FIGURES_TO_M                                                                               \
    "\"end_frame\":0,\"excess_mb\":0,\"flags\":[],\"hidden_people\":0,\"hum_high_mb\":0,"          \
    "\"hum_low_mb\":0,\"hum_mb\":0,\"interval_high_mb\":0,\"interval_low_mb\":0,\"limit_mb\":0,"   \
    "\"loudness_mb\":0,\"microphone\":0,"
#define FIGURES_FROM_N "\"noise_mb\":0,\"not_checked\":[],\"offset_frame\":0,\"onset_frame\":0,"
static const char one_microphone[] =
    "{\"analyser\":\"0.1\",\"api\":\"ALSA\",\"device\":\"A\"," FIGURES_TO_M FIGURES_FROM_N
    "\"option\":0,\"question\":0,\"rate_hz\":0,\"run\":0,\"scale\":\"noise\",\"scatter_mb\":0,"
    "\"silent\":false,\"source\":\"microphone\",\"start_frame\":0,\"strength\":\"none\","
    "\"strength_high\":\"none\",\"trace_mb\":[],\"void\":\"\",\"window\":7}";
static const char two_microphones[] =
    "{\"analyser\":\"0.1\",\"api\":\"ALSA\",\"device\":\"A\"," FIGURES_TO_M
    "\"microphones\":[{\"api\":\"ALSA\",\"device\":\"A\",\"hum\":{" FIGURES_TO_M FIGURES_FROM_N
    "\"rate_hz\":0,\"scale\":\"noise\",\"scatter_mb\":0,\"silent\":false,\"start_frame\":0,"
    "\"strength\":\"none\",\"strength_high\":\"none\",\"trace_mb\":[],\"void\":\"\",\"window\":7}}"
    "]," FIGURES_FROM_N
    "\"option\":0,\"question\":0,\"rate_hz\":0,\"run\":0,\"scale\":\"noise\",\"scatter_mb\":0,"
    "\"silent\":false,\"source\":\"microphone\",\"start_frame\":0,\"strength\":\"none\","
    "\"strength_high\":\"none\",\"trace_mb\":[],\"void\":\"\",\"window\":7}";

static void a_hum_stands_in_the_record_as_these_bytes(void **state)
{
    (void)state;
    for (uint32_t several = 0; several < 2; several++) {
        const char *expected = several ? two_microphones : one_microphone;
        struct event_list l = {0}, back = {0};
        struct event *e = event_add(&l, EVENT_HUM_MEASURED);
        struct hum hum = {.window = 7};
        struct hum_part part = {.hum = hum, .device = "A", .api = "ALSA"};
        char *body;
        size_t len;
        e->hum.hum = &hum;
        e->hum.source = SOUND_SOURCE_MICROPHONE;
        e->hum.device = "A";
        e->hum.api = "ALSA";
        e->hum.analyser = "0.1";
        e->hum.parts = &part;
        e->hum.part_count = several;
        assert_int_equal(event_encode(e, &body, &len), STATUS_OK);
        assert_string_equal(body, expected);
        assert_int_equal(event_decode(&back, 1, 1, "hum-measured/1", body, len), STATUS_OK);
        assert_int_equal(back.items[0].hum.part_count, several);
        if (several)
            assert_string_equal(back.items[0].hum.parts[0].device, "A");
        free(body);
        event_list_release(&l);
        event_list_release(&back);
    }
}

/* A question of which only the first kinds know is written as ever; the rules of a kind stand
 * beside it where it has some. A record without them reads as a question without them. */
static void a_question_stands_in_the_record_as_these_bytes(void **state)
{
    (void)state;
    static const char plain[] =
        "{\"kind\":\"for-against\",\"of_question\":0,\"of_run\":0,\"options\":[{\"name\":"
        "\"for\",\"role\":\"named\"}],\"question\":1,\"relation\":\"none\",\"text\":\"Q\","
        "\"worded_by\":\"\"}";
    static const char vote[] =
        "{\"agreement\":\"all agreed\",\"chat_counted\":true,\"kind\":\"plurality\","
        "\"of_question\":0,\"of_run\":0,\"options\":[{\"name\":\"for\",\"role\":\"named\"}],"
        "\"question\":1,\"relation\":\"none\",\"text\":\"Q\",\"votes\":2,\"who_counts\":\"all\","
        "\"worded_by\":\"\"}";
    static struct new_option option = {"for", OPTION_NAMED};
    for (int rules = 0; rules < 2; rules++) {
        struct event_list l = {0}, back = {0};
        struct event *e = event_add(&l, EVENT_QUESTION_PREPARED);
        char *body;
        size_t len;
        e->prepared.question = 1;
        e->prepared.text = "Q";
        e->prepared.options = &option;
        e->prepared.option_count = 1;
        if (rules) {
            e->prepared.kind = QUESTION_PLURALITY;
            e->prepared.votes = 2;
            e->prepared.chat_counted = true;
            e->prepared.who_counts = "all";
            e->prepared.agreement = "all agreed";
        }
        assert_int_equal(event_encode(e, &body, &len), STATUS_OK);
        assert_string_equal(body, rules ? vote : plain);
        assert_int_equal(event_decode(&back, 1, 1, "question-prepared/1", body, len), STATUS_OK);
        assert_int_equal(back.items[0].prepared.votes, rules ? 2 : 0);
        assert_int_equal(back.items[0].prepared.sides, SIDES_BOTH);
        free(body);
        event_list_release(&l);
        event_list_release(&back);
    }
}

static void a_call_stands_in_the_record_as_these_bytes(void **state)
{
    (void)state;
    struct event_list l = {0};
    struct event *e = event_add(&l, EVENT_OPTION_CALLED);
    char *body;
    size_t len;
    e->called.question = 2;
    e->called.run = 1;
    e->called.option = -1;
    assert_string_equal(event_kind_name(e->kind), "option-called/1");
    assert_int_equal(event_encode(e, &body, &len), STATUS_OK);
    assert_string_equal(body, "{\"option\":-1,\"question\":2,\"run\":1}");
    free(body);
    event_list_release(&l);
}

/* Issues, challenges and void runs. */
static struct drawn picked[] = {{2}, {1}};
static struct new_draft drafts[] = {{"draft-a"}, {"draft-b"}};
static const struct {
    struct event event;
    const char *name, *body;
} written[] = {
    {{.kind = EVENT_ISSUE_RAISED,
      .issue = {.issue = 1, .question = 2, .run = 3, .person = 4, .by_answer = true}},
     "issue-raised/1",
     "{\"by_answer\":true,\"issue\":1,\"name\":null,\"person\":4,\"question\":2,\"run\":3,"
     "\"what\":null}"},
    {{.kind = EVENT_ISSUE_CHANGED,
      .issue_changed = {.issue = 1, .state = ISSUE_NOT_ACCOMMODATED, .how = "h", .by = "C"}},
     "issue-changed/1",
     "{\"by\":\"C\",\"how\":\"h\",\"issue\":1,\"state\":\"not-accommodated\"}"},
    {{.kind = EVENT_CHALLENGE_MADE,
      .challenge =
          {.challenge = 1, .question = 2, .run = 3, .person = 4, .kind = CHALLENGE_DECISION}},
     "challenge-made/1",
     "{\"challenge\":1,\"decision\":null,\"kind\":\"challenge\",\"person\":4,\"process\":null,"
     "\"question\":2,\"run\":3,\"text\":null}"},
    {{.kind = EVENT_CHALLENGE_ANSWERED,
      .challenge_answered = {.challenge = 1, .words = "w", .next = "n", .by = "C"}},
     "challenge-answered/1",
     "{\"by\":\"C\",\"challenge\":1,\"next\":\"n\",\"words\":\"w\"}"},
    {{.kind = EVENT_HANDS_COUNTED, .hands = {.question = 2, .run = 3, .option = 1, .count = 40}},
     "hands-counted/1",
     "{\"count\":40,\"option\":1,\"question\":2,\"run\":3}"},
    {{.kind = EVENT_POSITION_ENTERED,
      .position = {.question = 2, .run = 3, .person = 4, .option = -1, .way = WAY_PRIVATE}},
     "position-entered/1",
     "{\"name\":null,\"option\":-1,\"person\":4,\"question\":2,\"remark\":null,\"run\":3,"
     "\"way\":\"private\"}"},
    {{.kind = EVENT_POSITION_ENTERED,
      .position = {.question = 2,
                   .run = 3,
                   .person = 4,
                   .option = 1,
                   .way = WAY_MICROPHONE,
                   .role = ROLE_SCRIBE,
                   .by = "Sam"}},
     "position-entered/1",
     "{\"by\":\"Sam\",\"name\":null,\"option\":1,\"person\":4,\"question\":2,\"remark\":null,"
     "\"role\":\"scribe\",\"run\":3,\"way\":\"microphone\"}"},
    {{.kind = EVENT_INTERRUPTED,
      .interrupt = {.question = 2, .run = 3, .person = 4, .kind = INTERRUPT_FLAW}},
     "interrupted/1",
     "{\"kind\":\"flaw\",\"person\":4,\"question\":2,\"run\":3,\"text\":null}"},
    {{.kind = EVENT_VOLUNTEERED, .volunteered = {.question = 2, .run = 3, .person = 4}},
     "volunteered/1",
     "{\"name\":null,\"person\":4,\"question\":2,\"run\":3}"},
    {{.kind = EVENT_VOLUNTEERED, .volunteered = {.question = 2, .run = 3, .person = 4, .out = 5}},
     "volunteered/1",
     "{\"name\":null,\"out\":5,\"person\":4,\"question\":2,\"run\":3}"},
    {{.kind = EVENT_DRAW_COMMITTED, .committed = {.question = 2, .run = 3, .commitment = "5f"}},
     "draw-committed/1",
     "{\"commitment\":\"5f\",\"question\":2,\"run\":3,\"seed\":null}"},
    {{.kind = EVENT_DRAW_REVEALED,
      .revealed = {.question = 2,
                   .run = 3,
                   .value = "v",
                   .seed = "ab",
                   .picked = picked,
                   .picked_count = 2}},
     "draw-revealed/1",
     "{\"picked\":[{\"number\":2},{\"number\":1}],\"question\":2,\"run\":3,\"seed\":\"ab\","
     "\"value\":\"v\"}"},
    {{.kind = EVENT_QUESTION_ASKED,
      .asked = {.question = 2, .run = 3, .by = "C", .because = BECAUSE_CROWD, .why = "lunch"}},
     "question-asked/1",
     "{\"because\":\"crowd\",\"by\":\"C\",\"question\":2,\"run\":3,\"why\":\"lunch\"}"},
    {{.kind = EVENT_QUESTION_ASKED, .asked = {.question = 2, .run = 3, .by = "C"}},
     "question-asked/1",
     "{\"by\":\"C\",\"question\":2,\"run\":3}"},
    {{.kind = EVENT_QUESTION_MOVED, .moved = {.question = 2, .before = 1}},
     "question-moved/1",
     "{\"before\":1,\"question\":2}"},
    {{.kind = EVENT_QUESTION_PREVIEWED, .moved = {.question = 2}},
     "question-previewed/1",
     "{\"question\":2}"},
    {{.kind = EVENT_PERSON_ENTERED, .entered = {.person = 4, .off = true}},
     "person-entered/1",
     "{\"affiliation\":null,\"name\":null,\"off\":true,\"person\":4}"},
    {{.kind = EVENT_PERSON_RENAMED, .renamed = {.person = 4}},
     "person-renamed/1",
     "{\"affiliation\":null,\"name\":null,\"person\":4}"},
    {{.kind = EVENT_PEOPLE_MERGED,
      .merged = {.person = 4, .into = 2, .reason = "w", .by = "Carla"}},
     "people-merged/1",
     "{\"by\":\"Carla\",\"into\":2,\"person\":4,\"reason\":\"w\"}"},
    {{.kind = EVENT_PERSON_SPLIT, .split = {.person = 4, .reason = "w", .by = ""}},
     "person-split/1",
     "{\"by\":\"\",\"person\":4,\"reason\":\"w\"}"},
    {{.kind = EVENT_ROLE_GIVEN, .role_given = {.person = 4, .role = ROLE_CHAIR, .off = true}},
     "role-given/1",
     "{\"off\":true,\"person\":4,\"role\":\"chair\"}"},
    {{.kind = EVENT_ROLE_GIVEN, .role_given = {.person = 4, .role = ROLE_SCRIBE, .by = "Carla"}},
     "role-given/1",
     "{\"by\":\"Carla\",\"person\":4,\"role\":\"scribe\"}"},
    {{.kind = EVENT_LINK_RENEWED, .renewed = {.role = ROLE_SCRIBE}},
     "link-renewed/1",
     "{\"role\":\"scribe\"}"},
    {{.kind = EVENT_LINK_RENEWED, .renewed = {.role = ROLE_CHAIR, .by = "Carla"}},
     "link-renewed/1",
     "{\"by\":\"Carla\",\"role\":\"chair\"}"},
    {{.kind = EVENT_CLOSING_ANNOUNCED,
      .closing = {.question = 2, .run = 1, .closes_us = 17, .by = "Carla"}},
     "closing-announced/1",
     "{\"by\":\"Carla\",\"closes_us\":17,\"question\":2,\"run\":1}"},
    {{.kind = EVENT_CLOSING_CANCELLED,
      .closing = {.question = 2, .run = 1, .by = "", .restart = true}},
     "closing-cancelled/1",
     "{\"by\":\"\",\"question\":2,\"restart\":true,\"run\":1}"},
    {{.kind = EVENT_POSITION_SET_ASIDE,
      .set_aside = {.question = 2, .run = 1, .person = 4, .reason = "w", .by = ""}},
     "position-set-aside/1",
     "{\"by\":\"\",\"person\":4,\"question\":2,\"reason\":\"w\",\"run\":1}"},
    {{.kind = EVENT_IRREGULARITY_TOLD, .told = {.entry = 1, .question = 2, .run = 1}},
     "irregularity-told/1",
     "{\"entry\":1,\"question\":2,\"run\":1,\"text\":null}"},
    {{.kind = EVENT_DUTY_TAKEN, .duty = {.entry = 2, .person = 4, .duty = DUTY_CHAT}},
     "duty-taken/1",
     "{\"duty\":\"chat\",\"entry\":2,\"name\":null,\"off\":false,\"person\":4}"},
    {{.kind = EVENT_PERSON_MARKED,
      .person_marked = {.person = 4, .hats = 1u << HAT_AUTHOR | 1u << HAT_AREA_DIRECTOR}},
     "person-marked/1",
     "{\"hats\":[\"author\",\"area-director\"],\"person\":4}"},
    {{.kind = EVENT_QUESTION_EDITED,
      .prepared = {.question = 2, .kind = QUESTION_READY, .text = "Q", .links = "https://a.b"}},
     "question-edited/1",
     "{\"kind\":\"ready\",\"links\":\"https://"
     "a.b\",\"of_question\":0,\"of_run\":0,\"options\":[],"
     "\"question\":2,\"relation\":\"none\",\"text\":\"Q\",\"worded_by\":\"\"}"},
    {{.kind = EVENT_QUESTION_PREPARED,
      .prepared = {.question = 2,
                   .kind = QUESTION_ADOPT,
                   .text = "Q",
                   .drafts = drafts,
                   .draft_count = 2,
                   .adopted = "draft-c"}},
     "question-prepared/1",
     "{\"adopted\":\"draft-c\",\"drafts\":[{\"name\":\"draft-a\"},{\"name\":\"draft-b\"}],"
     "\"kind\":\"adopt\",\"of_question\":0,\"of_run\":0,\"options\":[],\"question\":2,"
     "\"relation\":\"none\",\"text\":\"Q\",\"worded_by\":\"\"}"},
    {{.kind = EVENT_QUESTION_PREPARED,
      .prepared = {.question = 2, .kind = QUESTION_ADOPT, .draft = "draft-a", .care = true}},
     "question-prepared/1",
     "{\"care\":true,\"draft\":\"draft-a\",\"kind\":\"adopt\",\"of_question\":0,\"of_run\":0,"
     "\"options\":[],\"question\":2,\"relation\":\"none\",\"text\":\"\",\"worded_by\":\"\"}"},
    {{.kind = EVENT_QUESTION_PREPARED,
      .prepared = {.question = 2,
                   .kind = QUESTION_WITHDRAW,
                   .draft = "draft-a",
                   .cause = 1u << CAUSE_EFFORT,
                   .tried = 1u << TRIED_REVIEWS,
                   .events = "e"}},
     "question-prepared/1",
     "{\"cause\":[\"effort\"],\"draft\":\"draft-a\",\"events\":\"e\",\"kind\":\"withdraw\","
     "\"of_question\":0,\"of_run\":0,\"options\":[],\"question\":2,\"relation\":\"none\","
     "\"text\":\"\",\"tried\":[\"reviews-asked\"],\"worded_by\":\"\"}"},
    {{.kind = EVENT_CRITERION_NOTED,
      .criterion = {.question = 2, .criterion = CRITERION_SCOPE, .note = "n"}},
     "criterion-noted/1",
     "{\"criterion\":\"scope\",\"note\":\"n\",\"question\":2}"},
    {{.kind = EVENT_CRITERION_NOTED,
      .criterion = {.question = 2, .criterion = CRITERION_SCOPE, .draft = "draft-a", .note = "n"}},
     "criterion-noted/1",
     "{\"criterion\":\"scope\",\"draft\":\"draft-a\",\"note\":\"n\",\"question\":2}"},
    {{.kind = EVENT_STEP_TAKEN,
      .step = {.question = 2,
               .step = DRAFT_STEP_CALL,
               .state = DRAFT_STEP_DONE,
               .text = "t",
               .date_us = 5,
               .until_us = 6}},
     "step-taken/1",
     "{\"date_us\":5,\"question\":2,\"state\":\"done\",\"step\":\"call\",\"text\":\"t\","
     "\"until_us\":6}"},
    {{.kind = EVENT_STEP_TAKEN,
      .step = {.question = 2,
               .step = DRAFT_STEP_IPR,
               .state = DRAFT_STEP_NOT_NEEDED,
               .waiver = WAIVER_SPLIT}},
     "step-taken/1",
     "{\"question\":2,\"state\":\"not-needed\",\"step\":\"ipr\",\"text\":\"\","
     "\"waived_by\":\"split\"}"},
    {{.kind = EVENT_STEP_TAKEN,
      .step = {.question = 2,
               .step = DRAFT_STEP_EDITORS,
               .state = DRAFT_STEP_DONE,
               .editors = EDITORS_SAME}},
     "step-taken/1",
     "{\"editors\":\"same\",\"question\":2,\"state\":\"done\",\"step\":\"editors\",\"text\":"
     "\"\"}"},
    {{.kind = EVENT_STEP_TAKEN,
      .step =
          {.question = 2, .step = DRAFT_STEP_IPR, .state = DRAFT_STEP_DONE, .draft = "draft-a-00"}},
     "step-taken/1",
     "{\"draft\":\"draft-a-00\",\"question\":2,\"state\":\"done\",\"step\":\"ipr\",\"text\":\"\"}"},
    {{.kind = EVENT_WILLING_SAID,
      .willing = {.question = 2,
                  .run = 3,
                  .person = 4,
                  .willing = 1u << WILLING_EDIT,
                  .draft = "draft-a-00"}},
     "willing-said/1",
     "{\"draft\":\"draft-a-00\",\"name\":null,\"person\":4,\"question\":2,\"run\":3,"
     "\"willing\":[\"edit\"]}"},
    {{.kind = EVENT_WILLING_SAID,
      .willing =
          {.question = 2, .run = 3, .person = 4, .willing = 1u << WILLING_EDIT, .entered = true}},
     "willing-said/1",
     "{\"entered\":true,\"name\":null,\"person\":4,\"question\":2,\"run\":3,"
     "\"willing\":[\"edit\"]}"},
    {{.kind = EVENT_RUN_VOIDED, .voided = {.question = 2, .run = 3, .reason = "r", .by = "C"}},
     "run-voided/1",
     "{\"by\":\"C\",\"question\":2,\"reason\":\"r\",\"run\":3}"},
};

static void each_of_these_events_stands_in_the_record_as_these_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char *body;
        size_t len;
        assert_string_equal(event_kind_name(written[i].event.kind), written[i].name);
        assert_int_equal(event_encode(&written[i].event, &body, &len), STATUS_OK);
        assert_string_equal(body, written[i].body);
        free(body);
    }
}

static void a_body_that_does_not_fit_is_damage_and_an_unknown_kind_is_newer(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *body;
        enum status expected;
    } cases[] = {
        {"heard-entered/1", "{\"heard\":\"strong\",\"option\":0,\"question\":1,\"run\":1}",
         STATUS_OK},
        {"heard-entered/1", "{\"heard\":\"roaring\",\"option\":0,\"question\":1,\"run\":1}",
         REFUSED_RECORD_DAMAGED},
        {"heard-entered/1", "{\"heard\":\"strong\",\"option\":-1,\"question\":1,\"run\":1}",
         REFUSED_RECORD_DAMAGED},
        {"heard-entered/1", "{\"heard\":\"strong\",\"option\":0,\"question\":1}",
         REFUSED_RECORD_DAMAGED},
        {"heard-entered/1", "{\"heard\":\"strong\"", REFUSED_RECORD_DAMAGED},
        {"heard-entered/1", "[]", REFUSED_RECORD_DAMAGED},
        {"heard-entered/2", "{}", REFUSED_RECORD_NEWER},
        {"", "{}", REFUSED_RECORD_NEWER},
        {"people-told/1", "{\"command\":\"zz\",\"count\":1}", REFUSED_RECORD_DAMAGED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct event_list l = {0};
        assert_int_equal(
            event_decode(&l, 1, 1, cases[i].kind, cases[i].body, strlen(cases[i].body)),
            cases[i].expected);
        assert_int_equal(l.count, cases[i].expected == STATUS_OK ? 1 : 0);
        event_list_release(&l);
    }
}

static void personal_texts_are_found_in_order(void **state)
{
    (void)state;
    struct event_list l = {0};
    struct personal *found[PERSONALS_MAX];
    struct event *e = event_add(&l, EVENT_MEETING_OPENED);
    fill(e, &l);
    assert_int_equal(event_personals(e, found, PERSONALS_MAX), 2);
    assert_string_equal(found[0]->text, "Ada");
    assert_string_equal(found[1]->text, "ada@b.org");
    e = event_add(&l, EVENT_PEOPLE_TOLD);
    assert_int_equal(event_personals(e, found, PERSONALS_MAX), 0);
    event_list_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back_as_it_was_written),
        cmocka_unit_test(an_answer_stands_in_the_record_as_these_bytes),
        cmocka_unit_test(a_hum_stands_in_the_record_as_these_bytes),
        cmocka_unit_test(a_question_stands_in_the_record_as_these_bytes),
        cmocka_unit_test(a_call_stands_in_the_record_as_these_bytes),
        cmocka_unit_test(each_of_these_events_stands_in_the_record_as_these_bytes),
        cmocka_unit_test(a_body_that_does_not_fit_is_damage_and_an_unknown_kind_is_newer),
        cmocka_unit_test(personal_texts_are_found_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
