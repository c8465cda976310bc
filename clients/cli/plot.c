#include "clients/cli/plot.h"

#include "clients/cli/cli.h"
#include "clients/cli/svg.h"
#include "core/sentence.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEFT = 56,
    RIGHT = 24,
    TOP = 84,
    HEIGHT = 280,
    AXIS = 44,
    LEGEND_ROW = 22,
    LIST_ROW = 19,
    WIDTH_MIN = 760,
    WIDTH_MAX = 3800,
    PX_A_SECOND = 12,
    MARK_PX = 5,
    LABEL_UP = 20, /* over the field; flags are between */
    LIST_COLUMN_PX = 8,
    TIME_SIZE = 64,
    LABEL_SIZE = 320, /* a cue's label and a number */
    EXIT_CANNOT_CREATE = 73,
};

/* Light, dark and print; a kind is told by its line and its label too, never by colour alone. */
static const char STYLE[] =
    "<style>\n"
    "text{font:12px system-ui,sans-serif;fill:#15191e}\n"
    ".head{font-size:15px;font-weight:600}.small{font-size:11px}\n"
    ".paper{fill:#fff}.quiet{fill:none;stroke:#4d555e;stroke-dasharray:1 4;stroke-linecap:round}\n"
    ".grid{stroke:#d9dbde}.frame{fill:none;stroke:#747b83}\n"
    ".window{fill:#0b5363;fill-opacity:.1;stroke:#0b5363}\n"
    ".trace{fill:none;stroke:#4d555e;stroke-linejoin:round}\n"
    ".hum{stroke:#0b5363;stroke-width:4}.end{stroke:#0b5363;stroke-width:2}\n"
    ".noise{stroke:#9a4b00;stroke-width:2.5;stroke-dasharray:7 4}\n"
    ".void{stroke:#9a2515;stroke-width:2}\n"
    ".flag{fill:#9a2515}\n"
    "@media screen and (prefers-color-scheme:dark){\n"
    "text{fill:#f1f3f5}.paper{fill:#14181d}.quiet,.trace{stroke:#b3bbc4}\n"
    ".grid{stroke:#333b44}.frame{stroke:#87919b}\n"
    ".window{fill:#7fd3e4;stroke:#7fd3e4}.hum,.end{stroke:#7fd3e4}\n"
    ".noise{stroke:#ffb866}.void{stroke:#ffab9c}.flag{fill:#ffab9c}}\n"
    "</style>\n";

struct plot {
    const struct measured *m;
    const struct plot_trace *trace;
    struct text *out;
    struct text list; /* a line for each hum, in words */
    double width;     /* of the field, px */
    int32_t low_mb;   /* bottom and top of the field */
    int32_t high_mb;
    size_t columns; /* of text, over the whole width */
};

static double x_of(const struct plot *p, double seconds)
{
    return LEFT + p->width * fmax(0, fmin(1, seconds / p->m->duration_s));
}

static double y_of(const struct plot *p, int32_t mb)
{
    const double share = (double)(mb - p->low_mb) / (p->high_mb - p->low_mb);
    return TOP + HEIGHT * (1 - fmax(0, fmin(1, share)));
}

/* ---- what is drawn of each hum ---- */

static size_t hum_count(const struct measured *m)
{
    return m->cues->count + m->cues->has_everyone;
}

/* Everyone first, as in the words. */
static size_t hum_index(const struct measured *m, size_t i)
{
    if (!m->cues->has_everyone)
        return i;
    return i == 0 ? m->cues->count : i - 1;
}

static const struct cue *cue_of(const struct measured *m, size_t index)
{
    return index < m->cues->count ? &m->cues->hums[index] : &m->cues->everyone;
}

static void include_level(struct plot *p, int32_t mb)
{
    if (mb == LEVEL_NONE_MB)
        return;
    p->low_mb = mb < p->low_mb ? mb : p->low_mb;
    p->high_mb = mb > p->high_mb ? mb : p->high_mb;
}

/* Whole tens of dB around everything, at most 90 dB. */
static void find_levels(struct plot *p)
{
    enum { TEN_DB = 1000, MOST = 9000 };
    p->low_mb = INT32_MAX;
    p->high_mb = INT32_MIN;
    for (int32_t i = 0; i < p->trace->count; i++) {
        include_level(p, p->trace->points[i].low_mb);
        include_level(p, p->trace->points[i].high_mb);
    }
    for (size_t i = 0; i < hum_count(p->m); i++) {
        const struct hum *h = &p->m->hums[hum_index(p->m, i)];
        include_level(p, h->hum_mb);
        include_level(p, h->noise_mb);
    }
    if (p->low_mb > p->high_mb)
        p->low_mb = p->high_mb = LEVEL_SILENT_MB;
    p->high_mb = (int32_t)ceil((p->high_mb + 1.0) / TEN_DB) * TEN_DB;
    p->low_mb = (int32_t)floor((p->low_mb - 1.0) / TEN_DB) * TEN_DB;
    if (p->high_mb - p->low_mb > MOST)
        p->low_mb = p->high_mb - MOST;
}

