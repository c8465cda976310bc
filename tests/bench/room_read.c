#include "core/json.h"
#include "tests/bench/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* On the heap; NULL where it could not be read. */
static struct json *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(JSON_BYTES_FILE);
    struct json *v = NULL;
    if (file != NULL && bytes != NULL) {
        const size_t len = fread(bytes, 1, JSON_BYTES_FILE, file);
        if (json_parse(bytes, len, JSON_DEPTH_FILE, JSON_BYTES_FILE, &v) != STATUS_OK)
            v = NULL;
    }
    if (file != NULL)
        fclose(file);
    free(bytes);
    return v;
}

static bool read_noise(const struct json *v, struct room_plan *plan)
{
    const char *word = json_text(v, "noise", NULL);
    for (int k = 0; word != NULL && k < NOISE_KIND_COUNT; k++)
        if (strcmp(word, noise_word((enum noise_kind)k)) == 0) {
            plan->noise = (enum noise_kind)k;
            return true;
        }
    return false;
}

static bool read_hum(const struct json *v, double voice_db, struct room_hum *h)
{
    int64_t people = 0;
    size_t len = 0;
    const char *label = json_text(v, "label", &len);
    if (label == NULL || len >= sizeof h->label || !json_int(v, "people", &people) || people < 0 ||
        people > 1000)
        return false;
    snprintf(h->label, sizeof h->label, "%s", label);
    h->people = (int)people;
    h->levelled = people > 0;
    h->excess_db = people > 0 ? voice_db + 10 * log10((double)people) : 0;
    return true;
}

bool room_read(const char *path, struct room_plan *plan)
{
    struct json *v = read_file(path);
    const struct json *hums = json_member(v, "hums");
    double voice_db = 0;
    int64_t seed = 0;
    bool ok = v != NULL && json_int(v, "seed", &seed) && json_number(v, "voice_db", &voice_db) &&
              read_noise(v, plan) && json_count(hums) > 0 && json_count(hums) <= ROOM_HUMS_MAX;
    plan->seed = (uint64_t)seed;
    plan->noise_dbfs = -55;
    plan->count = ok ? (int)json_count(hums) : 0;
    for (int i = 0; ok && i < plan->count; i++)
        ok = read_hum(json_item(hums, (size_t)i), voice_db, &plan->hums[i]);
    json_free(v);
    return ok;
}
