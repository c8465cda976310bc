#include "audio/analyser_state.h"
#include "audio/background.h"
#include "audio/signs.h"

#include <assert.h>
#include <math.h>
#include <string.h>

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

static int64_t blocks_before(const struct analyser *a, int64_t frame, int32_t blocks)
{
    return frame - (int64_t)blocks * a->rate_hz / BLOCKS_PER_SECOND;
}

/* Between two hums there are few seconds, and some of them are the chair's words: the seconds
 * before this window are noise for those after it too, where no longer ones are kept, nor a quiet
 * that was asked for and is not among them. */
static void remember_noise(struct analyser *a, const struct noise_part *before)
{
    const int64_t start = a->window.hum.start_frame;
    const bool other = a->quiet_asked && blocks_before(a, a->quiet_until, a->quiet_blocks) <
                                             blocks_before(a, start, before->blocks);
    if (other || before->blocks < a->quiet_blocks)
        return;
    memcpy(a->quiet, before->power, (size_t)before->blocks * sizeof *a->quiet);
    a->quiet_blocks = before->blocks;
    a->quiet_until = start;
}

void analyser_make_hum(struct analyser *a)
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
    const int64_t before_from = blocks_before(a, start, before);
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
    remember_noise(a, &powers.noise[NOISE_BEFORE]);
}
