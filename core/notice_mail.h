/* The mails around a meeting: their subjects and texts. Pure; headers and encoding are net/mail.h.
 * Plain text, UTF-8, ends of lines LF. */
#ifndef HUMROOM_CORE_NOTICE_MAIL_H
#define HUMROOM_CORE_NOTICE_MAIL_H

#include "core/meeting.h"
#include "core/notice.h"

/* One day of a meeting, in the order of the plan. */
struct notice_day {
    int64_t start_us;
    int32_t offset_minutes;
};

/* All on the heap. FAILED_NO_MEMORY.
 * request: to the secretariat, which announces; where an area director approves it asks for that
 * too. */
CHECKED enum status notice_mail_request(const struct meeting_plan *p,
                                        const struct meeting_notice *n,
                                        const struct notice_day *days, char **subject, char **body);
/* forward: to the group's list. */
CHECKED enum status notice_mail_forward(const struct meeting_plan *p,
                                        const struct meeting_notice *n,
                                        const struct notice_day *days, char **subject, char **body);
/* Afterwards: the blue sheet (core/attendance.h). */
CHECKED enum status notice_mail_attendees(const struct meeting *m, char **subject, char **body);

/* Days that the plan has: at least one. */
uint32_t notice_day_count(const struct meeting_plan *p);
/* Does the start name a time, or a date alone? */
bool notice_has_time(const struct meeting_plan *p);

#endif
