/* How events stand in JSON: those of questions, of drafts, of draws. */
#include "core/event_fields.h"

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
const struct field fields_prepared[] = {
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
const struct field fields_moved[] = {U32("question", moved.question), U32("before", moved.before),
                                     END_OF_FIELDS};
const struct field fields_previewed[] = {U32("question", moved.question), END_OF_FIELDS};
const struct field fields_asked[] = {U32("question", asked.question),
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
const struct field fields_closing_announced[] = {
    U32("question", closing.question), U32("run", closing.run), I64("closes_us", closing.closes_us),
    TEXT("by", closing.by), END_OF_FIELDS};
const struct field fields_closing_cancelled[] = {
    U32("question", closing.question), U32("run", closing.run), TEXT("by", closing.by),
    SPARSE("restart", FIELD_BOOL, closing.restart), END_OF_FIELDS};
const struct field fields_volunteered[] = {
    U32("question", volunteered.question),     U32("run", volunteered.run),
    U32("person", volunteered.person),         PERSONAL("name", volunteered.name),
    SPARSE("out", FIELD_U32, volunteered.out), END_OF_FIELDS};

/* The seed is a secret until the draw: the body has its commitment only. */
const struct field fields_draw_committed[] = {
    U32("question", committed.question), U32("run", committed.run),
    TEXT("commitment", committed.commitment), PERSONAL("seed", committed.seed), END_OF_FIELDS};
static const struct field drawn[] = {
    {.key = "number", .type = FIELD_U32, .offset = offsetof(struct drawn, number)}, END_OF_FIELDS};
const struct field fields_draw_revealed[] = {
    U32("question", revealed.question),
    U32("run", revealed.run),
    TEXT("value", revealed.value),
    TEXT("seed", revealed.seed),
    ITEMS("picked", revealed.picked, revealed.picked_count, drawn, VOLUNTEERS_MAX, struct drawn),
    END_OF_FIELDS};
const struct field fields_criterion_noted[] = {
    U32("question", criterion.question),
    WORD("criterion", criterion.criterion, criterion_word, CRITERION_COUNT),
    SPARSE("draft", FIELD_TEXT, criterion.draft), TEXT("note", criterion.note), END_OF_FIELDS};
const struct field fields_step_taken[] = {
    U32("question", step.question),
    WORD("step", step.step, draft_step_word, DRAFT_STEP_COUNT),
    WORD("state", step.state, draft_step_state_word, DRAFT_STEP_STATE_COUNT),
    SPARSE_WORDS("waived_by", FIELD_WORD, step.waiver, waiver_word, WAIVER_COUNT),
    SPARSE_WORDS("editors", FIELD_WORD, step.editors, editors_word, EDITORS_COUNT),
    SPARSE("draft", FIELD_TEXT, step.draft),
    TEXT("text", step.text),
    SPARSE("date_us", FIELD_I64, step.date_us),
    SPARSE("until_us", FIELD_I64, step.until_us),
    END_OF_FIELDS};
const struct field fields_willing_said[] = {U32("question", willing.question),
                                            U32("run", willing.run),
                                            U32("person", willing.person),
                                            {.key = "willing",
                                             .type = FIELD_FLAGS,
                                             .offset = AT(willing.willing),
                                             .word = willing_word,
                                             .max = WILLING_COUNT},
                                            PERSONAL("name", willing.name),
                                            SPARSE("draft", FIELD_TEXT, willing.draft),
                                            SPARSE("entered", FIELD_BOOL, willing.entered),
                                            END_OF_FIELDS};
