/* The pool of a draw that is a question of the meeting: its options, or the people who volunteered,
 * numbered from 1 in their order. Pure. */
#ifndef HUMROOM_CORE_POOL_H
#define HUMROOM_CORE_POOL_H

#include "core/draw.h"
#include "core/meeting.h"

struct pool_entry {
    const char *name; /* in the meeting's pool of text: valid until the next apply */
    uint32_t person;  /* 0: an option, or somebody without a device */
};

/* Does it draw among those who volunteer? Else among its options. */
bool pool_of_people(const struct question *q);
/* At most limit entries, and how many there are. */
uint32_t pool_entries(const struct meeting *m, const struct run *r, struct pool_entry *out,
                      uint32_t limit);
enum { POOL_MAX = VOLUNTEERS_MAX > OPTIONS_MAX ? VOLUNTEERS_MAX : OPTIONS_MAX };

/* What was committed to, and drawn; NULL: the pool is not fixed yet. By RFC 3797 there is no seed,
 * and no commitment: the pool is fixed, and its sources named. */
const struct committed *pool_committed(const struct meeting *m, const struct run *r);
bool pool_drawn(const struct meeting *m, const struct run *r);

/* The run's draw as core/draw.h has it, as far as it has come: terms and pool; the commitment; what
 * was drawn, with seed and value. out is zeroed; release it in any case. FAILED_NO_MEMORY;
 * REFUSED_POOL: draw_check() does not let it draw, or the chair picks. */
CHECKED enum status pool_draw(const struct meeting *m, const struct run *r, struct draw *out);

/* What anybody can redo it with, "humroom.draw/1"; *out on the heap. REFUSED_POOL: nothing was
 * drawn, or it can not be redone any more, names of the pool having been removed on request. */
CHECKED enum status pool_transcript(const struct meeting *m, const struct run *r, char **out,
                                    size_t *len);

#endif
