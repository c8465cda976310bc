/* The tables: how each kind of event stands in JSON. */
#include "core/event_fields.h"

#include "core/chat.h"

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

/* The tables: how each kind stands in JSON. Offsets are those of struct event. */
#define AT(member) offsetof(struct event, member)
#define END_OF_FIELDS                                                                              \
    {                                                                                              \
        .key = NULL                                                                                \
    }
#define U32(name, member)                                                                          \
    {                                                                                              \
        .key = name, .type = FIELD_U32, .offset = AT(member)                                       \
    }
#define I32(name, member)                                                                          \
    {                                                                                              \
        .key = name, .type = FIELD_I32, .offset = AT(member)                                       \
    }
#define I64(name, member)                                                                          \
    {                                                                                              \
        .key = name, .type = FIELD_I64, .offset = AT(member)                                       \
    }
#define BOOL(name, member)                                                                         \
    {                                                                                              \
        .key = name, .type = FIELD_BOOL, .offset = AT(member)                                      \
    }
#define TEXT(name, member)                                                                         \
    {                                                                                              \
        .key = name, .type = FIELD_TEXT, .offset = AT(member)                                      \
    }
#define PERSONAL(name, member)                                                                     \
    {                                                                                              \
        .key = name, .type = FIELD_PERSONAL, .offset = AT(member)                                  \
    }
#define WORD(name, member, function, count)                                                        \
    {                                                                                              \
        .key = name, .type = FIELD_WORD, .offset = AT(member), .word = function, .max = count      \
    }
#define SPARSE(name, kind_of, member)                                                              \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = AT(member), .sparse = true                         \
    }
#define SPARSE_WORDS(name, kind_of, member, function, count)                                       \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = AT(member), .word = function, .max = count,        \
        .sparse = true                                                                             \
    }
/* Why a chat line is unsure, where it is. */
#define UNSURE(member)                                                                             \
    {                                                                                              \
        .key = "unsure", .type = FIELD_WORD, .offset = AT(member), .word = chat_result_word,       \
        .max = CHAT_RESULT_COUNT, .sparse = true                                                   \
    }
#define ITEMS(name, member, counter, row, most, struct_type)                                       \
    {                                                                                              \
        .key = name, .type = FIELD_LIST, .offset = AT(member), .count = AT(counter),               \
        .fields = row, .max = most, .item_size = sizeof(struct_type)                               \
    }

static const struct field named_person[] = {
    {.key = "name", .type = FIELD_PERSONAL, .offset = offsetof(struct named_person, name)},
    {.key = "mail", .type = FIELD_PERSONAL, .offset = offsetof(struct named_person, mail)},
    END_OF_FIELDS};

static const struct field opened[] = {
    TEXT("title", opened.title),
    TEXT("group", opened.group),
    TEXT("kind", opened.kind),
    TEXT("start", opened.start),
    TEXT("zone", opened.zone),
    TEXT("list", opened.list),
    TEXT("note_well_url", opened.note_well_url),
    SPARSE("note_well_version", FIELD_TEXT, opened.note_well_version),
    TEXT("version", opened.version),
    I32("offset_minutes", opened.offset_minutes),
    SPARSE("length_minutes", FIELD_I32, opened.length_minutes),
    ITEMS("chairs", opened.chairs, opened.chair_count, named_person, CHAIRS_MAX,
          struct named_person),
    ITEMS("scribes", opened.scribes, opened.scribe_count, named_person, CHAIRS_MAX,
          struct named_person),
    END_OF_FIELDS};
static const struct field resumed[] = {TEXT("version", resumed.version), END_OF_FIELDS};
static const struct field nothing[] = {END_OF_FIELDS};
static const struct field joined[] = {U32("person", joined.person),
                                      U32("link", joined.link),
                                      PERSONAL("name", joined.name),
                                      PERSONAL("affiliation", joined.affiliation),
                                      BOOL("in_room", joined.in_room),
                                      TEXT("note_well", joined.note_well),
                                      END_OF_FIELDS};
