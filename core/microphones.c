#include "core/microphones.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static bool is_valid(const struct hum *h)
{
    return h->void_reason == HUM_VALID;
}

static bool is_heard(const struct hum *h)
{
    return is_valid(h) && !h->silent;
}

static double power_of(int32_t mb)
{
    return pow(10, mb / 1000.0);
}

static int32_t level_of(double power)
{
    return power <= 1e-12 ? LEVEL_SILENT_MB : (int32_t)lrint(1000 * log10(power));
}

/* ---- the balance ---- */

void microphone_balance_learn(struct microphone_balance *s, const struct hum_part *parts,
                              uint32_t count)
{
    assert(count >= 1 && count <= MICROPHONES_MAX);
    for (uint32_t i = 0; i < count; i++) {
        const struct hum *h = &parts[i].hum;
        const bool same = strncmp(s->of[i].device, parts[i].device, DEVICE_NAME_MAX - 1) == 0;
        if (!is_valid(h) || h->noise_mb <= LEVEL_SILENT_MB || (s->of[i].known && same))
            continue;
        memset(s->of[i].device, 0, DEVICE_NAME_MAX);
        strncpy(s->of[i].device, parts[i].device, DEVICE_NAME_MAX - 1);
        s->of[i].known = true;
        s->of[i].noise_mb = h->noise_mb;
        if (!s->known)
            s->noise_mb = h->noise_mb;
        s->known = true;
    }
}

static int32_t offset_mb(const struct microphone_balance *s, uint32_t i)
{
    return s->of[i].known ? s->noise_mb - s->of[i].noise_mb : 0;
}

/* ---- the mean ---- */

struct mean {
    uint32_t valid, heard;
    double hum, noise, limit,
        hidden;   /* sums of powers on the balance; hidden: limits of the silent */
    bool limited; /* every part has a limit */
    double below_mb, above_mb, excess_below_mb, excess_above_mb, scatter_mb; /* weighted by power */
    uint32_t all_flags, any_flags; /* of those that heard a hum */
    uint32_t all_unchecked, any_unchecked;
};

static void add_heard(struct mean *m, const struct hum *h, double power)
{
    m->heard++;
    m->hum += power;
    m->below_mb += power * (h->hum_mb - h->hum_low_mb);
    m->above_mb += power * (h->hum_high_mb - h->hum_mb);
    m->excess_below_mb += power * (h->excess_mb - h->interval_low_mb);
    m->excess_above_mb += power * (h->interval_high_mb - h->excess_mb);
    m->scatter_mb += power * h->scatter_mb;
    m->all_flags &= h->flags;
}

static struct mean sum_up(const struct microphone_balance *s, const struct hum_part *parts,
                          uint32_t count)
{
    struct mean m = {.limited = true, .all_flags = UINT32_MAX, .all_unchecked = UINT32_MAX};
    for (uint32_t i = 0; i < count; i++) {
        const struct hum *h = &parts[i].hum;
        const int32_t offset = offset_mb(s, i);
        if (!is_valid(h))
            continue;
        m.valid++;
        m.noise += power_of(h->noise_mb + offset);
        m.any_flags |= h->flags;
        m.all_unchecked &= h->not_checked;
        m.any_unchecked |= h->not_checked;
        const bool limited = h->limit_mb != LEVEL_NONE_MB;
        m.limited = m.limited && limited;
        const double limit = limited ? power_of(h->limit_mb + offset) : 0;
        m.limit += limit;
        if (is_heard(h))
            add_heard(&m, h, power_of(h->hum_mb + offset));
        else
            m.hidden += limit;
    }
    return m;
}

static void put_flags(const struct mean *m, struct hum *out)
{
    const uint32_t devices = 1u << FLAG_CLIPPED | 1u << FLAG_GAIN_CHANGE;
    const uint32_t together = 1u << FLAG_FEW_VOICES | 1u << FLAG_SHORT;
    const uint32_t all = m->heard > 0 ? m->all_flags : m->any_flags;
    out->flags = (m->any_flags & ~together) | (all & together);
    out->not_checked = (m->any_unchecked & devices) | (m->all_unchecked & ~devices);
}

static void put_levels(const struct mean *m, struct hum *out)
{
    const double hum = m->hum / m->valid;
    const int32_t hidden = level_of(hum + m->hidden / m->valid) - level_of(hum);
    out->hum_mb = level_of(hum);
    out->hum_low_mb = out->hum_mb - (int32_t)ceil(m->below_mb / m->hum);
    out->hum_high_mb = out->hum_mb + (int32_t)ceil(m->above_mb / m->hum) + hidden;
    out->excess_mb = out->hum_mb - out->noise_mb;
    out->interval_low_mb = out->excess_mb - (int32_t)ceil(m->excess_below_mb / m->hum);
    out->interval_high_mb = out->excess_mb + (int32_t)ceil(m->excess_above_mb / m->hum) + hidden;
    out->scatter_mb = (int32_t)lrint(m->scatter_mb / m->hum);
    hum_set_scale(out, NULL);
}

/* As the traces of the microphones that listened for as long as the leading one. */
static void put_trace(const struct microphone_balance *s, const struct hum_part *parts,
                      uint32_t count, struct hum *out)
{
    for (int32_t k = 0; k < out->trace_count; k++) {
        double sum = 0;
        int n = 0;
        for (uint32_t i = 0; i < count; i++)
            if (is_valid(&parts[i].hum) && k < parts[i].hum.trace_count) {
                sum += power_of(parts[i].hum.trace_mb[k] + offset_mb(s, i));
                n++;
            }
        out->trace_mb[k] = level_of(sum / n);
    }
}

