#include "audio/analyser_state.h"
#include "audio/level.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    READING_BLOCKS = 5,      /* 50 ms */
    NOISE_EVERY_BLOCKS = 50, /* the live estimate of the room's noise is renewed twice a second */
};

static int64_t block_start(const struct analyser *a, uint64_t block)
{
    return (int64_t)(block * (uint64_t)a->rate_hz / BLOCKS_PER_SECOND);
}

static void begin_block(struct analyser *a, uint64_t block)
{
    a->block = block;
    a->block_from = block_start(a, block);
    a->block_until = block_start(a, block + 1);
    a->block_gap = true;
}

enum status analyser_create(int32_t rate_hz, int32_t channels, const struct analyser_output *output,
                            struct analyser **out)
{
    if (rate_hz < ANALYSER_RATE_MIN_HZ || rate_hz > ANALYSER_RATE_MAX_HZ)
        return REFUSED_RATE;
    if (channels < 1 || channels > ANALYSER_CHANNELS_MAX)
        return REFUSED_CHANNELS;
    struct analyser *a = calloc(1, sizeof *a);
    if (a == NULL)
        return FAILED_NO_MEMORY;
    a->output = *output;
    a->rate_hz = rate_hz;
    a->channels = channels;
    a->stride = (size_t)(rate_hz / BLOCKS_PER_SECOND + 1);
    a->samples = calloc(a->stride * (size_t)channels, sizeof *a->samples);
    a->quiet_from = -1;
    a->live_noise_mb = LEVEL_NONE_MB;
    loudness_init(&a->loudness, rate_hz);
    true_peak_init(&a->true_peak);
    begin_block(a, 0);
    enum status s = a->samples == NULL
                        ? FAILED_NO_MEMORY
                        : band_create(rate_hz, channels, a->stride, HISTORY_SECONDS, &a->band);
    if (s == STATUS_OK)
        s = wide_create(rate_hz, channels, (size_t)WIDE_AROUND_STEPS + 2 * WIDE_STEPS_PER_SECOND,
                        &a->wide);
    if (s == STATUS_OK)
        s = voices_create(band_rate_hz(a->band), channels, &a->voices);
    if (s != STATUS_OK) {
        analyser_free(a);
        return s;
    }
    *out = a;
    return STATUS_OK;
}

void analyser_free(struct analyser *a)
{
    if (a == NULL)
        return;
    band_free(a->band);
    wide_free(a->wide);
    voices_free(a->voices);
    free(a->samples);
    free(a);
}

size_t analyser_bytes(const struct analyser *a)
{
    return sizeof *a + a->stride * (size_t)a->channels * sizeof(float) + band_bytes(a->band) +
           wide_bytes(a->wide) + voices_bytes(a->voices);
}

void analyser_weigh(struct analyser *a, int32_t channel, double weight)
{
    assert(channel >= 0 && channel < a->channels && weight >= 0 && weight <= 2);
    a->loudness.weight[channel] = weight;
}

struct loudness_figures analyser_loudness(const struct analyser *a)
{
    struct loudness_figures figures = loudness_figures(&a->loudness);
    figures.true_peak_mb = true_peak_mb(&a->true_peak);
    return figures;
}

int64_t analyser_frames(const struct analyser *a)
{
    return a->frames;
}

/* ---- readings ---- */

static void renew_live_noise(struct analyser *a)
{
    const uint64_t count =
        a->live_blocks < NOISE_BEFORE_BLOCKS ? a->live_blocks : NOISE_BEFORE_BLOCKS;
    for (uint64_t i = 0; i < count; i++)
        a->powers[i] = a->live[(a->live_blocks - count + i) % NOISE_BEFORE_BLOCKS];
    const struct noise_part parts[NOISE_PARTS] = {
        [NOISE_BEFORE] = {.power = a->powers, .blocks = (int32_t)count},
    };
    struct room_noise noise;
    if (room_noise_estimate(parts, INFINITY, a->scratch.noise, &noise))
        a->live_noise_mb = level_mb(noise.power);
}

static void add_to_reading(struct analyser *a, double power)
{
    a->level += power;
    a->reading_heard = a->reading_heard || !a->block_gap;
    if (a->window.state != WINDOW_RUNNING && !a->block_gap) {
        a->live[a->live_blocks % NOISE_BEFORE_BLOCKS] = (float)power;
        a->live_blocks++;
        if (a->live_blocks % NOISE_EVERY_BLOCKS == 0)
            renew_live_noise(a);
    }
    if (++a->level_blocks < READING_BLOCKS)
        return;
    const bool momentary = a->loudness.blocks >= LOUDNESS_MOMENTARY;
    const struct reading reading = {
        .frame = a->reading_from,
        .level_mb = level_mb(a->level / READING_BLOCKS),
        .noise_mb = a->live_noise_mb,
        .momentary_mb = momentary ? loudness_mb(loudness_mean(&a->loudness, LOUDNESS_MOMENTARY))
                                  : LEVEL_SILENT_MB,
        .clipped = a->reading_clipped,
        .lost_frames = a->lost > UINT32_MAX ? UINT32_MAX : (uint32_t)a->lost,
    };
    if (a->reading_heard && a->output.reading != NULL)
        a->output.reading(a->output.context, &reading);
    a->level = 0;
    a->level_blocks = 0;
    a->reading_from = a->block_until;
    a->reading_clipped = false;
    a->reading_heard = false;
}

