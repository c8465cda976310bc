/* What the files of `humroom notice` share. */
#ifndef HUMROOM_CLIENTS_CLI_NOTICE_H
#define HUMROOM_CLIENTS_CLI_NOTICE_H

#include "core/notice_mail.h"

/* The words of the command line; NULL where not given. */
struct notice_words {
    const char *verb, *file, *now, *out, *from, *attendees;
    bool json;
    int64_t now_us; /* of --now, else now */
};

/* A meeting file and when its days begin. Zeroed holds nothing. */
struct notice_meeting {
    struct meeting_plan plan;
    struct notice_day days[PLAN_DAYS_MAX];
};

/* One line on standard error about what is no status; gives 65. */
int notice_complain(const char *subject, const char *sentence);
/* 0, or the exit code after the mistakes on standard error. Release with plan_release(). */
int notice_read_plan(const struct notice_words *w, struct notice_meeting *out);
/* Every event of a record, folded. 0, or the exit code. Release with meeting_release(). */
int notice_read_record(const char *path, struct meeting *out);

/* Each returns the exit code. */
int notice_mails(const struct notice_words *w);
int notice_calendar(const struct notice_words *w);

#endif
