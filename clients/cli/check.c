/* humroom check: what the microphone is, and what to do about it, in ten seconds before the
 * meeting. */
#include "clients/cli/cli.h"

#include "audio/listener.h"
#include "core/json.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "Usage: humroom check [--microphone NAME|INDEX]... [--seconds N] [--json]\n"
    "\n"
    "Listens to the room before the meeting, and says what it heard and what to do\n"
    "about it. Somebody hums once for three seconds meanwhile, and is quiet before\n"
    "and after: only so can be seen whether the device changes its own gain.\n"
    "\n"
    "  --microphone NAME|INDEX  this input (see humroom devices); without it the\n"
    "                           default one. Up to 4 times\n"
    "  --seconds N              how long (10), 4 to 30\n"
    "  --json                   for programs: {\"schema\": \"humroom.check/1\",\n"
    "                           \"microphones\": [...]}; levels in dB\n"
    "  --help                   this text\n"
    "  --version                the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom check --microphone \"Blue Yeti\"\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 69 there is no such microphone, or it fell silent.\n";

enum { WAIT_SECONDS = 10 }; /* for the first sound, and beyond the check's length */

struct session {
    const char *devices[MICROPHONES_MAX];
    uint32_t count;
    uint32_t seconds;
    bool as_json;

    pthread_mutex_t lock; /* what follows */
    pthread_cond_t changed;
    uint32_t running; /* microphones that have been heard */
    uint32_t done;
    bool heard[MICROPHONES_MAX];
    struct sound_info sound[MICROPHONES_MAX];
    struct check check[MICROPHONES_MAX];
};

/* CONTEXT: listener. */
static void on_notice(void *context, const struct notice *n)
{
    struct session *s = context;
    pthread_mutex_lock(&s->lock);
    if (n->kind == NOTICE_SOUND)
        s->sound[n->microphone] = n->sound;
    if (n->kind == NOTICE_READING && !s->heard[n->microphone]) {
        s->heard[n->microphone] = true;
        s->running++;
    }
    if (n->kind == NOTICE_CHECK) {
        s->check[n->microphone] = n->check;
        s->done++;
    }
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

/* Until it has come to all microphones, or for so long. */
static bool wait_for(struct session *s, const uint32_t *counter, uint32_t seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&s->lock);
    while (*counter < s->count)
        if (pthread_cond_timedwait(&s->changed, &s->lock, &until) == ETIMEDOUT)
            break;
    const bool all = *counter >= s->count;
    pthread_mutex_unlock(&s->lock);
    return all;
}

/* ---- output ---- */

static void put_db(struct json *o, const char *key, int32_t mb)
{
    if (mb == LEVEL_NONE_MB)
        json_put_null(o, key);
    else
        json_put_decimal(o, key, mb / 100.0, 2);
}

static struct json *json_of(const struct check *c, const struct sound_info *i)
{
    struct json *o = json_object_new();
    json_put_text(o, "device", i->device);
    json_put_text(o, "api", i->api);
    json_put_integer(o, "rate_hz", i->rate_hz);
    json_put_integer(o, "channels", i->channels);
    json_put_text(o, "state", check_end_word(c->end));
    if (c->end == CHECK_DONE) {
        json_put_decimal(o, "seconds", c->length_ms / 1000.0, 1);
        put_db(o, "level_db", c->level_mb);
        put_db(o, "loudest_db", c->loudest_mb);
        put_db(o, "peak_db", c->peak_mb);
        put_db(o, "noise_db", c->noise_mb);
        put_db(o, "hiss_db", c->hiss_mb);
        json_put_text(o, "gain", check_gain_word(c->gain));
        put_db(o, "gain_change_db", c->gain_mb);
        json_put_integer(o, "clipped_ms", c->clipped_ms);
        json_put_integer(o, "lost_frames", (int64_t)c->lost_frames);
        json_put_text(o, "raw_device", c->raw_device);
    }
    json_put_take(o, "advice", check_advice_list(c, i->api, i->device));
    return o;
}

static enum status print_json(const struct session *s)
{
    struct json *list = json_array_new(), *all = json_object_new();
    for (uint32_t i = 0; i < s->count; i++)
        json_add_take(list, json_of(&s->check[i], &s->sound[i]));
    json_put_text(all, "schema", "humroom.check/1");
    json_put_take(all, "microphones", list);
    char *text = NULL;
    enum status status = json_write(all, JSON_PRETTY, &text, NULL);
    if (status == STATUS_OK)
        puts(text);
    free(text);
    json_free(all);
    return status;
}

static void print_level(const char *name, int32_t mb)
{
    if (mb == LEVEL_NONE_MB)
        printf("  %-12s not known\n", name);
    else
        printf("  %-12s %.0f dB\n", name, mb / 100.0);
}

