#include "net/server.h"

#include "core/text.h"
#include "net/loop.h"
#include "net/server_peers.h"
#include "net/server_system.h"

#include <assert.h>
#include <libwebsockets.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    FILES_SPARE = 64, /* open files that are no seats: record, devices, pipes */
    KERNEL_BUFFER =
        16384,         /* of a seat, for sending: a slow reader is noticed early and costs little */
    BACKED_UP = 16384, /* unsent bytes in the kernel from which on a seat is skipped: some states */
    RECEIVE_BUFFER = 512, /* of a seat, in the library; longer frames come in pieces */
    HEADERS_MAX = 2048,
    FORWARDED_MAX = 1024, /* of the header in which proxies say whom they were called by */
    CHUNK = 4096,         /* of a file, a write */
    FRAME_HEADER_MAX = 10,
    UNREAD_MAX = 1 << 18,   /* bytes that are thrown away for a close frame to arrive */
    OUTGOING_MAX = 1 << 17, /* bytes that wait for a seat; beyond it is ended. Lists and views wait
                               elsewhere: these are answers of one who asks and does not read */
    LAST_BUFFER = 1 << 18,  /* of a seat that is told to go, in the kernel: for all that waits */
    CLOSE_SECONDS = 3,      /* for the close frame to get through */
};
static_assert(LWS_PRE <= HUB_HEADROOM, "the library writes its header in front of a frame");

static const char content_policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                                     "connect-src 'self'; img-src 'self' data:; "
                                     "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                                     "require-trusted-types-for 'script'; "
                                     "trusted-types 'none'";

/* A frame that waits until the socket can take it. */
struct outgoing {
    struct outgoing *next;
    size_t len;
    unsigned char bytes[]; /* LWS_PRE and the frame */
};

/* One accepted connection: first a visitor who asks for files, then perhaps a seat. */
struct socket {
    struct server *server;
    struct lws *wsi;
    struct socket *next, **link; /* all of them */
    struct peer_address from;
    int64_t since_us; /* steady: came, asked for something, began a frame that is not whole, or was
                         told to go */
    bool unjoined;    /* counted as such at its address */
    bool by_proxy;    /* a proxy of ours opened it: each request says for whom */
    /* a file on its way */
    const struct web_file *file;
    const unsigned char *at;
    /* a seat */
    bool upgraded;
    uint64_t seat;
    enum hub_close close_code; /* 0: stays open */
    size_t unsent_most;        /* the kernel holds no more of it */
    struct outgoing *first_out, **last_out;
    size_t out_len;
    unsigned fragments;
    char *in; /* of a frame that came in pieces; HUB_FRAME_MAX bytes */
    size_t in_len;
};

struct server {
    struct server_options options;
    struct hub *hub;
    struct loop *loop; /* NULL: the library's own poll() */
    struct lws_context *context;
    struct lws_vhost *host;
    lws_sorted_usec_list_t alarm; /* without a loop of ours */
    struct peers *peers;
    struct socket *sockets;
    uint32_t seats, socket_count;
    uint16_t port;
    bool stopping, told;
    int64_t stop_us, swept_us; /* steady */
};

static int64_t steady_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- coming and going ---- */

