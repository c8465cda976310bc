/* The state of a meeting: the fold of its events. Plain values and offsets into one pool of text,
 * no pointers between them, so that a copy is a handful of memcpy()s (the loop keeps two: durable
 * and tentative).
 *
 * Reading is free; only meeting_apply() changes it. Pure; one thread at a time. */
#ifndef HUMROOM_CORE_MEETING_H
#define HUMROOM_CORE_MEETING_H

#include "core/event.h"

typedef uint32_t text_ref; /* into the pool; 0 is "" */

struct person { /* number = index + 1 */
    text_ref name, affiliation, note_well;
    uint64_t look;  /* look_of_name() of the name */
    uint64_t whole; /* look_of_whole_name() of it */
    int64_t joined_us;
    uint32_t link;     /* the link they joined by, from 1; 0: entered */
    bool entered;      /* without a device, by chair or scribe: never present, in no count */
    text_ref identity; /* of another chat: "irc:net/nick"; 0: joined here */
    bool off;          /* not on the blue sheet: entered by mistake, or known by what they said */
    bool spoken;       /* named before all by what chair or scribe entered for them */
    bool confided;     /* chair entered what they told privately */
    bool in_room;      /* said that they are in the room, by any of their links */
    bool said_in_room; /* by the link they joined by */
    uint32_t into;     /* the person whom they are one with; 0: they stand for themselves */
    bool here;         /* of who is one with another: was present when that was said */
    uint32_t members;  /* others who are one with them */
    uint32_t roles;    /* bits of enum role that the chair has handed to them */
    bool present;      /* has not left */
    uint32_t hats;     /* bits of enum hat, of all who are one with them */
    uint32_t own_hats; /* their own */
    uint32_t
        answer; /* index + 1 of their answer that stands in the newest run they answered; 0: none */
};

struct option {
    text_ref name;
    enum option_role role;
};

struct question { /* number = index + 1 */
    enum question_kind kind;
    text_ref text, worded_by;
    uint32_t first_option, option_count; /* in options */
    enum relation relation;
    uint32_t of_question, of_run;
    uint32_t run_count;
    uint32_t newest_run; /* index + 1 in runs; 0: never asked */
    enum sides sides;
    bool several, chat_counted;
    uint32_t votes;
    text_ref draft, who_counts, agreement, since, on_list, links, source;
    enum drawing drawing;
    enum grounds grounds;
    uint32_t pick; /* of a draw: how many */
    enum basis basis;
    uint32_t first_draft, draft_count; /* in drafts: those that compete */
    text_ref adopted, events;
    bool care;
    uint32_t cause, tried; /* bits */
    int64_t prepared_us;
};

enum { COUNT_SLOTS = OPTIONS_MAX + 1, SLOT_NO_OPINION = OPTIONS_MAX };
enum place { PLACE_REMOTE, PLACE_ROOM, PLACE_COUNT };

/* A run: one asking of a question. Never overwritten. */
struct run {
    uint32_t question, run; /* numbers */
    enum run_state state;
    bool shown;
    int64_t asked_us, closed_us, shown_us;
    text_ref asked_by, why; /* why: a line on why it is asked again */
    enum because because;
    uint32_t draw;        /* index + 1 in draws: what was committed to; 0: nothing yet */
    uint32_t people_told; /* in the room, when it was asked or told since; 0: not known */
    /* answers that stand, [option or SLOT_NO_OPINION][channel][place]; people in the room are
     * listed apart */
    uint32_t counts[COUNT_SLOTS][CHANNEL_COUNT][PLACE_COUNT];
    uint32_t called;    /* index + 1 of the option that is called for by ear; 0: none, or closed */
    uint32_t by_ear;    /* bits of the options that were called so */
    uint32_t answered;  /* people with an answer that stands */
    uint32_t set_aside; /* people whose position the chair has set aside: in no other count */
    uint32_t first_answer;                 /* in answers: those of this run are there or behind */
    uint32_t first_present, present_words; /* in at_close: who was present then, a bit each */
    int64_t closes_us;                     /* it was announced that it closes then; 0: it was not */
    uint32_t present, in_room,
        no_hand; /* people, when it was closed; while open see meeting_run_*() */
    enum heard heard[OPTIONS_MAX];
    uint32_t
        room_hands[OPTIONS_MAX]; /* hands in the room as the chair counted, + 1; 0: not counted */
    uint32_t entered[COUNT_SLOTS]
                    [WAY_COUNT]; /* positions that chair or scribe entered; in no other count */
    uint32_t compared;           /* index + 1 of the newest comparison; 0: none */
    uint32_t outcome;            /* index + 1 of the newest outcome; 0: not stated */
    /* confirmation on the list */
    text_ref void_reason, void_by;
    int64_t voided_us; /* 0: it is not void */
    enum confirmation confirmation;
    text_ref message_id, deadline_why, confirm_why, confirm_by;
    int64_t sent_us, deadline_us, confirmed_us;
};

