/* From a log to events. */
#include "clients/cli/cli.h"
#include "clients/cli/import.h"
#include "core/chat.h"
#include "core/chatlog_run.h"

#include <stdlib.h>
#include <string.h>

enum status import_play(struct meeting *m, enum role role, const struct command *c,
                        struct event_list *decided)
{
    const struct actor actor = {.role = role};
    struct done done;
    const size_t from = decided->count;
    enum status s = decide(m, &actor, c, cli_now_us(), decided, &done);
    for (size_t i = from; s == STATUS_OK && i < decided->count; i++)
        s = meeting_apply(m, &decided->items[i]);
    return s;
}

static void command_of(const struct import_result *r, struct command *c)
{
    command_init(c, COMMAND_IMPORT);
    c->question = r->question;
    c->run = r->run;
    c->log_source = r->log->source;
}

static enum status take_item(struct meeting *m, struct import_result *r, uint32_t i,
                             struct event_list *decided)
{
    const struct log_item *item = &r->log->items[i];
    struct import_line *line = &r->lines[i];
    struct command c;
    command_of(r, &c);
    chatlog_command(item, r->offset_us, &c);
    if (line->left_out != 0)
        c.read_as = line->left_out;
    const uint32_t before = m->lines.count;
    enum status s = import_play(m, ROLE_SYSTEM, &c, decided);
    line->is_new = m->lines.count > before;
    line->line = line->is_new ? m->lines.count
                              : meeting_imported(m, meeting_run(m, r->question, r->run),
                                                 r->log->source, item->id);
    return s;
}

/* Why an item is left out; 0: it is not. */
static int left_out(const struct import_result *r, const struct run *run,
                    const struct log_item *item)
{
    if (r->topic != NULL && !chatlog_is_of(item, r->topic))
        return CHAT_ELSEWHERE;
    const int outside =
        r->timed && !r->another_clock ? chatlog_outside(item, run, r->offset_us) : LOG_READ_IT;
    return outside != LOG_READ_IT ? outside : 0;
}

static enum status take_gone(struct meeting *m, struct import_result *r, struct event_list *decided)
{
    uint32_t *gone = NULL;
    enum status s = chatlog_gone(r->log, m, meeting_run(m, r->question, r->run), &gone, &r->gone);
    for (uint32_t i = 0; s == STATUS_OK && i < r->gone; i++) {
        struct command c;
        const char *id = meeting_text(m, meeting_line(m, gone[i])->source_id);
        command_of(r, &c);
        c.source_id = arena_text(&decided->arena, id, strlen(id)); /* the meeting's may move */
        c.deleted = true;
        s = c.source_id != NULL ? import_play(m, ROLE_SYSTEM, &c, decided) : FAILED_NO_MEMORY;
    }
    free(gone);
    return s;
}

enum status import_log(struct meeting *m, struct import_result *r, struct event_list *decided)
{
    const struct run *run = meeting_run(m, r->question, r->run);
    enum status s = STATUS_OK;
    r->another_clock = r->timed && r->log->count > 0 && !chatlog_fits(r->log, m, run, r->offset_us);
    for (uint32_t i = 0; i < r->log->count && s == STATUS_OK; i++) {
        r->lines[i].left_out = left_out(r, meeting_run(m, r->question, r->run), &r->log->items[i]);
        if (r->lines[i].left_out != CHAT_ELSEWHERE)
            s = take_item(m, r, i, decided);
    }
    return s == STATUS_OK && r->timed ? take_gone(m, r, decided) : s;
}
