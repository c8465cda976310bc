/* Makes rooms that hum: WAV, cues and truth, from a seed. */
#include "tests/bench/fault.h"
#include "tests/bench/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "room_maker makes recordings of rooms that hum, with cues and the truth about them.\n"
    "\n"
    "Usage: room_maker --out DIR [--seed 1] [--count 12] [--people 10,30,100] [--ratio "
    "1.25,1.5,2,4]\n"
    "                  [--snr 0,6,12,20 | --excess 3,6,12,20] [--noise 0,1,2,3,4] [--rate 48000]\n"
    "                  [--everyone]\n"
    "       room_maker --flags --out DIR [--seed 1] [--count 1] [--rate 48000]\n"
    "       room_maker --meeting FILE.wav [--seed 1] [--people 30] [--rate 48000]\n"
    "       room_maker --meeting FILE.wav --described SOUND.json [--rate 48000]\n"
    "\n"
    "  --people   the smaller camp\n"
    "  --ratio    the larger camp is so many times that\n"
    "  --snr      one median voice over the noise, dB, in a camp of one\n"
    "  --excess   the smaller camp over the noise, dB, on average; each in turn\n"
    "  --noise    0 pink, 1 air, 2 fan, 3 keyboard, 4 paper, 5 corridor, 6 murmur\n"
    "  --flags    so many of each fault of people, rooms and devices, 6, 12 and 20 dB over the "
    "noise\n"
    "  --meeting  one long recording for a whole meeting: six hums, strong and weak by turns, and "
    "a\n"
    "             silence; FILE.wav.cues.json and FILE.wav.truth.json beside it\n"
    "  --described  the hums that a file names: {\"seed\": 41, \"noise\": \"air\", \"voice_db\": "
    "6,\n"
    "             \"hums\": [{\"label\": \"for\", \"people\": 25}]}; voice_db: one voice over the "
    "noise\n"
    "\n"
    "Example:\n"
    "  room_maker --out rooms --seed 7 --count 40\n";

enum { CHOICES_MAX = 16 };

struct choices {
    double value[CHOICES_MAX];
    int count;
};

struct options {
    const char *out;
    const char *meeting;
    const char *described;
    uint64_t seed;
    int count;
    int rate_hz;
    bool everyone;
    bool flags;
    struct choices people, ratio, snr, excess, noise;
};

static bool read_choices(const char *text, double min, double max, struct choices *out)
{
    struct choices c = {.count = 0};
    for (const char *p = text; c.count < CHOICES_MAX; p++) {
        char *end = NULL;
        const double value = strtod(p, &end);
        if (end == p || !(value >= min && value <= max))
            return false;
        c.value[c.count++] = value;
        p = end;
        if (*p == '\0') {
            *out = c;
            return true;
        }
        if (*p != ',')
            return false;
    }
    return false;
}

static bool read_one(const char *text, double min, double max, int *out)
{
    struct choices c;
    if (!read_choices(text, min, max, &c) || c.count != 1)
        return false;
    *out = (int)c.value[0];
    return true;
}

static bool read_option(const char *name, const char *value, struct options *o)
{
    int seed = 0;
    if (strcmp(name, "--out") == 0)
        return (o->out = value) != NULL;
    if (strcmp(name, "--meeting") == 0)
        return (o->meeting = value) != NULL;
    if (strcmp(name, "--described") == 0)
        return (o->described = value) != NULL;
    if (strcmp(name, "--seed") == 0 && read_one(value, 0, 1e9, &seed)) {
        o->seed = (uint64_t)seed;
        return true;
    }
    return (strcmp(name, "--count") == 0 && read_one(value, 1, 10000, &o->count)) ||
           (strcmp(name, "--rate") == 0 && read_one(value, 8000, 192000, &o->rate_hz)) ||
           (strcmp(name, "--people") == 0 && read_choices(value, 0, 1000, &o->people)) ||
           (strcmp(name, "--ratio") == 0 && read_choices(value, 1, 100, &o->ratio)) ||
           (strcmp(name, "--snr") == 0 && read_choices(value, -60, 60, &o->snr)) ||
           (strcmp(name, "--excess") == 0 && read_choices(value, -60, 60, &o->excess)) ||
           (strcmp(name, "--noise") == 0 &&
            read_choices(value, 0, NOISE_KIND_COUNT - 1, &o->noise));
}

static bool read_options(int argc, char **argv, struct options *o)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--everyone") == 0)
            o->everyone = true;
        else if (strcmp(argv[i], "--flags") == 0)
            o->flags = true;
        else if (i + 1 >= argc || !read_option(argv[i], argv[i + 1], o))
            return false;
        else
            i++;
    }
    return (o->out != NULL) != (o->meeting != NULL) && (o->described == NULL || o->meeting != NULL);
}

static void add(struct room_plan *plan, const char *label, int people)
{
    struct room_hum *h = &plan->hums[plan->count++];
    snprintf(h->label, sizeof h->label, "%s", label);
    h->people = people;
}

