/* humroom measure: the meter on a recording. The cues are the commands that a chair would have
 * given at those frames. */
#include "clients/cli/measure.h"

#include "audio/analyser.h"
#include "audio/file.h"
#include "clients/cli/cli.h"
#include "clients/cli/cues.h"
#include "clients/cli/plot.h"
#include "core/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char NAME[] = "measure";

static const char HELP[] =
    "humroom measure finds on a recording how strongly the room hummed at each cue.\n"
    "\n"
    "Usage: humroom measure FILE --cues CUES.json [--people N] [--json]\n"
    "                       [--plot OUT.svg]\n"
    "\n"
    "  FILE           WAV, FLAC or another sound file; 8 to 192 kHz, 1 to 8 channels\n"
    "  --cues FILE    when the chair asked for what, in seconds:\n"
    "                 {\"quiet\": {\"start_s\": 0.5, \"end_s\": 5.5},\n"
    "                  \"everyone\": {\"start_s\": 7.5, \"end_s\": 12.5},\n"
    "                  \"hums\": [{\"label\": \"for\", \"start_s\": 16, \"end_s\": 21}, ...]}\n"
    "                 quiet and everyone may be missing\n"
    "  --people N     how many people hum in the room; 10 are assumed where nobody says\n"
    "  --json         figures for other programs instead of words\n"
    "  --plot FILE    also draws level, room noise, windows, hums and flags over time, as SVG\n"
    "\n"
    "Example:\n"
    "  humroom measure room.wav --cues room.cues.json --people 30\n"
    "\n"
    "Exit codes: 0 measured; 64 wrong usage; 65 the recording or the cues cannot be used; 66 no "
    "such\n"
    "file; 71 out of memory; 73 the picture cannot be made there; 74 the output cannot be\n"
    "written; 77 no permission.\n";

enum { PEOPLE_MAX = 1000000, CHUNK_FRAMES = 4096 };

struct options {
    const char *file;
    const char *cues;
    const char *plot;
    uint32_t people;
    bool json;
};

/* Returns 0, or the exit code after a sentence. */
static int parse_options(int argc, char **argv, struct options *o)
{
    for (int i = 1; i < argc; i++) {
        const bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--json") == 0) {
            o->json = true;
        } else if (strcmp(argv[i], "--cues") == 0 || strcmp(argv[i], "--people") == 0 ||
                   strcmp(argv[i], "--plot") == 0) {
            if (!has_value)
                return cli_usage(NAME, "a value is missing after", argv[i]);
            const char *option = argv[i++];
            if (strcmp(option, "--cues") == 0) {
                o->cues = argv[i];
                continue;
            }
            if (strcmp(option, "--plot") == 0) {
                o->plot = argv[i];
                continue;
            }
            char *end = NULL;
            errno = 0;
            const long people = strtol(argv[i], &end, 10);
            if (errno != 0 || end == argv[i] || *end != '\0' || people < 1 || people > PEOPLE_MAX)
                return cli_usage(NAME, "--people takes a number from 1 to 1000000, not", argv[i]);
            o->people = (uint32_t)people;
        } else if (argv[i][0] == '-' && argv[i][1] != '\0') {
            return cli_usage(NAME, "there is no option", argv[i]);
        } else if (o->file == NULL) {
            o->file = argv[i];
        } else {
            return cli_usage(NAME, "one recording at a time, not also", argv[i]);
        }
    }
    if (o->file == NULL)
        return cli_usage(NAME, "which recording", "FILE is missing");
    if (o->cues == NULL)
        return cli_usage(NAME, "where the hums are", "--cues CUES.json is missing");
    return 0;
}

static enum status read_bytes(const char *path, char **out, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return errno == EACCES || errno == EPERM ? REFUSED_NO_PERMISSION : REFUSED_NO_FILE;
    char *bytes = malloc(JSON_BYTES_FILE + 1);
    *len = bytes != NULL ? fread(bytes, 1, JSON_BYTES_FILE + 1, file) : 0;
    const bool failed = ferror(file) != 0;
    fclose(file);
    *out = bytes;
    if (bytes == NULL)
        return FAILED_NO_MEMORY;
    return failed ? REFUSED_CUES : STATUS_OK; /* a folder, for one */
}

/* ---- from cues to commands ---- */

