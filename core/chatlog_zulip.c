/* Messages of Zulip, as its API and its event queue give them. */
#include "core/chatlog.h"

#include "core/chat.h"
#include "core/chatlog_map.h"
#include "core/chatlog_markup.h"
#include "core/event.h"
#include "core/json.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 24, ID_BYTES_MAX = 3 * NAME_BYTES_MAX };

struct zulip {
    struct chatlog *log;
    const char *realm;
    uint32_t number;      /* of the message */
    struct log_map known; /* places of items in the log, by their ids */
};

static const char *text_or(const struct json *v, const char *key, const char *otherwise)
{
    const char *text = json_text(v, key, NULL);
    return text != NULL && text[0] != '\0' ? text : otherwise;
}

static const char *keep(struct zulip *z, const char *text)
{
    return text != NULL ? chatlog_clean(z->log, text, strlen(text), NAME_BYTES_MAX, ' ') : NULL;
}

/* The item of an id; NULL: none. */
static struct log_item *find(struct zulip *z, const char *id)
{
    const uint32_t *place = log_map_at(&z->known, log_map_key(id));
    struct log_item *item = place != NULL && *place != 0 ? &z->log->items[*place - 1] : NULL;
    return item != NULL && strcmp(item->id, id) == 0 ? item : NULL;
}

static struct log_item *find_message(struct zulip *z, int64_t id)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, id);
    return find(z, text);
}

/* The same, or a new one: who says something twice (two pages of one list that overlap) is taken at
 * the last word. */
static enum status take_item(struct zulip *z, const char *id, struct log_item **out)
{
    *out = find(z, id);
    if (*out != NULL)
        return STATUS_OK;
    const char *kept = chatlog_clean(z->log, id, strlen(id), ID_BYTES_MAX, ' ');
    uint32_t *place = log_map_at(&z->known, log_map_key(id));
    if (kept == NULL || place == NULL)
        return FAILED_NO_MEMORY;
    *out = chatlog_add(z->log);
    if (*out == NULL)
        return REFUSED_TOO_MANY;
    *place = z->log->count;
    (*out)->id = kept;
    return STATUS_OK;
}

/* "zulip:REALM/17"; without the number of a user the address says who. */
static const char *identity_of(struct zulip *z, const struct json *v, const char *id_key,
                               const char *mail_key)
{
    char text[3 * NAME_BYTES_MAX];
    int64_t id;
    if (json_int(v, id_key, &id))
        snprintf(text, sizeof text, "zulip:%.*s/%" PRId64, NAME_BYTES_MAX, z->realm, id);
    else
        snprintf(text, sizeof text, "zulip:%.*s/%.*s", NAME_BYTES_MAX, z->realm, NAME_BYTES_MAX,
                 text_or(v, mail_key, "unknown"));
    return keep(z, text);
}

static bool is_html(const struct json *message, const char *content)
{
    const char *type = json_text(message, "content_type", NULL);
    static const char *const begins[] = {"<p>", "<blockquote", "<div", "<pre", "<ul", "<ol", "<h"};
    if (type != NULL)
        return strcmp(type, "text/html") == 0;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(content, begins[i], strlen(begins[i])) == 0)
            return true;
    return false;
}

/* A poll or a list of tasks: its lines are choices, not the author's own. */
static bool is_widget(const char *own)
{
    return strncmp(own, "/poll", 5) == 0 || strncmp(own, "/todo", 5) == 0;
}