struct meeting_hum {
    uint32_t question, run, option; /* question 0: everybody hummed once */
    uint32_t take;                  /* 1, 2, ... of this option in this run */
    enum hum_phase phase;
    int64_t started_us;
    struct hum hum; /* when final; hum.window always */
    enum sound_source source;
    text_ref device, api;
    struct microphone_spread spread;
    struct microphone_figures figures;
};

struct comparison {
    uint32_t question, run, people;
    uint32_t first_pair, pair_count;
};

struct answer {
    uint32_t question, run, person, link;
    uint32_t line; /* of the chat, 0: by hand */
    enum channel channel;
    int32_t option;
    uint32_t also; /* bits of further options */
    text_ref remark;
    uint64_t look; /* look_of_remark() of it */
    int64_t seq, time_us;
};

struct line { /* of the chat; number = index + 1 */
    enum line_kind kind;
    uint32_t person; /* 0: chair, scribe or outcome */
    enum role role;
    text_ref text;
    int64_t time_us;
    uint32_t held_by; /* index + 1 of the run whose result it would give away; 0: public from the
                         start */
    bool published;
    bool hat_off;  /* the chair, as a participant */
    bool mic;      /* to be read out at the microphone */
    bool read_out; /* and was */
    bool edited, deleted;
    int64_t seq;          /* of its saying, or its last edit */
    uint32_t run;         /* index + 1 of the run that was open then; 0: none */
    text_ref public_text; /* what everybody sees, once it is published; an edit may be held back */
    int unsure;           /* enum chat_result; 0: it is not */
    uint32_t settled;     /* index + 1 of the newest settlement; 0: not settled */
    text_ref source, source_id; /* of another chat's; 0: said here */
    text_ref place;             /* the topic there; 0: not known */
    uint32_t source_hash;
    bool not_counted; /* unsure when the run closed, of somebody present without an answer */
};

struct settlement { /* of an unsure line: what it is, as chair or scribe said */
    uint32_t line;
    int32_t option; /* ANSWER_WITHDRAWN: no position */
    enum role role;
    text_ref by;
    int64_t time_us;
};

struct queued {      /* who wants to speak; number = index + 1 */
    uint32_t person; /* 0: name says who */
    text_ref name, about;
    enum queue_state state;
    int64_t time_us;
};

struct call {         /* of an option, by a hum or by ear */
    uint32_t run;     /* index + 1 */
    int32_t option;   /* -1: the call, or the hum, is over */
    uint32_t hum;     /* index + 1 of the hum; 0: by ear */
    enum heard heard; /* what the chair heard of it, as entered last */
    int64_t time_us;
};

struct outcome {
    uint32_t question, run;
    uint32_t first_statement, statement_count;
    text_ref words, reason, by;
    int64_t time_us, seq;
    bool to_confirm;
    uint32_t open_issues; /* when it was stated */
    uint32_t earlier;     /* index + 1 of the outcome that this one changed; 0: the first */
};

struct stated {
    enum statement_kind kind;
    int32_t option;
    text_ref text, who, date, missing;
    enum later to;
    enum team team;
};
struct issue {              /* number = index + 1 */
    uint32_t question, run; /* 0: of the meeting */
    uint32_t person;        /* 0: name says who */
    text_ref name, what, how, by;
    enum issue_state state;
    bool by_answer;              /* the reason of an answer */
    int64_t time_us, changed_us; /* changed 0: as it was raised */
};

