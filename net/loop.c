#include "net/loop.h"

#include <ev.h>
#include <stdlib.h>

struct loop {
    struct ev_loop *ev;
    ev_timer alarm;
};

/* The alarm has no work of its own: it ends the turn, and the server looks at what is due after
 * each. */
static void ring(struct ev_loop *ev, ev_timer *alarm, int events)
{
    (void)ev;
    (void)alarm;
    (void)events;
}

enum status loop_open(struct loop **out)
{
    struct loop *l = calloc(1, sizeof *l);
    if (l == NULL)
        return FAILED_NO_MEMORY;
    l->ev = ev_loop_new(EVFLAG_AUTO);
    if (l->ev == NULL) {
        free(l);
        return FAILED_NO_MEMORY;
    }
    ev_timer_init(&l->alarm, ring, 0., 0.);
    *out = l;
    return STATUS_OK;
}

void loop_close(struct loop *l)
{
    if (l == NULL)
        return;
    ev_loop_destroy(l->ev);
    free(l);
}

void *loop_foreign(struct loop *l)
{
    return l->ev;
}

void loop_alarm(struct loop *l, int64_t wait_us)
{
    /* libev's time stands still during a turn: without this an alarm set after a long turn rings
     * too early. */
    ev_now_update(l->ev);
    ev_timer_stop(l->ev, &l->alarm);
    ev_timer_set(&l->alarm, (double)wait_us / 1e6, 0.);
    ev_timer_start(l->ev, &l->alarm);
}

void loop_turn(struct loop *l)
{
    ev_run(l->ev, EVRUN_ONCE);
}
