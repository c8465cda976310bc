#include "net/hub_own.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum status hub_open_take(struct hub **out, const struct hub_options *options,
                          struct meeting *meeting)
{
    struct hub *h = calloc(1, sizeof *h);
    if (h == NULL)
        return FAILED_NO_MEMORY;
    h->ports = options->ports;
    h->keys = options->keys;
    h->sound = options->sound;
    h->microphones = options->microphones > 0 ? options->microphones : 1;
    h->hum_ms = options->hum_ms;
    h->analyser = options->analyser;
    h->free_place = NO_SEAT;
    h->staff.first = NO_SEAT;
    h->participant_url = strdup(options->participant_url);
    h->screen_url = strdup(options->screen_url);
    meeting_init(&h->durable);
    meeting_init(&h->tentative);
    enum status s =
        h->participant_url != NULL && h->screen_url != NULL ? STATUS_OK : FAILED_NO_MEMORY;
    if (s == STATUS_OK)
        s = meeting_copy(&h->tentative, meeting);
    if (s == STATUS_OK)
        s = meeting_copy(&h->durable, meeting);
    if (s == STATUS_OK)
        s = presence_start(h);
    if (s != STATUS_OK) {
        hub_close(h);
        return s;
    }
    meeting_release(meeting);
    views_changed(h);
    *out = h;
    return STATUS_OK;
}

void hub_close(struct hub *h)
{
    if (h == NULL)
        return;
    batch_release(&h->waiting);
    batch_release(&h->flight);
    meeting_release(&h->durable);
    meeting_release(&h->tentative);
    for (int a = 0; a < AUDIENCE_COUNT; a++) {
        frame_release(&h->view[a]);
        frame_release(&h->changes[a]);
    }
    frame_release(&h->live);
    frame_release(&h->irregular);
    free(h->seats);
    free(h->people);
    free(h->groups);
    free(h->participant_url);
    free(h->screen_url);
    free(h);
}

static void ping(struct hub *h, struct seat *seat, const struct json *frame)
{
    int64_t number;
    if (!json_int(frame, "ping", &number)) {
        answer_refused(h, seat_number(h, seat), NULL, REFUSED_MALFORMED);
        return;
    }
    struct json *pong = json_object_new();
    json_put_text(pong, "type", "pong");
    json_put_integer(pong, "ping", number);
    seat_send_json_take(h, seat, pong);
}

static void command(struct hub *h, struct seat *seat, const struct json *frame, enum status before)
{
    struct command c;
    enum status s = command_read(frame, &c);
    if (before != STATUS_OK)
        s = before;
    if (s == STATUS_OK)
        batch_command(h, seat, &c);
    else if (s == FAILED_NO_MEMORY)
        answer_not_recorded(h, seat_number(h, seat), c.has_id ? c.id : NULL, s);
    else
        answer_refused(h, seat_number(h, seat), c.has_id ? c.id : NULL, s);
    command_release(&c);
}

/* Whoever goes on and on above the rate is not a page: pages wait when they are told to. */
static void too_often(struct hub *h, struct seat *seat, const struct json *frame)
{
    if (++seat->refused > HUB_PATIENCE)
        seat_close(h, seat, HUB_CLOSE_TRIES);
    else
        command(h, seat, frame, REFUSED_TOO_OFTEN);
}

void hub_receive(struct hub *h, uint64_t number, const char *bytes, size_t len)
{
    struct seat *seat = seat_of(h, number);
    if (seat == NULL)
        return;
    struct json *frame = NULL;
    enum status s = json_parse(bytes, len, JSON_DEPTH_COMMAND, HUB_FRAME_MAX, &frame);
    if (seat->role == ROLE_NOBODY)
        seat_hello(h, seat, frame);
    else if (!seat_within_rate(h, seat))
        too_often(h, seat, frame);
    else if (s != STATUS_OK)
        answer_refused(h, number, NULL, s);
    else if (json_member(frame, "get") != NULL)
        views_get(h, seat, frame);
    else if (json_member(frame, "ping") != NULL)
        ping(h, seat, frame);
    else
        command(h, seat, frame, STATUS_OK);
    json_free(frame);
}

/* ---- the countdown ---- */

/* The moment is in the record as UTC; from when it is on disk a clock that never jumps counts. */
static void follow_closing(struct hub *h, int64_t now_us)
{
    const struct meeting *m = &h->durable;
    const int64_t closes_us = m->open_run != 0 ? m->runs.items[m->open_run - 1].closes_us : 0;
    if (closes_us == h->closes_us)
        return;
    int64_t left_us = closes_us - h->ports.now_us(h->ports.context);
    left_us = left_us < 0 ? 0 : left_us;
    left_us = left_us > CLOSING_SECONDS * SECOND_US ? CLOSING_SECONDS * SECOND_US : left_us;
    h->closes_us = closes_us;
    h->close_due_us = now_us + left_us;
}

/* In how many microseconds the open question closes; where it could not be recorded again in a
 * second. */
static int64_t look_after_closing(struct hub *h, int64_t now_us)
{
    follow_closing(h, now_us);
    if (h->closes_us == 0 || h->stopping)
        return SECOND_US;
    if (now_us < h->close_due_us)
        return h->close_due_us - now_us;
    const struct run *r = &h->durable.runs.items[h->durable.open_run - 1];
    struct command due;
    command_init(&due, COMMAND_CLOSE_DUE);
    due.question = r->question;
    due.run = r->run;
    h->close_due_us = now_us + SECOND_US;
    enum status s = batch_decide(h, &due); /* cancelled, or closed by the chair, in this moment */
    (void)s;
    command_release(&due);
    return SECOND_US;
}

int64_t hub_tick(struct hub *h)
{
    int64_t now_us = h->ports.steady_us(h->ports.context);
    if (now_us - h->second_us >= SECOND_US) {
        h->second_us = now_us;
        seats_look_after(h, now_us);
        sound_look_after(h);
        irregular_look_after(h);
    }
    int64_t close_us = look_after_closing(h, now_us);
    int64_t wait_us = views_fan_out(h, now_us);
    wait_us = wait_us < close_us ? wait_us : close_us;
    int64_t second_us = h->second_us + SECOND_US - now_us;
    return wait_us < second_us ? wait_us : second_us;
}

void hub_stop(struct hub *h)
{
    if (h->stopping)
        return;
    sound_stop(h);
    h->stopping = true;
}

bool hub_idle(const struct hub *h)
{
    return !h->in_flight && h->waiting.events.count == 0;
}

const struct meeting *hub_meeting(const struct hub *h)
{
    return &h->durable;
}
