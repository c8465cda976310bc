/* What has happened: a meeting is the list of these, its state their fold. An event is a plain
 * value whose texts belong to the arena of the list it is in. How each is written (canonical JSON)
 * is a table in event.c.
 *
 * A kind's version is part of its name in the record ("answer-given/1"). A field may be added to a
 * kind when old events mean the same without it; else the kind gets a new version and the old one
 * is read for ever. */
#ifndef HUMROOM_CORE_EVENT_H
#define HUMROOM_CORE_EVENT_H

#include "core/arena.h"
#include "core/digest.h"
#include "core/hum.h"
#include "core/microphones.h"
#include "core/sound.h"
#include "core/words.h"

enum {
    OPTIONS_MAX = 16,   /* of one question, "don't care" and "something else" among them */
    STATEMENTS_MAX = 8, /* of one outcome */
    DRAFTS_MAX = 6,     /* that compete in one question */
    CHAIRS_MAX = 16,    /* chairs of a meeting; scribes alike */
    PAIRS_MAX = OPTIONS_MAX * (OPTIONS_MAX - 1) / 2,
    QUESTIONS_MAX = 500,
    PEOPLE_MAX = 100000,
    VOLUNTEERS_MAX = 100, /* of one draw */
    QUEUE_MAX = 10000,

    /* lengths of texts in bytes */
    NAME_BYTES_MAX = 200,
    QUESTION_BYTES_MAX = 2000,
    OPTION_BYTES_MAX = 300,
    DRAFT_BYTES_MAX = 120, /* of one that competes: two fit into an option's name */
    NOTE_BYTES_MAX = 500,  /* of a criterion, of a step */
    LINE_BYTES_MAX = 2000, /* a chat line, a remark, a reason, a sentence of the outcome */

    /* options that are no option, in answers */
    ANSWER_NO_OPINION = -1,
    ANSWER_WITHDRAWN = -2,

    COMMAND_ID_LEN = 16,

    CLOSING_SECONDS = 10, /* from the announcement to the close */

    CALL_DAYS = 14, /* of a call on the list: silence of two weeks or more is consent */
};

enum event_kind {
    EVENT_MEETING_OPENED,
    EVENT_MEETING_RESUMED,
    EVENT_MEETING_ENDED,
    EVENT_PERSON_JOINED,
    EVENT_PERSON_LEFT,
    EVENT_PERSON_RETURNED,
    EVENT_PERSON_ENTERED,
    EVENT_PERSON_RENAMED,
    EVENT_PEOPLE_MERGED,
    EVENT_PERSON_SPLIT,
    EVENT_ROLE_GIVEN,
    EVENT_LINK_RENEWED,
    EVENT_DUTY_TAKEN,
    EVENT_QUESTION_PREPARED,
    EVENT_QUESTION_ASKED,
    EVENT_CLOSING_ANNOUNCED,
    EVENT_CLOSING_CANCELLED,
    EVENT_QUESTION_CLOSED,
    EVENT_RESULTS_SHOWN,
    EVENT_VOLUNTEERED,
    EVENT_DRAW_COMMITTED,
    EVENT_DRAW_REVEALED,
    EVENT_HUM_STARTED,
    EVENT_HUM_ENDED,
    EVENT_HUM_MEASURED,
    EVENT_HUMS_COMPARED,
    EVENT_HEARD_ENTERED,
    EVENT_PEOPLE_TOLD,
    EVENT_SCALE_ENDED,
    EVENT_OPTION_CALLED,
    EVENT_CHAT_SAID,
    EVENT_PERSON_IMPORTED,
    EVENT_CHAT_IMPORTED,
    EVENT_LINE_EDITED,
    EVENT_LINE_DELETED,
    EVENT_LINE_SETTLED,
    EVENT_TALLY_TOLD,
    EVENT_LINE_READ_OUT,
    EVENT_QUEUE_JOINED,
    EVENT_QUEUE_LEFT,
    EVENT_QUEUE_NEXT,
    EVENT_ANSWER_GIVEN,
    EVENT_POSITION_SET_ASIDE,
    EVENT_IRREGULARITY_TOLD,
    EVENT_OUTCOME_STATED,
    EVENT_CONFIRMATION_MARKED,
    EVENT_CONFIRMATION_SENT,
    EVENT_DEADLINE_CHANGED,
    EVENT_CONFIRMATION_CLOSED,
    EVENT_ISSUE_RAISED,
    EVENT_ISSUE_CHANGED,
    EVENT_CHALLENGE_MADE,
    EVENT_CHALLENGE_ANSWERED,
    EVENT_RUN_VOIDED,
    EVENT_HANDS_COUNTED,
    EVENT_POSITION_ENTERED,
    EVENT_INTERRUPTED,
    EVENT_QUESTION_EDITED,
    EVENT_QUESTION_MOVED,
    EVENT_QUESTION_PREVIEWED,
    EVENT_PERSON_MARKED,
    EVENT_CRITERION_NOTED,
    EVENT_STEP_TAKEN,
    EVENT_WILLING_SAID,
    EVENT_KIND_COUNT
};

