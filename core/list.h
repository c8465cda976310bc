/* What the LIST()s of a meeting share: growing. For meeting.c and apply.c. */
#ifndef HUMROOM_CORE_LIST_H
#define HUMROOM_CORE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for `more` items of the size behind the last: false where there is no memory, the list is
 * then as it was. list points to a LIST(): a pointer, then count, then capacity. */
bool list_reserve(void *list, size_t item_size, uint32_t more);

#define RESERVE(list, more) list_reserve(&(list), sizeof *(list).items, (more))
/* The next item, to be filled; RESERVE first. */
#define PUSH(list) (&(list).items[(list).count++])

#endif
