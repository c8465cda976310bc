/* Windows, from the chair's key to a hum on disk. A hum cannot be done again: what a listener
 * measured is kept and decided again each second until it is recorded. */
#include "net/hub_own.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct meeting_hum *hum_of(const struct meeting *m, uint32_t window)
{
    for (uint32_t i = m->hums.count; i-- > 0;)
        if (m->hums.items[i].hum.window == window)
            return &m->hums.items[i];
    return NULL;
}

static bool is_final(const struct meeting *m, uint32_t window)
{
    const struct meeting_hum *hum = hum_of(m, window);
    return hum != NULL && hum->phase == HUM_FINAL;
}

static struct window *free_window(struct hub *h)
{
    for (int i = 0; i < WINDOWS_MAX; i++)
        if (h->windows[i].listener == 0)
            return &h->windows[i];
    return NULL;
}

static struct window *window_of_listener(struct hub *h, uint32_t listener)
{
    for (int i = 0; i < WINDOWS_MAX; i++)
        if (listener != 0 && h->windows[i].listener == listener)
            return &h->windows[i];
    return NULL;
}

static struct window *window_of_meeting(struct hub *h, uint32_t meeting)
{
    for (int i = 0; i < WINDOWS_MAX; i++)
        if (h->windows[i].listener != 0 && h->windows[i].meeting == meeting)
            return &h->windows[i];
    return NULL;
}

enum status sound_may(const struct hub *h, const struct command *c)
{
    if (c->kind != COMMAND_HUM && c->kind != COMMAND_EVERYONE)
        return STATUS_OK;
    if (!h->sound)
        return REFUSED_NO_SOUND;
    for (int i = 0; i < WINDOWS_MAX; i++)
        if (h->windows[i].listener == 0)
            return STATUS_OK;
    return REFUSED_HUM_RUNNING; /* the listener has not answered for WINDOWS_MAX hums */
}

bool sound_window_open(const struct hub *h)
{
    for (int i = 0; i < WINDOWS_MAX; i++)
        if (h->windows[i].listener != 0 && !h->windows[i].measured)
            return true;
    return false;
}

static void tell_listener(struct hub *h, const struct window *w, enum sound_command_kind kind)
{
    const struct sound_command c = {.kind = kind, .window = w->listener, .length_ms = h->hum_ms};
    h->ports.sound(h->ports.context, &c);
}

/* At once, before it is on disk: the room hums now. */
void sound_decided(struct hub *h, const struct command *c, const struct event *first)
{
    struct window *w;
    switch (c->kind) {
    case COMMAND_HUM:
    case COMMAND_EVERYONE:
        w = free_window(h);
        *w = (struct window){.listener = ++h->window_count, .meeting = first->hum_started.window};
        tell_listener(h, w, SOUND_WINDOW_START);
        break;
    case COMMAND_HUM_END:
        w = window_of_meeting(h, first->hum_ended.window);
        if (w != NULL)
            tell_listener(h, w, SOUND_WINDOW_END);
        break;
    case COMMAND_HUM_VOID:
        w = window_of_meeting(h, first->hum.hum->window);
        if (w != NULL)
            tell_listener(h, w, SOUND_WINDOW_VOID);
        break;
    default: /* no command about sound */
        break;
    }
}

/* A start that could not be recorded never was. */
void sound_failed(struct hub *h)
{
    for (int i = 0; i < WINDOWS_MAX; i++) {
        struct window *w = &h->windows[i];
        if (w->listener == 0 || hum_of(&h->durable, w->meeting) != NULL)
            continue;
        tell_listener(h, w, SOUND_WINDOW_VOID);
        *w = (struct window){0};
    }
}

