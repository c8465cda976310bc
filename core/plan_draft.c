/* Questions of a meeting file that are about drafts: read, adopt, withdraw. */
#include "core/plan_reader.h"

#include "core/competing.h"
#include "core/event.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

uint32_t plan_words(struct reader *r, const struct json *item, const struct place *parent,
                    const char *key, const char *const *words, int count)
{
    const struct place at = plan_member(parent, key);
    const uint32_t n = plan_items(r, item, &at, key, (size_t)count);
    uint32_t bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        const char *word = json_item_text(json_member(item, key), i, NULL);
        const int index = word != NULL ? word_index(words, count, word) : -1;
        const struct place word_at = plan_item(&at, i);
        if (index < 0)
            plan_mistake(r, &word_at, "is none of the words that are known here");
        else
            bits |= 1u << index;
    }
    return bits;
}

/* Drafts that compete, each with a name of its own. */
static void drafts_of(struct reader *r, const struct json *item, const struct place *parent,
                      struct plan_question *q)
{
    const struct place list_at = plan_member(parent, "drafts");
    const uint32_t n = plan_items(r, item, &list_at, "drafts", DRAFTS_MAX);
    const struct json *list = json_member(item, "drafts");
    q->drafts = n > 0 ? plan_taken(r, n * sizeof *q->drafts) : NULL;
    q->draft_count = q->drafts != NULL ? n : 0;
    for (uint32_t i = 0; i < q->draft_count; i++) {
        const struct place at = plan_item(&list_at, i);
        size_t len = 0;
        const char *text = json_item_text(list, i, &len);
        q->drafts[i] = text != NULL ? plan_line(r, text, len, &at, DRAFT_BYTES_MAX) : "";
        if (text == NULL)
            plan_mistake(r, &at, "must be a text");
        bool taken = strcasecmp(q->drafts[i], q->adopted) == 0;
        for (uint32_t k = 0; k < i; k++)
            taken = taken || strcasecmp(q->drafts[i], q->drafts[k]) == 0;
        if (taken && q->drafts[i][0] != '\0')
            plan_mistake(r, &at, "is there already");
    }
    const uint32_t can = competing_outcomes(q->draft_count, q->adopted[0] != '\0');
    const struct place outcomes_at = plan_member(parent, "outcomes");
    if (json_is_array(list) && can == 0)
        plan_mistake(r, &list_at, "needs two, or one beside the draft in \"adopted\"");
    q->outcomes = plan_words(r, item, parent, "outcomes", draft_outcome_words, DRAFT_OUTCOME_COUNT);
    if (can != 0 && (q->outcomes & ~can) != 0)
        plan_mistake(r, &outcomes_at, "has one that these drafts can not come to");
    const uint32_t outcomes = q->outcomes != 0 ? q->outcomes : can;
    if (competing_option_count(outcomes, q->draft_count) > OPTIONS_MAX)
        plan_mistake(r, &list_at, "are too many: at most %d options can be asked for", OPTIONS_MAX);
}

static void adopt_of(struct reader *r, const struct json *item, const struct place *at,
                     struct plan_question *q)
{
    const struct place draft_at = plan_member(at, "draft"), care_at = plan_member(at, "care");
    const bool competes = json_member(item, "drafts") != NULL;
    q->adopted = plan_text(r, item, at, "adopted", DRAFT_BYTES_MAX, false);
    q->draft = plan_text(r, item, at, "draft", NAME_BYTES_MAX, !competes);
    if (json_member(item, "care") != NULL && !json_bool(item, "care", &q->care))
        plan_mistake(r, &care_at, "must be true or false");
    if (competes)
        drafts_of(r, item, at, q);
    if (!competes && json_member(item, "outcomes") != NULL)
        plan_mistake(r, at, "needs \"drafts\" beside \"outcomes\"");
    if (competes && q->draft[0] != '\0')
        plan_mistake(r, &draft_at,
                     "is one, \"drafts\" are those that compete; leave one of them out");
    if (competes && q->care)
        plan_mistake(r, &care_at, "is for one draft; leave this out");
    if (!competes && q->adopted[0] != '\0')
        plan_mistake(r, at, "needs \"drafts\" beside \"adopted\"");
}

static void withdraw_of(struct reader *r, const struct json *item, const struct place *at,
                        struct plan_question *q)
{
    const struct place cause_at = plan_member(at, "cause");
    q->draft = plan_text(r, item, at, "draft", NAME_BYTES_MAX, true);
    q->events = plan_text(r, item, at, "events", LINE_BYTES_MAX, true);
    q->cause = plan_words(r, item, at, "cause", cause_words, CAUSE_COUNT);
    q->tried = plan_words(r, item, at, "tried", tried_words, TRIED_COUNT);
    if (json_count(json_member(item, "cause")) == 0)
        plan_mistake(r, &cause_at, "is missing: lack of interest, effort or consensus");
}

void plan_draft_read(struct reader *r, const struct json *item, const struct place *at,
                     struct plan_question *q)
{
    if (q->kind == QUESTION_READ)
        q->draft = plan_text(r, item, at, "draft", NAME_BYTES_MAX, true);
    if (q->kind == QUESTION_ADOPT)
        adopt_of(r, item, at, q);
    if (q->kind == QUESTION_WITHDRAW)
        withdraw_of(r, item, at, q);
}
