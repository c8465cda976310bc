/* `humroom draw`: announcing, drawing, checking. */
#include "clients/cli/draw.h"

#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "core/json.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_DATA = 65, POOL_BYTES_MAX = 1 << 20, PATH_BYTES_MAX = 4096 };

/* One line on standard error; the exit code. */
static int fail(const char *subject, enum status s, const struct draw_why *why)
{
    if (s != REFUSED_BAD_VALUE)
        return cli_fail("draw", subject, s);
    fprintf(stderr, "humroom draw: %s%s%s\n", subject != NULL ? subject : "",
            subject != NULL ? ": " : "", why->text);
    return EXIT_DATA;
}

/* ---- what is drawn ---- */

static int read_method(const struct draw_words *w, struct draw *d)
{
    size_t m = 0;
    while (m < DRAW_METHOD_COUNT && strcmp(draw_method_words[m], w->method) != 0)
        m++;
    if (m == DRAW_METHOD_COUNT)
        return cli_usage("draw", "--method takes coin, straw, random or rfc3797, not", w->method);
    d->method = (enum draw_method)m;
    d->pick = 1;
    if (w->pick == NULL)
        return 0;
    uint32_t pick = 0;
    for (const char *c = w->pick; *c != '\0'; c++) {
        if (*c < '0' || *c > '9' || pick > DRAW_POOL_MAX)
            return cli_usage("draw", "--pick takes a number, not", w->pick);
        pick = 10 * pick + (uint32_t)(*c - '0');
    }
    d->pick = pick;
    return 0;
}

static int read_pool(const struct draw_words *w, struct draw *d)
{
    struct draw_why why;
    char *bytes = NULL;
    size_t len = 0;
    enum status s = STATUS_OK;
    for (uint32_t i = 0; s == STATUS_OK && i < w->name_count; i++)
        s = draw_add(d, w->names[i], strlen(w->names[i]), &why);
    if (s != STATUS_OK)
        return fail("--option", s, &why);
    if (w->pool != NULL)
        s = file_read(w->pool, POOL_BYTES_MAX, &bytes, &len);
    if (s == STATUS_OK && len > POOL_BYTES_MAX) {
        snprintf(why.text, sizeof why.text, "the file is larger than 1 MiB");
        s = REFUSED_BAD_VALUE;
    }
    if (s == STATUS_OK && w->pool != NULL)
        s = draw_add_lines(d, bytes, len, &why);
    free(bytes);
    if (s == STATUS_OK)
        s = draw_check(d, &why);
    return s == STATUS_OK ? 0 : fail(w->pool, s, &why);
}

static int read_source(const struct draw_words *w, struct draw *d)
{
    struct draw_why why;
    enum status s =
        w->source != NULL ? draw_set_source(d, w->source, strlen(w->source), &why) : STATUS_OK;
    return s == STATUS_OK ? 0 : fail("--source", s, &why);
}

static int read_terms(const struct draw_words *w, struct draw *d)
{
    int code = read_method(w, d);
    if (code == 0)
        code = read_pool(w, d);
    if (code == 0)
        code = read_source(w, d);
    if (code == 0 && d->method != DRAW_RFC3797) {
        uint8_t seed[DRAW_SEED_LEN];
        digest_random(seed, sizeof seed);
        draw_set_seed(d, seed);
    }
    return code;
}

static int read_transcript(const char *path, struct draw *d)
{
    struct draw_why why;
    char *bytes = NULL;
    size_t len = 0;
    enum status s = file_read(path, JSON_BYTES_FILE, &bytes, &len);
    if (s == STATUS_OK)
        s = draw_parse(bytes, len, d, &why);
    free(bytes);
    return s == STATUS_OK ? 0 : fail(path, s, &why);
}

/* ---- what is shown and written ---- */

static void show_terms(const struct draw *d)
{
    char hex[DIGEST_HEX_LEN + 1];
    puts("The pool:");
    for (uint32_t i = 0; i < d->count; i++)
        printf("%5" PRIu32 "  %s\n", i + 1, d->pool[i]);
    printf("To pick: %" PRIu32 ", by %s.\n", d->pick, draw_method_words[d->method]);
    if (d->source != NULL)
        printf("The public value comes from: %s\n", d->source);
    if (d->method == DRAW_RFC3797)
        return;
    digest_hex(&d->commitment, hex);
    printf("Our commitment, SHA-256 of the seed: %s\n", hex);
}

static void show_picked(const struct draw *d)
{
    printf("The public value: %s\nPicked:\n", d->public_value);
    for (uint32_t i = 0; i < d->picked_count; i++)
        printf("%5" PRIu32 "  %s\n", d->picked[i], d->pool[d->picked[i] - 1]);
}

static void show_doubt(const struct draw *d)
{
    if (d->method != DRAW_RFC3797 && !d->committed_first)
        puts("The commitment was not shown before the public value was known: this shows how the\n"
             "result follows, not that it was drawn only once.");
}

