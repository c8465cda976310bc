/* What was asked, word for word, and under which rules. */
#include "core/minutes_part.h"

#include "core/adoption.h"
#include "core/kind.h"

#include <inttypes.h>

static void add_relation(const struct question *q, struct text *out)
{
    static const char *const verbs[RELATION_COUNT] = {
        [RELATION_FOLLOWS] = "Follows",
        [RELATION_RESTATES] = "Restates",
        [RELATION_AGAIN] = "Runs again",
    };
    if (q->relation == RELATION_NONE || q->of_question == 0)
        return;
    text_addf(out, " %s question %" PRIu32, verbs[q->relation], q->of_question);
    if (q->of_run != 0)
        text_addf(out, ", run %" PRIu32, q->of_run);
    text_add(out, ".");
}

/* What is said of a kind before it opens. */
static void add_rules(const struct meeting *m, const struct question *q, struct text *out)
{
    if (q->kind == QUESTION_DRAW)
        minutes_draw_rules(m, q, out);
    const bool alone = q->sides == SIDES_FOR_ALONE || q->sides == SIDES_AGAINST_ALONE;
    if (q->sides != SIDES_BOTH)
        text_addf(out, alone ? " **%s**" : " %s", kind_sides_phrase(q->sides));
    if (q->several)
        text_add(out, " Humming and answering for several of them is possible.");
    if (q->draft != 0) {
        text_add(out, " The draft: ");
        minutes_text(m, out, q->draft);
        text_add(out, ".");
    }
    minutes_drafts(m, q, out);
    if (q->kind == QUESTION_PLURALITY) {
        text_addf(out, " Votes for each person: %" PRIu32 ". Chat is %s. Who counts: ", q->votes,
                  q->chat_counted ? "counted" : "not counted");
        minutes_text(m, out, q->who_counts);
        text_add(out, ".");
    }
    if (q->kind == QUESTION_DECLARE) {
        text_addf(out, " %s", kind_basis_phrase(q->basis));
        text_add(out, q->since != 0 ? " since " : "");
        minutes_text(m, out, q->since);
        text_add(out, ".");
    }
}

void minutes_question(const struct meeting *m, const struct question *q, struct text *out)
{
    static const char *const kinds[QUESTION_KIND_COUNT] = {
        [QUESTION_FOR_AGAINST] = "A question for or against.",
        [QUESTION_OPTIONS] = "A choice between options.",
        [QUESTION_OBJECTIONS] = "A call for objections.",
        [QUESTION_LIVE_WITH] = "Only those who cannot live with it are asked, and why.",
        [QUESTION_READ] = "The question is who has read a draft.",
        [QUESTION_READY] = "The question is whether the group is ready to decide.",
        [QUESTION_PLURALITY] = "A vote, decided by plurality, by rules said beforehand.",
        [QUESTION_DRAW] = "",
        [QUESTION_ADOPT] = "The question is whether the group adopts a draft.",
        [QUESTION_WITHDRAW] = "The question is whether the group withdraws a draft.",
        [QUESTION_DECLARE] = "Stated without asking.",
    };
    text_add(out, "> ");
    minutes_text(m, out, q->text);
    text_addf(out, "\n\n%s",
              adoption_competes(q) ? "The question is what becomes of drafts that compete."
              : q->care ? "The question is whether the group takes a draft into its care."
                        : kinds[q->kind]);
    add_rules(m, q, out);
    if (q->worded_by != 0) {
        text_add(out, " Worded");
        minutes_by(m, out, q->worded_by);
        text_add(out, ".");
    }
    add_relation(q, out);
    text_add(out, "\n");
    minutes_restated(m, q, out);
    if (q->agreement != 0) {
        text_add(out, "Let the minutes note that ");
        minutes_line(m, out, q->agreement);
    }
    if (q->on_list != 0 || q->links != 0) {
        text_add(out, "On the list so far: ");
        minutes_text(m, out, q->on_list);
        text_add(out, q->on_list != 0 && q->links != 0 ? " " : "");
        minutes_text(m, out, q->links);
        text_add(out, "\n");
    }
    if (q->option_count == 0)
        return;
    text_add(out, "Options, in this order: ");
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(out, i > 0 ? "; " : "");
        minutes_text(m, out, meeting_option(m, q, i)->name);
    }
    text_add(out, ".\n");
}

