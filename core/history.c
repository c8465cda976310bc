#include "core/history.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct fold {
    struct record *record;
    struct meeting *meeting;
};

static enum status fetch_texts(struct record *r, struct event *e, struct arena *arena)
{
    struct personal *personals[PERSONALS_MAX];
    size_t count = event_personals(e, personals, PERSONALS_MAX);
    for (size_t i = 0; i < count; i++) {
        char *text;
        enum status s = record_text(r, personals[i]->key, &personals[i]->digest, &text);
        if (s != STATUS_OK)
            return s;
        if (text == NULL)
            continue;
        personals[i]->text = arena_text(arena, text, strlen(text));
        free(text);
        if (personals[i]->text == NULL)
            return FAILED_NO_MEMORY;
    }
    return STATUS_OK;
}

static enum status fold_event(void *context, const struct record_event *row)
{
    struct fold *f = context;
    struct event_list one = {0};
    enum status s = event_decode(&one, row->seq, row->time_us, row->kind, row->body, row->body_len);
    if (s == STATUS_OK)
        s = fetch_texts(f->record, &one.items[0], &one.arena);
    if (s == STATUS_OK)
        s = meeting_apply(f->meeting, &one.items[0]);
    event_list_release(&one);
    return s;
}

enum status history_read(struct record *r, struct meeting *m)
{
    struct fold f = {.record = r, .meeting = m};
    return record_read(r, fold_event, &f);
}

size_t history_personal_count(const struct event_list *l, size_t from)
{
    size_t n = 0;
    for (size_t i = from; i < l->count; i++) {
        struct personal *personals[PERSONALS_MAX];
        n += event_personals(&l->items[i], personals, PERSONALS_MAX);
    }
    return n;
}

static enum status seal_texts(struct event *e, const uint8_t *salts, struct sealed *out)
{
    struct personal *personals[PERSONALS_MAX];
    size_t count = event_personals(e, personals, PERSONALS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct record_text *row = &out->texts[out->text_count];
        row->key = personals[i]->key;
        memcpy(row->salt, salts + out->text_count * SALT_LEN, SALT_LEN);
        row->text = arena_text(&out->arena, personals[i]->text, strlen(personals[i]->text));
        if (row->text == NULL)
            return FAILED_NO_MEMORY;
        record_text_digest(row->salt, row->text, &personals[i]->digest);
        out->text_count++;
    }
    return STATUS_OK;
}

static enum status seal_event(struct event *e, const uint8_t *salts, struct sealed *out)
{
    char *body;
    size_t len;
    enum status s = seal_texts(e, salts, out);
    if (s == STATUS_OK)
        s = event_encode(e, &body, &len);
    if (s != STATUS_OK)
        return s;
    const char *kept = arena_text(&out->arena, body, len);
    free(body);
    if (kept == NULL)
        return FAILED_NO_MEMORY;
    out->events[out->event_count++] = (struct record_event){.seq = e->seq,
                                                            .time_us = e->time_us,
                                                            .kind = event_kind_name(e->kind),
                                                            .body = kept,
                                                            .body_len = len};
    return STATUS_OK;
}

enum status history_seal(struct event_list *l, size_t from, const uint8_t *salts,
                         struct sealed *out)
{
    size_t events = l->count - from, texts = history_personal_count(l, from);
    struct sealed sealed = {0};
    sealed.events = arena_take(&sealed.arena, (events + 1) * sizeof *sealed.events);
    sealed.texts = arena_take(&sealed.arena, (texts + 1) * sizeof *sealed.texts);
    enum status s = sealed.events != NULL && sealed.texts != NULL ? STATUS_OK : FAILED_NO_MEMORY;
    for (size_t i = from; s == STATUS_OK && i < l->count; i++)
        s = seal_event(&l->items[i], salts, &sealed);
    if (s != STATUS_OK) {
        sealed_release(&sealed);
        return s;
    }
    assert(sealed.text_count == texts);
    *out = sealed;
    return STATUS_OK;
}

void sealed_release(struct sealed *s)
{
    if (s == NULL)
        return;
    arena_release(&s->arena);
    memset(s, 0, sizeof *s);
}
