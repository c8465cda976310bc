#include "core/simulate.h"

#include "core/hum.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

static const double DB_PER_NEPER = 4.342944819; /* 10 / ln 10 */
static const double NORMAL_95 = 1.959964;

/* Relative standard deviation of the room noise during a hum, as a forecast from the noise around
 * it. */
static const double NOISE_ERROR = 0.08;
static const double AWAY_M = 1;

/* Levels are re what is loud for any microphone, so that they look like those of a meter. */
static const double FULL_SCALE_DB = 120;

static double power_of(double level_db)
{
    return pow(10, level_db / 10);
}

/* ---- the room ---- */

struct hall {
    double width_m;
    double length_m;
    double diffuse; /* re the direct sound at 1 m */
};

/* 3 m high at 450 m3, larger rooms are higher in proportion; the facts of a conference room of 10 m
 * by 15 m. */
static double floor_m2(double volume_m3)
{
    return volume_m3 / fmax(2.7, 3 * cbrt(volume_m3 / 450));
}

static double rc_m(const struct simulate_setting *s)
{
    return 0.057 * sqrt(s->volume_m3 / s->t60_s);
}

static struct hall hall_of(const struct simulate_setting *s)
{
    const double width = sqrt(floor_m2(s->volume_m3) * 2 / 3);
    return (struct hall){
        .width_m = width,
        .length_m = width * 1.5,
        .diffuse = 1 / (rc_m(s) * rc_m(s)),
    };
}

bool simulate_fits(const struct simulate_setting *s)
{
    return s->people * 0.6 <= floor_m2(s->volume_m3);
}

/* ---- people ---- */

static double seat_distance_squared(const struct hall *hall, struct dice *d)
{
    for (;;) {
        const double x = hall->width_m * (dice_uniform(d) - 0.5);
        const double y = hall->length_m * dice_uniform(d) - AWAY_M;
        const double squared = x * x + y * y;
        if (squared >= AWAY_M * AWAY_M)
            return squared;
    }
}

/* At the microphone. */
static double crowd_power(const struct simulate_setting *s, const struct hall *hall, struct dice *d,
                          int32_t people)
{
    double sum = 0;
    for (int32_t i = 0; i < people; i++) {
        const double voice = power_of(s->spread_db * dice_normal(d));
        const double here = s->one_point > 0 ? dice_gamma(d, s->one_point) / s->one_point : 1;
        sum += voice * (1 / seat_distance_squared(hall, d) + hall->diffuse * here);
    }
    return sum * power_of(s->voice_db - FULL_SCALE_DB);
}

/* ---- the meter ---- */

static int32_t to_mb(double power)
{
    return (int32_t)lrint(fmax(LEVEL_SILENT_MB, 1000 * log10(power + 1e-30)));
}

static struct hum meter_reads(const struct simulate_setting *s, struct dice *d, double power)
{
    const double noise = power_of(s->noise_db - FULL_SCALE_DB);
    const double limit = noise * (power_of(HUM_SEEN_OVER_NOISE_MB / 100.0) - 1);
    const double read =
        power * power_of(s->meter_db * dice_normal(d)) + noise * NOISE_ERROR * dice_normal(d);
    struct hum hum = hum_without_figure(0, HUM_VALID);
    hum.limit_mb = to_mb(limit);
    hum.noise_mb = to_mb(noise);
    hum.silent = read < limit;
    hum.strength = STRENGTH_SILENCE;
    if (hum.silent)
        return hum;
    const double error_db = hypot(s->meter_db, DB_PER_NEPER * NOISE_ERROR * noise / read);
    const int32_t width_mb = (int32_t)ceil(100 * NORMAL_95 * error_db);
    hum.hum_mb = to_mb(read);
    hum.hum_low_mb = hum.hum_mb - width_mb;
    hum.hum_high_mb = hum.hum_mb + width_mb;
    hum.excess_mb = hum.hum_mb - hum.noise_mb;
    hum.strength = strength_of_excess(hum.excess_mb);
    return hum;
}

/* ---- many rooms ---- */

struct tally {
    int32_t larger_louder, smaller_clearly, said, said_wrongly;
};

static void tally_pair(struct tally *t, const struct pair *p, bool equal)
{
    const bool larger = !equal && p->louder == 1;
    t->larger_louder += larger;
    t->smaller_clearly += !larger && p->sound_distinct;
    t->said += larger && p->distinct;
    t->said_wrongly += !larger && p->distinct;
}

