#include "core/draw.h"

#include "core/event.h"
#include "core/md5.h"
#include "core/text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const draw_method_words[DRAW_METHOD_COUNT] = {"coin", "straw", "random", "rfc3797"};

static const char TAG[] = "humroom.draw/1"; /* its 0 byte is part of what is hashed */

static enum status refuse(struct draw_why *why, const char *sentence)
{
    snprintf(why->text, sizeof why->text, "%s", sentence);
    return REFUSED_BAD_VALUE;
}

void draw_release(struct draw *d)
{
    if (d == NULL)
        return;
    arena_release(&d->arena);
    *d = (struct draw){0};
}

/* ---- what is given ---- */

static enum status usable(const char **text, size_t *len, size_t max, const char *what,
                          struct draw_why *why)
{
    text_trim(text, len);
    enum status s = text_check(*text, *len, max);
    if (s == STATUS_OK)
        return s;
    const char *is = s == REFUSED_EMPTY_TEXT      ? "is empty"
                     : s == REFUSED_TEXT_TOO_LONG ? "is too long"
                     : s == REFUSED_TEXT_NOT_UTF8 ? "is not valid UTF-8"
                                                  : "holds control or direction-changing "
                                                    "characters";
    snprintf(why->text, sizeof why->text, "%s %s", what, is);
    return REFUSED_BAD_VALUE;
}

enum status draw_add(struct draw *d, const char *name, size_t len, struct draw_why *why)
{
    char what[40];
    snprintf(what, sizeof what, "name %" PRIu32 " of the pool", d->count + 1);
    enum status s = usable(&name, &len, NAME_BYTES_MAX, what, why);
    if (s != STATUS_OK)
        return s;
    if (d->count == DRAW_POOL_MAX)
        return refuse(why, "the pool has more than 1000 names");
    if (d->pool == NULL)
        d->pool = arena_take(&d->arena, DRAW_POOL_MAX * sizeof *d->pool);
    const char *copy = d->pool != NULL ? arena_text(&d->arena, name, len) : NULL;
    if (copy == NULL)
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < d->count; i++)
        if (text_same(d->pool[i], copy)) {
            snprintf(why->text, sizeof why->text, "%s is the same as name %" PRIu32, what, i + 1);
            return REFUSED_BAD_VALUE;
        }
    d->pool[d->count++] = copy;
    return STATUS_OK;
}

