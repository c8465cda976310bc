#include "core/view_chat.h"

#include "core/chat.h"
#include "core/view_people.h"

/* Whom everybody knows by name they know as what the chair said they are, too. */
static void put_hats(struct json *o, const struct meeting *m, uint32_t person)
{
    const struct person *p = meeting_person(m, meeting_one(m, person));
    if (p != NULL && p->hats != 0)
        json_put_take(o, "hats", view_hats(p));
}

/* Is the line, or its last edit, held back from the others? */
static bool is_held(const struct line *l)
{
    return !l->published || (l->kind == LINE_SAID && l->public_text != l->text);
}

static void put_settled(struct json *o, int32_t option)
{
    if (option >= 0)
        json_put_integer(o, "settled", option);
    else
        json_put_text(o, "settled", option == ANSWER_NO_OPINION ? "no-opinion" : "none");
}

/* Who said a line: a person's name; "" for chair and scribe, whose role says it. Everybody: as all
 * may see it. */
static struct json *line_of(const struct meeting *m, uint32_t number, bool everybody)
{
    const struct line *l = &m->lines.items[number - 1];
    const struct person *p = meeting_person(m, l->person);
    struct json *o = json_object_new();
    json_put_integer(o, "line", number);
    json_put_integer(o, "person", l->person);
    json_put_text(o, "name", p != NULL ? meeting_text(m, p->name) : "");
    json_put_text(o, "role", role_words[l->role]);
    json_put_text(o, "kind", line_kind_words[l->kind]);
    json_put_text(o, "text",
                  meeting_text(m, everybody && l->kind == LINE_SAID ? l->public_text : l->text));
    json_put_integer(o, "time", l->time_us);
    put_hats(o, m, l->person);
    if (l->source != 0)
        json_put_text(o, "from", meeting_text(m, l->source));
    if (l->hat_off)
        json_put_bool(o, "hat_off", true);
    if (l->mic)
        json_put_bool(o, "mic", true);
    if (l->read_out)
        json_put_bool(o, "read_out", true);
    if (l->edited && !(everybody && is_held(l)))
        json_put_bool(o, "edited", true);
    if (l->deleted)
        json_put_bool(o, "deleted", true);
    if (!everybody && is_held(l))
        json_put_bool(o, "held", true);
    if (!everybody && l->unsure != 0)
        json_put_text(o, "unsure", chat_result_word(l->unsure));
    if (!everybody && l->settled != 0)
        put_settled(o, m->settlements.items[l->settled - 1].option);
    return o;
}

/* The public's chat is in the order in which lines became public, the staff's in the order in which
 * they were said; a cursor counts entries of the one or the other. */
uint32_t view_chat_count(const struct meeting *m, enum audience audience)
{
    return audience == AUDIENCE_STAFF ? m->lines.count : m->published.count;
}

struct json *view_chat_entry(const struct meeting *m, enum audience audience, uint32_t index)
{
    const bool staff = audience == AUDIENCE_STAFF;
    return line_of(m, staff ? index + 1 : m->published.items[index], !staff);
}

/* ---- lines that were edited or deleted, once a change, as they are now ---- */

uint32_t view_changed_count(const struct meeting *m, enum audience audience)
{
    return audience == AUDIENCE_STAFF ? m->changed.count : m->public_changed.count;
}

struct json *view_changed_entry(const struct meeting *m, enum audience audience, uint32_t index)
{
    const bool staff = audience == AUDIENCE_STAFF;
    return line_of(m, staff ? m->changed.items[index] : m->public_changed.items[index], !staff);
}

static struct json *changed_tail(const struct meeting *m, enum audience audience)
{
    uint32_t count = view_changed_count(m, audience);
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_integer(o, "cursor", count);
    for (uint32_t i = count > VIEW_LINES ? count - VIEW_LINES : 0; i < count; i++)
        json_add_take(entries, view_changed_entry(m, audience, i));
    json_put_take(o, "entries", entries);
    return o;
}

struct json *view_chat(const struct meeting *m, enum audience audience)
{
    uint32_t count = view_chat_count(m, audience);
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_integer(o, "cursor", count);
    for (uint32_t i = count > VIEW_LINES ? count - VIEW_LINES : 0; i < count; i++)
        json_add_take(entries, view_chat_entry(m, audience, i));
    json_put_take(o, "entries", entries);
    json_put_take(o, "changed", changed_tail(m, audience));
    return o;
}

