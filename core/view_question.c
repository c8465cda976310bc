#include "core/view_question.h"

#include "core/evidence.h"
#include "core/kind.h"
#include "core/offer.h"
#include "core/view_adoption.h"

static void put(struct json *o, const char *key, const struct meeting *m, text_ref ref)
{
    json_put_text(o, key, meeting_text(m, ref));
}

static struct json *options_of(const struct meeting *m, const struct question *q)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < q->option_count; i++) {
        const struct option *option = meeting_option(m, q, i);
        struct json *o = json_object_new();
        put(o, "name", m, option->name);
        json_put_text(o, "role", option_role_words[option->role]);
        json_add_take(list, o);
    }
    return list;
}

/* What an answer needs: a reason for each option, and how many further options it may be for. */
static struct json *wants_of(const struct meeting *m, const struct question *q)
{
    struct json *o = json_object_new(), *reasons = json_array_new();
    for (uint32_t i = 0; i < q->option_count; i++)
        json_add_text(reasons, wants_words[kind_wants(m, q, (int32_t)i)]);
    json_put_take(o, "reasons", reasons);
    json_put_bool(o, "no_opinion", kind_rules(q->kind)->no_opinion);
    json_put_bool(o, "hums", kind_rules(q->kind)->hummed);
    json_put_integer(o, "further", kind_further(q));
    return o;
}

/* What was said beforehand. Every kind has the same members, so that pages need not ask. */
static struct json *rules_of(const struct meeting *m, const struct question *q)
{
    struct json *o = json_object_new();
    json_put_text(o, "sides", sides_words[q->sides]);
    json_put_bool(o, "several", q->several);
    put(o, "draft", m, q->draft);
    json_put_text(o, "hint", q->draft != 0 ? kind_draft_hint(meeting_text(m, q->draft)) : "");
    json_put_integer(o, "votes", q->votes);
    json_put_bool(o, "chat_counted", q->chat_counted);
    put(o, "who_counts", m, q->who_counts);
    put(o, "agreement", m, q->agreement);
    json_put_text(o, "method", drawing_words[q->drawing]);
    json_put_text(o, "grounds", grounds_words[q->grounds]);
    json_put_integer(o, "pick", q->pick);
    put(o, "source", m, q->source);
    json_put_text(o, "basis", basis_words[q->basis]);
    put(o, "since", m, q->since);
    view_put_drafts(o, m, q);
    return o;
}

void view_put_question(struct json *o, const struct meeting *m, const struct question *q)
{
    json_put_text(o, "kind", question_kind_words[q->kind]);
    put(o, "text", m, q->text);
    json_put_take(o, "options", options_of(m, q));
    json_put_text(o, "relation", relation_words[q->relation]);
    json_put_integer(o, "of_question", q->of_question);
    json_put_integer(o, "of_run", q->of_run);
    put(o, "worded_by", m, q->worded_by);
    put(o, "on_list", m, q->on_list);
    put(o, "links", m, q->links);
    struct json *restated = view_restated(m, q);
    if (restated != NULL)
        json_put_take(o, "restated", restated);
    else
        json_put_null(o, "restated");
    json_put_take(o, "rules", rules_of(m, q));
    json_put_take(o, "wants", wants_of(m, q));
}

/* The facts as a sentence that an outcome can begin with. */
struct json *view_proposals(const struct meeting *m, const struct run *r)
{
    struct json *list = json_array_new();
    struct text t = {0};
    evidence_facts(m, r, &t);
    if (t.bytes != NULL && t.bytes[0] != '\0')
        json_add_text(list, t.bytes);
    text_release(&t);
    return list;
}

struct json *view_offers(const struct meeting *m, const struct run *r)
{
    struct json *list = json_array_new();
    uint32_t offers = offer_of(m, r);
    for (int i = 0; i < OFFER_COUNT; i++)
        if (offers & 1u << i)
            json_add_text(list, offer_words[i]);
    return list;
}
