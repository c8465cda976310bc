/* From many threads to the loop: notices of the listeners, the journal's results, the wish to stop.
 * First in, first out. Readings are dropped where the loop does not come to take them (the oldest
 * first, counted): the next one says more. Nothing else is ever dropped. */
#ifndef HUMROOM_NET_MAILBOX_H
#define HUMROOM_NET_MAILBOX_H

#include "core/sound.h"
#include "core/status.h"

#include <stdint.h>

enum { MAILBOX_READINGS = 64 }; /* kept at most: 3 s of one microphone */

/* MAIL_BROKEN: memory ran out for something that may not be lost; the program must end (a restart
 * resumes). */
enum mail_kind { MAIL_NOTICE, MAIL_WRITTEN, MAIL_STOP, MAIL_BROKEN };

struct mail {
    enum mail_kind kind;
    union {
        struct notice notice;
        struct {
            uint64_t batch;
            enum status status;
        } written;
    };
};

struct mailbox;

/* wake(context) is called on a producer's thread, without a lock held, when the empty mailbox gets
 * its first mail. */
CHECKED enum status mailbox_open(struct mailbox **out, void (*wake)(void *context), void *context);
void mailbox_close(struct mailbox *m); /* accepts NULL; no producer may be left */

/* CONTEXT: any thread but an audio callback or a signal handler. Lock for a moment only. */
void mailbox_notice(struct mailbox *m, const struct notice *n);
void mailbox_written(struct mailbox *m, uint64_t batch, enum status s);
void mailbox_stop(struct mailbox *m);

/* CONTEXT: loop. false: empty. Whoever was woken takes until false, or nobody wakes again. */
CHECKED bool mailbox_take(struct mailbox *m, struct mail *out);
uint64_t mailbox_dropped(struct mailbox *m); /* readings, since it was opened */

#endif
