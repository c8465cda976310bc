/* The whole receive path: what pages, strangers, the journal and time do to the hub. The input is
 * lines, so that seeds can be read; each says who (a..j) and what:
 *
 *   a+        connects (hangs up before)      a-       hangs up
 *   a:FRAME   a frame; $c $s $w the hellos of chair, scribe, screen; $1..$8 those of people
 *             $i and two characters: {"id":"...","command":    $q: "question":1,"run":1
 *             $k: a text that must be kept from the public, each time another
 *   a=        the same frame again            a<b      the frame that b sent last
 *   ab        its socket is stuck, or not any more
 *   .o .d .f  the journal: ok, disk, disk full         .O .D  from now on at once; .L later
 *   .tN       N tenths of a second pass       .uN      UTC jumps by N s, also back
 *   .e .h .v  the newest window: ended, hum, void hum  .m .l  microphone runs, is lost
 *   .k .r     set-up check, reading           .w       wary of codes, or not
 *   .R        kill -9 and a new start         .S       stops */
#include "tests/fuzz/fuzz.h"

#include "tests/fuzz/hub_world.h"

enum { STEPS_MAX = 400, FRAME_ROOM = 9000 };

#define PERSON(c) "{\"hello\":{\"version\":1,\"code\":\"K7WM3P4\",\"person\":\"" c "\"}}"

/* What $ and a letter stand for. */
static const struct {
    char letter;
    const char *text;
} words[] = {
    {'c', "{\"hello\":{\"version\":1,\"chair\":\"chair-secret\"}}"},
    {'s', "{\"hello\":{\"version\":1,\"scribe\":\"scribe-secret\"}}"},
    {'w', "{\"hello\":{\"version\":1,\"screen\":\"Q9TX4D7\"}}"},
    {'1', PERSON("0123456789abcdef0123456789abcde1")},
    {'2', PERSON("0123456789abcdef0123456789abcde2")},
    {'3', PERSON("0123456789abcdef0123456789abcde3")},
    {'4', PERSON("0123456789abcdef0123456789abcde4")},
    {'5', PERSON("fedcba9876543210fedcba9876543215")},
    {'6', PERSON("fedcba9876543210fedcba9876543216")},
    {'7', PERSON("fedcba9876543210fedcba9876543217")},
    {'8', PERSON("fedcba9876543210fedcba9876543218")},
    {'q', "\"question\":1,\"run\":1"},
};

static size_t put(char *out, size_t at, const char *text)
{
    size_t len = strlen(text);
    if (at + len > FRAME_ROOM)
        return at;
    memcpy(out + at, text, len);
    return at + len;
}

/* Returns how many bytes behind the $ were used up. */
static size_t expand(struct world *w, const char *in, size_t left, char *out, size_t *at)
{
    char text[80] = "";
    if (left >= 3 && in[0] == 'i') { /* any two characters give an id */
        snprintf(text, sizeof text, "{\"id\":\"%028x%02x%02x\",\"command\":", 0,
                 (unsigned)(uint8_t)in[1], (unsigned)(uint8_t)in[2]);
        *at = put(out, *at, text);
        return 3;
    }
    if (left >= 1 && in[0] == 'k' && w->marks < MARKS_MAX - 1) {
        snprintf(text, sizeof text, "kept-%04d", ++w->marks);
        *at = put(out, *at, text);
        return 1;
    }
    for (size_t i = 0; left >= 1 && i < sizeof words / sizeof words[0]; i++)
        if (words[i].letter == in[0]) {
            *at = put(out, *at, words[i].text);
            return 1;
        }
    return 0;
}

static size_t frame_of(struct world *w, const char *in, size_t len, char *out)
{
    size_t at = 0;
    for (size_t i = 0; i < len && at < FRAME_ROOM;)
        if (in[i] == '$')
            i += 1 + expand(w, in + i + 1, len - i - 1, out, &at);
        else
            out[at++] = in[i++];
    return at;
}

