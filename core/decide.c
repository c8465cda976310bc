/* From a command to its events: the rule that lets it in (rules.c), its decider, its signature. */
#include "core/decide.h"

#include "core/decision.h"
#include "core/rules.h"

#include <assert.h>
#include <string.h>

struct event *decision_event(struct decision *d, enum event_kind kind)
{
    struct event *e = event_add(d->out, kind);
    if (e == NULL)
        return NULL;
    e->seq = d->meeting->seq + (int64_t)(d->out->count - d->first);
    e->time_us = d->now_us;
    return e;
}

const char *decision_text(struct decision *d, const char *text)
{
    return arena_text(&d->out->arena, text, strlen(text));
}

bool decision_personal(struct decision *d, const char *text, struct personal *out)
{
    *out = (struct personal){0};
    if (text == NULL || text[0] == '\0')
        return true;
    out->text = decision_text(d, text);
    out->key = ++d->personal_key;
    return out->text != NULL;
}

/* By the link, not by whom it stands for: who sends again after a merge is still known. */
static uint32_t sender_person(const struct decision *d)
{
    const uint32_t by_link = meeting_joined_by(d->meeting, d->actor->link);
    return by_link != 0 ? by_link : d->actor->person;
}

uint32_t decision_sender(const struct decision *d)
{
    switch (d->actor->role) {
    case ROLE_CHAIR:
        return SENDER_CHAIR;
    case ROLE_SCRIBE:
        return SENDER_SCRIBE;
    case ROLE_SYSTEM:
        return SENDER_SYSTEM;
    case ROLE_PARTICIPANT:
        return sender_person(d);
    case ROLE_NOBODY:
    case ROLE_SCREEN:
    case ROLE_COUNT:
        break;
    }
    return SENDER_NOBODY;
}

static bool done_before(const struct decision *d, struct done *done, enum status *s)
{
    bool same;
    if (!d->command->has_id ||
        !meeting_seen(d->meeting, decision_sender(d), d->command->id, d->command->content, &same,
                      &done->seq, &done->time_us))
        return false;
    done->again = same;
    *s = same ? STATUS_OK : REFUSED_ID_REUSED;
    return true;
}

/* The first event carries the command, so that it is found again. Who joins is known by their
 * number from now on. */
static void sign(struct decision *d)
{
    struct event *e = &d->out->items[d->first];
    if (!d->command->has_id)
        return;
    e->has_command = true;
    memcpy(e->command_id, d->command->id, COMMAND_ID_LEN);
    e->command_content = d->command->content;
    e->command_who = d->command->kind == COMMAND_JOIN ? e->joined.person : decision_sender(d);
}

/* Who is known to the chairs alone is nobody to others: what they enter would be named to all. */
static bool is_hidden(const struct meeting *m, uint32_t person)
{
    const struct person *p = meeting_person(m, person);
    return p != NULL && meeting_confided(p);
}

enum status decide(const struct meeting *m, const struct actor *a, const struct command *c,
                   int64_t now_us, struct event_list *out, struct done *done)
{
    struct decision d = {
        .meeting = m,
        .actor = a,
        .command = c,
        .now_us = now_us > m->time_us ? now_us : m->time_us,
        .out = out,
        .first = out->count,
        .personal_key = m->personal_key,
    };
    assert(c->kind >= 0 && c->kind < COMMAND_KIND_COUNT);
    *done = (struct done){0};
    enum status s;
    if (!role_may(a->role, c->kind))
        return role_refusal(c->kind);
    if (done_before(&d, done, &s))
        return s;
    s = rules_check(m, c);
    if (s == STATUS_OK && a->role != ROLE_CHAIR && is_hidden(m, c->of_person))
        s = REFUSED_NO_PERSON;
    if (s == STATUS_OK)
        s = rules_decider(c->kind)(&d);
    if (s != STATUS_OK) {
        out->count = d.first;
        return s;
    }
    *done = (struct done){.seq = m->seq + 1, .time_us = d.now_us};
    if (out->count > d.first)
        sign(&d);
    return STATUS_OK;
}
