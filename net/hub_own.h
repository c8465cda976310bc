/* What the files of the hub share; for net/hub*.c only.
 *
 * hub.c        opening, frames that come in, what is due
 * hub_seats.c  seats, hello, people and whether they are here
 * hub_batch.c  decisions, batches, answers
 * hub_views.c  frames that go out to many
 * hub_irregular.c  what is for the chairs to know
 * hub_links.c  roles handed over, links renewed
 * hub_roles.c  the same in words, to those whom it concerns
 * hub_sound.c  windows, readings, the meter
 * hub_check.c  the set-up check */
#ifndef HUMROOM_NET_HUB_OWN_H
#define HUMROOM_NET_HUB_OWN_H

#include "core/decide.h"
#include "core/history.h"
#include "core/json.h"
#include "core/view.h"
#include "net/hub.h"

#define SECOND_US INT64_C(1000000)

enum {
    NO_SEAT = UINT32_MAX,
    PERSON_SECRET_LEN = 32, /* hex digits */
    WINDOWS_MAX = 16,       /* hums that are not on disk yet */
};

/* Bytes that may be sent to many, with the headroom that ports.send() asks for. version 0: never
 * made. */
struct frame {
    char *bytes; /* behind the headroom; NULL: none */
    size_t len;
    uint64_t version; /* grows only when the bytes change */
};

struct seat {
    void *socket;        /* NULL: a free place */
    uint32_t generation; /* of the place's use: a seat's number is generation and place */
    uint32_t next,
        previous;    /* seats of the same person, or of the staff; next also of free places */
    enum role role;  /* ROLE_NOBODY until hello */
    uint32_t person; /* in the durable meeting; 0: not joined */
    bool mine_due;   /* what is personal has changed and could not be sent yet */
    char asked[8];   /* list or minutes that wait until the last one is taken; "" none */
    int64_t asked_after;
    bool watched;                       /* was sent something that may have stuck */
    char secret[PERSON_SECRET_LEN + 1]; /* of a participant's browser; "" where it gave none */
    int64_t since_us;                   /* steady */
    int64_t stuck_us;                   /* steady: has not caught up since; 0: has */
    int64_t busy_until_us; /* steady: each frame takes 1/HUB_RATE s, a burst may run ahead */
    uint32_t refused;      /* frames above the rate, in a row */
    uint64_t view, live;   /* versions it has */
    bool takes_changes;    /* puts views together by itself */
};

/* A person's connections. */
struct presence {
    uint32_t first;  /* seat, NO_SEAT: none */
    int64_t gone_us; /* steady: since when there is none; 0: there is one, or it is known that they
                        left */
};

/* Who waits for the journal's word. */
struct sender {
    uint64_t seat;
    uint8_t id[COMMAND_ID_LEN];
    enum status refusal; /* not OK: refused, on grounds that are not on disk yet */
    int64_t seq, time_us;
};

struct batch {
    uint64_t number;
    struct event_list events;
    struct sealed sealed;
    struct keys_line *links;
    size_t link_count, link_capacity;
    struct sender *senders;
    size_t sender_count, sender_capacity;
};

/* What one microphone says of a window. */
struct heard_window {
    bool ended;
    bool measured;
    struct hum hum;
    struct sound_info sound; /* as it was then */
};

/* A window that a listener was told of. The meeting's number of a window may be given twice (a
 * start that could not be recorded never was), the listener's is ours and never is. */
struct window {
    uint32_t listener; /* 0: a free place */
    uint32_t meeting;
    bool measured; /* by all microphones, and not known to be on disk */
    struct heard_window heard[MICROPHONES_MAX];
};

struct hub {
    struct hub_ports ports;
    struct keys *keys;
    char *participant_url, *screen_url;
    bool sound;
    uint32_t microphones;
    uint32_t hum_ms;
    const char *analyser;

    struct meeting durable, tentative;
    bool tentative_lost; /* could not be made again for want of memory: before the next decision */
    bool stopping, broken;
    struct batch waiting, flight;
    bool in_flight;
    uint64_t batches;

    struct seat *seats;
    uint32_t places, free_place, taken;
    struct presence *people; /* by person's number */
    uint64_t *groups;        /* of the address that each joined from, by person; 0: not known */
    uint32_t people_count;
    struct presence staff;

    struct frame view[AUDIENCE_COUNT], live;
    struct frame
        changes[AUDIENCE_COUNT]; /* from the view before to this one; no bytes: not known */
    bool view_due[AUDIENCE_COUNT], live_due;
    struct frame irregular; /* for the chairs */
    bool irregular_due;
    bool round, again; /* a round of the fan-out is under way; somebody was skipped in it */
    uint32_t round_at; /* the next place */
    int64_t round_us, live_us, second_us; /* steady: the last round, live frame and housekeeping */

