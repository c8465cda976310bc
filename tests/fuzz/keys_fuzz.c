/* A line of the file of keys. What is read as one is written as exactly those bytes. */
#include "tests/fuzz/fuzz.h"

#include "net/keys_table.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct keys_line line;
    char written[KEYS_LINE_MAX];
    while (len > 0 && bytes[len - 1] == '\n') /* files of the corpus end in one */
        len--;
    if (!keys_line_read((const char *)bytes, len, &line))
        return 0;
    size_t n = keys_line_write(&line, written);
    assert(n == len + 1 && memcmp(written, bytes, len) == 0 && written[len] == '\n');
    return 0;
}