/* ---- axes ---- */

static void draw_level_axis(const struct plot *p)
{
    for (int32_t mb = p->low_mb; mb <= p->high_mb; mb += 1000) {
        char label[24];
        snprintf(label, sizeof label, "%" PRId32, mb / 100);
        svg_line(p->out, "grid", LEFT, y_of(p, mb), LEFT + p->width, y_of(p, mb));
        svg_text(p->out, "small", "end", LEFT - 6, y_of(p, mb) + 4, label);
    }
    svg_text(p->out, "small", "start", 8, TOP - LABEL_UP, "dB");
}

static void time_label(double seconds, double step, double all, char out[TIME_SIZE])
{
    const long whole = lround(seconds);
    if (all < 180)
        snprintf(out, TIME_SIZE, "%.*f s", step < 0.1 ? 2 : step < 1 ? 1 : 0, seconds);
    else if (all < 3600)
        snprintf(out, TIME_SIZE, "%ld:%02ld", whole / 60, whole % 60);
    else
        snprintf(out, TIME_SIZE, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
}

static void draw_time_axis(const struct plot *p)
{
    static const double steps[] = {0.05, 0.1, 0.2, 0.5, 1,   2,   5,    10,  15,
                                   30,   60,  120, 300, 600, 900, 1800, 3600};
    const double all = p->m->duration_s;
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof steps[0] && steps[i] * p->width / all < 70)
        i++;
    double step = steps[i];
    while (step * p->width / all < 70)
        step *= 2;
    for (int k = 0; k * step <= all; k++) {
        char label[TIME_SIZE];
        time_label(k * step, step, all, label);
        svg_line(p->out, "frame", x_of(p, k * step), TOP + HEIGHT, x_of(p, k * step),
                 TOP + HEIGHT + 5);
        svg_text(p->out, "small", "middle", x_of(p, k * step), TOP + HEIGHT + 18, label);
    }
    svg_text(p->out, "small", "start", LEFT, TOP + HEIGHT + 34,
             "time from the start of the recording; level re full scale, 100 to 1000 Hz");
    svg_rect(p->out, "frame", LEFT, TOP, p->width, HEIGHT);
}

/* ---- the field ---- */

static void draw_trace(const struct plot *p)
{
    const double step_s = (double)p->trace->per * HUM_TRACE_STEP_MS / 1000;
    char letter = 'M';
    text_add(p->out, "<path class=\"trace\" d=\"");
    for (int32_t i = 0; i < p->trace->count; i++) {
        const struct plot_point *point = &p->trace->points[i];
        const double x = x_of(p, (i + 0.5) * step_s);
        text_addf(p->out, "%c%.1f %.1f", letter, x, y_of(p, point->low_mb));
        letter = 'L';
        if (point->high_mb != point->low_mb)
            text_addf(p->out, "V%.1f", y_of(p, point->high_mb));
    }
    text_add(p->out, "\"/>\n");
}

static void draw_hum_line(const struct plot *p, double from_s, double until_s, int32_t mb)
{
    const double x1 = x_of(p, from_s), x2 = x_of(p, until_s), y = y_of(p, mb);
    svg_line(p->out, "hum", x1, y, x2, y);
    svg_line(p->out, "end", x1, y - MARK_PX - 2, x1, y + MARK_PX + 2);
    svg_line(p->out, "end", x2, y - MARK_PX - 2, x2, y + MARK_PX + 2);
}

static void draw_flag(const struct plot *p, double x, double y)
{
    text_addf(p->out, "<path class=\"flag\" d=\"M%.1f %.1fl%d %dh%dz\"/>\n", x, y - MARK_PX - 1,
              MARK_PX + 1, 2 * MARK_PX + 1, -2 * MARK_PX - 2);
}

static void draw_cross(const struct plot *p, double x1, double y1, double x2, double y2)
{
    svg_line(p->out, "void", x1, y1, x2, y2);
    svg_line(p->out, "void", x1, y2, x2, y1);
}

static void draw_window(const struct plot *p, const struct cue *cue)
{
    svg_rect(p->out, "window", x_of(p, cue->start_s), TOP,
             x_of(p, cue->end_s) - x_of(p, cue->start_s), HEIGHT);
}

