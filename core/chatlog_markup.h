/* What a message of Zulip says, without its markup; for chatlog*.c only. */
#ifndef HUMROOM_CORE_CHATLOG_MARKUP_H
#define HUMROOM_CORE_CHATLOG_MARKUP_H

#include "core/text.h"

#include <stdbool.h>

/* whole: all of it, quotes with "> " before them; own: without quotes and blocks of code, code
 * within a line kept in backticks. */
struct markup {
    struct text whole, own;
    bool quoted, code; /* there was some */
};
void markup_html(const char *html, struct markup *out);
void markup_markdown(const char *text, struct markup *out);
void markup_release(struct markup *m);

#endif
