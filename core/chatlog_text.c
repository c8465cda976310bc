/* Logs of Jabber and IRC: a line of text each. */
#include "core/chatlog.h"

#include "core/chat.h"
#include "core/chatlog_map.h"
#include "core/chatlog_nick.h"
#include "core/chatlog_time.h"
#include "core/digest.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct text_reader {
    struct chatlog *log;
    const char *net;
    struct log_clock clock;
    struct nicks nicks;
    struct log_map times; /* how often the same was said at a moment */
    uint32_t number;      /* of the line */
};

/* What stands in a line, from the outside in. */
struct part {
    const char *text;
    size_t len;
};

/* ---- bytes ---- */

static bool has_wide(const char *line, size_t len, bool *broken)
{
    bool wide = false;
    *broken = false;
    for (size_t at = 0; at < len;) {
        const uint32_t c = text_next(line, len, &at);
        *broken = *broken || c == UINT32_MAX;
        wide = wide || (c > 0x7f && c != UINT32_MAX);
    }
    return wide;
}

/* Old clients write one byte a letter: Windows-1252, which holds Latin-1. A line that has a letter
 * in UTF-8 too was only cut. */
static const char *as_utf8(struct chatlog *l, const char *line, size_t *len)
{
    static const uint16_t windows[32] = {
        0x20ac, 0xfffd, 0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0xfffd, 0x17d,  0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0xfffd, 0x17e,  0x178};
    struct text out = {0};
    bool broken;
    if (has_wide(line, *len, &broken) || !broken)
        return line;
    for (size_t i = 0; i < *len; i++) {
        const unsigned char c = (unsigned char)line[i];
        char bytes[4];
        text_add_n(&out, bytes,
                   text_character(c < 0x80 || c >= 0xa0 ? c : windows[c - 0x80], bytes));
    }
    const char *kept = out.failed ? NULL : arena_text(&l->arena, out.bytes, out.len);
    *len = out.len;
    text_release(&out);
    return kept;
}

/* ---- who ---- */

