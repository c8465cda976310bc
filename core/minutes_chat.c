/* Chat lines that were unsure, and what they were settled as, by whom; chat of other rooms. */
#include "core/minutes_part.h"

#include "core/chat.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void add_settled(const struct meeting *m, const struct settlement *s,
                        const struct question *q, struct text *out)
{
    text_add(out, s->role == ROLE_CHAIR ? "settled by the chair" : "settled by the scribe");
    if (s->by != 0) {
        text_add(out, ", ");
        minutes_text(m, out, s->by);
        text_add(out, ",");
    }
    if (s->option == ANSWER_WITHDRAWN)
        text_add(out, " as no position");
    else if (s->option == ANSWER_NO_OPINION)
        text_add(out, " as no opinion");
    else {
        text_add(out, " as a position for ");
        minutes_text(m, out, meeting_option(m, q, (uint32_t)s->option)->name);
    }
}

/* The lines themselves and their authors are no part of the minutes. */
void minutes_unsure(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    const char *heading = "\nChat lines that could not be read for certain:\n\n";
    uint32_t open = 0;
    for (uint32_t i = 0; i < m->unsure.count; i++) {
        const uint32_t number = m->unsure.items[i];
        const struct line *l = meeting_line(m, number);
        if (l->run != run || l->unsure == 0 || l->deleted)
            continue;
        open += meeting_to_settle(m, number);
        if (l->settled == 0)
            continue;
        text_addf(out, "%s- a line at ", heading);
        heading = "";
        minutes_time(m, out, l->time_us);
        text_addf(out, ", %s: ", chat_result_why(l->unsure));
        add_settled(m, &m->settlements.items[l->settled - 1], q, out);
        text_add(out, "\n");
    }
    if (open > 0)
        text_addf(out, "\n%" PRIu32 " chat %s could not be read for certain and %s not counted.\n",
                  open, open == 1 ? "line" : "lines", open == 1 ? "was" : "were");
}

/* ---- from other rooms' chats ---- */

struct tally_of_source {
    uint32_t lines, people, answered;
};

/* Lines, people and answers of one source in a run; seen: a byte for each person, zeroed. */
static struct tally_of_source tally(const struct meeting *m, const struct run *r,
                                    const char *source, unsigned char *seen)
{
    struct tally_of_source t = {0};
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    for (uint32_t i = 0; i < m->lines.count; i++) {
        const struct line *l = &m->lines.items[i];
        if (l->run != run || l->source == 0 || strcmp(meeting_text(m, l->source), source) != 0)
            continue;
        t.lines++;
        if (seen[l->person] != 0)
            continue;
        seen[l->person] = 1;
        t.people++;
        const struct answer *a = meeting_answer_of(m, l->person, r);
        t.answered += a != NULL && a->option != ANSWER_WITHDRAWN;
    }
    return t;
}

/* Is this the first line of its source in the run? */
static bool is_first(const struct meeting *m, uint32_t index)
{
    const struct line *l = &m->lines.items[index];
    for (uint32_t i = 0; i < index; i++) {
        const struct line *o = &m->lines.items[i];
        if (o->source != 0 && o->run == l->run &&
            strcmp(meeting_text(m, o->source), meeting_text(m, l->source)) == 0)
            return false;
    }
    return true;
}

void minutes_imported(const struct meeting *m, const struct run *r, struct text *out)
{
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    const char *heading = "\nThe chat holds lines of other rooms' chats:\n\n";
    for (uint32_t i = 0; m->imported_count > 0 && i < m->lines.count; i++) {
        const struct line *l = &m->lines.items[i];
        if (l->source == 0 || l->run != run || !is_first(m, i))
            continue;
        unsigned char *seen = calloc((size_t)m->people.count + 1, 1);
        if (seen == NULL) {
            out->failed = true;
            return;
        }
        const struct tally_of_source t = tally(m, r, meeting_text(m, l->source), seen);
        free(seen);
        text_addf(out, "%s- ", heading);
        heading = "";
        minutes_text(m, out, l->source);
        text_addf(out,
                  ": %" PRIu32 " %s of %" PRIu32 " %s, of whom %" PRIu32
                  " answered (among those who answered in chat, not among those present)\n",
                  t.lines, t.lines == 1 ? "line" : "lines", t.people,
                  t.people == 1 ? "person" : "people", t.answered);
    }
}