static enum status set_content(struct zulip *z, struct log_item *item, const char *content,
                               bool html)
{
    struct markup markup = {0};
    if (html)
        markup_html(content, &markup);
    else
        markup_markdown(content, &markup);
    const char *whole = markup.whole.bytes != NULL ? markup.whole.bytes : "";
    const char *own = markup.own.bytes != NULL ? markup.own.bytes : "";
    const bool ok = !markup.whole.failed && !markup.own.failed;
    item->text = ok ? chatlog_clean(z->log, whole, strlen(whole), LINE_BYTES_MAX, ' ') : NULL;
    item->own = ok ? chatlog_clean(z->log, own, strlen(own), LINE_BYTES_MAX, '\n') : NULL;
    if (item->text == NULL || item->own == NULL) {
        item->text = item->own = "";
        markup_release(&markup);
        return FAILED_NO_MEMORY;
    }
    if (item->read_as != CHAT_ECHO)
        item->read_as = is_widget(item->own)   ? CHAT_CODE
                        : item->own[0] != '\0' ? LOG_READ_IT
                        : markup.quoted        ? CHAT_QUOTED
                        : markup.code          ? CHAT_CODE
                                               : LOG_READ_IT;
    /* Zulip leaves this where a content was deleted. */
    item->deleted = item->text[0] == '\0' || strcmp(item->text, "(deleted)") == 0;
    markup_release(&markup);
    return STATUS_OK;
}

/* Edited is a content, not only a topic. */
static bool content_was_edited(const struct json *message)
{
    const struct json *history = json_member(message, "edit_history");
    for (size_t i = 0; i < json_count(history); i++)
        if (json_text(json_item(history, i), "prev_content", NULL) != NULL)
            return true;
    return history == NULL;
}

static bool is_bot(const struct json *message)
{
    bool bot = false;
    const char *mail = text_or(message, "sender_email", ""), *at = strchr(mail, '@');
    return (json_bool(message, "sender_is_bot", &bot) && bot) ||
           (at != NULL && at - mail > 4 && strncmp(at - 4, "-bot", 4) == 0);
}

/* ---- reactions ---- */

/* A thumb up, +1, or down; 0: another sign. */
static int thumb(const struct json *reaction)
{
    static const char *const names[2][3] = {{"+1", "thumbs_up", "thumbsup"},
                                            {"-1", "thumbs_down", "thumbsdown"}},
                             *const codes[2] = {"1f44d", "1f44e"};
    const char *name = text_or(reaction, "emoji_name", ""),
               *code = text_or(reaction, "emoji_code", "");
    for (int i = 0; i < 2; i++) {
        if (strcmp(code, codes[i]) == 0)
            return i == 0 ? 1 : -1;
        for (size_t n = 0; n < 3; n++)
            if (strcmp(name, names[i][n]) == 0)
                return i == 0 ? 1 : -1;
    }
    return 0;
}

static const char *reactor(const struct json *reaction)
{
    const struct json *user = json_member(reaction, "user");
    return text_or(user, "full_name", text_or(reaction, "user_full_name", "somebody"));
}

/* A sign under somebody's line is no line: it may agree with the line, or with its tone. */
static enum status take_reaction(struct zulip *z, const struct log_item *under,
                                 const struct json *reaction, bool taken_back)
{
    const struct json *user = json_member(reaction, "user");
    const struct log_item message = *under; /* the list may move */
    const int sign = thumb(reaction);
    int64_t ignored;
    char id[ID_BYTES_MAX], text[80];
    struct log_item *item;
    if (sign == 0)
        return STATUS_OK;
    const bool outside = json_int(reaction, "user_id", &ignored);
    const char *word = sign > 0 ? "+1" : "-1";
    const char *identity = outside ? identity_of(z, reaction, "user_id", "email")
                                   : identity_of(z, user, "id", "email");
    const char *name = keep(z, reactor(reaction));
    if (identity == NULL || name == NULL)
        return FAILED_NO_MEMORY;
    snprintf(id, sizeof id, "%s %s %s", message.id, word, identity);
    snprintf(text, sizeof text, "(%s under message %.40s)", word, message.id);
    enum status s = take_item(z, id, &item);
    if (s != STATUS_OK)
        return s;
    item->number = message.number;
    item->time_us = item->posted_us = message.posted_us;
    item->grain_us = message.grain_us;
    item->place = message.place;
    item->identity = identity;
    item->name = name;
    item->read_as = CHAT_UNSURE_REACTION;
    item->deleted = taken_back;
    item->text = item->own = keep(z, text);
    if (item->text != NULL)
        return STATUS_OK;
    item->text = item->own = "";
    return FAILED_NO_MEMORY;
}

