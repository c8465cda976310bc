/* What the functions of the fold share; for apply*.c only. */
#ifndef HUMROOM_CORE_APPLYING_H
#define HUMROOM_CORE_APPLYING_H

#include "core/meeting.h"

bool apply_keep(struct meeting *m, const char *text,
                text_ref *out); /* into the pool; false: no memory */
bool apply_keep_personal(struct meeting *m, const struct personal *p, text_ref *out);
void apply_personal_key(struct meeting *m,
                        const struct personal *p); /* the last key that was given */
struct run *apply_run(struct meeting *m, uint32_t question, uint32_t run); /* NULL: none */
bool apply_option_fits(const struct meeting *m, uint32_t question, int64_t option);

/* The lines that a shown result would have been given away by are everybody's now. false: no
 * memory. */
bool apply_publish_held(struct meeting *m, uint32_t run_reference);
/* A run is closed: who is unsure in it has not answered. */
void apply_close_unsure(struct meeting *m, const struct run *r);

enum status apply_joined(struct meeting *m, const struct event *e);
enum status apply_person_entered(struct meeting *m, const struct event *e);
enum status apply_duty(struct meeting *m, const struct event *e);
void apply_look(const struct meeting *m, struct person *p); /* what their name looks like */
void apply_named(struct meeting *m,
                 uint32_t person); /* before all, by chair or scribe; 0: no one */
/* Takes what stands of a person in a run into its counts, or out of them: out, change, in. */
void apply_count(struct meeting *m, struct run *r, uint32_t person, bool in);
void apply_count_position(struct run *r, const struct position *p, bool in);
/* Who is present now, as a run keeps it when it closes. false: no memory. */
bool apply_keep_present(struct meeting *m, struct run *r);

enum status apply_renamed(struct meeting *m, const struct event *e);
enum status apply_merged(struct meeting *m, const struct event *e);
enum status apply_split(struct meeting *m, const struct event *e);
enum status apply_set_aside(struct meeting *m, const struct event *e);
enum status apply_told(struct meeting *m, const struct event *e);
enum status apply_role_given(struct meeting *m, const struct event *e);
enum status apply_closing(struct meeting *m, const struct event *e);
enum status apply_presence(struct meeting *m, const struct event *e);
enum status apply_said(struct meeting *m, const struct event *e);
enum status apply_person_imported(struct meeting *m, const struct event *e);
enum status apply_imported(struct meeting *m, const struct event *e);
enum status apply_line_edited(struct meeting *m, const struct event *e);
enum status apply_line_deleted(struct meeting *m, const struct event *e);
enum status apply_settled(struct meeting *m, const struct event *e);
enum status apply_tally(struct meeting *m, const struct event *e);
enum status apply_read_out(struct meeting *m, const struct event *e);
enum status apply_queue_joined(struct meeting *m, const struct event *e);
enum status apply_queue_left(struct meeting *m, const struct event *e);
enum status apply_queue_next(struct meeting *m, const struct event *e);
enum status apply_answer(struct meeting *m, const struct event *e);
enum status apply_opened(struct meeting *m, const struct event *e);
enum status apply_ended(struct meeting *m, const struct event *e);
enum status apply_prepared(struct meeting *m, const struct event *e);
enum status apply_asked(struct meeting *m, const struct event *e);
enum status apply_closed(struct meeting *m, const struct event *e);
enum status apply_shown(struct meeting *m, const struct event *e);
enum status apply_volunteered(struct meeting *m, const struct event *e);
enum status apply_draw_committed(struct meeting *m, const struct event *e);
enum status apply_draw_revealed(struct meeting *m, const struct event *e);
enum status apply_hum_started(struct meeting *m, const struct event *e);
enum status apply_hum_ended(struct meeting *m, const struct event *e);
enum status apply_scale_ended(struct meeting *m, const struct event *e);
enum status apply_measured(struct meeting *m, const struct event *e);
enum status apply_compared(struct meeting *m, const struct event *e);
enum status apply_heard(struct meeting *m, const struct event *e);
enum status apply_called(struct meeting *m, const struct event *e);
enum status apply_people(struct meeting *m, const struct event *e);
enum status apply_outcome(struct meeting *m, const struct event *e);
enum status apply_marked(struct meeting *m, const struct event *e);
enum status apply_sent(struct meeting *m, const struct event *e);
enum status apply_deadline(struct meeting *m, const struct event *e);
enum status apply_confirmed(struct meeting *m, const struct event *e);
enum status apply_issue(struct meeting *m, const struct event *e);
enum status apply_issue_changed(struct meeting *m, const struct event *e);
enum status apply_challenge(struct meeting *m, const struct event *e);
enum status apply_challenge_answered(struct meeting *m, const struct event *e);
enum status apply_voided(struct meeting *m, const struct event *e);
enum status apply_hands(struct meeting *m, const struct event *e);
enum status apply_position(struct meeting *m, const struct event *e);
enum status apply_interrupt(struct meeting *m, const struct event *e);
enum status apply_edited(struct meeting *m, const struct event *e);
enum status apply_moved(struct meeting *m, const struct event *e);
enum status apply_previewed(struct meeting *m, const struct event *e);
enum status apply_person_marked(struct meeting *m, const struct event *e);
enum status apply_criterion(struct meeting *m, const struct event *e);
enum status apply_step(struct meeting *m, const struct event *e);
enum status apply_willing(struct meeting *m, const struct event *e);

#endif
