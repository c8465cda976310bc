/* What people ask for. Parsed from the wire by command_parse(); the commands of the system (hums
 * that were measured, people who left) are made in code and cannot come by wire. */
#ifndef HUMROOM_CORE_COMMAND_H
#define HUMROOM_CORE_COMMAND_H

#include "core/event.h"
#include "core/json.h"

enum command_kind {
    /* participants */
    COMMAND_JOIN,
    COMMAND_LEAVE,
    COMMAND_RENAME,
    COMMAND_ANSWER,
    COMMAND_SAY,
    COMMAND_EDIT_LINE,
    COMMAND_DELETE_LINE,
    COMMAND_QUEUE_JOIN,
    COMMAND_QUEUE_LEAVE,
    /* chair and scribe */
    COMMAND_QUEUE_ADD,
    COMMAND_QUEUE_NEXT,
    COMMAND_READ_OUT,
    COMMAND_SETTLE,
    /* the chair's meeting */
    COMMAND_PREPARE,
    COMMAND_EDIT,
    COMMAND_MOVE,
    COMMAND_PREVIEW,
    COMMAND_HATS,
    COMMAND_MERGE,
    COMMAND_SPLIT,
    COMMAND_IRREGULARITY,
    COMMAND_SET_ASIDE,
    COMMAND_TAKE_BACK,
    COMMAND_HAND_OVER,
    COMMAND_RENEW,
    COMMAND_ATTEND,
    COMMAND_DUTY,
    COMMAND_ASK,
    COMMAND_VOLUNTEER,
    COMMAND_DRAW_COMMIT,
    COMMAND_DRAW_REVEAL,
    COMMAND_HUM,
    COMMAND_HUM_END,
    COMMAND_HUM_VOID,
    COMMAND_EVERYONE,
    COMMAND_CALL,
    COMMAND_HEAR,
    COMMAND_PEOPLE,
    COMMAND_VOID,
    COMMAND_ISSUE,
    COMMAND_ISSUE_STATE,
    COMMAND_CHALLENGE,
    COMMAND_CHALLENGE_ANSWER,
    COMMAND_HANDS,
    COMMAND_POSITION,
    COMMAND_INTERRUPT,
    COMMAND_CRITERION,
    COMMAND_STEP,
    COMMAND_WILLING,
    COMMAND_CLOSING,
    COMMAND_CLOSING_CANCEL,
    COMMAND_CLOSE,
    COMMAND_SHOW,
    COMMAND_STATE,
    COMMAND_DECLARE,
    COMMAND_END,
    /* afterwards, on the list */
    COMMAND_MARK,
    COMMAND_SENT,
    COMMAND_DEADLINE,
    COMMAND_CONFIRM,
    /* the system's own; no word on the wire */
    COMMAND_OPEN,
    COMMAND_RESUME,
    COMMAND_WINDOW_ENDED,
    COMMAND_MEASURED,
    COMMAND_GONE,
    COMMAND_BACK,
    COMMAND_CLOSE_DUE, /* the countdown is over */
    COMMAND_SCALE_END,
    COMMAND_IMPORT, /* a line of another chat */
    COMMAND_KIND_COUNT,
    COMMAND_WIRE_COUNT = COMMAND_OPEN
};

/* Fields that a command does not have are zero / "" / -1 as noted. Texts belong to the arena of the
 * command. */
