/* Questions of a meeting file: what each kind may say beforehand, and the rules of a kind: sides,
 * several answers, a vote, a draw. */
#include "core/plan_reader.h"

#include "core/draw.h"
#include "core/event.h"

#include <string.h>

enum { KEYS_MAX = 8 };

/* The keys of a kind, beside those of every question. */
static const char *const keys[QUESTION_KIND_COUNT][KEYS_MAX] = {
    [QUESTION_FOR_AGAINST] = {"sides"},
    [QUESTION_OPTIONS] = {"several", "no_dont_care", "no_something_else"},
    [QUESTION_READ] = {"draft"},
    [QUESTION_PLURALITY] = {"votes", "chat_counted", "who_counts", "agreement"},
    [QUESTION_DRAW] = {"method", "grounds", "pick", "source", "agreement"},
    [QUESTION_ADOPT] = {"adopted", "care", "draft", "drafts", "outcomes"},
    [QUESTION_WITHDRAW] = {"cause", "draft", "events", "tried"},
};

void plan_rules_keys(struct reader *r, const struct json *item, const struct place *at, int kind)
{
    const char *known[4 + KEYS_MAX] = {"by", "kind", "options", "text"};
    size_t count = 4;
    for (size_t i = 0; kind >= 0 && i < KEYS_MAX && keys[kind][i] != NULL; i++)
        known[count++] = keys[kind][i];
    plan_check_keys(r, item, at, known, count);
}

static void flag_of(struct reader *r, const struct json *item, const struct place *parent,
                    const char *key, bool *out)
{
    const struct place at = plan_member(parent, key);
    if (json_member(item, key) != NULL && !json_bool(item, key, out))
        plan_mistake(r, &at, "must be true or false");
}

/* A word of a table, its index; 0, the first, where it is not said. */
static int word_of(struct reader *r, const struct json *item, const struct place *parent,
                   const char *key, const char *const *words, int count, const char *expected)
{
    const struct place at = plan_member(parent, key);
    const char *word = json_text(item, key, NULL);
    const int index = word != NULL ? word_index(words, count, word) : -1;
    if (json_member(item, key) == NULL)
        return 0;
    if (index < 0 || word[0] == '\0')
        plan_mistake(r, &at, "must be %s", expected);
    return index > 0 ? index : 0;
}

static uint32_t number_of(struct reader *r, const struct json *item, const struct place *parent,
                          const char *key, int64_t most, uint32_t otherwise)
{
    const struct place at = plan_member(parent, key);
    int64_t n = otherwise;
    if (json_member(item, key) == NULL)
        return otherwise;
    if (json_int(item, key, &n) && n >= 1 && n <= most)
        return (uint32_t)n;
    plan_mistake(r, &at, "must be a number from 1 to %d", (int)most);
    return otherwise;
}

static void plurality_of(struct reader *r, const struct json *item, const struct place *at,
                         struct plan_question *q)
{
    q->votes = number_of(r, item, at, "votes", 2, 1);
    flag_of(r, item, at, "chat_counted", &q->chat_counted);
    q->who_counts = plan_text(r, item, at, "who_counts", LINE_BYTES_MAX, true);
    q->agreement = plan_text(r, item, at, "agreement", LINE_BYTES_MAX, true);
}

static bool is_lots(const struct plan_question *q)
{
    return q->drawing == DRAWING_STRAW || q->drawing == DRAWING_RANDOM ||
           q->drawing == DRAWING_RFC3797;
}

/* Lots are for what the group agreed to; a coin and the chair's own choice for what is minor or
 * balanced. */
static void draw_of(struct reader *r, const struct json *item, const struct place *at,
                    struct plan_question *q)
{
    const struct place method_at = plan_member(at, "method"), pick_at = plan_member(at, "pick");
    const struct place grounds_at = plan_member(at, "grounds");
    q->drawing = word_of(r, item, at, "method", drawing_words, DRAWING_COUNT,
                         "coin, chair, straw, random or rfc3797");
    q->grounds = word_of(r, item, at, "grounds", grounds_words, GROUNDS_COUNT, "minor or balanced");
    q->pick = number_of(r, item, at, "pick", VOLUNTEERS_MAX - 1, 1);
    q->source = plan_text(r, item, at, "source", DRAW_SOURCE_MAX, q->drawing == DRAWING_RFC3797);
    const bool lots = is_lots(q);
    q->agreement = plan_text(r, item, at, "agreement", LINE_BYTES_MAX, lots);
    if (json_member(item, "method") == NULL)
        plan_mistake(r, &method_at, "is missing: coin, chair, straw, random or rfc3797");
    else if (!lots && q->drawing != DRAWING_NONE && json_member(item, "grounds") == NULL)
        plan_mistake(r, &grounds_at, "is missing: minor or balanced");
    if (!lots && q->pick > 1)
        plan_mistake(r, &pick_at, "must be 1: a coin and the chair settle one thing");
}

void plan_rules_read(struct reader *r, const struct json *item, const struct place *at,
                     struct plan_question *q)
{
    q->worded_by = plan_text(r, item, at, "by", NAME_BYTES_MAX, false);
    if (q->kind == QUESTION_FOR_AGAINST)
        q->sides = word_of(r, item, at, "sides", sides_words, SIDES_COUNT,
                           "both, turned, both-ways, for-alone or against-alone");
    if (q->kind == QUESTION_OPTIONS) {
        flag_of(r, item, at, "several", &q->several);
        flag_of(r, item, at, "no_dont_care", &q->no_dont_care);
        flag_of(r, item, at, "no_something_else", &q->no_something_else);
    }
    if (q->kind == QUESTION_PLURALITY)
        plurality_of(r, item, at, q);
    if (q->kind == QUESTION_DRAW)
        draw_of(r, item, at, q);
}

void plan_rules_options(const struct plan_question *q, uint32_t *least, uint32_t *most)
{
    const bool lots = is_lots(q);
    const bool own =
        q->kind == QUESTION_OPTIONS || q->kind == QUESTION_PLURALITY || q->kind == QUESTION_DRAW;
    *least = !own || lots ? 0 : 2; /* lots are drawn among volunteers where there are no options */
    *most = !own || q->drawing == DRAWING_STRAW ? 0
            : q->drawing == DRAWING_COIN        ? 2
            : q->kind == QUESTION_OPTIONS       ? OPTIONS_MAX - 2 /* two are added by themselves */
                                                : OPTIONS_MAX;
}
