/* What the chair made of it, and how far it has come on the list. */
#include "core/minutes_part.h"

#include "core/notice.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const statement_phrases[STATEMENT_KIND_COUNT] = {
    [STATEMENT_CONSENSUS] = "consensus",
    [STATEMENT_NO_CONSENSUS] = "no consensus",
    [STATEMENT_NOT_ENOUGH_INTEREST] = "not enough interest",
    [STATEMENT_DEFERRED] = "deferred",
    [STATEMENT_REFERRED] = "referred",
    [STATEMENT_REWORDED] = "reworded",
    [STATEMENT_VOID] = "void",
    [STATEMENT_PLURALITY] = "chosen by plurality",
    [STATEMENT_DRAW] = "chosen by draw",
    [STATEMENT_EDITOR] = "left to the editor",
};

/* Where to or to whom, an editor, members, a date, what is missing. */
static void add_details(const struct meeting *m, const struct stated *s, struct text *out)
{
    static const char *const places[LATER_COUNT] = {
        [LATER_NONE] = "",
        [LATER_LIST] = " to the list",
        [LATER_MEETING] = " to a later meeting",
    };
    static const char *const teams[TEAM_COUNT] = {
        [TEAM_NONE] = "",
        [TEAM_EXTERNAL] = " to an external review team",
        [TEAM_MIXED] = " to a mixed review team",
        [TEAM_DESIGN] = " to a design team",
    };
    text_add(out, places[s->to]);
    text_add(out, teams[s->team]);
    if (s->text != 0) {
        text_add(out, ", ");
        minutes_text(m, out, s->text);
    }
    const struct {
        const char *lead;
        text_ref text;
    } details[] = {{s->kind == STATEMENT_REFERRED ? ", members: " : ", ", s->who},
                   {s->kind != STATEMENT_DEFERRED ? ", by "
                    : s->to == LATER_MEETING      ? ", on "
                                                  : ", until ",
                    s->date},
                   {", missing: ", s->missing}};
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (details[i].text != 0) {
            text_add(out, details[i].lead);
            minutes_text(m, out, details[i].text);
        }
}

static void add_statements(const struct meeting *m, const struct outcome *o, struct text *out)
{
    const struct question *q = meeting_question(m, o->question);
    const char *before = "\nRecorded as: ";
    bool consensus = false;
    for (uint32_t i = 0; i < o->statement_count; i++) {
        const struct stated *s = &m->stated.items[o->first_statement + i];
        const bool picked = s->kind == STATEMENT_DRAW && q->drawing == DRAWING_CHAIR;
        text_addf(out, "%s%s", before, picked ? "picked by the chair" : statement_phrases[s->kind]);
        before = "; ";
        consensus = consensus || s->kind == STATEMENT_CONSENSUS;
        if (s->kind == STATEMENT_DRAW && s->option < 0)
            minutes_drawn(m, meeting_run(m, o->question, o->run), out);
        if (s->option >= 0) {
            text_add(out, ", ");
            minutes_text(m, out, meeting_option(m, q, (uint32_t)s->option)->name);
        }
        add_details(m, s, out);
    }
    if (o->statement_count > 0)
        text_add(out, ".");
    if (consensus && meeting_kind_limited(meeting_text(m, m->kind)))
        text_add(out, "\nThis is what the participants stated, no consensus of the group.");
}

/* An open issue does not bind the chair; that it was open is said beside the reason. */
static void add_open_issues(const struct outcome *o, struct text *out)
{
    if (o->open_issues > 0)
        text_addf(out, "\nWhen this was stated %" PRIu32 " %s open.", o->open_issues,
                  o->open_issues == 1 ? "issue was" : "issues were");
}

static void add_version(const struct meeting *m, const struct outcome *o, struct text *out)
{
    minutes_by(m, out, o->by);
    text_add(out, " at ");
    minutes_time(m, out, o->time_us);
}

