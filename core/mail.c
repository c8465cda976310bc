#include "core/mail.h"

#include "core/mail_part.h"
#include "core/sentence.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 72 };

/* Characters, not bytes: a mail in Chinese may be as wide as one in English. */
static size_t characters(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len; n++)
        (void)text_next(s, len, &at);
    return n;
}

void mail_wrapped(struct text *out, const char *indent, const char *plain)
{
    size_t column = 0;
    const char *word = plain + strspn(plain, " ");
    while (*word != '\0') {
        size_t len = strcspn(word, " ");
        size_t width = characters(word, len);
        if (column > 0 && column + 1 + width > COLUMNS) {
            text_add(out, "\n");
            column = 0;
        }
        text_add(out, column == 0 ? indent : " ");
        column += column == 0 ? strlen(indent) : 1;
        text_add_n(out, word, len);
        column += width;
        word += len + strspn(word + len, " ");
    }
    text_add(out, "\n");
}

void mail_line(struct text *out, const char *indent, struct text *line)
{
    mail_wrapped(out, indent, line->bytes != NULL ? line->bytes : "");
    out->failed = out->failed || line->failed;
    text_release(line);
}

static const char *lead_of(const struct question *q)
{
    if (q->kind == QUESTION_WITHDRAW)
        return "Call for withdrawal";
    if (q->kind == QUESTION_ADOPT)
        return q->care ? "Call on care" : "Call for adoption";
    return "Confirming";
}

static enum status write_subject(const struct meeting *m, const struct run *r, char **out)
{
    const char *question = meeting_text(m, meeting_question(m, r->question)->text);
    const size_t len = strlen(question);
    size_t end = len; /* of the words that fit */
    size_t at = 0;
    for (size_t n = 0; at < len && n < MAIL_SUBJECT_QUESTION_MAX; n++)
        (void)text_next(question, len, &at);
    if (at < len) {
        end = at;
        while (end > at / 2 && question[end] != ' ')
            end--;
        end = question[end] == ' ' ? end : at;
    }
    struct text t = {0};
    if (m->group != 0)
        text_addf(&t, "[%s] ", meeting_text(m, m->group));
    text_addf(&t, "%s: ", lead_of(meeting_question(m, r->question)));
    text_add_n(&t, question, end);
    text_addf(&t, "%s (question %" PRIu32 ", run %" PRIu32 ")", end < len ? " ..." : "",
              r->question, r->run);
    return text_take(&t, out, NULL);
}

static void add_question(const struct meeting *m, const struct run *r, int64_t deadline_us,
                         struct text *out)
{
    const struct question *q = meeting_question(m, r->question);
    struct text line = {0};
    char day[WHEN_LEN];
    when_local(r->asked_us, m->offset_minutes, day);
    day[strlen("2026-11-22")] = '\0';
    text_addf(&line, "At the meeting \"%s\"", meeting_text(m, m->title));
    if (m->group != 0)
        text_addf(&line, " of %s", meeting_text(m, m->group));
    text_addf(&line,
              " on %s the question below was %s. This mail asks the list to confirm what the "
              "chair stated about it.",
              day, q->kind == QUESTION_DECLARE ? "stated without asking" : "asked");
    mail_line(out, "", &line);
    mail_adoption_call(m, r, deadline_us, out);
    text_addf(out, "\nWhat was asked (question %" PRIu32 ", run %" PRIu32 "), word for word:\n\n",
              r->question, r->run);
    mail_wrapped(out, "    ", meeting_text(m, q->text));
    if (q->kind == QUESTION_DECLARE)
        return;
    text_add(out, "\nThe options, in this order:\n\n");
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_addf(&line, "%" PRIu32 ". %s", i + 1, meeting_text(m, meeting_option(m, q, i)->name));
        mail_line(out, "    ", &line);
    }
}

static void add_counts(const struct run *r, int slot, struct text *line)
{
    const uint32_t(*n)[PLACE_COUNT] = r->counts[slot];
    text_addf(line, "hands: %" PRIu32 "; chat: %" PRIu32, n[CHANNEL_HAND][PLACE_REMOTE],
              n[CHANNEL_CHAT][PLACE_REMOTE]);
    if (n[CHANNEL_HAND][PLACE_ROOM] + n[CHANNEL_CHAT][PLACE_ROOM] > 0)
        text_addf(line, "; in the room, hands: %" PRIu32 "; in the room, chat: %" PRIu32,
                  n[CHANNEL_HAND][PLACE_ROOM], n[CHANNEL_CHAT][PLACE_ROOM]);
}

static void add_option(const struct meeting *m, const struct run *r, uint32_t i, struct text *out)
{
    struct text line = {0};
    const struct question *q = meeting_question(m, r->question);
    mail_wrapped(out, "    ", meeting_text(m, meeting_option(m, q, i)->name));
    text_add(&line, "hum: ");
    sentence_hum_of(m, r, i, &line);
    mail_line(out, "        ", &line);
    text_addf(&line, "heard by the chair: %s", sentence_heard(r, i));
    mail_line(out, "        ", &line);
    add_counts(r, (int)i, &line);
    mail_line(out, "        ", &line);
}

