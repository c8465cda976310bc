/* What an audience sees. The public's bytes do not depend on anything that could give a hidden
 * result away. */
#include "core/view.h"

#include "core/json.h"
#include "core/view_adoption.h"
#include "core/view_chat.h"
#include "core/view_issue.h"
#include "core/view_people.h"
#include "core/view_question.h"
#include "core/view_result.h"

#include <string.h>

enum audience view_audience(enum role role)
{
    return role == ROLE_CHAIR || role == ROLE_SCRIBE ? AUDIENCE_STAFF : AUDIENCE_PUBLIC;
}

static void put(struct json *o, const char *key, const struct meeting *m, text_ref ref)
{
    json_put_text(o, key, meeting_text(m, ref));
}

static struct json *meeting_head(const struct meeting *m)
{
    struct json *o = json_object_new(), *chairs = json_array_new();
    put(o, "title", m, m->title);
    put(o, "group", m, m->group);
    put(o, "kind", m, m->kind);
    put(o, "start", m, m->start);
    put(o, "zone", m, m->zone);
    json_put_integer(o, "offset_minutes", m->offset_minutes);
    json_put_integer(o, "length_minutes", m->length_minutes);
    put(o, "list", m, m->mail_list);
    put(o, "note_well_url", m, m->note_well_url);
    put(o, "note_well_version", m, m->note_well_version);
    for (uint32_t i = 0; i < m->invited.count; i++)
        if (m->invited.items[i].chair)
            json_add_text(chairs, meeting_text(m, m->invited.items[i].name));
    json_put_take(o, "chairs", chairs);
    json_put_bool(o, "ended", m->ended);
    return o;
}

/* Which option is hummed for now, and in which phase the newest hum is; or called for by ear. */
static void put_calling(struct json *o, const struct meeting *m, const struct run *r)
{
    if (r->called != 0) {
        json_put_integer(o, "calling", r->called - 1);
        json_put_text(o, "phase", "by-ear");
        return;
    }
    const struct meeting_hum *h = m->open_hum != 0 ? &m->hums.items[m->open_hum - 1] : NULL;
    if (h == NULL || h->question != r->question || h->run != r->run) {
        json_put_null(o, "calling");
        json_put_null(o, "phase");
        return;
    }
    json_put_integer(o, "calling", h->option);
    json_put_text(o, "phase", hum_phase_words[h->phase]);
}

static struct json *statements_of(const struct meeting *m, const struct outcome *outcome)
{
    struct json *statements = json_array_new();
    for (uint32_t i = 0; i < outcome->statement_count; i++) {
        const struct stated *stated = &m->stated.items[outcome->first_statement + i];
        struct json *s = json_object_new();
        json_put_text(s, "kind", statement_kind_words[stated->kind]);
        if (stated->option >= 0)
            json_put_integer(s, "option", stated->option);
        else
            json_put_null(s, "option");
        put(s, "text", m, stated->text);
        if (stated->who != 0)
            put(s, "who", m, stated->who);
        if (stated->date != 0)
            put(s, "date", m, stated->date);
        if (stated->missing != 0)
            put(s, "missing", m, stated->missing);
        if (stated->to != LATER_NONE)
            json_put_text(s, "to", later_words[stated->to]);
        if (stated->team != TEAM_NONE)
            json_put_text(s, "team", team_words[stated->team]);
        json_add_take(statements, s);
    }
    return statements;
}

static struct json *outcome_of(const struct meeting *m, const struct run *r)
{
    const struct outcome *outcome = meeting_outcome_of(m, r);
    if (outcome == NULL)
        return NULL;
    struct json *o = json_object_new();
    put(o, "words", m, outcome->words);
    put(o, "reason", m, outcome->reason);
    put(o, "by", m, outcome->by);
    json_put_integer(o, "time", outcome->time_us);
    json_put_take(o, "statements", statements_of(m, outcome));
    json_put_integer(o, "open_issues", outcome->open_issues);
    json_put_text(o, "confirmation", confirmation_words[r->confirmation]);
    return o;
}

