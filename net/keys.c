#include "net/keys.h"

#include "net/keys_table.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    bool secret; /* else a code */
} kinds[KEYS_KIND_COUNT] = {
    [KEYS_CHAIR] = {"chair", true},
    [KEYS_SCRIBE] = {"scribe", true},
    [KEYS_LINK] = {"link", true},
    [KEYS_PARTICIPANT_CODE] = {"participant-code", false},
    [KEYS_SCREEN_CODE] = {"screen-code", false},
};

struct link {
    bool used;
    uint32_t next; /* number of the next link in the same bucket, 0: none */
    struct digest digest;
};

struct keys {
    bool has[KEYS_KIND_COUNT];
    struct digest digest[KEYS_KIND_COUNT]; /* of the secret or code */
    char code[KEYS_KIND_COUNT][KEYS_CODE_MAX + 1];
    uint32_t capacity;  /* of both: a power of two */
    struct link *links; /* by number - 1 */
    uint32_t *buckets;  /* number of the first link, 0: none */
};

enum { LINKS_AT_FIRST = 64 };

const char keys_letters[] = "3479ACDEFHJKMNPQRTUWXY";
enum { LETTERS = sizeof keys_letters - 1, FAIR = 256 / LETTERS * LETTERS };

bool keys_code_of(const uint8_t *chance, size_t count, char out[KEYS_CODE_LEN + 1])
{
    size_t len = 0;
    for (size_t i = 0; i < count && len < KEYS_CODE_LEN; i++)
        if (chance[i] < FAIR) /* the few above would favour the first letters */
            out[len++] = keys_letters[chance[i] % LETTERS];
    out[len] = '\0';
    return len == KEYS_CODE_LEN;
}

/* ---- lines ---- */

static struct digest digest_of(const char *secret)
{
    struct digest d;
    digest_sha256(&(struct digest_part){secret, strlen(secret)}, 1, &d);
    return d;
}

static bool is_code(const char *code)
{
    size_t len = strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return len > 0 && len <= KEYS_CODE_MAX && code[len] == '\0';
}

struct keys_line keys_line_secret(enum keys_kind kind, uint32_t number, const char *secret)
{
    assert(kinds[kind].secret);
    assert(kind == KEYS_LINK ? number > 0 && number <= KEYS_LINKS_MAX : number == 0);
    return (struct keys_line){.kind = kind, .number = number, .digest = digest_of(secret)};
}

struct keys_line keys_line_code(enum keys_kind kind, const char *code)
{
    assert(!kinds[kind].secret && is_code(code));
    struct keys_line line = {.kind = kind, .digest = digest_of(code)};
    snprintf(line.code, sizeof line.code, "%s", code);
    return line;
}

size_t keys_line_write(const struct keys_line *line, char out[KEYS_LINE_MAX])
{
    char hex[DIGEST_HEX_LEN + 1];
    const char *value = line->code;
    if (kinds[line->kind].secret) {
        digest_hex(&line->digest, hex);
        value = hex;
    }
    int n = line->kind == KEYS_LINK
                ? snprintf(out, KEYS_LINE_MAX, "link %" PRIu32 " %s\n", line->number, value)
                : snprintf(out, KEYS_LINE_MAX, "%s %s\n", kinds[line->kind].word, value);
    assert(n > 0 && n < KEYS_LINE_MAX);
    return (size_t)n;
}

/* 1..KEYS_LINKS_MAX and the space behind it; no sign, no zeros in front. NULL: not that. */
static const char *read_number(const char *text, uint32_t *out)
{
    uint32_t number = 0;
    if (*text == '0')
        return NULL;
    while (*text >= '0' && *text <= '9' && number <= KEYS_LINKS_MAX)
        number = number * 10 + (uint32_t)(*text++ - '0');
    if (*text != ' ' || number == 0 || number > KEYS_LINKS_MAX)
        return NULL;
    *out = number;
    return text + 1;
}

static bool read_value(const char *value, struct keys_line *line)
{
    if (line->kind == KEYS_LINK)
        value = read_number(value, &line->number);
    if (value == NULL)
        return false;
    if (kinds[line->kind].secret)
        return digest_from_hex(value, &line->digest);
    if (!is_code(value))
        return false;
    *line = keys_line_code(line->kind, value);
    return true;
}

bool keys_line_read(const char *text, size_t len, struct keys_line *out)
{
    char copy[KEYS_LINE_MAX];
    if (len >= sizeof copy || memchr(text, '\0', len) != NULL)
        return false;
    memcpy(copy, text, len);
    copy[len] = '\0';
    char *space = strchr(copy, ' ');
    if (space == NULL)
        return false;
    *space = '\0';
    for (int kind = 0; kind < KEYS_KIND_COUNT; kind++) {
        struct keys_line line = {.kind = (enum keys_kind)kind};
        if (strcmp(copy, kinds[kind].word) == 0 && read_value(space + 1, &line)) {
            *out = line;
            return true;
        }
    }
    return false;
}

