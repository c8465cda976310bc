/* What an import came to: who counted how, and why each line did or did not. */
#include "clients/cli/import.h"

#include "core/chat.h"
#include "core/json.h"
#include "core/text.h"

#include <inttypes.h>
#include <string.h>

static const char *option_name(const struct import_result *r, int32_t option)
{
    const struct question *q = meeting_question(r->meeting, r->run->question);
    if (option < 0)
        return "no-opinion";
    return meeting_text(r->meeting, meeting_option(r->meeting, q, (uint32_t)option)->name);
}

/* The answer that stands by the item's line; NULL: none does. */
static const struct answer *vote_of(const struct import_result *r, uint32_t item)
{
    const struct line *l = meeting_line(r->meeting, r->lines[item].line);
    const struct answer *a = l != NULL ? meeting_answer_of(r->meeting, l->person, r->run) : NULL;
    return a != NULL && a->line == r->lines[item].line && a->option != ANSWER_WITHDRAWN ? a : NULL;
}

/* The whole of it again, as the line was read: the record keeps no more than it needs. */
static enum chat_result reading_of(const struct import_result *r, uint32_t item)
{
    static const struct chat_call none = {.option = -1};
    const struct log_item *i = &r->log->items[item];
    const struct line *l = meeting_line(r->meeting, r->lines[item].line);
    if (l != NULL && l->unsure != 0)
        return (enum chat_result)l->unsure;
    if (i->read_as >= 0)
        return (enum chat_result)i->read_as;
    const struct question *q = meeting_question(r->meeting, r->run->question);
    return chat_read_lines(r->meeting, q, &none, i->own).result;
}

/* "vote", "unsure", "changed" (the same person answered later), "deleted", or why it is ignored. */
static const char *word_of(const struct import_result *r, uint32_t item)
{
    const struct line *l = meeting_line(r->meeting, r->lines[item].line);
    if (l == NULL || l->deleted)
        return "deleted";
    if (vote_of(r, item) != NULL)
        return "vote";
    enum chat_result result = reading_of(r, item);
    bool unsure = l->unsure != 0;
    if (unsure && meeting_to_settle(r->meeting, r->lines[item].line))
        return chat_result_word(result);
    return unsure || result == CHAT_POSITION || result >= CHAT_UNSURE ? "changed"
                                                                      : chat_result_word(result);
}

static void put_counts(struct json *o, const struct import_result *r, const uint32_t *counts)
{
    const struct question *q = meeting_question(r->meeting, r->run->question);
    struct json *c = json_object_new();
    for (uint32_t i = 0; i < q->option_count; i++)
        json_put_integer(c, option_name(r, (int32_t)i), counts[i]);
    if (counts[SLOT_NO_OPINION] > 0)
        json_put_integer(c, "no-opinion", counts[SLOT_NO_OPINION]);
    json_put_take(o, "counts", c);
}

static struct json *item_json(const struct import_result *r, uint32_t item)
{
    struct json *o = json_object_new();
    json_put_text(o, "person", r->log->items[item].name);
    json_put_integer(o, "line", r->log->items[item].number);
    return o;
}

enum status import_json(const struct import_result *r, char **out, size_t *len)
{
    struct json *o = json_object_new(), *votes = json_array_new(), *unsure = json_array_new(),
                *lines = json_array_new();
    uint32_t counts[COUNT_SLOTS] = {0};
    int64_t ignored = r->log->other_count;
    for (uint32_t i = 0; i < r->log->count; i++) {
        const struct answer *a = vote_of(r, i);
        const char *word = word_of(r, i);
        struct json *why = item_json(r, i);
        json_put_text(why, "read", word);
        json_add_take(lines, why);
        if (a != NULL) {
            struct json *v = item_json(r, i);
            json_put_text(v, "option", option_name(r, a->option));
            json_put_text(v, "remark", meeting_text(r->meeting, a->remark));
            json_add_take(votes, v);
            counts[a->option < 0 ? SLOT_NO_OPINION : a->option]++;
        } else if (strncmp(word, "unsure", strlen("unsure")) == 0) {
            struct json *u = item_json(r, i);
            json_put_text(u, "text", r->log->items[i].text);
            json_put_text(u, "why", chat_result_why((int)reading_of(r, i)));
            json_add_take(unsure, u);
        } else {
            ignored += strcmp(word, "changed") != 0;
        }
    }
    put_counts(o, r, counts);
    json_put_take(o, "votes", votes);
    json_put_take(o, "unsure", unsure);
    json_put_integer(o, "ignored", ignored);
    json_put_take(o, "lines", lines);
    enum status s = json_write(o, JSON_PRETTY, out, len);
    json_free(o);
    return s;
}

enum status import_text(const struct import_result *r, bool dry_run, char **out, size_t *len)
{
    struct text t = {0};
    const struct question *q = meeting_question(r->meeting, r->run->question);
    uint32_t counts[COUNT_SLOTS] = {0}, unsure = 0, fresh = 0;
    for (uint32_t i = 0; i < r->log->count; i++) {
        const struct answer *a = vote_of(r, i);
        fresh += r->lines[i].is_new;
        unsure += strncmp(word_of(r, i), "unsure", strlen("unsure")) == 0;
        if (a != NULL)
            counts[a->option < 0 ? SLOT_NO_OPINION : a->option]++;
    }
    text_addf(&t, "%s: %" PRIu32 " lines, %" PRIu32 " of them new%s.\n", r->log->source,
              r->log->count, fresh, dry_run ? " (nothing was written)" : "");
    for (uint32_t i = 0; i < q->option_count; i++)
        text_addf(&t, "%s: %" PRIu32 "\n", option_name(r, (int32_t)i), counts[i]);
    if (counts[SLOT_NO_OPINION] > 0)
        text_addf(&t, "no opinion: %" PRIu32 "\n", counts[SLOT_NO_OPINION]);
    if (unsure > 0)
        text_addf(&t, "unsure: %" PRIu32 "; settle them on the chair's page\n", unsure);
    return text_take(&t, out, len);
}
