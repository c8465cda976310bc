#include "audio/capture.h"

#include "audio/file.h"
#include "audio/name.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <portaudio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Delay does no harm to a meter, lost frames do: let the device collect this much before it calls.
 */
static const double LATENCY_S = 0.1;

enum { RING_SECONDS = 2 };

struct capture {
    struct capture_device device;
    struct intake *intake; /* the audio callback writes, the listener reads */
    PaStream *stream;
    bool initialised;
};

/* Standard error leads nowhere until unmute(); returns what it was, -1 where that could not be
 * done. */
static int mute(void)
{
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0)
        close(nowhere);
    return kept;
}

static void unmute(int kept)
{
    if (kept < 0)
        return;
    dup2(kept, STDERR_FILENO);
    close(kept);
}

/* --- which --- */

static struct capture_device describe(PaDeviceIndex index)
{
    const PaDeviceInfo *info = Pa_GetDeviceInfo(index);
    struct capture_device d = {
        .index = index,
        .channels = info->maxInputChannels,
        .rate_hz = (int32_t)info->defaultSampleRate,
        .is_default = index == Pa_GetDefaultInputDevice(),
    };
    name_clean(d.name, sizeof d.name, info->name);
    name_clean(d.api, sizeof d.api, Pa_GetHostApiInfo(info->hostApi)->name);
    return d;
}

/* CONTEXT: between Pa_Initialize and Pa_Terminate. Outputs too, so that one who names an output can
 * be told so. */
static size_t describe_all(struct capture_device *out, size_t max)
{
    int known = Pa_GetDeviceCount();
    size_t count = known > 0 ? (size_t)known : 0;
    if (count > max)
        count = max;
    for (size_t i = 0; i < count; i++)
        out[i] = describe((PaDeviceIndex)i);
    return count;
}

static PaStreamParameters parameters(const struct capture_device *d)
{
    return (PaStreamParameters){
        .device = d->index,
        .channelCount = d->channels < CAPTURE_CHANNELS_MAX ? d->channels : CAPTURE_CHANNELS_MAX,
        .sampleFormat = paFloat32,
        .suggestedLatency = LATENCY_S,
    };
}

/* The device's own rate. Of an ALSA device that takes any rate PortAudio says 44.1 kHz; behind it
 * is nearly always a converter or a sound server at 48 kHz, so that is asked for first. */
static int32_t own_rate(const struct capture_device *d)
{
    PaStreamParameters p = parameters(d);
    bool any = d->rate_hz == 44100 && strcmp(d->api, "ALSA") == 0;
    return any && Pa_IsFormatSupported(&p, NULL, 48000) == paFormatIsSupported ? 48000 : d->rate_hz;
}

enum status capture_list(struct capture_device *out, size_t max, size_t *count)
{
    int kept = mute();
    enum status s = Pa_Initialize() == paNoError ? STATUS_OK : FAILED_SOUND;
    if (s == STATUS_OK) {
        *count = 0;
        for (int i = 0; i < Pa_GetDeviceCount() && *count < max; i++) {
            struct capture_device d = describe(i);
            if (d.channels < 1)
                continue;
            d.rate_hz = own_rate(&d);
            out[(*count)++] = d;
        }
        Pa_Terminate();
    }
    unmute(kept);
    return s;
}

static bool is_index(const char *wanted, long *index)
{
    if (wanted[0] == '\0' || strspn(wanted, "0123456789") != strlen(wanted))
        return false;
    errno = 0;
    *index = strtol(wanted, NULL, 10);
    return errno == 0;
}

static bool has_inside(const char *name, const char *part)
{
    size_t len = strlen(part);
    for (; len > 0 && *name != '\0'; name++)
        if (strncasecmp(name, part, len) == 0)
            return true;
    return false;
}

static bool is_exactly(const struct capture_device *d, const char *wanted)
{
    return wanted[0] == '\0' ? d->is_default : strcmp(d->name, wanted) == 0;
}

static bool find_device(const struct capture_device *devices, size_t count, const char *wanted,
                        size_t *found)
{
    long index;
    bool by_index = is_index(wanted, &index);
    size_t matches = 0;
    for (size_t i = 0; i < count; i++)
        if (is_exactly(&devices[i], wanted)) {
            *found = i;
            return true;
        }
    for (size_t i = 0; i < count; i++)
        if (by_index ? devices[i].index == index
                     : devices[i].channels > 0 && has_inside(devices[i].name, wanted)) {
            *found = i;
            matches++;
        }
    return matches == 1;
}

