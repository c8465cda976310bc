#include "core/attendance.h"

#include <inttypes.h>
#include <string.h>

enum { RULE = 72 };

static bool is_same(const struct meeting *m, const struct person *a, const struct person *b)
{
    return strcmp(meeting_text(m, a->name), meeting_text(m, b->name)) == 0 &&
           strcmp(meeting_text(m, a->affiliation), meeting_text(m, b->affiliation)) == 0;
}

bool attendance_has(const struct meeting *m, uint32_t person)
{
    const struct person *p = meeting_person(m, person);
    if (p == NULL || p->off || p->identity != 0 || p->into != 0) /* of another chat; merged */
        return false;
    for (uint32_t i = person; p->entered && i < m->people.count; i++)
        if (!m->people.items[i].entered && m->people.items[i].identity == 0 &&
            is_same(m, p, &m->people.items[i]))
            return false;
    return true;
}

uint32_t attendance_entered(const struct meeting *m)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->people.count; i++)
        count += m->people.items[i].entered && attendance_has(m, i + 1);
    return count;
}

uint32_t attendance_joined(const struct meeting *m)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->people.count; i++) {
        const struct person *p = &m->people.items[i];
        count += !p->entered && p->identity == 0 && p->into == 0;
    }
    return count;
}

uint32_t attendance_count(const struct meeting *m)
{
    return attendance_joined(m) + attendance_entered(m);
}

void attendance_text(const struct meeting *m, struct text *out)
{
    text_addf(out, "Bluesheet for %s\n", meeting_text(m, m->title));
    for (int i = 0; i < RULE; i++)
        text_add(out, "=");
    text_addf(out, "\n\n%" PRIu32 " attendees.\n\n", attendance_count(m));
    for (uint32_t i = 0; i < m->people.count; i++)
        if (attendance_has(m, i + 1))
            text_addf(out, "%s\t%s\n", meeting_text(m, m->people.items[i].name),
                      meeting_text(m, m->people.items[i].affiliation));
}
