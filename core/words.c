#include "core/words.h"

#include <string.h>

const char *const role_words[ROLE_COUNT] = {
    [ROLE_NOBODY] = "nobody", [ROLE_SCREEN] = "screen", [ROLE_PARTICIPANT] = "participant",
    [ROLE_SCRIBE] = "scribe", [ROLE_CHAIR] = "chair",   [ROLE_SYSTEM] = "system",
};
const char *const question_kind_words[QUESTION_KIND_COUNT] = {
    [QUESTION_FOR_AGAINST] = "for-against",
    [QUESTION_OPTIONS] = "options",
    [QUESTION_OBJECTIONS] = "objections",
    [QUESTION_LIVE_WITH] = "live-with",
    [QUESTION_READ] = "read",
    [QUESTION_READY] = "ready",
    [QUESTION_PLURALITY] = "plurality",
    [QUESTION_DRAW] = "draw",
    [QUESTION_ADOPT] = "adopt",
    [QUESTION_WITHDRAW] = "withdraw",
    [QUESTION_DECLARE] = "declare",
};
const char *const issue_state_words[ISSUE_STATE_COUNT] = {
    [ISSUE_OPEN] = "open",
    [ISSUE_ACCOMMODATED] = "accommodated",
    [ISSUE_NOT_ACCOMMODATED] = "not-accommodated",
    [ISSUE_ON_RECORD] = "on-record",
    [ISSUE_WITHDRAWN] = "withdrawn",
};
const char *const challenge_kind_words[CHALLENGE_KIND_COUNT] = {
    [CHALLENGE_ASK_HUM] = "ask-hum",
    [CHALLENGE_ASK_LIST] = "ask-list",
    [CHALLENGE_ASK_REASON] = "ask-reason",
    [CHALLENGE_DECISION] = "challenge",
};
const char *const way_words[WAY_COUNT] = {
    [WAY_MICROPHONE] = "microphone",
    [WAY_PRIVATE] = "private",
};
const char *const interrupt_kind_words[INTERRUPT_KIND_COUNT] = {
    [INTERRUPT_WORDING] = "wording",
    [INTERRUPT_OPTION] = "option",
    [INTERRUPT_FLAW] = "flaw",
};
const char *const duty_words[DUTY_COUNT] = {[DUTY_NOTES] = "notes", [DUTY_CHAT] = "chat"};
const char *const hat_words[HAT_COUNT] = {
    [HAT_CHAIR] = "chair",
    [HAT_AUTHOR] = "author",
    [HAT_AREA_DIRECTOR] = "area-director",
    [HAT_SECRETARY] = "secretary",
    [HAT_DELEGATE] = "delegate",
};
const char *const sides_words[SIDES_COUNT] = {
    [SIDES_BOTH] = "both",
    [SIDES_TURNED] = "turned",
    [SIDES_BOTH_WAYS] = "both-ways",
    [SIDES_FOR_ALONE] = "for-alone",
    [SIDES_AGAINST_ALONE] = "against-alone",
};
const char *const basis_words[BASIS_COUNT] = {
    [BASIS_NONE] = "",
    [BASIS_DISCUSSION] = "discussion",
    [BASIS_MICROPHONE] = "microphone",
    [BASIS_SILENCE] = "silence",
};
const char *const drawing_words[DRAWING_COUNT] = {
    [DRAWING_NONE] = "",       [DRAWING_COIN] = "coin",     [DRAWING_CHAIR] = "chair",
    [DRAWING_STRAW] = "straw", [DRAWING_RANDOM] = "random", [DRAWING_RFC3797] = "rfc3797",
};
const char *const grounds_words[GROUNDS_COUNT] = {
    [GROUNDS_NONE] = "",
    [GROUNDS_MINOR] = "minor",
    [GROUNDS_BALANCED] = "balanced",
};
const char *const because_words[BECAUSE_COUNT] = {
    [BECAUSE_NONE] = "",       [BECAUSE_WORDING] = "wording",           [BECAUSE_ORDER] = "order",
    [BECAUSE_CROWD] = "crowd", [BECAUSE_IRREGULARITY] = "irregularity",
};
const char *const criterion_words[CRITERION_COUNT] = {
    [CRITERION_MILESTONE] = "charter-milestone",
    [CRITERION_SCOPE] = "scope",
    [CRITERION_PURPOSE] = "purpose",
    [CRITERION_USEFUL] = "useful",
    [CRITERION_QUALITY] = "quality",
    [CRITERION_OBJECTIONS] = "objections",
    [CRITERION_TIMELY] = "timely",
    [CRITERION_STATUS] = "intended-status",
    [CRITERION_IPR] = "ipr",
    [CRITERION_CONFLICT] = "conflict",
    [CRITERION_SUPPORT] = "support",
    [CRITERION_IDNITS] = "idnits",
    [CRITERION_COMPLETION] = "completion",
};
const char *const draft_step_words[DRAFT_STEP_COUNT] = {
    [DRAFT_STEP_CHANGE_CONTROL] = "change-control",
    [DRAFT_STEP_IPR] = "ipr",
    [DRAFT_STEP_AREA_DIRECTOR] = "area-director",
    [DRAFT_STEP_CALL] = "call",
    [DRAFT_STEP_RESULT] = "result",
    [DRAFT_STEP_EDITORS] = "editors",
    [DRAFT_STEP_NAME] = "name",
    [DRAFT_STEP_REPLACED_BY] = "replaced-by",
    [DRAFT_STEP_RETURNED] = "returned",
};
const char *const draft_step_state_words[DRAFT_STEP_STATE_COUNT] = {
    [DRAFT_STEP_OPEN] = "open",
    [DRAFT_STEP_DONE] = "done",
    [DRAFT_STEP_NOT_NEEDED] = "not-needed",
};
const char *const waiver_words[WAIVER_COUNT] = {
    [WAIVER_NONE] = "",       [WAIVER_CHARTER] = "charter", [WAIVER_SPLIT] = "split",
    [WAIVER_MERGE] = "merge", [WAIVER_CHAIRS] = "chairs",
};
const char *const editors_words[EDITORS_COUNT] = {
    [EDITORS_NONE] = "",
    [EDITORS_SAME] = "same",
    [EDITORS_NEW] = "new",
};
const char *const draft_outcome_words[DRAFT_OUTCOME_COUNT] = {
    [DRAFTS_ONE] = "one",         [DRAFTS_BOTH] = "both",       [DRAFTS_MERGE] = "merge",
    [DRAFTS_FOLD_IN] = "fold-in", [DRAFTS_REPLACE] = "replace", [DRAFTS_SECOND] = "second",
    [DRAFTS_WAIT] = "wait",       [DRAFTS_NONE] = "none",
};
const char *const cause_words[CAUSE_COUNT] = {
    [CAUSE_INTEREST] = "interest",
    [CAUSE_EFFORT] = "effort",
    [CAUSE_CONSENSUS] = "consensus",
};
const char *const tried_words[TRIED_COUNT] = {
    [TRIED_REVIEWS] = "reviews-asked",
    [TRIED_EDITORS_ADDED] = "editors-added",
    [TRIED_EDITORS_REPLACED] = "editors-replaced",
};
const char *const willing_words[WILLING_COUNT] = {
    [WILLING_REVIEW] = "review",
    [WILLING_EDIT] = "edit",
    [WILLING_IMPLEMENT] = "implement",
};
const char *const wants_words[WANTS_COUNT] = {
    [WANTS_NOTHING] = "nothing",
    [WANTS_REASON_OFFERED] = "reason-offered",
    [WANTS_REASON] = "reason",
};
const char *const option_role_words[OPTION_ROLE_COUNT] = {
    [OPTION_NAMED] = "named",
    [OPTION_DONT_CARE] = "dont-care",
    [OPTION_SOMETHING_ELSE] = "something-else",
    [OPTION_NONE] = "none",
};
const char *const relation_words[RELATION_COUNT] = {
    [RELATION_NONE] = "none",
    [RELATION_FOLLOWS] = "follows",
    [RELATION_RESTATES] = "restates",
    [RELATION_AGAIN] = "runs-again",
};
const char *const channel_words[CHANNEL_COUNT] = {[CHANNEL_HAND] = "hand", [CHANNEL_CHAT] = "chat"};
const char *const run_state_words[RUN_STATE_COUNT] = {[RUN_OPEN] = "open", [RUN_CLOSED] = "closed"};
const char *const hum_phase_words[HUM_PHASE_COUNT] = {
    [HUM_RUNNING] = "humming",
    [HUM_CHECKING] = "checking",
    [HUM_FINAL] = "final",
};
const char *const scale_end_words[SCALE_END_COUNT] = {
    [SCALE_END_DEVICE] = "device",
    [SCALE_END_GAIN] = "gain",
};
const char *const leaving_words[LEAVING_COUNT] = {
    [LEAVING_LEFT] = "left",
    [LEAVING_CONNECTION] = "connection",
};
const char *const statement_kind_words[STATEMENT_KIND_COUNT] = {
    [STATEMENT_CONSENSUS] = "consensus",
    [STATEMENT_NO_CONSENSUS] = "no-consensus",
    [STATEMENT_NOT_ENOUGH_INTEREST] = "not-enough-interest",
    [STATEMENT_DEFERRED] = "deferred",
    [STATEMENT_REFERRED] = "referred",
    [STATEMENT_REWORDED] = "reworded",
    [STATEMENT_VOID] = "void",
    [STATEMENT_PLURALITY] = "plurality",
    [STATEMENT_DRAW] = "draw",
    [STATEMENT_EDITOR] = "editor",
};
const char *const later_words[LATER_COUNT] = {
    [LATER_NONE] = "",
    [LATER_LIST] = "list",
    [LATER_MEETING] = "meeting",
};
const char *const team_words[TEAM_COUNT] = {
    [TEAM_NONE] = "",
    [TEAM_EXTERNAL] = "external",
    [TEAM_MIXED] = "mixed",
    [TEAM_DESIGN] = "design",
};
const char *const confirmation_words[CONFIRMATION_COUNT] = {
    [CONFIRMATION_NOT_NEEDED] = "not-needed",
    [CONFIRMATION_TO_CONFIRM] = "to-confirm",
    [CONFIRMATION_SENT] = "sent",
    [CONFIRMATION_CONFIRMED] = "confirmed",
    [CONFIRMATION_OVER_OBJECTIONS] = "confirmed-over-objections",
    [CONFIRMATION_REOPENED] = "reopened",
    [CONFIRMATION_OVERTURNED] = "overturned",
};
const char *const line_kind_words[LINE_KIND_COUNT] = {
    [LINE_SAID] = "said", [LINE_OUTCOME] = "outcome", [LINE_VOID] = "void", [LINE_TALLY] = "tally"};

