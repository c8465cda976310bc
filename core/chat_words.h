/* Words in chat that are not positions but ask for something: those of MeetBot, of the queue, and
 * lines for the microphone. Pure. */
#ifndef HUMROOM_CORE_CHAT_WORDS_H
#define HUMROOM_CORE_CHAT_WORDS_H

#include "core/event.h"
#include "core/status.h"

enum chat_word {
    CHAT_WORD_NONE,
    CHAT_WORD_START_VOTE,  /* #startvote Question? one option, another */
    CHAT_WORD_SHOW_VOTE,   /* #showvote */
    CHAT_WORD_END_VOTE,    /* #endvote */
    CHAT_WORD_VOTE,        /* #vote X: a position, read by chat_read() */
    CHAT_WORD_QUEUE_JOIN,  /* q+, q+ NAME or about what */
    CHAT_WORD_QUEUE_LEAVE, /* q-, q- NAME */
    CHAT_WORD_ACK,         /* ack, ack NAME */
    CHAT_WORD_MIC          /* mic: TEXT */
};

/* The word that a line begins with, in any case; *rest: what stands behind it and blanks. */
enum chat_word chat_word(const char *line, const char **rest);

/* The question and the options of #startvote, each a part of the text: the question ends with the
 * last question mark (of any script), options are parted by commas (of any script). */
struct chat_part {
    const char *text;
    size_t len;
};
struct chat_ballot {
    struct chat_part question;
    uint32_t option_count; /* 0: for or against */
    struct chat_part options[OPTIONS_MAX];
};
/* REFUSED_EMPTY_TEXT: no question; REFUSED_BAD_VALUE: one option only, or an empty one;
 * REFUSED_TOO_MANY. */
CHECKED enum status chat_ballot(const char *text, struct chat_ballot *out);

#endif
