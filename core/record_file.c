#include "core/record_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum status record_file_status(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return REFUSED_NO_FILE;
    case EACCES:
    case EPERM:
    case EROFS:
        return REFUSED_NO_PERMISSION;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return FAILED_DISK_FULL;
    case ENOMEM:
        return FAILED_NO_MEMORY;
    default:
        return FAILED_DISK;
    }
}

enum status record_file_look(const char *path, enum record_mode mode)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        enum status s = record_file_status(errno);
        return mode == RECORD_CREATE && s == REFUSED_NO_FILE ? STATUS_OK : s;
    }
    bool empty = S_ISREG(st.st_mode) && st.st_size == 0;
    if (mode == RECORD_CREATE)
        return empty ? STATUS_OK : REFUSED_ALREADY;
    return S_ISREG(st.st_mode) && !empty ? STATUS_OK : REFUSED_RECORD_NOT_OURS;
}

enum status record_file_lock(const char *path, enum record_mode mode, int *fd)
{
    int flags = O_RDWR | O_CLOEXEC | O_NONBLOCK | (mode == RECORD_CREATE ? O_CREAT : 0);
    int opened = open(path, flags, 0600);
    if (opened < 0)
        return record_file_status(errno);
    if (flock(opened, LOCK_EX | LOCK_NB) != 0) {
        enum status s = errno == EWOULDBLOCK ? REFUSED_RECORD_BUSY : FAILED_DISK;
        close(opened);
        return s;
    }
    *fd = opened;
    return STATUS_OK;
}

enum status record_file_sync_folder(const char *path)
{
    char *folder = strdup(path);
    if (folder == NULL)
        return FAILED_NO_MEMORY;
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder] = '\0'; /* of "/x" the slash stays */
    int fd = open(slash != NULL ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return record_file_status(errno);
    enum status s = fsync(fd) == 0 || errno == EINVAL ? STATUS_OK : record_file_status(errno);
    close(fd);
    return s;
}

int64_t record_file_log_len(const char *path)
{
    size_t size = strlen(path) + sizeof "-wal";
    char *log = malloc(size);
    if (log == NULL)
        return -1;
    snprintf(log, size, "%s-wal", path);
    struct stat st;
    int64_t len = stat(log, &st) == 0 ? st.st_size : -1;
    free(log);
    return len;
}

bool record_file_was_ours(const char *path)
{
    static const char magic[16] = "SQLite format 3";
    char head[72]; /* the application_id is at 68, file format of SQLite, 1.3 */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    ssize_t got = pread(fd, head, sizeof head, 0);
    close(fd);
    return got == (ssize_t)sizeof head && memcmp(head, magic, sizeof magic) == 0 &&
           memcmp(head + 68, "hmrm", 4) == 0;
}

char *record_file_uri(const char *path, const char *parameters)
{
    size_t size = strlen("file:./?") + 3 * strlen(path) + strlen(parameters) + 1;
    char *uri = malloc(size);
    if (uri == NULL)
        return NULL;
    /* "./" keeps names such as :memory: what they are here: names of files */
    int n = snprintf(uri, size, "file:%s", path[0] == '/' ? "" : "./");
    char *to = uri + n;
    for (const char *c = path; *c != '\0'; c++) {
        if (strchr("%?#", *c) != NULL)
            to += snprintf(to, 4, "%%%02X", (unsigned)(unsigned char)*c);
        else
            *to++ = *c;
    }
    snprintf(to, size - (size_t)(to - uri), "?%s", parameters);
    return uri;
}