static const struct field left[] = {
    U32("person", left.person), WORD("why", left.why, leaving_word, LEAVING_COUNT), END_OF_FIELDS};

static const struct field entered[] = {
    U32("person", entered.person), PERSONAL("name", entered.name),
    PERSONAL("affiliation", entered.affiliation), BOOL("off", entered.off), END_OF_FIELDS};
static const struct field renamed[] = {U32("person", renamed.person),
                                       PERSONAL("name", renamed.name),
                                       PERSONAL("affiliation", renamed.affiliation), END_OF_FIELDS};
static const struct field merged[] = {U32("person", merged.person), U32("into", merged.into),
                                      TEXT("reason", merged.reason), TEXT("by", merged.by),
                                      END_OF_FIELDS};
static const struct field split[] = {U32("person", split.person), TEXT("reason", split.reason),
                                     TEXT("by", split.by), END_OF_FIELDS};
static const struct field role_given[] = {U32("person", role_given.person),
                                          WORD("role", role_given.role, role_word, ROLE_COUNT),
                                          SPARSE("off", FIELD_BOOL, role_given.off), END_OF_FIELDS};
static const struct field renewed[] = {WORD("role", renewed.role, role_word, ROLE_COUNT),
                                       END_OF_FIELDS};
static const struct field closing_announced[] = {
    U32("question", closing.question), U32("run", closing.run), I64("closes_us", closing.closes_us),
    TEXT("by", closing.by), END_OF_FIELDS};
static const struct field closing_cancelled[] = {
    U32("question", closing.question), U32("run", closing.run), TEXT("by", closing.by),
    SPARSE("restart", FIELD_BOOL, closing.restart), END_OF_FIELDS};
static const struct field set_aside[] = {U32("question", set_aside.question),
                                         U32("run", set_aside.run),
                                         U32("person", set_aside.person),
                                         TEXT("reason", set_aside.reason),
                                         TEXT("by", set_aside.by),
                                         SPARSE("off", FIELD_BOOL, set_aside.off),
                                         END_OF_FIELDS};
static const struct field told_of[] = {U32("entry", told.entry), U32("question", told.question),
                                       U32("run", told.run), PERSONAL("text", told.text),
                                       END_OF_FIELDS};
static const struct field duty[] = {
    U32("entry", duty.entry),    U32("person", duty.person),
    PERSONAL("name", duty.name), WORD("duty", duty.duty, duty_word, DUTY_COUNT),
    BOOL("off", duty.off),       END_OF_FIELDS};

static const struct field new_option[] = {
    {.key = "name", .type = FIELD_TEXT, .offset = offsetof(struct new_option, name)},
    {.key = "role",
     .type = FIELD_WORD,
     .offset = offsetof(struct new_option, role),
     .word = option_role_word,
     .max = OPTION_ROLE_COUNT},
    END_OF_FIELDS};
static const struct field new_draft[] = {
    {.key = "name", .type = FIELD_TEXT, .offset = offsetof(struct new_draft, name)}, END_OF_FIELDS};
