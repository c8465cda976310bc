#include "core/command.h"

#include "core/draw.h"
#include "core/fields.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const command_words[COMMAND_WIRE_COUNT] = {
    [COMMAND_JOIN] = "join",
    [COMMAND_LEAVE] = "leave",
    [COMMAND_RENAME] = "rename",
    [COMMAND_MERGE] = "merge",
    [COMMAND_SPLIT] = "split",
    [COMMAND_IRREGULARITY] = "irregularity",
    [COMMAND_SET_ASIDE] = "set-aside",
    [COMMAND_TAKE_BACK] = "take-back",
    [COMMAND_HAND_OVER] = "hand-over",
    [COMMAND_RENEW] = "renew",
    [COMMAND_ANSWER] = "answer",
    [COMMAND_SAY] = "say",
    [COMMAND_QUEUE_JOIN] = "queue-join",
    [COMMAND_QUEUE_LEAVE] = "queue-leave",
    [COMMAND_QUEUE_ADD] = "queue-add",
    [COMMAND_QUEUE_NEXT] = "queue-next",
    [COMMAND_READ_OUT] = "read-out",
    [COMMAND_EDIT_LINE] = "edit-line",
    [COMMAND_DELETE_LINE] = "delete-line",
    [COMMAND_SETTLE] = "settle",
    [COMMAND_PREPARE] = "prepare",
    [COMMAND_ASK] = "ask",
    [COMMAND_VOLUNTEER] = "volunteer",
    [COMMAND_DRAW_COMMIT] = "draw-commit",
    [COMMAND_DRAW_REVEAL] = "draw-reveal",
    [COMMAND_HUM] = "hum",
    [COMMAND_HUM_END] = "hum-end",
    [COMMAND_HUM_VOID] = "hum-void",
    [COMMAND_EVERYONE] = "everyone",
    [COMMAND_CALL] = "call",
    [COMMAND_HEAR] = "hear",
    [COMMAND_PEOPLE] = "people",
    [COMMAND_CLOSING] = "closing",
    [COMMAND_CLOSING_CANCEL] = "closing-cancel",
    [COMMAND_CLOSE] = "close",
    [COMMAND_SHOW] = "show",
    [COMMAND_STATE] = "state",
    [COMMAND_END] = "end",
    [COMMAND_MARK] = "mark",
    [COMMAND_SENT] = "sent",
    [COMMAND_DEADLINE] = "deadline",
    [COMMAND_CONFIRM] = "confirm",
    [COMMAND_DECLARE] = "declare",
    [COMMAND_EDIT] = "edit",
    [COMMAND_MOVE] = "move",
    [COMMAND_PREVIEW] = "preview",
    [COMMAND_HATS] = "hats",
    [COMMAND_ATTEND] = "attend",
    [COMMAND_DUTY] = "duty",
    [COMMAND_HANDS] = "hands",
    [COMMAND_POSITION] = "position",
    [COMMAND_INTERRUPT] = "interrupt",
    [COMMAND_CRITERION] = "criterion",
    [COMMAND_STEP] = "step",
    [COMMAND_WILLING] = "willing",
    [COMMAND_VOID] = "void",
    [COMMAND_ISSUE] = "issue",
    [COMMAND_ISSUE_STATE] = "issue-state",
    [COMMAND_CHALLENGE] = "challenge",
    [COMMAND_CHALLENGE_ANSWER] = "challenge-answer",
};

static const char *heard_name(int i)
{
    return heard_word((enum heard)i);
}

#define AT(member) offsetof(struct command, member)
#define PLAIN(name, kind_of, member)                                                               \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = AT(member)                                         \
    }
#define TEXT(name, member, most)                                                                   \
    {                                                                                              \
        .key = name, .type = FIELD_TEXT, .offset = AT(member), .max = most                         \
    }
#define WORD(name, member, function, most)                                                         \
    {                                                                                              \
        .key = name, .type = FIELD_WORD, .offset = AT(member), .word = function, .max = most       \
    }

#define WORDS(name, member, function, most)                                                        \
    {                                                                                              \
        .key = name, .type = FIELD_FLAGS, .offset = AT(member), .word = function, .max = most      \
    }

