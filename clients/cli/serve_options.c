#include "clients/cli/serve_options.h"

#include "clients/cli/cli.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char help[] =
    "Usage: humroom serve [OPTION]...\n"
    "\n"
    "Runs a meeting: listens to the room, serves the pages, keeps the record. Prints\n"
    "four links: for the chair and the scribe (secret), for participants and for the\n"
    "room's screen (on the wall). Ends with Ctrl-C; started again on the same record\n"
    "it goes on where it was.\n"
    "\n"
    "  --microphone NAME|INDEX  listen to this input (see humroom devices); without\n"
    "                           it to the default one. Up to 4 times: the hum is then\n"
    "                           the mean of what they hear\n"
    "  --sound-file FILE        listen to a recording, as if it were played now\n"
    "  --no-sound               no measuring: the chair goes by ear\n"
    "  --listen ADDR:PORT       where to serve (127.0.0.1:7282); port 0: any free one\n"
    "  --public-url URL         what the links begin with, behind a proxy\n"
    "  --proxy ADDR             the proxy's own address, up to 8 times: of it alone\n"
    "                           X-Forwarded-For is believed\n"
    "  --tls-cert FILE.pem      serve by TLS: the certificate with its chain,\n"
    "  --tls-key FILE.pem       and its key; both are read anew on SIGHUP\n"
    "  --meeting FILE.json      title, chairs, questions (humroom.meeting/1)\n"
    "  --record FILE.humroom    the record; without it named after title and date, in\n"
    "                           this folder. Goes on with the meeting if it exists\n"
    "  --hum-seconds N          the longest hum (5), 1 to 30\n"
    "  --new-links              new links; the ones of earlier starts end\n"
    "  --help                   this text\n"
    "  --version                the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom serve --microphone \"Blue Yeti\" --meeting framing.json\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 65 a file has mistakes, is damaged or newer; 66 no\n"
    "such file; 69 no such microphone, or the port is in use; 71 no memory; 73 the\n"
    "record cannot be made; 74 the disk failed; 75 the meeting runs already; 77 not\n"
    "permitted.\n";

enum option_id {
    OPT_MICROPHONE = 1,
    OPT_SOUND_FILE,
    OPT_NO_SOUND,
    OPT_SPEED,
    OPT_LISTEN,
    OPT_PUBLIC_URL,
    OPT_PROXY,
    OPT_TLS_CERT,
    OPT_TLS_KEY,
    OPT_MEETING,
    OPT_RECORD,
    OPT_HUM_SECONDS,
    OPT_NEW_LINKS,
    OPT_HELP,
    OPT_VERSION,
};

static const struct option names[] = {
    {"microphone", required_argument, NULL, OPT_MICROPHONE},
    {"sound-file", required_argument, NULL, OPT_SOUND_FILE},
    {"sound-speed", required_argument, NULL,
     OPT_SPEED}, /* for tests: a file faster than it was recorded */
    {"no-sound", no_argument, NULL, OPT_NO_SOUND},
    {"listen", required_argument, NULL, OPT_LISTEN},
    {"public-url", required_argument, NULL, OPT_PUBLIC_URL},
    {"proxy", required_argument, NULL, OPT_PROXY},
    {"tls-cert", required_argument, NULL, OPT_TLS_CERT},
    {"tls-key", required_argument, NULL, OPT_TLS_KEY},
    {"meeting", required_argument, NULL, OPT_MEETING},
    {"record", required_argument, NULL, OPT_RECORD},
    {"hum-seconds", required_argument, NULL, OPT_HUM_SECONDS},
    {"new-links", no_argument, NULL, OPT_NEW_LINKS},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

static bool number(const char *text, unsigned long least, unsigned long most, unsigned long *out)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < least ||
        value > most)
        return false;
    *out = value;
    return true;
}

/* "127.0.0.1:7282", "[::1]:0", "localhost:7282". */
static bool listen_address(const char *text, struct serve_options *o)
{
    const char *colon = strrchr(text, ':');
    unsigned long port;
    if (colon == NULL || !number(colon + 1, 0, UINT16_MAX, &port))
        return false;
    size_t len = (size_t)(colon - text);
    if (len > 1 && text[0] == '[' && text[len - 1] == ']') {
        text++;
        len -= 2;
    }
    char host[SERVE_ADDRESS_MAX], binary[sizeof(struct in6_addr)];
    if (len == 0 || len >= sizeof host)
        return false;
    memcpy(host, text, len);
    host[len] = '\0';
    if (strcmp(host, "localhost") == 0)
        (void)snprintf(host, sizeof host, "127.0.0.1");
    if (inet_pton(AF_INET, host, binary) != 1 && inet_pton(AF_INET6, host, binary) != 1)
        return false;
    (void)snprintf(o->address, sizeof o->address, "%s", host);
    o->port = (uint16_t)port;
    return true;
}

