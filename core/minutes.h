/* Minutes of a meeting, as Markdown that the Datatracker takes and people read. Pure. */
#ifndef HUMROOM_CORE_MINUTES_H
#define HUMROOM_CORE_MINUTES_H

#include "core/meeting.h"

CHECKED enum status minutes_write(const struct meeting *m, char **out, size_t *len);

#endif
