/* What humroom is compared with: the least that does the same work, one thread around epoll and
 * SQLite. It speaks as much of net/PROTOCOL.md as the load needs and checks nothing. All commands
 * that a turn of the loop brings are one transaction, committed in place, answered behind it; a
 * state that changed goes to everybody at the rate, in one go. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 1024, IN_MAX = 2048, VIEW_MAX = 65536, ID_LEN = 32 };

struct seat {
    int fd;
    bool open, greeted, chair;
    uint32_t at; /* in seats */
    uint64_t view;
    size_t in_len, out_len;
    char *out;
    char in[IN_MAX];
};

struct waiting {       /* for the commit */
    struct seat *seat; /* NULL: it has gone */
    char id[ID_LEN + 1];
    long long seq;
};

struct peer {
    int poller, listener;
    struct seat **seats;
    uint32_t count, capacity;
    struct waiting *waiting;
    size_t waiting_count, waiting_capacity;
    sqlite3 *db;
    sqlite3_stmt *insert, *begin, *commit;
    long question, calling;
    uint64_t version;
    size_t view_bytes;
    char view[VIEW_MAX + 16];
    size_t view_len;
};

static void fail(const char *what)
{
    fprintf(stderr, "epoll_peer: %s: %s\n", what, strerror(errno));
    exit(71);
}

static void *grow(void *p, size_t len)
{
    void *q = realloc(p, len);
    if (q == NULL)
        fail("memory");
    return q;
}

static int64_t steady_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- record ---- */

