/* The words of the field, as enums and tables. A table's word is what stands in the record, on the
 * wire and in JSON; pages and minutes may say more. Tables are indexed by the enum and have its
 * COUNT entries; none is NULL. */
#ifndef HUMROOM_CORE_WORDS_H
#define HUMROOM_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum role {
    ROLE_NOBODY,
    ROLE_SCREEN,
    ROLE_PARTICIPANT,
    ROLE_SCRIBE,
    ROLE_CHAIR,
    ROLE_SYSTEM,
    ROLE_COUNT
};
enum question_kind {
    QUESTION_FOR_AGAINST,
    QUESTION_OPTIONS,
    QUESTION_OBJECTIONS,
    QUESTION_LIVE_WITH,
    QUESTION_READ,
    QUESTION_READY,
    QUESTION_PLURALITY,
    QUESTION_DRAW,
    QUESTION_ADOPT,
    QUESTION_WITHDRAW,
    QUESTION_DECLARE,
    QUESTION_KIND_COUNT
};
enum issue_state {
    ISSUE_OPEN,
    ISSUE_ACCOMMODATED,
    ISSUE_NOT_ACCOMMODATED,
    ISSUE_ON_RECORD,
    ISSUE_WITHDRAWN,
    ISSUE_STATE_COUNT
};
/* What is asked of the chair: a hum, a call on the list from scratch, the reason, or a challenge.
 */
enum challenge_kind {
    CHALLENGE_ASK_HUM,
    CHALLENGE_ASK_LIST,
    CHALLENGE_ASK_REASON,
    CHALLENGE_DECISION,
    CHALLENGE_KIND_COUNT
};
/* How a position that chair or scribe enters was given. */
enum way { WAY_MICROPHONE, WAY_PRIVATE, WAY_COUNT };
/* What a participant says to the chair of an open question, in one line. */
enum interrupt_kind { INTERRUPT_WORDING, INTERRUPT_OPTION, INTERRUPT_FLAW, INTERRUPT_KIND_COUNT };
/* What somebody volunteered for: taking notes, watching the chat. */
enum duty { DUTY_NOTES, DUTY_CHAT, DUTY_COUNT };
/* What a person is beside a participant; each may speak and answer as one, marked. */
enum hat { HAT_CHAIR, HAT_AUTHOR, HAT_AREA_DIRECTOR, HAT_SECRETARY, HAT_DELEGATE, HAT_COUNT };
/* How the sides of for-against are asked: for first, against first, in both orders, or one of them
 * only. */
enum sides {
    SIDES_BOTH,
    SIDES_TURNED,
    SIDES_BOTH_WAYS,
    SIDES_FOR_ALONE,
    SIDES_AGAINST_ALONE,
    SIDES_COUNT
};
/* What an outcome that is stated without asking rests on. */
enum basis { BASIS_NONE, BASIS_DISCUSSION, BASIS_MICROPHONE, BASIS_SILENCE, BASIS_COUNT };
/* How a question of kind draw is settled: a coin, the chair picks one, the short straw, at random,
 * or by RFC 3797 from public sources alone. */
enum drawing {
    DRAWING_NONE,
    DRAWING_COIN,
    DRAWING_CHAIR,
    DRAWING_STRAW,
    DRAWING_RANDOM,
    DRAWING_RFC3797,
    DRAWING_COUNT
};
/* Why a coin or the chair may settle it: a minor choice, or options that are balanced in support
 * and trade-offs. */
enum grounds { GROUNDS_NONE, GROUNDS_MINOR, GROUNDS_BALANCED, GROUNDS_COUNT };
/* Why a question is asked again: its wording, the order of its options, the crowd (who was there),
 * something for the chair to know. */
enum because {
    BECAUSE_NONE,
    BECAUSE_WORDING,
    BECAUSE_ORDER,
    BECAUSE_CROWD,
    BECAUSE_IRREGULARITY,
    BECAUSE_COUNT
};
/* What is gone through before a draft is adopted, with a note each; the last one before a draft is
 * withdrawn. */
