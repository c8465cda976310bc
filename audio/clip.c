#include "audio/clip.h"

#include <math.h>

enum { RUN = 3, CUTS = 2 };

static const float FULL = 0.999f;
static const float STEEP = 8.0f / 32768; /* eight steps of 16 bits */

void clip_init(struct clip *c)
{
    *c = (struct clip){.top = {.extreme = -INFINITY}, .bottom = {.extreme = -INFINITY}};
}

/* x, and the second sample before it, upwards. */
static void take_side(struct clip_side *s, float x, float before)
{
    if (x < s->extreme) {
        s->run = 0;
        return;
    }
    if (x > s->extreme) {
        s->extreme = x;
        s->run = 0;
        s->cuts = 0;
    }
    if (s->run == 0)
        s->steep = x - before >= STEEP;
    s->run++;
    if (s->run == RUN && s->steep)
        s->cuts++;
}

void clip_take(struct clip *c, const float *samples, int count)
{
    for (int i = 0; i < count; i++) {
        const float x = samples[i];
        c->full = c->full || fabsf(x) >= FULL;
        take_side(&c->top, x, c->before[1]);
        take_side(&c->bottom, -x, -c->before[1]);
        c->before[1] = c->before[0];
        c->before[0] = x;
    }
}

bool clip_seen(const struct clip *c)
{
    return c->full || c->top.cuts >= CUTS || c->bottom.cuts >= CUTS;
}
