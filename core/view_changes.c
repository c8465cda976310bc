#include "core/view_changes.h"

#include "core/json.h"

static enum status read_view(const char *bytes, size_t len, struct json **out)
{
    enum status s = json_parse(bytes, len, JSON_DEPTH_FILE, len, out);
    if (s != STATUS_OK)
        return s;
    if (json_is_object(*out))
        return STATUS_OK;
    json_free(*out);
    *out = NULL;
    return REFUSED_MALFORMED;
}

static bool same_number(const struct json *a, const struct json *b, const char *key)
{
    int64_t in_a, in_b;
    return json_int(a, key, &in_a) && json_int(b, key, &in_b) && in_a == in_b;
}

static bool same_run(const struct json *a, const struct json *b)
{
    return json_same_keys(a, b) && same_number(a, b, "question") && same_number(a, b, "run");
}

enum status view_changes(const char *before, size_t before_len, const char *after, size_t after_len,
                         char **out, size_t *len)
{
    struct json *was = NULL, *is = NULL;
    enum status s = read_view(before, before_len, &was);
    if (s == STATUS_OK)
        s = read_view(after, after_len, &is);
    if (s == STATUS_OK) {
        const struct json *run_was = json_member(was, "run"), *run_is = json_member(is, "run");
        const bool same = same_run(run_was, run_is);
        struct json *o = json_object_new(), *view = json_object_new(), *run = json_object_new();
        json_put_changes(view, was, is, same ? "run" : NULL);
        if (same)
            json_put_changes(run, run_was, run_is, NULL);
        json_put_text(o, "type", "changes");
        json_put_take(o, "view", view);
        json_put_take(o, "run", run);
        s = json_write(o, JSON_COMPACT, out, len);
        json_free(o);
    }
    json_free(was);
    json_free(is);
    return s;
}
