/* Roles that are handed over and links that are renewed, in words: whose page is closed learns by
 * whom and why before it is, and the staff sees who is one of them now. */
#include "net/hub_own.h"

#include "core/text.h"

enum hearer { HEARER_THEMSELVES, HEARER_STAFF };

static void add_by(struct text *t, const char *by)
{
    text_add(t, " by ");
    text_add(t, by[0] != '\0' ? by : "a chair");
}

/* person 0: of a link. */
struct word {
    enum role role;
    bool holds;
    uint32_t person;
    const char *by;
};

static void send(struct hub *h, struct seat *seat, const struct word *w, struct text *sentence)
{
    const struct person *p = meeting_person(&h->durable, w->person);
    struct json *v = json_object_new();
    json_put_text(v, "type", "role");
    json_put_text(v, "role", role_words[w->role]);
    json_put_bool(v, "holds", w->holds);
    json_put_integer(v, "person", w->person);
    json_put_text(v, "name", p != NULL ? meeting_text(&h->durable, p->name) : "");
    json_put_text(v, "by", w->by);
    json_put_text(v, "sentence", sentence->failed ? "" : sentence->bytes);
    text_release(sentence);
    seat_send_json_take(h, seat, v);
}

static void tell(struct hub *h, struct seat *seat, const struct word *w, enum hearer hearer)
{
    const struct person *p = meeting_person(&h->durable, w->person);
    struct text t = {0};
    text_addf(&t, "The role of %s was %s ", role_words[w->role],
              w->holds ? "handed to" : "taken back from");
    text_add(&t, hearer == HEARER_STAFF ? meeting_text(&h->durable, p->name) : "you");
    add_by(&t, w->by);
    if (hearer == HEARER_THEMSELVES)
        text_add(&t, w->holds ? "; open its page" : "; you are in the meeting as a participant");
    text_add(&t, ".");
    send(h, seat, w, &t);
}

/* ---- handed over, taken back ---- */

void roles_tell(struct hub *h, const struct event *e)
{
    const struct word w = {.role = (enum role)e->role_given.role,
                           .holds = !e->role_given.off,
                           .person = e->role_given.person,
                           .by = e->role_given.by != NULL ? e->role_given.by : ""};
    for (uint32_t i = 0; i < h->places; i++) {
        struct seat *seat = &h->seats[i];
        const bool staff = view_audience(seat->role) == AUDIENCE_STAFF;
        if (seat->socket == NULL ||
            (staff && meeting_same(&h->durable, links_person(h, seat), w.person)))
            continue; /* their own page of the role is told when it is closed */
        if (staff)
            tell(h, seat, &w, HEARER_STAFF);
        else if (seat->role == ROLE_PARTICIPANT &&
                 meeting_same(&h->durable, seat->person, w.person))
            tell(h, seat, &w, HEARER_THEMSELVES);
    }
}

void roles_end(struct hub *h, struct seat *seat, const struct batch *b)
{
    struct word w = {.role = seat->role, .person = links_person(h, seat), .by = ""};
    for (size_t i = 0; i < b->events.count; i++) {
        const struct event *e = &b->events.items[i];
        if (e->kind != EVENT_ROLE_GIVEN || !e->role_given.off ||
            e->role_given.role != (int)seat->role ||
            !meeting_same(&h->durable, e->role_given.person, w.person))
            continue;
        w.by = e->role_given.by != NULL ? e->role_given.by : "";
        tell(h, seat, &w, HEARER_THEMSELVES);
        return;
    }
    struct text t = {0};
    text_addf(&t,
              "The role of %s went with somebody who is counted as another person now; you are in "
              "the meeting as a participant.",
              role_words[w.role]);
    send(h, seat, &w, &t);
}

/* ---- links ---- */

void roles_link_ended(struct hub *h, struct seat *seat, const struct event *e)
{
    const struct word w = {.role = seat->role, .by = e->renewed.by != NULL ? e->renewed.by : ""};
    struct text t = {0};
    text_addf(&t, "The link of the %s was renewed",
              seat->role == ROLE_PARTICIPANT ? "participants"
              : seat->role == ROLE_SCREEN    ? "room screen"
                                             : role_words[seat->role]);
    add_by(&t, w.by);
    text_add(&t, "; ask for the new one.");
    send(h, seat, &w, &t);
}