static void put_or_null(struct json *o, const char *key, struct json *value)
{
    if (value != NULL)
        json_put_take(o, key, value);
    else
        json_put_null(o, key);
}

/* Everybody is told that a run is void, and why. */
static struct json *voided_of(const struct meeting *m, const struct run *r)
{
    if (r->voided_us == 0)
        return NULL;
    struct json *o = json_object_new();
    put(o, "reason", m, r->void_reason);
    put(o, "by", m, r->void_by);
    json_put_integer(o, "time", r->voided_us);
    return o;
}

static struct json *run_of(const struct meeting *m, const struct run *r, enum audience audience)
{
    const struct question *q = meeting_question(m, r->question);
    struct json *o = json_object_new();
    json_put_integer(o, "question", r->question);
    json_put_integer(o, "run", r->run);
    view_put_question(o, m, q);
    json_put_text(o, "state", run_state_words[r->state]);
    json_put_bool(o, "shown", r->shown);
    put(o, "asked_by", m, r->asked_by);
    json_put_text(o, "because", because_words[r->because]);
    put(o, "why", m, r->why);
    json_put_integer(o, "asked", r->asked_us);
    if (r->closes_us != 0)
        json_put_integer(o, "closes", r->closes_us);
    else
        json_put_null(o, "closes");
    put_calling(o, m, r);
    bool visible = r->shown || audience == AUDIENCE_STAFF;
    put_or_null(o, "result", visible ? view_result(m, r) : NULL);
    json_put_take(o, "side_by_side", view_side_by_side(m, q, audience == AUDIENCE_STAFF));
    put_or_null(o, "draw", view_draw(m, r));
    put_or_null(o, "adoption", view_adoption(m, r->question, r, audience));
    put_or_null(o, "outcome", outcome_of(m, r));
    put_or_null(o, "voided", voided_of(m, r));
    return o;
}

/* Earlier runs that everybody knows something of, the last VIEW_LINES of them. */
static struct json *past_of(const struct meeting *m)
{
    struct json *list = json_array_new();
    uint32_t known = 0, skip;
    for (uint32_t i = 0; i < m->runs.count; i++)
        known +=
            i + 1 != m->newest_run && (m->runs.items[i].shown || m->runs.items[i].outcome != 0);
    skip = known > VIEW_LINES ? known - VIEW_LINES : 0;
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        if (i + 1 == m->newest_run || (!r->shown && r->outcome == 0))
            continue;
        if (skip > 0) {
            skip--;
            continue;
        }
        struct json *o = json_object_new();
        const struct outcome *outcome = meeting_outcome_of(m, r);
        json_put_integer(o, "question", r->question);
        json_put_integer(o, "run", r->run);
        put(o, "text", m, meeting_question(m, r->question)->text);
        json_put_text(o, "words", outcome != NULL ? meeting_text(m, outcome->words) : "");
        json_add_take(list, o);
    }
    return list;
}

/* Everybody hums once: is it running? */
static void put_everyone(struct json *o, const struct meeting *m)
{
    const struct meeting_hum *h = m->open_hum != 0 ? &m->hums.items[m->open_hum - 1] : NULL;
    json_put_text(o, "everyone", h != NULL && h->question == 0 ? hum_phase_words[h->phase] : NULL);
}

static const struct meeting_hum *last_of_everybody(const struct meeting *m)
{
    for (uint32_t i = m->hums.count; i-- > 0;)
        if (m->hums.items[i].question == 0 && m->hums.items[i].phase == HUM_FINAL)
            return &m->hums.items[i];
    return NULL;
}

/* The room's scale: when everybody hummed, or why it holds no more; and their last hum, which says
 * why it gave no scale. */
