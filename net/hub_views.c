/* What goes out: answers and small frames to one, views to many. A view is written once a version,
 * however many seats there are; what was skipped for a slow socket is never made up for, only the
 * newest is sent. */
#include "net/hub_own.h"

#include "core/minutes.h"
#include "core/view_changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- frames ---- */

void frame_release(struct frame *f)
{
    if (f->bytes != NULL)
        free(f->bytes - HUB_HEADROOM);
    *f = (struct frame){0};
}

enum status frame_set(struct frame *f, const char *bytes, size_t len)
{
    if (f->bytes != NULL && f->len == len && memcmp(f->bytes, bytes, len) == 0)
        return STATUS_OK;
    char *room = malloc(HUB_HEADROOM + len + 1);
    if (room == NULL)
        return FAILED_NO_MEMORY;
    uint64_t version = f->version + 1;
    frame_release(f);
    memcpy(room + HUB_HEADROOM, bytes, len);
    *f = (struct frame){.bytes = room + HUB_HEADROOM, .len = len, .version = version};
    return STATUS_OK;
}

static bool backed_up(struct hub *h, struct seat *seat)
{
    if (seat->socket == NULL || !h->ports.backed_up(h->ports.context, seat->socket))
        return false;
    seat->watched = true;
    return true;
}

/* Not to a seat that was closed a moment ago. */
static void send_frame(struct hub *h, struct seat *seat, const struct frame *f)
{
    if (seat->socket == NULL)
        return;
    h->ports.send(h->ports.context, seat->socket, f->bytes, f->len);
}

void seat_send(struct hub *h, struct seat *seat, const char *bytes, size_t len)
{
    struct frame f = {0};
    if (frame_set(&f, bytes, len) != STATUS_OK) {
        seat_close(h, seat,
                   HUB_CLOSE_SLOW); /* no memory to tell it: it comes back and asks again */
        return;
    }
    seat->watched = true;
    send_frame(h, seat, &f);
    frame_release(&f);
}

void seat_send_json_take(struct hub *h, struct seat *seat, struct json *v)
{
    char *bytes;
    size_t len;
    if (json_write(v, JSON_COMPACT, &bytes, &len) == STATUS_OK) {
        seat_send(h, seat, bytes, len);
        free(bytes);
    } else {
        seat_close(h, seat, HUB_CLOSE_SLOW);
    }
    json_free(v);
}

/* ---- answers ---- */

/* Ids are hex, words and sentences plain ASCII of our own: nothing here needs escaping. */
static void answer(struct hub *h, uint64_t number, const uint8_t *id, const char *rest)
{
    struct seat *seat = seat_of(h, number);
    if (seat == NULL)
        return;
    char hex[2 * COMMAND_ID_LEN + 1] = "", bytes[512];
    if (id != NULL)
        command_id_hex(id, hex);
    int len = snprintf(bytes, sizeof bytes, "{\"type\":\"answer\",%s%s%s\"answer\":%s}",
                       id != NULL ? "\"id\":\"" : "", hex, id != NULL ? "\"," : "", rest);
    seat_send(h, seat, bytes, (size_t)len);
}

void answer_recorded(struct hub *h, uint64_t seat, const uint8_t *id, int64_t seq, int64_t time_us)
{
    char rest[128];
    (void)snprintf(rest, sizeof rest, "\"recorded\",\"seq\":%lld,\"time\":%lld", (long long)seq,
                   (long long)time_us);
    answer(h, seat, id, rest);
}

static void answer_why(struct hub *h, uint64_t seat, const uint8_t *id, const char *word,
                       enum status why)
{
    char rest[384];
    (void)snprintf(rest, sizeof rest, "\"%s\",\"reason\":\"%s\",\"sentence\":\"%s\"", word,
                   status_word(why), status_sentence(why));
    answer(h, seat, id, rest);
}

void answer_refused(struct hub *h, uint64_t seat, const uint8_t *id, enum status why)
{
    answer_why(h, seat, id, "refused", why);
}

void answer_not_recorded(struct hub *h, uint64_t seat, const uint8_t *id, enum status why)
{
    answer_why(h, seat, id, "not-recorded", why);
}

/* ---- what is asked for ---- */

