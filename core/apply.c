/* The fold: one function an event kind. Each checks that the event fits the state, reserves what it
 * needs, takes the texts into the pool, and only then changes anything, so that a refusal or a
 * failure leaves the state as it was. */
#include "core/applying.h"
#include "core/list.h"
#include "core/seen.h"

#include <assert.h>
#include <string.h>

const char meeting_removed[] = "(removed on request)";

/* Takes a text into the pool. */
bool apply_keep(struct meeting *m, const char *text, text_ref *out)
{
    *out = 0;
    if (text == NULL || text[0] == '\0')
        return true;
    size_t len = strlen(text) + 1;
    if (len > UINT32_MAX / 4 || !RESERVE(m->pool, (uint32_t)len + 1))
        return false;
    if (m->pool.count == 0)
        m->pool.items[m->pool.count++] = '\0'; /* offset 0 is "" */
    memcpy(m->pool.items + m->pool.count, text, len);
    *out = m->pool.count;
    m->pool.count += (uint32_t)len;
    return true;
}

bool apply_keep_personal(struct meeting *m, const struct personal *p, text_ref *out)
{
    return apply_keep(m, p->key != 0 && p->text == NULL ? meeting_removed : p->text, out);
}

struct run *apply_run(struct meeting *m, uint32_t question, uint32_t run)
{
    const struct run *r = run != 0 ? meeting_run(m, question, run) : NULL;
    return r != NULL ? &m->runs.items[r - m->runs.items] : NULL;
}

bool apply_option_fits(const struct meeting *m, uint32_t question, int64_t option)
{
    const struct question *q = meeting_question(m, question);
    return q != NULL && option >= 0 && option < q->option_count;
}

void apply_personal_key(struct meeting *m, const struct personal *p)
{
    if (p->key > m->personal_key)
        m->personal_key = p->key;
}

static enum status apply_nothing(struct meeting *m, const struct event *e)
{
    (void)m;
    (void)e;
    return STATUS_OK;
}

static enum status (*const apply[EVENT_KIND_COUNT])(struct meeting *, const struct event *) = {
    [EVENT_MEETING_OPENED] = apply_opened,
    [EVENT_MEETING_RESUMED] = apply_nothing,
    [EVENT_MEETING_ENDED] = apply_ended,
    [EVENT_PERSON_JOINED] = apply_joined,
    [EVENT_PERSON_LEFT] = apply_presence,
    [EVENT_PERSON_RETURNED] = apply_presence,
    [EVENT_PERSON_ENTERED] = apply_person_entered,
    [EVENT_PERSON_RENAMED] = apply_renamed,
    [EVENT_PEOPLE_MERGED] = apply_merged,
    [EVENT_PERSON_SPLIT] = apply_split,
    [EVENT_ROLE_GIVEN] = apply_role_given,
    [EVENT_LINK_RENEWED] = apply_nothing,
    [EVENT_DUTY_TAKEN] = apply_duty,
    [EVENT_QUESTION_PREPARED] = apply_prepared,
    [EVENT_QUESTION_ASKED] = apply_asked,
    [EVENT_CLOSING_ANNOUNCED] = apply_closing,
    [EVENT_CLOSING_CANCELLED] = apply_closing,
    [EVENT_QUESTION_CLOSED] = apply_closed,
    [EVENT_RESULTS_SHOWN] = apply_shown,
    [EVENT_VOLUNTEERED] = apply_volunteered,
    [EVENT_DRAW_COMMITTED] = apply_draw_committed,
    [EVENT_DRAW_REVEALED] = apply_draw_revealed,
    [EVENT_HUM_STARTED] = apply_hum_started,
    [EVENT_HUM_ENDED] = apply_hum_ended,
    [EVENT_HUM_MEASURED] = apply_measured,
    [EVENT_HUMS_COMPARED] = apply_compared,
    [EVENT_HEARD_ENTERED] = apply_heard,
    [EVENT_PEOPLE_TOLD] = apply_people,
    [EVENT_SCALE_ENDED] = apply_scale_ended,
    [EVENT_OPTION_CALLED] = apply_called,
    [EVENT_CHAT_SAID] = apply_said,
    [EVENT_PERSON_IMPORTED] = apply_person_imported,
    [EVENT_CHAT_IMPORTED] = apply_imported,
    [EVENT_LINE_EDITED] = apply_line_edited,
    [EVENT_LINE_DELETED] = apply_line_deleted,
    [EVENT_LINE_SETTLED] = apply_settled,
    [EVENT_TALLY_TOLD] = apply_tally,
    [EVENT_LINE_READ_OUT] = apply_read_out,
    [EVENT_QUEUE_JOINED] = apply_queue_joined,
    [EVENT_QUEUE_LEFT] = apply_queue_left,
    [EVENT_QUEUE_NEXT] = apply_queue_next,
    [EVENT_ANSWER_GIVEN] = apply_answer,
    [EVENT_POSITION_SET_ASIDE] = apply_set_aside,
    [EVENT_IRREGULARITY_TOLD] = apply_told,
    [EVENT_OUTCOME_STATED] = apply_outcome,
    [EVENT_CONFIRMATION_MARKED] = apply_marked,
    [EVENT_CONFIRMATION_SENT] = apply_sent,
    [EVENT_DEADLINE_CHANGED] = apply_deadline,
    [EVENT_CONFIRMATION_CLOSED] = apply_confirmed,
    [EVENT_ISSUE_RAISED] = apply_issue,
    [EVENT_ISSUE_CHANGED] = apply_issue_changed,
    [EVENT_CHALLENGE_MADE] = apply_challenge,
    [EVENT_CHALLENGE_ANSWERED] = apply_challenge_answered,
    [EVENT_RUN_VOIDED] = apply_voided,
    [EVENT_HANDS_COUNTED] = apply_hands,
    [EVENT_POSITION_ENTERED] = apply_position,
    [EVENT_INTERRUPTED] = apply_interrupt,
    [EVENT_QUESTION_EDITED] = apply_edited,
    [EVENT_QUESTION_MOVED] = apply_moved,
    [EVENT_QUESTION_PREVIEWED] = apply_previewed,
    [EVENT_PERSON_MARKED] = apply_person_marked,
    [EVENT_CRITERION_NOTED] = apply_criterion,
    [EVENT_STEP_TAKEN] = apply_step,
    [EVENT_WILLING_SAID] = apply_willing,
};

enum status meeting_apply(struct meeting *m, const struct event *e)
{
    assert(e->kind >= 0 && e->kind < EVENT_KIND_COUNT);
    if (e->seq != m->seq + 1 || e->time_us < m->time_us ||
        (!m->opened && e->kind != EVENT_MEETING_OPENED))
        return REFUSED_RECORD_DAMAGED;
    if (e->has_command && !seen_reserve(m))
        return FAILED_NO_MEMORY;
    enum status s = apply[e->kind](m, e);
    if (s != STATUS_OK)
        return s;
    m->seq = e->seq;
    m->time_us = e->time_us;
    if (e->has_command)
        seen_put(m, e);
    return STATUS_OK;
}
