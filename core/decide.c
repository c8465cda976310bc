/* Who may do what, and where it is decided: one table each. The rules themselves stand in
 * decide_people.c (joining, answers, chat), decide_prepare.c (the kinds of question), decide_question.c
 * (asking, closing), decide_hum.c and decide_list.c (outcomes and their confirmation). */
#include "core/decide.h"

#include "core/decision.h"

#include <assert.h>
#include <string.h>

#define CHAIR_ONLY                                                                                 \
    {                                                                                              \
        [ROLE_CHAIR] = true                                                                        \
    }
#define SYSTEM_ONLY                                                                                \
    {                                                                                              \
        [ROLE_SYSTEM] = true                                                                       \
    }

static const struct {
    bool may[ROLE_COUNT];
    bool after_end; /* may it be done when the meeting has ended? */
    enum status (*decide)(struct decision *);
} rules[COMMAND_KIND_COUNT] = {
    [COMMAND_JOIN] = {{[ROLE_PARTICIPANT] = true}, false, decide_join},
    [COMMAND_LEAVE] = {{[ROLE_PARTICIPANT] = true}, true, decide_leave},
    [COMMAND_ANSWER] = {{[ROLE_PARTICIPANT] = true}, false, decide_answer},
    [COMMAND_SAY] = {{[ROLE_PARTICIPANT] = true, [ROLE_SCRIBE] = true, [ROLE_CHAIR] = true},
                     false,
                     decide_say},
    [COMMAND_PREPARE] = {CHAIR_ONLY, false, decide_prepare},
    [COMMAND_ASK] = {CHAIR_ONLY, false, decide_ask},
    [COMMAND_HUM] = {CHAIR_ONLY, false, decide_hum},
    [COMMAND_HUM_END] = {CHAIR_ONLY, false, decide_hum_end},
    [COMMAND_HUM_VOID] = {CHAIR_ONLY, false, decide_hum_void},
    [COMMAND_EVERYONE] = {CHAIR_ONLY, false, decide_everyone},
    [COMMAND_CALL] = {CHAIR_ONLY, false, decide_call},
    [COMMAND_HEAR] = {CHAIR_ONLY, false, decide_hear},
    [COMMAND_PEOPLE] = {CHAIR_ONLY, false, decide_people},
    [COMMAND_CLOSE] = {CHAIR_ONLY, false, decide_close},
    [COMMAND_SHOW] = {CHAIR_ONLY, true, decide_show},
    [COMMAND_STATE] = {CHAIR_ONLY, true, decide_state},
    [COMMAND_DECLARE] = {CHAIR_ONLY, false, decide_declare},
    [COMMAND_END] = {CHAIR_ONLY, false, decide_end},
    [COMMAND_MARK] = {CHAIR_ONLY, true, decide_mark},
    [COMMAND_SENT] = {CHAIR_ONLY, true, decide_sent},
    [COMMAND_DEADLINE] = {CHAIR_ONLY, true, decide_deadline},
    [COMMAND_CONFIRM] = {CHAIR_ONLY, true, decide_confirm},
    [COMMAND_OPEN] = {SYSTEM_ONLY, false, decide_open},
    [COMMAND_RESUME] = {SYSTEM_ONLY, true, decide_resume},
    [COMMAND_WINDOW_ENDED] = {SYSTEM_ONLY, true, decide_window_ended},
    [COMMAND_MEASURED] = {SYSTEM_ONLY, true, decide_measured},
    [COMMAND_GONE] = {SYSTEM_ONLY, true, decide_gone},
    [COMMAND_BACK] = {SYSTEM_ONLY, true, decide_back},
    [COMMAND_SCALE_END] = {SYSTEM_ONLY, true, decide_scale_end},
};

bool role_may(enum role role, int command_kind)
{
    assert(role < ROLE_COUNT);
    return command_kind >= 0 && command_kind < COMMAND_KIND_COUNT && rules[command_kind].may[role];
}

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
        return d->actor->person;
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
        return REFUSED_ROLE;
    if (done_before(&d, done, &s))
        return s;
    if (m->ended && !rules[c->kind].after_end)
        return REFUSED_ENDED;
    s = rules[c->kind].decide(&d);
    if (s != STATUS_OK) {
        out->count = d.first;
        return s;
    }
    *done = (struct done){.seq = m->seq + 1, .time_us = d.now_us};
    if (out->count > d.first)
        sign(&d);
    return STATUS_OK;
}