static void print_advice(const struct check *c, const struct sound_info *i)
{
    for (int a = 0; a < ADVICE_COUNT; a++) {
        struct text t = {0};
        char *said;
        size_t len;
        if (!check_advice(c, i->api, i->device, (enum advice)a, &t) ||
            text_take(&t, &said, &len) != STATUS_OK)
            continue;
        printf("- %s\n", said);
        free(said);
    }
}

static void print_text(const struct check *c, const struct sound_info *i)
{
    printf("%s (%s, %d Hz, %d channel%s)\n", i->device, i->api, i->rate_hz, i->channels,
           i->channels == 1 ? "" : "s");
    if (c->end != CHECK_DONE) {
        puts("  no sound came: is it plugged in and switched on?");
        return;
    }
    print_level("level", c->level_mb);
    print_level("loudest", c->loudest_mb);
    print_level("peak", c->peak_mb);
    print_level("room noise", c->noise_mb);
    print_level("hiss", c->hiss_mb);
    printf("  %-12s %s\n", "gain", check_gain_phrase(c->gain));
    printf("  %-12s %s\n", "clipped", c->clipped_ms > 0 ? "yes" : "no");
    printf("  %-12s %llu frames\n", "lost", (unsigned long long)c->lost_frames);
    print_advice(c, i);
}

/* ---- */

static int check_setup(struct session *s)
{
    struct listener *l = NULL;
    struct listener_options o = {.source = SOUND_SOURCE_MICROPHONE,
                                 .microphones = s->count,
                                 .deliver = on_notice,
                                 .context = s};
    uint32_t refused = 0;
    memcpy(o.devices, s->devices, sizeof o.devices);
    enum status status = listener_start(&l, &o, &refused);
    if (status != STATUS_OK)
        return cli_fail("check", s->devices[refused], status);
    fprintf(stderr, "Listening for %u seconds. Be quiet, hum once for three seconds, be quiet.\n",
            (unsigned)s->seconds);
    const bool all = wait_for(s, &s->running, WAIT_SECONDS);
    (void)all; /* one that was never heard says so in its check */
    const struct sound_command c = {.kind = SOUND_CHECK, .length_ms = s->seconds * 1000};
    if (listener_command(l, &c) && !wait_for(s, &s->done, s->seconds + WAIT_SECONDS))
        fputs("humroom check: the microphone does not go on\n", stderr);
    listener_stop(l); /* what is outstanding is told now: no sound */
    enum status printed = STATUS_OK;
    if (s->as_json)
        printed = print_json(s);
    for (uint32_t i = 0; i < s->count && !s->as_json; i++)
        print_text(&s->check[i], &s->sound[i]);
    int rc = printed == STATUS_OK ? cli_written("check") : cli_fail("check", NULL, printed);
    for (uint32_t i = 0; i < s->count && rc == 0; i++)
        if (s->check[i].end != CHECK_DONE)
            rc = status_exit(REFUSED_NO_DEVICE);
    return rc;
}

static bool read_seconds(const char *text, uint32_t *out)
{
    char *end;
    errno = 0;
    const unsigned long n = strtoul(text, &end, 10);
    *out = (uint32_t)n;
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 &&
           n >= CHECK_SECONDS_MIN && n <= CHECK_SECONDS_MAX;
}

/* -1: go on. Else the exit code. */
static int read_options(int argc, char **argv, struct session *s)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        const bool microphone = strcmp(word, "--microphone") == 0;
        if (strcmp(word, "--json") == 0)
            s->as_json = true;
        else if (!microphone && strcmp(word, "--seconds") != 0)
            return cli_usage("check", "not known", word);
        else if (++i == argc)
            return cli_usage("check", "a value is missing behind", word);
        else if (microphone && s->count == MICROPHONES_MAX)
            return cli_usage("check", "more than 4 microphones", argv[i]);
        else if (microphone)
            s->devices[s->count++] = argv[i];
        else if (!read_seconds(argv[i], &s->seconds))
            return cli_usage("check", "not a number of seconds from 4 to 30", argv[i]);
    }
    if (s->count == 0)
        s->count = 1; /* the default */
    return -1;
}

int command_check(int argc, char **argv)
{
    int asked;
    if (cli_asked("check", help, argc, argv, &asked))
        return asked;
    struct session *s = calloc(1, sizeof *s);
    if (s == NULL)
        return cli_fail("check", NULL, FAILED_NO_MEMORY);
    s->seconds = CHECK_SECONDS;
    for (int i = 0; i < MICROPHONES_MAX; i++)
        s->check[i].end = CHECK_NO_SOUND;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    int rc = read_options(argc, argv, s);
    if (rc < 0)
        rc = check_setup(s);
    free(s);
    return rc;
}
