/* `humroom confirm sent|deadline|close|mark`: one more event in the record, decided as on the
 * chair's page. */
#include "clients/cli/confirm.h"

#include "clients/cli/append.h"
#include "clients/cli/cli.h"
#include "core/address.h"
#include "core/decide.h"
#include "core/digest.h"
#include "core/history.h"
#include "core/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The id as mail programs show it, in brackets or without. */
static bool read_message_id(const char *text, char *out, size_t size)
{
    size_t len = strlen(text);
    if (len >= 2 && text[0] == '<' && text[len - 1] == '>') {
        text++;
        len -= 2;
    }
    if (len >= size)
        return false;
    memcpy(out, text, len);
    out[len] = '\0';
    return address_is_message_id(out);
}

static int prepare(const struct confirm_words *w, struct command *c, char *id, size_t id_size)
{
    static const struct {
        const char *verb;
        enum command_kind kind;
    } kinds[] = {{"sent", COMMAND_SENT},
                 {"deadline", COMMAND_DEADLINE},
                 {"close", COMMAND_CONFIRM},
                 {"mark", COMMAND_MARK}};
    size_t k = 0;
    while (strcmp(kinds[k].verb, w->verb) != 0)
        k++;
    command_init(c, kinds[k].kind);
    c->date = w->date != NULL ? w->date : "";
    c->reason = w->why != NULL ? w->why : "";
    c->by = w->by != NULL ? w->by : "";
    if (w->message_id != NULL && !read_message_id(w->message_id, id, id_size))
        return cli_usage("confirm", "not the id of a mail", w->message_id);
    c->message_id = id;
    int as = w->as != NULL ? word_index(confirmation_words, CONFIRMATION_COUNT, w->as) : 0;
    bool marking = c->kind == COMMAND_MARK;
    if (as < 0 || (w->as != NULL && marking != (as <= CONFIRMATION_TO_CONFIRM)) ||
        as == CONFIRMATION_SENT)
        return cli_usage("confirm", "--as does not know", w->as);
    c->as = as;
    c->to_confirm = as == CONFIRMATION_TO_CONFIRM;
    c->has_to_confirm = marking;
    return 0;
}

/* Decides for one run and folds it in, so that the next of --all is decided on what is then. */
static enum status decide_run(struct meeting *m, struct command *c, const struct run *r,
                              int64_t at_us, struct event_list *decided)
{
    const struct actor chair = {.role = ROLE_CHAIR};
    struct done done;
    size_t from = decided->count;
    if (r == NULL)
        return REFUSED_NO_QUESTION;
    c->question = r->question;
    c->run = r->run;
    c->has_id = true;
    digest_random(c->id, sizeof c->id);
    enum status s = decide(m, &chair, c, at_us, decided, &done);
    for (size_t i = from; s == STATUS_OK && i < decided->count; i++)
        s = meeting_apply(m, &decided->items[i]);
    return s;
}

/* A day that cannot be: an outcome is not posted before the day on which its question was closed,
 * wherever on the earth that day is counted. */
static bool is_before(const struct confirm_words *w, const struct command *c, const struct run *r)
{
    return c->kind == COMMAND_SENT && w->date_us < r->closed_us - DAY_US;
}

static int write_all(const struct confirm_words *w, struct meeting *m, struct command *c,
                     struct event_list *decided)
{
    uint32_t count = m->runs.count;
    for (uint32_t i = 0; i < count; i++) {
        if (m->runs.items[i].confirmation != CONFIRMATION_TO_CONFIRM ||
            m->runs.items[i].voided_us != 0)
            continue;
        if (is_before(w, c, &m->runs.items[i]))
            return cli_usage("confirm", "this is before an outcome was stated", w->date);
        enum status s = decide_run(m, c, &m->runs.items[i], w->now_us, decided);
        if (s != STATUS_OK)
            return cli_fail("confirm", w->record, s);
    }
    if (decided->count == 0)
        return cli_fail("confirm", w->record, REFUSED_NOT_TO_CONFIRM);
    return 0;
}

static int write_one(const struct confirm_words *w, struct meeting *m, struct command *c,
                     struct event_list *decided)
{
    const struct run *r = meeting_run(m, w->question, w->run);
    if (r != NULL && c->kind == COMMAND_DEADLINE && r->confirmation == CONFIRMATION_SENT &&
        w->date_us < r->sent_us - DAY_US)
        return cli_usage("confirm", "this is before it was sent", w->date);
    if (r != NULL && is_before(w, c, r))
        return cli_usage("confirm", "this is before the outcome was stated", w->date);
    enum status s = decide_run(m, c, r, w->now_us, decided);
    return s == STATUS_OK ? 0 : confirm_fail(w, s);
}

/* What stands now, for the chair to see. */
static void print_state(const struct meeting *m, const struct event_list *decided)
{
    for (size_t i = 0; i < decided->count; i++) {
        const struct event *e = &decided->items[i];
        const struct run *r = meeting_run(m, e->marked.question, e->marked.run);
        char day[WHEN_LEN];
        printf("question %u, run %u: %s", (unsigned)r->question, (unsigned)r->run,
               confirmation_words[r->confirmation]);
        when_date(r->deadline_us, day);
        if (r->confirmation == CONFIRMATION_SENT)
            printf("; objections until %s, 23:59:59 UTC", day);
        puts("");
    }
}

int confirm_record(const struct confirm_words *w)
{
    char id[256] = "";
    struct command c = {0};
    struct record *record = NULL;
    struct event_list decided = {0};
    struct meeting m;
    int code = prepare(w, &c, id, sizeof id);
    if (code != 0)
        return code;
    meeting_init(&m);
    enum status s = record_open(w->record, RECORD_WRITE, &record);
    if (s == STATUS_OK)
        s = history_read(record, &m);
    if (s != STATUS_OK)
        code = cli_fail("confirm", w->record, s);
    else
        code = w->all ? write_all(w, &m, &c, &decided) : write_one(w, &m, &c, &decided);
    if (code == 0) {
        s = append_events(record, &decided);
        if (s != STATUS_OK)
            code = cli_fail("confirm", w->record, s);
        else
            print_state(&m, &decided);
    }
    record_close(record);
    event_list_release(&decided);
    command_release(&c);
    meeting_release(&m);
    return code != 0 ? code : cli_written("confirm");
}
