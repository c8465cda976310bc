#include "core/sound.h"

#include <assert.h>

static const char *const states[SOUND_STATE_COUNT] = {
    [SOUND_OFF] = "off",   [SOUND_WAITING] = "waiting", [SOUND_RUNNING] = "running",
    [SOUND_LOST] = "lost", [SOUND_ENDED] = "ended",
};

static const char *const sources[] = {
    [SOUND_SOURCE_NONE] = "none",
    [SOUND_SOURCE_MICROPHONE] = "microphone",
    [SOUND_SOURCE_FILE] = "file",
};

const char *sound_state_word(enum sound_state s)
{
    assert(s >= 0 && s < SOUND_STATE_COUNT);
    return states[s];
}

const char *sound_source_word(enum sound_source s)
{
    assert(s >= 0 && s <= SOUND_SOURCE_FILE);
    return sources[s];
}