enum step_kind { STEP_QUIET_END, STEP_END, STEP_QUIET_START, STEP_START };

/* Steps at one frame: what ends comes first. */
struct step {
    int64_t frame;
    enum step_kind kind;
    uint32_t window; /* hums by their index, everyone after them */
    int64_t length;
};

static int by_frame(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    if (x->frame != y->frame)
        return x->frame < y->frame ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static size_t add_window(struct step *steps, size_t at, const struct cue *cue, uint32_t window)
{
    steps[at] =
        (struct step){cue->start_frame, STEP_START, window, cue->end_frame - cue->start_frame};
    steps[at + 1] = (struct step){cue->end_frame, STEP_END, window, 0};
    return at + 2;
}

static enum status make_steps(const struct cues *cues, struct step **out, size_t *count)
{
    struct step *steps = calloc(2 * cues->count + 4, sizeof *steps);
    if (steps == NULL)
        return FAILED_NO_MEMORY;
    size_t at = 0;
    for (size_t i = 0; i < cues->count; i++)
        at = add_window(steps, at, &cues->hums[i], (uint32_t)i);
    if (cues->has_everyone)
        at = add_window(steps, at, &cues->everyone, (uint32_t)cues->count);
    if (cues->has_quiet) {
        steps[at++] = (struct step){.frame = cues->quiet.start_frame, .kind = STEP_QUIET_START};
        steps[at++] = (struct step){.frame = cues->quiet.end_frame, .kind = STEP_QUIET_END};
    }
    qsort(steps, at, sizeof *steps, by_frame);
    *out = steps;
    *count = at;
    return STATUS_OK;
}

static void do_step(struct analyser *a, const struct step *step)
{
    switch (step->kind) {
    case STEP_QUIET_START:
        analyser_quiet_start(a);
        break;
    case STEP_QUIET_END:
        analyser_quiet_end(a);
        break;
    case STEP_START:
        analyser_start(a, step->window, step->length);
        break;
    case STEP_END:
        analyser_end(a);
        break;
    }
}

/* ---- the run ---- */

struct run {
    struct cues cues;
    struct hum *hums; /* cues.count, then everyone */
    int64_t frames;
    struct loudness_figures loudness;
    struct plot_trace trace;
};

static void keep_level(void *context, const struct reading *reading)
{
    struct run *run = context;
    plot_trace_add(&run->trace, reading->level_mb);
}

static void keep_hum(void *context, const struct hum *hum)
{
    struct run *run = context;
    run->hums[hum->window] = *hum;
}

/* Plays the whole file; steps that lie behind its end are left over. */
static enum status play(struct sound_file *file, struct analyser *a, const struct step *steps,
                        size_t count)
{
    const size_t channels = (size_t)sound_file_info(file)->channels;
    float *samples = calloc(CHUNK_FRAMES * channels, sizeof *samples);
    enum status s = samples == NULL ? FAILED_NO_MEMORY : STATUS_OK;
    size_t next = 0;
    for (;;) {
        while (next < count && steps[next].frame == analyser_frames(a))
            do_step(a, &steps[next++]);
        size_t want = CHUNK_FRAMES, got = 0;
        if (next < count && steps[next].frame - analyser_frames(a) < CHUNK_FRAMES)
            want = (size_t)(steps[next].frame - analyser_frames(a));
        if (s == STATUS_OK)
            s = sound_file_read(file, samples, want, &got);
        if (s != STATUS_OK || got == 0)
            break;
        analyser_push(a, samples, got);
    }
    free(samples);
    if (s == STATUS_OK && next < count)
        s = REFUSED_CUES;
    if (s == STATUS_OK)
        analyser_finish(a);
    return s;
}

static enum status measure(struct sound_file *file, struct run *run)
{
    const struct sound_file_info *info = sound_file_info(file);
    struct step *steps = NULL;
    size_t count = 0;
    run->hums = calloc(run->cues.count + 1, sizeof *run->hums);
    enum status s = run->hums == NULL ? FAILED_NO_MEMORY : make_steps(&run->cues, &steps, &count);
    struct analyser *analyser = NULL;
    const struct analyser_output output = {.context = run, .reading = keep_level, .hum = keep_hum};
    if (s == STATUS_OK)
        s = analyser_create(info->rate_hz, info->channels, &output, &analyser);
    for (int32_t c = 0; c < info->channels && s == STATUS_OK; c++)
        analyser_weigh(analyser, c, info->weight[c]);
    if (s == STATUS_OK)
        s = play(file, analyser, steps, count);
    if (s == STATUS_OK) {
        run->frames = analyser_frames(analyser);
        run->loudness = analyser_loudness(analyser);
    }
    analyser_free(analyser);
    free(steps);
    return s;
}

/* The loudest hum but this one, of at most all people. */
static const struct hum *loudest_other(const struct run *run, size_t but)
{
    const struct hum *best = NULL;
    for (size_t i = 0; i < run->cues.count; i++) {
        const struct hum *h = &run->hums[i];
        if (i != but && h->void_reason == HUM_VALID && !h->silent &&
            (best == NULL || h->hum_mb > best->hum_mb))
            best = h;
    }
    return best;
}

/* Words on the room's scale where everybody hummed once, with the same gain; how many people a
 * silence can hide. */
static void set_words(struct run *run, uint32_t people)
{
    const struct hum *everyone = run->cues.has_everyone ? &run->hums[run->cues.count] : NULL;
    for (size_t i = 0; i < run->cues.count; i++) {
        struct hum *h = &run->hums[i];
        const bool gain =
            everyone != NULL && ((h->flags | everyone->flags) & 1u << FLAG_GAIN_CHANGE) != 0;
        const struct hum *scale = everyone == NULL || gain || everyone->silent ? NULL : everyone;
        if (scale != NULL)
            hum_set_scale(h, scale);
        h->hidden_people =
            hum_hidden_people(h, scale != NULL ? scale : loudest_other(run, i), people);
    }
}

static int report_cues(const char *path, const char *why)
{
    fprintf(stderr, "humroom %s: %s: %s\n", NAME, path, why);
    return status_exit(REFUSED_CUES);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* A picture must not take the place of what it is made from. */
static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The recording is open; what remains is cues, measuring and printing. */
static int measure_open_file(const struct options *o, struct sound_file *file)
{
    const struct sound_file_info info = *sound_file_info(file);
    char *bytes = NULL;
    size_t len = 0;
    enum status s = read_bytes(o->cues, &bytes, &len);
    if (s != STATUS_OK) {
        free(bytes);
        return cli_fail(NAME, o->cues, s);
    }
    struct run run = {0};
    char why[CUE_WHY_SIZE];
    s = cues_parse(bytes, len, info.rate_hz, info.frames, &run.cues, why);
    free(bytes);
    if (s != STATUS_OK)
        return s == REFUSED_CUES ? report_cues(o->cues, why) : cli_fail(NAME, o->cues, s);
    s = measure(file, &run);
    int code = 0;
    if (s == REFUSED_CUES)
        code = report_cues(o->cues, "a cue lies behind the end of the recording");
    else if (s != STATUS_OK)
        code = cli_fail(NAME, o->file, s);
    else
        set_words(&run, o->people);
    const struct measured measured = {
        .rate_hz = info.rate_hz,
        .duration_s = (double)run.frames / info.rate_hz,
        .people = o->people,
        .cues = &run.cues,
        .hums = run.hums,
        .loudness = run.loudness,
    };
    if (code == 0 && o->plot != NULL)
        code = plot_write(o->plot, &measured, &run.trace, base_name(o->file));
    if (code == 0 && o->json)
        s = measured_print_json(&measured);
    else if (code == 0)
        measured_print_text(&measured);
    if (code == 0)
        code = s != STATUS_OK ? cli_fail(NAME, NULL, s) : cli_written(NAME);
    free(run.hums);
    cues_release(&run.cues);
    return code;
}

int command_measure(int argc, char **argv)
{
    int asked;
    if (cli_asked(NAME, HELP, argc, argv, &asked))
        return asked;
    struct options o = {0};
    const int wrong = parse_options(argc, argv, &o);
    if (wrong != 0)
        return wrong;
    if (o.plot != NULL && (is_same_file(o.plot, o.file) || is_same_file(o.plot, o.cues)))
        return cli_usage(NAME, "the picture would take the place of", o.plot);
    struct sound_file *file = NULL;
    const enum status s = sound_file_open(o.file, &file);
    if (s != STATUS_OK)
        return cli_fail(NAME, o.file, s);
    const int code = measure_open_file(&o, file);
    sound_file_close(file);
    return code;
}
