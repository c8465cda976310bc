/* Inputs of the hub's fuzzer are lines, and what matters is their order: half of the changes take a
 * line away, say it again elsewhere, or let the journal or time speak in between. For libFuzzer
 * alone. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t len, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t len, size_t max, unsigned seed);

static const char *const between[] = {".o\n", ".d\n",  ".O\n",    ".L\n", ".D\n",
                                      ".R\n", ".t2\n", ".t601\n", "b=\n", "b+\nb:$1\n"};

/* Where the line with this byte begins, and how long it is with its end. */
static size_t line_at(const uint8_t *bytes, size_t len, size_t at, size_t *length)
{
    while (at > 0 && bytes[at - 1] != '\n')
        at--;
    const uint8_t *end = memchr(bytes + at, '\n', len - at);
    *length = end != NULL ? (size_t)(end - bytes) + 1 - at : len - at;
    return at;
}

static size_t insert(uint8_t *bytes, size_t len, size_t max, size_t at, const void *what, size_t n)
{
    if (len + n > max)
        return len;
    memmove(bytes + at + n, bytes + at, len - at);
    memcpy(bytes + at, what, n);
    return len + n;
}

/* The line of one place, again before the line of another; a step in between; or one line less. */
static size_t change_lines(uint8_t *bytes, size_t len, size_t max, unsigned seed)
{
    size_t length, other_length;
    size_t line = line_at(bytes, len, (seed >> 8) % len, &length);
    size_t other = line_at(bytes, len, seed / 7 % len, &other_length);
    if (seed % 4 == 0) {
        memmove(bytes + line, bytes + line + length, len - line - length);
        return len - length;
    }
    if (seed % 4 == 1) {
        const char *step = between[(seed >> 4) % (sizeof between / sizeof between[0])];
        return insert(bytes, len, max, line, step, strlen(step));
    }
    uint8_t *copy = malloc(length);
    if (copy == NULL)
        return len;
    memcpy(copy, bytes + line, length);
    len = insert(bytes, len, max, other, copy, length);
    free(copy);
    return len;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t len, size_t max, unsigned seed)
{
    if (len > 0 && seed % 2 == 0)
        return change_lines(bytes, len, max, seed / 2);
    return LLVMFuzzerMutate(bytes, len, max);
}
