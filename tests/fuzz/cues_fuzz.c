/* Cues of a recording. Refused with one sentence that is printable, or windows in order of time
 * that lie inside the recording and do not overlap. The first byte chooses its rate and length. */
#include "tests/fuzz/fuzz.h"

#include "clients/cli/cues.h"
#include "core/hum.h"

#include <assert.h>
#include <string.h>

static void check_cue(const struct cue *c, int32_t rate_hz, int64_t frames)
{
    assert(c->start_frame >= 0 && c->start_frame < c->end_frame && c->end_frame <= frames);
    assert(c->end_frame - c->start_frame <= (int64_t)HUM_SECONDS_MAX * rate_hz);
    assert(memchr(c->label, 0, sizeof c->label) != NULL);
}

static void check_cues(const struct cues *c, int32_t rate_hz, int64_t frames)
{
    for (size_t i = 0; i < c->count; i++) {
        check_cue(&c->hums[i], rate_hz, frames);
        assert(i == 0 || c->hums[i - 1].end_frame <= c->hums[i].start_frame);
    }
    if (c->has_everyone)
        check_cue(&c->everyone, rate_hz, frames);
    if (c->has_quiet)
        assert(c->quiet.start_frame >= 0 && c->quiet.start_frame < c->quiet.end_frame &&
               c->quiet.end_frame <= frames);
}

static void check_why(const char *why)
{
    assert(why[0] != 0 && memchr(why, 0, CUE_WHY_SIZE) != NULL);
    for (; *why != 0; why++)
        assert((unsigned char)*why >= ' ' && *why != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const int32_t rates[] = {8000, 44100, 48000, 192000};
    static const int64_t seconds[] = {0, 1, 3600};
    if (len == 0)
        return 0;
    const int32_t rate_hz = rates[bytes[0] % 4];
    const int64_t some = seconds[bytes[0] / 4 % 3];
    const int64_t frames = some > 0 ? some * rate_hz : INT64_MAX; /* a pipe does not say */
    struct cues cues = {0};
    char why[CUE_WHY_SIZE] = "";
    const enum status s = cues_parse((const char *)bytes + 1, len - 1, rate_hz, frames, &cues, why);
    if (s == STATUS_OK)
        check_cues(&cues, rate_hz, frames);
    else if (s == REFUSED_CUES)
        check_why(why);
    cues_release(&cues);
    return 0;
}
