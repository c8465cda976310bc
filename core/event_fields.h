/* How each kind of event stands in JSON; for event*.c only. */
#ifndef HUMROOM_CORE_EVENT_FIELDS_H
#define HUMROOM_CORE_EVENT_FIELDS_H

#include "core/event.h"
#include "core/fields.h"

struct event_shape {
    const char *name;
    const struct field *fields;
};
extern const struct event_shape event_shapes[EVENT_KIND_COUNT];

/* Of hum-measured, beside its fields, in the same object: the hum's figures (of struct hum), and
 * what each of several microphones has (of struct event; one row). */
extern const struct field event_figures[];
extern const struct field event_parts[];

#endif
