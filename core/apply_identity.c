/* Who is whom: renaming, merging, splitting; positions that are set aside; roles that are handed
 * over. What the runs count follows, and is counted anew. */
#include "core/applying.h"
#include "core/list.h"

#include <stdlib.h>
#include <string.h>

/* ---- counts ---- */

/* An answer for several options, where the question allows it, is in the count of each. */
static void count_answer(struct run *r, const struct person *p, const struct answer *a,
                         uint32_t one)
{
    int slot = a->option == ANSWER_NO_OPINION ? SLOT_NO_OPINION : a->option;
    enum place place = p->in_room ? PLACE_ROOM : PLACE_REMOTE;
    r->counts[slot][a->channel][place] += one;
    for (int i = 0; i < OPTIONS_MAX; i++)
        if (a->also & 1u << i)
            r->counts[i][a->channel][place] += one;
    r->answered += one;
}

void apply_count_position(struct run *r, const struct position *p, bool in)
{
    if (p == NULL || p->option == ANSWER_WITHDRAWN)
        return;
    int slot = p->option == ANSWER_NO_OPINION ? SLOT_NO_OPINION : p->option;
    r->entered[slot][p->way] += in ? 1 : UINT32_MAX; /* wraps: minus one */
}

static bool stands(const struct answer *a)
{
    return a != NULL && a->option != ANSWER_WITHDRAWN;
}

/* An own answer stands before a position that was entered; what was set aside is in no count. */
static void count_person(struct meeting *m, struct run *r, uint32_t person, const struct answer *a,
                         bool in)
{
    const uint32_t one = in ? 1 : UINT32_MAX; /* wraps: minus one */
    const struct position *p = stands(a) ? NULL : meeting_position_of(m, r, person, "");
    if (!stands(a) && p == NULL)
        return;
    if (meeting_aside_of(m, person, r) != NULL)
        r->set_aside += one;
    else if (p != NULL)
        apply_count_position(r, p, in);
    else
        count_answer(r, meeting_person(m, person), a, one);
}

static bool was_present(const struct meeting *m, const struct run *r, uint32_t person)
{
    const uint32_t word = (person - 1) / 32;
    return word < r->present_words &&
           (m->at_close.items[r->first_present + word] >> (person - 1) % 32 & 1u) != 0;
}

void apply_count(struct meeting *m, struct run *r, uint32_t person, bool in)
{
    person = meeting_one(m, person);
    const struct answer *a = meeting_answer_of(m, person, r);
    count_person(m, r, person, a, in);
    if (r->state == RUN_CLOSED && was_present(m, r, person) && !stands(a))
        r->no_hand += in ? 1 : UINT32_MAX; /* wraps: minus one */
}

/* ---- who was present at the close ---- */

/* Who is one with somebody who is present is so too, if they were before. */
static bool is_here(const struct meeting *m, uint32_t person)
{
    const struct person *p = meeting_person(m, person);
    return p->into == 0 ? p->present : p->here && meeting_person(m, p->into)->present;
}

bool apply_keep_present(struct meeting *m, struct run *r)
{
    const uint32_t words = (m->people.count + 31) / 32;
    if (!RESERVE(m->at_close, words))
        return false;
    r->first_present = m->at_close.count;
    r->present_words = words;
    for (uint32_t i = 0; i < words; i++)
        *PUSH(m->at_close) = 0;
    for (uint32_t i = 0; i < m->people.count; i++)
        if (is_here(m, i + 1))
            m->at_close.items[r->first_present + i / 32] |= 1u << i % 32;
    return true;
}

/* ---- everything anew ---- */

static void count_names(struct meeting *m, struct run *r)
{
    for (uint32_t i = 0; i < m->positions.count; i++) {
        const struct position *p = &m->positions.items[i];
        if (p->person == 0 && p->question == r->question && p->run == r->run &&
            meeting_position_of(m, r, 0, meeting_text(m, p->name)) == p)
            apply_count_position(r, p, true);
    }
}

/* here: a byte for each person. */
static void recount_present(struct meeting *m, struct run *r, const struct answer **standing,
                            unsigned char *here)
{
    r->present = r->in_room = r->no_hand = 0;
    memset(here, 0, (size_t)m->people.count + 1);
    for (uint32_t person = 1; person <= m->people.count; person++)
        if (was_present(m, r, person))
            here[meeting_one(m, person)] = 1;
    for (uint32_t person = 1; person <= m->people.count; person++) {
        if (!here[person])
            continue;
        r->present++;
        r->in_room += m->people.items[person - 1].in_room;
        r->no_hand += !stands(standing[person]);
    }
}

