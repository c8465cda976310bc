/* A bad network in front of a server on loopback: for spells, what passes is late, or comes a byte
 * at a time; and every connection is cut at some byte, with a reset, with an ordinary end, or so
 * that nothing more is heard of it. What befalls a connection depends on the seed, on its number
 * and on how many bytes it has carried, on nothing else.
 *
 * Says "port N", and when its standard input ends, as one line of JSON, what it has done. */
#include "tests/bench/chance.h"
#include "tests/bench/load_times.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    EVENTS = 64,
    READ_MAX = 16384,
    HELD_MAX = 1 << 17, /* bytes on their way; beyond it nothing more is taken */
    SPELL_MAX = 4000,   /* bytes for which the weather stays as it is */
    TRICKLE_MAX = 200,  /* of them, one at a time, */
    GAP_US = 4000,      /* with at most so much between two */
    SILENT_US = 8000000 /* a connection of which nothing is heard lies there for so long */
};

struct piece {
    struct piece *next;
    int64_t due_us;
    size_t len, at;
    char bytes[];
};

enum weather { FAIR, LATE, TRICKLE, WEATHERS };
enum cut { RESET, END, SILENT, CUTS };

struct options {
    uint32_t to, seed, up, down, late_ms;
};

struct totals {
    uint64_t connections, bytes[2], spells[WEATHERS], cuts[CUTS], torn;
};

struct link;
struct end {
    struct link *link;
    int fd;
    bool ready;   /* connected */
    bool hung_up; /* epoll would say so for ever, and is not asked any more */
    uint32_t watched;
};

/* From ends[i] to the other. */
struct lane {
    struct chance chance;
    enum weather weather;
    size_t spell_left, cut_left, held;
    int64_t late_us, due_us; /* due: of what came last, nothing overtakes it */
    struct piece *first, **last;
    bool over; /* the sender has ended, or the cut is reached */
    bool cut, torn;
};

struct link {
    struct link *next;
    struct end ends[2];
    struct lane lanes[2];
    enum cut how;
    int64_t silent_until_us; /* not 0: cut */
    bool dead;
};

struct network {
    struct options options;
    struct totals totals;
    int poller, listener;
    struct link *links;
};

static void fail(const char *what)
{
    fprintf(stderr, "bad_network: %s: %s\n", what, strerror(errno));
    exit(71);
}

static size_t upto(struct chance *c, uint32_t most)
{
    return 1 + (size_t)chance_below(c, (int)most);
}

/* ---- one direction ---- */

static void next_spell(struct network *n, struct lane *l)
{
    l->weather = (enum weather)chance_below(&l->chance, WEATHERS);
    l->spell_left = upto(&l->chance, l->weather == TRICKLE ? TRICKLE_MAX : SPELL_MAX);
    l->late_us = (int64_t)upto(&l->chance, n->options.late_ms) * 1000;
    n->totals.spells[l->weather]++;
}

static void put(struct lane *l, const char *bytes, size_t len, int64_t wait_us)
{
    struct piece *p = malloc(sizeof *p + len);
    if (p == NULL)
        fail("memory");
    int64_t due_us = now_us() + wait_us;
    if (due_us < l->due_us) /* nothing overtakes */
        due_us = l->weather == TRICKLE ? l->due_us + wait_us : l->due_us;
    *p = (struct piece){.len = len, .due_us = due_us};
    memcpy(p->bytes, bytes, len);
    l->due_us = due_us;
    *l->last = p;
    l->last = &p->next;
    l->held += len;
}

/* By the weather, spell after spell, up to the byte at which the connection is cut. */
static void take(struct network *n, struct lane *l, const char *bytes, size_t len)
{
    while (len > 0 && !l->over) {
        if (l->spell_left == 0)
            next_spell(n, l);
        size_t most = l->weather == TRICKLE ? 1 : len;
        most = most < l->spell_left ? most : l->spell_left;
        most = most < l->cut_left ? most : l->cut_left;
        int64_t wait_us = l->weather == LATE      ? l->late_us
                          : l->weather == TRICKLE ? (int64_t)upto(&l->chance, GAP_US)
                                                  : 0;
        put(l, bytes, most, wait_us);
        bytes += most;
        len -= most;
        l->spell_left -= most;
        l->cut_left -= most;
        if (l->cut_left == 0) {
            l->over = l->cut = true;
            l->torn = len > 0;
        }
    }
}

/* ---- one connection ---- */

static void watch(struct network *n, struct link *k, int side, uint32_t events)
{
    struct end *e = &k->ends[side];
    if (e->watched == events || e->hung_up)
        return;
    struct epoll_event change = {.events = events, .data.ptr = e};
    if (epoll_ctl(n->poller, EPOLL_CTL_MOD, e->fd, &change) != 0)
        fail("epoll");
    e->watched = events;
}

