/* What chair and scribe entered for people: hands of the room, positions at the microphone, what
 * was told privately (in numbers only). */
#include "core/minutes_part.h"

#include <inttypes.h>

static void add_option(const struct meeting *m, const struct run *r, uint32_t slot,
                       struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    if (slot == SLOT_NO_OPINION)
        text_add(out, "no opinion");
    else
        minutes_text(m, out, meeting_option(m, q, slot)->name);
}

void minutes_answer(const struct meeting *m, const struct question *q, const struct answer *a,
                    struct text *out)
{
    const char *before = "";
    for (uint32_t i = 0; i < q->option_count; i++) {
        if (a->option != (int32_t)i && (a->also & 1u << i) == 0)
            continue;
        text_add(out, before);
        minutes_text(m, out, meeting_option(m, q, i)->name);
        before = " and ";
    }
    text_add(out, before[0] == '\0' ? "no opinion" : "");
}

void minutes_person(const struct meeting *m, const struct person *p, struct text *out)
{
    static const char *const phrases[HAT_COUNT] = {
        [HAT_CHAIR] = "chair, hat off",        [HAT_AUTHOR] = "author",
        [HAT_AREA_DIRECTOR] = "area director", [HAT_SECRETARY] = "secretary",
        [HAT_DELEGATE] = "delegate",
    };
    const char *before = " (";
    minutes_text(m, out, p->name);
    for (int i = 0; i < HAT_COUNT; i++)
        if (p->hats & 1u << i) {
            text_addf(out, "%s%s", before, phrases[i]);
            before = ", ";
        }
    text_add(out, p->hats != 0 ? ")" : "");
}

/* Chairs, authors and area directors may answer, marked. */
static void add_marked(const struct meeting *m, const struct run *r, struct text *out)
{
    const char *before = "\nAmong the answers: ";
    for (uint32_t i = 0; i < m->people.count; i++) {
        const struct person *p = &m->people.items[i];
        const struct answer *a =
            p->hats != 0 && p->into == 0 ? meeting_answer_of(m, i + 1, r) : NULL;
        if (a == NULL || a->option == ANSWER_WITHDRAWN)
            continue;
        text_add(out, before);
        minutes_person(m, p, out);
        text_add(out, ", ");
        minutes_answer(m, meeting_question(m, r->question), a, out);
        before = "; ";
    }
    text_add(out, before[0] == ';' ? ".\n" : "");
}

static void add_hands(const struct meeting *m, const struct run *r, struct text *out)
{
    const char *before = "\nHands in the room, as the chair counted them: ";
    for (uint32_t i = 0; i < meeting_question(m, r->question)->option_count; i++) {
        if (r->room_hands[i] == 0)
            continue;
        text_add(out, before);
        add_option(m, r, i, out);
        text_addf(out, " %" PRIu32, r->room_hands[i] - 1);
        before = "; ";
    }
    text_add(out, before[0] == ';' ? ".\n" : "");
}

/* Why a position at the microphone is in no count; "": it counts. */
static const char *not_counted(const struct meeting *m, const struct run *r,
                               const struct position *p)
{
    const char *name = meeting_text(m, p->name);
    const struct answer *own = meeting_answer_of(m, p->person, r);
    if (meeting_aside_of(m, p->person, r) != NULL)
        return " (set aside)";
    if (own != NULL && own->option != ANSWER_WITHDRAWN)
        return " (answered since)";
    const struct position *stands = meeting_position_of(m, r, p->person, name);
    return stands == p ? "" : stands != NULL ? " (said otherwise since)" : " (taken back since)";
}

/* What was said with a position that counts no more stays, as it does with answers. */
static void add_microphone(const struct meeting *m, const struct run *r, struct text *out)
{
    const char *heading = "\nSaid at the microphone:\n\n";
    for (uint32_t i = 0; i < m->positions.count; i++) {
        const struct position *p = &m->positions.items[i];
        const struct person *person = meeting_person(m, p->person);
        if (p->question != r->question || p->run != r->run || p->way != WAY_MICROPHONE ||
            p->option == ANSWER_WITHDRAWN)
            continue;
        const char *why = not_counted(m, r, p);
        if (why[0] != '\0' && p->remark == 0)
            continue;
        text_addf(out, "%s- ", heading);
        heading = "";
        add_option(m, r, p->option >= 0 ? (uint32_t)p->option : SLOT_NO_OPINION, out);
        text_add(out, ", ");
        if (person != NULL)
            minutes_person(m, person, out);
        else
            minutes_text(m, out, p->name);
        text_addf(out, "%s%s%s", p->hat_off ? " (hat off)" : "", why, p->remark != 0 ? ": " : "");
        minutes_text(m, out, p->remark);
        text_add(out, "\n");
    }
}

static void add_private(const struct meeting *m, const struct run *r, struct text *out)
{
    const char *before = "\nTold to the chair privately: ";
    for (uint32_t slot = 0; slot < COUNT_SLOTS; slot++) {
        if (r->entered[slot][WAY_PRIVATE] == 0)
            continue;
        text_add(out, before);
        add_option(m, r, slot, out);
        text_addf(out, " %" PRIu32, r->entered[slot][WAY_PRIVATE]);
        before = "; ";
    }
    text_add(out, before[0] == ';' ? ".\n" : "");
}

/* What the chair has done about a position, and why; of whom is not said. */
static void add_aside(const struct meeting *m, const struct run *r, struct text *out)
{
    for (uint32_t i = 0; i < m->aside.count; i++) {
        const struct set_aside *a = &m->aside.items[i];
        if (a->question != r->question || a->run != r->run)
            continue;
        text_addf(out, "\nThe position of one person was %s",
                  a->off ? "taken back in" : "set aside");
        minutes_by(m, out, a->by);
        text_add(out, " at ");
        minutes_time(m, out, a->time_us);
        text_add(out, ": ");
        minutes_line(m, out, a->reason);
    }
    if (r->set_aside > 0)
        text_addf(out, "\nSet aside, in no count: %" PRIu32 "\n", r->set_aside);
}

/* People who were counted as one, and why; names are on the blue sheet only. */
void minutes_identities(const struct meeting *m, struct text *out)
{
    for (uint32_t i = 0; i < m->identities.count; i++) {
        const struct identity_change *c = &m->identities.items[i];
        text_add(out, c->into != 0 ? "- Two who had come in apart are counted as one person, said"
                                   : "- One who was counted with another is counted apart, said");
        minutes_by(m, out, c->by);
        text_add(out, " at ");
        minutes_time(m, out, c->time_us);
        text_add(out, ": ");
        minutes_line(m, out, c->reason);
    }
}

void minutes_entered(const struct meeting *m, const struct run *r, struct text *out)
{
    add_marked(m, r, out);
    add_hands(m, r, out);
    add_microphone(m, r, out);
    add_private(m, r, out);
    add_aside(m, r, out);
}
