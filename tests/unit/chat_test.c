#include "tests/unit/play.h"

#include "core/chat.h"
#include "core/when.h"

/* What a line is, as a table: the question's number, the option called (-1 none) and whether it
 * changed just now, the line, what it is, and of a position its option and remark. Question 1 is
 * for or against; 2 has the options below; the others are made where they are used. */
struct row {
    uint32_t question;
    int32_t called;
    bool near;
    const char *line;
    enum chat_result result;
    int32_t option;
    const char *remark;
};
#define YES CHAT_POSITION
#define NONE ANSWER_NO_OPINION

static void open_two(struct play *p)
{
    play_open(p);
    assert_int_equal(chair(p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                              "\"options\":[\"TLV\",\"JSON text\",\"Stra\u00dfe \u00c9\","
                              "\"\u0131l\u0131k\"]"),
                     STATUS_OK);
}

static void check(struct play *p, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &rows[i];
        const struct chat_call call = {.option = r->called, .near_change = r->near};
        const struct chat_reading read =
            chat_read(&p->meeting, meeting_question(&p->meeting, r->question), &call, r->line);
        const char *remark = r->remark != NULL ? r->remark : "";
        if (read.result != r->result || (read.result == YES && read.option != r->option) ||
            strcmp(read.remark, remark) != 0)
            print_message("\"%s\" is %s (%d, \"%s\"), not %s (%d, \"%s\")\n", r->line,
                          chat_result_word(read.result), (int)read.option, read.remark,
                          chat_result_word(r->result), (int)r->option, remark);
        assert_int_equal(read.result, r->result);
        if (read.result == YES)
            assert_int_equal(read.option, r->option);
        assert_string_equal(read.remark, remark);
    }
}
#define CHECK(p, rows) check(p, rows, sizeof(rows) / sizeof *(rows))

static void a_whole_line_is_a_position(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {1, -1, false, "+1", YES, 0, ""},
        {1, -1, false, "-1", YES, 1, ""},
        {1, -1, false, "+0", YES, NONE, ""},
        {1, -1, false, "-0", YES, NONE, ""},
        {1, -1, false, "0", YES, NONE, ""},
        {1, -1, false, "abstain", YES, NONE, ""},
        {1, -1, false, "No Opinion", YES, NONE, ""},
        {1, -1, false, "2", YES, 1, ""},
        {1, -1, false, "A", YES, 0, ""},
        {1, -1, false, "yes", YES, 0, ""},
        {1, -1, false, "No", YES, 1, ""},
        {1, -1, false, "FOR", YES, 0, ""},
        {1, -1, false, "against", YES, 1, ""},
        {1, -1, false, "against.", YES, 1, ""},
        {1, -1, false, "Yes!!", YES, 0, ""},
        {1, -1, false, "+1!", YES, 0, ""},
        {1, -1, false, "**+1**", YES, 0, ""},
        {1, -1, false, "*+1*", YES, 0, ""},
        {1, -1, false, "__-1__", YES, 1, ""},
        {1, -1, false, "***hum for against***", YES, 1, ""},
        {1, -1, false, "+1\u200b", YES, 0, ""}, /* what shows nothing is nothing */
        {2, -1, false, "option B", YES, 1, ""},
        {2, -1, false, "hum for option 1", YES, 0, ""},
        {1, -1, false, "#vote for", YES, 0, ""},
        {1, -1, false, "#VOTE +1", YES, 0, ""},
        {1, -1, false, "#vote abstain", YES, NONE, ""},
        {1, -1, false, "hum for against", YES, 1, ""},
        {1, -1, false, "hum for", YES, 0, ""},
        {1, -1, false, "hum against", YES, 1, ""},
        {1, -1, false, "Hums for it", CHAT_NO_SUCH, 0, ""},
        {1, -1, false, "/me hums for for", YES, 0, ""},
        {1, -1, false, "/me hums against", YES, 1, ""},
        {2, -1, false, "TLV", YES, 0, ""},
        {2, -1, false, "json TEXT", YES, 1, ""},
        {2, -1, false, "*JSON text*", YES, 1, ""},
        {2, -1, false, "#vote JSON text", YES, 1, ""},
        {2, -1, false, "hum for json text!", YES, 1, ""},
        {2, -1, false, "/me hums for b", YES, 1, ""},
        {2, -1, false, "1", YES, 0, ""},
        {2, -1, false, "B", YES, 1, ""},
        {2, -1, false, "don't care", YES, 4, ""},
        {2, -1, false, "Don\u2019t care.", YES, 4, ""},
        {2, -1, false, "6", YES, 5, ""}, /* something else */
    };
    struct play p;
    open_two(&p);
    CHECK(&p, rows);
    play_release(&p);
}