static const struct field statement_fields[] = {
    {.key = "kind",
     .type = FIELD_WORD,
     .offset = offsetof(struct statement, kind),
     .word = statement_kind_word,
     .max = STATEMENT_KIND_COUNT},
    {.key = "text",
     .type = FIELD_TEXT,
     .offset = offsetof(struct statement, text),
     .max = LINE_BYTES_MAX},
    {.key = "who",
     .type = FIELD_TEXT,
     .offset = offsetof(struct statement, who),
     .max = LINE_BYTES_MAX},
    {.key = "date", .type = FIELD_TEXT, .offset = offsetof(struct statement, date), .max = 40},
    {.key = "missing",
     .type = FIELD_TEXT,
     .offset = offsetof(struct statement, missing),
     .max = LINE_BYTES_MAX},
    {.key = "to",
     .type = FIELD_WORD,
     .offset = offsetof(struct statement, to),
     .word = later_word,
     .max = LATER_COUNT},
    {.key = "team",
     .type = FIELD_WORD,
     .offset = offsetof(struct statement, team),
     .word = team_word,
     .max = TEAM_COUNT},
    {.key = NULL}};

/* The members that several commands share have one length each: the longest that any of them may
 * have. What a command does not know is ignored; what it lacks is refused where it is decided. */
static const struct field command_fields[] = {
    PLAIN("question", FIELD_U32, question),
    PLAIN("run", FIELD_U32, run),
    TEXT("text", text, QUESTION_BYTES_MAX),
    TEXT("reason", reason, LINE_BYTES_MAX),
    TEXT("by", by, NAME_BYTES_MAX),
    TEXT("name", name, NAME_BYTES_MAX),
    TEXT("affiliation", affiliation, NAME_BYTES_MAX),
    PLAIN("in_room", FIELD_BOOL, in_room),
    PLAIN("note_well", FIELD_BOOL, note_well),
    WORD("kind", question_kind, question_kind_word, QUESTION_KIND_COUNT),
    PLAIN("no_dont_care", FIELD_BOOL, no_dont_care),
    PLAIN("no_something_else", FIELD_BOOL, no_something_else),
    WORD("relation", relation, relation_word, RELATION_COUNT),
    PLAIN("of_question", FIELD_U32, of_question),
    PLAIN("of_run", FIELD_U32, of_run),
    WORD("sides", sides, sides_word, SIDES_COUNT),
    PLAIN("several", FIELD_BOOL, several),
    PLAIN("chat_counted", FIELD_BOOL, chat_counted),
    PLAIN("votes", FIELD_U32, votes),
    TEXT("draft", draft, NAME_BYTES_MAX),
    TEXT("who_counts", who_counts, LINE_BYTES_MAX),
    TEXT("agreement", agreement, LINE_BYTES_MAX),
    WORD("method", drawing, drawing_word, DRAWING_COUNT),
    WORD("grounds", grounds, grounds_word, GROUNDS_COUNT),
    PLAIN("pick", FIELD_U32, pick),
    TEXT("source", source, DRAW_SOURCE_MAX),
    TEXT("value", value, DRAW_PUBLIC_MAX),
    WORD("because", because, because_word, BECAUSE_COUNT),
    PLAIN("issue", FIELD_U32, issue),
    PLAIN("challenge", FIELD_U32, challenge),
    PLAIN("of_person", FIELD_U32, of_person),
    WORD("way", way, way_word, WAY_COUNT),
    WORD("about", interrupt, interrupt_kind_word, INTERRUPT_KIND_COUNT),
    TEXT("on_list", on_list, LINE_BYTES_MAX),
    TEXT("links", links, LINE_BYTES_MAX),
    PLAIN("into", FIELD_U32, into),
    WORD("role", role, role_word, ROLE_COUNT),
    TEXT("secret", secret, 64),
    PLAIN("before", FIELD_U32, before),
    PLAIN("hat_off", FIELD_BOOL, hat_off),
    PLAIN("line", FIELD_U32, line),
    PLAIN("entry", FIELD_U32, entry),
    PLAIN("off", FIELD_BOOL, off),
    WORD("duty", duty, duty_word, DUTY_COUNT),
    WORDS("hats", hats, hat_word, HAT_COUNT),
    TEXT("adopted", adopted, DRAFT_BYTES_MAX),
    TEXT("events", events, LINE_BYTES_MAX),
    TEXT("until", until, 40),
    PLAIN("care", FIELD_BOOL, care),
    WORDS("outcomes", outcomes, draft_outcome_word, DRAFT_OUTCOME_COUNT),
    WORDS("cause", cause, cause_word, CAUSE_COUNT),
    WORDS("tried", tried, tried_word, TRIED_COUNT),
    WORDS("willing", willing, willing_word, WILLING_COUNT),
    WORD("criterion", criterion, criterion_word, CRITERION_COUNT),
    WORD("step", step, draft_step_word, DRAFT_STEP_COUNT),
    WORD("step_state", step_state, draft_step_state_word, DRAFT_STEP_STATE_COUNT),
    WORD("waived_by", waived_by, waiver_word, WAIVER_COUNT),
    WORD("editors", editors, editors_word, EDITORS_COUNT),
    WORD("issue_state", issue_state, issue_state_word, ISSUE_STATE_COUNT),
    WORD("asks", challenge_kind, challenge_kind_word, CHALLENGE_KIND_COUNT),
    TEXT("decision", decision, LINE_BYTES_MAX),
    TEXT("process", process, LINE_BYTES_MAX),
    TEXT("next", next, LINE_BYTES_MAX),
    WORD("basis", basis, basis_word, BASIS_COUNT),
    TEXT("since", since, LINE_BYTES_MAX),
    TEXT("words", words, LINE_BYTES_MAX),
    WORD("heard", heard, heard_name, HEARD_COUNT),
    PLAIN("count", FIELD_I64, count),
    PLAIN("to_confirm", FIELD_BOOL, to_confirm),
    TEXT("message_id", message_id, 998),
    TEXT("date", date, 40),
    WORD("as", as, confirmation_word, CONFIRMATION_COUNT),
    {.key = NULL}};

