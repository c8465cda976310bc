#include "audio/inputs.h"

#include "audio/checkup.h"
#include "audio/file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { READ_FRAMES = 4096 };

struct input {
    struct inputs *all;
    struct source_options options; /* device and file point to the two below, or are NULL */
    char device[DEVICE_NAME_MAX];
    struct source *source;  /* NULL: lost */
    struct sound_info info; /* as last told */
    struct windows *windows;
    struct checkup *checkup; /* NULL: none runs */
    bool streaming;          /* the windows know of the stream */
    int64_t retry_us;        /* when to look for it again */
    int tries;               /* since it was lost */
    int64_t stamp;           /* of the machine's devices, when it was known not to be among them */
};

struct inputs {
    uint32_t count;
    struct input inputs[MICROPHONES_MAX];
    windows_deliver *deliver;
    void *context;
    float samples[READ_FRAMES * SOUND_CHANNELS_MAX];
};

/* Unlike every stamp: PortAudio may know less than the machine. */
enum { STAMP_UNKNOWN = -1 };

static uint32_t index_of(const struct input *in)
{
    return (uint32_t)(in - in->all->inputs);
}

static void tell(struct input *in, enum sound_state state)
{
    if (in->info.state == state)
        return;
    in->info.state = state;
    const struct notice n = {.kind = NOTICE_SOUND, .microphone = index_of(in), .sound = in->info};
    in->all->deliver(in->all->context, &n);
}

/* ---- the set-up check ---- */

static void tell_check(struct input *in, const struct check *check)
{
    const struct notice n = {.kind = NOTICE_CHECK, .microphone = index_of(in), .check = *check};
    in->all->deliver(in->all->context, &n);
}

/* Nothing where none runs. */
static void give_up_check(struct input *in, enum check_end why)
{
    if (in->checkup == NULL)
        return;
    checkup_free(in->checkup);
    in->checkup = NULL;
    tell_check(in, &(struct check){.end = why});
}

static void start_check(struct input *in, uint32_t length_ms)
{
    if (in->checkup != NULL)
        return;
    enum check_end why = CHECK_NO_SOUND;
    if (windows_busy(in->windows))
        why = CHECK_WINDOW;
    else if (in->streaming && checkup_create(in->info.rate_hz, in->info.channels,
                                             (int32_t)length_ms, &in->checkup) == STATUS_OK)
        return;
    tell_check(in, &(struct check){.end = why});
}

static void check_frames(struct input *in, const float *samples, size_t frames, uint64_t lost)
{
    if (in->checkup == NULL)
        return;
    checkup_push(in->checkup, samples, frames, lost);
    if (!checkup_is_done(in->checkup))
        return;
    struct check check;
    checkup_result(in->checkup, &check);
    checkup_free(in->checkup);
    in->checkup = NULL;
    if (in->info.source == SOUND_SOURCE_MICROPHONE)
        source_raw_device(check.raw_device);
    tell_check(in, &check);
}

/* ---- opening ---- */

/* A microphone is looked for by the name it had when it was first opened: never another one. */
static void adopt(struct input *in, struct source *source)
{
    in->source = source;
    in->info = *source_info(source);
    in->info.state = SOUND_STATE_COUNT; /* as nobody was told yet */
    in->tries = 0;
    if (in->info.source != SOUND_SOURCE_MICROPHONE)
        return;
    memcpy(in->device, in->info.device, sizeof in->device);
    in->options.device = in->device;
}

static void let_go(struct input *in)
{
    windows_broke_off(in->windows);
    give_up_check(in, CHECK_NO_SOUND);
    in->streaming = false;
    source_close(in->source);
    in->source = NULL;
    in->retry_us = 0;
}

static bool others_open(const struct input *in)
{
    for (uint32_t i = 0; i < in->all->count; i++)
        if (&in->all->inputs[i] != in && in->all->inputs[i].source != NULL)
            return true;
    return false;
}

static bool others_busy(const struct input *in)
{
    for (uint32_t i = 0; i < in->all->count; i++)
        if (&in->all->inputs[i] != in && in->all->inputs[i].source != NULL &&
            (windows_busy(in->all->inputs[i].windows) || in->all->inputs[i].checkup != NULL))
            return true;
    return false;
}

/* So that PortAudio starts afresh: all are opened again in the same turn or the next. */
static void let_go_of_others(struct input *in, int64_t stamp)
{
    for (uint32_t i = 0; i < in->all->count; i++) {
        struct input *other = &in->all->inputs[i];
        other->stamp = stamp;
        if (other != in && other->source != NULL)
            let_go(other);
    }
}

static bool opened(struct input *in)
{
    struct source *source;
    if (source_open(&in->options, &source) != STATUS_OK)
        return false;
    adopt(in, source);
    tell(in, source_info(source)->state);
    return true;
}

