/* Makes a record from a list of commands, with times and chance that are given: for tests and for
 * fixtures.
 *
 *     meeting_script COMMANDS.jsonl RECORD [SOUND.wav]
 *
 * A line is one JSON object. "at" is its time in every line. Who sends is "person" (a number),
 * "scribe": true, else the chair; the rest is a command as on the wire, without id. The system's
 * own:
 *     {"at": ..., "open": {a meeting file}, "offset_minutes": 60}
 *     {"at": ..., "measured": {"window": 1, "hum": -2870, "noise": -4710, "flags": ["short"],
 * "void": "gap"}} without "hum" the window was silent; of several microphones:
 *     {"at": ..., "measured": {"window": 1, "parts": [{"device": "front", "hum": -2870}, ...]}}
 *     {"at": ..., "measured": {"window": 1, "sound": "for"}} what the analyser measures where
 * SOUND.wav.cues.json has that label
 *     {"at": ..., "offered": ["restate", "drop"]} what the chair's page offers after the newest run
 *     {"at": ..., "window_ended": 1}   {"at": ..., "gone": 3}   {"at": ..., "resume": true}
 * A line with "refused": "word" must be refused so. Exit code 1 with a line on standard error where
 * anything else fails. */
#include "core/decide.h"
#include "core/digest.h"
#include "core/draw.h"
#include "core/history.h"
#include "core/offer.h"
#include "core/plan.h"
#include "core/when.h"
#include "tests/tools/script_sound.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct script {
    struct meeting meeting;
    struct record *record;
    const char *path;
    struct script_sound sound;
    uint64_t chance;
    int line;
};

static int fail(const struct script *s, const char *what)
{
    fprintf(stderr, "meeting_script: %s:%d: %s\n", s->path, s->line, what);
    return 1;
}

/* Applies and writes what was decided, salted with a counter. */
static enum status commit(struct script *s, struct event_list *decided)
{
    enum { TEXTS_MAX = 2000 };
    static uint8_t salts[TEXTS_MAX * SALT_LEN];
    size_t count = history_personal_count(decided, 0);
    assert(count <= TEXTS_MAX);
    for (size_t i = 0; i < count; i++) {
        uint64_t n = ++s->chance;
        memset(salts + i * SALT_LEN, 0, SALT_LEN);
        memcpy(salts + i * SALT_LEN, &n, sizeof n);
    }
    struct sealed sealed = {0};
    enum status st = history_seal(decided, 0, salts, &sealed);
    for (size_t i = 0; st == STATUS_OK && i < decided->count; i++)
        st = meeting_apply(&s->meeting, &decided->items[i]);
    const struct record_batch batch = {.events = sealed.events,
                                       .event_count = sealed.event_count,
                                       .texts = sealed.texts,
                                       .text_count = sealed.text_count};
    if (st == STATUS_OK && sealed.event_count > 0)
        st = record_append(s->record, &batch);
    sealed_release(&sealed);
    return st;
}

static int32_t member_or(const struct json *v, const char *key, int32_t otherwise)
{
    int64_t n;
    return json_int(v, key, &n) ? (int32_t)n : otherwise;
}

static void read_hum(const struct json *v, struct hum *h)
{
    *h = (struct hum){.window = (uint32_t)member_or(v, "window", 0),
                      .rate_hz = 48000,
                      .end_frame = 240000,
                      .onset_frame = -1,
                      .offset_frame = -1,
                      .hum_mb = member_or(v, "hum", LEVEL_NONE_MB),
                      .noise_mb = member_or(v, "noise", -5000),
                      .hum_low_mb = LEVEL_NONE_MB,
                      .hum_high_mb = LEVEL_NONE_MB,
                      .excess_mb = LEVEL_NONE_MB,
                      .interval_low_mb = LEVEL_NONE_MB,
                      .interval_high_mb = LEVEL_NONE_MB,
                      .limit_mb = LEVEL_NONE_MB,
                      .loudness_mb = -2900,
                      .scatter_mb = LEVEL_NONE_MB};
    const char *why = json_text(v, "void", NULL);
    for (int i = 0; why != NULL && i < HUM_VOID_COUNT; i++)
        if (strcmp(hum_void_word((enum hum_void)i), why) == 0)
            h->void_reason = (enum hum_void)i;
    const struct json *flags = json_member(v, "flags");
    for (size_t i = 0; i < json_count(flags); i++)
        for (int f = 0; f < FLAG_COUNT; f++)
            if (strcmp(flag_word((enum flag)f), json_item_text(flags, i, NULL)) == 0)
                h->flags |= 1u << f;
    if (h->void_reason != HUM_VALID)
        return;
    h->limit_mb = h->noise_mb - 600; /* 1 dB more power than the noise alone is 5.9 dB below it */
    h->silent = h->hum_mb == LEVEL_NONE_MB;
    h->strength = STRENGTH_SILENCE;
    if (h->silent)
        return;
    h->onset_frame = 24000;
    h->offset_frame = 216000;
    h->hum_low_mb = h->hum_mb - 40;
    h->hum_high_mb = h->hum_mb + 40;
    h->excess_mb = h->hum_mb - h->noise_mb;
    h->interval_low_mb = h->excess_mb - 50;
    h->interval_high_mb = h->excess_mb + 50;
    h->scatter_mb = 120;
    h->strength = strength_of_excess(h->excess_mb);
}

