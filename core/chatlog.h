/* Logs of other rooms' chats, as lists of what was said: text logs of Jabber and IRC, messages of
 * Zulip as JSON. Pure but for the heap.
 *
 * Text: one line a line of the chat, "[10:00:01] <nick> text" or "10:00:01 <nick> text", with
 * "* nick text" for "/me text", and WeeChat's time, nick and text with tabs between; of times see
 * chatlog_time.h. What the server says (joins, leaves) is nobody's words; who takes another nick
 * stays the same. Bytes that are not UTF-8 are taken as Windows-1252.
 *
 * Zulip: {"messages": [...]} as its API gives them, the bare list, or {"events": [...]} of its
 * event queue (message, update_message, delete_message, reaction). The newest content counts; a
 * message whose content was deleted is deleted. Content may be Markdown or HTML. */
#ifndef HUMROOM_CORE_CHATLOG_H
#define HUMROOM_CORE_CHATLOG_H

#include "core/arena.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum { LOG_READ_IT = -1, LOG_BYTES_MAX = 64 << 20, LOG_ITEMS_MAX = 200000 };

/* Texts are UTF-8 without controls, never NULL, and belong to the log. */
struct log_item {
    uint32_t number;      /* line of the file, or place of the message, from 1 */
    const char *id;       /* unique in its source: the message's, or made of day, time, nick, text
                             and occurrence */
    int64_t time_us;      /* of its saying or its last edit */
    int64_t posted_us;    /* of its saying */
    int64_t grain_us;     /* it was said within so much from then on */
    const char *identity; /* "irc:NET/nick", "zulip:REALM/17" */
    const char *name;     /* the nick or name as it is shown */
    const char *text;     /* one line, at most LINE_BYTES_MAX; of a deleted message "" */
    const char *own;      /* the author's own lines, without quotes and code */
    int read_as;          /* enum chat_result where it need not be read: a bot's, only a quote, a
                             reaction; else LOG_READ_IT */
    bool deleted;
    const char *place;    /* of Zulip the stream and topic, "12/shall we?"; else "" */
    bool whole_reactions; /* a message with all its reactions: others are gone */
};

/* A line that is nobody's words. */
struct log_other {
    uint32_t number;
    int why; /* CHAT_SERVER, CHAT_NO_LINE */
};

struct chatlog {
    struct log_item *items;
    uint32_t count, capacity;
    struct log_other *others; /* in their order */
    uint32_t other_count, other_capacity;
    const char *source; /* "irc:NET", "zulip:REALM" */
    struct arena arena;
};

/* Is it JSON, as Zulip's? By the first byte that is no blank. */
bool chatlog_is_json(const char *bytes, size_t len);

/* day_us: midnight UTC of the day on which the log begins; offset_minutes: of the clock of its
 * times. REFUSED_NO_LOG: no line of it is a line
 * of a chat; REFUSED_TOO_LARGE, REFUSED_TOO_MANY, FAILED_NO_MEMORY. Release in any case. */
CHECKED enum status chatlog_read_text(const char *bytes, size_t len, const char *net,
                                      int64_t day_us, int32_t offset_minutes, struct chatlog *out);
/* net: the realm, where the messages do not say it. */
CHECKED enum status chatlog_read_zulip(const char *bytes, size_t len, const char *net,
                                       struct chatlog *out);
void chatlog_release(struct chatlog *l); /* accepts NULL and zeroed */

/* For the readers: an item at the end, zeroed but for texts ""; NULL: no memory, or too many. */
struct log_item *chatlog_add(struct chatlog *l);
CHECKED enum status chatlog_other(struct chatlog *l, uint32_t number, int why);
/* A clean line: UTF-8, no controls, no formatting of IRC, trimmed, cut at max bytes; NULL: no
 * memory. Line ends become `line_end` (a blank, or kept as '\n'). */
const char *chatlog_clean(struct chatlog *l, const char *text, size_t len, size_t max,
                          char line_end);

#endif
