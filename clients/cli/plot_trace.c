#include "clients/cli/plot.h"

static struct plot_point joined(struct plot_point a, struct plot_point b)
{
    return (struct plot_point){
        .low_mb = a.low_mb < b.low_mb ? a.low_mb : b.low_mb,
        .high_mb = a.high_mb > b.high_mb ? a.high_mb : b.high_mb,
    };
}

static void halve(struct plot_trace *t)
{
    for (int32_t i = 0; i < PLOT_TRACE_MAX / 2; i++)
        t->points[i] = joined(t->points[2 * i], t->points[2 * i + 1]);
    t->count = PLOT_TRACE_MAX / 2;
    t->per *= 2;
    t->part = t->per;
}

void plot_trace_add(struct plot_trace *t, int32_t level_mb)
{
    const struct plot_point point = {level_mb, level_mb};
    if (t->per == 0)
        t->per = t->part = 1;
    if (t->count == PLOT_TRACE_MAX && t->part == t->per)
        halve(t);
    if (t->count == 0 || t->part == t->per) {
        t->points[t->count++] = point;
        t->part = 1;
        return;
    }
    t->points[t->count - 1] = joined(t->points[t->count - 1], point);
    t->part++;
}
