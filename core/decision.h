/* What the deciders share; for decide*.c only. A decider adds events for its command or returns a
 * refusal; events of a decider that did not return STATUS_OK are taken back by decide(). */
#ifndef HUMROOM_CORE_DECISION_H
#define HUMROOM_CORE_DECISION_H

#include "core/decide.h"

struct decision {
    const struct meeting *meeting;
    const struct actor *actor;
    const struct command *command;
    int64_t now_us;
    struct event_list *out;
    size_t first;         /* of our events in out */
    int64_t personal_key; /* the last one given */
};

struct event *decision_event(struct decision *d,
                             enum event_kind kind); /* seq and time set; NULL: no memory */
const char *decision_text(struct decision *d, const char *text); /* a copy that lives with out */
bool decision_personal(struct decision *d, const char *text,
                       struct personal *out); /* a new key; false: no memory */
uint32_t decision_sender(const struct decision *d);

/* The run that a command names: question and run must be given and be there. */
CHECKED enum status decision_run(const struct decision *d, const struct run **out);
CHECKED enum status decision_open_run(const struct decision *d,
                                      const struct run **out); /* and be open */
CHECKED enum status decision_option(const struct decision *d,
                                    const struct run *r); /* and its option */
/* The person who sends, and that they are here: whoever does something is present again. */
CHECKED enum status decision_sender_person(struct decision *d, const struct person **out);
/* Who speaks for the chairs: `by` of the command, else the only chair's name, else "". */
const char *decision_by(struct decision *d);
/* The same of chair or scribe, whoever sends. */
const char *decision_by_role(struct decision *d);

/* Whom the command means, by of_person or name: REFUSED_WHICH where several are called so (they are
 * told apart by their numbers). 0: nobody known is called so; for who is no chair also who is known
 * by nothing but what they told the chair privately. */
CHECKED enum status decision_named(const struct decision *d, uint32_t *person);
/* The same where nothing is counted: a name that several have stays a name, 0. */
uint32_t decision_called(const struct decision *d);
/* The name of the command gets a number, on no blue sheet: whoever joins by that name later, or is
 * entered, can be merged with it. */
CHECKED enum status decision_new_person(struct decision *d, uint32_t *person);

/* Its closing is not announced any more, by a restart of the program or by the chair. */
CHECKED enum status decision_closing_cancelled(struct decision *d, const struct run *r,
                                               bool restart);
/* An event about a run: asked, closed, shown. */
CHECKED enum status decision_about(struct decision *d, enum event_kind kind, uint32_t question,
                                   uint32_t run);

/* A question to be prepared; texts "" where not given. */
struct new_question {
    enum question_kind kind;
    const char *text, *worded_by;
    const char **options; /* named with the question */
    uint32_t option_count;
    bool dont_care, something_else;
    enum sides sides;
    bool several, chat_counted, chat_said; /* said: whether chat is counted was said */
    uint32_t votes;
    const char *draft, *who_counts, *agreement, *since, *on_list, *links;
    enum drawing drawing;
    enum grounds grounds;
    uint32_t pick;
    const char *source;
    enum basis basis;
    const char **drafts; /* that compete; of adopt */
    uint32_t draft_count, outcomes, cause, tried;
    const char *adopted, *events; /* NULL: none */
    bool care;
    int relation;
    uint32_t of_question, of_run;
};
CHECKED enum status decision_question(struct decision *d, const struct new_question *q,
                                      uint32_t number);

/* Of adopt and withdraw: is it said of which draft, and why? Its drafts into the event; the options
 * of drafts that compete. false: no memory. */
CHECKED enum status decision_check_drafts(const struct new_question *q);
bool decision_drafts(struct decision *d, const struct new_question *q, struct event *e);
bool decision_competing(struct decision *d, const struct new_question *q, struct event *e);

/* An issue; name "" where person says who. */
struct new_issue {
    uint32_t question, run, person;
    const char *name, *what;
    bool by_answer;
};
CHECKED enum status decision_issue(struct decision *d, const struct new_issue *i);
CHECKED enum status decision_issue_changed(struct decision *d, uint32_t issue,
                                           enum issue_state state, const char *how, const char *by);