/* Returns how many parts there are. */
static uint32_t read_parts(const struct json *v, uint32_t window, struct hum_part *parts)
{
    const struct json *list = json_member(v, "parts");
    const size_t count = json_count(list);
    assert(count <= MICROPHONES_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct json *part = json_item(list, i);
        parts[i] = (struct hum_part){.device = json_text(part, "device", NULL), .api = "ALSA"};
        read_hum(part, &parts[i].hum);
        parts[i].hum.window = window;
        parts[i].hum.microphone = (uint32_t)i;
        if (parts[i].hum.void_reason != HUM_VALID)
            parts[i].hum = hum_without_figure(window, parts[i].hum.void_reason);
    }
    return (uint32_t)count;
}

static enum status open_plan(const struct json *v, struct meeting_plan *plan)
{
    char *bytes = NULL;
    size_t len = 0;
    struct plan_mistakes mistakes;
    enum status s = json_write(json_member(v, "open"), JSON_COMPACT, &bytes, &len);
    if (s == STATUS_OK)
        s = plan_parse(bytes, len, plan, &mistakes);
    if (s == REFUSED_MEETING_FILE)
        fprintf(stderr, "meeting_script: %s\n", mistakes.text[0]);
    free(bytes);
    plan->version = "test";
    plan->offset_minutes = member_or(v, "offset_minutes", 0);
    return s;
}

/* The hum of a window: of the sound where one is named. */
static enum status read_measured(const struct script *s, const struct json *v, struct hum *hum)
{
    const char *label = json_text(v, "sound", NULL);
    if (label == NULL) {
        read_hum(v, hum);
        return STATUS_OK;
    }
    const struct hum *measured = script_sound_hum(&s->sound, label);
    if (measured == NULL)
        return REFUSED_CUES;
    *hum = *measured;
    hum->window = (uint32_t)member_or(v, "window", 0);
    return STATUS_OK;
}

static void append(char *line, size_t size, const char *word)
{
    const size_t len = strlen(line);
    snprintf(line + len, size - len, " %s", word != NULL ? word : "?");
}

/* Are these the offers after the newest run, in the order of enum offer, all and no other? */
static int check_offered(const struct script *s, const struct json *words)
{
    const struct meeting *m = &s->meeting;
    const uint32_t offers = m->runs.count > 0 ? offer_of(m, &m->runs.items[m->runs.count - 1]) : 0;
    char is[256] = "offered is:";
    char expected[256] = "offered is:";
    for (int o = 0; o < OFFER_COUNT; o++)
        if ((offers & 1u << o) != 0)
            append(is, sizeof is, offer_words[o]);
    for (size_t i = 0; i < json_count(words); i++)
        append(expected, sizeof expected, json_item_text(words, i, NULL));
    return strcmp(is, expected) == 0 ? 0 : fail(s, is);
}

