/* What the list is told of a run: hums, the chair's ear, hands, chat, and what was entered for
 * people, beside each other and never summed; and the issues. */
#include "core/mail_part.h"

#include "core/evidence.h"
#include "core/kind.h"
#include "core/pool.h"
#include "core/sentence.h"

#include <inttypes.h>

/* A vote only where the group agreed to vote; then a chat that does not count has no number. */
static void add_counts(const struct question *q, const struct run *r, int slot, struct text *line)
{
    const uint32_t(*n)[PLACE_COUNT] = r->counts[slot];
    const bool vote = q->kind == QUESTION_PLURALITY, chat = !vote || q->chat_counted;
    const char *hands = vote ? "votes" : "hands";
    text_addf(line, "%s: %" PRIu32, hands, n[CHANNEL_HAND][PLACE_REMOTE]);
    if (chat)
        text_addf(line, "; chat: %" PRIu32, n[CHANNEL_CHAT][PLACE_REMOTE]);
    if (n[CHANNEL_HAND][PLACE_ROOM] + n[CHANNEL_CHAT][PLACE_ROOM] == 0)
        return;
    text_addf(line, "; in the room, %s: %" PRIu32, hands, n[CHANNEL_HAND][PLACE_ROOM]);
    if (chat)
        text_addf(line, "; in the room, chat: %" PRIu32, n[CHANNEL_CHAT][PLACE_ROOM]);
}

/* What chair or scribe entered: of those at the microphone the names, of what was told privately
 * the number. */
static void add_entered(const struct meeting *m, const struct run *r, int slot, struct text *out)
{
    const int32_t option = slot == SLOT_NO_OPINION ? ANSWER_NO_OPINION : slot;
    const char *before = "at the microphone: ";
    struct text line = {0};
    for (uint32_t i = 0; i < m->positions.count; i++) {
        const struct position *p = &m->positions.items[i];
        const struct person *person = meeting_person(m, p->person);
        if (p->question != r->question || p->run != r->run || p->way != WAY_MICROPHONE ||
            p->option != option || meeting_aside_of(m, p->person, r) != NULL ||
            meeting_counted_position(m, r, p->person, meeting_text(m, p->name)) != p)
            continue;
        text_addf(&line, "%s%s", before, meeting_text(m, person != NULL ? person->name : p->name));
        before = ", ";
    }
    if (line.len > 0)
        mail_line(out, "        ", &line);
    if (r->entered[slot][WAY_PRIVATE] > 0) {
        text_addf(&line, "told to the chair privately: %" PRIu32, r->entered[slot][WAY_PRIVATE]);
        mail_line(out, "        ", &line);
    }
}

static void add_option(const struct meeting *m, const struct run *r, uint32_t i, struct text *out)
{
    struct text line = {0};
    const struct question *q = meeting_question(m, r->question);
    mail_wrapped(out, "    ", meeting_text(m, meeting_option(m, q, i)->name));
    if (evidence_has_hums(m, r)) {
        text_add(&line, "hum: ");
        sentence_hum_of(m, r, i, &line);
        mail_line(out, "        ", &line);
    }
    if (evidence_has_heard(m, r)) {
        text_add(&line, "heard by the chair: ");
        sentence_heard(m, r, i, &line);
        mail_line(out, "        ", &line);
    }
    add_counts(q, r, (int)i, &line);
    mail_line(out, "        ", &line);
    if (r->room_hands[i] > 0) {
        text_addf(&line, "hands in the room, as the chair counted them: %" PRIu32,
                  r->room_hands[i] - 1);
        mail_line(out, "        ", &line);
    }
    add_entered(m, r, (int)i, out);
}

static void add_comparison(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct comparison *c = r->compared != 0 ? &m->comparisons.items[r->compared - 1] : NULL;
    struct text line = {0};
    if (c == NULL || c->pair_count == 0)
        return;
    for (uint32_t i = 0; i < c->pair_count; i++) {
        text_add(out, "\n");
        sentence_pair_sound(m, r, &m->pairs.items[c->first_pair + i], &line);
        text_add(&line, " ");
        sentence_pair_people(m, r, &m->pairs.items[c->first_pair + i], &line);
        mail_line(out, "    ", &line);
    }
    text_add(out, "\n");
    sentence_crowd(c->people, &line);
    mail_line(out, "    ", &line);
}

/* Nobody answered: what was drawn, or that the chair picked; the outcome says the rest. */
static void add_draw(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct committed *c = pool_committed(m, r);
    struct pool_entry entries[POOL_MAX];
    struct text line = {0};
    (void)pool_entries(m, r, entries, POOL_MAX);
    text_add(out, "\n");
    if (meeting_question(m, r->question)->drawing == DRAWING_CHAIR)
        text_add(&line, "It was left to the chair to pick one.");
    else if (c == NULL || c->picked_count == 0)
        text_add(&line, "Nothing was drawn.");
    for (uint32_t i = 0; c != NULL && i < c->picked_count; i++)
        text_addf(&line, "%s%s", i == 0 ? "It was settled by a draw. Drawn: " : "; ",
                  entries[m->picked.items[c->first_picked + i] - 1].name);
    mail_line(out, "", &line);
    if (c != NULL && c->picked_count > 0)
        mail_wrapped(out, "",
                     "The pool, the commitment and how anybody can check it stand in the minutes.");
}

