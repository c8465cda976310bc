#include "core/proposal.h"

#include "core/adoption.h"
#include "core/kind.h"
#include "core/notice.h"
#include "core/pool.h"

#include <inttypes.h>

const char *const need_words[NEED_COUNT] = {
    [NEED_TEXT] = "text", [NEED_TO] = "to",   [NEED_MISSING] = "missing",
    [NEED_TEAM] = "team", [NEED_WHO] = "who", [NEED_DATE] = "date",
};
const char proposal_reason[] = "Why? One line, for the minutes.";

uint32_t proposal_needs(enum statement_kind kind, int32_t option)
{
    switch (kind) {
    case STATEMENT_DEFERRED:
        return 1u << NEED_TO | 1u << NEED_MISSING;
    case STATEMENT_REFERRED:
        return 1u << NEED_TEAM | 1u << NEED_WHO | 1u << NEED_DATE;
    case STATEMENT_EDITOR:
        return 1u << NEED_WHO;
    case STATEMENT_CONSENSUS:
        return option < 0 ? 1u << NEED_TEXT : 0;
    case STATEMENT_NO_CONSENSUS:
    case STATEMENT_NOT_ENOUGH_INTEREST:
    case STATEMENT_REWORDED:
    case STATEMENT_VOID:
    case STATEMENT_PLURALITY:
    case STATEMENT_DRAW:
    case STATEMENT_KIND_COUNT:
        break;
    }
    return 0;
}

struct proposals {
    struct proposal *items;
    uint32_t count;
};

static void add(struct proposals *p, enum statement_kind kind, int32_t option)
{
    p->items[p->count++] = (struct proposal){kind, option, proposal_needs(kind, option)};
}

static void add_named(const struct meeting *m, const struct question *q, struct proposals *p)
{
    for (uint32_t i = 0; i < q->option_count; i++)
        if (meeting_option(m, q, i)->role == OPTION_NAMED ||
            meeting_option(m, q, i)->role == OPTION_NONE)
            add(p, STATEMENT_CONSENSUS, (int32_t)i);
}

static void add_drawn(const struct meeting *m, const struct run *r, const struct question *q,
                      struct proposals *p)
{
    const struct committed *c = pool_committed(m, r);
    for (uint32_t i = 0; q->drawing == DRAWING_CHAIR && i < q->option_count; i++)
        add(p, STATEMENT_DRAW, (int32_t)i);
    if (!pool_drawn(m, r))
        return;
    if (pool_of_people(q))
        add(p, STATEMENT_DRAW, -1);
    else
        for (uint32_t i = 0; i < c->picked_count; i++)
            add(p, STATEMENT_DRAW, (int32_t)m->picked.items[c->first_picked + i] - 1);
}

/* What is chosen, by kind. false: this kind has no outcomes to propose. */
static bool add_chosen(const struct meeting *m, const struct run *r, struct proposals *p)
{
    const struct question *q = meeting_question(m, r->question);
    switch (q->kind) {
    case QUESTION_FOR_AGAINST:
    case QUESTION_OPTIONS:
    case QUESTION_OBJECTIONS:
    case QUESTION_READY:
    case QUESTION_ADOPT:
    case QUESTION_WITHDRAW:
        add_named(m, q, p);
        add(p, STATEMENT_CONSENSUS, -1);
        return true;
    case QUESTION_LIVE_WITH:
        add(p, STATEMENT_CONSENSUS, -1);
        add_named(m, q, p);
        return true;
    case QUESTION_PLURALITY:
        for (uint32_t i = 0; i < q->option_count; i++)
            if (kind_has_most(q, r, i))
                add(p, STATEMENT_PLURALITY, (int32_t)i);
        return true;
    case QUESTION_DRAW:
        add_drawn(m, r, q, p);
        return true;
    case QUESTION_READ:
    case QUESTION_DECLARE:
    case QUESTION_KIND_COUNT:
        break;
    }
    return false;
}

uint32_t proposal_list(const struct meeting *m, const struct run *r,
                       struct proposal out[PROPOSALS_MAX])
{
    static const enum statement_kind always[] = {
        STATEMENT_NO_CONSENSUS, STATEMENT_NOT_ENOUGH_INTEREST,
        STATEMENT_DEFERRED,     STATEMENT_REFERRED,
        STATEMENT_REWORDED,     STATEMENT_EDITOR};
    struct proposals p = {out, 0};
    if (!add_chosen(m, r, &p))
        return 0;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        add(&p, always[i], -1);
    return p.count;
}

