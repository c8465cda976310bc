#include "tests/bench/load_seat.h"

#include "tests/bench/load_times.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    READ_MAX = 1 << 17,
    SEATS_AN_ADDRESS = 1000,
    OPCODE_TEXT = 1,
    OPCODE_CLOSE = 8,
    OPCODE_PING = 9,
    OPCODE_PONG = 10
};

/* The key is the one of RFC 6455, section 1.3: what answers it is not checked here. */
static const char request[] = "GET /socket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\nSec-WebSocket-Key: "
                              "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                              "Sec-WebSocket-Protocol: humroom.1\r\n\r\n";

static void fail(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(71);
}

static void *grow(void *p, size_t len)
{
    void *q = realloc(p, len);
    if (q == NULL)
        fail("memory");
    return q;
}

static void watch(struct seat *s, int poller, int how)
{
    uint32_t events = s->stalled ? 0 : EPOLLIN;
    if (s->writing)
        events |= EPOLLOUT;
    struct epoll_event e = {.events = events, .data.ptr = s};
    if (epoll_ctl(poller, how, s->fd, &e) != 0)
        fail("epoll");
}

void seat_connect(struct seat *s, int poller, uint16_t port, int receive_buffer)
{
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0)
        fail("socket");
    int on = 1;
    (void)setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    int stamps = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    (void)setsockopt(s->fd, SOL_SOCKET, SO_TIMESTAMPING, &stamps, sizeof stamps);
    if (receive_buffer > 0)
        (void)setsockopt(s->fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + s->number / SEATS_AN_ADDRESS);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(s->fd, (const struct sockaddr *)&from, sizeof from) != 0)
        fail("bind");
    if (connect(s->fd, (const struct sockaddr *)&to, sizeof to) != 0 && errno != EINPROGRESS)
        fail("connect");
    s->state = SEAT_SHAKING;
    s->out = grow(NULL, sizeof request);
    s->out_len = sizeof request - 1;
    memcpy(s->out, request, s->out_len);
    s->writing = true;
    watch(s, poller, EPOLL_CTL_ADD);
}

void seat_close(struct seat *s)
{
    if (s->state == SEAT_SHAKING || s->state == SEAT_OPEN) {
        close(s->fd);
        s->state = SEAT_GONE;
    }
    free(s->in);
    free(s->out);
    s->in = s->out = NULL;
    s->in_len = s->out_len = 0;
}

void seat_stall(struct seat *s, int poller)
{
    s->stalled = true;
    watch(s, poller, EPOLL_CTL_MOD);
}

static void flush(struct seat *s, int poller)
{
    ssize_t n = send(s->fd, s->out, s->out_len, MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN && errno != EINTR) {
        seat_close(s);
        return;
    }
    if (n > 0) {
        s->out_len -= (size_t)n;
        memmove(s->out, s->out + n, s->out_len);
    }
    if (s->writing == (s->out_len > 0))
        return;
    s->writing = s->out_len > 0;
    watch(s, poller, EPOLL_CTL_MOD);
}

/* Masked, as clients must, with the key zero: the bytes stay as they are. */
static void put_frame(struct seat *s, int poller, unsigned opcode, const char *bytes, size_t len)
{
    if (s->state != SEAT_OPEN)
        return;
    unsigned char head[8] = {(unsigned char)(0x80u | opcode)};
    size_t head_len = 6;
    if (len < 126) {
        head[1] = (unsigned char)(0x80u | len);
    } else {
        head[1] = 0x80u | 126;
        head[2] = (unsigned char)(len >> 8);
        head[3] = (unsigned char)len;
        head_len = 8;
    }
    s->out = grow(s->out, s->out_len + head_len + len);
    memcpy(s->out + s->out_len, head, head_len);
    memcpy(s->out + s->out_len + head_len, bytes, len);
    s->out_len += head_len + len;
    flush(s, poller);
}

void seat_send(struct seat *s, int poller, const char *text, size_t len)
{
    put_frame(s, poller, OPCODE_TEXT, text, len);
}