static void get_minutes(struct hub *h, struct seat *seat)
{
    uint64_t number = seat_number(h, seat);
    char *text;
    size_t len;
    enum status s = REFUSED_ROLE_STAFF;
    if (view_audience(seat->role) == AUDIENCE_STAFF)
        s = minutes_write(&h->durable, &text, &len);
    if (s != STATUS_OK) {
        answer_refused(h, number, NULL, s);
        return;
    }
    struct json *v = json_object_new();
    json_put_text(v, "type", "minutes");
    json_put_text_n(v, "text", text, len);
    free(text);
    seat_send_json_take(h, seat, v);
}

static void give(struct hub *h, struct seat *seat, const char *what, int64_t after)
{
    if (strcmp(what, "check") == 0) {
        check_get(h, seat);
        return;
    }
    if (strcmp(what, "minutes") == 0) {
        get_minutes(h, seat);
        return;
    }
    char *bytes;
    size_t len;
    enum status s = view_list(&h->durable, view_audience(seat->role), what, after, &bytes, &len);
    if (s != STATUS_OK) {
        answer_refused(h, seat_number(h, seat), NULL, s);
        return;
    }
    seat_send(h, seat, bytes, len);
    free(bytes);
}

static void give_asked(struct hub *h, struct seat *seat)
{
    char what[sizeof seat->asked];
    memcpy(what, seat->asked, sizeof what);
    seat->asked[0] = '\0';
    give(h, seat, what, seat->asked_after);
}

/* Lists are long: the next waits until the last is taken, and only one waits. */
void views_get(struct hub *h, struct seat *seat, const struct json *frame)
{
    uint64_t number = seat_number(h, seat);
    const char *what = json_text(frame, "get", NULL);
    int64_t after = 0;
    bool has_after = json_member(frame, "after") != NULL;
    if (what == NULL || (has_after && !json_int(frame, "after", &after))) {
        answer_refused(h, number, NULL, REFUSED_MALFORMED);
    } else if (!backed_up(h, seat)) {
        give(h, seat, what, after);
    } else if (strlen(what) >= sizeof seat->asked) {
        answer_refused(h, number, NULL, REFUSED_BAD_VALUE);
    } else if (seat->asked[0] != '\0') {
        answer_refused(h, number, NULL, REFUSED_TOO_OFTEN);
    } else {
        memcpy(seat->asked, what, strlen(what) + 1);
        seat->asked_after = after;
        h->again = true;
    }
}

/* ---- what is personal ---- */

void seat_send_mine(struct hub *h, struct seat *seat)
{
    char *bytes;
    size_t len;
    seat->mine_due = seat->person != 0;
    if (!seat->mine_due || backed_up(h, seat) ||
        view_mine(&h->durable, seat->person, &bytes, &len) != STATUS_OK) {
        h->again = true; /* the next round sends it */
        return;
    }
    seat->mine_due = false;
    seat_send(h, seat, bytes, len);
    free(bytes);
}

/* ---- views ---- */

void views_changed(struct hub *h)
{
    for (int a = 0; a < AUDIENCE_COUNT; a++)
        h->view_due[a] = true;
    h->live_due = true;
    h->irregular_due = true;
}

/* Where there is no memory for the changes everybody gets the view. */
static void note_changes(struct frame *changes, const struct frame *before, const char *bytes,
                         size_t len)
{
    char *made;
    size_t made_len;
    frame_release(changes);
    if (before->bytes == NULL ||
        view_changes(before->bytes, before->len, bytes, len, &made, &made_len) != STATUS_OK)
        return;
    enum status s = made_len < len ? frame_set(changes, made, made_len) : STATUS_OK;
    (void)s;
    free(made);
}

/* Where there is no memory for a new one, the old one stays for another round. */
static void refresh(struct hub *h, enum audience a)
{
    char *bytes;
    size_t len;
    struct frame *view = &h->view[a];
    if (!h->view_due[a] || view_meeting(&h->durable, a, &bytes, &len) != STATUS_OK)
        return;
    if (view->len != len || memcmp(view->bytes, bytes, len) != 0)
        note_changes(&h->changes[a], view, bytes, len);
    h->view_due[a] = frame_set(view, bytes, len) != STATUS_OK;
    if (h->view_due[a])
        frame_release(&h->changes[a]);
    free(bytes);
}

/* Until when the live frame has to wait; in the past: it is due. */
static int64_t live_wait_us(const struct hub *h, int64_t now_us)
{
    if (!h->live_due)
        return SECOND_US;
    return h->live.bytes != NULL ? h->live_us + SECOND_US - now_us : 0;
}

