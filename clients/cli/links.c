#include "clients/cli/links.h"

#include <arpa/inet.h>
#include <assert.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static void draw_code(char out[LINK_CODE_LEN + 1])
{
    uint8_t chance[4 * LINK_CODE_LEN];
    do
        digest_random(chance, sizeof chance);
    while (!keys_code_of(chance, sizeof chance, out));
}

static void draw_secret(char out[LINK_SECRET_LEN + 1])
{
    uint8_t chance[LINK_SECRET_LEN / 2];
    digest_random(chance, sizeof chance);
    for (size_t i = 0; i < sizeof chance; i++)
        (void)snprintf(out + 2 * i, 3, "%02x", chance[i]);
}

/* A code that is known is shown again; a secret only when it is made. */
static void draw(enum keys_kind kind, struct links *out, struct keys_line *line)
{
    switch (kind) {
    case KEYS_CHAIR:
    case KEYS_SCRIBE: {
        char *secret = kind == KEYS_CHAIR ? out->chair : out->scribe;
        draw_secret(secret);
        *line = keys_line_secret(kind, 0, secret);
        break;
    }
    case KEYS_PARTICIPANT_CODE:
    case KEYS_SCREEN_CODE: {
        char *code = kind == KEYS_PARTICIPANT_CODE ? out->participant : out->screen;
        draw_code(code);
        *line = keys_line_code(kind, code);
        break;
    }
    case KEYS_LINK:
    case KEYS_KIND_COUNT:
        assert(false);
    }
}

static void show_again(const struct keys *keys, enum keys_kind kind, char out[KEYS_CODE_MAX + 1])
{
    const char *code = keys_code(keys, kind);
    if (code != NULL)
        (void)snprintf(out, KEYS_CODE_MAX + 1, "%s", code);
}

enum status links_make(struct keys *keys, struct keys_file *file, bool anew, struct links *out)
{
    static const enum keys_kind kinds[] = {KEYS_CHAIR, KEYS_SCRIBE, KEYS_PARTICIPANT_CODE,
                                           KEYS_SCREEN_CODE};
    enum { KINDS = sizeof kinds / sizeof kinds[0] };
    struct keys_line lines[KINDS];
    size_t count = 0;
    memset(out, 0, sizeof *out);
    show_again(keys, KEYS_PARTICIPANT_CODE, out->participant);
    show_again(keys, KEYS_SCREEN_CODE, out->screen);
    for (size_t i = 0; i < KINDS; i++)
        if (anew || !keys_has(keys, kinds[i]))
            draw(kinds[i], out, &lines[count++]);
    enum status s = count > 0 ? keys_file_append(file, lines, count) : STATUS_OK;
    for (size_t i = 0; i < count && s == STATUS_OK; i++)
        s = keys_add(keys, &lines[i]);
    return s;
}

/* An address that others can reach, in the family that is listened to; loopback where there is no
 * other. */
static void own_address(int family, char out[INET6_ADDRSTRLEN])
{
    struct ifaddrs *all;
    (void)snprintf(out, INET6_ADDRSTRLEN, "%s", family == AF_INET ? "127.0.0.1" : "::1");
    if (getifaddrs(&all) != 0)
        return;
    for (const struct ifaddrs *at = all; at != NULL; at = at->ifa_next) {
        if (at->ifa_addr == NULL || at->ifa_addr->sa_family != AF_INET ||
            (at->ifa_flags & IFF_LOOPBACK) != 0 || (at->ifa_flags & IFF_UP) == 0)
            continue;
        const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)at->ifa_addr;
        (void)inet_ntop(AF_INET, &in->sin_addr, out, INET6_ADDRSTRLEN);
        break;
    }
    freeifaddrs(all);
}

void links_base(const char *public_url, bool tls, const char *address, uint16_t port,
                char out[LINK_URL_MAX])
{
    if (public_url[0] != '\0') {
        (void)snprintf(out, LINK_URL_MAX, "%s", public_url);
        for (size_t len = strlen(out); len > 0 && out[len - 1] == '/'; len--)
            out[len - 1] = '\0';
        return;
    }
    char own[INET6_ADDRSTRLEN];
    if (strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0) {
        own_address(address[0] == '0' ? AF_INET : AF_INET6, own);
        address = own;
    }
    bool six = strchr(address, ':') != NULL;
    (void)snprintf(out, LINK_URL_MAX, "%s://%s%s%s:%u", tls ? "https" : "http", six ? "[" : "",
                   address, six ? "]" : "", (unsigned)port);
}

void links_url(const char *base, const char *path, const char *secret, char out[LINK_URL_MAX])
{
    int len =
        snprintf(out, LINK_URL_MAX, "%s%s%s%s", base, path, secret[0] != '\0' ? "#" : "", secret);
    assert(len >= 0);
}