/* A position as entered; name "" where person says who. */
struct position_of {
    const struct run *run;
    uint32_t person;
    const char *name;
    enum way way;
    int32_t option;
    const char *remark;
    bool hat_off;
    const char *entered_by; /* chair's or scribe's name; NULL: it follows from an answer */
};
CHECKED enum status decision_position(struct decision *d, const struct position_of *p);

/* An answer, and what follows from it: positions that were entered, issues. */
struct answer_of {
    const struct run *run;
    uint32_t person, link, line;
    enum channel channel;
    int32_t option;
    uint32_t also;
    const char *remark;
};
CHECKED enum status decision_answer(struct decision *d, const struct answer_of *a);

enum status decide_join(struct decision *d);
enum status decide_rename(struct decision *d);
enum status decide_merge(struct decision *d);
enum status decide_split(struct decision *d);
enum status decide_irregularity(struct decision *d);
enum status decide_set_aside(struct decision *d);
enum status decide_take_back(struct decision *d);
enum status decide_hand_over(struct decision *d);
enum status decide_renew(struct decision *d);
enum status decide_leave(struct decision *d);
enum status decide_answer(struct decision *d);
enum status decide_say(struct decision *d);
enum status decide_edit_line(struct decision *d);
enum status decide_delete_line(struct decision *d);
enum status decide_settle(struct decision *d);
enum status decide_import(struct decision *d);
enum status decide_queue_join(struct decision *d);
enum status decide_queue_leave(struct decision *d);
enum status decide_queue_add(struct decision *d);
enum status decide_queue_next(struct decision *d);
enum status decide_read_out(struct decision *d);
enum status decide_gone(struct decision *d);
enum status decide_back(struct decision *d);

enum status decide_open(struct decision *d);
enum status decide_resume(struct decision *d);
enum status decide_end(struct decision *d);
enum status decide_prepare(struct decision *d);
enum status decide_ask(struct decision *d);
enum status decide_closing(struct decision *d);
enum status decide_closing_cancel(struct decision *d);
enum status decide_close_due(struct decision *d);
enum status decide_close(struct decision *d);
enum status decide_show(struct decision *d);

enum status decide_volunteer(struct decision *d);
enum status decide_draw_commit(struct decision *d);
enum status decide_draw_reveal(struct decision *d);
/* An outcome that says what was drawn must be what was drawn. */
CHECKED enum status decision_drawn(const struct decision *d, const struct run *r,
                                   const struct statement *s);

enum status decide_hum(struct decision *d);
enum status decide_everyone(struct decision *d);
enum status decide_call(struct decision *d);
enum status decide_scale_end(struct decision *d);
enum status decide_hum_end(struct decision *d);
enum status decide_hum_void(struct decision *d);
enum status decide_window_ended(struct decision *d);
enum status decide_measured(struct decision *d);
enum status decide_hear(struct decision *d);
enum status decide_people(struct decision *d);

enum status decide_state(struct decision *d);
enum status decide_declare(struct decision *d);
enum status decide_void(struct decision *d);
enum status decide_issue(struct decision *d);
enum status decide_issue_state(struct decision *d);
enum status decide_challenge(struct decision *d);
enum status decide_challenge_answer(struct decision *d);
enum status decide_hands(struct decision *d);
enum status decide_position(struct decision *d);
enum status decide_interrupt(struct decision *d);
enum status decide_criterion(struct decision *d);
enum status decide_step(struct decision *d);
enum status decide_willing(struct decision *d);
enum status decide_edit(struct decision *d);
enum status decide_move(struct decision *d);
enum status decide_preview(struct decision *d);
enum status decide_hats(struct decision *d);
enum status decide_attend(struct decision *d);
enum status decide_duty(struct decision *d);
enum status decide_mark(struct decision *d);
enum status decide_sent(struct decision *d);
enum status decide_deadline(struct decision *d);
enum status decide_confirm(struct decision *d);

#endif