static void kill_link(struct link *k, bool reset)
{
    struct linger now = {.l_onoff = 1};
    for (int i = 0; i < 2; i++) {
        if (reset)
            (void)setsockopt(k->ends[i].fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close(k->ends[i].fd);
    }
    for (int i = 0; i < 2; i++)
        for (struct piece *p = k->lanes[i].first, *next; p != NULL; p = next) {
            next = p->next;
            free(p);
        }
    k->dead = true;
}

/* The last byte before the cut has gone. */
static void cut(struct network *n, struct link *k, const struct lane *l)
{
    n->totals.cuts[k->how]++;
    n->totals.torn += l->torn;
    if (k->how == SILENT) {
        k->silent_until_us = now_us() + SILENT_US;
        watch(n, k, 0, 0);
        watch(n, k, 1, 0);
    } else {
        kill_link(k, k->how == RESET);
    }
}

/* Sends what is due; false: the connection is no more. */
static bool flush(struct network *n, struct link *k, int side, int64_t now)
{
    struct lane *l = &k->lanes[side];
    struct end *to = &k->ends[1 - side];
    while (l->first != NULL && l->first->due_us <= now && to->ready) {
        struct piece *p = l->first;
        ssize_t sent = send(to->fd, p->bytes + p->at, p->len - p->at, MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (sent < 0) {
            kill_link(k, true);
            return false;
        }
        p->at += (size_t)sent;
        l->held -= (size_t)sent;
        n->totals.bytes[side] += (uint64_t)sent;
        if (p->at < p->len)
            break;
        l->first = p->next;
        if (l->first == NULL)
            l->last = &l->first;
        free(p);
    }
    if (l->first == NULL && l->cut) {
        cut(n, k, l);
        return false;
    }
    if (l->first == NULL && l->over) { /* the sender has ended by itself */
        kill_link(k, false);
        return false;
    }
    return true;
}

static void watch_both(struct network *n, struct link *k, int64_t now)
{
    for (int side = 0; side < 2; side++) {
        const struct lane *in = &k->lanes[side], *out = &k->lanes[1 - side];
        bool stuck = out->first != NULL && out->first->due_us <= now;
        uint32_t events = !in->over && in->held < HELD_MAX ? EPOLLIN : 0;
        if (stuck || !k->ends[side].ready)
            events |= EPOLLOUT;
        watch(n, k, side, events);
    }
}

/* Both directions; returns when it wants to be looked at again. */
static int64_t look_after(struct network *n, struct link *k, int64_t now)
{
    const int64_t never = now + 1000000;
    if (k->silent_until_us != 0) {
        if (now >= k->silent_until_us)
            kill_link(k, true);
        return k->silent_until_us;
    }
    if (!flush(n, k, 0, now) || !flush(n, k, 1, now))
        return never;
    watch_both(n, k, now);
    int64_t next = never;
    for (int i = 0; i < 2; i++) /* what is due already waits for the socket, not for the clock */
        if (k->lanes[i].first != NULL && k->lanes[i].first->due_us > now &&
            k->lanes[i].first->due_us < next)
            next = k->lanes[i].first->due_us;
    return next;
}

static void add_end(struct network *n, struct link *k, int side, int fd)
{
    int on = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct end *e = &k->ends[side];
    *e = (struct end){.link = k, .fd = fd, .ready = side == 0, .watched = EPOLLIN};
    struct epoll_event first = {.events = EPOLLIN, .data.ptr = e};
    if (epoll_ctl(n->poller, EPOLL_CTL_ADD, fd, &first) != 0)
        fail("epoll");
}

static void accept_one(struct network *n)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)n->options.to)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int client = accept4(n->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (client < 0)
        return;
    int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct link *k = calloc(1, sizeof *k);
    if (server < 0 || k == NULL)
        fail("connection");
    if (connect(server, (const struct sockaddr *)&to, sizeof to) != 0 && errno != EINPROGRESS)
        fail("connect");
    static const enum cut often[] = {RESET, RESET, END, END, SILENT};
    struct chance own = {n->options.seed + UINT64_C(0x100000001) * ++n->totals.connections};
    add_end(n, k, 0, client);
    add_end(n, k, 1, server);
    k->how = often[chance_below(&own, sizeof often / sizeof often[0])];
    for (int i = 0; i < 2; i++) {
        struct lane *l = &k->lanes[i];
        l->chance = chance_fork(&own);
        l->cut_left = upto(&own, 2 * (i == 0 ? n->options.up : n->options.down));
        l->last = &l->first;
    }
    k->next = n->links;
    n->links = k;
}

