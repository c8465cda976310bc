/* Frames of a seat: in pieces that come, and out as far as the kernel takes them. */
#include "net/server_own.h"

#include "core/text.h"

#include <assert.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum {
    KERNEL_BUFFER =
        16384,         /* of a seat, for sending: a slow reader is noticed early and costs little */
    BACKED_UP = 16384, /* unsent bytes in the kernel from which on a seat is skipped: some states */
    FRAME_HEADER_MAX = 10,
    UNREAD_MAX = 1 << 18,   /* bytes that are thrown away for a close frame to arrive */
    OUTGOING_MAX = 1 << 17, /* bytes that wait for a seat; beyond it is ended. Lists and views wait
                               elsewhere: these are answers of one who asks and does not read */
    LAST_BUFFER = 1 << 18,  /* of a seat that is told to go, in the kernel: for all that waits */
};
static_assert(LWS_PRE <= HUB_HEADROOM, "the library writes its header in front of a frame");

int socket_sit_down(struct server *v, struct socket *s)
{
    int size = KERNEL_BUFFER;
    (void)setsockopt(lws_get_socket_fd(s->wsi), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    s->upgraded = true;
    s->seat = v->hub != NULL ? hub_enter(v->hub, s) : 0;
    return s->seat != 0 ? 0 : -1;
}

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

int socket_writeable(struct socket *s)
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
int socket_take(struct socket *s, const char *bytes, size_t len)
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
            s->since_us = server_steady_us();
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
        socket_settle(s);
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
        peers_wrong(v->peers, &s->from, server_steady_us());
    s->close_code = code;
    s->seat = 0;
    s->since_us = server_steady_us();
    /* Whoever does not read has no room left for the close frame either: now there is. It goes when
     * the socket can take it; if it never can, see sweep(). */
    int size = LAST_BUFFER;
    (void)setsockopt(lws_get_socket_fd(s->wsi), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    lws_callback_on_writable(s->wsi);
}
