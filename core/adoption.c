#include "core/adoption.h"

#include "core/competing.h"
#include "core/kind.h"

#include <string.h>
#include <strings.h>

/* The three forms of a question: adopting a draft, taking an individual's draft into the group's
 * care, withdrawing a draft. */
enum { ADOPTS = 1, CARES = 2, WITHDRAWS = 4 };

static const struct {
    unsigned of;
    const char *phrase;
} criteria[CRITERION_COUNT] =
    {
        [CRITERION_MILESTONE] = {ADOPTS | CARES, "a milestone of the charter"},
        [CRITERION_SCOPE] = {ADOPTS | CARES, "in scope, or an easy change of the charter"},
        [CRITERION_PURPOSE] = {ADOPTS | CARES, "the purpose is clear"},
        [CRITERION_USEFUL] = {ADOPTS | CARES, "the proposal is useful"},
        [CRITERION_QUALITY] = {ADOPTS | CARES,
                               "an acceptable platform; the quality of the writing"},
        [CRITERION_OBJECTIONS] = {ADOPTS | CARES, "objections in process or technique"},
        [CRITERION_TIMELY] = {ADOPTS | CARES, "timely"},
        [CRITERION_STATUS] = {ADOPTS | CARES, "the intended status"},
        [CRITERION_IPR] = {ADOPTS | CARES, "IPR known and disclosed"},
        [CRITERION_CONFLICT] = {ADOPTS | CARES, "conflict with other work"},
        [CRITERION_SUPPORT] = {ADOPTS | CARES, "strong support to work on it"},
        [CRITERION_IDNITS] = {ADOPTS | CARES, "idnits"},
        [CRITERION_COMPLETION] = {WITHDRAWS,
                                  "any concrete evidence that completion may now be feasible"},
},
  steps[DRAFT_STEP_COUNT] = {
      [DRAFT_STEP_CHANGE_CONTROL] = {ADOPTS,
                                     "authors reminded that change control passes to the group"},
      [DRAFT_STEP_IPR] = {ADOPTS | CARES, "authors asked about IPR"},
      [DRAFT_STEP_AREA_DIRECTOR] = {CARES, "area director consulted"},
      [DRAFT_STEP_CALL] = {ADOPTS | CARES | WITHDRAWS, "call of at least two weeks"},
      [DRAFT_STEP_RESULT] = {ADOPTS | CARES | WITHDRAWS, "result announced"},
      [DRAFT_STEP_EDITORS] = {ADOPTS, "editors chosen"},
      [DRAFT_STEP_NAME] = {ADOPTS | CARES, "name by convention"},
      [DRAFT_STEP_REPLACED_BY] = {ADOPTS, "replaced-by noted"},
      [DRAFT_STEP_RETURNED] = {WITHDRAWS, "text returned to its authors"},
};

const char *const adoption_care_options[2] = {"take it into the group's care",
                                              "leave it to its authors"};

static unsigned form_of(const struct question *q)
{
    if (q->kind == QUESTION_WITHDRAW)
        return WITHDRAWS;
    if (q->kind == QUESTION_ADOPT)
        return q->care ? CARES : ADOPTS;
    return 0;
}

bool adoption_is(const struct question *q)
{
    return form_of(q) != 0;
}

bool adoption_competes(const struct question *q)
{
    return q->draft_count > 0;
}

const char *adoption_draft(const struct meeting *m, const struct question *q, uint32_t i)
{
    if (!adoption_competes(q))
        return i == 0 && q->draft != 0 ? meeting_text(m, q->draft) : NULL;
    return i < q->draft_count ? meeting_text(m, m->drafts.items[q->first_draft + i]) : NULL;
}

static bool is_option(const struct meeting *m, const struct question *q, const struct competing *c,
                      enum draft_outcome o, uint32_t draft)
{
    struct text words = {0};
    bool found = false;
    competing_option(c, o, draft, &words);
    for (uint32_t i = 0; i < q->option_count && !words.failed; i++)
        found = found || strcmp(meeting_text(m, meeting_option(m, q, i)->name), words.bytes) == 0;
    text_release(&words);
    return found;
}

uint32_t adoption_outcomes(const struct meeting *m, const struct question *q)
{
    const char *drafts[DRAFTS_MAX];
    const struct competing c = {drafts, q->draft_count, meeting_text(m, q->adopted)};
    const uint32_t can = competing_outcomes(q->draft_count, q->adopted != 0);
    uint32_t asked = 0;
    for (uint32_t i = 0; i < q->draft_count; i++)
        drafts[i] = adoption_draft(m, q, i);
    for (int o = 0; o < DRAFT_OUTCOME_COUNT; o++)
        if (can >> o & 1u && is_option(m, q, &c, (enum draft_outcome)o, 0))
            asked |= 1u << o;
    return asked;
}

bool adoption_has_criterion(const struct question *q, enum criterion c)
{
    return (criteria[c].of & form_of(q)) != 0;
}

bool adoption_has_step(const struct question *q, enum draft_step s)
{
    return (steps[s].of & form_of(q)) != 0;
}

/* ---- phrases ---- */

const char *criterion_phrase(enum criterion c)
{
    return criteria[c].phrase;
}

const char *step_phrase(enum draft_step s)
{
    return steps[s].phrase;
}

const char *waiver_phrase(enum waiver g)
{
    static const char *const phrases[WAIVER_COUNT] = {
        [WAIVER_NONE] = "",
        [WAIVER_CHARTER] = "by the charter",
        [WAIVER_SPLIT] = "because of a split",
        [WAIVER_MERGE] = "because of a merge",
        [WAIVER_CHAIRS] = "by the chairs' decision",
    };
    return phrases[g];
}

