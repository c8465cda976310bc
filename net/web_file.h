/* The files of the pages, inside the program: the server finds a request's path in this table or
 * answers 404. No path is ever built from a request. */
#ifndef HUMROOM_NET_WEB_FILE_H
#define HUMROOM_NET_WEB_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct web_file {
    const char *path; /* as requested, with the slash and without query: "/", "/chair", "/wire.js";
                         unique */
    const char *mime; /* "text/html; charset=utf-8" */
    const char *etag; /* with its quotes: "\"5f0c...\""; other content, other tag */
    const unsigned char *begin, *end; /* the bytes as sent */
    bool gzip;                        /* the bytes are gzipped (sent with Content-Encoding: gzip) */
};

/* Made at build time in clients/web (object library humroom_web). */
extern const struct web_file web_files[];
extern const size_t web_file_count;

const struct web_file *web_file_find(const struct web_file *files, size_t count,
                                     const char *path); /* NULL: none */

/* May a page of this origin open the socket? origin: as the browser sent it, NULL where it sent
 * none (no browser: its secrets are its own). It must be the host that was asked for, or the
 * server's public address. */
bool web_origin_ok(const char *origin, const char *host, const char *public_url);

/* Does the header If-None-Match name this tag? Weak ones count: proxies weaken tags of compressed
 * files. */
bool web_etag_matches(const char *if_none_match, const char *etag);

#endif
