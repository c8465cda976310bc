#include "audio/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sndfile.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Programs that write into a pipe cannot go back to enter the length: they leave 0, or something
 * around 2 or 4 GB (sox 0x7ffff000 and less by the header, arecord 0x80000000, ffmpeg 0xffffffff).
 */
static const int64_t LENGTH_UNKNOWN_FROM = 0x7fff0000;

struct sound_file {
    SNDFILE *file;
    struct sound_file_info info;
    int64_t at; /* frames read */
};

static uint32_t number_at(const unsigned char *bytes, bool big_endian)
{
    uint32_t n = 0;
    for (int i = 0; i < 4; i++)
        n = n << 8 | bytes[big_endian ? i : 3 - i];
    return n;
}

/* libsndfile shortens a header's length to what the file holds and says nothing, so we look
 * ourselves: does the chunk of samples end beyond the end of the file? Other formats than RIFF and
 * AIFF: false. */
static bool ends_early(int fd, int64_t size)
{
    unsigned char head[12];
    if (pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head)
        return false;
    bool aiff = memcmp(head, "FORM", 4) == 0 && memcmp(head + 8, "AIF", 3) == 0;
    bool riff = (memcmp(head, "RIFF", 4) == 0 || memcmp(head, "RIFX", 4) == 0) &&
                memcmp(head + 8, "WAVE", 4) == 0;
    if (!aiff && !riff)
        return false;
    bool big_endian = aiff || head[3] == 'X';
    int64_t at = sizeof head;
    while (pread(fd, head, 8, at) == 8) {
        int64_t len = number_at(head + 4, big_endian);
        if (memcmp(head, aiff ? "SSND" : "data", 4) == 0)
            return len != 0 && len < LENGTH_UNKNOWN_FROM && at + 8 + len > size;
        at += 8 + len + len % 2; /* chunks are padded to an even length */
    }
    return false;
}

static enum status open_readable(const char *path, int *out, int64_t *size)
{
    /* not blocking: a named pipe would wait for its writer for ever */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return errno == EACCES || errno == EPERM ? REFUSED_NO_PERMISSION
               : errno == ENOMEM                 ? FAILED_NO_MEMORY
                                                 : REFUSED_NO_FILE;
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(fd);
        return REFUSED_NOT_SOUND;
    }
    *out = fd;
    *size = about.st_size;
    return STATUS_OK;
}

static enum status judge(const SF_INFO *info, bool early)
{
    if (info->samplerate < SOUND_RATE_MIN_HZ || info->samplerate > SOUND_RATE_MAX_HZ)
        return REFUSED_RATE;
    if (info->channels < 1 || info->channels > SOUND_CHANNELS_MAX)
        return REFUSED_CHANNELS;
    if (early)
        return REFUSED_SOUND_TRUNCATED;
    return info->frames < 1 ? REFUSED_EMPTY_SOUND : STATUS_OK;
}

static const double SIDE = 1.41;

/* What is called "rear" is at 110 degrees where there is no other pair beside the room, and behind
 * (weight 1) where there is one. */
static double weight_of(int place, bool has_sides)
{
    switch (place) {
    case SF_CHANNEL_MAP_LFE:
        return 0;
    case SF_CHANNEL_MAP_SIDE_LEFT:
    case SF_CHANNEL_MAP_SIDE_RIGHT:
        return SIDE;
    case SF_CHANNEL_MAP_REAR_LEFT:
    case SF_CHANNEL_MAP_REAR_RIGHT:
        return has_sides ? 1 : SIDE;
    default:
        return 1;
    }
}

static void weigh(SNDFILE *file, int channels, double weight[SOUND_CHANNELS_MAX])
{
    static const double FIVE[] = {1, 1, 1, SIDE, SIDE}, SIX[] = {1, 1, 1, 0, SIDE, SIDE};
    int map[SOUND_CHANNELS_MAX] = {0};
    const int size = channels * (int)sizeof map[0];
    if (sf_command(file, SFC_GET_CHANNEL_MAP_INFO, map, size) == SF_TRUE) {
        bool has_sides = false;
        for (int c = 0; c < channels; c++)
            has_sides = has_sides || map[c] == SF_CHANNEL_MAP_SIDE_LEFT;
        for (int c = 0; c < channels; c++)
            weight[c] = weight_of(map[c], has_sides);
        return;
    }
    for (int c = 0; c < channels; c++)
        weight[c] = channels == 5 ? FIVE[c] : channels == 6 ? SIX[c] : 1;
}

enum status sound_file_open(const char *path, struct sound_file **out)
{
    int fd;
    int64_t size;
    enum status s = open_readable(path, &fd, &size);
    if (s != STATUS_OK)
        return s;
    struct sound_file *f = calloc(1, sizeof *f);
    if (f == NULL) {
        close(fd);
        return FAILED_NO_MEMORY;
    }
    bool early = ends_early(fd, size);
    SF_INFO info = {0};
    f->file = sf_open_fd(fd, SFM_READ, &info, SF_TRUE); /* closes fd, also where it fails */
    s = f->file != NULL ? judge(&info, early) : REFUSED_NOT_SOUND;
    if (s != STATUS_OK) {
        sound_file_close(f);
        return s;
    }
    f->info = (struct sound_file_info){
        .rate_hz = info.samplerate, .channels = info.channels, .frames = info.frames};
    weigh(f->file, info.channels, f->info.weight);
    *out = f;
    return STATUS_OK;
}

const struct sound_file_info *sound_file_info(const struct sound_file *f)
{
    return &f->info;
}

enum status sound_file_read(struct sound_file *f, float *interleaved, size_t frames, size_t *got)
{
    assert(frames <= INT32_MAX);
    sf_count_t n = sf_readf_float(f->file, interleaved, (sf_count_t)frames);
    if (n < 0 || (n == 0 && frames > 0 && f->at < f->info.frames && f->info.frames != INT64_MAX))
        return REFUSED_SOUND_TRUNCATED;
    f->at += n;
    *got = (size_t)n;
    return STATUS_OK;
}

void sound_file_close(struct sound_file *f)
{
    if (f == NULL)
        return;
    if (f->file != NULL)
        sf_close(f->file);
    free(f);
}
