/* The chat, the queue and the lines to be read out, as an audience sees them; for view.c only. */
#ifndef HUMROOM_CORE_VIEW_CHAT_H
#define HUMROOM_CORE_VIEW_CHAT_H

#include "core/json.h"
#include "core/view.h"

struct json *view_chat(const struct meeting *m, enum audience audience); /* the last VIEW_LINES */
uint32_t view_chat_count(const struct meeting *m, enum audience audience);
struct json *view_chat_entry(const struct meeting *m, enum audience audience, uint32_t index);
/* Lines that were edited or deleted, an entry a change, as the lines are now. */
uint32_t view_changed_count(const struct meeting *m, enum audience audience);
struct json *view_changed_entry(const struct meeting *m, enum audience audience, uint32_t index);
/* Lines to be settled, the newest VIEW_LINES, oldest first; for staff. */
struct json *view_unsure(const struct meeting *m);
/* The newest lines of a person that are held back from the others, oldest first. */
struct json *view_held(const struct meeting *m, uint32_t person);

/* Who has the floor and the first VIEW_LINES of those who wait; the list has them all. */
struct json *view_queue(const struct meeting *m);
uint32_t view_queue_count(const struct meeting *m, enum audience audience);
struct json *view_queue_entry(const struct meeting *m, enum audience audience, uint32_t index);

/* Lines to be read out that were not yet, the last VIEW_LINES; the list has them all. */
struct json *view_mic(const struct meeting *m);
uint32_t view_mic_count(const struct meeting *m, enum audience audience);
struct json *view_mic_entry(const struct meeting *m, enum audience audience, uint32_t index);

#endif