static void draw_hum(const struct plot *p, const struct cue *cue, const struct hum *h)
{
    const double x1 = x_of(p, cue->start_s), x2 = x_of(p, cue->end_s);
    if (h->noise_mb != LEVEL_NONE_MB)
        svg_line(p->out, "noise", x1, y_of(p, h->noise_mb), x2, y_of(p, h->noise_mb));
    if (h->hum_mb != LEVEL_NONE_MB)
        draw_hum_line(p, (double)h->onset_frame / h->rate_hz, (double)h->offset_frame / h->rate_hz,
                      h->hum_mb);
    if (h->void_reason != HUM_VALID)
        draw_cross(p, x1, TOP, x2, TOP + HEIGHT);
    if (h->flags != 0)
        draw_flag(p, (x1 + x2) / 2, TOP - 9);
}

/* Number and label over the window, cut or the number alone where the next one is near. */
static void draw_label(const struct plot *p, size_t i, const struct cue *cue, double until)
{
    enum { LEAST_COLUMNS = 8 };
    char label[LABEL_SIZE];
    const double x = x_of(p, cue->start_s);
    const size_t columns = (size_t)fmax(0, (until - x) / SVG_COLUMN_PX - 1);
    const size_t len = strlen(cue->label), number = i < 9 ? 2 : i < 99 ? 3 : 4;
    if (svg_columns(cue->label, len) + number <= columns)
        snprintf(label, sizeof label, "%zu %s", i + 1, cue->label);
    else if (columns >= LEAST_COLUMNS)
        snprintf(label, sizeof label, "%zu %.*s\xe2\x80\xa6", i + 1,
                 (int)svg_fit(cue->label, len, columns - number - 1), cue->label);
    else
        snprintf(label, sizeof label, "%zu", i + 1);
    svg_text(p->out, "label", "start", x, TOP - LABEL_UP, label);
}

static double next_start(const struct plot *p, const struct cue *cue)
{
    double next = p->m->duration_s;
    for (size_t i = 0; i < hum_count(p->m); i++) {
        const struct cue *other = cue_of(p->m, hum_index(p->m, i));
        if (other->start_frame > cue->start_frame)
            next = fmin(next, other->start_s);
    }
    const struct cues *cues = p->m->cues;
    if (cues->has_quiet && cues->quiet.start_frame > cue->start_frame)
        next = fmin(next, cues->quiet.start_s);
    return x_of(p, next);
}

static void draw_field(const struct plot *p)
{
    const struct cues *cues = p->m->cues;
    if (cues->has_quiet) {
        svg_rect(p->out, "quiet", x_of(p, cues->quiet.start_s), TOP + 1,
                 x_of(p, cues->quiet.end_s) - x_of(p, cues->quiet.start_s), HEIGHT - 2);
        svg_text(p->out, "label", "start", x_of(p, cues->quiet.start_s), TOP - LABEL_UP, "quiet");
    }
    for (size_t i = 0; i < hum_count(p->m); i++)
        draw_window(p, cue_of(p->m, hum_index(p->m, i)));
    draw_trace(p);
    for (size_t i = 0; i < hum_count(p->m); i++) {
        const size_t index = hum_index(p->m, i);
        const struct cue *cue = cue_of(p->m, index);
        draw_hum(p, cue, &p->m->hums[index]);
        draw_label(p, i, cue, next_start(p, cue));
    }
}

/* ---- words ---- */

static double draw_legend(const struct plot *p, double y)
{
    static const struct {
        const char *css_class, *text;
    } rows[] = {
        {"trace", NULL},
        {"window", "window: the chair asked for this hum"},
        {"hum", "the hum alone, noise taken off: onset to offset"},
        {"noise", "the room's noise, as estimated for this hum"},
        {"flag", "a flag: see the list"},
        {"void", "crossed out: not measured"},
    };
    enum { ROWS = sizeof rows / sizeof rows[0], ACROSS = 2, SAMPLE = 34 };
    for (size_t i = 0; i < ROWS; i++) {
        const double x = LEFT + (double)(i % ACROSS) * 370;
        const double at = y + (double)(i / ACROSS) * LEGEND_ROW;
        char trace[80];
        snprintf(trace, sizeof trace,
                 p->trace->per > 1 ? "level: highest and lowest of each %.1f s"
                                   : "level, every 50 ms",
                 (double)p->trace->per * HUM_TRACE_STEP_MS / 1000);
        if (strcmp(rows[i].css_class, "window") == 0)
            svg_rect(p->out, "window", x, at - 7, SAMPLE, 14);
        else if (strcmp(rows[i].css_class, "flag") == 0)
            draw_flag(p, x + SAMPLE / 2, at);
        else if (strcmp(rows[i].css_class, "void") == 0)
            draw_cross(p, x + 8, at - 8, x + SAMPLE - 8, at + 8);
        else
            svg_line(p->out, rows[i].css_class, x, at, x + SAMPLE, at);
        svg_text(p->out, "label", "start", x + SAMPLE + 8, at + 4,
                 rows[i].text != NULL ? rows[i].text : trace);
    }
    return y + ((ROWS + ACROSS - 1) / ACROSS) * LEGEND_ROW;
}

