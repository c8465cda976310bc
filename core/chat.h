/* Positions in chat. A line is one when the whole line is one:
 *
 *   +1  -1              for, against, as the kind of the question has it; behind a blank or
 *                       punctuation a remark may follow, and is kept
 *   +0  -0  0  abstain  no opinion
 *   yes no for against  as +1 and -1
 *   an option's name, number or letter, in any case, width and script (chat_option.h)
 *   hum                 for the option that is called when the line arrives
 *   hum for X, /me hums for X, #vote X
 *
 * Among options of their own, +1 and -1 are for one that is called "for" or "yes", "against" or
 * "no"; 0 is for one that is called "abstain". One full stop or exclamation mark behind any of them
 * is nothing, nor are stars and underscores around it. What may be a position and cannot be told is
 * unsure: chair or scribe settle it. Nothing is guessed. Pure. */
#ifndef HUMROOM_CORE_CHAT_H
#define HUMROOM_CORE_CHAT_H

#include "core/meeting.h"

/* What is called when a line arrives. */
struct chat_call {
    int32_t option; /* -1: none */
    bool near_change;
};

/* Remote sound is seconds late: up to some 5 s where a stream is listened to, and 2 or 3 s go by
 * until three letters are typed and sent. Within this time of the change from one option to
 * another a line may mean either. A line that is taken wrongly puts words into somebody's mouth,
 * one that is unsure costs a key: so rather longer than shorter. */
enum { CHAT_NEAR_SECONDS = 8 };

/* What is called in a run at time_us. An option is called from its hum's start, or the chair's
 * call, until another is; after the end of a hum and of a call for CHAT_NEAR_SECONDS more. */
struct chat_call chat_call_at(const struct meeting *m, const struct run *r, int64_t time_us);

/* The first is a position, those from CHAT_UNSURE on are unsure, the others are none. */
enum chat_result {
    CHAT_POSITION,
    CHAT_TALK,     /* anything else that people say */
    CHAT_QUOTED,   /* somebody else's words */
    CHAT_CODE,     /* in backticks */
    CHAT_ECHO,     /* a bot that repeats: "+1 received from Ada" */
    CHAT_NUMBER,   /* +10, -1.5, 0 open issues */
    CHAT_NO_SUCH,  /* a position that this question does not take; #vote or hum for no option */
    CHAT_NOT_READ, /* no question is open, or chat is not counted by its rules */
    CHAT_BEFORE,   /* of another chat: said before the question was opened, after it closed */
    CHAT_AFTER,
    CHAT_ELSEWHERE, /* of another chat: in another topic than the one asked for */
    CHAT_SERVER, /* of a log: what the server says; no line of a chat at all */
    CHAT_NO_LINE,
    CHAT_UNSURE,
    CHAT_UNSURE_CHANGE = CHAT_UNSURE, /* "hum" or "+1" near a change of option */
    CHAT_UNSURE_OTHER,                /* "+1" while another option than "for" is called */
    CHAT_UNSURE_NOT_CALLED,           /* "hum", or "+1" among options, while none is called */
    CHAT_UNSURE_SEVERAL,              /* it fits more than one option: "+1 or -1?" */
    CHAT_UNSURE_NUMBER,               /* a number of something: "-1 dB", "+0 whatever" */
    CHAT_UNSURE_REASON,               /* an answer that needs its reason came without */
    CHAT_UNSURE_RELAYED,              /* "+1 from Ada": somebody else's? */
    CHAT_UNSURE_REACTION,             /* another chat's sign under a line */
    CHAT_UNSURE_SIGN,                 /* a thumb alone: for the option, or for what was said? */
    CHAT_RESULT_COUNT
};

/* "position", "quoted", "unsure-change": the word of JSON; a clause that says why. */
const char *chat_result_word(int result);
const char *chat_result_why(int result);

struct chat_reading {
    enum chat_result result;
    int32_t option;     /* of a position: an index or ANSWER_NO_OPINION */
    const char *remark; /* of a position: inside the line, or "" */
};

struct chat_reading chat_read(const struct meeting *m, const struct question *q,
                              const struct chat_call *call, const char *line);

/* The same of a message of several lines, parted by '\n': a position where one of them is one and
 * no other is another. */
struct chat_reading chat_read_lines(const struct meeting *m, const struct question *q,
                                    const struct chat_call *call, const char *lines);

#endif
