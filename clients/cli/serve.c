/* humroom serve: the only place where the rooms are wired together, the clock is read and chance is
 * drawn. */
#include "clients/cli/serve.h"

#include "audio/analyser.h"
#include "audio/listener.h"
#include "clients/cli/cli.h"
#include "net/hub.h"
#include "net/journal.h"
#include "net/mailbox.h"
#include "net/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

struct serve {
    struct serve_options options;
    struct serve_meeting meeting;
    struct server *server;
    struct mailbox *mailbox;
    struct listener *listener;
    struct journal *journal;
    struct hub *hub;
    enum status broken; /* why it must end; OK: it need not */
};

static int64_t clock_us(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- the hub's ports: context is the struct serve; all on the loop's thread ---- */

static void port_send(void *context, void *socket, char *frame, size_t len)
{
    const struct serve *s = context;
    server_send(s->server, socket, frame, len);
}

static bool port_backed_up(void *context, void *socket)
{
    const struct serve *s = context;
    return server_backed_up(s->server, socket);
}

static void port_close(void *context, void *socket, enum hub_close code)
{
    const struct serve *s = context;
    server_hang_up(s->server, socket, code);
}

static uint64_t port_group(void *context, void *socket)
{
    struct serve *s = context;
    return server_group(s->server, socket);
}

static bool port_wary(void *context, void *socket)
{
    const struct serve *s = context;
    return server_wary(s->server, socket);
}

static void port_submit(void *context, const struct journal_batch *batch)
{
    const struct serve *s = context;
    journal_submit(s->journal, batch);
}

static uint32_t microphones(const struct serve *s)
{
    return s->options.microphones > 0 ? s->options.microphones : 1;
}

/* A listener that takes no command will never tell of the window either: it is void here and now.
 */
static void port_sound(void *context, const struct sound_command *command)
{
    const struct serve *s = context;
    if (s->listener != NULL && listener_command(s->listener, command))
        return;
    if (command->kind != SOUND_WINDOW_START)
        return;
    struct notice none = {
        .kind = NOTICE_HUM,
        .hum = hum_without_figure(command->window, HUM_VOID_STOPPED),
    };
    for (none.microphone = 0; none.microphone < microphones(s); none.microphone++)
        mailbox_notice(s->mailbox, &none);
}

static int64_t port_now_us(void *context)
{
    (void)context;
    return clock_us(CLOCK_REALTIME);
}

static int64_t port_steady_us(void *context)
{
    (void)context;
    return clock_us(CLOCK_MONOTONIC);
}

static void port_random(void *context, void *out, size_t len)
{
    (void)context;
    digest_random(out, len);
}

static void port_broken(void *context, enum status why)
{
    struct serve *s = context;
    s->broken = why;
    server_stop(s->server);
}

/* ---- between the threads ---- */

/* CONTEXT: journal. */
static void on_written(void *context, uint64_t number, enum status status)
{
    const struct serve *s = context;
    mailbox_written(s->mailbox, number, status);
}

/* CONTEXT: listener. */
static void on_notice(void *context, const struct notice *n)
{
    const struct serve *s = context;
    mailbox_notice(s->mailbox, n);
}

/* CONTEXT: any producer of the mailbox. */
static void wake(void *context)
{
    const struct serve *s = context;
    server_wake(s->server);
}

/* CONTEXT: loop. */
static void on_woken(void *context)
{
    struct serve *s = context;
    struct mail mail;
    while (mailbox_take(s->mailbox, &mail))
        switch (mail.kind) {
        case MAIL_NOTICE:
            hub_notice(s->hub, &mail.notice);
            break;
        case MAIL_WRITTEN:
            if (mail.written.status != STATUS_OK)
                fprintf(stderr, "humroom serve: %s: %s\n", s->meeting.path,
                        status_sentence(mail.written.status));
            hub_written(s->hub, mail.written.batch, mail.written.status);
            break;
        case MAIL_STOP:
            server_stop(s->server);
            break;
        case MAIL_BROKEN:
            port_broken(s, FAILED_NO_MEMORY);
            break;
        }
}

/* ---- starting ---- */

static int open_signals(const int *signals, size_t count)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < count; i++)
        sigaddset(&set, signals[i]);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
        return -1;
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* CONTEXT: loop. */
static void on_reloaded(void *context, enum status status)
{
    const struct serve *s = context;
    if (status == STATUS_OK)
        fputs("humroom serve: the certificate was read anew\n", stderr);
    else
        fprintf(stderr, "humroom serve: %s: the earlier certificate is kept: %s\n",
                s->options.tls_cert, status_sentence(status));
}

/* Signals are read by the loop like any other input; no thread is ever interrupted by one. Without
 * a certificate a hang-up of the terminal ends the meeting too. */
static int start_server(struct serve *s)
{
    static const int ends[] = {SIGTERM, SIGINT, SIGHUP}, renews[] = {SIGHUP};
    bool tls = s->options.tls_cert != NULL;
    int stop_fd = open_signals(ends, tls ? 2 : 3), reload_fd = tls ? open_signals(renews, 1) : -1;
    if (stop_fd < 0 || (tls && reload_fd < 0))
        return cli_fail("serve", NULL, FAILED_NO_MEMORY);
    const struct server_options o = {
        .address = s->options.address,
        .port = s->options.port,
        .public_url = s->options.public_url,
        .files = web_files,
        .file_count = web_file_count,
        .stop_fd = stop_fd,
        .proxies = s->options.proxies,
        .tls_cert = s->options.tls_cert,
        .tls_key = s->options.tls_key,
        .reload_fd = reload_fd,
        .reloaded = on_reloaded,
        .woken = on_woken,
        .context = s,
    };
    enum status status = server_open(&s->server, &o);
    if (status == STATUS_OK)
        status = mailbox_open(&s->mailbox, wake, s);
    char where[SERVE_ADDRESS_MAX + 8];
    (void)snprintf(where, sizeof where, "%s:%u", s->options.address, (unsigned)s->options.port);
    return status == STATUS_OK
               ? -1
               : cli_fail("serve", status == REFUSED_CERTIFICATE ? s->options.tls_cert : where,
                          status);
}

