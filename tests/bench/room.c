#include "tests/bench/room.h"

#include "tests/bench/convolve.h"
#include "tests/bench/voice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const double FIRST_S = 6, TALK_S = 1.3, BEFORE_S = 1.5, WINDOW_S = 5, REST_S = 2, LAST_S = 1;
static const double HUM_S = 4.2;

struct seat {
    double *tail;
    size_t taps;
};

static double *silence(size_t count)
{
    double *x = calloc(count + 1, sizeof *x);
    assert(x != NULL);
    return x;
}

static void seats_make(struct chance *c, double rate_hz, struct seat seats[ROOM_SEATS])
{
    const double t60 = chance_between(c, 0.4, 0.9);
    for (int s = 0; s < ROOM_SEATS; s++) {
        seats[s].taps = (size_t)(t60 * rate_hz);
        seats[s].tail = silence(seats[s].taps);
        double sum = 0;
        for (size_t i = 0; i < seats[s].taps; i++) {
            const double x = chance_normal(c) * exp(-6.91 * (double)i / (t60 * rate_hz));
            seats[s].tail[i] = x;
            sum += x * x;
        }
        const double gain = chance_between(c, 0.9, 1.1) / sqrt(sum);
        for (size_t i = 0; i < seats[s].taps; i++)
            seats[s].tail[i] *= gain;
        seats[s].tail[0] += chance_between(c, 0.05, 0.5);
    }
}

/* When all hum: from shortly after the last start to the first stop. */
struct common {
    double from_s;
    double until_s;
};

/* 15 to 30 dB below the hum, as recordings have it. */
static void add_breath(struct chance *c, double *voice, size_t count)
{
    double *breath = silence(count);
    voice_breath(c, breath, count);
    const double level = pow(10, chance_between(c, -30, -17) / 20);
    for (size_t i = 0; i < count; i++)
        voice[i] += level * breath[i];
    free(breath);
}

static void sing(struct chance *c, const struct room_hum *h, double unison_hz, double rate_hz,
                 double *out, size_t count)
{
    if (h->sound == ROOM_TALK)
        voice_talk(c, rate_hz, out, count);
    else if (h->sound == ROOM_CLAPS)
        voice_claps(c, rate_hz, h->people, out, count);
    else if (h->sound == ROOM_UNISON)
        voice_hum_at(c, rate_hz, unison_hz * (1 + 0.01 * chance_between(c, -1, 1)), out, count);
    else
        voice_hum(c, rate_hz, out, count);
}

/* A crowd at the microphone, median voice 1; added to out. */
static struct common crowd(struct chance *c, const struct seat *seats, struct room_hum *h,
                           double rate_hz, double *out, size_t count)
{
    double sum = 0, squares = 0;
    const double hum_s = h->hum_s > 0 ? h->hum_s : HUM_S;
    const double unison_hz = h->sound == ROOM_UNISON ? chance_between(c, 110, 220) : 0;
    const int people = h->sound == ROOM_CLAPS ? 1 : h->people;
    double *dry[ROOM_SEATS], *voice = silence(count);
    struct common common = {0, WINDOW_S};
    for (int s = 0; s < ROOM_SEATS; s++)
        dry[s] = silence(count);
    for (int p = 0; p < people; p++) {
        const double begin = 0.3 + chance_between(c, 0, 0.5);
        const double end = 0.3 + hum_s - chance_between(c, 0, 0.4);
        common.from_s = fmax(common.from_s, begin + 0.35);
        common.until_s = fmin(common.until_s, end);
        const size_t at = (size_t)(begin * rate_hz), length = (size_t)((end - begin) * rate_hz);
        sing(c, h, unison_hz, rate_hz, voice, length);
        if (h->levelled && h->sound != ROOM_CLAPS && h->sound != ROOM_TALK)
            add_breath(c, voice, length);
        const double level = pow(10, 5 * chance_normal(c) / 20);
        sum += level * level;
        squares += level * level * level * level;
        double *to = dry[chance_below(c, ROOM_SEATS)] + at;
        for (size_t i = 0; i < length; i++)
            to[i] += level * voice[i];
    }
    for (int s = 0; s < ROOM_SEATS; s++) {
        convolve_add(dry[s], count, seats[s].tail, seats[s].taps, out);
        free(dry[s]);
    }
    free(voice);
    h->voices = squares > 0 ? sum * sum / squares : 0;
    return common;
}