static void in_any_case_width_and_script(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {1, -1, false, "\uff0b\uff11", YES, 0, ""},           /* full width */
        {1, -1, false, "\u22121", YES, 1, ""},                /* a minus sign */
        {1, -1, false, "\u20131", YES, 1, ""},                /* a dash that a phone made of it */
        {1, -1, false, "+\u0661", YES, 0, ""},                /* Arabic-Indic one */
        {1, -1, false, "\uff10", YES, NONE, ""},              /* full-width zero */
        {1, -1, false, "\uff39\uff25\uff33", YES, 0, ""},     /* YES, full width */
        {2, -1, false, "\uff22", YES, 1, ""},                 /* B, full width */
        {2, -1, false, "\u0662", YES, 1, ""},                 /* Arabic-Indic two */
        {2, -1, false, "\u2462", YES, 2, ""},                 /* 3 in a circle */
        {2, -1, false, "STRASSE e\u0301", YES, 2, ""},        /* folded, with a combining acute */
        {2, -1, false, "ILIK", YES, 3, ""},                   /* Turkish capitals */
        {2, -1, false, "ilik", YES, 3, ""},                   /* a keyboard without dotless i */
        {2, -1, false, "\u0391", YES, 0, ""},                 /* Greek Alpha */
        {2, -1, false, "\u0392", YES, 1, ""},                 /* Greek Beta */
        {2, -1, false, "\u0413", YES, 3, ""},                 /* Cyrillic Ge, the fourth */
        {2, -1, false, "\u0421", YES, 2, ""},                 /* Cyrillic Es, looks like C */
        {2, -1, false, "\u0412", CHAT_UNSURE_SEVERAL, 0, ""}, /* the third, looks like B */
        {2, -1, false, "\u05d1", YES, 1, ""},                 /* Hebrew Bet */
        {2, -1, false, "\u4e59", YES, 1, ""},                 /* the second heavenly stem */
        {2, -1, false, "\u0628", YES, 1, ""},                 /* Arabic Ba */
        {2, -1, false, "\u0627", YES, 0, ""},                 /* Alif */
        {2, -1, false, "\uff73", YES, 2, ""},                 /* Katakana U, half width */
        {2, -1, false, "\ub098", YES, 1, ""},                 /* Hangul Na */
        {2, -1, false, "\u0917", YES, 2, ""},                 /* Devanagari Ga */
        {2, -1, false, "strasse e", YES, 2, ""},              /* without its mark */
        {2, -1, false, "option json text", YES, 1, ""},
    };
    struct play p;
    open_two(&p);
    CHECK(&p, rows);
    play_release(&p);
}

static void names_of_options_in_other_scripts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {2, -1, false, "\u03a3\u0399\u0393\u039c\u0391\u03a3", YES, 0, ""}, /* capitals of σιγμας */
        {2, -1, false, "hum for \u03c3\u03b9\u03b3\u03bc\u03b1\u03c3", YES, 0, ""},
        {2, -1, false, "\u0414\u0410", YES, 1, ""},    /* ДА */
        {2, -1, false, "\u0130ZM\u0130R", YES, 2, ""}, /* İZMİR */
        {2, -1, false, "IZMIR", YES, 2, ""},
        {2, -1, false, "\u8cdb\u6210", YES, 3, ""},
        {2, -1, false, "#vote \u8cdb\u6210\u3002", YES, 3, ""},
        {2, -1, false, "kir", YES, 4, ""},
        {2, -1, false, "k\u0131r", YES, 5, ""},
        {2, -1, false, "KIR", CHAT_UNSURE_SEVERAL, 0, ""}, /* the capitals of both, in Turkish */
    };
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                               "\"options\":[\"\u03c3\u03b9\u03b3\u03bc\u03b1\u03c2\","
                               "\"\u0434\u0430\",\"izmir\",\"\u8cdb\u6210\",\"kir\",\"k\u0131r\"],"
                               "\"no_dont_care\":true,\"no_something_else\":true"),
                     STATUS_OK);
    CHECK(&p, rows);
    play_release(&p);
}

