#include "core/kind.h"

#include "core/adoption.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct kind_rules rules[QUESTION_KIND_COUNT] = {
    [QUESTION_FOR_AGAINST] = {.options = {"for", "against"},
                              .wants = {WANTS_NOTHING, WANTS_REASON_OFFERED},
                              .plus = 0,
                              .minus = 1,
                              .hummed = true,
                              .no_opinion = true},
    [QUESTION_OPTIONS] = {.plus = -1,
                          .minus = -1,
                          .own_options = true,
                          .others = true,
                          .hummed = true,
                          .no_opinion = true},
    [QUESTION_OBJECTIONS] = {.options = {"approval", "objection"},
                             .wants = {WANTS_NOTHING, WANTS_REASON_OFFERED},
                             .plus = 0,
                             .minus = 1,
                             .hummed = true,
                             .no_opinion = true,
                             .issues = true},
    [QUESTION_LIVE_WITH] = {.options = {"cannot live with it"},
                            .wants = {WANTS_REASON},
                            .plus = -1,
                            .minus = 0,
                            .hummed = true,
                            .issues = true},
    [QUESTION_READ] = {.options = {"have read it", "have not read it"},
                       .plus = 0,
                       .minus = 1,
                       .hummed = true},
    [QUESTION_READY] = {.options = {"ready", "not ready"},
                        .wants = {WANTS_NOTHING, WANTS_REASON_OFFERED},
                        .plus = 0,
                        .minus = 1,
                        .hummed = true,
                        .no_opinion = true},
    [QUESTION_PLURALITY] = {.plus = -1, .minus = -1, .own_options = true},
    [QUESTION_DRAW] = {.plus = -1, .minus = -1, .drawn = true},
    [QUESTION_ADOPT] = {.options = {"adopt", "do not adopt"},
                        .wants = {WANTS_REASON_OFFERED, WANTS_REASON_OFFERED},
                        .plus = 0,
                        .minus = 1,
                        .hummed = true,
                        .no_opinion = true,
                        .issues = true},
    [QUESTION_WITHDRAW] = {.options = {"withdraw", "keep"},
                           .wants = {WANTS_REASON_OFFERED, WANTS_REASON_OFFERED},
                           .plus = 0,
                           .minus = 1,
                           .hummed = true,
                           .no_opinion = true,
                           .issues = true},
    [QUESTION_DECLARE] = {.plus = -1, .minus = -1},
};

const struct kind_rules *kind_rules(enum question_kind kind)
{
    assert(kind < QUESTION_KIND_COUNT);
    return &rules[kind];
}

/* Where a side of for-against stands in its question. */
static int32_t side_of(const struct question *q, int32_t side)
{
    switch (q->sides) {
    case SIDES_TURNED:
        return 1 - side;
    case SIDES_FOR_ALONE:
        return side == 0 ? 0 : -1;
    case SIDES_AGAINST_ALONE:
        return side == 1 ? 0 : -1;
    case SIDES_BOTH:
    case SIDES_BOTH_WAYS:
    case SIDES_COUNT:
        break;
    }
    return side;
}

int32_t kind_sign(const struct question *q, bool plus)
{
    if (adoption_competes(q))
        return -1; /* of many options neither is "the" one */
    int32_t option = plus ? rules[q->kind].plus : rules[q->kind].minus;
    return q->kind == QUESTION_FOR_AGAINST ? side_of(q, option) : option;
}

enum wants kind_wants(const struct meeting *m, const struct question *q, int32_t option)
{
    const struct kind_rules *k = &rules[q->kind];
    if (option < 0 || (uint32_t)option >= q->option_count)
        return WANTS_NOTHING;
    if (adoption_is(q))
        return WANTS_REASON_OFFERED; /* supporters and detractors alike */
    if (q->kind == QUESTION_FOR_AGAINST)
        return option == side_of(q, 1) ? k->wants[1] : k->wants[0];
    if (option < KIND_OPTIONS_MAX && k->options[option] != NULL)
        return k->wants[option];
    const struct option *o = meeting_option(m, q, (uint32_t)option);
    return q->kind == QUESTION_OPTIONS && o->role != OPTION_DONT_CARE ? WANTS_REASON_OFFERED
                                                                      : WANTS_NOTHING;
}

