/* The server without sockets: connections and bytes in, bytes and batches out. It keeps the two
 * meetings (durable: all answers and views come from it; tentative: decisions are made on it), at
 * most one batch in flight to the journal, the seats, and the frames that all seats of an audience
 * share.
 *
 * What it needs from outside are the ports: the hub knows no socket, no thread, no clock and no
 * chance. CONTEXT: loop. Every function here, and every call of a port, is made on the loop's
 * thread. */
#ifndef HUMROOM_NET_HUB_H
#define HUMROOM_NET_HUB_H

#include "core/meeting.h"
#include "core/record.h"
#include "core/sound.h"
#include "net/journal.h"

struct hub;

enum {
    HUB_HEADROOM =
        16, /* writable bytes in front of every frame that is sent, for the socket's own header */
    HUB_FRAME_MAX = 8192,   /* bytes of a frame that is taken */
    HUB_HELLO_SECONDS = 10, /* from connecting to the first frame */
    HUB_STUCK_SECONDS = 20, /* a seat that does not catch up is closed */
    HUB_AWAY_SECONDS = 60,  /* a person whose last connection is gone for so long has left */
    HUB_RATE = 20,
    HUB_BURST = 40,     /* frames of one seat: a second, at once */
    HUB_PATIENCE = 200, /* frames above the rate in a row, then the seat is closed */
    HUB_SLICE = 128,    /* seats served in one turn of the loop */
};

/* Codes of the WebSocket close frame (PROTOCOL.md). */
enum hub_close {
    HUB_CLOSE_STOPPING = 1001,
    HUB_CLOSE_BINARY = 1003,
    HUB_CLOSE_NOT_UTF8 = 1007,
    HUB_CLOSE_SIZE = 1009,
    HUB_CLOSE_NO_HELLO = 4400,
    HUB_CLOSE_LINK = 4401,
    HUB_CLOSE_SLOW = 4408,
    HUB_CLOSE_VERSION = 4409,
    HUB_CLOSE_TRIES = 4429
};

struct hub_ports {
    void *context;
    /* One text frame to a socket. frame has HUB_HEADROOM writable bytes in front of it; it may be
     * sent again later, to others too. The socket keeps what it cannot send at once. */
    void (*send)(void *context, void *socket, char *frame, size_t len);
    /* Does the socket still hold much of what it was given? Then only what must not be lost is sent
     * to it. */
    bool (*backed_up)(void *context, void *socket);
    /* Closes a socket, after what was sent. The hub has forgotten the seat when it calls. */
    void (*close)(void *context, void *socket, enum hub_close code);
    /* Have too many wrong codes come from where this socket comes from? Then codes are not even
     * looked at. */
    bool (*wary)(void *context, void *socket);
    /* A number for the address that the socket comes from, which says nothing of it; it is kept in
     * memory alone. 0: not known. NULL: of none. */
    uint64_t (*group)(void *context, void *socket);
    /* A batch to the journal; one at a time, and what it points to stays. Answered by
     * hub_written(), later or from inside. */
    void (*submit)(void *context, const struct journal_batch *batch);
    void (*sound)(void *context, const struct sound_command *command);
    int64_t (*now_us)(void *context);    /* UTC since 1970 */
    int64_t (*steady_us)(void *context); /* never jumps */
    void (*random)(void *context, void *out, size_t len);
    /* The meeting in memory cannot follow the record any more (no memory): the program must end; a
     * restart resumes. */
    void (*broken)(void *context, enum status why);
};

struct hub_options {
    struct hub_ports ports;
    struct keys *keys;           /* of all links; outlives the hub */
    const char *participant_url; /* with its code, for staff to show; copied */
    const char *screen_url;
    bool sound;           /* false: hums are refused */
    uint32_t microphones; /* that the listener has, 1 .. MICROPHONES_MAX; 0 is 1 */
    uint32_t hum_ms;      /* longest window, 1..HUM_SECONDS_MAX * 1000 */
    const char *analyser; /* version of what measures, for the record; outlives */
};

/* meeting: opened, as the record has it; taken on success. FAILED_NO_MEMORY. */
CHECKED enum status hub_open_take(struct hub **out, const struct hub_options *options,
                                  struct meeting *meeting);
void hub_close(struct hub *h); /* accepts NULL; closes no sockets, answers nobody */

/* A socket has come. The seat's number is never used again; 0: no seat free or no memory, close the
 * socket. */
CHECKED uint64_t hub_enter(struct hub *h, void *socket);
/* One whole frame of text from it; a seat that is not there any more is ignored. */
void hub_receive(struct hub *h, uint64_t seat, const char *bytes, size_t len);
/* The socket has gone; nothing is sent to it any more. Ignored for seats that the hub closed
 * itself. */
void hub_leave(struct hub *h, uint64_t seat);
/* Has the seat said a valid hello? */
bool hub_greeted(const struct hub *h, uint64_t seat);

/* The journal's word on the batch in flight. Answers go out before this returns. */
void hub_written(struct hub *h, uint64_t batch, enum status s);

/* From a listener. */
void hub_notice(struct hub *h, const struct notice *n);

/* What is due: fan-out of at most HUB_SLICE seats, people who are away, seats that are stuck.
 * Returns in how many microseconds it wants to be called again (0: at once, after one turn of the
 * loop); to be asked again after any other function here was called. */
CHECKED int64_t hub_tick(struct hub *h);

/* No new commands from now on (refused, "stopping"); an open window is void. hub_idle() when all is
 * written. */
void hub_stop(struct hub *h);
bool hub_idle(const struct hub *h);

size_t hub_seats(const struct hub *h);                  /* taken now */
const struct meeting *hub_meeting(const struct hub *h); /* the durable one, to look at */

#endif
