#include "net/hub_own.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int64_t steady(const struct hub *h)
{
    return h->ports.steady_us(h->ports.context);
}

/* ---- places ---- */

uint64_t seat_number(const struct hub *h, const struct seat *seat)
{
    return (uint64_t)seat->generation << 32 | (uint32_t)(seat - h->seats);
}

struct seat *seat_of(struct hub *h, uint64_t number)
{
    uint32_t place = (uint32_t)number;
    if (place >= h->places)
        return NULL;
    struct seat *seat = &h->seats[place];
    return seat->socket != NULL && seat->generation == (uint32_t)(number >> 32) ? seat : NULL;
}

static bool more_places(struct hub *h)
{
    uint32_t places = h->places == 0 ? 64 : h->places * 2;
    struct seat *seats = realloc(h->seats, places * sizeof *seats);
    if (seats == NULL)
        return false;
    memset(seats + h->places, 0, (places - h->places) * sizeof *seats);
    for (uint32_t i = places; i-- > h->places;) {
        seats[i].next = h->free_place;
        h->free_place = i;
    }
    h->seats = seats;
    h->places = places;
    return true;
}

uint64_t hub_enter(struct hub *h, void *socket)
{
    assert(socket != NULL);
    if (h->stopping || (h->free_place == NO_SEAT && !more_places(h)))
        return 0;
    struct seat *seat = &h->seats[h->free_place];
    uint32_t generation = seat->generation + 1;
    h->free_place = seat->next;
    h->taken++;
    *seat = (struct seat){
        .socket = socket,
        .generation = generation != 0 ? generation : 1, /* 0 is no seat's number */
        .next = NO_SEAT,
        .previous = NO_SEAT,
        .since_us = steady(h),
    };
    return seat_number(h, seat);
}

size_t hub_seats(const struct hub *h)
{
    return h->taken;
}

bool hub_greeted(const struct hub *h, uint64_t number)
{
    struct seat *seat = seat_of((struct hub *)(uintptr_t)h, number);
    return seat != NULL && seat->role != ROLE_NOBODY;
}

static bool is_staff(enum role role)
{
    return view_audience(role) == AUDIENCE_STAFF;
}

static struct presence *presence_of(struct hub *h, const struct seat *seat)
{
    if (is_staff(seat->role))
        return &h->staff;
    return seat->person != 0 ? &h->people[seat->person - 1] : NULL;
}

static void chain(struct hub *h, struct seat *seat)
{
    struct presence *p = presence_of(h, seat);
    uint32_t place = (uint32_t)(seat - h->seats);
    seat->next = p->first;
    seat->previous = NO_SEAT;
    if (p->first != NO_SEAT)
        h->seats[p->first].previous = place;
    p->first = place;
    p->gone_us = 0;
}

static void unchain(struct hub *h, struct seat *seat)
{
    struct presence *p = presence_of(h, seat);
    if (p == NULL)
        return;
    if (seat->previous != NO_SEAT)
        h->seats[seat->previous].next = seat->next;
    else
        p->first = seat->next;
    if (seat->next != NO_SEAT)
        h->seats[seat->next].previous = seat->previous;
    if (p->first == NO_SEAT)
        p->gone_us = steady(h);
}

static void leave_place(struct hub *h, struct seat *seat)
{
    unchain(h, seat);
    seat->socket = NULL;
    seat->next = h->free_place;
    h->free_place = (uint32_t)(seat - h->seats);
    h->taken--;
}

void hub_leave(struct hub *h, uint64_t number)
{
    struct seat *seat = seat_of(h, number);
    if (seat != NULL)
        leave_place(h, seat);
}

void seat_close(struct hub *h, struct seat *seat, enum hub_close code)
{
    void *socket = seat->socket;
    leave_place(h, seat);
    h->ports.close(h->ports.context, socket, code);
}

bool seat_within_rate(struct hub *h, struct seat *seat)
{
    const int64_t each_us = SECOND_US / HUB_RATE;
    int64_t now_us = steady(h);
    if (seat->busy_until_us < now_us)
        seat->busy_until_us = now_us;
    if (seat->busy_until_us - now_us > (HUB_BURST - 1) * each_us)
        return false;
    seat->busy_until_us += each_us;
    seat->refused = 0;
    return true;
}

/* ---- people ---- */

enum status presence_reserve(struct hub *h, uint32_t person)
{
    if (person <= h->people_count)
        return STATUS_OK;
    uint32_t count = h->people_count * 2 > person ? h->people_count * 2 : person + 63;
    struct presence *people = realloc(h->people, count * sizeof *people);
    if (people == NULL)
        return FAILED_NO_MEMORY;
    h->people = people;
    uint64_t *groups = realloc(h->groups, count * sizeof *groups);
    if (groups == NULL)
        return FAILED_NO_MEMORY;
    h->groups = groups;
    for (uint32_t i = h->people_count; i < count; i++) {
        people[i] = (struct presence){.first = NO_SEAT};
        groups[i] = 0;
    }
    h->people_count = count;
    return STATUS_OK;
}

