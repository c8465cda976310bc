/* A meeting file, "humroom.meeting/1": what is known beforehand. All mistakes are listed at once.
 */
#ifndef HUMROOM_CORE_PLAN_H
#define HUMROOM_CORE_PLAN_H

#include "core/arena.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

struct plan_question {
    int kind;
    const char *text;
    const char **options;
    uint32_t option_count;
    const char *worded_by;
    /* of read, adopt, withdraw; else "" and 0 */
    const char *draft, *adopted, *events;
    const char **drafts;                          /* that compete */
    uint32_t draft_count, outcomes, cause, tried; /* bits of enum draft_outcome, cause, tried */
    bool care;
    /* of for-against, options, plurality, draw; else "", 0 and false, as a command that prepares
     * has them */
    int sides, drawing, grounds; /* enum sides, enum drawing, enum grounds */
    bool several, no_dont_care, no_something_else, chat_counted;
    uint32_t votes, pick;
    const char *who_counts, *agreement, *source;
};
struct plan_person {
    const char *name, *mail;
};

/* What a meeting needs before and after it, in this order. */
enum plan_step {
    STEP_APPROVAL,
    STEP_ANNOUNCEMENT,
    STEP_AGENDA,
    STEP_SLIDES,
    STEP_ATTENDANCE, /* the list of those who were there */
    STEP_MINUTES,
    STEP_PROCEEDINGS,
    STEP_COUNT
};
extern const char *const
    plan_step_words[STEP_COUNT]; /* "approval", "announcement", ...: keys of lead_days and done */

enum { PLAN_DAYS_MAX = 14, PLAN_LEAD_DAYS_MAX = 365, PLAN_MINUTES_MAX = 1440 };

/* What a notice says of a meeting, and what was done for it. */
struct plan_notice {
    int32_t length_minutes; /* of each day; 0: not said */
    const char *
        *days; /* "2026-11-22", as given: whether they are consecutive is not looked at here */
    uint32_t day_count; /* 0: one day, that of the start */
    const char *back_channel, *place, *remote_url, *agenda_url, *secretariat, *approved_by;
    struct plan_person area_director;
    int32_t lead_days[STEP_COUNT]; /* before the first day, or after the last; -1: the default of
                                      its kind */
    const char *done[STEP_COUNT];  /* dates */
};

/* Texts are "" where not given, never NULL. */
struct meeting_plan {
    struct arena arena;
    const char *title, *group, *kind, *start, *zone, *mail_list, *note_well_url, *note_well_version,
        *version;
    int32_t offset_minutes; /* of the zone at the start; set by the caller, who knows zones */
    struct plan_person *chairs, *scribes;
    uint32_t chair_count, scribe_count;
    struct plan_question *questions;
    uint32_t question_count;
    struct plan_notice notice;
};

enum { PLAN_MISTAKES_MAX = 50, PLAN_MISTAKE_LEN = 200 };
struct plan_mistakes {
    char text[PLAN_MISTAKES_MAX][PLAN_MISTAKE_LEN];
    uint32_t count;
};

void plan_default(struct meeting_plan *p);
/* REFUSED_MEETING_FILE with at least one mistake ("questions[2].kind: must be for-against, options,
 * ...", counted from 1; bytes that cannot be shown are never quoted), FAILED_NO_MEMORY. Unknown
 * keys are mistakes too: a misspelt key would be silently dropped. */
CHECKED enum status plan_parse(const char *bytes, size_t len, struct meeting_plan *out,
                               struct plan_mistakes *mistakes);
void plan_release(struct meeting_plan *p);

#endif
