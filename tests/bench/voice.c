#include "tests/bench/voice.h"

#include <string.h>

enum { HARMONICS_MAX = 40 };

static void normalise(double *x, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += x[i] * x[i];
    const double gain = sum > 0 ? sqrt((double)count / sum) : 0;
    for (size_t i = 0; i < count; i++)
        x[i] *= gain;
}

/* Gain of a resonance (two poles), 1 at 0 Hz. */
static double resonance(double hz, double at_hz, double width_hz)
{
    const double x = hz / at_hz, y = hz * width_hz / (at_hz * at_hz);
    return 1 / sqrt((1 - x * x) * (1 - x * x) + y * y);
}

/* Sum of a[k] sin((k + 1) phase), each sine from the two before it. */
static double harmonics(const double *a, int count, double phase)
{
    const double twice = 2 * cos(phase);
    double before = 0, now = sin(phase), sum = 0;
    for (int k = 0; k < count; k++) {
        sum += a[k] * now;
        const double next = twice * now - before;
        before = now;
        now = next;
    }
    return sum;
}

static double fade(size_t at, size_t count, double length)
{
    const double to_edge = (double)(at < count - at ? at : count - at);
    return to_edge >= length ? 1 : to_edge / length;
}

/* A value that wanders about 0 with standard deviation 1, forgetting itself within about a time. */
struct wander {
    double value;
    double keep;
    double push;
};

static struct wander wander_make(struct chance *c, double rate_hz, double seconds)
{
    const double keep = exp(-1 / (seconds * rate_hz));
    return (struct wander){chance_normal(c), keep, sqrt(1 - keep * keep)};
}

static double wander_next(struct wander *w, struct chance *c)
{
    /* a uniform push is as good as a normal one, and quicker */
    w->value = w->keep * w->value + w->push * chance_between(c, -1.7320508, 1.7320508);
    return w->value;
}

void voice_hum_at(struct chance *c, double rate_hz, double pitch, double *out, size_t count)
{
    const double nasal = chance_between(c, 240, 320), dip = chance_between(c, 750, 1250);
    const double slope = chance_between(c, 1.6, 2.4), vibrato_hz = chance_between(c, 4.5, 6.5);
    const double vibrato = chance_between(c, 0.001, 0.012),
                 jitter = chance_between(c, 0.001, 0.004);
    double amplitude[HARMONICS_MAX];
    int used = 0;
    for (; used < HARMONICS_MAX && (used + 1) * pitch < fmin(3500, rate_hz / 2.2); used++) {
        const double hz = (used + 1) * pitch;
        const double damping = hz > 1600 ? pow(hz / 1600, -2) : 1;
        amplitude[used] = pow(used + 1, -slope) * resonance(hz, nasal, 90) * damping *
                          fmin(1, 0.1 + fabs(hz - dip) / 300) * exp(0.25 * chance_normal(c));
    }
    struct wander drift = wander_make(c, rate_hz, 0.8), shake = wander_make(c, rate_hz, 0.01);
    struct wander level = wander_make(c, rate_hz, 0.4);
    double phase = chance_between(c, 0, 2 * M_PI), wave = chance_between(c, 0, 2 * M_PI);
    const double rise = chance_between(c, 0.08, 0.2) * rate_hz;
    for (size_t i = 0; i < count; i++) {
        wave += 2 * M_PI * vibrato_hz / rate_hz;
        const double off =
            vibrato * sin(wave) + 0.006 * wander_next(&drift, c) + jitter * wander_next(&shake, c);
        phase = fmod(phase + 2 * M_PI * pitch * (1 + off) / rate_hz, 2 * M_PI);
        out[i] = harmonics(amplitude, used, phase) * (1 + 0.1 * wander_next(&level, c)) *
                 fade(i, count, rise);
    }
    normalise(out, count);
}

