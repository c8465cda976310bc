/* The hub's world for a fuzzer: visitors with sockets, a journal that does what the input says,
 * clocks, and the promises of net/PROTOCOL.md, which are asserted whenever something is sent, said
 * to be written, or all is idle.
 *
 * Texts to be kept from the public are marked: "kept-0017", each mark used in one frame alone. */
#ifndef HUMROOM_TESTS_HUB_WORLD_H
#define HUMROOM_TESTS_HUB_WORLD_H

#include "tests/unit/hub_start.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VISITORS = 10, OWED_MAX = 512, WINDOWS_SEEN = 64, MARKS_MAX = 1000, MARK_LEN = 9 };

static const char *const secrets[] = {START_CHAIR, START_SCRIBE, "0123456789abcdef0123456789abcde",
                                      "fedcba9876543210fedcba987654321"};
enum { SECRET_COUNT = sizeof secrets / sizeof secrets[0] };

struct visitor {
    struct world *world;
    uint64_t seat; /* 0: not connected */
    bool backed_up;
    char owed[OWED_MAX][2 * COMMAND_ID_LEN + 1]; /* ids that wait for their answer */
    int owed_count;
    int blank;         /* answers without an id that came since this was set to 0 */
    const char *spare; /* may be answered and need not be: a frame above the rate */
    char *last;        /* frame, for sending it again */
    size_t last_len;
};

struct world {
    struct hub *hub;
    struct keys *keys;
    struct visitor visitors[VISITORS];
    struct journal_batch flight;
    bool in_flight, at_once, wary;
    enum status then; /* what the journal says where it answers at once */
    uint64_t last_batch;
    struct meeting written; /* folded from the rows that the journal was given */
    int64_t compared_seq;
    int64_t now_us, steady_us;
    uint64_t chance;
    uint32_t windows[WINDOWS_SEEN];
    int window_count;
    bool said[SECRET_COUNT]; /* typed into something that others may see */
    bool loose[MARKS_MAX];   /* mark that is not, or not only, in one guarded frame */
    int marks;
};

/* ---- what is written ---- */

static void fill_texts(struct event *e, const struct record_batch *rows)
{
    struct personal *personals[64];
    size_t count = event_personals(e, personals, 64);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < rows->text_count; k++)
            if (rows->texts[k].key == personals[i]->key) {
                struct digest d;
                personals[i]->text = rows->texts[k].text;
                record_text_digest(rows->texts[k].salt, rows->texts[k].text, &d);
                assert(memcmp(&d, &personals[i]->digest, sizeof d) == 0);
            }
}

/* As a restart would read it. */
static void write_rows(struct world *w, const struct record_batch *rows)
{
    for (size_t i = 0; i < rows->event_count; i++) {
        const struct record_event *row = &rows->events[i];
        struct event_list one = {0};
        assert(row->seq == w->written.seq + 1 && row->time_us >= w->written.time_us);
        enum status s =
            event_decode(&one, row->seq, row->time_us, row->kind, row->body, row->body_len);
        assert(s == STATUS_OK);
        fill_texts(&one.items[0], rows);
        s = meeting_apply(&w->written, &one.items[0]);
        assert(s == STATUS_OK);
        event_list_release(&one);
    }
}

static void journal(struct world *w, enum status s)
{
    struct journal_batch batch = w->flight;
    if (!w->in_flight)
        return;
    w->in_flight = false;
    if (s == STATUS_OK)
        write_rows(w, &batch.record);
    hub_written(w->hub, batch.number, s);
}

static void port_submit(void *context, const struct journal_batch *batch)
{
    struct world *w = context;
    assert(!w->in_flight && batch->number > w->last_batch && batch->record.event_count > 0);
    w->flight = *batch;
    w->in_flight = true;
    w->last_batch = batch->number;
    if (w->at_once)
        journal(w, w->then);
}

/* ---- what is sent ---- */

/* Does this text, kept from the public as things stand on disk, hold the mark? */
static bool holds(const struct meeting *m, text_ref text, const char *mark)
{
    return strstr(meeting_text(m, text), mark) != NULL;
}

static bool run_hides(const struct meeting *m, uint32_t question, uint32_t run)
{
    const struct run *r = meeting_run(m, question, run);
    return r != NULL && !r->shown;
}

/* Who confided in the chair is named to the chairs alone. */
static bool is_confided(const struct meeting *m, const char *mark)
{
    for (uint32_t i = 0; i < m->people.count; i++)
        if (meeting_confided(&m->people.items[i]) && holds(m, m->people.items[i].name, mark))
            return true;
    return false;
}