static void refresh_live(struct hub *h, int64_t now_us)
{
    char *bytes;
    size_t len;
    if (live_wait_us(h, now_us) > 0 || view_live(&h->durable, &bytes, &len) != STATUS_OK)
        return;
    uint64_t before = h->live.version;
    h->live_due = frame_set(&h->live, bytes, len) != STATUS_OK;
    if (h->live.version != before)
        h->live_us = now_us;
    free(bytes);
}

/* The changes are of use to who has the view before this one. */
static void send_view(struct hub *h, struct seat *seat, const struct frame *view,
                      const struct frame *changes)
{
    const bool follows =
        seat->takes_changes && changes->bytes != NULL && seat->view + 1 == view->version;
    seat->view = view->version;
    send_frame(h, seat, follows ? changes : view);
}

/* Brings one seat up to date; true if it cost a send. */
static bool bring_up(struct hub *h, struct seat *seat)
{
    const struct frame *view = &h->view[view_audience(seat->role)];
    if (seat->view == view->version && seat->live == h->live.version && !seat->mine_due &&
        seat->asked[0] == '\0')
        return false;
    if (backed_up(h, seat)) {
        h->again = true;
        return true;
    }
    if (seat->mine_due)
        seat_send_mine(h, seat);
    if (seat->view != view->version && view->bytes != NULL)
        send_view(h, seat, view, &h->changes[view_audience(seat->role)]);
    if (seat->live != h->live.version && h->live.bytes != NULL) {
        seat->live = h->live.version;
        send_frame(h, seat, &h->live);
    }
    if (seat->asked[0] != '\0' && seat->socket != NULL)
        give_asked(h, seat);
    return true;
}

/* A new seat gets what the others have; what is newer comes to all in the next round. */
void views_greet(struct hub *h, struct seat *seat)
{
    enum audience a = view_audience(seat->role);
    if (h->view[a].bytes == NULL)
        refresh(h, a);
    refresh_live(h, h->ports.steady_us(h->ports.context));
    seat->view = h->view[a].version;
    seat->live = h->live.version;
    if (h->view[a].bytes != NULL)
        send_frame(h, seat, &h->view[a]);
    if (seat->person != 0)
        seat_send_mine(h, seat);
    if (h->live.bytes != NULL)
        send_frame(h, seat, &h->live);
    if (a == AUDIENCE_STAFF)
        sound_greet(h, seat);
    if (seat->role == ROLE_CHAIR)
        irregular_greet(h, seat);
}

/* ---- fan-out ---- */

/* A core pushes some 180,000 small frames a second; the rate leaves half of it to everything else.
 * The last hundreds are for the chairs and screens of a room of 5,000 and of 10,000. */
static int64_t interval_us(const struct hub *h)
{
    if (h->taken <= 5200)
        return SECOND_US / 10;
    return h->taken <= 10400 ? SECOND_US / 5 : SECOND_US * 2 / 5;
}

static bool anything_due(const struct hub *h)
{
    return h->view_due[AUDIENCE_PUBLIC] || h->view_due[AUDIENCE_STAFF] || h->again;
}

static void begin_round(struct hub *h, int64_t now_us)
{
    for (int a = 0; a < AUDIENCE_COUNT; a++)
        refresh(h, (enum audience)a);
    refresh_live(h, now_us);
    h->round = true;
    h->again = false;
    h->round_at = 0;
    h->round_us = now_us;
}

int64_t views_fan_out(struct hub *h, int64_t now_us)
{
    int64_t due_us = h->round_us + interval_us(h) - now_us, live_us = live_wait_us(h, now_us);
    if (!h->round) {
        if (!anything_due(h) && live_us > 0)
            return live_us;
        if (due_us > 0)
            return due_us;
        begin_round(h, now_us);
    }
    int sent = 0;
    for (int looked = 0; h->round_at < h->places && sent < HUB_SLICE && looked < 8 * HUB_SLICE;
         looked++) {
        struct seat *seat = &h->seats[h->round_at++];
        if (seat->socket != NULL && seat->role != ROLE_NOBODY && bring_up(h, seat))
            sent++;
    }
    h->round = h->round_at < h->places;
    if (h->round)
        return 0;
    return anything_due(h) ? interval_us(h) : live_wait_us(h, now_us);
}
