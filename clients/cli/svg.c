#include "clients/cli/svg.h"

#include <stdint.h>
#include <string.h>

static bool is_allowed(uint32_t c)
{
    return text_allows(c) && (c & 0xfffe) != 0xfffe; /* U+FFFE and the like are not XML */
}

static const char *entity(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void svg_escape(struct text *out, const char *text, size_t len)
{
    size_t at = 0;
    while (at < len) {
        const size_t from = at;
        const uint32_t c = text_next(text, len, &at);
        if (!is_allowed(c))
            text_add(out, "\xef\xbf\xbd");
        else if (entity(c) != NULL)
            text_add(out, entity(c));
        else
            text_add_n(out, text + from, at - from);
    }
}

void svg_line(struct text *out, const char *css_class, double x1, double y1, double x2, double y2)
{
    text_addf(out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
              css_class, x1, y1, x2, y2);
}

void svg_rect(struct text *out, const char *css_class, double x, double y, double width,
              double height)
{
    text_addf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
              css_class, x, y, width, height);
}

void svg_text(struct text *out, const char *css_class, const char *anchor, double x, double y,
              const char *text)
{
    text_addf(out, "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">", css_class,
              anchor, x, y);
    svg_escape(out, text, strlen(text));
    text_add(out, "</text>\n");
}

static size_t columns_of(uint32_t c)
{
    const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                      (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                      (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                      (c >= 0x1f000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

size_t svg_columns(const char *text, size_t len)
{
    size_t at = 0, columns = 0;
    while (at < len)
        columns += columns_of(text_next(text, len, &at));
    return columns;
}

size_t svg_fit(const char *text, size_t len, size_t columns)
{
    size_t at = 0, used = 0, fits = 0, space = 0;
    while (at < len) {
        const size_t from = at;
        used += columns_of(text_next(text, len, &at));
        if (used > columns && fits > 0)
            return space > from / 2 ? space : fits;
        fits = at;
        if (text[from] == ' ')
            space = at;
    }
    return len;
}
