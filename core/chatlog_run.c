#include "core/chatlog_run.h"

#include "core/chat.h"
#include "core/event.h"
#include "core/fold.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void chatlog_command(const struct log_item *item, int64_t offset_us, struct command *c)
{
    c->log_place = item->place;
    c->source_id = item->id;
    c->identity = item->identity;
    c->name = item->name;
    c->text = item->text;
    c->own = item->own;
    c->said_us = item->time_us + offset_us;
    c->arrived_us = item->posted_us + offset_us;
    c->said_within_us = item->grain_us;
    c->read_as = item->read_as;
    c->deleted = item->deleted;
}

int chatlog_outside(const struct log_item *item, const struct run *r, int64_t offset_us)
{
    const int64_t said_us = item->posted_us + offset_us;
    if (said_us + item->grain_us <= r->asked_us)
        return CHAT_BEFORE;
    return r->state != RUN_OPEN && said_us > r->closed_us ? CHAT_AFTER : LOG_READ_IT;
}

bool chatlog_is_of(const struct log_item *item, const char *topic)
{
    const char *slash = strchr(item->place, '/');
    struct folded own, wanted;
    return slash != NULL && fold_text(slash + 1, strlen(slash + 1), &own) &&
           fold_text(topic, strlen(topic), &wanted) && strcmp(own.text, wanted.text) == 0;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Until when people asked, closed, showed, said and answered here. What was imported is no part of
 * it: reading a log twice must come to the same. */
static int64_t last_us(const struct meeting *m)
{
    int64_t last = m->opened_us;
    if (m->ended)
        return m->ended_us;
    for (uint32_t i = 0; i < m->runs.count; i++) {
        const struct run *r = &m->runs.items[i];
        last = later(last, later(r->asked_us, later(r->closed_us, r->shown_us)));
    }
    for (uint32_t i = 0; i < m->lines.count; i++)
        if (m->lines.items[i].source == 0)
            last = later(last, m->lines.items[i].time_us);
    for (uint32_t i = 0; i < m->answers.count; i++)
        if (m->answers.items[i].line == 0)
            last = later(last, m->answers.items[i].time_us);
    return last;
}

bool chatlog_fits(const struct chatlog *l, const struct meeting *m, const struct run *r,
                  int64_t offset_us)
{
    const int64_t end_us = last_us(m);
    for (uint32_t i = 0; i < l->count; i++) {
        const struct log_item *item = &l->items[i];
        const int64_t said_us = item->posted_us + offset_us;
        if ((said_us + item->grain_us > m->opened_us && said_us <= end_us) ||
            chatlog_outside(item, r, offset_us) == LOG_READ_IT) /* still open: later than all */
            return true;
    }
    return false;
}

/* ---- what is gone ---- */

/* The items of a log by their ids. */
struct index {
    const struct log_item **items;
    uint32_t count;
};

static int by_id(const void *a, const void *b)
{
    const struct log_item *const *one = a, *const *other = b;
    return strcmp((*one)->id, (*other)->id);
}

static const struct log_item *find(const struct index *index, const char *id)
{
    const struct log_item key = {.id = id}, *const at = &key;
    const struct log_item *const *found =
        bsearch(&at, index->items, index->count, sizeof *index->items, by_id);
    return found != NULL ? *found : NULL;
}

/* The number of a message; 0: its id is none. */
static uint64_t number_of(const char *id)
{
    char *end;
    const bool digit = id[0] >= '0' && id[0] <= '9';
    const uint64_t n = digit ? strtoull(id, &end, 10) : 0;
    return digit && *end == '\0' ? n : 0;
}

/* Does it lie between two messages of its topic that the log has? */
static bool is_between(const struct chatlog *l, const char *place, uint64_t number)
{
    bool before = false, behind = false;
    for (uint32_t i = 0; i < l->count && place[0] != '\0' && number != 0; i++) {
        const uint64_t n = number_of(l->items[i].id);
        if (n == 0 || strcmp(l->items[i].place, place) != 0)
            continue;
        before = before || n < number;
        behind = behind || n > number;
    }
    return before && behind;
}

/* id: of a message, or of a reaction, "17 +1 zulip:wg/9". */
static bool is_gone(const struct chatlog *l, const struct index *index, const char *id,
                    const char *place)
{
    char message[2 * NAME_BYTES_MAX];
    const size_t len = strcspn(id, " ");
    if (find(index, id) != NULL || len >= sizeof message)
        return false;
    memcpy(message, id, len);
    message[len] = '\0';
    const struct log_item *under = id[len] == ' ' ? find(index, message) : NULL;
    return under != NULL ? under->whole_reactions : is_between(l, place, number_of(message));
}

enum status chatlog_gone(const struct chatlog *l, const struct meeting *m, const struct run *r,
                         uint32_t **lines, uint32_t *count)
{
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    struct index index = {.count = l->count};
    index.items = malloc(((size_t)l->count + 1) * sizeof *index.items);
    uint32_t *gone = malloc(((size_t)m->lines.count + 1) * sizeof *gone), found = 0;
    if (index.items == NULL || gone == NULL) {
        free(index.items);
        free(gone);
        return FAILED_NO_MEMORY;
    }
    for (uint32_t i = 0; i < l->count; i++)
        index.items[i] = &l->items[i];
    qsort(index.items, index.count, sizeof *index.items, by_id);
    for (uint32_t i = 1; i <= m->lines.count; i++) {
        const struct line *line = meeting_line(m, i);
        if (line->source != 0 && line->run == run && !line->deleted &&
            strcmp(meeting_text(m, line->source), l->source) == 0 &&
            is_gone(l, &index, meeting_text(m, line->source_id), meeting_text(m, line->place)))
            gone[found++] = i;
    }
    free(index.items);
    *lines = gone;
    *count = found;
    return STATUS_OK;
}
