/* Makes a long recording: a minute is a room's noise, then somebody talks, then five seconds of
 * hum, with a cue. Mono, 48 kHz, 16 bit. */
#include "tests/bench/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 48000, HUMS = 6, MINUTES_MAX = 600, MINUTE = 60 * RATE };

/* Of a room's recording, tests/bench/room.h: quiet in its first 6 s, then 8.5 s a hum. */
enum {
    QUIET_FROM = RATE / 4,
    QUIET_UNTIL = 23 * RATE / 4,
    HUM_FROM = 6 * RATE,
    HUM = 17 * RATE / 2
};

static void put_number(FILE *file, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        putc((int)(value >> (8 * i) & 0xff), file);
}

static void put_header(FILE *file, uint32_t bytes)
{
    fputs("RIFF", file);
    put_number(file, 36 + bytes, 4);
    fputs("WAVEfmt ", file);
    put_number(file, 16, 4);
    put_number(file, 1, 2); /* PCM */
    put_number(file, 1, 2); /* one channel */
    put_number(file, RATE, 4);
    put_number(file, RATE * 2, 4);
    put_number(file, 2, 2);
    put_number(file, 16, 2);
    fputs("data", file);
    put_number(file, bytes, 4);
}

static void put_minute(FILE *file, const float *room, int minute)
{
    const float *hum = room + HUM_FROM + minute % HUMS * HUM;
    for (int i = 0; i < MINUTE; i++) {
        const int at = i - (MINUTE - HUM);
        const float x = at >= 0 ? hum[at] : room[QUIET_FROM + i % (QUIET_UNTIL - QUIET_FROM)];
        put_number(file, (uint32_t)lrintf(x * 32767), 2);
    }
}

static bool finish(FILE *file)
{
    const bool bad = ferror(file) != 0;
    return fclose(file) == 0 && !bad;
}

static bool write_sound(const char *path, const float *room, int minutes)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    put_header(file, (uint32_t)minutes * MINUTE * 2);
    for (int m = 0; m < minutes; m++)
        put_minute(file, room, m);
    return finish(file);
}

static bool write_cues(const char *wav, int minutes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s.cues.json", wav);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    fputs("{\"hums\": [", file);
    for (int m = 0; m < minutes; m++) /* 1.5 s of talk, 5 of hum, 2 of rest end each minute */
        fprintf(file, "%s{\"label\": \"%d\", \"start_s\": %d, \"end_s\": %d}", m > 0 ? ",\n" : "",
                m + 1, 60 * m + 53, 60 * m + 58);
    fputs("]}\n", file);
    return finish(file);
}

int main(int argc, char **argv)
{
    const long minutes = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (minutes < 1 || minutes > MINUTES_MAX) {
        fputs("usage: hour_maker FILE.wav MINUTES    (FILE.wav.cues.json is made beside it)\n",
              stderr);
        return 64;
    }
    struct room_plan plan = {
        .seed = 60,
        .rate_hz = RATE,
        .noise = NOISE_AIR,
        .noise_dbfs = -55,
        .one_voice_db = 6,
    };
    static const int PEOPLE[HUMS] = {30, 20, 5, 10, 1, 15};
    for (int i = 0; i < HUMS; i++)
        plan.hums[plan.count++].people = PEOPLE[i];
    size_t frames = 0;
    float *room = room_make(&plan, &frames);
    const bool ok = frames >= HUM_FROM + HUMS * HUM && write_sound(argv[1], room, (int)minutes) &&
                    write_cues(argv[1], (int)minutes);
    free(room);
    if (!ok)
        fprintf(stderr, "hour_maker: %s could not be written\n", argv[1]);
    return ok ? 0 : 73;
}
