/* Who may do what, and when: roles x commands x states in one table. The rules themselves stand in
 * decide_people.c (joining, answers), decide_chat.c, decide_attend.c, decide_queue.c,
 * decide_identity.c (who is whom, roles), decide_prepare.c (the kinds of question),
 * decide_question.c (asking, closing), decide_draw.c, decide_hum.c, decide_entered.c,
 * decide_issue.c, decide_adoption.c and decide_list.c (outcomes, their confirmation). */
#include "core/rules.h"

#include <assert.h>

/* Roles, as bits. */
enum {
    PARTICIPANT = 1 << ROLE_PARTICIPANT,
    SCRIBE = 1 << ROLE_SCRIBE,
    CHAIR = 1 << ROLE_CHAIR,
    SYSTEM = 1 << ROLE_SYSTEM
};
/* States of the run that the command names, as bits; ANY: it need not name one. */
enum {
    ANY = 0,
    OPEN = 1,
    CLOSED = 2,
    STATED = 4,
    VOID = 8,
    DONE = CLOSED | STATED | VOID,
    ASKED = OPEN | DONE
};
/* Only while the meeting runs, or after its end too. */
enum { DURING = 0, LATER = 1 };

static const struct {
    unsigned roles, states;
    int after_end;
    enum status (*decide)(struct decision *);
} rules[COMMAND_KIND_COUNT] = {
    [COMMAND_JOIN] = {PARTICIPANT, ANY, DURING, decide_join},
    [COMMAND_RENAME] = {PARTICIPANT, ANY, LATER, decide_rename},
    [COMMAND_MERGE] = {CHAIR, ANY, LATER, decide_merge},
    [COMMAND_SPLIT] = {CHAIR, ANY, LATER, decide_split},
    [COMMAND_IRREGULARITY] = {CHAIR, ANY, LATER, decide_irregularity},
    [COMMAND_SET_ASIDE] = {CHAIR, OPEN | CLOSED | STATED, LATER, decide_set_aside},
    [COMMAND_TAKE_BACK] = {CHAIR, OPEN | CLOSED | STATED, LATER, decide_take_back},
    [COMMAND_HAND_OVER] = {CHAIR, ANY, LATER, decide_hand_over},
    [COMMAND_RENEW] = {CHAIR, ANY, LATER, decide_renew},
    [COMMAND_LEAVE] = {PARTICIPANT, ANY, LATER, decide_leave},
    [COMMAND_ANSWER] = {PARTICIPANT, OPEN, DURING, decide_answer},
    [COMMAND_SAY] = {PARTICIPANT | SCRIBE | CHAIR, ANY, DURING, decide_say},
    [COMMAND_EDIT_LINE] = {PARTICIPANT | SCRIBE | CHAIR, ANY, DURING, decide_edit_line},
    [COMMAND_DELETE_LINE] = {PARTICIPANT | SCRIBE | CHAIR, ANY, DURING, decide_delete_line},
    [COMMAND_SETTLE] = {SCRIBE | CHAIR, ANY, LATER, decide_settle},
    [COMMAND_QUEUE_JOIN] = {PARTICIPANT, ANY, DURING, decide_queue_join},
    [COMMAND_QUEUE_LEAVE] = {PARTICIPANT | SCRIBE | CHAIR, ANY, DURING, decide_queue_leave},
    [COMMAND_QUEUE_ADD] = {SCRIBE | CHAIR, ANY, DURING, decide_queue_add},
    [COMMAND_QUEUE_NEXT] = {SCRIBE | CHAIR, ANY, DURING, decide_queue_next},
    [COMMAND_READ_OUT] = {SCRIBE | CHAIR, ANY, DURING, decide_read_out},
    [COMMAND_PREPARE] = {CHAIR, ANY, DURING, decide_prepare},
    [COMMAND_EDIT] = {CHAIR, ANY, DURING, decide_edit},
    [COMMAND_MOVE] = {CHAIR, ANY, DURING, decide_move},
    [COMMAND_PREVIEW] = {CHAIR, ANY, DURING, decide_preview},
    [COMMAND_HATS] = {CHAIR, ANY, LATER, decide_hats},
    [COMMAND_ATTEND] = {SCRIBE | CHAIR, ANY, LATER, decide_attend},
    [COMMAND_DUTY] = {PARTICIPANT | SCRIBE | CHAIR, ANY, LATER, decide_duty},
    [COMMAND_ASK] = {CHAIR, ANY, DURING, decide_ask},
    [COMMAND_VOLUNTEER] = {PARTICIPANT | SCRIBE | CHAIR, OPEN, DURING, decide_volunteer},
    [COMMAND_DRAW_COMMIT] = {CHAIR, OPEN, DURING, decide_draw_commit},
    [COMMAND_DRAW_REVEAL] = {CHAIR, OPEN, DURING, decide_draw_reveal},
    [COMMAND_HUM] = {CHAIR, OPEN, DURING, decide_hum},
    [COMMAND_HUM_END] = {CHAIR, ANY, DURING, decide_hum_end},
    [COMMAND_HUM_VOID] = {CHAIR, ANY, DURING, decide_hum_void},
    [COMMAND_EVERYONE] = {CHAIR, ANY, DURING, decide_everyone},
    [COMMAND_CALL] = {CHAIR, OPEN, DURING, decide_call},
    [COMMAND_HEAR] = {CHAIR, OPEN | CLOSED, DURING, decide_hear},
    [COMMAND_PEOPLE] = {CHAIR, ANY, DURING, decide_people},
    [COMMAND_CLOSING] = {CHAIR, OPEN, DURING, decide_closing},
    [COMMAND_CLOSING_CANCEL] = {CHAIR, OPEN, DURING, decide_closing_cancel},
    [COMMAND_CLOSE] = {CHAIR, OPEN, DURING, decide_close},
    [COMMAND_SHOW] = {CHAIR, DONE, LATER, decide_show},
    [COMMAND_STATE] = {CHAIR, DONE, LATER, decide_state},
    [COMMAND_VOID] = {CHAIR, DONE, LATER, decide_void},
    [COMMAND_ISSUE] = {PARTICIPANT | SCRIBE | CHAIR, ANY, LATER, decide_issue},
    [COMMAND_ISSUE_STATE] = {PARTICIPANT | CHAIR, ANY, LATER, decide_issue_state},
    [COMMAND_CHALLENGE] = {PARTICIPANT, ANY, LATER, decide_challenge},
    [COMMAND_CHALLENGE_ANSWER] = {CHAIR, ANY, LATER, decide_challenge_answer},
    [COMMAND_HANDS] = {CHAIR, OPEN | CLOSED, DURING, decide_hands},
    [COMMAND_POSITION] = {SCRIBE | CHAIR, OPEN | CLOSED, DURING, decide_position},
    [COMMAND_INTERRUPT] = {PARTICIPANT, OPEN, DURING, decide_interrupt},
    [COMMAND_CRITERION] = {SCRIBE | CHAIR, ANY, LATER, decide_criterion},
    [COMMAND_STEP] = {SCRIBE | CHAIR, ANY, LATER, decide_step},
    [COMMAND_WILLING] = {PARTICIPANT | SCRIBE | CHAIR, OPEN | CLOSED | STATED, DURING,
                         decide_willing},
    [COMMAND_DECLARE] = {CHAIR, ANY, DURING, decide_declare},
    [COMMAND_END] = {CHAIR, ANY, DURING, decide_end},
    [COMMAND_MARK] = {CHAIR, STATED, LATER, decide_mark},
    [COMMAND_SENT] = {CHAIR, STATED, LATER, decide_sent},
    [COMMAND_DEADLINE] = {CHAIR, STATED | VOID, LATER, decide_deadline},
    [COMMAND_CONFIRM] = {CHAIR, STATED | VOID, LATER, decide_confirm},
    [COMMAND_OPEN] = {SYSTEM, ANY, DURING, decide_open},
    [COMMAND_RESUME] = {SYSTEM, ANY, LATER, decide_resume},
    [COMMAND_WINDOW_ENDED] = {SYSTEM, ANY, LATER, decide_window_ended},
    [COMMAND_MEASURED] = {SYSTEM, ANY, LATER, decide_measured},
    [COMMAND_GONE] = {SYSTEM, ANY, LATER, decide_gone},
    [COMMAND_CLOSE_DUE] = {SYSTEM, OPEN, DURING, decide_close_due},
    [COMMAND_BACK] = {SYSTEM, ANY, LATER, decide_back},
    [COMMAND_IMPORT] = {SYSTEM, ANY, LATER, decide_import},
    [COMMAND_SCALE_END] = {SYSTEM, ANY, LATER, decide_scale_end},
};