/* Greek capitals go without marks, French ones often, Russian yo mostly; in Japanese a mark makes
 * another sound. */
static void marks_on_letters_may_be_left_out(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {2, -1, false, "\u039f\u03a7\u0399", YES, 0, ""}, /* ΟΧΙ */
        {2, -1, false, "ECOLE", YES, 1, ""},
        {2, -1, false, "hum for ecole", YES, 1, ""},
        {2, -1, false, "\u3070\u3044", CHAT_TALK, 0, ""}, /* ばい */
        {2, -1, false, "bo", CHAT_UNSURE_SEVERAL, 0, ""},
        {2, -1, false, "b\u00d2", YES, 3, ""},
        {2, -1, false, "\u0441\u0447\u0435\u0442", YES, 5, ""}, /* счет for счёт */
    };
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p,
                           "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which?\","
                           "\"options\":[\"\u038c\u03c7\u03b9\",\"\u00c9cole\","
                           "\"\u306f\u3044\",\"b\u00f2\",\"b\u00f3\",\"\u0441\u0447\u0451\u0442\"],"
                           "\"no_dont_care\":true,\"no_something_else\":true"),
                     STATUS_OK);
    CHECK(&p, rows);
    play_release(&p);
}

static void a_remark_behind_a_sign_is_kept_as_it_was_written(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {1, -1, false, "+1, with the new title", YES, 0, "with the new title"},
        {1, -1, false, "-1 breaks existing clients", YES, 1, "breaks existing clients"},
        {1, -1, false, "+1 (Ship IT)", YES, 0, "(Ship IT)"},
        {1, -1, false, "+1: as Ada said.", YES, 0, "as Ada said."},
        {1, -1, false, "-1 \u2014 \u00fcberfl\u00fcssig", YES, 1, "\u00fcberfl\u00fcssig"},
        {1, -1, false, "+1\u3002\u540c\u610f", YES, 0, "\u540c\u610f"},
        {1, -1, false, "+1 2 drafts are enough", YES, 0, "2 drafts are enough"},
        {1, -1, false, "+1 from me", YES, 0, "from me"},
        {1, -1, false, "+1 for JSON", YES, 0, "for JSON"},
        {1, -1, false, "+1! go", YES, 0, "go"},
        {1, -1, false, "+1, for", YES, 0, "for"},
        {1, -1, false, "-1 no", YES, 1, "no"},
        {1, -1, false, "+1 no objections", YES, 0, "no objections"},
        {1, -1, false, "+1(good idea)", YES, 0, "(good idea)"},
        {1, -1, false, "+1 :)", YES, 0, ":)"},
        {1, -1, false, "+1 ...", YES, 0, "..."},
        {1, -1, false, "+1 - yes", YES, 0, "yes"},
        {1, -1, false, "+1/agree", YES, 0, "agree"},
        {1, -1, false, "**+1** good", YES, 0, "good"},
        {1, -1, false, "-1\u060c \u0644\u0627", YES, 1, "\u0644\u0627"}, /* an Arabic comma */
        {1, -1, false, "-1 measured -1.5 dB", YES, 1, "measured -1.5 dB"},
        {1, -1, false, "+1 -10 would be too much", YES, 0, "-10 would be too much"},
        {1, -1, false, "+1 from here", YES, 0, "from here"},
    };
    struct play p;
    open_two(&p);
    CHECK(&p, rows);
    play_release(&p);
}