/* One frame at the front of what was read; its length with the header, 0 where it is not whole. */
static size_t take_frame(struct seat *s, int poller, const char *bytes, size_t len,
                         const struct seat_taker *taker)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (len < 2)
        return 0;
    size_t size = b[1] & 0x7f, head = 2;
    if (size == 126) {
        head = 4;
        size = len >= 4 ? (size_t)b[2] << 8 | b[3] : 0;
    } else if (size == 127) {
        head = 10;
        size = 0;
        for (size_t i = 2; i < 10 && len >= 10; i++)
            size = size << 8 | b[i];
    }
    if (len < head || len - head < size)
        return 0;
    unsigned opcode = b[0] & 15u;
    if (opcode == OPCODE_TEXT)
        taker->frame(taker->context, s, bytes + head, size);
    else if (opcode == OPCODE_PING)
        put_frame(s, poller, OPCODE_PONG, bytes + head, size);
    else if (opcode == OPCODE_CLOSE && size >= 2)
        s->close_code = (unsigned)b[head] << 8 | b[head + 1];
    return head + size;
}

/* The answer to the request: its length, 0 where it is not whole. */
static size_t take_answer(struct seat *s, const char *bytes, size_t len,
                          const struct seat_taker *taker)
{
    static const char yes[] = "HTTP/1.1 101";
    const char *end = memmem(bytes, len, "\r\n\r\n", 4);
    if (end == NULL)
        return 0;
    if (memcmp(bytes, yes, sizeof yes - 1) != 0) {
        seat_close(s);
        return len;
    }
    s->state = SEAT_OPEN;
    taker->opened(taker->context, s);
    return (size_t)(end + 4 - bytes);
}

static void take_all(struct seat *s, int poller, const char *bytes, size_t len,
                     const struct seat_taker *taker)
{
    size_t at = 0;
    while (s->state != SEAT_GONE) {
        size_t n = s->state == SEAT_SHAKING ? take_answer(s, bytes + at, len - at, taker)
                                            : take_frame(s, poller, bytes + at, len - at, taker);
        if (n == 0)
            break;
        at += n;
    }
    if (s->state == SEAT_GONE)
        return;
    char *rest = NULL;
    if (at < len) {
        rest = grow(NULL, len - at);
        memcpy(rest, bytes + at, len - at);
    }
    free(s->in);
    s->in = rest;
    s->in_len = len - at;
}

/* Reads, and says when the kernel had the last of it; now, where it did not say so. */
static ssize_t read_stamped(struct seat *s, char *bytes, size_t size)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(struct scm_timestamping))];
    } control;
    struct iovec to = {.iov_base = bytes, .iov_len = size};
    struct msghdr m = {.msg_iov = &to,
                       .msg_iovlen = 1,
                       .msg_control = control.bytes,
                       .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(s->fd, &m, 0);
    s->came_us = now_us();
    for (struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL; c != NULL; c = CMSG_NXTHDR(&m, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SO_TIMESTAMPING)
            continue;
        struct scm_timestamping t;
        struct timespec wall;
        memcpy(&t, CMSG_DATA(c), sizeof t);
        clock_gettime(CLOCK_REALTIME, &wall);
        if (t.ts[0].tv_sec != 0)
            s->came_us -= (int64_t)(wall.tv_sec - t.ts[0].tv_sec) * 1000000 +
                          (wall.tv_nsec - t.ts[0].tv_nsec) / 1000;
    }
    return n;
}

static void receive(struct seat *s, int poller, const struct seat_taker *taker)
{
    char bytes[READ_MAX];
    size_t kept = s->in_len;
    if (kept > 0)
        memcpy(bytes, s->in, kept);
    if (kept == sizeof bytes) { /* no server here says that much in one frame */
        seat_close(s);
        return;
    }
    ssize_t n = read_stamped(s, bytes + kept, sizeof bytes - kept);
    if (n > 0)
        take_all(s, poller, bytes, kept + (size_t)n, taker);
    else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        seat_close(s);
}

void seat_event(struct seat *s, int poller, uint32_t events, const struct seat_taker *taker)
{
    if (s->state == SEAT_GONE)
        return;
    if ((events & EPOLLOUT) != 0)
        flush(s, poller);
    if (s->state == SEAT_GONE)
        return;
    if ((events & EPOLLIN) != 0 && !s->stalled)
        receive(s, poller, taker);
    else if ((events & (EPOLLHUP | EPOLLERR)) != 0)
        seat_close(s);
}