enum status capture_choose(const struct capture_device *devices, size_t count, const char *wanted,
                           size_t *chosen)
{
    size_t found;
    if (!find_device(devices, count, wanted != NULL ? wanted : "", &found))
        return REFUSED_NO_DEVICE;
    if (devices[found].channels < 1)
        return REFUSED_DEVICE_BUSY;
    *chosen = found;
    return STATUS_OK;
}

/* --- open --- */

/* CONTEXT: audio callback. Wait-free: no lock, no allocation, no log, no PortAudio. */
static int heard(const void *input, void *output, unsigned long frames,
                 const PaStreamCallbackTimeInfo *time, PaStreamCallbackFlags flags, void *context)
{
    (void)output;
    (void)time;
    struct capture *c = context;
    enum intake_news news = input == NULL || (flags & paInputUnderflow) != 0 ? INTAKE_NO_FRAMES
                            : (flags & paInputOverflow) != 0                 ? INTAKE_AFTER_LOSS
                                                                             : INTAKE_FRAMES;
    intake_take(c->intake, news, input, frames);
    return paContinue;
}

static enum status refusal(PaError e)
{
    return e == paNoError              ? STATUS_OK
           : e == paInsufficientMemory ? FAILED_NO_MEMORY
                                       : REFUSED_DEVICE_BUSY;
}

static enum status choose_device(struct capture *c, const char *wanted)
{
    struct capture_device *devices = calloc(CAPTURE_DEVICES_MAX, sizeof *devices);
    if (devices == NULL)
        return FAILED_NO_MEMORY;
    size_t chosen;
    enum status s =
        capture_choose(devices, describe_all(devices, CAPTURE_DEVICES_MAX), wanted, &chosen);
    if (s == STATUS_OK) {
        c->device = devices[chosen];
        c->device.rate_hz = own_rate(&c->device);
        c->device.channels = parameters(&c->device).channelCount;
        if (c->device.rate_hz < SOUND_RATE_MIN_HZ || c->device.rate_hz > SOUND_RATE_MAX_HZ)
            s = REFUSED_RATE;
    }
    free(devices);
    return s;
}

static enum status open_stream(struct capture *c)
{
    size_t room = (size_t)c->device.rate_hz * RING_SECONDS;
    enum status s = intake_create(c->device.channels, room, &c->intake);
    if (s != STATUS_OK)
        return s;
    PaStreamParameters p = parameters(&c->device);
    s = refusal(Pa_OpenStream(&c->stream, &p, NULL, c->device.rate_hz, paFramesPerBufferUnspecified,
                              paClipOff | paDitherOff, heard, c));
    return s == STATUS_OK ? refusal(Pa_StartStream(c->stream)) : s;
}

enum status capture_open(const char *wanted, struct capture **out)
{
    struct capture *c = calloc(1, sizeof *c);
    if (c == NULL)
        return FAILED_NO_MEMORY;
    int kept = mute();
    c->initialised = Pa_Initialize() == paNoError;
    enum status s = c->initialised ? choose_device(c, wanted) : FAILED_SOUND;
    if (s == STATUS_OK)
        s = open_stream(c);
    if (s != STATUS_OK)
        capture_close(c);
    unmute(kept);
    if (s != STATUS_OK)
        return s;
    *out = c;
    return STATUS_OK;
}

void capture_close(struct capture *c)
{
    if (c == NULL)
        return;
    if (c->stream != NULL) {
        Pa_AbortStream(c->stream);
        Pa_CloseStream(c->stream);
    }
    if (c->initialised)
        Pa_Terminate();
    intake_free(c->intake);
    free(c);
}

int64_t capture_devices_stamp(void)
{
    struct stat s;
    return stat("/dev/snd", &s) == 0 ? (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec
                                     : 0;
}

void capture_raw(char name[DEVICE_NAME_MAX])
{
    name[0] = '\0';
    for (int i = 0; i < Pa_GetDeviceCount(); i++) {
        const struct capture_device d = describe(i);
        if (d.channels < 1 || !device_is_raw(d.api, d.name))
            continue;
        memcpy(name, d.name, DEVICE_NAME_MAX);
        return;
    }
}

const struct capture_device *capture_device(const struct capture *c)
{
    return &c->device;
}

size_t capture_read(struct capture *c, float *interleaved, size_t frames, uint64_t *lost)
{
    return intake_read(c->intake, interleaved, frames, lost);
}

enum intake_state capture_poll(struct capture *c, int64_t now_us)
{
    enum intake_state s = intake_poll(c->intake, now_us);
    return Pa_IsStreamActive(c->stream) == 1 ? s : INTAKE_LOST;
}
