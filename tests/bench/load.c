/* Load on one server, from a room of people and its chair: they come, join and answer; then answers
 * come at a rate while the chair's calls go to everybody; then a question is opened and all answer
 * within three seconds. Prints one line of JSON; tests/bench/load starts the servers and makes the
 * table. Exit 1 where something was lost. */
#include "tests/bench/load_room.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 1000, ALL_WITHIN_US = 3000000, PATIENCE_US = 60000000, SPARE_US = 300000 };

struct options {
    const char *code, *chair;
    uint32_t port, pid, people, rate, seconds, hz, stalled;
};

struct figures {
    double storm_ms; /* until everybody had joined and answered */
    long rss_few_kb, rss_all_kb, rss_end_kb;
    struct times ack, ack_all, spread, reach, open;
    uint32_t unopened;
    size_t called, shown;       /* states that were asked for; that reached anybody */
    uint64_t wanted, delivered; /* shown states times seats */
    double view_bytes;
    size_t recorded_answers, again;
};

static bool number(const char *text, uint32_t *out)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || n > 100000000)
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool read_options(int argc, char **argv, struct options *o)
{
    static const struct option names[] = {
        {"port", 1, NULL, 'p'},    {"code", 1, NULL, 'c'},   {"chair", 1, NULL, 'h'},
        {"pid", 1, NULL, 'i'},     {"people", 1, NULL, 'n'}, {"rate", 1, NULL, 'r'},
        {"seconds", 1, NULL, 's'}, {"hz", 1, NULL, 'z'},     {"stalled", 1, NULL, 't'},
        {NULL, 0, NULL, 0},
    };
    bool ok = true;
    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (c) {
        case 'c':
            o->code = optarg;
            break;
        case 'h':
            o->chair = optarg;
            break;
        case 'p':
            ok &= number(optarg, &o->port);
            break;
        case 'i':
            ok &= number(optarg, &o->pid);
            break;
        case 'n':
            ok &= number(optarg, &o->people);
            break;
        case 'r':
            ok &= number(optarg, &o->rate);
            break;
        case 's':
            ok &= number(optarg, &o->seconds);
            break;
        case 'z':
            ok &= number(optarg, &o->hz);
            break;
        case 't':
            ok &= number(optarg, &o->stalled);
            break;
        default:
            ok = false;
        }
    }
    return ok && o->port > 0 && o->port < 65536 && o->people > 0 && o->stalled < o->people &&
           o->hz > 0 && optind == argc;
}

/* Resident memory of the server, without what the kernel holds for its sockets. */
static long resident_kb(uint32_t pid)
{
    char path[40], line[200];
    (void)snprintf(path, sizeof path, "/proc/%u/status", (unsigned)pid);
    FILE *f = fopen(path, "re");
    long kb = 0;
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = strtol(line + 6, NULL, 10);
    if (f != NULL)
        fclose(f);
    return kb;
}

static void give_up(const struct room *r, const char *what)
{
    fprintf(stderr, "load: %s: %u of %u opened, %u welcomed, %zu of %zu answered, %u gone (%s)\n",
            what, (unsigned)r->opened, (unsigned)r->people, (unsigned)r->welcomed, r->answered,
            r->sent_count, (unsigned)room_gone(r), r->reason);
    exit(1);
}

static void prepare_and_ask(struct room *r, uint32_t question)
{
    char members[100];
    room_say(r, "\"command\":\"prepare\",\"kind\":\"options\",\"text\":\"Which encoding?\","
                "\"options\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"],\"no_dont_care\":true,"
                "\"no_something_else\":true");
    (void)snprintf(members, sizeof members, "\"command\":\"ask\",\"question\":%u",
                   (unsigned)question);
    room_say(r, members);
    if (!room_settle(r, PATIENCE_US) || r->not_recorded > 0)
        give_up(r, "the question");
}

/* ---- coming ---- */

