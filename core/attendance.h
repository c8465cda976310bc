/* The blue sheet: who was there. Those who joined, and those without a device whom chair or scribe
 * entered; whoever was entered and then joined under the same name and affiliation stands on it
 * once. Pure. */
#ifndef HUMROOM_CORE_ATTENDANCE_H
#define HUMROOM_CORE_ATTENDANCE_H

#include "core/meeting.h"
#include "core/text.h"

/* Stands this person (from 1) on the blue sheet? */
bool attendance_has(const struct meeting *m, uint32_t person);
/* People on it; those without a device. */
/* Who joined here with a device; people who were merged are one. */
uint32_t attendance_joined(const struct meeting *m);
uint32_t attendance_count(const struct meeting *m);
uint32_t attendance_entered(const struct meeting *m);

/* "Bluesheet for TITLE", 72 times '=', a blank line, "N attendees.", a blank line, then
 * "name<TAB>affiliation" a line: as the Datatracker writes it. In the order of arrival. */
void attendance_text(const struct meeting *m, struct text *out);

#endif
