#include "clients/cli/cues.h"

#include "core/hum.h"
#include "core/json.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a cue is read with. */
struct reader {
    int32_t rate_hz;
    int64_t frames;
    char *why;
};

__attribute__((format(printf, 2, 3))) static enum status refuse(struct reader *r,
                                                                const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(r->why, CUE_WHY_SIZE, format, list);
    va_end(list);
    return REFUSED_CUES;
}

/* Some years at most: as frames it has to fit an int64_t. */
static bool is_moment(double seconds)
{
    return seconds >= 0 && seconds <= 1e8;
}

static enum status read_times(struct reader *r, const struct json *object, const char *name,
                              struct cue *out)
{
    if (!json_is_object(object) || !json_number(object, "start_s", &out->start_s) ||
        !json_number(object, "end_s", &out->end_s))
        return refuse(r, "%s needs the numbers \"start_s\" and \"end_s\"", name);
    if (!is_moment(out->start_s) || !is_moment(out->end_s))
        return refuse(r, "%s lies outside of the recording", name);
    out->start_frame = llround(out->start_s * r->rate_hz);
    out->end_frame = llround(out->end_s * r->rate_hz);
    if (out->end_frame <= out->start_frame)
        return refuse(r, "%s ends at %.3f s, not after its start at %.3f s", name, out->end_s,
                      out->start_s);
    /* seconds with three decimals may round past the last frame */
    if (r->frames != INT64_MAX && out->end_frame > r->frames &&
        out->end_frame - r->frames <= r->rate_hz / 1000)
        out->end_frame = r->frames;
    if (out->end_frame > r->frames || out->start_frame >= out->end_frame)
        return refuse(r, "%s ends at %.3f s, but the recording at %.3f s", name, out->end_s,
                      (double)r->frames / r->rate_hz);
    return STATUS_OK;
}

static enum status read_window(struct reader *r, const struct json *object, const char *name,
                               struct cue *out)
{
    const enum status s = read_times(r, object, name, out);
    if (s == STATUS_OK && out->end_frame - out->start_frame > (int64_t)HUM_SECONDS_MAX * r->rate_hz)
        return refuse(r, "%s is longer than %d seconds", name, HUM_SECONDS_MAX);
    return s;
}

static enum status read_hums(struct reader *r, const struct json *hums, struct cues *out)
{
    if (!json_is_array(hums))
        return refuse(r, "the cues need a list \"hums\"");
    const size_t count = json_count(hums);
    if (count > 0 && (out->hums = calloc(count, sizeof *out->hums)) == NULL)
        return FAILED_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct cue *cue = &out->hums[i];
        char name[CUE_WHY_SIZE / 2];
        snprintf(name, sizeof name, "hum %zu", i + 1);
        const struct json *object = json_item(hums, i);
        size_t len = 0;
        const char *label = json_is_object(object) ? json_text(object, "label", &len) : NULL;
        if (label == NULL || len == 0 || len >= sizeof cue->label)
            return refuse(r, "%s needs a \"label\" of 1 to %zu bytes", name, sizeof cue->label - 1);
        memcpy(cue->label, label, len + 1);
        const enum status s = read_window(r, object, name, cue);
        if (s != STATUS_OK)
            return s;
        out->count = i + 1;
        if (i > 0 && cue->start_frame < out->hums[i - 1].start_frame)
            return refuse(r, "%s starts before hum %zu: put them in order of time", name, i);
        if (i > 0 && cue->start_frame < out->hums[i - 1].end_frame)
            return refuse(r, "%s overlaps hum %zu", name, i);
    }
    return STATUS_OK;
}

static bool overlap(const struct cue *a, const struct cue *b)
{
    return a->start_frame < b->end_frame && b->start_frame < a->end_frame;
}

static enum status check_overlaps(struct reader *r, const struct cues *c)
{
    if (c->has_quiet && c->has_everyone && overlap(&c->quiet, &c->everyone))
        return refuse(r, "quiet overlaps everyone");
    for (size_t i = 0; i < c->count; i++) {
        if (c->has_quiet && overlap(&c->quiet, &c->hums[i]))
            return refuse(r, "quiet overlaps hum %zu", i + 1);
        if (c->has_everyone && overlap(&c->everyone, &c->hums[i]))
            return refuse(r, "everyone overlaps hum %zu", i + 1);
    }
    return STATUS_OK;
}

static enum status read_cues(struct reader *r, const struct json *root, struct cues *out)
{
    if (!json_is_object(root))
        return refuse(r, "the cues must be an object");
    enum status s = STATUS_OK;
    const struct json *quiet = json_member(root, "quiet");
    const struct json *everyone = json_member(root, "everyone");
    out->has_quiet = quiet != NULL;
    out->has_everyone = everyone != NULL;
    if (quiet != NULL)
        s = read_times(r, quiet, "quiet", &out->quiet);
    if (s == STATUS_OK && everyone != NULL)
        s = read_window(r, everyone, "everyone", &out->everyone);
    if (s == STATUS_OK)
        s = read_hums(r, json_member(root, "hums"), out);
    if (s == STATUS_OK)
        s = check_overlaps(r, out);
    memcpy(out->everyone.label, "everyone", sizeof "everyone");
    return s;
}

enum status cues_parse(const char *bytes, size_t len, int32_t rate_hz, int64_t frames,
                       struct cues *out, char why[CUE_WHY_SIZE])
{
    struct reader r = {.rate_hz = rate_hz, .frames = frames, .why = why};
    struct json *root = NULL;
    int line = 0;
    char reason[128];
    enum status s = json_parse_file_text(bytes, len, &root, &line, reason, sizeof reason);
    if (s == FAILED_NO_MEMORY)
        return s;
    if (s != STATUS_OK)
        return refuse(&r, "line %d is not JSON that can be read (%s)", line, reason);
    struct cues cues = {0};
    s = read_cues(&r, root, &cues);
    json_free(root);
    if (s == STATUS_OK)
        *out = cues;
    else
        cues_release(&cues);
    return s;
}

void cues_release(struct cues *c)
{
    free(c->hums);
    c->hums = NULL;
    c->count = 0;
}