/* The part whose frames the hum carries: the first that heard one, else the first that has a
 * figure, else the first. */
static uint32_t leading(const struct hum_part *parts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_heard(&parts[i].hum))
            return i;
    for (uint32_t i = 0; i < count; i++)
        if (is_valid(&parts[i].hum))
            return i;
    return 0;
}

struct hum microphones_mean(const struct microphone_balance *s, const struct hum_part *parts,
                            uint32_t count)
{
    assert(count >= 1 && count <= MICROPHONES_MAX);
    struct microphone_balance balance = *s;
    microphone_balance_learn(&balance, parts, count);
    const struct mean m = sum_up(&balance, parts, count);
    struct hum out = parts[leading(parts, count)].hum;
    if (m.valid == 0)
        return out;
    put_flags(&m, &out);
    out.noise_mb = level_of(m.noise / m.valid);
    out.limit_mb = m.limited ? level_of(m.limit / m.valid) : LEVEL_NONE_MB;
    if (m.heard > 0)
        put_levels(&m, &out);
    else if (m.limited)
        out.interval_high_mb = out.limit_mb - out.noise_mb;
    put_trace(&balance, parts, count, &out);
    return out;
}

struct microphone_spread microphones_spread(const struct hum_part *parts, uint32_t count)
{
    struct microphone_spread s = {.count = count, .spread_mb = LEVEL_NONE_MB};
    int32_t least = INT32_MAX, most = INT32_MIN;
    for (uint32_t i = 0; i < count; i++) {
        const struct hum *h = &parts[i].hum;
        s.measured += is_valid(h);
        s.heard += is_heard(h);
        if (is_heard(h) && h->excess_mb < least)
            least = h->excess_mb;
        if (is_heard(h) && h->excess_mb > most)
            most = h->excess_mb;
    }
    if (s.heard >= 2)
        s.spread_mb = most - least;
    return s;
}

/* ---- two hums ---- */

static uint32_t digest_of(const char *name)
{
    uint32_t h = 2166136261u;
    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return h;
}

struct microphone_figures microphones_figures(const struct hum_part *parts, uint32_t count)
{
    assert(count <= MICROPHONES_MAX);
    struct microphone_figures f = {.count = count};
    for (uint32_t i = 0; i < count; i++) {
        const struct hum *h = &parts[i].hum;
        f.of[i].measured = is_valid(h);
        f.of[i].silent = h->silent;
        f.of[i].device = digest_of(parts[i].device);
        f.of[i].noise_mb = h->noise_mb;
        f.of[i].hum_mb = h->hum_mb;
        f.of[i].hum_low_mb = h->hum_low_mb;
        f.of[i].hum_high_mb = h->hum_high_mb;
        f.of[i].limit_mb = h->limit_mb;
    }
    return f;
}

static bool measured_both(const struct microphone_figures *a, const struct microphone_figures *b,
                          uint32_t i)
{
    return i < a->count && i < b->count && a->of[i].measured && b->of[i].measured &&
           a->of[i].device == b->of[i].device;
}

static bool measured_one(const struct microphone_figures *a, const struct microphone_figures *b,
                         uint32_t i)
{
    return (i < a->count && a->of[i].measured) || (i < b->count && b->of[i].measured);
}

/* The levels of a hum as those in common have it. */
static void put_common(const struct microphone_balance *s, const struct microphone_figures *a,
                       const struct microphone_figures *b, struct hum *out)
{
    struct hum_part parts[MICROPHONES_MAX];
    memset(parts, 0, sizeof parts);
    for (uint32_t i = 0; i < a->count; i++) {
        struct hum *h = &parts[i].hum;
        h->void_reason = measured_both(a, b, i) ? HUM_VALID : HUM_VOID_STOPPED;
        h->silent = a->of[i].silent;
        h->noise_mb = a->of[i].noise_mb;
        h->hum_mb = a->of[i].hum_mb;
        h->hum_low_mb = h->interval_low_mb = a->of[i].hum_low_mb;
        h->hum_high_mb = h->interval_high_mb = a->of[i].hum_high_mb;
        h->limit_mb = a->of[i].limit_mb;
    }
    const struct mean m = sum_up(s, parts, a->count);
    out->silent = m.heard == 0;
    out->noise_mb = level_of(m.noise / m.valid);
    out->limit_mb = m.limited ? level_of(m.limit / m.valid) : LEVEL_NONE_MB;
    if (m.heard > 0)
        put_levels(&m, out);
    else
        out->hum_mb = out->hum_low_mb = out->hum_high_mb = LEVEL_NONE_MB;
}

int32_t microphones_in_common(const struct microphone_balance *s,
                              const struct microphone_figures *a,
                              const struct microphone_figures *b, struct hum *first,
                              struct hum *second)
{
    int32_t both = 0, one = 0;
    for (uint32_t i = 0; i < MICROPHONES_MAX; i++) {
        both += measured_both(a, b, i);
        one += measured_one(a, b, i);
    }
    if (one == both)
        return MICROPHONES_ALL;
    if (both == 0)
        return MICROPHONES_APART;
    put_common(s, a, b, first);
    put_common(s, b, a, second);
    return both;
}