/* What does not come by wire. false: the line is a command. */
static bool read_own(const struct script *script, const struct json *v, struct command *c,
                     struct meeting_plan *plan, struct hum *hum, struct hum_part *parts,
                     enum status *s)
{
    static const struct sound_info sound = {
        .source = SOUND_SOURCE_MICROPHONE, .device = "Test", .api = "ALSA"};
    *s = STATUS_OK;
    if (json_member(v, "open") != NULL) {
        *s = open_plan(v, plan);
        command_init(c, COMMAND_OPEN);
        c->plan = plan;
    } else if (json_member(v, "measured") != NULL) {
        *s = read_measured(script, json_member(v, "measured"), hum);
        command_init(c, COMMAND_MEASURED);
        c->hum = hum;
        c->part_count = read_parts(json_member(v, "measured"), hum->window, parts);
        c->parts = c->part_count > 0 ? parts : NULL;
        c->sound = &sound;
        c->analyser = "test";
    } else if (json_member(v, "window_ended") != NULL) {
        command_init(c, COMMAND_WINDOW_ENDED);
        c->window = (uint32_t)member_or(v, "window_ended", 0);
    } else if (json_member(v, "gone") != NULL) {
        command_init(c, COMMAND_GONE);
        c->person = (uint32_t)member_or(v, "gone", 0);
    } else if (json_member(v, "close_due") != NULL) {
        command_init(c, COMMAND_CLOSE_DUE);
        c->question = (uint32_t)member_or(v, "close_due", 0);
        c->run = 1;
    } else if (json_member(v, "resume") != NULL) {
        command_init(c, COMMAND_RESUME);
    } else {
        return false;
    }
    return true;
}

static int run(struct script *s, const char *text, size_t len)
{
    struct json *v = NULL;
    struct command c = {0};
    struct meeting_plan plan = {0};
    struct hum hum;
    struct hum_part parts[MICROPHONES_MAX];
    struct event_list decided = {0};
    struct actor actor = {.role = ROLE_SYSTEM};
    struct done done;
    char id[2 * COMMAND_ID_LEN + 1];
    int64_t at_us = 0;
    bool scribe = false;
    if (json_parse(text, len, JSON_DEPTH_FILE, JSON_BYTES_FILE, &v) != STATUS_OK)
        return fail(s, "not JSON");
    const struct json *offered = json_member(v, "offered");
    if (offered != NULL) {
        const int code = check_offered(s, offered);
        json_free(v);
        return code;
    }
    const char *at = json_text(v, "at", NULL);
    enum status st = at != NULL ? when_parse(at, &at_us) : REFUSED_BAD_VALUE;
    if (st == STATUS_OK && !read_own(s, v, &c, &plan, &hum, parts, &st)) {
        snprintf(id, sizeof id, "%032d", s->line);
        json_put_text(v, "id", id);
        const uint32_t person = (uint32_t)member_or(v, "person", 0);
        if (meeting_person(&s->meeting, person) != NULL)
            actor.link = meeting_person(&s->meeting, person)->link; /* as they joined */
        actor.person = meeting_one(&s->meeting, person);
        actor.role = json_bool(v, "scribe", &scribe) && scribe ? ROLE_SCRIBE
                     : json_member(v, "person") != NULL        ? ROLE_PARTICIPANT
                                                               : ROLE_CHAIR;
        st = command_read(v, &c);
    }
    const char *expected = json_text(v, "refused", NULL);
    uint8_t seed[DRAW_SEED_LEN] = {(uint8_t)s->line};
    if (c.kind == COMMAND_DRAW_COMMIT)
        c.seed = seed;
    if (st == STATUS_OK)
        st = decide(&s->meeting, &actor, &c, at_us, &decided, &done);
    if (st == STATUS_OK)
        st = commit(s, &decided);
    int code = strcmp(status_word(st), expected != NULL ? expected : "ok") == 0
                   ? 0
                   : fail(s, status_word(st));
    event_list_release(&decided);
    command_release(&c);
    plan_release(&plan);
    json_free(v);
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4) {
        fputs("usage: meeting_script COMMANDS.jsonl RECORD [SOUND.wav]\n", stderr);
        return 64;
    }
    struct script s = {.path = argv[1]};
    FILE *f = fopen(argv[1], "r");
    if (f == NULL || digest_start() != STATUS_OK)
        return fail(&s, "cannot be read");
    meeting_init(&s.meeting);
    enum status st = argc > 3 ? script_sound_open(&s.sound, argv[3]) : STATUS_OK;
    if (st == STATUS_OK)
        st = record_open(argv[2], RECORD_CREATE, &s.record);
    int code = st == STATUS_OK ? 0 : fail(&s, status_sentence(st));
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t len; code == 0 && (len = getline(&line, &capacity, f)) > 0;) {
        s.line++;
        if (line[0] != '\n')
            code = run(&s, line, (size_t)len);
    }
    free(line);
    fclose(f);
    record_close(s.record);
    meeting_release(&s.meeting);
    script_sound_release(&s.sound);
    return code;
}
