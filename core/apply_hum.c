/* Hums, what they are measured against, and what the chair's ear says. */
#include "core/applying.h"
#include "core/list.h"

static struct meeting_hum *hum_of_window(struct meeting *m, uint32_t window)
{
    for (uint32_t i = m->hums.count; i-- > 0;)
        if (m->hums.items[i].hum.window == window)
            return &m->hums.items[i];
    return NULL;
}

/* RESERVE first. */
static void keep_call(struct meeting *m, uint32_t run, int32_t option, uint32_t hum,
                      int64_t time_us)
{
    *PUSH(m->calls) = (struct call){.run = run, .option = option, .hum = hum, .time_us = time_us};
}

static uint32_t run_number(const struct meeting *m, uint32_t question, uint32_t run)
{
    const struct run *r = meeting_run(m, question, run);
    return (uint32_t)(r - m->runs.items) + 1;
}

/* question 0: everybody hums once, for no question. */
static bool hum_fits(struct meeting *m, const struct event *e)
{
    if (e->hum_started.question == 0)
        return e->hum_started.run == 0 && e->hum_started.option == 0;
    return apply_run(m, e->hum_started.question, e->hum_started.run) != NULL &&
           apply_option_fits(m, e->hum_started.question, e->hum_started.option);
}

enum status apply_hum_started(struct meeting *m, const struct event *e)
{
    if (!hum_fits(m, e) || e->hum_started.window != m->window_count + 1)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->hums, 1) || !RESERVE(m->calls, 1))
        return FAILED_NO_MEMORY;
    struct meeting_hum h = {.question = e->hum_started.question,
                            .run = e->hum_started.run,
                            .option = e->hum_started.option,
                            .take = 1,
                            .phase = HUM_RUNNING,
                            .started_us = e->time_us,
                            .hum.window = e->hum_started.window};
    for (uint32_t i = 0; i < m->hums.count; i++) {
        const struct meeting_hum *o = &m->hums.items[i];
        if (o->question == h.question && o->run == h.run && o->option == h.option)
            h.take = o->take + 1;
    }
    *PUSH(m->hums) = h;
    if (m->open_run != 0)
        m->runs.items[m->open_run - 1].called = 0;
    if (h.question != 0)
        keep_call(m, run_number(m, h.question, h.run), (int32_t)h.option, m->hums.count,
                  e->time_us);
    m->window_count++;
    m->open_hum = m->hums.count;
    return STATUS_OK;
}

enum status apply_hum_ended(struct meeting *m, const struct event *e)
{
    struct meeting_hum *h = hum_of_window(m, e->hum_ended.window);
    if (h == NULL || h->phase != HUM_RUNNING)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->calls, 1))
        return FAILED_NO_MEMORY;
    if (h->question != 0)
        keep_call(m, run_number(m, h->question, h->run), -1, 0, e->time_us);
    h->phase = HUM_CHECKING;
    return STATUS_OK;
}

static void set_everyone(struct meeting *m, uint32_t hum)
{
    m->everyone = hum;
    m->scale_ended = false;
}

enum status apply_scale_ended(struct meeting *m, const struct event *e)
{
    if (m->everyone == 0)
        return REFUSED_RECORD_DAMAGED;
    m->everyone = 0;
    m->scale_ended = true;
    m->scale_end = (enum scale_end)e->scale_ended.why;
    return STATUS_OK;
}

enum status apply_measured(struct meeting *m, const struct event *e)
{
    struct meeting_hum *h = hum_of_window(m, e->hum.hum->window);
    text_ref device, api;
    if (h == NULL || h->phase == HUM_FINAL || h->question != e->hum.question ||
        h->run != e->hum.run || h->option != e->hum.option)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep(m, e->hum.device, &device) || !apply_keep(m, e->hum.api, &api))
        return FAILED_NO_MEMORY;
    h->hum = *e->hum.hum;
    h->phase = HUM_FINAL;
    h->source = (enum sound_source)e->hum.source;
    h->device = device;
    h->api = api;
    h->spread = microphones_spread(e->hum.parts, e->hum.part_count);
    h->figures = microphones_figures(e->hum.parts, e->hum.part_count);
    if (e->hum.part_count > 0)
        microphone_balance_learn(&m->balance, e->hum.parts, e->hum.part_count);
    if (h->question == 0 && h->hum.void_reason == HUM_VALID && !h->hum.silent &&
        (h->hum.flags & 1u << FLAG_GAIN_CHANGE) == 0)
        set_everyone(m, (uint32_t)(h - m->hums.items) + 1);
    if (m->open_hum != 0 && &m->hums.items[m->open_hum - 1] == h)
        m->open_hum = 0;
    return STATUS_OK;
}

enum status apply_compared(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->compared.question, e->compared.run);
    struct comparison c = {.question = e->compared.question,
                           .run = e->compared.run,
                           .people = e->compared.people,
                           .first_pair = m->pairs.count,
                           .pair_count = e->compared.pair_count};
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    for (uint32_t i = 0; i < c.pair_count; i++)
        if (!apply_option_fits(m, r->question, e->compared.pairs[i].first) ||
            !apply_option_fits(m, r->question, e->compared.pairs[i].second))
            return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->comparisons, 1) || !RESERVE(m->pairs, c.pair_count))
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < c.pair_count; i++)
        *PUSH(m->pairs) = e->compared.pairs[i];
    *PUSH(m->comparisons) = c;
    r->compared = m->comparisons.count;
    return STATUS_OK;
}

/* What is heard is of the newest turn of its option; entered again it is corrected. */
enum status apply_heard(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->heard.question, e->heard.run);
    if (r == NULL || !apply_option_fits(m, r->question, e->heard.option))
        return REFUSED_RECORD_DAMAGED;
    r->heard[e->heard.option] = (enum heard)e->heard.heard;
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    for (uint32_t i = m->calls.count; i-- > 0;)
        if (m->calls.items[i].run == run && m->calls.items[i].option == (int32_t)e->heard.option) {
            m->calls.items[i].heard = (enum heard)e->heard.heard;
            break;
        }
    return STATUS_OK;
}

enum status apply_called(struct meeting *m, const struct event *e)
{
    struct run *r = apply_run(m, e->called.question, e->called.run);
    bool over = e->called.option == -1;
    if (r == NULL || r->state != RUN_OPEN ||
        (!over && !apply_option_fits(m, r->question, e->called.option)))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->calls, 1))
        return FAILED_NO_MEMORY;
    keep_call(m, (uint32_t)(r - m->runs.items) + 1, e->called.option, 0, e->time_us);
    r->called = over ? 0 : (uint32_t)e->called.option + 1;
    r->by_ear |= over ? 0 : 1u << e->called.option;
    return STATUS_OK;
}

enum status apply_people(struct meeting *m, const struct event *e)
{
    m->people_told = e->people.count;
    if (m->open_run != 0)
        m->runs.items[m->open_run - 1].people_told = e->people.count;
    return STATUS_OK;
}
