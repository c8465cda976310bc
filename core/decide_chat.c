/* The chat: saying, editing and deleting a line, and settling one that is unsure. */
#include "core/chat.h"
#include "core/chat_words.h"
#include "core/decision.h"
#include "core/decision_chat.h"
#include "core/kind.h"

#include <string.h>

/* ---- reading ---- */

static const struct run *open_run(const struct meeting *m)
{
    return m->open_run != 0 ? &m->runs.items[m->open_run - 1] : NULL;
}

/* What a participant's line is to the open question, as it would have been at that time. */
static struct chat_reading read_line_at(const struct decision *d, const char *text, int64_t time_us)
{
    const struct meeting *m = d->meeting;
    const struct run *r = open_run(m);
    if (r == NULL)
        return (struct chat_reading){.result = CHAT_NOT_READ, .remark = ""};
    const struct chat_call call = chat_call_at(m, r, time_us);
    return chat_read(m, meeting_question(m, r->question), &call, text);
}

static struct chat_reading read_line(const struct decision *d, const char *text)
{
    return read_line_at(d, text, d->now_us);
}

/* A line that is edited: "hum" is for what was called when the line arrived. Where something else
 * is called by now, either may be meant. */
static struct chat_reading read_again(const struct decision *d, const char *text,
                                      int64_t arrived_us)
{
    const struct chat_reading then = read_line_at(d, text, arrived_us), now = read_line(d, text);
    if (then.result != CHAT_POSITION || (now.result == CHAT_POSITION && now.option == then.option))
        return then;
    return (struct chat_reading){.result = CHAT_UNSURE_CHANGE, .remark = ""};
}

/* A position, and what may be one, is held back from the others until the chair shows the result: a
 * "+1" that all can read pulls others along. */
static bool gives_away(const struct chat_reading *read)
{
    return read->result == CHAT_POSITION || read->result >= CHAT_UNSURE;
}

static int unsure_of(const struct chat_reading *read)
{
    return read->result >= CHAT_UNSURE ? (int)read->result : 0;
}

static bool is_for_microphone(const char *text)
{
    const char *rest;
    return chat_word(text, &rest) == CHAT_WORD_MIC && rest[0] != '\0';
}

static enum status answer(struct decision *d, const struct run *r, uint32_t line, int32_t option,
                          const char *remark)
{
    return decision_answer(d, &(struct answer_of){.run = r,
                                                  .person = d->actor->person,
                                                  .link = d->actor->link,
                                                  .line = line,
                                                  .channel = CHANNEL_CHAT,
                                                  .option = option,
                                                  .remark = remark});
}

/* ---- saying ---- */

static enum status say(struct decision *d, const struct chat_reading *read)
{
    const struct command *c = d->command;
    struct event *e = decision_event(d, EVENT_CHAT_SAID);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->said.line = d->meeting->lines.count + 1;
    e->said.person = d->actor->role == ROLE_PARTICIPANT ? d->actor->person : 0;
    e->said.role = d->actor->role;
    e->said.held = gives_away(read);
    e->said.unsure = unsure_of(read);
    e->said.mic = is_for_microphone(c->text);
    e->said.hat_off = d->actor->role == ROLE_CHAIR && c->hat_off;
    return decision_personal(d, c->text, &e->said.text) ? STATUS_OK : FAILED_NO_MEMORY;
}

/* "#vote X" asks to be counted: who would not be is told so. */
static enum status check_vote(const struct decision *d, const char *text,
                              const struct chat_reading *read)
{
    const char *rest;
    if (chat_word(text, &rest) != CHAT_WORD_VOTE)
        return STATUS_OK;
    if (d->meeting->open_run == 0)
        return REFUSED_NOT_OPEN;
    if (read->result == CHAT_NOT_READ)
        return REFUSED_KIND;
    return gives_away(read) ? STATUS_OK : REFUSED_NO_OPTION;
}

