/* A draw as a question of the meeting: who is in the pool, the commitment to our seed, and the
 * draw. Chance is an argument of the command. */
#include "core/decision.h"
#include "core/kind.h"
#include "core/pool.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The run of a command about a draw; fixed: is the pool to be fixed already, or not yet? */
static enum status draw_run_of(const struct decision *d, bool fixed, const struct run **out)
{
    enum status s = decision_open_run(d, out);
    if (s != STATUS_OK)
        return s;
    const struct question *q = meeting_question(d->meeting, (*out)->question);
    if (q->kind != QUESTION_DRAW)
        return REFUSED_KIND;
    if ((pool_committed(d->meeting, *out) != NULL) == fixed)
        return STATUS_OK;
    return fixed ? REFUSED_NOT_COMMITTED : REFUSED_COMMITTED;
}

/* ---- the pool ---- */

static const struct volunteer *volunteer_of(const struct meeting *m, const struct run *r,
                                            uint32_t person, const char *name)
{
    for (uint32_t i = 0; i < m->volunteers.count; i++) {
        const struct volunteer *v = &m->volunteers.items[i];
        if (v->question == r->question && v->run == r->run && !v->out &&
            meeting_same(m, v->person, person) &&
            (person != 0 || strcasecmp(meeting_text(m, v->name), name) == 0))
            return v;
    }
    return NULL;
}

static bool is_taken(const struct meeting *m, const struct run *r, const char *name)
{
    struct pool_entry entries[POOL_MAX];
    uint32_t count = pool_entries(m, r, entries, POOL_MAX);
    for (uint32_t i = 0; i < count; i++)
        if (strcasecmp(entries[i].name, name) == 0)
            return true;
    return false;
}

/* The name in the pool: no two are alike, so somebody of the same name has their number behind it.
 */
