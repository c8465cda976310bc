/* A stream of any samples, cut in any way, with windows, quiets and gaps in any order. Each window
 * gives one hum, and every figure is one that a page could show. */
#include "tests/fuzz/fuzz.h"

#include "audio/analyser.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES_MAX = 1 << 18, WINDOWS_MAX = 16, LEVEL_MAX_MB = 5000 };

struct input {
    const uint8_t *at, *end;
};

static uint32_t take(struct input *in, int bytes)
{
    uint32_t n = 0;
    for (int i = 0; i < bytes; i++)
        n = n << 8 | (in->at < in->end ? *in->at++ : 0u);
    return n;
}

struct seen {
    struct analyser *analyser;
    uint32_t started; /* windows are numbered from 0 */
    uint32_t ended;
    uint32_t hums;
    int64_t reading_from;
};

static void assert_level(int32_t mb, bool may_be_none)
{
    assert((may_be_none && mb == LEVEL_NONE_MB) || (mb >= LEVEL_SILENT_MB && mb <= LEVEL_MAX_MB));
}

static void check_reading(void *context, const struct reading *r)
{
    struct seen *seen = context;
    assert(r->frame >= seen->reading_from);
    seen->reading_from = r->frame + 1;
    assert_level(r->level_mb, false);
    assert_level(r->noise_mb, true);
    assert_level(r->momentary_mb, false);
}

static void check_end(void *context, uint32_t window, int64_t end_frame)
{
    struct seen *seen = context;
    assert(window == seen->ended && window < seen->started);
    assert(end_frame >= 0);
    seen->ended++;
}

static void check_measured(const struct hum *h)
{
    assert(h->noise_mb != LEVEL_NONE_MB);
    if (h->silent) {
        assert(h->onset_frame == -1 && h->offset_frame == -1 && h->hum_mb == LEVEL_NONE_MB);
        return;
    }
    assert(h->start_frame <= h->onset_frame && h->onset_frame < h->offset_frame);
    assert(h->offset_frame <= h->end_frame);
    assert(h->hum_mb != LEVEL_NONE_MB && h->excess_mb == h->hum_mb - h->noise_mb);
    assert(h->hum_low_mb <= h->hum_mb && h->hum_mb <= h->hum_high_mb);
    assert(h->interval_low_mb <= h->excess_mb && h->excess_mb <= h->interval_high_mb);
    assert(h->scatter_mb >= 0);
}

static void check_hum(void *context, const struct hum *h)
{
    struct seen *seen = context;
    assert(h->window == seen->hums && h->window < seen->ended);
    seen->hums++;
    assert(h->void_reason >= HUM_VALID && h->void_reason < HUM_VOID_COUNT);
    assert(h->strength >= STRENGTH_NONE && h->strength < STRENGTH_COUNT);
    assert((h->flags | h->not_checked) < 1u << FLAG_COUNT);
    assert(0 <= h->start_frame && h->start_frame <= h->end_frame);
    assert_level(h->hum_mb, true);
    assert_level(h->noise_mb, true);
    assert_level(h->limit_mb, true);
    assert_level(h->loudness_mb, false);
    assert(h->trace_count >= 0 && h->trace_count <= HUM_TRACE_MAX);
    for (int32_t i = 0; i < h->trace_count; i++)
        assert_level(h->trace_mb[i], false);
    if (h->void_reason == HUM_VALID)
        check_measured(h);
    else
        assert(h->hum_mb == LEVEL_NONE_MB && h->strength == STRENGTH_NONE && h->onset_frame == -1);
}

