#include "net/server_system.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

uint32_t system_set_open_files(uint32_t wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 256; /* what every system allows */
    if (limit.rlim_cur != wanted) {
        struct rlimit raised = limit;
        raised.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return limit.rlim_cur < wanted ? (uint32_t)limit.rlim_cur : wanted;
}

static bool parse_address(const char *address, uint16_t port, struct sockaddr_storage *out,
                          socklen_t *len)
{
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (inet_pton(AF_INET, address, &four.sin_addr) == 1) {
        memcpy(out, &four, *len = sizeof four);
        return true;
    }
    if (inet_pton(AF_INET6, address, &six.sin6_addr) == 1) {
        memcpy(out, &six, *len = sizeof six);
        return true;
    }
    return false;
}

enum status system_try_address(const char *address, uint16_t port)
{
    struct sockaddr_storage at = {0};
    socklen_t len = 0;
    if (!parse_address(address, port, &at, &len))
        return REFUSED_ADDRESS;
    int fd = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return errno == EAFNOSUPPORT ? REFUSED_ADDRESS : FAILED_NETWORK;
    int on = 1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int failed = bind(fd, (const struct sockaddr *)&at, len) != 0 ? errno : 0;
    close(fd);
    switch (failed) {
    case 0:
        return STATUS_OK;
    case EADDRINUSE:
        return REFUSED_PORT_IN_USE;
    case EADDRNOTAVAIL:
        return REFUSED_ADDRESS;
    case EACCES:
        return REFUSED_NO_PERMISSION;
    default:
        return FAILED_NETWORK;
    }
}
