/* Plays commands into a meeting as the loop does: decide, apply. For unit tests of the core. */
#ifndef HUMROOM_TESTS_PLAY_H
#define HUMROOM_TESTS_PLAY_H

#include "tests/unit/unit.h"

#include "core/decide.h"
#include "core/draw.h"
#include "core/plan.h"
#include "core/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct play {
    struct meeting meeting;
    struct event_list events; /* all so far */
    int64_t now_us;
    struct done done; /* of the last command */
    unsigned next_id;
};

#define PLAY_START INT64_C(1795341600000000) /* 2026-11-22T10:00:00Z */

static inline enum status play_command(struct play *p, struct actor a, const struct command *c)
{
    size_t before = p->events.count;
    p->now_us += 1000000;
    enum status s = decide(&p->meeting, &a, c, p->now_us, &p->events, &p->done);
    assert_true(s == STATUS_OK || p->events.count == before);
    for (size_t i = before; i < p->events.count; i++)
        assert_int_equal(meeting_apply(&p->meeting, &p->events.items[i]), STATUS_OK);
    return s;
}

/* members: what stands behind the id, e.g. "\"command\":\"ask\",\"question\":1". */
static inline enum status play_with_id(struct play *p, enum role role, uint32_t person, unsigned id,
                                       const char *members)
{
    char json[6000];
    struct command c;
    snprintf(json, sizeof json, "{\"id\":\"%032x\",%s}", id, members);
    enum status s = command_parse(json, strlen(json), &c);
    uint32_t link = person != 0 && meeting_person(&p->meeting, person) != NULL
                        ? meeting_person(&p->meeting, person)->link
                        : 0;
    const uint8_t seed[DRAW_SEED_LEN] = {(uint8_t)id}; /* chance, as good as any */
    c.seed = seed;
    if (s == STATUS_OK)
        s = play_command(p, (struct actor){.role = role, .person = person, .link = link}, &c);
    command_release(&c);
    return s;
}

static inline enum status play(struct play *p, enum role role, uint32_t person, const char *members)
{
    return play_with_id(p, role, person, ++p->next_id, members);
}

static inline enum status chair(struct play *p, const char *members)
{
    return play(p, ROLE_CHAIR, 0, members);
}

static inline enum status participant(struct play *p, uint32_t person, const char *members)
{
    return play(p, ROLE_PARTICIPANT, person, members);
}

static inline enum status joins(struct play *p, const char *name, bool in_room)
{
    char members[400];
    snprintf(members, sizeof members,
             "\"command\":\"join\",\"name\":\"%s\",\"affiliation\":\"\",\"note_well\":true,\"in_"
             "room\":%s",
             name, in_room ? "true" : "false");
    return participant(p, 0, members);
}

/* What a meeting of tests opens with: one chair, no questions. */
static inline void play_plan(struct meeting_plan *plan)
{
    static struct plan_person one = {.name = "Carla Chair", .mail = "carla@example.org"};
    plan_default(plan);
    plan->title = "Session one";
    plan->chairs = &one;
    plan->chair_count = 1;
}

static inline void play_plan_release(struct meeting_plan *plan)
{
    plan->chairs = NULL; /* not the plan's own */
    plan->chair_count = 0;
    plan_release(plan);
}

/* An opened meeting with one question, for-against, "Shall we adopt it?". */
static inline void play_open(struct play *p)
{
    struct meeting_plan plan;
    struct command c;
    memset(p, 0, sizeof *p);
    p->now_us = PLAY_START;
    play_plan(&plan);
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    assert_int_equal(play_command(p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
    play_plan_release(&plan);
    assert_int_equal(
        chair(p,
              "\"command\":\"prepare\",\"kind\":\"for-against\",\"text\":\"Shall we adopt it?\""),
        STATUS_OK);
}

static inline void play_release(struct play *p)
{
    meeting_release(&p->meeting);
    event_list_release(&p->events);
}

/* The view's bytes, on the heap; does it hold this? */
static inline char *seen(const struct play *p, enum audience audience)
{
    char *bytes;
    size_t len;
    assert_int_equal(view_meeting(&p->meeting, audience, &bytes, &len), STATUS_OK);
    return bytes;
}

static inline bool sees(const struct play *p, enum audience audience, const char *what)
{
    char *bytes = seen(p, audience);
    const bool found = strstr(bytes, what) != NULL;
    free(bytes);
    return found;
}

static inline enum status meter(struct play *p, const struct hum *hum)
{
    struct command c;
    command_init(&c, COMMAND_MEASURED);
    c.hum = hum;
    return play_command(p, (struct actor){.role = ROLE_SYSTEM}, &c);
}

/* A hum of that excess in a window, 100 mB sure. */
static inline struct hum hum_of_excess(uint32_t window, int32_t excess_mb)
{
    return (struct hum){.window = window,
                        .rate_hz = 48000,
                        .onset_frame = 1,
                        .offset_frame = 2,
                        .hum_mb = excess_mb - 5000,
                        .hum_low_mb = excess_mb - 5050,
                        .hum_high_mb = excess_mb - 4950,
                        .noise_mb = -5000,
                        .excess_mb = excess_mb,
                        .interval_low_mb = excess_mb - 50,
                        .interval_high_mb = excess_mb + 50,
                        .limit_mb = -4900,
                        .loudness_mb = -3000,
                        .strength = strength_of_excess(excess_mb),
                        .strength_high = strength_of_excess(excess_mb),
                        .scatter_mb = 10};
}

/* The meter's word on a window. */
static inline enum status measures_flagged(struct play *p, uint32_t window, int32_t excess_mb,
                                           uint32_t flags)
{
    struct hum hum = hum_of_excess(window, excess_mb);
    hum.flags = flags;
    return meter(p, &hum);
}

static inline enum status measures(struct play *p, uint32_t window, int32_t excess_mb)
{
    return measures_flagged(p, window, excess_mb, 0);
}

/* No hum above the noise; one of -49 dB would have been seen. */
static inline enum status is_silent(struct play *p, uint32_t window)
{
    struct hum hum = hum_without_figure(window, HUM_VALID);
    hum.silent = true;
    hum.noise_mb = -5000;
    hum.limit_mb = hum.interval_high_mb = -4900;
    hum.strength = STRENGTH_SILENCE;
    return meter(p, &hum);
}

#endif