/* After a restart everybody who was here has the usual time to come back. */
enum status presence_start(struct hub *h)
{
    enum status s = presence_reserve(h, h->durable.people.count);
    if (s != STATUS_OK)
        return s;
    for (uint32_t i = 0; i < h->durable.people.count; i++)
        h->people[i].gone_us = steady(h);
    return STATUS_OK;
}

struct actor seat_actor(struct hub *h, const struct seat *seat)
{
    struct actor a = {.role = seat->role};
    if (is_staff(seat->role))
        return links_staff(h, seat);
    if (seat->role == ROLE_PARTICIPANT && seat->secret[0] != '\0')
        a.link = keys_link_of(h->keys, seat->secret);
    if (a.link != 0)
        a.person = meeting_person_of_link(&h->tentative, a.link);
    return a;
}

/* Puts a seat to its person, if that one is known; whoever had left is back. */
static void bind(struct hub *h, struct seat *seat)
{
    uint32_t link = seat->secret[0] != '\0' ? keys_link_of(h->keys, seat->secret) : 0;
    uint32_t person = link != 0 ? meeting_person_of_link(&h->durable, link) : 0;
    if (person == 0)
        return;
    seat->person = person;
    chain(h, seat);
    struct command back;
    command_init(&back, COMMAND_BACK);
    back.person = person;
    /* Where it cannot be recorded they are counted as away until they do something. */
    enum status s =
        meeting_person(&h->tentative, person)->present ? STATUS_OK : batch_decide(h, &back);
    (void)s;
    command_release(&back);
}

void seats_bind(struct hub *h)
{
    for (uint32_t i = 0; i < h->places; i++) {
        struct seat *seat = &h->seats[i];
        if (seat->socket == NULL || seat->role != ROLE_PARTICIPANT || seat->person != 0)
            continue;
        bind(h, seat);
        if (seat->person != 0)
            seat_send_mine(h, seat);
    }
}

/* Who had left comes to stand for somebody who is here: they have the usual time to come. */
void seats_rebind(struct hub *h)
{
    for (uint32_t i = 0; i < h->places; i++) {
        struct seat *seat = &h->seats[i];
        if (seat->socket == NULL || seat->role != ROLE_PARTICIPANT || seat->person == 0)
            continue;
        const uint32_t link = keys_link_of(h->keys, seat->secret);
        if (meeting_person_of_link(&h->durable, link) != seat->person) {
            unchain(h, seat);
            seat->person = 0;
            bind(h, seat);
        }
        seat->mine_due = h->again = true; /* in the rounds: there may be thousands */
    }
    for (uint32_t i = 0; i < h->durable.people.count; i++) {
        struct presence *p = &h->people[i];
        const struct person *one = &h->durable.people.items[i];
        if (one->present && p->first == NO_SEAT && (p->gone_us == 0 || one->members > 0))
            p->gone_us = steady(h);
    }
}

/* ---- hello ---- */

static void welcome(struct hub *h, struct seat *seat)
{
    struct json *v = json_object_new();
    json_put_text(v, "type", "welcome");
    json_put_integer(v, "version", 1);
    json_put_text(v, "role", role_words[seat->role]);
    json_put_integer(v, "person", seat->person);
    json_put_integer(v, "now", h->ports.now_us(h->ports.context));
    if (is_staff(seat->role) || seat->role == ROLE_SCREEN) /* the screen shows how to join */
        json_put_take(v, "links", links_json(h, is_staff(seat->role)));
    seat_send_json_take(h, seat, v);
}

bool is_person_secret(const char *text, size_t len)
{
    return len == PERSON_SECRET_LEN && strspn(text, "0123456789abcdefABCDEF") == len;
}

/* The role that a hello asks for, and its secret; ROLE_NOBODY where it names none. */
static enum role asked_role(const struct json *hello, const char **secret, enum keys_kind *kind)
{
    static const struct {
        const char *key;
        enum role role;
        enum keys_kind kind;
    } ways[] = {
        {"chair", ROLE_CHAIR, KEYS_CHAIR},
        {"scribe", ROLE_SCRIBE, KEYS_SCRIBE},
        {"screen", ROLE_SCREEN, KEYS_SCREEN_CODE},
        {"code", ROLE_PARTICIPANT, KEYS_PARTICIPANT_CODE},
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        *secret = json_text(hello, ways[i].key, NULL);
        *kind = ways[i].kind;
        if (*secret != NULL)
            return ways[i].role;
    }
    return ROLE_NOBODY;
}

