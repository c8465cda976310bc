#include "core/view_issue.h"

static void put(struct json *o, const char *key, const struct meeting *m, text_ref ref)
{
    json_put_text(o, key, meeting_text(m, ref));
}

/* Who: a person who joined, or a name that was entered. */
static void put_who(struct json *o, const struct meeting *m, uint32_t person, text_ref name)
{
    const struct person *p = meeting_person(m, person);
    json_put_integer(o, "person", person);
    put(o, "who", m, p != NULL ? p->name : name);
}

static struct json *issue_entry(const struct meeting *m, uint32_t number)
{
    const struct issue *i = meeting_issue(m, number);
    struct json *o = json_object_new();
    json_put_integer(o, "issue", number);
    json_put_integer(o, "question", i->question);
    json_put_integer(o, "run", i->run);
    put_who(o, m, i->person, i->name);
    put(o, "what", m, i->what);
    json_put_text(o, "state", issue_state_words[i->state]);
    put(o, "how", m, i->how);
    put(o, "by", m, i->by);
    json_put_integer(o, "time", i->time_us);
    return o;
}

static bool issue_visible(const struct meeting *m, const struct issue *i, enum audience audience)
{
    const struct run *r = meeting_run(m, i->question, i->run);
    return audience == AUDIENCE_STAFF || i->question == 0 || (r != NULL && r->shown);
}

struct json *view_issues(const struct meeting *m, enum audience audience)
{
    uint32_t found[LIST_PAGE], count = 0, newest = 0;
    for (uint32_t i = m->issues.count; i-- > 0 && count < LIST_PAGE;)
        if (issue_visible(m, &m->issues.items[i], audience) &&
            (m->issues.items[i].state == ISSUE_OPEN || newest++ < VIEW_LINES))
            found[count++] = i + 1;
    struct json *list = json_array_new();
    while (count > 0)
        json_add_take(list, issue_entry(m, found[--count]));
    return list;
}

static struct json *challenge_entry(const struct meeting *m, uint32_t number)
{
    const struct challenge *c = meeting_challenge(m, number);
    struct json *o = json_object_new();
    json_put_integer(o, "challenge", number);
    json_put_integer(o, "question", c->question);
    json_put_integer(o, "run", c->run);
    put_who(o, m, c->person, 0);
    json_put_text(o, "asks", challenge_kind_words[c->kind]);
    put(o, "text", m, c->text);
    put(o, "decision", m, c->decision);
    put(o, "process", m, c->process);
    put(o, "answer", m, c->words);
    put(o, "next", m, c->next);
    put(o, "by", m, c->by);
    json_put_integer(o, "time", c->time_us);
    json_put_integer(o, "answered", c->answered_us);
    return o;
}

struct json *view_challenges(const struct meeting *m, enum audience audience)
{
    uint32_t found[LIST_PAGE], count = 0, newest = 0;
    for (uint32_t i = m->challenges.count; i-- > 0 && count < LIST_PAGE;) {
        bool answered = m->challenges.items[i].answered_us != 0;
        if ((audience == AUDIENCE_STAFF || answered) && (!answered || newest++ < VIEW_LINES))
            found[count++] = i + 1;
    }
    struct json *list = json_array_new();
    while (count > 0)
        json_add_take(list, challenge_entry(m, found[--count]));
    return list;
}

struct json *view_every_issue(const struct meeting *m)
{
    struct json *list = json_array_new();
    for (uint32_t i = 1; i <= m->issues.count; i++)
        json_add_take(list, issue_entry(m, i));
    return list;
}

struct json *view_every_challenge(const struct meeting *m)
{
    struct json *list = json_array_new();
    for (uint32_t i = 1; i <= m->challenges.count; i++)
        json_add_take(list, challenge_entry(m, i));
    return list;
}

struct json *view_own_issues(const struct meeting *m, uint32_t person)
{
    uint32_t found[VIEW_LINES], count = 0;
    for (uint32_t i = m->issues.count; i-- > 0 && count < VIEW_LINES;)
        if (meeting_same(m, m->issues.items[i].person, person))
            found[count++] = i + 1;
    struct json *list = json_array_new();
    while (count > 0)
        json_add_take(list, issue_entry(m, found[--count]));
    return list;
}

struct json *view_own_challenges(const struct meeting *m, uint32_t person)
{
    uint32_t found[VIEW_LINES], count = 0;
    for (uint32_t i = m->challenges.count; i-- > 0 && count < VIEW_LINES;)
        if (meeting_same(m, m->challenges.items[i].person, person))
            found[count++] = i + 1;
    struct json *list = json_array_new();
    while (count > 0)
        json_add_take(list, challenge_entry(m, found[--count]));
    return list;
}

struct json *view_interrupts(const struct meeting *m, const struct run *r)
{
    uint32_t found[VIEW_LINES], count = 0;
    for (uint32_t i = m->interrupts.count; r != NULL && i-- > 0 && count < VIEW_LINES;)
        if (m->interrupts.items[i].question == r->question && m->interrupts.items[i].run == r->run)
            found[count++] = i;
    struct json *list = json_array_new();
    while (count > 0) {
        const struct interrupt *i = &m->interrupts.items[found[--count]];
        struct json *o = json_object_new();
        json_put_integer(o, "question", i->question);
        json_put_integer(o, "run", i->run);
        put_who(o, m, i->person, 0);
        json_put_text(o, "about", interrupt_kind_words[i->kind]);
        put(o, "text", m, i->text);
        json_put_integer(o, "time", i->time_us);
        json_add_take(list, o);
    }
    return list;
}