const char *command_word(int kind)
{
    return kind >= 0 && kind < COMMAND_WIRE_COUNT ? command_words[kind] : NULL;
}

void command_init(struct command *c, enum command_kind kind)
{
    *c = (struct command){
        .kind = kind,
        .option = INT32_MIN,
        .as = -1,
        .question_kind = -1,
        .count = -1,
        .text = "",
        .reason = "",
        .by = "",
        .name = "",
        .affiliation = "",
        .message_id = "",
        .date = "",
        .analyser = "",
        .draft = "",
        .on_list = "",
        .links = "",
        .decision = "",
        .process = "",
        .next = "",
        .issue_state = -1,
        .challenge_kind = -1,
        .way = -1,
        .interrupt = -1,
        .duty = -1,
        .role = -1,
        .secret = "",
        .adopted = "",
        .events = "",
        .until = "",
        .criterion = -1,
        .step = -1,
        .step_state = -1,
        .who_counts = "",
        .agreement = "",
        .words = "",
        .identity = "",
        .log_source = "",
        .log_place = "",
        .source_id = "",
        .own = "",
        .read_as = -1,
        .since = "",
        .source = "",
        .value = "",
    };
}

void command_release(struct command *c)
{
    if (c == NULL)
        return;
    arena_release(&c->arena);
    memset(c, 0, sizeof *c);
}

/* An option of an answer may be a word instead of an index. */
static enum status read_option(const struct json *v, int32_t *out)
{
    const char *word = json_text(v, "option", NULL);
    int64_t index;
    if (json_member(v, "option") == NULL)
        return STATUS_OK;
    if (word != NULL && strcmp(word, "no-opinion") == 0)
        *out = ANSWER_NO_OPINION;
    else if (word != NULL && strcmp(word, "withdraw") == 0)
        *out = ANSWER_WITHDRAWN;
    else if (json_int(v, "option", &index) && index >= 0 && index < OPTIONS_MAX)
        *out = (int32_t)index;
    else
        return REFUSED_BAD_VALUE;
    return STATUS_OK;
}

/* Further options of the same answer: a list of indices. */
static enum status read_also(const struct json *v, struct command *c)
{
    const struct json *list = json_member(v, "also");
    if (list == NULL)
        return STATUS_OK;
    if (!json_is_array(list) || json_count(list) > OPTIONS_MAX)
        return REFUSED_BAD_VALUE;
    for (size_t i = 0; i < json_count(list); i++) {
        int64_t index;
        if (!json_item_integer(list, i, &index) || index < 0 || index >= OPTIONS_MAX)
            return REFUSED_BAD_VALUE;
        c->also |= 1u << index;
    }
    return STATUS_OK;
}

/* A list of names, none of them empty. */
static enum status read_names(const struct json *list, size_t most, const struct field *name,
                              struct arena *arena, const char ***out, uint32_t *out_count)
{
    const struct field fields[] = {*name, {.key = NULL}};
    size_t count = json_count(list);
    if (list == NULL)
        return STATUS_OK;
    if (!json_is_array(list))
        return REFUSED_BAD_VALUE;
    if (count > most)
        return REFUSED_TOO_MANY;
    const char **names = arena_take(arena, (count + 1) * sizeof *names);
    if (names == NULL)
        return FAILED_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        size_t len;
        const char *text = json_item_text(list, i, &len);
        if (text == NULL)
            return REFUSED_BAD_VALUE;
        struct json *one = json_object_new();
        json_put_text_n(one, "name", text, len);
        enum status s = fields_read(one, fields, &names[i], FIELDS_WIRE, arena);
        json_free(one);
        if (s != STATUS_OK)
            return s;
        if (names[i][0] == '\0')
            return REFUSED_EMPTY_TEXT;
    }
    *out = names;
    *out_count = (uint32_t)count;
    return STATUS_OK;
}

