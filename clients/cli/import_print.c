/* What an import came to: who counted how, and why each line did or did not. */
#include "clients/cli/import.h"

#include "core/chat.h"
#include "core/json.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <string.h>

static const struct run *run_of(const struct import_result *r)
{
    return meeting_run(r->meeting, r->question, r->run);
}

static const char *option_name(const struct import_result *r, int32_t option)
{
    const struct question *q = meeting_question(r->meeting, r->question);
    if (option < 0)
        return "no-opinion";
    return meeting_text(r->meeting, meeting_option(r->meeting, q, (uint32_t)option)->name);
}

const struct answer *import_vote(const struct import_result *r, uint32_t item)
{
    const struct line *l = meeting_line(r->meeting, r->lines[item].line);
    const struct answer *a = l != NULL ? meeting_answer_of(r->meeting, l->person, run_of(r)) : NULL;
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
    const struct question *q = meeting_question(r->meeting, r->question);
    return chat_read_lines(r->meeting, q, &none, i->own).result;
}

/* What an item came to: a vote, unsure, superseded by what its author said later, or ignored. */
enum came_to { CAME_TO_VOTE, CAME_TO_UNSURE, CAME_TO_CHANGED, CAME_TO_NOTHING };
struct verdict {
    enum came_to came_to;
    const char *word, *why;
};

static struct verdict verdict(enum came_to came_to, int result)
{
    return (struct verdict){came_to, chat_result_word(result), chat_result_why(result)};
}

static struct verdict verdict_of(const struct import_result *r, uint32_t item)
{
    static const struct verdict gone = {CAME_TO_NOTHING, "deleted", "it was deleted there"},
                                vote = {CAME_TO_VOTE, "vote", "the whole line is a position"},
                                settled = {CAME_TO_VOTE, "vote", "chair or scribe settled it"},
                                changed = {CAME_TO_CHANGED, "changed", "its author answered again"},
                                none = {CAME_TO_NOTHING, "settled",
                                        "chair or scribe settled it: no position"};
    const struct import_line *i = &r->lines[item];
    const struct line *l = meeting_line(r->meeting, i->line);
    if (i->left_out != 0)
        return verdict(CAME_TO_NOTHING, i->left_out);
    if (l == NULL || l->deleted)
        return gone;
    if (import_vote(r, item) != NULL)
        return l->unsure != 0 ? settled : vote;
    const enum chat_result result = reading_of(r, item);
    if (l->unsure != 0 && meeting_to_settle(r->meeting, i->line))
        return verdict(CAME_TO_UNSURE, (int)result);
    if (l->settled != 0 && r->meeting->settlements.items[l->settled - 1].option == ANSWER_WITHDRAWN)
        return none;
    return l->unsure != 0 || result == CHAT_POSITION || result >= CHAT_UNSURE
               ? changed
               : verdict(CAME_TO_NOTHING, (int)result);
}

/* ---- JSON ---- */