/* Only chat, answers and what is private keep what they say; marks elsewhere may be seen. */
static void loosen_marks(struct world *w, const char *text, bool guarded)
{
    for (const char *at = text; (at = strstr(at, "kept-")) != NULL; at++) {
        int n = atoi(at + 5);
        if (n > 0 && n < MARKS_MAX && !guarded)
            w->loose[n] = true;
    }
}

/* What the hub is about to be told: what does it owe for it? */
struct promise {
    bool command, hello;
    char id[2 * COMMAND_ID_LEN + 1]; /* "": cannot be read */
};

static struct promise promise_of(struct world *w, const struct visitor *v, const char *bytes,
                                 size_t len, bool again)
{
    struct promise p = {.hello = !hub_greeted(w->hub, v->seat)};
    struct json *frame = NULL;
    struct command c;
    enum status s = json_parse(bytes, len, JSON_DEPTH_COMMAND, HUB_FRAME_MAX, &frame);
    enum status read = command_read(frame, &c);
    p.command =
        s != STATUS_OK || (json_member(frame, "get") == NULL && json_member(frame, "ping") == NULL);
    if (c.has_id)
        command_id_hex(c.id, p.id);
    const bool guarded =
        !again && read == STATUS_OK &&
        (c.kind == COMMAND_SAY || c.kind == COMMAND_ANSWER || c.kind == COMMAND_INTERRUPT ||
         c.kind == COMMAND_IRREGULARITY || (c.kind == COMMAND_POSITION && c.way == WAY_PRIVATE));
    char *text = strndup(bytes, len);
    assert(text != NULL);
    loosen_marks(w, text, guarded);
    for (int i = 0; i < SECRET_COUNT && !p.hello; i++)
        w->said[i] = w->said[i] || strstr(text, secrets[i]) != NULL;
    free(text);
    command_release(&c);
    json_free(frame);
    return p;
}

static void say(struct world *w, struct visitor *v, const char *bytes, size_t len, bool again)
{
    if (v->seat == 0 || v->owed_count == OWED_MAX - 1)
        return;
    const struct promise p = promise_of(w, v, bytes, len, again);
    const uint64_t seat = v->seat;
    v->blank = 0;
    v->spare = p.command || p.hello || p.id[0] == '\0' ? NULL : p.id;
    if (p.command && !p.hello && p.id[0] != '\0')
        memcpy(v->owed[v->owed_count++], p.id, sizeof p.id);
    hub_receive(w->hub, seat, bytes, len);
    v->spare = NULL;
    if (v->seat != seat)
        return; /* closed */
    if (p.hello)
        assert(hub_greeted(w->hub, seat) && v->blank == 0);
    else if (p.command && p.id[0] == '\0')
        assert(v->blank == 1); /* refused at once */
    else
        assert(v->blank <= (p.command ? 0 : 1));
}

static void send_new(struct world *w, struct visitor *v, const char *in, size_t len)
{
    char frame[FRAME_ROOM];
    size_t n = frame_of(w, in, len, frame);
    free(v->last);
    v->last = malloc(n + 1); /* to the byte: a sanitizer sees a step behind the end */
    assert(v->last != NULL);
    memcpy(v->last, frame, n);
    v->last[n] = '\0';
    v->last_len = n;
    char *exact = malloc(n > 0 ? n : 1);
    assert(exact != NULL);
    memcpy(exact, frame, n);
    say(w, v, exact, n, false);
    free(exact);
}

static void visitor_does(struct world *w, struct visitor *v, char what, const char *in, size_t len)
{
    const struct visitor *other = len > 0 ? &w->visitors[(uint8_t)(in[0] - 'a') % VISITORS] : v;
    switch (what) {
    case '+':
    case '-':
        if (v->seat != 0)
            hub_leave(w->hub, v->seat);
        forget(v);
        if (what == '+')
            v->seat = hub_enter(w->hub, v);
        break;
    case ':':
        send_new(w, v, in, len);
        break;
    case '=':
    case '<':
        other = what == '=' ? v : other;
        if (other->last != NULL)
            say(w, v, other->last, other->last_len, true);
        break;
    case 'b':
        v->backed_up = !v->backed_up;
        break;
    default:
        break;
    }
}

