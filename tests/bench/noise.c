#include "tests/bench/noise.h"

#include "tests/bench/convolve.h"
#include "tests/bench/voice.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const char *noise_word(enum noise_kind kind)
{
    static const char *const words[NOISE_KIND_COUNT] = {
        "pink", "air", "fan", "keyboard", "paper", "corridor", "murmur",
    };
    return words[kind];
}

/* First-order sections an octave or so apart, staggered for a slope; 1/f for share 1, more for
 * more. */
static void shaped(struct chance *c, double share, double rate_hz, double *out, size_t count)
{
    enum { SECTIONS = 8 };
    double state[SECTIONS] = {0}, keep[SECTIONS], gain[SECTIONS];
    for (int k = 0; k < SECTIONS; k++) {
        const double hz = 20 * pow(2.4, k);
        keep[k] = exp(-2 * M_PI * fmin(hz, rate_hz / 3) / rate_hz);
        gain[k] = pow(2.4, -k * share / 2) * sqrt(1 - keep[k]);
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = 0;
        for (int k = 0; k < SECTIONS; k++) {
            state[k] = keep[k] * state[k] + gain[k] * chance_between(c, -1.7320508, 1.7320508);
            out[i] += state[k];
        }
    }
}

static double band_power(const double *x, size_t count, double rate_hz)
{
    double *band = malloc(count * sizeof *band), sum = 0;
    assert(band != NULL);
    memcpy(band, x, count * sizeof *band);
    convolve_band(band, count, rate_hz, 100, 1000);
    for (size_t i = 0; i < count; i++)
        sum += band[i] * band[i];
    free(band);
    return sum / (double)count;
}

static void scale(double *x, size_t count, double rate_hz, double power)
{
    const double is = band_power(x, count, rate_hz), gain = is > 0 ? sqrt(power / is) : 1;
    for (size_t i = 0; i < count; i++)
        x[i] *= gain;
}

/* One burst of filtered noise: rises at once, dies away within `seconds`. */
static void burst(struct chance *c, double rate_hz, double level, double seconds, double *out,
                  size_t count)
{
    const double cut = exp(-2 * M_PI * chance_between(c, 400, 2500) / rate_hz);
    const double decay = exp(-4 / (seconds * rate_hz));
    double low = 0, envelope = level;
    for (size_t i = 0; i < count && (double)i < 2 * seconds * rate_hz; i++) {
        low = cut * low + (1 - cut) * chance_normal(c);
        out[i] += low * envelope;
        envelope *= decay;
    }
}

/* Bursts at random moments, `rate` a second on average. */
static void bursts(struct chance *c, double rate, double shortest, double longest, double rate_hz,
                   double *out, size_t count)
{
    double at = 0;
    for (;;) {
        at += -log(1 - chance_between(c, 0, 1)) / rate * rate_hz;
        if (at >= (double)count)
            return;
        const double level = pow(10, 4 * chance_normal(c) / 20);
        burst(c, rate_hz, level, chance_between(c, shortest, longest), out + (size_t)at,
              count - (size_t)at);
    }
}

/* The level wanders by a standard deviation of 0.4 dB, forgetting itself within 4 s. */
static void wander(struct chance *c, double rate_hz, double *x, size_t count)
{
    const double keep = exp(-1 / (4 * rate_hz)), push = sqrt(1 - keep * keep);
    double level_db = chance_normal(c);
    for (size_t i = 0; i < count; i++) {
        level_db = keep * level_db + push * chance_between(c, -1.7320508, 1.7320508);
        x[i] *= pow(10, 0.4 * level_db / 20);
    }
}

static void add_scaled(double *extra, double power, double rate_hz, double *out, size_t count)
{
    scale(extra, count, rate_hz, power);
    for (size_t i = 0; i < count; i++)
        out[i] += extra[i];
}

/* Adds bursts that have so much power on average; there may be none. */
static void add_bursts(struct chance *c, double rate, double shortest, double longest, double power,
                       double rate_hz, double *out, size_t count)
{
    double *extra = calloc(count, sizeof *extra);
    assert(extra != NULL);
    bursts(c, rate, shortest, longest, rate_hz, extra, count);
    add_scaled(extra, power, rate_hz, out, count);
    free(extra);
}

/* Adds people who say something for some seconds and then nothing for some. */
static void add_talk(struct chance *c, int people, double power, double rate_hz, double *out,
                     size_t count)
{
    double *extra = calloc(count, sizeof *extra), *said = calloc(count, sizeof *said);
    assert(extra != NULL && said != NULL);
    for (int p = 0; p < people; p++)
        for (double at_s = chance_between(c, 0, 3); at_s * rate_hz < (double)count;) {
            const double seconds = chance_between(c, 0.7, 2.5);
            const size_t at = (size_t)(at_s * rate_hz), all = (size_t)(seconds * rate_hz);
            const size_t left = count - at, length = all < left ? all : left;
            const double level = pow(10, 2 * chance_normal(c) / 20);
            voice_talk(c, rate_hz, said, length);
            for (size_t i = 0; i < length; i++)
                extra[at + i] += level * said[i];
            at_s += seconds + chance_between(c, 0.5, 4);
        }
    add_scaled(extra, power, rate_hz, out, count);
    free(said);
    free(extra);
}

void noise_make(struct chance *c, enum noise_kind kind, double rate_hz, double *out, size_t count)
{
    const bool air = kind == NOISE_AIR || kind == NOISE_CORRIDOR;
    shaped(c, air ? 1.67 : 1, rate_hz, out, count);
    scale(out, count, rate_hz, 1);
    if (kind == NOISE_FAN) {
        const double hz = chance_between(c, 110, 190);
        for (size_t i = 0; i < count; i++)
            out[i] += sin(2 * M_PI * hz * (double)i / rate_hz) +
                      0.3 * sin(4 * M_PI * hz * (double)i / rate_hz);
    }
    if (kind == NOISE_KEYBOARD) /* two thirds of the power come in bursts */
        add_bursts(c, 6, 0.03, 0.08, 2, rate_hz, out, count);
    if (kind == NOISE_PAPER)
        add_bursts(c, 1.2, 0.15, 0.6, 2, rate_hz, out, count);
    if (kind == NOISE_CORRIDOR) {
        wander(c, rate_hz, out, count);
        add_bursts(c, 0.1, 0.3, 0.9, 0.2, rate_hz, out, count);
    }
    if (kind == NOISE_MURMUR)
        add_talk(c, 2, 1, rate_hz, out, count);
    scale(out, count, rate_hz, 1);
}