/* ---- the sentence ---- */

static const char *name_of(const struct meeting *m, const struct question *q, int32_t option)
{
    return meeting_text(m, meeting_option(m, q, (uint32_t)option)->name);
}

/* "to adopt draft-x": of one draft; drafts that compete have their outcomes as options. */
static void add_of_draft(const struct meeting *m, const struct question *q, bool against,
                         struct text *out)
{
    const char *draft = meeting_text(m, q->draft);
    if (q->kind == QUESTION_WITHDRAW)
        text_addf(out, "to %s %s", against ? "keep" : "withdraw", draft);
    else if (q->care)
        text_addf(out, "%sto take %s into the group's care", against ? "not " : "", draft);
    else
        text_addf(out, "%sto adopt %s", against ? "not " : "", draft);
}

static void add_consensus(const struct meeting *m, const struct question *q, int32_t option,
                          struct text *out)
{
    const bool against = option >= 0 && option == kind_sign(q, false);
    text_add(out, meeting_kind_limited(meeting_text(m, m->kind))
                      ? "Among the participants there is rough consensus "
                      : "There is rough consensus ");
    switch (q->kind) {
    case QUESTION_READY:
        if (option >= 0)
            text_addf(out, "that the group is %s to decide", against ? "not ready" : "ready");
        break;
    case QUESTION_FOR_AGAINST:
    case QUESTION_OBJECTIONS:
        if (option >= 0)
            text_add(out, against ? "against" : "in favour");
        break;
    case QUESTION_LIVE_WITH:
        text_add(out, against ? "against" : "in favour");
        return;
    default:
        if (option >= 0 && adoption_is(q) && !adoption_competes(q))
            add_of_draft(m, q, against, out);
        else if (option >= 0)
            text_addf(out, "for \"%s\"", name_of(m, q, option));
        break;
    }
    if (option < 0)
        text_add(out, "on other words");
}

static void add_draw(const struct meeting *m, const struct run *r, int32_t option, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const struct committed *c = pool_committed(m, r);
    struct pool_entry entries[POOL_MAX];
    if (q->drawing == DRAWING_CHAIR) {
        text_addf(out, "The chair picks \"%s\"", name_of(m, q, option));
        return;
    }
    (void)pool_entries(m, r, entries, POOL_MAX);
    for (uint32_t i = 0; c != NULL && i < c->picked_count; i++) {
        const uint32_t number = m->picked.items[c->first_picked + i];
        if (option < 0 || number == (uint32_t)option + 1)
            text_addf(out, "%s\"%s\"", i > 0 && option < 0 ? ", " : "", entries[number - 1].name);
    }
    text_add(out, option < 0 && q->pick > 1 ? " were drawn" : " was drawn");
}

static void add_statement(const struct meeting *m, const struct run *r, const struct proposal *p,
                          struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    switch (p->kind) {
    case STATEMENT_CONSENSUS:
        add_consensus(m, q, p->option, out);
        break;
    case STATEMENT_NO_CONSENSUS:
        text_add(out, "There is no consensus on this question");
        break;
    case STATEMENT_NOT_ENOUGH_INTEREST:
        text_add(out, "There is not enough interest to go on with this");
        break;
    case STATEMENT_DEFERRED:
        text_add(out, "This question is deferred");
        break;
    case STATEMENT_REFERRED:
        text_add(out, "This question is referred to a team");
        break;
    case STATEMENT_REWORDED:
        text_add(out, "This question will be reworded and asked again");
        break;
    case STATEMENT_PLURALITY:
        text_addf(out, "\"%s\" has most votes, by the rules said beforehand",
                  name_of(m, q, p->option));
        break;
    case STATEMENT_DRAW:
        add_draw(m, r, p->option, out);
        break;
    case STATEMENT_EDITOR:
        text_add(out, "This is left to the editor");
        break;
    case STATEMENT_VOID:
    case STATEMENT_KIND_COUNT:
        break;
    }
}

void proposal_sentence(const struct meeting *m, const struct run *r, const struct proposal *p,
                       struct text *out)
{
    const uint32_t issues = meeting_open_issues(m, r->question);
    add_statement(m, r, p, out);
    if (issues > 0)
        text_addf(out, ", with %" PRIu32 " %s open", issues, issues == 1 ? "issue" : "issues");
    text_add(out, ".");
}
