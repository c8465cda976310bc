/* The set-up check: ten seconds of listening before the meeting, and what to do about what was
 * found. Plain values; nothing of it goes into the record. Levels as in hum.h. */
#ifndef HUMROOM_CORE_CHECK_H
#define HUMROOM_CORE_CHECK_H

#include "core/hum.h"
#include "core/json.h"
#include "core/text.h"

enum { CHECK_DEVICE_MAX = 128, CHECK_SECONDS = 10, CHECK_SECONDS_MIN = 4, CHECK_SECONDS_MAX = 30 };

/* CHECK_WINDOW: a hum is measured; CHECK_NO_SOUND: there is none, or it went away. Only CHECK_DONE
 * has figures. */
enum check_end { CHECK_DONE, CHECK_WINDOW, CHECK_NO_SOUND, CHECK_END_COUNT };

/* Does the device change its own gain? It can only be seen while something is loud, in the hiss,
 * which must then stay as it is. */
enum check_gain {
    GAIN_STEADY,
    GAIN_MOVES,
    GAIN_NOTHING_LOUD,  /* nobody hummed */
    GAIN_NOTHING_QUIET, /* no quiet moment to compare with */
    GAIN_NO_HISS,       /* too little of it, or digital silence: what is behind cannot be seen */
    GAIN_RATE,          /* the rate does not hold 4 to 7.5 kHz */
    GAIN_COUNT
};

struct check {
    enum check_end end;
    int32_t length_ms;
    int32_t level_mb;   /* power mean, 100 to 1000 Hz */
    int32_t loudest_mb; /* half a second, 100 to 1000 Hz */
    int32_t peak_mb;    /* the largest sample re full scale, all frequencies: 0 is full scale */
    int32_t noise_mb;   /* room noise, NONE where it was never quiet */
    int32_t hiss_mb;    /* 4 to 7.5 kHz while quiet, NONE where not known */
    enum check_gain gain;
    int32_t gain_mb; /* change of the hiss during or after what was loud, NONE where not checked */
    int32_t clipped_ms; /* of sound at full scale */
    uint64_t lost_frames;
    char raw_device[CHECK_DEVICE_MAX]; /* a device with no sound server before it, "" where there is
                                          none */
};

const char *check_end_word(enum check_end e);
const char *check_gain_word(enum check_gain g);
const char *check_gain_phrase(enum check_gain g);

/* PortAudio's names of ALSA's raw devices end in "(hw:0,0)"; what has another name, and JACK, goes
 * through a sound server or a plugin. */
bool device_is_raw(const char *api, const char *device);

/* One sentence each, the most urgent first. What is about this microphone, then what is always
 * said. Adds it to out and returns true where it applies. */
enum advice {
    ADVICE_SILENT,
    ADVICE_LOST,
    ADVICE_CLIPPED,
    ADVICE_GAIN,
    ADVICE_GAIN_UNCHECKED,
    ADVICE_QUIET,
    ADVICE_NOISY,
    ADVICE_SERVER,
    ADVICE_PLACE,
    ADVICE_BESIDE,
    ADVICE_REMOTE,
    ADVICE_COUNT
};
bool check_advice(const struct check *c, const char *api, const char *device, enum advice a,
                  struct text *out);
/* All sentences that apply, as a list of JSON; taken over by the caller. */
struct json *check_advice_list(const struct check *c, const char *api, const char *device);

#endif
