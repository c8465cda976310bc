/* Questions before they are asked: what each kind must say beforehand. */
#include "core/adoption.h"
#include "core/decision.h"
#include "core/fold.h"
#include "core/kind.h"

#include <string.h>

/* Whoever types one in chat must not be taken for the other. */
static bool same_name(const char *a, const char *b)
{
    struct folded one, other;
    return fold_text(a, strlen(a), &one) && fold_text(b, strlen(b), &other) &&
           strcmp(one.text, other.text) == 0;
}

static const char dont_care[] = "don't care", something_else[] = "something else";

/* Chance among several, which the group agrees to; a coin and the chair's own choice are for what
 * is minor. */
static bool is_lots(const struct new_question *q)
{
    return q->drawing == DRAWING_STRAW || q->drawing == DRAWING_RANDOM ||
           q->drawing == DRAWING_RFC3797;
}

/* The options that are named with the question. */
static enum status check_options(const struct new_question *q)
{
    const bool draw = q->kind == QUESTION_DRAW;
    if (!kind_rules(q->kind)->own_options && !draw)
        return q->option_count == 0 ? STATUS_OK : REFUSED_BAD_VALUE;
    if (draw && q->option_count == 0) /* a straw, and at random: among those who volunteer */
        return is_lots(q) ? STATUS_OK : REFUSED_POOL;
    if (draw && q->drawing == DRAWING_STRAW)
        return REFUSED_BAD_VALUE;
    if (draw && (q->option_count < 2 || q->option_count < q->pick ||
                 (q->drawing == DRAWING_COIN && q->option_count != 2)))
        return REFUSED_POOL;
    if (q->option_count < 2)
        return REFUSED_OPTIONS;
    if (q->option_count + (q->dont_care ? 1u : 0u) + (q->something_else ? 1u : 0u) > OPTIONS_MAX)
        return REFUSED_TOO_MANY;
    for (uint32_t i = 0; i < q->option_count; i++) {
        if ((q->dont_care && same_name(q->options[i], dont_care)) ||
            (q->something_else && same_name(q->options[i], something_else)))
            return REFUSED_OPTIONS;
        for (uint32_t k = 0; k < i; k++)
            if (same_name(q->options[i], q->options[k]))
                return REFUSED_OPTIONS;
    }
    return STATUS_OK;
}

/* Lots are drawn only where the group agreed to; a coin and the chair's own choice are for what is
 * minor or balanced. */
static enum status check_draw(const struct new_question *q)
{
    const bool lots = is_lots(q);
    if (q->kind != QUESTION_DRAW)
        return q->drawing == DRAWING_NONE && q->grounds == GROUNDS_NONE && q->pick == 0
                   ? STATUS_OK
                   : REFUSED_KIND;
    if (q->drawing == DRAWING_NONE)
        return REFUSED_METHOD;
    if (lots && q->agreement[0] == '\0')
        return REFUSED_AGREEMENT;
    if (q->drawing == DRAWING_RFC3797 && q->source[0] == '\0')
        return REFUSED_SOURCES;
    if (!lots && q->grounds == GROUNDS_NONE)
        return REFUSED_GROUNDS;
    return (!lots && q->pick > 1) || q->pick >= VOLUNTEERS_MAX ? REFUSED_BAD_VALUE : STATUS_OK;
}

/* What belongs to one kind only: the sides of for-against, the draft that was read, the rules of a
 * plurality. */
