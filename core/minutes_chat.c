/* Chat lines that were unsure, and what they were settled as, by whom. */
#include "core/minutes_part.h"

#include "core/chat.h"

#include <inttypes.h>

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
