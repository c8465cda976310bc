#include "net/mailbox.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct posted_reading {
    uint64_t order;
    uint32_t microphone;
    struct reading reading;
};

struct posted_mail {
    uint64_t order;
    struct mail mail;
};

/* Two rings, merged by the order of posting: readings have a fixed place and push each other out,
 * mail grows. */
struct mailbox {
    void (*wake)(void *context);
    void *context;
    pthread_mutex_t lock; /* everything below */
    uint64_t posted;
    uint64_t dropped;
    bool broken; /* to be told */
    size_t reading_first, reading_count;
    struct posted_reading readings[MAILBOX_READINGS];
    size_t mail_first, mail_count, mail_capacity;
    struct posted_mail *mail;
};

enum { MAIL_AT_FIRST = 16 };

enum status mailbox_open(struct mailbox **out, void (*wake)(void *context), void *context)
{
    struct mailbox *m = calloc(1, sizeof *m);
    if (m == NULL)
        return FAILED_NO_MEMORY;
    m->wake = wake;
    m->context = context;
    m->mail_capacity = MAIL_AT_FIRST;
    m->mail = calloc(MAIL_AT_FIRST, sizeof *m->mail);
    if (m->mail == NULL || pthread_mutex_init(&m->lock, NULL) != 0) {
        free(m->mail);
        free(m);
        return FAILED_NO_MEMORY;
    }
    *out = m;
    return STATUS_OK;
}

void mailbox_close(struct mailbox *m)
{
    if (m == NULL)
        return;
    pthread_mutex_destroy(&m->lock);
    free(m->mail);
    free(m);
}

static void lock(struct mailbox *m)
{
    int rc = pthread_mutex_lock(&m->lock);
    assert(rc == 0);
    (void)rc;
}

static bool is_empty(const struct mailbox *m)
{
    return m->reading_count == 0 && m->mail_count == 0 && !m->broken;
}

static void unlock_and_wake(struct mailbox *m, bool was_empty)
{
    pthread_mutex_unlock(&m->lock);
    if (was_empty)
        m->wake(m->context);
}

static bool grow(struct mailbox *m)
{
    struct posted_mail *more = malloc(2 * m->mail_capacity * sizeof *more);
    if (more == NULL)
        return false;
    for (size_t i = 0; i < m->mail_count; i++)
        more[i] = m->mail[(m->mail_first + i) % m->mail_capacity];
    free(m->mail);
    m->mail = more;
    m->mail_first = 0;
    m->mail_capacity *= 2;
    return true;
}

static void post(struct mailbox *m, const struct mail *mail)
{
    lock(m);
    bool was_empty = is_empty(m);
    if (m->mail_count == m->mail_capacity && !grow(m)) {
        m->broken = true;
    } else {
        size_t at = (m->mail_first + m->mail_count++) % m->mail_capacity;
        m->mail[at] = (struct posted_mail){.order = m->posted++, .mail = *mail};
    }
    unlock_and_wake(m, was_empty);
}

static void post_reading(struct mailbox *m, uint32_t microphone, const struct reading *r)
{
    lock(m);
    bool was_empty = is_empty(m);
    if (m->reading_count == MAILBOX_READINGS) {
        m->reading_first = (m->reading_first + 1) % MAILBOX_READINGS;
        m->reading_count--;
        m->dropped++;
    }
    size_t at = (m->reading_first + m->reading_count++) % MAILBOX_READINGS;
    m->readings[at] = (struct posted_reading){m->posted++, microphone, *r};
    unlock_and_wake(m, was_empty);
}

void mailbox_notice(struct mailbox *m, const struct notice *n)
{
    if (n->kind == NOTICE_READING)
        post_reading(m, n->microphone, &n->reading);
    else
        post(m, &(struct mail){.kind = MAIL_NOTICE, .notice = *n});
}

void mailbox_written(struct mailbox *m, uint64_t batch, enum status s)
{
    post(m, &(struct mail){.kind = MAIL_WRITTEN, .written = {batch, s}});
}

void mailbox_stop(struct mailbox *m)
{
    post(m, &(struct mail){.kind = MAIL_STOP});
}

static void take_reading(struct mailbox *m, struct mail *out)
{
    const struct posted_reading *r = &m->readings[m->reading_first];
    out->kind = MAIL_NOTICE;
    out->notice.kind = NOTICE_READING;
    out->notice.microphone = r->microphone;
    out->notice.reading = r->reading;
    m->reading_first = (m->reading_first + 1) % MAILBOX_READINGS;
    m->reading_count--;
}

static void take_mail(struct mailbox *m, struct mail *out)
{
    *out = m->mail[m->mail_first].mail;
    m->mail_first = (m->mail_first + 1) % m->mail_capacity;
    m->mail_count--;
}

bool mailbox_take(struct mailbox *m, struct mail *out)
{
    lock(m);
    bool reading_next =
        m->reading_count > 0 &&
        (m->mail_count == 0 || m->readings[m->reading_first].order < m->mail[m->mail_first].order);
    bool taken = true;
    if (m->broken) {
        m->broken = false;
        out->kind = MAIL_BROKEN;
    } else if (reading_next) {
        take_reading(m, out);
    } else if (m->mail_count > 0) {
        take_mail(m, out);
    } else {
        taken = false;
    }
    pthread_mutex_unlock(&m->lock);
    return taken;
}

uint64_t mailbox_dropped(struct mailbox *m)
{
    lock(m);
    uint64_t dropped = m->dropped;
    pthread_mutex_unlock(&m->lock);
    return dropped;
}
