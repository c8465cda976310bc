/* WAV files for tests, written byte by byte so that nothing under test has a hand in them. */
#ifndef HUMROOM_TESTS_WAV_H
#define HUMROOM_TESTS_WAV_H

#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct wav {
    uint32_t rate_hz;
    uint16_t channels;
    uint16_t bits;      /* 16, 24, or 32 for floats */
    uint32_t frames;    /* that the header promises */
    uint32_t holds;     /* that follow; 0: as promised */
    uint32_t data_size; /* in the header; 0: as promised */
};

static inline void wav_number(FILE *f, uint32_t n, int bytes)
{
    for (int i = 0; i < bytes; i++)
        assert_int_not_equal(fputc((int)(n >> 8 * i & 0xff), f), EOF);
}

static inline void wav_sample(FILE *f, float x, int bits)
{
    uint32_t n;
    if (bits == 32)
        memcpy(&n, &x, sizeof n);
    else
        n = (uint32_t)lrintf(x * (float)(1 << (bits - 1)));
    wav_number(f, n, bits / 8);
}

/* samples: interleaved, one for each channel of each frame that the file holds; NULL: all are 0. */
static inline void wav_write(const char *path, struct wav w, const float *samples)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    uint32_t frame_len = (uint32_t)w.channels * w.bits / 8;
    uint32_t size = w.data_size != 0 ? w.data_size : w.frames * frame_len;
    fputs("RIFF", f);
    wav_number(f, size + 36, 4);
    fputs("WAVEfmt ", f);
    wav_number(f, 16, 4);
    wav_number(f, w.bits == 32 ? 3 : 1, 2); /* 3: floats */
    wav_number(f, w.channels, 2);
    wav_number(f, w.rate_hz, 4);
    wav_number(f, w.rate_hz * frame_len, 4);
    wav_number(f, frame_len, 2);
    wav_number(f, w.bits, 2);
    fputs("data", f);
    wav_number(f, size, 4);
    uint32_t count = (w.holds != 0 ? w.holds : w.frames) * w.channels;
    for (uint32_t i = 0; i < count; i++)
        wav_sample(f, samples != NULL ? samples[i] : 0.0f, w.bits);
    assert_int_equal(fclose(f), 0);
}

/* A fresh folder for the files of one test, for it to remove; its name is the caller's to free. */
static inline char *folder_make(void)
{
    char *folder = strdup("/tmp/humroom-test-XXXXXX");
    assert_non_null(folder);
    assert_non_null(mkdtemp(folder));
    return folder;
}

#endif
