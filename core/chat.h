/* Positions in chat, the simple forms: the whole line is one of `+1` `-1` (for-against), an
 * option's name, number or letter (options), each in any case of ASCII, and `0` `+0` `-0` for "no
 * opinion". Pure. */
#ifndef HUMROOM_CORE_CHAT_H
#define HUMROOM_CORE_CHAT_H

#include "core/meeting.h"

/* The option that a line answers to question q, or ANSWER_NO_OPINION; false: the line is no
 * position. After +1 or -1 a remark may follow behind a blank or punctuation: *remark points to it,
 * else to the line's end. */
bool chat_position(const struct meeting *m, const struct question *q, const char *line,
                   int32_t *option, const char **remark);

#endif
