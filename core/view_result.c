#include "core/view_result.h"

#include "core/evidence.h"
#include "core/kind.h"

#include "core/sentence.h"

#include <stdlib.h>

static void put_level(struct json *o, const char *key, int32_t mb)
{
    if (mb == LEVEL_NONE_MB)
        json_put_null(o, key);
    else
        json_put_integer(o, key, mb);
}

static struct json *flags_of(uint32_t flags)
{
    struct json *list = json_array_new();
    for (int f = 0; f < FLAG_COUNT; f++) {
        if (!(flags & 1u << f))
            continue;
        struct json *o = json_object_new();
        json_put_text(o, "flag", flag_word((enum flag)f));
        json_put_text(o, "phrase", flag_phrase((enum flag)f));
        json_put_text(o, "advice", flag_advice((enum flag)f));
        json_add_take(list, o);
    }
    return list;
}

static void put_sentence(struct json *o, const char *key, struct text *t)
{
    char *text;
    size_t len;
    if (text_take(t, &text, &len) != STATUS_OK) {
        json_put_null(o, key);
        return;
    }
    json_put_text_n(o, key, text, len);
    free(text);
}

/* A moment of the stream that the meter's frames count as well. */
static void put_moment(struct json *o, const char *key, const struct hum *h, int64_t frame)
{
    if (h->rate_hz > 0 && frame >= 0)
        json_put_integer(o, key, frame * 1000 / h->rate_hz);
    else
        json_put_null(o, key);
}

struct json *view_hum(const struct meeting_hum *h)
{
    struct json *o = json_object_new();
    bool valid = h->hum.void_reason == HUM_VALID;
    json_put_integer(o, "take", h->take);
    json_put_text(o, "void", hum_void_word(h->hum.void_reason));
    json_put_bool(o, "silent", valid && h->hum.silent);
    json_put_text(o, "strength", strength_word(h->hum.strength));
    if (valid) {
        struct text phrase = {0};
        sentence_strength(&h->hum, &phrase);
        put_sentence(o, "phrase", &phrase);
        json_put_text(o, "against", scale_phrase(h->hum.scale));
    } else {
        json_put_text(o, "phrase", hum_void_phrase(h->hum.void_reason));
        json_put_text(o, "against", "");
    }
    json_put_text(o, "scale", scale_word(h->hum.scale));
    put_level(o, "excess", h->hum.excess_mb);
    put_level(o, "low", h->hum.interval_low_mb);
    put_level(o, "high", h->hum.interval_high_mb);
    put_moment(o, "start", &h->hum, h->hum.start_frame);
    put_moment(o, "end", &h->hum, h->hum.end_frame);
    put_moment(o, "onset", &h->hum, h->hum.onset_frame);
    put_moment(o, "offset", &h->hum, h->hum.offset_frame);
    json_put_take(o, "flags", flags_of(h->hum.flags));
    if (h->spread.count >= 2) {
        struct text microphones = {0};
        sentence_microphones(&h->spread, &microphones);
        put_sentence(o, "microphones", &microphones);
    }
    return o;
}

static struct json *hums_of(const struct meeting *m, const struct run *r, uint32_t option)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->hums.count; i++) {
        const struct meeting_hum *h = &m->hums.items[i];
        if (h->question == r->question && h->run == r->run && h->option == option &&
            h->phase == HUM_FINAL)
            json_add_take(list, view_hum(h));
    }
    return list;
}

static void put_counts(struct json *o, const struct run *r, uint32_t slot)
{
    json_put_integer(o, "hands", r->counts[slot][CHANNEL_HAND][PLACE_REMOTE]);
    json_put_integer(o, "chat", r->counts[slot][CHANNEL_CHAT][PLACE_REMOTE]);
    json_put_integer(o, "hands_in_room", r->counts[slot][CHANNEL_HAND][PLACE_ROOM]);
    json_put_integer(o, "chat_in_room", r->counts[slot][CHANNEL_CHAT][PLACE_ROOM]);
}

