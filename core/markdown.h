/* Plain text -> Markdown that shows exactly that text: in the Datatracker's renderer
 * (Python-Markdown with extra, nl2br, sane_lists, toc), in CommonMark, and where the file's type is
 * guessed from its content. Pure. */
#ifndef HUMROOM_CORE_MARKDOWN_H
#define HUMROOM_CORE_MARKDOWN_H

#include "core/text.h"

/* One line of text from people, inside a paragraph, a list item or a table's cell. It may also
 * begin one. Controls, which text_check() lets in nowhere, become blanks. */
void markdown_add(struct text *out, const char *plain);

/* A line of JSON inside a block of code: the same value, with escapes where its texts would make
 * markup or a file of another kind. */
void markdown_add_json(struct text *out, const char *json);

#endif