static void on_event(struct network *n, struct end *e, uint32_t events)
{
    struct link *k = e->link;
    if (k->dead)
        return;
    if ((events & (EPOLLHUP | EPOLLERR)) != 0) {
        (void)epoll_ctl(n->poller, EPOLL_CTL_DEL, e->fd, NULL);
        e->hung_up = true;
    }
    if (k->silent_until_us != 0)
        return;
    e->ready |= (events & EPOLLOUT) != 0;
    struct lane *l = &k->lanes[e == &k->ends[1]];
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0 || l->over)
        return;
    char bytes[READ_MAX];
    ssize_t len = recv(e->fd, bytes, sizeof bytes, 0);
    if (len > 0)
        take(n, l, bytes, (size_t)len);
    if (e->hung_up || len == 0 || (len < 0 && errno != EAGAIN && errno != EINTR))
        l->over = true; /* after a reset what it said last is lost */
}

/* ---- all of them ---- */

static int64_t look_after_all(struct network *n, int64_t now)
{
    int64_t next = now + 1000000;
    for (struct link **at = &n->links; *at != NULL;) {
        struct link *k = *at;
        int64_t wants = k->dead ? next : look_after(n, k, now);
        next = wants < next ? wants : next;
        if (k->dead) {
            *at = k->next;
            free(k);
        } else {
            at = &k->next;
        }
    }
    return next;
}

static void run(struct network *n)
{
    struct epoll_event events[EVENTS];
    for (bool on = true; on;) {
        int64_t now = now_us(), wait_us = look_after_all(n, now) - now;
        int count = epoll_wait(n->poller, events, EVENTS, (int)((wait_us + 999) / 1000));
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == n)
                accept_one(n);
            else if (events[i].data.ptr == NULL)
                on = false;
            else
                on_event(n, events[i].data.ptr, events[i].events);
        }
    }
}

static void open_network(struct network *n)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t len = sizeof at;
    n->poller = epoll_create1(EPOLL_CLOEXEC);
    n->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (bind(n->listener, (const struct sockaddr *)&at, len) != 0 ||
        listen(n->listener, 512) != 0 ||
        getsockname(n->listener, (struct sockaddr *)&at, &len) != 0)
        fail("listen");
    struct epoll_event coming = {.events = EPOLLIN, .data.ptr = n};
    struct epoll_event told = {.events = EPOLLIN, .data.ptr = NULL};
    if (epoll_ctl(n->poller, EPOLL_CTL_ADD, n->listener, &coming) != 0 ||
        epoll_ctl(n->poller, EPOLL_CTL_ADD, STDIN_FILENO, &told) != 0)
        fail("epoll");
    printf("port %u\n", (unsigned)ntohs(at.sin_port));
    fflush(stdout);
}

static void print(const struct totals *t)
{
    printf("{\"connections\":%llu,\"up\":%llu,\"down\":%llu,\"late\":%llu,\"trickled\":%llu,"
           "\"reset\":%llu,\"ended\":%llu,\"silent\":%llu,\"torn\":%llu}\n",
           (unsigned long long)t->connections, (unsigned long long)t->bytes[0],
           (unsigned long long)t->bytes[1], (unsigned long long)t->spells[LATE],
           (unsigned long long)t->spells[TRICKLE], (unsigned long long)t->cuts[RESET],
           (unsigned long long)t->cuts[END], (unsigned long long)t->cuts[SILENT],
           (unsigned long long)t->torn);
}

static bool read_options(int argc, char **argv, struct options *o)
{
    static const struct option names[] = {
        {"to", 1, NULL, 't'},   {"seed", 1, NULL, 's'}, {"up", 1, NULL, 'u'},
        {"down", 1, NULL, 'd'}, {"late", 1, NULL, 'l'}, {NULL, 0, NULL, 0},
    };
    bool ok = true;
    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        char *end = NULL;
        unsigned long value = c != '?' ? strtoul(optarg, &end, 10) : 0;
        uint32_t *out = c == 't'   ? &o->to
                        : c == 's' ? &o->seed
                        : c == 'u' ? &o->up
                        : c == 'd' ? &o->down
                                   : &o->late_ms;
        ok &= c != '?' && *end == '\0' && value <= 1000000000;
        *out = (uint32_t)value;
    }
    return ok && optind == argc && o->to > 0 && o->to < 65536 && o->up > 0 && o->down > 0 &&
           o->late_ms > 0;
}

int main(int argc, char **argv)
{
    struct network n = {
        .options = {.seed = 1, .up = 4000, .down = 60000, .late_ms = 600},
    };
    if (!read_options(argc, argv, &n.options)) {
        fputs("usage: bad_network --to PORT [--seed N] [--late MS] [--up BYTES] [--down BYTES]\n"
              "\n"
              "--late: the longest delay (600). --up, --down: after how many bytes from and to a\n"
              "client a connection is cut, in the mean (4000, 60000).\n",
              stderr);
        return 64;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    open_network(&n);
    run(&n);
    print(&n.totals);
    for (struct link *k = n.links, *next; k != NULL; k = next) {
        next = k->next;
        if (!k->dead)
            kill_link(k, true);
        free(k);
    }
    return 0;
}