/* People of [first, first + count) connect, join and give their first answer. */
static void come(struct room *r, uint32_t first, uint32_t count)
{
    if (!room_connect(r, first, count, PATIENCE_US))
        give_up(r, "connecting");
    for (uint32_t i = first; i < first + count; i++) {
        room_join(r, i, now_us());
        room_turn(r, now_us());
    }
    if (!room_settle(r, PATIENCE_US))
        give_up(r, "joining");
    for (uint32_t i = first; i < first + count; i++) {
        room_answer(r, i, 1, i % CALLS, now_us());
        room_turn(r, now_us());
    }
    if (!room_settle(r, PATIENCE_US))
        give_up(r, "the first answers");
}

/* Lets what is on its way arrive. */
static void rest(struct room *r, int64_t us)
{
    for (int64_t end = now_us() + us; now_us() < end;)
        room_turn(r, end);
}

static void everybody_comes(struct room *r, const struct options *o, struct figures *f)
{
    int64_t begin = now_us();
    uint32_t few = o->people < FEW ? o->people : FEW;
    come(r, 0, few);
    int64_t spent = now_us() - begin;
    rest(r, 1000000);
    f->rss_few_kb = resident_kb(o->pid);
    begin = now_us();
    if (o->people > few)
        come(r, few, o->people - few);
    f->storm_ms = (double)(spent + now_us() - begin) / 1000;
    rest(r, 1000000);
    f->rss_all_kb = resident_kb(o->pid);
}

/* ---- answers by schedule, calls to everybody ---- */

static void steady(struct room *r, const struct options *o)
{
    uint32_t reading = o->people - o->stalled, calls = 0;
    for (uint32_t i = reading; i < o->people; i++)
        seat_stall(&r->seats[i], r->poller);
    int64_t begin = now_us() + 100000;
    uint64_t total = (uint64_t)o->rate * o->seconds, given = 0;
    int64_t end = begin + (int64_t)o->seconds * 1000000;
    while (now_us() < end || given < total) {
        int64_t answer_us = given < total ? begin + (int64_t)(given * 1000000 / o->rate) : end;
        int64_t call_us = begin + (int64_t)calls * 1000000 / o->hz;
        int64_t now = now_us();
        if (call_us <= now && call_us < end)
            room_call(r, 1, calls++ % CALLS);
        for (; answer_us <= now && given < total;
             answer_us = begin + (int64_t)(given * 1000000 / o->rate)) {
            uint32_t seat = (uint32_t)(given % reading);
            room_answer(r, seat, 1, (uint32_t)((given / reading + seat + 1) % CALLS), answer_us);
            given++;
        }
        int64_t next = answer_us < call_us ? answer_us : call_us;
        room_turn(r, next < end ? next : end);
    }
    (void)room_settle(r, PATIENCE_US);
    rest(r, 3 * SPARE_US);
}

static void steady_figures(const struct room *r, const struct options *o, size_t from,
                           struct figures *f)
{
    for (size_t i = from; i < r->sent_count; i++)
        if (r->sent[i].kind == SENT_ANSWER && r->sent[i].done_us != 0)
            times_add(&f->ack, r->sent[i].done_us - r->sent[i].due_us);
    uint32_t reading = o->people - o->stalled;
    f->called = r->spread_count;
    for (size_t i = 0; i < r->spread_count; i++) {
        const struct spread *p = &r->spreads[i];
        f->delivered += p->reached;
        if (p->reached == 0) /* the next one came before a round began */
            continue;
        f->shown++;
        f->wanted += reading;
        times_add(&f->spread, p->last_us - p->first_us);
        times_add(&f->reach, p->last_us - p->asked_us);
    }
    f->view_bytes = r->views > 0 ? (double)r->view_bytes / (double)r->views : 0;
}

/* ---- a question is opened, everybody answers ---- */

