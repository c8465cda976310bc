#include "tests/unit/unit.h"

#include "net/mailbox.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

static void count_wake(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static struct mailbox *opened(atomic_int *wakes)
{
    struct mailbox *m = NULL;
    assert_int_equal(mailbox_open(&m, count_wake, wakes), STATUS_OK);
    return m;
}

static void post_reading(struct mailbox *m, int64_t frame)
{
    mailbox_notice(m, &(struct notice){.kind = NOTICE_READING, .reading = {.frame = frame}});
}

static void post_hum(struct mailbox *m, uint32_t microphone, uint32_t window)
{
    struct notice n = {.kind = NOTICE_HUM, .microphone = microphone, .hum = {.window = window}};
    mailbox_notice(m, &n);
}

static void mail_is_taken_in_the_order_of_posting(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct mailbox *m = opened(&wakes);
    struct mail mail;
    assert_false(mailbox_take(m, &mail));
    post_reading(m, 1);
    post_hum(m, 3, 77);
    post_reading(m, 2);
    mailbox_written(m, 9, FAILED_DISK);
    mailbox_stop(m);
    assert_true(mailbox_take(m, &mail));
    assert_true(mail.kind == MAIL_NOTICE && mail.notice.reading.frame == 1);
    assert_true(mailbox_take(m, &mail));
    assert_true(mail.notice.kind == NOTICE_HUM && mail.notice.microphone == 3);
    assert_int_equal(mail.notice.hum.window, 77);
    assert_true(mailbox_take(m, &mail));
    assert_true(mail.notice.kind == NOTICE_READING && mail.notice.reading.frame == 2);
    assert_true(mailbox_take(m, &mail));
    assert_true(mail.kind == MAIL_WRITTEN && mail.written.batch == 9);
    assert_int_equal(mail.written.status, FAILED_DISK);
    assert_true(mailbox_take(m, &mail));
    assert_int_equal(mail.kind, MAIL_STOP);
    assert_false(mailbox_take(m, &mail));
    mailbox_close(m);
}

static void the_loop_is_woken_once_until_it_has_taken_all(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct mailbox *m = opened(&wakes);
    struct mail mail;
    post_reading(m, 1);
    mailbox_stop(m);
    assert_int_equal(wakes, 1);
    assert_true(mailbox_take(m, &mail));
    post_reading(m, 2);
    assert_int_equal(wakes, 1);
    while (mailbox_take(m, &mail))
        ;
    mailbox_written(m, 1, STATUS_OK);
    assert_int_equal(wakes, 2);
    mailbox_close(m);
}

static void the_newest_readings_are_kept_and_the_rest_counted(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct mailbox *m = opened(&wakes);
    for (int i = 0; i < MAILBOX_READINGS + 10; i++)
        post_reading(m, i);
    assert_int_equal(mailbox_dropped(m), 10);
    struct mail mail;
    for (int i = 10; i < MAILBOX_READINGS + 10; i++) {
        assert_true(mailbox_take(m, &mail));
        assert_int_equal(mail.notice.reading.frame, i);
    }
    assert_false(mailbox_take(m, &mail));
    mailbox_close(m);
}

static void no_hum_and_no_result_is_dropped_however_many_come(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct mailbox *m = opened(&wakes);
    struct mail mail;
    for (uint32_t i = 0; i < 5; i++) /* so that the ring grows while it is wrapped */
        post_hum(m, 0, i);
    for (uint32_t i = 0; i < 5; i++)
        assert_true(mailbox_take(m, &mail));
    for (uint32_t i = 0; i < 500; i++) {
        post_hum(m, 0, i);
        post_reading(m, i);
    }
    uint32_t hums = 0;
    while (mailbox_take(m, &mail))
        if (mail.notice.kind == NOTICE_HUM)
            assert_int_equal(mail.notice.hum.window, hums++);
    assert_int_equal(hums, 500);
    assert_int_equal(mailbox_dropped(m), 500 - MAILBOX_READINGS);
    mailbox_close(m);
}

enum { PRODUCERS = 4, EACH = 2000 };

struct producer {
    struct mailbox *mailbox;
    uint32_t microphone;
};

static void *produce(void *context)
{
    struct producer *p = context;
    for (uint32_t i = 0; i < EACH; i++) {
        post_hum(p->mailbox, p->microphone, i);
        post_reading(p->mailbox, i);
    }
    return NULL;
}

static void raise_flag(void *context)
{
    atomic_store((atomic_int *)context, 1);
}

/* Woken as the loop would be: it takes only after a wake, so a lost wake-up hangs here. */
static void many_producers_lose_nothing(void **state)
{
    (void)state;
    atomic_int woken = 0;
    struct mailbox *m = NULL;
    assert_int_equal(mailbox_open(&m, raise_flag, &woken), STATUS_OK);
    struct producer producers[PRODUCERS];
    pthread_t threads[PRODUCERS];
    for (uint32_t i = 0; i < PRODUCERS; i++) {
        producers[i] = (struct producer){m, i};
        assert_int_equal(pthread_create(&threads[i], NULL, produce, &producers[i]), 0);
    }
    uint32_t next[PRODUCERS] = {0};
    uint32_t hums = 0;
    struct mail mail;
    while (hums < PRODUCERS * EACH) {
        if (!atomic_exchange(&woken, 0)) {
            sched_yield();
            continue;
        }
        while (mailbox_take(m, &mail)) {
            if (mail.notice.kind != NOTICE_HUM)
                continue;
            assert_int_equal(mail.notice.hum.window, next[mail.notice.microphone]++);
            hums++;
        }
    }
    for (size_t i = 0; i < PRODUCERS; i++)
        pthread_join(threads[i], NULL);
    mailbox_close(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mail_is_taken_in_the_order_of_posting),
        cmocka_unit_test(the_loop_is_woken_once_until_it_has_taken_all),
        cmocka_unit_test(the_newest_readings_are_kept_and_the_rest_counted),
        cmocka_unit_test(no_hum_and_no_result_is_dropped_however_many_come),
        cmocka_unit_test(many_producers_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
