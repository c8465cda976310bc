#include "core/reword.h"

#include "core/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const reword_words[REWORD_CHANGE_COUNT] = {"same", "removed", "added"};

/* A word in its text: len bytes, and the blanks up to the next word. */
struct word {
    const char *text;
    size_t len, with_blanks;
};

struct words {
    struct word *items;
    size_t count;
};

/* Scripts without blanks between words: from the radicals of CJK on, but for what is not shown as a
 * character of its own (hangul is written with blanks). */
static bool stands_alone(uint32_t c)
{
    bool hangul = c >= 0xac00 && c <= 0xd7a3;
    return c >= 0x2e80 && !hangul && c < 0xf900;
}

static void push(struct words *out, const char *text, size_t len)
{
    out->items[out->count++] = (struct word){text, len, len};
}

static bool is_sign(char c)
{
    return c != '\0' && strchr("?!.,;:()\"", c) != NULL;
}

/* What stands between two blanks: signs before it, the word (or its characters), signs behind it. A
 * question mark does not make another word of the last one. */
static void split_one(const char *text, size_t len, struct words *out)
{
    size_t begin = 0, end = len;
    while (begin < end && is_sign(text[begin]))
        push(out, text + begin++, 1);
    while (end > begin && is_sign(text[end - 1]))
        end--;
    bool inside = false;
    for (size_t at = begin; at < end;) {
        const size_t from = at;
        const bool alone = stands_alone(text_next(text, end, &at));
        if (alone || !inside)
            push(out, text + from, 0);
        out->items[out->count - 1].len += at - from;
        out->items[out->count - 1].with_blanks = out->items[out->count - 1].len;
        inside = !alone;
    }
    while (end < len)
        push(out, text + end++, 1);
}

static enum status split(const char *text, struct words *out)
{
    out->count = 0;
    out->items = malloc((strlen(text) + 1) * sizeof *out->items);
    if (out->items == NULL)
        return FAILED_NO_MEMORY;
    while (*text != '\0') {
        const size_t len = strcspn(text, " "), blanks = strspn(text + len, " ");
        split_one(text, len, out);
        if (out->count > 0)
            out->items[out->count - 1].with_blanks += blanks;
        text += len + blanks;
    }
    return STATUS_OK;
}

static bool same(const struct word *a, const struct word *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* lengths[i * (after + 1) + j]: of the longest common list of words behind word i and j. */
static uint16_t *common_lengths(const struct words *before, const struct words *after)
{
    const size_t width = after->count + 1;
    uint16_t *lengths = calloc((before->count + 1) * width, sizeof *lengths);
    for (size_t i = before->count; lengths != NULL && i-- > 0;)
        for (size_t j = after->count; j-- > 0;) {
            const uint16_t down = lengths[(i + 1) * width + j], right = lengths[i * width + j + 1];
            const uint16_t longer = down > right ? down : right;
            lengths[i * width + j] = same(&before->items[i], &after->items[j])
                                         ? (uint16_t)(lengths[(i + 1) * width + j + 1] + 1)
                                         : longer;
        }
    return lengths;
}

struct pieces {
    struct reword_piece *items;
    size_t count;
    bool joined; /* neighbours of one kind are one piece */
};

static void add(struct pieces *p, const struct word *w, enum reword_change change)
{
    struct reword_piece *last = p->count > 0 ? &p->items[p->count - 1] : NULL;
    if (p->joined && last != NULL && last->change == change)
        last->len += w->with_blanks;
    else
        p->items[p->count++] = (struct reword_piece){w->text, w->with_blanks, change};
}

/* Words [from, to) that have no counterpart. */
static void add_all(struct pieces *p, const struct words *w, size_t from, size_t to,
                    enum reword_change change)
{
    for (size_t i = from; i < to; i++)
        add(p, &w->items[i], change);
}

static enum status compare(const struct words *before, const struct words *after, bool joined,
                           struct reword_piece **out, size_t *count)
{
    const size_t width = after->count + 1;
    uint16_t *lengths = common_lengths(before, after);
    struct pieces p = {.joined = joined};
    p.items = malloc((before->count + after->count + 1) * sizeof *p.items);
    if (lengths == NULL || p.items == NULL) {
        free(lengths);
        free(p.items);
        return FAILED_NO_MEMORY;
    }
    size_t i = 0, j = 0, from_i = 0, from_j = 0;
    while (i < before->count && j < after->count) {
        if (same(&before->items[i], &after->items[j])) {
            add_all(&p, before, from_i, i, REWORD_REMOVED);
            add_all(&p, after, from_j, j, REWORD_ADDED);
            add(&p, &after->items[j], REWORD_SAME);
            from_i = ++i;
            from_j = ++j;
        } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    add_all(&p, before, from_i, before->count, REWORD_REMOVED);
    add_all(&p, after, from_j, after->count, REWORD_ADDED);
    free(lengths);
    *out = p.items;
    *count = p.count;
    return STATUS_OK;
}

enum status reword_text(const char *before, const char *after, struct reword_piece **out,
                        size_t *count)
{
    struct words a = {0}, b = {0};
    enum status s = split(before, &a);
    if (s == STATUS_OK)
        s = split(after, &b);
    if (s == STATUS_OK)
        s = compare(&a, &b, true, out, count);
    free(a.items);
    free(b.items);
    return s;
}

static enum status words_of(const char *const *names, size_t count, struct words *out)
{
    out->items = malloc((count + 1) * sizeof *out->items);
    if (out->items == NULL)
        return FAILED_NO_MEMORY;
    for (out->count = 0; out->count < count; out->count++) {
        const size_t len = strlen(names[out->count]);
        out->items[out->count] = (struct word){names[out->count], len, len};
    }
    return STATUS_OK;
}

enum status reword_names(const char *const *before, size_t before_count, const char *const *after,
                         size_t after_count, struct reword_piece **out, size_t *count)
{
    struct words a = {0}, b = {0};
    enum status s = words_of(before, before_count, &a);
    if (s == STATUS_OK)
        s = words_of(after, after_count, &b);
    if (s == STATUS_OK)
        s = compare(&a, &b, false, out, count);
    free(a.items);
    free(b.items);
    return s;
}
