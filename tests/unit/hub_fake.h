/* A hub with nothing around it: sockets are numbers, the journal does what the test says, the clock
 * stands still. */
#ifndef HUMROOM_TESTS_HUB_FAKE_H
#define HUMROOM_TESTS_HUB_FAKE_H

#include "tests/unit/hub_start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FAKE_SOCKETS = 300, FAKE_FRAMES = 400, FAKE_COMMANDS = 64 };

#define PERSON_A "0123456789abcdef0123456789abcdef"
#define PERSON_B "fedcba9876543210fedcba9876543210"
#define HELLO(who) "{\"hello\":{\"version\":1," who "}}"
#define CODE "\"code\":\"K7WM3P4\""
#define PARTICIPANT(secret) HELLO(CODE ",\"person\":\"" secret "\"")
#define CHAIR HELLO("\"chair\":\"chair-secret\"")
#define SCREEN HELLO("\"screen\":\"Q9TX4D7\"")
/* Ids differ in their last two digits. */
#define ID(n) "000000000000000000000000000000" n
#define DO(n, rest) "{\"id\":\"" ID(n) "\",\"command\":" rest "}"
#define JOIN(n, name)                                                                              \
    DO(n,                                                                                          \
       "\"join\",\"name\":\"" name "\",\"affiliation\":\"\",\"in_room\":false,\"note_well\":true")

struct fake_socket {
    char *frames[FAKE_FRAMES];
    int count;
    int close_code; /* 0: open */
    bool backed_up;
};

struct fake {
    struct hub *hub;
    struct keys *keys;
    struct fake_socket sockets[FAKE_SOCKETS];
    uint64_t seats[FAKE_SOCKETS];
    const struct journal_batch *batch; /* in flight; points into `copy` */
    struct journal_batch copy;
    int batches;
    struct sound_command commands[FAKE_COMMANDS];
    int command_count;
    int64_t now_us, steady_us;
    uint8_t chance;
    bool wary;
    enum status broken;
};

static inline void fake_send(void *context, void *socket, char *frame, size_t len)
{
    struct fake *f = context;
    struct fake_socket *s = socket;
    (void)f;
    memset(frame - HUB_HEADROOM, 0xee, HUB_HEADROOM); /* the socket's right */
    assert_true(s->count < FAKE_FRAMES);
    assert_int_equal(s->close_code, 0);
    s->frames[s->count++] = strndup(frame, len);
}

static inline bool fake_backed_up(void *context, void *socket)
{
    (void)context;
    return ((struct fake_socket *)socket)->backed_up;
}

static inline void fake_close(void *context, void *socket, enum hub_close code)
{
    (void)context;
    ((struct fake_socket *)socket)->close_code = (int)code;
}

static inline bool fake_wary(void *context, void *socket)
{
    (void)socket;
    return ((struct fake *)context)->wary;
}

static inline void fake_submit(void *context, const struct journal_batch *batch)
{
    struct fake *f = context;
    assert_null(f->batch); /* one in flight */
    f->copy = *batch;
    f->batch = &f->copy;
    f->batches++;
}

static inline void fake_sound(void *context, const struct sound_command *c)
{
    struct fake *f = context;
    assert_true(f->command_count < FAKE_COMMANDS);
    f->commands[f->command_count++] = *c;
}

static inline int64_t fake_now(void *context)
{
    return ((struct fake *)context)->now_us;
}

static inline int64_t fake_steady(void *context)
{
    return ((struct fake *)context)->steady_us;
}

static inline void fake_random(void *context, void *out, size_t len)
{
    memset(out, ++((struct fake *)context)->chance, len);
}

static inline void fake_broken(void *context, enum status why)
{
    ((struct fake *)context)->broken = why;
}

