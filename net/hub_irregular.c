/* What is for the chairs to know goes to chairs alone, in a frame of its own: at most once a
 * second, when something has changed, and only while a chair looks. Addresses are numbers in memory
 * here, and nowhere else. */
#include "net/hub_own.h"

#include "core/irregular.h"

#include <stdlib.h>

static bool refresh(struct hub *h)
{
    struct irregularities found;
    char *bytes;
    size_t len;
    const uint64_t before = h->irregular.version;
    if (irregularities_find(&h->durable, h->groups, h->people_count, &found) != STATUS_OK)
        return false; /* the next second */
    enum status s = irregularities_json(&h->durable, &found, &bytes, &len);
    irregularities_release(&found);
    if (s != STATUS_OK)
        return false;
    h->irregular_due = frame_set(&h->irregular, bytes, len) != STATUS_OK;
    free(bytes);
    return h->irregular.version != before;
}

void irregular_greet(struct hub *h, struct seat *seat)
{
    if (h->irregular_due)
        (void)refresh(h);
    if (h->irregular.bytes != NULL && seat->socket != NULL)
        seat_send(h, seat, h->irregular.bytes, h->irregular.len);
}

void irregular_look_after(struct hub *h)
{
    uint32_t at = h->staff.first;
    while (at != NO_SEAT && h->seats[at].role != ROLE_CHAIR)
        at = h->seats[at].next;
    if (at == NO_SEAT || !h->irregular_due || !refresh(h))
        return;
    while (at != NO_SEAT) {
        struct seat *seat = &h->seats[at];
        at = seat->next;
        if (seat->role == ROLE_CHAIR)
            seat_send(h, seat, h->irregular.bytes, h->irregular.len);
    }
}
