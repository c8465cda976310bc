#include "tests/bench/load_room.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
    EVENTS = 64,
    STALLED_BUFFER = 4096, /* of who will not read: it is the server that is to notice */
};

static void *must(void *p)
{
    if (p == NULL) {
        fputs("load: no memory\n", stderr);
        exit(71);
    }
    return p;
}

/* ---- what comes ---- */

static void say_hello(void *context, struct seat *s)
{
    struct room *r = context;
    char text[200];
    r->opened++;
    int len = s->number == r->people
                  ? snprintf(text, sizeof text,
                             "{\"hello\":{\"version\":1,\"chair\":\"%s\",\"changes\":true}}",
                             r->chair_secret)
                  : snprintf(text, sizeof text,
                             "{\"hello\":{\"version\":1,\"code\":\"%s\",\"person\":\"%032x\","
                             "\"changes\":true}}",
                             r->code, s->number + 1);
    seat_send(s, r->poller, text, (size_t)len);
}

/* The integer behind a key, -1 without one (null too). */
static int64_t member(const char *bytes, size_t len, const char *key)
{
    const char *at = memmem(bytes, len, key, strlen(key));
    if (at == NULL || (size_t)(at - bytes) + strlen(key) + 1 > len)
        return -1;
    at += strlen(key);
    return *at >= '0' && *at <= '9' ? strtoll(at, NULL, 10) : -1;
}

static bool starts(const char *bytes, size_t len, const char *with)
{
    return len >= strlen(with) && memcmp(bytes, with, strlen(with)) == 0;
}

static void take_answer(struct room *r, int64_t came_us, const char *bytes, size_t len)
{
    static const char head[] = "{\"type\":\"answer\",\"id\":\"";
    if (!starts(bytes, len, head) || len < sizeof head + 33) {
        r->not_recorded++;
        return;
    }
    char digits[9] = "";
    memcpy(digits, bytes + sizeof head - 1 + 24, 8);
    size_t which = strtoul(digits, NULL, 16);
    if (which >= r->sent_count)
        return;
    struct sent *t = &r->sent[which];
    bool recorded = memmem(bytes, len, "\"recorded\"", 10) != NULL;
    int64_t seq = member(bytes, len, "\"seq\":");
    if (t->done_us != 0) {
        r->twice++;
        r->moved += recorded != t->recorded || seq != t->seq;
        return;
    }
    t->done_us = came_us;
    t->recorded = recorded;
    t->seq = seq;
    r->answered++;
    if (recorded)
        return;
    r->not_recorded++;
    const char *why = memmem(bytes, len, "\"reason\":\"", 10);
    if (why != NULL)
        (void)snprintf(r->reason, sizeof r->reason, "%.*s", (int)strcspn(why + 10, "\""), why + 10);
}

/* Which option is called: mostly where the view before had it. */
static int64_t calling_of(struct room *r, const char *bytes, size_t len)
{
    static const char key[] = "\"calling\":";
    const size_t n = sizeof key - 1;
    if (r->calling_at + n >= len || memcmp(bytes + r->calling_at, key, n) != 0) {
        const char *at = memmem(bytes, len, key, n);
        if (at == NULL)
            return -1;
        r->calling_at = (size_t)(at - bytes);
    }
    unsigned char c = (unsigned char)bytes[r->calling_at + n];
    return c >= '0' && c < '0' + CALLS ? c - '0' : -1;
}

static void take_view(struct room *r, const struct seat *s, const char *bytes, size_t len)
{
    int64_t now = s->came_us;
    r->views++;
    r->view_bytes += len;
    if (r->opened_at[s->number] == 0 && r->question_expected != 0 &&
        member(bytes, len, "\"run\":{\"question\":") == r->question_expected) {
        r->opened_at[s->number] = now;
        r->question_seen++;
    }
    int64_t calling = calling_of(r, bytes, len);
    if (calling < 0 || r->by_calling[calling] == 0)
        return;
    struct spread *p = &r->spreads[r->by_calling[calling] - 1];
    if (p->reached++ == 0 || now < p->first_us)
        p->first_us = now;
    if (now > p->last_us)
        p->last_us = now;
}

static void take(void *context, struct seat *s, const char *bytes, size_t len)
{
    struct room *r = context;
    if (starts(bytes, len, "{\"type\":\"view\"") || starts(bytes, len, "{\"type\":\"changes\"")) {
        if (s->number < r->people)
            take_view(r, s, bytes, len);
    } else if (starts(bytes, len, "{\"type\":\"answer\"")) {
        take_answer(r, s->came_us, bytes, len);
    } else if (starts(bytes, len, "{\"type\":\"welcome\"")) {
        r->welcomed++;
    }
}

void room_turn(struct room *r, int64_t until_us)
{
    const struct seat_taker taker = {.context = r, .opened = say_hello, .frame = take};
    struct epoll_event events[EVENTS];
    int64_t left_us = until_us - now_us();
    /* epoll counts whole milliseconds: the last one is spent without sleeping */
    int n = epoll_wait(r->poller, events, EVENTS, left_us > 1000 ? (int)(left_us / 1000) : 0);
    for (int i = 0; i < n; i++)
        seat_event(events[i].data.ptr, r->poller, events[i].events, &taker);
}

