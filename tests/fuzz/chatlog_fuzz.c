/* A log of somebody else's chat: refused, or a list of clean lines with an id and an author each;
 * imported into a meeting it comes to the same in two parts as
 * at once, a second time it changes nothing, and nothing of it is gone. */
#include "tests/fuzz/fuzz.h"

#include "core/chat.h"
#include "core/chatlog.h"
#include "core/chatlog_run.h"
#include "core/decide.h"
#include "core/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void check_text(const char *text, size_t most)
{
    const size_t len = strlen(text);
    assert(len <= most);
    for (size_t at = 0; at < len;) {
        const uint32_t c = text_next(text, len, &at);
        assert(c == '\n' || text_allows(c));
    }
}

static void check(const struct chatlog *l)
{
    check_text(l->source, NAME_BYTES_MAX + 8);
    for (uint32_t i = 0; i < l->count; i++) {
        const struct log_item *item = &l->items[i];
        assert(item->number > 0 && item->id[0] != '\0' && item->identity[0] != '\0');
        assert(item->read_as >= LOG_READ_IT && item->read_as < CHAT_RESULT_COUNT);
        assert(strchr(item->text, '\n') == NULL && strchr(item->name, '\n') == NULL);
        check_text(item->identity, 2 * NAME_BYTES_MAX);
        check_text(item->name, NAME_BYTES_MAX);
        check_text(item->text, LINE_BYTES_MAX);
        check_text(item->own, LINE_BYTES_MAX);
    }
}

/* ---- into a meeting ---- */

static struct event *add(struct event_list *events, const struct meeting *m, enum event_kind kind)
{
    events->count = 0;
    struct event *e = event_add(events, kind);
    assert(e != NULL);
    e->seq = m->seq + 1;
    return e;
}

static void apply(struct meeting *m, const struct event *e)
{
    enum status s = meeting_apply(m, e);
    assert(s == STATUS_OK);
    (void)s;
}

/* One question, for or against, open. */
static void open_meeting(struct meeting *m, struct event_list *events)
{
    static struct new_option sides[] = {{"for", OPTION_NAMED}, {"against", OPTION_NAMED}};
    meeting_init(m);
    apply(m, add(events, m, EVENT_MEETING_OPENED));
    struct event *e = add(events, m, EVENT_QUESTION_PREPARED);
    e->prepared.question = 1;
    e->prepared.kind = QUESTION_FOR_AGAINST;
    e->prepared.options = sides;
    e->prepared.option_count = 2;
    apply(m, e);
    e = add(events, m, EVENT_QUESTION_ASKED);
    e->asked.question = e->asked.run = 1;
    apply(m, e);
}

static void import(struct meeting *m, const struct chatlog *l, uint32_t count)
{
    const struct actor system = {.role = ROLE_SYSTEM};
    for (uint32_t i = 0; i < count; i++) {
        struct event_list events = {0};
        struct command c;
        struct done done;
        command_init(&c, COMMAND_IMPORT);
        c.question = c.run = 1;
        c.log_source = l->source;
        chatlog_command(&l->items[i], 0, &c);
        enum status s = decide(m, &system, &c, 1, &events, &done);
        assert(s == STATUS_OK);
        for (size_t e = 0; e < events.count; e++)
            apply(m, &events.items[e]);
        event_list_release(&events);
    }
}

static void check_counts(const struct meeting *m)
{
    uint32_t answered = 0;
    for (int slot = 0; slot < COUNT_SLOTS; slot++)
        answered += m->runs.items[0].counts[slot][CHANNEL_CHAT][PLACE_REMOTE];
    assert(answered == m->runs.items[0].answered && answered <= m->people.count);
}

static void check_import(const struct chatlog *l)
{
    struct event_list events = {0};
    struct meeting m, whole;
    uint32_t *lines = NULL, gone = 0;
    const uint32_t some = l->count < 200 ? l->count : 200, half = some / 2;
    open_meeting(&m, &events);
    open_meeting(&whole, &events);
    import(&m, l, half);
    import(&m, l, some);
    import(&whole, l, some);
    check_counts(&m);
    assert(memcmp(m.runs.items[0].counts, whole.runs.items[0].counts,
                  sizeof m.runs.items[0].counts) == 0);
    assert(m.lines.count == whole.lines.count && m.unsure.count == whole.unsure.count);
    const int64_t seq = m.seq;
    import(&m, l, some);
    assert(m.seq == seq);
    enum status s = chatlog_gone(l, &m, &m.runs.items[0], &lines, &gone);
    assert(s == STATUS_OK && gone == 0);
    free(lines);
    meeting_release(&m);
    meeting_release(&whole);
    event_list_release(&events);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *text = (const char *)bytes;
    struct chatlog l;
    enum status s = chatlog_read_text(text, len, "wg", 0, 60, &l);
    assert(s == STATUS_OK || status_is_refusal(s));
    if (s == STATUS_OK) {
        check(&l);
        check_import(&l);
    }
    chatlog_release(&l);
    s = chatlog_read_zulip(text, len, "wg", &l);
    assert(s == STATUS_OK || status_is_refusal(s));
    if (s == STATUS_OK) {
        check(&l);
        check_import(&l);
    }
    chatlog_release(&l);
    (void)chatlog_is_json(text, len);
    return 0;
}
