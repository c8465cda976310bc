/* Sockets: serves the pages' files and carries the hub's frames. libwebsockets is known to
 * server.c and server_*.c alone.
 *
 * Of what comes in, only whole text frames within the limits reach the hub; everything else gets a
 * status or a close code of PROTOCOL.md. Faults of the library that are known are worked around
 * where they are met. CONTEXT: loop, but for server_wake(). */
#ifndef HUMROOM_NET_SERVER_H
#define HUMROOM_NET_SERVER_H

#include "net/hub.h"
#include "net/server_peers.h"
#include "net/web_file.h"

struct server;

enum {
    SERVER_SEATS_MAX = 20000,
    SERVER_FRAGMENTS_MAX = 64, /* of one frame */
    SERVER_STOP_MS = 3000,     /* from the stop to the end, at most */
};

struct server_options {
    const char *address;    /* numeric, IPv4 or IPv6; "0.0.0.0" and "::" for all */
    uint16_t port;          /* 0: any that is free */
    const char *public_url; /* "" or "https://host/": pages of that origin may open the socket too;
                               outlives */
    const struct web_file *files; /* outlive the server */
    size_t file_count;
    int stop_fd;                    /* readable: stop; -1: none. The server closes it */
    struct peer_proxies proxies;    /* what these say of where somebody comes from is believed */
    const char *tls_cert, *tls_key; /* PEM files, the certificate with its chain; NULL: no TLS; else
                                       both. Outlive */
    int reload_fd; /* of signals; readable: the two files are read anew; -1: never. The server
                      closes it */
    void (*reloaded)(void *context, enum status s); /* on the loop's thread; after a failure the
                                                       earlier certificate is kept */
    void (*woken)(void *context);                   /* after server_wake(), on the loop's thread */
    void *context;
};

/* Listens. REFUSED_PORT_IN_USE, REFUSED_ADDRESS (not numeric, or not of this machine),
 * REFUSED_NO_PERMISSION (a port below 1024), REFUSED_CERTIFICATE, FAILED_NETWORK,
 * FAILED_NO_MEMORY. Raises the process's
 * limit of open files. */
CHECKED enum status server_open(struct server **out, const struct server_options *o);
void server_close(struct server *s); /* accepts NULL */
uint16_t server_port(const struct server *s);
uint32_t server_seats(const struct server *s); /* how many the limit of open files allows */

/* Serves until stop_fd is readable or server_stop() was called, and then until the hub is idle and
 * every socket has been told (1001): at most SERVER_STOP_MS. */
void server_run(struct server *s, struct hub *hub);
void server_stop(struct server *s);

/* CONTEXT: any thread, between open and close. The loop calls woken() soon; many wakes may give one
 * call. */
void server_wake(struct server *s);

/* The hub's ports that are about sockets. */
void server_send(struct server *s, void *socket, char *frame, size_t len);
bool server_backed_up(struct server *s, void *socket);
void server_hang_up(struct server *s, void *socket, enum hub_close code);
bool server_wary(struct server *s, void *socket);
uint64_t server_group(struct server *s, void *socket); /* peers_group() of its address */

#endif