bool room_settle(struct room *r, int64_t longest_us)
{
    int64_t end = now_us() + longest_us;
    while (r->answered < r->sent_count && now_us() < end)
        room_turn(r, now_us() + 10000);
    return r->answered == r->sent_count;
}

/* ---- what goes ---- */

static size_t note_sent(struct room *r, enum sent_kind kind, uint32_t seat, int64_t due_us)
{
    if (r->sent_count == r->sent_capacity) {
        r->sent_capacity = r->sent_capacity * 2 + 1024;
        r->sent = must(realloc(r->sent, r->sent_capacity * sizeof *r->sent));
    }
    r->sent[r->sent_count] = (struct sent){.kind = kind, .seat = seat, .due_us = due_us};
    int64_t late = now_us() - due_us;
    if (late > r->late_us)
        r->late_us = late;
    return r->sent_count++;
}

static void send_command(struct room *r, uint32_t seat, size_t id, const char *members)
{
    char text[1024];
    int len = snprintf(text, sizeof text, "{\"id\":\"%032zx\",%s}", id, members);
    if (len > 0 && (size_t)len < sizeof text)
        seat_send(&r->seats[seat], r->poller, text, (size_t)len);
}

void room_join(struct room *r, uint32_t seat, int64_t due_us)
{
    char members[160];
    (void)snprintf(members, sizeof members,
                   "\"command\":\"join\",\"name\":\"Person %" PRIu32
                   "\",\"affiliation\":\"\",\"in_room\":false,\"note_well\":true",
                   seat);
    send_command(r, seat, note_sent(r, SENT_JOIN, seat, due_us), members);
}

static void send_answer(struct room *r, size_t id, uint32_t question)
{
    char members[160];
    (void)snprintf(members, sizeof members,
                   "\"command\":\"answer\",\"question\":%" PRIu32 ",\"run\":1,\"option\":%" PRIu32,
                   question, r->sent[id].option);
    send_command(r, r->sent[id].seat, id, members);
}

void room_answer(struct room *r, uint32_t seat, uint32_t question, uint32_t option, int64_t due_us)
{
    size_t id = note_sent(r, SENT_ANSWER, seat, due_us);
    r->sent[id].option = option;
    send_answer(r, id, question);
}

void room_again(struct room *r, size_t sent, uint32_t question)
{
    send_answer(r, sent, question);
}

void room_say(struct room *r, const char *members)
{
    send_command(r, r->people, note_sent(r, SENT_CHAIR, r->people, now_us()), members);
}

void room_call(struct room *r, uint32_t question, uint32_t option)
{
    if (r->spread_count == r->spread_capacity) {
        r->spread_capacity = r->spread_capacity * 2 + 256;
        r->spreads = must(realloc(r->spreads, r->spread_capacity * sizeof *r->spreads));
    }
    r->spreads[r->spread_count++] = (struct spread){.asked_us = now_us()};
    r->by_calling[option] = r->spread_count;
    char members[160];
    (void)snprintf(members, sizeof members,
                   "\"command\":\"call\",\"question\":%" PRIu32 ",\"run\":1,\"option\":%" PRIu32,
                   question, option);
    room_say(r, members);
}

/* ---- coming ---- */

void room_open(struct room *r, uint16_t port, const char *code, const char *chair, uint32_t people)
{
    *r = (struct room){
        .port = port, .code = code, .chair_secret = chair, .people = people, .shaking_max = 256};
    r->poller = epoll_create1(EPOLL_CLOEXEC);
    r->seats = must(calloc(people + 1, sizeof *r->seats));
    r->opened_at = must(calloc(people + 1, sizeof *r->opened_at));
    for (uint32_t i = 0; i <= people; i++)
        r->seats[i].number = i;
}

void room_release(struct room *r)
{
    for (uint32_t i = 0; i <= r->people; i++)
        seat_close(&r->seats[i]);
    close(r->poller);
    free(r->seats);
    free(r->opened_at);
    free(r->sent);
    free(r->spreads);
}

static bool wait_for(struct room *r, const uint32_t *count, uint32_t wanted, int64_t end_us)
{
    while (*count < wanted && now_us() < end_us)
        room_turn(r, now_us() + 10000);
    return *count >= wanted;
}

bool room_connect(struct room *r, uint32_t first, uint32_t count, int64_t longest_us)
{
    int64_t end = now_us() + longest_us;
    uint32_t before = r->welcomed;
    for (uint32_t i = 0; i < count; i++) {
        while (i >= r->welcomed - before + r->shaking_max && now_us() < end)
            room_turn(r, now_us() + 10000);
        uint32_t n = first + i;
        bool stalls = n < r->people && n >= r->people - r->stalling;
        seat_connect(&r->seats[n], r->poller, r->port, stalls ? STALLED_BUFFER : 0);
        room_turn(r, now_us());
    }
    return wait_for(r, &r->welcomed, before + count, end);
}

bool room_chair(struct room *r)
{
    return room_connect(r, r->people, 1, 10000000);
}

uint32_t room_gone(const struct room *r)
{
    uint32_t gone = 0;
    for (uint32_t i = 0; i <= r->people; i++)
        gone += r->seats[i].state == SEAT_GONE && !r->seats[i].stalled;
    return gone;
}