const char *cause_phrase(enum cause c)
{
    static const char *const phrases[CAUSE_COUNT] = {
        [CAUSE_INTEREST] = "lack of interest",
        [CAUSE_EFFORT] = "lack of effort",
        [CAUSE_CONSENSUS] = "lack of consensus",
    };
    return phrases[c];
}

const char *tried_phrase(enum tried t)
{
    static const char *const phrases[TRIED_COUNT] = {
        [TRIED_REVIEWS] = "reviews were asked for",
        [TRIED_EDITORS_ADDED] = "editors were added",
        [TRIED_EDITORS_REPLACED] = "editors were replaced",
    };
    return phrases[t];
}

const char *adoption_reminder(const struct question *q, uint32_t i)
{
    static const char own[] = "The chairs judge this regardless of their own opinions.";
    if (i == 0)
        return own;
    if (i > 1)
        return NULL;
    return q->kind == QUESTION_WITHDRAW
               ? "Is there any concrete evidence that completion may now be feasible?"
               : "Is there enough interest that completion is likely?";
}

/* ---- notes ---- */

const char *adoption_note(const struct meeting *m, uint32_t question, enum criterion c,
                          const char *draft)
{
    for (uint32_t i = 0; i < m->criteria.count; i++) {
        const struct criterion_note *n = &m->criteria.items[i];
        if (n->question == question && n->criterion == c &&
            strcmp(meeting_text(m, n->draft), draft) == 0)
            return meeting_text(m, n->note);
    }
    return "";
}

static void call_from_the_list(const struct meeting *m, struct step_note *s)
{
    for (uint32_t i = m->runs.count; i-- > 0;) {
        const struct run *r = &m->runs.items[i];
        if (r->question != s->question || r->sent_us == 0 || r->voided_us != 0)
            continue;
        s->state = DRAFT_STEP_DONE;
        s->date_us = r->sent_us;
        s->until_us = r->deadline_us;
        return;
    }
}

struct step_note adoption_step(const struct meeting *m, uint32_t question, enum draft_step s,
                               const char *draft)
{
    struct step_note none = {.question = question, .step = s};
    for (uint32_t i = 0; i < m->steps.count; i++) {
        const struct step_note *n = &m->steps.items[i];
        if (n->question == question && n->step == s &&
            strcmp(meeting_text(m, n->draft), draft) == 0)
            return *n;
    }
    if (s == DRAFT_STEP_CALL && draft[0] == '\0')
        call_from_the_list(m, &none);
    return none;
}

/* One name, up to a blank. */
static const char *name_hint(const struct question *q, const char *group, const char *name,
                             size_t len)
{
    static const char prefix[] = "draft-ietf-";
    const size_t prefix_len = strlen(prefix), group_len = strlen(group);
    bool ietf = len > prefix_len && strncmp(name, prefix, prefix_len) == 0;
    if (q->care)
        return ietf ? "an individual's draft is called draft-LASTNAME-GROUP-..." : "";
    if (!ietf)
        return "a group's draft is called draft-ietf-GROUP-...";
    name += prefix_len;
    len -= prefix_len;
    bool named = group_len == 0 || (len > group_len + 1 && name[group_len] == '-' &&
                                    strncasecmp(name, group, group_len) == 0);
    return named ? "" : "a draft of this group has the group's name behind draft-ietf-";
}

const char *adoption_name_hint(const struct meeting *m, const struct question *q, const char *names)
{
    while (*names != '\0') {
        size_t len = strcspn(names, " ");
        const char *hint = name_hint(q, meeting_text(m, m->group), names, len);
        if (hint[0] != '\0')
            return hint;
        names += len + strspn(names + len, " ");
    }
    return "";
}

/* ---- people who are willing ---- */

const struct willing_note *adoption_willing_of(const struct meeting *m, const struct run *r,
                                               const char *draft, uint32_t person, const char *name)
{
    for (uint32_t i = 0; i < m->willing.count; i++) {
        const struct willing_note *w = &m->willing.items[i];
        if (w->question == r->question && w->run == r->run && meeting_same(m, w->person, person) &&
            strcmp(meeting_text(m, w->draft), draft) == 0 &&
            (person != 0 || strcmp(meeting_text(m, w->name), name) == 0))
            return w;
    }
    return NULL;
}

static bool same_draft(const struct meeting *m, const struct willing_note *a,
                       const struct willing_note *b)
{
    return strcmp(meeting_text(m, a->draft), meeting_text(m, b->draft)) == 0;
}

bool adoption_is_willing(const struct meeting *m, const struct willing_note *w, enum willing what)
{
    const bool merged = m->identities.count > 0 && w->person != 0;
    for (const struct willing_note *before = m->willing.items; merged && before < w; before++)
        if (before->question == w->question && before->run == w->run && same_draft(m, before, w) &&
            before->willing >> what & 1u && meeting_same(m, before->person, w->person))
            return false;
    return w->willing >> what & 1u;
}

uint32_t adoption_willing(const struct meeting *m, const struct run *r, const char *draft,
                          enum willing what)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->willing.count; i++) {
        const struct willing_note *w = &m->willing.items[i];
        if (w->question == r->question && w->run == r->run &&
            strcmp(meeting_text(m, w->draft), draft) == 0)
            count += adoption_is_willing(m, w, what);
    }
    return count;
}
