/* A plain text mail as RFC 5322 wants it: headers folded and encoded (RFC 2047), the body in an
 * encoding that passes every relay, lines ended by CR LF. The only door to GMime. Chance and time
 * are arguments. */
#ifndef HUMROOM_NET_MAIL_H
#define HUMROOM_NET_MAIL_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

/* Texts are UTF-8 of one line each; from_name may be "". message_id: without brackets. */
struct mail {
    const char *from_name, *from, *to, *subject, *message_id;
    int64_t date_us;
    const char *body; /* lines ended by LF */
    const char *cc;   /* one address; NULL: nobody in copy */
    const char
        *in_reply_to; /* the id of the mail that this follows, without brackets; NULL: none */
};

/* *out on the heap. REFUSED_BAD_VALUE: an address or id that is none (core/address.h);
 * REFUSED_TEXT_*: a header with what may stand in none, ends of lines first of all.
 * FAILED_NO_MEMORY. CONTEXT: one thread at a time; the library below is started once and never
 * stopped. */
CHECKED enum status mail_write(const struct mail *m, char **out, size_t *len);

#endif