enum criterion {
    CRITERION_MILESTONE,
    CRITERION_SCOPE,
    CRITERION_PURPOSE,
    CRITERION_USEFUL,
    CRITERION_QUALITY,
    CRITERION_OBJECTIONS,
    CRITERION_TIMELY,
    CRITERION_STATUS,
    CRITERION_IPR,
    CRITERION_CONFLICT,
    CRITERION_SUPPORT,
    CRITERION_IDNITS,
    CRITERION_COMPLETION,
    CRITERION_COUNT
};
/* What is done around an adoption or a withdrawal; none of it must be. */
enum draft_step {
    DRAFT_STEP_CHANGE_CONTROL,
    DRAFT_STEP_IPR,
    DRAFT_STEP_AREA_DIRECTOR,
    DRAFT_STEP_CALL,
    DRAFT_STEP_RESULT,
    DRAFT_STEP_EDITORS,
    DRAFT_STEP_NAME,
    DRAFT_STEP_REPLACED_BY,
    DRAFT_STEP_RETURNED,
    DRAFT_STEP_COUNT
};
enum draft_step_state {
    DRAFT_STEP_OPEN,
    DRAFT_STEP_DONE,
    DRAFT_STEP_NOT_NEEDED,
    DRAFT_STEP_STATE_COUNT
};
/* Why a step is not needed. */
enum waiver {
    WAIVER_NONE,
    WAIVER_CHARTER,
    WAIVER_SPLIT,
    WAIVER_MERGE,
    WAIVER_CHAIRS,
    WAIVER_COUNT
};
enum editors { EDITORS_NONE, EDITORS_SAME, EDITORS_NEW, EDITORS_COUNT };
/* What can become of competing drafts. */
enum draft_outcome {
    DRAFTS_ONE,
    DRAFTS_BOTH,
    DRAFTS_MERGE,
    DRAFTS_FOLD_IN,
    DRAFTS_REPLACE,
    DRAFTS_SECOND,
    DRAFTS_WAIT,
    DRAFTS_NONE,
    DRAFT_OUTCOME_COUNT
};
/* Why a draft is to be withdrawn: lack of it. What was tried before. */
enum cause { CAUSE_INTEREST, CAUSE_EFFORT, CAUSE_CONSENSUS, CAUSE_COUNT };
enum tried { TRIED_REVIEWS, TRIED_EDITORS_ADDED, TRIED_EDITORS_REPLACED, TRIED_COUNT };
/* What somebody is willing to do for a draft. */
enum willing { WILLING_REVIEW, WILLING_EDIT, WILLING_IMPLEMENT, WILLING_COUNT };
/* What an answer needs beside itself. */
enum wants { WANTS_NOTHING, WANTS_REASON_OFFERED, WANTS_REASON, WANTS_COUNT };
enum option_role {
    OPTION_NAMED,
    OPTION_DONT_CARE,
    OPTION_SOMETHING_ELSE,
    OPTION_NONE, /* none of competing drafts */
    OPTION_ROLE_COUNT
};
enum relation {
    RELATION_NONE,
    RELATION_FOLLOWS,
    RELATION_RESTATES,
    RELATION_AGAIN,
    RELATION_COUNT
};
enum queue_state { QUEUE_WAITING, QUEUE_LEFT, QUEUE_SPEAKING, QUEUE_SPOKEN, QUEUE_STATE_COUNT };
enum channel { CHANNEL_HAND, CHANNEL_CHAT, CHANNEL_COUNT };
enum run_state { RUN_OPEN, RUN_CLOSED, RUN_STATE_COUNT };
enum hum_phase { HUM_RUNNING, HUM_CHECKING, HUM_FINAL, HUM_PHASE_COUNT };
enum scale_end {
    SCALE_END_DEVICE,
    SCALE_END_GAIN,
    SCALE_END_COUNT
}; /* why the room's scale holds no more */
enum leaving { LEAVING_LEFT, LEAVING_CONNECTION, LEAVING_COUNT };
enum statement_kind {
    STATEMENT_CONSENSUS,
    STATEMENT_NO_CONSENSUS,
    STATEMENT_NOT_ENOUGH_INTEREST,
    STATEMENT_DEFERRED,
    STATEMENT_REFERRED,
    STATEMENT_REWORDED,
    STATEMENT_VOID,
    STATEMENT_PLURALITY,
    STATEMENT_DRAW,
    STATEMENT_EDITOR,
    STATEMENT_KIND_COUNT
};
/* Where to a question is deferred. */
enum later { LATER_NONE, LATER_LIST, LATER_MEETING, LATER_COUNT };
/* To whom a question is referred: an external or mixed review team, a design team. */
enum team { TEAM_NONE, TEAM_EXTERNAL, TEAM_MIXED, TEAM_DESIGN, TEAM_COUNT };
enum confirmation {
    CONFIRMATION_NOT_NEEDED,
    CONFIRMATION_TO_CONFIRM,
    CONFIRMATION_SENT,
    CONFIRMATION_CONFIRMED,
    CONFIRMATION_OVER_OBJECTIONS,
    CONFIRMATION_REOPENED,
    CONFIRMATION_OVERTURNED,
    CONFIRMATION_COUNT
};
enum line_kind { LINE_SAID, LINE_OUTCOME, LINE_VOID, LINE_TALLY, LINE_KIND_COUNT };