static void what_only_looks_like_a_position_is_none(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {1, -1, false, "+10", CHAT_NUMBER, 0, ""},
        {1, -1, false, "-1.5 dB is what I measured", CHAT_NUMBER, 0, ""},
        {1, -1, false, "-1,5", CHAT_NUMBER, 0, ""},
        {1, -1, false, "0 open issues left", CHAT_NUMBER, 0, ""},
        {1, -1, false, "0.5", CHAT_NUMBER, 0, ""},
        {1, -1, false, "00", CHAT_NUMBER, 0, ""},
        {1, -1, false, "+1st", CHAT_NUMBER, 0, ""},
        {1, -1, false, "+2", CHAT_NUMBER, 0, ""},
        {1, -1, false, "+\u0661\u0660", CHAT_NUMBER, 0, ""}, /* +10 */
        {1, -1, false, "-1\u0660", CHAT_NUMBER, 0, ""},
        {1, -1, false, "> +1", CHAT_QUOTED, 0, ""},
        {1, -1, false, ">+1", CHAT_QUOTED, 0, ""},
        {1, -1, false, "\"+1\"", CHAT_QUOTED, 0, ""},
        {1, -1, false, "\u201c+1\u201d", CHAT_QUOTED, 0, ""},
        {1, -1, false, "\u00bb +1", CHAT_QUOTED, 0, ""},
        {1, -1, false, "<ada> +1", CHAT_QUOTED, 0, ""},
        {1, -1, false, "`+1`", CHAT_CODE, 0, ""},
        {1, -1, false, "```+1```", CHAT_CODE, 0, ""},
        {1, -1, false, "+1 received from Ada", CHAT_ECHO, 0, ""},
        {1, -1, false, "+1 recorded for Ada", CHAT_ECHO, 0, ""},
        {1, -1, false, "-1 Received from: ada", CHAT_ECHO, 0, ""},
        {1, -1, false, "ada: +1", CHAT_TALK, 0, ""},
        {1, -1, false, "I am for it", CHAT_TALK, 0, ""},
        {1, -1, false, "yes?", CHAT_TALK, 0, ""},
        {1, -1, false, "yes, but", CHAT_TALK, 0, ""},
        {1, -1, false, "for...", CHAT_TALK, 0, ""},
        {1, -1, false, "no way", CHAT_TALK, 0, ""},
        {1, 0, false, "hmm", CHAT_TALK, 0, ""},
        {1, 0, false, "hummus", CHAT_TALK, 0, ""},
        {1, 0, false, "hum?", CHAT_TALK, 0, ""},
        {1, 0, false, "hum a tune", CHAT_TALK, 0, ""},
        {1, 0, false, "/me hummed", CHAT_TALK, 0, ""},
        {1, 0, false, "/me waves", CHAT_TALK, 0, ""},
        {1, 0, false, "/me yes", CHAT_TALK, 0, ""},
        {1, 0, false, "we have 2 options", CHAT_TALK, 0, ""},
        {1, -1, false, "", CHAT_TALK, 0, ""},
        {1, -1, false, "for the record, I was late", CHAT_TALK, 0, ""},
        {1, -1, false, "no objection", CHAT_TALK, 0, ""},
        {1, -1, false, "yes and no", CHAT_TALK, 0, ""},
        {1, -1, false, "+1?", CHAT_TALK, 0, ""},
        {1, -1, false, "+1 ?", CHAT_TALK, 0, ""},
        {1, -1, false, "~~+1~~", CHAT_TALK, 0, ""}, /* struck out */
        {1, -1, false, "- 1", CHAT_TALK, 0, ""},
        {1, -1, false, "1. I think", CHAT_NUMBER, 0, ""},
        {1, -1, false, "-1dB", CHAT_NUMBER, 0, ""},
        {1, -1, false, "+1%", CHAT_NUMBER, 0, ""},
        {1, -1, false, "+1:30", CHAT_NUMBER, 0, ""},
        {1, -1, false, "0 (none)", CHAT_NUMBER, 0, ""},
        {1, -1, false, "\U0001f44d thanks", CHAT_TALK, 0, ""},
        {1, -1, false, "+", CHAT_TALK, 0, ""},
        {1, -1, false, "-", CHAT_TALK, 0, ""},
        {1, -1, false, "++1", CHAT_TALK, 0, ""},
        {1, -1, false, "17", CHAT_NUMBER, 0, ""},
        {1, -1, false, "#vote", CHAT_NO_SUCH, 0, ""},
        {1, -1, false, "#vote JSON", CHAT_NO_SUCH, 0, ""},
        {1, -1, false, "#voted for", CHAT_TALK, 0, ""},
        {2, -1, false, "7", CHAT_NUMBER, 0, ""},
        {2, -1, false, "1.", YES, 0, ""},
        {2, -1, false, "1 JSON", CHAT_NUMBER, 0, ""},
        {2, -1, false, "z", CHAT_TALK, 0, ""},
        {2, -1, false, "-1", CHAT_NO_SUCH, 0, ""},
        {2, -1, false, "yes", CHAT_NO_SUCH, 0, ""},
        {2, -1, false, "TLV or JSON text", CHAT_TALK, 0, ""},
    };
    struct play p;
    open_two(&p);
    CHECK(&p, rows);
    play_release(&p);
}

