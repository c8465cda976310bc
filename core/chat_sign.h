/* Lines that begin with a sign: +1, -1, +0, -0, 0, thumbs; what they are before one knows what is
 * asked. Pure. */
#ifndef HUMROOM_CORE_CHAT_SIGN_H
#define HUMROOM_CORE_CHAT_SIGN_H

#include "core/chat.h"

enum chat_sign {
    CHAT_SIGN_NONE, /* another line; why says what: CHAT_TALK, CHAT_NUMBER, CHAT_ECHO, unsure */
    CHAT_SIGN_PLUS,
    CHAT_SIGN_MINUS,
    CHAT_SIGN_ZERO
};

struct chat_signed {
    enum chat_sign sign;
    enum chat_result why; /* of CHAT_SIGN_NONE */
    const char *remark;   /* of plus and minus: inside the line, or "" */
};

struct chat_signed chat_signed(const char *line);

#endif
