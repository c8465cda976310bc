#include "clients/cli/measure.h"

#include "core/sentence.h"

#include "core/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A label for a terminal: what could steer one is replaced. */
static void clean(const char *text, char out[CUE_LABEL_MAX])
{
    const size_t len = strlen(text);
    size_t at = 0, used = 0;
    while (at < len) {
        const size_t from = at;
        if (!text_allows(text_next(text, len, &at))) {
            out[used++] = '?';
            continue;
        }
        memcpy(out + used, text + from, at - from);
        used += at - from;
    }
    out[used] = '\0';
}

static int32_t whole(int32_t mb)
{
    return (mb + (mb < 0 ? -50 : 50)) / 100;
}

static void print_strength(const struct hum *h)
{
    struct text words = {0};
    sentence_strength(h, &words);
    sentence_excess(h, &words);
    fputs(words.bytes != NULL ? words.bytes : "", stdout);
    text_release(&words);
}

static void print_hum(const struct cue *cue, const struct hum *h)
{
    char label[CUE_LABEL_MAX];
    clean(cue->label, label);
    printf("%s (%.1f to %.1f s): ", label, cue->start_s, cue->end_s);
    if (h->void_reason != HUM_VALID)
        printf("%s\n", hum_void_phrase(h->void_reason));
    else {
        print_strength(h);
        if (!h->silent && h->excess_mb - h->interval_low_mb < HUM_REACHES_NOTHING_MB)
            printf(" (%" PRId32 " to %" PRId32 " dB)", whole(h->interval_low_mb),
                   whole(h->interval_high_mb));
        puts("");
    }
    const uint32_t said = 1u << FLAG_GAP | 1u << FLAG_NO_NOISE_ESTIMATE; /* the void's words */
    for (int f = 0; f < FLAG_COUNT; f++)
        if ((h->flags & ~said) & 1u << f)
            printf("  %s: %s\n", flag_phrase((enum flag)f), flag_advice((enum flag)f));
}

static void print_pair(const struct cues *cues, const struct pair *p)
{
    const bool second_louder = p->louder >= 0 && (uint32_t)p->louder == p->second;
    char louder[CUE_LABEL_MAX], quieter[CUE_LABEL_MAX];
    clean(cues->hums[second_louder ? p->second : p->first].label, louder);
    clean(cues->hums[second_louder ? p->first : p->second].label, quieter);
    if (p->louder < 0)
        printf("\"%s\" and \"%s\": neither sounded louder here.\n", louder, quieter);
    else if (!p->sound_distinct)
        printf("\"%s\" and \"%s\": no clear difference in loudness here.\n", louder, quieter);
    else if (p->difference_mb == LEVEL_NONE_MB)
        printf("\"%s\" sounded louder than \"%s\" here.\n", louder, quieter);
    else
        printf("\"%s\" sounded louder than \"%s\" here, by about %" PRId32 " dB.\n", louder,
               quieter, whole(p->difference_mb));
    if (p->louder < 0)
        printf("  Sound alone does not show for which more people hummed.\n");
    else
        printf("  Sound alone %s that more people hummed for \"%s\" than for \"%s\".\n",
               p->distinct ? "shows" : "does not show", louder, quieter);
}

/* The scale of the strengths; all have the same, but where the gain changed. */
static void print_scale(const struct measured *m)
{
    bool everyone = false, noise = false;
    for (size_t i = 0; i < m->cues->count; i++) {
        const struct hum *h = &m->hums[i];
        const bool counts = h->void_reason == HUM_VALID && !h->silent;
        everyone = everyone || (counts && h->scale == SCALE_EVERYONE);
        noise = noise || (counts && h->scale == SCALE_NOISE);
    }
    if (everyone && noise)
        puts("Some strengths are against the hum of everybody, those with a changed gain against "
             "the room's noise only.");
    else
        printf("Strengths are %s.\n", scale_phrase(everyone ? SCALE_EVERYONE : SCALE_NOISE));
}

static void print_level(const char *name, int32_t mb, const char *unit)
{
    if (mb == LEVEL_NONE_MB)
        printf("%s -", name);
    else
        printf("%s %.1f %s", name, mb / 100.0, unit);
}

static void print_loudness(const struct loudness_figures *l)
{
    print_level("Loudness of the recording: integrated", l->integrated_mb, "LUFS");
    print_level(", highest short-term", l->short_term_max_mb, "LUFS");
    print_level(", highest momentary", l->momentary_max_mb, "LUFS");
    print_level("; true peak", l->true_peak_mb, "dBTP");
    puts(".");
}

void measured_print_text(const struct measured *m)
{
    const struct cues *cues = m->cues;
    if (cues->has_everyone)
        print_hum(&cues->everyone, &m->hums[cues->count]);
    for (size_t i = 0; i < cues->count; i++)
        print_hum(&cues->hums[i], &m->hums[i]);
    print_scale(m);
    struct pair pair;
    bool any = false;
    for (uint32_t i = 0; i < cues->count; i++)
        for (uint32_t k = i + 1; k < cues->count; k++)
            if (hum_compare(&m->hums[i], i, &m->hums[k], k, m->people, &pair)) {
                if (!any)
                    puts("");
                any = true;
                print_pair(cues, &pair);
            }
    if (any && m->people == 0)
        printf("How many people hum in the room was not said; %d are assumed (--people).\n",
               HUM_PEOPLE_UNKNOWN);
    print_loudness(&m->loudness);
}