static enum status read_options(const struct json *v, struct command *c)
{
    static const struct field option = {
        .key = "name", .type = FIELD_TEXT, .offset = 0, .max = OPTION_BYTES_MAX};
    static const struct field draft = {
        .key = "name", .type = FIELD_TEXT, .offset = 0, .max = DRAFT_BYTES_MAX};
    enum status s = read_names(json_member(v, "options"), OPTIONS_MAX, &option, &c->arena,
                               &c->options, &c->option_count);
    return s == STATUS_OK ? read_names(json_member(v, "drafts"), DRAFTS_MAX, &draft, &c->arena,
                                       &c->drafts, &c->draft_count)
                          : s;
}

static enum status read_statement(const struct json *v, struct statement *out, struct arena *arena)
{
    *out = (struct statement){
        .kind = -1, .option = INT32_MIN, .text = "", .who = "", .date = "", .missing = ""};
    enum status s = fields_read(v, statement_fields, out, FIELDS_WIRE, arena);
    if (s == STATUS_OK)
        s = read_option(v, &out->option);
    if (s == STATUS_OK &&
        (out->kind < 0 || out->option == ANSWER_NO_OPINION || out->option == ANSWER_WITHDRAWN))
        s = REFUSED_BAD_VALUE;
    if (out->option == INT32_MIN)
        out->option = -1;
    return s;
}

static enum status read_statements(const struct json *v, struct command *c)
{
    const struct json *list = json_member(v, "statements");
    size_t count = json_count(list);
    if (list == NULL)
        return STATUS_OK;
    if (!json_is_array(list))
        return REFUSED_BAD_VALUE;
    if (count > STATEMENTS_MAX)
        return REFUSED_TOO_MANY;
    c->statements = arena_take(&c->arena, (count + 1) * sizeof *c->statements);
    if (c->statements == NULL)
        return FAILED_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        enum status s = read_statement(json_item(list, i), &c->statements[i], &c->arena);
        if (s != STATUS_OK)
            return s;
    }
    c->statement_count = (uint32_t)count;
    return STATUS_OK;
}

/* First 8 bytes of the SHA-256 of the canonical form: the order of keys makes no other command. */
static enum status content_of(const struct json *v, uint64_t *out)
{
    char *bytes;
    size_t len;
    enum status s = json_write(v, JSON_CANONICAL, &bytes, &len);
    if (s != STATUS_OK)
        return s;
    struct digest d;
    digest_sha256(&(struct digest_part){bytes, len}, 1, &d);
    free(bytes);
    *out = 0;
    for (int i = 0; i < 8; i++)
        *out = *out << 8 | d.bytes[i];
    return STATUS_OK;
}

enum status command_read(const struct json *object, struct command *out)
{
    command_init(out, COMMAND_KIND_COUNT);
    if (!json_is_object(object))
        return REFUSED_MALFORMED;
    const char *id = json_text(object, "id", NULL);
    const char *word = json_text(object, "command", NULL);
    out->has_id = id != NULL && command_id_from_hex(id, out->id);
    if (!out->has_id || word == NULL)
        return REFUSED_MALFORMED;
    out->kind = word_index(command_words, COMMAND_WIRE_COUNT, word);
    if (out->kind < 0)
        return REFUSED_UNKNOWN_COMMAND;
    out->has_chat_counted = json_member(object, "chat_counted") != NULL;
    out->has_willing = json_member(object, "willing") != NULL;
    out->has_to_confirm = json_member(object, "to_confirm") != NULL;
    enum status s = fields_read(object, command_fields, out, FIELDS_WIRE, &out->arena);
    const char *option = json_text(object, "option", NULL);
    if (s == STATUS_OK && out->kind == COMMAND_SETTLE && option != NULL &&
        strcmp(option, "none") == 0)
        out->option = ANSWER_WITHDRAWN; /* of an unsure line: no position */
    else if (s == STATUS_OK)
        s = read_option(object, &out->option);
    if (s == STATUS_OK)
        s = read_also(object, out);
    if (s == STATUS_OK)
        s = read_options(object, out);
    if (s == STATUS_OK)
        s = read_statements(object, out);
    if (s == STATUS_OK)
        s = content_of(object, &out->content);
    return s;
}

enum status command_parse(const char *bytes, size_t len, struct command *out)
{
    command_init(out, COMMAND_KIND_COUNT);
    struct json *v;
    enum status s = json_parse(bytes, len, JSON_DEPTH_COMMAND, JSON_BYTES_COMMAND, &v);
    if (s != STATUS_OK)
        return s;
    s = command_read(v, out);
    json_free(v);
    return s;
}