static struct json *scale_of(const struct meeting *m)
{
    const struct meeting_hum *h = meeting_everyone(m);
    struct json *o = json_object_new();
    json_put_bool(o, "holds", h != NULL);
    json_put_integer(o, "time", h != NULL ? h->started_us : 0);
    json_put_text(o, "ended", m->scale_ended ? scale_end_words[m->scale_end] : "");
    const struct meeting_hum *last = last_of_everybody(m);
    put_or_null(o, "hum", last != NULL ? view_hum(last) : NULL);
    return o;
}

static struct json *questions_of(const struct meeting *m)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->order.count; i++) {
        const struct question *q = meeting_question(m, m->order.items[i]);
        struct json *o = json_object_new();
        json_put_integer(o, "question", m->order.items[i]);
        view_put_question(o, m, q);
        json_put_integer(o, "runs", q->run_count);
        put_or_null(o, "adoption",
                    view_adoption(m, m->order.items[i], meeting_run(m, m->order.items[i], 0),
                                  AUDIENCE_STAFF));
        json_add_take(list, o);
    }
    return list;
}

static struct json *runs_of(const struct meeting *m)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        const struct outcome *outcome = meeting_outcome_of(m, r);
        struct json *o = json_object_new();
        json_put_integer(o, "question", r->question);
        json_put_integer(o, "run", r->run);
        json_put_text(o, "state", run_state_words[r->state]);
        json_put_bool(o, "shown", r->shown);
        json_put_bool(o, "void", r->voided_us != 0);
        json_put_text(o, "words", outcome != NULL ? meeting_text(m, outcome->words) : "");
        json_put_take(o, "statements",
                      outcome != NULL ? statements_of(m, outcome) : json_array_new());
        json_put_text(o, "confirmation", confirmation_words[r->confirmation]);
        json_put_integer(o, "sent", r->sent_us);
        json_put_integer(o, "deadline", r->deadline_us);
        put(o, "message_id", m, r->message_id);
        json_add_take(list, o);
    }
    return list;
}

static enum status finish(struct json *o, char **out, size_t *len)
{
    enum status s = json_write(o, JSON_COMPACT, out, len);
    json_free(o);
    return s;
}

/* The question that everybody sees before it is asked. */
static struct json *preview_of(const struct meeting *m)
{
    struct json *o = json_object_new();
    json_put_integer(o, "question", m->preview);
    view_put_question(o, m, meeting_question(m, m->preview));
    return o;
}

enum status view_meeting(const struct meeting *m, enum audience audience, char **out, size_t *len)
{
    struct json *o = json_object_new();
    const struct run *r = m->newest_run != 0 ? &m->runs.items[m->newest_run - 1] : NULL;
    json_put_text(o, "type", "view");
    json_put_take(o, "meeting", meeting_head(m));
    put_or_null(o, "run", r != NULL ? run_of(m, r, audience) : NULL);
    put_everyone(o, m);
    put_or_null(o, "preview", m->preview != 0 ? preview_of(m) : NULL);
    json_put_take(o, "past", past_of(m));
    json_put_take(o, "chat", view_chat(m, audience));
    json_put_take(o, "queue", view_queue(m));
    json_put_take(o, "issues", view_issues(m, audience));
    json_put_take(o, "challenges", view_challenges(m, audience));
    json_put_take(o, "duties", view_duties(m));
    if (audience == AUDIENCE_STAFF) {
        json_put_take(o, "questions", questions_of(m));
        json_put_take(o, "runs", runs_of(m));
        json_put_take(o, "people", view_people(m));
        json_put_integer(o, "people_told", m->people_told);
        json_put_take(o, "scale", scale_of(m));
        json_put_take(o, "offers", r != NULL ? view_offers(m, r) : json_array_new());
        json_put_take(o, "proposals", r != NULL ? view_proposals(m, r) : json_array_new());
        json_put_take(o, "mic", view_mic(m));
        json_put_take(o, "unsure", view_unsure(m));
        json_put_take(o, "outcomes", r != NULL ? view_outcomes(m, r) : json_array_new());
        json_put_take(o, "interrupts", view_interrupts(m, r));
    }
    return finish(o, out, len);
}

