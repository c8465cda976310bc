#include "audio/analyser.h"

#include "audio/background.h"
#include "audio/band.h"
#include "audio/clip.h"
#include "audio/level.h"
#include "audio/loudness.h"
#include "audio/measurement.h"
#include "audio/signs.h"
#include "audio/true_peak.h"
#include "audio/voices.h"
#include "audio/wide.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    READING_BLOCKS = 5,      /* 50 ms */
    NOISE_EVERY_BLOCKS = 50, /* the live estimate of the room's noise is renewed twice a second */
    AFTER_BLOCKS = NOISE_AFTER_SKIP_BLOCKS + NOISE_AFTER_BLOCKS,
    POWERS_MAX = NOISE_BEFORE_BLOCKS + PLATEAU_BLOCKS_MAX + AFTER_BLOCKS,
    HISTORY_SECONDS =
        POWERS_MAX / BLOCKS_PER_SECOND + 2, /* and the filter's half second at both ends */
};

enum window_state { WINDOW_NONE, WINDOW_RUNNING, WINDOW_WAITING };

struct window {
    enum window_state state;
    int64_t length;
    int64_t noise_from;   /* room noise before it is looked for from here on */
    uint64_t first_block; /* the first block of 10 ms that lies in it as a whole */
    double loudest;       /* mean square of the loudest 3 s, or of all of it */
    struct hum hum;
};

struct analyser {
    struct analyser_output output;
    int32_t rate_hz;
    int32_t channels;

    int64_t frames; /* pushed, or lost */
    uint64_t lost;
    int64_t noise_from; /* the last window's end, or the last gap's */

    uint64_t block;     /* of 10 ms, the one being filled */
    int64_t block_from; /* its first frame */
    int64_t block_until;
    size_t stride;  /* frames that a block holds at most */
    float *samples; /* a channel after the other */
    bool block_gap; /* no sample of it was heard */

    double level; /* sum of the powers of the blocks of this reading */
    int32_t level_blocks;
    int64_t reading_from;
    bool reading_clipped;
    bool reading_heard;
    float live[NOISE_BEFORE_BLOCKS]; /* powers of the newest blocks heard outside of windows, a ring
                                      */
    uint64_t live_blocks;
    int32_t live_noise_mb;

    int64_t quiet_from; /* -1 where none was begun */
    float quiet[NOISE_QUIET_BLOCKS];
    int32_t quiet_blocks;
    int64_t quiet_until; /* frame at which the blocks of quiet end */

