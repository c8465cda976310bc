#include "clients/cli/measure.h"

#include "core/json.h"

#include <stdio.h>
#include <stdlib.h>

static double seconds(int64_t frame, int32_t rate_hz)
{
    return (double)frame / rate_hz;
}

static void put_level(struct json *object, const char *key, int32_t level_mb)
{
    if (level_mb == LEVEL_NONE_MB)
        json_put_null(object, key);
    else
        json_put_decimal(object, key, level_mb / 100.0, 2);
}

static void add_level(struct json *array, int32_t level_mb)
{
    if (level_mb == LEVEL_NONE_MB)
        json_add_null(array);
    else
        json_add_decimal(array, level_mb / 100.0, 2);
}

static void put_interval(struct json *object, const char *key, int32_t low_mb, int32_t high_mb)
{
    struct json *interval = json_array_new();
    add_level(interval, low_mb);
    add_level(interval, high_mb);
    json_put_take(object, key, interval);
}

static void put_flags(struct json *object, const char *key, uint32_t flags)
{
    struct json *list = json_array_new();
    for (int f = 0; f < FLAG_COUNT; f++)
        if (flags & 1u << f)
            json_add_text(list, flag_word((enum flag)f));
    json_put_take(object, key, list);
}

static void put_moment(struct json *object, const char *key, int64_t frame, int32_t rate_hz)
{
    if (frame < 0)
        json_put_null(object, key);
    else
        json_put_decimal(object, key, seconds(frame, rate_hz), 3);
}

/* "some", or "some to strong" where the interval crosses a boundary. */
static void put_strength(struct json *object, const struct hum *h)
{
    char words[64];
    if (h->void_reason != HUM_VALID) {
        json_put_null(object, "strength");
        return;
    }
    snprintf(words, sizeof words, h->strength_high > h->strength ? "%s to %s" : "%s",
             strength_word(h->strength), strength_word(h->strength_high));
    json_put_text(object, "strength", words);
}

static struct json *hum_object(const struct cue *cue, const struct hum *h)
{
    const bool valid = h->void_reason == HUM_VALID;
    struct json *o = json_object_new();
    json_put_text(o, "label", cue->label);
    json_put_decimal(o, "start_s", cue->start_s, 3);
    json_put_decimal(o, "end_s", cue->end_s, 3);
    put_moment(o, "onset_s", h->onset_frame, h->rate_hz);
    put_moment(o, "offset_s", h->offset_frame, h->rate_hz);
    json_put_text(o, "void", valid ? NULL : hum_void_word(h->void_reason));
    put_level(o, "hum_db", h->hum_mb);
    put_level(o, "noise_db", h->noise_mb);
    put_level(o, "excess_db", h->excess_mb);
    if (valid)
        put_interval(o, "interval_db", h->interval_low_mb, h->interval_high_mb);
    else
        json_put_null(o, "interval_db");
    put_level(o, "limit_db", h->limit_mb);
    put_level(o, "loudness_lufs", h->loudness_mb);
    put_strength(o, h);
    put_flags(o, "flags", h->flags);
    put_flags(o, "not_checked", h->not_checked);
    json_put_text(o, "scale", valid ? scale_word(h->scale) : NULL);
    if (h->hidden_people > 0)
        json_put_integer(o, "hidden_people", h->hidden_people);
    else
        json_put_null(o, "hidden_people");
    return o;
}

static struct json *pair_object(const struct cues *cues, const struct pair *p)
{
    const bool known = p->louder >= 0;
    const bool second_louder = known && (uint32_t)p->louder == p->second;
    const char *first = cues->hums[p->first].label, *second = cues->hums[p->second].label;
    struct json *o = json_object_new();
    json_put_text(o, "louder", known ? (second_louder ? second : first) : NULL);
    json_put_text(o, "quieter", known ? (second_louder ? first : second) : NULL);
    put_level(o, "difference_db", p->difference_mb);
    put_interval(o, "sound_interval_db", p->sound_low_mb, p->sound_high_mb);
    json_put_bool(o, "sound_distinct", p->sound_distinct);
    put_interval(o, "interval_db", p->low_mb, p->high_mb);
    json_put_bool(o, "distinct", p->distinct);
    struct json *hums = json_array_new(); /* labels may repeat, and louder may be null */
    json_add_integer(hums, p->first);
    json_add_integer(hums, p->second);
    json_put_take(o, "hums", hums);
    return o;
}

static struct json *loudness_object(const struct loudness_figures *l)
{
    struct json *o = json_object_new();
    put_level(o, "momentary_max_lufs", l->momentary_max_mb);
    put_level(o, "short_term_max_lufs", l->short_term_max_mb);
    put_level(o, "integrated_lufs", l->integrated_mb);
    put_level(o, "true_peak_dbtp", l->true_peak_mb);
    return o;
}

enum status measured_print_json(const struct measured *m)
{
    struct json *root = json_object_new(), *hums = json_array_new(), *pairs = json_array_new();
    json_put_text(root, "schema", "humroom.measure/1");
    json_put_integer(root, "rate_hz", m->rate_hz);
    json_put_decimal(root, "duration_s", m->duration_s, 3);
    json_put_integer(root, "people", m->people > 0 ? m->people : HUM_PEOPLE_UNKNOWN);
    if (m->cues->has_everyone)
        json_put_take(root, "everyone", hum_object(&m->cues->everyone, &m->hums[m->cues->count]));
    else
        json_put_null(root, "everyone");
    for (size_t i = 0; i < m->cues->count; i++)
        json_add_take(hums, hum_object(&m->cues->hums[i], &m->hums[i]));
    json_put_take(root, "hums", hums);
    struct pair pair;
    for (uint32_t i = 0; i < m->cues->count; i++)
        for (uint32_t k = i + 1; k < m->cues->count; k++)
            if (hum_compare(&m->hums[i], i, &m->hums[k], k, m->people, &pair))
                json_add_take(pairs, pair_object(m->cues, &pair));
    json_put_take(root, "comparison", pairs);
    json_put_bool(root, "people_known", m->people > 0);
    json_put_take(root, "loudness", loudness_object(&m->loudness));
    char *text = NULL;
    size_t len = 0;
    const enum status s = json_write(root, JSON_PRETTY, &text, &len);
    json_free(root);
    if (s == STATUS_OK)
        puts(text);
    free(text);
    return s;
}