bool kind_objects(const struct meeting *m, const struct question *q, int32_t option)
{
    if (!rules[q->kind].issues || option < 0 || (uint32_t)option >= q->option_count)
        return false;
    if (adoption_competes(q))
        return meeting_option(m, q, (uint32_t)option)->role == OPTION_NONE;
    return adoption_is(q) ? option == rules[q->kind].minus
                          : kind_wants(m, q, option) != WANTS_NOTHING;
}

uint32_t kind_further(const struct question *q)
{
    if (q->kind == QUESTION_PLURALITY)
        return q->votes > 0 ? q->votes - 1 : 0;
    return q->several ? q->option_count - 1 : 0;
}

bool kind_same_form(const struct question *a, const struct question *b)
{
    return a->kind == b->kind || (rules[a->kind].own_options && rules[b->kind].own_options);
}

uint32_t kind_votes(const struct run *r, uint32_t option)
{
    uint32_t votes = 0;
    for (int c = 0; c < CHANNEL_COUNT; c++)
        for (int p = 0; p < PLACE_COUNT; p++)
            votes += r->counts[option][c][p];
    return votes + r->entered[option][WAY_MICROPHONE];
}

const char *kind_sides_phrase(enum sides s)
{
    static const char *const phrases[SIDES_COUNT] = {
        [SIDES_BOTH] = "",
        [SIDES_TURNED] = "Those against are asked first.",
        [SIDES_BOTH_WAYS] = "It is asked both ways: in this order, and the other way round.",
        [SIDES_FOR_ALONE] = "Only one side is asked: those for it.",
        [SIDES_AGAINST_ALONE] = "Only one side is asked: those against it.",
    };
    return phrases[s];
}

const char *kind_basis_phrase(enum basis b)
{
    static const char *const phrases[BASIS_COUNT] = {
        [BASIS_NONE] = "",
        [BASIS_DISCUSSION] = "It rests on the discussion",
        [BASIS_MICROPHONE] = "It rests on the comments at the microphone",
        [BASIS_SILENCE] = "It rests on there being no additional discussion",
    };
    return phrases[b];
}

bool kind_has_most(const struct question *q, const struct run *r, uint32_t option)
{
    for (uint32_t i = 0; i < q->option_count; i++)
        if (i != option && kind_votes(r, i) >= kind_votes(r, option))
            return false;
    return true;
}

bool kind_readers(const struct meeting *m, const struct run *r, uint32_t readers[OPTIONS_MAX])
{
    const struct question *q = meeting_question(m, r->question);
    const struct question *before = meeting_question(m, q->of_question);
    const struct run *of = meeting_run(m, q->of_question, q->of_run);
    if (q->relation != RELATION_FOLLOWS || before == NULL || before->kind != QUESTION_READ ||
        of == NULL)
        return false;
    const size_t size = (size_t)m->people.count + 1;
    const struct answer **people = calloc(2 * size, sizeof(struct answer *));
    if (people == NULL)
        return false;
    meeting_standing(m, of, people);
    meeting_standing(m, r, people + size);
    memset(readers, 0, OPTIONS_MAX * sizeof *readers);
    for (uint32_t p = 1; p <= m->people.count; p++) {
        const struct answer *read = people[p], *a = people[size + p];
        if (read == NULL || read->option != rules[QUESTION_READ].plus || a == NULL ||
            a->option < 0 || meeting_aside_of(m, p, r) != NULL ||
            meeting_aside_of(m, p, of) != NULL)
            continue;
        for (uint32_t i = 0; i < q->option_count; i++)
            readers[i] += (a->also | 1u << a->option) >> i & 1u;
    }
    free(people);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

const char *kind_draft_hint(const char *name)
{
    static const char prefix[] = "draft-";
    size_t len = strlen(name);
    if (strncmp(name, prefix, strlen(prefix)) != 0)
        return "names of drafts begin with \"draft-\"";
    for (size_t i = 0; i < len; i++)
        if (!is_digit(name[i]) && !(name[i] >= 'a' && name[i] <= 'z') && name[i] != '-')
            return "names of drafts have small letters, digits and hyphens only";
    if (strstr(name, "--") != NULL)
        return "two hyphens follow each other";
    if (!is_digit(name[len - 1]) || !is_digit(name[len - 2]) || name[len - 3] != '-')
        return "the version is missing, two digits as in \"-02\"";
    const char *rest = strchr(name + strlen(prefix), '-');
    return rest == NULL || rest == name + len - 3
               ? "names of drafts say whose they are and what they are about"
               : "";
}
