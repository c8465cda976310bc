/* `humroom export`: files for whoever uploads what belongs to a session, named as the Datatracker
 * names them. */
#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "clients/cli/zone.h"
#include "core/attendance.h"
#include "core/digest.h"
#include "core/handover.h"
#include "core/history.h"
#include "core/minutes.h"
#include "core/view.h"
#include "core/when.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char help[] =
    "Usage: humroom export RECORD --out DIR --meeting NAME [--group ACRONYM]\n"
    "\n"
    "Writes what belongs to a session in the Datatracker's own shapes and names: polls,\n"
    "chatlog and bluesheets (JSON; the blue sheet also as text), and the minutes. Polls\n"
    "hold raised hands only; hums, chat and the rest are in the minutes, and in humroom's\n"
    "own results (JSON). Whoever records the session uploads polls, chatlog and blue\n"
    "sheet; a chair uploads the minutes; the results stay with the group.\n"
    "\n"
    "  --out DIR        where the files go; those that are there are never written over\n"
    "  --meeting NAME   the number of an IETF meeting, or the name of an interim\n"
    "  --group ACRONYM  of the group; without it the meeting's\n"
    "  --help           this text\n"
    "  --version        the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom export framing.humroom --out upload --meeting interim-2026-framing-01\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 65 the file is no record, damaged or newer than this\n"
    "humroom; 66 there is no such file; 73 a file cannot be created; 74 not written;\n"
    "77 the record may not be read.\n";

enum { EXIT_CANNOT_CREATE = 73, STAMP_LEN = 16 };

struct export
{
    const char *record, *out, *meeting, *group;
    struct meeting state;
    char local[STAMP_LEN], utc[STAMP_LEN]; /* of the session's start: "202611251000" */
};

/* ---- names ---- */

static bool is_name(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (!(*c >= '0' && *c <= '9') && !(*c >= 'a' && *c <= 'z') && *c != '-')
            return false;
    return text[0] != '\0' && strlen(text) <= 60;
}

static bool is_interim(const struct export *e)
{
    return strncmp(e->meeting, "interim-", strlen("interim-")) == 0;
}

/* The digits of "2026-11-25 10:00". */
static void stamp_of(int64_t us, int32_t offset_minutes, char out[STAMP_LEN])
{
    char local[WHEN_LEN];
    size_t len = 0;
    when_local(us, offset_minutes, local);
    for (const char *c = local; *c != '\0' && len + 1 < STAMP_LEN; c++)
        if (*c >= '0' && *c <= '9')
            out[len++] = *c;
    out[len] = '\0';
}

/* The planned start where it has a time, else when the meeting was opened. */
static void find_stamps(struct export *e)
{
    const struct meeting *m = &e->state;
    const char *start = meeting_text(m, m->start);
    int64_t start_us = m->opened_us;
    int32_t offset_minutes = m->offset_minutes;
    if (strchr(start, 'T') == NULL || zone_start(start, meeting_text(m, m->zone), m->opened_us,
                                                 &start_us, &offset_minutes) != STATUS_OK) {
        start_us = m->opened_us;
        offset_minutes = m->offset_minutes;
    }
    stamp_of(start_us, offset_minutes, e->local);
    stamp_of(start_us, 0, e->utc);
}

static int find_names(struct export *e)
{
    if (e->group == NULL)
        e->group = meeting_text(&e->state, e->state.group);
    if (!is_interim(e) && !is_name(e->group))
        return cli_usage("export", "not an acronym in small letters; name the group", "--group");
    find_stamps(e);
    return 0;
}

/* ---- files ---- */

static int write_file(const struct export *e, const char *kind, const char *stamp,
                      const char *ending, const char *bytes, size_t len)
{
    struct text t = {0};
    char *path = NULL;
    text_addf(&t, "%s/%s-%s%s%s-%s.%s", e->out, kind, e->meeting, is_interim(e) ? "" : "-",
              is_interim(e) ? "" : e->group, stamp, ending);
    enum status s = text_take(&t, &path, NULL);
    int code = s == STATUS_OK ? file_write_new("export", path, bytes, len, 0644)
                              : cli_fail("export", NULL, s);
    if (code == 0)
        puts(path);
    free(path);
    return code;
}

