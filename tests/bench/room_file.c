#include "tests/bench/room.h"

#include <stdio.h>
#include <string.h>

static void put_number(FILE *file, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        putc((int)(value >> (8 * i) & 0xff), file);
}

static bool finish(FILE *file)
{
    const bool bad = ferror(file) != 0;
    return fclose(file) == 0 && !bad;
}

bool room_write_wav(const char *path, const float *samples, size_t frames, int32_t rate_hz)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    fputs("RIFF", file);
    put_number(file, (uint32_t)(36 + 2 * frames), 4);
    fputs("WAVEfmt ", file);
    put_number(file, 16, 4);
    put_number(file, 1, 2); /* PCM */
    put_number(file, 1, 2); /* one channel */
    put_number(file, (uint32_t)rate_hz, 4);
    put_number(file, (uint32_t)rate_hz * 2, 4);
    put_number(file, 2, 2);
    put_number(file, 16, 2);
    fputs("data", file);
    put_number(file, (uint32_t)(2 * frames), 4);
    for (size_t i = 0; i < frames; i++)
        put_number(file, (uint32_t)lrintf(samples[i] * 32767), 2);
    return finish(file);
}

static bool is_everyone(const struct room_hum *h)
{
    return strcmp(h->label, "everyone") == 0;
}

bool room_write_cues(const char *path, const struct room_plan *plan)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    fputs("{\"quiet\": {\"start_s\": 0.5, \"end_s\": 5.5},\n", file);
    for (int i = 0; i < plan->count; i++)
        if (is_everyone(&plan->hums[i]))
            fprintf(file, " \"everyone\": {\"start_s\": %.3f, \"end_s\": %.3f},\n",
                    plan->hums[i].start_s, plan->hums[i].end_s);
    fputs(" \"hums\": [", file);
    const char *between = "";
    for (int i = 0; i < plan->count; i++) {
        const struct room_hum *h = &plan->hums[i];
        if (is_everyone(h))
            continue;
        fprintf(file, "%s{\"label\": \"%s\", \"start_s\": %.3f, \"end_s\": %.3f}", between,
                h->label, h->start_s, h->end_s);
        between = ",\n          ";
    }
    fputs("]}\n", file);
    return finish(file);
}

static void put_flags(FILE *file, const char *key, uint32_t flags)
{
    fprintf(file, ", \"%s\": [", key);
    const char *between = "";
    for (int f = 0; f < FLAG_COUNT; f++)
        if (flags & 1u << f) {
            fprintf(file, "%s\"%s\"", between, flag_word((enum flag)f));
            between = ", ";
        }
    fputs("]", file);
}

bool room_write_truth(const char *path, const struct room_plan *plan)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    fprintf(file, "{\"noise\": \"%s\", \"hums\": [", noise_word(plan->noise));
    for (int i = 0; i < plan->count && !plan->levels_unknown; i++) {
        const struct room_hum *h = &plan->hums[i];
        fprintf(file, "%s{\"label\": \"%s\", \"people\": %d, \"hum_db\": ", i > 0 ? ",\n  " : "",
                h->label, h->people);
        if (h->people > 0)
            fprintf(file, "%.3f", h->hum_db);
        else
            fputs("null", file);
        fprintf(file, ", \"noise_db\": %.3f}", h->noise_db);
    }
    fputs("]", file);
    if (plan->name != NULL) {
        fprintf(file, ", \"case\": \"%s\"", plan->name);
        put_flags(file, "must", plan->must);
        put_flags(file, "must_not", plan->must_not);
    }
    fputs("}\n", file);
    return finish(file);
}