static void what_cannot_be_told_is_unsure(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {1, 0, false, "hum", YES, 0, ""},
        {1, 1, false, "Hummm!", YES, 1, ""},
        {1, 1, false, "/me hums", YES, 1, ""},
        {1, 1, false, "*hum*", YES, 1, ""},
        {2, 1, false, "hums.", YES, 1, ""},
        {1, -1, false, "hum", CHAT_UNSURE_NOT_CALLED, 0, ""},
        {1, 1, true, "hum", CHAT_UNSURE_CHANGE, 0, ""},
        {1, 0, true, "+1", CHAT_UNSURE_CHANGE, 0, ""},
        {1, 0, true, "+1 good", CHAT_UNSURE_CHANGE, 0, ""},
        {1, 0, false, "+1", YES, 0, ""},
        {1, 1, false, "+1", CHAT_UNSURE_OTHER, 0, ""},
        {2, 1, false, "+1", CHAT_UNSURE_OTHER, 0, ""},
        {1, 0, false, "-1", YES, 1, ""}, /* says what it is, whatever is called */
        {1, 0, true, "-1", YES, 1, ""},
        {1, 1, true, "hum for for", YES, 0, ""},
        {1, -1, false, "-1 dB is what I measured", CHAT_UNSURE_NUMBER, 0, ""},
        {1, -1, false, "+1 week, please", CHAT_UNSURE_NUMBER, 0, ""},
        {1, -1, false, "+1 from Ada", CHAT_UNSURE_RELAYED, 0, ""},
        {1, -1, false, "-1 on behalf of Ada", CHAT_UNSURE_RELAYED, 0, ""},
        {1, -1, false, "+1 for yes, -1 for no", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "+1 or \u22121?", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "+1/-1", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "-1, not +1", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "+1 against", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "+1, no!", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "-1 for FOR.", CHAT_UNSURE_SEVERAL, 0, ""},
        {1, -1, false, "+0, whatever", CHAT_UNSURE_NUMBER, 0, ""},
        {1, -1, false, "\U0001f44d", CHAT_UNSURE_SIGN, 0, ""},
        {1, -1, false, "\U0001f44e\U0001f3fe", CHAT_UNSURE_SIGN, 0, ""}, /* with a colour */
        {1, -1, false, "\U0001f44d\ufe0f", CHAT_UNSURE_SIGN, 0, ""},
        {1, -1, false, ":+1:", CHAT_UNSURE_SIGN, 0, ""},
        {1, 0, false, ":Thumbs_Up:", CHAT_UNSURE_SIGN, 0, ""},
        {2, -1, false, "+1", CHAT_UNSURE_NOT_CALLED, 0, ""}, /* for which of them? */
        {2, -1, false, "+1 for TLV", CHAT_UNSURE_NOT_CALLED, 0, ""},
    };
    struct play p;
    open_two(&p);
    CHECK(&p, rows);
    play_release(&p);
}

