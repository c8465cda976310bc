#include "clients/cli/notice.h"

#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "clients/cli/zone.h"
#include "core/digest.h"
#include "core/history.h"
#include "core/json.h"
#include "core/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_LATE = 1, EXIT_DATA = 65 };

static const char help[] =
    "Usage: humroom notice check MEETING.json [--now DATE] [--json]\n"
    "       humroom notice mail MEETING.json --out DIR [--from ADDRESS] [--now DATE]\n"
    "       humroom notice mail MEETING.json --out DIR --attendees RECORD [--from ADDRESS]\n"
    "       humroom notice calendar MEETING.json|RECORD --out FILE.ics [--now DATE]\n"
    "\n"
    "What a meeting needs before and after it: approval, announcement, agenda, slides,\n"
    "attendance, minutes, proceedings. What is needed and when follows from the kind:\n"
    "session, face-to-face interim, virtual interim, conference call, chat session,\n"
    "design team, BoF, Bar BoF or list only.\n"
    "\n"
    "check     says what is due when, what is late and what to put right\n"
    "mail      writes the request to announce, to the secretariat (the area director in\n"
    "          copy where one approves), and the notice to the group's list; with\n"
    "          --attendees instead the blue sheet of a record: who joined, and who was\n"
    "          there without a device\n"
    "calendar  writes the meeting and what is still due, or of a record the meeting, the\n"
    "          last days for objections and the days that outcomes name, for a calendar\n"
    "          program\n"
    "\n"
    "  --now DATE          as of this day, like 2026-11-22; without it today\n"
    "  --json              for other programs\n"
    "  --out WHERE         files that are there are never written over\n"
    "  --from ADDRESS      who writes; without it the first chair with an address\n"
    "  --attendees RECORD  the record of the meeting\n"
    "  --help              this text\n"
    "  --version           the version of humroom\n"
    "\n"
    "In the meeting file, beside kind, start and zone: \"length_minutes\": 120, \"days\":\n"
    "[\"2026-11-22\", \"2026-11-23\"], \"place\", \"remote_url\", \"agenda_url\", "
    "\"back_channel\",\n"
    "\"secretariat\": address, \"area_director\": {\"name\", \"mail\"}, \"approved_by\",\n"
    "\"done\": {\"announcement\": \"2026-10-20\"}, \"lead_days\": {\"announcement\": 28}.\n"
    "\n"
    "Example:\n"
    "  humroom notice check framing.json\n"
    "\n"
    "Exit code: 0; 1 something is late or has to be put right; 64 wrong usage; 65 the\n"
    "meeting file or record has mistakes, or says too little for this; 66 no such file;\n"
    "71 no memory; 73 a file cannot be created; 74 it cannot be written; 77 a file may\n"
    "not be read.\n";

int notice_complain(const char *subject, const char *sentence)
{
    fprintf(stderr, "humroom notice: %s: %s\n", subject, sentence);
    return EXIT_DATA;
}

/* ---- what is read ---- */

static int list_mistakes(const char *path, const struct plan_mistakes *mistakes)
{
    fprintf(stderr, "humroom notice: %s: %s:\n", path, status_sentence(REFUSED_MEETING_FILE));
    for (uint32_t i = 0; i < mistakes->count; i++)
        fprintf(stderr, "  %s\n", mistakes->text[i]);
    return status_exit(REFUSED_MEETING_FILE);
}

static int parse_plan(const char *path, struct meeting_plan *out)
{
    char *bytes = NULL;
    size_t len = 0;
    struct plan_mistakes *mistakes = calloc(1, sizeof *mistakes);
    enum status s =
        mistakes != NULL ? file_read(path, JSON_BYTES_FILE, &bytes, &len) : FAILED_NO_MEMORY;
    if (s == STATUS_OK)
        s = plan_parse(bytes, len, out, mistakes);
    int code = s == STATUS_OK              ? 0
               : s == REFUSED_MEETING_FILE ? list_mistakes(path, mistakes)
                                           : cli_fail("notice", path, s);
    free(mistakes);
    free(bytes);
    return code;
}

/* Every day at the same time by the clock of the zone, whatever its offset is then. */
static enum status find_days(int64_t now_us, struct notice_meeting *m)
{
    struct meeting_plan *p = &m->plan;
    int64_t first_us = 0, us = 0;
    enum status s =
        zone_start(p->start, p->zone, now_us, &m->days[0].start_us, &m->days[0].offset_minutes);
    p->offset_minutes = m->days[0].offset_minutes;
    if (s != STATUS_OK || p->notice.day_count < 2)
        return s;
    if (when_parse(p->notice.days[0], &first_us) != STATUS_OK)
        return REFUSED_BAD_VALUE;
    for (uint32_t i = 1; s == STATUS_OK && i < p->notice.day_count; i++) {
        char start[2 * WHEN_LEN];
        snprintf(start, sizeof start, "%.10s%.20s", p->notice.days[i], p->start + 10);
        s = zone_start(start, p->zone, now_us, &us, &m->days[i].offset_minutes);
        m->days[i].start_us = us;
    }
    return s;
}

