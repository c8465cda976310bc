#include "net/server_own.h"

#include "net/server_system.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum {
    FILES_SPARE = 64,     /* open files that are no seats: record, devices, pipes */
    RECEIVE_BUFFER = 512, /* of a seat, in the library; longer frames come in pieces */
    CLOSE_SECONDS = 3,    /* for the close frame to get through */
};

int64_t server_steady_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- coming and going ---- */

void socket_settle(struct socket *s)
{
    if (!s->unjoined)
        return;
    s->unjoined = false;
    peers_settle(s->server->peers, &s->from, server_steady_us());
}

static int arrive(struct server *v, struct lws *wsi)
{
    if (v->stopping || v->socket_count >= v->seats)
        return -1;
    struct sockaddr_storage from = {0};
    socklen_t len = sizeof from;
    if (getpeername(lws_get_socket_fd(wsi), (struct sockaddr *)&from, &len) != 0)
        return -1;
    struct socket *s = calloc(1, sizeof *s);
    if (s == NULL)
        return -1;
    peer_address_of((const struct sockaddr *)&from, &s->from);
    s->unjoined = peers_come(v->peers, &s->from, server_steady_us());
    if (!s->unjoined) {
        free(s);
        return -1;
    }
    s->by_proxy = peer_is_proxy(&v->options.proxies, (const struct sockaddr *)&from);
    s->server = v;
    s->wsi = wsi;
    s->last_out = &s->first_out;
    s->since_us = server_steady_us();
    s->link = &v->sockets;
    s->next = v->sockets;
    if (s->next != NULL)
        s->next->link = &s->next;
    v->sockets = s;
    v->socket_count++;
    lws_set_opaque_user_data(wsi, s);
    return 0;
}

static void depart(struct server *v, struct lws *wsi)
{
    struct socket *s = lws_get_opaque_user_data(wsi);
    if (s == NULL)
        return;
    lws_set_opaque_user_data(wsi, NULL);
    socket_settle(s);
    *s->link = s->next;
    if (s->next != NULL)
        s->next->link = s->link;
    v->socket_count--;
    for (struct outgoing *o = s->first_out, *next; o != NULL; o = next) {
        next = o->next;
        free(o);
    }
    free(s->in);
    free(s);
}

uint64_t server_group(struct server *v, void *socket)
{
    const struct socket *s = socket;
    return peers_group(v->peers, &s->from);
}

bool server_wary(struct server *v, void *socket)
{
    const struct socket *s = socket;
    return peers_wary(v->peers, &s->from, server_steady_us());
}

/* ---- the library's callbacks ---- */

static int on_pages(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                    size_t len)
{
    (void)user;
    (void)len;
    struct lws_context *context = lws_get_context(wsi);
    struct server *v = context != NULL ? lws_context_user(context) : NULL;
    struct socket *s = v != NULL ? lws_get_opaque_user_data(wsi) : NULL;
    /* Reasons beside these are none of ours; the enum is the library's. */
    switch ((int)reason) {
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
        return arrive(v, wsi);
    case LWS_CALLBACK_WSI_DESTROY:
        depart(v, wsi);
        return 0;
    case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
        if (v->hub != NULL)
            v->options.woken(v->options.context);
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return s != NULL ? request_may_upgrade(v, s) : -1;
    case LWS_CALLBACK_HTTP:
        return s != NULL ? request_serve(v, s, in) : -1;
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return s != NULL ? request_serve_more(s) : -1;
    case LWS_CALLBACK_HTTP_BODY:
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
    case LWS_CALLBACK_ESTABLISHED: /* a WebSocket without our subprotocol */
    case LWS_CALLBACK_RAW_ADOPT:   /* CONNECT: the library would keep it open for ever */
    case LWS_CALLBACK_RAW_RX:
        return -1;
    default:
        return 0;
    }
}

static int on_seat(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                   size_t len)
{
    (void)user;
    struct lws_context *context = lws_get_context(wsi);
    struct server *v = context != NULL ? lws_context_user(context) : NULL;
    struct socket *s = v != NULL ? lws_get_opaque_user_data(wsi) : NULL;
    switch ((int)reason) {
    case LWS_CALLBACK_ESTABLISHED:
        return s != NULL ? socket_sit_down(v, s) : -1;
    case LWS_CALLBACK_RECEIVE:
        return s != NULL && v->hub != NULL ? socket_take(s, in, len) : -1;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return s != NULL ? socket_writeable(s) : -1;
    case LWS_CALLBACK_CLOSED:
        if (s != NULL && s->seat != 0 && v->hub != NULL)
            hub_leave(v->hub, s->seat);
        return 0;
    default:
        return 0;
    }
}