static double level_db(double power)
{
    return 10 * log10(power + 1e-20);
}

static double mean_square(const double *x, size_t from, size_t until)
{
    double sum = 0;
    for (size_t i = from; i < until; i++)
        sum += x[i] * x[i];
    return sum / (double)(until - from);
}

static void add_talk(struct chance *c, const struct seat *seats, double rate_hz, double level,
                     double *out)
{
    const size_t count = (size_t)(TALK_S * rate_hz), all = (size_t)(BEFORE_S * rate_hz);
    double *dry = silence(all), *wet = silence(all);
    voice_talk(c, rate_hz, dry, count);
    const struct seat *s = &seats[chance_below(c, ROOM_SEATS)];
    convolve_add(dry, all, s->tail, s->taps, wet);
    for (size_t i = 0; i < all; i++)
        out[i] += level * wet[i];
    free(dry);
    free(wet);
}

/* One hum into the recording, and what is true of it. */
static void add_hum(struct chance *c, const struct room_plan *plan, const struct seat *seats,
                    struct room_hum *h, double *out)
{
    const double rate_hz = plan->rate_hz;
    /* the tail of the hum may reach past the window */
    const size_t count = (size_t)((WINDOW_S + 1) * rate_hz);
    double *hum = silence(count);
    const struct common all = crowd(c, seats, h, rate_hz, hum, count);
    double *band = silence(count);
    memcpy(band, hum, count * sizeof *band);
    convolve_band(band, count, rate_hz, 100, 1000);
    const double power = h->people > 0 ? mean_square(band, (size_t)(all.from_s * rate_hz),
                                                     (size_t)(all.until_s * rate_hz))
                                       : 1;
    free(band);
    /* a seat passes its tail's and its direct sound's power, 1.1 on average */
    const double one = pow(10, (plan->noise_dbfs + plan->one_voice_db) / 20) / sqrt(1.1);
    const double level =
        h->levelled ? pow(10, (plan->noise_dbfs + h->excess_db) / 20) / sqrt(power) : one;
    for (size_t i = 0; i < count; i++)
        out[i] += level * hum[i];
    h->hum_db = h->people > 0 ? level_db(level * level * power) : NAN;
    free(hum);
}

float *room_make(struct room_plan *plan, size_t *frames)
{
    assert(plan->count >= 0 && plan->count <= ROOM_HUMS_MAX);
    struct chance c = {plan->seed};
    const double rate_hz = plan->rate_hz, noise_level = pow(10, plan->noise_dbfs / 20);
    const double all_s = FIRST_S + plan->count * (BEFORE_S + WINDOW_S + REST_S) + LAST_S;
    const size_t count = (size_t)(all_s * rate_hz);
    struct seat seats[ROOM_SEATS];
    seats_make(&c, rate_hz, seats);
    double *x = silence(count);
    noise_make(&c, plan->noise, rate_hz, x, count);
    for (size_t i = 0; i < count; i++)
        x[i] *= noise_level;
    double at = FIRST_S;
    for (int i = 0; i < plan->count; i++, at += BEFORE_S + WINDOW_S + REST_S) {
        struct room_hum *h = &plan->hums[i];
        h->start_s = at + BEFORE_S;
        h->end_s = h->start_s + WINDOW_S;
        add_talk(&c, seats, rate_hz, noise_level * 10, x + (size_t)(at * rate_hz));
        add_hum(&c, plan, seats, h, x + (size_t)(h->start_s * rate_hz));
    }
    double peak = 0;
    for (size_t i = 0; i < count; i++)
        peak = fmax(peak, fabs(x[i]));
    const double gain = fmin(1, 0.7 / peak);
    float *out = malloc(count * sizeof *out);
    assert(out != NULL);
    for (size_t i = 0; i < count; i++)
        out[i] = (float)(gain * x[i]);
    for (int i = 0; i < plan->count; i++) {
        plan->hums[i].hum_db += 20 * log10(gain);
        plan->hums[i].noise_db = plan->noise_dbfs + 20 * log10(gain);
    }
    for (int s = 0; s < ROOM_SEATS; s++)
        free(seats[s].tail);
    free(x);
    *frames = count;
    return out;
}