extern const char *const role_words[ROLE_COUNT];
extern const char *const question_kind_words[QUESTION_KIND_COUNT];
extern const char *const issue_state_words[ISSUE_STATE_COUNT];
extern const char *const challenge_kind_words[CHALLENGE_KIND_COUNT];
extern const char *const way_words[WAY_COUNT];
extern const char *const interrupt_kind_words[INTERRUPT_KIND_COUNT];
extern const char *const duty_words[DUTY_COUNT];
extern const char *const hat_words[HAT_COUNT];
extern const char *const sides_words[SIDES_COUNT];
extern const char *const basis_words[BASIS_COUNT];
extern const char *const drawing_words[DRAWING_COUNT];
extern const char *const grounds_words[GROUNDS_COUNT];
extern const char *const because_words[BECAUSE_COUNT];
extern const char *const criterion_words[CRITERION_COUNT];
extern const char *const draft_step_words[DRAFT_STEP_COUNT];
extern const char *const draft_step_state_words[DRAFT_STEP_STATE_COUNT];
extern const char *const waiver_words[WAIVER_COUNT];
extern const char *const editors_words[EDITORS_COUNT];
extern const char *const draft_outcome_words[DRAFT_OUTCOME_COUNT];
extern const char *const cause_words[CAUSE_COUNT];
extern const char *const tried_words[TRIED_COUNT];
extern const char *const willing_words[WILLING_COUNT];
extern const char *const wants_words[WANTS_COUNT];
extern const char *const option_role_words[OPTION_ROLE_COUNT];
extern const char *const relation_words[RELATION_COUNT];
extern const char *const channel_words[CHANNEL_COUNT];
extern const char *const run_state_words[RUN_STATE_COUNT];
extern const char *const hum_phase_words[HUM_PHASE_COUNT];
extern const char *const scale_end_words[SCALE_END_COUNT];
extern const char *const leaving_words[LEAVING_COUNT];
extern const char *const statement_kind_words[STATEMENT_KIND_COUNT];
extern const char *const later_words[LATER_COUNT];
extern const char *const team_words[TEAM_COUNT];
extern const char *const confirmation_words[CONFIRMATION_COUNT];
extern const char *const line_kind_words[LINE_KIND_COUNT];

/* The same as functions, as the codec's tables want them. */
const char *role_word(int i);
const char *question_kind_word(int i);
const char *issue_state_word(int i);
const char *challenge_kind_word(int i);
const char *way_word(int i);
const char *interrupt_kind_word(int i);
const char *duty_word(int i);
const char *hat_word(int i);
const char *sides_word(int i);
const char *basis_word(int i);
const char *drawing_word(int i);
const char *grounds_word(int i);
const char *because_word(int i);
const char *criterion_word(int i);
const char *draft_step_word(int i);
const char *draft_step_state_word(int i);
const char *waiver_word(int i);
const char *editors_word(int i);
const char *draft_outcome_word(int i);
const char *cause_word(int i);
const char *tried_word(int i);
const char *willing_word(int i);
const char *option_role_word(int i);
const char *relation_word(int i);
const char *channel_word(int i);
const char *leaving_word(int i);
const char *scale_end_word(int i);
const char *statement_kind_word(int i);
const char *later_word(int i);
const char *team_word(int i);
const char *confirmation_word(int i);

/* The index of a word in a table of count words; -1 where it is none of them. */
int word_index(const char *const *table, int count, const char *word);

#endif