/* ---- windows ---- */

static void give_hum(struct analyser *a)
{
    a->window.state = WINDOW_NONE;
    if (a->output.hum != NULL)
        a->output.hum(a->output.context, &a->window.hum);
}

static void finish_window(struct analyser *a)
{
    analyser_make_hum(a);
    give_hum(a);
}

/* Highest short-term loudness of what lies in the window as a whole; of a shorter window, that of
 * all of it. */
static void track_loudness(struct analyser *a)
{
    struct window *w = &a->window;
    if (w->state != WINDOW_RUNNING || a->block < w->first_block)
        return;
    const uint64_t inside = a->block + 1 - w->first_block;
    const bool whole = inside >= LOUDNESS_SHORT_TERM;
    const double power = loudness_mean(&a->loudness, whole ? LOUDNESS_SHORT_TERM : (size_t)inside);
    w->loudest = whole && inside > LOUDNESS_SHORT_TERM ? fmax(w->loudest, power) : power;
    w->hum.loudness_mb = loudness_mb(w->loudest);
}

void analyser_start(struct analyser *a, uint32_t window, int64_t length_frames)
{
    analyser_end(a);
    if (a->window.state == WINDOW_WAITING)
        finish_window(a);
    const int64_t most = (int64_t)HUM_SECONDS_MAX * a->rate_hz;
    const bool on_edge = a->frames == a->block_from;
    memset(&a->window, 0, sizeof a->window); /* padding too: hums are compared by their bytes */
    a->window.state = WINDOW_RUNNING;
    for (int32_t c = 0; c < a->channels; c++)
        clip_init(&a->clip[c]);
    a->window.length = length_frames < 1 ? 1 : length_frames > most ? most : length_frames;
    a->window.noise_from = a->noise_from;
    a->window.first_block = on_edge ? a->block : a->block + 1;
    struct hum *hum = &a->window.hum;
    hum->window = window;
    hum->rate_hz = a->rate_hz;
    hum->start_frame = hum->end_frame = a->frames;
    hum->onset_frame = hum->offset_frame = -1;
    hum->noise_mb = LEVEL_NONE_MB;
    hum->loudness_mb = LEVEL_SILENT_MB;
}

void analyser_end(struct analyser *a)
{
    if (a->window.state != WINDOW_RUNNING)
        return;
    a->window.state = WINDOW_WAITING;
    a->window.hum.end_frame = a->frames;
    for (int32_t c = 0; c < a->channels; c++)
        if (clip_seen(&a->clip[c]))
            a->window.hum.flags |= 1u << FLAG_CLIPPED;
    a->noise_from = a->frames + (int64_t)NOISE_AFTER_SKIP_BLOCKS * a->rate_hz / BLOCKS_PER_SECOND;
    if (a->output.window_ended != NULL)
        a->output.window_ended(a->output.context, a->window.hum.window, a->frames);
}

void analyser_void(struct analyser *a, enum hum_void why)
{
    assert(why != HUM_VALID);
    analyser_end(a);
    if (a->window.state != WINDOW_WAITING)
        return;
    measurement_void(&a->window.hum, why);
    give_hum(a);
}

void analyser_finish(struct analyser *a)
{
    analyser_quiet_end(a);
    analyser_end(a);
    if (a->window.state == WINDOW_WAITING)
        finish_window(a);
    /* the last samples fill no block of 10 ms: they have a peak, and no loudness */
    for (int32_t c = 0; c < a->channels; c++)
        true_peak_block(&a->true_peak, c, a->samples + (size_t)c * a->stride,
                        (size_t)(a->frames - a->block_from));
    true_peak_finish(&a->true_peak, a->channels);
}

/* ---- the quiet ---- */

void analyser_quiet_start(struct analyser *a)
{
    a->quiet_from = a->frames;
}

void analyser_quiet_end(struct analyser *a)
{
    if (a->quiet_from < 0)
        return;
    const int32_t blocks = blocks_in(a, a->frames - a->quiet_from);
    a->quiet_blocks = least(blocks, NOISE_QUIET_BLOCKS);
    band_powers(a->band, a->quiet_from, blocks - a->quiet_blocks, a->quiet_blocks, a->quiet);
    a->quiet_until = a->quiet_from + (int64_t)blocks * a->rate_hz / BLOCKS_PER_SECOND;
    a->quiet_from = -1;
    a->quiet_asked = true;
}

/* ---- samples ---- */