enum status view_results(const struct meeting *m, char **out, size_t *len)
{
    struct json *o = json_object_new(), *runs = json_array_new();
    for (uint32_t i = 0; i < m->runs.count; i++)
        json_add_take(runs, run_of(m, &m->runs.items[i], AUDIENCE_STAFF));
    json_put_text(o, "schema", "humroom.results/1");
    json_put_take(o, "meeting", meeting_head(m));
    json_put_take(o, "runs", runs);
    json_put_take(o, "issues", view_every_issue(m));
    json_put_take(o, "challenges", view_every_challenge(m));
    enum status s = json_write(o, JSON_PRETTY, out, len);
    json_free(o);
    return s;
}

enum status view_mine(const struct meeting *m, uint32_t person, char **out, size_t *len)
{
    const struct person *p = meeting_person(m, person);
    if (p == NULL)
        return REFUSED_NOT_JOINED;
    struct json *o = json_object_new();
    json_put_text(o, "type", "mine");
    json_put_integer(o, "person", person);
    put(o, "name", m, p->name);
    put(o, "affiliation", m, p->affiliation);
    json_put_bool(o, "in_room", p->in_room);
    json_put_take(o, "roles", view_roles_of(m, person));
    json_put_take(o, "hats", view_hats(p));
    put_or_null(o, "answer", view_answer_of(m, person));
    put_or_null(o, "entered", view_entered_for(m, person));
    json_put_take(o, "held", view_held(m, person));
    json_put_take(o, "issues", view_own_issues(m, person));
    json_put_take(o, "challenges", view_own_challenges(m, person));
    view_put_willing(o, m, person);
    return finish(o, out, len);
}

enum status view_live(const struct meeting *m, char **out, size_t *len)
{
    struct json *o = json_object_new();
    json_put_text(o, "type", "live");
    json_put_integer(o, "present", m->present);
    json_put_integer(o, "answered",
                     m->newest_run != 0 ? m->runs.items[m->newest_run - 1].answered : 0);
    return finish(o, out, len);
}

/* The lists that pages ask for: how many entries there are, and one of them. */
static const struct {
    const char *name;
    bool staff; /* for staff only */
    uint32_t (*count)(const struct meeting *, enum audience);
    struct json *(*entry)(const struct meeting *, enum audience, uint32_t);
} lists[] = {
    {"chat", false, view_chat_count, view_chat_entry},
    {"changed", false, view_changed_count, view_changed_entry},
    {"people", true, view_people_count, view_person_entry},
    {"queue", false, view_queue_count, view_queue_entry},
    {"mic", true, view_mic_count, view_mic_entry},
};

enum status view_list(const struct meeting *m, enum audience audience, const char *list,
                      int64_t after, char **out, size_t *len)
{
    size_t l = 0;
    while (l < sizeof lists / sizeof *lists && strcmp(lists[l].name, list) != 0)
        l++;
    if (l == sizeof lists / sizeof *lists)
        return REFUSED_BAD_VALUE;
    if (lists[l].staff && audience != AUDIENCE_STAFF)
        return REFUSED_ROLE_STAFF;
    uint32_t count = lists[l].count(m, audience);
    if (after < 0 || after > count)
        return REFUSED_BAD_VALUE;
    uint32_t from = (uint32_t)after, to = count - from > LIST_PAGE ? from + LIST_PAGE : count;
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_text(o, "type", "list");
    json_put_text(o, "list", list);
    json_put_integer(o, "after", after);
    json_put_integer(o, "cursor", to);
    for (uint32_t i = from; i < to; i++)
        json_add_take(entries, lists[l].entry(m, audience, i));
    json_put_take(o, "entries", entries);
    return finish(o, out, len);
}