struct challenge { /* number = index + 1 */
    uint32_t question, run, person;
    enum challenge_kind kind;
    text_ref text, decision, process;
    text_ref words, next, by;     /* of the chair's answer */
    int64_t time_us, answered_us; /* 0: not answered */
};

struct position { /* as chair or scribe entered it; the newest of a person or name stands */
    uint32_t question, run, person; /* person 0: of a record of before names had numbers */
    text_ref name, remark, by;
    enum role role; /* who entered it; ROLE_NOBODY: not known */
    enum way way;
    bool hat_off; /* the chair, as a participant */
    int32_t option;
    int64_t time_us;
};

struct volunteer { /* of a draw, in the order of the pool; who is out is in it no more */
    uint32_t question, run, person; /* person 0: entered by chair or scribe */
    text_ref name;                  /* as in the pool */
    bool out;
};

struct committed {                       /* a draw whose pool is fixed */
    text_ref commitment, seed, value;    /* seed: a secret until the value is there; hex */
    uint32_t first_picked, picked_count; /* in picked; 0: not drawn yet */
};

struct set_aside { /* the newest of a person stands */
    uint32_t question, run, person;
    text_ref reason, by;
    bool off; /* taken back in */
    int64_t time_us;
};

/* Of people, in the order of events: for the minutes. */
struct identity_change {
    uint32_t person, into; /* into 0: split off again */
    text_ref reason, by;
    int64_t time_us;
};

struct told {               /* for the chair to know, learned privately */
    uint32_t question, run; /* 0: of the meeting */
    text_ref text;
    int64_t time_us;
};

struct interrupt { /* number = index + 1 */
    uint32_t question, run, person;
    enum interrupt_kind kind;
    text_ref text;
    int64_t time_us;
};

struct helper {      /* for a duty; number = index + 1 */
    uint32_t person; /* 0: name says who */
    text_ref name;
    enum duty duty;
    bool off; /* no more */
    int64_t time_us, off_us;
};

/* Of adopt and withdraw. One for each criterion and draft, for each step, and for each person or
 * name: the newest. */
struct criterion_note {
    uint32_t question;
    enum criterion criterion;
    text_ref draft, note; /* draft 0: of all of them */
};

struct step_note {
    uint32_t question;
    text_ref draft; /* of several that compete; 0: all of them */
    enum draft_step step;
    enum draft_step_state state;
    enum waiver waiver;
    enum editors editors;
    text_ref text;
    int64_t date_us, until_us; /* 0: not said */
};

struct willing_note {
    uint32_t question, run, person; /* person 0: name says who */
    text_ref name;
    text_ref draft;   /* of several that compete; 0: whichever it is */
    uint32_t willing; /* bits; 0: taken back */
    bool entered;     /* by chair or scribe */
};

struct invited {
    text_ref name, mail;
    bool chair;
};

/* A growing array of plain values. */
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }

struct seen; /* commands already done, by sender and id */