/* Before anything else: the signs point different ways. */
static void add_signs(const struct meeting *m, const struct run *r, struct text *out)
{
    struct text line = {0};
    evidence_sentence(m, r, &line);
    if (line.len == 0)
        return;
    text_add(out, "\n");
    mail_line(out, "", &line);
}

static void add_answers(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    struct text line = {0};
    const bool hums = evidence_has_hums(m, r);
    if (hums)
        text_addf(&line, "Loudness is measured %s; ", sentence_scale(m, r));
    if (q->kind != QUESTION_PLURALITY) {
        text_add(&line, hums ? "hums, hands" : "Hands");
        text_add(&line, " and chat stand beside each other and are not added up.");
        if (!hums && kind_rules(q->kind)->hummed)
            text_add(&line, " No hum was measured.");
        mail_line(out, "", &line);
    }
    text_add(out, "\n");
    for (uint32_t i = 0; i < q->option_count; i++)
        add_option(m, r, i, out);
    if (kind_rules(q->kind)->no_opinion) {
        text_add(out, "    no opinion\n");
        add_counts(q, r, SLOT_NO_OPINION, &line);
        mail_line(out, "        ", &line);
        add_entered(m, r, SLOT_NO_OPINION, out);
    }
    add_comparison(m, r, out);
    text_add(out, "\n");
    text_addf(&line,
              "People present: %" PRIu32 "; answered: %" PRIu32 "; did not raise a hand: %" PRIu32
              "; said that they are in the room: %" PRIu32 ".",
              meeting_run_present(m, r), r->answered, meeting_run_no_hand(m, r),
              meeting_run_in_room(m, r));
    mail_line(out, "    ", &line);
    if (r->set_aside > 0) {
        text_addf(&line, "Set aside by the chair, in no count: %" PRIu32 "; the minutes say why.",
                  r->set_aside);
        mail_line(out, "    ", &line);
    }
    mail_adoption_willing(m, r, out);
}

/* Nobody was asked: what the outcome rests on, and who was there. */
static void add_basis(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    struct text line = {0};
    text_add(&line, "No hum was taken and no hands were asked for. ");
    text_add(&line, kind_basis_phrase(q->basis));
    if (q->since != 0)
        text_addf(&line, " since %s", meeting_text(m, q->since));
    text_addf(&line, ". People present: %" PRIu32 ".", meeting_run_present(m, r));
    text_add(out, "\n");
    mail_line(out, "", &line);
}

void mail_evidence(const struct meeting *m, const struct run *r, struct text *out)
{
    const enum question_kind kind = meeting_question(m, r->question)->kind;
    if (kind == QUESTION_DECLARE) {
        add_basis(m, r, out);
        return;
    }
    if (kind_rules(kind)->drawn) {
        add_draw(m, r, out);
        return;
    }
    add_signs(m, r, out);
    text_add(out,
             kind == QUESTION_PLURALITY
                 ? "\nWhat was heard and seen. A vote, because those present agreed to decide so.\n"
                 : "\nWhat was heard and seen. A snapshot of those present, not a vote.\n");
    add_answers(m, r, out);
}

/* ---- issues ---- */

const char *mail_issue_by(const struct meeting *m, const struct issue *i)
{
    const struct person *p = meeting_person(m, i->person);
    return meeting_text(m, p != NULL ? p->name : i->name);
}

static void add_issue(const struct meeting *m, uint32_t number, struct text *out)
{
    const struct issue *i = meeting_issue(m, number);
    struct text line = {0};
    text_addf(&line, "Issue %" PRIu32 ", raised by %s: %s", number, mail_issue_by(m, i),
              meeting_text(m, i->what));
    mail_line(out, "    ", &line);
    text_add(&line, sentence_issue_state(i->state));
    text_add(&line, i->how != 0 ? ": " : ".");
    text_add(&line, meeting_text(m, i->how));
    mail_line(out, "        ", &line);
}

void mail_issues(const struct meeting *m, const struct run *r, struct text *out)
{
    const char *heading = "\nThe issues that were raised, and what came of them:\n\n";
    bool open = false;
    for (uint32_t i = 1; i <= m->issues.count; i++) {
        const struct issue *issue = meeting_issue(m, i);
        if (issue->question != r->question || issue->run != r->run)
            continue;
        text_add(out, heading);
        heading = "";
        add_issue(m, i, out);
        open = open || issue->state == ISSUE_OPEN;
    }
    if (!open)
        return;
    text_add(out, "\n");
    mail_wrapped(out, "", "Each issue that is open has a mail of its own; please answer to that.");
}
