/* Rooms and devices in which something is wrong, made from chance, with what a meter must say of
 * them. Their sounds are those of room.h and voice.h, their devices our own; none comes from a
 * recording. */
#ifndef HUMROOM_TESTS_BENCH_FAULT_H
#define HUMROOM_TESTS_BENCH_FAULT_H

#include "tests/bench/chance.h"
#include "tests/bench/room.h"

enum fault {
    FAULT_NONE,
    FAULT_COUGH,   /* a cough of a quarter second, 15 dB over hum and noise: no fault of the hum */
    FAULT_DOOR,    /* a slam, the same */
    FAULT_UNISON,  /* all on one note */
    FAULT_SHORT,   /* 1.3 s from the first start to the last stop */
    FAULT_CLIPPED, /* driven 6 dB over, then left or made quieter */
    FAULT_AGC,     /* automatic gain: to -20 dBFS in 0.2 s, up again in 3 s, 20 dB at most */
    FAULT_SUPPRESSOR, /* takes the hum for noise after a while: fades all by 10 to 18 dB */
    FAULT_SHIFT,      /* another noise from the window on, 6 to 9 dB over the first */
    FAULT_TALK,       /* people talk instead */
    FAULT_CLAPS,      /* people clap instead; people: claps a second */
    FAULT_COUNT
};

/* The rows of the table: which fault, by how many people. */
struct fault_row {
    enum fault fault;
    int people;
};

int fault_rows(void);
struct fault_row fault_row(int row);
const char *fault_word(enum fault f);

/* One hum of that excess in a room of its own. Fills in the plan, its name, must and must_not, too;
 * a device that had nothing to do is told by must being 0. The sound as room_make(). */
float *fault_make(struct chance *c, enum fault f, int people, double excess_db, int32_t rate_hz,
                  struct room_plan *plan, size_t *frames);

#endif