static float sample(struct input *in, uint32_t kind, size_t i, size_t channels)
{
    static const float SINGLE[] = {0, 0.9f, NAN, INFINITY, 1e-42f, 3e38f, -1, 1e-6f};
    const size_t frame = i / channels;
    if (kind < 8)
        return SINGLE[kind];
    if (kind < 10) /* squares */
        return frame / (kind == 8 ? 3 : 40) % 2 ? 1 : -1;
    if (kind < 14) { /* tones, alike in all channels or not */
        const double phase = (double)(kind % 2 ? i : frame) * (kind < 12 ? 0.02 : 0.1);
        return (float)(sin(phase) * (kind < 12 ? 0.5 : 1e-3));
    }
    if (kind == 14) { /* the input's own bits */
        const uint32_t bits = take(in, 4);
        float x;
        memcpy(&x, &bits, sizeof x);
        return x;
    }
    return (float)(((uint32_t)i * 2654435761u) >> 16) / 32768.0f - 1; /* noise */
}

/* Returns the samples pushed. */
static size_t push(struct seen *seen, struct input *in, size_t channels)
{
    static const uint16_t CUTS[] = {1, 7, 160, 480, 1000, 4096};
    const uint32_t what = take(in, 1);
    const size_t frames = CUTS[take(in, 1) % 6], most = SAMPLES_MAX / (frames * channels);
    const size_t wanted = 1 + take(in, 1) % 64, times = wanted < most ? wanted : most;
    float *x = malloc(frames * channels * sizeof *x); /* exact, so that a sanitizer sees a step
                                                         behind the end */
    assert(x != NULL);
    for (size_t i = 0; i < frames * channels; i++)
        x[i] = sample(in, what % 16, i, channels);
    for (size_t i = 0; i < times; i++)
        analyser_push(seen->analyser, x, frames);
    free(x);
    return frames * channels * times;
}

static void start(struct seen *seen, int64_t length_frames)
{
    if (seen->started == WINDOWS_MAX)
        return;
    const uint32_t window = seen->started++;
    analyser_start(seen->analyser, window, length_frames);
}

static void play(struct seen *seen, struct input *in, size_t channels)
{
    struct analyser *a = seen->analyser;
    for (size_t samples = 0; in->at < in->end && samples < SAMPLES_MAX;) {
        switch (take(in, 1) % 16) {
        case 0:
            start(seen, (int32_t)take(in, 4));
            break;
        case 1:
            start(seen, 100 * (int64_t)take(in, 2));
            break;
        case 2:
            analyser_end(a);
            break;
        case 3:
            analyser_void(a, (enum hum_void)(1 + take(in, 1) % (HUM_VOID_COUNT - 1)));
            break;
        case 4:
            analyser_quiet_start(a);
            break;
        case 5:
            analyser_quiet_end(a);
            break;
        case 6:
            analyser_gap(a, take(in, 2));
            break;
        case 7: /* of hours, under a minute is gone through sample by sample: once is enough */
            if (samples < SAMPLES_MAX / 2 && channels == 1)
                analyser_gap(a, (uint64_t)take(in, 4) << 8);
            samples += SAMPLES_MAX / 2;
            break;
        default:
            samples += push(seen, in, channels);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const int32_t RATES[] = {8000, 11025, 16000, 8000, 44100, 48000, 12345, 192000};
    struct input in = {bytes, bytes + len};
    const uint32_t head = take(&in, 1);
    const int32_t rate_hz = RATES[head % 8], channels = 1 + (int32_t)(head / 8 % 8);
    struct seen seen = {0};
    const struct analyser_output output = {&seen, check_reading, check_end, check_hum};
    const enum status s = analyser_create(rate_hz, channels, &output, &seen.analyser);
    assert(s == STATUS_OK);
    const size_t fixed = analyser_bytes(seen.analyser);
    play(&seen, &in, (size_t)channels);
    analyser_finish(seen.analyser);
    assert(seen.hums == seen.started && seen.ended == seen.started);
    assert(analyser_bytes(seen.analyser) == fixed);
    const struct loudness_figures f = analyser_loudness(seen.analyser);
    assert_level(f.momentary_max_mb, true);
    assert_level(f.short_term_max_mb, true);
    assert_level(f.integrated_mb, true);
    assert_level(f.true_peak_mb, true);
    analyser_free(seen.analyser);
    return 0;
}