static bool is_url(const char *text)
{
    size_t scheme = strncasecmp(text, "https://", 8) == 0  ? 8
                    : strncasecmp(text, "http://", 7) == 0 ? 7
                                                           : 0;
    return scheme != 0 && text[scheme] != '\0' && text[scheme] != '/' &&
           strlen(text) < SERVE_URL_MAX && strcspn(text, " \t\r\n#?\"<>\\") == strlen(text);
}

static int one_source(struct serve_options *o, bool *chosen, enum sound_source source)
{
    if (*chosen)
        return cli_usage("serve", "only one of", "--microphone, --sound-file and --no-sound");
    *chosen = true;
    o->source = source;
    return -1;
}

/* One microphone named twice is one, and would count twice. */
static int add_microphone(struct serve_options *o, bool *chosen, const char *name)
{
    if (o->microphones == MICROPHONES_MAX)
        return cli_usage("serve", "more than 4 microphones", name);
    for (uint32_t i = 0; i < o->microphones; i++)
        if (strcmp(o->devices[i], name) == 0)
            return cli_usage("serve", "the same microphone twice", name);
    o->devices[o->microphones++] = name;
    return o->microphones == 1                    ? one_source(o, chosen, SOUND_SOURCE_MICROPHONE)
           : o->source == SOUND_SOURCE_MICROPHONE ? -1
                                                  : one_source(o, chosen, SOUND_SOURCE_MICROPHONE);
}

static int read_one(enum option_id id, const char *value, struct serve_options *o, bool *source)
{
    unsigned long n;
    switch (id) {
    case OPT_MICROPHONE:
        return add_microphone(o, source, value);
    case OPT_SOUND_FILE:
        o->sound_file = value;
        return one_source(o, source, SOUND_SOURCE_FILE);
    case OPT_NO_SOUND:
        return one_source(o, source, SOUND_SOURCE_NONE);
    case OPT_SPEED:
        if (!number(value, 1, 1000, &n))
            return cli_usage("serve", "not a speed of 1 to 1000", value);
        o->speed = (uint32_t)n;
        return -1;
    case OPT_LISTEN:
        return listen_address(value, o)
                   ? -1
                   : cli_usage("serve", "not an address and port like 127.0.0.1:7282", value);
    case OPT_PUBLIC_URL:
        o->public_url = value;
        return is_url(value) ? -1
                             : cli_usage("serve", "not a URL like https://hum.example/", value);
    case OPT_PROXY:
        return peer_proxies_add(&o->proxies, value)
                   ? -1
                   : cli_usage("serve", "not an address like 192.0.2.1, or more than 8 proxies",
                               value);
    case OPT_TLS_CERT:
        o->tls_cert = value;
        return -1;
    case OPT_TLS_KEY:
        o->tls_key = value;
        return -1;
    case OPT_MEETING:
        o->meeting = value;
        return -1;
    case OPT_RECORD:
        o->record = value;
        return value[0] != '\0' && strlen(value) < SERVE_PATH_MAX
                   ? -1
                   : cli_usage("serve", "not a file's name", value);
    case OPT_HUM_SECONDS:
        if (!number(value, 1, HUM_SECONDS_MAX, &n))
            return cli_usage("serve", "not a number of seconds from 1 to 30", value);
        o->hum_seconds = (uint32_t)n;
        return -1;
    case OPT_NEW_LINKS:
        o->new_links = true;
        return -1;
    case OPT_HELP:
        fputs(help, stdout);
        return cli_written("serve");
    case OPT_VERSION:
        puts("humroom " HUMROOM_VERSION);
        return cli_written("serve");
    }
    return EXIT_USAGE;
}

int serve_options_read(int argc, char **argv, struct serve_options *out)
{
    *out = (struct serve_options){
        .source = SOUND_SOURCE_MICROPHONE,
        .address = "127.0.0.1",
        .port = SERVE_PORT,
        .public_url = "",
        .hum_seconds = HUM_SECONDS_DEFAULT,
    };
    bool source = false;
    opterr = 0;
    for (int id; (id = getopt_long(argc, argv, ":", names, NULL)) != -1;) {
        if (id == ':')
            return cli_usage("serve", "a value is missing behind", argv[optind - 1]);
        if (id == '?')
            return cli_usage("serve", "not known", argv[optind - 1]);
        int rc = read_one((enum option_id)id, optarg, out, &source);
        if (rc >= 0)
            return rc;
    }
    if ((out->tls_cert == NULL) != (out->tls_key == NULL))
        return cli_usage("serve", "a certificate needs its key, and a key its certificate",
                         out->tls_cert == NULL ? "--tls-cert" : "--tls-key");
    return optind < argc ? cli_usage("serve", "not known", argv[optind]) : -1;
}
