/* Rows of a record that somebody else wrote: the first line of the input is the kind, each further
 * line a body of that kind or, where it begins with no brace, the next kind. Every event that is
 * read is applied to one meeting, and written again as canonical JSON that is read again. */
#include "tests/fuzz/fuzz.h"

#include "core/meeting.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { KIND_MAX = 60 };

static void write_again(const struct event *e, const char *kind)
{
    struct event_list list = {0};
    char *body = NULL;
    size_t len = 0;
    enum status s = event_encode(e, &body, &len);
    assert(s == STATUS_OK);
    s = event_decode(&list, e->seq, e->time_us, kind, body, len);
    assert(s == STATUS_OK);
    free(body);
    event_list_release(&list);
}

static void take_row(struct meeting *m, int64_t seq, const char *kind, const char *body, size_t len)
{
    struct event_list list = {0};
    enum status s = event_decode(&list, seq, seq, kind, body, len);
    assert(s == STATUS_OK || status_is_refusal(s));
    if (s == STATUS_OK) {
        write_again(&list.items[0], kind);
        s = meeting_apply(m, &list.items[0]);
        assert(s == STATUS_OK || status_is_refusal(s));
    }
    event_list_release(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct meeting m;
    meeting_init(&m);
    char kind[KIND_MAX] = "";
    const char *at = (const char *)bytes;
    const char *end = at + len;
    while (at < end) {
        const char *eol = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((eol != NULL ? eol : end) - at);
        if (n > 0 && *at == '{') {
            take_row(&m, m.seq + 1, kind, at, n);
        } else {
            n = n < KIND_MAX - 1 ? n : KIND_MAX - 1;
            memcpy(kind, at, n);
            kind[n] = '\0';
        }
        at = eol != NULL ? eol + 1 : end;
    }
    struct meeting copy;
    meeting_init(&copy);
    enum status s = meeting_copy(&copy, &m);
    assert(s == STATUS_OK && copy.seq == m.seq);
    meeting_release(&copy);
    meeting_release(&m);
    return 0;
}
