/* The view's JSON of people; for view.c only. */
#ifndef HUMROOM_CORE_VIEW_PEOPLE_H
#define HUMROOM_CORE_VIEW_PEOPLE_H

#include "core/json.h"
#include "core/view.h"

/* The answer that stands in the newest run that this person answered; NULL: none. */
struct json *view_answer_of(const struct meeting *m, uint32_t person);
/* The newest position that chair or scribe entered for them, and who did, as long as it is what
 * counts of them; NULL: none. */
struct json *view_entered_for(const struct meeting *m, uint32_t person);
/* What a person is beside a participant, as the chair marked them; beside their name everywhere. */
struct json *view_hats(const struct person *p);
/* The words of the roles that were handed to them. */
struct json *view_roles_of(const struct meeting *m, uint32_t person);
/* The list of people, an entry each; and the last VIEW_LINES of them, with the list's cursor. */
uint32_t view_people_count(const struct meeting *m, enum audience audience);
struct json *view_person_entry(const struct meeting *m, enum audience audience, uint32_t index);
struct json *view_people(const struct meeting *m);
/* Who takes notes and who watches the chat now. */
struct json *view_duties(const struct meeting *m);

#endif