static bool is_kept(const struct meeting *m, const char *mark)
{
    for (uint32_t i = 0; i < m->lines.count; i++)
        if (m->lines.items[i].held_by != 0 && !m->lines.items[i].published &&
            holds(m, m->lines.items[i].text, mark))
            return true;
    for (uint32_t i = 0; i < m->answers.count; i++)
        if (holds(m, m->answers.items[i].remark, mark) &&
            run_hides(m, m->answers.items[i].question, m->answers.items[i].run))
            return true;
    for (uint32_t i = 0; i < m->interrupts.count; i++)
        if (holds(m, m->interrupts.items[i].text, mark))
            return true;
    for (uint32_t i = 0; i < m->told.count; i++)
        if (holds(m, m->told.items[i].text, mark))
            return true;
    return false;
}

static void look_for_kept(const struct world *w, const char *text,
                          bool (*kept)(const struct meeting *, const char *))
{
    char mark[MARK_LEN + 1];
    for (const char *at = text; (at = strstr(at, "kept-")) != NULL; at++) {
        snprintf(mark, sizeof mark, "%s", at);
        int n = atoi(mark + 5);
        if (n > 0 && n <= w->marks && !w->loose[n])
            assert(!kept(&w->written, mark));
    }
}

static void look_for_secrets(const struct world *w, const char *text)
{
    for (int i = 0; i < SECRET_COUNT; i++)
        assert(w->said[i] || strstr(text, secrets[i]) == NULL);
}

/* Nobody is answered twice, nor before it is on disk. */
static void look_at_answer(struct visitor *v, const struct json *answer)
{
    const char *id = json_text(answer, "id", NULL), *word = json_text(answer, "answer", NULL);
    int64_t seq;
    assert(word != NULL);
    if (strcmp(word, "recorded") == 0)
        assert(json_int(answer, "seq", &seq) && seq > 0 && seq <= v->world->written.seq);
    else
        assert(json_text(answer, "sentence", NULL) != NULL);
    if (id == NULL) {
        v->blank++;
        return;
    }
    for (int i = 0; i < v->owed_count; i++)
        if (strcmp(v->owed[i], id) == 0) {
            memmove(v->owed[i], v->owed[i + 1], (size_t)(--v->owed_count - i) * sizeof v->owed[0]);
            return;
        }
    assert(v->spare != NULL && strcmp(v->spare, id) == 0);
    v->spare = NULL;
}

static void port_send(void *context, void *socket, char *frame, size_t len)
{
    struct world *w = context;
    struct visitor *v = socket;
    struct json *parsed;
    char *text = strndup(frame, len);
    memset(frame - HUB_HEADROOM, 0xee, HUB_HEADROOM); /* the socket's right */
    assert(text != NULL && v->seat != 0);
    enum status s = json_parse(text, len, JSON_DEPTH_FILE, len + 1, &parsed);
    assert(s == STATUS_OK);
    const char *type = json_text(parsed, "type", NULL);
    const struct seat *seat = seat_of(w->hub, v->seat);
    assert(type != NULL && seat != NULL && seat->role != ROLE_NOBODY);
    look_for_secrets(w, text);
    if (strcmp(type, "answer") == 0)
        look_at_answer(v, parsed);
    else if (view_audience(seat->role) == AUDIENCE_PUBLIC && strcmp(type, "mine") != 0)
        look_for_kept(w, text, is_kept);
    if (seat->role != ROLE_CHAIR)
        look_for_kept(w, text, is_confided);
    json_free(parsed);
    free(text);
}

static bool port_backed_up(void *context, void *socket)
{
    (void)context;
    return ((struct visitor *)socket)->backed_up;
}

static void forget(struct visitor *v)
{
    v->seat = 0;
    v->owed_count = 0;
    v->backed_up = false;
}

static void port_close(void *context, void *socket, enum hub_close code)
{
    (void)context;
    assert(((struct visitor *)socket)->seat != 0 && code >= 1000);
    forget(socket);
}

static bool port_wary(void *context, void *socket)
{
    (void)socket;
    return ((struct world *)context)->wary;
}

static void port_sound(void *context, const struct sound_command *c)
{
    struct world *w = context;
    if (c->kind == SOUND_WINDOW_START && w->window_count < WINDOWS_SEEN)
        w->windows[w->window_count++] = c->window;
}

static int64_t port_now(void *context)
{
    return ((struct world *)context)->now_us;
}

static int64_t port_steady(void *context)
{
    return ((struct world *)context)->steady_us;
}