void voice_hum(struct chance *c, double rate_hz, double *out, size_t count)
{
    /* men about 120 Hz, women about 205 Hz, a fifth of an octave or so to either side */
    const double centre = chance_below(c, 2) ? 120 : 205;
    const double pitch = fmin(320, fmax(80, centre * exp(0.2 * chance_normal(c))));
    voice_hum_at(c, rate_hz, pitch, out, count);
}

struct vowel {
    double first_hz;
    double second_hz;
};

static void syllable(struct chance *c, double rate_hz, double pitch, double *out, size_t count)
{
    static const struct vowel vowels[] = {{730, 1090}, {530, 1840}, {390, 1990}, {270, 2290},
                                          {570, 840},  {440, 1020}, {300, 870},  {640, 1190}};
    const struct vowel v = vowels[chance_below(c, (int)(sizeof vowels / sizeof vowels[0]))];
    const size_t hiss = (size_t)(chance_between(c, 0, 0.3) * (double)count);
    double amplitude[HARMONICS_MAX], phase = 0, power = 0, before = 0;
    int used = 0;
    for (; used < HARMONICS_MAX && (used + 1) * pitch < fmin(4000, rate_hz / 2.2); used++) {
        const double hz = (used + 1) * pitch;
        amplitude[used] = pow(used + 1, -1.2) *
                          (resonance(hz, v.first_hz, 90) * (0.5 + resonance(hz, v.second_hz, 120)) +
                           0.3 * resonance(hz, 2600, 250));
        power += amplitude[used] * amplitude[used] / 2;
    }
    for (size_t i = 0; i < count; i++) {
        phase = fmod(phase + 2 * M_PI * pitch * (1 - 0.1 * (double)i / (double)count) / rate_hz,
                     2 * M_PI);
        const double bow = sin(M_PI * (double)i / (double)count), now = chance_normal(c);
        const double breath = (now - before) * sqrt(power / 2);
        before = now;
        /* a hiss is weaker than a vowel by 6 dB or so, and some breath is in every vowel */
        out[i] +=
            bow * (i < hiss ? 0.5 * breath : harmonics(amplitude, used, phase) + 0.18 * breath);
    }
}

void voice_talk(struct chance *c, double rate_hz, double *out, size_t count)
{
    const double pitch = chance_between(c, 95, 220);
    memset(out, 0, count * sizeof *out);
    for (size_t at = 0; at < count;) {
        size_t length = (size_t)(chance_between(c, 0.12, 0.3) * rate_hz);
        length = length < count - at ? length : count - at;
        syllable(c, rate_hz, pitch * chance_between(c, 0.85, 1.2), out + at, length);
        const double pause = chance_below(c, 6) == 0 ? 0.15 : 0.02;
        at += length + (size_t)(pause * rate_hz);
    }
    normalise(out, count);
}

void voice_claps(struct chance *c, double rate_hz, double a_second, double *out, size_t count)
{
    memset(out, 0, count * sizeof *out);
    for (double at = 0; at < (double)count;
         at -= log(1 - chance_between(c, 0, 1)) / a_second * rate_hz) {
        const double keep = exp(-2 * M_PI * chance_between(c, 1500, 3500) / rate_hz);
        const double decay = exp(-1 / (chance_between(c, 0.001, 0.005) * rate_hz));
        double low = 0, envelope = pow(10, 4 * chance_normal(c) / 20);
        for (size_t i = (size_t)at; i < count && envelope > 1e-3; i++) {
            low = keep * low + (1 - keep) * chance_normal(c);
            out[i] += low * envelope;
            envelope *= decay;
        }
    }
    normalise(out, count);
}

void voice_breath(struct chance *c, double *out, size_t count)
{
    double before[2] = {0, 0};
    for (size_t i = 0; i < count; i++) { /* second differences leave little below 2 kHz */
        const double now = chance_between(c, -1, 1);
        out[i] = now - 2 * before[0] + before[1];
        before[1] = before[0];
        before[0] = now;
    }
    normalise(out, count);
}