static void recount(struct meeting *m, struct run *r, const struct answer **standing,
                    unsigned char *here)
{
    memset(r->counts, 0, sizeof r->counts);
    memset(r->entered, 0, sizeof r->entered);
    r->answered = r->set_aside = 0;
    meeting_standing(m, r, standing);
    for (uint32_t person = 1; person <= m->people.count; person++)
        if (m->people.items[person - 1].into == 0)
            count_person(m, r, person, standing[person], true);
    count_names(m, r);
    if (r->state == RUN_CLOSED)
        recount_present(m, r, standing, here);
}

/* Who counts as one has changed: room for the counting, before anything is changed. */
struct room {
    const struct answer **standing;
    unsigned char *here;
};

static bool room_init(const struct meeting *m, struct room *room)
{
    room->standing = calloc((size_t)m->people.count + 1, sizeof(struct answer *));
    room->here = calloc((size_t)m->people.count + 1, 1);
    return room->standing != NULL && room->here != NULL;
}

static void room_release(struct room *room)
{
    free(room->standing);
    free(room->here);
}

/* What somebody has by any of their links: a place in the room, hats. */
static void set_shared(struct meeting *m)
{
    for (uint32_t i = 0; i < m->people.count; i++) {
        struct person *p = &m->people.items[i];
        p->in_room = p->said_in_room;
        p->hats = p->own_hats;
    }
    for (uint32_t i = 0; i < m->people.count; i++) {
        const struct person *p = &m->people.items[i];
        if (p->into == 0)
            continue;
        struct person *into = &m->people.items[p->into - 1];
        into->in_room |= p->said_in_room;
        into->hats |= p->own_hats;
    }
}

static void recount_all(struct meeting *m, const struct room *room)
{
    set_shared(m);
    m->present = m->present_in_room = 0;
    for (uint32_t i = 0; i < m->people.count; i++) {
        const struct person *p = &m->people.items[i];
        m->present += p->present;
        m->present_in_room += p->present && p->in_room;
    }
    for (uint32_t i = 0; i < m->runs.count; i++)
        recount(m, &m->runs.items[i], room->standing, room->here);
}

/* ---- events ---- */

enum status apply_renamed(struct meeting *m, const struct event *e)
{
    text_ref name, affiliation;
    if (meeting_person(m, e->renamed.person) == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!apply_keep_personal(m, &e->renamed.name, &name) ||
        !apply_keep_personal(m, &e->renamed.affiliation, &affiliation))
        return FAILED_NO_MEMORY;
    m->people.items[e->renamed.person - 1].name = name;
    m->people.items[e->renamed.person - 1].affiliation = affiliation;
    apply_look(m, &m->people.items[e->renamed.person - 1]);
    apply_personal_key(m, &e->renamed.name);
    apply_personal_key(m, &e->renamed.affiliation);
    return STATUS_OK;
}

/* Once in a pool that is not fixed, once in the queue: the earlier place stays. */
static void leave_doubles(struct meeting *m, uint32_t person)
{
    for (uint32_t i = 0; i < m->volunteers.count; i++) {
        struct volunteer *v = &m->volunteers.items[i];
        const struct run *r = apply_run(m, v->question, v->run);
        for (uint32_t k = 0; k < i && v->person != 0 && r->draw == 0 && r->state == RUN_OPEN &&
                             meeting_same(m, v->person, person);
             k++) {
            const struct volunteer *before = &m->volunteers.items[k];
            v->out = v->out || (!before->out && before->question == v->question &&
                                before->run == v->run && meeting_same(m, before->person, person));
        }
    }
    bool waits = false;
    for (uint32_t i = 0; i < m->queue.count; i++) {
        struct queued *q = &m->queue.items[i];
        if (q->state != QUEUE_WAITING || q->person == 0 || !meeting_same(m, q->person, person))
            continue;
        if (waits) {
            q->state = QUEUE_LEFT;
            m->waiting--;
        }
        waits = true;
    }
}