static enum status reaction_event(struct zulip *z, const struct json *v, int64_t id)
{
    const struct log_item *item = find_message(z, id);
    bool taken_back = strcmp(text_or(v, "op", "add"), "remove") == 0;
    return item != NULL ? take_reaction(z, item, v, taken_back) : STATUS_OK;
}

/* All the reactions of a message: those known before that are not among them are taken back. */
static enum status take_reactions(struct zulip *z, uint32_t place, const struct json *reactions,
                                  uint32_t known)
{
    enum status s = STATUS_OK;
    char of[32];
    snprintf(of, sizeof of, "%.20s ", z->log->items[place].id);
    for (uint32_t i = place + 1; i < known; i++)
        if (strncmp(z->log->items[i].id, of, strlen(of)) == 0)
            z->log->items[i].deleted = true;
    for (size_t i = 0; i < json_count(reactions) && s == STATUS_OK; i++)
        s = take_reaction(z, &z->log->items[place], json_item(reactions, i), false);
    return s;
}

/* ---- messages ---- */

/* Seconds since 1970; what is no time of this world is 1970. */
static int64_t moment(int64_t stamp)
{
    return stamp < 0 || stamp > INT64_C(253402300799) ? 0 : stamp; /* the year 9999 */
}

/* A time, which some write with a fraction. */
static bool seconds_of(const struct json *v, const char *key, int64_t *out)
{
    double number;
    if (json_int(v, key, out))
        return true;
    if (!json_number(v, key, &number) || number < 0 || number > 253402300799.0)
        return false;
    *out = (int64_t)number;
    return true;
}

/* The stream and topic; "" of a message between people. */
static const char *place_of(struct zulip *z, const struct json *message)
{
    char place[3 * NAME_BYTES_MAX];
    int64_t stream;
    if (!json_int(message, "stream_id", &stream))
        return "";
    snprintf(place, sizeof place, "%" PRId64 "/%.*s", stream, NAME_BYTES_MAX,
             text_or(message, "subject", text_or(message, "topic", "")));
    return keep(z, place);
}

static enum status add_message(struct zulip *z, const struct json *v)
{
    int64_t id, stamp = 0, edited = 0, posted;
    const char *content = json_text(v, "content", NULL);
    bool deleted = false;
    z->number++;
    if (!json_int(v, "id", &id) || content == NULL)
        return chatlog_other(z->log, z->number, CHAT_NO_LINE);
    struct log_item *item;
    char number[24];
    const uint32_t before = z->log->count;
    snprintf(number, sizeof number, "%" PRId64, id);
    enum status s = take_item(z, number, &item);
    if (s != STATUS_OK)
        return s;
    (void)seconds_of(v, "timestamp", &stamp);
    posted = stamp = moment(stamp);
    if (seconds_of(v, "last_edit_timestamp", &edited) && edited > stamp && content_was_edited(v))
        stamp = moment(edited);
    item->number = z->number;
    item->time_us = stamp * SECOND_US;
    item->posted_us = posted * SECOND_US;
    item->grain_us = SECOND_US;
    const char *name =
        keep(z, text_or(v, "sender_full_name", text_or(v, "sender_email", "somebody")));
    const char *identity = identity_of(z, v, "sender_id", "sender_email"), *where = place_of(z, v);
    if (name == NULL || identity == NULL || where == NULL)
        return FAILED_NO_MEMORY;
    item->name = name;
    item->identity = identity;
    item->place = where;
    item->read_as = is_bot(v) ? CHAT_ECHO : LOG_READ_IT;
    s = set_content(z, item, content, is_html(v, content));
    item->deleted = item->deleted || (json_bool(v, "deleted", &deleted) && deleted);
    const struct json *reactions = json_member(v, "reactions");
    item->whole_reactions = json_is_array(reactions);
    return s == STATUS_OK && item->whole_reactions
               ? take_reactions(z, (uint32_t)(item - z->log->items), reactions, before)
               : s;
}

