#include "audio/source.h"

#include "audio/capture.h"
#include "audio/file.h"
#include "audio/name.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { READ_MAX = 65536 };

struct source {
    struct sound_info info;
    struct capture *capture; /* of a microphone, else NULL */
    struct sound_file *file; /* of a file, else NULL */
    uint32_t speed;
    bool playing; /* of a file: polled before */
    int64_t start_us;
    int64_t due; /* frames until now */
    int64_t played;
};

static enum status open_microphone(struct source *s, const char *device)
{
    enum status status = capture_open(device, &s->capture);
    if (status != STATUS_OK)
        return status;
    const struct capture_device *d = capture_device(s->capture);
    s->info.rate_hz = d->rate_hz;
    s->info.channels = d->channels;
    name_clean(s->info.device, sizeof s->info.device, d->name);
    name_clean(s->info.api, sizeof s->info.api, d->api);
    return STATUS_OK;
}

static enum status open_file(struct source *s, const char *path)
{
    enum status status = sound_file_open(path, &s->file);
    if (status != STATUS_OK)
        return status;
    s->info.rate_hz = sound_file_info(s->file)->rate_hz;
    s->info.channels = sound_file_info(s->file)->channels;
    name_clean(s->info.device, sizeof s->info.device, name_base(path));
    return STATUS_OK;
}

static enum status open_kind(struct source *s, const struct source_options *options)
{
    switch (options->source) {
    case SOUND_SOURCE_NONE:
        return STATUS_OK;
    case SOUND_SOURCE_MICROPHONE:
        return open_microphone(s, options->device);
    case SOUND_SOURCE_FILE:
        return open_file(s, options->file);
    }
    assert(!"a kind of source");
    return FAILED_SOUND;
}

enum status source_open(const struct source_options *options, struct source **out)
{
    struct source *s = calloc(1, sizeof *s);
    if (s == NULL)
        return FAILED_NO_MEMORY;
    s->info.source = options->source;
    s->info.state = options->source == SOUND_SOURCE_NONE ? SOUND_OFF : SOUND_WAITING;
    s->speed = options->speed != 0 ? options->speed : 1;
    enum status status = open_kind(s, options);
    if (status != STATUS_OK) {
        source_close(s);
        return status;
    }
    *out = s;
    return STATUS_OK;
}

void source_close(struct source *s)
{
    if (s == NULL)
        return;
    capture_close(s->capture);
    sound_file_close(s->file);
    free(s);
}

int64_t source_devices_stamp(void)
{
    return capture_devices_stamp();
}

void source_raw_device(char name[DEVICE_NAME_MAX])
{
    capture_raw(name);
}

const struct sound_info *source_info(const struct source *s)
{
    return &s->info;
}

const double *source_weights(const struct source *s)
{
    return s->file != NULL ? sound_file_info(s->file)->weight : NULL;
}

static enum sound_state poll_microphone(struct source *s, int64_t now_us)
{
    switch (capture_poll(s->capture, now_us)) {
    case INTAKE_WAITING:
        return SOUND_WAITING;
    case INTAKE_RUNNING:
        return SOUND_RUNNING;
    case INTAKE_LOST:
        break;
    }
    return SOUND_LOST;
}

static enum sound_state poll_file(struct source *s, int64_t now_us)
{
    if (s->info.state == SOUND_ENDED)
        return SOUND_ENDED;
    if (!s->playing)
        s->start_us = now_us;
    s->playing = true;
    /* 192 kHz * a speed of 1000 * a day in microseconds: 2^64 is passed, so seconds and the rest
     * apart */
    int64_t elapsed_us = now_us - s->start_us;
    int64_t rate = (int64_t)s->info.rate_hz * s->speed;
    s->due = elapsed_us / 1000000 * rate + elapsed_us % 1000000 * rate / 1000000;
    return s->due > 0 ? SOUND_RUNNING : SOUND_WAITING;
}

enum sound_state source_poll(struct source *s, int64_t now_us)
{
    if (s->capture != NULL)
        s->info.state = poll_microphone(s, now_us);
    if (s->file != NULL)
        s->info.state = poll_file(s, now_us);
    return s->info.state;
}

static size_t read_file(struct source *s, float *interleaved, size_t frames)
{
    int64_t ready = s->due - s->played;
    if (s->info.state == SOUND_ENDED || ready <= 0)
        return 0;
    size_t got = 0;
    size_t wanted = ready < (int64_t)frames ? (size_t)ready : frames;
    if (sound_file_read(s->file, interleaved, wanted, &got) != STATUS_OK || got == 0) {
        s->info.state = SOUND_ENDED;
        return 0;
    }
    s->played += (int64_t)got;
    if (s->played == sound_file_info(s->file)->frames)
        s->info.state = SOUND_ENDED;
    return got;
}

size_t source_read(struct source *s, float *interleaved, size_t frames, uint64_t *lost)
{
    assert(frames >= 1 && frames <= READ_MAX);
    *lost = 0;
    if (s->capture != NULL)
        return capture_read(s->capture, interleaved, frames, lost);
    return s->file != NULL ? read_file(s, interleaved, frames) : 0;
}
