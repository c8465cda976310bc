#include "audio/interval.h"

#include "audio/band.h"

#include <assert.h>
#include <math.h>

static const double NORMAL_95 = 1.959964;
static const double DB_PER_NEPER = 4.342944819; /* 10 / ln 10 */

static const double EDGES_S = 0.2;       /* both ends of the stretch together */
static const double BLEND_HZ = 1 / 173.; /* 2 / (150 Hz ln 10) */
static const double LEAST_DB = 0.03;     /* rounding, filters */
/* relative standard deviations: the least, and so much of what a second scatters, up to SECOND_MAX
 */
static const double SLOW_MIN = 0.02, SLOW_SHARE = 0.35;
static const double RARE_MIN = 0.075, RARE_SHARE = 1.1;
static const double SECOND_MAX = 0.2;
static const double RARE_HEARD_S = 7, HEARD_MIN_S = 2;
static const double LEFT_MIN = 0.1; /* a hum that may be nothing: HUM_REACHES_NOTHING_MB */

/* 97.5 % point of Student's distribution: Cornish and Fisher's expansion about the normal one, good
 * to 4 % from two degrees of freedom on, and to 0.5 % from four. */
static double student_95(double freedom)
{
    const double z = NORMAL_95, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
    const double n = fmax(2, freedom);
    return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
}

/* Logs of a Gamma variable of mean 1 at t standard deviations of its cube root below and above. */
struct logs {
    double low;
    double high;
};

static struct logs gamma_logs(double deviation, double t)
{
    const double middle = 1 - deviation * deviation / 9, step = t * deviation / 3;
    return (struct logs){3 * log(fmax(0.2, middle - step)), 3 * log(fmax(0.2, middle + step))};
}

static double heard_seconds(const struct room_noise *noise)
{
    return fmax(HEARD_MIN_S, (double)noise->usable_blocks / BLOCKS_PER_SECOND);
}

/* low, high: logs of what the wander alone makes of it. */
static struct range widen(const struct room_noise *noise, double low, double high)
{
    const double second = fmin(noise->wander, SECOND_MAX);
    const double slow = NORMAL_95 * hypot(SLOW_MIN, SLOW_SHARE * second);
    const double rare =
        NORMAL_95 * hypot(RARE_MIN, RARE_SHARE * second) * RARE_HEARD_S / heard_seconds(noise);
    return (struct range){
        .low = exp(-hypot(hypot(low, slow), noise->change)),
        .high = exp(hypot(hypot(high, rare), hypot(noise->change, noise->doubt))),
    };
}

struct range interval_of_noise(const struct room_noise *noise)
{
    const struct logs g =
        gamma_logs(noise->wander / sqrt(heard_seconds(noise)), student_95(noise->freedom));
    return widen(noise, g.high, g.low); /* what was heard is a Gamma variable times the truth */
}

struct range interval_of_noise_during(const struct room_noise *noise, double seconds)
{
    const struct logs g = gamma_logs(noise->wander / sqrt(seconds), student_95(noise->freedom));
    return widen(noise, g.low, g.high);
}

/* In dB, the hum that is left where there is so much noise in the same total. */
static double left_db(double hum, double noise, double factor)
{
    return 10 * log10(fmax(LEFT_MIN, 1 + (1 - factor) * noise / hum));
}

static double of_itself_db(const struct room_noise *noise, const struct plateau *p, double seconds)
{
    const double stretch = EDGES_S * p->scatter / seconds;
    const double blend = sqrt(BLEND_HZ * noise->power / p->power / seconds);
    return NORMAL_95 * hypot(LEAST_DB, DB_PER_NEPER * hypot(stretch, blend));
}

struct interval interval_find(const struct room_noise *noise, const struct plateau *p)
{
    assert(p->power > 0 && p->used > 0);
    const double seconds = (double)p->used / BLOCKS_PER_SECOND;
    const double itself = of_itself_db(noise, p, seconds);
    const struct range minutes = interval_of_noise(noise);
    const struct range during = interval_of_noise_during(noise, seconds);
    const double during_below = hypot(itself, left_db(p->power, noise->power, during.high));
    const double during_above = hypot(itself, left_db(p->power, noise->power, during.low));
    const double below = -left_db(p->power, noise->power, minutes.high);
    const double above = left_db(p->power, noise->power, minutes.low);
    return (struct interval){
        .hum = {hypot(during_below, below), hypot(during_above, above)},
        .excess = {hypot(during_below, below + 10 * log10(minutes.high)),
                   hypot(during_above, above - 10 * log10(minutes.low))},
    };
}
