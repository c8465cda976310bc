#include "core/record_file.h"
#include "net/keys_table.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char head[] = "humroom.keys/1\n";
enum { HEAD_LEN = sizeof head - 1, NAME_LEN = sizeof "humroom.keys/" - 1, FILE_MAX = 256 << 20 };

struct keys_file {
    int fd;
    size_t len; /* of whole lines that count; what is behind is a torn append */
};

char *keys_path(const char *record_path)
{
    size_t size = strlen(record_path) + sizeof ".keys";
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s.keys", record_path);
    return path;
}

/* ---- reading ---- */

static enum status read_all(int fd, char **out, size_t *len)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return FAILED_DISK;
    if (!S_ISREG(st.st_mode) || st.st_size > FILE_MAX)
        return REFUSED_RECORD_NOT_OURS;
    size_t size = (size_t)st.st_size;
    char *bytes = malloc(size + 1);
    if (bytes == NULL)
        return FAILED_NO_MEMORY;
    size_t got = 0;
    while (got < size) {
        ssize_t n = pread(fd, bytes + got, size - got, (off_t)got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    if (got < size) {
        free(bytes);
        return FAILED_DISK;
    }
    *out = bytes;
    *len = size;
    return STATUS_OK;
}

/* A first line cut off by a crash is none: the file begins with the first append. */
static enum status check_head(const char *bytes, size_t len)
{
    if (memcmp(bytes, head, len < HEAD_LEN ? len : HEAD_LEN) == 0)
        return STATUS_OK;
    return len > NAME_LEN && memcmp(bytes, head, NAME_LEN) == 0 ? REFUSED_RECORD_NEWER
                                                                : REFUSED_RECORD_NOT_OURS;
}

static enum status load(const char *bytes, size_t len, struct keys *k, size_t *whole)
{
    enum status s = check_head(bytes, len);
    if (s != STATUS_OK || len < HEAD_LEN)
        return s;
    size_t at = HEAD_LEN;
    for (const char *end; (end = memchr(bytes + at, '\n', len - at)) != NULL;) {
        struct keys_line line;
        if (!keys_line_read(bytes + at, (size_t)(end - bytes) - at, &line))
            return REFUSED_RECORD_DAMAGED;
        s = keys_add(k, &line);
        if (s != STATUS_OK)
            return s;
        at = (size_t)(end - bytes) + 1;
    }
    *whole = at;
    return STATUS_OK;
}

static enum status open_file(const char *path, bool anew, struct keys_file *f)
{
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | (anew ? O_TRUNC : 0);
    f->fd = open(path, flags, 0600);
    if (f->fd < 0)
        return errno == EISDIR ? REFUSED_RECORD_NOT_OURS : record_file_status(errno);
    if (fchmod(f->fd, 0600) != 0) /* a copy may have come with another mode */
        return record_file_status(errno);
    return record_file_sync_folder(path);
}

enum status keys_open(const char *path, bool anew, struct keys **keys, struct keys_file **file)
{
    struct keys *k = NULL;
    char *bytes = NULL;
    size_t len = 0;
    struct keys_file *f = calloc(1, sizeof *f);
    if (f == NULL)
        return FAILED_NO_MEMORY;
    f->fd = -1;
    enum status s = keys_create(&k);
    if (s == STATUS_OK)
        s = open_file(path, anew, f);
    if (s == STATUS_OK)
        s = read_all(f->fd, &bytes, &len);
    if (s == STATUS_OK)
        s = load(bytes, len, k, &f->len);
    free(bytes);
    if (s != STATUS_OK) {
        keys_free(k);
        keys_file_close(f);
        return s;
    }
    *keys = k;
    *file = f;
    return STATUS_OK;
}

void keys_file_close(struct keys_file *f)
{
    if (f == NULL)
        return;
    if (f->fd >= 0)
        close(f->fd);
    free(f);
}

/* ---- appending ---- */

static enum status write_all(int fd, const char *bytes, size_t len, size_t at)
{
    while (len > 0) {
        ssize_t n = pwrite(fd, bytes, len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return record_file_status(n == 0 ? ENOSPC : errno);
        bytes += n;
        at += (size_t)n;
        len -= (size_t)n;
    }
    return STATUS_OK;
}

enum status keys_file_append(struct keys_file *f, const struct keys_line *lines, size_t count)
{
    char *text = malloc(HEAD_LEN + count * KEYS_LINE_MAX);
    if (text == NULL)
        return FAILED_NO_MEMORY;
    size_t len = f->len == 0 ? HEAD_LEN : 0;
    memcpy(text, head, len);
    for (size_t i = 0; i < count; i++) {
        char line[KEYS_LINE_MAX];
        size_t n = keys_line_write(&lines[i], line);
        memcpy(text + len, line, n);
        len += n;
    }
    enum status s = ftruncate(f->fd, (off_t)f->len) == 0 ? STATUS_OK : record_file_status(errno);
    if (s == STATUS_OK)
        s = write_all(f->fd, text, len, f->len);
    if (s == STATUS_OK && fdatasync(f->fd) != 0)
        s = record_file_status(errno);
    free(text);
    if (s == STATUS_OK)
        f->len += len;
    else if (ftruncate(f->fd, (off_t)f->len) != 0)
        return FAILED_DISK; /* the next append cuts it off */
    return status_is_refusal(s) ? FAILED_DISK : s;
}