static int write_transcript(const struct draw *d, bool keep_seed, const char *path)
{
    char *bytes = NULL;
    size_t len = 0;
    struct text t = {0};
    enum status s = draw_write(d, keep_seed, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("draw", NULL, s);
    text_add_n(&t, bytes, len);
    text_add(&t, "\n");
    free(bytes);
    s = text_take(&t, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("draw", NULL, s);
    int code = file_write_new("draw", path, bytes, len, 0644);
    free(bytes);
    return code;
}

/* ---- announcing ---- */

static bool seed_path(const char *path, char out[PATH_BYTES_MAX])
{
    int len = snprintf(out, PATH_BYTES_MAX, "%s.seed", path);
    return len > 0 && len < PATH_BYTES_MAX;
}

static int write_seed(const struct draw *d, const char *path)
{
    struct digest seed;
    char hex[DIGEST_HEX_LEN + 2];
    memcpy(seed.bytes, d->seed, DRAW_SEED_LEN);
    digest_hex(&seed, hex);
    hex[DIGEST_HEX_LEN] = '\n';
    hex[DIGEST_HEX_LEN + 1] = '\0';
    return file_write_new("draw", path, hex, DIGEST_HEX_LEN + 1, 0600);
}

int draw_announce(const struct draw_words *w)
{
    struct draw d = {.pick = 0};
    char seed[PATH_BYTES_MAX];
    int code = read_terms(w, &d);
    const bool ours = code == 0 && d.method != DRAW_RFC3797;
    if (code == 0 && !seed_path(w->out, seed))
        code = cli_usage("draw", "the name is too long", "--out");
    if (code == 0)
        code = file_check_new("draw", w->out);
    if (code == 0 && ours)
        code = write_seed(&d, seed);
    if (code == 0) {
        code = write_transcript(&d, false, w->out);
        if (code != 0 && ours)
            (void)unlink(seed);
    }
    if (code == 0) {
        show_terms(&d);
        printf("\nPublish %s now.", w->out);
        if (ours)
            printf(" Keep %s to yourself until the draw.", seed);
        printf("\nWhen the public value is known: humroom draw --announced %s --public VALUE --out "
               "RESULT.json\n",
               w->out);
    }
    draw_release(&d);
    return code != 0 ? code : cli_written("draw");
}

/* The seed that was committed to. */
static int find_seed(const char *announced, struct draw *d)
{
    char path[PATH_BYTES_MAX];
    char *bytes = NULL;
    size_t len = 0;
    struct digest seed;
    struct digest commitment = d->commitment;
    struct draw_why why = {"this is not the seed that was committed to"};
    if (!seed_path(announced, path))
        return cli_usage("draw", "the name is too long", announced);
    enum status s = file_read(path, DIGEST_HEX_LEN + 1, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("draw", path, s);
    bool is = len == DIGEST_HEX_LEN + 1 && bytes[DIGEST_HEX_LEN] == '\n';
    if (is) {
        bytes[DIGEST_HEX_LEN] = '\0';
        is = digest_from_hex(bytes, &seed);
    }
    free(bytes);
    if (is) {
        draw_set_seed(d, seed.bytes);
        is = digest_equal(&d->commitment, &commitment);
    }
    return is ? 0 : fail(path, REFUSED_BAD_VALUE, &why);
}

static int read_announced(const char *path, struct draw *d)
{
    struct draw_why why = {
        "this draw was made already; --announced takes what was published before"};
    int code = read_transcript(path, d);
    if (code == 0 && d->picked_count > 0)
        code = fail(path, REFUSED_BAD_VALUE, &why);
    if (code == 0 && d->method != DRAW_RFC3797)
        code = find_seed(path, d);
    d->committed_first = true;
    return code;
}

/* ---- drawing ---- */

/* The room says a value when it has seen pool and commitment. */
static int ask_public(struct draw *d)
{
    struct draw_why why = {"no public value was given; nothing was drawn"};
    char *line = NULL;
    size_t capacity = 0;
    puts("Now let the room name a value that nobody could foresee, and type it here:");
    if (cli_written("draw") != 0)
        return 74;
    ssize_t len = getline(&line, &capacity, stdin);
    enum status s = len > 0 ? draw_set_public(d, line, (size_t)len, &why) : REFUSED_BAD_VALUE;
    free(line);
    d->committed_first = true;
    return s == STATUS_OK ? 0 : fail(NULL, s, &why);
}

static int find_public(const struct draw_words *w, struct draw *d)
{
    struct draw_why why;
    if (w->public_value == NULL && d->method == DRAW_RFC3797)
        return cli_usage("draw", "missing", "--public");
    show_terms(d);
    if (w->public_value == NULL)
        return ask_public(d);
    enum status s = draw_set_public(d, w->public_value, strlen(w->public_value), &why);
    return s == STATUS_OK ? 0 : fail("--public", s, &why);
}

int draw_now(const struct draw_words *w)
{
    struct draw d = {.pick = 0};
    int code = w->announced != NULL ? read_announced(w->announced, &d) : read_terms(w, &d);
    if (code == 0)
        code = file_check_new("draw", w->out);
    if (code == 0)
        code = find_public(w, &d);
    if (code == 0) {
        enum status s = draw_run(&d);
        code = s == STATUS_OK ? write_transcript(&d, true, w->out) : cli_fail("draw", NULL, s);
    }
    if (code == 0) { /* only what is on disk is told */
        show_picked(&d);
        show_doubt(&d);
        printf("To check it: humroom draw --verify %s\n", w->out);
    }
    draw_release(&d);
    return code != 0 ? code : cli_written("draw");
}

/* ---- checking ---- */

int draw_check_file(const struct draw_words *w)
{
    struct draw d = {.pick = 0};
    struct draw announced = {.pick = 0};
    struct draw_why why;
    int code = read_transcript(w->verify, &d);
    if (code == 0 && w->announced != NULL)
        code = read_transcript(w->announced, &announced);
    enum status s = code == 0 ? draw_verify(&d, &why) : STATUS_OK;
    if (code == 0 && s == STATUS_OK && w->announced != NULL)
        s = draw_is_of(&d, &announced, &why);
    if (code == 0 && s != STATUS_OK)
        code = fail(w->verify, s, &why);
    if (code == 0) {
        show_terms(&d);
        show_picked(&d);
        show_doubt(&d);
        puts(w->announced != NULL
                 ? "It was redone with the same result, and is the draw that was announced."
                 : "It was redone with the same result.");
    }
    draw_release(&announced);
    draw_release(&d);
    return code != 0 ? code : cli_written("draw");
}