static void finish_block(struct analyser *a)
{
    const size_t count = (size_t)(a->block_until - a->block_from);
    double square = 0;
    for (int32_t c = 0; c < a->channels; c++) {
        const float *samples = a->samples + (size_t)c * a->stride;
        square += loudness_channel(&a->loudness, c, samples, count);
        true_peak_block(&a->true_peak, c, samples, count);
    }
    const bool calm = a->window.state != WINDOW_RUNNING && a->block_from >= a->noise_from;
    wide_push(a->wide, a->block, calm, a->samples, a->stride, count);
    loudness_block_done(&a->loudness, square / (double)count);
    track_loudness(a);
    add_to_reading(a, band_push(a->band, a->samples, a->stride, count));
    begin_block(a, a->block + 1);
}

/* What is no number counts as 0; what is absurdly large is held, so that no sum overflows. */
static float sanitise(float x, bool *clipped)
{
    enum { LARGEST = 16 };
    if (fabsf(x) < 0.999f)
        return x;
    *clipped = true;
    if (isnan(x) || isinf(x))
        return 0;
    return x > LARGEST ? LARGEST : x < -LARGEST ? -LARGEST : x;
}

/* Takes up to `frames` frames, at most to the end of the block; interleaved NULL: silence. Returns
 * how many. */
static size_t take(struct analyser *a, const float *interleaved, size_t frames)
{
    const size_t at = (size_t)(a->frames - a->block_from);
    const size_t room = (size_t)(a->block_until - a->frames);
    const size_t count = frames < room ? frames : room;
    const size_t channels = (size_t)a->channels;
    bool clipped = false;
    for (size_t c = 0; c < channels; c++) {
        float *to = a->samples + c * a->stride + at;
        for (size_t i = 0; i < count; i++)
            to[i] = interleaved == NULL ? 0 : sanitise(interleaved[i * channels + c], &clipped);
        if (a->window.state == WINDOW_RUNNING)
            clip_take(&a->clip[c], to, (int)count);
    }
    if (clipped) {
        a->reading_clipped = true;
        if (a->window.state == WINDOW_RUNNING)
            a->window.hum.flags |= 1u << FLAG_CLIPPED;
    }
    a->frames += (int64_t)count;
    if (interleaved != NULL)
        a->block_gap = false;
    if (a->frames == a->block_until)
        finish_block(a);
    return count;
}

/* Frames until something is due at an exact frame. */
static size_t until_due(const struct analyser *a, size_t frames)
{
    const struct window *w = &a->window;
    int64_t due = INT64_MAX;
    if (w->state == WINDOW_RUNNING)
        due = w->hum.start_frame + w->length;
    else if (w->state == WINDOW_WAITING)
        due = w->hum.end_frame + (int64_t)AFTER_BLOCKS * a->rate_hz / BLOCKS_PER_SECOND + 1;
    return due - a->frames < (int64_t)frames ? (size_t)(due - a->frames) : frames;
}

static void do_what_is_due(struct analyser *a)
{
    if (a->window.state == WINDOW_NONE || until_due(a, 1) > 0)
        return;
    if (a->window.state == WINDOW_RUNNING)
        analyser_end(a);
    else
        finish_window(a);
}

void analyser_push(struct analyser *a, const float *interleaved, size_t frames)
{
    while (frames > 0) {
        const size_t count = take(a, interleaved, until_due(a, frames));
        interleaved += count * (size_t)a->channels;
        frames -= count;
        do_what_is_due(a);
    }
}

void analyser_gap(struct analyser *a, uint64_t lost_frames)
{
    if (lost_frames == 0)
        return;
    analyser_void(a, HUM_VOID_GAP);
    a->lost += lost_frames;
    /* Nobody waits for hours of silence: whole stretches that move no phase are skipped, more than
     * is kept remains. */
    const uint64_t unit = (uint64_t)a->rate_hz * (uint64_t)band_factor(a->band);
    const uint64_t remain = (uint64_t)HISTORY_SECONDS * (uint64_t)a->rate_hz + unit;
    const uint64_t units = lost_frames > remain ? (lost_frames - remain) / unit : 0;
    const uint64_t skipped = units * unit;
    if (skipped > 0) {
        const int64_t inside = a->frames - a->block_from;
        band_skip(a->band, (int64_t)skipped);
        a->frames += (int64_t)skipped;
        const bool gap = a->block_gap;
        begin_block(a, a->block + skipped * BLOCKS_PER_SECOND / (uint64_t)a->rate_hz);
        a->block_gap = gap;
        assert(a->frames - a->block_from == inside);
        a->reading_from += (int64_t)skipped;
    }
    for (uint64_t left = lost_frames - skipped; left > 0;)
        left -= take(a, NULL, left > 1u << 20 ? 1u << 20 : (size_t)left);
    a->noise_from = a->frames;
    if (a->quiet_from >= 0)
        a->quiet_from = a->frames;
}
