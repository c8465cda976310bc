/* Roles that were handed over, links that were renewed, people who are one or apart again: which
 * seats may stay, and whose they are. */
#include "net/hub_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A person holds a role that was handed to them, by any of their links. */
static bool holds(const struct meeting *m, uint32_t link, enum role role)
{
    return (meeting_roles(m, meeting_joined_by(m, link)) >> role & 1u) != 0;
}

bool links_hold(struct hub *h, const struct seat *seat, enum role role)
{
    const uint32_t link = seat->secret[0] != '\0' ? keys_link_of(h->keys, seat->secret) : 0;
    return link != 0 && holds(&h->durable, link, role);
}

uint32_t links_person(struct hub *h, const struct seat *seat)
{
    const uint32_t link = seat->secret[0] != '\0' ? keys_link_of(h->keys, seat->secret) : 0;
    return meeting_joined_by(&h->durable, link);
}

struct actor links_staff(struct hub *h, const struct seat *seat)
{
    struct actor a = {.role = seat->role};
    if (seat->secret[0] == '\0')
        return a;
    const uint32_t link = keys_link_of(h->keys, seat->secret);
    a.as = meeting_person_of_link(&h->tentative, link);
    if (!holds(&h->tentative, link, seat->role))
        a.role = ROLE_SCREEN; /* taken back a moment ago: looks until the seat is closed */
    return a;
}

/* ---- renewing ---- */

static const struct {
    enum role role;
    enum keys_kind kind;
} renewable[] = {
    {ROLE_CHAIR, KEYS_CHAIR},
    {ROLE_SCRIBE, KEYS_SCRIBE},
    {ROLE_PARTICIPANT, KEYS_PARTICIPANT_CODE},
    {ROLE_SCREEN, KEYS_SCREEN_CODE},
};

static enum keys_kind kind_of(int role)
{
    size_t i = 0;
    while ((int)renewable[i].role != role)
        i++;
    return renewable[i].kind;
}

static bool is_secret(enum keys_kind kind)
{
    return kind == KEYS_CHAIR || kind == KEYS_SCRIBE;
}

/* The page draws the secret of chair and scribe, so that it has it whatever becomes of the answer.
 */
enum status links_may(const struct command *c)
{
    if (c->kind != COMMAND_RENEW || (c->role != ROLE_CHAIR && c->role != ROLE_SCRIBE))
        return STATUS_OK;
    return is_person_secret(c->secret, strlen(c->secret)) ? STATUS_OK : REFUSED_BAD_VALUE;
}

struct keys_line links_renew(struct hub *h, const struct command *c)
{
    const enum keys_kind kind = kind_of(c->role);
    uint8_t chance[4 * KEYS_CODE_LEN];
    char code[KEYS_CODE_LEN + 1];
    if (is_secret(kind))
        return keys_line_secret(kind, 0, c->secret);
    do
        h->ports.random(h->ports.context, chance, sizeof chance);
    while (!keys_code_of(chance, sizeof chance, code));
    return keys_line_code(kind, code);
}

/* The address of before, with the new code behind its '#'. */
static void set_code(char **url, const char *code)
{
    const char *mark = strchr(*url, '#');
    const size_t before = mark != NULL ? (size_t)(mark - *url) + 1 : strlen(*url);
    char *made = malloc(before + strlen(code) + 1);
    if (made == NULL)
        return; /* the next start prints it */
    memcpy(made, *url, before);
    memcpy(made + before, code, strlen(code) + 1);
    free(*url);
    *url = made;
}

struct json *links_json(const struct hub *h, bool staff)
{
    struct json *links = json_object_new();
    json_put_text(links, "participant", h->participant_url);
    if (staff)
        json_put_text(links, "screen", h->screen_url);
    return links;
}