void simulate_split(const struct simulate_setting *s, struct dice *d, int32_t fewer, int32_t more,
                    int32_t trials, struct simulate_split *out)
{
    assert(fewer >= 1 && more >= fewer && trials >= 1);
    const struct hall hall = hall_of(s);
    struct tally t = {0};
    for (int32_t i = 0; i < trials; i++) {
        const struct hum small = meter_reads(s, d, crowd_power(s, &hall, d, fewer));
        const struct hum large = meter_reads(s, d, crowd_power(s, &hall, d, more));
        struct pair pair;
        if (hum_compare(&small, 0, &large, 1, (uint32_t)(fewer + more), &pair))
            tally_pair(&t, &pair, fewer == more);
    }
    *out = (struct simulate_split){
        .fewer = fewer,
        .more = more,
        .trials = trials,
        .larger_louder = (double)t.larger_louder / trials,
        .smaller_clearly = (double)t.smaller_clearly / trials,
        .said = (double)t.said / trials,
        .said_wrongly = (double)t.said_wrongly / trials,
    };
}

double simulate_heard(const struct simulate_setting *s, struct dice *d, int32_t people,
                      int32_t trials)
{
    assert(people >= 1 && trials >= 1);
    const struct hall hall = hall_of(s);
    int32_t heard = 0;
    for (int32_t i = 0; i < trials; i++)
        heard += !meter_reads(s, d, crowd_power(s, &hall, d, people)).silent;
    return (double)heard / trials;
}

enum { TRIALS_MAX = 4000, TRIALS_MIN = 1000, TRIALS_PEOPLE = 600000 };

static bool may_hide(const struct simulate_setting *s, uint64_t seed, int32_t people)
{
    struct dice d = dice_from_seed(seed, 100 + (uint64_t)people);
    return simulate_heard(s, &d, people, TRIALS_MIN) <= 0.95;
}

/* More people are heard more often: doubling, then halving. */
static int32_t find_hidden_max(const struct simulate_setting *s, uint64_t seed)
{
    int32_t hides = 0, heard = 1;
    while (heard <= s->people && may_hide(s, seed, heard)) {
        hides = heard;
        heard *= 2;
    }
    if (heard > s->people)
        heard = s->people + 1;
    while (heard - hides > 1) {
        const int32_t middle = hides + (heard - hides) / 2;
        if (may_hide(s, seed, middle))
            hides = middle;
        else
            heard = middle;
    }
    return hides;
}

void simulate_run(const struct simulate_setting *s, uint64_t seed, struct simulation *out)
{
    static const struct {
        int32_t fewer, of;
    } shares[SIMULATE_SPLITS_MAX] = {{4, 10}, {1, 3}, {1, 4}, {1, 5}, {1, 10}};
    assert(s->people >= SIMULATE_PEOPLE_MIN && s->people <= SIMULATE_PEOPLE_MAX);
    const int32_t fair = TRIALS_PEOPLE / s->people;
    const int32_t trials = fair < TRIALS_MIN ? TRIALS_MIN : fair > TRIALS_MAX ? TRIALS_MAX : fair;
    struct simulation sim = {.rc_m = rc_m(s)};
    for (size_t i = 0; i < SIMULATE_SPLITS_MAX; i++) {
        int32_t fewer = (2 * s->people * shares[i].fewer + shares[i].of) / (2 * shares[i].of);
        fewer = fewer < 1 ? 1 : fewer;
        const bool again = sim.split_count > 0 && sim.splits[sim.split_count - 1].fewer == fewer;
        if (again || 2 * fewer >= s->people)
            continue;
        struct dice d = dice_from_seed(seed, i);
        simulate_split(s, &d, fewer, s->people - fewer, trials, &sim.splits[sim.split_count++]);
    }
    struct dice even = dice_from_seed(seed, SIMULATE_SPLITS_MAX);
    simulate_split(s, &even, s->people / 2, s->people / 2, trials, &sim.even);
    struct dice lone = dice_from_seed(seed, SIMULATE_SPLITS_MAX + 1);
    sim.lone_heard = simulate_heard(s, &lone, 1, TRIALS_MAX);
    sim.hidden_max = find_hidden_max(s, seed);
    *out = sim;
}