static const struct field prepared[] = {
    U32("question", prepared.question),
    WORD("kind", prepared.kind, question_kind_word, QUESTION_KIND_COUNT),
    TEXT("text", prepared.text),
    TEXT("worded_by", prepared.worded_by),
    ITEMS("options", prepared.options, prepared.option_count, new_option, OPTIONS_MAX,
          struct new_option),
    WORD("relation", prepared.relation, relation_word, RELATION_COUNT),
    U32("of_question", prepared.of_question),
    U32("of_run", prepared.of_run),
    {.key = "sides",
     .type = FIELD_WORD,
     .offset = AT(prepared.sides),
     .word = sides_word,
     .max = SIDES_COUNT,
     .sparse = true},
    SPARSE("several", FIELD_BOOL, prepared.several),
    SPARSE("chat_counted", FIELD_BOOL, prepared.chat_counted),
    SPARSE("votes", FIELD_U32, prepared.votes),
    SPARSE("draft", FIELD_TEXT, prepared.draft),
    SPARSE("who_counts", FIELD_TEXT, prepared.who_counts),
    SPARSE("agreement", FIELD_TEXT, prepared.agreement),
    {.key = "method",
     .type = FIELD_WORD,
     .offset = AT(prepared.drawing),
     .word = drawing_word,
     .max = DRAWING_COUNT,
     .sparse = true},
    {.key = "grounds",
     .type = FIELD_WORD,
     .offset = AT(prepared.grounds),
     .word = grounds_word,
     .max = GROUNDS_COUNT,
     .sparse = true},
    SPARSE("pick", FIELD_U32, prepared.pick),
    SPARSE("source", FIELD_TEXT, prepared.source),
    {.key = "basis",
     .type = FIELD_WORD,
     .offset = AT(prepared.basis),
     .word = basis_word,
     .max = BASIS_COUNT,
     .sparse = true},
    SPARSE("since", FIELD_TEXT, prepared.since),
    SPARSE("on_list", FIELD_TEXT, prepared.on_list),
    SPARSE("links", FIELD_TEXT, prepared.links),
    {.key = "drafts",
     .type = FIELD_LIST,
     .offset = AT(prepared.drafts),
     .count = AT(prepared.draft_count),
     .fields = new_draft,
     .max = DRAFTS_MAX,
     .item_size = sizeof(struct new_draft),
     .sparse = true},
    SPARSE("adopted", FIELD_TEXT, prepared.adopted),
    SPARSE("care", FIELD_BOOL, prepared.care),
    SPARSE_WORDS("cause", FIELD_FLAGS, prepared.cause, cause_word, CAUSE_COUNT),
    SPARSE_WORDS("tried", FIELD_FLAGS, prepared.tried, tried_word, TRIED_COUNT),
    SPARSE("events", FIELD_TEXT, prepared.events),
    END_OF_FIELDS};
static const struct field asked[] = {U32("question", asked.question),
                                     U32("run", asked.run),
                                     TEXT("by", asked.by),
                                     {.key = "because",
                                      .type = FIELD_WORD,
                                      .offset = AT(asked.because),
                                      .word = because_word,
                                      .max = BECAUSE_COUNT,
                                      .sparse = true},
                                     SPARSE("why", FIELD_TEXT, asked.why),
                                     END_OF_FIELDS};
static const struct field volunteered[] = {
    U32("question", volunteered.question),     U32("run", volunteered.run),
    U32("person", volunteered.person),         PERSONAL("name", volunteered.name),
    SPARSE("out", FIELD_U32, volunteered.out), END_OF_FIELDS};
/* The seed is a secret until the draw: the body has its commitment only. */
static const struct field draw_committed[] = {
    U32("question", committed.question), U32("run", committed.run),
    TEXT("commitment", committed.commitment), PERSONAL("seed", committed.seed), END_OF_FIELDS};
static const struct field drawn[] = {
    {.key = "number", .type = FIELD_U32, .offset = offsetof(struct drawn, number)}, END_OF_FIELDS};
static const struct field draw_revealed[] = {
    U32("question", revealed.question),
    U32("run", revealed.run),
    TEXT("value", revealed.value),
    TEXT("seed", revealed.seed),
    ITEMS("picked", revealed.picked, revealed.picked_count, drawn, VOLUNTEERS_MAX, struct drawn),
    END_OF_FIELDS};
static const struct field hum_started[] = {
    U32("question", hum_started.question), U32("run", hum_started.run),
    U32("option", hum_started.option), U32("window", hum_started.window), END_OF_FIELDS};
static const struct field scale_ended[] = {
    WORD("why", scale_ended.why, scale_end_word, SCALE_END_COUNT), END_OF_FIELDS};
static const struct field called[] = {U32("question", called.question), U32("run", called.run),
                                      I32("option", called.option), END_OF_FIELDS};
static const struct field hum_ended[] = {U32("window", hum_ended.window), END_OF_FIELDS};