static void tell_links(struct hub *h)
{
    for (uint32_t i = 0; i < h->places; i++) {
        struct seat *seat = &h->seats[i];
        const bool staff = view_audience(seat->role) == AUDIENCE_STAFF;
        if (seat->socket == NULL || (!staff && seat->role != ROLE_SCREEN))
            continue;
        struct json *v = json_object_new();
        json_put_text(v, "type", "links");
        json_put_take(v, "links", links_json(h, staff));
        seat_send_json_take(h, seat, v);
    }
}

/* Did this seat come in by a link of the kind, that is no more? Whoever joined comes back by their
 * own. */
static bool came_by(const struct seat *seat, enum keys_kind kind)
{
    switch (kind) {
    case KEYS_CHAIR:
        return seat->role == ROLE_CHAIR && seat->secret[0] == '\0';
    case KEYS_SCRIBE:
        return seat->role == ROLE_SCRIBE && seat->secret[0] == '\0';
    case KEYS_PARTICIPANT_CODE:
        return seat->role == ROLE_PARTICIPANT && seat->person == 0;
    case KEYS_SCREEN_CODE:
        return seat->role == ROLE_SCREEN;
    case KEYS_LINK:
    case KEYS_KIND_COUNT:
        break;
    }
    return false;
}

void links_written(struct hub *h, const struct batch *b)
{
    for (size_t i = 0; i < b->link_count; i++) {
        const struct keys_line *line = &b->links[i];
        if (line->kind == KEYS_LINK)
            continue;
        enum status s = keys_add(h->keys, line); /* in place: there is nothing to run out of */
        (void)s;
        if (line->kind == KEYS_PARTICIPANT_CODE)
            set_code(&h->participant_url, line->code);
        if (line->kind == KEYS_SCREEN_CODE)
            set_code(&h->screen_url, line->code);
    }
}

/* Who renewed keeps the seat: they hold the new link. */
static bool renewed_it(const struct batch *b, int64_t seq, uint64_t seat)
{
    for (size_t i = 0; i < b->sender_count; i++)
        if (b->senders[i].seat == seat && b->senders[i].seq == seq)
            return true;
    return false;
}

/* In words first: a close code says little to a person. */
static void close_told(struct hub *h, struct seat *seat)
{
    if (seat->socket != NULL) /* not gone for want of memory for the words */
        seat_close(h, seat, HUB_CLOSE_LINK);
}

static void end_old(struct hub *h, const struct batch *b, const struct event *e)
{
    const enum keys_kind kind = kind_of(e->renewed.role);
    for (uint32_t i = 0; i < h->places; i++) {
        struct seat *seat = &h->seats[i];
        if (seat->socket == NULL || !came_by(seat, kind) ||
            renewed_it(b, e->seq, seat_number(h, seat)))
            continue;
        roles_link_ended(h, seat, e);
        close_told(h, seat);
    }
    if (!is_secret(kind))
        tell_links(h);
}

static void end_taken_back(struct hub *h, const struct batch *b)
{
    for (uint32_t i = 0; i < h->places; i++) {
        struct seat *seat = &h->seats[i];
        if (seat->socket == NULL || view_audience(seat->role) != AUDIENCE_STAFF ||
            seat->secret[0] == '\0' || links_hold(h, seat, seat->role))
            continue;
        roles_end(h, seat, b);
        close_told(h, seat);
    }
}

void links_end(struct hub *h, const struct batch *b)
{
    bool roles = false;
    for (size_t i = 0; i < b->events.count; i++) {
        const struct event *e = &b->events.items[i];
        if (e->kind == EVENT_LINK_RENEWED)
            end_old(h, b, e);
        if (e->kind == EVENT_ROLE_GIVEN)
            roles_tell(h, e);
        roles |= e->kind == EVENT_ROLE_GIVEN || e->kind == EVENT_PEOPLE_MERGED ||
                 e->kind == EVENT_PERSON_SPLIT;
    }
    if (roles)
        end_taken_back(h, b);
}