static void settle(struct socket *s)
{
    if (!s->unjoined)
        return;
    s->unjoined = false;
    peers_settle(s->server->peers, &s->from, steady_us());
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
    s->unjoined = peers_come(v->peers, &s->from, steady_us());
    if (!s->unjoined) {
        free(s);
        return -1;
    }
    s->by_proxy = peer_is_proxy(&v->options.proxies, (const struct sockaddr *)&from);
    s->server = v;
    s->wsi = wsi;
    s->last_out = &s->first_out;
    s->since_us = steady_us();
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
    settle(s);
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

/* ---- files ---- */

struct headers {
    unsigned char bytes[LWS_PRE + HEADERS_MAX];
    unsigned char *at;
    bool failed;
};

static void put(struct headers *h, struct lws *wsi, const char *name, const char *value)
{
    unsigned char *end = h->bytes + sizeof h->bytes;
    if (!h->failed &&
        lws_add_http_header_by_name(wsi, (const unsigned char *)name, (const unsigned char *)value,
                                    (int)strlen(value), &h->at, end))
        h->failed = true;
}

/* The status line, what every answer carries, and the length of what follows. */
static void put_start(struct headers *h, struct lws *wsi, unsigned status, size_t length)
{
    unsigned char *end = h->bytes + sizeof h->bytes;
    h->at = h->bytes + LWS_PRE;
    h->failed = lws_add_http_header_status(wsi, status, &h->at, end) != 0;
    put(h, wsi, "content-security-policy:", content_policy);
    put(h, wsi, "x-content-type-options:", "nosniff");
    put(h, wsi, "referrer-policy:", "no-referrer");
    if (!h->failed && lws_add_http_header_content_length(wsi, length, &h->at, end))
        h->failed = true;
}

static int send_headers(struct headers *h, struct lws *wsi)
{
    unsigned char *end = h->bytes + sizeof h->bytes;
    if (h->failed || lws_finalize_http_header(wsi, &h->at, end))
        return -1;
    size_t len = (size_t)(h->at - (h->bytes + LWS_PRE));
    return lws_write(wsi, h->bytes + LWS_PRE, len, LWS_WRITE_HTTP_HEADERS) < 0 ? -1 : 0;
}

/* One sentence, and the connection ends: whoever sends what a page never sends starts afresh. */
static int refuse(struct lws *wsi, unsigned status, const char *sentence)
{
    struct headers h;
    unsigned char body[LWS_PRE + 200];
    size_t len = strlen(sentence);
    assert(len <= sizeof body - LWS_PRE);
    memcpy(body + LWS_PRE, sentence, len);
    put_start(&h, wsi, status, len);
    put(&h, wsi, "content-type:", "text/plain; charset=utf-8");
    if (status == HTTP_STATUS_METHOD_NOT_ALLOWED)
        put(&h, wsi, "allow:", "GET, HEAD");
    if (send_headers(&h, wsi) == 0)
        (void)lws_write(wsi, body + LWS_PRE, len, LWS_WRITE_HTTP_FINAL);
    return -1;
}

static int done(struct lws *wsi)
{
    return lws_http_transaction_completed(wsi) ? -1 : 0;
}

/* Pages ask with neither; the library would wait for a body of any declared length, also a negative
 * one. */
static bool has_body(struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0)
        return true;
    char length[8] = "";
    int n = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH);
    return n > 0 && (lws_hdr_copy(wsi, length, sizeof length, WSI_TOKEN_HTTP_CONTENT_LENGTH) != 1 ||
                     strcmp(length, "0") != 0);
}

static bool header(struct lws *wsi, enum lws_token_indexes which, char *out, int size)
{
    out[0] = '\0';
    return lws_hdr_total_length(wsi, which) <= 0 || lws_hdr_copy(wsi, out, size, which) >= 0;
}

/* A socket that a proxy of ours opened counts at the address for which it asks now. 0: go on;
 * else as refuse(). */
static int know(struct server *v, struct socket *s)
{
    char list[FORWARDED_MAX];
    struct peer_address from;
    if (!s->by_proxy || lws_hdr_total_length(s->wsi, WSI_TOKEN_X_FORWARDED_FOR) <= 0)
        return 0;
    if (!header(s->wsi, WSI_TOKEN_X_FORWARDED_FOR, list, sizeof list) ||
        !peer_forwarded(&v->options.proxies, list, &from))
        return refuse(s->wsi, HTTP_STATUS_BAD_REQUEST, "X-Forwarded-For names no address\n");
    settle(s);
    s->from = from;
    s->unjoined = peers_come(v->peers, &s->from, steady_us());
    return s->unjoined ? 0
                       : refuse(s->wsi, HTTP_STATUS_SERVICE_UNAVAILABLE,
                                "too many connections of your address have not joined\n");
}

