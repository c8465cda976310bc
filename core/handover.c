#include "core/handover.h"

#include "core/attendance.h"
#include "core/json.h"
#include "core/kind.h"
#include "core/text.h"
#include "core/when.h"

#include <stdlib.h>

static enum status finish(struct json *list, char **out, size_t *len)
{
    enum status s = json_write(list, JSON_SPACED, out, len);
    json_free(list);
    return s;
}

/* What was put together; without memory the object is spoilt, and so is what it is in. */
static void put_built(struct json *o, const char *key, struct text *t)
{
    json_put_text_n(o, key, t->failed ? "\xff" : t->bytes, t->failed ? 1 : t->len);
    text_release(t);
}

static void put_time(struct json *o, const char *key, int64_t us)
{
    char stamp[WHEN_LEN];
    when_stamp(us, stamp);
    json_put_text(o, key, stamp);
}

/* ---- polls ---- */

/* For which options each person raised a hand, as bits; standing, hands: [person]. */
static void raised(const struct meeting *m, const struct run *r, const struct answer **standing,
                   uint32_t *hands)
{
    meeting_standing(m, r, standing);
    for (uint32_t i = 0; i <= m->people.count; i++) {
        const struct answer *a = standing[i];
        const bool by_hand = a != NULL && a->channel == CHANNEL_HAND && a->option >= 0 &&
                             meeting_aside_of(m, i, r) == NULL;
        hands[i] = by_hand ? a->also | 1u << a->option : 0;
    }
}

/* People who raised a hand for any of `these` and for none of `but`. */
static uint32_t count(const struct meeting *m, const uint32_t *hands, uint32_t these, uint32_t but)
{
    uint32_t n = 0;
    for (uint32_t i = 1; i <= m->people.count; i++)
        n += (hands[i] & these) != 0 && (hands[i] & but) == 0;
    return n;
}

static void add_poll(struct json *list, const struct run *r, struct text *text, uint32_t raise,
                     uint32_t others)
{
    struct json *o = json_object_new();
    put_time(o, "start_time", r->asked_us);
    put_time(o, "end_time", r->closed_us);
    put_built(o, "text", text);
    json_put_integer(o, "raise_hand", raise);
    json_put_integer(o, "do_not_raise_hand", others);
    json_add_take(list, o);
}

static void add_polls(struct json *list, const struct meeting *m, const struct run *r,
                      const uint32_t *hands)
{
    const struct question *q = meeting_question(m, r->question);
    const int32_t plus = kind_sign(q, true), minus = kind_sign(q, false);
    const char *question = meeting_text(m, q->text);
    struct text t = {0};
    text_add(&t, question);
    if (plus >= 0 && minus >= 0 && q->option_count == 2) {
        add_poll(list, r, &t, count(m, hands, 1u << plus, 0), count(m, hands, 1u << minus, 0));
        return;
    }
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_release(&t);
        text_addf(&t, "%s: %s", question, meeting_text(m, meeting_option(m, q, i)->name));
        add_poll(list, r, &t, count(m, hands, 1u << i, 0), count(m, hands, ~(1u << i), 1u << i));
    }
    text_release(&t);
}

enum status handover_polls(const struct meeting *m, char **out, size_t *len, uint32_t *left_out)
{
    uint32_t *hands = calloc((size_t)m->people.count + 1, sizeof *hands);
    const struct answer **standing = calloc((size_t)m->people.count + 1, sizeof(struct answer *));
    if (hands == NULL || standing == NULL) {
        free(hands);
        free(standing);
        return FAILED_NO_MEMORY;
    }
    struct json *list = json_array_new();
    uint32_t voided = 0;
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        const enum question_kind kind = meeting_question(m, r->question)->kind;
        if (r->state == RUN_OPEN || kind == QUESTION_DECLARE || kind_rules(kind)->drawn)
            continue;
        voided += r->voided_us != 0;
        if (r->voided_us != 0)
            continue;
        raised(m, r, standing, hands);
        add_polls(list, m, r, hands);
    }
    free(hands);
    free(standing);
    enum status s = finish(list, out, len);
    if (s == STATUS_OK)
        *left_out = voided;
    return s;
}

/* ---- chat ---- */

static void add_escaped(struct text *out, const char *plain)
{
    for (const char *c = plain; *c != '\0'; c++)
        switch (*c) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        default:
            text_add_n(out, c, 1);
        }
}

/* The only chair by name; else by what they are. */
static const char *author_of(const struct meeting *m, const struct line *l)
{
    const struct person *p = meeting_person(m, l->person);
    const bool chair = l->role == ROLE_CHAIR;
    const char *name = role_words[l->role];
    uint32_t found = 0;
    if (p != NULL)
        return meeting_text(m, p->name);
    for (uint32_t i = 0; i < m->invited.count; i++)
        if (m->invited.items[i].chair == chair && found++ == 0)
            name = meeting_text(m, m->invited.items[i].name);
    return found == 1 ? name : role_words[l->role];
}

enum status handover_chat(const struct meeting *m, char **out, size_t *len, uint32_t *left_out)
{
    struct json *list = json_array_new();
    uint32_t held = 0;
    for (uint32_t i = 0; i < m->lines.count; i++) {
        const struct line *l = &m->lines.items[i];
        held += !l->published && !l->deleted;
        if (!l->published || l->deleted)
            continue;
        struct json *o = json_object_new();
        struct text html = {0};
        text_add(&html, l->hat_off ? "<p>(hat off) " : "<p>");
        add_escaped(&html, meeting_text(m, l->kind == LINE_SAID ? l->public_text : l->text));
        text_add(&html, "</p>");
        json_put_text(o, "author", author_of(m, l));
        put_built(o, "text", &html);
        put_time(o, "time", l->time_us);
        json_add_take(list, o);
    }
    enum status s = finish(list, out, len);
    if (s == STATUS_OK)
        *left_out = held;
    return s;
}

/* ---- blue sheet ---- */

enum status handover_blue_sheet(const struct meeting *m, char **out, size_t *len)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->people.count; i++) {
        if (!attendance_has(m, i + 1))
            continue;
        struct json *o = json_object_new();
        json_put_text(o, "name", meeting_text(m, m->people.items[i].name));
        json_put_text(o, "affiliation", meeting_text(m, m->people.items[i].affiliation));
        json_add_take(list, o);
    }
    return finish(list, out, len);
}
