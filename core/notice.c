#include "core/notice.h"

#include "core/when.h"

#include <assert.h>
#include <string.h>

const char *const meeting_kind_words[MEETING_KIND_COUNT] = {"session",
                                                            "face-to-face interim",
                                                            "virtual interim",
                                                            "conference call",
                                                            "chat session",
                                                            "design team",
                                                            "BoF",
                                                            "Bar BoF",
                                                            "list only"};

const char *const notice_state_words[NOTICE_STATE_COUNT] = {"not-needed", "to-do", "late", "done",
                                                            "done-late"};

/* Days of lead by step; NO: not needed. Approval by an area director has the lead of what it
 * allows. */
enum { NO = -1 };

static const struct {
    enum notice_approval approval;
    bool open; /* to everybody: the rules for length and back-channel hold */
    int32_t lead_days[STEP_COUNT];
    const char *note;
} kinds[MEETING_KIND_COUNT] = {
    [MEETING_SESSION] = {APPROVAL_NONE, true, {NO, NO, 14, 1, NO, 10, 30}, ""},
    [MEETING_FACE_TO_FACE] = {APPROVAL_AREA_DIRECTOR, true, {28, 28, 14, 1, 10, 10, 30}, ""},
    [MEETING_VIRTUAL] = {APPROVAL_CHAIR, true, {NO, 14, 7, 1, 10, 10, 30}, ""},
    [MEETING_CALL] = {APPROVAL_CHAIR, true, {NO, 14, 7, 1, 10, 10, 30}, ""},
    [MEETING_CHAT] = {APPROVAL_CHAIR, true, {NO, 14, 7, 1, 10, 10, 30}, ""},
    [MEETING_DESIGN_TEAM] =
        {APPROVAL_NONE,
         false,
         {NO, NO, NO, NO, NO, NO, NO},
         "A design team prepares: what it finds is input, and the group decides."},
    [MEETING_BOF] = {APPROVAL_AREA_DIRECTOR, true, {28, NO, 14, 1, NO, 10, 30}, ""},
    [MEETING_BAR_BOF] =
        {APPROVAL_NONE,
         false,
         {NO, NO, NO, NO, NO, NO, NO},
         "A Bar BoF is limited to its participants: no group consensus is claimed."},
    [MEETING_LIST_ONLY] = {APPROVAL_NONE,
                           false,
                           {NO, NO, NO, NO, NO, NO, NO},
                           "Nothing meets: what is asked is asked on the mailing list."},
};

static bool is_before(enum plan_step step)
{
    return step <= STEP_SLIDES;
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '-' ? ' ' : c;
}

int meeting_kind_of(const char *word)
{
    for (int k = 0; k < MEETING_KIND_COUNT; k++) {
        const char *a = meeting_kind_words[k];
        const char *b = word;
        while (*a != '\0' && folded(*a) == folded(*b)) {
            a++;
            b++;
        }
        if (*a == '\0' && *b == '\0')
            return k;
    }
    return -1;
}

const char *meeting_kind_note(const char *word)
{
    const int kind = meeting_kind_of(word);
    return kind >= 0 ? kinds[kind].note : "";
}

bool meeting_kind_limited(const char *word)
{
    const int kind = meeting_kind_of(word);
    return kind == MEETING_BAR_BOF || kind == MEETING_DESIGN_TEAM;
}

static int64_t midnight(int64_t us)
{
    return us - (us % DAY_US + DAY_US) % DAY_US;
}

/* "" and what is no date: -1. */
static int64_t date_of(const char *text)
{
    int64_t us;
    return text[0] != '\0' && when_parse(text, &us) == STATUS_OK ? us : -1;
}

static void find(struct meeting_notice *n, const char *about, const char *sentence)
{
    assert(n->finding_count < NOTICE_FINDINGS_MAX);
    n->findings[n->finding_count++] = (struct notice_finding){about, sentence};
}

static void find_days(const struct meeting_plan *p, int64_t start_us, struct meeting_notice *n)
{
    const struct plan_notice *given = &p->notice;
    n->first_day_us = midnight(start_us + p->offset_minutes * 60 * SECOND_US);
    n->last_day_us = n->first_day_us;
    if (given->day_count == 0)
        return;
    bool consecutive = true;
    for (uint32_t i = 1; i < given->day_count; i++)
        consecutive =
            consecutive && date_of(given->days[i]) == date_of(given->days[i - 1]) + DAY_US;
    if (date_of(given->days[0]) != n->first_day_us)
        find(n, "days", "the first of the days is not the day of the start");
    if (!consecutive)
        find(n, "days",
             "the days do not follow one another; a meeting of several days has them in a row");
    for (uint32_t i = 0; i < given->day_count; i++)
        if (date_of(given->days[i]) > n->last_day_us)
            n->last_day_us = date_of(given->days[i]);
}