/* Text that can be taken out again: the body holds key and digest, the text lies in a table of its
 * own. key 0: no text. text NULL: it was deleted on request, or not yet fetched. */
struct personal {
    int64_t key;
    const char *text;
    struct digest digest; /* of salt and text; set when the event is sealed or read */
};

struct named_person {
    struct personal name, mail;
}; /* a chair or scribe of the invitation; mail.key 0: none */
struct new_option {
    const char *name;
    int role;
}; /* role: enum option_role */
struct drawn {
    uint32_t number;
}; /* of the pool, from 1 */
struct new_draft {
    const char *name;
};
/* enum statement_kind; option -1: none; texts "". who: an editor, members of a team. date: of a
 * deferral or a report. missing: what a deferred question still needs; to: where it is deferred to,
 * enum later. team: to which it is referred, enum team. */
struct statement {
    int kind, to, team;
    int32_t option;
    const char *text, *who, *date, *missing;
};

/* A kind a line reads better. */
/* clang-format off */
/* Enums are held as int: the codec writes them through the words' tables. question and run count from 1, an option
 * is its index in the question's list. */
struct event {
    int64_t seq;
    int64_t time_us;
    int kind;                   /* enum event_kind */
    /* Of the first event of a command that came by wire: who sent what, so that it is never done twice. */
    bool has_command;
    uint8_t command_id[COMMAND_ID_LEN];
    uint64_t command_content;   /* first 8 bytes of the SHA-256 of its content */
    uint32_t command_who;       /* person; or SENDER_* */
    union {
        struct { const char *title, *group, *kind, *start, *zone, *list, *note_well_url, *note_well_version, *version;
            int32_t offset_minutes, length_minutes; /* length: planned; 0: not said */
            uint32_t chair_count, scribe_count;
            struct named_person *chairs, *scribes; } opened;
        struct { const char *version; } resumed;
        struct { uint32_t person, link; struct personal name, affiliation; bool in_room; const char *note_well; } joined;
        struct { uint32_t person; int why; } left; /* enum leaving; also person-returned */
        /* Without a device: on the blue sheet by chair or scribe. A number that is there: corrected, or taken off. */
        struct { uint32_t person; struct personal name, affiliation; bool off; } entered;
        struct { uint32_t person; struct personal name, affiliation; } renamed;
        /* Two who are one: person's links and answers are those of `into` from now on, until a split. */
        struct { uint32_t person, into; const char *reason, *by; } merged;
        struct { uint32_t person; const char *reason, *by; } split; /* on their own again */
        struct { uint32_t person; int role; bool off; const char *by; } role_given; /* chair or scribe */
        struct { int role; const char *by; } renewed; /* the link of that role; the old one is no more */
        /* entry: the number of a new one; off: of the one that is over. person 0: name says who. */
        struct { uint32_t entry, person; struct personal name; int duty; bool off; } duty;
        struct { uint32_t question; int kind; const char *text, *worded_by; uint32_t option_count;
            struct new_option *options; int relation; uint32_t of_question, of_run;
            int sides;                        /* enum sides, of for-against */
            bool several, chat_counted;       /* one may hum or answer for several; of plurality: chat is counted */
            uint32_t votes;                   /* of plurality: 1 or 2 each; else 0 */
            const char *draft, *who_counts, *agreement; /* of read; of plurality */
            const char *on_list, *links;      /* what was said on the list so far; links, blanks between */
            int drawing, grounds; uint32_t pick; const char *source; /* of draw: enum drawing, enum grounds; how many, from where the value comes */
            uint32_t draft_count; struct new_draft *drafts; /* that compete; of adopt */
            const char *adopted;              /* the draft that the group has already; of adopt */
            bool care;                        /* of adopt: it stays an individual's draft, under the group's care */
            uint32_t cause, tried;            /* of withdraw: bits of enum cause, enum tried */
            const char *events;               /* of withdraw: what happened, as explained with the call */
            int basis; const char *since; } prepared;   /* also edited. basis: of declare, enum basis; and since when nobody spoke */
        struct { uint32_t question, run; int64_t closes_us; const char *by; bool restart; } closing; /* also cancelled; restart: by one */
        struct { uint32_t question, run; const char *by; int because; const char *why; } asked; /* also closed, shown; by "" where not said; because: enum because, of asked */
        struct { uint32_t question, run, person; struct personal name; uint32_t out; } volunteered; /* name: as in the pool; out: number of the one that is taken back, of all in the meeting; 0: none */
        struct { uint32_t question, run; const char *commitment; struct personal seed; } committed; /* SHA-256 of the seed; both in hex */
        struct { uint32_t question, run; const char *value, *seed; uint32_t picked_count; struct drawn *picked; } revealed;
        struct { uint32_t question, run, option, window; } hum_started; /* all 0 but window: everybody hums once */
        struct { int why; } scale_ended; /* enum scale_end */
        struct { uint32_t question, run; int32_t option; } called; /* without a meter; -1: the call is over */
        struct { uint32_t window; } hum_ended;
        struct { uint32_t question, run, option; struct hum *hum; int source; /* enum sound_source */
            const char *device, *api, *analyser;
            uint32_t part_count; struct hum_part *parts; } hum; /* of several microphones, hum their mean; else none */
        struct { uint32_t question, run, people; uint32_t pair_count; struct pair *pairs; } compared; /* numbers: options */
        struct { uint32_t question, run, option; int heard; } heard;
        struct { uint32_t count; } people; /* in the room, as the chair says; 0: not known */
        struct { uint32_t line, person; int role; struct personal text; bool held, hat_off; /* held: it answers the open question */
            bool mic; int unsure; } said;      /* mic: to be read out at the microphone; unsure: enum chat_result, or 0 */
        struct { uint32_t person, link; struct personal name, identity; } person_imported; /* identity: "irc:net/nick" */
        struct { uint32_t line, person, question, run; const char *source, *place; struct personal id, text;
            int64_t said_us; bool held; int unsure; } imported; /* of another chat; source and id: never twice in a run;
            place: the topic there, or "" */
        struct { uint32_t line; struct personal text; bool held, mic; int unsure; } edited; /* as said */
        struct { uint32_t line; int32_t option; int role; const char *by; } settled; /* ANSWER_WITHDRAWN: no position */
        struct { uint32_t question, run; const char *words; bool shown; } tally; /* shown: to everybody, else to staff */
        struct { uint32_t line; } read_out;    /* also deleted */
        struct { uint32_t entry, person; struct personal name, about; } queue_joined; /* person 0: name says who */
        struct { uint32_t entry; } queue;     /* left, next; of next 0: nobody has the floor */
        struct { uint32_t question, run, person, link, line; int channel; int32_t option; struct personal remark;
            uint32_t also; } answer; /* also: bits of further options that the same answer is for */
        struct { uint32_t question, run, person; const char *reason, *by; bool off; } set_aside; /* what stands of the person is not counted; off: taken back in */
        struct { uint32_t entry, question, run; struct personal text; } told; /* question 0: of the meeting */
        struct { uint32_t question, run; uint32_t statement_count; struct statement *statements;
            const char *words, *reason, *by; bool to_confirm; uint32_t open_issues; } outcome; /* open when it was stated */
        struct { uint32_t question, run; bool to_confirm; } marked;
        struct { uint32_t question, run; const char *message_id; int64_t sent_us, deadline_us; const char *why; } sent;
        /* question 0: of the meeting, not of a run. person 0: not joined, or no person; then name says who. */
        struct { uint32_t issue, question, run, person; struct personal name, what; bool by_answer; } issue;
        struct { uint32_t issue; int state; const char *how, *by; } issue_changed; /* state: enum issue_state */
        struct { uint32_t challenge, question, run, person; int kind; /* enum challenge_kind */
            struct personal text, decision, process; } challenge; /* of the decision, and of how it was reached */
        struct { uint32_t challenge; const char *words, *next, *by; } challenge_answered;
        struct { uint32_t question, run; const char *reason, *by; } voided;
        struct { uint32_t question, run, option, count; } hands; /* of the room, counted by the chair */
        struct { uint32_t question, run, person; int32_t option; int way; /* enum way; person 0: name says who */
            struct personal name, remark; bool hat_off;
            int role; const char *by; } position; /* role and name of who entered it; ROLE_NOBODY, "": not known */
        struct { uint32_t question, run, person; int kind; struct personal text; } interrupt; /* enum interrupt_kind */
        struct { uint32_t question, before; } moved; /* before 0: to the end; also previewed, question 0: no more */
        struct { uint32_t person, hats; } person_marked; /* hats: bits of enum hat */
        struct { uint32_t question; int criterion; const char *draft, *note; } criterion; /* draft "": of all of them */
        struct { uint32_t question; int step, state, waiver, editors; const char *draft, *text;
            int64_t date_us, until_us; } step; /* draft: as above; text: a note, editors, a name; until: of a call; 0: not said */
        struct { uint32_t question, run, person, willing; struct personal name; const char *draft; bool entered; } willing; /* bits; draft: as above; entered by chair or scribe */
        struct { uint32_t question, run; int as; const char *why, *by; } confirmed; /* as: enum confirmation */
    };
};
/* clang-format on */

