#include "core/sentence.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct side {
    const char *name;
    const char *lead; /* people hum "for" and "against", but for "Option A" */
};

static struct side side_of(const struct meeting *m, const struct run *r, uint32_t number)
{
    const struct question *q = meeting_question(m, r->question);
    const struct option *o = q != NULL ? meeting_option(m, q, number) : NULL;
    struct side s = {.name = o != NULL ? meeting_text(m, o->name) : "", .lead = "for "};
    if (q != NULL && q->kind == QUESTION_FOR_AGAINST && o != NULL && o->role == OPTION_NAMED)
        s.lead = "";
    return s;
}

int32_t whole_db(int32_t mb)
{
    assert(mb != LEVEL_NONE_MB);
    return (abs(mb) + 50) / 100;
}

static bool is_first_louder(const struct pair *p)
{
    return p->louder < 0 || (uint32_t)p->louder == p->first;
}

/* Two hums that are not clearly different stand in the order of the question: no figure turns them.
 */
static bool are_alike(const struct pair *p)
{
    return p->louder < 0 ||
           (!p->sound_distinct && !p->distinct && p->difference_mb != LEVEL_NONE_MB);
}

static bool is_first(const struct pair *p)
{
    return are_alike(p) ? p->first < p->second : is_first_louder(p);
}

static void add_no_hum(struct text *out, const struct side *s)
{
    text_addf(out, "no hum was measured above the room's noise %s\"%s\"", s->lead, s->name);
}

void sentence_pair_sound(const struct meeting *m, const struct run *r, const struct pair *p,
                         struct text *out)
{
    struct side more = side_of(m, r, is_first(p) ? p->first : p->second);
    struct side less = side_of(m, r, is_first(p) ? p->second : p->first);
    const bool silent_side = p->difference_mb == LEVEL_NONE_MB;
    if (p->microphones < 0) {
        text_addf(
            out, "\"%s\" and \"%s\" were measured by different microphones and cannot be compared.",
            more.name, less.name);
        return;
    }
    if (p->louder < 0 && silent_side) {
        text_addf(out, "Neither %s\"%s\" nor %s\"%s\" was a hum measured above the room's noise.",
                  more.lead, more.name, less.lead, less.name);
        return;
    }
    if (p->sound_distinct)
        text_addf(out, "\"%s\" sounded clearly louder than \"%s\" here", more.name, less.name);
    else
        text_addf(out, "No clear difference in loudness between \"%s\" and \"%s\" here", more.name,
                  less.name);
    if (silent_side) {
        text_add(out, ": ");
        add_no_hum(out, &less);
    } else if (p->sound_distinct && whole_db(p->difference_mb) == 0) {
        text_add(out, ", by less than 1 dB");
    } else if (p->sound_distinct) {
        text_addf(out, ", by about %" PRId32 " dB", whole_db(p->difference_mb));
    }
    if (p->microphones == 1)
        text_add(out, " (compared by the one microphone that measured both)");
    else if (p->microphones > 1)
        text_addf(out, " (compared by the %" PRId32 " microphones that measured both)",
                  p->microphones);
    text_add(out, ".");
}

void sentence_pair_people(const struct meeting *m, const struct run *r, const struct pair *p,
                          struct text *out)
{
    struct side more = side_of(m, r, is_first(p) ? p->first : p->second);
    struct side less = side_of(m, r, is_first(p) ? p->second : p->first);
    if (are_alike(p))
        text_addf(out, "Sound alone does not show whether more people hummed %s\"%s\" or %s\"%s\".",
                  more.lead, more.name, less.lead, less.name);
    else
        text_addf(out, "Sound alone %s that more people hummed %s\"%s\" than %s\"%s\".",
                  p->distinct ? "shows" : "does not show", more.lead, more.name, less.lead,
                  less.name);
}

void sentence_crowd(uint32_t people, struct text *out)
{
    if (people == 0)
        text_addf(out,
                  "How many people were in the room was not known; %d who hum are assumed for the "
                  "comparison.",
                  HUM_PEOPLE_UNKNOWN);
    else
        text_addf(out, "The comparison reckons with %" PRIu32 " %s in the room.", people,
                  people == 1 ? "person" : "people");
}

/* ---- one hum ---- */

static void add_flags(const struct hum *h, struct text *out)
{
    const char *before = " (";
    for (int f = 0; f < FLAG_COUNT; f++) {
        if ((h->flags & 1u << f) == 0 || h->void_reason != HUM_VALID)
            continue;
        text_addf(out, "%s%s", before, flag_phrase((enum flag)f));
        before = "; ";
    }
    if (before[0] == ';')
        text_add(out, ")");
}

void sentence_strength(const struct hum *h, struct text *out)
{
    if (h->strength_high > h->strength)
        text_addf(out, "%s to %s", strength_word(h->strength), strength_phrase(h->strength_high));
    else
        text_add(out, strength_phrase(h->strength));
    if (h->hidden_people > 0)
        text_addf(out, " (up to about %" PRIu32 " %s could be hidden)", h->hidden_people,
                  h->hidden_people == 1 ? "person" : "people");
}