/* The stop signal, as a file among the sockets: both kinds of loop watch it. */
static int on_stop(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                   size_t len)
{
    (void)user;
    (void)in;
    (void)len;
    if (reason == LWS_CALLBACK_RAW_RX_FILE) {
        server_stop(lws_context_user(lws_get_context(wsi)));
        return -1;
    }
    return 0;
}

static const struct lws_protocols protocols[] = {
    {"pages", on_pages, 0, 0, 0, NULL, 0},
    {"humroom.1", on_seat, 0, RECEIVE_BUFFER, 0, NULL, 1 << 20},
    {"stop", on_stop, 0, 0, 0, NULL, 0},
    {"reload", tls_on_reload, 0, 0, 0, NULL, 0},
    {NULL, NULL, 0, 0, 0, NULL, 0},
};

/* ---- the whole ---- */

static struct lws_context *create_context(struct server *v, bool foreign)
{
    static const lws_retry_bo_t idle = {.secs_since_valid_ping = 20, .secs_since_valid_hangup = 40};
    const struct server_options *o = &v->options;
    bool any = strcmp(o->address, "0.0.0.0") == 0 || strcmp(o->address, "::") == 0;
    struct lws_context_creation_info info = {
        .port = o->port,
        .iface = any ? NULL : o->address,
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
                   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME,
        .user = v,
        .timeout_secs = HUB_HELLO_SECONDS,
        .keepalive_timeout = 5,
        /* no limit of its own below the process's: the library would look for the seat of a file by
         * walking through all of them; arrive() turns away who is too many */
        .fd_limit_per_thread = 0,
        .retry_and_idle_policy = &idle,
        .gid = -1,
        .uid = -1,
    };
    if (strchr(o->address, ':') == NULL)
        info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    tls_put(v, &info);
    void *loops[1] = {v->loop != NULL ? loop_foreign(v->loop) : NULL};
    if (foreign) {
        info.options |= LWS_SERVER_OPTION_LIBEV;
        info.foreign_loops = loops;
    }
    return lws_create_context(&info);
}

static bool watch(struct server *v, int file, const char *protocol)
{
    lws_sock_file_fd_type fd = {.filefd = file};
    return file < 0 ||
           lws_adopt_descriptor_vhost(v->host, LWS_ADOPT_RAW_FILE_DESC, fd, protocol, NULL) != NULL;
}

static enum status listen_with_library(struct server *v)
{
    lws_set_log_level(0, NULL); /* strangers must not fill the terminal */
    enum status s = loop_open(&v->loop);
    if (s != STATUS_OK)
        return s;
    v->context = create_context(v, true);
    if (v->context == NULL) { /* the library's plugin for libev is not installed: its own poll()
                                 serves a room too */
        loop_close(v->loop);
        v->loop = NULL;
        v->context = create_context(v, false);
    }
    if (v->context == NULL) /* the address was tried before */
        return tls_used(v) ? REFUSED_CERTIFICATE : FAILED_NETWORK;
    v->host = lws_get_vhost_by_name(v->context, "default");
    if (v->host == NULL)
        return FAILED_NETWORK;
    v->port = (uint16_t)lws_get_vhost_listen_port(v->host);
    return watch(v, v->options.stop_fd, "stop") && watch(v, v->options.reload_fd, "reload")
               ? STATUS_OK
               : FAILED_NO_MEMORY;
}

enum status server_open(struct server **out, const struct server_options *o)
{
    enum status s = system_try_address(o->address, o->port);
    if (s != STATUS_OK)
        return s;
    struct server *v = calloc(1, sizeof *v);
    if (v == NULL)
        return FAILED_NO_MEMORY;
    v->options = *o;
    s = tls_can_read(v);
    if (s != STATUS_OK) {
        free(v);
        return s;
    }
    uint32_t files = system_set_open_files(SERVER_SEATS_MAX + FILES_SPARE);
    v->seats = files > 2 * FILES_SPARE ? files - FILES_SPARE : FILES_SPARE;
    s = peers_create(&v->peers, v->seats / 2);
    if (s == STATUS_OK)
        s = listen_with_library(v);
    if (s != STATUS_OK) {
        server_close(v);
        return s;
    }
    *out = v;
    return STATUS_OK;
}