/* Earlier versions, newest first; the last of them is how it was first stated. */
static void add_earlier(const struct meeting *m, const struct outcome *o, struct text *out)
{
    for (uint32_t at = o->earlier; at != 0;) {
        const struct outcome *e = &m->outcomes.items[at - 1];
        at = e->earlier;
        text_add(out, at == 0 ? "\nFirst stated" : "\nBefore that stated");
        add_version(m, e, out);
        text_add(out, " as: ");
        minutes_line(m, out, e->words);
        text_add(out, "The reason then: ");
        minutes_line(m, out, e->reason);
    }
}

/* The list is world-wide: days of UTC. */
static void add_sent(const struct meeting *m, const struct run *r, struct text *out)
{
    char day[WHEN_LEN];
    when_date(r->sent_us, day);
    text_addf(out, "Sent to the list on %s", day);
    if (r->message_id != 0) {
        text_add(out, " as ");
        minutes_text(m, out, r->message_id);
    }
    when_date(r->deadline_us, day);
    char clock[WHEN_LEN];
    when_clock(r->deadline_us, 0, clock);
    text_addf(out,
              r->confirmation == CONFIRMATION_SENT ? "; **objections until %s, %s UTC**."
                                                   : "; objections until %s, %s UTC.",
              day, clock);
    if (r->deadline_why != 0) {
        text_add(out, " This deadline was changed: ");
        minutes_text(m, out, r->deadline_why);
    }
    text_add(out, "\n");
}

static void add_closed(const struct meeting *m, const struct run *r, const char *how,
                       struct text *out)
{
    char day[WHEN_LEN];
    when_date(r->confirmed_us, day);
    text_addf(out, "**%s** on %s", how, day);
    minutes_by(m, out, r->confirm_by);
    text_add(out, ": ");
    minutes_line(m, out, r->confirm_why);
}

static void add_confirmation(const struct meeting *m, const struct run *r, struct text *out)
{
    static const char *const ends[CONFIRMATION_COUNT] = {
        [CONFIRMATION_CONFIRMED] = "Confirmed on the list",
        [CONFIRMATION_OVER_OBJECTIONS] = "Confirmed on the list over objections",
        [CONFIRMATION_REOPENED] = "Reopened",
        [CONFIRMATION_OVERTURNED] = "Overturned",
    };
    text_add(out, "\n");
    switch (r->confirmation) {
    case CONFIRMATION_NOT_NEEDED:
        text_add(out, "Not marked to be confirmed on the list.\n");
        break;
    case CONFIRMATION_TO_CONFIRM:
        text_add(out, "**To be confirmed on the list.**\n");
        break;
    case CONFIRMATION_SENT:
        add_sent(m, r, out);
        break;
    case CONFIRMATION_CONFIRMED:
    case CONFIRMATION_OVER_OBJECTIONS:
    case CONFIRMATION_REOPENED:
    case CONFIRMATION_OVERTURNED:
        add_sent(m, r, out);
        add_closed(m, r, ends[r->confirmation], out);
        break;
    case CONFIRMATION_COUNT:
        break;
    }
}

void minutes_outcome(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct outcome *o = meeting_outcome_of(m, r);
    if (o == NULL) {
        /* who has read a draft is known then: there is nothing to state */
        if (r->state == RUN_CLOSED && r->voided_us == 0 &&
            meeting_question(m, r->question)->kind != QUESTION_READ)
            text_add(out, "\nThe question was called; no outcome was stated.\n");
        return;
    }
    text_add(out, "\n**Outcome**, stated");
    add_version(m, o, out);
    text_add(out, ": ");
    minutes_line(m, out, o->words);
    text_add(out, "Reason: ");
    minutes_sentence(out, meeting_text(m, o->reason));
    add_open_issues(o, out);
    add_statements(m, o, out);
    text_add(out, "\n");
    add_earlier(m, o, out);
    if (r->voided_us == 0 || r->confirmation > CONFIRMATION_TO_CONFIRM)
        add_confirmation(m, r, out);
}
