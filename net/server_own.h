/* What the files of the server share. The only door to libwebsockets, for net/server.c and
 * net/server_*.c alone. Loop thread. */
#ifndef HUMROOM_NET_SERVER_OWN_H
#define HUMROOM_NET_SERVER_OWN_H

#include "net/loop.h"
#include "net/server.h"
#include "net/server_peers.h"

#include <libwebsockets.h>

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

int64_t server_steady_us(void);

/* server.c: it has joined, or it counts at another address from now on. */
void socket_settle(struct socket *s);

/* server_request.c. As the library wants it: 0 goes on, -1 ends the connection. */
int request_serve(struct server *v, struct socket *s, const char *path);
int request_serve_more(struct socket *s);
int request_may_upgrade(struct server *v, struct socket *s);

/* server_frame.c, as above. */
int socket_sit_down(struct server *v, struct socket *s);
int socket_take(struct socket *s, const char *bytes, size_t len);
int socket_writeable(struct socket *s);

/* server_tls.c. Without a certificate tls_put() adds nothing, and all can be read. */
bool tls_used(const struct server *v);
void tls_put(const struct server *v, struct lws_context_creation_info *info);
CHECKED enum status tls_can_read(const struct server *v);
int tls_on_reload(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                  size_t len);

#endif
