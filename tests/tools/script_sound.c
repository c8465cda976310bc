#include "tests/tools/script_sound.h"

#include "audio/analyser.h"
#include "audio/file.h"
#include "core/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FRAMES = 4096 };

static enum status read_cues(const char *wav, const struct sound_file_info *info, struct cues *out)
{
    char path[4096], why[CUE_WHY_SIZE];
    char *bytes = malloc(JSON_BYTES_FILE);
    snprintf(path, sizeof path, "%s.cues.json", wav);
    FILE *file = fopen(path, "rb");
    enum status s = bytes == NULL ? FAILED_NO_MEMORY : file == NULL ? REFUSED_NO_FILE : STATUS_OK;
    if (s == STATUS_OK) {
        const size_t len = fread(bytes, 1, JSON_BYTES_FILE, file);
        s = cues_parse(bytes, len, info->rate_hz, info->frames, out, why);
    }
    if (file != NULL)
        fclose(file);
    free(bytes);
    return s;
}

static void keep(void *context, const struct hum *hum)
{
    struct hum *hums = context;
    hums[hum->window] = *hum;
}

/* Up to that frame, or to the file's end. */
static enum status push_until(struct analyser *a, struct sound_file *file, float *samples,
                              int64_t frame)
{
    size_t got = 1;
    enum status s = STATUS_OK;
    while (s == STATUS_OK && got > 0 && analyser_frames(a) < frame) {
        const int64_t left = frame - analyser_frames(a);
        s = sound_file_read(file, samples, left < CHUNK_FRAMES ? (size_t)left : CHUNK_FRAMES, &got);
        if (s == STATUS_OK)
            analyser_push(a, samples, got);
    }
    return s;
}

static enum status measure(struct script_sound *sound, struct sound_file *file,
                           const struct sound_file_info *info)
{
    const struct analyser_output output = {.context = sound->hums, .hum = keep};
    float *samples = calloc(CHUNK_FRAMES * (size_t)info->channels, sizeof *samples);
    struct analyser *a = NULL;
    enum status s = samples == NULL ? FAILED_NO_MEMORY
                                    : analyser_create(info->rate_hz, info->channels, &output, &a);
    for (size_t i = 0; s == STATUS_OK && i < sound->cues.count; i++) {
        const struct cue *c = &sound->cues.hums[i];
        s = push_until(a, file, samples, c->start_frame);
        if (s != STATUS_OK)
            break;
        analyser_start(a, (uint32_t)i, c->end_frame - c->start_frame);
        s = push_until(a, file, samples, c->end_frame);
        analyser_end(a);
    }
    if (s == STATUS_OK)
        s = push_until(a, file, samples, INT64_MAX);
    if (s == STATUS_OK)
        analyser_finish(a);
    analyser_free(a);
    free(samples);
    return s;
}

enum status script_sound_open(struct script_sound *out, const char *wav)
{
    struct script_sound sound = {0};
    struct sound_file *file = NULL;
    enum status s = sound_file_open(wav, &file);
    if (s != STATUS_OK)
        return s;
    const struct sound_file_info info = *sound_file_info(file);
    s = read_cues(wav, &info, &sound.cues);
    if (s == STATUS_OK) {
        sound.hums = calloc(sound.cues.count + 1, sizeof *sound.hums);
        s = sound.hums == NULL ? FAILED_NO_MEMORY : measure(&sound, file, &info);
    }
    sound_file_close(file);
    if (s == STATUS_OK)
        *out = sound;
    else
        script_sound_release(&sound);
    return s;
}

void script_sound_release(struct script_sound *s)
{
    free(s->hums);
    s->hums = NULL;
    cues_release(&s->cues);
}

const struct hum *script_sound_hum(const struct script_sound *s, const char *label)
{
    for (size_t i = 0; label != NULL && i < s->cues.count; i++)
        if (strcmp(s->cues.hums[i].label, label) == 0)
            return &s->hums[i];
    return NULL;
}
