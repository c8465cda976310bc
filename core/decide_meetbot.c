/* Words in chat that ask for something: votes as MeetBot knows them, and the queue. */
#include "core/chat_words.h"
#include "core/decision.h"
#include "core/decision_chat.h"
#include "core/fold.h"
#include "core/kind.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- votes ---- */

static const char *part_text(struct decision *d, const struct chat_part *part)
{
    return arena_text(&d->out->arena, part->text, part->len);
}

/* A ballot has the options that the chair typed and no others; without any it is for or against. */
static enum status start_vote(struct decision *d, const char *rest)
{
    const struct meeting *m = d->meeting;
    struct chat_ballot ballot;
    const char *options[OPTIONS_MAX];
    if (d->actor->role != ROLE_CHAIR)
        return REFUSED_ROLE;
    if (m->open_run != 0)
        return REFUSED_ANOTHER_OPEN;
    if (m->questions.count >= QUESTIONS_MAX)
        return REFUSED_TOO_MANY;
    enum status s = chat_ballot(rest, &ballot);
    if (s != STATUS_OK)
        return s;
    const char *text = part_text(d, &ballot.question);
    for (uint32_t i = 0; i < ballot.option_count; i++) {
        options[i] = part_text(d, &ballot.options[i]);
        if (options[i] == NULL)
            return FAILED_NO_MEMORY;
    }
    if (text == NULL)
        return FAILED_NO_MEMORY;
    struct new_question q = {.kind =
                                 ballot.option_count == 0 ? QUESTION_FOR_AGAINST : QUESTION_OPTIONS,
                             .text = text,
                             .worded_by = "",
                             .options = options,
                             .option_count = ballot.option_count,
                             .draft = "",
                             .who_counts = "",
                             .agreement = "",
                             .since = "",
                             .on_list = "",
                             .links = ""};
    s = decision_question(d, &q, m->questions.count + 1);
    return s == STATUS_OK ? decision_about(d, EVENT_QUESTION_ASKED, m->questions.count + 1, 1) : s;
}

static void add_counts(const struct run *r, uint32_t slot, struct text *out)
{
    const uint32_t(*n)[PLACE_COUNT] = r->counts[slot];
    text_addf(out, ": hands %" PRIu32 ", chat %" PRIu32, n[CHANNEL_HAND][PLACE_REMOTE],
              n[CHANNEL_CHAT][PLACE_REMOTE]);
    if (n[CHANNEL_HAND][PLACE_ROOM] + n[CHANNEL_CHAT][PLACE_ROOM] > 0)
        text_addf(out, " (in the room: hands %" PRIu32 ", chat %" PRIu32 ")",
                  n[CHANNEL_HAND][PLACE_ROOM], n[CHANNEL_CHAT][PLACE_ROOM]);
}

enum status decision_tally(struct decision *d, const struct run *r, bool shown)
{
    const struct meeting *m = d->meeting;
    const struct question *q = meeting_question(m, r->question);
    struct text words = {0};
    text_addf(&words, "Question %" PRIu32 "%s. ", r->question,
              shown                  ? ""
              : r->state == RUN_OPEN ? ", so far"
                                     : ", not shown yet");
    for (uint32_t i = 0; i < q->option_count; i++) {
        text_add(&words, i > 0 ? "; " : "");
        text_add(&words, meeting_text(m, meeting_option(m, q, i)->name));
        add_counts(r, i, &words);
    }
    if (kind_rules(q->kind)->no_opinion) {
        text_add(&words, "; no opinion");
        add_counts(r, SLOT_NO_OPINION, &words);
    }
    text_add(&words, ".");
    struct event *e = words.failed ? NULL : decision_event(d, EVENT_TALLY_TOLD);
    if (e != NULL) {
        e->tally.question = r->question;
        e->tally.run = r->run;
        e->tally.shown = shown;
        e->tally.words = decision_text(d, words.bytes);
    }
    bool ok = e != NULL && e->tally.words != NULL;
    text_release(&words);
    return ok ? STATUS_OK : FAILED_NO_MEMORY;
}

/* Participants see the counts when the chair has shown them; chair and scribe before, alone. */
static enum status show_vote(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct run *r = m->newest_run != 0 ? &m->runs.items[m->newest_run - 1] : NULL;
    if (r == NULL)
        return REFUSED_NO_QUESTION;
    if (!r->shown && d->actor->role == ROLE_PARTICIPANT)
        return REFUSED_ROLE;
    return decision_tally(d, r, r->shown);
}

enum status decision_close_and_tell(struct decision *d)
{
    const struct meeting *m = d->meeting;
    const struct run *r = &m->runs.items[m->open_run - 1];
    if (m->open_hum != 0 && m->hums.items[m->open_hum - 1].phase == HUM_RUNNING)
        return REFUSED_HUM_RUNNING;
    enum status s = decision_about(d, EVENT_QUESTION_CLOSED, r->question, r->run);
    if (s == STATUS_OK)
        s = decision_about(d, EVENT_RESULTS_SHOWN, r->question, r->run);
    return s == STATUS_OK ? decision_tally(d, r, true) : s;
}