    struct window window;
    struct band *band;
    struct wide *wide;
    struct voices *voices;
    struct clip clip[ANALYSER_CHANNELS_MAX]; /* of the window that runs */
    struct wide_step steps[WIDE_AROUND_STEPS];
    struct loudness loudness;
    struct true_peak true_peak;
    struct measurement_scratch scratch;
    float powers[POWERS_MAX];
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

static int32_t blocks_in(const struct analyser *a, int64_t frames)
{
    return (int32_t)(frames * BLOCKS_PER_SECOND / a->rate_hz);
}

static int32_t least(int32_t x, int32_t y)
{
    return x < y ? x : y;
}

/* The quiet counts where it is not among the seconds before the window anyway. */
static struct noise_part quiet_part(const struct analyser *a, int64_t before_from)
{
    int32_t blocks = a->quiet_blocks;
    if (a->quiet_until > before_from)
        blocks -= blocks_in(a, a->quiet_until - before_from) + 1;
    return (struct noise_part){.power = a->quiet, .blocks = blocks > 0 ? blocks : 0};
}

/* The steps of wide.h around the window; the first of the window's begins with it or up to 50 ms
 * later. */
static struct wide_around steps_around(struct analyser *a, int32_t window_blocks)
{
    const struct hum *hum = &a->window.hum;
    const int64_t rate = a->rate_hz;
    const int64_t start = (hum->start_frame * WIDE_STEPS_PER_SECOND + rate - 1) / rate;
    struct wide_around s = {.step = a->steps, .window = window_blocks / WIDE_STEP_BLOCKS};
    s.before = wide_calm(a->wide, start, WIDE_BEFORE_STEPS, a->steps);
    const int64_t after = a->frames * WIDE_STEPS_PER_SECOND / rate - start - s.window;
    s.after = after < 0 ? 0 : after < WIDE_AFTER_STEPS ? (int32_t)after : WIDE_AFTER_STEPS;
    wide_steps(a->wide, start, s.window + s.after, a->steps + s.before);
    return s;
}

static int64_t block_frame(const struct analyser *a, int64_t block)
{
    return a->window.hum.start_frame + block * a->rate_hz / BLOCKS_PER_SECOND;
}

static void set_checked(struct hum *hum, enum flag flag, bool found)
{
    hum->not_checked &= ~(1u << flag);
    if (found)
        hum->flags |= 1u << flag;
}

/* The flags that take more than powers to see. */
static void look_for_signs(struct analyser *a, const struct window_powers *powers,
                           const struct plateau *p)
{
    enum { NOISE_BLOCKS = 1000, FEW_FROM_MB = 900 };
    struct hum *hum = &a->window.hum;
    const int32_t before = powers->noise[NOISE_BEFORE].blocks;
    const struct wide_around around = steps_around(a, powers->window_blocks);
    const struct background background =
        background_find(powers->window, powers->window_blocks, p, &around);
    const bool gain_changed = background_gain_changed(&background);
    if (gain_changed || background_shows_gain(&background))
        set_checked(hum, FLAG_GAIN_CHANGE, gain_changed);
    if (background.rest_heard)
        set_checked(hum, FLAG_FLOOR_SHIFT,
                    background_shifted(&background, hum->silent ? 0 : hum->excess_mb / 100.0));
    if (hum->silent)
        return;
    const struct plateau all =
        signs_stretch(powers->window, powers->window_blocks, pow(10, hum->noise_mb / 1000.0), p);
    struct signs signs = signs_find(powers->window, &all, &around);
    if (!voices_find(a->voices, a->band, block_frame(a, all.begin), block_frame(a, all.end),
                     block_frame(a, -least(before, NOISE_BLOCKS)), hum->start_frame, a->rate_hz,
                     &signs.voices))
        return;
    const bool applause = signs_of_applause(&signs);
    set_checked(hum, FLAG_APPLAUSE, applause);
    set_checked(hum, FLAG_SPEECH, !applause && signs_of_speech(&signs));
    if (hum->excess_mb >= FEW_FROM_MB)
        set_checked(hum, FLAG_FEW_VOICES, signs_of_few(&signs));
}

static void finish_window(struct analyser *a)
{
    struct hum *hum = &a->window.hum;
    const int64_t start = hum->start_frame, end = hum->end_frame;
    /* it may have started within the half second that is skipped after the last one */
    const int64_t quiet = start > a->window.noise_from ? start - a->window.noise_from : 0;
    const int32_t before = least(blocks_in(a, quiet), NOISE_BEFORE_BLOCKS);
    const int32_t window = least(blocks_in(a, end - start), PLATEAU_BLOCKS_MAX);
    const int32_t to_end = blocks_in(a, end - start + a->rate_hz / BLOCKS_PER_SECOND - 1);
    const int32_t heard = blocks_in(a, a->frames - start);
    const int32_t after = least(heard - to_end - NOISE_AFTER_SKIP_BLOCKS, NOISE_AFTER_BLOCKS);
    const int32_t total = before + to_end + (after > 0 ? NOISE_AFTER_SKIP_BLOCKS + after : 0);
    assert(total <= POWERS_MAX);
    band_powers(a->band, start, -before, total, a->powers);
    const int64_t before_from = start - (int64_t)before * a->rate_hz / BLOCKS_PER_SECOND;
    const struct window_powers powers = {
        .window = a->powers + before,
        .window_blocks = window,
        .noise =
            {
                [NOISE_BEFORE] = {.power = a->powers, .blocks = before},
                [NOISE_AFTER] = {.power = a->powers + before + to_end + NOISE_AFTER_SKIP_BLOCKS,
                                 .blocks = after > 0 ? after : 0},
                [NOISE_QUIET] = quiet_part(a, before_from),
            },
    };
    const struct plateau found = measurement_make(&powers, &a->scratch, hum);
    const struct plateau silence = background_of_silence(window);
    if (hum->void_reason == HUM_VALID && window >= PLATEAU_SEEN_BLOCKS)
        look_for_signs(a, &powers, hum->silent ? &silence : &found);
    give_hum(a);
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