static enum status pool_name(struct decision *d, const struct run *r, uint32_t person,
                             const char **out)
{
    const struct person *p = meeting_person(d->meeting, person);
    const char *name = p != NULL ? meeting_text(d->meeting, p->name) : d->command->name;
    char numbered[NAME_BYTES_MAX + 20];
    if (is_taken(d->meeting, r, name)) {
        if (p == NULL)
            return REFUSED_ALREADY;
        snprintf(numbered, sizeof numbered, "%s (%u)", name, person);
        if (strlen(numbered) > NAME_BYTES_MAX || is_taken(d->meeting, r, numbered))
            return REFUSED_ALREADY;
        name = numbered;
    }
    *out = decision_text(d, name);
    return *out != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

static enum status volunteered(struct decision *d, const struct run *r, uint32_t person,
                               const char *name, uint32_t out)
{
    struct event *e = decision_event(d, EVENT_VOLUNTEERED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->volunteered.question = r->question;
    e->volunteered.run = r->run;
    e->volunteered.person = person;
    e->volunteered.out = out;
    return decision_personal(d, name, &e->volunteered.name) ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Participants join the pool themselves, or are entered by chair or scribe; "withdraw" is out
 * again.
 */
enum status decide_volunteer(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct command *c = d->command;
    const bool own = d->actor->role == ROLE_PARTICIPANT, out = c->option == ANSWER_WITHDRAWN;
    uint32_t person = d->actor->person;
    const struct run *r;
    enum status s = draw_run_of(d, false, &r);
    if (own && meeting_person(m, person) == NULL)
        return REFUSED_NOT_JOINED;
    if (s != STATUS_OK)
        return s;
    if (!pool_of_people(meeting_question(m, r->question)))
        return REFUSED_KIND;
    s = own ? STATUS_OK : decision_named(d, &person);
    if (s != STATUS_OK)
        return s;
    const struct volunteer *in = volunteer_of(m, r, person, c->name);
    if ((in != NULL) != out)
        return REFUSED_ALREADY;
    if (out)
        return volunteered(d, r, person, "", (uint32_t)(in - m->volunteers.items) + 1);
    if (pool_entries(m, r, NULL, 0) >= VOLUNTEERS_MAX)
        return REFUSED_TOO_MANY;
    const char *name = NULL;
    if (person == 0)
        s = decision_new_person(d, &person);
    if (s == STATUS_OK)
        s = pool_name(d, r, person, &name);
    return s == STATUS_OK ? volunteered(d, r, person, name, 0) : s;
}

/* ---- the draw ---- */

static const char *hex_of(struct decision *d, const uint8_t bytes[DIGEST_LEN])
{
    struct digest digest;
    char hex[DIGEST_HEX_LEN + 1];
    memcpy(digest.bytes, bytes, sizeof digest.bytes);
    digest_hex(&digest, hex);
    return decision_text(d, hex);
}

static enum status add_committed(struct decision *d, const struct run *r, const struct draw *draw)
{
    struct event *e = decision_event(d, EVENT_DRAW_COMMITTED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    const char *seed = draw->has_seed ? hex_of(d, draw->seed) : "";
    e->committed.question = r->question;
    e->committed.run = r->run;
    e->committed.commitment = draw->has_seed ? hex_of(d, draw->commitment.bytes) : "";
    return e->committed.commitment != NULL && seed != NULL &&
                   decision_personal(d, seed, &e->committed.seed)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

/* Fixes the pool. Everybody sees it, and the digest of our seed, before anybody knows the value. */
enum status decide_draw_commit(struct decision *d)
{
    const struct run *r;
    struct draw draw = {.pick = 0};
    enum status s = draw_run_of(d, false, &r);
    if (s != STATUS_OK)
        return s;
    if (meeting_question(d->meeting, r->question)->drawing == DRAWING_CHAIR)
        return REFUSED_KIND;
    assert(d->command->seed != NULL);
    s = pool_draw(d->meeting, r, &draw);
    if (s == STATUS_OK && draw.method != DRAW_RFC3797)
        draw_set_seed(&draw, d->command->seed);
    if (s == STATUS_OK)
        s = add_committed(d, r, &draw);
    draw_release(&draw);
    return s;
}

static enum status add_revealed(struct decision *d, const struct run *r, const struct draw *draw)
{
    struct event *e = decision_event(d, EVENT_DRAW_REVEALED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->revealed.question = r->question;
    e->revealed.run = r->run;
    e->revealed.value = decision_text(d, draw->public_value);
    e->revealed.seed = draw->has_seed ? hex_of(d, draw->seed) : "";
    e->revealed.picked = arena_take(&d->out->arena, draw->picked_count * sizeof(struct drawn));
    if (e->revealed.value == NULL || e->revealed.seed == NULL || e->revealed.picked == NULL)
        return FAILED_NO_MEMORY;
    e->revealed.picked_count = draw->picked_count;
    for (uint32_t i = 0; i < draw->picked_count; i++)
        e->revealed.picked[i].number = draw->picked[i];
    return STATUS_OK;
}

/* The public value is there: what follows from it is drawn and shown, and the question is over. */
enum status decide_draw_reveal(struct decision *d)
{
    const char *value = d->command->value;
    const struct run *r;
    struct draw draw = {.pick = 0};
    struct draw_why why;
    struct digest seed;
    enum status s = draw_run_of(d, true, &r);
    if (s != STATUS_OK)
        return s;
    if (value[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    s = pool_draw(d->meeting, r, &draw);
    if (s == STATUS_OK)
        s = draw_set_public(&draw, value, strlen(value), &why);
    if (draw.method == DRAW_RFC3797)
        s = s == REFUSED_BAD_VALUE ? REFUSED_NUMBERS : s;
    else if (digest_from_hex(meeting_text(d->meeting, pool_committed(d->meeting, r)->seed), &seed))
        draw_set_seed(&draw, seed.bytes);
    else
        s = REFUSED_NOT_COMMITTED; /* its text was removed on request */
    if (s == STATUS_OK)
        s = draw_run(&draw);
    if (s == STATUS_OK)
        s = add_revealed(d, r, &draw);
    draw_release(&draw);
    if (s == STATUS_OK)
        s = decision_about(d, EVENT_QUESTION_CLOSED, r->question, r->run);
    return s == STATUS_OK ? decision_about(d, EVENT_RESULTS_SHOWN, r->question, r->run) : s;
}

/* The chair's own choice is any option; what was drawn by lot is what was drawn. */
enum status decision_drawn(const struct decision *d, const struct run *r, const struct statement *s)
{
    const struct meeting *m = d->meeting;
    const struct question *q = meeting_question(m, r->question);
    if (q->drawing == DRAWING_CHAIR)
        return s->option >= 0 ? STATUS_OK : REFUSED_NO_OPTION;
    if (!pool_drawn(m, r))
        return REFUSED_DRAWN;
    if (s->option < 0)
        return STATUS_OK;
    const struct committed *c = pool_committed(m, r);
    for (uint32_t i = 0; i < c->picked_count; i++)
        if (m->picked.items[c->first_picked + i] == (uint32_t)s->option + 1)
            return STATUS_OK;
    return REFUSED_DRAWN;
}