static void open_and_answer(struct room *r, const struct options *o, struct figures *f)
{
    uint32_t reading = o->people - o->stalled;
    room_say(r, "\"command\":\"close\",\"question\":1,\"run\":1");
    r->question_expected = 2;
    int64_t asked = now_us();
    prepare_and_ask(r, 2);
    /* what is opened is answered by who sees it: a quarter of a second to look at it */
    int64_t begin = now_us() + 250000;
    size_t from = r->sent_count;
    for (uint32_t i = 0; i < reading; i++) {
        int64_t due = begin + (int64_t)i * ALL_WITHIN_US / reading;
        while (now_us() < due)
            room_turn(r, due);
        room_answer(r, i * 7919u % reading, 2, i % CALLS, due);
    }
    (void)room_settle(r, PATIENCE_US);
    rest(r, SPARE_US);
    for (uint32_t i = 0; i < reading; i++) {
        if (r->opened_at[i] == 0)
            f->unopened++;
        else
            times_add(&f->open, r->opened_at[i] - asked);
    }
    for (size_t i = from; i < r->sent_count; i++)
        if (r->sent[i].done_us != 0)
            times_add(&f->ack_all, r->sent[i].done_us - r->sent[i].due_us);
    /* a hundredth of them did not hear of it and send it again: told the same, counted once */
    size_t last = r->sent_count;
    for (size_t i = from; i < last; i += 100, f->again++)
        room_again(r, i, 2);
    for (int64_t end = now_us() + PATIENCE_US; r->twice < f->again && now_us() < end;)
        room_turn(r, now_us() + 10000);
}

/* ---- what came of it ---- */

static void print_times(const char *name, struct times *t)
{
    printf("\"%s\":[%.2f,%.2f,%.2f,%.2f],", name, times_ms(t, 50), times_ms(t, 95), times_ms(t, 99),
           times_ms(t, 100));
    times_release(t);
}

static void print(struct room *r, struct figures *f, size_t lost)
{
    printf("{");
    print_times("ack", &f->ack);
    print_times("ack_all", &f->ack_all);
    print_times("spread", &f->spread);
    print_times("reach", &f->reach);
    print_times("open", &f->open);
    printf("\"unopened\":%u,\"storm_ms\":%.0f,\"rss_few_kb\":%ld,\"rss_all_kb\":%ld,"
           "\"rss_end_kb\":%ld,\"called\":%zu,\"shown\":%zu,\"wanted\":%llu,\"delivered\":%llu,"
           "\"view_bytes\":%.0f,",
           (unsigned)f->unopened, f->storm_ms, f->rss_few_kb, f->rss_all_kb, f->rss_end_kb,
           f->called, f->shown, (unsigned long long)f->wanted, (unsigned long long)f->delivered,
           f->view_bytes);
    printf("\"answers\":%zu,\"lost\":%zu,\"again\":%zu,\"again_told\":%zu,\"again_differs\":%zu,"
           "\"not_recorded\":%zu,\"reason\":\"%s\",\"disconnected\":%u,"
           "\"own_lag_ms\":%.1f}\n",
           f->recorded_answers, lost, f->again, r->twice, r->moved, r->not_recorded, r->reason,
           (unsigned)room_gone(r), (double)r->late_us / 1000);
}

int main(int argc, char **argv)
{
    struct options o = {
        .code = "", .chair = "", .people = 100, .rate = 100, .seconds = 5, .hz = 10};
    if (!read_options(argc, argv, &o)) {
        fputs("usage: load_people --port N --code CODE --chair SECRET --pid PID --people N\n"
              "                   --rate ANSWERS --seconds N --hz STATES [--stalled N]\n",
              stderr);
        return 64;
    }
    struct room r;
    struct figures f = {0};
    room_open(&r, (uint16_t)o.port, o.code, o.chair, o.people);
    r.stalling = o.stalled;
    if (!room_chair(&r))
        give_up(&r, "the chair");
    prepare_and_ask(&r, 1);
    everybody_comes(&r, &o, &f);
    size_t from = r.sent_count;
    r.late_us = 0;
    steady(&r, &o);
    steady_figures(&r, &o, from, &f);
    f.rss_end_kb = resident_kb(o.pid);
    open_and_answer(&r, &o, &f);
    for (size_t i = 0; i < r.sent_count; i++)
        f.recorded_answers += r.sent[i].kind == SENT_ANSWER && r.sent[i].recorded;
    size_t lost = r.sent_count - r.answered;
    print(&r, &f, lost);
    bool bad =
        lost > 0 || r.not_recorded > 0 || room_gone(&r) > 0 || r.twice != f.again || r.moved > 0;
    room_release(&r);
    return bad ? 1 : 0;
}
