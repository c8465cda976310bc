#include "core/chatlog_markup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void markup_release(struct markup *m)
{
    text_release(&m->whole);
    text_release(&m->own);
    *m = (struct markup){0};
}

/* ---- Markdown ---- */

static bool begins(const char *line, size_t len, const char *with)
{
    return len >= strlen(with) && strncmp(line, with, strlen(with)) == 0;
}

static void add_line(struct text *t, const char *before, const char *line, size_t len)
{
    text_add(t, t->len > 0 ? "\n" : "");
    text_add(t, before);
    text_add_n(t, line, len);
}

/* What opens a block: three marks or more, alike. */
struct fence {
    char mark; /* 0: none */
    size_t count;
};

static struct fence fence_of(const char *line, size_t len)
{
    struct fence f = {.mark = len > 0 && (line[0] == '`' || line[0] == '~') ? line[0] : '\0'};
    while (f.mark != '\0' && f.count < len && line[f.count] == f.mark)
        f.count++;
    return f.count >= 3 ? f : (struct fence){0};
}

static bool is_blank(const char *text, size_t len)
{
    size_t blanks = 0;
    while (blanks < len && (text[blanks] == ' ' || text[blanks] == '\t'))
        blanks++;
    return blanks == len;
}

/* Blocks stand between lines of three backticks or tildes, or of more: such a block may hold blocks
 * of fewer. "```quote" is a quote. */
void markup_markdown(const char *text, struct markup *out)
{
    struct fence open = {0};
    bool quotes = false;
    for (const char *at = text; *at != '\0';) {
        const size_t len = strcspn(at, "\n"), blanks = strspn(at, " \t");
        const char *line = at;
        const size_t skip = blanks < len ? blanks : len;
        const struct fence f = fence_of(line + skip, len - skip);
        const char *rest = line + skip + f.count;
        const size_t rest_len = len - skip - f.count;
        at += len + (at[len] == '\n');
        if (open.mark == '\0' && f.mark != '\0' && memchr(rest, f.mark, rest_len) == NULL) {
            quotes = begins(rest + strspn(rest, " "), rest_len, "quote");
            open = f;
            continue;
        }
        if (open.mark != '\0' && f.mark == open.mark && f.count >= open.count &&
            is_blank(rest, rest_len)) {
            open = (struct fence){0};
            continue;
        }
        const bool block = open.mark != '\0';
        const bool quote = block ? quotes : begins(line + skip, len - skip, ">");
        const bool code =
            block ? !quotes : (skip >= 4 && skip < len) || (skip > 0 && *line == '\t');
        out->quoted = out->quoted || quote;
        out->code = out->code || code;
        add_line(&out->whole, block && quotes ? "> " : "", line, len);
        if (!quote && !code)
            add_line(&out->own, "", line, len);
    }
}

/* ---- HTML ---- */

struct html {
    struct markup *out;
    int quotes, blocks; /* how deep */
};

static void put(struct html *h, const char *text, size_t len)
{
    struct markup *out = h->out;
    if (h->quotes > 0 && (out->whole.len == 0 || out->whole.bytes[out->whole.len - 1] == '\n'))
        text_add(&out->whole, "> ");
    text_add_n(&out->whole, text, len);
    if (h->quotes == 0 && h->blocks == 0)
        text_add_n(&out->own, text, len);
}

static void end_line(struct html *h)
{
    struct markup *out = h->out;
    if (out->whole.len > 0 && out->whole.bytes[out->whole.len - 1] != '\n')
        text_add(&out->whole, "\n");
    if (out->own.len > 0 && out->own.bytes[out->own.len - 1] != '\n')
        text_add(&out->own, "\n");
}

static void put_character(struct html *h, uint32_t c)
{
    char bytes[4];
    put(h, bytes, text_character(c, bytes));
}

/* Puts what an entity at text stands for, and gives its length; 0: it is none. */
static size_t entity(struct html *h, const char *text)
{
    static const struct {
        const char *name, *text;
    } known[] = {{"&lt;", "<"},    {"&gt;", ">"},   {"&amp;", "&"},
                 {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(text, known[i].name, strlen(known[i].name)) == 0) {
            put(h, known[i].text, 1);
            return strlen(known[i].name);
        }
    if (text[1] != '#')
        return 0;
    char *end;
    const bool hex = text[2] == 'x' || text[2] == 'X';
    const char *digits = text + 2 + hex;
    if (*digits == '\0' || strchr("0123456789abcdefABCDEF", *digits) == NULL)
        return 0;
    const unsigned long c = strtoul(digits, &end, hex ? 16 : 10);
    if (end == digits || *end != ';' || c < ' ' || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0; /* it comes as it is */
    put_character(h, (uint32_t)c);
    return (size_t)(end - text) + 1;
}

static bool is_tag(const char *tag, size_t len, const char *name)
{
    const size_t n = strlen(name);
    return len >= n && strncasecmp(tag, name, n) == 0 &&
           (len == n || strchr(" \t\n/", tag[n]) != NULL);
}

/* tag: what stands between < and >. */
static void tag(struct html *h, const char *tag, size_t len)
{
    static const char *const lines[] = {"p",  "br", "div", "li", "ul", "ol", "h1",   "h2",
                                        "h3", "h4", "h5",  "h6", "tr", "hr", "table"};
    const bool closes = len > 0 && tag[0] == '/';
    const char *name = tag + closes;
    const size_t count = len - closes;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (is_tag(name, count, lines[i]))
            end_line(h);
    if (is_tag(name, count, "blockquote")) {
        end_line(h);
        h->quotes += closes ? (h->quotes > 0 ? -1 : 0) : 1;
        h->out->quoted = true;
    } else if (is_tag(name, count, "pre")) {
        end_line(h);
        h->blocks += closes ? (h->blocks > 0 ? -1 : 0) : 1;
        h->out->code = true;
    } else if (is_tag(name, count, "code") && h->blocks == 0) {
        put(h, "`", 1);
    } else if (is_tag(name, count, "del") || is_tag(name, count, "s")) {
        put(h, "~~", 2); /* struck out: no more what the author says */
    } else if (is_tag(name, count, "li") && !closes) {
        put(h, "* ", 2); /* of "- 1" the 1 is no answer */
    }
}

void markup_html(const char *html, struct markup *out)
{
    struct html h = {.out = out};
    for (const char *at = html; *at != '\0';) {
        const char *close = *at == '<' ? strchr(at, '>') : NULL;
        const size_t skip = *at == '&' ? entity(&h, at) : 0;
        if (close != NULL) {
            tag(&h, at + 1, (size_t)(close - at - 1));
            at = close + 1;
        } else if (skip > 0) {
            at += skip;
        } else if (*at == '\n') {
            end_line(&h);
            at++;
        } else {
            const size_t len = 1 + strcspn(at + 1, "<&\n");
            put(&h, at, len);
            at += len;
        }
    }
}