static int start_sound(struct serve *s)
{
    if (s->options.source == SOUND_SOURCE_NONE)
        return -1;
    struct listener_options o = {
        .source = s->options.source,
        .microphones = s->options.microphones,
        .file = s->options.sound_file,
        .speed = s->options.speed,
        .deliver = on_notice,
        .context = s,
    };
    uint32_t refused = 0;
    memcpy(o.devices, s->options.devices, sizeof o.devices);
    enum status status = listener_start(&s->listener, &o, &refused);
    if (status == STATUS_OK)
        return -1;
    bool file = s->options.source == SOUND_SOURCE_FILE;
    int rc = cli_fail("serve", file ? s->options.sound_file : s->options.devices[refused], status);
    if (!file)
        fputs("humroom serve: --no-sound runs the meeting by ear\n", stderr);
    return rc;
}

static enum status start_hub(struct serve *s, const char *participant_url, const char *screen_url)
{
    const struct journal_options j = {
        .record = s->meeting.record,
        .keys = s->meeting.keys_file,
        .done = on_written,
        .context = s,
    };
    enum status status = journal_start(&s->journal, &j);
    if (status != STATUS_OK)
        return status;
    s->meeting.record = NULL; /* the journal's from here on */
    s->meeting.keys_file = NULL;
    const struct hub_options o = {
        .ports = {.context = s,
                  .send = port_send,
                  .backed_up = port_backed_up,
                  .close = port_close,
                  .wary = port_wary,
                  .group = port_group,
                  .submit = port_submit,
                  .sound = port_sound,
                  .now_us = port_now_us,
                  .steady_us = port_steady_us,
                  .random = port_random,
                  .broken = port_broken},
        .keys = s->meeting.keys,
        .participant_url = participant_url,
        .screen_url = screen_url,
        .sound = s->options.source != SOUND_SOURCE_NONE,
        .microphones = microphones(s),
        .hum_ms = s->options.hum_seconds * 1000,
        .analyser = ANALYSER_VERSION,
    };
    return hub_open_take(&s->hub, &o, &s->meeting.meeting);
}

/* ---- links ---- */

/* One line a link. Of a secret of an earlier start only the hash is kept: it cannot be printed
 * again. */
static void print_link(const char *name, const char *base, const char *path, const char *secret)
{
    char url[LINK_URL_MAX];
    links_url(base, path, secret, url);
    if (secret[0] != '\0')
        printf("%-12s %s\n", name, url);
    else
        printf("%-12s as before: the link of the last start or renewal to %s (--new-links makes a "
               "new one)\n",
               name, url);
}

static void print_all(const struct serve *s, const char *base)
{
    const struct links *l = &s->meeting.links;
    print_link("chair", base, "/chair", l->chair);
    print_link("scribe", base, "/scribe", l->scribe);
    print_link("participants", base, "/", l->participant);
    print_link("screen", base, "/screen", l->screen);
    printf("%-12s %s%s\n", "record", s->meeting.path, s->meeting.resumed ? " (resumed)" : "");
    printf("%-12s %u\n", "seats", (unsigned)server_seats(s->server));
}

static int start_meeting(struct serve *s, const struct meeting_plan *plan, int64_t start_us)
{
    char base[LINK_URL_MAX], participant[LINK_URL_MAX], screen[LINK_URL_MAX];
    int rc = serve_meeting_open(&s->options, plan, start_us, clock_us(CLOCK_REALTIME), &s->meeting);
    if (rc >= 0)
        return rc;
    links_base(s->options.public_url, s->options.tls_cert != NULL, s->options.address,
               server_port(s->server), base);
    links_url(base, "/", s->meeting.links.participant, participant);
    links_url(base, "/screen", s->meeting.links.screen, screen);
    enum status status = start_hub(s, participant, screen);
    if (status != STATUS_OK)
        return cli_fail("serve", NULL, status);
    print_all(s, base);
    return fflush(stdout) == 0 ? -1 : cli_written("serve");
}

static int run(struct serve *s)
{
    struct meeting_plan plan;
    int64_t start_us;
    if (digest_start() != STATUS_OK)
        return cli_fail("serve", NULL, FAILED_RANDOM);
    int rc = serve_plan_read(s->options.meeting, clock_us(CLOCK_REALTIME), &plan, &start_us);
    if (rc >= 0)
        return rc;
    rc = start_server(s);
    if (rc < 0)
        rc = start_sound(s);
    if (rc < 0) /* the record last: a start that fails leaves none behind */
        rc = start_meeting(s, &plan, start_us);
    plan_release(&plan);
    if (rc >= 0)
        return rc;
    server_run(s->server, s->hub);
    return s->broken == STATUS_OK ? 0 : cli_fail("serve", NULL, s->broken);
}

int command_serve(int argc, char **argv)
{
    struct serve *s = calloc(1, sizeof *s);
    if (s == NULL)
        return cli_fail("serve", NULL, FAILED_NO_MEMORY);
    int rc = serve_options_read(argc, argv, &s->options);
    if (rc < 0)
        rc = run(s);
    listener_stop(s->listener);
    journal_stop(s->journal);
    server_close(s->server);
    mailbox_close(s->mailbox);
    hub_close(s->hub);
    serve_meeting_release(&s->meeting);
    free(s);
    return rc;
}