static int serve(struct server *v, struct socket *s, const char *path)
{
    struct lws *wsi = s->wsi;
    s->since_us = steady_us();
    char *uri;
    int uri_len;
    int method = lws_http_get_uri_and_method(wsi, &uri, &uri_len);
    if (method != LWSHUMETH_GET && method != LWSHUMETH_HEAD)
        return refuse(wsi, HTTP_STATUS_METHOD_NOT_ALLOWED, "only GET and HEAD are answered here\n");
    if (has_body(wsi))
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST, "requests have no body here\n");
    int refused = know(v, s);
    if (refused != 0)
        return refused;
    const struct web_file *file = web_file_find(v->options.files, v->options.file_count, path);
    if (file == NULL)
        return refuse(wsi, HTTP_STATUS_NOT_FOUND, "there is no such page\n");
    char tags[256] = "";
    bool same = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH) > 0 &&
                lws_hdr_copy(wsi, tags, sizeof tags, WSI_TOKEN_HTTP_IF_NONE_MATCH) > 0 &&
                web_etag_matches(tags, file->etag);
    size_t len = (size_t)(file->end - file->begin);
    struct headers h;
    put_start(&h, wsi, same ? HTTP_STATUS_NOT_MODIFIED : HTTP_STATUS_OK, same ? 0 : len);
    put(&h, wsi, "etag:", file->etag);
    put(&h, wsi, "cache-control:",
        "no-cache"); /* kept, and asked for each time: a new version is seen at once */
    if (!same) {
        put(&h, wsi, "content-type:", file->mime);
        if (file->gzip)
            put(&h, wsi, "content-encoding:", "gzip");
    }
    if (send_headers(&h, wsi) != 0)
        return -1;
    if (same || method == LWSHUMETH_HEAD || len == 0)
        return done(wsi);
    s->file = file;
    s->at = file->begin;
    lws_callback_on_writable(wsi);
    return 0;
}

static int serve_more(struct socket *s)
{
    if (s->file == NULL)
        return 0;
    unsigned char chunk[LWS_PRE + CHUNK];
    size_t left = (size_t)(s->file->end - s->at), len = left < CHUNK ? left : CHUNK;
    memcpy(chunk + LWS_PRE, s->at, len);
    if (lws_write(s->wsi, chunk + LWS_PRE, len,
                  len == left ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0)
        return -1;
    s->at += len;
    s->since_us = steady_us();
    if (len < left) {
        lws_callback_on_writable(s->wsi);
        return 0;
    }
    s->file = NULL;
    return done(s->wsi);
}

/* ---- from visitor to seat ---- */

/* The header's text, "" where it is missing, false where it is longer than the place. */
static bool offers_protocol(const char *list)
{
    static const char ours[] = "humroom.1";
    for (const char *at = list; *at != '\0';) {
        at += strspn(at, " \t,");
        size_t len = strcspn(at, " \t,");
        if (len == sizeof ours - 1 && memcmp(at, ours, len) == 0)
            return true;
        at += len;
    }
    return false;
}

/* Everything is checked before the library acts on it. An "Upgrade:" that is no websocket was
 * answered by the library already, and its headers are gone: what the callback is given then must
 * not be read. */
static int may_upgrade(struct server *v, struct socket *s)
{
    struct lws *wsi = s->wsi;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) <= 0)
        return -1;
    char text[256], origin[256];
    if (!header(wsi, WSI_TOKEN_UPGRADE, text, sizeof text) || strcasecmp(text, "websocket") != 0)
        return -1;
    int refused = know(v, s);
    if (refused != 0)
        return refused;
    if (!header(wsi, WSI_TOKEN_GET_URI, text, sizeof text) || strcmp(text, "/socket") != 0)
        return refuse(wsi, HTTP_STATUS_NOT_FOUND, "the socket is at /socket\n");
    if (has_body(wsi))
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST, "requests have no body here\n");
    if (!header(wsi, WSI_TOKEN_PROTOCOL, text, sizeof text) || !offers_protocol(text))
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST,
                      "this server speaks the subprotocol humroom.1\n");
    bool fits = header(wsi, WSI_TOKEN_HOST, text, sizeof text) &&
                header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin);
    bool browser = lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) > 0;
    if (!fits || !web_origin_ok(browser ? origin : NULL, text, v->options.public_url))
        return refuse(wsi, HTTP_STATUS_FORBIDDEN,
                      "pages of another origin may not open this socket\n");
    return 0;
}