    int64_t closes_us;    /* UTC: when the open question was said to close; 0: it was not */
    int64_t close_due_us; /* steady: the same moment */
    struct window windows[WINDOWS_MAX];
    uint32_t window_count;
    struct sound_info sound_info[MICROPHONES_MAX];
    uint32_t checks_left;   /* microphones whose check has not come back */
    int64_t check_until_us; /* steady: then it is not waited for any more */
};

/* hub_seats.c */
CHECKED struct seat *seat_of(struct hub *h, uint64_t number); /* NULL: gone */
uint64_t seat_number(const struct hub *h, const struct seat *seat);
void seat_close(struct hub *h, struct seat *seat, enum hub_close code);
void seat_hello(struct hub *h, struct seat *seat, const struct json *frame);
bool seat_within_rate(struct hub *h, struct seat *seat);
struct actor seat_actor(struct hub *h, const struct seat *seat); /* as decisions see it */
void seats_rebind(struct hub *h); /* people are one, or apart again: whose is which seat? */
bool is_person_secret(const char *text, size_t len);
void seats_bind(struct hub *h); /* somebody has joined: which seats are theirs? */
void seats_look_after(struct hub *h, int64_t now_us); /* once a second */
CHECKED enum status presence_start(struct hub *h);
CHECKED enum status presence_reserve(struct hub *h, uint32_t person);

/* hub_batch.c */
void batch_command(struct hub *h, struct seat *seat, struct command *c);
/* A command of the system, answered to nobody. */
CHECKED enum status batch_decide(struct hub *h, const struct command *c);
void batch_release(struct batch *b);

/* hub_views.c */
CHECKED enum status frame_set(struct frame *f, const char *bytes,
                              size_t len); /* version grows if they differ */
void frame_release(struct frame *f);
void seat_send(struct hub *h, struct seat *seat, const char *bytes,
               size_t len); /* must not be lost */
void seat_send_json_take(struct hub *h, struct seat *seat, struct json *v);
void seat_send_mine(struct hub *h, struct seat *seat);
void views_greet(struct hub *h, struct seat *seat); /* what follows the welcome */
void views_changed(struct hub *h);
void views_get(struct hub *h, struct seat *seat, const struct json *frame);
int64_t views_fan_out(struct hub *h,
                      int64_t now_us); /* how long until it wants to be called again */
void answer_recorded(struct hub *h, uint64_t seat, const uint8_t *id, int64_t seq, int64_t time_us);
void answer_refused(struct hub *h, uint64_t seat, const uint8_t *id,
                    enum status why); /* id NULL: unreadable */
void answer_not_recorded(struct hub *h, uint64_t seat, const uint8_t *id, enum status why);

/* hub_irregular.c */
void irregular_look_after(struct hub *h);               /* once a second */
void irregular_greet(struct hub *h, struct seat *seat); /* of a chair */

/* hub_links.c */
bool links_hold(struct hub *h, const struct seat *seat, enum role role); /* handed over to them? */
struct actor links_staff(struct hub *h, const struct seat *seat);        /* a seat of the staff */
struct json *links_json(const struct hub *h, bool staff);
CHECKED enum status links_may(const struct command *c);
struct keys_line links_renew(struct hub *h, const struct command *c);
void links_written(struct hub *h, const struct batch *b); /* they hold from now on */
void links_end(struct hub *h, const struct batch *b);     /* whose role or link is no more */

/* Who joined by the secret that a seat shows; 0: nobody, or it shows none. */
uint32_t links_person(struct hub *h, const struct seat *seat);

/* hub_roles.c: words for people, before what they say comes to pass */
void roles_tell(struct hub *h,
                const struct event *e); /* handed over, taken back: to all concerned */
void roles_end(struct hub *h, struct seat *seat,
               const struct batch *b); /* a role is theirs no more */
void roles_link_ended(struct hub *h, struct seat *seat, const struct event *e); /* renewed */

/* hub_sound.c */
CHECKED enum status sound_may(const struct hub *h, const struct command *c);
void sound_decided(struct hub *h, const struct command *c, const struct event *first);
void sound_failed(struct hub *h);     /* durable is what counts again */
void sound_look_after(struct hub *h); /* once a second: hums that are not on disk yet */
void sound_stop(struct hub *h);
void sound_greet(struct hub *h, struct seat *seat);
CHECKED bool sound_window_open(const struct hub *h); /* a hum is not measured to its end yet */
void staff_send(struct hub *h, const char *bytes, size_t len); /* skips who is backed up */

/* hub_check.c */
void check_get(struct hub *h, struct seat *seat);
void check_done(struct hub *h, uint32_t microphone, const struct check *c);

#endif
