/* Issues, challenges, and that a run is void. */
#include "core/minutes_part.h"

#include "core/sentence.h"

#include <inttypes.h>

static void add_who(const struct meeting *m, uint32_t person, text_ref name, struct text *out)
{
    const struct person *p = meeting_person(m, person);
    minutes_text(m, out, p != NULL ? p->name : name);
}

static void add_issue(const struct meeting *m, uint32_t number, struct text *out)
{
    const struct issue *i = meeting_issue(m, number);
    text_addf(out, "- Issue %" PRIu32 ", raised by ", number);
    add_who(m, i->person, i->name, out);
    text_add(out, " at ");
    minutes_time(m, out, i->time_us);
    text_add(out, ": ");
    minutes_text(m, out, i->what);
    text_addf(out, "\n    %s", sentence_issue_state(i->state));
    if (i->changed_us != 0) {
        minutes_by(m, out, i->by);
        text_add(out, " at ");
        minutes_time(m, out, i->changed_us);
    }
    text_add(out, i->how != 0 ? ": " : ".");
    minutes_text(m, out, i->how);
    text_add(out, "\n");
}

static void add_part(const struct meeting *m, const char *lead, text_ref text, struct text *out)
{
    if (text == 0)
        return;
    text_add(out, lead);
    minutes_text(m, out, text);
}

static void add_challenge(const struct meeting *m, uint32_t number, struct text *out)
{
    static const char *const asks[CHALLENGE_KIND_COUNT] = {
        [CHALLENGE_ASK_HUM] = "asked for a hum",
        [CHALLENGE_ASK_LIST] = "asked to take the call to the list from scratch",
        [CHALLENGE_ASK_REASON] = "asked for the reason",
        [CHALLENGE_DECISION] = "challenged",
    };
    const struct challenge *c = meeting_challenge(m, number);
    text_add(out, "- At ");
    minutes_time(m, out, c->time_us);
    text_add(out, " ");
    add_who(m, c->person, 0, out);
    text_addf(out, " %s", asks[c->kind]);
    add_part(m, " the decision: ", c->decision, out);
    add_part(m,
             c->decision != 0 ? "; and how it was reached: " : " how it was reached: ", c->process,
             out);
    add_part(m, ": ", c->text, out);
    if (c->answered_us == 0) {
        text_add(out, "\n    Not answered yet.\n");
        return;
    }
    text_add(out, "\n    Answered");
    minutes_by(m, out, c->by);
    text_add(out, " at ");
    minutes_time(m, out, c->answered_us);
    add_part(m, ": ", c->words, out);
    text_add(out, "\n");
    add_part(m, "    The next step: ", c->next, out);
    text_add(out, c->next != 0 ? "\n" : "");
}

void minutes_issues(const struct meeting *m, uint32_t question, uint32_t run, struct text *out)
{
    const char *heading = "\nIssues:\n\n";
    for (uint32_t i = 0; i < m->issues.count; i++) {
        if (m->issues.items[i].question != question || m->issues.items[i].run != run)
            continue;
        text_add(out, heading);
        heading = "";
        add_issue(m, i + 1, out);
    }
    heading = "\nAsked of the chair:\n\n";
    for (uint32_t i = 0; i < m->challenges.count; i++) {
        if (m->challenges.items[i].question != question || m->challenges.items[i].run != run)
            continue;
        text_add(out, heading);
        heading = "";
        add_challenge(m, i + 1, out);
    }
}

void minutes_void(const struct meeting *m, const struct run *r, struct text *out)
{
    if (r->voided_us == 0)
        return;
    text_add(out, "\n**This run is void**, declared");
    minutes_by(m, out, r->void_by);
    text_add(out, " at ");
    minutes_time(m, out, r->voided_us);
    text_add(out, ": ");
    minutes_text(m, out, r->void_reason);
    text_add(out,
             "\nEverybody was told so, and that people must speak up again. What follows is kept "
             "for the record.\n");
}
