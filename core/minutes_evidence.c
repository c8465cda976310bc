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

/* Which turn of its option a call is. */
static uint32_t turn_of(const struct meeting *m, const struct call *call)
{
    uint32_t turn = 1;
    for (const struct call *c = m->calls.items; c < call; c++)
        turn += c->run == call->run && c->option == call->option;
    return turn;
}

static void add_turn(const struct meeting *m, const struct question *q, const struct call *c,
                     struct text *out)
{
    const bool heard = c->heard != HEARD_NOTHING_ENTERED;
    text_add(out, "- ");
    minutes_time(m, out, c->time_us);
    text_add(out, ", ");
    minutes_text(m, out, meeting_option(m, q, (uint32_t)c->option)->name);
    text_addf(out, ", take %" PRIu32 "%s: ", turn_of(m, c), c->hum == 0 ? ", by ear" : "");
    if (c->hum != 0)
        sentence_hum(&m->hums.items[c->hum - 1], out);
    if (c->hum != 0 && heard)
        text_addf(out, "; heard by the chair: %s", heard_word(c->heard));
    if (c->hum == 0)
        text_add(out, heard ? heard_word(c->heard) : "nothing entered");
    text_add(out, "\n");
}

/* Where an option had more than one turn the table cannot hold them all, nor their order: they are
 * listed, the void ones with the reason. */
static void add_turns(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    bool repeated = false;
    for (uint32_t i = 0; i < q->option_count; i++)
        repeated = repeated || meeting_turns(m, r, i) > 1;
    if (!repeated)
        return;
    text_add(out,
             evidence_has_hums(m, r)
                 ? "\nEvery hum that was taken, in this order; the table holds the newest that "
                   "was measured of each option:\n\n"
                 : "\nEvery time that an option was called, in this order:\n\n");
    for (uint32_t i = 0; i < m->calls.count; i++)
        if (m->calls.items[i].run == run && m->calls.items[i].option >= 0)
            add_turn(m, q, &m->calls.items[i], out);
}

/* What was said beforehand and was not done is said as well. */
static void add_one_way(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    uint32_t least = UINT32_MAX, most = 0;
    for (uint32_t i = 0; i < q->option_count; i++) {
        const uint32_t turns = meeting_turns(m, r, i);
        least = turns < least ? turns : least;
        most = turns > most ? turns : most;
    }
    if (q->sides != SIDES_BOTH_WAYS || r->state == RUN_OPEN || least > 1)
        return;
    text_add(out, most == 0 ? "\nIn which order it was asked aloud was not entered.\n"
                            : "\nIt was not asked the other way round.\n");
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

/* Which columns the table of a run has: one that would hold nothing is left out. */
struct columns {
    bool hums, ear, room, chat, microphone; /* microphone: its votes, of a plurality */
};

static struct columns columns_of(const struct meeting *m, const struct run *r)
{
    const struct question *q = meeting_question(m, r->question);
    const bool vote = q->kind == QUESTION_PLURALITY;
    struct columns c = {.hums = evidence_has_hums(m, r),
                        .ear = evidence_has_heard(m, r),
                        .room = has_people_in_room(m, r),
                        .chat = !vote || q->chat_counted};
    for (uint32_t i = 0; vote && i < q->option_count; i++)
        c.microphone = c.microphone || r->entered[i][WAY_MICROPHONE] > 0;
    return c;
}

static void add_counts(const struct run *r, int slot, const struct columns *c, struct text *out)
{
    for (int place = PLACE_REMOTE; place <= (c->room ? PLACE_ROOM : PLACE_REMOTE); place++)
        for (int channel = 0; channel <= (c->chat ? CHANNEL_CHAT : CHANNEL_HAND); channel++)
            text_addf(out, " %" PRIu32 " |", r->counts[slot][channel][place]);
    if (c->microphone)
        text_addf(out, " %" PRIu32 " |", r->entered[slot][WAY_MICROPHONE]);
    text_add(out, "\n");
}

/* A hand is an answer; a vote it is only where the group agreed to vote. */
static void add_head(const struct meeting *m, const struct run *r, const struct columns *c,
                     struct text *out)
{
    const bool vote = meeting_question(m, r->question)->kind == QUESTION_PLURALITY;
    const char *hands = vote ? "Votes" : "Hands", *chat = vote ? "Votes in chat" : "Chat";
    int numbers = 0;
    text_add(out, "| Option |");
    if (c->hums)
        text_addf(out, " Hum (%s) |", sentence_scale(m, r));
    text_add(out, c->ear ? " Heard by the chair |" : "");
    for (int room = 0; room <= c->room; room++) {
        text_addf(out, " %s%s |", hands, room ? " in the room" : "");
        if (c->chat)
            text_addf(out, " %s%s |", chat, room ? " in the room" : "");
        numbers += c->chat ? 2 : 1;
    }
    if (c->microphone)
        text_add(out, " Votes at the microphone |");
    text_addf(out, "\n|---|%s%s", c->hums ? "---|" : "", c->ear ? "---|" : "");
    for (numbers += c->microphone; numbers > 0; numbers--)
        text_add(out, "--:|");
    text_add(out, "\n");
}

static void add_table(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const struct columns c = columns_of(m, r);
    add_head(m, r, &c, out);
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(out, "| ");
        minutes_text(m, out, meeting_option(m, q, i)->name);
        text_add(out, " |");
        if (c.hums) {
            text_add(out, " ");
            sentence_hum_of(m, r, i, out);
            text_add(out, " |");
        }
        if (c.ear) {
            text_add(out, " ");
            sentence_heard(m, r, i, out);
            text_add(out, " |");
        }
        add_counts(r, (int)i, &c, out);
    }
    if (kind_rules(q->kind)->no_opinion) {
        text_addf(out, "| no opinion |%s%s", c.hums ? " |" : "", c.ear ? " |" : "");
        add_counts(r, SLOT_NO_OPINION, &c, out);
    }
    if (!c.hums && kind_rules(q->kind)->hummed && q->kind != QUESTION_OBJECTIONS &&
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
        minutes_answer(m, q, a, out);
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
    add_turns(m, r, out);
    add_one_way(m, r, out);
    add_comparisons(m, r, out);
    add_people(m, r, out);
    minutes_imported(m, r, out);
    minutes_unsure(m, r, out);
    minutes_entered(m, r, out);
    minutes_kind(m, r, out);
    add_reasons(m, r, out);
}
