#include "core/check.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    MUTED_BELOW_MB = -10000, /* no microphone in a room is so quiet */
    QUIET_BELOW_MB = -8500,  /* noise: 16 bits have steps of -101 dB over all frequencies */
    NOISY_ABOVE_MB = -3500,  /* noise: little is left for hums before it clips */
};

static const char *const ends[CHECK_END_COUNT] = {
    [CHECK_DONE] = "done", [CHECK_WINDOW] = "hum-running", [CHECK_NO_SOUND] = "no-sound"};

static const struct {
    const char *word, *phrase;
} gains[GAIN_COUNT] = {
    [GAIN_STEADY] = {"steady", "steady"},
    [GAIN_MOVES] = {"moves", "the device changes its own gain"},
    [GAIN_NOTHING_LOUD] = {"nothing-loud", "not checked: nobody hummed"},
    [GAIN_NOTHING_QUIET] = {"nothing-quiet", "not checked: there was no quiet moment"},
    [GAIN_NO_HISS] = {"no-hiss", "not checked: the device has no hiss to see it by"},
    [GAIN_RATE] = {"rate", "not checked: the rate is too low to see it"},
};

const char *check_end_word(enum check_end e)
{
    assert(e >= 0 && e < CHECK_END_COUNT);
    return ends[e];
}

const char *check_gain_word(enum check_gain g)
{
    assert(g >= 0 && g < GAIN_COUNT);
    return gains[g].word;
}

const char *check_gain_phrase(enum check_gain g)
{
    assert(g >= 0 && g < GAIN_COUNT);
    return gains[g].phrase;
}

bool device_is_raw(const char *api, const char *device)
{
    return strcmp(api, "ALSA") == 0 && strstr(device, "(hw:") != NULL;
}

static void add_unchecked(enum check_gain g, struct text *out)
{
    switch (g) {
    case GAIN_NOTHING_LOUD:
        text_add(out, "Whether the device changes its own gain could not be checked, because "
                      "nothing was loud: check again, hum once for three seconds, then be quiet.");
        break;
    case GAIN_NOTHING_QUIET:
        text_add(out, "Whether the device changes its own gain could not be checked, because it "
                      "was never quiet: check again, be quiet, hum once for three seconds, be "
                      "quiet.");
        break;
    default:
        text_add(out, "Whether the device changes its own gain cannot be seen here: make sure in "
                      "the sound settings that automatic gain and noise suppression are off.");
    }
}

static void add_server(const struct check *c, struct text *out)
{
    if (c->raw_device[0] != '\0')
        text_addf(
            out,
            "This device stands behind a sound server, which may change the sound, or take another "
            "microphone without a word when this one is unplugged: \"%s\" is there without "
            "one.",
            c->raw_device);
    else
        text_add(
            out,
            "Only devices behind a sound server are there, which may change the sound, or take "
            "another microphone without a word when this one is unplugged: make sure "
            "that automatic gain and noise suppression are off in it.");
}

static const char *fixed(enum advice a)
{
    switch (a) {
    case ADVICE_SILENT:
        return "Nothing is heard: the microphone is muted or switched off, or another one is "
               "meant.";
    case ADVICE_LOST:
        return "Sound was lost on the way from the microphone, and a hum with a gap is void: close "
               "other programs, or use another socket.";
    case ADVICE_CLIPPED:
        return "It was too loud for the microphone: turn the input down.";
    case ADVICE_GAIN:
        return "The device changes its own gain, so two hums cannot be compared: switch automatic "
               "gain and noise suppression off in the sound settings, or take another device.";
    case ADVICE_QUIET:
        return "The input is very quiet: turn it up.";
    case ADVICE_NOISY:
        return "The room's noise takes up much of the microphone's range: turn the input down, and "
               "look for what hums or blows.";
    case ADVICE_PLACE:
        return "Put the laptop where it hears all of the room alike: two metres or more from "
               "anybody who hums, away from fans and projectors, and leave it there.";
    case ADVICE_BESIDE:
        return "Do not hum beside it: one person at arm's length outweighs a crowd.";
    case ADVICE_REMOTE:
        return "While the room hums, mute the floor microphones and the sound of those who are "
               "remote.";
    default:
        return "";
    }
}

static bool applies(const struct check *c, const char *api, const char *device, enum advice a)
{
    const bool heard = c->loudest_mb > MUTED_BELOW_MB;
    switch (a) {
    case ADVICE_SILENT:
        return !heard;
    case ADVICE_LOST:
        return c->lost_frames > 0;
    case ADVICE_CLIPPED:
        return c->clipped_ms > 0;
    case ADVICE_GAIN:
        return c->gain == GAIN_MOVES;
    case ADVICE_GAIN_UNCHECKED:
        return heard && c->gain != GAIN_MOVES && c->gain != GAIN_STEADY;
    case ADVICE_QUIET:
        return heard && c->noise_mb != LEVEL_NONE_MB && c->noise_mb < QUIET_BELOW_MB;
    case ADVICE_NOISY:
        return c->noise_mb != LEVEL_NONE_MB && c->noise_mb > NOISY_ABOVE_MB;
    case ADVICE_SERVER:
        return api[0] != '\0' && !device_is_raw(api, device);
    default:
        return true;
    }
}

bool check_advice(const struct check *c, const char *api, const char *device, enum advice a,
                  struct text *out)
{
    assert(a >= 0 && a < ADVICE_COUNT);
    if (c->end != CHECK_DONE || !applies(c, api, device, a))
        return false;
    if (a == ADVICE_GAIN_UNCHECKED)
        add_unchecked(c->gain, out);
    else if (a == ADVICE_SERVER)
        add_server(c, out);
    else
        text_add(out, fixed(a));
    return true;
}

struct json *check_advice_list(const struct check *c, const char *api, const char *device)
{
    struct json *list = json_array_new();
    for (int a = 0; a < ADVICE_COUNT; a++) {
        struct text t = {0};
        char *said;
        size_t len;
        if (!check_advice(c, api, device, (enum advice)a, &t) ||
            text_take(&t, &said, &len) != STATUS_OK)
            continue;
        json_add_text(list, said);
        free(said);
    }
    return list;
}
