/* How events stand in JSON: those of positions, and of what became of a question. */
#include "core/event_fields.h"

const struct field fields_answer[] = {U32("question", answer.question),
                                      U32("run", answer.run),
                                      U32("person", answer.person),
                                      U32("link", answer.link),
                                      U32("line", answer.line),
                                      WORD("channel", answer.channel, channel_word, CHANNEL_COUNT),
                                      I32("option", answer.option),
                                      PERSONAL("remark", answer.remark),
                                      SPARSE("also", FIELD_U32, answer.also),
                                      END_OF_FIELDS};
const struct field fields_position_entered[] = {
    U32("question", position.question),
    U32("run", position.run),
    U32("person", position.person),
    I32("option", position.option),
    WORD("way", position.way, way_word, WAY_COUNT),
    PERSONAL("name", position.name),
    PERSONAL("remark", position.remark),
    SPARSE("hat_off", FIELD_BOOL, position.hat_off),
    SPARSE_WORDS("role", FIELD_WORD, position.role, role_word, ROLE_COUNT),
    SPARSE("by", FIELD_TEXT, position.by),
    END_OF_FIELDS};
const struct field fields_interrupted[] = {
    U32("question", interrupt.question),
    U32("run", interrupt.run),
    U32("person", interrupt.person),
    WORD("kind", interrupt.kind, interrupt_kind_word, INTERRUPT_KIND_COUNT),
    PERSONAL("text", interrupt.text),
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
const struct field fields_outcome[] = {U32("question", outcome.question),
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
const struct field fields_marked[] = {U32("question", marked.question), U32("run", marked.run),
                                      BOOL("to_confirm", marked.to_confirm), END_OF_FIELDS};
const struct field fields_sent[] = {
    U32("question", sent.question),       U32("run", sent.run),
    TEXT("message_id", sent.message_id),  I64("sent_us", sent.sent_us),
    I64("deadline_us", sent.deadline_us), END_OF_FIELDS};
const struct field fields_deadline[] = {U32("question", sent.question), U32("run", sent.run),
                                        I64("deadline_us", sent.deadline_us), TEXT("why", sent.why),
                                        END_OF_FIELDS};
const struct field fields_confirmed[] = {
    U32("question", confirmed.question),
    U32("run", confirmed.run),
    WORD("as", confirmed.as, confirmation_word, CONFIRMATION_COUNT),
    TEXT("why", confirmed.why),
    TEXT("by", confirmed.by),
    END_OF_FIELDS};
const struct field fields_issue_raised[] = {U32("issue", issue.issue),
                                            U32("question", issue.question),
                                            U32("run", issue.run),
                                            U32("person", issue.person),
                                            PERSONAL("name", issue.name),
                                            PERSONAL("what", issue.what),
                                            BOOL("by_answer", issue.by_answer),
                                            END_OF_FIELDS};
const struct field fields_issue_changed[] = {
    U32("issue", issue_changed.issue),
    WORD("state", issue_changed.state, issue_state_word, ISSUE_STATE_COUNT),
    TEXT("how", issue_changed.how), TEXT("by", issue_changed.by), END_OF_FIELDS};
const struct field fields_challenge_made[] = {
    U32("challenge", challenge.challenge),
    U32("question", challenge.question),
    U32("run", challenge.run),
    U32("person", challenge.person),
    WORD("kind", challenge.kind, challenge_kind_word, CHALLENGE_KIND_COUNT),
    PERSONAL("text", challenge.text),
    PERSONAL("decision", challenge.decision),
    PERSONAL("process", challenge.process),
    END_OF_FIELDS};
const struct field fields_challenge_answered[] = {
    U32("challenge", challenge_answered.challenge), TEXT("words", challenge_answered.words),
    TEXT("next", challenge_answered.next), TEXT("by", challenge_answered.by), END_OF_FIELDS};
const struct field fields_run_voided[] = {U32("question", voided.question), U32("run", voided.run),
                                          TEXT("reason", voided.reason), TEXT("by", voided.by),
                                          END_OF_FIELDS};