static enum status check_kind(const struct new_question *q)
{
    bool plurality = q->kind == QUESTION_PLURALITY;
    if (q->sides != SIDES_BOTH && q->kind != QUESTION_FOR_AGAINST)
        return REFUSED_KIND;
    if (q->several && q->kind != QUESTION_OPTIONS)
        return REFUSED_KIND;
    if (!plurality && (q->votes != 0 || q->chat_counted))
        return REFUSED_KIND;
    if (plurality && (q->votes < 1 || q->votes > 2 || !q->chat_said || q->who_counts[0] == '\0' ||
                      q->agreement[0] == '\0'))
        return REFUSED_RULES;
    if (q->kind == QUESTION_ADOPT || q->kind == QUESTION_WITHDRAW) {
        enum status s = decision_check_drafts(q);
        if (s != STATUS_OK)
            return s;
    }
    if (q->kind == QUESTION_READ && q->draft[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    enum status s = check_draw(q);
    return s == STATUS_OK ? check_options(q) : s;
}

static void add_option(struct event *e, const char *name, enum option_role role)
{
    e->prepared.options[e->prepared.option_count++] =
        (struct new_option){.name = name, .role = role};
}

static bool add_options(struct decision *d, const struct new_question *q, struct event *e)
{
    const struct kind_rules *k = kind_rules(q->kind);
    if (q->kind == QUESTION_ADOPT && q->draft_count > 0)
        return decision_competing(d, q, e);
    if (q->kind == QUESTION_ADOPT && q->care) {
        for (int i = 0; i < 2; i++)
            add_option(e, adoption_care_options[i], OPTION_NAMED);
        return true;
    }
    bool first = q->sides != SIDES_AGAINST_ALONE, second = q->sides != SIDES_FOR_ALONE;
    for (int i = 0; i < KIND_OPTIONS_MAX; i++) {
        int option = q->sides == SIDES_TURNED ? 1 - i : i;
        if (k->options[option] != NULL && (option == 0 ? first : second))
            add_option(e, k->options[option], OPTION_NAMED);
    }
    for (uint32_t i = 0; i < q->option_count; i++) {
        const char *name = decision_text(d, q->options[i]);
        if (name == NULL)
            return false;
        add_option(e, name, OPTION_NAMED);
    }
    if (k->others && q->dont_care)
        add_option(e, dont_care, OPTION_DONT_CARE);
    if (k->others && q->something_else)
        add_option(e, something_else, OPTION_SOMETHING_ELSE);
    return true;
}

/* Texts that only some kinds have; "" else. */
static bool copy_texts(struct decision *d, const struct new_question *q, struct event *e)
{
    bool plurality = q->kind == QUESTION_PLURALITY, draw = q->kind == QUESTION_DRAW;
    e->prepared.text = decision_text(d, q->text);
    e->prepared.worded_by = decision_text(d, q->worded_by);
    bool one_draft =
        q->kind == QUESTION_READ || q->kind == QUESTION_ADOPT || q->kind == QUESTION_WITHDRAW;
    e->prepared.draft = decision_text(d, one_draft ? q->draft : "");
    e->prepared.who_counts = decision_text(d, plurality ? q->who_counts : "");
    e->prepared.agreement = decision_text(d, plurality || draw ? q->agreement : "");
    e->prepared.source = decision_text(d, draw ? q->source : "");
    e->prepared.on_list = decision_text(d, q->on_list);
    e->prepared.links = decision_text(d, q->links);
    e->prepared.since = decision_text(d, q->kind == QUESTION_DECLARE ? q->since : "");
    return e->prepared.text != NULL && e->prepared.worded_by != NULL && e->prepared.draft != NULL &&
           e->prepared.who_counts != NULL && e->prepared.agreement != NULL &&
           e->prepared.source != NULL && e->prepared.on_list != NULL && e->prepared.links != NULL &&
           e->prepared.since != NULL;
}

enum status decision_question(struct decision *d, const struct new_question *q, uint32_t number)
{
    enum status s = check_kind(q);
    if (s != STATUS_OK)
        return s;
    struct event *e = decision_event(d, EVENT_QUESTION_PREPARED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->prepared.question = number;
    e->prepared.kind = q->kind;
    e->prepared.relation = q->relation;
    e->prepared.of_question = q->of_question;
    e->prepared.of_run = q->of_run;
    e->prepared.sides = q->sides;
    e->prepared.several = q->several;
    e->prepared.votes = q->votes;
    e->prepared.chat_counted = q->chat_counted;
    e->prepared.basis = q->basis;
    e->prepared.drawing = q->drawing;
    e->prepared.grounds = q->grounds;
    e->prepared.pick = q->kind == QUESTION_DRAW && q->pick == 0 ? 1 : q->pick;
    e->prepared.options = arena_take(&d->out->arena, OPTIONS_MAX * sizeof *e->prepared.options);
    bool ok = e->prepared.options != NULL && copy_texts(d, q, e) && decision_drafts(d, q, e) &&
              add_options(d, q, e);
    return ok ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Links of what was said on the list: shown to everybody, so nothing but http and https. */
static bool are_links(const char *links)
{
    while (*links != '\0') {
        const char *rest = strncmp(links, "https://", 8) == 0  ? links + 8
                           : strncmp(links, "http://", 7) == 0 ? links + 7
                                                               : "";
        size_t len = strcspn(rest, " \"<>\\^`{|}");
        if (len == 0 || (rest[len] != ' ' && rest[len] != '\0'))
            return false;
        links = rest + len + strspn(rest + len, " ");
    }
    return true;
}

static enum status prepare(struct decision *d, uint32_t number)
{
    const struct command *c = d->command;
    if (c->question_kind < 0)
        return REFUSED_BAD_VALUE;
    if (c->question_kind == QUESTION_DECLARE)
        return REFUSED_KIND;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (c->relation != RELATION_NONE && meeting_question(d->meeting, c->of_question) == NULL)
        return REFUSED_NO_QUESTION;
    if (c->of_run != 0 && meeting_run(d->meeting, c->of_question, c->of_run) == NULL)
        return REFUSED_NO_QUESTION;
    if (!are_links(c->links))
        return REFUSED_LINKS;
    bool others = kind_rules((enum question_kind)c->question_kind)->others;
    return decision_question(
        d,
        &(struct new_question){.kind = (enum question_kind)c->question_kind,
                               .text = c->text,
                               .worded_by = c->by,
                               .options = c->options,
                               .option_count = c->option_count,
                               .dont_care = others && !c->no_dont_care,
                               .something_else = others && !c->no_something_else,
                               .sides = (enum sides)c->sides,
                               .several = c->several,
                               .votes = c->votes,
                               .chat_counted = c->chat_counted,
                               .chat_said = c->has_chat_counted,
                               .draft = c->draft,
                               .who_counts = c->who_counts,
                               .agreement = c->agreement,
                               .on_list = c->on_list,
                               .links = c->links,
                               .source = c->source,
                               .since = "",
                               .drawing = (enum drawing)c->drawing,
                               .grounds = (enum grounds)c->grounds,
                               .pick = c->pick,
                               .drafts = c->drafts,
                               .draft_count = c->draft_count,
                               .outcomes = c->outcomes,
                               .cause = c->cause,
                               .tried = c->tried,
                               .adopted = c->adopted,
                               .events = c->events,
                               .care = c->care,
                               .relation = c->relation,
                               .of_question = c->relation != RELATION_NONE ? c->of_question : 0,
                               .of_run = c->relation != RELATION_NONE ? c->of_run : 0},
        number);
}

enum status decide_prepare(struct decision *d)
{
    return d->meeting->questions.count < QUESTIONS_MAX ? prepare(d, d->meeting->questions.count + 1)
                                                       : REFUSED_TOO_MANY;
}

/* A question that nobody was asked yet, or why it is none. */
static enum status not_asked(const struct decision *d)
{
    const struct question *q = meeting_question(d->meeting, d->command->question);
    if (q == NULL)
        return REFUSED_NO_QUESTION;
    return q->run_count == 0 ? STATUS_OK : REFUSED_ASKED;
}

/* The whole question anew, under its number: the same members as a question that is prepared. */
enum status decide_edit(struct decision *d)
{
    enum status s = not_asked(d);
    if (s == STATUS_OK && d->command->relation != RELATION_NONE &&
        d->command->of_question == d->command->question)
        s = REFUSED_BAD_VALUE;
    if (s == STATUS_OK)
        s = prepare(d, d->command->question);
    if (s == STATUS_OK)
        d->out->items[d->out->count - 1].kind = EVENT_QUESTION_EDITED;
    return s;
}

static enum status moved(struct decision *d, enum event_kind kind, uint32_t question,
                         uint32_t before)
{
    struct event *e = decision_event(d, kind);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->moved.question = question;
    e->moved.before = before;
    return STATUS_OK;
}

enum status decide_move(struct decision *d)
{
    const struct command *c = d->command;
    if (meeting_question(d->meeting, c->question) == NULL ||
        (c->before != 0 && meeting_question(d->meeting, c->before) == NULL))
        return REFUSED_NO_QUESTION;
    return c->before == c->question ? REFUSED_ALREADY
                                    : moved(d, EVENT_QUESTION_MOVED, c->question, c->before);
}

/* What is asked next, to think about; without a question the preview is over. */
enum status decide_preview(struct decision *d)
{
    const uint32_t question = d->command->question;
    enum status s = question != 0 ? not_asked(d) : STATUS_OK;
    if (s == STATUS_OK && d->meeting->preview == question)
        s = REFUSED_ALREADY;
    return s == STATUS_OK ? moved(d, EVENT_QUESTION_PREVIEWED, question, 0) : s;
}
