/* A small writer of SVG. Texts may come from anybody: they are written so that they stay text. */
#ifndef HUMROOM_CLIENTS_CLI_SVG_H
#define HUMROOM_CLIENTS_CLI_SVG_H

#include "core/text.h"

#include <stddef.h>

enum { SVG_COLUMN_PX = 7 }; /* how wide a column of text is, about, at 12 px */

/* As character data or in a quoted attribute. What XML does not allow, what steers a terminal or
 * turns the direction of text, and what is not UTF-8, becomes U+FFFD. */
void svg_escape(struct text *out, const char *text, size_t len);

void svg_line(struct text *out, const char *css_class, double x1, double y1, double x2, double y2);
void svg_rect(struct text *out, const char *css_class, double x, double y, double width,
              double height);
/* anchor: start, middle or end. */
void svg_text(struct text *out, const char *css_class, const char *anchor, double x, double y,
              const char *text);

/* Wide characters (CJK, emoji) are two columns. */
size_t svg_columns(const char *text, size_t len);

/* How many bytes fit into so many columns, at least one character; behind a space where one is
 * near enough. */
size_t svg_fit(const char *text, size_t len, size_t columns);

#endif
