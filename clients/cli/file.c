#include "clients/cli/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_CANNOT_CREATE = 73, EXIT_INPUT_OUTPUT = 74 };

static const char THERE[] = "is there already; move it away or choose another name";

static int complain(const char *command, const char *path, const char *sentence, int code)
{
    fprintf(stderr, "humroom %s: %s: %s\n", command, path, sentence);
    return code;
}

enum status file_read(const char *path, size_t max, char **out, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return errno == EACCES ? REFUSED_NO_PERMISSION : REFUSED_NO_FILE;
    char *bytes = malloc(max + 1);
    size_t n = bytes != NULL ? fread(bytes, 1, max + 1, f) : 0;
    enum status s = bytes == NULL ? FAILED_NO_MEMORY : ferror(f) ? REFUSED_NO_FILE : STATUS_OK;
    (void)fclose(f);
    if (s != STATUS_OK) {
        free(bytes);
        return s;
    }
    *out = bytes;
    *len = n;
    return STATUS_OK;
}

int file_check_new(const char *command, const char *path)
{
    struct stat there;
    return lstat(path, &there) == 0 ? complain(command, path, THERE, EXIT_CANNOT_CREATE) : 0;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    size_t done = 0;
    while (done < len) {
        ssize_t n = write(fd, bytes + done, len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

int file_write_new(const char *command, const char *path, const char *bytes, size_t len,
                   unsigned mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (fd < 0)
        return complain(command, path, errno == EEXIST ? THERE : strerror(errno),
                        EXIT_CANNOT_CREATE);
    bool ok = write_all(fd, bytes, len) && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    if (ok)
        return 0;
    (void)unlink(path);
    return complain(command, path, "cannot be written", EXIT_INPUT_OUTPUT);
}