/* The system's word on a window; failures are met again in sound_look_after(). */
static void decide_about(struct hub *h, const struct window *w, enum command_kind kind)
{
    struct command c;
    struct hum_part parts[MICROPHONES_MAX];
    struct hum hum = w->heard[0].hum;
    command_init(&c, kind);
    c.window = w->meeting;
    hum.window = w->meeting;
    if (kind == COMMAND_MEASURED) {
        c.hum = &hum;
        c.sound = &w->heard[0].sound;
        c.analyser = h->analyser;
    }
    if (kind == COMMAND_MEASURED && h->microphones > 1) {
        for (uint32_t i = 0; i < h->microphones; i++)
            parts[i] = (struct hum_part){.hum = w->heard[i].hum,
                                         .device = w->heard[i].sound.device,
                                         .api = w->heard[i].sound.api};
        c.parts = parts;
        c.part_count = h->microphones;
    }
    enum status s = batch_decide(h, &c);
    (void)s;
    command_release(&c);
}

void sound_look_after(struct hub *h)
{
    for (int i = 0; i < WINDOWS_MAX; i++) {
        struct window *w = &h->windows[i];
        if (w->listener == 0 || !w->measured)
            continue;
        if (is_final(&h->durable, w->meeting))
            *w = (struct window){0};
        else if (!is_final(&h->tentative, w->meeting))
            decide_about(h, w, COMMAND_MEASURED);
    }
}

/* One microphone's word; the window is measured when all have given theirs. */
static void heard(struct hub *h, struct window *w, uint32_t microphone, struct hum hum)
{
    w->heard[microphone] = (struct heard_window){
        .ended = true, .measured = true, .hum = hum, .sound = h->sound_info[microphone]};
    w->measured = true;
    for (uint32_t i = 0; i < h->microphones; i++)
        w->measured = w->measured && w->heard[i].measured;
}

static bool has_ended(const struct hub *h, const struct window *w)
{
    bool ended = true;
    for (uint32_t i = 0; i < h->microphones; i++)
        ended = ended && w->heard[i].ended;
    return ended;
}

/* What is open has no figure any more. */
void sound_stop(struct hub *h)
{
    for (int i = 0; i < WINDOWS_MAX; i++) {
        struct window *w = &h->windows[i];
        if (w->listener == 0 || is_final(&h->tentative, w->meeting))
            continue;
        tell_listener(h, w, SOUND_WINDOW_VOID);
        for (uint32_t m = 0; m < h->microphones; m++)
            if (!w->heard[m].measured)
                heard(h, w, m, hum_without_figure(w->meeting, HUM_VOID_STOPPED));
        decide_about(h, w, COMMAND_MEASURED);
    }
}

/* ---- small frames to the staff ---- */

void staff_send(struct hub *h, const char *bytes, size_t len)
{
    struct frame f = {0};
    if (h->staff.first == NO_SEAT || frame_set(&f, bytes, len) != STATUS_OK)
        return;
    for (uint32_t at = h->staff.first; at != NO_SEAT; at = h->seats[at].next)
        if (!h->ports.backed_up(h->ports.context, h->seats[at].socket))
            h->ports.send(h->ports.context, h->seats[at].socket, f.bytes, f.len);
    frame_release(&f);
}

static void meter(struct hub *h, uint32_t microphone, const struct reading *r)
{
    char bytes[256], noise[24] = "null";
    long long rate_hz = h->sound_info[microphone].rate_hz;
    if (r->noise_mb != LEVEL_NONE_MB)
        (void)snprintf(noise, sizeof noise, "%d", (int)r->noise_mb);
    int len =
        snprintf(bytes, sizeof bytes,
                 "{\"type\":\"meter\",\"microphone\":%u,\"at\":%lld,\"level\":%d,\"noise\":%s,"
                 "\"momentary\":%d,\"clipped\":%s}",
                 (unsigned)microphone, rate_hz > 0 ? (long long)r->frame * 1000 / rate_hz : 0,
                 (int)r->level_mb, noise, (int)r->momentary_mb, r->clipped ? "true" : "false");
    staff_send(h, bytes, (size_t)len);
}

/* What stands for all: the first microphone that is heard, else the first. */
static const struct sound_info *leading(const struct hub *h)
{
    for (uint32_t i = 0; i < h->microphones; i++)
        if (h->sound_info[i].state == SOUND_RUNNING)
            return &h->sound_info[i];
    return &h->sound_info[0];
}