static void check_step(const struct meeting_plan *p, enum plan_step step, int64_t now_us,
                       struct meeting_notice *n)
{
    struct notice_step *s = &n->steps[step];
    int32_t set = p->notice.lead_days[step];
    int32_t usual = kinds[n->kind].lead_days[step];
    if (set < 0 && step == STEP_APPROVAL && usual != NO &&
        p->notice.lead_days[STEP_ANNOUNCEMENT] >= 0)
        set = p->notice.lead_days[STEP_ANNOUNCEMENT];
    if (usual == NO) /* a lead time does not make a step needed */
        return;
    s->lead_days = set >= 0 ? set : usual;
    const int64_t day = is_before(step) ? n->first_day_us - s->lead_days * DAY_US
                                        : n->last_day_us + s->lead_days * DAY_US;
    const int64_t today = midnight(now_us);
    const int64_t done = date_of(p->notice.done[step]);
    s->due_us = day + DAY_US - SECOND_US;
    s->done_us = done;
    s->state = done >= 0     ? done <= day ? NOTICE_DONE : NOTICE_DONE_LATE
               : today > day ? NOTICE_LATE
                             : NOTICE_TO_DO;
    s->days = s->state == NOTICE_TO_DO       ? (int32_t)((day - today) / DAY_US)
              : s->state == NOTICE_LATE      ? (int32_t)((today - day) / DAY_US)
              : s->state == NOTICE_DONE_LATE ? (int32_t)((done - day) / DAY_US)
                                             : 0;
    n->late_count += s->state == NOTICE_LATE;
}

static void find_missing(const struct meeting_plan *p, int64_t now_us, struct meeting_notice *n)
{
    const struct plan_notice *given = &p->notice;
    const int32_t length = given->length_minutes;
    if (n->approval == APPROVAL_AREA_DIRECTOR && given->area_director.mail[0] == '\0')
        find(n, "area_director", "an area director approves this; name and address are missing");
    if (given->done[STEP_APPROVAL][0] != '\0' && n->approval == APPROVAL_AREA_DIRECTOR &&
        given->approved_by[0] == '\0')
        find(n, "approved_by", "the approval has a date; say who approved");
    for (size_t i = 0; i < STEP_COUNT; i++)
        if (date_of(given->done[i]) > midnight(now_us)) {
            find(n, "done", "a date of what was done is still to come");
            break;
        }
    if (!kinds[n->kind].open)
        return;
    if (length == 0)
        find(n, "length_minutes", "the length is missing");
    else if (length < NOTICE_LENGTH_MIN || length > NOTICE_LENGTH_MAX)
        find(n, "length_minutes", "a session lasts 30 to 300 minutes");
    if (given->back_channel[0] == '\0')
        find(n, "back_channel", "name one back-channel, where remote people and scribes write");
}

enum status notice_check(const struct meeting_plan *p, int64_t start_us, int64_t now_us,
                         struct meeting_notice *out, const char **why)
{
    const int kind = meeting_kind_of(p->kind);
    if (kind < 0) {
        *why = p->kind[0] == '\0'
                   ? "kind: is missing; a notice needs it"
                   : "kind: must be session, face-to-face interim, virtual interim, "
                     "conference call, chat session, design team, BoF, Bar BoF or list only";
        return REFUSED_BAD_VALUE;
    }
    if (p->start[0] == '\0' && kind != MEETING_LIST_ONLY) {
        *why = "start: is missing; what is due when depends on it";
        return REFUSED_BAD_VALUE;
    }
    *out =
        (struct meeting_notice){.kind = (enum meeting_kind)kind,
                                .approval = kinds[kind].approval,
                                .note = kinds[kind].note,
                                .announced_here = kinds[kind].lead_days[STEP_ANNOUNCEMENT] != NO};
    if (p->start[0] != '\0')
        find_days(p, start_us, out);
    for (int step = 0; step < STEP_COUNT; step++)
        check_step(p, (enum plan_step)step, now_us, out);
    find_missing(p, now_us, out);
    return STATUS_OK;
}
