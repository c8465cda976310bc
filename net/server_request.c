/* What visitors ask for: the pages, and the socket. */
#include "net/server_own.h"

#include <assert.h>
#include <string.h>

enum {
    HEADERS_MAX = 2048,
    FORWARDED_MAX = 1024, /* of the header in which proxies say whom they were called by */
    CHUNK = 4096,         /* of a file, a write */
};

static const char content_policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                                     "connect-src 'self'; img-src 'self' data:; "
                                     "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                                     "require-trusted-types-for 'script'; "
                                     "trusted-types 'none'";

/* ---- files ---- */

struct headers {
    unsigned char bytes[LWS_PRE + HEADERS_MAX];
    unsigned char *at;
    bool failed;
};

static void put(struct headers *h, struct lws *wsi, const char *name, const char *value)
{
    unsigned char *end = h->bytes + sizeof h->bytes;
    if (!h->failed &&
        lws_add_http_header_by_name(wsi, (const unsigned char *)name, (const unsigned char *)value,
                                    (int)strlen(value), &h->at, end))
        h->failed = true;
}

/* The status line, what every answer carries, and the length of what follows. */
static void put_start(struct headers *h, struct lws *wsi, unsigned status, size_t length)
{
    unsigned char *end = h->bytes + sizeof h->bytes;
    h->at = h->bytes + LWS_PRE;
    h->failed = lws_add_http_header_status(wsi, status, &h->at, end) != 0;
    put(h, wsi, "content-security-policy:", content_policy);
    put(h, wsi, "x-content-type-options:", "nosniff");
    put(h, wsi, "referrer-policy:", "no-referrer");
    if (!h->failed && lws_add_http_header_content_length(wsi, length, &h->at, end))
        h->failed = true;
}

static int send_headers(struct headers *h, struct lws *wsi)
{
    unsigned char *end = h->bytes + sizeof h->bytes;
    if (h->failed || lws_finalize_http_header(wsi, &h->at, end))
        return -1;
    size_t len = (size_t)(h->at - (h->bytes + LWS_PRE));
    return lws_write(wsi, h->bytes + LWS_PRE, len, LWS_WRITE_HTTP_HEADERS) < 0 ? -1 : 0;
}

/* One sentence, and the connection ends: whoever sends what a page never sends starts afresh. */
static int refuse(struct lws *wsi, unsigned status, const char *sentence)
{
    struct headers h;
    unsigned char body[LWS_PRE + 200];
    size_t len = strlen(sentence);
    assert(len <= sizeof body - LWS_PRE);
    memcpy(body + LWS_PRE, sentence, len);
    put_start(&h, wsi, status, len);
    put(&h, wsi, "content-type:", "text/plain; charset=utf-8");
    if (status == HTTP_STATUS_METHOD_NOT_ALLOWED)
        put(&h, wsi, "allow:", "GET, HEAD");
    if (send_headers(&h, wsi) == 0)
        (void)lws_write(wsi, body + LWS_PRE, len, LWS_WRITE_HTTP_FINAL);
    return -1;
}

static int done(struct lws *wsi)
{
    return lws_http_transaction_completed(wsi) ? -1 : 0;
}

/* Pages ask with neither; the library would wait for a body of any declared length, also a negative
 * one. */
static bool has_body(struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0)
        return true;
    char length[8] = "";
    int n = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH);
    return n > 0 && (lws_hdr_copy(wsi, length, sizeof length, WSI_TOKEN_HTTP_CONTENT_LENGTH) != 1 ||
                     strcmp(length, "0") != 0);
}

static bool header(struct lws *wsi, enum lws_token_indexes which, char *out, int size)
{
    out[0] = '\0';
    return lws_hdr_total_length(wsi, which) <= 0 || lws_hdr_copy(wsi, out, size, which) >= 0;
}

/* A socket that a proxy of ours opened counts at the address for which it asks now. 0: go on;
 * else as refuse(). */
static int know(struct server *v, struct socket *s)
{
    char list[FORWARDED_MAX];
    struct peer_address from;
    if (!s->by_proxy || lws_hdr_total_length(s->wsi, WSI_TOKEN_X_FORWARDED_FOR) <= 0)
        return 0;
    if (!header(s->wsi, WSI_TOKEN_X_FORWARDED_FOR, list, sizeof list) ||
        !peer_forwarded(&v->options.proxies, list, &from))
        return refuse(s->wsi, HTTP_STATUS_BAD_REQUEST, "X-Forwarded-For names no address\n");
    socket_settle(s);
    s->from = from;
    s->unjoined = peers_come(v->peers, &s->from, server_steady_us());
    return s->unjoined ? 0
                       : refuse(s->wsi, HTTP_STATUS_SERVICE_UNAVAILABLE,
                                "too many connections of your address have not joined\n");
}

