/* A chat line, as any participant may send it (what text_check() lets through), read for every kind
 * of question: a position names an option that is there, its remark lies in the line, the same line
 * is read the same again; and the words that ask for more. */
#include "tests/fuzz/fuzz.h"

#include "core/chat.h"
#include "core/chat_words.h"
#include "core/kind.h"
#include "core/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct event_list events;

static void add(struct meeting *m, enum event_kind kind)
{
    (void)m;
    struct event *e = event_add(&events, kind);
    assert(e != NULL);
    e->seq = m->seq + 1;
}

/* A question of each kind. */
static void open_meeting(struct meeting *m)
{
    static struct new_option options[] = {{"JSON text", OPTION_NAMED},
                                          {"\u0131l\u0131k", OPTION_NAMED},
                                          {"+1", OPTION_NAMED},
                                          {"don't care", OPTION_DONT_CARE}};
    meeting_init(m);
    add(m, EVENT_MEETING_OPENED);
    enum status s = meeting_apply(m, &events.items[0]);
    assert(s == STATUS_OK);
    for (int kind = 0; kind < QUESTION_KIND_COUNT; kind++) {
        events.count = 0;
        add(m, EVENT_QUESTION_PREPARED);
        struct event *e = &events.items[0];
        e->prepared.question = m->questions.count + 1;
        e->prepared.kind = kind;
        e->prepared.chat_counted = true;
        e->prepared.options = options;
        e->prepared.option_count = 4;
        s = meeting_apply(m, e);
        assert(s == STATUS_OK);
    }
    event_list_release(&events);
}

static void read_as(const struct meeting *m, uint32_t question, const struct chat_call *call,
                    const char *line)
{
    const struct question *q = meeting_question(m, question);
    const struct chat_reading read = chat_read(m, q, call, line);
    const struct chat_reading again = chat_read_lines(m, q, call, line);
    assert(read.result >= 0 && read.result < CHAT_RESULT_COUNT);
    assert(read.result == again.result && strcmp(read.remark, again.remark) == 0);
    if (read.result != CHAT_POSITION) {
        assert(read.remark[0] == '\0');
        return;
    }
    assert(read.option == ANSWER_NO_OPINION ||
           (read.option >= 0 && (uint32_t)read.option < q->option_count));
    assert(read.remark[0] == '\0' || (read.remark > line && read.remark < line + strlen(line)));
    assert(read.option == again.option);
}

static void check_ballot(const char *text)
{
    struct chat_ballot b;
    const size_t len = strlen(text);
    if (chat_ballot(text, &b) != STATUS_OK)
        return;
    assert(b.question.len > 0 && b.question.text + b.question.len <= text + len);
    assert(b.option_count != 1 && b.option_count <= OPTIONS_MAX);
    for (uint32_t i = 0; i < b.option_count; i++)
        assert(b.options[i].len > 0 && b.options[i].len <= OPTION_BYTES_MAX &&
               b.options[i].text + b.options[i].len <= text + len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct chat_call calls[] = {{-1, false}, {0, false}, {1, true}, {3, false}};
    struct meeting m;
    char *line = malloc(len + 1); /* exact, so that a sanitizer sees a step behind the end */
    assert(line != NULL);
    memcpy(line, bytes, len);
    line[len] = '\0';
    if (text_check(line, len, LINE_BYTES_MAX) == STATUS_OK) {
        const char *rest;
        open_meeting(&m);
        for (uint32_t q = 1; q <= m.questions.count; q++)
            for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
                read_as(&m, q, &calls[i], line);
        (void)chat_word(line, &rest);
        assert(rest >= line && rest <= line + len);
        check_ballot(rest);
        meeting_release(&m);
    }
    free(line);
    return 0;
}
