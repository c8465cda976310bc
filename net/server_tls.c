/* The certificate, read at the start and again on a signal. */
#include "net/server_own.h"

#include <unistd.h>

static const struct lws_protocols protocols_of_trial[] = {
    {"none", lws_callback_http_dummy, 0, 0, 0, NULL, 0},
    {NULL, NULL, 0, 0, 0, NULL, 0},
};

bool tls_used(const struct server *v)
{
    return v->options.tls_cert != NULL;
}

/* Only HTTP/1.1: sockets inside HTTP/2 are a protocol of their own. */
void tls_put(const struct server *v, struct lws_context_creation_info *info)
{
    if (!tls_used(v))
        return;
    info->options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info->ssl_cert_filepath = v->options.tls_cert;
    info->ssl_private_key_filepath = v->options.tls_key;
    info->ssl_options_set = SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1;
    info->alpn = "http/1.1";
}

/* The library serves without a certificate where the files cannot be read. */
enum status tls_can_read(const struct server *v)
{
    return !tls_used(v) ||
                   (access(v->options.tls_cert, R_OK) == 0 && access(v->options.tls_key, R_OK) == 0)
               ? STATUS_OK
               : REFUSED_CERTIFICATE;
}

/* The two files are tried on a host that serves nothing: a wrong pair would spoil the one that
 * does. */
static enum status read_certificate_anew(struct server *v)
{
    enum status status = tls_can_read(v);
    if (status != STATUS_OK)
        return status;
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .vhost_name = "trial",
        .protocols = protocols_of_trial, /* it serves nobody */
        .gid = -1,
        .uid = -1,
    };
    tls_put(v, &info);
    struct lws_vhost *trial = lws_create_vhost(v->context, &info);
    if (trial == NULL)
        return REFUSED_CERTIFICATE;
    lws_vhost_destroy(trial);
    return lws_tls_cert_updated(v->context, v->options.tls_cert, v->options.tls_key, NULL, 0, NULL,
                                0) == 0
               ? STATUS_OK
               : REFUSED_CERTIFICATE;
}

/* The signal to do so, as a file among the sockets. */
int tls_on_reload(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                  size_t len)
{
    (void)user;
    (void)in;
    (void)len;
    struct server *v = lws_context_user(lws_get_context(wsi));
    char signals[1024];
    if (reason == LWS_CALLBACK_RAW_RX_FILE) {
        if (read(v->options.reload_fd, signals, sizeof signals) <= 0)
            return 0;
        v->options.reloaded(v->options.context, read_certificate_anew(v));
    }
    return 0;
}