struct command {
    struct arena arena;
    uint8_t id[COMMAND_ID_LEN];
    bool has_id;
    uint64_t content;       /* of the bytes, to tell a resend from an id used twice */
    int kind;               /* enum command_kind */
    uint32_t question, run; /* 0: not given */
    int32_t
        option; /* index; ANSWER_NO_OPINION, ANSWER_WITHDRAWN for answers; INT32_MIN: not given */
    const char *text;   /* question, chat line, remark, words */
    const char *reason; /* also `why` */
    const char *by;     /* who asks, worded, states; "" */
    /* join */
    const char *name, *affiliation;
    bool in_room, note_well;
    /* prepare */
    int question_kind;
    uint32_t option_count;
    const char **options;
    bool no_dont_care, no_something_else;
    int relation;
    uint32_t of_question, of_run;
    int sides; /* enum sides */
    bool several, chat_counted, has_chat_counted;
    uint32_t votes; /* of plurality: 1 or 2 */
    const char *draft, *who_counts, *agreement, *on_list, *links;
    int drawing, grounds; /* of draw: enum drawing, enum grounds */
    uint32_t pick;        /* of draw: how many; 0: not given */
    const char *source;   /* of draw: where the public value comes from */
    int because;          /* ask: enum because */
    const char *value;    /* draw-reveal: the public value */
    /* draw-commit: DRAW_SEED_LEN bytes of chance, set by who takes the command from the wire */
    const uint8_t *seed;
    /* adopt, withdraw: criteria, steps, people who are willing */
    uint32_t draft_count;
    const char **drafts;
    const char *adopted, *events, *until;
    bool care, has_willing;
    uint32_t outcomes, cause, tried, willing;            /* bits */
    int criterion, step, step_state, waived_by, editors; /* -1: not given; the last two 0 */
    uint32_t into;                                       /* merge: who stands for both */
    int role;             /* hand-over, renew: enum role; -1: not given */
    const char *secret;   /* renew, of chair and scribe: drawn by the page */
    uint32_t before;      /* move: the question before which it stands then */
    uint32_t hats;        /* bits of enum hat */
    bool off;             /* attend, duty: taken off again */
    int duty;             /* enum duty, -1 */
    bool hat_off;         /* say, position: the chair speaks as a participant */
    uint32_t line, entry; /* of the chat, of the queue */
    /* declare */
    const char *words, *since; /* the outcome's words; since when nobody spoke */
    int basis;                 /* enum basis */
    /* issues and challenges */
    uint32_t issue, challenge,
        of_person;                   /* of_person: who raised what the chair or scribe enters */
    int issue_state, challenge_kind; /* -1: not given */
    int way, interrupt;              /* position, interrupt; -1: not given */
    const char *decision, *process, *next;
    /* answer */
    uint32_t also; /* bits of further options */
    /* hear, people */
    int heard;
    int64_t count;
    /* state, mark */
    uint32_t statement_count;
    struct statement *statements;
    bool to_confirm, has_to_confirm;
    /* sent, deadline, confirm */
    const char *message_id;
    const char *date; /* "2026-11-22" or with time "2026-11-22T10:00:00Z" */
    int as;           /* enum confirmation, -1 */
    /* the system's */
    const char *identity, *log_source, *log_place, *source_id,
        *own;                    /* import; own: of a message its author's lines */
    int64_t said_us, arrived_us; /* import: when it was said or edited last; when it came there */
    int64_t said_within_us;      /* and within how long from then, where the log says no more */
    int read_as;                 /* import: enum chat_result where it need not be read, else -1 */
    bool deleted;
    const struct hum *hum;        /* COMMAND_MEASURED */
    const struct hum_part *parts; /* COMMAND_MEASURED by several microphones: what each has; hum
                                     says the window only */
    uint32_t part_count;
    const struct sound_info *sound;
    const char *analyser;
    uint32_t window, person;
    int leaving;
    const struct meeting_plan *plan; /* COMMAND_OPEN */
};

/* The command's word on the wire: "answer". NULL for the system's own. */
const char *command_word(int kind);

/* Bytes of a frame -> command. REFUSED_MALFORMED, REFUSED_TOO_LARGE, REFUSED_UNKNOWN_COMMAND,
 * REFUSED_BAD_VALUE, REFUSED_TEXT_*, FAILED_NO_MEMORY. On a refusal behind a readable id, id and
 * has_id are set all the same, so that the sender can be answered. Release with command_release()
 * in any case. */
CHECKED enum status command_parse(const char *bytes, size_t len, struct command *out);
CHECKED enum status command_read(const struct json *object,
                                 struct command *out);        /* the same from a parsed object */
void command_init(struct command *c, enum command_kind kind); /* for commands made in code */
void command_release(struct command *c);                      /* accepts NULL and zeroed */

#endif
