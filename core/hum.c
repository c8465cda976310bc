#include "core/hum.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *word;
    const char *phrase;
} strengths[STRENGTH_COUNT] = {
    [STRENGTH_NONE] = {"none", "no figure"},
    [STRENGTH_SILENCE] = {"silence", "no hum measured above the room's noise"},
    [STRENGTH_WEAK] = {"weak", "weak hum"},
    [STRENGTH_SOME] = {"some", "some hums"},
    [STRENGTH_STRONG] = {"strong", "strong hum"},
};

static const char *const heards[HEARD_COUNT] = {
    [HEARD_NOTHING_ENTERED] = "nothing-entered",
    [HEARD_SILENCE] = "silence",
    [HEARD_WEAK] = "weak",
    [HEARD_SOME] = "some",
    [HEARD_STRONG] = "strong",
    [HEARD_APPROVAL] = "approval",
    [HEARD_MUTTERING] = "muttering",
};

static const struct {
    const char *word;
    const char *phrase;
    const char *advice;
} flags[FLAG_COUNT] = {
    [FLAG_CLIPPED] = {"clipped", "too loud for the microphone",
                      "The microphone was driven beyond its range, so the hum was louder than "
                      "shown: turn the input down and hum again."},
    [FLAG_GAIN_CHANGE] = {"gain-change", "the microphone changed its gain",
                          "The device seems to adjust its own gain, so two hums cannot be "
                          "compared: switch its automatic gain and noise suppression off, or go "
                          "by ear."},
    [FLAG_SPEECH] = {"speech", "somebody may have been speaking",
                     "What was measured sounds like speech: ask for quiet and hum again."},
    [FLAG_APPLAUSE] = {"applause", "there was applause",
                       "What was measured sounds like applause: ask for a hum instead."},
    [FLAG_FEW_VOICES] = {"few-voices", "few voices, or many in unison",
                         "The sound is that of few voices, or of many in unison: look whether many "
                         "hummed, and ask for a hum on mixed notes where you doubt it."},
    [FLAG_SHORT] = {"short", "a short hum",
                    "The hum lasted less than two seconds, so its level is less certain: ask for "
                    "a longer hum."},
    [FLAG_UNSTEADY] = {"unsteady", "an unsteady hum",
                       "The level rose or fell a lot during the hum: ask the room to start "
                       "together and to hold the hum."},
    [FLAG_FLOOR_SHIFT] = {"floor-shift", "the room's noise changed",
                          "The room's noise was not the same before and after the hum: wait until "
                          "it is quiet and hum again."},
    [FLAG_GAP] = {"gap", "sound was lost",
                  "Sound was lost on the way from the microphone: hum again, or go by ear."},
    [FLAG_NO_NOISE_ESTIMATE] = {"no-noise-estimate", "no quiet moment to compare with",
                                "There was less than a second of quiet around the hum: leave a "
                                "moment of silence before it and hum again."},
};

static const struct {
    const char *word;
    const char *phrase;
} voids[HUM_VOID_COUNT] = {
    [HUM_VALID] = {"", ""},
    [HUM_VOID_GAP] = {"gap", "not measured: sound was lost"},
    [HUM_VOID_NO_NOISE] = {"no-noise-estimate",
                           "not measured: there was no quiet moment to compare with"},
    [HUM_VOID_STOPPED] = {"stopped", "not measured: the microphone or the program stopped"},
    [HUM_VOID_BY_CHAIR] = {"by-chair", "set aside by the chair"},
};

const char *strength_word(enum strength s)
{
    assert(s >= 0 && s < STRENGTH_COUNT);
    return strengths[s].word;
}

const char *strength_phrase(enum strength s)
{
    assert(s >= 0 && s < STRENGTH_COUNT);
    return strengths[s].phrase;
}

const char *heard_word(enum heard h)
{
    assert(h >= 0 && h < HEARD_COUNT);
    return heards[h];
}

enum status heard_from_word(const char *word, enum heard *out)
{
    for (int h = 0; h < HEARD_COUNT; h++)
        if (strcmp(heards[h], word) == 0) {
            *out = (enum heard)h;
            return STATUS_OK;
        }
    return REFUSED_BAD_VALUE;
}

const char *flag_word(enum flag f)
{
    assert(f >= 0 && f < FLAG_COUNT);
    return flags[f].word;
}

const char *flag_phrase(enum flag f)
{
    assert(f >= 0 && f < FLAG_COUNT);
    return flags[f].phrase;
}

const char *flag_advice(enum flag f)
{
    assert(f >= 0 && f < FLAG_COUNT);
    return flags[f].advice;
}

const char *hum_void_word(enum hum_void v)
{
    assert(v >= 0 && v < HUM_VOID_COUNT);
    return voids[v].word;
}

const char *hum_void_phrase(enum hum_void v)
{
    assert(v >= 0 && v < HUM_VOID_COUNT);
    return voids[v].phrase;
}

enum strength strength_of_excess(int32_t excess_mb)
{
    if (excess_mb < STRENGTH_SOME_FROM_MB)
        return STRENGTH_WEAK;
    return excess_mb < STRENGTH_STRONG_FROM_MB ? STRENGTH_SOME : STRENGTH_STRONG;
}

struct hum hum_without_figure(uint32_t window, enum hum_void why)
{
    return (struct hum){
        .window = window,
        .onset_frame = -1,
        .offset_frame = -1,
        .void_reason = why,
        .hum_mb = LEVEL_NONE_MB,
        .hum_low_mb = LEVEL_NONE_MB,
        .hum_high_mb = LEVEL_NONE_MB,
        .noise_mb = LEVEL_NONE_MB,
        .excess_mb = LEVEL_NONE_MB,
        .interval_low_mb = LEVEL_NONE_MB,
        .interval_high_mb = LEVEL_NONE_MB,
        .limit_mb = LEVEL_NONE_MB,
        .loudness_mb = LEVEL_NONE_MB,
        .strength = STRENGTH_NONE,
        .scatter_mb = LEVEL_NONE_MB,
    };
}