/* ---- memory ---- */

enum status keys_create(struct keys **out)
{
    struct keys *k = calloc(1, sizeof *k);
    if (k == NULL)
        return FAILED_NO_MEMORY;
    *out = k;
    return STATUS_OK;
}

void keys_free(struct keys *k)
{
    if (k == NULL)
        return;
    free(k->links);
    free(k->buckets);
    free(k);
}

/* The digest is as good as random, and the number of its bucket takes nothing of it that is worth
 * hiding: links are found by what a table look-up shows, not by comparing with each. A person could
 * make digests that share a bucket, at thousands of tries each, and would slow a look-up by as many
 * comparisons. */
static uint32_t *bucket_of(const struct keys *k, const struct digest *d)
{
    uint32_t head;
    memcpy(&head, d->bytes, sizeof head);
    return &k->buckets[head & (k->capacity - 1)];
}

static void enter(struct keys *k, uint32_t number)
{
    struct link *l = &k->links[number - 1];
    uint32_t *bucket = bucket_of(k, &l->digest);
    l->next = *bucket;
    l->used = true;
    *bucket = number;
}

static void take_out(struct keys *k, uint32_t number)
{
    struct link *l = &k->links[number - 1];
    uint32_t *at = bucket_of(k, &l->digest);
    while (*at != number)
        at = &k->links[*at - 1].next;
    *at = l->next;
    l->used = false;
}

static enum status make_room(struct keys *k, uint32_t number)
{
    uint32_t capacity = k->capacity == 0 ? LINKS_AT_FIRST : k->capacity;
    while (capacity < number)
        capacity *= 2;
    if (capacity == k->capacity)
        return STATUS_OK;
    struct link *links = calloc(capacity, sizeof *links);
    uint32_t *buckets = calloc(capacity, sizeof *buckets);
    if (links == NULL || buckets == NULL) {
        free(links);
        free(buckets);
        return FAILED_NO_MEMORY;
    }
    uint32_t before = k->capacity;
    if (before > 0)
        memcpy(links, k->links, before * sizeof *links);
    free(k->links);
    free(k->buckets);
    k->links = links;
    k->buckets = buckets;
    k->capacity = capacity;
    for (uint32_t n = 1; n <= before; n++)
        if (links[n - 1].used)
            enter(k, n);
    return STATUS_OK;
}

static uint32_t find(const struct keys *k, const struct digest *d)
{
    uint32_t number = k->capacity > 0 ? *bucket_of(k, d) : 0;
    while (number != 0 && !digest_equal(&k->links[number - 1].digest, d))
        number = k->links[number - 1].next;
    return number;
}

/* A number has one secret and a secret one number: the last line stands for both. */
static enum status add_link(struct keys *k, const struct keys_line *line)
{
    enum status s = make_room(k, line->number);
    if (s != STATUS_OK)
        return s;
    uint32_t other = find(k, &line->digest);
    if (other != 0)
        take_out(k, other);
    struct link *l = &k->links[line->number - 1];
    if (l->used)
        take_out(k, line->number);
    l->digest = line->digest;
    enter(k, line->number);
    return STATUS_OK;
}

enum status keys_add(struct keys *k, const struct keys_line *line)
{
    if (line->kind == KEYS_LINK)
        return add_link(k, line);
    k->has[line->kind] = true;
    k->digest[line->kind] = line->digest;
    memcpy(k->code[line->kind], line->code, sizeof line->code);
    return STATUS_OK;
}

bool keys_check(const struct keys *k, enum keys_kind kind, const char *secret)
{
    assert(kind != KEYS_LINK);
    char code[KEYS_CODE_MAX + 1];
    if (!kinds[kind].secret) {
        size_t len = strnlen(secret, sizeof code);
        if (len == sizeof code)
            return false;
        for (size_t i = 0; i <= len; i++)
            code[i] =
                secret[i] >= 'a' && secret[i] <= 'z' ? (char)(secret[i] - 'a' + 'A') : secret[i];
        secret = code;
    }
    struct digest d = digest_of(secret);
    return digest_equal(&d, &k->digest[kind]) && k->has[kind];
}

uint32_t keys_link_of(const struct keys *k, const char *secret)
{
    struct digest d = digest_of(secret);
    return find(k, &d);
}

const char *keys_code(const struct keys *k, enum keys_kind kind)
{
    return k->has[kind] && !kinds[kind].secret ? k->code[kind] : NULL;
}

bool keys_has(const struct keys *k, enum keys_kind kind)
{
    return k->has[kind];
}