enum status draw_add_lines(struct draw *d, const char *bytes, size_t len, struct draw_why *why)
{
    static const char mark[] = "\xef\xbb\xbf"; /* some editors begin a file with it */
    if (len >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    for (size_t at = 0; at < len;) {
        const char *end = memchr(bytes + at, '\n', len - at);
        size_t line_len = end != NULL ? (size_t)(end - bytes) - at : len - at;
        const char *line = bytes + at;
        at += line_len + 1;
        text_trim(&line, &line_len);
        enum status s = line_len > 0 ? draw_add(d, line, line_len, why) : STATUS_OK;
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

/* ---- the sources of RFC 3797 ---- */

enum { NUMBERS_MAX = 200 }; /* of one source */

struct source {
    int64_t numbers[NUMBERS_MAX];
    size_t count;
};

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void add_source(struct source *source, struct text *out)
{
    qsort(source->numbers, source->count, sizeof source->numbers[0], by_value);
    for (size_t i = 0; i < source->count; i++)
        text_addf(out, "%" PRId64 ".", source->numbers[i]);
    text_add(out, "/");
    source->count = 0;
}

/* A number at *c, which moves behind it; false: none, or too large. */
static bool number_at(const char **c, const char *end, int64_t *out)
{
    int64_t n = 0;
    const char *begin = *c;
    for (; *c < end && **c >= '0' && **c <= '9'; (*c)++) {
        int digit = **c - '0';
        if (n > (INT64_MAX - digit) / 10)
            return false;
        n = 10 * n + digit;
    }
    *out = n;
    return *c > begin;
}

/* With periods each number has one and each source its "/"; 9.99 is then a mistake, not a 9 and a
 * 99. */
static bool canonical_sources(const char *text, size_t len, struct text *out)
{
    const char *end = text + len;
    const bool periods = memchr(text, '.', len) != NULL;
    struct source source = {.count = 0};
    bool complete = false; /* the last source has its "/" */
    for (const char *c = text; c < end;) {
        if (*c == '/' && source.count > 0) {
            add_source(&source, out);
            complete = true;
            c++;
        } else if (!periods && (*c == ' ' || *c == ',' || *c == '\t')) {
            c++;
        } else {
            if (source.count == NUMBERS_MAX || !number_at(&c, end, &source.numbers[source.count++]))
                return false;
            if (periods && (c == end || *c++ != '.'))
                return false;
            complete = false;
        }
    }
    if (periods && !complete)
        return false;
    if (source.count > 0)
        add_source(&source, out);
    return out->len > 0;
}

static enum status set_sources(struct draw *d, const char *text, size_t len, struct draw_why *why)
{
    struct text out = {0};
    char *canonical = NULL;
    bool fits = canonical_sources(text, len, &out);
    enum status s = text_take(&out, &canonical, &len);
    if (s != STATUS_OK)
        return s;
    fits = fits && len <= DRAW_PUBLIC_MAX;
    d->public_value = fits ? arena_text(&d->arena, canonical, len) : NULL;
    free(canonical);
    if (fits)
        return d->public_value != NULL ? STATUS_OK : FAILED_NO_MEMORY;
    return refuse(why, "for rfc3797 the public value is whole numbers with blanks between them and "
                       "\"/\" between sources, like 9319 / 2 5 12 8 10");
}

enum status draw_set_public(struct draw *d, const char *text, size_t len, struct draw_why *why)
{
    enum status s = usable(&text, &len, DRAW_PUBLIC_MAX, "the public value", why);
    if (s != STATUS_OK || d->method == DRAW_RFC3797)
        return s != STATUS_OK ? s : set_sources(d, text, len, why);
    d->public_value = arena_text(&d->arena, text, len);
    return d->public_value != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

enum status draw_set_source(struct draw *d, const char *text, size_t len, struct draw_why *why)
{
    enum status s = usable(&text, &len, DRAW_SOURCE_MAX, "the source", why);
    if (s != STATUS_OK)
        return s;
    d->source = arena_text(&d->arena, text, len);
    return d->source != NULL ? STATUS_OK : FAILED_NO_MEMORY;
}

void draw_set_seed(struct draw *d, const uint8_t seed[DRAW_SEED_LEN])
{
    assert(d->method != DRAW_RFC3797);
    memcpy(d->seed, seed, DRAW_SEED_LEN);
    d->has_seed = true;
    digest_sha256(&(struct digest_part){seed, DRAW_SEED_LEN}, 1, &d->commitment);
}

enum status draw_check(const struct draw *d, struct draw_why *why)
{
    if (d->count < 2)
        return refuse(why, "a pool has at least two names");
    if (d->method == DRAW_COIN && d->count != 2)
        return refuse(why, "a coin has two sides: give two names, or draw at random");
    if (d->pick < 1 || d->pick > d->count)
        return refuse(why, "pick at least one name, and no more than the pool has");
    if (d->method == DRAW_COIN && d->pick != 1)
        return refuse(why, "a coin shows one side: pick 1");
    if (d->method == DRAW_STRAW && d->pick == d->count)
        return refuse(why, "where all draw the short straw nothing is drawn: pick fewer");
    return STATUS_OK;
}

/* ---- drawing ---- */

struct stream {
    struct digest key, block;
    uint64_t next; /* number of 64 bits, from 0 */
};

static void be(uint64_t value, size_t len, uint8_t *out)
{
    while (len-- > 0) {
        out[len] = (uint8_t)value;
        value >>= 8;
    }
}

static void add_be32(struct text *t, size_t value)
{
    uint8_t bytes[4];
    be(value, sizeof bytes, bytes);
    text_add_n(t, (const char *)bytes, sizeof bytes);
}

static void add_text(struct text *t, const char *s)
{
    add_be32(t, strlen(s));
    text_add(t, s);
}

static enum status stream_start(const struct draw *d, struct stream *stream)
{
    struct text t = {0};
    char *bytes = NULL;
    size_t len = 0;
    text_add_n(&t, TAG, sizeof TAG);
    text_add_n(&t, (const char *)d->seed, DRAW_SEED_LEN);
    add_text(&t, draw_method_words[d->method]);
    add_be32(&t, d->pick);
    add_text(&t, d->public_value);
    add_be32(&t, d->count);
    for (uint32_t i = 0; i < d->count; i++)
        add_text(&t, d->pool[i]);
    enum status s = text_take(&t, &bytes, &len);
    if (s != STATUS_OK)
        return s;
    digest_sha256(&(struct digest_part){bytes, len}, 1, &stream->key);
    free(bytes);
    stream->next = 0;
    return STATUS_OK;
}

static uint64_t stream_number(struct stream *stream)
{
    size_t in_block = stream->next % 4;
    uint64_t number = 0;
    if (in_block == 0) {
        uint8_t index[8];
        be(stream->next / 4, sizeof index, index);
        const struct digest_part parts[] = {{stream->key.bytes, DIGEST_LEN}, {index, sizeof index}};
        digest_sha256(parts, 2, &stream->block);
    }
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | stream->block.bytes[8 * in_block + i];
    stream->next++;
    return number;
}

/* 2^64 mod n numbers at the low end are left out, so that each rest has as many numbers. */
static uint32_t stream_below(struct stream *stream, uint32_t n)
{
    const uint64_t unfair = (UINT64_MAX - n + 1) % n;
    uint64_t number = stream_number(stream);
    while (number < unfair)
        number = stream_number(stream);
    return (uint32_t)(number % n);
}

static uint32_t rfc3797_below(const struct draw *d, uint32_t i, uint32_t n)
{
    uint8_t bytes[DRAW_PUBLIC_MAX + 4];
    uint8_t sum[MD5_LEN];
    const size_t len = strlen(d->public_value);
    assert(len <= DRAW_PUBLIC_MAX);
    be(i, 2, bytes);
    memcpy(bytes + 2, d->public_value, len);
    be(i, 2, bytes + 2 + len);
    md5_of(bytes, len + 4, sum);
    uint64_t rest = 0; /* long division, a byte at a time */
    for (size_t k = 0; k < sizeof sum; k++)
        rest = (rest << 8 | sum[k]) % n;
    return (uint32_t)rest;
}

enum status draw_run(struct draw *d)
{
    const bool rfc3797 = d->method == DRAW_RFC3797;
    struct draw_why why;
    assert(draw_check(d, &why) == STATUS_OK && d->public_value != NULL && d->picked_count == 0);
    assert(rfc3797 || d->has_seed);
    struct stream stream = {.next = 0};
    uint32_t *left = arena_take(&d->arena, 2 * d->count * sizeof *left);
    enum status s = left == NULL ? FAILED_NO_MEMORY : STATUS_OK;
    if (s == STATUS_OK && !rfc3797)
        s = stream_start(d, &stream);
    if (s != STATUS_OK)
        return s;
    uint32_t *picked = left + d->count;
    for (uint32_t i = 0; i < d->count; i++)
        left[i] = i + 1;
    for (uint32_t i = 0; i < d->pick; i++) {
        uint32_t n = d->count - i;
        uint32_t k = rfc3797 ? rfc3797_below(d, i, n) : stream_below(&stream, n);
        picked[i] = left[k];
        memmove(left + k, left + k + 1, (n - k - 1) * sizeof *left);
    }
    d->picked = picked;
    d->picked_count = d->pick;
    return STATUS_OK;
}
