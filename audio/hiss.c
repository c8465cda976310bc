#include "audio/hiss.h"

#include "audio/level.h"

#include <math.h>
#include <string.h>

static void design(struct hiss *h, int first, double cut_hz, double rate_hz, bool high)
{
    const double k = tan(M_PI * cut_hz / rate_hz);
    for (int i = 0; i < HISS_SECTIONS / 2; i++) {
        const double q = 1 / (2 * cos(M_PI * (2 * i + 1) / (2.0 * HISS_SECTIONS)));
        const double a0 = 1 + k / q + k * k, gain = (high ? 1 : k * k) / a0;
        h->section[first + i].b0 = h->section[first + i].b2 = gain;
        h->section[first + i].b1 = (high ? -2 : 2) * gain;
        h->section[first + i].a1 = 2 * (k * k - 1) / a0;
        h->section[first + i].a2 = (1 - k / q + k * k) / a0;
    }
}

bool hiss_init(struct hiss *h, int32_t rate_hz)
{
    memset(h, 0, sizeof *h);
    if (rate_hz < HISS_RATE_MIN_HZ)
        return false;
    design(h, 0, HISS_LOW_HZ, rate_hz, true);
    design(h, HISS_SECTIONS / 2, HISS_HIGH_HZ, rate_hz, false);
    return true;
}

double hiss_push(struct hiss *h, const float *samples, size_t count, size_t stride)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double x = samples[i * stride];
        for (int k = 0; k < HISS_SECTIONS; k++) {
            double *z = h->section[k].z;
            const double y = h->section[k].b0 * x + z[0];
            z[0] = h->section[k].b1 * x - h->section[k].a1 * y + z[1];
            z[1] = h->section[k].b2 * x - h->section[k].a2 * y;
            x = y;
        }
        sum += x * x;
    }
    for (int k = 0; k < HISS_SECTIONS; k++)
        for (int i = 0; i < 2; i++)
            h->section[k].z[i] = level_flush(h->section[k].z[i]);
    return sum;
}