static const struct field hum_measured[] = {
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
static const struct field compared[] = {
    U32("question", compared.question), U32("run", compared.run), U32("people", compared.people),
    ITEMS("pairs", compared.pairs, compared.pair_count, pair, PAIRS_MAX, struct pair),
    END_OF_FIELDS};
static const struct field heard[] = {
    U32("question", heard.question), U32("run", heard.run), U32("option", heard.option),
    WORD("heard", heard.heard, heard_name, HEARD_COUNT), END_OF_FIELDS};
static const struct field told[] = {U32("count", people.count), END_OF_FIELDS};
static const struct field said[] = {U32("line", said.line),
                                    U32("person", said.person),
                                    WORD("role", said.role, role_word, ROLE_COUNT),
                                    PERSONAL("text", said.text),
                                    BOOL("held", said.held),
                                    SPARSE("hat_off", FIELD_BOOL, said.hat_off),
                                    SPARSE("mic", FIELD_BOOL, said.mic),
                                    UNSURE(said.unsure),
                                    END_OF_FIELDS};
static const struct field person_imported[] = {
    U32("person", person_imported.person), U32("link", person_imported.link),
    PERSONAL("name", person_imported.name), PERSONAL("identity", person_imported.identity),
    END_OF_FIELDS};
static const struct field imported[] = {U32("line", imported.line),
                                        U32("person", imported.person),
                                        U32("question", imported.question),
                                        U32("run", imported.run),
                                        TEXT("source", imported.source),
                                        PERSONAL("id", imported.id),
                                        I64("said_us", imported.said_us),
                                        PERSONAL("text", imported.text),
                                        BOOL("held", imported.held),
                                        UNSURE(imported.unsure),
                                        END_OF_FIELDS};
static const struct field edited[] = {
    U32("line", edited.line),  PERSONAL("text", edited.text),
    BOOL("held", edited.held), SPARSE("mic", FIELD_BOOL, edited.mic),
    UNSURE(edited.unsure),     END_OF_FIELDS};
static const struct field settled[] = {U32("line", settled.line), I32("option", settled.option),
                                       WORD("role", settled.role, role_word, ROLE_COUNT),
                                       TEXT("by", settled.by), END_OF_FIELDS};
static const struct field tally[] = {U32("question", tally.question), U32("run", tally.run),
                                     TEXT("words", tally.words), BOOL("shown", tally.shown),
                                     END_OF_FIELDS};
static const struct field read_out[] = {U32("line", read_out.line), END_OF_FIELDS};
static const struct field queue_joined[] = {
    U32("entry", queue_joined.entry), U32("person", queue_joined.person),
    PERSONAL("name", queue_joined.name), PERSONAL("about", queue_joined.about), END_OF_FIELDS};
static const struct field queue_entry[] = {U32("entry", queue.entry), END_OF_FIELDS};
static const struct field answer[] = {U32("question", answer.question),
                                      U32("run", answer.run),
                                      U32("person", answer.person),
                                      U32("link", answer.link),
                                      U32("line", answer.line),
                                      WORD("channel", answer.channel, channel_word, CHANNEL_COUNT),
                                      I32("option", answer.option),
                                      PERSONAL("remark", answer.remark),
                                      SPARSE("also", FIELD_U32, answer.also),
                                      END_OF_FIELDS};

static const struct field statement[] = {
    {.key = "kind",
     .type = FIELD_WORD,
     .offset = offsetof(struct statement, kind),
     .word = statement_kind_word,
     .max = STATEMENT_KIND_COUNT},
    {.key = "option", .type = FIELD_I32, .offset = offsetof(struct statement, option)},
    {.key = "text", .type = FIELD_TEXT, .offset = offsetof(struct statement, text)},
    {.key = "who", .type = FIELD_TEXT, .offset = offsetof(struct statement, who), .sparse = true},
    {.key = "date", .type = FIELD_TEXT, .offset = offsetof(struct statement, date), .sparse = true},
    {.key = "missing",
     .type = FIELD_TEXT,
     .offset = offsetof(struct statement, missing),
     .sparse = true},
    {.key = "to",
     .type = FIELD_WORD,
     .offset = offsetof(struct statement, to),
     .word = later_word,
     .max = LATER_COUNT,
     .sparse = true},
    {.key = "team",
     .type = FIELD_WORD,
     .offset = offsetof(struct statement, team),
     .word = team_word,
     .max = TEAM_COUNT,
     .sparse = true},
    END_OF_FIELDS};
static const struct field outcome[] = {U32("question", outcome.question),
                                       U32("run", outcome.run),
                                       ITEMS("statements", outcome.statements,
                                             outcome.statement_count, statement, STATEMENTS_MAX,
                                             struct statement),
                                       TEXT("words", outcome.words),
                                       TEXT("reason", outcome.reason),
                                       TEXT("by", outcome.by),
                                       BOOL("to_confirm", outcome.to_confirm),
                                       SPARSE("open_issues", FIELD_U32, outcome.open_issues),
                                       END_OF_FIELDS};
static const struct field marked[] = {U32("question", marked.question), U32("run", marked.run),
                                      BOOL("to_confirm", marked.to_confirm), END_OF_FIELDS};
static const struct field sent[] = {
    U32("question", sent.question),       U32("run", sent.run),
    TEXT("message_id", sent.message_id),  I64("sent_us", sent.sent_us),
    I64("deadline_us", sent.deadline_us), END_OF_FIELDS};
static const struct field deadline[] = {U32("question", sent.question), U32("run", sent.run),
                                        I64("deadline_us", sent.deadline_us), TEXT("why", sent.why),
                                        END_OF_FIELDS};
static const struct field confirmed[] = {
    U32("question", confirmed.question),
    U32("run", confirmed.run),
    WORD("as", confirmed.as, confirmation_word, CONFIRMATION_COUNT),
    TEXT("why", confirmed.why),
    TEXT("by", confirmed.by),
    END_OF_FIELDS};

static const struct field issue_raised[] = {U32("issue", issue.issue),
                                            U32("question", issue.question),
                                            U32("run", issue.run),
                                            U32("person", issue.person),
                                            PERSONAL("name", issue.name),
                                            PERSONAL("what", issue.what),
                                            BOOL("by_answer", issue.by_answer),
                                            END_OF_FIELDS};
static const struct field issue_changed[] = {
    U32("issue", issue_changed.issue),
    WORD("state", issue_changed.state, issue_state_word, ISSUE_STATE_COUNT),
    TEXT("how", issue_changed.how), TEXT("by", issue_changed.by), END_OF_FIELDS};
static const struct field challenge_made[] = {
    U32("challenge", challenge.challenge),
    U32("question", challenge.question),
    U32("run", challenge.run),
    U32("person", challenge.person),
    WORD("kind", challenge.kind, challenge_kind_word, CHALLENGE_KIND_COUNT),
    PERSONAL("text", challenge.text),
    PERSONAL("decision", challenge.decision),
    PERSONAL("process", challenge.process),
    END_OF_FIELDS};
static const struct field challenge_answered[] = {
    U32("challenge", challenge_answered.challenge), TEXT("words", challenge_answered.words),
    TEXT("next", challenge_answered.next), TEXT("by", challenge_answered.by), END_OF_FIELDS};
static const struct field run_voided[] = {U32("question", voided.question), U32("run", voided.run),
                                          TEXT("reason", voided.reason), TEXT("by", voided.by),
                                          END_OF_FIELDS};

static const struct field hands_counted[] = {U32("question", hands.question), U32("run", hands.run),
                                             U32("option", hands.option), U32("count", hands.count),
                                             END_OF_FIELDS};
static const struct field position_entered[] = {U32("question", position.question),
                                                U32("run", position.run),
                                                U32("person", position.person),
                                                I32("option", position.option),
                                                WORD("way", position.way, way_word, WAY_COUNT),
                                                PERSONAL("name", position.name),
                                                PERSONAL("remark", position.remark),
                                                SPARSE("hat_off", FIELD_BOOL, position.hat_off),
                                                END_OF_FIELDS};
static const struct field interrupted[] = {
    U32("question", interrupt.question),
    U32("run", interrupt.run),
    U32("person", interrupt.person),
    WORD("kind", interrupt.kind, interrupt_kind_word, INTERRUPT_KIND_COUNT),
    PERSONAL("text", interrupt.text),
    END_OF_FIELDS};

static const struct field moved[] = {U32("question", moved.question), U32("before", moved.before),
                                     END_OF_FIELDS};
static const struct field previewed[] = {U32("question", moved.question), END_OF_FIELDS};
static const struct field person_marked[] = {U32("person", person_marked.person),
                                             {.key = "hats",
                                              .type = FIELD_FLAGS,
                                              .offset = AT(person_marked.hats),
                                              .word = hat_word,
                                              .max = HAT_COUNT},
                                             END_OF_FIELDS};

static const struct field criterion_noted[] = {
    U32("question", criterion.question),
    WORD("criterion", criterion.criterion, criterion_word, CRITERION_COUNT),
    SPARSE("draft", FIELD_TEXT, criterion.draft), TEXT("note", criterion.note), END_OF_FIELDS};
static const struct field step_taken[] = {
    U32("question", step.question),
    WORD("step", step.step, draft_step_word, DRAFT_STEP_COUNT),
    WORD("state", step.state, draft_step_state_word, DRAFT_STEP_STATE_COUNT),
    SPARSE_WORDS("waived_by", FIELD_WORD, step.waiver, waiver_word, WAIVER_COUNT),
    SPARSE_WORDS("editors", FIELD_WORD, step.editors, editors_word, EDITORS_COUNT),
    TEXT("text", step.text),
    SPARSE("date_us", FIELD_I64, step.date_us),
    SPARSE("until_us", FIELD_I64, step.until_us),
    END_OF_FIELDS};
static const struct field willing_said[] = {U32("question", willing.question),
                                            U32("run", willing.run),
                                            U32("person", willing.person),
                                            {.key = "willing",
                                             .type = FIELD_FLAGS,
                                             .offset = AT(willing.willing),
                                             .word = willing_word,
                                             .max = WILLING_COUNT},
                                            PERSONAL("name", willing.name),
                                            SPARSE("entered", FIELD_BOOL, willing.entered),
                                            END_OF_FIELDS};

const struct event_shape event_shapes[EVENT_KIND_COUNT] = {
    [EVENT_MEETING_OPENED] = {"meeting-opened/1", opened},
    [EVENT_MEETING_RESUMED] = {"meeting-resumed/1", resumed},
    [EVENT_MEETING_ENDED] = {"meeting-ended/1", nothing},
    [EVENT_PERSON_JOINED] = {"person-joined/1", joined},
    [EVENT_PERSON_LEFT] = {"person-left/1", left},
    [EVENT_PERSON_RETURNED] = {"person-returned/1", left},
    [EVENT_PERSON_ENTERED] = {"person-entered/1", entered},
    [EVENT_PERSON_RENAMED] = {"person-renamed/1", renamed},
    [EVENT_PEOPLE_MERGED] = {"people-merged/1", merged},
    [EVENT_PERSON_SPLIT] = {"person-split/1", split},
    [EVENT_ROLE_GIVEN] = {"role-given/1", role_given},
    [EVENT_LINK_RENEWED] = {"link-renewed/1", renewed},
    [EVENT_DUTY_TAKEN] = {"duty-taken/1", duty},
    [EVENT_QUESTION_PREPARED] = {"question-prepared/1", prepared},
    [EVENT_QUESTION_ASKED] = {"question-asked/1", asked},
    [EVENT_CLOSING_ANNOUNCED] = {"closing-announced/1", closing_announced},
    [EVENT_CLOSING_CANCELLED] = {"closing-cancelled/1", closing_cancelled},
    [EVENT_QUESTION_CLOSED] = {"question-closed/1", asked},
    [EVENT_RESULTS_SHOWN] = {"results-shown/1", asked},
    [EVENT_VOLUNTEERED] = {"volunteered/1", volunteered},
    [EVENT_DRAW_COMMITTED] = {"draw-committed/1", draw_committed},
    [EVENT_DRAW_REVEALED] = {"draw-revealed/1", draw_revealed},
    [EVENT_HUM_STARTED] = {"hum-started/1", hum_started},
    [EVENT_HUM_ENDED] = {"hum-ended/1", hum_ended},
    [EVENT_HUM_MEASURED] = {"hum-measured/1", hum_measured},
    [EVENT_HUMS_COMPARED] = {"hums-compared/1", compared},
    [EVENT_HEARD_ENTERED] = {"heard-entered/1", heard},
    [EVENT_PEOPLE_TOLD] = {"people-told/1", told},
    [EVENT_SCALE_ENDED] = {"scale-ended/1", scale_ended},
    [EVENT_OPTION_CALLED] = {"option-called/1", called},
    [EVENT_CHAT_SAID] = {"chat-said/1", said},
    [EVENT_PERSON_IMPORTED] = {"person-imported/1", person_imported},
    [EVENT_CHAT_IMPORTED] = {"chat-imported/1", imported},
    [EVENT_LINE_EDITED] = {"line-edited/1", edited},
    [EVENT_LINE_DELETED] = {"line-deleted/1", read_out},
    [EVENT_LINE_SETTLED] = {"line-settled/1", settled},
    [EVENT_TALLY_TOLD] = {"tally-told/1", tally},
    [EVENT_LINE_READ_OUT] = {"line-read-out/1", read_out},
    [EVENT_QUEUE_JOINED] = {"queue-joined/1", queue_joined},
    [EVENT_QUEUE_LEFT] = {"queue-left/1", queue_entry},
    [EVENT_QUEUE_NEXT] = {"queue-next/1", queue_entry},
    [EVENT_ANSWER_GIVEN] = {"answer-given/1", answer},
    [EVENT_POSITION_SET_ASIDE] = {"position-set-aside/1", set_aside},
    [EVENT_IRREGULARITY_TOLD] = {"irregularity-told/1", told_of},
    [EVENT_OUTCOME_STATED] = {"outcome-stated/1", outcome},
    [EVENT_CONFIRMATION_MARKED] = {"confirmation-marked/1", marked},
    [EVENT_CONFIRMATION_SENT] = {"confirmation-sent/1", sent},
    [EVENT_DEADLINE_CHANGED] = {"deadline-changed/1", deadline},
    [EVENT_CONFIRMATION_CLOSED] = {"confirmation-closed/1", confirmed},
    [EVENT_ISSUE_RAISED] = {"issue-raised/1", issue_raised},
    [EVENT_ISSUE_CHANGED] = {"issue-changed/1", issue_changed},
    [EVENT_CHALLENGE_MADE] = {"challenge-made/1", challenge_made},
    [EVENT_CHALLENGE_ANSWERED] = {"challenge-answered/1", challenge_answered},
    [EVENT_RUN_VOIDED] = {"run-voided/1", run_voided},
    [EVENT_HANDS_COUNTED] = {"hands-counted/1", hands_counted},
    [EVENT_POSITION_ENTERED] = {"position-entered/1", position_entered},
    [EVENT_INTERRUPTED] = {"interrupted/1", interrupted},
    [EVENT_QUESTION_EDITED] = {"question-edited/1", prepared},
    [EVENT_QUESTION_MOVED] = {"question-moved/1", moved},
    [EVENT_QUESTION_PREVIEWED] = {"question-previewed/1", previewed},
    [EVENT_PERSON_MARKED] = {"person-marked/1", person_marked},
    [EVENT_CRITERION_NOTED] = {"criterion-noted/1", criterion_noted},
    [EVENT_STEP_TAKEN] = {"step-taken/1", step_taken},
    [EVENT_WILLING_SAID] = {"willing-said/1", willing_said},
};
