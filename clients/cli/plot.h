/* A picture of what humroom measure found: level, room noise, windows, hums and flags over time. */
#ifndef HUMROOM_CLIENTS_CLI_PLOT_H
#define HUMROOM_CLIENTS_CLI_PLOT_H

#include "clients/cli/measure.h"
#include "core/text.h"

#include <stdint.h>

enum { PLOT_TRACE_MAX = 2000 };

/* The highest and lowest level of `per` readings each; whenever it is full, two become one. Zeroed
 * is empty. Any length of recording fits. */
struct plot_trace {
    int32_t count;
    int64_t per;  /* readings of 50 ms in each point; 0 before the first */
    int64_t part; /* readings in the last point */
    struct plot_point {
        int32_t low_mb;
        int32_t high_mb;
    } points[PLOT_TRACE_MAX];
};

void plot_trace_add(struct plot_trace *t, int32_t level_mb);

/* name: of the recording. An SVG document is added to out; its width follows the duration. */
void plot_draw(const struct measured *m, const struct plot_trace *trace, const char *name,
               struct text *out);

/* Draws into a file. Returns 0, or the exit code (73, 74, 77, 71) after a sentence on standard
 * error. */
int plot_write(const char *path, const struct measured *m, const struct plot_trace *trace,
               const char *name);

#endif