struct meeting {
    int64_t seq, time_us;
    text_ref title, group, kind, start, zone, mail_list, note_well_url, note_well_version;
    int32_t offset_minutes, length_minutes; /* length: as planned; 0: not said */
    int64_t opened_us;
    bool opened, ended;
    int64_t ended_us;
    int64_t personal_key; /* the last one given */
    uint32_t link_count, window_count;
    uint32_t people_told;
    uint32_t present, present_in_room;
    uint32_t imported_count; /* of people: those of other chats */
    uint32_t entered_count;  /* of people: those without a device */
    uint32_t open_run;       /* index + 1 in runs; 0: no question is open */
    uint32_t open_hum;       /* index + 1 in hums of the one that is not final; 0: none */
    uint32_t newest_run;     /* index + 1: the run that pages show; 0: none yet */
    uint32_t
        everyone; /* index + 1 in hums of the hum of everybody that is the room's scale; 0: none */
    bool scale_ended; /* there was one, and it holds no more, because: */
    enum scale_end scale_end;
    LIST(struct invited) invited;
    LIST(struct person) people;
    LIST(struct question) questions;
    LIST(uint32_t) order; /* numbers of questions as the chair has them */
    uint32_t preview;     /* number of the question that participants see beforehand; 0: none */
    LIST(struct option) options;
    LIST(struct run) runs;
    LIST(struct meeting_hum) hums;
    LIST(struct call) calls;
    LIST(struct comparison) comparisons;
    LIST(struct pair) pairs;
    LIST(struct answer) answers;
    LIST(struct line) lines;
    LIST(uint32_t)
    published; /* line numbers in the order in which everybody could see them; the public cursor */
    LIST(uint32_t) changed;        /* numbers of lines that were edited or deleted, once a change */
    LIST(uint32_t) public_changed; /* of those that everybody could see */
    LIST(uint32_t) unsure;         /* numbers of lines that are or were unsure, each once */
    LIST(struct settlement) settlements;
    LIST(uint32_t) mic; /* numbers of the lines to be read out */
    LIST(struct queued) queue;
    uint32_t waiting;  /* entries of the queue that wait */
    uint32_t speaking; /* number of the entry that has the floor; 0: nobody */
    LIST(struct outcome) outcomes;
    LIST(struct stated) stated;
    LIST(struct issue) issues;
    LIST(struct challenge) challenges;
    LIST(struct position) positions;
    LIST(struct interrupt) interrupts;
    LIST(struct set_aside) aside;
    LIST(struct identity_change) identities;
    LIST(struct told) told;
    LIST(uint32_t) at_close; /* bits of people present, by run */
    LIST(struct volunteer) volunteers;
    LIST(struct helper) helpers;
    LIST(struct committed) draws;
    LIST(uint32_t) picked; /* numbers of pools */
    LIST(text_ref) drafts;
    LIST(struct criterion_note) criteria;
    LIST(struct step_note) steps;
    LIST(struct willing_note) willing;
    LIST(struct seen) seen;
    uint32_t seen_used;
    struct microphone_balance balance; /* of several microphones */
    LIST(char) pool;
};

extern const char meeting_removed[]; /* what stands for a personal text that was deleted */

void meeting_init(struct meeting *m);
void meeting_release(struct meeting *m); /* accepts NULL and zeroed */
CHECKED enum status
meeting_copy(struct meeting *to,
             const struct meeting *from); /* `to` is initialised; untouched on failure */

/* One more event. Events come from decide() or from a record that this project wrote: what does not
 * fit the state (an unknown question, a seq out of order) is REFUSED_RECORD_DAMAGED and changes
 * nothing. FAILED_NO_MEMORY. */
CHECKED enum status meeting_apply(struct meeting *m, const struct event *e);

/* Looking. */
const char *meeting_text(const struct meeting *m,
                         text_ref ref); /* never NULL; valid until the next apply */
const struct question *meeting_question(const struct meeting *m, uint32_t number); /* NULL: none */
const struct option *meeting_option(const struct meeting *m, const struct question *q,
                                    uint32_t index); /* NULL: none */
const struct run *meeting_run(const struct meeting *m, uint32_t question,
                              uint32_t run); /* run 0: the newest */
const struct person *meeting_person(const struct meeting *m, uint32_t number);
/* Known by nothing but what they told the chair privately: their name is the chairs' alone. */
bool meeting_confided(const struct person *p);
/* Who is called so, in any case and width (fold_loosely): the only one, several, or nobody. Those
 * who are one are one. confided: also who is known by that alone. person: the first, as themselves
 * (meeting_one() says who stands for them); 0: nobody. */
enum called { CALLED_NOBODY, CALLED_ONE, CALLED_SEVERAL };
enum called meeting_called(const struct meeting *m, const char *name, bool confided,
                           uint32_t *person);
/* Who joined by this link, and who that is now; 0: none. */
uint32_t meeting_joined_by(const struct meeting *m, uint32_t link);
uint32_t meeting_person_of_link(const struct meeting *m, uint32_t link);
/* Who stands for a person: themselves, or whom they were merged into; 0 of 0. */
uint32_t meeting_one(const struct meeting *m, uint32_t person);
/* Who of several that are one can stand for all: 2 who joined here, 1 who was entered without a
 * device, 0 a name of another chat. */
