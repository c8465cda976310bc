#include "core/event.h"

#include "core/event_fields.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *event_kind_name(int kind)
{
    assert(kind >= 0 && kind < EVENT_KIND_COUNT);
    return event_shapes[kind].name;
}

struct event *event_add(struct event_list *l, enum event_kind kind)
{
    if (l->count == l->capacity) {
        size_t capacity = l->capacity == 0 ? 8 : 2 * l->capacity;
        struct event *grown = realloc(l->items, capacity * sizeof *grown);
        if (grown == NULL)
            return NULL;
        l->items = grown;
        l->capacity = capacity;
    }
    struct event *e = &l->items[l->count++];
    memset(e, 0, sizeof *e);
    e->kind = kind;
    return e;
}

void event_list_release(struct event_list *l)
{
    if (l == NULL)
        return;
    free(l->items);
    arena_release(&l->arena);
    memset(l, 0, sizeof *l);
}

static size_t list_personals(struct named_person *people, uint32_t count, struct personal **out,
                             size_t limit)
{
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (people[i].name.key != 0 && n < limit)
            out[n++] = &people[i].name;
        if (people[i].mail.key != 0 && n < limit)
            out[n++] = &people[i].mail;
    }
    return n;
}

static size_t one_personal(struct personal *p, struct personal **out, size_t limit)
{
    if (p->key == 0 || limit == 0)
        return 0;
    out[0] = p;
    return 1;
}

size_t event_personals(struct event *e, struct personal **out, size_t limit)
{
    size_t n;
    switch (e->kind) {
    case EVENT_MEETING_OPENED:
        n = list_personals(e->opened.chairs, e->opened.chair_count, out, limit);
        return n + list_personals(e->opened.scribes, e->opened.scribe_count, out + n, limit - n);
    case EVENT_PERSON_JOINED:
        n = one_personal(&e->joined.name, out, limit);
        return n + one_personal(&e->joined.affiliation, out + n, limit - n);
    case EVENT_PERSON_ENTERED:
        n = one_personal(&e->entered.name, out, limit);
        return n + one_personal(&e->entered.affiliation, out + n, limit - n);
    case EVENT_PERSON_RENAMED:
        n = one_personal(&e->renamed.name, out, limit);
        return n + one_personal(&e->renamed.affiliation, out + n, limit - n);
    case EVENT_IRREGULARITY_TOLD:
        return one_personal(&e->told.text, out, limit);
    case EVENT_DUTY_TAKEN:
        return one_personal(&e->duty.name, out, limit);
    case EVENT_VOLUNTEERED:
        return one_personal(&e->volunteered.name, out, limit);
    case EVENT_DRAW_COMMITTED:
        return one_personal(&e->committed.seed, out, limit);
    case EVENT_CHAT_SAID:
        return one_personal(&e->said.text, out, limit);
    case EVENT_PERSON_IMPORTED:
        n = one_personal(&e->person_imported.name, out, limit);
        return n + one_personal(&e->person_imported.identity, out + n, limit - n);
    case EVENT_CHAT_IMPORTED:
        n = one_personal(&e->imported.id, out, limit);
        return n + one_personal(&e->imported.text, out + n, limit - n);
    case EVENT_LINE_EDITED:
        return one_personal(&e->edited.text, out, limit);
    case EVENT_QUEUE_JOINED:
        n = one_personal(&e->queue_joined.name, out, limit);
        return n + one_personal(&e->queue_joined.about, out + n, limit - n);
    case EVENT_ANSWER_GIVEN:
        return one_personal(&e->answer.remark, out, limit);
    case EVENT_ISSUE_RAISED:
        n = one_personal(&e->issue.name, out, limit);
        return n + one_personal(&e->issue.what, out + n, limit - n);
    case EVENT_POSITION_ENTERED:
        n = one_personal(&e->position.name, out, limit);
        return n + one_personal(&e->position.remark, out + n, limit - n);
    case EVENT_INTERRUPTED:
        return one_personal(&e->interrupt.text, out, limit);
    case EVENT_WILLING_SAID:
        return one_personal(&e->willing.name, out, limit);
    case EVENT_CHALLENGE_MADE:
        n = one_personal(&e->challenge.text, out, limit);
        n += one_personal(&e->challenge.decision, out + n, limit - n);
        return n + one_personal(&e->challenge.process, out + n, limit - n);
    default:
        return 0;
    }
}

/* Keys of the command behind an event; no kind has fields of these names. */
static const char key_command[] = "command", key_content[] = "content", key_sender[] = "sender";

