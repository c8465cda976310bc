/* The words behind `humroom serve`. Knows nothing of meetings: <getopt.h> has a struct option of
 * its own. */
#ifndef HUMROOM_CLIENTS_CLI_SERVE_OPTIONS_H
#define HUMROOM_CLIENTS_CLI_SERVE_OPTIONS_H

#include "core/sound.h"
#include "net/server_peers.h"

enum { SERVE_PORT = 7282, SERVE_ADDRESS_MAX = 64, SERVE_PATH_MAX = 4096, SERVE_URL_MAX = 1000 };

struct serve_options {
    enum sound_source source;
    const char *devices[MICROPHONES_MAX]; /* NULL: the default */
    uint32_t microphones;                 /* named; 0: the default one */
    const char *sound_file;
    uint32_t speed; /* of the sound file; 0 is 1 */
    char address[SERVE_ADDRESS_MAX];
    uint16_t port;
    const char *public_url; /* "" */
    struct peer_proxies proxies;
    const char *tls_cert, *tls_key; /* both or none */
    const char *meeting;            /* file; NULL: none */
    const char *record;             /* NULL: named after the meeting */
    uint32_t hum_seconds;
    bool new_links;
};

/* -1: go on. Else the exit code; what is to be said was said. */
int serve_options_read(int argc, char **argv, struct serve_options *out);

#endif