/* Takes the bytes of a step that came to s. */
static int write_take(const struct export *e, enum status s, const char *kind, const char *stamp,
                      const char *ending, char *bytes, size_t len)
{
    if (s != STATUS_OK)
        return cli_fail("export", NULL, s);
    int code = write_file(e, kind, stamp, ending, bytes, len);
    free(bytes);
    return code;
}

static int write_polls(const struct export *e)
{
    char *bytes = NULL;
    size_t len = 0;
    uint32_t left_out = 0;
    enum status s = handover_polls(&e->state, &bytes, &len, &left_out);
    int code = write_take(e, s, "polls", e->local, "json", bytes, len);
    if (code == 0 && left_out > 0)
        printf("  void runs, left out: %" PRIu32 "\n", left_out);
    return code;
}

static int write_chat(const struct export *e)
{
    char *bytes = NULL;
    size_t len = 0;
    uint32_t left_out = 0;
    enum status s = handover_chat(&e->state, &bytes, &len, &left_out);
    int code = write_take(e, s, "chatlog", e->local, "json", bytes, len);
    if (code == 0 && left_out > 0)
        printf("  lines that were never shown to others, left out: %" PRIu32 "\n", left_out);
    return code;
}

static int write_blue_sheets(const struct export *e)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status s = handover_blue_sheet(&e->state, &bytes, &len);
    int code = write_take(e, s, "bluesheets", e->utc, "json", bytes, len);
    if (code != 0)
        return code;
    struct text t = {0};
    attendance_text(&e->state, &t);
    s = text_take(&t, &bytes, &len);
    return write_take(e, s, "bluesheets", e->utc, "txt", bytes, len);
}

static int write_minutes(const struct export *e)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status s = minutes_write(&e->state, &bytes, &len);
    return write_take(e, s, "minutes", e->utc, "md", bytes, len);
}

/* What the other files have no place for. */
static int write_results(const struct export *e)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status s = view_results(&e->state, &bytes, &len);
    return write_take(e, s, "results", e->utc, "json", bytes, len);
}

static int write_all(const struct export *e)
{
    if (mkdir(e->out, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "humroom export: %s: %s\n", e->out, strerror(errno));
        return EXIT_CANNOT_CREATE;
    }
    int code = write_polls(e);
    if (code == 0)
        code = write_chat(e);
    if (code == 0)
        code = write_blue_sheets(e);
    if (code == 0)
        code = write_minutes(e);
    return code == 0 ? write_results(e) : code;
}

static int read_record(struct export *e)
{
    struct record *record = NULL;
    enum status s = digest_start();
    if (s == STATUS_OK)
        s = record_open(e->record, RECORD_READ, &record);
    if (s == STATUS_OK)
        s = history_read(record, &e->state);
    record_close(record);
    return s == STATUS_OK ? 0 : cli_fail("export", e->record, s);
}

/* ---- the command line ---- */

static int read_words(int argc, char **argv, struct export *e)
{
    for (int i = 1; i < argc; i++) {
        const char **value = strcmp(argv[i], "--out") == 0       ? &e->out
                             : strcmp(argv[i], "--meeting") == 0 ? &e->meeting
                             : strcmp(argv[i], "--group") == 0   ? &e->group
                                                                 : NULL;
        if (value != NULL && *value != NULL)
            return cli_usage("export", "given twice", argv[i]);
        if (value != NULL && ++i == argc)
            return cli_usage("export", "needs a value", argv[i - 1]);
        if (value != NULL)
            *value = argv[i];
        else if (argv[i][0] == '-' || e->record != NULL)
            return cli_usage("export", "not known", argv[i]);
        else
            e->record = argv[i];
    }
    if (e->record == NULL || e->out == NULL || e->meeting == NULL)
        return cli_usage("export", "missing",
                         e->record == NULL ? "RECORD"
                         : e->out == NULL  ? "--out"
                                           : "--meeting");
    if (!is_name(e->meeting))
        return cli_usage("export", "not like 125 or interim-2026-framing-01", e->meeting);
    return 0;
}

int command_export(int argc, char **argv)
{
    struct export e = {.record = NULL};
    int asked;
    if (cli_asked("export", help, argc, argv, &asked))
        return asked;
    int code = read_words(argc, argv, &e);
    meeting_init(&e.state);
    if (code == 0)
        code = read_record(&e);
    if (code == 0)
        code = find_names(&e);
    if (code == 0)
        code = write_all(&e);
    meeting_release(&e.state);
    return code != 0 ? code : cli_written("export");
}
