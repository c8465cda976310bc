/* Several microphones that heard the same window, and the one hum that is made of theirs.
 *
 * Microphone i turns the sound power at its place into G_i times that, and nobody knows G_i: levels
 * re full scale of two microphones cannot be compared, let alone averaged. What has no gain in it
 * is the excess: hum h_i = G_i s_i P and noise n_i = G_i N_i give h_i / n_i = (s_i / N_i) P, in
 * which P is the power that people put into the room and s_i / N_i belongs to the place. The mean
 * of the h_i / n_i is so again a constant times P, and its scatter is less than each one's: a tone
 * in a room differs by 5.6 dB from place to place (Schroeder 1954), and power means of places
 * approach what the whole room hums.
 *
 * But the noise of each single window is measured anew, and a fan that starts would turn every
 * later hum down. So the constants are taken once: the balance. It holds for each microphone the
 * noise at its first hum that has a figure, and adds to every level of it what brings that noise to
 * the level that the first of them had. Hums of different windows then differ as their powers do,
 * also when a microphone is missing from one of them. A microphone of another name begins a balance
 * of its own. */
#ifndef HUMROOM_CORE_MICROPHONES_H
#define HUMROOM_CORE_MICROPHONES_H

#include "core/sound.h"

/* What one microphone measured in a window that several heard. Texts are the holder's. */
struct hum_part {
    struct hum hum;
    const char *device, *api;
};

/* Zeroed is empty. */
struct microphone_balance {
    bool known;
    int32_t noise_mb; /* to which all are brought */
    struct {
        char device[DEVICE_NAME_MAX];
        bool known;
        int32_t noise_mb; /* at its first hum with a figure */
    } of[MICROPHONES_MAX];
};

/* Takes up what the parts tell of microphones that are not in the balance yet. count: 1 ..
 * MICROPHONES_MAX. A microphone whose noise is digital silence has no balance: its levels stay as
 * they are. */
void microphone_balance_learn(struct microphone_balance *s, const struct hum_part *parts,
                              uint32_t count);

/* The hum of them all: mean powers on the balance, over the parts that have a figure; void, for the
 * reason of the first part, where none has. A microphone that heard no hum counts as no power, and
 * what its noise could have hidden widens the interval upwards. The errors are taken to go together
 * (one fan is under all of them), so the interval is no narrower than the parts' own, weighted by
 * power. What belongs to a device (clipped, gain-change, their not_checked) is told where one has
 * it; few-voices and short where all who heard a hum have it, the rest where one has it and not
 * checked where none could. Frames, rate and loudness are those of one of the parts, whose number
 * is the hum's microphone. */
struct hum microphones_mean(const struct microphone_balance *s, const struct hum_part *parts,
                            uint32_t count);

/* How the parts of a hum agree. */
struct microphone_spread {
    uint32_t count;    /* microphones that were listened to; 0: one, and no parts */
    uint32_t measured; /* of them, with a figure */
    uint32_t heard;    /* of them, above their noise */
    int32_t
        spread_mb; /* largest minus smallest excess of those that heard; NONE with fewer than two */
};
struct microphone_spread microphones_spread(const struct hum_part *parts, uint32_t count);

/* What each microphone had of a hum, kept to compare it with another one: levels re its own full
 * scale. */
struct microphone_figures {
    uint32_t count; /* 0: one microphone, and no parts */
    struct {
        bool measured, silent;
        uint32_t device; /* its name, digested (FNV-1a, 32 bits) */
        int32_t noise_mb, hum_mb, hum_low_mb, hum_high_mb, limit_mb;
    } of[MICROPHONES_MAX];
};
struct microphone_figures microphones_figures(const struct hum_part *parts, uint32_t count);

/* A microphone that is missing from one of two hums takes what belongs to its place out of that
 * mean, and nobody knows how much that is: the means cannot be compared. Those that measured both
 * can be: then *first and *second get their mean, as of microphones_mean(), for the comparison
 * only. Returns how many these are; MICROPHONES_ALL where the same ones measured both and nothing
 * changes; MICROPHONES_APART where none did. Both hums are valid. */
enum { MICROPHONES_ALL = 0, MICROPHONES_APART = -1 };
int32_t microphones_in_common(const struct microphone_balance *s,
                              const struct microphone_figures *a,
                              const struct microphone_figures *b, struct hum *first,
                              struct hum *second);

#endif