static void look_for(struct input *in, int64_t now_us)
{
    if (others_busy(in))
        return;
    if (opened(in))
        return;
    const int64_t stamp = source_devices_stamp();
    if (in->stamp != stamp && others_open(in)) {
        let_go_of_others(in, stamp);
        if (opened(in))
            return;
    }
    const int64_t wait_ms = in->tries++ < INPUTS_LOOKS ? INPUTS_LOOK_MS : INPUTS_LOOK_LATER_MS;
    in->retry_us = now_us + wait_ms * 1000;
    tell(in, SOUND_LOST);
}

/* ---- hearing ---- */

static void hear_frames(struct input *in)
{
    float *samples = in->all->samples;
    uint64_t lost;
    size_t frames;
    while ((frames = source_read(in->source, samples, READ_FRAMES, &lost)) > 0) {
        if (!in->streaming && windows_stream(in->windows, in->info.rate_hz, in->info.channels,
                                             source_weights(in->source)) != STATUS_OK)
            return; /* no memory now; the next frames try again, and a window waits */
        in->streaming = true;
        windows_push(in->windows, samples, frames, lost);
        check_frames(in, samples, frames, lost);
    }
}

static void hear(struct input *in, int64_t now_us)
{
    if (in->info.state == SOUND_STATE_COUNT)
        tell(in, source_info(in->source)->state);
    source_poll(in->source, now_us);
    hear_frames(in);
    const enum sound_state state = source_info(in->source)->state;
    if (state == SOUND_ENDED && in->streaming) {
        windows_ended(in->windows);
        give_up_check(in, CHECK_NO_SOUND);
        in->streaming = false;
    }
    if (state == SOUND_ENDED || state == SOUND_OFF)
        windows_no_stream(in->windows);
    tell(in, state);
    if (state != SOUND_LOST)
        return;
    in->stamp = source_devices_stamp();
    let_go(in);
}

void inputs_hear(struct inputs *in, int64_t now_us)
{
    for (uint32_t i = 0; i < in->count; i++)
        if (in->inputs[i].source != NULL)
            hear(&in->inputs[i], now_us);
}

void inputs_turn(struct inputs *in, int64_t now_us)
{
    inputs_hear(in, now_us);
    for (uint32_t i = 0; i < in->count; i++)
        if (in->inputs[i].source == NULL && now_us >= in->inputs[i].retry_us)
            look_for(&in->inputs[i], now_us);
}

/* ---- commands ---- */

static void choose_device(struct input *in, const struct sound_command *c, int64_t now_us)
{
    if (in->info.source != SOUND_SOURCE_MICROPHONE)
        return;
    let_go(in);
    memcpy(in->device, c->device, sizeof in->device);
    in->device[sizeof in->device - 1] = '\0';
    in->options.device = in->device;
    memcpy(in->info.device, in->device, sizeof in->info.device);
    in->stamp = STAMP_UNKNOWN;
    in->tries = 0;
    look_for(in, now_us);
}

void inputs_command(struct inputs *in, const struct sound_command *c, int64_t now_us)
{
    if (c->kind == SOUND_CHOOSE_DEVICE) {
        if (c->microphone < in->count)
            choose_device(&in->inputs[c->microphone], c, now_us);
        return;
    }
    for (uint32_t i = 0; i < in->count; i++) {
        if (c->kind == SOUND_CHECK)
            start_check(&in->inputs[i], c->length_ms);
        if (c->kind == SOUND_WINDOW_START)
            give_up_check(&in->inputs[i], CHECK_WINDOW);
        windows_command(in->inputs[i].windows, c, now_us);
    }
}

void inputs_tick(struct inputs *in, int64_t now_us)
{
    for (uint32_t i = 0; i < in->count; i++)
        windows_tick(in->inputs[i].windows, now_us);
}

/* ---- */

enum status inputs_open(const struct source_options *sources, uint32_t count,
                        windows_deliver *deliver, void *context, struct inputs **out,
                        uint32_t *refused)
{
    assert(count >= 1 && count <= MICROPHONES_MAX);
    struct inputs *in = calloc(1, sizeof *in);
    if (in == NULL)
        return FAILED_NO_MEMORY;
    in->count = count;
    in->deliver = deliver;
    in->context = context;
    enum status s = STATUS_OK;
    for (uint32_t i = 0; i < count && s == STATUS_OK; i++) {
        struct source *source = NULL;
        in->inputs[i].all = in;
        in->inputs[i].options = sources[i];
        s = windows_create(i, deliver, context, &in->inputs[i].windows);
        if (s == STATUS_OK)
            s = source_open(&sources[i], &source);
        if (s == STATUS_OK)
            adopt(&in->inputs[i], source);
        *refused = i;
    }
    if (s != STATUS_OK) {
        inputs_close(in);
        return s;
    }
    *out = in;
    return STATUS_OK;
}

void inputs_close(struct inputs *in)
{
    if (in == NULL)
        return;
    for (uint32_t i = 0; i < in->count; i++)
        if (in->inputs[i].windows != NULL) {
            give_up_check(&in->inputs[i], CHECK_NO_SOUND);
            windows_close(in->inputs[i].windows);
        }
    for (uint32_t i = 0; i < in->count; i++) { /* last, for drivers hang */
        windows_free(in->inputs[i].windows);
        source_close(in->inputs[i].source);
    }
    free(in);
}