int request_serve(struct server *v, struct socket *s, const char *path)
{
    struct lws *wsi = s->wsi;
    s->since_us = server_steady_us();
    char *uri;
    int uri_len;
    int method = lws_http_get_uri_and_method(wsi, &uri, &uri_len);
    if (method != LWSHUMETH_GET && method != LWSHUMETH_HEAD)
        return refuse(wsi, HTTP_STATUS_METHOD_NOT_ALLOWED, "only GET and HEAD are answered here\n");
    if (has_body(wsi))
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST, "requests have no body here\n");
    int refused = know(v, s);
    if (refused != 0)
        return refused;
    const struct web_file *file = web_file_find(v->options.files, v->options.file_count, path);
    if (file == NULL)
        return refuse(wsi, HTTP_STATUS_NOT_FOUND, "there is no such page\n");
    char tags[256] = "";
    bool same = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH) > 0 &&
                lws_hdr_copy(wsi, tags, sizeof tags, WSI_TOKEN_HTTP_IF_NONE_MATCH) > 0 &&
                web_etag_matches(tags, file->etag);
    size_t len = (size_t)(file->end - file->begin);
    struct headers h;
    put_start(&h, wsi, same ? HTTP_STATUS_NOT_MODIFIED : HTTP_STATUS_OK, same ? 0 : len);
    put(&h, wsi, "etag:", file->etag);
    put(&h, wsi, "cache-control:",
        "no-cache"); /* kept, and asked for each time: a new version is seen at once */
    if (!same) {
        put(&h, wsi, "content-type:", file->mime);
        if (file->gzip)
            put(&h, wsi, "content-encoding:", "gzip");
    }
    if (send_headers(&h, wsi) != 0)
        return -1;
    if (same || method == LWSHUMETH_HEAD || len == 0)
        return done(wsi);
    s->file = file;
    s->at = file->begin;
    lws_callback_on_writable(wsi);
    return 0;
}

int request_serve_more(struct socket *s)
{
    if (s->file == NULL)
        return 0;
    unsigned char chunk[LWS_PRE + CHUNK];
    size_t left = (size_t)(s->file->end - s->at), len = left < CHUNK ? left : CHUNK;
    memcpy(chunk + LWS_PRE, s->at, len);
    if (lws_write(s->wsi, chunk + LWS_PRE, len,
                  len == left ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0)
        return -1;
    s->at += len;
    s->since_us = server_steady_us();
    if (len < left) {
        lws_callback_on_writable(s->wsi);
        return 0;
    }
    s->file = NULL;
    return done(s->wsi);
}

/* ---- from visitor to seat ---- */

/* The header's text, "" where it is missing, false where it is longer than the place. */
static bool offers_protocol(const char *list)
{
    static const char ours[] = "humroom.1";
    for (const char *at = list; *at != '\0';) {
        at += strspn(at, " \t,");
        size_t len = strcspn(at, " \t,");
        if (len == sizeof ours - 1 && memcmp(at, ours, len) == 0)
            return true;
        at += len;
    }
    return false;
}

/* Everything is checked before the library acts on it. An "Upgrade:" that is no websocket was
 * answered by the library already, and its headers are gone: what the callback is given then must
 * not be read. */
int request_may_upgrade(struct server *v, struct socket *s)
{
    struct lws *wsi = s->wsi;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) <= 0)
        return -1;
    char text[256], origin[256];
    if (!header(wsi, WSI_TOKEN_UPGRADE, text, sizeof text) || strcasecmp(text, "websocket") != 0)
        return -1;
    int refused = know(v, s);
    if (refused != 0)
        return refused;
    if (!header(wsi, WSI_TOKEN_GET_URI, text, sizeof text) || strcmp(text, "/socket") != 0)
        return refuse(wsi, HTTP_STATUS_NOT_FOUND, "the socket is at /socket\n");
    if (has_body(wsi))
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST, "requests have no body here\n");
    if (!header(wsi, WSI_TOKEN_PROTOCOL, text, sizeof text) || !offers_protocol(text))
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST,
                      "this server speaks the subprotocol humroom.1\n");
    bool fits = header(wsi, WSI_TOKEN_HOST, text, sizeof text) &&
                header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin);
    bool browser = lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) > 0;
    if (!fits || !web_origin_ok(browser ? origin : NULL, text, v->options.public_url))
        return refuse(wsi, HTTP_STATUS_FORBIDDEN,
                      "pages of another origin may not open this socket\n");
    return 0;
}
