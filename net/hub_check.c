/* The set-up check before the meeting: asked for by the staff, shown to the staff, kept nowhere. */
#include "net/hub_own.h"

#include <stdlib.h>

enum { LATE_US = 5 * SECOND_US }; /* beyond its length it is taken to come no more */

static void send_staff_take(struct hub *h, struct json *v)
{
    char *bytes;
    size_t len;
    if (json_write(v, JSON_COMPACT, &bytes, &len) == STATUS_OK) {
        staff_send(h, bytes, len);
        free(bytes);
    }
    json_free(v);
}

static struct json *frame_of(const char *state)
{
    struct json *v = json_object_new();
    json_put_text(v, "type", "check");
    json_put_text(v, "state", state);
    return v;
}

static struct json *running_frame(const struct hub *h)
{
    struct json *v = frame_of("running");
    json_put_integer(v, "seconds", CHECK_SECONDS);
    json_put_integer(v, "microphones", h->microphones);
    return v;
}

static void put_level(struct json *v, const char *key, int32_t mb)
{
    if (mb == LEVEL_NONE_MB)
        json_put_null(v, key);
    else
        json_put_integer(v, key, mb);
}

static void put_figures(struct json *v, const struct check *c)
{
    put_level(v, "level", c->level_mb);
    put_level(v, "loudest", c->loudest_mb);
    put_level(v, "peak", c->peak_mb);
    put_level(v, "noise", c->noise_mb);
    put_level(v, "hiss", c->hiss_mb);
    json_put_text(v, "gain", check_gain_word(c->gain));
    json_put_text(v, "gain_phrase", check_gain_phrase(c->gain));
    put_level(v, "gain_change", c->gain_mb);
    json_put_integer(v, "clipped_ms", c->clipped_ms);
    json_put_integer(v, "lost_frames", (int64_t)c->lost_frames);
}

/* Each request has its answer: running, or why not. */
void check_get(struct hub *h, struct seat *seat)
{
    const int64_t now_us = h->ports.steady_us(h->ports.context);
    enum status s = STATUS_OK;
    if (view_audience(seat->role) != AUDIENCE_STAFF)
        s = REFUSED_ROLE_STAFF;
    else if (!h->sound)
        s = REFUSED_NO_SOUND;
    else if (sound_window_open(h))
        s = REFUSED_HUM_RUNNING;
    if (s != STATUS_OK) {
        answer_refused(h, seat_number(h, seat), NULL, s);
        return;
    }
    if (h->checks_left > 0 && now_us < h->check_until_us) {
        seat_send_json_take(h, seat, running_frame(h));
        return;
    }
    h->checks_left = h->microphones;
    h->check_until_us = now_us + CHECK_SECONDS * SECOND_US + LATE_US;
    send_staff_take(h, running_frame(h));
    const struct sound_command c = {.kind = SOUND_CHECK, .length_ms = CHECK_SECONDS * 1000};
    h->ports.sound(h->ports.context, &c);
}

void check_done(struct hub *h, uint32_t microphone, const struct check *c)
{
    const struct sound_info *i = &h->sound_info[microphone];
    struct json *v = frame_of(check_end_word(c->end));
    if (h->checks_left > 0)
        h->checks_left--;
    json_put_integer(v, "microphone", microphone);
    json_put_text(v, "device", i->device);
    json_put_text(v, "api", i->api);
    json_put_integer(v, "rate", i->rate_hz);
    if (c->end == CHECK_DONE)
        put_figures(v, c);
    json_put_take(v, "advice", check_advice_list(c, i->api, i->device));
    send_staff_take(h, v);
}