static void port_random(void *context, void *out, size_t len)
{
    struct world *w = context;
    for (size_t i = 0; i < len; i++) { /* Knuth's linear congruence: the same in every run */
        w->chance = w->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        ((uint8_t *)out)[i] = (uint8_t)(w->chance >> 56);
    }
}

static void port_broken(void *context, enum status why)
{
    (void)context;
    (void)why;
    assert(false); /* there is memory, and what was decided fits */
}

/* ---- promises of what is kept ---- */

static void same_view(const struct meeting *a, const struct meeting *b)
{
    char *one, *other;
    size_t len, other_len;
    enum status s = view_results(a, &one, &len);
    assert(s == STATUS_OK);
    s = view_results(b, &other, &other_len);
    assert(s == STATUS_OK && len == other_len && memcmp(one, other, len) == 0);
    free(one);
    free(other);
    s = view_meeting(a, AUDIENCE_STAFF, &one, &len);
    assert(s == STATUS_OK);
    s = view_meeting(b, AUDIENCE_STAFF, &other, &other_len);
    assert(s == STATUS_OK && len == other_len && memcmp(one, other, len) == 0);
    free(one);
    free(other);
}

/* Counted anew from the answers, one by one: one human, one position. */
static void count_again(const struct meeting *m, const struct run *r)
{
    uint32_t stands = 0;
    for (uint32_t person = 1; person <= m->people.count; person++) {
        const struct answer *newest = NULL;
        if (meeting_one(m, person) != person)
            continue;
        for (uint32_t i = 0; i < m->answers.count; i++) {
            const struct answer *a = &m->answers.items[i];
            if (a->question == r->question && a->run == r->run &&
                meeting_one(m, meeting_joined_by(m, a->link)) == person)
                newest = a;
        }
        if (newest != NULL && newest->option != ANSWER_WITHDRAWN &&
            meeting_aside_of(m, person, r) == NULL)
            stands++;
    }
    assert(r->answered == stands);
    uint32_t counted = 0;
    for (int slot = 0; slot < COUNT_SLOTS; slot++)
        for (int channel = 0; channel < CHANNEL_COUNT; channel++)
            for (int place = 0; place < PLACE_COUNT; place++)
                counted += r->counts[slot][channel][place];
    const struct question *q = meeting_question(m, r->question);
    assert(q->several || q->votes > 1 ? counted >= stands : counted == stands);
}

/* After each step. */
static void look(struct world *w)
{
    const struct meeting *m = hub_meeting(w->hub);
    assert(m->seq == w->written.seq);
    if (!hub_idle(w->hub))
        return;
    assert(!w->in_flight && w->hub->tentative.seq == m->seq);
    for (int i = 0; i < VISITORS; i++)
        assert(w->visitors[i].owed_count == 0);
    if (w->compared_seq == m->seq)
        return;
    w->compared_seq = m->seq;
    for (uint32_t i = 0; i < m->runs.count; i++)
        count_again(m, &m->runs.items[i]);
}

/* ---- beginning and end ---- */

/* A hub that goes on where `written` ends: the first start, or one after a crash. */
static void start_hub(struct world *w)
{
    struct meeting m;
    meeting_init(&m);
    enum status s = meeting_copy(&m, &w->written);
    assert(s == STATUS_OK);
    const struct hub_ports ports = {.context = w,
                                    .send = port_send,
                                    .backed_up = port_backed_up,
                                    .close = port_close,
                                    .wary = port_wary,
                                    .submit = port_submit,
                                    .sound = port_sound,
                                    .now_us = port_now,
                                    .steady_us = port_steady,
                                    .random = port_random,
                                    .broken = port_broken};
    w->hub = start_hub_take(ports, w->keys, true, &m);
    w->window_count = 0;
    w->last_batch = 0;
}

static struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    assert(w != NULL);
    w->keys = start_keys();
    w->now_us = 2000000;
    w->steady_us = 500 * SECOND_US;
    for (int i = 0; i < VISITORS; i++)
        w->visitors[i].world = w;
    start_meeting(&w->written);
    start_hub(w);
    return w;
}

static void stop_hub(struct world *w)
{
    hub_stop(w->hub);
    while (w->in_flight)
        journal(w, STATUS_OK);
    look(w);
    assert(hub_idle(w->hub));
    same_view(hub_meeting(w->hub), &w->written);
    same_view(&w->hub->tentative, &w->written);
}

static void world_free(struct world *w)
{
    hub_close(w->hub);
    keys_free(w->keys);
    meeting_release(&w->written);
    for (int i = 0; i < VISITORS; i++)
        free(w->visitors[i].last);
    free(w);
}

#endif
