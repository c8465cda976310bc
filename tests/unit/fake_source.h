/* Stands in for audio/source.c: microphones that are plugged in and out by the test, on its clock.
 * Like PortAudio it knows only the devices that were there when the first of its sources was
 * opened. Include it in one test; the linker then leaves the real one out. */
#ifndef HUMROOM_TESTS_FAKE_SOURCE_H
#define HUMROOM_TESTS_FAKE_SOURCE_H

#include "tests/unit/unit.h"

#include "audio/source.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FAKE_RATE_HZ = 8000, FAKE_DEVICES = 3 };

struct source {
    struct sound_info info;
    int device;
    size_t ready;
    int64_t polled_us;
};

/* Devices "A", "B", "C". */
static struct {
    bool there[FAKE_DEVICES];
    bool known[FAKE_DEVICES]; /* to the library, since it started */
    int open;
    int starts; /* of the library */
    int tries;  /* to open something */
    int64_t stamp;
    float level; /* every sample */
} machine;

static void machine_begin(const char *devices)
{
    memset(&machine, 0, sizeof machine);
    for (; *devices != '\0'; devices++)
        machine.there[*devices - 'A'] = true;
}

static void machine_plug(char device, bool in)
{
    machine.there[device - 'A'] = in;
    machine.stamp++;
}

enum status source_open(const struct source_options *options, struct source **out)
{
    const int device = options->device[0] - 'A';
    machine.tries++;
    if (machine.open == 0) {
        memcpy(machine.known, machine.there, sizeof machine.known);
        machine.starts++;
    }
    if (!machine.known[device] || !machine.there[device])
        return REFUSED_NO_DEVICE;
    struct source *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->device = device;
    s->info = (struct sound_info){.source = SOUND_SOURCE_MICROPHONE,
                                  .state = SOUND_WAITING,
                                  .rate_hz = FAKE_RATE_HZ,
                                  .channels = 1};
    memcpy(s->info.device, options->device, strlen(options->device) + 1);
    s->polled_us = -1;
    machine.open++;
    *out = s;
    return STATUS_OK;
}

void source_close(struct source *s)
{
    machine.open -= s != NULL;
    free(s);
}

const double *source_weights(const struct source *s)
{
    (void)s;
    return NULL;
}

int64_t source_devices_stamp(void)
{
    return machine.stamp;
}

void source_raw_device(char name[DEVICE_NAME_MAX])
{
    memcpy(name, "Raw (hw:0)", sizeof "Raw (hw:0)");
}

const struct sound_info *source_info(const struct source *s)
{
    return &s->info;
}

enum sound_state source_poll(struct source *s, int64_t now_us)
{
    if (s->polled_us >= 0)
        s->ready += (size_t)((now_us - s->polled_us) * FAKE_RATE_HZ / 1000000);
    s->polled_us = now_us;
    s->info.state = machine.there[s->device] ? SOUND_RUNNING : SOUND_LOST;
    return s->info.state;
}

size_t source_read(struct source *s, float *interleaved, size_t frames, uint64_t *lost)
{
    const size_t n = s->ready < frames ? s->ready : frames;
    *lost = 0;
    for (size_t i = 0; i < n; i++)
        interleaved[i] = machine.level;
    s->ready -= n;
    return n;
}

#endif
