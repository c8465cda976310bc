/* Hums: windows, measurements, comparisons, and what the chair's ear heard. */
#include "core/decision.h"
#include "core/kind.h"

#include <assert.h>
#include <string.h>

static const struct meeting_hum *hum_of_window(const struct meeting *m, uint32_t window)
{
    for (uint32_t i = m->hums.count; i-- > 0;)
        if (m->hums.items[i].hum.window == window)
            return &m->hums.items[i];
    return NULL;
}

static const struct meeting_hum *running(const struct meeting *m)
{
    const struct meeting_hum *h = m->open_hum != 0 ? &m->hums.items[m->open_hum - 1] : NULL;
    return h != NULL && h->phase == HUM_RUNNING ? h : NULL;
}

static enum status start(struct decision *d, uint32_t question, uint32_t run, uint32_t option)
{
    struct event *e = decision_event(d, EVENT_HUM_STARTED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->hum_started.question = question;
    e->hum_started.run = run;
    e->hum_started.option = option;
    e->hum_started.window = d->meeting->window_count + 1;
    return STATUS_OK;
}

enum status decide_hum(struct decision *d)
{
    const struct run *r;
    enum status s = decision_open_run(d, &r);
    if (s == STATUS_OK)
        s = decision_option(d, r);
    if (s != STATUS_OK)
        return s;
    if (!kind_rules(meeting_question(d->meeting, r->question)->kind)->hummed)
        return REFUSED_KIND;
    if (running(d->meeting) != NULL)
        return REFUSED_HUM_RUNNING;
    if (r->closes_us != 0)
        return REFUSED_CLOSING;
    return start(d, r->question, r->run, (uint32_t)d->command->option);
}

/* Everybody hums once: the room's scale, at any time, for no question. */
enum status decide_everyone(struct decision *d)
{
    return running(d->meeting) != NULL ? REFUSED_HUM_RUNNING : start(d, 0, 0, 0);
}

/* An option is called for without a meter: every page says so, the chair listens. Without an option
 * the call is over. */
enum status decide_call(struct decision *d)
{
    const struct run *r;
    bool over = d->command->option == INT32_MIN;
    enum status s = decision_open_run(d, &r);
    if (s == STATUS_OK && !over)
        s = decision_option(d, r);
    if (s != STATUS_OK)
        return s;
    if (running(d->meeting) != NULL)
        return REFUSED_HUM_RUNNING;
    if (!kind_rules(meeting_question(d->meeting, r->question)->kind)->hummed)
        return REFUSED_KIND;
    if (!over && r->closes_us != 0)
        return REFUSED_CLOSING;
    if (over && r->called == 0)
        return REFUSED_ALREADY;
    struct event *e = decision_event(d, EVENT_OPTION_CALLED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->called.question = r->question;
    e->called.run = r->run;
    e->called.option = over ? -1 : d->command->option;
    return STATUS_OK;
}

static enum status ended(struct decision *d, const struct meeting_hum *h)
{
    struct event *e = decision_event(d, EVENT_HUM_ENDED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->hum_ended.window = h->hum.window;
    return STATUS_OK;
}

enum status decide_hum_end(struct decision *d)
{
    const struct meeting_hum *h = running(d->meeting);
    return h != NULL ? ended(d, h) : REFUSED_NO_HUM;
}

/* The meter's own end of a window; nothing new where the chair's key came first. */
enum status decide_window_ended(struct decision *d)
{
    const struct meeting_hum *h = hum_of_window(d->meeting, d->command->window);
    return h != NULL && h->phase == HUM_RUNNING ? ended(d, h) : STATUS_OK;
}

struct counted {
    const struct hum *hum; /* NULL: none */
    struct microphone_figures figures;
};

/* The hum of an option that counts, with the one that is just decided seen as done. */
static struct counted counting(const struct decision *d, const struct run *r, uint32_t option,
                               const struct meeting_hum *of, const struct hum *now)
{
    if (of != NULL && of->question == r->question && of->run == r->run && of->option == option &&
        now->void_reason == HUM_VALID)
        return (struct counted){now,
                                microphones_figures(d->command->parts, d->command->part_count)};
    const struct meeting_hum *h = meeting_hum_of(d->meeting, r, option);
    return h != NULL ? (struct counted){&h->hum, h->figures} : (struct counted){0};
}

static bool compare_pair(const struct meeting *m, const struct counted *a, uint32_t a_number,
                         const struct counted *b, uint32_t b_number, uint32_t people,
                         struct pair *out)
{
    if (a->hum == NULL || b->hum == NULL)
        return false;
    struct hum first = *a->hum, second = *b->hum;
    const int32_t common =
        microphones_in_common(&m->balance, &a->figures, &b->figures, &first, &second);
    if (!hum_compare(&first, a_number, &second, b_number, people, out))
        return false;
    if (common == MICROPHONES_APART)
        *out = (struct pair){.first = a_number,
                             .second = b_number,
                             .louder = -1,
                             .difference_mb = LEVEL_NONE_MB,
                             .sound_low_mb = LEVEL_NONE_MB,
                             .sound_high_mb = LEVEL_NONE_MB,
                             .low_mb = LEVEL_NONE_MB,
                             .high_mb = LEVEL_NONE_MB};
    out->microphones = common;
    return true;
}

/* People of whom the hums are taken to come: as the chair told; else those who said that they are
 * in the room, where they are more than the crowd that is assumed anyway; else 0, not known. */
static uint32_t crowd(const struct meeting *m, const struct run *r, uint32_t told)
{
    if (told != 0)
        return told;
    uint32_t said = meeting_run_in_room(m, r);
    return said > HUM_PEOPLE_UNKNOWN ? said : 0;
}

/* Every pair of options with a valid hum, in the order of the options, as it is shown to the chair
 * now. */
static enum status compare(struct decision *d, const struct run *r, const struct meeting_hum *of,
                           const struct hum *now, uint32_t told)
{
    const struct meeting *m = d->meeting;
    uint32_t options = meeting_question(m, r->question)->option_count;
    struct pair *pairs = arena_take(&d->out->arena, PAIRS_MAX * sizeof *pairs);
    uint32_t count = 0, people = crowd(m, r, told);
    if (pairs == NULL)
        return FAILED_NO_MEMORY;
    for (uint32_t a = 0; a < options; a++)
        for (uint32_t b = a + 1; b < options; b++) {
            const struct counted first = counting(d, r, a, of, now),
                                 second = counting(d, r, b, of, now);
            count += compare_pair(m, &first, a, &second, b, people, &pairs[count]);
        }
    if (count == 0)
        return STATUS_OK;
    struct event *e = decision_event(d, EVENT_HUMS_COMPARED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->compared.question = r->question;
    e->compared.run = r->run;
    e->compared.people = people;
    e->compared.pair_count = count;
    e->compared.pairs = pairs;
    return STATUS_OK;
}

static enum status measured(struct decision *d, const struct meeting_hum *h, const struct hum *hum,
                            const struct sound_info *sound, const char *analyser)
{
    struct event *e = decision_event(d, EVENT_HUM_MEASURED);
    struct hum *copy = arena_take(&d->out->arena, sizeof *copy);
    if (e == NULL || copy == NULL)
        return FAILED_NO_MEMORY;
    *copy = *hum;
    e->hum.question = h->question;
    e->hum.run = h->run;
    e->hum.option = h->option;
    e->hum.hum = copy;
    e->hum.source = sound != NULL ? (int)sound->source : (int)SOUND_SOURCE_NONE;
    e->hum.device = decision_text(d, sound != NULL ? sound->device : "");
    e->hum.api = decision_text(d, sound != NULL ? sound->api : "");
    e->hum.analyser = decision_text(d, analyser);
    return e->hum.device != NULL && e->hum.api != NULL && e->hum.analyser != NULL
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* The loudest valid hum of the run but this one: at most all people of the room hummed it. */
static const struct meeting_hum *loudest_other(const struct meeting *m,
                                               const struct meeting_hum *of)
{
    const struct run *r = meeting_run(m, of->question, of->run);
    const struct meeting_hum *best = NULL;
    for (uint32_t i = 0; r != NULL && i < meeting_question(m, r->question)->option_count; i++) {
        const struct meeting_hum *h = i != of->option ? meeting_hum_of(m, r, i) : NULL;
        if (h != NULL && !h->hum.silent && (best == NULL || h->hum.hum_mb > best->hum.hum_mb))
            best = h;
    }
    return best;
}

/* What the meter could not know: the room's scale, and how many people a silence can hide; of
 * several microphones by those that measured both hums. */
static void set_words(const struct decision *d, const struct meeting_hum *of, struct hum *hum)
{
    const struct meeting *m = d->meeting;
    const struct meeting_hum *everyone = meeting_everyone(m);
    const struct meeting_hum *other = everyone != NULL ? everyone : loudest_other(m, of);
    const struct run *r = meeting_run(m, of->question, of->run);
    if (r == NULL || other == NULL)
        return;
    const struct microphone_figures now =
        microphones_figures(d->command->parts, d->command->part_count);
    struct hum here = *hum, there = other->hum;
    if (microphones_in_common(&m->balance, &now, &other->figures, &here, &there) ==
        MICROPHONES_APART)
        return;
    if (everyone != NULL) {
        hum_set_scale(&here, &there);
        hum->strength = here.strength;
        hum->strength_high = here.strength_high;
        hum->scale = here.scale;
    }
    if (hum->silent)
        hum->hidden_people = hum_hidden_people(&here, &there, crowd(m, r, r->people_told));
}

static enum status end_scale(struct decision *d, enum scale_end why)
{
    struct event *e = decision_event(d, EVENT_SCALE_ENDED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->scale_ended.why = why;
    return STATUS_OK;
}

/* The microphone changed: what everybody hummed says nothing of it. */
enum status decide_scale_end(struct decision *d)
{
    return d->meeting->everyone == 0 ? STATUS_OK : end_scale(d, SCALE_END_DEVICE);
}

/* What each of several microphones has goes into the event of their mean. */
static enum status put_parts(struct decision *d)
{
    const struct command *c = d->command;
    struct hum_part *parts = arena_take(&d->out->arena, c->part_count * sizeof *parts);
    if (parts == NULL)
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < c->part_count; i++) {
        parts[i] = (struct hum_part){.hum = c->parts[i].hum,
                                     .device = decision_text(d, c->parts[i].device),
                                     .api = decision_text(d, c->parts[i].api)};
        parts[i].hum.window = c->hum->window;
        parts[i].hum.microphone = i;
        if (parts[i].device == NULL || parts[i].api == NULL)
            return FAILED_NO_MEMORY;
    }
    struct event *e = &d->out->items[d->out->count - 1];
    e->hum.parts = parts;
    e->hum.part_count = c->part_count;
    return STATUS_OK;
}

/* A hum of a window that is final already was voided meanwhile: the meter comes too late, nothing
 * new. A gain that changed ends the room's scale, before the hum is put on it. */
enum status decide_measured(struct decision *d)
{
    const struct command *c = d->command;
    assert(c->hum != NULL);
    const struct meeting_hum *h = hum_of_window(d->meeting, c->hum->window);
    if (h == NULL || h->phase == HUM_FINAL)
        return STATUS_OK;
    struct hum hum = *c->hum;
    if (c->part_count > 0)
        hum = microphones_mean(&d->meeting->balance, c->parts, c->part_count);
    hum.window = c->hum->window;
    enum status s = STATUS_OK;
    if ((hum.flags & 1u << FLAG_GAIN_CHANGE) == 0)
        set_words(d, h, &hum);
    else if (d->meeting->everyone != 0)
        s = end_scale(d, SCALE_END_GAIN);
    if (s == STATUS_OK)
        s = measured(d, h, &hum, c->sound, c->analyser);
    if (s == STATUS_OK && c->part_count > 0)
        s = put_parts(d);
    const struct run *r = meeting_run(d->meeting, h->question, h->run);
    if (s == STATUS_OK && r != NULL && hum.void_reason == HUM_VALID)
        s = compare(d, r, h, &hum, r->people_told);
    return s;
}

/* A window without a figure, for a reason that is not the meter's. */
static enum status voided(struct decision *d, const struct meeting_hum *h, enum hum_void why)
{
    const struct hum none = hum_without_figure(h->hum.window, why);
    return measured(d, h, &none, NULL, "");
}

/* The chair's key always works, whatever the meter does. */
enum status decide_hum_void(struct decision *d)
{
    const struct meeting *m = d->meeting;
    if (m->open_hum == 0)
        return REFUSED_NO_HUM;
    return voided(d, &m->hums.items[m->open_hum - 1], HUM_VOID_BY_CHAIR);
}

/* After a stop or a crash no window that was open has a figure; the question stays open. */
enum status decide_resume(struct decision *d)
{
    const struct meeting *m = d->meeting;
    struct event *e = decision_event(d, EVENT_MEETING_RESUMED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->resumed.version = decision_text(d, d->command->text);
    if (e->resumed.version == NULL)
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < m->hums.count; i++) {
        enum status s = m->hums.items[i].phase == HUM_FINAL
                            ? STATUS_OK
                            : voided(d, &m->hums.items[i], HUM_VOID_STOPPED);
        if (s != STATUS_OK)
            return s;
    }
    /* Pages were away: nobody is shut out by a countdown that they did not see. */
    const struct run *r = m->open_run != 0 ? &m->runs.items[m->open_run - 1] : NULL;
    return r != NULL && r->closes_us != 0 ? decision_closing_cancelled(d, r, true) : STATUS_OK;
}

/* What was heard may be entered while the question is open and until its outcome is stated. */
enum status decide_hear(struct decision *d)
{
    const struct run *r;
    enum status s = decision_run(d, &r);
    if (s == STATUS_OK)
        s = decision_option(d, r);
    if (s != STATUS_OK)
        return s;
    if (d->command->heard == HEARD_NOTHING_ENTERED)
        return REFUSED_BAD_VALUE;
    if (!kind_rules(meeting_question(d->meeting, r->question)->kind)->hummed)
        return REFUSED_KIND; /* a vote and a draw are not decided by ear */
    struct event *e = decision_event(d, EVENT_HEARD_ENTERED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->heard.question = r->question;
    e->heard.run = r->run;
    e->heard.option = (uint32_t)d->command->option;
    e->heard.heard = d->command->heard;
    return STATUS_OK;
}

/* The number changes what can be said of the open question's hums: they are compared anew. */
enum status decide_people(struct decision *d)
{
    const struct meeting *m = d->meeting;
    if (d->command->count < 0 || d->command->count > PEOPLE_MAX)
        return REFUSED_BAD_VALUE;
    struct event *e = decision_event(d, EVENT_PEOPLE_TOLD);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->people.count = (uint32_t)d->command->count;
    const struct run *r = m->open_run != 0 ? &m->runs.items[m->open_run - 1] : NULL;
    return r != NULL ? compare(d, r, NULL, NULL, (uint32_t)d->command->count) : STATUS_OK;
}