static enum status keep_change(struct meeting *m, struct identity_change *c, const char *reason,
                               const char *by)
{
    return RESERVE(m->identities, 1) && apply_keep(m, reason, &c->reason) &&
                   apply_keep(m, by, &c->by)
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

enum status apply_merged(struct meeting *m, const struct event *e)
{
    const struct person *from = meeting_person(m, e->merged.person);
    const struct person *to = meeting_person(m, e->merged.into);
    struct identity_change c = {
        .person = e->merged.person, .into = e->merged.into, .time_us = e->time_us};
    struct room room = {0};
    if (from == NULL || to == NULL || from == to || from->into != 0 || to->into != 0)
        return REFUSED_RECORD_DAMAGED;
    enum status s =
        room_init(m, &room) ? keep_change(m, &c, e->merged.reason, e->merged.by) : FAILED_NO_MEMORY;
    if (s == STATUS_OK) {
        struct person *p = &m->people.items[c.person - 1], *into = &m->people.items[c.into - 1];
        for (uint32_t i = 0; i < m->people.count; i++)
            if (m->people.items[i].into == c.person)
                m->people.items[i].into = c.into;
        into->members += p->members + 1;
        into->present = into->present || p->present;
        p->members = 0;
        p->here = p->present;
        p->present = false;
        p->into = c.into;
        *PUSH(m->identities) = c;
        leave_doubles(m, c.into);
        recount_all(m, &room);
    }
    room_release(&room);
    return s;
}

/* Who can stand for the others that are one with a person who goes; and whether they are here. */
static uint32_t next_of(const struct meeting *m, uint32_t person, bool *here)
{
    uint32_t first = 0;
    for (uint32_t i = 1; i <= m->people.count; i++) {
        const struct person *other = meeting_person(m, i);
        if (other->into != person)
            continue;
        if (first == 0 || meeting_rank(other) > meeting_rank(meeting_person(m, first)))
            first = i;
        *here = *here || is_here(m, i);
    }
    return first;
}

/* One of those who were merged goes out again; where it is the one they were merged into, another
 * stands for the rest. They are here if they were; who is not is noticed by who sees their pages.
 */
static void split_off(struct meeting *m, uint32_t person)
{
    struct person *p = &m->people.items[person - 1];
    if (p->into != 0) {
        m->people.items[p->into - 1].members--;
        p->present = is_here(m, person);
        p->into = 0;
        return;
    }
    bool here = false;
    const uint32_t first = next_of(m, person, &here);
    for (uint32_t i = 1; i <= m->people.count; i++)
        if (m->people.items[i - 1].into == person)
            m->people.items[i - 1].into = i == first ? 0 : first;
    m->people.items[first - 1].members = p->members - 1;
    m->people.items[first - 1].present = here;
    p->members = 0;
}

enum status apply_split(struct meeting *m, const struct event *e)
{
    const struct person *p = meeting_person(m, e->split.person);
    struct identity_change c = {.person = e->split.person, .time_us = e->time_us};
    struct room room = {0};
    if (p == NULL || (p->into == 0 && p->members == 0))
        return REFUSED_RECORD_DAMAGED;
    enum status s =
        room_init(m, &room) ? keep_change(m, &c, e->split.reason, e->split.by) : FAILED_NO_MEMORY;
    if (s == STATUS_OK) {
        split_off(m, c.person);
        *PUSH(m->identities) = c;
        recount_all(m, &room);
    }
    room_release(&room);
    return s;
}

enum status apply_set_aside(struct meeting *m, const struct event *e)
{
    struct set_aside a = {.question = e->set_aside.question,
                          .run = e->set_aside.run,
                          .person = e->set_aside.person,
                          .off = e->set_aside.off,
                          .time_us = e->time_us};
    struct run *r = apply_run(m, a.question, a.run);
    if (r == NULL || meeting_person(m, a.person) == NULL ||
        (meeting_aside_of(m, a.person, r) != NULL) != a.off)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->aside, 1) || !apply_keep(m, e->set_aside.reason, &a.reason) ||
        !apply_keep(m, e->set_aside.by, &a.by))
        return FAILED_NO_MEMORY;
    apply_count(m, r, a.person, false);
    *PUSH(m->aside) = a;
    apply_count(m, r, a.person, true);
    return STATUS_OK;
}

enum status apply_told(struct meeting *m, const struct event *e)
{
    struct told t = {.question = e->told.question, .run = e->told.run, .time_us = e->time_us};
    if (e->told.entry != m->told.count + 1 ||
        (t.question != 0 && apply_run(m, t.question, t.run) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->told, 1) || !apply_keep_personal(m, &e->told.text, &t.text))
        return FAILED_NO_MEMORY;
    *PUSH(m->told) = t;
    apply_personal_key(m, &e->told.text);
    return STATUS_OK;
}

enum status apply_role_given(struct meeting *m, const struct event *e)
{
    const struct person *p = meeting_person(m, e->role_given.person);
    const uint32_t bit = 1u << e->role_given.role;
    if (p == NULL || (e->role_given.role != ROLE_CHAIR && e->role_given.role != ROLE_SCRIBE) ||
        ((p->roles & bit) != 0) != e->role_given.off)
        return REFUSED_RECORD_DAMAGED;
    m->people.items[e->role_given.person - 1].roles ^= bit;
    return STATUS_OK;
}
