/* What `humroom confirm` and `humroom import` share: decided events into a record. */
#ifndef HUMROOM_CLIENTS_CLI_APPEND_H
#define HUMROOM_CLIENTS_CLI_APPEND_H

#include "core/history.h"

/* One transaction; personal texts are salted by chance. Nothing is written where nothing was
 * decided. What record_append() gives. */
CHECKED enum status append_events(struct record *record, struct event_list *decided);

#endif
