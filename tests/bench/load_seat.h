/* One WebSocket of a participant, without waiting: connects on loopback, shakes hands, sends and
 * takes text frames. What came is timed by the kernel: ten thousand people read on machines of
 * their own, here one program reads for all of them, and its queue is not the server's. */
#ifndef HUMROOM_TESTS_BENCH_LOAD_SEAT_H
#define HUMROOM_TESTS_BENCH_LOAD_SEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum seat_state {
    SEAT_UNUSED,
    SEAT_SHAKING, /* connecting, or the request for the socket is on its way */
    SEAT_OPEN,
    SEAT_GONE, /* the server closed it, or it never came to be */
};

struct seat {
    int fd;
    uint32_t number;
    enum seat_state state;
    bool stalled; /* does not read any more */
    bool writing; /* EPOLLOUT is asked for */
    unsigned close_code;
    int64_t came_us; /* steady: when the kernel had the last of what is being taken */
    char *in;        /* the beginning of a frame whose rest has not come */
    size_t in_len;
    char *out; /* what the kernel did not take */
    size_t out_len;
};

struct seat_taker {
    void *context;
    void (*opened)(void *context, struct seat *s);
    void (*frame)(void *context, struct seat *s, const char *bytes, size_t len);
};

/* From 127.0.0.2 and on, a thousand seats an address. poller: of epoll, the seat is its data.
 * receive_buffer 0: as the kernel likes. Exits where the machine has no more sockets. */
void seat_connect(struct seat *s, int poller, uint16_t port, int receive_buffer);
void seat_send(struct seat *s, int poller, const char *text, size_t len);
/* What epoll says of it. */
void seat_event(struct seat *s, int poller, uint32_t events, const struct seat_taker *taker);
/* Stops reading, for ever; the connection stays. */
void seat_stall(struct seat *s, int poller);
void seat_close(struct seat *s);

#endif
