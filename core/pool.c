#include "core/pool.h"

#include <assert.h>
#include <string.h>

bool pool_of_people(const struct question *q)
{
    return q->option_count == 0;
}

uint32_t pool_entries(const struct meeting *m, const struct run *r, struct pool_entry *out,
                      uint32_t limit)
{
    const struct question *q = meeting_question(m, r->question);
    uint32_t count = 0;
    for (uint32_t i = 0; i < q->option_count; i++, count++)
        if (count < limit)
            out[count] = (struct pool_entry){meeting_text(m, meeting_option(m, q, i)->name), 0};
    for (uint32_t i = 0; i < m->volunteers.count; i++) {
        const struct volunteer *v = &m->volunteers.items[i];
        if (v->question != r->question || v->run != r->run || v->out)
            continue;
        if (count < limit)
            out[count] = (struct pool_entry){meeting_text(m, v->name), v->person};
        count++;
    }
    return count;
}

const struct committed *pool_committed(const struct meeting *m, const struct run *r)
{
    return r->draw != 0 ? &m->draws.items[r->draw - 1] : NULL;
}

bool pool_drawn(const struct meeting *m, const struct run *r)
{
    const struct committed *c = pool_committed(m, r);
    return c != NULL && c->picked_count > 0;
}

/* ---- as core/draw.h has it ---- */

static const enum draw_method methods[DRAWING_COUNT] = {
    [DRAWING_COIN] = DRAW_COIN,
    [DRAWING_STRAW] = DRAW_STRAW,
    [DRAWING_RANDOM] = DRAW_RANDOM,
    [DRAWING_RFC3797] = DRAW_RFC3797,
};

static enum status set_terms(const struct meeting *m, const struct run *r, struct draw *out)
{
    const struct question *q = meeting_question(m, r->question);
    struct pool_entry entries[POOL_MAX];
    struct draw_why why;
    const char *source = meeting_text(m, q->source);
    uint32_t count = pool_entries(m, r, entries, POOL_MAX);
    if (q->drawing == DRAWING_NONE || q->drawing == DRAWING_CHAIR)
        return REFUSED_POOL;
    assert(count <= POOL_MAX);
    out->method = methods[q->drawing];
    out->pick = q->pick;
    enum status s =
        source[0] != '\0' ? draw_set_source(out, source, strlen(source), &why) : STATUS_OK;
    for (uint32_t i = 0; s == STATUS_OK && i < count; i++)
        s = draw_add(out, entries[i].name, strlen(entries[i].name), &why);
    if (s == STATUS_OK)
        s = draw_check(out, &why);
    return status_is_refusal(s) ? REFUSED_POOL : s;
}

static enum status set_drawn(const struct meeting *m, const struct committed *c, struct draw *out)
{
    struct digest seed;
    struct draw_why why;
    const char *value = meeting_text(m, c->value);
    if (out->method != DRAW_RFC3797) {
        if (!digest_from_hex(meeting_text(m, c->seed), &seed))
            return REFUSED_POOL;
        draw_set_seed(out, seed.bytes);
    }
    enum status s = draw_set_public(out, value, strlen(value), &why);
    if (s != STATUS_OK)
        return status_is_refusal(s) ? REFUSED_POOL : s;
    out->picked = arena_take(&out->arena, c->picked_count * sizeof *out->picked);
    if (out->picked == NULL)
        return FAILED_NO_MEMORY;
    memcpy(out->picked, m->picked.items + c->first_picked, c->picked_count * sizeof *out->picked);
    out->picked_count = c->picked_count;
    return STATUS_OK;
}

enum status pool_draw(const struct meeting *m, const struct run *r, struct draw *out)
{
    const struct committed *c = pool_committed(m, r);
    enum status s = set_terms(m, r, out);
    if (s != STATUS_OK || c == NULL)
        return s;
    out->committed_first = true; /* the value is entered after the commitment was shown */
    if (out->method != DRAW_RFC3797 &&
        !digest_from_hex(meeting_text(m, c->commitment), &out->commitment))
        return REFUSED_POOL;
    return c->picked_count > 0 ? set_drawn(m, c, out) : STATUS_OK;
}

enum status pool_transcript(const struct meeting *m, const struct run *r, char **out, size_t *len)
{
    struct draw draw = {.pick = 0};
    struct draw_why why;
    enum status s = pool_drawn(m, r) ? pool_draw(m, r, &draw) : REFUSED_POOL;
    if (s == STATUS_OK)
        s = draw_verify(&draw, &why);
    if (s == STATUS_OK)
        s = draw_write(&draw, true, out, len);
    draw_release(&draw);
    return status_is_refusal(s) ? REFUSED_POOL : s;
}