void server_close(struct server *v)
{
    if (v == NULL)
        return;
    v->hub = NULL;
    if (v->context != NULL)
        lws_context_destroy(v->context);
    loop_close(v->loop);
    peers_free(v->peers);
    free(v);
}

uint16_t server_port(const struct server *v)
{
    return v->port;
}

uint32_t server_seats(const struct server *v)
{
    return v->seats;
}

void server_wake(struct server *v)
{
    lws_cancel_service(v->context);
}

void server_stop(struct server *v)
{
    if (v->stopping)
        return;
    v->stopping = true;
    v->stop_us = server_steady_us();
    if (v->hub != NULL)
        hub_stop(v->hub);
}

/* An alarm that is due before the library waits rings at once, and the library would then wait for
 * whatever comes next: the wake ends that wait. */
static void ring(lws_sorted_usec_list_t *alarm)
{
    struct server *v = (struct server *)(void *)((char *)alarm - offsetof(struct server, alarm));
    lws_cancel_service(v->context);
}

static void turn(struct server *v, int64_t wait_us)
{
    if (v->loop != NULL) {
        loop_alarm(v->loop, wait_us);
        loop_turn(v->loop);
    } else {
        lws_sul_schedule(v->context, 0, &v->alarm, ring, wait_us > 0 ? wait_us : 1);
        lws_service(v->context, 0);
    }
}

/* Told to go, and did not; or came and asks for nothing. Where something is left to write, the
 * library would wait for that first, and for as long as it is asked again: not on a socket that is
 * shut. */
static void throw_out(struct socket *s)
{
    (void)shutdown(lws_get_socket_fd(s->wsi), SHUT_RDWR);
    lws_set_timeout(s->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_SYNC);
}

/* The library's own time limits come late or, for a request that is never finished, not at all:
 * once a second those go who ask for nothing or do not end what they began, and those who were told
 * to go and do not. */
static void sweep(struct server *v)
{
    int64_t now_us = server_steady_us();
    if (now_us - v->swept_us < 1000000)
        return;
    v->swept_us = now_us;
    for (struct socket *s = v->sockets, *next; s != NULL; s = next) {
        next = s->next;
        int64_t spent_us = now_us - s->since_us;
        if (s->upgraded && s->close_code == 0) {
            if (s->in != NULL && spent_us > INT64_C(1000000) * HUB_STUCK_SECONDS) {
                hub_leave(v->hub, s->seat);
                server_hang_up(v, s, HUB_CLOSE_SLOW);
            }
        } else if (spent_us >
                   INT64_C(1000000) * (s->close_code != 0 ? CLOSE_SECONDS : HUB_HELLO_SECONDS)) {
            throw_out(s);
        }
    }
}

static void tell_everybody(struct server *v)
{
    v->told = true;
    for (struct socket *s = v->sockets; s != NULL; s = s->next)
        if (s->upgraded && s->close_code == 0) {
            hub_leave(v->hub, s->seat);
            server_hang_up(v, s, HUB_CLOSE_STOPPING);
        }
}

static bool seats_left(const struct server *v)
{
    for (const struct socket *s = v->sockets; s != NULL; s = s->next)
        if (s->upgraded)
            return true;
    return false;
}

/* While stopping: the batch is written first, then everybody is told, then their goodbyes are
 * waited for. */
static bool finished(struct server *v)
{
    int64_t late_us = server_steady_us() - v->stop_us;
    if (!v->told && (hub_idle(v->hub) || late_us > INT64_C(1000) * SERVER_STOP_MS * 2 / 3))
        tell_everybody(v);
    return (v->told && !seats_left(v)) || late_us > INT64_C(1000) * (SERVER_STOP_MS - 300);
}

void server_run(struct server *v, struct hub *hub)
{
    v->hub = hub;
    v->options.woken(v->options.context); /* mail that came before there was a hub to take it */
    if (v->stopping)
        hub_stop(hub);
    for (;;) {
        int64_t wait_us = hub_tick(hub);
        if (v->stopping) {
            if (finished(v))
                break;
            wait_us = wait_us < 20000 ? wait_us : 20000;
        }
        turn(v, wait_us);
        sweep(v);
    }
    v->hub = NULL;
}