int notice_read_plan(const struct notice_words *w, struct notice_meeting *out)
{
    int code = parse_plan(w->file, &out->plan);
    if (code != 0)
        return code;
    if (find_days(w->now_us, out) == STATUS_OK)
        return 0;
    plan_release(&out->plan);
    return notice_complain(w->file, "zone: is not known on this machine");
}

int notice_read_record(const char *path, struct meeting *out)
{
    struct record *record = NULL;
    enum status s = record_open(path, RECORD_READ, &record);
    if (s == STATUS_OK)
        s = history_read(record, out);
    record_close(record);
    return s == STATUS_OK ? 0 : cli_fail("notice", path, s);
}

/* ---- checking ---- */

static int print_check(const struct notice_words *w, const struct meeting_plan *p,
                       const struct meeting_notice *n)
{
    char *out = NULL;
    struct text t = {0};
    if (!w->json)
        notice_text(p, n, w->now_us, &t);
    enum status s = w->json ? notice_json(p, n, w->now_us, &out, NULL) : text_take(&t, &out, NULL);
    if (s != STATUS_OK)
        return cli_fail("notice", NULL, s);
    fputs(out, stdout);
    if (w->json)
        puts("");
    free(out);
    int code = cli_written("notice");
    return code != 0 ? code : n->late_count + n->finding_count > 0 ? EXIT_LATE : 0;
}

static int check(const struct notice_words *w)
{
    struct notice_meeting m = {.plan = {.title = ""}};
    struct meeting_notice n;
    const char *why = "";
    int code = notice_read_plan(w, &m);
    if (code != 0)
        return code;
    if (notice_check(&m.plan, m.days[0].start_us, w->now_us, &n, &why) == STATUS_OK)
        code = print_check(w, &m.plan, &n);
    else
        code = notice_complain(w->file, why);
    plan_release(&m.plan);
    return code;
}

/* ---- the command line ---- */

static const char **value_of(struct notice_words *w, const char *option)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {{"--now", &w->now},
                   {"--out", &w->out},
                   {"--from", &w->from},
                   {"--attendees", &w->attendees}};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (strcmp(options[i].name, option) == 0)
            return options[i].value;
    return NULL;
}

static int read_words(int argc, char **argv, struct notice_words *w)
{
    for (int i = 1; i < argc; i++) {
        const char **value = value_of(w, argv[i]);
        if (strcmp(argv[i], "--json") == 0) {
            w->json = true;
        } else if (value != NULL) {
            if (*value != NULL)
                return cli_usage("notice", "given twice", argv[i]);
            if (++i == argc)
                return cli_usage("notice", "needs a value", argv[i - 1]);
            *value = argv[i];
        } else if (argv[i][0] == '-' || w->file != NULL) {
            return cli_usage("notice", "not known", argv[i]);
        } else {
            *(w->verb == NULL ? &w->verb : &w->file) = argv[i];
        }
    }
    if (w->now != NULL && when_parse(w->now, &w->now_us) != STATUS_OK)
        return cli_usage("notice", "not a date like 2026-11-22", w->now);
    return 0;
}

static int check_words(const struct notice_words *w)
{
    static const struct {
        const char *verb, *takes; /* letters of `given`; o is needed where it is taken */
    } verbs[] = {{"check", "nj"}, {"mail", "nofa"}, {"calendar", "no"}};
    const struct {
        char letter;
        const char *name;
        bool is;
    } given[] = {{'n', "--now", w->now != NULL},
                 {'o', "--out", w->out != NULL},
                 {'f', "--from", w->from != NULL},
                 {'a', "--attendees", w->attendees != NULL},
                 {'j', "--json", w->json}};
    size_t v = 0;
    if (w->verb == NULL)
        return cli_usage("notice", "missing", "check, mail or calendar");
    while (v < sizeof verbs / sizeof verbs[0] && strcmp(verbs[v].verb, w->verb) != 0)
        v++;
    if (v == sizeof verbs / sizeof verbs[0])
        return cli_usage("notice", "not known", w->verb);
    if (w->file == NULL)
        return cli_usage("notice", "missing", "MEETING.json");
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        const bool taken = strchr(verbs[v].takes, given[i].letter) != NULL;
        if (given[i].is && !taken)
            return cli_usage("notice", "does not go with this", given[i].name);
        if (!given[i].is && taken && given[i].letter == 'o')
            return cli_usage("notice", "missing", given[i].name);
    }
    return 0;
}

int command_notice(int argc, char **argv)
{
    struct notice_words w = {.now_us = cli_now_us()};
    int asked;
    if (cli_asked("notice", help, argc, argv, &asked))
        return asked;
    int code = read_words(argc, argv, &w);
    if (code == 0)
        code = check_words(&w);
    if (code != 0)
        return code;
    enum status s = digest_start();
    if (s != STATUS_OK)
        return cli_fail("notice", NULL, s);
    return strcmp(w.verb, "check") == 0  ? check(&w)
           : strcmp(w.verb, "mail") == 0 ? notice_mails(&w)
                                         : notice_calendar(&w);
}
