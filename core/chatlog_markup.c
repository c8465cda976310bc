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

/* Blocks stand between lines of three backticks or tildes; "```quote" is a quote. */
void markup_markdown(const char *text, struct markup *out)
{
    enum { NONE, CODE, QUOTE } block = NONE;
    for (const char *at = text; *at != '\0';) {
        const size_t len = strcspn(at, "\n"), blanks = strspn(at, " \t");
        const char *line = at;
        const size_t skip = blanks < len ? blanks : len;
        at += len + (at[len] == '\n');
        if (begins(line + skip, len - skip, "```") || begins(line + skip, len - skip, "~~~")) {
            const size_t marks = strspn(line + skip, "`~");
            block = block != NONE                                              ? NONE
                    : begins(line + skip + marks, len - skip - marks, "quote") ? QUOTE
                                                                               : CODE;
            continue;
        }
        const bool quote = block == QUOTE || begins(line + skip, len - skip, ">");
        const bool code = block == CODE || (skip >= 4 && skip < len) || (skip > 0 && *line == '\t');
        out->quoted = out->quoted || quote;
        out->code = out->code || code;
        add_line(&out->whole, block == QUOTE ? "> " : "", line, len);
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

/* The length of an entity at text, and what it stands for; 0: it is none. */
static size_t entity(const char *text, char out[5])
{
    static const struct {
        const char *name, *text;
    } known[] = {{"&lt;", "<"},    {"&gt;", ">"},   {"&amp;", "&"},
                 {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(text, known[i].name, strlen(known[i].name)) == 0) {
            memcpy(out, known[i].text, 2);
            return strlen(known[i].name);
        }
    if (text[1] != '#')
        return 0;
    char *end;
    const bool hex = text[2] == 'x' || text[2] == 'X';
    const char *digits = text + 2 + hex;
    if (*digits == '\0' || strchr("0123456789abcdefABCDEF", *digits) == NULL)
        return 0;
    unsigned long c = strtoul(digits, &end, hex ? 16 : 10);
    if (end == digits || *end != ';' || c < ' ' || c > 0x7e) /* others come as they are */
        return 0;
    out[0] = (char)c;
    out[1] = '\0';
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
    }
}

void markup_html(const char *html, struct markup *out)
{
    struct html h = {.out = out};
    for (const char *at = html; *at != '\0';) {
        char as[5];
        const char *close = *at == '<' ? strchr(at, '>') : NULL;
        const size_t skip = *at == '&' ? entity(at, as) : 0;
        if (close != NULL) {
            tag(&h, at + 1, (size_t)(close - at - 1));
            at = close + 1;
        } else if (skip > 0) {
            put(&h, as, strlen(as));
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
