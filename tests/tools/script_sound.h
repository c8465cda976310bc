/* The sound of a scripted meeting: a recording and where on it people hum, measured by the analyser
 * as in a meeting, where nobody asks for quiet before. */
#ifndef HUMROOM_TESTS_TOOLS_SCRIPT_SOUND_H
#define HUMROOM_TESTS_TOOLS_SCRIPT_SOUND_H

#include "clients/cli/cues.h"
#include "core/hum.h"

struct script_sound {
    struct cues cues;
    struct hum *hums; /* cues.count of them, in that order */
};

/* wav: the recording; WAV.cues.json beside it says where. Any refusal or failure of a file. */
CHECKED enum status script_sound_open(struct script_sound *out, const char *wav);
void script_sound_release(struct script_sound *s); /* accepts what is zeroed */

/* What was measured at the cue of that label; NULL where there is none. */
const struct hum *script_sound_hum(const struct script_sound *s, const char *label);

#endif
