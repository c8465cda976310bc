#include "audio/windows.h"

#include "audio/analyser.h"

#include <assert.h>
#include <stdlib.h>

/* Where the newest window stands. An older one that still waits for the noise after it is the
 * analyser's, which gives its hum as soon as a newer one starts. */
enum phase {
    PHASE_NONE,    /* no window, or its hum was given */
    PHASE_WAITING, /* for sound */
    PHASE_RUNNING,
    PHASE_CHECKING, /* ended; the room noise after it is listened to */
};

struct windows {
    uint32_t microphone;
    windows_deliver *deliver;
    void *context;
    struct analyser *analyser; /* NULL: no stream */
    int32_t rate_hz;           /* of the newest stream; 0 before the first */
    bool silent_for_good;

    enum phase phase;
    uint32_t window;
    uint32_t length_ms;
    int64_t asked_us;
};

static void give_reading(void *context, const struct reading *reading)
{
    struct windows *w = context;
    struct notice n = {.kind = NOTICE_READING, .microphone = w->microphone, .reading = *reading};
    w->deliver(w->context, &n);
}

static void give_window_ended(void *context, uint32_t window, int64_t end_frame)
{
    (void)end_frame;
    struct windows *w = context;
    if (window == w->window && w->phase == PHASE_RUNNING)
        w->phase = PHASE_CHECKING;
    struct notice n = {.kind = NOTICE_WINDOW_ENDED, .microphone = w->microphone, .window = window};
    w->deliver(w->context, &n);
}

static void give_hum(void *context, const struct hum *hum)
{
    struct windows *w = context;
    if (hum->window == w->window)
        w->phase = PHASE_NONE;
    struct notice n = {.kind = NOTICE_HUM, .microphone = w->microphone, .hum = *hum};
    n.hum.microphone = w->microphone;
    w->deliver(w->context, &n);
}

/* A window that never heard a sample. */
static void give_up(struct windows *w, enum hum_void why)
{
    struct hum hum = hum_without_figure(w->window, why);
    hum.rate_hz = w->rate_hz;
    give_hum(w, &hum);
}

enum status windows_create(uint32_t microphone, windows_deliver *deliver, void *context,
                           struct windows **out)
{
    struct windows *w = calloc(1, sizeof *w);
    if (w == NULL)
        return FAILED_NO_MEMORY;
    *w = (struct windows){.microphone = microphone, .deliver = deliver, .context = context};
    *out = w;
    return STATUS_OK;
}

void windows_free(struct windows *w)
{
    if (w == NULL)
        return;
    analyser_free(w->analyser);
    free(w);
}

enum status windows_stream(struct windows *w, int32_t rate_hz, int32_t channels,
                           const double *weights)
{
    assert(w->analyser == NULL);
    const struct analyser_output output = {
        .context = w, .reading = give_reading, .window_ended = give_window_ended, .hum = give_hum};
    enum status s = analyser_create(rate_hz, channels, &output, &w->analyser);
    if (s != STATUS_OK)
        return s;
    for (int32_t c = 0; weights != NULL && c < channels; c++)
        analyser_weigh(w->analyser, c, weights[c]);
    w->rate_hz = rate_hz;
    w->silent_for_good = false;
    return STATUS_OK;
}

void windows_no_stream(struct windows *w)
{
    assert(w->analyser == NULL);
    w->silent_for_good = true;
    if (w->phase == PHASE_WAITING)
        give_up(w, HUM_VOID_STOPPED);
}

static void start_now(struct windows *w)
{
    w->phase = PHASE_RUNNING;
    analyser_start(w->analyser, w->window, (int64_t)w->length_ms * w->rate_hz / 1000);
}

void windows_push(struct windows *w, const float *interleaved, size_t frames, uint64_t lost)
{
    if (lost > 0)
        analyser_gap(w->analyser, lost);
    if (w->phase == PHASE_WAITING && frames > 0)
        start_now(w);
    analyser_push(w->analyser, interleaved, frames);
}

void windows_ended(struct windows *w)
{
    if (w->analyser == NULL)
        return;
    analyser_finish(w->analyser); /* gives the hum of every window that it knows of */
    assert(w->phase == PHASE_NONE || w->phase == PHASE_WAITING);
    analyser_free(w->analyser);
    w->analyser = NULL;
}

void windows_broke_off(struct windows *w)
{
    if (w->phase == PHASE_RUNNING)
        analyser_void(w->analyser, HUM_VOID_STOPPED);
    windows_ended(w);
}

static void start(struct windows *w, const struct sound_command *c, int64_t now_us)
{
    if (w->phase == PHASE_RUNNING)
        analyser_end(w->analyser);
    if (w->phase == PHASE_WAITING)
        give_up(w, HUM_VOID_STOPPED);
    w->window = c->window;
    w->length_ms = c->length_ms;
    w->asked_us = now_us;
    w->phase = PHASE_WAITING;
    if (w->silent_for_good)
        give_up(w, HUM_VOID_STOPPED);
    else if (w->analyser != NULL)
        start_now(w);
}

static void end(struct windows *w)
{
    if (w->phase == PHASE_RUNNING)
        analyser_end(w->analyser);
    if (w->phase == PHASE_WAITING)
        give_up(w, HUM_VOID_STOPPED);
}

static void make_void(struct windows *w)
{
    if (w->phase == PHASE_WAITING)
        give_up(w, HUM_VOID_BY_CHAIR);
    else
        analyser_void(w->analyser, HUM_VOID_BY_CHAIR);
}

void windows_command(struct windows *w, const struct sound_command *c, int64_t now_us)
{
    bool known = w->phase != PHASE_NONE && c->window == w->window;
    switch (c->kind) {
    case SOUND_WINDOW_START:
        start(w, c, now_us);
        break;
    case SOUND_WINDOW_END:
        if (known)
            end(w);
        break;
    case SOUND_WINDOW_VOID:
        if (known)
            make_void(w);
        break;
    case SOUND_CHOOSE_DEVICE:
    case SOUND_CHECK:
        break; /* of the inputs */
    }
}

void windows_tick(struct windows *w, int64_t now_us)
{
    if (w->phase == PHASE_WAITING && now_us - w->asked_us > WINDOWS_WAIT_MAX_US)
        give_up(w, HUM_VOID_STOPPED);
}

bool windows_busy(const struct windows *w)
{
    return w->phase != PHASE_NONE;
}

void windows_close(struct windows *w)
{
    windows_broke_off(w);
    if (w->phase == PHASE_WAITING)
        give_up(w, HUM_VOID_STOPPED);
}