static enum status update_event(struct zulip *z, const struct json *v, int64_t id)
{
    struct log_item *item = find_message(z, id);
    const char *raw = json_text(v, "content", NULL), *html = json_text(v, "rendered_content", NULL);
    int64_t stamp;
    bool rendering = false; /* the same words, with a picture of a link */
    if (item == NULL || (raw == NULL && html == NULL) ||
        (json_bool(v, "rendering_only", &rendering) && rendering))
        return STATUS_OK;
    if (seconds_of(v, "edit_timestamp", &stamp) && moment(stamp) != 0)
        item->time_us = stamp * SECOND_US;
    return set_content(z, item, raw != NULL ? raw : html, raw == NULL);
}

static void delete_one(struct zulip *z, int64_t id)
{
    struct log_item *item = find_message(z, id);
    if (item != NULL)
        item->deleted = true;
}

static enum status add_event(struct zulip *z, const struct json *v)
{
    const char *type = text_or(v, "type", "");
    int64_t id = 0;
    const bool named = json_int(v, "message_id", &id);
    if (strcmp(type, "message") == 0)
        return add_message(z, json_member(v, "message"));
    if (strcmp(type, "update_message") == 0 && named)
        return update_event(z, v, id);
    if (strcmp(type, "reaction") == 0 && named)
        return reaction_event(z, v, id);
    if (strcmp(type, "delete_message") != 0)
        return STATUS_OK;
    if (named)
        delete_one(z, id);
    const struct json *ids = json_member(v, "message_ids");
    for (size_t i = 0; i < json_count(ids); i++)
        if (json_item_integer(ids, i, &id))
            delete_one(z, id);
    return STATUS_OK;
}

/* As the first message says it. */
static const char *realm_of(const struct json *messages, const struct json *events,
                            const char *otherwise)
{
    const struct json *first = json_item(messages, 0);
    if (first == NULL)
        first = json_member(json_item(events, 0), "message");
    return text_or(first, "sender_realm_str", otherwise);
}

enum status chatlog_read_zulip(const char *bytes, size_t len, const char *net, struct chatlog *out)
{
    struct zulip z = {.log = out, .realm = net};
    struct json *root;
    *out = (struct chatlog){0};
    enum status s = json_parse(bytes, len, DEPTH, LOG_BYTES_MAX, &root);
    if (s != STATUS_OK)
        return s == REFUSED_MALFORMED ? REFUSED_NO_LOG : s;
    char source[NAME_BYTES_MAX + 8];
    const struct json *messages = json_is_array(root) ? root : json_member(root, "messages");
    const struct json *events = json_member(root, "events"), *one = json_member(root, "message");
    z.realm = realm_of(messages, events, net);
    snprintf(source, sizeof source, "zulip:%.*s", NAME_BYTES_MAX, z.realm);
    out->source = keep(&z, source);
    s = out->source == NULL ? FAILED_NO_MEMORY
        : json_is_array(messages) || json_is_array(events) || json_member(one, "id") != NULL
            ? STATUS_OK
            : REFUSED_NO_LOG;
    if (s == STATUS_OK && one != NULL)
        s = add_message(&z, one);
    for (size_t i = 0; i < json_count(messages) && s == STATUS_OK; i++)
        s = add_message(&z, json_item(messages, i));
    for (size_t i = 0; i < json_count(events) && s == STATUS_OK; i++)
        s = add_event(&z, json_item(events, i));
    log_map_release(&z.known);
    json_free(root);
    return s;
}