void sentence_microphones(const struct microphone_spread *s, struct text *out)
{
    if (s->count < 2 || s->measured == 0)
        return;
    if (s->measured < s->count)
        text_addf(out, "measured by %" PRIu32 " of %" PRIu32 " microphones", s->measured, s->count);
    else
        text_addf(out, "mean of %" PRIu32 " microphones", s->count);
    const uint32_t silent = s->measured - s->heard;
    if (s->heard > 0 && silent > 0)
        text_addf(out, ", of which %" PRIu32 " measured no hum", silent);
    if (s->heard < 2)
        return;
    if (whole_db(s->spread_mb) == 0)
        text_add(out, ", which agree within 1 dB");
    else
        text_addf(out, ", which differ by %" PRId32 " dB", whole_db(s->spread_mb));
}

/* The upper end is rounded up. */
void sentence_excess(const struct hum *h, struct text *out)
{
    const int32_t high = h->interval_high_mb;
    if (h->excess_mb == LEVEL_NONE_MB)
        return;
    const bool at_most = h->interval_low_mb != LEVEL_NONE_MB &&
                         h->excess_mb - h->interval_low_mb >= HUM_REACHES_NOTHING_MB;
    if (at_most && high > 100)
        text_addf(out, ", at most %" PRId32 " dB above the room's noise", (high + 99) / 100);
    else if (h->excess_mb < 50)
        text_add(out, ", less than 1 dB above the room's noise");
    else
        text_addf(out, ", about %" PRId32 " dB above the room's noise", whole_db(h->excess_mb));
}

void sentence_hum(const struct meeting_hum *h, struct text *out)
{
    if (h->phase != HUM_FINAL) {
        text_add(out, "being measured");
    } else if (h->hum.void_reason != HUM_VALID) {
        text_add(out, hum_void_phrase(h->hum.void_reason));
    } else {
        sentence_strength(&h->hum, out);
        sentence_excess(&h->hum, out);
        add_flags(&h->hum, out);
        if (h->spread.count >= 2)
            text_add(out, "; ");
        sentence_microphones(&h->spread, out);
    }
}

static const struct meeting_hum *newest_take(const struct meeting *m, const struct run *r,
                                             uint32_t option)
{
    for (uint32_t i = m->hums.count; i-- > 0;) {
        const struct meeting_hum *h = &m->hums.items[i];
        if (h->question == r->question && h->run == r->run && h->option == option)
            return h;
    }
    return NULL;
}

void sentence_hum_of(const struct meeting *m, const struct run *r, uint32_t option,
                     struct text *out)
{
    const struct meeting_hum *h = meeting_hum_of(m, r, option);
    if (h == NULL)
        h = newest_take(m, r, option);
    if (h == NULL)
        text_add(out, "no hum taken");
    else
        sentence_hum(h, out);
}

const char *sentence_scale(const struct meeting *m, const struct run *r)
{
    const char *phrase = scale_phrase(SCALE_NOISE);
    bool first = true;
    for (uint32_t i = 0; i < meeting_question(m, r->question)->option_count; i++) {
        const struct meeting_hum *h = meeting_hum_of(m, r, i);
        if (h == NULL || h->hum.silent)
            continue;
        const char *own = scale_phrase(h->hum.scale);
        if (!first && strcmp(own, phrase) != 0)
            return "strengths against different hums of the room";
        phrase = own;
        first = false;
    }
    return phrase;
}

const char *sentence_issue_state(enum issue_state s)
{
    static const char *const phrases[ISSUE_STATE_COUNT] = {
        [ISSUE_OPEN] = "Open",
        [ISSUE_ACCOMMODATED] = "Addressed and accommodated",
        [ISSUE_NOT_ACCOMMODATED] = "Addressed, not accommodated",
        [ISSUE_ON_RECORD] = "On record, not argued further",
        [ISSUE_WITHDRAWN] = "Withdrawn",
    };
    return phrases[s];
}

static const char *heard_or_not(enum heard h)
{
    return h == HEARD_NOTHING_ENTERED ? "nothing entered" : heard_word(h);
}

void sentence_heard(const struct meeting *m, const struct run *r, uint32_t option, struct text *out)
{
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    const bool once = meeting_turns(m, r, option) < 2;
    const char *before = "";
    if (once || r->heard[option] == HEARD_NOTHING_ENTERED) {
        text_add(out, heard_or_not(r->heard[option]));
        return;
    }
    for (uint32_t i = 0; i < m->calls.count; i++) {
        const struct call *c = &m->calls.items[i];
        if (c->run != run || c->option != (int32_t)option)
            continue;
        text_addf(out, "%s%s", before, heard_or_not(c->heard));
        before = ", then ";
    }
}

bool hum_stands_out(const struct meeting *m, const struct run *r, uint32_t option)
{
    const struct comparison *c = r->compared != 0 ? &m->comparisons.items[r->compared - 1] : NULL;
    bool compared = false;
    for (uint32_t i = 0; c != NULL && i < c->pair_count; i++) {
        const struct pair *p = &m->pairs.items[c->first_pair + i];
        if (p->first != option && p->second != option)
            continue;
        if (!p->sound_distinct || p->louder < 0 || (uint32_t)p->louder != option)
            return false;
        compared = true;
    }
    return compared;
}
