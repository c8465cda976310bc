/* Commands -> events, or a refusal that a person can act on. Pure: time is an argument, chance is
 * not needed. */
#ifndef HUMROOM_CORE_DECIDE_H
#define HUMROOM_CORE_DECIDE_H

#include "core/command.h"
#include "core/meeting.h"

/* Who sends. person: of participants who have joined, else 0. link: number of the participant's own
 * link where it is known (a person may be known by it), 0: a new one is given. */
struct actor {
    enum role role;
    uint32_t person, link;
    uint32_t as; /* of chair and scribe: the person to whom the role was handed over; else 0 */
};

/* May this role send that command at all? One table, for pages too. */
bool role_may(enum role role, int command_kind);
/* What somebody is told who may not: REFUSED_ROLE (the chair may), REFUSED_ROLE_STAFF,
 * REFUSED_ROLE_PARTICIPANT, REFUSED_NOT_YOURS. */
enum status role_refusal(int command_kind);

/* The events of a command at the time now_us, appended to out with seq and time set; the caller
 * applies each in order to `m` and writes them. Nothing is appended on a refusal. A command that
 * was done already (same sender, id and content) is STATUS_OK with no event: *done then holds the
 * seq and time of the first time; else *done.seq is that of the first new event. */
struct done {
    int64_t seq, time_us;
    bool again;
};
CHECKED enum status decide(const struct meeting *m, const struct actor *a, const struct command *c,
                           int64_t now_us, struct event_list *out, struct done *done);

#endif