static void add_comparison(const struct meeting *m, const struct run *r, struct text *out)
{
    const struct comparison *c = r->compared != 0 ? &m->comparisons.items[r->compared - 1] : NULL;
    struct text line = {0};
    if (c == NULL || c->pair_count == 0)
        return;
    for (uint32_t i = 0; i < c->pair_count; i++) {
        text_add(out, "\n");
        sentence_pair_sound(m, r, &m->pairs.items[c->first_pair + i], &line);
        text_add(&line, " ");
        sentence_pair_people(m, r, &m->pairs.items[c->first_pair + i], &line);
        mail_line(out, "    ", &line);
    }
    text_add(out, "\n");
    sentence_crowd(c->people, &line);
    mail_line(out, "    ", &line);
}

static void add_evidence(const struct meeting *m, const struct run *r, struct text *out)
{
    struct text line = {0};
    const enum question_kind kind = meeting_question(m, r->question)->kind;
    if (kind == QUESTION_DECLARE) {
        text_add(out, "\nNo hum was taken and no hands were asked for.\n");
        return;
    }
    text_add(out,
             kind == QUESTION_PLURALITY
                 ? "\nWhat was heard and seen. A vote, because those present agreed to decide so.\n"
                 : "\nWhat was heard and seen. A snapshot of those present, not a vote.\n");
    text_addf(&line,
              "Loudness is %s; hums, hands and chat stand beside each other and are not added up.",
              sentence_scale(m, r));
    mail_line(out, "", &line);
    text_add(out, "\n");
    for (uint32_t i = 0; i < meeting_question(m, r->question)->option_count; i++)
        add_option(m, r, i, out);
    text_add(out, "    no opinion\n");
    add_counts(r, SLOT_NO_OPINION, &line);
    mail_line(out, "        ", &line);
    add_comparison(m, r, out);
    text_add(out, "\n");
    text_addf(&line,
              "People present: %" PRIu32 "; answered: %" PRIu32 "; did not raise a hand: %" PRIu32
              "; said that they are in the room: %" PRIu32 ".",
              meeting_run_present(m, r), r->answered, meeting_run_no_hand(m, r),
              meeting_run_in_room(m, r));
    mail_line(out, "    ", &line);
    mail_adoption_willing(m, r, out);
}

static void add_reading(const struct meeting *m, const struct outcome *o, struct text *out)
{
    struct text line = {0};
    text_add(&line, "What the chair read in it");
    if (o->by != 0)
        text_addf(&line, ", stated by %s", meeting_text(m, o->by));
    text_add(&line, ":");
    text_add(out, "\n");
    mail_line(out, "", &line);
    text_add(out, "\n");
    mail_wrapped(out, "    ", meeting_text(m, o->words));
    text_add(out, "\nThe reason:\n\n");
    mail_wrapped(out, "    ", meeting_text(m, o->reason));
}

static void add_request(const struct meeting *m, const struct run *r, int64_t deadline_us,
                        struct text *out)
{
    struct text line = {0};
    char day[WHEN_LEN];
    char clock[WHEN_LEN];
    when_date(deadline_us, day);
    when_clock(deadline_us, 0, clock);
    text_add(out, "\n");
    mail_wrapped(out, "",
                 "Positions taken in the room and by those who took part remotely stand; there is "
                 "no need to repeat them. Please write only if you object, or if your position is "
                 "new or has changed, and say why: objections are weighed by their reasons and "
                 "never counted.");
    mail_adoption_request(m, r, out);
    text_add(out, "\n");
    text_addf(&line,
              "Objections and new positions until %s, %s UTC, please. Where no objection is open "
              "then, silence is taken as consent.",
              day, clock);
    mail_line(out, "", &line);
    text_add(out, "\n");
    text_addf(&line,
              "Please send one mail for each issue, keep \"question %" PRIu32 ", run %" PRIu32
              "\" in the subject, and add the number of the issue where it has one.",
              r->question, r->run);
    mail_line(out, "", &line);
}

enum status mail_confirmation(const struct meeting *m, const struct run *r, int64_t deadline_us,
                              char **subject, char **body)
{
    const struct outcome *o = meeting_outcome_of(m, r);
    char *head = NULL;
    struct text t = {0};
    if (o == NULL)
        return REFUSED_NO_OUTCOME;
    enum status s = write_subject(m, r, &head);
    if (s != STATUS_OK)
        return s;
    add_question(m, r, deadline_us, &t);
    add_evidence(m, r, &t);
    add_reading(m, o, &t);
    add_request(m, r, deadline_us, &t);
    s = text_take(&t, body, NULL);
    if (s != STATUS_OK) {
        free(head);
        return s;
    }
    *subject = head;
    return STATUS_OK;
}