bool role_may(enum role role, int command_kind)
{
    assert(role < ROLE_COUNT);
    return command_kind >= 0 && command_kind < COMMAND_KIND_COUNT &&
           (rules[command_kind].roles & 1u << role) != 0;
}

/* Who could do it is told; a participant's own is not to be had by another role. */
enum status role_refusal(int command_kind)
{
    switch (rules[command_kind].roles) {
    case PARTICIPANT | CHAIR:
        return REFUSED_NOT_YOURS;
    case SCRIBE | CHAIR:
        return REFUSED_ROLE_STAFF;
    case PARTICIPANT:
    case PARTICIPANT | SCRIBE | CHAIR: /* a room screen only looks */
        return REFUSED_ROLE_PARTICIPANT;
    default:
        return REFUSED_ROLE;
    }
}

decider *rules_decider(int command_kind)
{
    return rules[command_kind].decide;
}

static unsigned state_of(const struct run *r)
{
    if (r->state == RUN_OPEN)
        return OPEN;
    if (r->voided_us != 0)
        return VOID;
    return r->outcome != 0 ? STATED : CLOSED;
}

/* What to do instead. */
static enum status misplaced(const struct meeting *m, const struct run *r, unsigned states)
{
    if (states == OPEN && r->run < meeting_question(m, r->question)->run_count)
        return REFUSED_WRONG_RUN;
    if (state_of(r) == VOID)
        return REFUSED_VOID;
    if (states == OPEN && state_of(r) == CLOSED)
        return REFUSED_NOT_OPEN;
    if ((states & OPEN) != 0)
        return REFUSED_STATED;
    return (states & CLOSED) != 0 ? REFUSED_NOT_CLOSED : REFUSED_NO_OUTCOME;
}

enum status rules_check(const struct meeting *m, const struct command *c)
{
    const unsigned states = rules[c->kind].states;
    if (m->ended && !rules[c->kind].after_end)
        return REFUSED_ENDED;
    if (states == ANY)
        return STATUS_OK;
    if (c->question == 0 || c->run == 0)
        return REFUSED_BAD_VALUE;
    const struct run *r = meeting_run(m, c->question, c->run);
    if (r == NULL)
        return REFUSED_NO_QUESTION;
    return (states & state_of(r)) != 0 ? STATUS_OK : misplaced(m, r, states);
}