/* Programs that repeat what people say: by name, or VoteBot (but no Talbot). */
static bool is_bot(const char *nick)
{
    static const char *const names[] = {"meetbot",   "supybot",   "trackbot", "zakim",
                                        "rrsagent",  "limnoria",  "chatbot",  "votebot",
                                        "jabberbot", "statusbot", "meetecho", "ircbot"};
    static const char *const ends[] = {"-bot", "_bot", "[bot]", "(bot)", " bot", ".bot"};
    const size_t len = strlen(nick);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(nick, names[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t end = strlen(ends[i]);
        if (len > end && strcasecmp(nick + len - end, ends[i]) == 0)
            return true;
    }
    return len > 3 && strcmp(nick + len - 3, "Bot") == 0 && nick[len - 4] >= 'a' &&
           nick[len - 4] <= 'z';
}

/* Before a nick stand the signs of operators and voices. */
static const char *nick_of(struct chatlog *l, struct part nick)
{
    while (nick.len > 1 && strchr("@+%&~ ", *nick.text) != NULL) {
        nick.text++;
        nick.len--;
    }
    return chatlog_clean(l, nick.text, nick.len, NAME_BYTES_MAX, ' ');
}

static const char *with_net(struct text_reader *r, const char *nick)
{
    struct text t = {0};
    text_addf(&t, "irc:%s/%s", r->net, nick);
    const char *kept = t.failed ? NULL : arena_text(&r->log->arena, t.bytes, t.len);
    text_release(&t);
    return kept;
}

/* ---- lines ---- */

/* Of day, time, nick, text and occurrence. */
static enum status make_id(struct text_reader *r, struct log_item *item, const char *who)
{
    char when[32], which[16], hex[DIGEST_HEX_LEN + 1];
    uint64_t key;
    struct digest d;
    snprintf(when, sizeof when, "%" PRId64, item->time_us);
    const struct digest_part parts[] = {{when, strlen(when) + 1},
                                        {who, strlen(who) + 1},
                                        {item->text, strlen(item->text) + 1},
                                        {which, sizeof which}};
    digest_sha256(parts, 3, &d);
    memcpy(&key, d.bytes, sizeof key);
    uint32_t *occurrence = log_map_at(&r->times, key);
    if (occurrence == NULL)
        return FAILED_NO_MEMORY;
    snprintf(which, sizeof which, "%" PRIu32, ++*occurrence);
    struct digest_part whole[4];
    memcpy(whole, parts, sizeof whole);
    whole[3].len = strlen(which) + 1;
    digest_sha256(whole, 4, &d);
    digest_hex(&d, hex);
    item->id = arena_text(&r->log->arena, hex, 32);
    return item->id != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

static enum status said(struct text_reader *r, struct part nick, struct part words, bool action)
{
    struct chatlog *l = r->log;
    struct text line = {0};
    const char *name = nick_of(l, nick), *own = NULL, *first = NULL;
    text_add(&line, action ? "/me " : "");
    text_add_n(&line, words.text, words.len);
    const char *text =
        line.failed ? NULL : chatlog_clean(l, line.bytes, line.len, LINE_BYTES_MAX, ' ');
    text_release(&line);
    enum status s = name == NULL || text == NULL
                        ? FAILED_NO_MEMORY
                        : nicks_spoke(&r->nicks, &l->arena, name, &own, &first);
    if (s != STATUS_OK)
        return s;
    if (text[0] == '\0' || name[0] == '\0')
        return chatlog_other(l, r->number, CHAT_SERVER);
    struct log_item *item = chatlog_add(l);
    if (item == NULL)
        return l->count >= LOG_ITEMS_MAX ? REFUSED_TOO_MANY : FAILED_NO_MEMORY;
    item->number = r->number;
    item->time_us = item->posted_us = r->clock.time_us;
    item->grain_us = r->clock.grain_us;
    item->name = name;
    item->text = item->own = text;
    item->identity = with_net(r, first);
    if (is_bot(name))
        item->read_as = CHAT_ECHO;
    else if (words.len > 0 &&
             (words.text[0] == '\t' || (words.len > 4 && strncmp(words.text, "    ", 4) == 0)))
        item->read_as = CHAT_CODE;
    own = with_net(r, own);
    return own != NULL && item->identity != NULL ? make_id(r, item, own) : FAILED_NO_MEMORY;
}

/* Where one of these words begins in a line, and *behind them; NULL: nowhere. */
static const char *find_words(struct part line, const char *const *words, size_t count,
                              const char **behind)
{
    for (size_t i = 0; i < count; i++) {
        const char *at = memmem(line.text, line.len, words[i], strlen(words[i]));
        if (at == NULL)
            continue;
        *behind = at + strlen(words[i]);
        return at;
    }
    return NULL;
}
#define FIND(line, words, behind) find_words(line, words, sizeof(words) / sizeof *(words), behind)

/* What the server says: somebody came, went, or has another nick. */
static enum status server(struct text_reader *r, struct part line)
{
    static const char *const changes[] = {" is now known as ", " changed nick to ",
                                          " has changed nick to ", " changed nickname to ",
                                          " changed their nickname to "},
                             *const comings[] = {" has joined", " joined", " entered the",
                                                 " has arrived"};
    const char *end = line.text + line.len, *from = line.text, *as = NULL;
    const char *change = FIND(line, changes, &as), *coming = NULL;
    if (change == NULL)
        coming = FIND(line, comings, &as);
    const char *to = change != NULL ? change : coming;
    while (to != NULL && from < to && strchr("*-=!> \t", *from) != NULL)
        from++;
    const struct part nick = {from, to != NULL ? (size_t)(to - from) : 0};
    const char *before = nick_of(r->log, nick), *after = "";
    if (change != NULL)
        after = nick_of(r->log, (struct part){as, (size_t)(end - as)});
    enum status s = before == NULL || after == NULL ? FAILED_NO_MEMORY : STATUS_OK;
    if (s == STATUS_OK && change != NULL)
        s = nicks_changed(&r->nicks, &r->log->arena, before, after);
    else if (s == STATUS_OK && coming != NULL)
        s = nicks_came(&r->nicks, &r->log->arena, before);
    return s == STATUS_OK ? chatlog_other(r->log, r->number, CHAT_SERVER) : s;
}

static bool is_presence(struct part line)
{
    static const char *const words[] = {
        " has joined",  " joined the",  " joined #",   " has left",         " left the",
        " left #",      " has quit",    " quit (",     " is now known as ", " entered the",
        " has become",  " sets mode",   " was kicked", " has been kicked",  " changed nick",
        " set the top", " changed the", " has changed"};
    const char *behind;
    return FIND(line, words, &behind) != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "* ada hums for JSON", and "* bo has joined", which the server says. */
static enum status starred(struct text_reader *r, struct part line)
{
    const char *end = line.text + line.len, *nick = line.text;
    while (nick < end && is_blank(*nick))
        nick++;
    const char *behind = nick + nicks_at(&r->nicks, nick, (size_t)(end - nick));
    while (behind < end && !is_blank(*behind))
        behind++;
    if (behind == nick || behind == end)
        return server(r, line);
    const struct part words = {behind + 1, (size_t)(end - behind - 1)};
    const bool hums = words.len >= 3 && strncasecmp(words.text, "hum", 3) == 0;
    return !hums && is_presence(line)
               ? server(r, line)
               : said(r, (struct part){nick, (size_t)(behind - nick)}, words, true);
}

/* WeeChat: time, nick or sign, and text, parted by tabs. */
static enum status tabbed(struct text_reader *r, struct part line, const char *tab)
{
    struct part who = {line.text, (size_t)(tab - line.text)};
    const struct part words = {tab + 1, line.len - who.len - 1};
    text_trim(&who.text, &who.len);
    if (who.len == 1 && *who.text == '*')
        return starred(r, words);
    const bool is_server = who.len == 0 || strchr("-=<*!", *who.text) != NULL;
    return is_server ? server(r, words) : said(r, who, words, false);
}

/* The end of "<nick>": the first > with a blank behind it. */
static const char *close_of(const char *at, const char *end)
{
    for (const char *c = at + 1; c < end; c++)
        if (*c == '>' && c > at + 1 && (c + 1 == end || is_blank(c[1])))
            return c;
    return NULL;
}

static enum status timed(struct text_reader *r, struct part line, bool behind_tab)
{
    const char *at = line.text, *end = at + line.len;
    const char *close = *at == '<' ? close_of(at, end) : NULL;
    const char *tab = behind_tab ? memchr(at, '\t', line.len) : NULL;
    if (tab != NULL)
        return tabbed(r, line, tab);
    if (close != NULL) {
        const char *text = close + 1 < end ? close + 2 : end;
        return said(r, (struct part){at + 1, (size_t)(close - at - 1)},
                    (struct part){text, (size_t)(end - text)}, false);
    }
    if (line.len > 2 && at[0] == '*' && is_blank(at[1]))
        return starred(r, (struct part){at + 2, line.len - 2});
    return server(r, line);
}

static enum status read_line(struct text_reader *r, struct part line)
{
    size_t time_len;
    line.text = as_utf8(r->log, line.text, &line.len);
    if (line.text == NULL)
        return FAILED_NO_MEMORY;
    if (!log_clock_read(&r->clock, line.text, line.len, &time_len)) {
        struct part trimmed = line;
        text_trim(&trimmed.text, &trimmed.len);
        return trimmed.len == 0 ? STATUS_OK
                                : chatlog_other(r->log, r->number,
                                                log_clock_day(&r->clock, trimmed.text, trimmed.len)
                                                    ? CHAT_SERVER
                                                    : CHAT_NO_LINE);
    }
    size_t blanks = 0;
    while (time_len + blanks < line.len && is_blank(line.text[time_len + blanks]))
        blanks++;
    const bool behind_tab = blanks > 0 && line.text[time_len] == '\t';
    const struct part rest = {line.text + time_len + blanks, line.len - time_len - blanks};
    return rest.len > 0 ? timed(r, rest, behind_tab)
                        : chatlog_other(r->log, r->number, CHAT_NO_LINE);
}

static const char *source_of(struct chatlog *l, const char *net)
{
    char source[NAME_BYTES_MAX + 8];
    snprintf(source, sizeof source, "irc:%.*s", NAME_BYTES_MAX, net);
    return arena_text(&l->arena, source, strlen(source));
}

/* Of its lines none is one of a chat, nor the server's. */
static bool is_no_log(const struct chatlog *l)
{
    for (uint32_t i = 0; i < l->other_count; i++)
        if (l->others[i].why != CHAT_NO_LINE)
            return false;
    return l->other_count > 0;
}

enum status chatlog_read_text(const char *bytes, size_t len, const char *net, int64_t day_us,
                              int32_t offset_minutes, struct chatlog *out)
{
    struct text_reader r = {.log = out, .net = net};
    log_clock_init(&r.clock, day_us, offset_minutes);
    *out = (struct chatlog){0};
    if (len > LOG_BYTES_MAX)
        return REFUSED_TOO_LARGE;
    out->source = source_of(out, net);
    enum status s = out->source != NULL ? STATUS_OK : FAILED_NO_MEMORY;
    size_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < len && s == STATUS_OK) {
        const char *line = bytes + at, *end = memchr(line, '\n', len - at);
        size_t count = end != NULL ? (size_t)(end - line) : len - at;
        at += count + 1;
        while (count > 0 && line[count - 1] == '\r')
            count--;
        r.number++;
        s = read_line(&r, (struct part){line, count});
    }
    nicks_release(&r.nicks);
    log_map_release(&r.times);
    return s == STATUS_OK && out->count == 0 && is_no_log(out) ? REFUSED_NO_LOG : s;
}