static int sit_down(struct server *v, struct socket *s)
{
    int size = KERNEL_BUFFER;
    (void)setsockopt(lws_get_socket_fd(s->wsi), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    s->upgraded = true;
    s->seat = v->hub != NULL ? hub_enter(v->hub, s) : 0;
    return s->seat != 0 ? 0 : -1;
}

/* ---- frames ---- */

/* The close frame is written or will be next, by our word or the library's own, which says nothing
 * of it until the other side has answered: nothing may follow. */
static bool is_closing(const struct socket *s)
{
    return lws_get_close_length(s->wsi) > 0;
}

static int write_frame(struct socket *s, unsigned char *frame, size_t len)
{
    if (is_closing(s))
        return 0;
    s->unsent_most += len + FRAME_HEADER_MAX;
    return lws_write(s->wsi, frame, len, LWS_WRITE_TEXT) < 0 ? -1 : 0;
}

static bool is_full(struct socket *s)
{
    return s->first_out != NULL || lws_partial_buffered(s->wsi);
}

/* What waited, as far as the socket takes it. */
static int write_waiting(struct socket *s)
{
    while (s->first_out != NULL && !lws_partial_buffered(s->wsi)) {
        struct outgoing *o = s->first_out;
        int failed = write_frame(s, o->bytes + LWS_PRE, o->len);
        s->first_out = o->next;
        if (s->first_out == NULL)
            s->last_out = &s->first_out;
        s->out_len -= o->len;
        free(o);
        if (failed != 0)
            return -1;
    }
    if (s->first_out != NULL)
        lws_callback_on_writable(s->wsi);
    return 0;
}

static bool put_aside(struct socket *s, const char *frame, size_t len)
{
    if (s->out_len + len > OUTGOING_MAX)
        return false;
    struct outgoing *o = malloc(sizeof *o + LWS_PRE + len);
    if (o == NULL)
        return false;
    memcpy(o->bytes + LWS_PRE, frame, len);
    o->len = len;
    o->next = NULL;
    *s->last_out = o;
    s->last_out = &o->next;
    s->out_len += len;
    lws_callback_on_writable(s->wsi);
    return true;
}

/* What nobody has read when a socket closes makes the kernel reset the connection, and the other
 * side may then lose the close frame. */
static void discard_unread(struct socket *s)
{
    char bytes[4096];
    for (int i = 0; i < UNREAD_MAX / (int)sizeof bytes; i++)
        if (recv(lws_get_socket_fd(s->wsi), bytes, sizeof bytes, MSG_DONTWAIT) <= 0)
            return;
}

static int hang_up_now(struct socket *s)
{
    discard_unread(s);
    lws_close_reason(s->wsi, (enum lws_close_status)s->close_code, NULL, 0);
    return -1;
}

static int give_up(struct socket *s, enum hub_close code)
{
    hub_leave(s->server->hub, s->seat);
    s->close_code = code;
    return hang_up_now(s);
}

static int writeable(struct socket *s)
{
    if (is_closing(s))
        return 0;
    if (write_waiting(s) != 0)
        return -1;
    return s->close_code != 0 && !is_full(s) ? hang_up_now(s) : 0;
}

/* The library's own check takes what is in a pong for a part of the frame in whose middle it comes.
 */
static bool is_utf8(const char *bytes, size_t len)
{
    for (size_t at = 0; at < len;)
        if (text_next(bytes, len, &at) == UINT32_MAX)
            return false;
    return true;
}

/* Long frames and fragments come in pieces. The declared rest is added to what has come: a frame
 * that declares 2^63-1 bytes would otherwise never end. Fragments are counted, for empty ones would
 * cost nothing else. */
static int take(struct socket *s, const char *bytes, size_t len)
{
    struct lws *wsi = s->wsi;
    size_t rest = lws_remaining_packet_payload(wsi);
    if (s->close_code != 0)
        return 0; /* its seat is gone already */
    if (lws_frame_is_binary(wsi))
        return give_up(s, HUB_CLOSE_BINARY);
    if (rest > HUB_FRAME_MAX || s->in_len + len + rest > HUB_FRAME_MAX ||
        (rest == 0 && ++s->fragments > SERVER_FRAGMENTS_MAX))
        return give_up(s, HUB_CLOSE_SIZE);
    bool whole = rest == 0 && lws_is_final_fragment(wsi);
    if (!whole || s->in != NULL) {
        if (s->in == NULL) {
            s->since_us = steady_us();
            s->in = malloc(HUB_FRAME_MAX);
        }
        if (s->in == NULL)
            return give_up(s, HUB_CLOSE_SIZE);
        memcpy(s->in + s->in_len, bytes, len);
        s->in_len += len;
    }
    if (!whole)
        return 0;
    char *pieces = s->in;
    const char *text = pieces != NULL ? pieces : bytes;
    size_t text_len = pieces != NULL ? s->in_len : len;
    bool valid = is_utf8(text, text_len);
    if (valid)
        hub_receive(s->server->hub, s->seat, text, text_len);
    free(pieces);
    s->in = NULL;
    s->in_len = 0;
    s->fragments = 0;
    if (!valid)
        return give_up(s, HUB_CLOSE_NOT_UTF8);
    if (s->close_code != 0)
        return is_full(s) ? 0 : hang_up_now(s);
    if (s->unjoined && hub_greeted(s->server->hub, s->seat))
        settle(s);
    return 0;
}

/* The library leaves the header of a frame away that is the second to be written while an earlier
 * one is still in its buffer (it takes it for more of that one): so nothing is written until the
 * buffer is empty. */
void server_send(struct server *v, void *socket, char *frame, size_t len)
{
    (void)v;
    struct socket *s = socket;
    bool ok =
        is_full(s) ? put_aside(s, frame, len) : write_frame(s, (unsigned char *)frame, len) == 0;
    if (!ok)
        lws_set_timeout(s->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
}

/* The kernel is asked only where so much was written since it was asked last that the answer could
 * be yes: asking costs a seventh of a write. */
bool server_backed_up(struct server *v, void *socket)
{
    (void)v;
    struct socket *s = socket;
    int unsent = 0;
    if (is_full(s))
        return true;
    if (s->unsent_most <= BACKED_UP)
        return false;
    if (ioctl(lws_get_socket_fd(s->wsi), SIOCOUTQ, &unsent) == 0)
        s->unsent_most = (size_t)unsent;
    return s->unsent_most > BACKED_UP;
}

void server_hang_up(struct server *v, void *socket, enum hub_close code)
{
    struct socket *s = socket;
    if (code == HUB_CLOSE_LINK)
        peers_wrong(v->peers, &s->from, steady_us());
    s->close_code = code;
    s->seat = 0;
    s->since_us = steady_us();
    /* Whoever does not read has no room left for the close frame either: now there is. It goes when
     * the socket can take it; if it never can, see sweep(). */
    int size = LAST_BUFFER;
    (void)setsockopt(lws_get_socket_fd(s->wsi), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    lws_callback_on_writable(s->wsi);
}

uint64_t server_group(struct server *v, void *socket)
{
    const struct socket *s = socket;
    return peers_group(v->peers, &s->from);
}

bool server_wary(struct server *v, void *socket)
{
    const struct socket *s = socket;
    return peers_wary(v->peers, &s->from, steady_us());
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
        return s != NULL ? may_upgrade(v, s) : -1;
    case LWS_CALLBACK_HTTP:
        return s != NULL ? serve(v, s, in) : -1;
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return s != NULL ? serve_more(s) : -1;
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
        return s != NULL ? sit_down(v, s) : -1;
    case LWS_CALLBACK_RECEIVE:
        return s != NULL && v->hub != NULL ? take(s, in, len) : -1;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return s != NULL ? writeable(s) : -1;
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

/* ---- TLS ---- */

static const struct lws_protocols protocols_of_trial[] = {
    {"none", lws_callback_http_dummy, 0, 0, 0, NULL, 0},
    {NULL, NULL, 0, 0, 0, NULL, 0},
};

static bool has_tls(const struct server *v)
{
    return v->options.tls_cert != NULL;
}

/* Only HTTP/1.1: sockets inside HTTP/2 are a protocol of their own. */
static void put_tls(const struct server *v, struct lws_context_creation_info *info)
{
    if (!has_tls(v))
        return;
    info->options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info->ssl_cert_filepath = v->options.tls_cert;
    info->ssl_private_key_filepath = v->options.tls_key;
    info->ssl_options_set = SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1;
    info->alpn = "http/1.1";
}

/* The library serves without a certificate where the files cannot be read. */
static enum status can_read_tls(const struct server *v)
{
    return !has_tls(v) ||
                   (access(v->options.tls_cert, R_OK) == 0 && access(v->options.tls_key, R_OK) == 0)
               ? STATUS_OK
               : REFUSED_CERTIFICATE;
}

/* The two files are tried on a host that serves nothing: a wrong pair would spoil the one that
 * does. */
static enum status read_certificate_anew(struct server *v)
{
    enum status status = can_read_tls(v);
    if (status != STATUS_OK)
        return status;
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .vhost_name = "trial",
        .protocols = protocols_of_trial, /* it serves nobody */
        .gid = -1,
        .uid = -1,
    };
    put_tls(v, &info);
    struct lws_vhost *trial = lws_create_vhost(v->context, &info);
    if (trial == NULL)
        return REFUSED_CERTIFICATE;
    lws_vhost_destroy(trial);
    return lws_tls_cert_updated(v->context, v->options.tls_cert, v->options.tls_key, NULL, 0, NULL,
                                0) == 0
               ? STATUS_OK
               : REFUSED_CERTIFICATE;
}

/* The signal to do so, as a file among the sockets. */
static int on_reload(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                     size_t len)
{
    (void)user;
    (void)in;
    (void)len;
    struct server *v = lws_context_user(lws_get_context(wsi));
    char signals[1024];
    if (reason == LWS_CALLBACK_RAW_RX_FILE) {
        if (read(v->options.reload_fd, signals, sizeof signals) <= 0)
            return 0;
        v->options.reloaded(v->options.context, read_certificate_anew(v));
    }
    return 0;
}

static const struct lws_protocols protocols[] = {
    {"pages", on_pages, 0, 0, 0, NULL, 0},
    {"humroom.1", on_seat, 0, RECEIVE_BUFFER, 0, NULL, 1 << 20},
    {"stop", on_stop, 0, 0, 0, NULL, 0},
    {"reload", on_reload, 0, 0, 0, NULL, 0},
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
    put_tls(v, &info);
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
        return has_tls(v) ? REFUSED_CERTIFICATE : FAILED_NETWORK;
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
    s = can_read_tls(v);
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
    v->stop_us = steady_us();
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
    int64_t now_us = steady_us();
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
    int64_t late_us = steady_us() - v->stop_us;
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
