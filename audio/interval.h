/* How far the truth about a hum may be from what was measured: 95 % intervals, from what is known
 * of the room's noise and of the hum itself.
 *
 * A hum's power is the power in its stretch less the power of the noise. Four things may be wrong:
 *  - the stretch: its ends are found to a fifth of a second, and the level there is off by its
 *    scatter;
 *  - hum and noise add in power only on average: of tones of power H in noise of density G(f) a
 *    mean over T seconds is off by sqrt(2 H G / T); for noise that falls as 1/f, as rooms' does,
 *    G = N / (f ln 10) between 100 and 1000 Hz, and f about 150 Hz;
 *  - the noise over minutes is not what it was in the seconds that were heard;
 *  - the noise during the stretch is not what it is over minutes.
 *
 * The mean of noise over t seconds is taken as a Gamma variable with the relative standard
 * deviation wander / sqrt t (exact for Gaussian noise, whose power is chi-squared, and near enough
 * for bursts), its quantiles by Wilson and Hilferty 1931; wander is an estimate from few seconds,
 * so they are Student's, not normal. Beyond that, some seconds tell little of minutes:
 *  - seconds that follow each other are not independent. The level of any room wanders slowly, more
 *    where its seconds scatter more: by 0.1 dB and a third of that scatter;
 *  - there is also what happens more rarely and was not heard yet (a cough in the corridor). That
 *    only ever adds: 0.3 dB, and as much again as a second scatters, where seven seconds were
 * heard. It goes with the inverse of the seconds, for what did not happen in t seconds happens less
 *    often than three times in t (the rule of three, Hanley and Lippman-Hand 1983).
 * In both, a second's scatter counts up to 20 %. Where nothing but steady noise was heard the least
 * of both remains: nothing tells that room from one in which something will happen soon.
 *
 * Each of the four is carried through to the level by itself, upwards and downwards, and their
 * squares added: near the noise an interval reaches further down than up. Where the hum may be
 * nothing at all, for the noise may be as much as all that was heard, there is no lower end in dB:
 * such an interval reaches HUM_REACHES_NOTHING_MB or more below the hum, by how much has no
 * meaning, and words say "at most". */
#ifndef HUMROOM_AUDIO_INTERVAL_H
#define HUMROOM_AUDIO_INTERVAL_H

#include "audio/plateau.h"
#include "audio/room_noise.h"

/* How far the truth may be below and above a level, in dB; >= 0. */
struct reach {
    double below_db;
    double above_db;
};

struct interval {
    struct reach hum; /* the level of the hum alone */
    struct reach
        excess; /* that less the level of the noise, in which the noise's error comes twice */
};

/* The mean power of noise of which so much was heard: from low to high times noise->power. */
struct range {
    double low;
    double high;
};

/* 95 % intervals: over minutes; and during some seconds, were power the mean over minutes. */
struct range interval_of_noise(const struct room_noise *noise);
struct range interval_of_noise_during(const struct room_noise *noise, double seconds);

/* plateau->power > 0; noise->power may be 0 (digital silence). */
struct interval interval_find(const struct room_noise *noise, const struct plateau *plateau);

#endif