static void time_passes(struct world *w, int64_t tenths)
{
    w->steady_us += tenths * SECOND_US / 10;
    w->now_us += tenths * SECOND_US / 10;
    for (int i = 0; i < 20 && hub_tick(w->hub) == 0; i++)
        ;
}

static void sound_does(struct world *w, char what)
{
    const uint32_t window = w->window_count > 0 ? w->windows[w->window_count - 1] : 1;
    struct notice n = {.kind = NOTICE_HUM};
    if (what == 'e')
        n = (struct notice){.kind = NOTICE_WINDOW_ENDED, .window = window};
    if (what == 'h')
        n.hum = (struct hum){.window = window,
                             .hum_mb = -3000,
                             .noise_mb = -5000,
                             .excess_mb = 2000,
                             .strength = STRENGTH_STRONG,
                             .interval_low_mb = 1900,
                             .interval_high_mb = 2100,
                             .rate_hz = 48000};
    if (what == 'v')
        n.hum = hum_without_figure(window, HUM_VOID_STOPPED);
    if (what == 'm' || what == 'l')
        n = (struct notice){.kind = NOTICE_SOUND,
                            .sound = {.source = SOUND_SOURCE_MICROPHONE,
                                      .state = what == 'm' ? SOUND_RUNNING : SOUND_LOST,
                                      .rate_hz = 48000,
                                      .channels = 1,
                                      .device = "hall",
                                      .api = "ALSA"}};
    if (what == 'k')
        n = (struct notice){.kind = NOTICE_CHECK};
    if (what == 'r')
        n = (struct notice){.kind = NOTICE_READING, .reading = {.level_mb = -5000}};
    hub_notice(w->hub, &n);
}

static void start_again(struct world *w)
{
    w->in_flight = false; /* what was on its way is lost */
    hub_close(w->hub);
    for (int i = 0; i < VISITORS; i++)
        forget(&w->visitors[i]);
    start_hub(w);
    w->compared_seq = 0;
}

static void world_does(struct world *w, char what, int64_t n)
{
    switch (what) {
    case 'o':
        journal(w, STATUS_OK);
        break;
    case 'd':
    case 'f':
        journal(w, what == 'd' ? FAILED_DISK : FAILED_DISK_FULL);
        break;
    case 'O':
    case 'D':
    case 'L':
        w->at_once = what != 'L';
        w->then = what == 'O' ? STATUS_OK : FAILED_DISK;
        break;
    case 't':
        time_passes(w, n < 0 ? 0 : n);
        break;
    case 'u':
        w->now_us = w->now_us + n * SECOND_US > 0 ? w->now_us + n * SECOND_US : 1;
        break;
    case 'w':
        w->wary = !w->wary;
        break;
    case 'R':
        start_again(w);
        break;
    case 'S':
        hub_stop(w->hub);
        break;
    default:
        if (strchr("ehvmlkr", what) != NULL && what != '\0')
            sound_does(w, what);
        break;
    }
}

static void step(struct world *w, const char *line, size_t len)
{
    char number[8] = "";
    if (len < 2)
        return;
    memcpy(number, line + 2, len - 2 < 7 ? len - 2 : 7);
    if (line[0] == '.')
        world_does(w, line[1], strtol(number, NULL, 10));
    else
        visitor_does(w, &w->visitors[(uint8_t)(line[0] - 'a') % VISITORS], line[1], line + 2,
                     len - 2);
    look(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct world *w = world_new();
    const char *at = (const char *)bytes;
    const char *end = at + len;
    for (int steps = 0; at < end && steps < STEPS_MAX; steps++) {
        const char *eol = memchr(at, '\n', (size_t)(end - at));
        step(w, at, (size_t)((eol != NULL ? eol : end) - at));
        at = eol != NULL ? eol + 1 : end;
    }
    w->at_once = false;
    stop_hub(w);
    world_free(w);
    return 0;
}
