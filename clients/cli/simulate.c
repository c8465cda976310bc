/* humroom simulate: what a hum can settle with so many people in such a room. */
#include "clients/cli/simulate.h"

#include "clients/cli/cli.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char NAME[] = "simulate";

static const char HELP[] =
    "humroom simulate says, before the meeting, what a hum can and cannot settle.\n"
    "\n"
    "Usage: humroom simulate --people N [--spread DB] [--room ROOM | --volume M3 --t60 S]\n"
    "                        [--noise DB] [--seed N] [--json]\n"
    "\n"
    "  --people N     how many people will hum, 3 to 2000\n"
    "  --spread DB    how much voices differ: the standard deviation of their levels, 0 to 12;\n"
    "                 5 if not said\n"
    "  --room ROOM    small (150 m3), medium (450 m3), large (1500 m3) or plenary (3000 m3);\n"
    "                 by the number of people if not said\n"
    "  --volume M3 --t60 S\n"
    "                 the size of the room, 20 to 100000 cubic metres, and its reverberation\n"
    "                 time, 0.1 to 10 seconds\n"
    "  --noise DB     the noise of the room, 0 to 100; a person is taken to hum with 55 dB at\n"
    "                 1 m. 35 dB is a very quiet room, 45 dB a loud one; by the room if not said\n"
    "  --seed N       other chances, the same rooms; 1 if not said\n"
    "  --json         figures for other programs instead of words\n"
    "\n"
    "Example:\n"
    "  humroom simulate --people 30 --room medium\n"
    "\n"
    "Exit codes: 0 done; 64 wrong usage; 71 out of memory; 74 the output cannot be written.\n";

static const struct {
    const char *name;
    double volume_m3, t60_s, noise_db;
    int32_t people_max; /* of this room where none was said */
} rooms[] = {
    {"small", 150, 0.6, 35, 15},
    {"medium", 450, 0.8, 38, 60},
    {"large", 1500, 1.0, 40, 200},
    {"plenary", 3000, 1.2, 43, SIMULATE_PEOPLE_MAX},
};

enum { ROOM_COUNT = sizeof rooms / sizeof rooms[0] };

static const double NOT_SAID = -1;

struct options {
    double people, spread_db, volume_m3, t60_s, noise_db, seed;
    const char *room;
    bool json;
};

static const struct {
    const char *name;
    size_t at; /* in struct options */
    double low, high;
    bool whole;
    const char *takes;
} numbers[] = {
    {"--people", offsetof(struct options, people), SIMULATE_PEOPLE_MIN, SIMULATE_PEOPLE_MAX, true,
     "--people takes a number from 3 to 2000, not"},
    {"--spread", offsetof(struct options, spread_db), 0, 12, false,
     "--spread takes 0 to 12 dB, not"},
    {"--volume", offsetof(struct options, volume_m3), 20, 100000, false,
     "--volume takes 20 to 100000 cubic metres, not"},
    {"--t60", offsetof(struct options, t60_s), 0.1, 10, false,
     "--t60 takes 0.1 to 10 seconds, not"},
    {"--noise", offsetof(struct options, noise_db), 0, 100, false,
     "--noise takes 0 to 100 dB, not"},
    {"--seed", offsetof(struct options, seed), 0, 1e9, true,
     "--seed takes a number from 0 to 1000000000, not"},
};

enum { NUMBER_COUNT = sizeof numbers / sizeof numbers[0] };

static bool read_number(const char *word, size_t which, double *out)
{
    if (strspn(word, "0123456789.") != strlen(word)) /* no sign, exponent, nan or hexadecimal */
        return false;
    char *end = NULL;
    errno = 0;
    const double x = strtod(word, &end);
    if (errno != 0 || end == word || *end != '\0' || x < numbers[which].low ||
        x > numbers[which].high || (numbers[which].whole && x != floor(x)))
        return false;
    *out = x;
    return true;
}

