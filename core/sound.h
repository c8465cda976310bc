/* What passes between the loop and a listener: sound commands one way, notices the other. Plain
 * values, copied. */
#ifndef HUMROOM_CORE_SOUND_H
#define HUMROOM_CORE_SOUND_H

#include "core/check.h"
#include "core/hum.h"

enum { DEVICE_NAME_MAX = 128, MICROPHONES_MAX = 4 };

/* Loop -> listener. A window starts at the newest frame that the listener has when the command
 * arrives (with the first sample where the stream has none yet) and ends at SOUND_WINDOW_END or
 * after length_ms. One window at a time for each listener: a start ends the one that runs.
 * SOUND_WINDOW_VOID: the window gives a hum with the void reason "by-chair". */
enum sound_command_kind {
    SOUND_WINDOW_START,
    SOUND_WINDOW_END,
    SOUND_WINDOW_VOID,
    SOUND_CHOOSE_DEVICE,
    SOUND_CHECK
};

struct sound_command {
    enum sound_command_kind kind;
    uint32_t window; /* number of the window, of the loop's choosing; echoed in struct hum. END and
                        VOID mean the window of that number: nothing happens where its hum was given
                        already */
    uint32_t length_ms;  /* SOUND_WINDOW_START: 1..HUM_SECONDS_MAX * 1000; SOUND_CHECK:
                            CHECK_SECONDS_MIN..MAX,  in ms */
    uint32_t microphone; /* SOUND_CHOOSE_DEVICE: which of several; windows are of all of them */
    char device[DEVICE_NAME_MAX]; /* SOUND_CHOOSE_DEVICE: name or index, "" the default */
};

enum sound_source { SOUND_SOURCE_NONE, SOUND_SOURCE_MICROPHONE, SOUND_SOURCE_FILE };

/* SOUND_WAITING: opened, no sample yet. SOUND_LOST: the device went away (noticed within 500 ms);
 * tries to reopen. SOUND_ENDED: the file has been played to its end. */
enum sound_state {
    SOUND_OFF,
    SOUND_WAITING,
    SOUND_RUNNING,
    SOUND_LOST,
    SOUND_ENDED,
    SOUND_STATE_COUNT
};

/* What the sound of the meeting comes from. */
struct sound_info {
    enum sound_source source;
    enum sound_state state;
    int32_t rate_hz;
    int32_t channels;
    char device[DEVICE_NAME_MAX]; /* UTF-8, cleaned; a file's base name */
    char api[32];                 /* "ALSA", "" for files */
};

/* Listener -> loop, through the mailbox.
 * NOTICE_WINDOW_ENDED: the window is over; "measured, checking the room noise". NOTICE_HUM: final,
 * up to 2.5 s later. Every window that was started gives exactly one NOTICE_HUM of each microphone,
 * valid or void, also when the device is lost. NOTICE_CHECK: one of each microphone for every
 * SOUND_CHECK; one that comes while another runs is not obeyed, and gives none. A window that
 * starts ends the check. */
enum notice_kind { NOTICE_READING, NOTICE_WINDOW_ENDED, NOTICE_HUM, NOTICE_SOUND, NOTICE_CHECK };

struct notice {
    enum notice_kind kind;
    uint32_t microphone;
    union {
        struct reading reading;
        uint32_t window;
        struct hum hum;
        struct sound_info sound;
        struct check check;
    };
};

const char *sound_state_word(enum sound_state s);
const char *sound_source_word(enum sound_source s);

#endif
