#include "core/chatlog.h"

#include "core/chat.h"
#include "core/digest.h"
#include "core/fold.h"
#include "core/list.h"
#include "core/text.h"
#include "core/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void chatlog_release(struct chatlog *l)
{
    if (l == NULL)
        return;
    free(l->items);
    arena_release(&l->arena);
    *l = (struct chatlog){0};
}

struct log_item *chatlog_add(struct chatlog *l)
{
    if (l->count >= LOG_ITEMS_MAX || !list_reserve(&l->items, sizeof *l->items, 1))
        return NULL;
    struct log_item *i = &l->items[l->count++];
    *i = (struct log_item){
        .id = "", .identity = "", .name = "", .text = "", .own = "", .read_as = LOG_READ_IT};
    return i;
}

bool chatlog_is_json(const char *bytes, size_t len)
{
    size_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < len && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    if (at == len || (bytes[at] != '{' && bytes[at] != '['))
        return false;
    /* "[10:00:01]" begins like a list, and is none */
    return bytes[at] == '{' || at + 1 == len || bytes[at + 1] < '0' || bytes[at + 1] > '9';
}

/* Behind a colour of IRC stand up to two numbers of up to two digits. */
static size_t colour_len(const char *text, size_t len)
{
    size_t at = 1;
    for (int part = 0; part < 2; part++) {
        if (part == 1 &&
            (at + 1 >= len || text[at] != ',' || fold_digit((unsigned char)text[at + 1]) < 0))
            break;
        at += part == 1;
        for (int i = 0; i < 2 && at < len && text[at] >= '0' && text[at] <= '9'; i++)
            at++;
    }
    return at;
}

const char *chatlog_clean(struct chatlog *l, const char *text, size_t len, size_t max,
                          char line_end)
{
    struct text out = {0};
    for (size_t at = 0; at < len && out.len < max;) {
        const size_t begin = at;
        const uint32_t c = text_next(text, len, &at);
        if (c == 0x03)
            at = begin + colour_len(text + begin, len - begin);
        else if (c == UINT32_MAX)
            text_add(&out, "\xef\xbf\xbd");
        else if (c == '\n' || c == '\t')
            text_add_n(&out, c == '\n' ? &line_end : " ", 1);
        else if (text_allows(c))
            text_add_n(&out, text + begin, at - begin);
    }
    while (out.len > max) { /* the last character goes over the end: as a whole */
        do
            out.len--;
        while (out.len > 0 && ((unsigned char)out.bytes[out.len] & 0xc0) == 0x80);
    }
    const char *trimmed = out.bytes != NULL ? out.bytes : "";
    size_t count = out.len;
    text_trim(&trimmed, &count);
    const char *kept = out.failed ? NULL : arena_text(&l->arena, trimmed, count);
    text_release(&out);
    return kept;
}

/* ---- text ---- */

struct nick {
    const char *now;   /* folded */
    const char *first; /* folded, as they came */
};

struct text_reader {
    struct chatlog *log;
    const char *net;
    int64_t day_us; /* of the line before */
    int32_t offset_minutes;
    int64_t last_s; /* second of the day of the line before */
    struct {
        struct nick *items;
        uint32_t count, capacity;
    } nicks; /* who has taken another one */
};

