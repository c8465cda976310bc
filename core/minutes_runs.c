/* Several tries: what changed in a restatement, and the runs of one question beside each other. */
#include "core/minutes_part.h"

#include "core/evidence.h"
#include "core/kind.h"
#include "core/reword.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- what changed ---- */

/* Words of people between quotation marks, without the blank behind them. */
static void add_quoted(const struct reword_piece *p, struct text *out)
{
    struct text words = {0};
    size_t len = p->len;
    while (len > 0 && p->text[len - 1] == ' ')
        len--;
    text_add_n(&words, p->text, len);
    text_add(out, "\"");
    minutes_plain(out, words.bytes != NULL ? words.bytes : "");
    text_add(out, "\"");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

/* "keep" became "drop"; added "now"; left out "please". Returns how many changes there are. */
static size_t add_changes(const struct reword_piece *pieces, size_t count, struct text *out)
{
    size_t changes = 0;
    for (size_t i = 0; i < count; i++) {
        const struct reword_piece *p = &pieces[i];
        const bool replaced =
            p->change == REWORD_REMOVED && i + 1 < count && pieces[i + 1].change == REWORD_ADDED;
        if (p->change == REWORD_SAME)
            continue;
        text_add(out, changes++ > 0 ? "; " : "");
        if (!replaced)
            text_add(out, p->change == REWORD_ADDED ? "added " : "left out ");
        add_quoted(p, out);
        if (replaced) {
            text_add(out, " became ");
            add_quoted(&pieces[++i], out);
        }
    }
    return changes;
}

static size_t names_of(const struct meeting *m, const struct question *q,
                       const char *out[OPTIONS_MAX])
{
    for (uint32_t i = 0; i < q->option_count; i++)
        out[i] = meeting_text(m, meeting_option(m, q, i)->name);
    return q->option_count;
}

/* One kind of change, made or not. */
static void add_changed(const char *lead, const char *none, enum status s,
                        struct reword_piece *pieces, size_t count, struct text *out)
{
    struct text changes = {0};
    if (s == STATUS_OK && add_changes(pieces, count, &changes) > 0) {
        text_addf(out, "%s", lead);
        text_add(out, changes.bytes != NULL ? changes.bytes : "");
        text_add(out, ".");
    } else {
        text_add(out, none);
    }
    out->failed = out->failed || s != STATUS_OK || changes.failed;
    text_release(&changes);
    free(pieces);
}

void minutes_restated(const struct meeting *m, const struct question *q, struct text *out)
{
    const struct question *of = meeting_question(m, q->of_question);
    const char *before[OPTIONS_MAX], *after[OPTIONS_MAX];
    struct reword_piece *pieces = NULL;
    size_t count = 0;
    if ((q->relation != RELATION_RESTATES && q->relation != RELATION_AGAIN) || of == NULL)
        return;
    enum status s =
        reword_text(meeting_text(m, of->text), meeting_text(m, q->text), &pieces, &count);
    add_changed("What changed: ", "The wording is the same.", s, pieces, count, out);
    if (!kind_same_form(of, q)) {
        text_add(out, " It is asked in another form.\n");
        return;
    }
    pieces = NULL;
    s = reword_names(before, names_of(m, of, before), after, names_of(m, q, after), &pieces,
                     &count);
    add_changed(" In the options: ", "", s, pieces, count, out);
    text_add(out, "\n");
}

/* ---- side by side ---- */

void minutes_again(const struct meeting *m, const struct run *r, struct text *out)
{
    static const char *const phrases[BECAUSE_COUNT] = {
        [BECAUSE_NONE] = "",
        [BECAUSE_WORDING] = " because of its wording",
        [BECAUSE_ORDER] = " because of the order of its options",
        [BECAUSE_CROWD] = " because of who was there",
        [BECAUSE_IRREGULARITY] = " because there was something for the chair to know",
    };
    if (r->because == BECAUSE_NONE && r->why == 0)
        return;
    text_addf(out, "It was asked again%s%s", phrases[r->because], r->why != 0 ? ": " : "");
    minutes_line(m, out, r->why);
}

static void add_row(const struct meeting *m, uint32_t question, const char *label,
                    uint32_t (*figure)(const struct meeting *, const struct run *),
                    struct text *out)
{
    text_addf(out, "| %s |", label);
    for (uint32_t run = 1; run <= meeting_question(m, question)->run_count; run++)
        text_addf(out, " %" PRIu32 " |", figure(m, meeting_run(m, question, run)));
    text_add(out, "\n");
}

static uint32_t answered(const struct meeting *m, const struct run *r)
{
    (void)m;
    return r->answered;
}

void minutes_side_by_side(const struct meeting *m, uint32_t question, struct text *out)
{
    const struct question *q = meeting_question(m, question);
    if (q->run_count < 2 || q->kind == QUESTION_DRAW || q->kind == QUESTION_DECLARE)
        return;
    text_addf(out, "\n### Question %" PRIu32 ", its runs side by side\n\n| |", question);
    for (uint32_t run = 1; run <= q->run_count; run++)
        text_addf(out, " Run %" PRIu32 "%s |", run,
                  meeting_run(m, question, run)->voided_us != 0 ? " (void)" : "");
    text_add(out, "\n|---|");
    for (uint32_t run = 1; run <= q->run_count; run++)
        text_add(out, "---|");
    text_add(out, "\n");
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(out, "| ");
        minutes_text(m, out, meeting_option(m, q, i)->name);
        text_add(out, " |");
        for (uint32_t run = 1; run <= q->run_count; run++) {
            text_add(out, " ");
            evidence_of_option(m, meeting_run(m, question, run), i, out);
            text_add(out, " |");
        }
        text_add(out, "\n");
    }
    add_row(m, question, "People present", meeting_run_present, out);
    add_row(m, question, "Answered", answered, out);
}
