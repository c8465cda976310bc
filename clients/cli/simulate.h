/* What humroom simulate found, and its two forms. */
#ifndef HUMROOM_CLIENTS_CLI_SIMULATE_H
#define HUMROOM_CLIENTS_CLI_SIMULATE_H

#include "core/simulate.h"
#include "core/status.h"

struct simulated {
    const struct simulate_setting *setting;
    const char *room; /* small, medium, large, plenary; NULL where its size was given */
    uint64_t seed;
    const struct simulation *found;
};

/* {"schema": "humroom.simulate/1", ...} on stdout; shares from 0 to 1 to 0.001. Keys may be added,
 * never changed. */
CHECKED enum status simulated_print_json(const struct simulated *s);
void simulated_print_text(const struct simulated *s);

/* The closest split of which the larger side is named in at least half of the hums; NULL where
 * there is none. */
const struct simulate_split *simulated_tells_from(const struct simulation *found);

#endif
