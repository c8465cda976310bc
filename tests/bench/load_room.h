/* A room full of people and its chair, as load on a server that speaks net/PROTOCOL.md. Every
 * command has the moment at which it is due; its time counts from there, however late the server
 * made us. */
#ifndef HUMROOM_TESTS_BENCH_LOAD_ROOM_H
#define HUMROOM_TESTS_BENCH_LOAD_ROOM_H

#include "tests/bench/load_seat.h"
#include "tests/bench/load_times.h"

enum { CALLS = 6 }; /* options of a question; the state that goes to all says which is called */

enum sent_kind { SENT_CHAIR, SENT_JOIN, SENT_ANSWER };

struct sent {
    uint32_t seat;
    uint32_t option;
    enum sent_kind kind;
    int64_t due_us, done_us; /* done 0: not answered */
    int64_t seq;             /* under which it was recorded */
    bool recorded;
};

/* One state that went to everybody. */
struct spread {
    int64_t asked_us, first_us, last_us;
    uint32_t reached;
};

struct room {
    uint16_t port;
    const char *code, *chair_secret;
    int poller;
    struct seat *seats; /* people, then the chair */
    uint32_t people, opened, welcomed;
    uint32_t shaking_max; /* connections that come at the same time */
    uint32_t stalling;    /* the last so many people will stop reading */
    int64_t *opened_at;   /* by seat: when it had the view of question_expected; 0: not yet */
    uint32_t question_expected, question_seen;
    struct sent *sent;
    size_t sent_count, sent_capacity, answered, not_recorded, twice, moved;
    char reason[40]; /* why the last one was not recorded */
    struct spread *spreads;
    size_t spread_count, spread_capacity;
    size_t by_calling[CALLS]; /* the newest state with this option, 1 and on; 0: none */
    uint64_t views, view_bytes;
    size_t calling_at; /* where the last view had it */
    int64_t late_us;   /* the most that we ourselves were late with sending */
};

void room_open(struct room *r, uint16_t port, const char *code, const char *chair, uint32_t people);
void room_release(struct room *r);

/* Serves the sockets until the moment, or until there is nothing to do. */
void room_turn(struct room *r, int64_t until_us);
/* Until what was sent is answered, at most so long; false: it was not. */
bool room_settle(struct room *r, int64_t longest_us);

/* Connects and says hello, for people from first on, and waits until all are welcomed. */
bool room_connect(struct room *r, uint32_t first, uint32_t count, int64_t longest_us);
bool room_chair(struct room *r);

void room_join(struct room *r, uint32_t seat, int64_t due_us);
void room_answer(struct room *r, uint32_t seat, uint32_t question, uint32_t option, int64_t due_us);
/* The same again, with the same id. */
void room_again(struct room *r, size_t sent, uint32_t question);
/* members: what follows the id, as JSON. */
void room_say(struct room *r, const char *members);
void room_call(struct room *r, uint32_t question, uint32_t option);

uint32_t room_gone(const struct room *r); /* seats that the server closed, of those who read */

#endif
