/* People, as the staff sees them. */
#include "core/view_people.h"

static void put(struct json *o, const char *key, const struct meeting *m, text_ref ref)
{
    json_put_text(o, key, meeting_text(m, ref));
}

static void put_option(struct json *o, int32_t option)
{
    if (option >= 0)
        json_put_integer(o, "option", option);
    else
        json_put_text(o, "option", option == ANSWER_NO_OPINION ? "no-opinion" : "withdraw");
}

/* The answer that stands in the newest run that this person answered; NULL: none. */
struct json *view_answer_of(const struct meeting *m, uint32_t person)
{
    const struct answer *a = meeting_last_answer(m, person);
    if (a == NULL)
        return NULL;
    const struct run *r = meeting_run(m, a->question, a->run);
    const struct set_aside *aside = meeting_aside_of(m, person, r);
    a = meeting_answer_of(m, person, r);
    struct json *o = json_object_new();
    json_put_integer(o, "question", a->question);
    json_put_integer(o, "run", a->run);
    put_option(o, a->option);
    struct json *also = json_array_new();
    for (int i = 0; i < OPTIONS_MAX; i++)
        if (a->also >> i & 1u)
            json_add_integer(also, i);
    json_put_take(o, "also", also);
    json_put_text(o, "channel", channel_words[a->channel]);
    json_put_integer(o, "time", a->time_us);
    put(o, "text", m, a->remark);
    if (aside != NULL)
        put(o, "set_aside", m, aside->reason);
    return o;
}

/* The newest position that was entered for them, and still counts; NULL: none. */
static const struct position *entered_for(const struct meeting *m, uint32_t person)
{
    for (uint32_t i = m->positions.count; i-- > 0;) {
        const struct position *p = &m->positions.items[i];
        if (p->person != 0 && meeting_same(m, p->person, person))
            return meeting_counted_position(m, meeting_run(m, p->question, p->run), person, "");
    }
    return NULL;
}

struct json *view_entered_for(const struct meeting *m, uint32_t person)
{
    const struct position *p = entered_for(m, person);
    if (p == NULL)
        return NULL;
    const struct set_aside *aside =
        meeting_aside_of(m, person, meeting_run(m, p->question, p->run));
    struct json *o = json_object_new();
    json_put_integer(o, "question", p->question);
    json_put_integer(o, "run", p->run);
    put_option(o, p->option);
    json_put_text(o, "way", way_words[p->way]);
    put(o, "text", m, p->remark);
    put(o, "by", m, p->by);
    json_put_text(o, "role", p->role != ROLE_NOBODY ? role_words[p->role] : "");
    json_put_integer(o, "time", p->time_us);
    if (aside != NULL)
        put(o, "set_aside", m, aside->reason);
    return o;
}

struct json *view_hats(const struct person *p)
{
    struct json *list = json_array_new();
    for (int i = 0; i < HAT_COUNT; i++)
        if (p->hats & 1u << i)
            json_add_text(list, hat_words[i]);
    return list;
}

struct json *view_roles_of(const struct meeting *m, uint32_t person)
{
    const uint32_t roles = meeting_roles(m, person);
    struct json *list = json_array_new();
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles & 1u << i)
            json_add_text(list, role_words[i]);
    return list;
}

/* By what links somebody is known who came in by several. What was told privately is the chairs'
 * alone, and scribes see what the staff sees. */
static struct json *links_of(const struct meeting *m, uint32_t person)
{
    struct json *list = json_array_new();
    for (uint32_t i = 1; i <= m->people.count; i++) {
        const struct person *p = meeting_person(m, i);
        if (meeting_one(m, i) != person || meeting_confided(p))
            continue;
        struct json *o = json_object_new();
        json_put_integer(o, "person", i);
        put(o, "name", m, p->name);
        json_put_text(o, "link",
                      p->identity != 0 ? meeting_text(m, p->identity)
                      : p->entered     ? "entered"
                                       : "web");
        json_add_take(list, o);
    }
    return list;
}

uint32_t view_people_count(const struct meeting *m, enum audience audience)
{
    (void)audience;
    return m->people.count;
}

struct json *view_person_entry(const struct meeting *m, enum audience audience, uint32_t index)
{
    (void)audience; /* staff only */
    const struct person *p = &m->people.items[index];
    struct json *o = json_object_new();
    json_put_integer(o, "person", index + 1);
    put(o, "name", m, meeting_confided(p) ? 0 : p->name);
    put(o, "affiliation", m, p->affiliation);
    json_put_bool(o, "in_room", p->in_room);
    json_put_bool(o, "present", p->present);
    json_put_bool(o, "entered", p->entered);
    json_put_bool(o, "on_sheet", !p->off);
    if (meeting_confided(p))
        json_put_bool(o, "private", true);
    json_put_integer(o, "joined", p->joined_us);
    if (p->identity != 0)
        put(o, "identity", m, p->identity);
    json_put_take(o, "hats", view_hats(p));
    struct json *links = p->members > 0 ? links_of(m, index + 1) : NULL;
    if (json_count(links) > 1)
        json_put_take(o, "links", links);
    else
        json_free(links);
    if (p->into != 0 && !meeting_confided(p) && !meeting_confided(meeting_person(m, p->into)))
        json_put_integer(o, "into", p->into);
    json_put_take(o, "roles", view_roles_of(m, index + 1));
    struct json *answer = p->into == 0 ? view_answer_of(m, index + 1) : NULL;
    if (answer != NULL)
        json_put_take(o, "answer", answer);
    else
        json_put_null(o, "answer");
    return o;
}

struct json *view_people(const struct meeting *m)
{
    uint32_t count = m->people.count;
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_integer(o, "cursor", count);
    for (uint32_t i = count > VIEW_LINES ? count - VIEW_LINES : 0; i < count; i++)
        json_add_take(entries, view_person_entry(m, AUDIENCE_STAFF, i));
    json_put_take(o, "entries", entries);
    return o;
}

/* Who takes notes and who watches the chat now. */
struct json *view_duties(const struct meeting *m)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->helpers.count; i++) {
        const struct helper *d = &m->helpers.items[i];
        const struct person *p = meeting_person(m, d->person);
        if (d->off)
            continue;
        struct json *o = json_object_new();
        json_put_text(o, "duty", duty_words[d->duty]);
        json_put_integer(o, "person", d->person);
        put(o, "who", m, p != NULL ? p->name : d->name);
        json_add_take(list, o);
    }
    return list;
}