/* An option with its value; returns 0, or the exit code after a sentence. */
static int parse_pair(const char *option, const char *value, struct options *o)
{
    if (strcmp(option, "--room") == 0) {
        o->room = value;
        return value != NULL ? 0 : cli_usage(NAME, "a value is missing after", option);
    }
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        if (strcmp(option, numbers[i].name) == 0) {
            if (value == NULL)
                return cli_usage(NAME, "a value is missing after", option);
            double *out = (double *)(void *)((char *)o + numbers[i].at);
            return read_number(value, i, out) ? 0 : cli_usage(NAME, numbers[i].takes, value);
        }
    return cli_usage(NAME, option[0] == '-' ? "there is no option" : "this says nothing here",
                     option);
}

static int parse_options(int argc, char **argv, struct options *o)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            o->json = true;
            continue;
        }
        const int wrong = parse_pair(argv[i], i + 1 < argc ? argv[i + 1] : NULL, o);
        if (wrong != 0)
            return wrong;
        i++;
    }
    if (o->people < 0)
        return cli_usage(NAME, "how many will hum", "--people N is missing");
    if ((o->volume_m3 < 0) != (o->t60_s < 0))
        return cli_usage(NAME, "say both --volume and --t60", "one is missing");
    if (o->volume_m3 >= 0 && o->room != NULL)
        return cli_usage(NAME, "say --room, or --volume and --t60, not also", o->room);
    return 0;
}

/* Returns 0, or the exit code after a sentence. */
static int find_room(struct options *o, struct simulate_setting *s)
{
    size_t room = 0;
    if (o->volume_m3 >= 0) {
        s->volume_m3 = o->volume_m3;
        s->t60_s = o->t60_s;
        s->noise_db = 40;
        return 0;
    }
    if (o->room != NULL) {
        while (room < ROOM_COUNT && strcmp(o->room, rooms[room].name) != 0)
            room++;
        if (room == ROOM_COUNT)
            return cli_usage(NAME, "--room takes small, medium, large or plenary, not", o->room);
    } else {
        while (s->people > rooms[room].people_max)
            room++;
    }
    o->room = rooms[room].name;
    s->volume_m3 = rooms[room].volume_m3;
    s->t60_s = rooms[room].t60_s;
    s->noise_db = rooms[room].noise_db;
    return 0;
}

static int simulate(struct options *o)
{
    struct simulate_setting setting = {
        .people = (int32_t)o->people,
        .spread_db = o->spread_db,
        .voice_db = SIMULATE_VOICE_DB,
        .meter_db = SIMULATE_METER_DB,
        .one_point = 2,
    };
    const int wrong = find_room(o, &setting);
    if (wrong != 0)
        return wrong;
    if (o->noise_db >= 0)
        setting.noise_db = o->noise_db;
    if (!simulate_fits(&setting))
        return cli_usage(NAME, "so many people do not fit into a room of that size",
                         "say --volume and --t60 of a larger one");
    struct simulation found;
    simulate_run(&setting, (uint64_t)o->seed, &found);
    const struct simulated simulated = {&setting, o->room, (uint64_t)o->seed, &found};
    enum status s = STATUS_OK;
    if (o->json)
        s = simulated_print_json(&simulated);
    else
        simulated_print_text(&simulated);
    return s != STATUS_OK ? cli_fail(NAME, NULL, s) : cli_written(NAME);
}

int command_simulate(int argc, char **argv)
{
    int asked;
    if (cli_asked(NAME, HELP, argc, argv, &asked))
        return asked;
    struct options o = {
        .people = NOT_SAID,
        .spread_db = 5,
        .volume_m3 = NOT_SAID,
        .t60_s = NOT_SAID,
        .noise_db = NOT_SAID,
        .seed = 1,
    };
    const int wrong = parse_options(argc, argv, &o);
    return wrong != 0 ? wrong : simulate(&o);
}