static void each_kind_takes_what_it_asks_for(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        struct row rows[6];
    } kinds[] = {
        {"\"kind\":\"live-with\"",
         {{2, -1, false, "-1", CHAT_UNSURE_REASON, 0, ""},
          {2, -1, false, "-1 breaks clients", YES, 0, "breaks clients"},
          {2, -1, false, "yes", CHAT_UNSURE_SEVERAL, 0, ""},
          {2, -1, false, "+1", CHAT_NO_SUCH, 0, ""},
          {2, -1, false, "0", CHAT_NO_SUCH, 0, ""}}},
        {"\"kind\":\"objections\"",
         {{2, -1, false, "+1", YES, 0, ""},
          {2, -1, false, "objection", YES, 1, ""},
          {2, -1, false, "-1 too early", YES, 1, "too early"},
          {2, -1, false, "against", YES, 1, ""}}},
        {"\"kind\":\"for-against\",\"sides\":\"turned\"",
         {{2, -1, false, "+1", YES, 1, ""},
          {2, -1, false, "no", YES, 0, ""},
          {2, 1, false, "+1", YES, 1, ""},
          {2, 0, false, "+1", CHAT_UNSURE_OTHER, 0, ""}}},
        {"\"kind\":\"options\",\"options\":[\"No\",\"Yes\",\"Abstain\"]", /* as MeetBot's */
         {{2, -1, false, "+1, fine", YES, 1, "fine"},
          {2, -1, false, "-1", YES, 0, ""},
          {2, -1, false, "against", YES, 0, ""},
          {2, -1, false, "+0", YES, 2, ""},
          {2, -1, false, "abstain", YES, 2, ""},
          {2, 0, false, "+1", CHAT_UNSURE_OTHER, 0, ""}}},
        {"\"kind\":\"options\",\"options\":[\"for\",\"yes\",\"against\"]",
         {{2, -1, false, "+1", CHAT_UNSURE_NOT_CALLED, 0, ""}, {2, -1, false, "-1", YES, 2, ""}}},
        {"\"kind\":\"for-against\",\"sides\":\"against-alone\"",
         {{2, -1, false, "against", YES, 0, ""}, {2, -1, false, "for", CHAT_NO_SUCH, 0, ""}}},
        {"\"kind\":\"plurality\",\"options\":[\"a\",\"b\"],\"votes\":1,\"chat_counted\":true,"
         "\"who_counts\":\"x\",\"agreement\":\"y\"",
         {{2, -1, false, "b", YES, 1, ""}, {2, -1, false, "hum", CHAT_NO_SUCH, 0, ""}}},
        {"\"kind\":\"plurality\",\"options\":[\"a\",\"b\"],\"votes\":1,\"chat_counted\":false,"
         "\"who_counts\":\"x\",\"agreement\":\"y\"",
         {{2, -1, false, "b", CHAT_NOT_READ, 0, ""}}},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct play p;
        char members[400];
        size_t count = 0;
        play_open(&p);
        snprintf(members, sizeof members, "\"command\":\"prepare\",\"text\":\"?\",%s",
                 kinds[i].members);
        assert_int_equal(chair(&p, members), STATUS_OK);
        while (count < 6 && kinds[i].rows[count].line != NULL)
            count++;
        check(&p, kinds[i].rows, count);
        play_release(&p);
    }
}

/* A hum for one option from 10 s on, to 15 s; for the next from 40 s on. */
static void what_is_called_is_known_at_every_moment(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    const struct run *r = &p.meeting.runs.items[0];
    const int64_t start = p.now_us;
    p.now_us = start + 9 * SECOND_US; /* play adds a second to each command */
    assert_int_equal(chair(&p, "\"command\":\"hum\",\"question\":1,\"run\":1,\"option\":0"),
                     STATUS_OK);
    p.now_us = start + 14 * SECOND_US;
    assert_int_equal(chair(&p, "\"command\":\"hum-end\""), STATUS_OK);
    p.now_us = start + 39 * SECOND_US;
    assert_int_equal(chair(&p, "\"command\":\"call\",\"question\":1,\"run\":1,\"option\":1"),
                     STATUS_OK);
    static const struct {
        int64_t second;
        int32_t option;
        bool near;
    } moments[] = {
        {5, -1, false},  {10, 0, false}, /* the first call is no change */
        {14, 0, false},  {22, 0, false}, /* 7 s after the end: the sound may be late */
        {23, -1, false}, {32, -1, false}, {33, -1, true}, /* another clock may be early */
        {40, 1, true},   {47, 1, true},   {48, 1, false}, {4000, 1, false}};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        const struct chat_call call =
            chat_call_at(&p.meeting, r, start + moments[i].second * SECOND_US);
        assert_int_equal(call.option, moments[i].option);
        assert_int_equal(call.near_change, moments[i].near);
    }
    play_release(&p);
}

static void every_result_has_its_word_and_its_why(void **state)
{
    (void)state;
    for (int i = 0; i < CHAT_RESULT_COUNT; i++) {
        assert_true(strlen(chat_result_word(i)) > 0 && strlen(chat_result_why(i)) > 0);
        assert_int_equal(strncmp(chat_result_word(i), "unsure", 6) == 0, i >= CHAT_UNSURE);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(chat_result_word(i), chat_result_word(k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_line_is_a_position),
        cmocka_unit_test(in_any_case_width_and_script),
        cmocka_unit_test(names_of_options_in_other_scripts),
        cmocka_unit_test(marks_on_letters_may_be_left_out),
        cmocka_unit_test(a_remark_behind_a_sign_is_kept_as_it_was_written),
        cmocka_unit_test(what_only_looks_like_a_position_is_none),
        cmocka_unit_test(what_cannot_be_told_is_unsure),
        cmocka_unit_test(each_kind_takes_what_it_asks_for),
        cmocka_unit_test(what_is_called_is_known_at_every_moment),
        cmocka_unit_test(every_result_has_its_word_and_its_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
