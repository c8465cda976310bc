#include "core/offer.h"

#include "core/kind.h"
#include "core/sentence.h"

const char *const offer_words[OFFER_COUNT] = {
    [OFFER_HEAR_OBJECTORS] = "hear-objectors",
    [OFFER_NOT_ENOUGH_INTEREST] = "not-enough-interest",
    [OFFER_RESTATE] = "restate",
    [OFFER_OTHER_SOLUTIONS] = "other-solutions",
    [OFFER_DEFER] = "defer",
    [OFFER_DROP] = "drop",
};

static bool is_heard(enum heard h)
{
    return h != HEARD_NOTHING_ENTERED && h != HEARD_SILENCE;
}

/* Did anybody hum, answer, or was anybody heard for this option? */
static bool has_support(const struct meeting *m, const struct run *r, uint32_t option)
{
    const struct meeting_hum *h = meeting_hum_of(m, r, option);
    return kind_votes(r, option) > 0 || is_heard(r->heard[option]) || r->room_hands[option] > 1 ||
           (h != NULL && !h->hum.silent);
}

/* Some records have a strength alone, without the one that its interval reaches to. */
static bool may_be_more_than_weak(const struct hum *h)
{
    return h->strength > STRENGTH_WEAK || h->strength_high > STRENGTH_WEAK;
}

/* Measured, or heard by the chair, who has the last word: of a hum that was weak to the meter and
 * strong to the ear nothing weak is said. */
static bool was_more_than_weak(const struct meeting_hum *h, enum heard heard)
{
    return (h != NULL && !h->hum.silent && may_be_more_than_weak(&h->hum)) || heard == HEARD_SOME ||
           heard == HEARD_STRONG || heard == HEARD_APPROVAL;
}

/* Two hums at least, all of them weak. */
static bool all_weak(const struct meeting *m, const struct run *r, const struct question *q)
{
    uint32_t hums = 0;
    for (uint32_t i = 0; i < q->option_count; i++) {
        const struct meeting_hum *h = meeting_hum_of(m, r, i);
        if (h == NULL && r->heard[i] == HEARD_NOTHING_ENTERED)
            continue;
        if (was_more_than_weak(h, r->heard[i]))
            return false;
        hums++;
    }
    return hums >= 2;
}

static bool undistinguished(const struct meeting *m, const struct run *r, const struct question *q)
{
    if (r->compared == 0)
        return false;
    for (uint32_t i = 0; i < q->option_count; i++)
        if (hum_stands_out(m, r, i))
            return false;
    return true;
}

uint32_t offer_of(const struct meeting *m, const struct run *r)
{
    const struct question *q = meeting_question(m, r->question);
    const int32_t against = kind_sign(q, false);
    bool interest = q->kind == QUESTION_OBJECTIONS || q->kind == QUESTION_LIVE_WITH;
    uint32_t offers = 0;
    if (q->kind == QUESTION_READ || q->kind == QUESTION_PLURALITY || q->kind == QUESTION_DRAW ||
        q->kind == QUESTION_DECLARE)
        return 0;
    if (against >= 0 && has_support(m, r, (uint32_t)against))
        offers |= q->kind == QUESTION_READY ? 1u << OFFER_DEFER : 1u << OFFER_HEAR_OBJECTORS;
    for (uint32_t i = 0; i < q->option_count; i++)
        interest = interest || has_support(m, r, i);
    if (!interest)
        offers |= 1u << OFFER_NOT_ENOUGH_INTEREST;
    if (all_weak(m, r, q) || undistinguished(m, r, q))
        offers |= 1u << OFFER_RESTATE | 1u << OFFER_OTHER_SOLUTIONS | 1u << OFFER_DEFER |
                  1u << OFFER_DROP;
    return offers;
}