static void put_counts(struct json *o, const struct import_result *r, const uint32_t *counts)
{
    const struct question *q = meeting_question(r->meeting, r->question);
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

/* Was it said while the question was open, and edited after it had closed? It counts as it is now,
 * which the chair should know. */
static bool is_edited_after(const struct import_result *r, uint32_t item)
{
    const struct log_item *i = &r->log->items[item];
    const struct run *run = run_of(r);
    return r->timed && !r->another_clock && run->state != RUN_OPEN &&
           r->lines[item].left_out == 0 && i->time_us > i->posted_us &&
           i->time_us + r->offset_us > run->closed_us;
}

static void add_why(struct json *lines, struct json *line, const char *word, const char *why)
{
    json_put_text(line, "read", word);
    json_put_text(line, "why", why);
    json_add_take(lines, line);
}

/* Lines that are nobody's words, up to a number, from *next on. */
static void add_others(const struct import_result *r, uint32_t below, uint32_t *next,
                       struct json *lines)
{
    for (; *next < r->log->other_count && r->log->others[*next].number < below; ++*next) {
        const struct log_other *other = &r->log->others[*next];
        struct json *o = json_object_new();
        json_put_text(o, "person", "");
        json_put_integer(o, "line", other->number);
        add_why(lines, o, chat_result_word(other->why), chat_result_why(other->why));
    }
}

/* The lists of an import as JSON. */
struct lists {
    struct json *votes, *unsure, *lines;
    uint32_t counts[COUNT_SLOTS];
    int64_t ignored;
};

static void add_item(const struct import_result *r, uint32_t i, struct lists *to)
{
    const struct answer *a = import_vote(r, i);
    const struct verdict v = verdict_of(r, i);
    struct json *line = item_json(r, i);
    if (is_edited_after(r, i))
        json_put_bool(line, "edited_after", true);
    add_why(to->lines, line, v.word, v.why);
    switch (v.came_to) {
    case CAME_TO_VOTE: {
        struct json *o = item_json(r, i);
        json_put_text(o, "option", option_name(r, a->option));
        json_put_text(o, "remark", meeting_text(r->meeting, a->remark));
        json_add_take(to->votes, o);
        to->counts[a->option < 0 ? SLOT_NO_OPINION : a->option]++;
        break;
    }
    case CAME_TO_UNSURE: {
        struct json *o = item_json(r, i);
        json_put_text(o, "text", r->log->items[i].text);
        json_put_text(o, "why", v.why);
        json_add_take(to->unsure, o);
        break;
    }
    case CAME_TO_NOTHING:
        to->ignored++;
        break;
    case CAME_TO_CHANGED:
        break;
    }
}

enum status import_json(const struct import_result *r, char **out, size_t *len)
{
    struct json *o = json_object_new();
    struct lists lists = {.votes = json_array_new(),
                          .unsure = json_array_new(),
                          .lines = json_array_new(),
                          .ignored = r->log->other_count};
    uint32_t next = 0;
    for (uint32_t i = 0; i < r->log->count; i++) {
        add_others(r, r->log->items[i].number, &next, lists.lines);
        add_item(r, i, &lists);
    }
    add_others(r, UINT32_MAX, &next, lists.lines);
    put_counts(o, r, lists.counts);
    json_put_take(o, "votes", lists.votes);
    json_put_take(o, "unsure", lists.unsure);
    json_put_integer(o, "ignored", lists.ignored);
    json_put_take(o, "lines", lists.lines);
    if (r->timed) {
        json_put_take(o, "perhaps_one", import_twice(r));
        json_put_bool(o, "another_clock", r->another_clock);
        json_put_integer(o, "gone", r->gone);
    }
    enum status s = json_write(o, JSON_PRETTY, out, len);
    json_free(o);
    return s;
}

/* ---- words ---- */

struct outside {
    uint32_t before, after, edited_after;
};

static void add_times(struct text *t, const struct import_result *r, const struct outside *n)
{
    char from[WHEN_LEN];
    when_local(r->meeting->opened_us, r->meeting->offset_minutes, from);
    if (r->another_clock)
        text_addf(t,
                  "No line was said during the meeting, which began %s: all of them were taken. "
                  "Say --date or --offset if the log's clock is another.\n",
                  from);
    if (n->before > 0)
        text_addf(t, "before the question was opened, not counted: %" PRIu32 "\n", n->before);
    if (n->after > 0)
        text_addf(t, "after it closed, not counted: %" PRIu32 "\n", n->after);
    if (n->edited_after > 0)
        text_addf(t, "edited after it closed, taken as they are now: %" PRIu32 "\n",
                  n->edited_after);
    if (r->gone > 0)
        text_addf(t, "imported before and there no more, withdrawn: %" PRIu32 "\n", r->gone);
}

enum status import_text(const struct import_result *r, bool dry_run, char **out, size_t *len)
{
    struct text t = {0};
    const struct question *q = meeting_question(r->meeting, r->question);
    uint32_t counts[COUNT_SLOTS] = {0}, unsure = 0, fresh = 0;
    struct outside n = {0};
    for (uint32_t i = 0; i < r->log->count; i++) {
        const struct answer *a = import_vote(r, i);
        const struct verdict v = verdict_of(r, i);
        fresh += r->lines[i].is_new;
        n.before += r->lines[i].left_out == CHAT_BEFORE;
        n.after += r->lines[i].left_out == CHAT_AFTER;
        n.edited_after += is_edited_after(r, i);
        unsure += v.came_to == CAME_TO_UNSURE;
        if (v.came_to == CAME_TO_VOTE)
            counts[a->option < 0 ? SLOT_NO_OPINION : a->option]++;
    }
    text_addf(&t, "%s: %" PRIu32 " lines, %" PRIu32 " of them new%s.\n", r->log->source,
              r->log->count, fresh, dry_run ? " (nothing was written)" : "");
    for (uint32_t i = 0; i < q->option_count; i++)
        text_addf(&t, "%s: %" PRIu32 "\n", option_name(r, (int32_t)i), counts[i]);
    if (counts[SLOT_NO_OPINION] > 0)
        text_addf(&t, "no opinion: %" PRIu32 "\n", counts[SLOT_NO_OPINION]);
    if (r->timed)
        import_twice_text(r, &t);
    if (unsure > 0)
        text_addf(&t, "unsure: %" PRIu32 "; settle them on the chair's page\n", unsure);
    if (r->timed)
        add_times(&t, r, &n);
    return text_take(&t, out, len);
}
