/* A draw: how it is settled, who was in the pool, what was drawn, and how anybody can check it. */
#include "core/minutes_part.h"

#include "core/markdown.h"
#include "core/pool.h"

#include <inttypes.h>
#include <stdlib.h>

static void add_lots(const struct question *q, struct text *out)
{
    const char *among = pool_of_people(q) ? " among those who volunteer" : "";
    if (q->drawing == DRAWING_STRAW && q->pick == 1)
        text_addf(out, "The short straw is drawn%s.", among);
    else if (q->drawing == DRAWING_STRAW)
        text_addf(out, "%" PRIu32 " short straws are drawn%s.", q->pick, among);
    else if (q->pick == 1)
        text_addf(out, "One is drawn at random%s.", among);
    else
        text_addf(out, "%" PRIu32 " are drawn at random%s, one after the other.", q->pick, among);
    if (q->drawing == DRAWING_RFC3797)
        text_add(out, " The method is that of RFC 3797.");
}

void minutes_draw_rules(const struct meeting *m, const struct question *q, struct text *out)
{
    static const char *const grounds[GROUNDS_COUNT] = {
        [GROUNDS_NONE] = "",
        [GROUNDS_MINOR] = " It is a minor choice.",
        [GROUNDS_BALANCED] = " The options are balanced in support and trade-offs.",
    };
    switch (q->drawing) {
    case DRAWING_COIN:
        text_add(out, "A coin is flipped between the two options.");
        break;
    case DRAWING_CHAIR:
        text_add(out, "The chair picks one of the options.");
        break;
    case DRAWING_STRAW:
    case DRAWING_RANDOM:
    case DRAWING_RFC3797:
        add_lots(q, out);
        break;
    case DRAWING_NONE:
    case DRAWING_COUNT:
        break;
    }
    text_add(out, grounds[q->grounds]);
    if (q->source != 0) {
        text_add(out, q->drawing == DRAWING_RFC3797 ? " The public sources: "
                                                    : " The public value that is mixed in: ");
        minutes_text(m, out, q->source);
        text_add(out, ".");
    }
}

static void add_pool(const struct meeting *m, const struct run *r, struct text *out)
{
    struct pool_entry entries[POOL_MAX];
    const uint32_t count = pool_entries(m, r, entries, POOL_MAX);
    const bool fixed = pool_committed(m, r) != NULL;
    if (count == 0) {
        text_add(out, "\nNobody volunteered.\n");
        return;
    }
    text_add(out, fixed ? "\nThe pool, numbered and shown to everybody before the draw:\n\n"
                        : "\nThe pool, as far as it was known:\n\n");
    for (uint32_t i = 0; i < count; i++) {
        text_addf(out, "%" PRIu32 ". ", i + 1);
        minutes_plain(out, entries[i].name);
        text_add(out, "\n");
    }
}

static void add_drawn(const struct meeting *m, const struct run *r, const struct committed *c,
                      struct text *out)
{
    struct pool_entry entries[POOL_MAX];
    (void)pool_entries(m, r, entries, POOL_MAX);
    text_add(out, meeting_question(m, r->question)->drawing == DRAWING_RFC3797
                      ? "\nAfter that the numbers of the sources became known: "
                      : "After that the public value became known: ");
    minutes_text(m, out, c->value);
    text_add(out, "\n\n**Drawn: ");
    for (uint32_t i = 0; i < c->picked_count; i++) {
        const uint32_t number = m->picked.items[c->first_picked + i];
        text_addf(out, "%snumber %" PRIu32 ", ", i > 0 ? "; " : "", number);
        minutes_plain(out, entries[number - 1].name);
    }
    text_add(out, ".**\n");
}

void minutes_drawn(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct committed *c = pool_committed(m, r);
    struct pool_entry entries[POOL_MAX];
    (void)pool_entries(m, r, entries, POOL_MAX);
    for (uint32_t i = 0; c != NULL && i < c->picked_count; i++) {
        text_add(out, ", ");
        minutes_plain(out, entries[m->picked.items[c->first_picked + i] - 1].name);
    }
}

/* A line of JSON in a block of code: nothing in it is read as Markdown. */
static void add_transcript(const struct meeting *m, const struct run *r, struct text *out)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status s = pool_transcript(m, r, &bytes, &len);
    if (s == STATUS_OK) {
        text_add(out, "\nAnybody can check it: save the next line as draw.json, and run "
                      "humroom draw --verify draw.json\n\n    ");
        markdown_add_json(out, bytes);
        text_add(out, "\n");
    } else {
        text_add(out, "\nIt can not be checked any more: names of the pool were removed on "
                      "request.\n");
    }
    out->failed = out->failed || s == FAILED_NO_MEMORY;
    free(bytes);
}

void minutes_draw(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    const struct committed *c = pool_committed(m, r);
    if (q->drawing == DRAWING_CHAIR)
        return;
    add_pool(m, r, out);
    if (c == NULL) {
        text_add(out, "\nNothing was drawn.\n");
        return;
    }
    if (q->drawing != DRAWING_RFC3797)
        text_addf(out, "\nThen the program drew a seed, and committed to it by its SHA-256: %s\n",
                  meeting_text(m, c->commitment));
    if (c->picked_count == 0) {
        text_add(out, "\nNothing was drawn.\n");
        return;
    }
    add_drawn(m, r, c, out);
    add_transcript(m, r, out);
}