static void hex_of(const uint8_t *bytes, size_t len, char *out)
{
    for (size_t i = 0; i < len; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static void write_command(struct json *body, const struct event *e)
{
    char id[2 * COMMAND_ID_LEN + 1], content[17];
    hex_of(e->command_id, COMMAND_ID_LEN, id);
    snprintf(content, sizeof content, "%016" PRIx64, e->command_content);
    json_put_text(body, key_command, id);
    json_put_text(body, key_content, content);
    json_put_integer(body, key_sender, e->command_who);
}

static void write_hum(struct json *body, const struct event *e)
{
    fields_write(body, event_figures, e->hum.hum);
    if (e->hum.part_count > 0)
        fields_write(body, event_parts, e);
}

enum status event_encode(const struct event *e, char **body, size_t *len)
{
    struct json *o = json_object_new();
    fields_write(o, event_shapes[e->kind].fields, e);
    if (e->kind == EVENT_HUM_MEASURED)
        write_hum(o, e);
    if (e->has_command)
        write_command(o, e);
    enum status s = json_write(o, JSON_CANONICAL, body, len);
    json_free(o);
    return s;
}

static bool nibble(char c, uint8_t *out)
{
    if (c >= '0' && c <= '9')
        *out = (uint8_t)(c - '0');
    else if (c >= 'a' && c <= 'f')
        *out = (uint8_t)(c - 'a' + 10);
    else
        return false;
    return true;
}

static bool bytes_of(const char *hex, uint8_t *out, size_t len)
{
    if (hex == NULL || strlen(hex) != 2 * len)
        return false;
    for (size_t i = 0; i < len; i++) {
        uint8_t high, low;
        if (!nibble(hex[2 * i], &high) || !nibble(hex[2 * i + 1], &low))
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool read_command(const struct json *body, struct event *e)
{
    uint8_t content[8];
    int64_t sender;
    if (!bytes_of(json_text(body, key_command, NULL), e->command_id, COMMAND_ID_LEN) ||
        !bytes_of(json_text(body, key_content, NULL), content, sizeof content) ||
        !json_int(body, key_sender, &sender) || sender < 0 || sender > UINT32_MAX)
        return false;
    for (size_t i = 0; i < sizeof content; i++)
        e->command_content = e->command_content << 8 | content[i];
    e->command_who = (uint32_t)sender;
    e->has_command = true;
    return true;
}

static enum status read_hum(const struct json *body, struct event *e, struct arena *arena)
{
    e->hum.hum = arena_take(arena, sizeof *e->hum.hum);
    if (e->hum.hum == NULL)
        return FAILED_NO_MEMORY;
    enum status s = fields_read(body, event_figures, e->hum.hum, FIELDS_RECORD, arena);
    if (s == STATUS_OK && json_member(body, event_parts[0].key) != NULL)
        s = fields_read(body, event_parts, e, FIELDS_RECORD, arena);
    return s;
}

static enum status decode_body(struct event_list *l, struct event *e, const char *body, size_t len)
{
    enum { DEPTH = 8, BYTES = 1 << 20 };
    struct json *o;
    enum status s = json_parse(body, len, DEPTH, BYTES, &o);
    if (s != STATUS_OK)
        return s == FAILED_NO_MEMORY ? s : REFUSED_RECORD_DAMAGED;
    s = fields_read(o, event_shapes[e->kind].fields, e, FIELDS_RECORD, &l->arena);
    if (s == STATUS_OK && e->kind == EVENT_HUM_MEASURED)
        s = read_hum(o, e, &l->arena);
    if (s == STATUS_OK && json_member(o, key_command) != NULL && !read_command(o, e))
        s = REFUSED_RECORD_DAMAGED;
    json_free(o);
    return s;
}

enum status event_decode(struct event_list *l, int64_t seq, int64_t time_us, const char *kind,
                         const char *body, size_t len)
{
    int k = 0;
    while (k < EVENT_KIND_COUNT && strcmp(event_shapes[k].name, kind) != 0)
        k++;
    if (k == EVENT_KIND_COUNT)
        return REFUSED_RECORD_NEWER;
    struct event *e = event_add(l, (enum event_kind)k);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->seq = seq;
    e->time_us = time_us;
    enum status s = decode_body(l, e, body, len);
    if (s != STATUS_OK)
        l->count--;
    return s;
}

void command_id_hex(const uint8_t id[COMMAND_ID_LEN], char out[2 * COMMAND_ID_LEN + 1])
{
    hex_of(id, COMMAND_ID_LEN, out);
}

bool command_id_from_hex(const char *hex, uint8_t id[COMMAND_ID_LEN])
{
    return bytes_of(hex, id, COMMAND_ID_LEN);
}