static enum status end_vote(struct decision *d)
{
    if (d->actor->role != ROLE_CHAIR)
        return REFUSED_ROLE;
    return d->meeting->open_run != 0 ? decision_close_and_tell(d) : REFUSED_NOT_OPEN;
}

/* ---- the queue ---- */

/* Is this the name, or its first word? Both folded. */
static bool is_called(const char *name, const char *wanted, bool *whole)
{
    struct folded f;
    const size_t len = strlen(wanted);
    if (!fold_loosely(name, strlen(name), &f) || strncmp(f.text, wanted, len) != 0)
        return false;
    *whole = f.text[len] == '\0';
    return *whole || f.text[len] == ' ';
}

/* The number of the only one who is called so, of count names; 0: nobody, or several. A whole name
 * goes before a first one. */
static uint32_t only_one(const struct meeting *m, const char *wanted, uint32_t count,
                         const char *(*name_of)(const struct meeting *, uint32_t),
                         bool (*same)(const struct meeting *, uint32_t, uint32_t))
{
    struct folded f;
    uint32_t found[2] = {0}, times[2] = {0}; /* by first name, by whole name */
    if (!fold_loosely(wanted, strlen(wanted), &f) || f.text[0] == '\0')
        return 0;
    for (uint32_t i = 1; i <= count; i++) {
        bool whole;
        const char *name = name_of(m, i);
        if (name == NULL || !is_called(name, f.text, &whole))
            continue;
        times[whole] += times[whole] == 0 || !same(m, found[whole], i);
        found[whole] = i;
    }
    return times[1] > 0 ? (times[1] == 1 ? found[1] : 0) : times[0] == 1 ? found[0] : 0;
}

/* NULL: entered by mistake, or known to the chairs alone. */
static const char *person_name(const struct meeting *m, uint32_t number)
{
    const struct person *p = meeting_person(m, number);
    return p->off && !p->spoken ? NULL : meeting_text(m, p->name);
}

static bool same_entry(const struct meeting *m, uint32_t a, uint32_t b)
{
    (void)m;
    return a == b;
}

static const char *waiting_name(const struct meeting *m, uint32_t entry)
{
    const struct queued *q = meeting_queued(m, entry);
    if (q->state != QUEUE_WAITING)
        return NULL;
    const struct person *p = meeting_person(m, q->person);
    return meeting_text(m, p != NULL ? p->name : q->name);
}

/* "q+" with the name of somebody else is the chair's to say; anything else is what one wants to
 * speak about. */
static enum status participant_joins(struct decision *d, const char *rest)
{
    const struct meeting *m = d->meeting;
    const uint32_t self = d->actor->person;
    if (meeting_queue_place(m, self, "") != 0)
        return REFUSED_ALREADY;
    uint32_t person;
    if (rest[0] == '\0' || meeting_called(m, rest, false, &person) == CALLED_NOBODY)
        return decision_queue_join(d, self, "", rest);
    return meeting_same(m, person, self) ? decision_queue_join(d, self, "", "")
                                         : REFUSED_ROLE_STAFF;
}

static enum status queue_word(struct decision *d, enum chat_word word, const char *rest)
{
    const struct meeting *m = d->meeting;
    const bool participant = d->actor->role == ROLE_PARTICIPANT;
    if (participant && word == CHAT_WORD_QUEUE_JOIN)
        return participant_joins(d, rest);
    if (participant && (word == CHAT_WORD_ACK || rest[0] != '\0'))
        return STATUS_OK; /* talk */
    if (!participant && word != CHAT_WORD_ACK && rest[0] == '\0')
        return STATUS_OK;
    if (word == CHAT_WORD_QUEUE_JOIN) {
        uint32_t person = only_one(m, rest, m->people.count, person_name, meeting_same);
        return decision_queue_join(d, person, person != 0 ? "" : rest, "");
    }
    uint32_t entry = participant ? meeting_queue_place(m, d->actor->person, "")
                     : rest[0] == '\0'
                         ? decision_queue_first(m)
                         : only_one(m, rest, m->queue.count, waiting_name, same_entry);
    if (entry == 0)
        return REFUSED_NOT_QUEUED;
    return decision_queue_entry(d, word == CHAT_WORD_ACK ? EVENT_QUEUE_NEXT : EVENT_QUEUE_LEFT,
                                entry);
}

enum status decision_chat_word(struct decision *d, const char *text)
{
    const char *rest;
    const enum chat_word word = chat_word(text, &rest);
    switch (word) {
    case CHAT_WORD_START_VOTE:
        return start_vote(d, rest);
    case CHAT_WORD_SHOW_VOTE:
        return show_vote(d);
    case CHAT_WORD_END_VOTE:
        return end_vote(d);
    case CHAT_WORD_QUEUE_JOIN:
    case CHAT_WORD_QUEUE_LEAVE:
    case CHAT_WORD_ACK:
        return queue_word(d, word, rest);
    case CHAT_WORD_NONE:
    case CHAT_WORD_VOTE:
    case CHAT_WORD_MIC:
        break;
    }
    return STATUS_OK;
}
