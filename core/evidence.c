#include "core/evidence.h"

#include "core/kind.h"
#include "core/sentence.h"

#include <inttypes.h>

static uint32_t of_channel(const struct run *r, uint32_t option, enum channel c)
{
    return r->counts[option][c][PLACE_REMOTE] + r->counts[option][c][PLACE_ROOM];
}

static uint32_t rank_of(enum heard h)
{
    static const uint32_t ranks[HEARD_COUNT] = {
        [HEARD_SILENCE] = 0, [HEARD_WEAK] = 1,     [HEARD_MUTTERING] = 1,
        [HEARD_SOME] = 2,    [HEARD_APPROVAL] = 3, [HEARD_STRONG] = 3,
    };
    return ranks[h];
}

/* How much of a sign an option has, above 0 where it has some. The order counts, not the size. */
static uint32_t amount(const struct run *r, enum sign sign, uint32_t option)
{
    switch (sign) {
    case SIGN_EAR:
        return rank_of(r->heard[option]);
    case SIGN_HANDS:
        return of_channel(r, option, CHANNEL_HAND);
    case SIGN_CHAT:
        return of_channel(r, option, CHANNEL_CHAT);
    case SIGN_ROOM_HANDS:
        return r->room_hands[option] > 0 ? r->room_hands[option] - 1 : 0;
    case SIGN_HUM:
    case SIGN_COUNT:
        break;
    }
    return 0;
}

bool evidence_has_hums(const struct meeting *m, const struct run *r)
{
    for (uint32_t i = 0; i < m->hums.count; i++)
        if (m->hums.items[i].question == r->question && m->hums.items[i].run == r->run)
            return true;
    return false;
}

bool evidence_has_heard(const struct meeting *m, const struct run *r)
{
    for (uint32_t i = 0; i < meeting_question(m, r->question)->option_count; i++)
        if (r->heard[i] != HEARD_NOTHING_ENTERED)
            return true;
    return false;
}

int32_t evidence_option(const struct meeting *m, const struct run *r, enum sign sign)
{
    const uint32_t count = meeting_question(m, r->question)->option_count;
    uint32_t most = 0;
    int32_t found = -1;
    if (sign == SIGN_HUM) {
        for (uint32_t i = 0; i < count; i++)
            if (hum_stands_out(m, r, i))
                return (int32_t)i;
        return -1;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t n = amount(r, sign, i);
        if (n == most)
            found = -1;
        if (n > most) {
            found = (int32_t)i;
            most = n;
        }
    }
    return found;
}

bool evidence_differs(const struct meeting *m, const struct run *r)
{
    int32_t first = -1;
    for (int s = 0; s < SIGN_COUNT; s++) {
        int32_t option = evidence_option(m, r, (enum sign)s);
        if (option >= 0 && first >= 0 && option != first)
            return true;
        first = option >= 0 ? option : first;
    }
    return false;
}

static const char *name_of(const struct meeting *m, const struct run *r, uint32_t option)
{
    return meeting_text(m, meeting_option(m, meeting_question(m, r->question), option)->name);
}

/* For which option the chair heard more in the first turns of all (0), or in the second (1); -1:
 * for none alone, or not of each. */
static int32_t heard_in_turn(const struct meeting *m, const struct run *r, uint32_t turn)
{
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    const uint32_t count = meeting_question(m, r->question)->option_count;
    enum heard heard[OPTIONS_MAX] = {HEARD_NOTHING_ENTERED};
    uint32_t turns[OPTIONS_MAX] = {0}, most = 0;
    int32_t found = -1;
    for (uint32_t i = 0; i < m->calls.count; i++) {
        const struct call *c = &m->calls.items[i];
        if (c->run == run && c->option >= 0 && turns[c->option]++ == turn)
            heard[c->option] = c->heard;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (heard[i] == HEARD_NOTHING_ENTERED)
            return -1;
        const uint32_t n = rank_of(heard[i]);
        found = n > most ? (int32_t)i : n == most ? -1 : found;
        most = n > most ? n : most;
    }
    return found;
}

/* What is asked both ways is asked so because the order can make the answer. */
static void add_orders(const struct meeting *m, const struct run *r, struct text *out)
{
    if (meeting_question(m, r->question)->sides != SIDES_BOTH_WAYS)
        return;
    const int32_t first = heard_in_turn(m, r, 0), second = heard_in_turn(m, r, 1);
    if (first < 0 || second < 0 || first == second)
        return;
    text_addf(
        out,
        "The two orders point different ways: in the first the chair heard more for \"%s\", in "
        "the other for \"%s\".",
        name_of(m, r, (uint32_t)first), name_of(m, r, (uint32_t)second));
}

void evidence_sentence(const struct meeting *m, const struct run *r, struct text *out)
{
    static const char *const phrases[SIGN_COUNT] = {
        [SIGN_HUM] = "the hum was clearly louder for",
        [SIGN_EAR] = "the chair heard more for",
        [SIGN_HANDS] = "more hands were raised for",
        [SIGN_CHAT] = "more positions in chat were for",
        [SIGN_ROOM_HANDS] = "the chair counted more hands in the room for",
    };
    const char *before = "The signs point different ways: ";
    add_orders(m, r, out);
    if (!evidence_differs(m, r))
        return;
    text_add(out, out->len > 0 ? " " : "");
    for (int s = 0; s < SIGN_COUNT; s++) {
        int32_t option = evidence_option(m, r, (enum sign)s);
        if (option < 0)
            continue;
        text_addf(out, "%s%s \"%s\"", before, phrases[s], name_of(m, r, (uint32_t)option));
        before = "; ";
    }
    text_add(out, ".");
}

void evidence_of_option(const struct meeting *m, const struct run *r, uint32_t i, struct text *out)
{
    const struct meeting_hum *h = meeting_hum_of(m, r, i);
    const uint32_t hands = of_channel(r, i, CHANNEL_HAND);
    if (h != NULL) {
        sentence_strength(&h->hum, out);
        text_add(out, ", ");
    }
    if (r->heard[i] != HEARD_NOTHING_ENTERED)
        text_addf(out, "heard %s, ", heard_word(r->heard[i]));
    if (r->room_hands[i] > 0)
        text_addf(out, "%" PRIu32 " in the room by the chair's count, ", r->room_hands[i] - 1);
    text_addf(out, "%" PRIu32 " %s, %" PRIu32 " in chat", hands, hands == 1 ? "hand" : "hands",
              of_channel(r, i, CHANNEL_CHAT));
    if (r->entered[i][WAY_MICROPHONE] > 0)
        text_addf(out, ", %" PRIu32 " at the microphone", r->entered[i][WAY_MICROPHONE]);
}

void evidence_facts(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    uint32_t issues = 0;
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(out, i > 0 ? "; " : "");
        text_addf(out, "\"%s\": ", name_of(m, r, i));
        evidence_of_option(m, r, i, out);
    }
    for (uint32_t i = 0; i < m->issues.count; i++)
        issues += m->issues.items[i].question == r->question && m->issues.items[i].run == r->run &&
                  m->issues.items[i].state == ISSUE_OPEN;
    if (issues > 0)
        text_addf(out, "; %" PRIu32 " %s open", issues, issues == 1 ? "issue is" : "issues are");
    text_add(out, q->option_count > 0 || issues > 0 ? "." : "");
}