/* By which role that was handed to them they come in; ROLE_NOBODY: by none, or it is none. */
static enum role asked_as(const struct json *hello)
{
    const char *as = json_text(hello, "as", NULL);
    if (as != NULL && strcmp(as, role_words[ROLE_CHAIR]) == 0)
        return ROLE_CHAIR;
    return as != NULL && strcmp(as, role_words[ROLE_SCRIBE]) == 0 ? ROLE_SCRIBE : ROLE_NOBODY;
}

/* Who joined comes back by the secret of their own, also when the code is another by now. */
static bool has_joined(const struct hub *h, const struct seat *seat)
{
    uint32_t link = seat->secret[0] != '\0' ? keys_link_of(h->keys, seat->secret) : 0;
    return link != 0 && meeting_person_of_link(&h->durable, link) != 0;
}

/* Codes are short: where too many wrong ones came from, none is looked at for a while. Secrets
 * cannot be guessed, and who holds the secret of somebody in the meeting is let in from there, too.
 */
static bool may_try(struct hub *h, const struct seat *seat, enum keys_kind kind)
{
    if (kind == KEYS_CHAIR || kind == KEYS_SCRIBE || !h->ports.wary(h->ports.context, seat->socket))
        return true;
    return has_joined(h, seat);
}

void seat_hello(struct hub *h, struct seat *seat, const struct json *frame)
{
    const struct json *hello = json_member(frame, "hello");
    const char *secret;
    enum keys_kind kind;
    int64_t version;
    size_t len;
    if (!json_is_object(hello) || !json_int(hello, "version", &version)) {
        seat_close(h, seat, HUB_CLOSE_NO_HELLO);
        return;
    }
    if (version != 1) {
        seat_close(h, seat, HUB_CLOSE_VERSION);
        return;
    }
    enum role role = asked_role(hello, &secret, &kind), as = asked_as(hello);
    const char *person = role == ROLE_PARTICIPANT ? json_text(hello, "person", &len) : NULL;
    if (role == ROLE_NOBODY || (person != NULL && !is_person_secret(person, len)) ||
        (json_member(hello, "as") != NULL && (as == ROLE_NOBODY || person == NULL))) {
        seat_close(h, seat, HUB_CLOSE_NO_HELLO);
        return;
    }
    if (person != NULL)
        memcpy(seat->secret, person, len + 1);
    if (!may_try(h, seat, kind)) {
        seat_close(h, seat, HUB_CLOSE_TRIES);
        return;
    }
    if ((!keys_check(h->keys, kind, secret) && !has_joined(h, seat)) ||
        (as != ROLE_NOBODY && !links_hold(h, seat, as))) {
        seat_close(h, seat, HUB_CLOSE_LINK);
        return;
    }
    seat->role = role = as != ROLE_NOBODY ? as : role;
    if (!json_bool(hello, "changes", &seat->takes_changes))
        seat->takes_changes = false;
    if (is_staff(role))
        chain(h, seat);
    else if (role == ROLE_PARTICIPANT)
        bind(h, seat);
    welcome(h, seat);
    views_greet(h, seat);
}

/* ---- once a second ---- */

static void look_after_seat(struct hub *h, struct seat *seat, int64_t now_us)
{
    if (seat->role == ROLE_NOBODY) {
        if (now_us - seat->since_us >= HUB_HELLO_SECONDS * SECOND_US)
            seat_close(h, seat, HUB_CLOSE_SLOW);
        return;
    }
    if (!seat->watched)
        return;
    if (!h->ports.backed_up(h->ports.context, seat->socket)) {
        seat->watched = false;
        seat->stuck_us = 0;
    } else if (seat->stuck_us == 0) {
        seat->stuck_us = now_us;
    } else if (now_us - seat->stuck_us >= HUB_STUCK_SECONDS * SECOND_US) {
        seat_close(h, seat, HUB_CLOSE_SLOW);
    }
}

static void look_after_person(struct hub *h, uint32_t person, int64_t now_us)
{
    struct presence *p = &h->people[person - 1];
    if (p->gone_us == 0 || now_us - p->gone_us < HUB_AWAY_SECONDS * SECOND_US)
        return;
    if (!meeting_person(&h->durable, person)->present) {
        p->gone_us = 0;
        return;
    }
    struct command gone;
    command_init(&gone, COMMAND_GONE);
    gone.person = person;
    gone.leaving = LEAVING_CONNECTION;
    if (meeting_person(&h->tentative, person)->present && batch_decide(h, &gone) != STATUS_OK)
        p->gone_us = now_us; /* could not be written: again in a minute */
    command_release(&gone);
}

void seats_look_after(struct hub *h, int64_t now_us)
{
    for (uint32_t i = 0; i < h->places; i++)
        if (h->seats[i].socket != NULL)
            look_after_seat(h, &h->seats[i], now_us);
    for (uint32_t person = 1; person <= h->durable.people.count && !h->stopping; person++)
        look_after_person(h, person, now_us);
}