/* ---- what the kind makes of its evidence, a sentence each ---- */

/* An objection that the room hummed, or that the chair heard; else "". */
static const char *objection_heard(const struct meeting *m, const struct run *r)
{
    const struct meeting_hum *h = meeting_hum_of(m, r, 1);
    if (h != NULL && !h->hum.silent)
        return " A hum of objection was measured.";
    if (r->heard[1] == HEARD_MUTTERING)
        return " The chair heard muttering when asking for objections.";
    return r->heard[1] > HEARD_SILENCE ? " The chair heard an objection." : "";
}

/* What is known of the room's approval where the chair entered nothing. */
static const char *approval_measured(const struct meeting *m, const struct run *r)
{
    const struct meeting_hum *h = meeting_hum_of(m, r, 0);
    if (h == NULL)
        return "What the chair heard was not entered.";
    return h->hum.silent ? "No hum of approval was measured; what the chair heard was not entered."
                         : "A hum of approval was measured; what the chair heard was not entered.";
}

static void add_objections(const struct meeting *m, const struct run *r, struct text *out)
{
    const uint32_t against = kind_votes(r, 1);
    const char *heard = objection_heard(m, r);
    if (r->heard[0] == HEARD_APPROVAL)
        text_add(out, "\nApproval was heard.");
    else if (r->heard[0] == HEARD_SILENCE)
        text_addf(out, "\nThere was silence: no approval was heard%s.",
                  heard[0] != '\0' ? "" : ", and no objection");
    else if (r->heard[0] == HEARD_MUTTERING)
        text_add(out, "\nMuttering was heard.");
    else if (r->heard[0] == HEARD_NOTHING_ENTERED)
        text_addf(out, "\n%s", approval_measured(m, r));
    else
        text_addf(out, "\nApproval was heard: %s.", heard_word(r->heard[0]));
    text_add(out, heard);
    if (against == 0)
        text_add(out, " Nobody objected by hand, in the chat or at the microphone.\n");
    else
        text_addf(out, " %" PRIu32 " %s by hand, in the chat or at the microphone.\n", against,
                  against == 1 ? "person objected" : "people objected");
}

static void add_votes(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    uint32_t most = 0, tied = 0;
    for (uint32_t i = 0; i < q->option_count; i++)
        most = kind_votes(r, i) > most ? kind_votes(r, i) : most;
    for (uint32_t i = 0; i < q->option_count; i++)
        tied += kind_votes(r, i) == most;
    if (most == 0) {
        text_add(out, "\nNobody voted.\n");
        return;
    }
    text_add(out, tied > 1 ? "\nA tie: " : "\nMost votes: ");
    const char *before = "";
    for (uint32_t i = 0; i < q->option_count; i++) {
        if (kind_votes(r, i) != most)
            continue;
        text_add(out, before);
        minutes_text(m, out, meeting_option(m, q, i)->name);
        before = ", ";
    }
    text_addf(out, ", with %" PRIu32 " %s%s.\n", most, most == 1 ? "vote" : "votes",
              tied > 1 ? " each" : "");
}

static void add_readers(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    uint32_t readers[OPTIONS_MAX];
    if (!kind_readers(m, r, readers))
        return;
    text_add(out, "\nOf those who answered so, these had said that they have read ");
    minutes_text(m, out, meeting_question(m, q->of_question)->draft);
    const char *before = ": ";
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(out, before);
        minutes_text(m, out, meeting_option(m, q, i)->name);
        text_addf(out, " %" PRIu32, readers[i]);
        before = "; ";
    }
    text_add(out, ".\n");
}

void minutes_kind(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    if (q->kind == QUESTION_OBJECTIONS)
        add_objections(m, r, out);
    if (q->kind == QUESTION_PLURALITY)
        add_votes(m, r, out);
    if (adoption_is(q))
        minutes_willing(m, r, out);
    add_readers(m, r, out);
}
