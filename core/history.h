/* From record to meeting and back: reading folds every event of a record; sealing turns decided
 * events into the rows of a batch (personal texts salted and digested, bodies canonical). */
#ifndef HUMROOM_CORE_HISTORY_H
#define HUMROOM_CORE_HISTORY_H

#include "core/meeting.h"
#include "core/record.h"

/* Folds a record into an initialised meeting. What record_read() and meeting_apply() refuse. */
CHECKED enum status history_read(struct record *r, struct meeting *m);

/* Rows of a batch; owns what it points to. */
struct sealed {
    struct record_event *events;
    size_t event_count;
    struct record_text *texts;
    size_t text_count;
    struct arena arena;
};

/* salts: chance, SALT_LEN bytes for each personal text (at least event_list_personals() of them).
 * Events from index `from` on are sealed; their digests are set. */
size_t history_personal_count(const struct event_list *l, size_t from);
CHECKED enum status history_seal(struct event_list *l, size_t from, const uint8_t *salts,
                                 struct sealed *out);
void sealed_release(struct sealed *s);

#endif