static void open_record(struct peer *p, const char *path)
{
    static const char schema[] =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE IF NOT EXISTS event(seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT);";
    if (sqlite3_open(path, &p->db) != SQLITE_OK ||
        sqlite3_exec(p->db, schema, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(p->db, "INSERT OR IGNORE INTO event(id, body) VALUES(?, ?)", -1,
                           &p->insert, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(p->db, "BEGIN", -1, &p->begin, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(p->db, "COMMIT", -1, &p->commit, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(p->db));
}

static void step(struct peer *p, sqlite3_stmt *s)
{
    if (sqlite3_step(s) != SQLITE_DONE)
        fail(sqlite3_errmsg(p->db));
    sqlite3_reset(s);
}

/* The number under which a command is kept; that of the first time where it came again. */
static long long keep(struct peer *p, const char *id, const char *body, size_t len)
{
    sqlite3_bind_text(p->insert, 1, id, ID_LEN, SQLITE_STATIC);
    sqlite3_bind_text(p->insert, 2, body, (int)len, SQLITE_STATIC);
    step(p, p->insert);
    if (sqlite3_changes(p->db) > 0)
        return sqlite3_last_insert_rowid(p->db);
    sqlite3_stmt *s = NULL;
    long long seq = 0;
    if (sqlite3_prepare_v2(p->db, "SELECT seq FROM event WHERE id = ?", -1, &s, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(p->db));
    sqlite3_bind_text(s, 1, id, ID_LEN, SQLITE_STATIC);
    if (sqlite3_step(s) == SQLITE_ROW)
        seq = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return seq;
}

/* ---- sending ---- */

static void watch(struct peer *p, struct seat *s, int how)
{
    struct epoll_event e = {.events = EPOLLIN | (s->out_len > 0 ? (uint32_t)EPOLLOUT : 0),
                            .data.ptr = s};
    if (epoll_ctl(p->poller, how, s->fd, &e) != 0)
        fail("epoll");
}

static void drop(struct peer *p, struct seat *s)
{
    close(s->fd);
    s->fd = -1;
    p->seats[s->at] = p->seats[--p->count];
    p->seats[s->at]->at = s->at;
    for (size_t i = 0; i < p->waiting_count; i++)
        if (p->waiting[i].seat == s)
            p->waiting[i].seat = NULL;
    free(s->out);
    free(s);
}

/* What the kernel does not take is kept. */
static void put(struct peer *p, struct seat *s, const char *bytes, size_t len)
{
    ssize_t n = s->out_len == 0 ? send(s->fd, bytes, len, MSG_NOSIGNAL) : 0;
    size_t sent = n > 0 ? (size_t)n : 0;
    if (sent == len)
        return;
    bool first = s->out_len == 0;
    s->out = grow(s->out, s->out_len + len - sent);
    memcpy(s->out + s->out_len, bytes + sent, len - sent);
    s->out_len += len - sent;
    if (first)
        watch(p, s, EPOLL_CTL_MOD);
}

static size_t frame_head(char *out, size_t len)
{
    out[0] = (char)0x81;
    if (len < 126) {
        out[1] = (char)len;
        return 2;
    }
    out[1] = 126;
    out[2] = (char)(len >> 8);
    out[3] = (char)len;
    return 4;
}

static void put_text(struct peer *p, struct seat *s, const char *text, size_t len)
{
    char frame[600];
    size_t head = frame_head(frame, len);
    memcpy(frame + head, text, len);
    put(p, s, frame, head + len);
}

/* ---- the state that goes to all ---- */

static void make_view(struct peer *p)
{
    char text[VIEW_MAX];
    int n = snprintf(text, sizeof text,
                     "{\"type\":\"view\",\"run\":{\"question\":%ld,\"run\":1},\"calling\":%ld,"
                     "\"rest\":\"",
                     p->question, p->calling);
    size_t len = (size_t)n;
    while (len + 2 < p->view_bytes)
        text[len++] = 'x';
    text[len++] = '"';
    text[len++] = '}';
    size_t head = frame_head(p->view, len);
    memcpy(p->view + head, text, len);
    p->view_len = head + len;
    p->version++;
}

static void show(struct peer *p, struct seat *s)
{
    if (s->view == p->version || !s->greeted || s->out_len > 0)
        return;
    s->view = p->version;
    put(p, s, p->view, p->view_len);
}

static void show_all(struct peer *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        show(p, p->seats[i]);
}

/* ---- what comes ---- */

static long member(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    return at != NULL ? strtol(at + strlen(key), NULL, 10) : -1;
}

static void take_command(struct peer *p, struct seat *s, const char *text, size_t len)
{
    const char *id = strstr(text, "\"id\":\"");
    if (id == NULL || strlen(id + 6) < ID_LEN)
        return;
    if (p->waiting_count == p->waiting_capacity) {
        p->waiting_capacity = p->waiting_capacity * 2 + 256;
        p->waiting = grow(p->waiting, p->waiting_capacity * sizeof *p->waiting);
    }
    if (p->waiting_count == 0)
        step(p, p->begin);
    struct waiting *w = &p->waiting[p->waiting_count++];
    *w = (struct waiting){.seat = s};
    memcpy(w->id, id + 6, ID_LEN);
    w->seq = keep(p, w->id, text, len);
    if (!s->chair)
        return;
    if (strstr(text, "\"call\"") != NULL)
        p->calling = member(text, "\"option\":");
    else if (strstr(text, "\"ask\"") != NULL)
        p->question = member(text, "\"question\":");
    make_view(p);
}

static void take_frame(struct peer *p, struct seat *s, char *text, size_t len)
{
    static const char welcome[] = "{\"type\":\"welcome\",\"version\":1}";
    char after = text[len];
    text[len] = '\0';
    if (s->greeted) {
        take_command(p, s, text, len);
    } else {
        s->greeted = true;
        s->chair = strstr(text, "\"chair\"") != NULL;
        put_text(p, s, welcome, sizeof welcome - 1);
        show(p, s);
    }
    text[len] = after;
}

static size_t take_request(struct peer *p, struct seat *s)
{
    static const char yes[] =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        "Sec-WebSocket-Protocol: humroom.1\r\n\r\n";
    char *end = memmem(s->in, s->in_len, "\r\n\r\n", 4);
    if (end == NULL)
        return 0;
    s->open = true;
    put(p, s, yes, sizeof yes - 1);
    return (size_t)(end + 4 - s->in);
}

/* A masked frame below 64 KB; its length with the header, 0 where it is not whole. */
static size_t take_masked(struct peer *p, struct seat *s, size_t at)
{
    unsigned char *b = (unsigned char *)s->in + at;
    size_t left = s->in_len - at, head = 6;
    if (left < 8)
        return 0;
    size_t len = b[1] & 0x7f;
    if (len == 126) {
        head = 8;
        len = (size_t)b[2] << 8 | b[3];
    }
    if (left < head + len)
        return 0;
    for (size_t i = 0; i < len; i++)
        b[head + i] ^= b[head - 4 + i % 4];
    if ((b[0] & 15) == 1)
        take_frame(p, s, s->in + at + head, len);
    return head + len;
}

static void receive(struct peer *p, struct seat *s)
{
    ssize_t n = recv(s->fd, s->in + s->in_len, sizeof s->in - 1 - s->in_len, 0);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
        drop(p, s);
        return;
    }
    s->in_len += n > 0 ? (size_t)n : 0;
    size_t at = 0;
    for (size_t taken = 1; taken > 0; at += taken)
        taken = s->open ? take_masked(p, s, at) : take_request(p, s);
    s->in_len -= at;
    memmove(s->in, s->in + at, s->in_len);
}

static void flush(struct peer *p, struct seat *s)
{
    ssize_t n = send(s->fd, s->out, s->out_len, MSG_NOSIGNAL);
    if (n <= 0)
        return;
    s->out_len -= (size_t)n;
    memmove(s->out, s->out + n, s->out_len);
    if (s->out_len == 0)
        watch(p, s, EPOLL_CTL_MOD);
}

static void come_in(struct peer *p)
{
    for (int fd; (fd = accept4(p->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        int on = 1;
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (p->count == p->capacity) {
            p->capacity = p->capacity * 2 + 64;
            p->seats = grow(p->seats, p->capacity * sizeof(struct seat *));
        }
        struct seat *s = grow(NULL, sizeof *s);
        memset(s, 0, sizeof *s - sizeof s->in);
        s->fd = fd;
        s->at = p->count;
        p->seats[p->count++] = s;
        watch(p, s, EPOLL_CTL_ADD);
    }
}

static void commit(struct peer *p)
{
    if (p->waiting_count == 0)
        return;
    step(p, p->commit);
    for (size_t i = 0; i < p->waiting_count; i++) {
        const struct waiting *w = &p->waiting[i];
        char text[200];
        int len =
            snprintf(text, sizeof text,
                     "{\"type\":\"answer\",\"id\":\"%s\",\"answer\":\"recorded\",\"seq\":%lld,"
                     "\"time\":%lld}",
                     w->id, w->seq, (long long)steady_us());
        if (w->seat != NULL)
            put_text(p, w->seat, text, (size_t)len);
    }
    p->waiting_count = 0;
}

/* ---- the whole ---- */

static void turn(struct peer *p, int wait_ms)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(p->poller, events, EVENTS, wait_ms);
    for (int i = 0; i < n; i++) {
        struct seat *s = events[i].data.ptr;
        if (s == NULL) {
            come_in(p);
            continue;
        }
        if ((events[i].events & EPOLLOUT) != 0)
            flush(p, s);
        if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
            receive(p, s);
    }
    commit(p);
}

static void listen_on_any_port(struct peer *p)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p->poller = epoll_create1(EPOLL_CLOEXEC);
    p->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
    if (bind(p->listener, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(p->listener, 4096) != 0 ||
        getsockname(p->listener, (struct sockaddr *)&at, &len) != 0 ||
        epoll_ctl(p->poller, EPOLL_CTL_ADD, p->listener, &e) != 0)
        fail("listen");
    printf("chair http://127.0.0.1:%u/chair#x\nparticipants http://127.0.0.1:%u/#x\nseats any\n",
           (unsigned)ntohs(at.sin_port), (unsigned)ntohs(at.sin_port));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: epoll_peer RECORD STATES-A-SECOND BYTES-OF-A-STATE\n", stderr);
        return 64;
    }
    struct peer *p = grow(NULL, sizeof *p);
    memset(p, 0, sizeof *p);
    long hz = strtol(argv[2], NULL, 10);
    p->view_bytes = strtoul(argv[3], NULL, 10);
    if (hz < 1 || p->view_bytes > VIEW_MAX - 8)
        return 64;
    signal(SIGPIPE, SIG_IGN);
    p->calling = -1;
    open_record(p, argv[1]);
    make_view(p);
    listen_on_any_port(p);
    uint64_t shown = p->version;
    for (int64_t next_us = steady_us();;) {
        int64_t left_us = next_us - steady_us();
        turn(p, left_us > 0 ? (int)(left_us / 1000) + 1 : 0);
        if (steady_us() < next_us)
            continue;
        if (shown != p->version)
            show_all(p);
        shown = p->version;
        next_us = steady_us() + 1000000 / hz;
    }
}