/* base: the path without what follows the name. */
static bool write_files(const struct room_plan *plan, float *samples, size_t frames,
                        const char *wav, const char *base)
{
    char path[4096];
    bool ok = room_write_wav(wav, samples, frames, plan->rate_hz);
    snprintf(path, sizeof path, "%s.cues.json", base);
    ok = ok && room_write_cues(path, plan);
    snprintf(path, sizeof path, "%s.truth.json", base);
    ok = ok && room_write_truth(path, plan);
    free(samples);
    return ok;
}

static bool make_files(struct room_plan *plan, const char *wav, const char *base)
{
    size_t frames = 0;
    float *samples = room_make(plan, &frames);
    return write_files(plan, samples, frames, wav, base);
}

static bool make_faults(const struct options *o, struct chance *c)
{
    static const double excesses[] = {6, 12, 20};
    for (int i = 0; i < o->count; i++)
        for (int k = 0; k < fault_rows(); k++)
            for (int e = 0; e < 3; e++) {
                const struct fault_row row = fault_row(k);
                struct room_plan plan;
                size_t frames = 0;
                float *samples =
                    fault_make(c, row.fault, row.people, excesses[e], o->rate_hz, &plan, &frames);
                char base[2048], wav[4096];
                snprintf(base, sizeof base, "%s/%03d-%s-%d-%.0f", o->out, i, plan.name, row.people,
                         excesses[e]);
                snprintf(wav, sizeof wav, "%s.wav", base);
                if (!write_files(&plan, samples, frames, wav, base))
                    return false;
            }
    return true;
}

/* One median voice over the noise. */
static double one_voice_db(const struct options *o, int index, int small, struct chance *c)
{
    const int people = small < 1 ? 1 : small;
    /* large rooms are large: one voice is weaker in them */
    const double snr = o->snr.value[chance_below(c, o->snr.count)] - 5 * log10(people);
    if (o->excess.count == 0)
        return snr;
    /* levels of 5 dB: in power, the mean is over the median by 5 * 5 * ln 10 / 20 = 2.88 dB */
    const int turn = index / (o->people.count * o->ratio.count);
    return o->excess.value[turn % o->excess.count] - 10 * log10(people) - 2.88;
}

static bool make_room(const struct options *o, int index, struct chance *c)
{
    const int small = (int)o->people.value[index % o->people.count];
    const double ratio = o->ratio.value[index / o->people.count % o->ratio.count];
    const int larger = (int)lrint(small * ratio);
    const int large = ratio > 1 && larger == small ? small + 1 : larger;
    const bool swap = chance_below(c, 2) == 1;
    const double one = one_voice_db(o, index, small, c);
    struct room_plan plan = {
        .seed = chance_bits(c),
        .rate_hz = o->rate_hz,
        .noise = (enum noise_kind)o->noise.value[(index + index / 60) % o->noise.count],
        .noise_dbfs = chance_between(c, -65, -45),
        .one_voice_db = one,
    };
    if (o->everyone)
        add(&plan, "everyone", small + large);
    add(&plan, "for", swap ? small : large);
    add(&plan, "against", swap ? large : small);
    char base[2048], wav[4096];
    snprintf(base, sizeof base, "%s/%03d", o->out, index);
    snprintf(wav, sizeof wav, "%s.wav", base);
    return make_files(&plan, wav, base);
}

static bool make_meeting(const struct options *o)
{
    const int people = (int)o->people.value[0];
    struct room_plan plan = {
        .seed = o->seed,
        .rate_hz = o->rate_hz,
        .noise = NOISE_AIR,
        .noise_dbfs = -55,
        .one_voice_db = 6,
    };
    add(&plan, "everyone", people);
    add(&plan, "for", people * 3 / 4);
    add(&plan, "against", people / 6);
    add(&plan, "first", people / 3);
    add(&plan, "second", people / 3);
    add(&plan, "third", 0);
    add(&plan, "again", people / 2);
    return make_files(&plan, o->meeting, o->meeting);
}

static bool make_described(const struct options *o)
{
    struct room_plan plan = {.rate_hz = o->rate_hz};
    return room_read(o->described, &plan) && make_files(&plan, o->meeting, o->meeting);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(HELP, stdout);
        return 0;
    }
    struct options o = {
        .seed = 1,
        .count = 12,
        .rate_hz = 48000,
        .people = {{10, 30, 100}, 3},
        .ratio = {{1.25, 1.5, 2, 4}, 4},
        .snr = {{0, 6, 12, 20}, 4},
        .noise = {{0, 1, 2, 3, 4}, 5},
    };
    if (!read_options(argc, argv, &o)) {
        fputs("room_maker: wrong usage; see room_maker --help\n", stderr);
        return 64;
    }
    struct chance c = {o.seed};
    bool ok = true;
    if (o.described != NULL)
        ok = make_described(&o);
    else if (o.meeting != NULL)
        ok = make_meeting(&o);
    else if (o.flags)
        ok = make_faults(&o, &c);
    else
        for (int i = 0; i < o.count && ok; i++)
            ok = make_room(&o, i, &c);
    if (!ok)
        fprintf(stderr, "room_maker: the files could not be written; is there such a folder%s?\n",
                o.described != NULL ? ", and is a room described" : "");
    return ok ? 0 : 73;
}
