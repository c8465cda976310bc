/* How events stand in JSON: those of what is heard in the room, by the meter and by ear. */
#include "core/event_fields.h"

/* Words of enums that other modules keep, as the codec wants them. */
static const char *void_word(int i)
{
    return hum_void_word((enum hum_void)i);
}

static const char *strength_name(int i)
{
    return strength_word((enum strength)i);
}

static const char *heard_name(int i)
{
    return heard_word((enum heard)i);
}

static const char *scale_name(int i)
{
    return scale_word((enum scale)i);
}

static const char *flag_name(int i)
{
    return flag_word((enum flag)i);
}

static const char *source_name(int i)
{
    return sound_source_word((enum sound_source)i);
}

const struct field fields_hum_started[] = {
    U32("question", hum_started.question), U32("run", hum_started.run),
    U32("option", hum_started.option), U32("window", hum_started.window), END_OF_FIELDS};
const struct field fields_hum_ended[] = {U32("window", hum_ended.window), END_OF_FIELDS};
const struct field fields_scale_ended[] = {
    WORD("why", scale_ended.why, scale_end_word, SCALE_END_COUNT), END_OF_FIELDS};
const struct field fields_called[] = {U32("question", called.question), U32("run", called.run),
                                      I32("option", called.option), END_OF_FIELDS};
const struct field fields_hum_measured[] = {
    U32("question", hum.question),  U32("run", hum.run),
    U32("option", hum.option),      WORD("source", hum.source, source_name, SOUND_SOURCE_FILE + 1),
    TEXT("device", hum.device),     TEXT("api", hum.api),
    TEXT("analyser", hum.analyser), END_OF_FIELDS};

/* The figures of a hum stand beside the above, in the same object. */
#define HUM(name, kind_of, member)                                                                 \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = offsetof(struct hum, member)                       \
    }
#define HUM_WORDS(name, kind_of, member, function, count)                                          \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = offsetof(struct hum, member), .word = function,    \
        .max = count                                                                               \
    }
const struct field event_figures[] = {
    HUM("window", FIELD_U32, window),
    HUM("microphone", FIELD_U32, microphone),
    HUM("rate_hz", FIELD_I32, rate_hz),
    HUM("start_frame", FIELD_I64, start_frame),
    HUM("end_frame", FIELD_I64, end_frame),
    HUM("onset_frame", FIELD_I64, onset_frame),
    HUM("offset_frame", FIELD_I64, offset_frame),
    HUM_WORDS("void", FIELD_WORD, void_reason, void_word, HUM_VOID_COUNT),
    HUM("silent", FIELD_BOOL, silent),
    HUM("hum_mb", FIELD_LEVEL, hum_mb),
    HUM("hum_low_mb", FIELD_LEVEL, hum_low_mb),
    HUM("hum_high_mb", FIELD_LEVEL, hum_high_mb),
    HUM("noise_mb", FIELD_LEVEL, noise_mb),
    HUM("excess_mb", FIELD_LEVEL, excess_mb),
    HUM("interval_low_mb", FIELD_LEVEL, interval_low_mb),
    HUM("interval_high_mb", FIELD_LEVEL, interval_high_mb),
    HUM("limit_mb", FIELD_LEVEL, limit_mb),
    HUM("loudness_mb", FIELD_LEVEL, loudness_mb),
    HUM_WORDS("strength", FIELD_WORD, strength, strength_name, STRENGTH_COUNT),
    {.key = "strength_high",
     .type = FIELD_WORD,
     .offset = offsetof(struct hum, strength_high),
     .word = strength_name,
     .max = STRENGTH_COUNT,
     .optional = true},
    {.key = "scale",
     .type = FIELD_WORD,
     .offset = offsetof(struct hum, scale),
     .word = scale_name,
     .max = SCALE_COUNT,
     .optional = true},
    {.key = "hidden_people",
     .type = FIELD_U32,
     .offset = offsetof(struct hum, hidden_people),
     .optional = true},
    HUM_WORDS("flags", FIELD_FLAGS, flags, flag_name, FLAG_COUNT),
    HUM_WORDS("not_checked", FIELD_FLAGS, not_checked, flag_name, FLAG_COUNT),
    HUM("scatter_mb", FIELD_LEVEL, scatter_mb),
    {.key = "trace_mb",
     .type = FIELD_LEVELS,
     .offset = offsetof(struct hum, trace_mb),
     .count = offsetof(struct hum, trace_count),
     .max = HUM_TRACE_MAX},
    END_OF_FIELDS};

/* What each of several microphones measured; a hum of one has no such list. */
static const struct field part[] = {
    {.key = "device", .type = FIELD_TEXT, .offset = offsetof(struct hum_part, device)},
    {.key = "api", .type = FIELD_TEXT, .offset = offsetof(struct hum_part, api)},
    {.key = "hum",
     .type = FIELD_OBJECT,
     .offset = offsetof(struct hum_part, hum),
     .fields = event_figures},
    END_OF_FIELDS};
const struct field event_parts[] = {
    ITEMS("microphones", hum.parts, hum.part_count, part, MICROPHONES_MAX, struct hum_part),
    END_OF_FIELDS};
#define PAIR(name, kind_of, member)                                                                \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = offsetof(struct pair, member)                      \
    }
static const struct field pair[] = {PAIR("first", FIELD_U32, first),
                                    PAIR("second", FIELD_U32, second),
                                    PAIR("louder", FIELD_I32, louder),
                                    PAIR("difference_mb", FIELD_LEVEL, difference_mb),
                                    PAIR("sound_low_mb", FIELD_LEVEL, sound_low_mb),
                                    PAIR("sound_high_mb", FIELD_LEVEL, sound_high_mb),
                                    PAIR("sound_distinct", FIELD_BOOL, sound_distinct),
                                    PAIR("low_mb", FIELD_LEVEL, low_mb),
                                    PAIR("high_mb", FIELD_LEVEL, high_mb),
                                    PAIR("distinct", FIELD_BOOL, distinct),
                                    {.key = "microphones",
                                     .type = FIELD_I32,
                                     .offset = offsetof(struct pair, microphones),
                                     .optional = true,
                                     .sparse = true},
                                    END_OF_FIELDS};
const struct field fields_compared[] = {
    U32("question", compared.question), U32("run", compared.run), U32("people", compared.people),
    ITEMS("pairs", compared.pairs, compared.pair_count, pair, PAIRS_MAX, struct pair),
    END_OF_FIELDS};
const struct field fields_heard[] = {
    U32("question", heard.question), U32("run", heard.run), U32("option", heard.option),
    WORD("heard", heard.heard, heard_name, HEARD_COUNT), END_OF_FIELDS};
const struct field fields_told[] = {U32("count", people.count), END_OF_FIELDS};
const struct field fields_hands_counted[] = {U32("question", hands.question), U32("run", hands.run),
                                             U32("option", hands.option), U32("count", hands.count),
                                             END_OF_FIELDS};