struct json *view_held(const struct meeting *m, uint32_t person)
{
    uint32_t found[VIEW_LINES], count = 0;
    for (uint32_t i = m->lines.count; i-- > 0 && count < VIEW_LINES;)
        if (meeting_same(m, m->lines.items[i].person, person) && is_held(&m->lines.items[i]) &&
            !m->lines.items[i].deleted)
            found[count++] = i + 1;
    struct json *list = json_array_new();
    while (count > 0)
        json_add_take(list, line_of(m, found[--count], false));
    return list;
}

/* ---- the queue ---- */

static struct json *queued_of(const struct meeting *m, uint32_t entry)
{
    const struct queued *q = &m->queue.items[entry - 1];
    const struct person *p = meeting_person(m, q->person);
    struct json *o = json_object_new();
    json_put_integer(o, "entry", entry);
    json_put_integer(o, "person", q->person);
    json_put_text(o, "name", meeting_text(m, p != NULL ? p->name : q->name));
    put_hats(o, m, q->person);
    json_put_text(o, "about", meeting_text(m, q->about));
    json_put_integer(o, "time", q->time_us);
    return o;
}

/* The place-th of those who wait, from 0. */
static uint32_t waiting_at(const struct meeting *m, uint32_t place)
{
    uint32_t i = 0;
    while (m->queue.items[i].state != QUEUE_WAITING || place-- > 0)
        i++;
    return i + 1;
}

uint32_t view_queue_count(const struct meeting *m, enum audience audience)
{
    (void)audience; /* everybody sees who waits */
    return m->waiting;
}

struct json *view_queue_entry(const struct meeting *m, enum audience audience, uint32_t index)
{
    (void)audience;
    return queued_of(m, waiting_at(m, index));
}

struct json *view_queue(const struct meeting *m)
{
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_integer(o, "waiting", m->waiting);
    if (m->speaking != 0)
        json_put_take(o, "speaking", queued_of(m, m->speaking));
    else
        json_put_null(o, "speaking");
    for (uint32_t i = 0, shown = 0; i < m->queue.count && shown < VIEW_LINES; i++)
        if (m->queue.items[i].state == QUEUE_WAITING) {
            json_add_take(entries, queued_of(m, i + 1));
            shown++;
        }
    json_put_take(o, "entries", entries);
    return o;
}

/* ---- lines to be read out ---- */

uint32_t view_mic_count(const struct meeting *m, enum audience audience)
{
    (void)audience; /* staff only */
    return m->mic.count;
}

struct json *view_mic_entry(const struct meeting *m, enum audience audience, uint32_t index)
{
    (void)audience;
    return line_of(m, m->mic.items[index], false);
}

struct json *view_mic(const struct meeting *m)
{
    uint32_t found[VIEW_LINES], count = 0, unread = 0;
    for (uint32_t i = m->mic.count; i-- > 0;) {
        const struct line *l = &m->lines.items[m->mic.items[i] - 1];
        if (l->read_out || !l->mic || l->deleted)
            continue;
        if (count < VIEW_LINES)
            found[count++] = m->mic.items[i];
        unread++;
    }
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_integer(o, "cursor", m->mic.count);
    json_put_integer(o, "unread", unread);
    while (count > 0)
        json_add_take(entries, line_of(m, found[--count], false));
    json_put_take(o, "entries", entries);
    return o;
}

/* ---- unsure lines ---- */

struct json *view_unsure(const struct meeting *m)
{
    uint32_t found[VIEW_LINES], count = 0, open = 0;
    for (uint32_t i = m->unsure.count; i-- > 0;) {
        const struct line *l = &m->lines.items[m->unsure.items[i] - 1];
        const struct run *r = &m->runs.items[l->run - 1];
        bool late = r->voided_us != 0 || (r->outcome != 0 && l->source == 0);
        if (late || !meeting_to_settle(m, m->unsure.items[i]))
            continue;
        if (count < VIEW_LINES)
            found[count++] = m->unsure.items[i];
        open++;
    }
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_integer(o, "open", open);
    while (count > 0) {
        const uint32_t number = found[--count];
        const struct line *l = &m->lines.items[number - 1];
        struct json *e = line_of(m, number, false);
        json_put_integer(e, "question", m->runs.items[l->run - 1].question);
        json_put_integer(e, "run", m->runs.items[l->run - 1].run);
        json_put_text(e, "why", chat_result_why(l->unsure));
        json_add_take(entries, e);
    }
    json_put_take(o, "entries", entries);
    return o;
}