static enum status participant_says(struct decision *d)
{
    const char *text = d->command->text;
    const struct person *p;
    enum status s = decision_sender_person(d, &p);
    if (s != STATUS_OK)
        return s;
    const struct chat_reading read = read_line(d, text);
    s = check_vote(d, text, &read);
    if (s == STATUS_OK)
        s = say(d, &read);
    if (s == STATUS_OK && read.result == CHAT_POSITION)
        return answer(d, open_run(d->meeting), d->meeting->lines.count + 1, read.option,
                      read.remark);
    return s == STATUS_OK ? decision_chat_word(d, text) : s;
}

/* Who sits on the chair's or scribe's page answers as the participant they are. */
enum status decide_say(struct decision *d)
{
    static const struct chat_reading none = {.result = CHAT_NOT_READ, .remark = ""};
    const char *text = d->command->text, *rest;
    if (text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (d->actor->role == ROLE_PARTICIPANT)
        return participant_says(d);
    if (chat_word(text, &rest) == CHAT_WORD_VOTE)
        return REFUSED_NOT_JOINED;
    enum status s = say(d, &none);
    return s == STATUS_OK ? decision_chat_word(d, text) : s;
}

/* ---- editing and deleting ---- */

/* The newest answer that came by a line; NULL: none. */
static const struct answer *answer_by(const struct meeting *m, uint32_t number)
{
    for (uint32_t i = m->answers.count; i-- > 0;)
        if (m->answers.items[i].line == number)
            return &m->answers.items[i];
    return NULL;
}

/* One's own line; of chair and scribe those of their page. What was counted for a question that is
 * closed stands. */
static enum status own_line(const struct decision *d, const struct line **out)
{
    const struct meeting *m = d->meeting;
    const uint32_t number = d->command->line;
    const struct line *l = meeting_line(m, number);
    const bool participant = d->actor->role == ROLE_PARTICIPANT;
    if (participant && meeting_person(m, d->actor->person) == NULL)
        return REFUSED_NOT_JOINED;
    if (l == NULL || l->kind != LINE_SAID || l->deleted)
        return REFUSED_NO_LINE;
    if (!meeting_same(m, l->person, participant ? d->actor->person : 0) ||
        l->role != d->actor->role)
        return REFUSED_NOT_YOUR_LINE;
    if (l->run != 0 && l->run != m->open_run && (l->unsure != 0 || answer_by(m, number) != NULL))
        return REFUSED_LINE_COUNTED;
    *out = l;
    return STATUS_OK;
}

/* Does the answer that stands come from this line? */
static bool stands_by(const struct decision *d, const struct line *l)
{
    const struct run *r = open_run(d->meeting);
    const struct answer *a =
        r != NULL && l->person != 0 ? meeting_answer_of(d->meeting, l->person, r) : NULL;
    return a != NULL && a->line == d->command->line && a->option != ANSWER_WITHDRAWN;
}

/* Did its author answer the open question in another way since? */
static bool is_overtaken(const struct decision *d, const struct line *l)
{
    const struct answer *a = meeting_answer_of(d->meeting, l->person, open_run(d->meeting));
    return a != NULL && a->line != d->command->line && a->seq > l->seq &&
           (l->unsure != 0 || answer_by(d->meeting, d->command->line) != NULL);
}

static enum status withdraw(struct decision *d, const struct line *l)
{
    return stands_by(d, l) ? answer(d, open_run(d->meeting), d->command->line, ANSWER_WITHDRAWN, "")
                           : STATUS_OK;
}

/* The answer moves with the line while its question is open, unless its author has answered in
 * another way since. */
enum status decide_edit_line(struct decision *d)
{
    const struct command *c = d->command;
    const struct line *l;
    enum status s = own_line(d, &l);
    if (s != STATUS_OK)
        return s;
    if (c->text[0] == '\0')
        return REFUSED_EMPTY_TEXT;
    if (strcmp(c->text, meeting_text(d->meeting, l->text)) == 0)
        return REFUSED_ALREADY;
    struct chat_reading read = {.result = CHAT_NOT_READ, .remark = ""};
    const bool of_open = l->person != 0 && l->run != 0 && l->run == d->meeting->open_run;
    if (of_open)
        read = read_again(d, c->text, l->time_us);
    const bool moves = of_open && !is_overtaken(d, l);
    struct event *e = decision_event(d, EVENT_LINE_EDITED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->edited.line = c->line;
    e->edited.held = gives_away(&read);
    e->edited.unsure = moves ? unsure_of(&read) : 0;
    e->edited.mic = is_for_microphone(c->text);
    if (!decision_personal(d, c->text, &e->edited.text))
        return FAILED_NO_MEMORY;
    if (moves && read.result == CHAT_POSITION)
        return answer(d, open_run(d->meeting), c->line, read.option, read.remark);
    return withdraw(d, l);
}

enum status decide_delete_line(struct decision *d)
{
    const struct line *l;
    enum status s = own_line(d, &l);
    if (s != STATUS_OK)
        return s;
    struct event *e = decision_event(d, EVENT_LINE_DELETED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->read_out.line = d->command->line;
    return withdraw(d, l);
}

/* ---- settling ---- */

static enum status check_settled(const struct decision *d, const struct line *l)
{
    const struct meeting *m = d->meeting;
    const struct command *c = d->command;
    const struct run *r = &m->runs.items[l->run - 1];
    const struct question *q = meeting_question(m, r->question);
    const struct answer *a = meeting_answer_of(m, l->person, r);
    if (r->voided_us != 0)
        return REFUSED_VOID;
    if (r->outcome != 0 && l->source == 0) /* another chat is read afterwards */
        return REFUSED_STATED;
    const bool stands = a != NULL && a->option != ANSWER_WITHDRAWN && a->line != c->line;
    if ((stands && l->unsure == CHAT_UNSURE_REACTION) ||
        (a != NULL && a->seq > l->seq && a->line != c->line))
        return REFUSED_NOT_UNSURE; /* its author has answered since */
    if (c->option == INT32_MIN)
        return REFUSED_BAD_VALUE;
    if (c->option >= 0 && (uint32_t)c->option >= q->option_count)
        return REFUSED_NO_OPTION;
    if (c->option == ANSWER_NO_OPINION && !kind_rules(q->kind)->no_opinion)
        return REFUSED_KIND;
    return kind_wants(m, q, c->option) == WANTS_REASON && c->text[0] == '\0' ? REFUSED_REASON
                                                                             : STATUS_OK;
}

/* Chair or scribe say which option an unsure line is for, or that it is no position; they may say
 * so again. */
enum status decide_settle(struct decision *d)
{
    const struct command *c = d->command;
    const struct meeting *m = d->meeting;
    const struct line *l = meeting_line(m, c->line);
    if (l == NULL || l->deleted)
        return REFUSED_NO_LINE;
    if (l->unsure == 0 || l->run == 0)
        return REFUSED_NOT_UNSURE;
    enum status s = check_settled(d, l);
    if (s != STATUS_OK)
        return s;
    struct event *e = decision_event(d, EVENT_LINE_SETTLED);
    if (e == NULL)
        return FAILED_NO_MEMORY;
    e->settled.line = c->line;
    e->settled.option = c->option;
    e->settled.role = d->actor->role;
    e->settled.by = decision_by_role(d);
    if (e->settled.by == NULL)
        return FAILED_NO_MEMORY;
    const struct run *r = &m->runs.items[l->run - 1];
    const struct answer *before = meeting_answer_of(m, l->person, r);
    const bool by_line =
        before != NULL && before->line == c->line && before->option != ANSWER_WITHDRAWN;
    if (c->option == ANSWER_WITHDRAWN && !by_line)
        return STATUS_OK;
    return decision_answer(d, &(struct answer_of){.run = r,
                                                  .person = l->person,
                                                  .link = meeting_person(m, l->person)->link,
                                                  .line = c->line,
                                                  .channel = CHANNEL_CHAT,
                                                  .option = c->option,
                                                  .remark = c->text});
}