/* What was heard of each turn that the option had, in their order; "": nothing entered. */
static struct json *turns_of(const struct meeting *m, const struct run *r, uint32_t option)
{
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->calls.count; i++) {
        const struct call *c = &m->calls.items[i];
        if (c->run == run && c->option == (int32_t)option)
            json_add_text(list, c->heard == HEARD_NOTHING_ENTERED ? "" : heard_word(c->heard));
    }
    return list;
}

static struct json *option_result(const struct meeting *m, const struct run *r, uint32_t option)
{
    struct json *o = json_object_new();
    json_put_take(o, "hums", hums_of(m, r, option));
    json_put_bool(o, "called", (r->by_ear & 1u << option) != 0);
    if (r->heard[option] == HEARD_NOTHING_ENTERED)
        json_put_null(o, "heard");
    else
        json_put_text(o, "heard", heard_word(r->heard[option]));
    json_put_take(o, "turns", turns_of(m, r, option));
    put_counts(o, r, option);
    return o;
}

static struct json *pair_of(const struct meeting *m, const struct run *r, const struct pair *p)
{
    struct json *o = json_object_new();
    struct text sound = {0}, people = {0};
    json_put_integer(o, "first", p->first);
    json_put_integer(o, "second", p->second);
    if (p->louder >= 0)
        json_put_integer(o, "louder", p->louder);
    else
        json_put_null(o, "louder");
    put_level(o, "difference", p->difference_mb);
    json_put_bool(o, "sound_distinct", p->sound_distinct);
    json_put_bool(o, "distinct", p->distinct);
    sentence_pair_sound(m, r, p, &sound);
    put_sentence(o, "sound_sentence", &sound);
    sentence_pair_people(m, r, p, &people);
    put_sentence(o, "people_sentence", &people);
    return o;
}

static struct json *comparisons_of(const struct meeting *m, const struct run *r)
{
    struct json *list = json_array_new();
    const struct comparison *c = r->compared != 0 ? &m->comparisons.items[r->compared - 1] : NULL;
    for (uint32_t i = 0; c != NULL && i < c->pair_count; i++)
        json_add_take(list, pair_of(m, r, &m->pairs.items[c->first_pair + i]));
    return list;
}

/* Where the signs point different ways that is said before anything else; "" where they do not. */
static void put_signs(struct json *o, const struct meeting *m, const struct run *r)
{
    struct text t = {0};
    evidence_sentence(m, r, &t);
    json_put_text(o, "signs", t.bytes != NULL ? t.bytes : "");
    text_release(&t);
}

/* While a question is open the number of the present changes with every join; the public sees a
 * result only when it is closed, and then the numbers of the close. */
struct json *view_result(const struct meeting *m, const struct run *r)
{
    const struct question *q = meeting_question(m, r->question);
    const struct comparison *c = r->compared != 0 ? &m->comparisons.items[r->compared - 1] : NULL;
    struct json *o = json_object_new(), *options = json_array_new(), *none = json_object_new();
    uint32_t readers[OPTIONS_MAX];
    bool read = kind_readers(m, r, readers);
    for (uint32_t i = 0; i < q->option_count; i++) {
        struct json *option = option_result(m, r, i);
        if (read)
            json_put_integer(option, "readers", readers[i]);
        if (r->room_hands[i] > 0)
            json_put_integer(option, "room_hands", r->room_hands[i] - 1);
        json_put_integer(option, "microphone", r->entered[i][WAY_MICROPHONE]);
        json_put_integer(option, "private", r->entered[i][WAY_PRIVATE]);
        json_add_take(options, option);
    }
    json_put_take(o, "options", options);
    put_signs(o, m, r);
    put_counts(none, r, SLOT_NO_OPINION);
    json_put_take(o, "no_opinion", none);
    json_put_integer(o, "present", meeting_run_present(m, r));
    json_put_integer(o, "answered", r->answered);
    json_put_integer(o, "no_hand", meeting_run_no_hand(m, r));
    json_put_integer(o, "in_room", meeting_run_in_room(m, r));
    json_put_integer(o, "set_aside", r->set_aside);
    json_put_integer(o, "people", c != NULL && c->people != 0 ? c->people : HUM_PEOPLE_UNKNOWN);
    json_put_bool(o, "people_known", c != NULL && c->people != 0);
    json_put_take(o, "comparisons", comparisons_of(m, r));
    return o;
}