static void put_sound(struct json *v, const struct sound_info *i)
{
    json_put_text(v, "state", sound_state_word(i->state));
    json_put_text(v, "device", i->device);
    json_put_text(v, "api", i->api);
    json_put_integer(v, "rate", i->rate_hz);
}

static struct json *sound_frame(const struct hub *h)
{
    const struct sound_info *first = leading(h);
    struct json *v = json_object_new(), *all = json_array_new();
    json_put_text(v, "type", "sound");
    json_put_text(v, "source", sound_source_word(first->source));
    put_sound(v, first);
    for (uint32_t i = 0; i < h->microphones; i++) {
        struct json *one = json_object_new();
        put_sound(one, &h->sound_info[i]);
        json_add_take(all, one);
    }
    json_put_take(v, "microphones", all);
    return v;
}

void sound_greet(struct hub *h, struct seat *seat)
{
    seat_send_json_take(h, seat, sound_frame(h));
}

/* The room's scale is of microphones as they stood: another one, or the same plugged in again, has
 * another gain. */
static bool still_heard(const struct hub *h, const struct meeting_hum *everyone, uint32_t i)
{
    const struct meeting *m = &h->tentative;
    const struct sound_info *now = &h->sound_info[i];
    if (now->state == SOUND_LOST || everyone->source != now->source)
        return false;
    if (everyone->spread.count > 1) /* of several: names as their levels were brought together */
        return !m->balance.of[i].known || strcmp(m->balance.of[i].device, now->device) == 0;
    return strcmp(meeting_text(m, everyone->device), now->device) == 0 &&
           strcmp(meeting_text(m, everyone->api), now->api) == 0;
}

static void scale_look_after(struct hub *h)
{
    const struct meeting_hum *everyone = meeting_everyone(&h->tentative);
    bool same = true;
    for (uint32_t i = 0; everyone != NULL && i < h->microphones; i++)
        same = same && still_heard(h, everyone, i);
    if (everyone == NULL || same)
        return;
    struct command c;
    command_init(&c, COMMAND_SCALE_END);
    enum status s = batch_decide(h, &c); /* a failure is met again at the next notice */
    (void)s;
    command_release(&c);
}

static void sound_changed(struct hub *h, uint32_t microphone, const struct sound_info *info)
{
    char *bytes;
    size_t len;
    h->sound_info[microphone] = *info;
    struct json *v = sound_frame(h);
    if (json_write(v, JSON_COMPACT, &bytes, &len) == STATUS_OK) {
        staff_send(h, bytes, len);
        free(bytes);
    }
    json_free(v);
    scale_look_after(h);
}

static void window_ended(struct hub *h, uint32_t microphone, uint32_t window)
{
    struct window *w = window_of_listener(h, window);
    if (w == NULL || w->measured || w->heard[microphone].ended)
        return;
    w->heard[microphone].ended = true;
    if (has_ended(h, w))
        decide_about(h, w, COMMAND_WINDOW_ENDED);
}

static void hum_measured(struct hub *h, uint32_t microphone, const struct hum *hum)
{
    struct window *w = window_of_listener(h, hum->window);
    if (w == NULL || w->heard[microphone].measured)
        return;
    heard(h, w, microphone, *hum);
    if (w->measured)
        decide_about(h, w, COMMAND_MEASURED);
    else if (has_ended(h, w))
        decide_about(h, w, COMMAND_WINDOW_ENDED);
}

void hub_notice(struct hub *h, const struct notice *n)
{
    assert(n->microphone < h->microphones);
    switch (n->kind) {
    case NOTICE_READING:
        meter(h, n->microphone, &n->reading);
        break;
    case NOTICE_WINDOW_ENDED:
        window_ended(h, n->microphone, n->window);
        break;
    case NOTICE_HUM:
        hum_measured(h, n->microphone, &n->hum);
        break;
    case NOTICE_CHECK:
        check_done(h, n->microphone, &n->check);
        break;
    case NOTICE_SOUND:
        sound_changed(h, n->microphone, &n->sound);
        break;
    }
}
