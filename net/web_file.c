#include "net/web_file.h"

#include <string.h>
#include <strings.h>

const struct web_file *web_file_find(const struct web_file *files, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].path, path) == 0)
            return &files[i];
    return NULL;
}

/* "http://host:port/any" -> "host:port"; NULL where it is no address of a page. */
static const char *host_of(const char *url, size_t *len)
{
    const char *host = NULL;
    if (strncasecmp(url, "http://", 7) == 0)
        host = url + 7;
    else if (strncasecmp(url, "https://", 8) == 0)
        host = url + 8;
    else
        return NULL;
    *len = strcspn(host, "/?#");
    return host;
}

/* Scheme, host and port of a URL: what a browser calls its origin. */
static size_t origin_length(const char *url)
{
    size_t len;
    const char *host = host_of(url, &len);
    return host != NULL ? (size_t)(host - url) + len : 0;
}

bool web_origin_ok(const char *origin, const char *host, const char *public_url)
{
    if (origin == NULL)
        return true;
    size_t public_len = public_url != NULL ? origin_length(public_url) : 0;
    if (public_len != 0 && strlen(origin) == public_len &&
        strncasecmp(origin, public_url, public_len) == 0)
        return true;
    size_t len;
    const char *from = host_of(origin, &len);
    return from != NULL && host != NULL && from[len] == '\0' && strlen(host) == len && len > 0 &&
           strncasecmp(from, host, len) == 0;
}

bool web_etag_matches(const char *if_none_match, const char *etag)
{
    if (strcmp(if_none_match, "*") == 0)
        return true;
    const char *at =
        strstr(if_none_match, etag); /* the quotes are part of a tag: no tag is inside another */
    return at != NULL;
}
