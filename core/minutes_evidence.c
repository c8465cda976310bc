/* What was heard and seen of one run: loudness, the chair's ear, hands and chat beside each other,
 * never summed. */
#include "core/minutes_part.h"

#include "core/evidence.h"
#include "core/hum.h"
#include "core/kind.h"
#include "core/markdown.h"
#include "core/sentence.h"

#include <inttypes.h>

/* ---- hums ---- */

static bool is_of(const struct meeting_hum *h, const struct run *r)
{
    return h->question == r->question && h->run == r->run;
}

/* Where the table cannot hold every hum they are listed, the void ones with the reason. */
static void add_takes(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    bool repeated = false;
    for (uint32_t i = 0; i < m->hums.count; i++)
        repeated = repeated || (is_of(&m->hums.items[i], r) && m->hums.items[i].take > 1);
    if (!repeated)
        return;
    text_add(out, "\nEvery hum that was taken, in this order; the table holds the newest that was "
                  "measured of each "
                  "option:\n\n");
    for (uint32_t i = 0; i < m->hums.count; i++) {
        const struct meeting_hum *h = &m->hums.items[i];
        if (!is_of(h, r))
            continue;
        text_add(out, "- ");
        minutes_time(m, out, h->started_us);
        text_add(out, ", ");
        minutes_text(m, out, meeting_option(m, q, h->option)->name);
        text_addf(out, ", take %" PRIu32 ": ", h->take);
        sentence_hum(h, out);
        text_add(out, "\n");
    }
}

static void add_comparisons(const struct meeting *m, const struct run *r, struct text *out)
{
    if (r->compared == 0 || m->comparisons.items[r->compared - 1].pair_count == 0)
        return;
    const struct comparison *c = &m->comparisons.items[r->compared - 1];
    struct text plain = {0};
    text_add(out, "\nComparing the hums:\n\n");
    for (uint32_t i = 0; i < c->pair_count; i++) {
        const struct pair *p = &m->pairs.items[c->first_pair + i];
        sentence_pair_sound(m, r, p, &plain);
        text_add(&plain, " ");
        sentence_pair_people(m, r, p, &plain);
        text_add(out, "- ");
        markdown_add(out, plain.bytes != NULL ? plain.bytes : "");
        text_add(out, "\n");
        out->failed = out->failed || plain.failed;
        text_release(&plain);
    }
    text_add(out, "\n");
    sentence_crowd(c->people, out);
    text_add(out, "\n");
}

/* ---- the table ---- */

static bool has_people_in_room(const struct meeting *m, const struct run *r)
{
    bool any = meeting_run_in_room(m, r) > 0;
    for (int slot = 0; slot < COUNT_SLOTS; slot++)
        for (int c = 0; c < CHANNEL_COUNT; c++)
            any = any || r->counts[slot][c][PLACE_ROOM] > 0;
    return any;
}

/* A column that would hold nothing is left out. */
static bool has_hums(const struct meeting *m, const struct run *r)
{
    for (uint32_t i = 0; i < m->hums.count; i++)
        if (is_of(&m->hums.items[i], r))
            return true;
    return false;
}

static bool has_heard(const struct question *q, const struct run *r)
{
    for (uint32_t i = 0; i < q->option_count; i++)
        if (r->heard[i] != HEARD_NOTHING_ENTERED)
            return true;
    return false;
}

static void add_counts(const struct run *r, int slot, bool room, struct text *out)
{
    for (int place = PLACE_REMOTE; place <= (room ? PLACE_ROOM : PLACE_REMOTE); place++)
        for (int c = 0; c < CHANNEL_COUNT; c++)
            text_addf(out, " %" PRIu32 " |", r->counts[slot][c][place]);
    text_add(out, "\n");
}