static inline struct fake *fake_new(bool sound)
{
    struct fake *f = calloc(1, sizeof *f);
    struct meeting m;
    f->keys = start_keys();
    f->now_us = 2000000;
    f->steady_us = 500 * SECOND_US;
    start_meeting(&m);
    const struct hub_ports ports = {.context = f,
                                    .send = fake_send,
                                    .backed_up = fake_backed_up,
                                    .close = fake_close,
                                    .wary = fake_wary,
                                    .submit = fake_submit,
                                    .sound = fake_sound,
                                    .now_us = fake_now,
                                    .steady_us = fake_steady,
                                    .random = fake_random,
                                    .broken = fake_broken};
    f->hub = start_hub_take(ports, f->keys, sound, &m);
    return f;
}

static inline void fake_free(struct fake *f)
{
    hub_close(f->hub);
    keys_free(f->keys);
    for (int i = 0; i < FAKE_SOCKETS; i++)
        for (int k = 0; k < f->sockets[i].count; k++)
            free(f->sockets[i].frames[k]);
    free(f);
}

static inline void enter(struct fake *f, int socket)
{
    f->seats[socket] = hub_enter(f->hub, &f->sockets[socket]);
    assert_true(f->seats[socket] != 0);
}

static inline void say(struct fake *f, int socket, const char *frame)
{
    hub_receive(f->hub, f->seats[socket], frame, strlen(frame));
}

static inline void come(struct fake *f, int socket, const char *hello)
{
    enter(f, socket);
    say(f, socket, hello);
}

/* The journal's word on the batch in flight. */
static inline void journal(struct fake *f, enum status s)
{
    assert_non_null(f->batch);
    f->batch = NULL;
    hub_written(f->hub, f->copy.number, s);
}

/* Writes all there is. */
static inline void settle(struct fake *f)
{
    while (f->batch != NULL)
        journal(f, STATUS_OK);
}

/* Whole rounds of the fan-out, without the clock. */
static inline void fan_out(struct fake *f)
{
    f->steady_us += SECOND_US;
    for (int i = 0; i < 100 && hub_tick(f->hub) == 0; i++)
        ;
}

/* How many frames hold all of the texts; NULL ends. */
static inline int count_of(const struct fake *f, int socket, const char *a, const char *b)
{
    int n = 0;
    for (int i = 0; i < f->sockets[socket].count; i++)
        if (strstr(f->sockets[socket].frames[i], a) != NULL &&
            strstr(f->sockets[socket].frames[i], b) != NULL)
            n++;
    return n;
}

static inline const char *last_of(const struct fake *f, int socket, const char *a)
{
    for (int i = f->sockets[socket].count; i-- > 0;)
        if (strstr(f->sockets[socket].frames[i], a) != NULL)
            return f->sockets[socket].frames[i];
    return "";
}

#define RECORDED "\"answer\":\"recorded\""
#define REFUSED "\"answer\":\"refused\""
#define NOT_RECORDED "\"answer\":\"not-recorded\""

/* A question is asked: 1, run 1. */
static inline void ask(struct fake *f, int chair)
{
    say(f, chair, DO("a0", "\"prepare\",\"kind\":\"for-against\",\"text\":\"Adopt it?\""));
    say(f, chair, DO("a1", "\"ask\",\"question\":1"));
    settle(f);
}

enum { CHAIR_SEAT = 0, ADA = 1, BEN = 2, WALL = 3, TAB = 4 };

#define ANSWER(n, option) DO(n, "\"answer\",\"question\":1,\"run\":1,\"option\":" option)
#define HUM(n) DO(n, "\"hum\",\"question\":1,\"run\":1,\"option\":0")

/* A chair, Ada who has joined, and an open question; all on disk. */
static inline struct fake *open_question(void)
{
    struct fake *f = fake_new(true);
    come(f, CHAIR_SEAT, CHAIR);
    come(f, ADA, PARTICIPANT(PERSON_A));
    say(f, ADA, JOIN("01", "Ada"));
    settle(f);
    ask(f, CHAIR_SEAT);
    fan_out(f);
    return f;
}

static inline const struct meeting_hum *hum(const struct fake *f, uint32_t i)
{
    const struct meeting *m = hub_meeting(f->hub);
    return i < m->hums.count ? &m->hums.items[i] : NULL;
}

#endif