/* Who sends commands beside persons (numbered 1..PEOPLE_MAX). */
enum {
    SENDER_NOBODY = 0,
    SENDER_CHAIR = 0x7f000001,
    SENDER_SCRIBE = 0x7f000002,
    SENDER_SYSTEM = 0x7f000003
};

/* Events with what they point to. Zeroed is empty. */
struct event_list {
    struct event *items;
    size_t count, capacity;
    struct arena arena;
};

/* A zeroed event of the kind at the end; NULL: no memory. */
struct event *event_add(struct event_list *l, enum event_kind kind);
void event_list_release(struct event_list *l); /* accepts NULL */

/* "5f0c..." of 32 hex digits <-> id of a command. */
void command_id_hex(const uint8_t id[COMMAND_ID_LEN], char out[2 * COMMAND_ID_LEN + 1]);
bool command_id_from_hex(const char *hex, uint8_t id[COMMAND_ID_LEN]);

/* "answer-given/1"; never NULL. */
const char *event_kind_name(int kind);

/* The personal texts of an event, at most limit of them; returns how many. For sealing and for
 * fetching. */
size_t event_personals(struct event *e, struct personal **out, size_t limit);
enum { PERSONALS_MAX = 4 * CHAIRS_MAX };

/* Event -> canonical JSON body on the heap (the caller frees). Personal digests must be set. */
CHECKED enum status event_encode(const struct event *e, char **body, size_t *len);

/* A row of the record -> event at the end of the list, its personal texts not yet fetched (text
 * NULL). REFUSED_RECORD_NEWER: unknown kind. REFUSED_RECORD_DAMAGED: the body does not fit the
 * kind. */
CHECKED enum status event_decode(struct event_list *l, int64_t seq, int64_t time_us,
                                 const char *kind, const char *body, size_t len);

#endif