/* "10:00:01", "10:00", with a fraction behind it; moves *at. */
static bool read_clock(const char **at, const char *end, int64_t *second)
{
    int64_t n[3] = {0};
    int part = 0;
    const char *p = *at;
    for (; part < 3; part++) {
        if (end - p < 2 || p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
            return false;
        n[part] = 10 * (p[0] - '0') + (p[1] - '0');
        p += 2;
        if (p == end || *p != ':')
            break;
        p++;
    }
    if (part < 1 || part > 2 || n[0] > 23 || n[1] > 59 || n[2] > 60)
        return false;
    if (p < end && *p == '.')
        for (p++; p < end && *p >= '0' && *p <= '9';)
            p++;
    if (p < end && *p == 'Z')
        p++;
    *second = 3600 * n[0] + 60 * n[1] + n[2];
    *at = p;
    return true;
}

static bool read_day(const char **at, const char *end, int64_t *day_us)
{
    enum { DATE_LEN = 10 };
    char date[DATE_LEN + 1] = "";
    if (end - *at <= DATE_LEN)
        return false;
    memcpy(date, *at, DATE_LEN);
    if (when_parse(date, day_us) != STATUS_OK)
        return false;
    *at += DATE_LEN + 1; /* and a blank or a T */
    return true;
}

/* The time at the beginning of a line. */
static bool read_time(struct text_reader *r, const char **at, const char *end, int64_t *time_us)
{
    const char *p = *at;
    const bool brackets = p < end && *p == '[';
    int64_t second, day_us = r->day_us;
    p += brackets;
    const bool dated = read_day(&p, end, &day_us);
    if (!read_clock(&p, end, &second) || (brackets && (p == end || *p++ != ']')))
        return false;
    if (p < end && *p != ' ' && *p != '\t')
        return false;
    if (!dated && second + 12 * 3600 < r->last_s)
        day_us += DAY_US;
    r->day_us = day_us;
    r->last_s = second;
    *time_us = day_us + (second - 60 * (int64_t)r->offset_minutes) * SECOND_US;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    *at = p;
    return true;
}

static const char *folded(struct chatlog *l, const char *nick)
{
    struct folded f;
    bool fits = fold_text(nick, strlen(nick), &f);
    const char *text = fits ? f.text : nick;
    return arena_text(&l->arena, text, strlen(text));
}

/* The nick by which somebody came. */
static const char *first_nick(const struct text_reader *r, const char *now)
{
    for (uint32_t i = r->nicks.count; i-- > 0;)
        if (strcmp(r->nicks.items[i].now, now) == 0)
            return r->nicks.items[i].first;
    return now;
}

/* "ada is now known as ada_away": still the same. */
static enum status renamed(struct text_reader *r, const char *old, size_t old_len, const char *as,
                           size_t as_len)
{
    const char *before = chatlog_clean(r->log, old, old_len, NAME_BYTES_MAX, ' ');
    const char *after = chatlog_clean(r->log, as, as_len, NAME_BYTES_MAX, ' ');
    before = before != NULL ? folded(r->log, before) : NULL;
    after = after != NULL ? folded(r->log, after) : NULL;
    if (before == NULL || after == NULL || !RESERVE(r->nicks, 1))
        return FAILED_NO_MEMORY;
    const struct nick nick = {.now = after, .first = first_nick(r, before)};
    *PUSH(r->nicks) = nick;
    return STATUS_OK;
}

/* What the server says: somebody came, went, or has another nick. */
static enum status read_server(struct text_reader *r, const char *text, size_t len)
{
    static const char known[] = " is now known as ";
    const char *at = memmem(text, len, known, strlen(known));
    r->log->others++;
    if (at == NULL)
        return STATUS_OK;
    const char *as = at + strlen(known), *end = text + len;
    while (text < at && strchr("*-!> ", *text) != NULL)
        text++;
    return renamed(r, text, (size_t)(at - text), as, (size_t)(end - as));
}

/* Programs that repeat what people say. */
static bool is_bot(const char *nick)
{
    static const char *const names[] = {"meetbot", "supybot",   "trackbot",
                                        "zakim",   "rrsagent",  "limnoria",
                                        "chatbot", "jabberbot", "meetecho-bot"};
    static const char *const ends[] = {"-bot", "_bot", "[bot]", "(bot)"};
    const size_t len = strlen(nick);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(nick, names[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t end = strlen(ends[i]);
        if (len > end && strcmp(nick + len - end, ends[i]) == 0)
            return true;
    }
    return false;
}

/* Of day, time, nick, text and occurrence. */
static const char *made_id(struct chatlog *l, const struct log_item *item)
{
    char when[32], which[16], hex[DIGEST_HEX_LEN + 1];
    uint32_t occurrence = 1;
    for (uint32_t i = l->count - 1; i-- > 0 && l->items[i].time_us == item->time_us;)
        occurrence += strcmp(l->items[i].identity, item->identity) == 0 &&
                      strcmp(l->items[i].text, item->text) == 0;
    snprintf(when, sizeof when, "%" PRId64, item->time_us);
    snprintf(which, sizeof which, "%" PRIu32, occurrence);
    const struct digest_part parts[] = {{when, strlen(when) + 1},
                                        {item->identity, strlen(item->identity) + 1},
                                        {item->text, strlen(item->text) + 1},
                                        {which, strlen(which) + 1}};
    struct digest d;
    digest_sha256(parts, sizeof parts / sizeof *parts, &d);
    digest_hex(&d, hex);
    return arena_text(&l->arena, hex, 32);
}

static enum status said(struct text_reader *r, uint32_t number, int64_t time_us, const char *nick,
                        size_t nick_len, const char *text, size_t len, bool action)
{
    struct chatlog *l = r->log;
    struct log_item *item = chatlog_add(l);
    if (item == NULL)
        return l->count >= LOG_ITEMS_MAX ? REFUSED_TOO_MANY : FAILED_NO_MEMORY;
    while (nick_len > 1 && strchr("@+%&~ ", *nick) != NULL) { /* operators, voices */
        nick++;
        nick_len--;
    }
    struct text line = {0}, identity = {0};
    const char *name = chatlog_clean(l, nick, nick_len, NAME_BYTES_MAX, ' ');
    const char *fold = name != NULL ? folded(l, name) : NULL;
    if (fold == NULL)
        return FAILED_NO_MEMORY;
    text_add(&line, action ? "/me " : "");
    text_add_n(&line, text, len);
    text_add(&identity, "irc:");
    text_add(&identity, r->net);
    text_add(&identity, "/");
    text_add(&identity, first_nick(r, fold));
    item->number = number;
    item->time_us = time_us;
    item->name = name;
    const bool ok = !line.failed && !identity.failed;
    item->text = ok ? chatlog_clean(l, line.bytes, line.len, LINE_BYTES_MAX, ' ') : NULL;
    item->identity = ok ? arena_text(&l->arena, identity.bytes, identity.len) : NULL;
    item->own = item->text;
    if (is_bot(fold))
        item->read_as = CHAT_ECHO;
    else if (len > 0 && (text[0] == '\t' || (len > 4 && strncmp(text, "    ", 4) == 0)))
        item->read_as = CHAT_CODE;
    text_release(&line);
    text_release(&identity);
    if (item->text == NULL || item->identity == NULL)
        return FAILED_NO_MEMORY;
    item->id = made_id(l, item);
    if (item->text[0] == '\0') {
        l->count--;
        l->others++;
    }
    return item->id != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

static bool is_presence(const char *text, size_t len)
{
    static const char *const words[] = {" has joined",  " joined the", " has left",
                                        " left the",    " has quit",   " is now known as ",
                                        " entered the", " has become"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text, len, words[i], strlen(words[i])) != NULL)
            return true;
    return false;
}

static enum status read_line(struct text_reader *r, uint32_t number, const char *line, size_t len)
{
    const char *at = line, *end = line + len;
    int64_t time_us;
    if (!read_time(r, &at, end, &time_us) || at == end) {
        size_t blanks = 0;
        while (blanks < len && (line[blanks] == ' ' || line[blanks] == '\t'))
            blanks++;
        r->log->others += blanks < len;
        return STATUS_OK;
    }
    const char *close = *at == '<' ? memchr(at, '>', (size_t)(end - at)) : NULL;
    if (close != NULL && close > at + 1 && (close + 1 == end || close[1] == ' ')) {
        const char *text = close + 1 < end ? close + 2 : end;
        return said(r, number, time_us, at + 1, (size_t)(close - at - 1), text,
                    (size_t)(end - text), false);
    }
    const bool star = end - at > 2 && at[0] == '*' && at[1] == ' ';
    const char *nick = at + 2, *blank = star ? memchr(nick, ' ', (size_t)(end - nick)) : NULL;
    if (blank == NULL || is_presence(at, (size_t)(end - at)))
        return read_server(r, at, (size_t)(end - at));
    return said(r, number, time_us, nick, (size_t)(blank - nick), blank + 1,
                (size_t)(end - blank - 1), true);
}

static const char *source_of(struct chatlog *l, const char *net)
{
    char source[NAME_BYTES_MAX + 8];
    snprintf(source, sizeof source, "irc:%.*s", NAME_BYTES_MAX, net);
    return arena_text(&l->arena, source, strlen(source));
}

enum status chatlog_read_text(const char *bytes, size_t len, const char *net, int64_t day_us,
                              int32_t offset_minutes, struct chatlog *out)
{
    struct text_reader r = {
        .log = out, .net = net, .day_us = day_us, .offset_minutes = offset_minutes};
    *out = (struct chatlog){0};
    if (len > LOG_BYTES_MAX)
        return REFUSED_TOO_LARGE;
    out->source = source_of(out, net);
    enum status s = out->source != NULL ? STATUS_OK : FAILED_NO_MEMORY;
    size_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (uint32_t number = 1; at < len && s == STATUS_OK; number++) {
        const char *line = bytes + at, *end = memchr(line, '\n', len - at);
        size_t count = end != NULL ? (size_t)(end - line) : len - at;
        at += count + 1;
        while (count > 0 && line[count - 1] == '\r')
            count--;
        s = read_line(&r, number, line, count);
    }
    free(r.nicks.items);
    return s == STATUS_OK && out->count == 0 && out->others > 0 ? REFUSED_NO_LOG : s;
}
