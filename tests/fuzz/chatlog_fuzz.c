/* A log of somebody else's chat: refused, or a list of clean lines with an id and an author each.
 */
#include "tests/fuzz/fuzz.h"

#include "core/chat.h"
#include "core/chatlog.h"
#include "core/event.h"
#include "core/text.h"

#include <assert.h>
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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *text = (const char *)bytes;
    struct chatlog l;
    enum status s = chatlog_read_text(text, len, "wg", 0, 60, &l);
    assert(s == STATUS_OK || status_is_refusal(s));
    if (s == STATUS_OK)
        check(&l);
    chatlog_release(&l);
    s = chatlog_read_zulip(text, len, "wg", &l);
    assert(s == STATUS_OK || status_is_refusal(s));
    if (s == STATUS_OK)
        check(&l);
    chatlog_release(&l);
    (void)chatlog_is_json(text, len);
    return 0;
}
