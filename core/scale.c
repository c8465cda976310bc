/* The room's scale: what one hum of everybody says of the others. */
#include "core/hum.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

/* Shares of the room's power at which the words change, as levels: 10 log10 0.2 and 10 log10 0.7.
 */
enum { SHARE_SOME_FROM_MB = -699, SHARE_STRONG_FROM_MB = -155 };

static const char *const words[SCALE_COUNT] = {
    [SCALE_NOISE] = "noise", [SCALE_EVERYONE] = "everyone"};
static const char *const phrases[SCALE_COUNT] = {
    [SCALE_NOISE] = "against the room's noise only",
    [SCALE_EVERYONE] = "against the hum of everybody",
};

const char *scale_word(enum scale s)
{
    assert(s < SCALE_COUNT);
    return words[s];
}

const char *scale_phrase(enum scale s)
{
    assert(s < SCALE_COUNT);
    return phrases[s];
}

static enum strength strength_of_share(double share_mb)
{
    if (share_mb < SHARE_SOME_FROM_MB)
        return STRENGTH_WEAK;
    return share_mb < SHARE_STRONG_FROM_MB ? STRENGTH_SOME : STRENGTH_STRONG;
}

static bool has_level(const struct hum *h)
{
    return h != NULL && h->void_reason == HUM_VALID && !h->silent && h->hum_mb != LEVEL_NONE_MB;
}

/* Independent errors of two levels add in squares, each side of the interval by itself (as in
 * compare.c). */
void hum_set_scale(struct hum *h, const struct hum *everyone)
{
    if (!has_level(h))
        return;
    if (!has_level(everyone)) {
        h->strength = h->strength_high = strength_of_excess(h->excess_mb);
        h->scale = SCALE_NOISE;
        return;
    }
    double share = (double)h->hum_mb - everyone->hum_mb;
    double below =
        hypot((double)h->hum_mb - h->hum_low_mb, (double)everyone->hum_high_mb - everyone->hum_mb);
    double above =
        hypot((double)h->hum_high_mb - h->hum_mb, (double)everyone->hum_mb - everyone->hum_low_mb);
    h->strength = strength_of_share(share - below);
    h->strength_high = strength_of_share(share + above);
    h->scale = SCALE_EVERYONE;
}

uint32_t hum_hidden_people(const struct hum *silent, const struct hum *reference, uint32_t people)
{
    if (!silent->silent || silent->void_reason != HUM_VALID || silent->limit_mb == LEVEL_NONE_MB ||
        people == 0 || !has_level(reference))
        return 0;
    double hidden =
        ceil(people * pow(10, ((double)silent->limit_mb - reference->hum_low_mb) / 1000));
    return hidden < people ? (uint32_t)hidden : people;
}