/* Lines end in a line feed; a long one is broken. Returns how many there are; draws them where y
 * is above 0. */
static size_t put_list(const struct plot *p, double y)
{
    size_t lines = 0;
    const char *line = p->list.bytes;
    for (const char *end; line != NULL && (end = strchr(line, '\n')) != NULL; line = end + 1)
        for (const char *at = line; at < end; lines++) {
            const size_t fits = svg_fit(at, (size_t)(end - at), p->columns);
            char words[4 * WIDTH_MAX / LIST_COLUMN_PX + 1];
            snprintf(words, sizeof words, "%.*s", (int)fits, at);
            if (y > 0)
                svg_text(p->out, "label", "start", at == line ? LEFT : LEFT + 16,
                         y + (double)lines * LIST_ROW, words);
            at += fits;
        }
    return lines;
}

static void make_list(struct plot *p)
{
    for (size_t i = 0; i < hum_count(p->m); i++) {
        const size_t index = hum_index(p->m, i);
        const struct cue *cue = cue_of(p->m, index);
        const struct meeting_hum h = {.phase = HUM_FINAL, .hum = p->m->hums[index]};
        text_addf(&p->list, "%zu  ", i + 1);
        for (const char *c = cue->label; *c != '\0'; c++)
            text_add_n(&p->list, *c == '\n' ? "\r" : c, 1); /* a line feed ends our lines */
        text_addf(&p->list, " (%.1f to %.1f s): ", cue->start_s, cue->end_s);
        sentence_hum(&h, &p->list);
        text_add(&p->list, "\n");
    }
}

static void draw_head(const struct plot *p, const char *name, double height)
{
    const double width = LEFT + p->width + RIGHT;
    text_addf(p->out,
              "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" "
              "height=\"%.0f\" role=\"img\" aria-labelledby=\"title desc\">\n"
              "<title id=\"title\">Hums on ",
              width, height, width, height);
    svg_escape(p->out, name, strlen(name));
    text_addf(p->out,
              "</title>\n<desc id=\"desc\">Level of %.1f seconds over time, with the room's "
              "noise, windows, hums and flags.\n",
              p->m->duration_s);
    for (const char *line = p->list.bytes, *end; line != NULL && (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        svg_escape(p->out, line, (size_t)(end - line));
        text_add(p->out, "\n");
    }
    text_add(p->out, "</desc>\n");
    text_add(p->out, STYLE);
    svg_rect(p->out, "paper", 0, 0, width, height);
    char head[LABEL_SIZE];
    snprintf(head, sizeof head, "%.*s", (int)svg_fit(name, strlen(name), p->columns - 12), name);
    text_addf(p->out, "<text class=\"head\" x=\"%d\" y=\"30\">Hums on ", LEFT);
    svg_escape(p->out, head, strlen(head));
    text_add(p->out, "</text>\n");
}

void plot_draw(const struct measured *m, const struct plot_trace *trace, const char *name,
               struct text *out)
{
    struct plot p = {.m = m, .trace = trace, .out = out};
    p.width = fmin(WIDTH_MAX, fmax(WIDTH_MIN, m->duration_s * PX_A_SECOND));
    p.columns = (size_t)(p.width / LIST_COLUMN_PX) - 2;
    find_levels(&p);
    make_list(&p);
    const double legend = TOP + HEIGHT + AXIS + 20, list = legend + 3 * LEGEND_ROW + 14;
    draw_head(&p, name, list + (double)put_list(&p, 0) * LIST_ROW + 4);
    draw_level_axis(&p);
    draw_field(&p);
    draw_time_axis(&p);
    (void)draw_legend(&p, legend);
    (void)put_list(&p, list);
    text_add(out, "</svg>\n");
    out->failed = out->failed || p.list.failed;
    text_release(&p.list);
}

/* ---- the file ---- */

static int complain(const char *path, const char *what, int code)
{
    fprintf(stderr, "humroom measure: %s: %s\n", path, what);
    return code;
}

int plot_write(const char *path, const struct measured *m, const struct plot_trace *trace,
               const char *name)
{
    struct text text = {0};
    char *bytes = NULL;
    size_t len = 0;
    plot_draw(m, trace, name, &text);
    const enum status s = text_take(&text, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("measure", NULL, s);
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        const int why = errno;
        free(bytes);
        return why == EACCES || why == EPERM
                   ? cli_fail("measure", path, REFUSED_NO_PERMISSION)
                   : complain(path, "the picture cannot be made there", EXIT_CANNOT_CREATE);
    }
    const bool written = fwrite(bytes, 1, len, file) == len;
    const bool closed = fclose(file) == 0;
    free(bytes);
    return written && closed ? 0 : complain(path, "the picture could not be written", 74);
}
