/* Runs of a question beside each other, what changed in a restatement, what may be stated. */
#include "core/view_question.h"

#include "core/kind.h"
#include "core/proposal.h"
#include "core/reword.h"
#include "core/sentence.h"

#include <stdlib.h>

/* ---- restatements ---- */

static struct json *pieces_take(struct reword_piece *pieces, size_t count)
{
    struct json *list = json_array_new();
    for (size_t i = 0; i < count; i++) {
        struct json *o = json_object_new();
        json_put_text_n(o, "text", pieces[i].text, pieces[i].len);
        json_put_text(o, "change", reword_words[pieces[i].change]);
        json_add_take(list, o);
    }
    free(pieces);
    return list;
}

static size_t names_of(const struct meeting *m, const struct question *q,
                       const char *out[OPTIONS_MAX])
{
    for (uint32_t i = 0; i < q->option_count; i++)
        out[i] = meeting_text(m, meeting_option(m, q, i)->name);
    return q->option_count;
}

/* Empty where the options are the same in the same order, and where it is asked in another form. */
static struct json *options_changed(const struct meeting *m, const struct question *of,
                                    const struct question *q)
{
    const char *before[OPTIONS_MAX], *after[OPTIONS_MAX];
    struct reword_piece *pieces = NULL;
    size_t count = 0, changed = 0;
    if (!kind_same_form(of, q) || reword_names(before, names_of(m, of, before), after,
                                               names_of(m, q, after), &pieces, &count) != STATUS_OK)
        return json_array_new();
    for (size_t i = 0; i < count; i++)
        changed += pieces[i].change != REWORD_SAME;
    return pieces_take(pieces, changed > 0 ? count : 0);
}

struct json *view_restated(const struct meeting *m, const struct question *q)
{
    const struct question *of = meeting_question(m, q->of_question);
    struct reword_piece *pieces = NULL;
    size_t count = 0;
    if ((q->relation != RELATION_RESTATES && q->relation != RELATION_AGAIN) || of == NULL ||
        reword_text(meeting_text(m, of->text), meeting_text(m, q->text), &pieces, &count) !=
            STATUS_OK)
        return NULL;
    struct json *o = json_object_new();
    json_put_take(o, "text", pieces_take(pieces, count));
    json_put_take(o, "options", options_changed(m, of, q));
    return o;
}

/* ---- runs ---- */

/* One option in one run: words of the hum, the chair's ear, and numbers that stand side by side. */
static struct json *option_of(const struct meeting *m, const struct run *r, uint32_t i)
{
    const struct meeting_hum *h = meeting_hum_of(m, r, i);
    struct json *o = json_object_new();
    struct text phrase = {0};
    if (h != NULL)
        sentence_strength(&h->hum, &phrase);
    json_put_text(o, "phrase", phrase.bytes != NULL ? phrase.bytes : "");
    text_release(&phrase);
    json_put_text(o, "heard", r->heard[i] == HEARD_NOTHING_ENTERED ? "" : heard_word(r->heard[i]));
    json_put_integer(o, "hands", r->counts[i][CHANNEL_HAND][PLACE_REMOTE]);
    json_put_integer(o, "chat", r->counts[i][CHANNEL_CHAT][PLACE_REMOTE]);
    json_put_integer(o, "hands_in_room", r->counts[i][CHANNEL_HAND][PLACE_ROOM]);
    json_put_integer(o, "chat_in_room", r->counts[i][CHANNEL_CHAT][PLACE_ROOM]);
    json_put_integer(o, "microphone", r->entered[i][WAY_MICROPHONE]);
    return o;
}

static struct json *run_of(const struct meeting *m, const struct run *r)
{
    struct json *o = json_object_new(), *options = json_array_new();
    json_put_integer(o, "run", r->run);
    json_put_integer(o, "asked", r->asked_us);
    json_put_text(o, "because", because_words[r->because]);
    json_put_text(o, "why", meeting_text(m, r->why));
    json_put_bool(o, "void", r->voided_us != 0);
    for (uint32_t i = 0; i < meeting_question(m, r->question)->option_count; i++)
        json_add_take(options, option_of(m, r, i));
    json_put_take(o, "options", options);
    json_put_integer(o, "present", meeting_run_present(m, r));
    json_put_integer(o, "answered", r->answered);
    return o;
}

struct json *view_side_by_side(const struct meeting *m, const struct question *q, bool staff)
{
    struct json *list = json_array_new();
    const uint32_t number = (uint32_t)(q - m->questions.items) + 1;
    for (uint32_t run = 1; q->run_count > 1 && run <= q->run_count; run++) {
        const struct run *r = meeting_run(m, number, run);
        if (staff || r->shown)
            json_add_take(list, run_of(m, r));
    }
    return list;
}

/* ---- what may be stated ---- */

struct json *view_outcomes(const struct meeting *m, const struct run *r)
{
    struct proposal proposals[PROPOSALS_MAX];
    const uint32_t count = proposal_list(m, r, proposals);
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < count; i++) {
        struct json *o = json_object_new(), *needs = json_array_new();
        struct text words = {0};
        proposal_sentence(m, r, &proposals[i], &words);
        json_put_text(o, "kind", statement_kind_words[proposals[i].kind]);
        if (proposals[i].option >= 0)
            json_put_integer(o, "option", proposals[i].option);
        else
            json_put_null(o, "option");
        json_put_text(o, "words", words.bytes != NULL ? words.bytes : "");
        for (int n = 0; n < NEED_COUNT; n++)
            if (proposals[i].needs & 1u << n)
                json_add_text(needs, need_words[n]);
        json_put_take(o, "needs", needs);
        json_put_text(o, "reason", proposal_reason);
        json_add_take(list, o);
        text_release(&words);
    }
    return list;
}
