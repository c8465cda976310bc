#include "core/markdown.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What makes a file something else for libmagic (file 5.44) wherever in a line it stands. Its first
 * sign is then written as an entity. TeX's commands go by the backslash, HTML and PHP by the
 * bracket, what must begin a line by the words that are always before it. */
static const char *const signs_of_files[] = {
    "%PDF",           "%!",         "(autoload",        "(custom-set-variables",
    "(defparam",      "(defun",     "(defvar",          "(setq",
    "(input",         "(function",  "(async function",  "module.exports",
    "eval \"exec",    "eval 'exec", "\"libhdr\"",       "'use strict'",
    "\"use strict\"", "@eclass:",   "InternetShortcut", "Start Component",
    "try:",
};

static bool begins_sign(const char *c)
{
    for (size_t i = 0; i < sizeof signs_of_files / sizeof signs_of_files[0]; i++)
        if (strncasecmp(c, signs_of_files[i], strlen(signs_of_files[i])) == 0)
            return true;
    return false;
}

static const char *entity_of(const char *c, bool doubled)
{
    switch (*c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '\\':
        return "&#92;";
    case '~': /* ~~struck out~~ and ==marked== in other renderers */
        return doubled ? "&#126;" : NULL;
    case '=':
        return doubled ? "&#61;" : NULL;
    default:
        return NULL;
    }
}

/* Does this begin a block: a heading, a list, a definition, code? Its sign is then escaped or
 * written as an entity. */
static bool begins_block(const char *plain, size_t at)
{
    size_t digits = strspn(plain, "0123456789");
    if (digits > 0 && digits == at)
        return plain[at] == '.' || plain[at] == ')';
    return at == 0 && strchr("#+-:=~", plain[0]) != NULL;
}

static void add_block_sign(struct text *out, char c)
{
    if (strchr("#+-.", c) != NULL)
        text_addf(out, "\\%c", c);
    else
        text_addf(out, "&#%d;", c);
}

void markdown_add(struct text *out, const char *plain)
{
    for (size_t at = 0; plain[at] != '\0'; at++) {
        const char c = plain[at];
        const bool doubled = plain[at + 1] == c || (at > 0 && plain[at - 1] == c);
        const char *entity = entity_of(plain + at, doubled);
        if (begins_sign(plain + at))
            text_addf(out, "&#%d;", c);
        else if (begins_block(plain, at))
            add_block_sign(out, c);
        else if (entity != NULL)
            text_add(out, entity);
        else if (strchr("`*_[]{}|", c) != NULL)
            text_addf(out, "\\%c", c);
        else
            text_add_n(out, (unsigned char)c < ' ' || c == 0x7f ? " " : &plain[at], 1);
    }
}

/* A quotation mark that begins a sign stays, being JSON's own; then the letter behind it goes. */
static bool needs_escape(const char *json, size_t at)
{
    const char c = json[at];
    return strchr("<>&", c) != NULL || (c != '"' && begins_sign(json + at)) ||
           (at > 0 && json[at - 1] == '"' && begins_sign(json + at - 1));
}

void markdown_add_json(struct text *out, const char *json)
{
    for (size_t at = 0; json[at] != '\0'; at++) {
        const bool escaped = json[at] == '\\' && (json[at + 1] == '\\' || json[at + 1] == '"');
        if (escaped)
            at++;
        if (escaped || needs_escape(json, at))
            text_addf(out, "\\u%04x", (unsigned)json[at]);
        else
            text_add_n(out, &json[at], 1);
    }
}