const char *role_word(int i)
{
    return role_words[i];
}

const char *question_kind_word(int i)
{
    return question_kind_words[i];
}

const char *issue_state_word(int i)
{
    return issue_state_words[i];
}

const char *challenge_kind_word(int i)
{
    return challenge_kind_words[i];
}

const char *way_word(int i)
{
    return way_words[i];
}

const char *interrupt_kind_word(int i)
{
    return interrupt_kind_words[i];
}

const char *duty_word(int i)
{
    return duty_words[i];
}

const char *hat_word(int i)
{
    return hat_words[i];
}

const char *sides_word(int i)
{
    return sides_words[i];
}

const char *basis_word(int i)
{
    return basis_words[i];
}

const char *drawing_word(int i)
{
    return drawing_words[i];
}

const char *grounds_word(int i)
{
    return grounds_words[i];
}

const char *because_word(int i)
{
    return because_words[i];
}

const char *criterion_word(int i)
{
    return criterion_words[i];
}

const char *draft_step_word(int i)
{
    return draft_step_words[i];
}

const char *draft_step_state_word(int i)
{
    return draft_step_state_words[i];
}

const char *waiver_word(int i)
{
    return waiver_words[i];
}

const char *editors_word(int i)
{
    return editors_words[i];
}

const char *draft_outcome_word(int i)
{
    return draft_outcome_words[i];
}

const char *cause_word(int i)
{
    return cause_words[i];
}

const char *tried_word(int i)
{
    return tried_words[i];
}

const char *willing_word(int i)
{
    return willing_words[i];
}

const char *option_role_word(int i)
{
    return option_role_words[i];
}

const char *relation_word(int i)
{
    return relation_words[i];
}

const char *channel_word(int i)
{
    return channel_words[i];
}

const char *scale_end_word(int i)
{
    return scale_end_words[i];
}

const char *leaving_word(int i)
{
    return leaving_words[i];
}

const char *statement_kind_word(int i)
{
    return statement_kind_words[i];
}

const char *later_word(int i)
{
    return later_words[i];
}

const char *team_word(int i)
{
    return team_words[i];
}

const char *confirmation_word(int i)
{
    return confirmation_words[i];
}

int word_index(const char *const *table, int count, const char *word)
{
    for (int i = 0; i < count; i++)
        if (strcmp(table[i], word) == 0)
            return i;
    return -1;
}
