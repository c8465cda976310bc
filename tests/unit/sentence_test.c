#include "tests/unit/unit.h"

#include "core/sentence.h"

#include <stdlib.h>
#include <string.h>

/* A meeting with question 1, for and against, and question 2, of which the options are red and
 * blue. */
static void add_question(struct meeting *m, enum question_kind kind, struct new_option *options)
{
    struct event e = {.seq = m->seq + 1, .kind = EVENT_QUESTION_PREPARED};
    e.prepared.question = m->questions.count + 1;
    e.prepared.kind = kind;
    e.prepared.text = "Q";
    e.prepared.worded_by = "";
    e.prepared.option_count = 2;
    e.prepared.options = options;
    assert_int_equal(meeting_apply(m, &e), STATUS_OK);
}

static int setup(void **state)
{
    static struct meeting m;
    struct event e = {.seq = 1, .kind = EVENT_MEETING_OPENED};
    struct new_option sides[] = {{"for", OPTION_NAMED}, {"against", OPTION_NAMED}};
    struct new_option colours[] = {{"red", OPTION_NAMED}, {"blue", OPTION_NAMED}};
    meeting_init(&m);
    assert_int_equal(meeting_apply(&m, &e), STATUS_OK);
    add_question(&m, QUESTION_FOR_AGAINST, sides);
    add_question(&m, QUESTION_OPTIONS, colours);
    *state = &m;
    return 0;
}

static int teardown(void **state)
{
    meeting_release(*state);
    return 0;
}

typedef void sentence(const struct meeting *m, const struct run *r, const struct pair *p,
                      struct text *out);

static void says(const struct meeting *m, uint32_t question, sentence *write, struct pair p,
                 const char *expected)
{
    struct text t = {0};
    struct run r = {.question = question, .run = 1};
    p.second = 1;
    write(m, &r, &p, &t);
    char *out = NULL;
    assert_int_equal(text_take(&t, &out, NULL), STATUS_OK);
    assert_string_equal(out, expected);
    free(out);
}

static void loudness_is_said_in_words_and_whole_decibels(void **state)
{
    const struct meeting *m = *state;
    says(m, 1, sentence_pair_sound,
         (struct pair){.louder = 0, .difference_mb = 449, .sound_distinct = true},
         "\"for\" sounded clearly louder than \"against\" here, by about 4 dB.");
    says(m, 2, sentence_pair_sound,
         (struct pair){.louder = 1, .difference_mb = 450, .sound_distinct = true},
         "\"blue\" sounded clearly louder than \"red\" here, by about 5 dB.");
    says(m, 2, sentence_pair_sound,
         (struct pair){.louder = 1, .difference_mb = 49, .sound_distinct = true},
         "\"blue\" sounded clearly louder than \"red\" here, by less than 1 dB.");
    says(m, 1, sentence_pair_sound, (struct pair){.louder = 1, .difference_mb = 30},
         "No clear difference in loudness between \"for\" and \"against\" here.");
}

static void a_silent_side_is_never_called_nobody(void **state)
{
    const struct meeting *m = *state;
    says(m, 1, sentence_pair_sound,
         (struct pair){.louder = 0, .difference_mb = LEVEL_NONE_MB, .sound_distinct = true},
         "\"for\" sounded clearly louder than \"against\" here: no hum was measured above the "
         "room's noise "
         "\"against\".");
    says(m, 2, sentence_pair_sound, (struct pair){.louder = 1, .difference_mb = LEVEL_NONE_MB},
         "No clear difference in loudness between \"blue\" and \"red\" here: no hum was measured "
         "above the room's "
         "noise for \"red\".");
    says(m, 2, sentence_pair_sound, (struct pair){.louder = -1, .difference_mb = LEVEL_NONE_MB},
         "Neither for \"red\" nor for \"blue\" was a hum measured above the room's noise.");
}

static void loudness_is_not_taken_for_people(void **state)
{
    const struct meeting *m = *state;
    says(m, 1, sentence_pair_people, (struct pair){.louder = 0, .sound_distinct = true},
         "Sound alone does not show that more people hummed \"for\" than \"against\".");
    says(m, 2, sentence_pair_people, (struct pair){.louder = 1, .distinct = true},
         "Sound alone shows that more people hummed for \"blue\" than for \"red\".");
    /* hums that are alike name nobody first but the question */
    says(m, 1, sentence_pair_people, (struct pair){.louder = 1, .difference_mb = 30},
         "Sound alone does not show whether more people hummed \"for\" or \"against\".");
    says(m, 2, sentence_pair_people, (struct pair){.louder = -1},
         "Sound alone does not show whether more people hummed for \"red\" or for \"blue\".");
}

static void an_assumed_crowd_is_said_to_be_assumed(void **state)
{
    (void)state;
    struct text t = {0};
    char *out = NULL;
    sentence_crowd(0, &t);
    sentence_crowd(30, &t);
    assert_int_equal(text_take(&t, &out, NULL), STATUS_OK);
    assert_string_equal(
        out, "How many people were in the room was not known; 10 who hum are assumed for the "
             "comparison.The comparison reckons with 30 people in the room.");
    free(out);
}

static void a_faint_hum_is_less_than_one_decibel_above_the_noise_or_at_most_some(void **state)
{
    (void)state;
    static const struct {
        int32_t excess_mb, low_mb, high_mb;
        const char *words;
    } cases[] = {
        {-100, -300, 0, "less than 1 dB"},    {49, -200, 200, "less than 1 dB"},
        {50, -200, 200, "about 1 dB"},        {250, -749, 301, "about 3 dB"},
        {250, -750, 301, "at most 4 dB"},     {250, -750, 300, "at most 3 dB"},
        {-100, -1200, 100, "less than 1 dB"}, {250, LEVEL_NONE_MB, 300, "about 3 dB"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct meeting_hum h = {
            .phase = HUM_FINAL,
            .hum = {.strength = STRENGTH_WEAK,
                    .excess_mb = cases[i].excess_mb,
                    .interval_low_mb = cases[i].low_mb,
                    .interval_high_mb = cases[i].high_mb},
        };
        struct text text = {0};
        sentence_hum(&h, &text);
        assert_non_null(strstr(text.bytes, cases[i].words));
        text_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_faint_hum_is_less_than_one_decibel_above_the_noise_or_at_most_some),
        cmocka_unit_test_setup_teardown(loudness_is_said_in_words_and_whole_decibels, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_silent_side_is_never_called_nobody, setup, teardown),
        cmocka_unit_test_setup_teardown(loudness_is_not_taken_for_people, setup, teardown),
        cmocka_unit_test(an_assumed_crowd_is_said_to_be_assumed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
