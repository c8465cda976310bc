/* Bytes as they come from a socket. What is taken comes back from its canonical form as the same
 * canonical form. */
#include "tests/fuzz/fuzz.h"

#include "core/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void check_round(const struct json *v)
{
    char *first = NULL;
    char *second = NULL;
    size_t first_len = 0;
    size_t second_len = 0;
    struct json *back = NULL;
    enum status s = json_write(v, JSON_CANONICAL, &first, &first_len);
    if (s == REFUSED_BAD_VALUE) /* a real somewhere */
        return;
    assert(s == STATUS_OK && strlen(first) == first_len);
    /* an escape can be longer than the byte it stands for: at most \u001F for one */
    s = json_parse(first, first_len, JSON_DEPTH_COMMAND, (size_t)JSON_BYTES_COMMAND * 6, &back);
    assert(s == STATUS_OK);
    s = json_write(back, JSON_CANONICAL, &second, &second_len);
    assert(s == STATUS_OK && second_len == first_len && memcmp(first, second, first_len) == 0);
    free(first);
    free(second);
    json_free(back);
}

static void look(const struct json *v)
{
    int64_t n;
    double x;
    bool b;
    size_t len;
    for (size_t i = 0; i < json_count(v) && i < 20; i++) {
        const char *key = json_key(v, i);
        if (key != NULL) {
            json_int(v, key, &n);
            json_number(v, key, &x);
            json_bool(v, key, &b);
            json_text(v, key, &len);
            look(json_member(v, key));
        }
        json_item_integer(v, i, &n);
        json_item_text(v, i, &len);
        look(json_item(v, i));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct json *v = NULL;
    int line;
    char why[100];
    enum status s =
        json_parse((const char *)bytes, len, JSON_DEPTH_COMMAND, JSON_BYTES_COMMAND, &v);
    if (s == STATUS_OK) {
        check_round(v);
        look(v);
        json_free(v);
    }
    s = json_parse_file_text((const char *)bytes, len, &v, &line, why, sizeof why);
    if (s == STATUS_OK)
        json_free(v);
    else
        assert(strlen(why) > 0);
    return 0;
}