static void add_table(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const bool room = has_people_in_room(m, r), hums = has_hums(m, r), ear = has_heard(q, r);
    text_add(out, "| Option |");
    if (hums)
        text_addf(out, " Hum (%s) |", sentence_scale(m, r));
    text_add(out, ear ? " Heard by the chair |" : "");
    text_add(out, room ? " Hands | Chat | Hands in the room | Chat in the room |\n|---|"
                       : " Hands | Chat |\n|---|");
    text_addf(out, "%s%s--:|--:|%s\n", hums ? "---|" : "", ear ? "---|" : "",
              room ? "--:|--:|" : "");
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(out, "| ");
        minutes_text(m, out, meeting_option(m, q, i)->name);
        text_add(out, " |");
        if (hums) {
            text_add(out, " ");
            sentence_hum_of(m, r, i, out);
            text_add(out, " |");
        }
        if (ear)
            text_addf(out, " %s |", sentence_heard(r, i));
        add_counts(r, (int)i, room, out);
    }
    if (kind_rules(q->kind)->no_opinion) {
        text_addf(out, "| no opinion |%s%s", hums ? " |" : "", ear ? " |" : "");
        add_counts(r, SLOT_NO_OPINION, room, out);
    }
    if (!hums && kind_rules(q->kind)->hummed && q->kind != QUESTION_OBJECTIONS &&
        q->kind != QUESTION_READ)
        text_add(out, "\nNo hum was measured.\n");
}

/* ---- people ---- */

static void add_people(const struct meeting *m, const struct run *r, struct text *out)
{
    const uint32_t present = meeting_run_present(m, r);
    text_add(
        out,
        "\n| People present | Answered | Did not raise a hand | Said that they are in the room |\n"
        "|--:|--:|--:|--:|\n");
    text_addf(out, "| %" PRIu32 " | %" PRIu32 " | %" PRIu32 " | %" PRIu32 " |\n", present,
              r->answered, meeting_run_no_hand(m, r), meeting_run_in_room(m, r));
    if (r->people_told > 0)
        text_addf(out, "\nPeople in the room, by the chair's count: %" PRIu32 ".\n",
                  r->people_told);
}

/* Names stand only beside reasons that their people gave. The reason of an answer that was replaced
 * stays, marked. */
static void add_reasons(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const char *heading = "\nReasons given with answers:\n\n";
    for (uint32_t i = 0; i < m->answers.count; i++) {
        const struct answer *a = &m->answers.items[i];
        if (a->question != r->question || a->run != r->run || a->remark == 0 ||
            a->option == ANSWER_WITHDRAWN)
            continue;
        const struct answer *stands = meeting_answer_of(m, a->person, r);
        text_addf(out, "%s- ", heading);
        heading = "";
        if (a->option == ANSWER_NO_OPINION)
            text_add(out, "no opinion");
        else
            minutes_text(m, out, meeting_option(m, q, (uint32_t)a->option)->name);
        for (uint32_t k = 0; k < q->option_count; k++)
            if (a->also & 1u << k) {
                text_add(out, " and ");
                minutes_text(m, out, meeting_option(m, q, k)->name);
            }
        text_add(out, ", ");
        minutes_person(m, meeting_person(m, meeting_one(m, a->person)), out);
        if (stands == a && meeting_aside_of(m, a->person, r) != NULL)
            text_add(out, " (set aside)");
        if (stands != a)
            text_add(out, stands->option == ANSWER_WITHDRAWN ? " (answer taken back since)"
                          : stands->option == a->option && stands->also == a->also
                              ? " (said again since)"
                              : " (answered otherwise since)");
        text_add(out, ": ");
        minutes_text(m, out, a->remark);
        text_add(out, "\n");
    }
}

/* Before anything else: the signs point different ways. */
static void add_signs(const struct meeting *m, const struct run *r, struct text *out)
{
    struct text plain = {0};
    evidence_sentence(m, r, &plain);
    if (plain.bytes != NULL && plain.bytes[0] != '\0') {
        markdown_add(out, plain.bytes);
        text_add(out, "\n\n");
    }
    out->failed = out->failed || plain.failed;
    text_release(&plain);
}

void minutes_evidence(const struct meeting *m, const struct run *r, struct text *out)
{
    add_signs(m, r, out);
    add_table(m, r, out);
    add_takes(m, r, out);
    add_comparisons(m, r, out);
    add_people(m, r, out);
    minutes_imported(m, r, out);
    minutes_unsure(m, r, out);
    minutes_entered(m, r, out);
    minutes_kind(m, r, out);
    add_reasons(m, r, out);
}