int meeting_rank(const struct person *p);
/* Bits of enum role that the chair has handed to them, by any of their links. */
uint32_t meeting_roles(const struct meeting *m, uint32_t person);
/* Are these the same human, as far as is known? 0 is the same as 0. */
bool meeting_same(const struct meeting *m, uint32_t a, uint32_t b);
/* The answer that stands of whoever stands for this person, by any of their links: the latest, of
 * imported lines by the time at which they were said. NULL: none. It may be withdrawn, or set
 * aside. */
const struct answer *meeting_answer_of(const struct meeting *m, uint32_t person,
                                       const struct run *r);
/* The newest answer of theirs in any run, by any link; NULL: none. */
const struct answer *meeting_last_answer(const struct meeting *m, uint32_t person);
/* The same for all at once: [person], people.count + 1 of them, NULL for who does not stand for
 * themselves or has no answer. */
void meeting_standing(const struct meeting *m, const struct run *r, const struct answer **out);
/* What the chair has set aside of theirs in this run; NULL: nothing, or taken back in. */
const struct set_aside *meeting_aside_of(const struct meeting *m, uint32_t person,
                                         const struct run *r);
uint32_t meeting_run_present(const struct meeting *m,
                             const struct run *r); /* now while open, else at the close */
uint32_t meeting_run_in_room(const struct meeting *m, const struct run *r);
/* Of those present: people without an answer that stands or was set aside. Who answered and left is
 * in neither. */
uint32_t meeting_run_no_hand(const struct meeting *m, const struct run *r);
/* The hum of an option that counts: the newest final one of this run that is not void; NULL: none.
 */
const struct meeting_hum *meeting_hum_of(const struct meeting *m, const struct run *r,
                                         uint32_t option);
/* How often an option had its turn in a run: was hummed for, or called by ear. */
uint32_t meeting_turns(const struct meeting *m, const struct run *r, uint32_t option);
/* The room's scale: a hum of everybody; NULL: none that holds. */
const struct meeting_hum *meeting_everyone(const struct meeting *m);
/* The line of the run that was imported from there; the person who is known by that name of another
 * chat. 0: none. */
uint32_t meeting_imported(const struct meeting *m, const struct run *r, const char *source,
                          const char *id);
uint32_t meeting_person_of_identity(const struct meeting *m, const char *identity);
uint32_t meeting_source_hash(const char *id);
const struct line *meeting_line(const struct meeting *m, uint32_t number); /* NULL: none */
/* Is this line unsure and still to be settled: not deleted, nor settled, nor followed by an answer
 * of the same person? */
bool meeting_to_settle(const struct meeting *m, uint32_t number);
const struct queued *meeting_queued(const struct meeting *m, uint32_t entry); /* NULL: none */
/* The entry of the queue by which this person (person 0: this name) waits; 0: none. */
uint32_t meeting_queue_place(const struct meeting *m, uint32_t person, const char *name);
/* The duty that somebody has now; NULL: none. */
const struct helper *meeting_helper_of(const struct meeting *m, enum duty duty, uint32_t person,
                                       const char *name);
const struct issue *meeting_issue(const struct meeting *m, uint32_t number); /* NULL: none */
/* Issues that are open of a question, in any of its runs, and of those that it restates;
 * 0 of a question that is not there. */
uint32_t meeting_open_issues(const struct meeting *m, uint32_t question);
const struct challenge *meeting_challenge(const struct meeting *m,
                                          uint32_t number); /* NULL: none */
/* The position that stands of a joined person, or (person 0) of a name; NULL: none, or taken back.
 */
const struct position *meeting_position_of(const struct meeting *m, const struct run *r,
                                           uint32_t person, const char *name);
/* The same while it counts: of somebody who has no answer by hand or in chat that stands; it may be
 * set aside. */
const struct position *meeting_counted_position(const struct meeting *m, const struct run *r,
                                                uint32_t person, const char *name);
const struct outcome *meeting_outcome_of(const struct meeting *m,
                                         const struct run *r); /* newest; NULL: not stated */
/* Was this command done already? Its seq and time, else false. same: the content is the same. */
bool meeting_seen(const struct meeting *m, uint32_t who, const uint8_t id[COMMAND_ID_LEN],
                  uint64_t content, bool *same, int64_t *seq, int64_t *time_us);

#endif
