/* What a hub of tests and fuzzers starts with: an opened meeting without questions, four links, and
 * its options. Plain asserts: a fuzzer has no cmocka. */
#ifndef HUMROOM_TESTS_HUB_START_H
#define HUMROOM_TESTS_HUB_START_H

#include "core/plan.h"
#include "net/hub_own.h"
#include "net/keys_table.h"

#include <assert.h>

#define START_CHAIR "chair-secret"
#define START_SCRIBE "scribe-secret"

/* Opened at second 1. */
static inline void start_meeting(struct meeting *m)
{
    struct meeting_plan plan;
    struct command c;
    struct event_list l = {0};
    struct done done;
    const struct actor system = {.role = ROLE_SYSTEM};
    meeting_init(m);
    plan_default(&plan);
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    enum status s = decide(m, &system, &c, 1000000, &l, &done);
    for (size_t i = 0; i < l.count && s == STATUS_OK; i++)
        s = meeting_apply(m, &l.items[i]);
    assert(s == STATUS_OK);
    event_list_release(&l);
    command_release(&c);
}

static inline struct keys *start_keys(void)
{
    const struct keys_line lines[] = {
        keys_line_secret(KEYS_CHAIR, 0, START_CHAIR),
        keys_line_secret(KEYS_SCRIBE, 0, START_SCRIBE),
        keys_line_code(KEYS_PARTICIPANT_CODE, "K7WM3P4"),
        keys_line_code(KEYS_SCREEN_CODE, "Q9TX4D7"),
    };
    struct keys *keys = NULL;
    enum status s = digest_start();
    if (s == STATUS_OK)
        s = keys_create(&keys);
    for (size_t i = 0; s == STATUS_OK && i < sizeof lines / sizeof lines[0]; i++)
        s = keys_add(keys, &lines[i]);
    assert(s == STATUS_OK);
    return keys;
}

/* Takes m. */
static inline struct hub *start_hub_take(struct hub_ports ports, struct keys *keys, bool sound,
                                         struct meeting *m)
{
    const struct hub_options o = {
        .ports = ports,
        .keys = keys,
        .participant_url = "http://h/#K7WM3P4",
        .screen_url = "http://h/screen#Q9TX4D7",
        .sound = sound,
        .hum_ms = 5000,
        .analyser = "test",
    };
    struct hub *hub = NULL;
    enum status s = hub_open_take(&hub, &o, m);
    assert(s == STATUS_OK);
    return hub;
}

#endif
