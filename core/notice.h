/* What a meeting of a kind needs before and after it, when each is due, and what is late. Pure.
 *
 * Days are those of the meeting's zone; a step is in time until the end (UTC) of its day: so many
 * days before the meeting's first day, or after its last. The lead times of interims are those of
 * the IETF's rules for interim meetings (face to face: announced 4 weeks before and agenda 2 weeks
 * before; virtual, calls and chat: 2 weeks and 1 week; a reminder for minutes after 10 days). The
 * others are customs, not rules. All can be set in the meeting file. */
#ifndef HUMROOM_CORE_NOTICE_H
#define HUMROOM_CORE_NOTICE_H

#include "core/plan.h"
#include "core/text.h"

enum meeting_kind {
    MEETING_SESSION,
    MEETING_FACE_TO_FACE,
    MEETING_VIRTUAL,
    MEETING_CALL,
    MEETING_CHAT,
    MEETING_DESIGN_TEAM,
    MEETING_BOF,
    MEETING_BAR_BOF,
    MEETING_LIST_ONLY,
    MEETING_KIND_COUNT
};
extern const char
    *const meeting_kind_words[MEETING_KIND_COUNT]; /* "session", "face-to-face interim", ... */

enum notice_approval { APPROVAL_NONE, APPROVAL_CHAIR, APPROVAL_AREA_DIRECTOR };

enum notice_state {
    NOTICE_NOT_NEEDED,
    NOTICE_TO_DO,
    NOTICE_LATE,
    NOTICE_DONE,
    NOTICE_DONE_LATE,
    NOTICE_STATE_COUNT
};
extern const char *const notice_state_words[NOTICE_STATE_COUNT]; /* "not-needed", "to-do", ... */

struct notice_step {
    enum notice_state state;
    int32_t lead_days; /* not where not needed */
    int64_t due_us;    /* 23:59:59 UTC */
    int64_t done_us;   /* midnight; where done */
    int32_t
        days; /* to do: left until the day; late: since it; done late: between the two; else 0 */
};

enum { NOTICE_LENGTH_MIN = 30, NOTICE_LENGTH_MAX = 300, NOTICE_FINDINGS_MAX = 16 };

/* What is wrong or missing, without a date of its own. about: a key of the meeting file. */
struct notice_finding {
    const char *about, *sentence;
};

struct meeting_notice {
    enum meeting_kind kind;
    enum notice_approval approval;
    const char *note;    /* what such a meeting can claim; "" where there is nothing to say */
    bool announced_here; /* the chair asks for the announcement; a session's is made with the whole
                            meeting's */
    int64_t first_day_us,
        last_day_us; /* midnight UTC of these dates; 0 where there is no meeting */
    struct notice_step steps[STEP_COUNT];
    struct notice_finding findings[NOTICE_FINDINGS_MAX];
    uint32_t finding_count;
    uint32_t late_count; /* steps that are late and not done */
};

/* What a meeting of the kind can not claim, a sentence; "" where there is nothing to say, also of
 * an unknown kind. */
const char *meeting_kind_note(const char *word);
/* Is it limited to its participants, so that what they agree on is no consensus of the group? */
bool meeting_kind_limited(const char *word);
/* -1: no such kind. Capital letters and hyphens do not matter: "bar bof" is "Bar BoF". */
int meeting_kind_of(const char *word);

/* start_us: of the plan's first day, as the caller found it in the zone, whose offset is in the
 * plan; not looked at where the plan has no start. REFUSED_BAD_VALUE with *why, one sentence: the
 * kind is none, or the start is missing. */
CHECKED enum status notice_check(const struct meeting_plan *p, int64_t start_us, int64_t now_us,
                                 struct meeting_notice *out, const char **why);

/* Words for the chair, and "humroom.notice/1" for other programs. */
void notice_text(const struct meeting_plan *p, const struct meeting_notice *n, int64_t now_us,
                 struct text *out);
CHECKED enum status notice_json(const struct meeting_plan *p, const struct meeting_notice *n,
                                int64_t now_us, char **out, size_t *len);

#endif
