/* The files of the pages, inside the program: the server finds a request's path in this table or answers 404. No path
 * is ever built from a request. */
#ifndef HUMROOM_NET_WEB_FILE_H
#define HUMROOM_NET_WEB_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct web_file {
    const char *path;         /* as requested, with the slash and without query: "/", "/chair", "/wire.js"; unique */
    const char *mime;         /* "text/html; charset=utf-8" */
    const char *etag;         /* with its quotes: "\"5f0c...\""; other content, other tag */
    const unsigned char *begin, *end; /* the bytes as sent */
    bool gzip;                /* the bytes are gzipped (sent with Content-Encoding: gzip) */
};

/* Made at build time in clients/web (object library humroom_web). */
extern const struct web_file web_files[];
extern const size_t web_file_count;

#endif
