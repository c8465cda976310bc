/* From command to disk: decided on the tentative meeting into the waiting batch; one batch is in
 * flight; what the journal says of it decides between the durable meeting and a new tentative one.
 * Nobody is told anything that rests on what is not on disk: refusals wait for the batch that holds
 * their grounds. */
#include "net/hub_own.h"

#include "core/draw.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void batch_release(struct batch *b)
{
    sealed_release(&b->sealed);
    event_list_release(&b->events);
    free(b->links);
    free(b->senders);
    *b = (struct batch){0};
}

/* ---- the tentative meeting ---- */

static enum status apply_all(struct meeting *m, const struct event_list *l)
{
    for (size_t i = 0; i < l->count; i++) {
        enum status s = meeting_apply(m, &l->items[i]);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

/* durable, and what is decided but not written yet. */
static enum status make_tentative(struct hub *h)
{
    enum status s = meeting_copy(&h->tentative, &h->durable);
    if (s == STATUS_OK)
        s = apply_all(&h->tentative, &h->flight.events);
    if (s == STATUS_OK)
        s = apply_all(&h->tentative, &h->waiting.events);
    h->tentative_lost = s != STATUS_OK;
    return s;
}

/* ---- batches ---- */

static bool reserve_sender(struct batch *b)
{
    if (b->sender_count < b->sender_capacity)
        return true;
    size_t capacity = b->sender_capacity * 2 + 16;
    struct sender *senders = realloc(b->senders, capacity * sizeof *senders);
    if (senders == NULL)
        return false;
    b->senders = senders;
    b->sender_capacity = capacity;
    return true;
}

static bool reserve_link(struct batch *b)
{
    if (b->link_count < b->link_capacity)
        return true;
    size_t capacity = b->link_capacity * 2 + 4;
    struct keys_line *links = realloc(b->links, capacity * sizeof *links);
    if (links == NULL)
        return false;
    b->links = links;
    b->link_capacity = capacity;
    return true;
}

/* Chance for every personal text of the batch, then its rows. */
static enum status seal(struct hub *h, struct batch *b)
{
    size_t count = history_personal_count(&b->events, 0);
    uint8_t *salts = malloc(count * SALT_LEN + 1);
    if (salts == NULL)
        return FAILED_NO_MEMORY;
    h->ports.random(h->ports.context, salts, count * SALT_LEN);
    enum status s = history_seal(&b->events, 0, salts, &b->sealed);
    free(salts);
    return s;
}

static void failed(struct hub *h, enum status why);

static void submit(struct hub *h)
{
    if (h->in_flight || h->waiting.events.count == 0 || h->broken)
        return;
    h->flight = h->waiting;
    h->waiting = (struct batch){0};
    h->flight.number = ++h->batches;
    h->in_flight = true;
    enum status s = seal(h, &h->flight);
    if (s != STATUS_OK) {
        failed(h, s);
        return;
    }
    const struct sealed *sealed = &h->flight.sealed;
    const struct journal_batch batch = {
        .number = h->flight.number,
        .record = {.events = sealed->events,
                   .event_count = sealed->event_count,
                   .texts = sealed->texts,
                   .text_count = sealed->text_count},
        .keys = h->flight.links,
        .key_count = h->flight.link_count,
    };
    h->ports.submit(h->ports.context, &batch);
}

/* ---- deciding ---- */

/* The link that somebody has joined by. In memory at once: a second tab of theirs must find it
 * before it is on disk. Should the batch fail, the link names nobody, and is given again. */
static enum status keep_link(struct hub *h, const struct event *e, const struct seat *seat)
{
    struct keys_line line = keys_line_secret(KEYS_LINK, e->joined.link, seat->secret);
    enum status s = keys_add(h->keys, &line);
    if (s == STATUS_OK)
        h->waiting.links[h->waiting.link_count++] = line;
    if (h->ports.group != NULL)
        h->groups[e->joined.person - 1] = h->ports.group(h->ports.context, seat->socket);
    return s;
}

/* Decides a command and applies it to the tentative meeting. No events are left behind on any
 * failure. */
static enum status decide_on_tentative(struct hub *h, const struct actor *a,
                                       const struct seat *seat, const struct command *c,
                                       struct done *done)
{
    struct event_list *l = &h->waiting.events;
    size_t first = l->count;
    if (h->broken || (h->tentative_lost && make_tentative(h) != STATUS_OK))
        return FAILED_NO_MEMORY;
    if (!reserve_link(&h->waiting) ||
        presence_reserve(h, h->tentative.people.count + 1) != STATUS_OK)
        return FAILED_NO_MEMORY;
    enum status s = decide(&h->tentative, a, c, h->ports.now_us(h->ports.context), l, done);
    if (s != STATUS_OK)
        return s;
    for (size_t i = first; i < l->count && s == STATUS_OK; i++) {
        s = meeting_apply(&h->tentative, &l->items[i]);
        assert(s == STATUS_OK || s == FAILED_NO_MEMORY); /* what is decided fits */
        if (s == STATUS_OK && l->items[i].kind == EVENT_PERSON_JOINED)
            s = keep_link(h, &l->items[i], seat);
        if (s == STATUS_OK && l->items[i].kind == EVENT_LINK_RENEWED)
            h->waiting.links[h->waiting.link_count++] = links_renew(h, c);
    }
    if (s != STATUS_OK) {
        l->count = first;
        h->tentative_lost = true;
        return s;
    }
    if (l->count > first)
        sound_decided(h, c, &l->items[first]);
    return STATUS_OK;
}

enum status batch_decide(struct hub *h, const struct command *c)
{
    const struct actor system = {.role = ROLE_SYSTEM};
    struct done done;
    enum status s = decide_on_tentative(h, &system, NULL, c, &done);
    submit(h);
    return s;
}

/* The batch that holds this seq; NULL: it is on disk. */
static struct batch *batch_of(struct hub *h, int64_t seq)
{
    if (seq <= h->durable.seq)
        return NULL;
    const struct event_list *l = &h->flight.events;
    if (h->in_flight && l->count > 0 && l->items[l->count - 1].seq >= seq)
        return &h->flight;
    return &h->waiting;
}

static void tell(struct hub *h, const struct sender *to, enum status s)
{
    if (s != STATUS_OK)
        answer_not_recorded(h, to->seat, to->id, s);
    else if (to->refusal != STATUS_OK)
        answer_refused(h, to->seat, to->id, to->refusal);
    else
        answer_recorded(h, to->seat, to->id, to->seq, to->time_us);
}

/* Tells the sender when all that its answer rests on is on disk, now if it is. There is room:
 * reserved. */
static void tell_later(struct hub *h, const struct sender *to, int64_t rests_on)
{
    struct batch *b = batch_of(h, rests_on);
    if (b == NULL)
        tell(h, to, STATUS_OK);
    else
        b->senders[b->sender_count++] = *to;
}

static enum status may(struct hub *h, const struct actor *a, const struct seat *seat,
                       const struct command *c)
{
    if (!role_may(a->role, c->kind))
        return role_refusal(c->kind);
    if (c->kind == COMMAND_JOIN && seat->secret[0] == '\0')
        return REFUSED_LINK; /* who shows no secret could not be known again */
    enum status s = links_may(c);
    return s == STATUS_OK ? sound_may(h, c) : s;
}

void batch_command(struct hub *h, struct seat *seat, struct command *c)
{
    struct sender to = {.seat = seat_number(h, seat)};
    memcpy(to.id, c->id, sizeof to.id);
    struct actor a = seat_actor(h, seat);
    enum status s = may(h, &a, seat, c);
    if (s != STATUS_OK) {
        answer_refused(h, to.seat, to.id, s);
        return;
    }
    /* Not a refusal: the page keeps its command and sends it again when the meeting is back. */
    if (h->stopping) {
        answer_not_recorded(h, to.seat, to.id, REFUSED_STOPPING);
        return;
    }
    uint8_t seed[DRAW_SEED_LEN];
    if (c->kind == COMMAND_DRAW_COMMIT) { /* chance is an argument of what is decided */
        h->ports.random(h->ports.context, seed, sizeof seed);
        c->seed = seed;
    }
    struct done done = {0};
    bool room = reserve_sender(&h->waiting) && (!h->in_flight || reserve_sender(&h->flight));
    s = room ? STATUS_OK : FAILED_NO_MEMORY;
    if (s == STATUS_OK)
        s = decide_on_tentative(h, &a, seat, c, &done);
    to.seq = done.seq;
    to.time_us = done.time_us;
    if (s == STATUS_OK)
        tell_later(h, &to, done.seq);
    else if (!status_is_refusal(s))
        answer_not_recorded(h, to.seat, to.id, s);
    else {
        to.refusal = s;
        tell_later(h, &to, h->tentative.seq);
    }
    submit(h);
}

/* ---- the journal's word ---- */

static void tell_all(struct hub *h, const struct batch *b, enum status s)
{
    for (size_t i = 0; i < b->sender_count; i++)
        tell(h, &b->senders[i], s);
}

/* person 0: nobody who joined. */
static void send_mine_of(struct hub *h, uint32_t person)
{
    if (person == 0)
        return;
    person = meeting_one(&h->durable, person);
    for (uint32_t at = h->people[person - 1].first; at != NO_SEAT; at = h->seats[at].next)
        seat_send_mine(h, &h->seats[at]);
}

/* Whose lines were held back until now: they are everybody's. */
static void send_mine_of_held(struct hub *h, const struct event *shown)
{
    const struct meeting *m = &h->durable;
    const struct run *r = meeting_run(m, shown->asked.question, shown->asked.run);
    for (uint32_t i = 0; i < m->lines.count; i++)
        if (m->lines.items[i].held_by == (uint32_t)(r - m->runs.items) + 1)
            send_mine_of(h, m->lines.items[i].person);
}

/* Whose issue or challenge, or what came of it, this is; 0: of nobody who joined, or another event.
 */
static uint32_t who_asked(const struct meeting *m, const struct event *e)
{
    switch (e->kind) {
    case EVENT_ISSUE_RAISED:
        return e->issue.person;
    case EVENT_ISSUE_CHANGED:
        return meeting_issue(m, e->issue_changed.issue)->person;
    case EVENT_CHALLENGE_MADE:
        return e->challenge.person;
    case EVENT_CHALLENGE_ANSWERED:
        return meeting_challenge(m, e->challenge_answered.challenge)->person;
    default:
        return 0;
    }
}

/* Of whoever wrote a line that others do not see, or no more, as it was. */
static void send_mine_of_line(struct hub *h, uint32_t line)
{
    const struct line *l = meeting_line(&h->durable, line);
    if (l != NULL && l->person != 0)
        send_mine_of(h, l->person);
}

/* What is personal goes before the answers: a page that is told "recorded" finds its answer in what
 * it has. */
static void send_what_is_personal(struct hub *h, const struct event_list *l)
{
    bool joined = false, changed = false;
    for (size_t i = 0; i < l->count; i++) {
        if (l->items[i].kind == EVENT_ANSWER_GIVEN)
            send_mine_of(h, l->items[i].answer.person);
        if (l->items[i].kind == EVENT_CHAT_SAID && l->items[i].said.unsure != 0)
            send_mine_of_line(h, l->items[i].said.line);
        if (l->items[i].kind == EVENT_LINE_EDITED)
            send_mine_of_line(h, l->items[i].edited.line);
        if (l->items[i].kind == EVENT_LINE_SETTLED)
            send_mine_of_line(h, l->items[i].settled.line);
        if (l->items[i].kind == EVENT_LINE_DELETED)
            send_mine_of_line(h, l->items[i].read_out.line);
        if (l->items[i].kind == EVENT_RESULTS_SHOWN)
            send_mine_of_held(h, &l->items[i]);
        send_mine_of(h, who_asked(&h->durable, &l->items[i]));
        if (l->items[i].kind == EVENT_PERSON_RENAMED)
            send_mine_of(h, l->items[i].renamed.person);
        if (l->items[i].kind == EVENT_POSITION_ENTERED)
            send_mine_of(h, l->items[i].position.person);
        if (l->items[i].kind == EVENT_PERSON_MARKED)
            send_mine_of(h, l->items[i].person_marked.person);
        if (l->items[i].kind == EVENT_POSITION_SET_ASIDE)
            send_mine_of(h, l->items[i].set_aside.person);
        if (l->items[i].kind == EVENT_ROLE_GIVEN)
            send_mine_of(h, l->items[i].role_given.person);
        joined |= l->items[i].kind == EVENT_PERSON_JOINED;
        changed |=
            l->items[i].kind == EVENT_PEOPLE_MERGED || l->items[i].kind == EVENT_PERSON_SPLIT;
    }
    if (changed)
        seats_rebind(h);
    if (joined)
        seats_bind(h);
}

static void written(struct hub *h)
{
    struct batch b = h->flight;
    enum status s = apply_all(&h->durable, &b.events);
    if (s != STATUS_OK) { /* on disk, but not here: only a restart can follow. Nobody is told; they
                             will ask again */
        h->broken = true;
        h->ports.broken(h->ports.context, s);
        return;
    }
    h->flight = (struct batch){0};
    h->in_flight = false;
    views_changed(h);
    links_written(h, &b);
    send_what_is_personal(h, &b.events);
    tell_all(h, &b, STATUS_OK);
    links_end(h, &b);
    batch_release(&b);
}

static void failed(struct hub *h, enum status why)
{
    struct batch flight = h->flight, waiting = h->waiting;
    h->flight = h->waiting = (struct batch){0};
    h->in_flight = false;
    enum status s = make_tentative(h); /* again before the next decision, if it must be */
    (void)s;
    sound_failed(h);
    tell_all(h, &flight, why);
    tell_all(h, &waiting, why);
    batch_release(&flight);
    batch_release(&waiting);
}

void hub_written(struct hub *h, uint64_t number, enum status s)
{
    assert(h->in_flight && number == h->flight.number);
    if (s == STATUS_OK)
        written(h);
    else
        failed(h, s);
    submit(h);
}
